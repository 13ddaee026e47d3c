//! Bare numbers beside percentages: nobody can know whether 0,885 is 88,5 % or 0,885 %.

use crate::model::{Grandezza, Valore};

/// The bare numbers of at most 1,5 among the values of a row, each with a percentage beside it.
pub fn ambigui<'a>(
    valori: impl Iterator<Item = &'a Valore> + Clone,
) -> Vec<(&'a Valore, &'a Valore)> {
    let percentuale = valori.clone().find(|valore| valore.dato.in_percento());
    percentuale.map_or_else(Vec::new, |percentuale| {
        valori
            .filter(|valore| forse_quota(valore))
            .map(|valore| (valore, percentuale))
            .collect()
    })
}

fn forse_quota(valore: &Valore) -> bool {
    valore.dato.grandezze().any(Grandezza::forse_quota)
}
