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
use crate::cycle::{Cartella, Impostazioni};
use crate::model::bozza::TestoCapitolo;
use crate::model::{Diagnosi, Modello, Testi, Valutazione};

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

/// Reads the chapters of a document (`piano` or `relazione`), in the order of their names.
pub fn capitoli(
    cartella: &Cartella,
    documento: &str,
    modello: &Modello,
    valutazione: &Valutazione,
    impostazioni: &Impostazioni,
) -> (Vec<Capitolo>, Vec<Diagnosi>) {
    let contesto = Contesto::nuovo(modello, valutazione, impostazioni);
    let mut diagnosi = contesto.diagnosi();
    let mut capitoli = Vec::new();
    for file in cartella.con_estensione(&format!("testi/{documento}"), "md") {
        match cartella.leggi(&file).map(String::from_utf8) {
            Ok(Ok(testo)) => {
                let (capitolo, altre) = capitolo(&file, &testo, &contesto);
                capitoli.extend(capitolo);
                diagnosi.extend(altre);
            }
            Ok(Err(_)) => diagnosi.push(diags::non_utf8(&file)),
            Err(causa) => diagnosi.push(crate::cycle::diags::file_inaccessibile(&file, &causa)),
        }
    }
    if capitoli.is_empty() && diagnosi.is_empty() {
        diagnosi.push(diags::nessun_capitolo(documento));
    }
    (capitoli, diagnosi)
}

/// The documents that have chapters, by the name of their folder in `testi/`.
const DOCUMENTI: [&str; 2] = ["piano", "relazione"];

/// The chapters of all documents as plain text, for comparisons. One whose placeholders cannot be
/// filled keeps them as they are written: what is wrong with it is said when its document is made.
pub fn testi(
    cartella: &Cartella,
    modello: &Modello,
    valutazione: &Valutazione,
    impostazioni: &Impostazioni,
) -> Testi {
    let contesto = Contesto::nuovo(modello, valutazione, impostazioni);
    let testo = |file: String| {
        let testo = String::from_utf8(cartella.leggi(&file).ok()?).ok()?;
        let riempito = match segnaposto::riempi(&file, &testo, &contesto, Valori::Segnati) {
            (Some(riempito), diagnosi) if diagnosi.is_empty() => riempito,
            _ => testo,
        };
        Some(TestoCapitolo {
            paragrafi: capoversi::leggi(&riempito),
            file,
        })
    };
    DOCUMENTI
        .into_iter()
        .map(|documento| {
            let file = cartella.con_estensione(&format!("testi/{documento}"), "md");
            (
                documento.to_owned(),
                file.into_iter().filter_map(testo).collect::<Vec<_>>(),
            )
        })
        .filter(|(_, capitoli)| !capitoli.is_empty())
        .collect()
}

/// The chapters of a document as their authors wrote them, with their files; one that cannot be
/// read has been reported by [`capitoli`].
pub fn sorgenti(cartella: &Cartella, documento: &str) -> Vec<(String, String)> {
    let file = cartella
        .con_estensione(&format!("testi/{documento}"), "md")
        .into_iter();
    file.filter_map(|file| {
        let testo = String::from_utf8(cartella.leggi(&file).ok()?).ok()?;
        Some((file, testo))
    })
    .collect()
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
