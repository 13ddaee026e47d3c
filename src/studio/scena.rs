//! What a cycle comes to at one moment: its edition, what is wrong, its documents.

use std::sync::{Arc, OnceLock};

use crate::cycle::Cartella;
use crate::documents::{self, Descrittore};
use crate::edizione::Edizione;
use crate::model::{Cruscotto, Diagnosi, RuoloCruscotto};
use crate::monitoraggio;
use crate::prose::Capitolo;
use crate::read::Memoria;
use crate::report::{self, Contorno};
use crate::typeset::{Anteprima, Documento, Tipografia};

/// A reading of the cycle that could be made sense of.
pub(super) struct Scena {
    /// Grows with every reading.
    pub numero: u64,
    pub edizione: Edizione,
    /// Those with chapters, written or not.
    pub documenti: Vec<Descrittore>,
    /// What is wrong with all of it: no page waits for it.
    esame: OnceLock<Esame>,
}

struct Esame {
    /// In the order of files and cells.
    diagnosi: Vec<Diagnosi>,
    /// What stands around their places.
    contorno: Contorno,
}

/// What pages are of.
#[derive(Clone, Copy)]
pub(super) enum Mostrato<'a> {
    Documento(&'a Descrittore),
    /// What a service is given for the plan's year.
    Scheda(&'a Cruscotto),
}

/// How the ids of schede begin, before that of their service.
const SCHEDA: &str = "scheda-";

/// A document on the table: its last good pages.
#[derive(Clone, Default)]
pub(super) struct Tavola {
    pub anteprima: Option<Arc<Anteprima>>,
    /// What keeps the pages from being those of the data; none where they are.
    pub fermo: Option<String>,
    /// The scene that was last tried.
    pub scena: u64,
}

impl Tavola {
    /// The share of its pages that were not there before.
    pub(super) fn rifatta(&self, prima: &Self) -> f64 {
        let anteprima = self.anteprima.as_deref();
        anteprima.map_or(0.0, |nuova| nuova.rifatta(prima.anteprima.as_deref()))
    }
}

impl Scena {
    /// Reads what has changed of the cycle.
    ///
    /// # Errors
    /// What keeps its settings from being read.
    pub(super) fn leggi(
        cartella: &Cartella,
        memoria: &Memoria,
        numero: u64,
    ) -> Result<Self, Vec<Diagnosi>> {
        let edizione = Edizione::riapri(cartella, memoria)?;
        let documenti = documents::con_capitoli(&edizione.modello().documenti);
        Ok(Self {
            numero,
            edizione,
            documenti,
            esame: OnceLock::new(),
        })
    }

    /// True if pages are dressed as those of another scene: what was remembered of those may serve.
    pub(super) fn stesso_stile(&self, altra: &Self) -> bool {
        let stile = |scena: &Self| {
            let scelti = scena
                .edizione
                .modelli()
                .scelti(|nome| nome.starts_with("stile/"));
            scelti.map(|(_, byte)| byte.to_vec()).collect::<Vec<_>>()
        };
        stile(self) == stile(altra)
    }

    /// All that is wrong, in the order of files and cells.
    pub(super) fn diagnosi(&self) -> &[Diagnosi] {
        &self.esame().diagnosi
    }

    /// What stands around the places of what is wrong.
    pub(super) fn contorno(&self) -> &Contorno {
        &self.esame().contorno
    }

    fn esame(&self) -> &Esame {
        self.esame.get_or_init(|| Esame {
            diagnosi: report::in_ordine(&self.edizione.verifica()),
            contorno: Contorno::nuovo(self.edizione.modello()),
        })
    }

    /// The document of an id.
    pub(super) fn documento(&self, id: &str) -> Option<&Descrittore> {
        self.documenti.iter().find(|documento| documento.id == id)
    }

    /// What the pages of an id are of: a document, the scheda of a service.
    pub(super) fn mostrato(&self, id: &str) -> Option<Mostrato<'_>> {
        let mut servizi = self.edizione.modello().di_ruolo(RuoloCruscotto::Servizio);
        let mut scheda = || {
            let servizio = id.strip_prefix(SCHEDA)?;
            servizi.find(|cruscotto| cruscotto.id == servizio)
        };
        let documento = self.documento(id).map(Mostrato::Documento);
        documento.or_else(|| scheda().map(Mostrato::Scheda))
    }

    /// Sets a document. What keeps it from being set leaves the pages that there were.
    pub(super) fn componi(&self, mostrato: Mostrato<'_>, prima: &Tavola) -> Tavola {
        let esito = self.anteprima(mostrato, prima.anteprima.as_deref());
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

    /// A document ready to be set.
    ///
    /// # Errors
    /// What keeps it from being set, in its data and in its chapters.
    pub(super) fn pronto<'a>(&'a self, mostrato: Mostrato<'a>) -> Result<Documento<'a>, String> {
        let sue = self.edizione.diagnosi_con(mostrato.con_capitoli());
        if let Some(quanti) = bloccano(&sue) {
            return Err(format!(
                "I dati hanno {quanti}: il documento non si compone."
            ));
        }
        // All of the list have chapters: what may be missing is what they are about.
        match mostrato {
            Mostrato::Documento(documento) => Documento::con_capitoli(&self.edizione, documento)
                .ok_or_else(|| monitoraggio::senza_valori(self.edizione.modello(), None)),
            Mostrato::Scheda(servizio) => Ok(Documento::scheda_servizio(&self.edizione, servizio)),
        }
    }

    fn anteprima(
        &self,
        mostrato: Mostrato<'_>,
        prima: Option<&Anteprima>,
    ) -> Result<Anteprima, String> {
        let pronto = self.pronto(mostrato)?;
        let tipografia = Tipografia::nuova(&self.edizione);
        let anteprima = Anteprima::nuova(&tipografia.sorgenti_di_anteprima(&pronto), prima)
            .map_err(|guasto| format!("Un modello di stampa ha un errore.\n{guasto}"))?;
        let capitoli = mostrato.con_capitoli().into_iter();
        let capitoli = capitoli.flat_map(|id| self.edizione.capitoli(id));
        let grafici = capitoli.flat_map(Capitolo::grafici).filter_map(|id| {
            let (_, grafico) = self.edizione.grafico(id)?;
            Some((id.to_owned(), grafico.zone.clone()))
        });
        Ok(anteprima.con_zone(grafici.collect()))
    }
}

impl Mostrato<'_> {
    /// The id that its pages have.
    pub(super) fn id(&self) -> String {
        match self {
            Self::Documento(documento) => documento.id.clone(),
            Self::Scheda(servizio) => id_della_scheda(servizio),
        }
    }

    /// The document whose chapters it prints; a scheda has none.
    fn con_capitoli(&self) -> Option<&str> {
        match self {
            Self::Documento(documento) => Some(&documento.id),
            Self::Scheda(_) => None,
        }
    }
}

/// The id of the pages of a service's scheda.
pub(super) fn id_della_scheda(servizio: &Cruscotto) -> String {
    format!("{SCHEDA}{}", servizio.id)
}

/// How many of these stop a document, in words; none if none does.
pub(super) fn bloccano<'a>(diagnosi: impl IntoIterator<Item = &'a Diagnosi>) -> Option<String> {
    let diagnosi = diagnosi.into_iter();
    let bloccano: Vec<&Diagnosi> = diagnosi.filter(|d| d.blocca()).collect();
    (!bloccano.is_empty()).then(|| report::conteggio_breve(bloccano))
}
