//! Chapters: Markdown with placeholders → a tree that the templates print.
//!
//! Placeholders are filled first, and what they print is kept apart, so that no cell can ever
//! become Markdown; then the Markdown is read, once, into [`Blocco`]s and plain paragraphs. Text
//! reaches Typst as JSON strings, never as markup.

mod blocchi;
mod capoversi;
mod contesto;
pub mod diags;
mod inserto;
mod numeri;
mod riempito;
mod segnaposto;

use serde::Serialize;

use crate::documents::{self, Numerazione};
use crate::model::Diagnosi;
use crate::model::bozza::TestoCapitolo;
use crate::prospetti::Nome;
use crate::tempi::conti::{self, Lavoro};
use crate::templates::Modelli;

pub use contesto::Contesto;
pub use inserto::{Inserto, Proprio, Rimandabile, Rimando};
use numeri::Numeri;
use riempito::Riempito;

/// A chapter of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Capitolo {
    pub file: String,
    /// True for what follows the numbered chapters.
    pub annesso: bool,
    pub blocchi: Vec<Blocco>,
}

impl Capitolo {
    /// What it places, in order.
    pub fn inserti(&self) -> impl Iterator<Item = &Inserto> {
        self.blocchi.iter().filter_map(|blocco| match blocco {
            Blocco::Inserto(inserto) => Some(inserto),
            _ => None,
        })
    }

    /// The charts that it places, in their order.
    pub fn grafici(&self) -> impl Iterator<Item = &str> {
        self.inserti()
            .flat_map(Inserto::grafici)
            .map(String::as_str)
    }

    /// The sections of what the body promises that it places.
    pub fn prospetti(&self) -> impl Iterator<Item = Nome> {
        self.blocchi.iter().filter_map(|blocco| match blocco {
            Blocco::Inserto(Inserto::Prospetto(nome)) => Some(*nome),
            _ => None,
        })
    }
}

/// A block of text, or the place of a table, chart or figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "tipo", rename_all = "kebab-case")]
pub enum Blocco {
    Titolo {
        livello: u8,
        testo: Vec<Inline>,
        numerato: bool,
        /// Its number, where it does not follow from those before it.
        #[serde(skip_serializing_if = "Option::is_none")]
        numero: Option<String>,
    },
    Paragrafo {
        testo: Vec<Inline>,
    },
    Elenco {
        ordinato: bool,
        voci: Vec<Vec<Blocco>>,
    },
    Citazione {
        blocchi: Vec<Blocco>,
    },
    Tabella {
        intestazione: Vec<Vec<Inline>>,
        righe: Vec<Vec<Vec<Inline>>>,
    },
    Filetto,
    Inserto(Inserto),
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Inline {
    Testo {
        t: String,
    },
    Forte {
        forte: Vec<Inline>,
    },
    Enfasi {
        enfasi: Vec<Inline>,
    },
    Codice {
        codice: String,
    },
    Collegamento {
        url: String,
        testo: Vec<Inline>,
    },
    /// A cross-reference: `Tabella 1`.
    Rimando(Rimando),
    ACapo {
        a_capo: bool,
    },
}

/// A chapter as its author wrote it; or why it cannot be read.
#[derive(Debug, Clone)]
pub struct Sorgente {
    pub file: String,
    pub testo: Result<String, Box<Diagnosi>>,
}

/// Our own chapters of a document, in the order of their names, as a new cycle is given them.
pub(crate) fn di_serie(modelli: &Modelli, cartella: &str) -> Vec<Sorgente> {
    const NUOVO: &str = "nuovo/base/";
    let sotto = format!("{NUOVO}{cartella}/");
    let scelti = modelli.scelti(|nome| nome.starts_with(&sotto));
    let mut sorgenti: Vec<Sorgente> = scelti
        .map(|(nome, byte)| Sorgente {
            file: nome.trim_start_matches(NUOVO).to_owned(),
            testo: Ok(String::from_utf8_lossy(byte).into_owned()),
        })
        .collect();
    sorgenti.sort_by(|una, altra| una.file.cmp(&altra.file));
    sorgenti
}

/// A chapter that was read.
#[derive(Debug, Clone)]
pub struct Letto {
    /// None of one whose placeholders cannot be told from the rest.
    pub capitolo: Option<Capitolo>,
    /// The same as plain text, for comparisons.
    pub testo: TestoCapitolo,
    pub diagnosi: Vec<Diagnosi>,
}

/// Reads one chapter. Where a placeholder cannot be filled the rest is read all the same, for what
/// is wrong there; its plain text then keeps every placeholder as it is written.
pub fn leggi(file: &str, testo: &str, numerazione: Numerazione, contesto: &Contesto) -> Letto {
    conti::segna(Lavoro::CapitoloLetto, file);
    let (riempito, mut diagnosi) = segnaposto::riempi(file, testo, contesto);
    let pieno = diagnosi.is_empty();
    let passi = riempito.as_ref().map(Riempito::passi);
    let paragrafi = match &passi {
        Some(passi) if pieno => capoversi::leggi(passi),
        _ => capoversi::leggi(&Riempito::mai(testo).passi()),
    };
    let capitolo = passi.map(|passi| {
        let (premessa, annesso) = parte(file);
        let numeri = match premessa || annesso {
            true => Numeri::Nessuno,
            false => Numeri::del(numerazione, file),
        };
        let (blocchi, altre) = blocchi::leggi(file, &passi, numeri, contesto);
        diagnosi.extend(altre);
        Capitolo {
            file: file.to_owned(),
            annesso,
            blocchi,
        }
    });
    let testo = TestoCapitolo {
        file: file.to_owned(),
        paragrafi,
    };
    Letto {
        capitolo,
        testo,
        diagnosi,
    }
}

/// Chapters whose names begin with `00` or with `90` and more stand before and after the numbered
/// ones.
fn parte(file: &str) -> (bool, bool) {
    let numero = documents::numero(file).unwrap_or(50);
    (numero < 10, numero >= 90)
}
