//! The marks of a draft that is set beside an older one, put into the cells.

use std::collections::BTreeMap;

use crate::diff::CampoRiga;
use crate::model::{Origine, Riga, Valore};

use super::super::revisione::Revisione;
use super::cella::{Cella, Scritta};
use super::colonne::Colonna;

/// A row with what became of it.
pub(super) struct Marcata<'a> {
    pub(super) riga: &'a Riga,
    revisione: &'a Revisione,
    /// Its place in the cruscotto; none of a row that is gone.
    posto: Option<usize>,
}

impl Marcata<'_> {
    /// A field of the row as it is set in a column.
    pub(super) fn cella(&self, colonna: &Colonna, testo: &str, campo: CampoRiga) -> Cella {
        self.segnata(colonna.cella(testo), colonna, campo)
    }

    /// A cell with its mark, if its field has one.
    pub(super) fn segnata(&self, cella: Cella, colonna: &Colonna, campo: CampoRiga) -> Cella {
        self.con_prima(cella, colonna, self.prima(campo))
    }

    /// The target of a year with its mark: of the one that it was changed to, or else of the first.
    pub(super) fn atteso(&self, cella: Cella, colonna: &Colonna, anno: i16) -> Cella {
        let cambiato = self.prima(CampoRiga::Rimodulato(anno));
        let prima = cambiato.or_else(|| self.prima(CampoRiga::Atteso(anno)));
        self.con_prima(cella, colonna, prima)
    }

    /// What stood in a field; none if it is as it was.
    fn prima(&self, campo: CampoRiga) -> Option<&str> {
        // Most documents are compared with none: no place is looked up there.
        if self.revisione.vuota() {
            return None;
        }
        self.revisione.prima(&self.luogo(campo)?, &campo.nome())
    }

    fn con_prima(&self, cella: Cella, colonna: &Colonna, prima: Option<&str>) -> Cella {
        if prima.is_none() && !self.tolta() {
            return cella;
        }
        Cella::Scritta(Scritta {
            prima: prima.map(|prima| colonna.testo(prima)),
            tolta: self.tolta(),
            ..cella.scritta()
        })
    }

    /// `tolto`, `nuovo`, `cambiato`, or where it stood before.
    pub(super) fn stato(&self) -> Option<String> {
        if self.tolta() {
            return Some("tolto".to_owned());
        }
        self.revisione.stato(&self.riga.origine).map(str::to_owned)
    }

    fn tolta(&self) -> bool {
        self.posto.is_none()
    }

    /// The cell of a field. A value that is not there any more stands where its row does.
    fn luogo(&self, campo: CampoRiga) -> Option<Origine> {
        let riga = self.riga;
        let di = |valore: Option<&Valore>| {
            Some(
                valore
                    .map_or(&riga.origine, |valore| &valore.origine)
                    .clone(),
            )
        };
        match campo {
            CampoRiga::Nome => Some(riga.origine.clone()),
            CampoRiga::Fonte => Some(riga.luogo(riga.celle.fonte)),
            CampoRiga::Azione => Some(riga.luogo(riga.celle.azione)),
            CampoRiga::Peso => Some(riga.luogo(riga.celle.peso)),
            CampoRiga::Atteso(anno) => di(riga.atteso.get(&anno)),
            CampoRiga::Rimodulato(anno) => di(riga.rimodulato.get(&anno)),
            CampoRiga::Consuntivo(anno) => di(riga.consuntivo.get(&anno)),
            CampoRiga::AllaData(giorno) => di(riga.monitoraggi.get(&giorno.to_string())),
            _ => None,
        }
    }
}

/// The rows of a cruscotto with those that are gone put back where they stood.
pub(super) fn marcate<'a>(
    id: &str,
    righe: &'a [Riga],
    revisione: &'a Revisione,
) -> Vec<Marcata<'a>> {
    let marcata = |riga, posto| Marcata {
        riga,
        revisione,
        posto,
    };
    let presenti = righe.iter().enumerate();
    let mut marcate: Vec<Marcata<'_>> = presenti
        .map(|(posto, riga)| marcata(riga, Some(posto)))
        .collect();
    let tolte: Vec<(usize, &Riga)> = revisione.righe_tolte(id).collect();
    for (posto, riga) in tolte.into_iter().rev() {
        let posto = posto.min(marcate.len());
        marcate.insert(posto, marcata(riga, None));
    }
    marcate
}

/// Those of which a document tells something of a year, each with what it tells: of a row that is
/// gone there is only what stood in it.
pub(super) fn raccontate<'a, T>(
    marcate: Vec<Marcata<'a>>,
    detti: &'a [T],
    posto_di: impl Fn(&T) -> usize,
    anno: i16,
) -> impl Iterator<Item = (Marcata<'a>, Option<&'a T>)> {
    let detti: BTreeMap<usize, &T> = detti.iter().map(|detto| (posto_di(detto), detto)).collect();
    marcate.into_iter().filter_map(move |marcata| {
        let Some(posto) = marcata.posto else {
            let atteso = marcata.riga.atteso(anno)?;
            return (!atteso.dato.assente()).then_some((marcata, None));
        };
        let detto = *detti.get(&posto)?;
        Some((marcata, Some(detto)))
    })
}
