//! Rules about what stands where.

use std::collections::BTreeSet;

use crate::model::nome::piu_vicino;
use crate::model::{Diagnosi, Origine, Riga};

use super::{Dati, diags};

/// A code that `ciclo.toml` does not have, once for each banner that gives it.
pub fn obiettivo_sconosciuto(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let noti: Vec<&str> =
        dati.modello.prospettive.iter().flat_map(|p| &p.obiettivi).map(|o| o.codice.as_str()).collect();
    let mut visti = BTreeSet::new();
    for riga in dati.modello.cruscotti.iter().flat_map(|cruscotto| &cruscotto.righe) {
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

/// An obiettivo of `ciclo.toml` that no cruscotto has.
pub fn obiettivo_senza_indicatori(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let usati: BTreeSet<&str> =
        dati.modello.cruscotti.iter().flat_map(|c| &c.righe).map(|riga| riga.obiettivo.as_str()).collect();
    for obiettivo in dati.modello.prospettive.iter().flat_map(|p| &p.obiettivi) {
        if !usati.contains(obiettivo.codice.as_str()) {
            let riga = dati.impostazioni.riga(&format!("\"{}\"", obiettivo.codice));
            diagnosi.push(diags::obiettivo_senza_indicatori(riga, obiettivo));
        }
    }
}

/// An indicator of the strategic cruscotto or a manager's that no service works on.
pub fn indicatore_senza_servizio(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (indicatore, righe) in dati.indice.indicatori() {
        if righe.iter().any(|(cruscotto, _)| cruscotto.tipo.di_servizio()) {
            continue;
        }
        let luoghi: Vec<Origine> = righe.iter().map(|(_, riga)| riga.origine.clone()).collect();
        diagnosi.extend(diags::indicatore_senza_servizio(&indicatore.nome, luoghi));
    }
}

/// A row under another obiettivo than the one where its indicator's owner puts it.
pub fn obiettivo_discordante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (_, righe) in dati.indice.indicatori() {
        let mut messe = righe.iter().filter(|(_, riga)| !riga.obiettivo.is_empty());
        let Some((proprietario, propria)) = messe.next() else { continue };
        for (_, riga) in messe.filter(|(_, riga)| riga.obiettivo != propria.obiettivo) {
            let luoghi = [titolo(riga), riga.origine.clone(), titolo(propria), propria.origine.clone()];
            diagnosi.push(diags::obiettivo_discordante(riga, proprietario, propria, luoghi));
        }
    }
}

/// Where a row's obiettivo is written.
fn titolo(riga: &Riga) -> Origine {
    riga.luogo(&riga.celle.obiettivo)
}
