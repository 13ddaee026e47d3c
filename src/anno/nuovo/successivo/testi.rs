//! The chapters of the next cycle: the years of names and headings move on, the words stay.

use crate::check::cifre_dell_anno;
use crate::cycle::Cartella;
use crate::model::Modello;

use super::{File, Guasto, con_anni_dopo, leggi};

pub(super) struct Capitoli {
    pub file: Vec<File>,
    /// Lines with last year's figures.
    pub da_rivedere: Vec<String>,
}

/// The chapters with their list.
pub(super) fn successivi(modello: &Modello, cartella: &Cartella) -> Result<Capitoli, Guasto> {
    let primo = modello.anno_relazione.min(modello.anno);
    let ultimo = modello.triennio.last().copied().unwrap_or(modello.anno);
    // What is told of a year is often held against those before it.
    let recenti = modello.anno - 2..=modello.anno;
    let mut capitoli = Capitoli {
        file: Vec::new(),
        da_rivedere: Vec::new(),
    };
    for documento in cartella.sottocartelle("testi") {
        for file in cartella.con_estensione(&format!("testi/{documento}"), "md") {
            let byte = leggi(cartella, &file)?;
            let testo = String::from_utf8_lossy(&byte);
            let righe: Vec<String> = testo
                .split('\n')
                .map(|riga| match riga.starts_with('#') {
                    true => con_anni_dopo(riga, primo, ultimo),
                    false => riga.to_owned(),
                })
                .collect();
            let (nuovo, testo) = (con_anni_dopo(&file, primo, ultimo), righe.join("\n"));
            for (riga, cifre) in cifre_dell_anno(&testo, &recenti) {
                let cifre = cifre.join(", ");
                let inizio: String = righe[riga - 1].chars().take(60).collect();
                capitoli
                    .da_rivedere
                    .push(format!("{nuovo}, riga {riga}: {cifre} («{inizio}…»)"));
            }
            capitoli.file.push((nuovo, testo.into_bytes()));
        }
    }
    Ok(capitoli)
}
