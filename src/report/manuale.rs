//! The guide for offices, by topic: what `LEGGIMI.md` and `data/README.md` say, in the program.

use crate::model::nome::{chiave, parole, piu_vicino};

/// The guide: the first steps, then the reference.
const PAGINE: [&str; 2] = [
    include_str!("../../LEGGIMI.md"),
    include_str!("../../data/README.md"),
];

/// A part of the guide: under a heading of its own, or a paragraph that begins with its title in
/// bold.
struct Tema {
    titolo: &'static str,
    testo: &'static str,
    /// How many `#` its heading has; a paragraph is below every heading.
    grado: usize,
}

/// The rank of a paragraph.
const CAPOVERSO: usize = 7;

/// The first steps.
pub(crate) fn inizio() -> &'static str {
    PAGINE[0]
}

/// The reference.
pub(crate) fn riferimento() -> &'static str {
    PAGINE[1]
}

/// What the guide says of a topic: the part whose title is this, or has these words in it; else
/// the one that has most to say of them. Headings count before paragraphs, what comes first before
/// what follows. None if nothing speaks of it.
pub(crate) fn su(tema: &str) -> Option<&'static str> {
    let cercato = chiave(tema);
    let uguale = |tema: &&Tema| chiave(tema.titolo) == cercato;
    let contiene = |tema: &&Tema| !cercato.is_empty() && chiave(tema.titolo).contains(&cercato);
    let mut temi = temi();
    temi.sort_by_key(|tema| tema.grado == CAPOVERSO);
    let titolato = temi.iter().find(uguale);
    let titolato = titolato.or_else(|| temi.iter().find(contiene));
    let trovato = titolato.or_else(|| che_ne_parla(&temi, tema));
    trovato.map(|tema| tema.testo)
}

/// The part that says these words most often, the shortest of those.
fn che_ne_parla<'a>(temi: &'a [Tema], parole_cercate: &str) -> Option<&'a Tema> {
    let cercate = parole(parole_cercate);
    if cercate.is_empty() {
        return None;
    }
    let volte = |testo: &str| {
        format!(" {} ", parole(testo))
            .matches(&format!(" {cercate} "))
            .count()
    };
    let minimi = temi.iter().filter(|tema| {
        let dentro = |altro: &Tema| altro.grado > tema.grado && tema.testo.contains(altro.testo);
        !temi.iter().any(dentro)
    });
    let contati = minimi.map(|tema| (volte(tema.testo), tema));
    contati
        .filter(|(volte, _)| *volte > 0)
        .max_by_key(|(volte, tema)| (*volte, std::cmp::Reverse(tema.testo.len())))
        .map(|(_, tema)| tema)
}

/// The headings of the guide, in their order.
pub(crate) fn titoli() -> Vec<&'static str> {
    let titolati = temi().into_iter().filter(|tema| tema.grado < CAPOVERSO);
    titolati.map(|tema| tema.titolo).collect()
}

/// The heading most like a topic that the guide does not have.
pub(crate) fn simile(tema: &str) -> Option<&'static str> {
    piu_vicino(tema, titoli())
}

fn temi() -> Vec<Tema> {
    PAGINE.into_iter().flat_map(temi_di).collect()
}

/// The parts of a page: each from its heading to the next one of the same rank or above.
fn temi_di(pagina: &'static str) -> Vec<Tema> {
    let mut titoli: Vec<(usize, usize, &'static str)> = Vec::new();
    let (mut posto, mut in_codice) = (0, false);
    for riga in pagina.split_inclusive('\n') {
        if riga.trim_start().starts_with("```") {
            in_codice = !in_codice;
        }
        let grado = riga.bytes().take_while(|byte| *byte == b'#').count();
        if grado > 1 && !in_codice {
            titoli.push((posto, grado, riga[grado..].trim()));
        } else if let Some(titolo) = in_grassetto(riga).filter(|_| !in_codice) {
            titoli.push((posto, CAPOVERSO, titolo));
        }
        posto += riga.len();
    }
    let parte = |(n, (inizio, grado, titolo)): (usize, &(usize, usize, &'static str))| {
        let dopo = titoli[n + 1..].iter().find(|(_, altro, _)| altro <= grado);
        let fine = dopo.map_or(pagina.len(), |(fine, ..)| *fine);
        Tema {
            titolo,
            testo: pagina[*inizio..fine].trim_end(),
            grado: *grado,
        }
    };
    titoli.iter().enumerate().map(parte).collect()
}

/// The title that a paragraph begins with: `**Copie firmate.** In …`.
fn in_grassetto(riga: &'static str) -> Option<&'static str> {
    let (titolo, _) = riga.strip_prefix("**")?.split_once("**")?;
    Some(titolo.trim_end_matches(['.', '?', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_its_heading_with_what_is_below_it() {
        let moduli = su("moduli").expect("a part");
        assert!(moduli.starts_with("## I moduli\n"), "{moduli}");
        assert!(moduli.contains("ciclo raccogli") && !moduli.contains("\n## "));
        let impostazioni = su("ciclo.toml").expect("a part");
        assert!(
            impostazioni.contains("### `[valutazione]`"),
            "with its own parts"
        );
        let una = su("[valutazione]").expect("a part");
        assert!(una.starts_with("### ") && !una.contains("\n### "));
    }

    #[test]
    fn every_heading_is_found_and_nothing_else_is() {
        for titolo in titoli() {
            assert!(su(titolo).is_some(), "{titolo}");
        }
        assert_eq!((su("xyzzy"), su("")), (None, None));
        for tema in ["errata", "correggere", "motivo"] {
            let trovata = su(tema).unwrap_or_default();
            assert!(
                trovata.contains("ciclo pubblica --motivo"),
                "{tema}: {trovata}"
            );
            assert!(trovata.len() < 2000, "{tema}: no more than its paragraph");
        }
        assert_eq!(simile("domandde"), Some("Domande"));
    }
}
