//! Rules about weights and judged grades.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{Cruscotto, Diagnosi, Origine, Progetto, Riga};

use super::{Dati, diags};

/// Weights of a cruscotto, or of a project's activities in a year, that do not add up to 100.
pub(super) fn pesi_non_100(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for cruscotto in &dati.modello.cruscotti {
        let pesi: Vec<(Decimal, Origine)> = pesati(cruscotto)
            .filter_map(|riga| Some((riga.peso?, riga.luogo(riga.celle.peso))))
            .collect();
        diagnosi.extend(fuori_di_cento(pesi, "pesi del cruscotto"));
    }
    for progetto in &dati.modello.progetti {
        let anni: BTreeSet<i16> = progetto
            .attivita
            .iter()
            .map(|attivita| attivita.anno)
            .collect();
        for anno in anni {
            let che = format!("pesi delle attività del {anno}");
            diagnosi.extend(fuori_di_cento(pesi_di(progetto, anno), &che));
        }
    }
}

fn pesi_di(progetto: &Progetto, anno: i16) -> Vec<(Decimal, Origine)> {
    progetto
        .attivita_di(anno)
        .filter_map(|a| Some((a.peso?, a.luogo("peso"))))
        .collect()
}

pub(super) fn fuori_di_cento(pesi: Vec<(Decimal, Origine)>, che: &str) -> Option<Diagnosi> {
    let somma = pesi.iter().fold(Decimal::ZERO, |somma, (peso, _)| {
        somma.saturating_add(*peso)
    });
    if somma == Decimal::ONE_HUNDRED {
        return None;
    }
    diags::pesi_non_100(
        che,
        somma,
        pesi.into_iter().map(|(_, luogo)| luogo).collect(),
    )
}

/// A blank weight in a cruscotto where others have one: it counts 0, and its place is in the
/// others' column. One that is no weight has been reported as such.
pub(super) fn peso_mancante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for cruscotto in &dati.modello.cruscotti {
        let colonna = cruscotto.righe.iter().find_map(|riga| riga.celle.peso);
        for riga in
            pesati(cruscotto).filter(|riga| riga.peso.is_none() && riga.celle.peso.is_none())
        {
            let luogo = colonna.map_or_else(
                || riga.origine.clone(),
                |cella| riga.origine.in_colonna(cella.colonna),
            );
            diagnosi.push(diags::peso_mancante(luogo, &riga.nome));
        }
    }
}

/// The rows of a cruscotto in which any weight is given.
fn pesati(cruscotto: &Cruscotto) -> impl Iterator<Item = &Riga> {
    let pesato = cruscotto.righe.iter().any(|riga| riga.peso.is_some());
    cruscotto.righe.iter().filter(move |_| pesato)
}

/// A judged grade above the highest that the settings allow.
pub(super) fn grado_oltre_il_tetto(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let tetto = dati.impostazioni.valutazione.tetto;
    let righe = dati
        .modello
        .cruscotti
        .iter()
        .flat_map(|cruscotto| &cruscotto.righe);
    for riga in righe {
        if let Some(grado) = riga.grado.filter(|grado| *grado > tetto) {
            let luogo = riga.luogo(riga.celle.grado);
            diagnosi.push(diags::grado_oltre_il_tetto(luogo, &riga.nome, grado, tetto));
        }
    }
}

/// A judged grade that no one explains.
pub(super) fn grado_senza_motivazione(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for riga in dati
        .modello
        .cruscotti
        .iter()
        .flat_map(|cruscotto| &cruscotto.righe)
    {
        if let (Some(grado), None) = (riga.grado, &riga.motivazione) {
            diagnosi.push(diags::grado_senza_motivazione(
                riga.luogo(riga.celle.grado),
                &riga.nome,
                grado,
            ));
        }
    }
}
