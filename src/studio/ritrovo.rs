//! Where a text stands on the pages of a document.

use crate::typeset::{Anteprima, Impronta};

/// The pages of a document by their words.
pub(super) struct Pagine(Vec<Pagina>);

/// The words of a page by their letters alone.
struct Pagina {
    impronta: Impronta,
    lettere: String,
    /// Where among the letters each run begins, and where it is on the page.
    tratti: Vec<(usize, Riquadro)>,
}

/// Left, top, width and height in points.
pub(super) type Riquadro = [f64; 4];

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ritrovo {
    pub impronta: Impronta,
    pub riquadro: Riquadro,
}

impl Pagine {
    pub(super) fn di(anteprima: &Anteprima) -> Self {
        let pagine = anteprima.tratti().map(|(impronta, tratti)| {
            let tratti = tratti.iter();
            Pagina::nuova(impronta, tratti.map(|t| (t.testo.as_str(), t.riquadro)))
        });
        Self(pagine.collect())
    }

    /// Where a text is printed, down to the foot of its page at most. A heading stands in the index
    /// too: of several places it is the one with the largest letters, and of those the first.
    pub(super) fn trova(&self, testo: &str) -> Option<Ritrovo> {
        /// So many letters tell a paragraph from every other.
        const INIZIO: usize = 60;
        let testo = nudo(stampato(testo));
        let inizio: String = testo.chars().take(INIZIO).collect();
        if inizio.is_empty() {
            return None;
        }
        let pagine = self.0.iter();
        let posti = pagine.flat_map(|pagina| {
            let posti = pagina.lettere.match_indices(&inizio);
            posti.map(move |(posto, _)| (pagina, posto))
        });
        let corpo = |(pagina, posto): &(&Pagina, usize)| pagina.tratto(*posto).1[3];
        let (pagina, posto) = posti.reduce(|primo, altro| {
            if corpo(&altro) > corpo(&primo) + STESSO_CORPO {
                altro
            } else {
                primo
            }
        })?;
        Some(pagina.ritrovo(posto, &testo))
    }
}

/// Letters that differ by less are of one size, in points.
const STESSO_CORPO: f64 = 0.1;

impl Pagina {
    fn nuova<'a>(impronta: Impronta, letti: impl IntoIterator<Item = (&'a str, Riquadro)>) -> Self {
        let (mut lettere, mut tratti) = (String::new(), Vec::new());
        for (testo, riquadro) in letti {
            let nude = nudo(testo);
            if !nude.is_empty() {
                tratti.push((lettere.len(), riquadro));
                lettere.push_str(&nude);
            }
        }
        Self {
            impronta,
            lettere,
            tratti,
        }
    }

    /// The run that a letter stands in.
    fn tratto(&self, posto: usize) -> (usize, Riquadro) {
        let n = self.tratti.partition_point(|(inizio, _)| *inizio <= posto);
        self.tratti[n - 1]
    }

    /// All runs that hold a text which begins there, as far as the page has it.
    fn ritrovo(&self, posto: usize, testo: &str) -> Ritrovo {
        let qui = self.lettere[posto..].bytes();
        let comuni = qui
            .zip(testo.bytes())
            .take_while(|(una, altra)| una == altra);
        let fine = posto + comuni.count();
        let (primo, riquadro) = self.tratto(posto);
        let suoi = self.tratti.iter();
        let suoi = suoi.filter(|(inizio, _)| (primo..fine).contains(inizio));
        Ritrovo {
            impronta: self.impronta,
            riquadro: suoi.fold(riquadro, |insieme, (_, altro)| unione(insieme, *altro)),
        }
    }
}

fn unione([x, y, w, h]: Riquadro, [altra_x, altra_y, larga, alta]: Riquadro) -> Riquadro {
    let (sinistra, cima) = (x.min(altra_x), y.min(altra_y));
    let (destra, piede) = ((x + w).max(altra_x + larga), (y + h).max(altra_y + alta));
    [sinistra, cima, destra - sinistra, piede - cima]
}

/// The longest part of a paragraph that a page prints as it is written: a reference prints a number.
fn stampato(testo: &str) -> &str {
    let parti = testo.split(['[', ']']);
    parti.max_by_key(|parte| parte.len()).unwrap_or_default()
}

/// Words by their letters and figures alone.
fn nudo(testo: &str) -> String {
    let lettere = testo.chars().filter(|c| c.is_alphanumeric());
    lettere.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line with the height of its letters.
    type Riga = (&'static str, f64);

    fn impronta(n: usize) -> Impronta {
        format!("{n:032x}").try_into().expect("digits")
    }

    /// Pages of lines, each ten points under the one before.
    fn pagine(pagine: &[&[Riga]]) -> Pagine {
        let pagina = |(n, righe): (usize, &&[Riga])| {
            let righe = righe.iter().zip(0..);
            let tratti = righe.map(|((testo, corpo), n)| {
                let riquadro = [20.0, f64::from(n) * 10.0, 100.0, *corpo];
                (*testo, riquadro)
            });
            Pagina::nuova(impronta(n), tratti)
        };
        Pagine(pagine.iter().enumerate().map(pagina).collect())
    }

    #[test]
    fn a_paragraph_is_found_whole_with_the_lines_that_break_its_words() {
        let pagine = pagine(&[
            &[
                ("Altro. ", 8.0),
                ("Una frase che va a ca-", 8.0),
                ("po qui.", 8.0),
                ("Dopo", 8.0),
            ],
            &[("Una frase, e poi un’altra", 8.0)],
        ]);
        let trovata = pagine.trova("– Una «frase» che va a capo qui.");
        let attesa = Ritrovo {
            impronta: impronta(0),
            riquadro: [20.0, 10.0, 100.0, 18.0],
        };
        assert_eq!(trovata, Some(attesa));
        for assente in ["Mai scritta", "", "–", "[tabella personale]"] {
            assert_eq!(pagine.trova(assente), None, "{assente}");
        }
        let con_rimando = pagine.trova("[tabella a]: una frase, e poi un'altra");
        assert_eq!(
            con_rimando.map(|trovata| trovata.impronta),
            Some(impronta(1))
        );
    }

    #[test]
    fn a_heading_is_not_its_line_in_the_index() {
        let pagine = pagine(&[
            &[("Indice", 30.0), ("Il contesto", 8.0)],
            &[("Il contesto", 30.0), ("Il contesto è cambiato", 8.0)],
        ]);
        let trovata = pagine.trova("# Il contesto").expect("a place");
        assert_eq!((trovata.impronta, trovata.riquadro[1]), (impronta(1), 0.0));
    }
}
