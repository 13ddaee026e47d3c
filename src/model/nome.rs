//! Names: when two are the same, and the readable id made from one.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is left of a name without case, accents, spaces and punctuation: two names with the same
/// key are one.
///
/// Punctuation between two digits still separates them, so that `art. 1.2` is not `art. 12`.
pub fn chiave(nome: &str) -> String {
    let mut chiave = String::with_capacity(nome.len());
    let mut separato = false;
    lettere(nome, |carattere| {
        if !carattere.is_alphanumeric() {
            separato = true;
            return;
        }
        let dopo_cifra = chiave.ends_with(|c: char| c.is_ascii_digit());
        if separato && dopo_cifra && carattere.is_ascii_digit() {
            chiave.push(' ');
        }
        chiave.push(carattere);
        separato = false;
    });
    chiave
}

/// The words of a name, lower-case, without accents and punctuation: for matching headers and
/// phrases.
pub fn parole(nome: &str) -> String {
    let mut piano = Spaziato::con_posto(nome.len());
    lettere(nome, |c| {
        if c.is_alphanumeric() {
            piano.lettera(c);
        } else {
            piano.spazio();
        }
    });
    piano.testo
}

/// Hands out the characters of a name in lower case, without accents.
///
/// Headings and names are looked at thousands of times, and most have no accent to take away.
fn lettere(nome: &str, mut lettera: impl FnMut(char)) {
    if nome.is_ascii() {
        for byte in nome.bytes() {
            lettera(char::from(byte.to_ascii_lowercase()));
        }
        return;
    }
    nome.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .for_each(lettera);
}

/// A text that is written one character at a time, with one space between words and none around.
struct Spaziato {
    testo: String,
    spazio: bool,
}

impl Spaziato {
    /// An empty text with room for this many bytes.
    fn con_posto(byte: usize) -> Self {
        Self {
            testo: String::with_capacity(byte),
            spazio: false,
        }
    }

    fn lettera(&mut self, carattere: char) {
        if self.spazio && !self.testo.is_empty() {
            self.testo.push(' ');
        }
        self.spazio = false;
        self.testo.push(carattere);
    }

    fn spazio(&mut self) {
        self.spazio = true;
    }
}

/// Names that Windows keeps for devices, whatever the ending: no file can have them.
const DISPOSITIVI: [&str; 22] = [
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A readable id: `progetto-turismo`. At most about 60 letters, cut between words; a name of a
/// file on any system.
pub fn slug(nome: &str) -> String {
    const LUNGHEZZA: usize = 60;
    let mut slug = String::new();
    for parola in parole(nome).split(' ') {
        let ascii: String = parola.chars().filter(char::is_ascii_alphanumeric).collect();
        if ascii.is_empty() {
            continue;
        }
        if !slug.is_empty() && slug.len() + 1 + ascii.len() > LUNGHEZZA {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&ascii[..ascii.len().min(LUNGHEZZA)]);
    }
    if slug.is_empty() {
        "senza-nome".to_owned()
    } else if DISPOSITIVI.contains(&slug.as_str()) {
        format!("{slug}-nome")
    } else {
        slug
    }
}

/// The name itself, or with the first number that makes it unique among those used.
pub fn libero(nome: &str, usati: &mut BTreeSet<String>) -> String {
    let numerato = |numero: usize| match numero {
        1 => nome.to_owned(),
        numero => format!("{nome}-{numero}"),
    };
    // Numbers are given in turn, so that the first free one is found by halves: thousands of rows
    // may well have one name.
    let mut preso = 0;
    let mut oltre = 1;
    while usati.contains(&numerato(oltre)) {
        (preso, oltre) = (oltre, oltre * 2);
    }
    while oltre - preso > 1 {
        let mezzo = preso + (oltre - preso) / 2;
        match usati.contains(&numerato(mezzo)) {
            true => preso = mezzo,
            false => oltre = mezzo,
        }
    }
    usati.insert(numerato(oltre));
    numerato(oltre)
}

/// Text on one line: every run of white space (line breaks, non-breaking spaces) is one space; what
/// cannot be seen (controls, zero-width marks) is gone.
pub fn su_una_riga(testo: &str) -> String {
    if gia_su_una_riga(testo) {
        return testo.to_owned();
    }
    let mut riga = Spaziato::con_posto(testo.len());
    for carattere in testo.chars().filter(|c| !invisibile(*c)) {
        if carattere.is_whitespace() || carattere.is_control() {
            riga.spazio();
        } else {
            riga.lettera(carattere);
        }
    }
    riga.testo
}

/// True of plain text that is on one line as it stands, as nearly all cells are; false of some that
/// is, too.
fn gia_su_una_riga(testo: &str) -> bool {
    let byte = testo.as_bytes();
    let spazi_doppi = byte.windows(2).any(|due| due == b"  ");
    let ai_bordi = byte.first() == Some(&b' ') || byte.last() == Some(&b' ');
    byte.iter().all(|b| (b' '..=b'~').contains(b)) && !spazi_doppi && !ai_bordi
}

/// Letters beyond which no one compares two names letter by letter: the work grows with the product
/// of their lengths, and a text as long as this is no slip of a name.
pub const LUNGO: usize = 400;

/// True of marks that take no room, such as a zero-width space.
pub fn invisibile(carattere: char) -> bool {
    matches!(
        carattere,
        '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{FEFF}'
            | '\u{AD}'
    )
}

/// The known name most like `scritto`, if it is like enough to be a slip of it.
pub fn piu_vicino<'a>(scritto: &str, noti: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const ABBASTANZA: f64 = 0.75;
    let chiave_scritta = chiave(scritto);
    if chiave_scritta.chars().count() > LUNGO {
        return None;
    }
    noti.into_iter()
        .filter(|noto| noto.chars().count() <= LUNGO)
        .map(|noto| {
            (
                strsim::normalized_damerau_levenshtein(&chiave_scritta, &chiave(noto)),
                noto,
            )
        })
        .filter(|(somiglianza, _)| *somiglianza >= ABBASTANZA)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, noto)| noto)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_by_letters_and_digits_only() {
        assert_eq!(
            chiave("Società  «Àlfa» - S.p.A."),
            chiave("SOCIETA alfa SPA")
        );
        assert_ne!(chiave("art. 1.2"), chiave("art. 12"));
        assert_ne!(chiave("Infocamere"), chiave("Infocamera"));
    }

    #[test]
    fn slugs_are_short_and_readable() {
        assert_eq!(slug("Progetto: Turismo"), "progetto-turismo");
        assert_eq!(slug("«»"), "senza-nome");
        assert!(slug(&"parola ".repeat(50)).len() <= 60);
        assert_eq!(slug("Aux"), "aux-nome");
        assert_eq!(slug("Con noi"), "con-noi");
    }

    #[test]
    fn white_space_is_folded_and_invisible_marks_go() {
        assert_eq!(su_una_riga(" a\u{a0}\n b\u{200b}\u{7} "), "a b");
        for piano in ["a b", "", "è già così"] {
            assert_eq!(su_una_riga(piano), piano);
        }
        for piegato in ["a  b", " a b", "a b ", "a\tb", "a\u{7f} b"] {
            assert_eq!(su_una_riga(piegato), "a b", "{piegato:?}");
        }
    }

    #[test]
    fn the_nearest_name_is_offered_only_when_near() {
        assert_eq!(
            piu_vicino("prospetive", ["prospettive", "cruscotti"]),
            Some("prospettive")
        );
        assert_eq!(piu_vicino("xyz", ["prospettive"]), None);
    }
}
