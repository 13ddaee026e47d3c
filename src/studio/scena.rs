//! What a cycle comes to at one moment: its edition, what is wrong, its documents.

use std::sync::Arc;

use crate::cycle::Cartella;
use crate::documents::{self, Descrittore};
use crate::edizione::Edizione;
use crate::model::Diagnosi;
use crate::report;
use crate::typeset::{Anteprima, Documento, Tipografia};

/// A reading of the cycle that could be made sense of.
pub(super) struct Scena {
    /// Grows with every reading.
    pub numero: u64,
    pub edizione: Edizione,
    /// In the order of files and cells.
    pub diagnosi: Vec<Diagnosi>,
    /// Those with chapters, written or not.
    pub documenti: Vec<Descrittore>,
}

/// A document on the table: its last good pages.
#[derive(Clone, Default)]
pub(super) struct Tavola {
    pub anteprima: Option<Arc<Anteprima>>,
    /// What keeps the pages from being those of the data; none where they are.
    pub fermo: Option<String>,
    /// The scene that was last tried.
    pub scena: u64,
}

impl Scena {
    /// Reads the cycle.
    ///
    /// # Errors
    /// What keeps its settings from being read.
    pub(super) fn leggi(cartella: &Cartella, numero: u64) -> Result<Self, Vec<Diagnosi>> {
        let edizione = Edizione::apri(cartella)?;
        let diagnosi = report::in_ordine(&edizione.verifica());
        let documenti = documents::con_capitoli(&edizione.modello().documenti);
        Ok(Self {
            numero,
            edizione,
            diagnosi,
            documenti,
        })
    }

    /// The document of an id.
    pub(super) fn documento(&self, id: &str) -> Option<&Descrittore> {
        self.documenti.iter().find(|documento| documento.id == id)
    }

    /// Sets a document. What keeps it from being set leaves the pages that there were.
    pub(super) fn componi(&self, documento: &Descrittore, prima: &Tavola) -> Tavola {
        let esito = self.anteprima(documento);
        let (anteprima, fermo) = match esito {
            Ok(nuova) => (Some(Arc::new(nuova)), None),
            Err(perche) => (prima.anteprima.clone(), Some(perche)),
        };
        Tavola {
            anteprima,
            fermo,
            scena: self.numero,
        }
    }

    /// What keeps a document from being set, in its data and in its chapters.
    ///
    /// # Errors
    /// How many errors there are.
    pub(super) fn senza_errori(&self, documento: &Descrittore) -> Result<(), String> {
        let sue = self.edizione.diagnosi_con([documento.id.as_str()]);
        let bloccano = sue.iter().filter(|d| d.blocca());
        if bloccano.clone().next().is_none() {
            return Ok(());
        }
        let quanti = report::conteggio_breve(bloccano);
        let detto = format!("I dati hanno {quanti}: il documento non si compone.");
        Err(detto)
    }

    fn anteprima(&self, documento: &Descrittore) -> Result<Anteprima, String> {
        self.senza_errori(documento)?;
        let da_comporre = Documento::con_capitoli(&self.edizione, documento)
            .ok_or("Di questo documento ciclo.toml non dice nulla.")?;
        let tipografia = Tipografia::nuova(&self.edizione);
        Anteprima::nuova(&tipografia.sorgenti_di_anteprima(&da_comporre))
            .map_err(|guasto| format!("Un modello di stampa ha un errore.\n{guasto}"))
    }
}
