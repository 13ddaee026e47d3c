//! The public form of a cycle, `ciclo/1`: what `ciclo modello` prints and a PDF carries.

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use crate::model::{Modello, Testi, Valutazione};

use super::forma;

/// The public form of a cycle: the model with its grades and texts.
#[derive(Clone, Copy, Serialize, JsonSchema)]
pub struct Pubblico<'a> {
    #[serde(flatten)]
    pub modello: &'a Modello,
    pub valutazione: &'a Valutazione,
    pub testi: &'a Testi,
}

impl Pubblico<'_> {
    /// Compact.
    pub fn json(&self) -> Vec<u8> {
        forma::json(self)
    }

    /// For people to read.
    pub fn json_leggibile(&self) -> String {
        forma::json_leggibile(self)
    }
}

/// The JSON Schema of the public form.
pub fn schema() -> Schema {
    schema_for!(Pubblico<'_>)
}
