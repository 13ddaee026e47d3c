//! Copies of files: two of a folder that hold the same rows, values too.
//!
//! `Copia di …`, `… (1)`, `…_DEF` are told by what they hold, not by their names. Rows that cascade
//! from one cruscotto to another are no copy: then most rows of one of the two are its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::foglio::{Foglio, RigaFoglio};

/// What the rows of a file say, without order.
pub(super) type Impronta = BTreeSet<u64>;

/// Cells of a row that is compared, at least: a banner says too little.
const CELLE: usize = 3;
/// Rows that two files must share before they can be copies.
const RIGHE: usize = 3;

/// The rows of a workbook that hold values.
pub(super) fn impronta(fogli: &[Foglio]) -> Impronta {
    let righe = fogli.iter().flat_map(|foglio| &foglio.righe);
    righe.filter_map(di_riga).collect()
}

fn di_riga(riga: &RigaFoglio) -> Option<u64> {
    if riga.celle.len() < CELLE {
        return None;
    }
    let testi: Vec<String> = riga
        .celle
        .iter()
        .map(|cella| cella.contenuto.testo())
        .collect();
    let valore = |testo: &String| {
        testo.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '<' | '>' | '≤' | '≥'))
    };
    let mut somma = DefaultHasher::new();
    testi.hash(&mut somma);
    testi.iter().any(valore).then(|| somma.finish())
}

/// Pairs of files, by place, of which nearly all rows are equal.
pub(super) fn copie(impronte: &[Impronta]) -> Vec<(usize, usize)> {
    let mut di_chi: HashMap<u64, Vec<usize>> = HashMap::new();
    for (file, impronta) in impronte.iter().enumerate() {
        impronta
            .iter()
            .for_each(|riga| di_chi.entry(*riga).or_default().push(file));
    }
    let mut comuni: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for file in di_chi.values() {
        for (n, uno) in file.iter().enumerate() {
            file[n + 1..]
                .iter()
                .for_each(|altro| *comuni.entry((*uno, *altro)).or_default() += 1);
        }
    }
    let copie = comuni.into_iter().filter(|((uno, altro), comuni)| {
        let piu = impronte[*uno].len().max(impronte[*altro].len());
        *comuni >= RIGHE && comuni * 10 >= piu * 9
    });
    copie.map(|(coppia, _)| coppia).collect()
}
