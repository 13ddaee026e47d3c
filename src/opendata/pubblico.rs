//! The public form of a cycle, `ciclo/1`: what `ciclo modello` prints and a PDF carries.

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use crate::load::Caricato;
use crate::model::bozza::ErroreBozza;
use crate::model::{Bozza, Modello, Testi, Valutazione};

use super::forma;

/// The model with its grades and texts.
#[derive(Clone, Copy, Serialize, JsonSchema)]
pub struct Pubblico<'a> {
    #[serde(flatten)]
    pub modello: &'a Modello,
    pub valutazione: &'a Valutazione,
    pub testi: &'a Testi,
}

impl<'a> Pubblico<'a> {
    /// The whole of a cycle.
    pub fn di(caricato: &'a Caricato) -> Self {
        Self {
            modello: &caricato.modello,
            valutazione: &caricato.valutazione,
            testi: &caricato.testi,
        }
    }

    /// Compact.
    pub fn json(&self) -> Vec<u8> {
        forma::json(self)
    }

    /// For people to read.
    pub fn json_leggibile(&self) -> String {
        forma::json_leggibile(self)
    }

    /// The cycle as whoever gets only its public form sees it, with grades rounded as they are
    /// printed: a folder compares with a PDF on the same terms.
    ///
    /// # Errors
    /// None, as long as the public form can be read back.
    pub fn bozza(&self) -> Result<Bozza, ErroreBozza> {
        Bozza::da_json(&self.json())
    }
}

/// The JSON Schema of the public form.
pub fn schema() -> Schema {
    schema_for!(Pubblico<'_>)
}
