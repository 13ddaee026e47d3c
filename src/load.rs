//! The front half of the pipeline: a cycle's folder → settings and model, with everything that was
//! noticed.

use crate::check;
use crate::cycle::{self, Cartella, Impostazioni};
use crate::insieme::unite;
use crate::merge;
use crate::model::{Diagnosi, Modello, Testi, Valutazione};
use crate::prose::{self, Capitolo};
use crate::read;
use crate::score;
use crate::tempi::Tempi;

/// A cycle, read and understood.
#[derive(Debug, Clone)]
pub struct Caricato {
    pub cartella: Cartella,
    pub impostazioni: Impostazioni,
    pub modello: Modello,
    pub valutazione: Valutazione,
    /// The chapters as plain text.
    pub testi: Testi,
    /// In the order of the pipeline, at the levels that policy gives them.
    pub diagnosi: Vec<Diagnosi>,
}

impl Caricato {
    /// The chapters of a document (`piano` or `relazione`); what is wrong with them joins the
    /// diagnoses.
    pub fn capitoli(&mut self, documento: &str) -> Vec<Capitolo> {
        let (modello, impostazioni) = (&self.modello, &self.impostazioni);
        let scritti = || {
            let contesto = prose::Contesto::nuovo(modello, &self.valutazione, impostazioni);
            let prosa = check::Prosa::nuova(modello, impostazioni, &contesto);
            let sorgenti = prose::sorgenti(&self.cartella, documento);
            sorgenti
                .iter()
                .flat_map(|(file, testo)| prosa.verifica(file, testo))
                .collect::<Vec<_>>()
        };
        let riempiti = || {
            prose::capitoli(
                &self.cartella,
                documento,
                modello,
                &self.valutazione,
                impostazioni,
            )
        };
        let (scritti, (capitoli, mut diagnosi)) = unite(scritti, riempiti);
        diagnosi.extend(scritti);
        check::applica_politica(&mut diagnosi, impostazioni);
        // What is wrong with the settings is said once, however many documents there are.
        diagnosi.retain(|d| !self.diagnosi.contains(d));
        self.diagnosi.extend(diagnosi);
        capitoli
    }

    /// Checks the chapters of every document that has any, and the exceptions once everything is
    /// known.
    pub fn verifica_tutto(&mut self) {
        for documento in ["piano", "relazione"] {
            if !self
                .cartella
                .con_estensione(&format!("testi/{documento}"), "md")
                .is_empty()
            {
                self.capitoli(documento);
            }
        }
        let inutili = check::deroghe_inutilizzate(&self.diagnosi, &self.impostazioni);
        self.diagnosi.extend(inutili);
    }

    /// True if something stops a document from being made.
    pub fn bloccato(&self) -> bool {
        self.diagnosi.iter().any(Diagnosi::blocca)
    }
}

/// Reads a cycle whole. Every problem is reported; only settings that cannot be read at all stop
/// it.
///
/// # Errors
/// The diagnosis of `ciclo.toml`, if it cannot be read.
pub fn carica(cartella: Cartella) -> Result<Caricato, Box<Diagnosi>> {
    carica_a_tempo(cartella, &mut Tempi::default())
}

/// The same, with the time of each stage.
///
/// # Errors
/// As [`carica`].
pub fn carica_a_tempo(cartella: Cartella, tempi: &mut Tempi) -> Result<Caricato, Box<Diagnosi>> {
    let (impostazioni, mut diagnosi) =
        tempi.misura("impostazioni", || cycle::impostazioni(&cartella))?;
    let letto = tempi.misura("lettura", || read::ciclo::leggi(&cartella, &impostazioni));
    diagnosi.extend(letto.diagnosi);
    let modello = tempi.misura("unione", || merge::unisci(&impostazioni, letto.dati));
    let valutazione = tempi.misura("gradi", || {
        score::valuta(&modello, &impostazioni.valutazione)
    });
    let (testi, controlli) = tempi.misura("controlli", || {
        unite(
            || prose::testi(&cartella, &modello, &valutazione, &impostazioni),
            || check::verifica(&modello, &impostazioni, &valutazione),
        )
    });
    diagnosi.extend(controlli);
    check::applica_politica(&mut diagnosi, &impostazioni);
    Ok(Caricato {
        cartella,
        impostazioni,
        modello,
        valutazione,
        testi,
        diagnosi,
    })
}
