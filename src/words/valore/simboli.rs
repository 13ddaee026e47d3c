//! The text of a cell → figures, words and signs.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::nome::invisibile;

/// A figure, a word or a sign, and what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Simbolo {
    pub che: Che,
    /// True after white space, a line break included.
    pub staccato: bool,
    /// True at the beginning of a line but the first.
    pub a_capo: bool,
}

/// The kinds of symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Che {
    /// Digits, with the points and commas between them: `1.234,50`, `31.12.2022`.
    Cifre(String),
    Parola {
        /// Lower-case and without accents, for comparing.
        piana: String,
        scritta: String,
    },
    Segno(char),
}

/// Most symbols that a value can have; what is longer is words.
const LUNGHEZZA: usize = 32;

/// The symbols of a text; none where it is too long for a value.
pub(super) fn simboli(testo: &str) -> Option<Vec<Simbolo>> {
    let mut simboli = Vec::new();
    let mut resto = testo;
    let (mut staccato, mut a_capo) = (false, false);
    while let Some(primo) = resto.chars().next() {
        let lungo = lunghezza(resto, primo);
        let (pezzo, dopo) = resto.split_at(lungo);
        resto = dopo;
        if primo.is_whitespace() || primo.is_control() {
            staccato = true;
            a_capo |= matches!(primo, '\n' | '\r');
        } else if !invisibile(primo) {
            if simboli.len() == LUNGHEZZA {
                return None;
            }
            let a_capo_davvero = a_capo && !simboli.is_empty();
            simboli.push(Simbolo {
                che: che(pezzo, primo),
                staccato,
                a_capo: a_capo_davvero,
            });
            (staccato, a_capo) = (false, false);
        }
    }
    Some(simboli)
}

/// How many bytes of a text its first symbol takes.
fn lunghezza(testo: &str, primo: char) -> usize {
    if primo.is_ascii_digit() {
        return cifre(testo);
    }
    if !di_parola(primo) {
        return primo.len_utf8();
    }
    testo
        .find(|c: char| !di_parola(c) && !is_combining_mark(c) && !matches!(c, '²' | '³'))
        .unwrap_or(testo.len())
}

/// Letters; the raised ones of `1º` and `1ª` are signs.
fn di_parola(carattere: char) -> bool {
    carattere.is_alphabetic() && !matches!(carattere, 'º' | 'ª')
}

/// Digits up to the last one that a single point or comma joins to those before it.
fn cifre(testo: &str) -> usize {
    let mut fine = 0;
    for (posto, byte) in testo.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => fine = posto + 1,
            b'.' | b',' if fine == posto => {}
            _ => break,
        }
    }
    fine
}

fn che(pezzo: &str, primo: char) -> Che {
    if primo.is_ascii_digit() {
        Che::Cifre(pezzo.to_owned())
    } else if di_parola(primo) {
        Che::Parola {
            piana: piana(pezzo),
            scritta: pezzo.to_owned(),
        }
    } else {
        Che::Segno(match primo {
            '−' | '–' | '—' | '‐' | '‑' => '-',
            '’' | '‘' | '′' | '`' | '´' => '\'',
            'º' | 'ª' | '˚' => '°',
            altro => altro,
        })
    }
}

fn piana(parola: &str) -> String {
    parola
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}
