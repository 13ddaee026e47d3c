//! Italian typography of what comes from cells: quotes that turn, words that stay together, long
//! words that may break in a narrow column.

use hypher::Lang;

use crate::charts::larghezza;

/// A point is a seventy-second of an inch.
pub(super) const MM_PER_PUNTO: f64 = 25.4 / 72.0;
const UNITO: char = '\u{A0}';
/// A place where a word may be broken, with a hyphen.
const MORBIDO: &str = "\u{AD}";
/// A place where anything may be broken, without one.
const QUI: &str = "\u{200B}";
/// Longer words are no words: addresses, slips of the keyboard.
const LETTERE: usize = 40;
/// A last word of so few letters never stands alone on the last line.
const CORTA: usize = 4;

/// A text with curly quotes, and with spaces that do not break where Italian keeps words together:
/// after a number, after a word of one or two letters, before a short last word.
pub(super) fn curato(testo: &str) -> String {
    unito(&virgolette(testo), true)
}

/// Letters that may be held together: a line must be able to end somewhere.
const LEGATE: usize = 40;

/// A text with the same spaces that do not break. `finale`: nothing follows it in its paragraph.
pub(super) fn unito(testo: &str, finale: bool) -> String {
    let parole: Vec<&str> = testo.split(' ').collect();
    let mut fatto = String::with_capacity(testo.len());
    let mut legate = 0;
    for (n, parola) in parole.iter().enumerate() {
        if n > 0 {
            let ultima =
                finale && n + 1 == parole.len() && (parole.len() > 2 || parole[0].is_empty());
            let unita = tiene_la_seguente(parole[n - 1], parola)
                || ultima && (1..=CORTA).contains(&lettere(parola));
            let lunga = legate + parola.len() > LEGATE;
            if unita && !lunga {
                fatto.push(UNITO);
            } else {
                fatto.push(' ');
                legate = 0;
            }
        }
        legate += parola.len();
        fatto.push_str(parola);
    }
    fatto
}

/// What stands for a word that is cut, and never without what it cuts short.
const ABBREVIATE: [&str; 7] = ["n.", "art.", "artt.", "D.Lgs.", "D.P.R.", "D.M.", "D.L."];

/// True if a line may not end between the two.
fn tiene_la_seguente(parola: &str, seguente: &str) -> bool {
    let dopo_l_apostrofo = parola.rsplit(['’', '\'']).next().unwrap_or(parola);
    let nuda = dopo_l_apostrofo.trim_start_matches(|c: char| !c.is_alphanumeric());
    let numero = !nuda.is_empty()
        && nuda
            .chars()
            .all(|c| c.is_ascii_digit() || ".,%".contains(c));
    // What follows the text may be of another dress.
    let unita =
        seguente.is_empty() || seguente.starts_with(|c: char| c.is_alphabetic() || c == '€');
    let breve = (1..=2).contains(&lettere(nuda)) && nuda.chars().all(char::is_alphabetic);
    numero && unita || breve || ABBREVIATE.contains(&nuda)
}

/// A name in at most so many letters: a longer one is cut between two words, and says so.
pub(super) fn breve(nome: &str, lettere: usize) -> String {
    let Some((fine, _)) = nome.char_indices().nth(lettere) else {
        return nome.to_owned();
    };
    let tenuto = &nome[..fine];
    let tenuto = tenuto.rsplit_once(' ').map_or(tenuto, |(prima, _)| prima);
    format!("{}…", tenuto.trim_end_matches([' ', ',', ';', ':']))
}

fn lettere(parola: &str) -> usize {
    parola.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Straight quotes made curly: one that follows nothing, a space or a bracket opens.
fn virgolette(testo: &str) -> String {
    let mut prima = ' ';
    let curva = |c: char| {
        let apre = prima.is_whitespace() || "([{«“‘/-–".contains(prima);
        prima = c;
        match (c, apre) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', _) => '’',
            _ => c,
        }
    };
    testo.chars().map(curva).collect()
}

/// A text for a column of so many points: words that are wider may break between syllables, what is
/// no word anywhere. Numbers are never broken: see [`strettezza`].
pub(super) fn in_colonna(testo: &str, larga: f64, corpo: f64) -> String {
    let mut fatto = String::with_capacity(testo.len());
    for pezzo in testo.split_inclusive(a_capo) {
        if larghezza(pezzo.trim_end(), corpo, false) <= larga || numerico(pezzo) {
            fatto.push_str(pezzo);
        } else {
            fatto.push_str(&spezzabile(pezzo));
        }
    }
    fatto
}

/// How much smaller a text has to be for its widest number to fit: 1 where it does.
pub(super) fn strettezza(testo: &str, larga: f64, corpo: f64, forte: bool) -> f64 {
    let spazio = |c: char| c.is_whitespace() && c != UNITO;
    let numeri = testo.split(spazio).filter(|pezzo| numerico(pezzo));
    let massima = numeri.fold(0.0_f64, |massima, pezzo| {
        massima.max(larghezza(pezzo, corpo, forte))
    });
    if massima <= larga {
        1.0
    } else {
        larga / massima
    }
}

fn a_capo(c: char) -> bool {
    c == '-' || c == '–' || c == '/' || c.is_whitespace() && c != UNITO
}

fn numerico(pezzo: &str) -> bool {
    pezzo.chars().any(|c| c.is_ascii_digit()) && pezzo.chars().count() <= LETTERE
}

fn spezzabile(pezzo: &str) -> String {
    pezzo
        .split_inclusive(|c: char| !c.is_alphabetic())
        .map(|parola| {
            let lunga = parola.chars().count();
            if lunga > LETTERE {
                let lettere: Vec<String> = parola.chars().map(String::from).collect();
                return lettere.join(QUI);
            }
            let nuda = parola.trim_end_matches(|c: char| !c.is_alphabetic());
            let sillabe: Vec<&str> = hypher::hyphenate(nuda, Lang::Italian).collect();
            format!("{}{}", sillabe.join(MORBIDO), &parola[nuda.len()..])
        })
        .collect()
}

/// The lines that a text takes in a column of so many points. Words are set one after the other, as
/// Typst sets them there.
pub(super) fn righe(testo: &str, larga: f64, corpo: f64, forte: bool) -> usize {
    let (mut righe, mut usata) = (1, 0.0);
    for pezzo in testo.split_inclusive(a_capo) {
        let piena = larghezza(pezzo.trim_end(), corpo, forte);
        if usata > 0.0 && usata + piena > larga {
            righe += 1;
            usata = 0.0;
        }
        // A word that is broken fills its lines but for a syllable.
        let utile = (larga - corpo).max(corpo);
        let rotte = if piena > larga {
            (piena / utile).floor()
        } else {
            0.0
        };
        righe += rotte as usize;
        usata += larghezza(pezzo, corpo, forte) - rotte * utile;
    }
    righe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_turn_and_words_stay_together() {
        for (scritto, atteso) in [
            (
                "Riprogettare l'evento \"Riconoscimento\"",
                "Riprogettare l’evento “Riconoscimento”",
            ),
            ("(\"BERGAMO 2030\")", "(“BERGAMO 2030”)"),
            (
                "entro il 30 aprile 2022",
                "entro il\u{a0}30\u{a0}aprile\u{a0}2022",
            ),
            (
                "13 indicatori di sistema",
                "13\u{a0}indicatori di\u{a0}sistema",
            ),
            ("e a chi li usa", "e\u{a0}a\u{a0}chi li\u{a0}usa"),
            ("-", "-"),
            ("", ""),
            ("1.250,00 €", "1.250,00\u{a0}€"),
            (
                "l’art. 8 del D.Lgs. 150/2009",
                "l’art.\u{a0}8\u{a0}del D.Lgs.\u{a0}150/2009",
            ),
        ] {
            assert_eq!(curato(scritto), atteso);
        }
        assert_eq!(
            unito("in tutto sono 13 ", false),
            "in\u{a0}tutto sono 13\u{a0}"
        );
    }

    #[test]
    fn words_that_would_all_hold_together_break_somewhere() {
        let unite = unito(&"*a ".repeat(1000), true);
        let tratti = unite.split(' ').map(str::len);
        assert!(tratti.max() <= Some(2 * LEGATE), "{unite}");
    }

    #[test]
    fn a_long_word_may_break_after_an_apostrophe_too() {
        let stretto = in_colonna("dell’internazionalizzazione", 40.0, 8.5);
        assert!(
            stretto.starts_with("dell’in\u{ad}ter\u{ad}na\u{ad}zio\u{ad}na"),
            "{stretto}"
        );
        assert_eq!(in_colonna("corta", 60.0, 8.5), "corta");
        assert_eq!(
            in_colonna("1.234.567.890,00", 20.0, 8.5),
            "1.234.567.890,00"
        );
        assert!(strettezza("1.234.567.890,00", 50.0, 8.5, true) < 1.0);
        let indirizzo = "x".repeat(60);
        assert_eq!(in_colonna(&indirizzo, 60.0, 8.5).matches(QUI).count(), 59);
    }

    #[test]
    fn a_long_name_is_cut_between_words() {
        assert_eq!(
            breve("Servizio Affari generali", 24),
            "Servizio Affari generali"
        );
        assert_eq!(breve("Servizio Affari generali", 20), "Servizio Affari…");
        assert_eq!(breve(&"x".repeat(9), 4), "xxxx…");
    }

    #[test]
    fn lines_are_counted_as_they_are_set() {
        assert_eq!(righe("", 100.0, 8.5, false), 1);
        assert_eq!(righe("una riga", 100.0, 8.5, false), 1);
        assert_eq!(righe("una riga", 25.0, 8.5, false), 2);
        assert!((3..=5).contains(&righe(&"m".repeat(50), 100.0, 8.5, false)));
    }
}
