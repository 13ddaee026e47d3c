//! The ledger of a sheet: its cells are handed out one by one, and what nobody took is told when
//! the book is closed.
//!
//! Readers look at cells through [`guarda`](Registro::guarda) to decide, and take them with
//! [`valore`](Registro::valore), [`testo`](Registro::testo) or [`prendi`](Registro::prendi): to use
//! them, or to leave them aside under a diagnosis of their own. Whatever is filled and was not taken
//! is one more diagnosis: no cell can be lost in silence.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Diagnosi, Indirizzo, Origine, Valore};

use super::cifre::Cifre;
use super::diags;
use super::foglio::{Contenuto, Foglio, RigaFoglio};

/// A sheet and what was taken of it.
#[derive(Debug)]
pub struct Registro<'a> {
    foglio: &'a Foglio,
    /// Row numbers and columns.
    prese: RefCell<BTreeSet<(u32, u32)>>,
    cifre: RefCell<Cifre>,
    diagnosi: RefCell<Vec<Diagnosi>>,
}

impl<'a> Registro<'a> {
    /// Opens the book: nothing is taken.
    pub fn nuovo(foglio: &'a Foglio) -> Self {
        Self {
            foglio,
            prese: RefCell::default(),
            cifre: RefCell::default(),
            diagnosi: RefCell::default(),
        }
    }

    /// The sheet.
    pub fn foglio(&self) -> &'a Foglio {
        self.foglio
    }

    /// The filled rows, in order.
    pub fn righe(&self) -> &'a [RigaFoglio] {
        &self.foglio.righe
    }

    /// What a cell shows, through merged cells, without taking it.
    pub fn guarda(&self, riga: &RigaFoglio, colonna: u32) -> Option<&'a Contenuto> {
        let numero = self.foglio.unioni.riga_di(riga.numero, colonna);
        self.foglio.riga(numero)?.cella(colonna)
    }

    /// The place of what a cell shows: the first of merged rows, its own otherwise.
    pub fn origine(&self, riga: &RigaFoglio, colonna: u32) -> Origine {
        let numero = self.foglio.unioni.riga_di(riga.numero, colonna);
        self.foglio.origine(numero, colonna)
    }

    /// The address of what a cell shows.
    pub fn indirizzo(&self, riga: &RigaFoglio, colonna: u32) -> Indirizzo {
        Indirizzo {
            riga: self.foglio.unioni.riga_di(riga.numero, colonna),
            colonna,
        }
    }

    /// Takes a cell and gives its value; an empty one where nothing stands.
    pub fn valore(&self, riga: &RigaFoglio, colonna: u32) -> Valore {
        self.valore_dell_anno(riga, colonna, None)
    }

    /// The same in the column of a year, which completes a date such as `31/12`.
    pub fn valore_dell_anno(&self, riga: &RigaFoglio, colonna: u32, anno: Option<i16>) -> Valore {
        self.prendi(riga, colonna);
        let origine = self.origine(riga, colonna);
        let Some(contenuto) = self.guarda(riga, colonna) else {
            return Valore::vuoto(origine);
        };
        let valore = contenuto.valore(origine, anno);
        if matches!(contenuto, Contenuto::Testo(_)) {
            self.cifre.borrow_mut().guarda(&valore);
        }
        valore
    }

    /// Takes a cell and gives its text, on one line; none where it is empty.
    pub fn testo(&self, riga: &RigaFoglio, colonna: u32) -> Option<String> {
        self.prendi(riga, colonna);
        let testo = self.guarda(riga, colonna)?.testo();
        (!testo.is_empty()).then_some(testo)
    }

    /// Takes a cell.
    pub fn prendi(&self, riga: &RigaFoglio, colonna: u32) {
        let numero = self.foglio.unioni.riga_di(riga.numero, colonna);
        self.prese.borrow_mut().insert((numero, colonna));
    }

    /// Takes every cell of a row.
    pub fn prendi_riga(&self, riga: &RigaFoglio) {
        let celle = riga.celle.iter().map(|cella| (riga.numero, cella.colonna));
        self.prese.borrow_mut().extend(celle);
    }

    /// Adds what was noticed on the way.
    pub fn segnala(&self, diagnosi: Diagnosi) {
        self.diagnosi.borrow_mut().push(diagnosi);
    }

    /// Closes the book: what was noticed, and the filled cells that nobody took, column by column.
    pub fn chiudi(self) -> Vec<Diagnosi> {
        let prese = self.prese.into_inner();
        let mut resti: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for riga in &self.foglio.righe {
            for cella in &riga.celle {
                // What is wrong with these is said by whoever opens the workbook.
                let in_errore = matches!(
                    cella.contenuto,
                    Contenuto::Errore(_) | Contenuto::FormulaSenzaValore
                );
                if !in_errore && !prese.contains(&(riga.numero, cella.colonna)) {
                    resti.entry(cella.colonna).or_default().push(riga.numero);
                }
            }
        }
        let mut diagnosi = self.diagnosi.into_inner();
        diagnosi.extend(self.cifre.into_inner().dubbie());
        diagnosi.extend(resti.into_iter().map(|(colonna, righe)| {
            let luoghi = righe.iter().map(|riga| self.foglio.origine(*riga, colonna));
            diags::cella_non_letta(luoghi.collect())
        }));
        diagnosi
    }
}
