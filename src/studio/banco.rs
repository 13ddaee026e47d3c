//! What was last made of the cycle, and who looks at it.
//!
//! One lock, held only to read or to replace: pages are set and drawn without it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::cycle::Cartella;
use crate::read::Memoria;
use crate::report;

use super::scena::{Scena, Tavola};

/// What the workshop is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ordine {
    /// A file has changed, or a page has just been opened.
    Rileggi,
    /// A document that no page has shown yet.
    Componi,
    Chiudi,
}

/// The table.
pub(super) struct Banco {
    stato: Mutex<Stato>,
    /// The workbooks of the last reading.
    memoria: Memoria,
    /// Counts what is new, for the pages that wait for it.
    novita: watch::Sender<u64>,
    ordini: Sender<Ordine>,
    spettatori: AtomicUsize,
    chiuso: AtomicBool,
}

/// What lies on it.
#[derive(Default)]
struct Stato {
    cartella: Option<Cartella>,
    scena: Option<Arc<Scena>>,
    /// Why the last reading came to nothing.
    guasto: Option<String>,
    tavole: BTreeMap<String, Tavola>,
    /// Readings and folders so far.
    letture: u64,
}

/// What a page is made from.
#[derive(Clone)]
pub(super) struct Veduta {
    pub cartella: Option<Cartella>,
    pub scena: Option<Arc<Scena>>,
    /// Why what is there is old.
    pub guasto: Option<String>,
    /// Counts what was new so far.
    pub giro: u64,
}

/// A page that is open: as long as it is, the program goes on.
pub(super) struct Spettatore(Arc<Banco>);

impl Banco {
    /// An empty table, and the orders that it will give.
    pub(super) fn nuovo(cartella: Option<Cartella>) -> (Self, Receiver<Ordine>) {
        let (ordini, in_arrivo) = channel();
        let banco = Self {
            stato: Mutex::new(Stato {
                cartella,
                ..Stato::default()
            }),
            memoria: Memoria::default(),
            novita: watch::Sender::new(0),
            ordini,
            spettatori: AtomicUsize::new(0),
            chiuso: AtomicBool::new(false),
        };
        banco.ordina(Ordine::Rileggi);
        (banco, in_arrivo)
    }

    /// What there is to see now.
    pub(super) fn veduta(&self) -> Veduta {
        let giro = *self.novita.borrow();
        let stato = self.stato();
        Veduta {
            cartella: stato.cartella.clone(),
            scena: stato.scena.clone(),
            guasto: stato.guasto.clone(),
            giro,
        }
    }

    pub(super) fn cartella(&self) -> Option<Cartella> {
        self.stato().cartella.clone()
    }

    /// Opens another cycle; what was of the one before is put away.
    pub(super) fn apri(&self, cartella: Cartella) {
        {
            let mut stato = self.stato();
            *stato = Stato {
                cartella: Some(cartella),
                letture: stato.letture + 1,
                ..Stato::default()
            };
        }
        self.ordina(Ordine::Rileggi);
        self.avvisa();
    }

    /// A document's pages; asked for the first time, they are set.
    pub(super) fn tavola(&self, id: &str) -> Tavola {
        let mut stato = self.stato();
        if let Some(nota) = stato.tavole.get(id) {
            return nota.clone();
        }
        self.ordina(Ordine::Componi);
        stato.tavole.entry(id.to_owned()).or_default().clone()
    }

    /// A document's pages, if anyone has asked for them.
    pub(super) fn tavola_nota(&self, id: &str) -> Option<Tavola> {
        self.stato().tavole.get(id).cloned()
    }

    /// What is new from now on.
    pub(super) fn novita(&self) -> watch::Receiver<u64> {
        self.novita.subscribe()
    }

    /// Asks the workshop for something. It may be closed already: then nobody waits for it.
    pub(super) fn ordina(&self, ordine: Ordine) {
        let _ = self.ordini.send(ordine);
    }

    /// Reads the cycle anew.
    pub(super) fn rileggi(&self) {
        let (cartella, numero) = {
            let mut stato = self.stato();
            stato.letture += 1;
            (stato.cartella.clone(), stato.letture)
        };
        let Some(cartella) = cartella else { return };
        let letta = Scena::leggi(&cartella, &self.memoria, numero);
        let mut stato = self.stato();
        if stato.letture != numero {
            // Another cycle was opened meanwhile: it is read next.
            return;
        }
        match letta {
            Ok(scena) => {
                stato.scena = Some(Arc::new(scena));
                stato.guasto = None;
            }
            Err(diagnosi) => stato.guasto = Some(report::sul_terminale(&diagnosi)),
        }
    }

    /// Sets the documents that are open and are not yet those of the scene.
    pub(super) fn componi(&self) {
        let Some(scena) = self.stato().scena.clone() else {
            return;
        };
        let da_fare: Vec<(String, Tavola)> = {
            let stato = self.stato();
            let vecchie = stato.tavole.iter().filter(|(_, t)| t.scena < scena.numero);
            vecchie.map(|(id, t)| (id.clone(), t.clone())).collect()
        };
        for (id, prima) in da_fare {
            let nuova = scena.mostrato(&id).map(|m| scena.componi(m, &prima));
            let mut stato = self.stato();
            if stato
                .scena
                .as_ref()
                .is_none_or(|s| s.numero != scena.numero)
            {
                return;
            }
            match nuova {
                Some(nuova) => drop(stato.tavole.insert(id, nuova)),
                None => drop(stato.tavole.remove(&id)),
            }
        }
    }

    /// Looks for what is wrong with the scene, before a page asks.
    pub(super) fn esamina(&self) {
        if let Some(scena) = self.veduta().scena {
            scena.diagnosi();
        }
    }

    /// Tells the pages that there is something new.
    pub(super) fn avvisa(&self) {
        self.novita.send_modify(|giro| *giro += 1);
    }

    /// Stops the program.
    pub(super) fn chiudi(&self) {
        self.chiuso.store(true, Ordering::Relaxed);
        self.ordina(Ordine::Chiudi);
        self.avvisa();
    }

    pub(super) fn chiuso(&self) -> bool {
        self.chiuso.load(Ordering::Relaxed)
    }

    /// How many pages are open.
    pub(super) fn spettatori(&self) -> usize {
        self.spettatori.load(Ordering::Relaxed)
    }

    /// What lies on the table; a thread that failed while holding it left it whole, for it is only
    /// ever replaced.
    fn stato(&self) -> MutexGuard<'_, Stato> {
        self.stato.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Spettatore {
    pub(super) fn nuovo(banco: &Arc<Banco>) -> Self {
        banco.spettatori.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(banco))
    }

    pub(super) fn banco(&self) -> &Banco {
        &self.0
    }
}

impl Drop for Spettatore {
    fn drop(&mut self) {
        self.0.spettatori.fetch_sub(1, Ordering::Relaxed);
    }
}
