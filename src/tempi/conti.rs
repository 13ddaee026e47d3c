//! How often each piece of work was done. Counted at the functions that do it, and only for whoever
//! asks (`--tempi`): what is done twice to the same thing was done in vain.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A piece of work that a run should do once to each thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lavoro {
    FileLetto,
    CapitoloLetto,
    GraficoDisegnato,
    AnnoRiassunto,
    ModelloScritto,
}

impl Lavoro {
    /// As a table calls it.
    pub(crate) fn nome(self) -> &'static str {
        match self {
            Self::FileLetto => "file letti",
            Self::CapitoloLetto => "capitoli letti",
            Self::GraficoDisegnato => "grafici disegnati",
            Self::AnnoRiassunto => "anni riassunti",
            Self::ModelloScritto => "modelli scritti",
        }
    }
}

/// How many things a piece of work was done to, and how often in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Conto {
    pub cose: usize,
    pub volte: usize,
}

static ACCESI: AtomicBool = AtomicBool::new(false);
static FATTI: Mutex<BTreeMap<(Lavoro, String), usize>> = Mutex::new(BTreeMap::new());

/// Counts from now on, and from nothing, for the whole process: no other cycle is worked at
/// meanwhile.
pub(crate) fn accendi() {
    fatti().clear();
    ACCESI.store(true, Ordering::Relaxed);
}

/// A piece of work is being done to something.
pub(crate) fn segna(lavoro: Lavoro, cosa: &str) {
    if ACCESI.load(Ordering::Relaxed) {
        *fatti().entry((lavoro, cosa.to_owned())).or_default() += 1;
    }
}

/// What was counted so far.
pub(crate) fn conti() -> BTreeMap<Lavoro, Conto> {
    let mut conti: BTreeMap<Lavoro, Conto> = BTreeMap::new();
    for ((lavoro, _), volte) in fatti().iter() {
        let conto = conti.entry(*lavoro).or_default();
        conto.cose += 1;
        conto.volte += volte;
    }
    conti
}

fn fatti() -> MutexGuard<'static, BTreeMap<(Lavoro, String), usize>> {
    FATTI.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_again_counts_as_one_thing() {
        let modelli = || conti().get(&Lavoro::ModelloScritto).copied();
        segna(Lavoro::ModelloScritto, "nobody asked");
        assert_eq!(modelli(), None);
        accendi();
        for cosa in ["uno", "due", "uno"] {
            segna(Lavoro::ModelloScritto, &format!("conti di prova: {cosa}"));
        }
        let conto = modelli().expect("counted");
        assert!(conto.cose >= 2 && conto.volte > conto.cose);
    }
}
