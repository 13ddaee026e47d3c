//! The chapters of all documents, and what is wrong with them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::check::{self, CifreDelModello};
use crate::cycle::Impostazioni;
use crate::documents;
use crate::insieme::unite;
use crate::model::bozza::TestoCapitolo;
use crate::model::{Diagnosi, Modello, Testi};
use crate::prose::{self, Capitolo, Contesto, Sorgente};
use crate::rendiconto::Rendiconto;
use crate::templates::Modelli;

use super::Edizione;

/// The documents by name, with what their placeholders were filled from.
pub(super) struct Capitoli {
    contesto: Contesto,
    /// The figures that an author may have typed, gathered when someone first asks.
    cifre: OnceLock<CifreDelModello>,
    documenti: BTreeMap<String, Documento>,
    di_serie: BTreeMap<String, DiSerie>,
}

/// Our own chapters of a document that the cycle has not written, read when it is asked for.
struct DiSerie {
    sorgenti: Vec<Sorgente>,
    letto: OnceLock<Documento>,
}

/// The chapters of a document.
#[derive(Default)]
struct Documento {
    sorgenti: Vec<Sorgente>,
    capitoli: Vec<Capitolo>,
    testi: Vec<TestoCapitolo>,
    /// Of the placeholders and the Markdown.
    diagnosi: Vec<Diagnosi>,
    /// Of the charts and the author's own words, looked at when someone first asks.
    esaminate: OnceLock<Vec<Diagnosi>>,
}

impl Capitoli {
    pub(super) fn nuovi(
        testi: &BTreeMap<String, Vec<Sorgente>>,
        modelli: &Modelli,
        modello: &Modello,
        rendiconto: &Rendiconto,
        impostazioni: &Impostazioni,
    ) -> Self {
        let contesto = Contesto::nuovo(modello, rendiconto, impostazioni);
        let di_serie = documents::noti().filter(|d| d.di_serie && !testi.contains_key(&d.id));
        let di_serie = di_serie.map(|documento| {
            let sorgenti = prose::di_serie(modelli, &documento.cartella());
            let letto = OnceLock::new();
            (documento.id, DiSerie { sorgenti, letto })
        });
        let documenti = testi
            .iter()
            .map(|(id, testi)| (id.clone(), Documento::leggi(id, testi, &contesto)))
            .collect();
        Self {
            di_serie: di_serie.collect(),
            contesto,
            cifre: OnceLock::new(),
            documenti,
        }
    }

    fn trova(&self, documento: &str) -> Option<&Documento> {
        self.documenti.get(documento).or_else(|| {
            let nostri = self.di_serie.get(documento)?;
            let leggi = || Documento::leggi(documento, &nostri.sorgenti, &self.contesto);
            Some(nostri.letto.get_or_init(leggi))
        })
    }

    /// The documents that the cycle has written.
    pub(super) fn documenti(&self) -> impl Iterator<Item = &str> {
        self.documenti.keys().map(String::as_str)
    }

    pub(super) fn segnaposti(&self) -> Vec<String> {
        let nomi = self.contesto.nomi().into_iter();
        nomi.map(|nome| format!("{{{{ {nome} }}}}")).collect()
    }

    pub(super) fn presente(&self, documento: &str) -> bool {
        self.documenti.contains_key(documento)
    }

    pub(super) fn di(&self, documento: &str) -> &[Capitolo] {
        let trovato = self.trova(documento);
        trovato.map_or(&[], |documento| &documento.capitoli)
    }

    pub(super) fn testi(&self) -> Testi {
        let testi =
            |(nome, documento): (&String, &Documento)| (nome.clone(), documento.testi.clone());
        self.documenti
            .iter()
            .filter(|(_, documento)| !documento.testi.is_empty())
            .map(testi)
            .collect()
    }

    /// What is wrong with the chapters of a document: placeholders, Markdown, charts, the author's
    /// own words.
    pub(super) fn controlla(&self, documento: &str, edizione: &Edizione) -> Vec<Diagnosi> {
        let mut diagnosi = self.contesto.diagnosi();
        let Some(trovato) = self.trova(documento) else {
            diagnosi.push(prose::diags::nessun_capitolo(documento));
            return diagnosi;
        };
        diagnosi.extend(trovato.diagnosi.iter().cloned());
        let esaminate = trovato
            .esaminate
            .get_or_init(|| trovato.esamina(edizione, || self.cifre(edizione)));
        diagnosi.extend(esaminate.iter().cloned());
        diagnosi
    }

    fn cifre(&self, edizione: &Edizione) -> &CifreDelModello {
        let raccogli = || CifreDelModello::nuove(edizione.modello(), &self.contesto);
        self.cifre.get_or_init(raccogli)
    }
}

impl Documento {
    fn leggi(id: &str, sorgenti: &[Sorgente], contesto: &Contesto) -> Self {
        let numerazione = documents::numerazione(id);
        let mut documento = Self {
            sorgenti: sorgenti.to_vec(),
            ..Self::default()
        };
        for Sorgente { file, testo } in sorgenti {
            match testo {
                Ok(testo) => {
                    let letto = prose::leggi(file, testo, numerazione, contesto);
                    documento.testi.push(letto.testo);
                    documento.capitoli.extend(letto.capitolo);
                    documento.diagnosi.extend(letto.diagnosi);
                }
                Err(guasto) => documento.diagnosi.push((**guasto).clone()),
            }
        }
        documento
    }

    fn esamina<'a>(
        &self,
        edizione: &'a Edizione,
        cifre: impl Fn() -> &'a CifreDelModello + Sync,
    ) -> Vec<Diagnosi> {
        let (scritti, mut diagnosi) = unite(
            || self.parole(edizione, cifre()),
            || edizione.grafici.controlla(&self.capitoli),
        );
        diagnosi.extend(scritti);
        diagnosi
    }

    /// What is suspicious in the author's own words.
    fn parole(&self, edizione: &Edizione, cifre: &CifreDelModello) -> Vec<Diagnosi> {
        let prosa = check::Prosa {
            modello: edizione.modello(),
            impostazioni: edizione.impostazioni(),
            cifre,
        };
        let letti = self.sorgenti.iter().filter_map(|sorgente| {
            let testo = sorgente.testo.as_ref().ok()?;
            Some(prosa.verifica(&sorgente.file, testo))
        });
        letti.flatten().collect()
    }
}
