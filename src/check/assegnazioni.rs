//! Rules about the schede of collaborators and groups.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{Assegnazione, Diagnosi, Indirizzo, Origine};

use super::diags;
use super::pesi::fuori_di_cento;

/// A weight with its place.
type Pesato = (Decimal, Origine);

/// Weights of a scheda that do not make a whole: those of its indicators and of its behaviours
/// either sum to 100 each, or all together.
pub(crate) fn assegnazioni(schede: &[Assegnazione]) -> Vec<Diagnosi> {
    let mut diagnosi = Vec::new();
    for scheda in schede {
        let (obiettivi, altri) = (scheda.obiettivi.iter(), scheda.comportamenti.iter());
        let obiettivi = pesi(
            obiettivi.map(|o| (o.peso, &o.origine, &o.celle, &o.nome)),
            &mut diagnosi,
        );
        let altri = pesi(
            altri.map(|c| (c.peso, &c.origine, &c.celle, &c.nome)),
            &mut diagnosi,
        );
        let insieme = [obiettivi.clone(), altri.clone()].concat();
        if !insieme.is_empty() && fuori_di_cento(insieme, "").is_none() {
            continue;
        }
        for (pesi, che) in [
            (obiettivi, "pesi degli indicatori della scheda"),
            (altri, "pesi dei comportamenti della scheda"),
        ] {
            diagnosi.extend(fuori_di_cento(pesi, che));
        }
    }
    diagnosi
}

/// The weights that are given; a blank one beside others is told.
fn pesi<'a>(
    voci: impl Iterator<
        Item = (
            Option<Decimal>,
            &'a Origine,
            &'a BTreeMap<String, Indirizzo>,
            &'a String,
        ),
    >,
    diagnosi: &mut Vec<Diagnosi>,
) -> Vec<Pesato> {
    let (mut pesi, mut senza) = (Vec::new(), Vec::new());
    for (peso, origine, celle, nome) in voci {
        let luogo = origine.con_cella(celle.get("peso").copied());
        match peso {
            Some(peso) => pesi.push((peso, luogo)),
            None => senza.push(diags::peso_mancante(luogo, nome)),
        }
    }
    if !pesi.is_empty() {
        diagnosi.append(&mut senza);
    }
    pesi
}
