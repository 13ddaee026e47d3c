//! The public form of a cycle, `ciclo/1`: what `ciclo modello` prints and a PDF carries.

use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;
use serde_json::json;

use crate::model::{Bozza, Modello, SCHEMA, Testi, Valutazione};
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
}

impl<'a> From<&'a Bozza> for Pubblico<'a> {
    fn from(bozza: &'a Bozza) -> Self {
        Self {
            modello: &bozza.modello,
            valutazione: bozza.valutazione.as_ref(),
            testi: &bozza.testi,
            parte: bozza.parte.as_deref(),
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

/// The JSON Schema of the public form, which any validator takes as it is: it names the version that
/// it describes, and holds no format of this program's language (`int16`).
pub fn schema() -> Schema {
    let mut schema = schema_for!(Pubblico<'_>);
    RecursiveTransform(senza_formato).transform(&mut schema);
    schema.insert("$id".to_owned(), SCHEMA.into());
    if let Some(versione) = schema.pointer_mut("/properties/schema") {
        *versione = json!({"const": SCHEMA});
    }
    schema
}

fn senza_formato(schema: &mut Schema) {
    schema.remove("format");
}
