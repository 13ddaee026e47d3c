//! Workbooks as they stood when they were last opened, for a program that reads one cycle again and
//! again: those whose bytes are the same are not opened anew.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::model::Diagnosi;

use super::foglio::Foglio;
use super::{Letto, fogli};

/// The sheets of a workbook, with what was noticed as it was opened.
type Aperto = Arc<Letto<Vec<Foglio>>>;

/// The workbooks of one cycle. Those that a reading had no use for are forgotten by the next.
#[derive(Default)]
pub(crate) struct Memoria(Mutex<Ricordi>);

#[derive(Default)]
struct Ricordi {
    /// Of the reading before.
    prima: BTreeMap<String, Ricordo>,
    /// Of the one that is under way.
    adesso: BTreeMap<String, Ricordo>,
}

#[derive(Clone)]
struct Ricordo {
    somma: [u8; 32],
    aperto: Aperto,
}

impl Memoria {
    /// A new reading begins.
    pub(super) fn da_capo(&self) {
        let mut ricordi = self.ricordi();
        ricordi.prima = std::mem::take(&mut ricordi.adesso);
    }

    /// Opens a workbook, unless it was seen with these bytes. One that cannot be opened is tried
    /// each time.
    ///
    /// # Errors
    /// As [`fogli`].
    pub(super) fn fogli(&self, file: &str, byte: &[u8]) -> Result<Aperto, Box<Diagnosi>> {
        let somma: [u8; 32] = Sha256::digest(byte).into();
        let aperto = match self.ricordo(file, somma) {
            Some(aperto) => aperto,
            None => Arc::new(fogli(file, byte)?),
        };
        let ricordo = Ricordo {
            somma,
            aperto: Arc::clone(&aperto),
        };
        self.ricordi().adesso.insert(file.to_owned(), ricordo);
        Ok(aperto)
    }

    fn ricordo(&self, file: &str, somma: [u8; 32]) -> Option<Aperto> {
        let ricordi = self.ricordi();
        let noto = ricordi.adesso.get(file).or(ricordi.prima.get(file))?;
        (noto.somma == somma).then(|| Arc::clone(&noto.aperto))
    }

    /// Only ever added to or replaced whole: a thread that failed while it held them left them fit.
    fn ricordi(&self) -> MutexGuard<'_, Ricordi> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &[u8] = b"Voce;2022\nAlfa;1\n";

    #[test]
    fn the_same_bytes_are_opened_once_and_others_anew() {
        let memoria = Memoria::default();
        let apri = |byte: &[u8]| {
            memoria.da_capo();
            memoria.fogli("serie/a.csv", byte).expect("a table")
        };
        let prima = apri(CSV);
        assert!(Arc::ptr_eq(&prima, &apri(CSV)));
        let altra = apri(b"Voce;2022\nAlfa;2\n");
        assert!(!Arc::ptr_eq(&prima, &altra) && prima != altra);
        assert_eq!(prima, apri(CSV), "what it was comes back as it was");
    }

    #[test]
    fn the_same_bytes_under_another_name_have_its_places() {
        let memoria = Memoria::default();
        let nomi = ["serie/a.csv", "serie/b.csv"];
        let letti = nomi.map(|nome| memoria.fogli(nome, CSV).expect("a table"));
        assert_eq!(letti.map(|letto| letto.dati[0].file.clone()), nomi);
    }

    #[test]
    fn what_a_reading_does_not_ask_for_is_forgotten() {
        let memoria = Memoria::default();
        let prima = memoria.fogli("serie/a.csv", CSV).expect("a table");
        memoria.da_capo();
        memoria.da_capo();
        let dopo = memoria.fogli("serie/a.csv", CSV).expect("a table");
        assert!(!Arc::ptr_eq(&prima, &dopo));
    }
}
