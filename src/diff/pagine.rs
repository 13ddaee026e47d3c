//! The pages of two drafts side by side: the words that changed on each, where the rest
//! corresponds, and the place of a difference among them.

use std::ops::Range;
use std::time::{Duration, Instant};

use kurbo::Rect;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use crate::read::pdf::{Foglio, Parola};

/// How long two drafts are set against each other; what is left then counts as changed.
const TEMPO: Duration = Duration::from_secs(4);
/// Words apart between one mooring and the next.
const PASSO: usize = 12;

/// The pages of two drafts.
pub(crate) struct Affiancate {
    pub prima: Lato,
    pub adesso: Lato,
    /// Places that correspond, from the top down on both sides.
    pub agganci: Vec<(Altezza, Altezza)>,
}

/// A height: the page from 0, and the points from its top.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Altezza(pub usize, pub f64);

/// The pages of one draft.
pub(crate) struct Lato {
    parole: Vec<SulFoglio>,
    /// Words that the other draft does not have, line by line.
    pub cambiate: Vec<Cambiata>,
    /// The letters of all words, and the word that each begins in.
    lettere: String,
    inizi: Vec<usize>,
}

/// A word on its page.
struct SulFoglio {
    pagina: usize,
    riquadro: Rect,
    testo: String,
}

/// Words of one line that changed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cambiata {
    pub posto: Posto,
    testo: String,
    /// Among all words.
    parole: Range<usize>,
}

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Posto {
    /// From 0.
    pub pagina: usize,
    pub riquadro: Rect,
}

/// Sets the pages of two drafts against each other, word by word.
pub(crate) fn affianca(prima: &[Foglio], adesso: &[Foglio]) -> Affiancate {
    let (mut prima, mut adesso) = (Lato::di(prima), Lato::di(adesso));
    let (vecchie, nuove) = (prima.intere(), adesso.intere());
    let passi = capture_diff_slices_deadline(
        Algorithm::Myers,
        &prima.testi(&vecchie),
        &adesso.testi(&nuove),
        Some(Instant::now() + TEMPO),
    );
    let mut agganci = Vec::new();
    for passo in &passi {
        let (vecchie, nuove) = (&vecchie[passo.old_range()], &nuove[passo.new_range()]);
        if let DiffOp::Equal { .. } = passo {
            let uguali = vecchie.iter().zip(nuove).step_by(PASSO);
            agganci.extend(
                uguali.map(|(una, altra)| (prima.altezza(una.start), adesso.altezza(altra.start))),
            );
        } else {
            prima.segna(vecchie);
            adesso.segna(nuove);
        }
    }
    Affiancate {
        prima,
        adesso,
        agganci: in_discesa(agganci),
    }
}

/// Those that go down on both sides: the cells of a row begin again at its top.
fn in_discesa(agganci: Vec<(Altezza, Altezza)>) -> Vec<(Altezza, Altezza)> {
    let mut tenuti: Vec<(Altezza, Altezza)> = Vec::new();
    for (una, altra) in agganci {
        if tenuti.last().is_none_or(|(u, a)| *u < una && *a < altra) {
            tenuti.push((una, altra));
        }
    }
    tenuti
}

impl Lato {
    fn di(fogli: &[Foglio]) -> Self {
        let mut lato = Self {
            parole: Vec::new(),
            cambiate: Vec::new(),
            lettere: String::new(),
            inizi: Vec::new(),
        };
        let pagine = fogli.iter().enumerate();
        for (pagina, parola) in pagine.flat_map(|(n, f)| f.parole.iter().map(move |p| (n, p))) {
            lato.aggiungi(pagina, parola);
        }
        lato
    }

    fn aggiungi(&mut self, pagina: usize, Parola { testo, riquadro }: &Parola) {
        self.inizi.push(self.lettere.len());
        self.lettere.push_str(&nudo(testo));
        self.parole.push(SulFoglio {
            pagina,
            riquadro: *riquadro,
            testo: testo.clone(),
        });
    }

    /// The words with their halves put together: a word that a line ends in is one.
    fn intere(&self) -> Vec<Range<usize>> {
        let mut intere: Vec<Range<usize>> = Vec::new();
        let mut spezzata = false;
        for (n, parola) in self.parole.iter().enumerate() {
            match intere.last_mut().filter(|_| spezzata) {
                Some(intera) => intera.end = n + 1,
                None => intere.push(n..n + 1),
            }
            let a_capo = self
                .parole
                .get(n + 1)
                .is_some_and(|dopo| parola.e_sopra(dopo));
            spezzata = a_capo && parola.finisce_a_meta();
        }
        intere
    }

    fn testi(&self, intere: &[Range<usize>]) -> Vec<String> {
        let intera = |parole: &Range<usize>| {
            let testi = self.parole[parole.clone()].iter();
            testi
                .map(|parola| parola.testo.as_str())
                .collect::<String>()
        };
        intere
            .iter()
            .map(|parole| senza_trattini(&intera(parole)))
            .collect()
    }

    fn altezza(&self, n: usize) -> Altezza {
        let parola = &self.parole[n];
        Altezza(parola.pagina, parola.riquadro.y0)
    }

    /// Words that changed: those of one line are one mark.
    fn segna(&mut self, intere: &[Range<usize>]) {
        for n in intere.iter().cloned().flatten() {
            let SulFoglio {
                pagina,
                riquadro,
                testo,
            } = &self.parole[n];
            let ultima = self.cambiate.last_mut();
            match ultima.filter(|u| u.parole.end == n && u.prosegue(*pagina, *riquadro)) {
                Some(ultima) => {
                    ultima.posto.riquadro = ultima.posto.riquadro.union(*riquadro);
                    ultima.testo.push(' ');
                    ultima.testo.push_str(testo);
                    ultima.parole.end = n + 1;
                }
                None => self.cambiate.push(Cambiata {
                    posto: Posto {
                        pagina: *pagina,
                        riquadro: *riquadro,
                    },
                    testo: testo.clone(),
                    parole: n..n + 1,
                }),
            }
        }
    }

    /// Where a difference stands: the words that changed beside what names it and are those that
    /// it tells of; else any that changed there; else the name itself.
    pub(crate) fn posto(&self, nome: &str, testo: Option<&str>) -> Option<Posto> {
        let testo = testo.map(nudo).filter(|testo| !testo.is_empty());
        let nomi = self.nominato(&nudo(nome));
        let accanto = nomi.iter().flat_map(|nome| self.accanto(nome));
        let accanto: Vec<&Cambiata> = accanto.collect();
        let suo = |cambiata: &&&Cambiata| {
            let qui = nudo(&cambiata.testo);
            testo.as_ref().is_some_and(|testo| qui == *testo)
        };
        let vicino = |cambiata: &&&Cambiata| {
            let qui = nudo(&cambiata.testo);
            let testo = testo.as_ref();
            testo.is_some_and(|testo| testo.contains(&qui) || qui.contains(testo))
        };
        if let Some(scelta) = accanto.iter().find(suo) {
            return Some(scelta.posto);
        }
        let righe = accanto.iter().filter(vicino).map(|cambiata| cambiata.posto);
        let scelta = righe.reduce(Posto::con_le_righe_sotto);
        let scelta = scelta.or_else(|| accanto.first().map(|cambiata| cambiata.posto));
        scelta.or_else(|| nomi.into_iter().next().map(|nome| self.tutto(nome)))
    }

    /// Where a name stands, as words from the first to the last; where it does not stand whole, its
    /// beginning.
    fn nominato(&self, nome: &str) -> Vec<Range<usize>> {
        const INIZIO: usize = 40;
        let interi = self.trova(nome);
        match nome.char_indices().nth(INIZIO) {
            Some((fine, _)) if interi.is_empty() => self.trova(&nome[..fine]),
            _ => interi,
        }
    }

    /// Where these letters stand, as words from the first to the last.
    fn trova(&self, lettere: &str) -> Vec<Range<usize>> {
        if lettere.is_empty() {
            return Vec::new();
        }
        let trovate = self.lettere.match_indices(lettere);
        let parola = |posto| self.inizi.partition_point(|inizio| *inizio <= posto) - 1;
        let parole = trovate.map(|(posto, _)| {
            let ultima = posto + lettere.len() - 1;
            parola(posto)..parola(ultima) + 1
        });
        parole.collect()
    }

    /// What changed among these words, or in the rows that they stand in.
    fn accanto(&self, parole: &Range<usize>) -> impl Iterator<Item = &Cambiata> {
        let Posto { pagina, riquadro } = self.tutto(parole.clone());
        let parole = parole.clone();
        self.cambiate.iter().filter(move |cambiata| {
            let sua = cambiata.posto.riquadro;
            let dentro = cambiata.parole.start < parole.end && parole.start < cambiata.parole.end;
            let riga = sua.y0 < riquadro.y1 && riquadro.y0 < sua.y1;
            dentro || (riga && cambiata.posto.pagina == pagina)
        })
    }

    /// The place of words, on the page that they begin on.
    fn tutto(&self, parole: Range<usize>) -> Posto {
        let pagina = self.parole[parole.start].pagina;
        let sue = self.parole[parole]
            .iter()
            .take_while(|parola| parola.pagina == pagina);
        let riquadri = sue.map(|parola| parola.riquadro);
        Posto {
            pagina,
            riquadro: riquadri.reduce(|a, b| a.union(b)).unwrap_or_default(),
        }
    }
}

impl Posto {
    /// The same with another line of the same column, if that is one.
    fn con_le_righe_sotto(self, altra: Self) -> Self {
        let (sua, altro) = (self.riquadro, altra.riquadro);
        let in_colonna = sua.x0 < altro.x1 && altro.x0 < sua.x1;
        let accanto = (altro.y0 - sua.y1).abs() < altro.height();
        match in_colonna && accanto && self.pagina == altra.pagina {
            true => Self {
                riquadro: sua.union(altro),
                ..self
            },
            false => self,
        }
    }
}

impl SulFoglio {
    /// True for a word that stands on a line above another, or on a page before.
    fn e_sopra(&self, dopo: &Self) -> bool {
        let sotto = dopo.riquadro.y0 > self.riquadro.y0 + self.riquadro.height() / 2.0;
        sotto || dopo.pagina > self.pagina
    }

    fn finisce_a_meta(&self) -> bool {
        let inizio = self.testo.strip_suffix(['-', '\u{ad}', '\u{2010}']);
        inizio.is_some_and(|inizio| inizio.ends_with(char::is_alphabetic))
    }
}

impl Cambiata {
    /// True for a word that goes on after these on their line, not in the next column.
    fn prosegue(&self, pagina: usize, altra: Rect) -> bool {
        let sua = self.posto.riquadro;
        let (stacco, alta) = (altra.x0 - sua.x1, sua.height());
        let stessa_riga = (altra.y0 - sua.y0).abs() < alta / 2.0;
        pagina == self.posto.pagina && stessa_riga && (0.0..alta).contains(&stacco)
    }
}

/// A word without the hyphens between its letters: some of them are the line's.
fn senza_trattini(testo: &str) -> String {
    let lettere: Vec<char> = testo.chars().collect();
    let lettera = |n: Option<usize>| {
        let lettera = n.and_then(|n| lettere.get(n));
        lettera.is_some_and(|lettera| lettera.is_alphabetic())
    };
    let resta = |(n, c): &(usize, &char)| {
        let trattino = matches!(c, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}');
        !(trattino && lettera(n.checked_sub(1)) && lettera(Some(n + 1)))
    };
    lettere
        .iter()
        .enumerate()
        .filter(resta)
        .map(|(_, c)| *c)
        .collect()
}

/// Words by their letters alone: a line may end inside one, with a hyphen or without.
fn nudo(testo: &str) -> String {
    let lettere = testo.chars().filter(|c| !c.is_whitespace());
    let lettere = lettere.filter(|c| !matches!(c, '-' | '–' | '\u{ad}' | '\u{2011}' | '#' | '*'));
    lettere.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words on lines of ten points, a page of `|`-parted pages; a tab begins a column.
    fn fogli(testo: &str) -> Vec<Foglio> {
        let pagina = |testo: &str| {
            let righe = testo.lines().zip(0..);
            let parole = righe.flat_map(|(riga, n)| {
                let colonne = riga.split('\t').zip(0..);
                colonne.flat_map(move |(colonna, c)| {
                    let mut x = f64::from(c) * 200.0;
                    let parole = colonna.split_whitespace().map(move |parola| {
                        let larga = parola.chars().count() as f64 * 5.0;
                        let y = f64::from(n) * 12.0;
                        let riquadro = Rect::new(x, y, x + larga, y + 10.0);
                        x += larga + 3.0;
                        Parola {
                            testo: parola.to_owned(),
                            riquadro,
                        }
                    });
                    parole.collect::<Vec<_>>()
                })
            });
            Foglio {
                larga: 600.0,
                alta: 800.0,
                parole: parole.collect(),
            }
        };
        testo.split('|').map(pagina).collect()
    }

    #[test]
    fn what_changed_is_marked_on_both_sides_line_by_line() {
        let prima =
            fogli("Tempo medio\t4\t5\nAltro indicatore\t4\t5|La seconda pagina finisce qui");
        let adesso =
            fogli("Tempo medio\t4\t6\nAltro indicatore\t4\t5|La seconda finisce molto dopo");
        let affiancate = affianca(&prima, &adesso);
        let testi = |lato: &Lato| -> Vec<String> {
            lato.cambiate.iter().map(|c| c.testo.clone()).collect()
        };
        assert_eq!(testi(&affiancate.prima), ["5", "pagina", "qui"]);
        assert_eq!(testi(&affiancate.adesso), ["6", "molto dopo"]);
        assert_eq!(affiancate.adesso.cambiate[1].posto.pagina, 1);
        assert!(affiancate.agganci.is_sorted());
    }

    #[test]
    fn a_difference_is_found_beside_its_name() {
        let prima = fogli("Tempo medio\t4\t5\nAltro indi-\ncatore\t4\t5");
        let adesso = fogli("Tempo medio\t4\t6\nAltro indi-\ncatore\t7\t5");
        let affiancate = affianca(&prima, &adesso);
        let posto = |nome: &str, testo| {
            let posto = affiancate.adesso.posto(nome, Some(testo));
            posto.map(|posto| (posto.riquadro.x0, posto.riquadro.y0))
        };
        assert_eq!(posto("Tempo medio", "6"), Some((400.0, 0.0)));
        assert_eq!(posto("Altro indicatore", "7"), Some((200.0, 24.0)));
        assert_eq!(posto("Mai visto", "7"), None);
        // Nothing changed there: its name is where it is.
        let uguale = affianca(&prima, &prima);
        let posto = uguale.prima.posto("altro indicatore", None);
        assert_eq!(posto.map(|posto| posto.riquadro.y0), Some(12.0));
    }

    #[test]
    fn a_line_that_ends_elsewhere_is_no_change() {
        let prima = fogli("una socio-economica indica-\nzione");
        let adesso = fogli("una socio-\neconomica indicazione");
        let affiancate = affianca(&prima, &adesso);
        assert_eq!(affiancate.prima.cambiate, []);
        let segno = affianca(&fogli("saldo -3"), &fogli("saldo 3"));
        assert_eq!(segno.adesso.cambiate.len(), 1);
    }

    #[test]
    fn nothing_is_nowhere() {
        let vuote = affianca(&[], &fogli(""));
        assert!(vuote.agganci.is_empty() && vuote.adesso.cambiate.is_empty());
        assert_eq!(vuote.prima.posto("", Some("x")), None);
        assert_eq!(vuote.adesso.posto("x", None), None);
    }
}
