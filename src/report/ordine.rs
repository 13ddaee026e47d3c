//! The order in which a person goes through diagnoses: by file, then as the cells stand in the
//! sheet.

use crate::model::{Diagnosi, Origine};

/// The diagnoses by file, sheet, row and column of the place to mend; then by code.
pub(super) fn ordinate(diagnosi: &[Diagnosi]) -> Vec<&Diagnosi> {
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
pub(super) fn chiave(luogo: &Origine) -> (Option<String>, usize, Option<u32>) {
    (
        luogo.nome_foglio().map(str::to_owned),
        luogo.numero_riga().unwrap_or(0),
        luogo.indirizzo().map(|cella| cella.colonna),
    )
}

/// Sheet and cell, short: `Personale!G5`.
pub(super) fn posto(luogo: &Origine) -> String {
    match (luogo.nome_foglio(), luogo.scritto()) {
        (Some(foglio), cella) if cella.is_empty() => foglio.to_owned(),
        (Some(foglio), cella) => format!("{foglio}!{cella}"),
        (None, cella) => cella,
    }
}
