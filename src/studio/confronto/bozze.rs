//! A draft that is sent to the page.

use std::fs;
use std::path::Path;

use crate::model::Bozza;
use crate::opendata::{bozza_di, e_pdf};

use super::super::risposte::Rifiuto;
use super::affiancate::Lato;
use super::carta::Carta;

/// What a draft that is sent may be.
pub(in crate::studio) const BOZZE: [&str; 3] = ["pdf", "json", "zip"];

/// A side that is one file.
///
/// # Errors
/// What the file is instead of a draft.
pub(super) fn mandato(nome: &str, file: &Path) -> Result<Lato, Rifiuto> {
    let byte = fs::read(file)?;
    let carta = e_pdf(file, &byte).then(|| Carta::apri(&byte)).transpose()?;
    Ok(Lato {
        nome: nome.to_owned(),
        bozza: di(nome, file, byte)?,
        carta,
    })
}

/// The draft alone that a file holds.
///
/// # Errors
/// As [`mandato`].
pub(in crate::studio) fn bozza(nome: &str, file: &Path) -> Result<Bozza, Rifiuto> {
    di(nome, file, fs::read(file)?)
}

fn di(nome: &str, file: &Path, byte: Vec<u8>) -> Result<Bozza, Rifiuto> {
    bozza_di(file, byte).map_err(|causa| {
        Rifiuto::superata(&format!(
            "{nome}: {causa}.\nScegli un PDF composto da ciclo, un modello.json o un anno \
             pubblicato."
        ))
    })
}
