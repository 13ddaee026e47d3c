//! Rules about the programmes of the budget and the kinds of their indicators.

use std::collections::{BTreeMap, BTreeSet};

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
    let noti = || dati.modello.programmi.iter().map(|p| p.codice.as_str());
    let descritti: BTreeSet<&str> = noti().collect();
    let ignoto = |codice: &&str| !descritti.contains(codice);
    let mut ignoti: BTreeMap<&str, Vec<Origine>> = BTreeMap::new();
    for (obiettivo, luogo) in dati.obiettivi() {
        if let Some(codice) = obiettivo.programma.as_deref().filter(ignoto) {
            let luoghi = ignoti.entry(codice).or_default();
            luoghi.push(luogo(&["programma"]));
        }
    }
    for riga in dati.modello.cruscotti.iter().flat_map(|c| &c.righe) {
        if let Some(codice) = riga.programma.as_deref().filter(ignoto) {
            let luoghi = ignoti.entry(codice).or_default();
            luoghi.push(riga.dove("programma"));
        }
    }
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
