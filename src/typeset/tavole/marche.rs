//! The marks of a draft that is set beside an older one, put into the cells.

use crate::model::{Origine, Riga};

use super::super::revisione::Revisione;
use super::cella::{Cella, Scritta};
use super::colonne::Colonna;

/// A row with what became of it.
pub(super) struct Marcata<'a> {
    pub(super) riga: &'a Riga,
    revisione: &'a Revisione,
    tolta: bool,
}

impl Marcata<'_> {
    /// A field of the row as it is set in a column.
    pub(super) fn cella(&self, colonna: &Colonna, testo: &str, campo: &str) -> Cella {
        self.segnata(colonna.cella(testo), colonna, campo)
    }

    /// A cell with its mark, if its field has one.
    pub(super) fn segnata(&self, cella: Cella, colonna: &Colonna, campo: &str) -> Cella {
        let luogo = self.luogo(campo);
        let prima = luogo.and_then(|luogo| self.revisione.prima(&luogo, campo));
        if prima.is_none() && !self.tolta {
            return cella;
        }
        Cella::Scritta(Scritta {
            prima: prima.map(|prima| colonna.testo(prima)),
            tolta: self.tolta,
            ..cella.scritta()
        })
    }

    /// `tolto`, `nuovo`, `cambiato`, or where it stood before.
    pub(super) fn stato(&self) -> Option<String> {
        if self.tolta {
            return Some("tolto".to_owned());
        }
        self.revisione.stato(&self.riga.origine).map(str::to_owned)
    }

    /// The cell of a field: `nome`, `fonte`, `azione`, or a result such as `atteso 2022`.
    fn luogo(&self, campo: &str) -> Option<Origine> {
        // Most documents are compared with none: no place is looked up there.
        if self.revisione.vuota() {
            return None;
        }
        let riga = self.riga;
        match campo {
            "nome" => Some(riga.origine.clone()),
            "fonte" => Some(riga.luogo(riga.celle.fonte)),
            "azione" => Some(riga.luogo(riga.celle.azione)),
            altro => {
                let (che, anno) = altro.split_once(' ')?;
                let valori = match che {
                    "atteso" => &riga.atteso,
                    _ => &riga.consuntivo,
                };
                Some(valori.get(&anno.parse().ok()?)?.origine.clone())
            }
        }
    }
}

/// The rows of a cruscotto with those that are gone put back where they stood.
pub(super) fn marcate<'a>(
    id: &str,
    righe: &'a [Riga],
    revisione: &'a Revisione,
) -> Vec<Marcata<'a>> {
    let marcata = |riga, tolta| Marcata {
        riga,
        revisione,
        tolta,
    };
    let mut marcate: Vec<Marcata<'_>> = righe.iter().map(|riga| marcata(riga, false)).collect();
    let tolte: Vec<(usize, &Riga)> = revisione.righe_tolte(id).collect();
    for (posto, riga) in tolte.into_iter().rev() {
        let posto = posto.min(marcate.len());
        marcate.insert(posto, marcata(riga, true));
    }
    marcate
}
