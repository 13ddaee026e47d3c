//! The tables of figures that offices keep: staff, budget, indices, shareholdings, bonuses.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::charts::larghezza;
use crate::model::quadro::{ColonnaQuadro, Quadro, Ruolo};
use crate::model::{Dato, Modello, Origine, RigaQuadro, Valore};

use super::super::curato::{MM_PER_PUNTO, curato, in_colonna, strettezza};
use super::super::revisione::Revisione;
use super::cella::{Cella, Scritta};
use super::colonne::{CORPO, ORIZZONTALE, VERTICALE};
use super::tavola::{Luogo, luogo};

/// Millimetres at the left and right of what stands in a cell, together.
const MARGINI: f64 = 4.0;
/// The share of its size that a figure keeps in a column much too narrow for it.
const PIU_STRETTA: f64 = 0.55;
/// What a column is wider than its text, for a word that is set a little larger than reckoned.
const AGIO: f64 = 0.6;
/// A column of values: never narrower, never wider; a longer text takes more lines.
const STRETTA: f64 = 13.0;
const LARGA: f64 = 46.0;
/// What the names of the rows keep.
const NOMI: f64 = 34.0;
/// A table wider than its page by less than this is squeezed, not turned.
const STRINGE: f64 = 1.12;
/// Where few columns leave room, each grows by no more.
const CRESCE: f64 = 10.0;
/// Many columns: smaller type before narrower columns.
const MOLTE: usize = 10;
const PICCOLO: f64 = 8.0;

/// The tables of figures that a document places, by id.
pub(super) type Quadri<'a> = BTreeMap<&'a str, Tabella<'a>>;

/// A table of figures as it is set.
#[derive(Debug, Serialize)]
pub(super) struct Tabella<'a> {
    id: &'a str,
    titolo: &'a str,
    nota: Option<&'a str>,
    fonte: Option<&'a str>,
    girata: bool,
    /// The size of its text, in points.
    corpo: f64,
    colonne: Vec<Colonna>,
    /// One row, or two if any column belongs to a group.
    testa: Vec<Vec<Testata>>,
    righe: Vec<Riga>,
}

#[derive(Debug, Serialize)]
struct Colonna {
    /// Millimetres.
    larga: f64,
    /// True for figures, which end one under the other.
    destra: bool,
    /// The decimals that its figures have at most.
    #[serde(skip)]
    decimali: usize,
}

/// A cell of the head.
#[derive(Debug, Serialize)]
struct Testata {
    t: Cella,
    /// True if it stands over figures.
    destra: bool,
    righe: usize,
    colonne: usize,
    /// True for the name of several columns.
    gruppo: bool,
}

#[derive(Debug, Serialize)]
struct Riga {
    ruolo: Ruolo,
    /// The name, then the values.
    celle: Vec<Cella>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stato: Option<String>,
    /// Where each cell is read from, for the preview.
    dove: Vec<Option<Luogo>>,
}

/// The tables that a document places and that hold anything.
pub(super) fn quadri<'a>(
    modello: &'a Modello,
    revisione: &Revisione,
    posto: impl Fn(&str) -> bool,
) -> Quadri<'a> {
    let pieno = |quadro: &Quadro| !quadro.righe.is_empty() && !quadro.colonne.is_empty();
    let posti = modello.quadri.iter().filter(|(id, _)| posto(id));
    posti
        .filter(|(_, quadro)| pieno(quadro))
        .map(|(id, quadro)| (id.as_str(), Disegno::nuovo(quadro, revisione).tabella()))
        .collect()
}

/// A table while it is made.
struct Disegno<'a, 'r> {
    quadro: &'a Quadro,
    revisione: &'r Revisione,
    corpo: f64,
    girata: bool,
    /// The column of names, then those of values.
    colonne: Vec<Colonna>,
}

impl<'a, 'r> Disegno<'a, 'r> {
    fn nuovo(quadro: &'a Quadro, revisione: &'r Revisione) -> Self {
        let corpo = if quadro.colonne.len() > MOLTE {
            PICCOLO
        } else {
            CORPO
        };
        let chieste = richieste(quadro, corpo);
        let girata = NOMI + chieste.iter().sum::<f64>() > VERTICALE * STRINGE;
        let larga = if girata { ORIZZONTALE } else { VERTICALE };
        let larghe = ripartite(chieste, larga, larghi_i_nomi(quadro, corpo));
        let di_figure = (0..quadro.colonne.len()).map(|n| !di_parole(quadro, n));
        let destra = std::iter::once(false).chain(di_figure);
        let colonne = larghe.into_iter().zip(destra).enumerate();
        let colonne = colonne.map(|(n, (larga, destra))| Colonna {
            larga,
            destra,
            decimali: if destra {
                decimali_di(quadro, n - 1)
            } else {
                0
            },
        });
        Self {
            colonne: colonne.collect(),
            quadro,
            revisione,
            corpo,
            girata,
        }
    }

    fn tabella(self) -> Tabella<'a> {
        let mut righe: Vec<Riga> = self
            .quadro
            .righe
            .iter()
            .map(|riga| self.riga(riga))
            .collect();
        let tolte: Vec<_> = self.revisione.quadri_tolti(&self.quadro.id).collect();
        for (posto, tolta) in tolte.into_iter().rev() {
            righe.insert(posto.min(righe.len()), self.tolta(tolta));
        }
        Tabella {
            id: &self.quadro.id,
            titolo: &self.quadro.titolo,
            nota: self.quadro.nota.as_deref(),
            fonte: self.quadro.fonte.as_deref(),
            girata: self.girata,
            corpo: self.corpo,
            testa: self.testa(),
            righe,
            colonne: self.colonne,
        }
    }

    fn testa(&self) -> Vec<Vec<Testata>> {
        let a_gruppi = self
            .quadro
            .colonne
            .iter()
            .any(|colonna| colonna.gruppo.is_some());
        let alta = if a_gruppi { 2 } else { 1 };
        let voce = Some(self.quadro.voce.as_str()).filter(|voce| !voce.is_empty());
        let mut prima = vec![self.testata(voce.unwrap_or("Voce"), 0, alta)];
        let mut seconda = Vec::new();
        let gruppi = self
            .quadro
            .colonne
            .chunk_by(|una, altra| una.gruppo.is_some() && una.gruppo == altra.gruppo);
        let mut n = 0;
        for colonne in gruppi {
            let nomi = |(di, colonna): (usize, &ColonnaQuadro), righe| {
                self.testata(&colonna.nome, n + di + 1, righe)
            };
            match &colonne[0].gruppo {
                None => prima.push(nomi((0, &colonne[0]), alta)),
                Some(gruppo) => {
                    seconda.extend(colonne.iter().enumerate().map(|colonna| nomi(colonna, 1)));
                    prima.push(self.gruppo(gruppo, n + 1, colonne.len()));
                }
            }
            n += colonne.len();
        }
        [prima, seconda]
            .into_iter()
            .filter(|riga| !riga.is_empty())
            .collect()
    }

    fn testata(&self, nome: &str, colonna: usize, righe: usize) -> Testata {
        Testata {
            t: self.cella(nome, self.colonne[colonna].larga),
            destra: self.colonne[colonna].destra,
            righe,
            colonne: 1,
            gruppo: false,
        }
    }

    fn gruppo(&self, nome: &str, da: usize, colonne: usize) -> Testata {
        let larghe = self.colonne[da..da + colonne]
            .iter()
            .map(|colonna| colonna.larga);
        Testata {
            t: self.cella(nome, larghe.sum()),
            destra: false,
            righe: 1,
            colonne,
            gruppo: true,
        }
    }

    fn riga(&self, riga: &RigaQuadro) -> Riga {
        let qui = self.quadro.luogo_di(riga);
        let nome = self.cella(&riga.voce, self.colonne[0].larga);
        let valori = riga
            .celle
            .iter()
            .zip(&self.colonne[1..])
            .map(|(valore, colonna)| {
                let figura = self.figura(valore, colonna);
                self.segnata(figura, &valore.origine, "valore")
            });
        let luoghi = riga.celle.iter().map(|valore| Some(luogo(&valore.origine)));
        Riga {
            ruolo: riga.ruolo,
            celle: std::iter::once(self.segnata(nome, &qui, "voce"))
                .chain(valori)
                .collect(),
            stato: self.revisione.stato(&qui).map(str::to_owned),
            dove: std::iter::once(Some(luogo(&qui))).chain(luoghi).collect(),
        }
    }

    /// A row that is gone.
    fn tolta(&self, riga: &RigaQuadro) -> Riga {
        let nome = self.cella(&riga.voce, self.colonne[0].larga);
        let valori = riga.celle.iter().zip(&self.colonne[1..]);
        let valori = valori.map(|(valore, colonna)| self.figura(valore, colonna));
        let tolta = |cella: Cella| {
            Cella::Scritta(Scritta {
                tolta: true,
                ..cella.scritta()
            })
        };
        let celle: Vec<Cella> = std::iter::once(nome).chain(valori).map(tolta).collect();
        Riga {
            ruolo: riga.ruolo,
            dove: vec![None; celle.len()],
            celle,
            stato: Some("tolto".to_owned()),
        }
    }

    /// A value, with the room of the decimals that it has fewer than its column: commas stand one
    /// under the other.
    fn figura(&self, valore: &Valore, colonna: &Colonna) -> Cella {
        let testo = valore.stampa();
        let cella = self.cella(&testo, colonna.larga);
        let mancano = decimali(&testo).filter(|suoi| *suoi < colonna.decimali);
        let Some(suoi) = mancano else {
            return cella;
        };
        let virgola = if suoi == 0 { "," } else { "" };
        let zeri = format!("{virgola}{}", "0".repeat(colonna.decimali - suoi));
        Cella::Scritta(Scritta {
            zeri: Some(zeri),
            ..cella.scritta()
        })
    }

    /// A text as it is set in a column so wide. Figures are narrower than words, and one that is
    /// broken is worse than one that is tight.
    fn cella(&self, testo: &str, larga: f64) -> Cella {
        let utile = (larga - MARGINI) / MM_PER_PUNTO;
        let testo = in_colonna(&curato(testo), utile, self.corpo);
        match strettezza(&testo, utile + AGIO / MM_PER_PUNTO, self.corpo, true) {
            intera if intera >= 1.0 => Cella::Testo(testo),
            corpo => Cella::Scritta(Scritta {
                testo,
                corpo: Some(corpo.max(PIU_STRETTA)),
                ..Scritta::default()
            }),
        }
    }

    fn segnata(&self, cella: Cella, qui: &Origine, campo: &str) -> Cella {
        if self.revisione.vuota() {
            return cella;
        }
        match self.revisione.prima(qui, campo) {
            None => cella,
            Some(prima) => Cella::Scritta(Scritta {
                prima: Some(curato(prima)),
                ..cella.scritta()
            }),
        }
    }
}

/// The values of a column, of the rows that have any.
fn valori(quadro: &Quadro, colonna: usize) -> impl Iterator<Item = &Valore> {
    let righe = quadro
        .righe
        .iter()
        .filter(|riga| riga.ruolo != Ruolo::Sezione);
    righe.filter_map(move |riga| riga.celle.get(colonna))
}

/// True if most of what a column says is words.
fn di_parole(quadro: &Quadro, colonna: usize) -> bool {
    let pieni = || valori(quadro, colonna).filter(|valore| !matches!(&*valore.stampa(), "" | "-"));
    let parole = pieni().filter(|valore| {
        matches!(
            valore.dato,
            Dato::Testo(_) | Dato::Si | Dato::No | Dato::SiNo | Dato::Soglia(..)
        )
    });
    parole.count() * 2 > pieni().count()
}

fn decimali_di(quadro: &Quadro, colonna: usize) -> usize {
    let scritti = valori(quadro, colonna).filter_map(|valore| decimali(&valore.stampa()));
    scritti.max().unwrap_or(0)
}

/// How many decimals a number is printed with; none if it is no number.
fn decimali(testo: &str) -> Option<usize> {
    let cifra = |c: char| c.is_ascii_digit();
    let numero = testo.trim_start_matches(['+', '−', '-']);
    let dopo = numero.trim_start_matches(|c| cifra(c) || c == '.');
    if dopo.len() == numero.len() {
        return None;
    }
    let Some(frazione) = dopo.strip_prefix(',') else {
        return Some(0);
    };
    let resto = frazione.trim_start_matches(cifra);
    let sono = frazione.len() - resto.len();
    (sono > 0 && !resto.starts_with(',')).then_some(sono)
}

/// Millimetres that each column of values asks for: its values on a line if they are short, its head
/// on three, no word broken.
fn richieste(quadro: &Quadro, corpo: f64) -> Vec<f64> {
    const RIGHE_DELLA_TESTA: f64 = 3.0;
    const LETTERE: f64 = 24.0;
    let lettera = larghezza("0", corpo, false);
    let larga = |testo: &str| larghezza(testo, corpo, true);
    let colonne = quadro.colonne.iter().enumerate();
    colonne
        .map(|(n, colonna)| {
            let parole = colonna.nome.split_whitespace().map(larga);
            let parola = parole.fold(0.0, f64::max);
            let testa = larga(&colonna.nome) / RIGHE_DELLA_TESTA + 2.0 * lettera;
            let valore = valori(quadro, n).map(|valore| larga(&valore.stampa()));
            let valore = valore.fold(0.0, f64::max).min(LETTERE * lettera);
            let chiesta = parola.max(testa).max(valore) * MM_PER_PUNTO + MARGINI + AGIO;
            chiesta.clamp(STRETTA, LARGA)
        })
        .collect()
}

/// Millimetres that the names of the rows ask for.
fn larghi_i_nomi(quadro: &Quadro, corpo: f64) -> f64 {
    let nomi = quadro
        .righe
        .iter()
        .map(|riga| larghezza(&riga.voce, corpo, true));
    nomi.fold(0.0, f64::max) * MM_PER_PUNTO + 2.0 * MARGINI
}

/// The widths of all columns. The first takes what is left; if the others ask for too much, all
/// shrink alike; a table of few narrow ones does not push them to the far right: they grow a little.
fn ripartite(chieste: Vec<f64>, larga: f64, nomi: f64) -> Vec<f64> {
    let somma: f64 = chieste.iter().sum();
    let stretta = ((larga - NOMI) / somma).min(1.0);
    let avanzo = larga - somma * stretta - nomi.max(NOMI);
    let cresce = (avanzo / chieste.len() as f64).clamp(0.0, CRESCE);
    let altre: Vec<f64> = chieste
        .iter()
        .map(|chiesta| chiesta * stretta + cresce)
        .collect();
    let prima = larga - altre.iter().sum::<f64>();
    std::iter::once(prima).chain(altre).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_those_that_are_printed() {
        for (testo, attesi) in [
            ("1.234,50", Some(2)),
            ("−12,5 €", Some(1)),
            ("98%", Some(0)),
            ("12 gg", Some(0)),
            ("-", None),
            ("n.d.", None),
            ("1,2,3", None),
        ] {
            assert_eq!(decimali(testo), attesi, "{testo}");
        }
    }

    #[test]
    fn columns_share_the_width_of_the_page() {
        let larghe = |chieste: &[f64], nomi| ripartite(chieste.to_vec(), VERTICALE, nomi);
        let poche = larghe(&[20.0, 20.0], 50.0);
        assert_eq!(poche, [106.0, 30.0, 30.0]);
        let molte = larghe(&[46.0; 4], 50.0);
        assert!((molte[0] - NOMI).abs() < 1e-9, "{molte:?}");
        for larghe in [poche, molte] {
            assert!((larghe.iter().sum::<f64>() - VERTICALE).abs() < 1e-9);
        }
    }
}
