//! Whether more or less is better: the workbook's column, else a threshold's operator, else words
//! in the name.

use crate::model::nome::parole;
use crate::model::valore::Limite;
use crate::model::{DaDove, Dato, Riga, Verso};

/// Words that tell of something one wants less of.
const MENO_E_MEGLIO: &[&str] = &[
    "tempi medi",
    "tempo medio",
    "giorni medi",
    "ritardo",
    "percentuale di errore",
    "numero di errori",
    "n di errori",
    "reclami",
];

/// The direction of an indicator, from its rows with the owner's first.
pub(super) fn verso<'a>(
    nome: &str,
    righe: impl Iterator<Item = &'a Riga> + Clone,
) -> (Verso, DaDove) {
    if let Some(verso) = righe.clone().find_map(|riga| riga.verso) {
        return (verso, DaDove::Colonna);
    }
    if let Some(verso) = righe
        .flat_map(|riga| riga.atteso.values().chain(riga.rimodulato.values()))
        .find_map(|valore| soglia(&valore.dato))
    {
        return (verso, DaDove::Soglia);
    }
    let nome = format!(" {} ", parole(nome));
    match MENO_E_MEGLIO
        .iter()
        .any(|parole| nome.contains(&format!(" {parole} ")))
    {
        true => (Verso::Decrescente, DaDove::Nome),
        false => (Verso::Crescente, DaDove::Predefinito),
    }
}

fn soglia(dato: &Dato) -> Option<Verso> {
    match dato {
        // A date "by" a day says nothing of more or less.
        Dato::Soglia(operatore, Limite::Quantita(_)) => Some(operatore.verso()),
        _ => None,
    }
}
