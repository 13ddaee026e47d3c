//! Copies of files: two of a folder that hold the same rows, values too.
//!
//! `Copia di …`, `… (1)`, `…_DEF` are told by what they hold, not by their names. Rows that cascade
//! from one cruscotto to another are no copy: then most rows of one of the two are its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::foglio::{Foglio, RigaFoglio};

/// What the rows of a file or of a sheet say, without order.
pub(super) type Impronta = BTreeSet<u64>;

/// Cells of a row that is compared, at least: a banner says too little.
const CELLE: usize = 3;
/// Rows that two files must share before they can be copies.
const RIGHE: usize = 3;

/// The rows of a workbook that hold values.
pub(super) fn impronta(fogli: &[Foglio]) -> Impronta {
    fogli.iter().flat_map(del_foglio).collect()
}

fn del_foglio(foglio: &Foglio) -> Impronta {
    foglio.righe.iter().filter_map(di_riga).collect()
}

/// Pairs of sheets of a workbook, by place, of which the second is a copy: by what it holds, or by
/// the name that the program gave it.
pub(super) fn fogli_copiati(fogli: &[&Foglio]) -> Vec<(usize, usize)> {
    let impronte: Vec<Impronta> = fogli.iter().map(|foglio| del_foglio(foglio)).collect();
    let mut coppie: BTreeSet<(usize, usize)> = copie(&impronte).into_iter().collect();
    for (n, foglio) in fogli.iter().enumerate() {
        let nome = foglio.nome.as_deref().unwrap_or_default();
        let copiato = nome_copiato(nome);
        let altro = fogli.iter().position(|altro| {
            let suo = altro.nome.as_deref();
            copiato.is_some() && suo == copiato
        });
        coppie.extend(altro.map(|altro| (altro, n)));
    }
    coppie.into_iter().collect()
}

/// The name of the sheet that one is called a copy of: `Foglio1 (2)` in Excel, `Foglio1_2` in
/// LibreOffice.
fn nome_copiato(nome: &str) -> Option<&str> {
    let cifre = |testo: &str| !testo.is_empty() && testo.bytes().all(|b| b.is_ascii_digit());
    let tra_parentesi = || {
        let (copiato, numero) = nome.strip_suffix(')')?.rsplit_once(" (")?;
        cifre(numero).then_some(copiato)
    };
    let dopo_la_riga = || {
        let (copiato, numero) = nome.rsplit_once('_')?;
        cifre(numero).then_some(copiato)
    };
    tra_parentesi().or_else(dopo_la_riga)
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
