//! Near-duplicates among many names, in time that grows with their number and not with its square.
//!
//! Two names are alike if they are written differently but read the same (capitals, punctuation),
//! if they differ only by particles (*di*, *della*), or if they differ by one word that looks like
//! a slip of the pen of the other. Names with other figures are other names: `2021` and `2022`,
//! `PR03` and `PR05`.
//!
//! Each name is filed under itself without one word, so that only names which share all the others
//! are compared.

use std::collections::{BTreeSet, HashMap};

use crate::model::nome::parole;

/// Words that a name can have or not have without being another name.
const PARTICELLE: &[&str] = &[
    "a", "ad", "ai", "al", "alla", "alle", "allo", "agli", "con", "d", "da", "dal", "dalla", "dei",
    "degli", "del", "dell", "della", "delle", "dello", "di", "e", "ed", "gli", "i", "il", "in",
    "l", "la", "le", "lo", "n", "nei", "nel", "nell", "nella", "nelle", "per", "su", "sul",
    "sulla", "tra", "un", "una",
];

/// Letters of the longest word that is looked at: the words that are left of it grow with their
/// square.
const PIU_LUNGA: usize = 40;

/// Pairs of names that are alike, by their places in the list; each pair once, the earlier place
/// first.
pub(super) fn coppie(nomi: &[&str]) -> BTreeSet<(usize, usize)> {
    let mut scritti: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
    for (posto, nome) in nomi.iter().enumerate() {
        scritti.entry(parole_piene(nome)).or_default().push(posto);
    }
    // Names of the same words are all alike: the first stands for them in what follows.
    let mut coppie: BTreeSet<(usize, usize)> = scritti
        .values()
        .flat_map(|posti| posti[1..].iter().map(|altro| (posti[0], *altro)))
        .collect();
    for ((senza, _), archivio) in archivi(&scritti) {
        let parole = archivio
            .iter()
            .map(|(parola, posto)| (*parola, *posto))
            .collect::<Vec<_>>();
        // One word with nothing around it says little: only a longer one is compared.
        let minima = if senza.is_empty() { 6 } else { 4 };
        coppie.extend(
            refusi(&parole, minima)
                .into_iter()
                .map(|(a, b)| (a.min(b), a.max(b))),
        );
    }
    coppie
}

/// A name without one of its words, and where that word stood.
type Senza<'a> = (Vec<&'a str>, usize);

/// Names under themselves without one word, which is kept beside; a word with figures is never a
/// slip.
fn archivi(scritti: &HashMap<Vec<String>, Vec<usize>>) -> HashMap<Senza<'_>, Vec<(&str, usize)>> {
    let mut archivi: HashMap<Senza<'_>, Vec<(&str, usize)>> = HashMap::new();
    for (parole, posti) in scritti {
        for (n, parola) in parole
            .iter()
            .enumerate()
            .filter(|(_, p)| !p.contains(|c: char| c.is_ascii_digit()))
        {
            let senza = parole
                .iter()
                .enumerate()
                .filter(|(m, _)| *m != n)
                .map(|(_, p)| p.as_str())
                .collect();
            archivi
                .entry((senza, n))
                .or_default()
                .push((parola, posti[0]));
        }
    }
    archivi.retain(|_, archivio| archivio.len() > 1);
    archivi
}

fn parole_piene(nome: &str) -> Vec<String> {
    let tutte = parole(nome);
    let piene: Vec<String> = tutte
        .split(' ')
        .filter(|parola| !PARTICELLE.contains(parola))
        .map(str::to_owned)
        .collect();
    if piene.is_empty() { vec![tutte] } else { piene }
}

/// Pairs of words that are slips of each other, found by the words that they become when letters
/// are dropped.
fn refusi(parole: &[(&str, usize)], minima: usize) -> Vec<(usize, usize)> {
    let mut ridotte: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, (parola, _)) in parole
        .iter()
        .enumerate()
        .filter(|(_, (p, _))| (minima..=PIU_LUNGA).contains(&p.chars().count()))
    {
        for ridotta in riduzioni(parola) {
            ridotte.entry(ridotta).or_default().push(n);
        }
    }
    let mut coppie = BTreeSet::new();
    for insieme in ridotte.values() {
        for (n, primo) in insieme.iter().enumerate() {
            for secondo in &insieme[n + 1..] {
                if refuso(parole[*primo].0, parole[*secondo].0) {
                    coppie.insert((parole[*primo].1, parole[*secondo].1));
                }
            }
        }
    }
    coppie.into_iter().collect()
}

/// The word itself, and what is left of it without one letter, or without two if it is long.
fn riduzioni(parola: &str) -> BTreeSet<String> {
    let una = |parola: &str| -> Vec<String> {
        parola
            .char_indices()
            .map(|(n, c)| format!("{}{}", &parola[..n], &parola[n + c.len_utf8()..]))
            .collect()
    };
    let mut ridotte: BTreeSet<String> = una(parola).into_iter().collect();
    if errori(parola) > 1 {
        ridotte.extend(ridotte.clone().iter().flat_map(|ridotta| una(ridotta)));
    }
    ridotte.insert(parola.to_owned());
    ridotte
}

/// Slips that a word may hold and still be taken for the other: one, or two if it is long.
fn errori(parola: &str) -> usize {
    if parola.chars().count() >= 8 { 2 } else { 1 }
}

/// True if one word is likely a slip of the other. Two slips at once must leave the beginning
/// alone, which keeps *interno* and *esterno*, *crescente* and *decrescente* apart.
fn refuso(a: &str, b: &str) -> bool {
    let distanza = strsim::damerau_levenshtein(a, b);
    let inizio = |parola: &str| parola.chars().take(2).collect::<String>();
    match distanza {
        0 => false,
        1 => true,
        2 => errori(a).min(errori(b)) > 1 && inizio(a) == inizio(b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::coppie;

    fn simili(a: &str, b: &str) -> bool {
        !coppie(&[a, b]).is_empty()
    }

    #[test]
    fn slips_capitals_and_particles_are_alike() {
        for (a, b) in [
            (
                "Cruscotto Tempi di lavorazione",
                "Cruscoati Tempi di lavorazione",
            ),
            (
                "Analisi compiute da Infocamere.",
                "Analisi compiute da Infocamera.",
            ),
            ("Balanced scorecard", "Balanced Scorecard"),
            ("N. di B2B meetings", "N. B2B meetings"),
            ("Pratiche evase", "Pratcihe evase"),
            ("Turismo", "Tursimo"),
        ] {
            assert!(simili(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn other_figures_and_other_words_are_other_names() {
        for (a, b) in [
            ("Revisione PR03", "Revisione PR05"),
            ("Piano 2021", "Piano 2022"),
            ("Audit interno", "Audit esterno"),
            (
                "Gestione del nuovo HR Desk",
                "Gestione della nuova intranet",
            ),
            ("Pubblicazione sul sito", "Pubblicazione sul sito web"),
            ("Ufficio A", "Ufficio B"),
            ("LWA", "LWB"),
        ] {
            assert!(!simili(a, b), "{a} / {b}");
        }
    }
}
