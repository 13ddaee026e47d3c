//! A noun in the forms that a sentence asks for.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::accordo::secondo;
use super::articolo::{davanti, un};
use super::lettere::minuscola;
use super::{Aggettivo, Genere, Preposizione, numero};

/// A noun, alone or with its adjectives: `Linea strategica`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parola {
    /// One of them, as a heading writes it: `Linea strategica`.
    uno: Cow<'static, str>,
    /// More of them: `Linee strategiche`.
    molti: Cow<'static, str>,
    genere: Genere,
}

impl Parola {
    /// A noun whose forms are known.
    pub fn nuova(
        uno: impl Into<Cow<'static, str>>,
        molti: impl Into<Cow<'static, str>>,
        genere: Genere,
    ) -> Self {
        Self {
            uno: uno.into(),
            molti: molti.into(),
            genere,
        }
    }

    /// One of the program's own nouns.
    pub const fn fissa(uno: &'static str, molti: &'static str, genere: Genere) -> Self {
        Self {
            uno: Cow::Borrowed(uno),
            molti: Cow::Borrowed(molti),
            genere,
        }
    }

    /// One of them, inside a sentence: `linea strategica`.
    pub fn uno(&self) -> String {
        minuscola(&self.uno)
    }

    /// More of them, inside a sentence: `linee strategiche`.
    pub fn molti(&self) -> String {
        minuscola(&self.molti)
    }

    /// One of them, as a heading writes it: `Linea strategica`.
    pub fn titolo(&self) -> &str {
        &self.uno
    }

    /// More of them, as a heading writes it: `Linee strategiche`.
    pub fn titoli(&self) -> &str {
        &self.molti
    }

    pub fn genere(&self) -> Genere {
        self.genere
    }

    /// `1 linea strategica`, `3 linee strategiche`.
    pub fn conta(&self, quanti: impl Into<Decimal>) -> String {
        let quanti = quanti.into();
        let nome = secondo(quanti, self.uno(), self.molti());
        format!("{} {nome}", numero(quanti))
    }

    /// `1 linea strategica nuova`, `3 linee strategiche nuove`.
    pub fn conta_con(&self, quanti: impl Into<Decimal>, aggettivo: &Aggettivo) -> String {
        let quanti = quanti.into();
        format!("{} {}", self.conta(quanti), self.accorda(aggettivo, quanti))
    }

    /// An adjective that agrees with so many of the noun.
    pub fn accorda(&self, aggettivo: &Aggettivo, quanti: impl Into<Decimal>) -> &'static str {
        aggettivo.con(self.genere, quanti)
    }

    /// `la linea strategica`.
    pub fn il(&self) -> String {
        davanti(None, &self.uno(), self.genere, false)
    }

    /// `le linee strategiche`.
    pub fn i(&self) -> String {
        davanti(None, &self.molti(), self.genere, true)
    }

    /// `della linea strategica`.
    pub fn del(&self) -> String {
        self.singolare(Preposizione::Di)
    }

    /// `delle linee strategiche`.
    pub fn dei(&self) -> String {
        self.plurale(Preposizione::Di)
    }

    /// `nella linea strategica`.
    pub fn nel(&self) -> String {
        self.singolare(Preposizione::In)
    }

    /// `nelle linee strategiche`.
    pub fn nei(&self) -> String {
        self.plurale(Preposizione::In)
    }

    /// `sulla linea strategica`.
    pub fn sul(&self) -> String {
        self.singolare(Preposizione::Su)
    }

    /// `una linea strategica`.
    pub fn un(&self) -> String {
        un("un", &self.uno(), self.genere)
    }

    /// `nessuna linea strategica`.
    pub fn nessun(&self) -> String {
        un("nessun", &self.uno(), self.genere)
    }

    fn singolare(&self, preposizione: Preposizione) -> String {
        davanti(Some(preposizione), &self.uno(), self.genere, false)
    }

    fn plurale(&self, preposizione: Preposizione) -> String {
        davanti(Some(preposizione), &self.molti(), self.genere, true)
    }
}
