//! The rows of each indicator, so that no rule has to look for them.

use std::collections::HashMap;

use crate::model::{Cruscotto, Indicatore, Modello, Riga};

/// A row with the cruscotto that it stands on.
pub(super) type Posto<'a> = (&'a Cruscotto, &'a Riga);

/// The rows by indicator.
pub(super) struct Indice<'a> {
    indicatori: Vec<(&'a Indicatore, Vec<Posto<'a>>)>,
    posto: HashMap<&'a str, usize>,
}

impl<'a> Indice<'a> {
    pub(super) fn nuovo(modello: &'a Modello) -> Self {
        let mut indicatori: Vec<_> = modello.indicatori.iter().map(|i| (i, Vec::new())).collect();
        let posto: HashMap<&str, usize> = modello
            .indicatori
            .iter()
            .enumerate()
            .map(|(n, i)| (i.id.as_str(), n))
            .collect();
        for cruscotto in &modello.cruscotti {
            for riga in &cruscotto.righe {
                if let Some(n) = posto.get(riga.indicatore.as_str()) {
                    indicatori[*n].1.push((cruscotto, riga));
                }
            }
        }
        for (_, righe) in &mut indicatori {
            righe.sort_by_key(|(cruscotto, _)| modello.ruolo(cruscotto));
        }
        Self { indicatori, posto }
    }

    /// Each indicator with its rows, the owner's first, then in the order of the cruscotti.
    pub(super) fn indicatori(&self) -> impl Iterator<Item = (&'a Indicatore, &[Posto<'a>])> {
        self.indicatori
            .iter()
            .map(|(indicatore, righe)| (*indicatore, righe.as_slice()))
    }

    /// The indicator of an id with its rows.
    pub(super) fn di(&self, id: &str) -> Option<(&'a Indicatore, &[Posto<'a>])> {
        let (indicatore, righe) = &self.indicatori[*self.posto.get(id)?];
        Some((indicatore, righe))
    }
}
