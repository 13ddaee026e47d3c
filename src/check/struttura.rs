//! Rules about what stands where.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::nome::chiave;
use crate::model::{Diagnosi, Origine, Riga, RuoloCruscotto};

use super::da_scrivere::da_inventare;
use super::indice::Posto;
use super::{Dati, diags};

/// A code that `ciclo.toml` does not have, once for each banner that gives it.
pub(super) fn obiettivo_sconosciuto(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let noti: Vec<&str> = dati
        .modello
        .prospettive
        .iter()
        .flat_map(|p| &p.obiettivi)
        .map(|o| o.codice.as_str())
        .collect();
    let mut visti = BTreeSet::new();
    for riga in dati
        .modello
        .cruscotti
        .iter()
        .flat_map(|cruscotto| &cruscotto.righe)
    {
        if noti.contains(&riga.obiettivo.as_str()) {
            continue;
        }
        let luogo = riga.luogo(riga.celle.obiettivo);
        if visti.insert(luogo.clone()) {
            diagnosi.push(diags::obiettivo_sconosciuto(
                &dati.modello.nomi,
                luogo,
                &riga.obiettivo,
                &noti,
            ));
        }
    }
}

/// An obiettivo of `ciclo.toml` that no cruscotto has.
pub(super) fn obiettivo_senza_indicatori(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let usati: BTreeSet<&str> = dati
        .modello
        .cruscotti
        .iter()
        .flat_map(|c| &c.righe)
        .map(|riga| riga.obiettivo.as_str())
        .collect();
    for (obiettivo, luogo) in dati.obiettivi() {
        if !usati.contains(obiettivo.codice.as_str()) {
            let nomi = &dati.modello.nomi;
            diagnosi.push(diags::obiettivo_senza_indicatori(
                nomi,
                luogo(&[]),
                obiettivo,
            ));
        }
    }
}

/// An indicator of the strategic cruscotto or a manager's that no service works on.
pub(super) fn indicatore_senza_servizio(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (indicatore, righe) in dati.indice.indicatori() {
        let servizio =
            |(cruscotto, _): &Posto<'_>| dati.modello.ruolo(cruscotto) == RuoloCruscotto::Servizio;
        if da_inventare(&indicatore.nome) || righe.iter().any(servizio) {
            continue;
        }
        let luoghi: Vec<Origine> = righe.iter().map(|(_, riga)| riga.origine.clone()).collect();
        diagnosi.extend(diags::indicatore_senza_servizio(
            &dati.modello.nomi,
            &indicatore.nome,
            luoghi,
        ));
    }
}

/// A row under another obiettivo than the one where its indicator's owner puts it.
pub(super) fn obiettivo_discordante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (_, righe) in dati.indice.indicatori() {
        let mut messe = righe.iter().filter(|(_, riga)| !riga.obiettivo.is_empty());
        let Some((proprietario, propria)) = messe.next() else {
            continue;
        };
        for (_, riga) in messe.filter(|(_, riga)| riga.obiettivo != propria.obiettivo) {
            let luoghi = [
                titolo(riga),
                riga.origine.clone(),
                titolo(propria),
                propria.origine.clone(),
            ];
            diagnosi.push(diags::obiettivo_discordante(
                &dati.modello.nomi,
                riga,
                proprietario,
                propria,
                luoghi,
            ));
        }
    }
}

/// A project under an obiettivo that is not there, or under another than its indicator.
pub(super) fn obiettivo_del_progetto(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let noti: Vec<&str> = dati
        .modello
        .prospettive
        .iter()
        .flat_map(|p| &p.obiettivi)
        .map(|o| o.codice.as_str())
        .collect();
    for progetto in &dati.modello.progetti {
        let Some(codice) = progetto.obiettivo.as_deref() else {
            continue;
        };
        let luogo = progetto.luogo("obiettivo");
        if !noti.contains(&codice) {
            diagnosi.push(diags::obiettivo_sconosciuto(
                &dati.modello.nomi,
                luogo,
                codice,
                &noti,
            ));
            continue;
        }
        let righe = progetto
            .indicatore
            .as_deref()
            .and_then(|id| dati.indice.di(id));
        let mut messe = righe
            .iter()
            .flat_map(|(_, righe)| righe.iter())
            .filter(|(_, r)| !r.obiettivo.is_empty());
        if let Some((cruscotto, riga)) = messe.next().filter(|(_, riga)| riga.obiettivo != codice) {
            diagnosi.push(diags::obiettivo_del_progetto(
                &dati.modello.nomi,
                luogo,
                progetto,
                codice,
                cruscotto,
                riga,
            ));
        }
    }
}

/// An indicator that stands twice on a cruscotto: it would count twice in its means.
pub(super) fn indicatore_ripetuto(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (indicatore, righe) in dati.indice.indicatori() {
        let mut per_cruscotto: BTreeMap<&str, Vec<Origine>> = BTreeMap::new();
        for (cruscotto, riga) in righe {
            per_cruscotto
                .entry(&cruscotto.id)
                .or_default()
                .push(riga.origine.clone());
        }
        for luoghi in per_cruscotto
            .into_values()
            .filter(|luoghi| luoghi.len() > 1)
        {
            diagnosi.extend(diags::indicatore_ripetuto(
                &dati.modello.nomi,
                &indicatore.nome,
                luoghi,
            ));
        }
    }
}

/// A code under which cruscotti put indicators with unlike names: row numbers taken for codes.
pub(super) fn codice_doppio(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    const ABBASTANZA: f64 = 0.6;
    for (indicatore, righe) in dati.indice.indicatori() {
        let (Some(codice), Some((_, prima))) = (&indicatore.codice, righe.first()) else {
            continue;
        };
        let diversa = |nome: &str| {
            let (uno, altro) = (chiave(&prima.nome), chiave(nome));
            strsim::normalized_damerau_levenshtein(&uno, &altro) < ABBASTANZA
        };
        for (_, riga) in righe.iter().filter(|(_, riga)| diversa(&riga.nome)) {
            diagnosi.push(diags::codice_doppio(codice, riga, prima));
        }
    }
}

/// Where a row's obiettivo is written.
fn titolo(riga: &Riga) -> Origine {
    riga.luogo(riga.celle.obiettivo)
}
