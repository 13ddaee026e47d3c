//! The order in which a person goes through diagnoses: by file, then as the cells stand in the
//! sheet.

use crate::model::{Diagnosi, Origine};

/// The diagnoses by file, sheet, row and column of the place to mend; then by code.
pub fn ordinate(diagnosi: &[Diagnosi]) -> Vec<&Diagnosi> {
    let mut ordinate: Vec<&Diagnosi> = diagnosi.iter().collect();
    ordinate.sort_by_cached_key(|d| {
        let luogo = d.luoghi.first();
        (
            luogo.map(|luogo| luogo.file.clone()),
            luogo.map(chiave),
            d.codice,
            d.messaggio.clone(),
        )
    });
    ordinate
}

/// By sheet, then row, then column.
pub fn chiave(luogo: &Origine) -> (Option<String>, u32, usize, String) {
    let lettere: String = luogo
        .cella
        .chars()
        .filter(char::is_ascii_uppercase)
        .collect();
    (
        luogo.foglio.clone(),
        riga(luogo).unwrap_or(0),
        lettere.len(),
        lettere,
    )
}

/// The row of a place.
pub fn riga(luogo: &Origine) -> Option<u32> {
    let cifre: String = luogo.cella.chars().filter(char::is_ascii_digit).collect();
    cifre.parse().ok()
}

/// Sheet and cell, short: `Personale!G5`.
pub fn posto(luogo: &Origine) -> String {
    match (&luogo.foglio, luogo.cella.as_str()) {
        (Some(foglio), "") => foglio.clone(),
        (Some(foglio), cella) => format!("{foglio}!{cella}"),
        (None, cella) => cella.to_owned(),
    }
}
