//! Merged cells: one cell for whoever looks at the sheet, whatever the file keeps beneath it.

use std::collections::BTreeMap;

/// A rectangle of merged cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unione {
    /// First and last row, from 1.
    pub righe: (u32, u32),
    /// First and last column, from 0.
    pub colonne: (u32, u32),
}

/// The merged cells of a sheet, found by any cell that they cover.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unioni {
    /// By first column, in the order of their first rows.
    per_colonna: BTreeMap<u32, Vec<Unione>>,
    quante: usize,
}

impl Unioni {
    /// Adds a rectangle; one of a single cell merges nothing.
    pub fn aggiungi(&mut self, unione: Unione) {
        if unione.righe.0 == unione.righe.1 && unione.colonne.0 == unione.colonne.1 {
            return;
        }
        self.quante += 1;
        let in_colonna = self.per_colonna.entry(unione.colonne.0).or_default();
        let posto = in_colonna.partition_point(|altra| altra.righe.0 <= unione.righe.0);
        in_colonna.insert(posto, unione);
    }

    /// How many there are.
    pub fn quante(&self) -> usize {
        self.quante
    }

    /// The rectangle that covers a cell, given its row (from 1) and column (from 0).
    pub fn di(&self, riga: u32, colonna: u32) -> Option<Unione> {
        let a_sinistra = self.per_colonna.range(..=colonna).rev();
        a_sinistra
            .filter_map(|(_, in_colonna)| {
                let posto = in_colonna.partition_point(|unione| unione.righe.0 <= riga);
                in_colonna[..posto].last().copied()
            })
            .find(|unione| riga <= unione.righe.1 && colonna <= unione.colonne.1)
    }

    /// True if a cell lies beneath a merged one: nobody sees what the file keeps there.
    pub fn coperta(&self, riga: u32, colonna: u32) -> bool {
        self.di(riga, colonna)
            .is_some_and(|unione| (unione.righe.0, unione.colonne.0) != (riga, colonna))
    }

    /// The row that holds what a cell shows: its own, or the first of the rows merged in its
    /// column.
    pub fn riga_di(&self, riga: u32, colonna: u32) -> u32 {
        match self.di(riga, colonna) {
            Some(unione) if unione.colonne.0 == colonna => unione.righe.0,
            _ => riga,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_covered_cell_finds_its_rectangle() {
        let mut unioni = Unioni::default();
        let unione = |righe, colonne| Unione { righe, colonne };
        unioni.aggiungi(unione((2, 4), (1, 1)));
        unioni.aggiungi(unione((1, 1), (2, 5)));
        unioni.aggiungi(unione((9, 9), (0, 0)));
        assert_eq!(unioni.quante(), 2, "a single cell merges nothing");
        assert_eq!(unioni.riga_di(4, 1), 2);
        assert_eq!(unioni.riga_di(5, 1), 5);
        assert!(unioni.coperta(1, 4) && !unioni.coperta(1, 2) && !unioni.coperta(2, 4));
        assert_eq!(unioni.di(1, 5), Some(unione((1, 1), (2, 5))));
    }
}
