//! The columns of a table: their heads and widths, and a text made to fit one.

use serde::Serialize;

use super::super::curato::{MM_PER_PUNTO, curato, in_colonna, righe, strettezza};
use super::cella::{Cella, Scritta};

/// The width of a page between its margins, in millimetres: standing, and turned.
pub(super) const VERTICALE: f64 = 166.0;
pub(super) const ORIZZONTALE: f64 = 265.0;
/// At the left and right of what stands in a cell, together: of words, of values in the middle.
const MARGINI: f64 = 3.0;
const MARGINI_STRETTI: f64 = 1.0;
/// The size of a table's text, in points.
pub(super) const CORPO: f64 = 8.5;
pub(super) const PICCOLO: f64 = 8.0;

/// How the cells of a column are dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Veste {
    /// The header of its row.
    Nome,
    Tipo,
    Valore,
    /// The target that the document is about.
    Atteso,
    Passo,
    Linea,
    Voto,
    Stato,
    Nota,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Colonna {
    /// The head, line by line.
    testa: Vec<String>,
    /// Millimetres.
    pub(super) larga: f64,
    pub(super) veste: Veste,
    /// The field that it shows, for the preview: `nome`, `atteso 2022`, `grado`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dove: Option<String>,
}

impl Colonna {
    pub(super) fn nuova(testa: &[&str], larga: f64, veste: Veste) -> Self {
        Self {
            testa: testa.iter().map(|riga| (*riga).to_owned()).collect(),
            larga,
            veste,
            dove: None,
        }
    }

    pub(super) fn con_campo(self, campo: impl Into<String>) -> Self {
        Self {
            dove: Some(campo.into()),
            ..self
        }
    }

    /// Its head on one line: `Risultato atteso 2022`.
    pub(super) fn nome(&self) -> String {
        self.testa.join(" ")
    }

    /// The lines of its head.
    pub(super) fn righe_della_testa(&self) -> usize {
        let lunghe = self.testa.iter();
        lunghe
            .map(|riga| righe(riga, self.utile(), PICCOLO, true))
            .sum()
    }

    /// Points that its text may take.
    pub(super) fn utile(&self) -> f64 {
        let margini = match self.veste {
            Veste::Nome | Veste::Nota | Veste::Voto | Veste::Stato => MARGINI,
            _ => MARGINI_STRETTI,
        };
        (self.larga - margini) / MM_PER_PUNTO
    }

    pub(super) fn corpo(&self) -> f64 {
        match self.veste {
            Veste::Nota | Veste::Stato => PICCOLO,
            _ => CORPO,
        }
    }

    /// A text as it is set in the column.
    pub(super) fn cella(&self, testo: &str) -> Cella {
        let testo = self.testo(testo);
        match self.strettezza(&testo).max(PICCOLO / self.corpo()) {
            intera if intera >= 1.0 => Cella::Testo(testo),
            corpo => Cella::Scritta(Scritta {
                testo,
                corpo: Some(corpo),
                ..Scritta::default()
            }),
        }
    }

    fn strettezza(&self, testo: &str) -> f64 {
        strettezza(testo, self.utile(), self.corpo(), self.forte())
    }

    /// True if all its numbers fit, in letters no smaller than those of a note.
    pub(super) fn contiene(&self, testo: &str) -> bool {
        self.strettezza(testo) >= PICCOLO / self.corpo()
    }

    /// True for what is set in bold.
    pub(super) fn forte(&self) -> bool {
        self.veste == Veste::Atteso
    }

    pub(super) fn testo(&self, testo: &str) -> String {
        in_colonna(&curato(testo), self.utile(), self.corpo())
    }
}

/// Points of a text that takes a whole table.
pub(super) fn per_intero(larga: f64) -> f64 {
    (larga - MARGINI) / MM_PER_PUNTO
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_set_no_smaller_than_a_note() {
        let colonna = Colonna::nuova(&["Risultato"], 15.97, Veste::Valore);
        assert!(
            colonna.contiene("30/11/2026"),
            "{}",
            colonna.strettezza("30/11/2026")
        );
        let atteso = Colonna::nuova(&["Risultato"], 16.3, Veste::Atteso);
        assert!(
            atteso.contiene("30/11/2026"),
            "{}",
            atteso.strettezza("30/11/2026")
        );
        assert!(!colonna.contiene("1.234.567.890,00"));
        let Cella::Scritta(stretta) = colonna.cella("1.234.567.890,00") else {
            panic!("as large as any");
        };
        assert_eq!(stretta.corpo, Some(PICCOLO / CORPO));
    }
}
