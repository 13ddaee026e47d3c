//! What was last made of the cycle, and who looks at it.
//!
//! One lock, held only to read or to replace: pages are set and drawn without it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::cycle::Cartella;
use crate::read::Memoria;
use crate::typeset;

use super::rilievi::in_parole;
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
    /// The document that a page asked for last: it is set before the others.
    guardato: Option<String>,
    /// Readings and folders so far.
    letture: u64,
}

/// A document just set.
pub(super) struct Composta {
    /// The share of its pages that are new.
    pub rifatta: f64,
    /// The pages that were there: to put many away takes a while, and the new ones are shown first.
    _prima: Tavola,
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
        stato.guardato = Some(id.to_owned());
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

    /// Reads the cycle anew, and gives back what was there: to put it away takes a while, and what
    /// is new is shown first.
    pub(super) fn rileggi(&self) -> Option<Arc<Scena>> {
        let (cartella, prima, numero) = {
            let mut stato = self.stato();
            stato.letture += 1;
            (stato.cartella.clone(), stato.scena.clone(), stato.letture)
        };
        let cartella = cartella?;
        let radice = cartella.radice().to_owned();
        let letta = Scena::leggi(&cartella, &self.memoria, numero);
        if let (Ok(scena), Some(prima)) = (&letta, &prima)
            && !scena.stesso_stile(prima)
        {
            // Every page is dressed anew: what older ones wore makes room for it.
            typeset::sfoltisci();
        }
        let mut stato = self.stato();
        if stato.letture != numero {
            // Another cycle was opened meanwhile: it is read next.
            return prima;
        }
        match letta {
            Ok(scena) => {
                stato.scena = Some(Arc::new(scena));
                stato.guasto = None;
            }
            Err(_) if !radice.is_dir() => stato.guasto = Some(senza_cartella(&radice)),
            Err(diagnosi) => stato.guasto = Some(in_parole(&diagnosi)),
        }
        prima
    }

    /// Sets one of the documents that are open and are not yet those of the scene, first the one
    /// that a page looks at; none if there is no such document.
    pub(super) fn componi(&self) -> Option<Composta> {
        let (scena, id, prima) = self.da_comporre()?;
        let nuova = scena.mostrato(&id).map(|m| scena.componi(m, &prima));
        let mut stato = self.stato();
        // If another cycle was opened meanwhile, its documents are set next.
        let attuale = stato.scena.as_ref()?;
        if attuale.numero != scena.numero {
            return None;
        }
        let rifatta = nuova.as_ref().map_or(0.0, |nuova| nuova.rifatta(&prima));
        match nuova {
            Some(nuova) => stato.tavole.insert(id, nuova),
            None => stato.tavole.remove(&id),
        };
        Some(Composta {
            rifatta,
            _prima: prima,
        })
    }

    fn da_comporre(&self) -> Option<(Arc<Scena>, String, Tavola)> {
        let stato = self.stato();
        let scena = stato.scena.as_ref()?;
        let vecchie = stato.tavole.iter();
        let mut vecchie = vecchie.filter(|(_, tavola)| tavola.scena < scena.numero);
        let guardata = stato.guardato.as_ref();
        let prima = vecchie.clone().find(|(id, _)| Some(*id) == guardata);
        let (id, tavola) = prima.or_else(|| vecchie.next())?;
        Some((Arc::clone(scena), id.clone(), tavola.clone()))
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

/// What is said of a cycle whose folder is gone.
fn senza_cartella(radice: &Path) -> String {
    format!(
        "La cartella del ciclo non è più al suo posto: {}.\nForse è stata spostata o ha un altro \
         nome. Rimettila dov'era, e la pagina riprende da sola; oppure apri quella nuova da «Cicli».",
        radice.display()
    )
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
