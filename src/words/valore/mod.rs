//! What people write in a cell → a typed [`Dato`], by a grammar that must take the whole text.
//!
//! [`simboli`] cuts the text into figures, words and signs; [`grammatica`] holds the rules, with
//! [`numeri`] and [`date`] for what they are made of and [`parole`] for their words. What no rule
//! takes, or two rules take in two ways, stays text.

mod date;
mod grammatica;
mod lettore;
mod numeri;
mod parole;
mod simboli;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::nome::{parole as parole_piane, su_una_riga};
use crate::model::{Dato, Rilievo, UnitaMisura};

use lettore::Lettore;
use parole::Fisso;
use simboli::Simbolo;

pub use numeri::da_f64;

/// A cell's text, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Letto {
    pub dato: Dato,
    /// The mark of a footnote after the value.
    pub richiamo: Option<String>,
    pub rilievo: Option<Rilievo>,
    /// What the last digit of its number is worth.
    pub passo: Option<Decimal>,
}

impl Letto {
    /// Nothing but the value.
    pub fn solo(dato: Dato) -> Self {
        Self {
            dato,
            richiamo: None,
            rilievo: None,
            passo: None,
        }
    }
}

/// Reads a text that stands in no year's column.
pub fn interpreta(testo: &str) -> Dato {
    leggi(testo, None).dato
}

/// Reads a text in the column of a year, which completes a date such as `31/12`.
pub fn leggi(testo: &str, anno: Option<i16>) -> Letto {
    let testo = testo.trim();
    let (corpo, richiamo) = senza_richiamo(testo);
    let letto = valore(corpo, anno);
    if matches!(letto.dato, Dato::Testo(_)) {
        return Letto {
            dato: Dato::Testo(una_riga(testo)),
            ..letto
        };
    }
    Letto {
        richiamo: richiamo.map(su_una_riga),
        ..letto
    }
}

fn valore(testo: &str, anno: Option<i16>) -> Letto {
    if su_una_riga(testo).is_empty() {
        return Letto::solo(Dato::Vuoto);
    }
    if let Some(fisso) = parole::fisso(testo) {
        return Letto::solo(match fisso {
            Fisso::Si => Dato::Si,
            Fisso::No => Dato::No,
            Fisso::SiNo => Dato::SiNo,
            Fisso::NonPrevisto => Dato::NonPrevisto,
        });
    }
    simboli::simboli(testo).map_or_else(
        || Letto::solo(Dato::Testo(String::new())),
        |simboli| secondo_le_regole(&simboli, anno),
    )
}

/// What the rules make of the symbols, if all that make something of them make the same.
fn secondo_le_regole(simboli: &[Simbolo], anno: Option<i16>) -> Letto {
    let mut trovati: Vec<grammatica::Lettura> = Vec::new();
    let mut rilievo = None;
    for regola in grammatica::REGOLE {
        let mut lettore = Lettore::nuovo(simboli, anno);
        let trovato = regola(&mut lettore).filter(|_| lettore.alla_fine());
        rilievo = rilievo.or(lettore.rilievo);
        trovati.extend(trovato.filter(|(dato, _)| trovati.iter().all(|(altro, _)| altro != dato)));
    }
    match trovati.pop() {
        Some((dato, passo)) if trovati.is_empty() => Letto {
            passo,
            ..Letto::solo(dato)
        },
        Some(_) => Letto::solo(Dato::Testo(String::new())),
        None => Letto {
            rilievo,
            ..Letto::solo(Dato::Testo(String::new()))
        },
    }
}

/// The unit that a text names by itself, one of those that every document writes in one way: `%`,
/// `gg`, `percentuale`. What multiplies (`migliaia di euro`) is none.
pub fn unita(testo: &str) -> Option<UnitaMisura> {
    if UnitaMisura::e_percento(testo) {
        return Some(UnitaMisura::Percento);
    }
    let Dato::Quantita(una) = interpreta(&format!("1 {testo}")) else {
        return None;
    };
    let nota = !matches!(
        una.unita,
        UnitaMisura::Nessuna | UnitaMisura::Su(_) | UnitaMisura::Libera(_)
    );
    (nota && una.valore == Decimal::ONE).then_some(una.unita)
}

/// True of the words that say that a number has no unit: `n.`, `numero`.
pub fn senza_unita(testo: &str) -> bool {
    matches!(
        parole_piane(testo).as_str(),
        "n" | "nr" | "num" | "numero" | "numeri" | "numerico" | "valore assoluto" | "unita"
    )
}

/// A value without the mark of its footnote: `120*`, `95% (1)`, `12¹`.
pub(crate) fn senza_richiamo(testo: &str) -> (&str, Option<&str>) {
    let inizio = match testo.chars().next_back() {
        Some('*' | '¹' | '²' | '³') => testo.trim_end_matches(['*', '¹', '²', '³']).len(),
        Some(')') => parentesi(testo, '(').unwrap_or(testo.len()),
        Some(']') => parentesi(testo, '[').unwrap_or(testo.len()),
        _ => testo.len(),
    };
    let (corpo, richiamo) = testo.split_at(inizio);
    let corpo = corpo.trim_end();
    // `m²` is a unit, `(*)` alone is no value.
    let misura = richiamo.starts_with(['²', '³']) && corpo.ends_with(char::is_alphabetic);
    match (corpo, richiamo) {
        (_, "") | ("", _) => (testo, None),
        _ if misura => (testo, None),
        _ => (corpo, Some(richiamo)),
    }
}

/// Where a bracket opens that holds no more than a mark: `*`, a letter, a number of two digits.
fn parentesi(testo: &str, aperta: char) -> Option<usize> {
    let inizio = testo.rfind(aperta)?;
    let dentro = &testo[inizio + aperta.len_utf8()..testo.len() - 1];
    let asterischi = !dentro.is_empty() && dentro.bytes().all(|b| b == b'*');
    let numero = matches!(dentro.len(), 1 | 2) && dentro.bytes().all(|b| b.is_ascii_digit());
    let lettera = dentro.len() == 1 && dentro.bytes().all(|b| b.is_ascii_lowercase());
    (asterischi || numero || lettera).then_some(inizio)
}

/// Text on one line; where two figures stood on two lines, a semicolon keeps them apart.
pub fn una_riga(testo: &str) -> String {
    let mut unito = String::new();
    for riga in testo
        .lines()
        .map(su_una_riga)
        .filter(|riga| !riga.is_empty())
    {
        let tra_cifre = unito.ends_with(|c: char| c.is_ascii_digit())
            && riga.starts_with(|c: char| c.is_ascii_digit());
        if !unito.is_empty() {
            unito.push_str(if tra_cifre { "; " } else { " " });
        }
        unito.push_str(&riga);
    }
    unito
}

/// A date in figures, in words, or by month (its last day).
pub fn data(testo: &str) -> Option<Date> {
    let simboli = simboli::simboli(testo)?;
    let mut lettore = Lettore::nuovo(&simboli, None);
    date::data(&mut lettore).filter(|_| lettore.alla_fine())
}
