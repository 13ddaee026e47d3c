//! What the reading of a cell had to say about its value, wherever the value went.

use crate::model::{Diagnosi, Modello, Valore};

use super::{Dati, diags};

/// Impossible dates, figures too large, formats that show something else than what is stored.
pub(super) fn rilievi(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let trovati = valori(dati.modello)
        .filter_map(|valore| Some(diags::rilievo(valore, valore.rilievo.as_ref()?)));
    diagnosi.extend(trovati);
}

/// Every value of the model: of cruscotti, schede and tables.
fn valori(modello: &Modello) -> impl Iterator<Item = &Valore> {
    let righe = modello
        .cruscotti
        .iter()
        .flat_map(|cruscotto| &cruscotto.righe);
    let dei_cruscotti = righe.flat_map(|riga| riga.misure());
    let attivita = modello
        .progetti
        .iter()
        .flat_map(|progetto| &progetto.attivita);
    let delle_schede = attivita.flat_map(|a| [&a.inizio, &a.fine].into_iter().chain(a.misure()));
    let righe = modello.quadri.values().flat_map(|quadro| &quadro.righe);
    let dei_quadri = righe
        .flat_map(|riga| &riga.celle)
        // In a table of figures a dash or a blank for zero is the custom of accountants.
        .filter(|valore| !valore.dato.assente());
    dei_cruscotti.chain(delle_schede).chain(dei_quadri)
}
