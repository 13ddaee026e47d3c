//! The tables of a kind, and how they follow one another where chapters place them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::pagine::{Bozza, modi};
use super::tavola::{Modo, Tavola};

/// The cruscotti that inserts ask for, by id: those of each, in the order in which they stand.
pub(super) type Posti<'a> = BTreeSet<Vec<&'a str>>;

/// The tables of a kind that a document places.
#[derive(Debug, Default, Serialize)]
pub(super) struct Serie<'a> {
    /// By the id of their cruscotto.
    tavole: BTreeMap<&'a str, Tavola>,
    /// By the ids that an insert asks for, with `|` between.
    corse: BTreeMap<String, Vec<Corsa<'a>>>,
}

/// Tables that follow one another on pages that stand, or on turned ones.
#[derive(Debug, Serialize)]
struct Corsa<'a> {
    girata: bool,
    ids: Vec<&'a str>,
    modi: Vec<Modo>,
}

impl<'a> Serie<'a> {
    /// The tables of `bozze` as `posti` place them.
    pub(super) fn nuova(bozze: BTreeMap<&'a str, Bozza>, posti: &Posti<'a>) -> Self {
        let corse = posti.iter().map(|ids| (ids.join("|"), corse(ids, &bozze)));
        Self {
            corse: corse.collect(),
            tavole: bozze
                .into_iter()
                .map(|(id, bozza)| (id, bozza.tavola()))
                .collect(),
        }
    }
}

/// Tables in their order, cut where pages turn.
fn corse<'a>(ids: &[&'a str], bozze: &BTreeMap<&'a str, Bozza>) -> Vec<Corsa<'a>> {
    let note = ids.iter().filter_map(|id| Some((*id, bozze.get(id)?)));
    let note: Vec<(&str, &Bozza)> = note.collect();
    let pari = note.chunk_by(|(_, una), (_, altra)| una.girata() == altra.girata());
    pari.map(|tavole| {
        let (ids, bozze): (Vec<&str>, Vec<&Bozza>) = tavole.iter().copied().unzip();
        Corsa {
            girata: bozze.iter().any(|bozza| bozza.girata()),
            modi: modi(&bozze),
            ids,
        }
    })
    .collect()
}

/// True if any insert asks for it.
pub(super) fn chiesto(posti: &Posti<'_>, id: &str) -> bool {
    posti.iter().flatten().any(|suo| *suo == id)
}
