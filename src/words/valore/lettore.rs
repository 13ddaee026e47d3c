//! Walking over the symbols of a value.

use crate::model::Rilievo;

use super::simboli::{Che, Simbolo};

/// A place among the symbols. A copy is a place to come back to.
#[derive(Debug, Clone)]
pub(super) struct Lettore<'a> {
    simboli: &'a [Simbolo],
    posto: usize,
    /// The year of the column in which the value stands.
    pub anno: Option<i16>,
    /// What was noticed of a figure or date that cannot be.
    pub rilievo: Option<Rilievo>,
}

impl<'a> Lettore<'a> {
    /// At the first symbol.
    pub(super) fn nuovo(simboli: &'a [Simbolo], anno: Option<i16>) -> Self {
        Self {
            simboli,
            posto: 0,
            anno,
            rilievo: None,
        }
    }

    /// True if every symbol has been taken.
    pub(super) fn alla_fine(&self) -> bool {
        self.posto == self.simboli.len()
    }

    /// The symbol that comes next.
    pub(super) fn prossimo(&self) -> Option<&'a Simbolo> {
        self.simboli.get(self.posto)
    }

    /// Goes past a symbol.
    pub(super) fn avanti(&mut self) {
        self.posto += 1;
    }

    /// The digits that come next.
    pub(super) fn cifre(&mut self) -> Option<&'a str> {
        match &self.prossimo()?.che {
            Che::Cifre(cifre) => {
                self.avanti();
                Some(cifre)
            }
            _ => None,
        }
    }

    /// True if digits follow the next symbol.
    pub(super) fn davanti_a_cifre(&self) -> bool {
        let dopo = self.simboli.get(self.posto + 1);
        dopo.is_some_and(|simbolo| matches!(simbolo.che, Che::Cifre(_)))
    }

    /// The word that comes next, lower-case and without accents.
    pub(super) fn parola(&self) -> Option<&'a str> {
        match &self.prossimo()?.che {
            Che::Parola { piana, .. } => Some(piana),
            _ => None,
        }
    }

    /// Takes the next word if it is one of these.
    pub(super) fn dice(&mut self, parole: &[&str]) -> bool {
        let trovata = self.parola().is_some_and(|parola| parole.contains(&parola));
        if trovata {
            self.avanti();
        }
        trovata
    }

    /// Takes words in a row, or none of them.
    pub(super) fn dicono(&mut self, parole: &str) -> bool {
        let prima = self.posto;
        let tutte = parole.split(' ').all(|parola| self.dice(&[parola]));
        if !tutte {
            self.posto = prima;
        }
        tutte
    }

    /// Takes the next sign if it is this one.
    pub(super) fn segno(&mut self, segno: char) -> bool {
        let trovato = self
            .prossimo()
            .is_some_and(|simbolo| simbolo.che == Che::Segno(segno));
        if trovato {
            self.avanti();
        }
        trovato
    }

    /// True if the next symbol touches the one before it.
    pub(super) fn attaccato(&self) -> bool {
        self.prossimo().is_some_and(|simbolo| !simbolo.staccato)
    }

    /// What `regola` makes of the next symbols; the place stays where it was if it makes nothing.
    pub(super) fn prova<T>(&mut self, regola: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let prima = self.posto;
        let trovato = regola(self);
        if trovato.is_none() {
            self.posto = prima;
        }
        trovato
    }
}
