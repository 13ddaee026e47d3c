//! What follows a count: the number of verbs and adjectives.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The gender of a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Genere {
    #[serde(rename = "m")]
    Maschile,
    #[serde(rename = "f")]
    Femminile,
}

/// A verb in the third person.
#[derive(Debug, Clone, Copy)]
pub struct Verbo {
    uno: &'static str,
    molti: &'static str,
}

/// An adjective or a participle in its four forms.
#[derive(Debug, Clone, Copy)]
pub struct Aggettivo {
    maschile: [&'static str; 2],
    femminile: [&'static str; 2],
}

impl Verbo {
    /// `manca`, `mancano`.
    pub const fn nuovo(uno: &'static str, molti: &'static str) -> Self {
        Self { uno, molti }
    }

    /// The verb of so many.
    pub fn con(&self, quanti: impl Into<Decimal>) -> &'static str {
        secondo(quanti.into(), self.uno, self.molti)
    }
}

impl Aggettivo {
    /// `previsto`, `previsti`; `prevista`, `previste`.
    pub const fn nuovo(maschile: [&'static str; 2], femminile: [&'static str; 2]) -> Self {
        Self {
            maschile,
            femminile,
        }
    }

    /// The adjective of so many nouns of a gender.
    pub fn con(&self, genere: Genere, quanti: impl Into<Decimal>) -> &'static str {
        let [uno, molti] = self.forme(genere);
        secondo(quanti.into(), uno, molti)
    }

    /// One and many of a gender.
    pub(super) fn forme(&self, genere: Genere) -> [&'static str; 2] {
        match genere {
            Genere::Maschile => self.maschile,
            Genere::Femminile => self.femminile,
        }
    }
}

/// A count as a chapter has it, already printed, with the form of its noun; `1.001` are many.
pub fn scritto(quanti: &str, uno: &str, molti: &str) -> String {
    let contati = quanti.parse().unwrap_or(Decimal::ZERO);
    format!("{quanti} {}", secondo(contati, uno, molti))
}

/// The form for one, or that for none and for more: the only place that chooses.
pub(super) fn secondo<T>(quanti: Decimal, uno: T, molti: T) -> T {
    if quanti == Decimal::ONE { uno } else { molti }
}
