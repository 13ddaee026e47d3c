//! The chapters of the next cycle: the years of names and headings move on, the words stay.

use std::sync::LazyLock;

use regex::Regex;

use crate::cycle::Cartella;
use crate::edizione::Edizione;
use crate::model::Codice;

use super::{File, Guasto, con_anni_dopo, leggi};

pub(super) struct Capitoli {
    pub file: Vec<File>,
    /// Places with a year or a figure that somebody typed.
    pub da_rivedere: Vec<String>,
}

/// What is no word of the author: placeholders, comments, addresses, acts with their year.
static NON_SUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|https?://\S+|\bn\.\s*\d+/\d{4}|\b\d+/\d{4}\b")
        .expect("a pattern of ours")
});

static ANNO: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?:19|20)\d{2}\b").expect("a pattern of ours"));

/// The chapters with their list.
pub(super) fn successivi(edizione: &Edizione, cartella: &Cartella) -> Result<Capitoli, Guasto> {
    let modello = edizione.modello();
    let primo = modello.anno_relazione.min(modello.anno);
    let ultimo = modello.triennio.last().copied().unwrap_or(modello.anno);
    let digitati = edizione.verifica();
    let mut capitoli = Capitoli {
        file: Vec::new(),
        da_rivedere: Vec::new(),
    };
    for documento in cartella.sottocartelle("testi") {
        for file in cartella.con_estensione(&format!("testi/{documento}"), "md") {
            let byte = leggi(cartella, &file)?;
            let testo = String::from_utf8_lossy(&byte);
            let nuovo = con_anni_dopo(&file, primo, ultimo);
            for (numero, riga) in (1_usize..).zip(testo.lines()) {
                let digitato = digitati.iter().any(|d| {
                    d.codice == Codice::NumeroDigitato
                        && d.luoghi
                            .iter()
                            .any(|luogo| luogo.file == file && luogo.numero_riga() == Some(numero))
                });
                let mut sue = NON_SUE.replace_all(riga, "").into_owned();
                if riga.starts_with('#') {
                    sue.clear();
                }
                if digitato || ANNO.is_match(&sue) {
                    let inizio: String = riga.chars().take(70).collect();
                    capitoli
                        .da_rivedere
                        .push(format!("{nuovo}, riga {numero}: {inizio}…"));
                }
            }
            let righe: Vec<String> = testo
                .split('\n')
                .map(|riga| match riga.starts_with('#') {
                    true => con_anni_dopo(riga, primo, ultimo),
                    false => riga.to_owned(),
                })
                .collect();
            capitoli.file.push((nuovo, righe.join("\n").into_bytes()));
        }
    }
    Ok(capitoli)
}
