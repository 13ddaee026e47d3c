//! What may share a sheet with a table: the headings again, another table below or beside it.

use std::ops::RangeInclusive;

use crate::model::Dato;
use crate::read::foglio::{Contenuto, RigaFoglio};

/// Years that a heading of figures may be.
const ANNI: RangeInclusive<i64> = 1900..=2100;

/// True if a row says again what a row of the header says.
pub(super) fn ripete(riga: &RigaFoglio, testata: &[RigaFoglio]) -> bool {
    let testi = |riga: &RigaFoglio| -> Vec<(u32, String)> {
        let celle = riga.celle.iter();
        celle.map(|c| (c.colonna, c.contenuto.testo())).collect()
    };
    riga.celle.len() > 1 && testata.iter().any(|sua| testi(sua) == testi(riga))
}

/// The place among the rows of a table from which another one begins: after a blank row, headings
/// stand where there were figures, and figures follow. A title may stand above them.
pub(super) fn sotto(corpo: &[RigaFoglio], prima: u32) -> Option<usize> {
    (1..corpo.len()).find(|n| {
        let staccata = corpo[*n].numero > corpo[n - 1].numero + 1;
        let testata = n + usize::from(corpo[*n].celle.len() == 1);
        staccata && e_testata(corpo, *n, testata, prima)
    })
}

/// True if the row at `testata` is the header of a table that begins at `inizio`.
fn e_testata(corpo: &[RigaFoglio], inizio: usize, testata: usize, prima: u32) -> bool {
    let Some(riga) = corpo.get(testata) else {
        return false;
    };
    let (sopra, sotto) = (&corpo[..inizio], &corpo[testata + 1..]);
    let valori = riga.celle.iter().filter(|cella| cella.colonna > prima);
    let titoli = valori.clone().all(|cella| e_titolo(&cella.contenuto));
    let tra_cifre = |colonna| di_cifre(sopra, colonna) && di_cifre(sotto, colonna);
    titoli && valori.clone().any(|cella| tra_cifre(cella.colonna))
}

/// True if most of what a column holds is figures.
fn di_cifre(righe: &[RigaFoglio], colonna: u32) -> bool {
    let piene: Vec<&Contenuto> = righe
        .iter()
        .filter_map(|riga| riga.cella(colonna))
        .collect();
    let cifre = piene.iter().filter(|cella| e_cifra(cella)).count();
    cifre > 0 && cifre * 2 > piene.len()
}

/// The columns with which another table begins and the one before it ends, where one stands beside
/// it: after a column that holds nothing, names of rows come again, and figures beside them.
pub(super) fn accanto(posti: &[u32], prima: u32, corpo: &[RigaFoglio]) -> Option<u32> {
    let mut colonne = vec![prima];
    colonne.extend(posti);
    let coppie = colonne.windows(2).enumerate().skip(1);
    let staccate = coppie.filter(|(_, coppia)| coppia[1] > coppia[0] + 1);
    staccate.into_iter().find_map(|(n, coppia)| {
        let (inizio, altre) = (coppia[1], &colonne[n + 2..]);
        let nomi: Vec<&Contenuto> = corpo.iter().filter_map(|r| r.cella(inizio)).collect();
        let di_nomi = !nomi.is_empty() && !nomi.iter().any(|cella| e_cifra(cella));
        (di_nomi && altre.iter().any(|altra| di_cifre(corpo, *altra))).then_some(inizio)
    })
}

/// True if what stands in a header's place over the columns is figures and no years or numbers in a
/// row: it is a row of data, and the header is missing.
pub(super) fn di_dati(testata: &RigaFoglio, prima: u32) -> bool {
    let valori = testata.celle.iter().filter(|cella| cella.colonna > prima);
    let numeri: Option<Vec<_>> = valori
        .map(|cella| valore(&cella.contenuto).numero())
        .collect();
    let Some(numeri) = numeri.filter(|numeri| !numeri.is_empty()) else {
        return false;
    };
    let anni = numeri
        .iter()
        .all(|n| n.is_integer() && ANNI.contains(&i64::try_from(*n).unwrap_or_default()));
    let in_fila = (1_i64..).zip(&numeri).all(|(posto, n)| *n == posto.into());
    !anni && !in_fila
}

/// Words, or a year.
fn e_titolo(contenuto: &Contenuto) -> bool {
    let dato = valore(contenuto);
    let anno = dato.numero().and_then(|numero| i64::try_from(numero).ok());
    matches!(dato, Dato::Testo(_)) || anno.is_some_and(|anno| ANNI.contains(&anno))
}

fn e_cifra(contenuto: &Contenuto) -> bool {
    valore(contenuto).numero().is_some()
}

fn valore(contenuto: &Contenuto) -> Dato {
    contenuto.valore(Default::default(), None).dato
}
