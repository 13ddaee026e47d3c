//! Workbooks as they stood when they were last read, for a program that reads one cycle again and
//! again: those whose bytes are the same are not opened anew, and not made sense of again as long as
//! `ciclo.toml` is the same too.

use std::any::Any;
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
    /// `ciclo.toml` of the one that is under way.
    impostazioni: String,
}

#[derive(Clone)]
struct Ricordo {
    somma: [u8; 32],
    aperto: Aperto,
    /// What its sheets were understood as; none until someone asked.
    capito: Option<Arc<dyn Any + Send + Sync>>,
}

impl Memoria {
    /// A new reading begins, under these settings.
    pub(super) fn da_capo(&self, impostazioni: &str) {
        let mut ricordi = self.ricordi();
        ricordi.prima = std::mem::take(&mut ricordi.adesso);
        if ricordi.impostazioni != impostazioni {
            impostazioni.clone_into(&mut ricordi.impostazioni);
            let tutti = ricordi.prima.values_mut();
            tutti.for_each(|ricordo| ricordo.capito = None);
        }
    }

    /// Opens a workbook, unless it was seen with these bytes. One that cannot be opened is tried
    /// each time.
    ///
    /// # Errors
    /// As [`fogli`].
    pub(super) fn fogli(&self, file: &str, byte: &[u8]) -> Result<Aperto, Box<Diagnosi>> {
        let somma: [u8; 32] = Sha256::digest(byte).into();
        let ricordo = match self.ricordo(file, somma) {
            Some(ricordo) => ricordo,
            None => Ricordo {
                somma,
                aperto: Arc::new(fogli(file, byte)?),
                capito: None,
            },
        };
        let aperto = Arc::clone(&ricordo.aperto);
        self.ricordi().adesso.insert(file.to_owned(), ricordo);
        Ok(aperto)
    }

    /// What a workbook that was opened is understood as. What does so must look at nothing but its
    /// sheets and the settings.
    pub(super) fn capisci<T: Clone + Send + Sync + 'static>(
        &self,
        file: &str,
        leggi: impl FnOnce() -> T,
    ) -> T {
        let noto = self.capito(file);
        if let Some(capito) = noto
            .as_deref()
            .and_then(|capito| capito.downcast_ref::<T>())
        {
            return capito.clone();
        }
        let capito = leggi();
        if let Some(ricordo) = self.ricordi().adesso.get_mut(file) {
            ricordo.capito = Some(Arc::new(capito.clone()));
        }
        capito
    }

    fn capito(&self, file: &str) -> Option<Arc<dyn Any + Send + Sync>> {
        self.ricordi().adesso.get(file)?.capito.clone()
    }

    fn ricordo(&self, file: &str, somma: [u8; 32]) -> Option<Ricordo> {
        let ricordi = self.ricordi();
        let noto = ricordi.adesso.get(file).or(ricordi.prima.get(file))?;
        (noto.somma == somma).then(|| noto.clone())
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
            memoria.da_capo("");
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
        memoria.da_capo("");
        memoria.da_capo("");
        let dopo = memoria.fogli("serie/a.csv", CSV).expect("a table");
        assert!(!Arc::ptr_eq(&prima, &dopo));
    }

    #[test]
    fn what_was_understood_holds_as_long_as_bytes_and_settings_do() {
        let memoria = Memoria::default();
        let mut volte = 0;
        let mut capisci = |impostazioni: &str, byte: &[u8]| {
            memoria.da_capo(impostazioni);
            memoria.fogli("serie/a.csv", byte).expect("a table");
            memoria.capisci("serie/a.csv", || {
                volte += 1;
                volte
            })
        };
        let altri = b"Voce;2022\nAlfa;2\n";
        assert_eq!(capisci("[ente]", CSV), 1);
        assert_eq!(capisci("[ente]", CSV), 1);
        assert_eq!(capisci("[ente] # altro", CSV), 2);
        assert_eq!(capisci("[ente] # altro", altri), 3);
        assert_eq!(capisci("[ente] # altro", altri), 3);
    }
}
