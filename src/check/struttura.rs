//! Rules about what stands where.

use crate::model::nome::piu_vicino;
use crate::model::{Diagnosi, Modello};

use super::diags;

/// A code that `ciclo.toml` does not have, once for each banner that gives it.
pub fn obiettivo_sconosciuto(modello: &Modello, diagnosi: &mut Vec<Diagnosi>) {
    let noti: Vec<&str> =
        modello.prospettive.iter().flat_map(|p| &p.obiettivi).map(|o| o.codice.as_str()).collect();
    let mut visti = std::collections::BTreeSet::new();
    for riga in modello.cruscotti.iter().flat_map(|cruscotto| &cruscotto.righe) {
        if noti.contains(&riga.obiettivo.as_str()) {
            continue;
        }
        let luogo = riga.luogo(&riga.celle.obiettivo);
        if visti.insert(luogo.clone()) {
            let vicino = piu_vicino(&riga.obiettivo, noti.iter().copied());
            diagnosi.push(diags::obiettivo_sconosciuto(luogo, &riga.obiettivo, vicino));
        }
    }
}
