//! The public form of a cycle, `ciclo/1`: what `ciclo modello` prints and a PDF carries.

use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::model::{Aggiunte, Bozza, Modello, SCHEMA, Testi, Valutazione};
use crate::tempi::conti::{self, Lavoro};

use super::forma;

/// The public form of a cycle: the model with its grades and texts, or the part of it that some
/// documents hold.
#[derive(Clone, Copy, Serialize, JsonSchema)]
pub struct Pubblico<'a> {
    #[serde(flatten)]
    pub modello: &'a Modello,
    /// None in a part without results.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valutazione: Option<&'a Valutazione>,
    pub testi: &'a Testi,
    /// Ids of the documents whose part this is; none of the whole cycle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parte: Option<&'a [String]>,
    /// None in what a PDF carries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aggiunte: Option<&'a Aggiunte>,
}

impl<'a> From<&'a Bozza> for Pubblico<'a> {
    fn from(bozza: &'a Bozza) -> Self {
        Self {
            modello: &bozza.modello,
            valutazione: bozza.valutazione.as_ref(),
            testi: &bozza.testi,
            parte: bozza.parte.as_deref(),
            aggiunte: Some(&bozza.aggiunte).filter(|aggiunte| !aggiunte.vuote()),
        }
    }
}

impl Pubblico<'_> {
    /// Compact.
    pub fn json(&self) -> Vec<u8> {
        conti::segna(Lavoro::ModelloScritto, &self.modello.ente.nome);
        forma::json(self)
    }

    /// For people to read.
    pub fn json_leggibile(&self) -> String {
        forma::json_leggibile(self)
    }
}

/// The JSON Schema of the public form.
pub fn schema() -> Schema {
    super::schema::di::<Pubblico<'_>>(SCHEMA)
}
