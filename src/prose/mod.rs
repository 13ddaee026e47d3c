//! Chapters: Markdown with placeholders → a tree that the templates print.
//!
//! Placeholders are filled first, each value escaped, so that no cell can ever become Markdown;
//! then the Markdown is read into [`Blocco`]s. Text reaches Typst as JSON strings, never as markup.

mod capoversi;
mod contesto;
pub mod diags;
mod markdown;
mod segnaposto;

use serde::Serialize;

use crate::cycle::cartella::radice_del_nome;
use crate::model::Diagnosi;
use crate::model::bozza::TestoCapitolo;

pub use contesto::Contesto;
use segnaposto::Valori;

/// A chapter of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Capitolo {
    pub file: String,
    /// True for what follows the numbered chapters.
    pub annesso: bool,
    pub blocchi: Vec<Blocco>,
}

impl Capitolo {
    /// The charts that it places, in their order.
    pub fn grafici(&self) -> impl Iterator<Item = &str> {
        let inserti = self.blocchi.iter().filter_map(|blocco| match blocco {
            Blocco::Inserto { che, id } if matches!(che.as_str(), "grafico" | "grafici") => {
                Some(id)
            }
            _ => None,
        });
        inserti.flatten().map(String::as_str)
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
    /// `che`: one of the functions that a chapter may call, with `-` for `_`: tabella, grafico,
    /// rendiconti, …
    Inserto {
        che: String,
        id: Vec<String>,
    },
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
    Rimando {
        rif: String,
        id: String,
    },
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

/// The chapter as plain text, for comparisons. One whose placeholders cannot be filled keeps them
/// as they are written: what is wrong with it is said when its document is made.
pub fn testo(file: &str, testo: &str, contesto: &Contesto) -> TestoCapitolo {
    let riempito = match segnaposto::riempi(file, testo, contesto, Valori::Segnati) {
        (Some(riempito), diagnosi) if diagnosi.is_empty() => riempito,
        _ => testo.to_owned(),
    };
    TestoCapitolo {
        paragrafi: capoversi::leggi(&riempito),
        file: file.to_owned(),
    }
}

/// Reads one chapter. Where a placeholder cannot be filled the rest is read all the same, for what
/// is wrong there.
pub fn capitolo(file: &str, testo: &str, contesto: &Contesto) -> (Option<Capitolo>, Vec<Diagnosi>) {
    let (riempito, mut diagnosi) = segnaposto::riempi(file, testo, contesto, Valori::Semplici);
    let Some(riempito) = riempito else {
        return (None, diagnosi);
    };
    let (premessa, annesso) = parte(file);
    let (blocchi, altre) = markdown::leggi(file, &riempito, !premessa && !annesso, contesto);
    diagnosi.extend(altre);
    (
        Some(Capitolo {
            file: file.to_owned(),
            annesso,
            blocchi,
        }),
        diagnosi,
    )
}

/// Chapters whose names begin with `00` or with `90` and more stand before and after the numbered
/// ones.
fn parte(file: &str) -> (bool, bool) {
    let numero: String = radice_del_nome(file)
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let numero: u32 = numero.parse().unwrap_or(50);
    (numero < 10, numero >= 90)
}
