//! The guide for offices, by topic: what `LEGGIMI.md` and `data/README.md` say, in the program.

use crate::model::nome::{chiave, piu_vicino};

/// The guide: the first steps, then the reference.
const PAGINE: [&str; 2] = [
    include_str!("../../LEGGIMI.md"),
    include_str!("../../data/README.md"),
];

/// A part of the guide under a heading of its own.
struct Tema {
    titolo: &'static str,
    testo: &'static str,
}

/// The first steps.
pub(crate) fn inizio() -> &'static str {
    PAGINE[0]
}

/// The reference.
pub(crate) fn riferimento() -> &'static str {
    PAGINE[1]
}

/// What the guide says of a topic: the part whose heading is this, or has these words in it; those
/// that come first count. None if there is no such part.
pub(crate) fn su(tema: &str) -> Option<&'static str> {
    let cercato = chiave(tema);
    let uguale = |tema: &&Tema| chiave(tema.titolo) == cercato;
    let contiene = |tema: &&Tema| !cercato.is_empty() && chiave(tema.titolo).contains(&cercato);
    let temi = temi();
    let trovato = temi.iter().find(uguale);
    trovato
        .or_else(|| temi.iter().find(contiene))
        .map(|tema| tema.testo)
}

/// The headings of the guide, in their order.
pub(crate) fn titoli() -> Vec<&'static str> {
    temi().into_iter().map(|tema| tema.titolo).collect()
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
        }
        posto += riga.len();
    }
    let parte = |(n, (inizio, grado, titolo)): (usize, &(usize, usize, &'static str))| {
        let dopo = titoli[n + 1..].iter().find(|(_, altro, _)| altro <= grado);
        let fine = dopo.map_or(pagina.len(), |(fine, ..)| *fine);
        Tema {
            titolo,
            testo: pagina[*inizio..fine].trim_end(),
        }
    };
    titoli.iter().enumerate().map(parte).collect()
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
        assert_eq!(simile("domandde"), Some("Domande"));
    }
}
