//! A noun in the forms that a sentence asks for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::accordo::secondo;
use super::articolo::{davanti, un};
use super::lettere::{minuscola, tipografico};
use super::{Aggettivo, Preposizione, numero, vocabolario};

/// A noun, alone or with its adjectives: `Linea strategica`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parola {
    /// One of them, as a heading writes it: `Linea strategica`.
    uno: Cow<'static, str>,
    /// More of them: `Linee strategiche`.
    molti: Cow<'static, str>,
    genere: Genere,
}

/// The gender of a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Genere {
    #[serde(rename = "m")]
    Maschile,
    #[serde(rename = "f")]
    Femminile,
}

/// A noun in all its forms, for templates that cannot call [`Parola`]: its apostrophes are curved,
/// as print wants them.
#[derive(Debug, Clone, Serialize)]
pub struct Forme {
    uno: String,
    molti: String,
    titolo: String,
    titoli: String,
    il: String,
    i: String,
    del: String,
    dei: String,
    nel: String,
    nei: String,
    sul: String,
    nessun: String,
    /// What the templates say of a noun, agreed with it: for one, and for many.
    aggettivi: BTreeMap<&'static str, [&'static str; 2]>,
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

    /// All forms, for the templates.
    pub fn forme(&self) -> Forme {
        let curvo = |testo: String| tipografico(&testo);
        Forme {
            uno: curvo(self.uno()),
            molti: curvo(self.molti()),
            titolo: tipografico(&self.uno),
            titoli: tipografico(&self.molti),
            il: curvo(self.il()),
            i: curvo(self.i()),
            del: curvo(self.del()),
            dei: curvo(self.dei()),
            nel: curvo(self.nel()),
            nei: curvo(self.nei()),
            sul: curvo(self.sul()),
            nessun: curvo(self.nessun()),
            aggettivi: vocabolario::DEI_MODELLI
                .iter()
                .map(|(nome, aggettivo)| (*nome, aggettivo.forme(self.genere)))
                .collect(),
        }
    }

    fn singolare(&self, preposizione: Preposizione) -> String {
        davanti(Some(preposizione), &self.uno(), self.genere, false)
    }

    fn plurale(&self, preposizione: Preposizione) -> String {
        davanti(Some(preposizione), &self.molti(), self.genere, true)
    }
}
