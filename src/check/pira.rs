//! Rules about the programmes of the budget and the kinds of their indicators.

use std::collections::BTreeMap;

use crate::documents::{PIRA, RAPPORTO_PIRA};
use crate::model::nome::{chiave, piu_vicino};
use crate::model::{Diagnosi, Origine};

use super::{Dati, diags};

/// The kinds of indicators of the PIRA (D.P.C.M. 18/9/2012).
pub(super) const TIPOLOGIE: [&str; 5] = [
    "realizzazione fisica",
    "risultato",
    "impatto",
    "realizzazione finanziaria",
    "altro",
];

/// A programme that an obiettivo or a row names and `[[programmi]]` does not describe, in a cycle
/// that speaks of programmes: once, with all its places.
pub(super) fn programma_sconosciuto(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let dovuti = [PIRA, RAPPORTO_PIRA].map(|id| dati.modello.documenti.get(id));
    if dati.modello.programmi.is_empty() && dovuti.iter().all(Option::is_none) {
        return;
    }
    let mut ignoti: BTreeMap<&str, Vec<Origine>> = BTreeMap::new();
    for (p, prospettiva) in dati.modello.prospettive.iter().enumerate() {
        for (o, obiettivo) in prospettiva.obiettivi.iter().enumerate() {
            if let Some(codice) = &obiettivo.programma {
                let posto = ["prospettive", &p.to_string(), "obiettivi", &o.to_string()];
                let posto = [&posto[..], &["programma"]].concat();
                let luoghi = ignoti.entry(codice).or_default();
                luoghi.push(dati.impostazioni.luogo(&posto));
            }
        }
    }
    for riga in dati.modello.cruscotti.iter().flat_map(|c| &c.righe) {
        if let Some(codice) = &riga.programma {
            ignoti
                .entry(codice)
                .or_default()
                .push(riga.dove("programma"));
        }
    }
    let noti = || dati.modello.programmi.iter().map(|p| p.codice.as_str());
    ignoti.retain(|codice, _| noti().all(|noto| noto != *codice));
    diagnosi.extend(ignoti.into_iter().filter_map(|(codice, luoghi)| {
        diags::programma_sconosciuto(codice, luoghi, piu_vicino(codice, noti()))
    }));
}

/// A kind that the PIRA does not have, in a cycle that describes programmes.
pub(super) fn tipologia_sconosciuta(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    if dati.modello.programmi.is_empty() {
        return;
    }
    for riga in dati.modello.cruscotti.iter().flat_map(|c| &c.righe) {
        let Some(scritta) = &riga.tipologia else {
            continue;
        };
        let nota = |tipologia: &&str| chiave(tipologia) == chiave(scritta);
        if !TIPOLOGIE.iter().any(nota) {
            let luogo = riga.dove("tipologia");
            diagnosi.push(diags::tipologia_sconosciuta(luogo, scritta, &TIPOLOGIE));
        }
    }
}
