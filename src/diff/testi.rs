//! The chapters: which paragraph is which, then word by word.
//!
//! Only what the author wrote counts. A figure that a placeholder filled is the consequence of a
//! value that is compared where it stands.

use std::ops::Deref;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::model::bozza::{Capoverso, TestoCapitolo};
use crate::model::{Origine, Testi};
use crate::opendata;

use super::allinea::{Abbinati, Allineamento};
use super::differenza::{Come, Cosa, Differenza, ParteTesto};
use super::termini::{Parola, Segno};
use super::valori::{forma, parole_comuni};

/// Paragraphs that share half their words are one paragraph.
const STESSO_CAPOVERSO: f64 = 0.5;

/// Compares the chapters of all documents.
pub(super) fn confronta(vecchi: &Testi, nuovi: &Testi) -> Vec<Differenza> {
    let (vecchi, nuovi) = (posati(vecchi), posati(nuovi));
    let abbinati = capitoli(&vecchi, &nuovi);
    let intero = |c: &TestoCapitolo| Cosa::Testo(c.file.clone(), ParteTesto::Capitolo);
    let capo = |c: &TestoCapitolo| (titolo(c), Origine::file(&c.file));
    let mut differenze: Vec<Differenza> = abbinati
        .coppie()
        .flat_map(|(prima, ora)| capitolo(prima, ora))
        .collect();
    differenze.extend(abbinati.tolti.iter().map(|c| intero(c).tolta(capo(c))));
    differenze.extend(
        abbinati
            .aggiunti
            .iter()
            .map(|c| intero(c).aggiunta(capo(c))),
    );
    differenze
}

/// Paragraphs whose author changed nothing and in which a figure changed that a placeholder fills:
/// as they are now, with their words.
pub(crate) fn conseguenze(vecchi: &Testi, nuovi: &Testi) -> Vec<(String, Vec<Parola>)> {
    let (vecchi, nuovi) = (posati(vecchi), posati(nuovi));
    let mut conseguenze = Vec::new();
    for (prima, ora) in capitoli(&vecchi, &nuovi).coppie() {
        let (vecchi, nuovi) = (noti(prima), noti(ora));
        let coppie = capoversi(&vecchi, &nuovi);
        let coppie = coppie.coppie().filter(|(a, b)| a.proprio == b.proprio);
        conseguenze.extend(
            coppie
                .filter(|(a, b)| a.stampato != b.stampato)
                .map(|(a, b)| {
                    let (prima, ora) = (&a.capoverso.testo, &b.capoverso.testo);
                    (ora.clone(), parole(prima, ora))
                }),
        );
    }
    conseguenze
}

/// Which chapter is which.
fn capitoli<'a, 'b>(vecchi: &'a [Posato<'b>], nuovi: &'a [Posato<'b>]) -> Abbinati<'a, Posato<'b>> {
    let titolo_nel_documento =
        |posato: &Posato<'_>| (documento(&posato.file).to_owned(), titolo(posato));
    let pubblici = vecchi.iter().chain(nuovi).any(Posato::pubblico);
    let allineamento = Allineamento::nuovo(vecchi, nuovi);
    match pubblici {
        // In a public form a chapter has its place in the document for a file.
        true => allineamento
            .per_chiave(titolo_nel_documento)
            .per_chiave(|posato| posato.posto.clone()),
        false => allineamento
            .per_chiave(|posato| posato.file.clone())
            .per_chiave(titolo_nel_documento),
    }
    .fine()
}

/// A chapter with its place in its document: `testi/piano/3`.
struct Posato<'a> {
    posto: String,
    capitolo: &'a TestoCapitolo,
}

impl Posato<'_> {
    fn pubblico(&self) -> bool {
        self.file == self.posto
    }
}

impl Deref for Posato<'_> {
    type Target = TestoCapitolo;

    fn deref(&self) -> &TestoCapitolo {
        self.capitolo
    }
}

fn posati(testi: &Testi) -> Vec<Posato<'_>> {
    let mut posati = Vec::new();
    for (documento, capitoli) in testi {
        posati.extend(capitoli.iter().enumerate().map(|(posto, capitolo)| Posato {
            posto: opendata::di_capitolo(documento, posto),
            capitolo,
        }));
    }
    posati
}

/// The folder of a chapter: which document it belongs to.
fn documento(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(cartella, _)| cartella)
}

fn titolo(capitolo: &TestoCapitolo) -> String {
    capitolo.titolo().to_owned()
}

/// A paragraph with what its author wrote, made comparable once.
struct Noto<'a> {
    capoverso: &'a Capoverso,
    proprio: String,
    /// As it is printed: a placeholder and the same words typed out are no difference.
    stampato: String,
}

fn noti(capitolo: &TestoCapitolo) -> Vec<Noto<'_>> {
    capitolo
        .paragrafi
        .iter()
        .map(|capoverso| Noto {
            capoverso,
            proprio: forma(&capoverso.proprio()),
            stampato: forma(&capoverso.testo),
        })
        .collect()
}

/// Which paragraph is which.
fn capoversi<'a, 'b>(vecchi: &'a [Noto<'b>], nuovi: &'a [Noto<'b>]) -> Abbinati<'a, Noto<'b>> {
    Allineamento::nuovo(vecchi, nuovi)
        .per_chiave(|noto| noto.proprio.clone())
        .per_chiave(|noto| noto.stampato.clone())
        .per_somiglianza(|a, b| {
            Some(parole_comuni(&a.proprio, &b.proprio)).filter(|comuni| *comuni >= STESSO_CAPOVERSO)
        })
        .fine()
}

fn capitolo(prima: &TestoCapitolo, ora: &TestoCapitolo) -> Vec<Differenza> {
    let (vecchi, nuovi) = (noti(prima), noti(ora));
    let abbinati = capoversi(&vecchi, &nuovi);
    let capo = |c: &TestoCapitolo, noto: &Noto<'_>| {
        let luogo = Origine::riga(&c.file, noto.capoverso.riga);
        (noto.capoverso.testo.clone(), luogo)
    };
    let cosa = || Cosa::Testo(ora.file.clone(), ParteTesto::Capoverso);
    let mut differenze: Vec<Differenza> = abbinati
        .coppie()
        .filter(|(a, b)| a.proprio != b.proprio && a.stampato != b.stampato)
        .map(|(a, b)| {
            let parole = parole(&a.capoverso.testo, &b.capoverso.testo);
            cosa().cambiata(capo(prima, a), capo(ora, b), Come::AParole(parole))
        })
        .collect();
    let tolti = abbinati.tolti.iter();
    differenze.extend(tolti.map(|noto| cosa().tolta(capo(prima, noto))));
    let aggiunti = abbinati.aggiunti.iter();
    differenze.extend(aggiunti.map(|noto| cosa().aggiunta(capo(ora, noto))));
    differenze.extend(abbinati.riordino(|_, _| true).map(|riordino| {
        let (prima, ora) = (capo(prima, riordino.prima), capo(ora, riordino.ora));
        cosa().riordinata(prima, ora, riordino.quanti)
    }));
    differenze
}

/// The words of a paragraph that went, came and stayed; typography alone changes no word. Two texts
/// can be matched in several ways that are as good: they are always compared in one order, so that
/// swapping them gives the inverse.
pub(super) fn parole(vecchio: &str, nuovo: &str) -> Vec<Parola> {
    let (vecchie, nuove) = (spezza(vecchio), spezza(nuovo));
    let chiavi = |parole: &[&str]| {
        parole
            .iter()
            .map(|parola| forma(parola))
            .collect::<Vec<_>>()
    };
    let (prime, seconde) = (chiavi(&vecchie), chiavi(&nuove));
    let scambiate = prime > seconde;
    let operazioni = match scambiate {
        true => capture_diff_slices(Algorithm::Myers, &seconde, &prime),
        false => capture_diff_slices(Algorithm::Myers, &prime, &seconde),
    };
    let mut parole = Vec::new();
    for operazione in operazioni {
        let (prima, dopo) = (operazione.old_range(), operazione.new_range());
        let (prima, dopo) = if scambiate {
            (dopo, prima)
        } else {
            (prima, dopo)
        };
        let (tolte, aggiunte) = (vecchie[prima].concat(), nuove[dopo].concat());
        match operazione.tag() {
            DiffTag::Equal => metti(&mut parole, Segno::Uguale, &aggiunte),
            DiffTag::Replace => {
                let coda = &aggiunte[aggiunte.trim_end().len()..];
                metti(&mut parole, Segno::Tolto, tolte.trim_end());
                metti(&mut parole, Segno::Aggiunto, aggiunte.trim_end());
                metti(&mut parole, Segno::Uguale, coda);
            }
            DiffTag::Delete | DiffTag::Insert => {
                metti(&mut parole, Segno::Tolto, &tolte);
                metti(&mut parole, Segno::Aggiunto, &aggiunte);
            }
        }
    }
    parole
}

/// Words, each with the space after it.
fn spezza(testo: &str) -> Vec<&str> {
    testo.split_inclusive(' ').collect()
}

fn metti(parole: &mut Vec<Parola>, segno: Segno, testo: &str) {
    match parole.last_mut() {
        _ if testo.is_empty() => {}
        Some(ultima) if ultima.segno == segno => ultima.testo.push_str(testo),
        _ => parole.push(Parola {
            segno,
            testo: testo.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segnate(parole: &[Parola]) -> String {
        parole
            .iter()
            .map(|parola| match parola.segno {
                Segno::Uguale => parola.testo.clone(),
                Segno::Tolto => format!("[-{}-]", parola.testo),
                Segno::Aggiunto => format!("{{+{}+}}", parola.testo),
            })
            .collect()
    }

    #[test]
    fn changed_words_are_told_as_one_stretch() {
        let parole = parole(
            "La Camera sostiene le imprese locali.",
            "La Camera aiuta tutte imprese locali.",
        );
        assert_eq!(
            segnate(&parole),
            "La Camera [-sostiene le-]{+aiuta tutte+} imprese locali."
        );
    }
}
