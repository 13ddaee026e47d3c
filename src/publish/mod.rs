//! What is published: the folder for *Amministrazione trasparente*, its open data and its web page.

pub mod allegato;
mod cartella;
mod csvw;
mod dcat;
mod fascicolo;
mod guasto;
pub mod indicatori;
mod indice;
mod nota;
mod ods;
mod somme;
pub mod tabella;
pub mod tabelle;
pub mod verifica;
mod voce;
mod web;

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use crate::load::Caricato;
use crate::model::bozza::ErroreBozza;
use crate::model::{Bozza, Modello, Testi, Valutazione};

pub use cartella::pubblica;
pub use fascicolo::{DocumentoPronto, Fascicolo, fascicolo};
pub use guasto::Guasto;

/// The licence of everything that is published.
pub const LICENZA: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The public form of a cycle: the model with its grades and texts.
#[derive(Serialize, JsonSchema)]
struct Pubblico<'a> {
    #[serde(flatten)]
    modello: &'a Modello,
    valutazione: &'a Valutazione,
    testi: &'a Testi,
}

/// The public JSON, compact.
pub fn modello_json(caricato: &Caricato) -> Vec<u8> {
    serde_json::to_vec(&pubblico(caricato)).unwrap_or_default()
}

/// The public JSON, for people to read.
pub fn modello_json_leggibile(caricato: &Caricato) -> String {
    serde_json::to_string_pretty(&pubblico(caricato)).unwrap_or_default()
}

/// The cycle as whoever gets only its public form sees it, with grades rounded as they are printed:
/// a folder compares with a PDF on the same terms.
///
/// # Errors
/// None, as long as the public form can be read back.
pub fn bozza(caricato: &Caricato) -> Result<Bozza, ErroreBozza> {
    Bozza::da_json(&modello_json(caricato))
}

/// The table behind a chart as CSV (RFC 4180, UTF-8), with formulas defused.
pub fn tabella_csv(righe: &[Vec<String>]) -> Vec<u8> {
    let mut scrittore = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for riga in righe {
        // Writing to memory cannot fail.
        let _ = scrittore.write_record(riga.iter().map(|campo| tabella::innocuo(campo)));
    }
    scrittore.into_inner().unwrap_or_default()
}

/// The JSON Schema of the public form.
pub fn schema() -> Schema {
    schema_for!(Pubblico<'_>)
}

fn pubblico(caricato: &Caricato) -> Pubblico<'_> {
    Pubblico {
        modello: &caricato.modello,
        valutazione: &caricato.valutazione,
        testi: &caricato.testi,
    }
}
