//! The public JSON of the diagnoses, `ciclo/verifica/1`: keys are only ever added within a version.

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use crate::model::{Diagnosi, Livello};

use crate::opendata::json_leggibile;

use super::ordine;

/// The version of the public form.
const SCHEMA: &str = "ciclo/verifica/1";

/// Everything that was found.
#[derive(Serialize, JsonSchema)]
pub struct Rapporto<'a> {
    /// Always `ciclo/verifica/1`.
    schema: &'static str,
    conteggi: Conteggi,
    /// By file, sheet and cell.
    diagnosi: Vec<&'a Diagnosi>,
}

/// How many of each level count: those without an accepted exception. With an `errore` the command
/// exits 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Conteggi {
    pub errore: usize,
    pub avviso: usize,
    pub nota: usize,
}

impl Conteggi {
    /// Counts what no exception covers.
    pub fn di<'a>(diagnosi: impl IntoIterator<Item = &'a Diagnosi>) -> Self {
        let mut conteggi = Self {
            errore: 0,
            avviso: 0,
            nota: 0,
        };
        for d in diagnosi.into_iter().filter(|d| d.deroga.is_none()) {
            match d.livello {
                Livello::Errore => conteggi.errore += 1,
                Livello::Avviso => conteggi.avviso += 1,
                Livello::Nota => conteggi.nota += 1,
            }
        }
        conteggi
    }
}

/// The diagnoses as JSON that a person can read too.
pub fn json(diagnosi: &[Diagnosi]) -> String {
    let rapporto = Rapporto {
        schema: SCHEMA,
        conteggi: Conteggi::di(diagnosi),
        diagnosi: ordine::ordinate(diagnosi),
    };
    json_leggibile(&rapporto).trim_end().to_owned()
}

/// The JSON Schema of the public form.
pub fn schema() -> Schema {
    schema_for!(Rapporto<'_>)
}
