//! Days: in figures, in words, by month, by a part of the year.
//!
//! A month or a part of the year stands for its last day. Where the year is left out it is the
//! column's.

use jiff::civil::Date;

use crate::model::Rilievo;
use crate::model::italiano::MESI;
use crate::words::ANNI;

use super::lettore::Lettore;

/// Days of the week, as a long date begins.
const GIORNI: &[&str] = &[
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
];
/// The parts of the year, with their months.
const PERIODI: &[(&[&str], i8)] = &[
    (&["bimestre", "bim"], 2),
    (&["trimestre", "trim"], 3),
    (&["quadrimestre", "quadr"], 4),
    (&["semestre", "sem"], 6),
];
const ORDINALI: &[&[&str]] = &[
    &["i", "primo"],
    &["ii", "secondo"],
    &["iii", "terzo"],
    &["iv", "quarto"],
    &["v", "quinto"],
    &["vi", "sesto"],
];

/// A day, or what stands for one.
pub(super) fn data(l: &mut Lettore<'_>) -> Option<Date> {
    l.prova(|l| l.dice(GIORNI).then(|| l.segno(',')));
    let data = l
        .prova(in_cifre)
        .or_else(|| l.prova(giorno_e_mese))
        .or_else(|| l.prova(mese))
        .or_else(|| l.prova(periodo))?;
    mezzanotte(l).then_some(data)
}

/// A day that is said to be a limit: also the end of a year, `31.12` without its year.
pub(super) fn termine(l: &mut Lettore<'_>) -> Option<Date> {
    l.prova(fine_anno)
        .or_else(|| l.prova(fine_periodo))
        .or_else(|| data(l))
}

/// `fine 2025`, `l'anno 2025`, `2025`: its last day; the column's year where none is named.
fn fine_anno(l: &mut Lettore<'_>) -> Option<Date> {
    let mut detto = false;
    if l.dice(&["fine", "termine"]) {
        detto = true;
        l.dice(&["di", "del", "dell"]);
    }
    l.dice(&["l"]);
    l.segno('\'');
    let in_parole = l.dice(&["anno"]);
    if in_parole {
        l.prova(|l| (l.dice(&["in"]) && l.dice(&["corso"])).then_some(()));
    }
    let anno = match l.prova(anno_intero) {
        Some(anno) => anno,
        None if in_parole => l.anno?,
        None => return None,
    };
    let ultimo = Date::new(anno, 12, 31).ok()?;
    (l.alla_fine() || detto || in_parole).then_some(ultimo)
}

/// `fine giugno`, `la fine del mese di giugno`, `il mese di giugno`.
fn fine_periodo(l: &mut Lettore<'_>) -> Option<Date> {
    if l.dice(&["fine", "termine"]) {
        l.dice(&["di", "del"]);
    }
    if l.dice(&["mese"]) {
        l.dice(&["di"]);
    }
    l.prova(mese).or_else(|| l.prova(periodo))
}

/// A year in four digits.
fn anno_intero(l: &mut Lettore<'_>) -> Option<i16> {
    let cifre = l.cifre()?;
    let anno = cifre.parse().ok().filter(|_| cifre.len() == 4)?;
    ANNI.contains(&anno).then_some(anno)
}

/// `31/12/2022`, `31.3.2022`, `2022-06-30`, `02/2023`, `31/12`.
fn in_cifre(l: &mut Lettore<'_>) -> Option<Date> {
    let mut parti: Vec<&str> = Vec::new();
    let mut segno = None;
    loop {
        let cifre = l.cifre()?;
        let puntate = cifre.split('.').count();
        if cifre.contains(',') || puntate > 1 && (segno.is_some() || !parti.is_empty()) {
            return None;
        }
        parti.extend(cifre.split('.'));
        if puntate > 1 {
            segno = Some('.');
            break;
        }
        let altro = ['/', '-'].into_iter().find(|altro| {
            let stesso = segno.is_none_or(|segno| segno == *altro);
            stesso && l.segno(*altro)
        });
        match altro {
            Some(altro) => segno = Some(altro),
            None => break,
        }
    }
    da_parti(l, &parti, segno?)
}

fn da_parti(l: &mut Lettore<'_>, parti: &[&str], segno: char) -> Option<Date> {
    match parti {
        [anno, mese, giorno] if anno.len() == 4 => giorno_di(l, anno, mese, giorno),
        [giorno, mese, anno] if giorno.len() <= 2 => giorno_di(l, anno, mese, giorno),
        [mese, anno] if mese.len() <= 2 && anno.len() == 4 => {
            let anno = anno.parse().ok()?;
            // `3.1416` is a number: with a point, only a year of our days makes a month of it.
            let plausibile = segno != '.' || (2000..2100).contains(&anno);
            fine_mese(anno, mese.parse().ok()?).filter(|_| plausibile)
        }
        // All day, every day: no day of July.
        ["24", "7"] if segno == '/' => None,
        // `4.5` is a number: a day and month with a point have their two digits.
        [giorno, mese] if giorno.len() <= 2 && (segno != '.' || mese.len() == 2) => {
            let anno = l.anno?.to_string();
            let entro = |parte: &str, massimo: u8| parte.parse::<u8>().is_ok_and(|n| n <= massimo);
            (entro(giorno, 31) && entro(mese, 12))
                .then(|| giorno_di(l, &anno, mese, giorno))
                .flatten()
        }
        _ => None,
    }
}

/// `31 marzo 2022`, `1° marzo`, `31-dic-22`.
fn giorno_e_mese(l: &mut Lettore<'_>) -> Option<Date> {
    let giorno = l.cifre().filter(|cifre| cifre.len() <= 2)?;
    l.segno('°');
    if l.attaccato() {
        l.dice(&["o"]);
    }
    separa(l);
    let mese = numero_del_mese(l)?;
    l.segno('.');
    let anno = l.prova(|l| {
        separa(l);
        l.cifre().filter(|cifre| matches!(cifre.len(), 2 | 4))
    });
    let anno = match anno {
        Some(anno) => anno.to_owned(),
        None => l.anno?.to_string(),
    };
    giorno_di(l, &anno, &mese.to_string(), giorno)
}

fn separa(l: &mut Lettore<'_>) {
    let _ = l.segno('-') || l.segno('/') || l.dice(&["di"]);
}

/// `giugno 2022`, `fine giugno 2022`, `giu-22`, `giugno`: the month's last day.
fn mese(l: &mut Lettore<'_>) -> Option<Date> {
    if l.dice(&["fine"]) {
        l.dice(&["di"]);
    }
    let mese = numero_del_mese(l)?;
    l.segno('.');
    if let Some(anno) = l.prova(anno_intero) {
        return fine_mese(anno, mese);
    }
    let anno = l.prova(|l| {
        let unito = l.segno('-') || l.segno('/') || l.segno('\'') || l.dice(&["di", "del"]);
        let cifre = unito.then(|| l.cifre()).flatten()?;
        match cifre.len() {
            2 => Some(2000 + cifre.parse::<i16>().ok()?),
            4 => cifre.parse().ok(),
            _ => None,
        }
    });
    fine_mese(anno.or(l.anno)?, mese)
}

/// `1° trimestre 2025`, `I semestre`, `primo quadrimestre dell'anno`: its last day. Only where a
/// column has its year: in a table of figures it names a time, and is no deadline.
fn periodo(l: &mut Lettore<'_>) -> Option<Date> {
    let della_colonna = l.anno?;
    let posto = l.prova(ordinale)?;
    let lungo = PERIODI
        .iter()
        .find_map(|(nomi, mesi)| l.dice(nomi).then_some(*mesi))?;
    l.segno('.');
    l.dice(&["del", "dell"]);
    let anno = l.prova(anno_intero).unwrap_or(della_colonna);
    let mese = posto.checked_mul(lungo).filter(|mese| *mese <= 12)?;
    fine_mese(anno, mese)
}

fn ordinale(l: &mut Lettore<'_>) -> Option<i8> {
    if let Some(cifre) = l.cifre() {
        let segnato = l.segno('°') || l.segno('^') || l.attaccato() && l.dice(&["o"]);
        return cifre.parse().ok().filter(|_| segnato);
    }
    let posto = ORDINALI.iter().position(|nomi| l.dice(nomi))?;
    i8::try_from(posto + 1).ok()
}

/// The month that a word names, from 1.
pub(super) fn numero_del_mese(l: &mut Lettore<'_>) -> Option<i8> {
    let nome = l.parola()?;
    let posto = MESI
        .iter()
        .position(|mese| *mese == nome || matches!(nome.len(), 3 | 4) && mese.starts_with(nome))?;
    l.avanti();
    i8::try_from(posto + 1).ok()
}

/// A day of the calendar; one that is not there is noticed.
fn giorno_di(l: &mut Lettore<'_>, anno: &str, mese: &str, giorno: &str) -> Option<Date> {
    let anno: i16 = match anno.len() {
        2 => 2000 + anno.parse::<i16>().ok()?,
        4 => anno.parse().ok()?,
        _ => return None,
    };
    let (mese, giorno) = (mese.parse().ok()?, giorno.parse().ok()?);
    let data = Date::new(anno, mese, giorno).ok();
    if data.is_none() {
        l.rilievo = Some(Rilievo::DataImpossibile);
    }
    data
}

fn fine_mese(anno: i16, mese: i8) -> Option<Date> {
    Some(Date::new(anno, mese, 1).ok()?.last_of_month())
}

/// Takes the time that programs write after a date; only midnight adds nothing to it.
fn mezzanotte(l: &mut Lettore<'_>) -> bool {
    let ora = l.prova(|l| {
        l.dice(&["t"]);
        let mut cifre = l.cifre()?.to_owned();
        while l.segno(':') {
            cifre.push_str(l.cifre()?);
        }
        Some(cifre)
    });
    ora.is_none_or(|ora| ora.bytes().all(|b| b == b'0'))
}
