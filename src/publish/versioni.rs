//! The versions of a year: what differs from what is published takes its place with a reason, and
//! the one before stays whole in `versioni/N/` with its own checksums.
//!
//! Each record says the checksum of the lists before it: a chain that nobody can change in the
//! middle without its end showing it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use crate::diff::{self, Confronto};
use crate::model::Bozza;
use crate::model::italiano;
use crate::opendata::allegato::MODELLO;
use crate::opendata::{self, Precedente, RECORD, Record, json_leggibile, sha256};
use crate::report::confronto::{Nomi, Vista};

use super::disco;
use super::fascicolo::{Fascicolo, Versione};
use super::guasto::Guasto;
use super::proprieta::{self, VERSIONI, cartella};
use super::somme::{self, Albero};
use super::zip;

/// What changed since the version before: for people, and for programs.
pub(super) const PAGINA: &str = "modifiche.html";
pub(super) const DATI: &str = "modifiche.json";
/// Largest file of a publication that is kept, in bytes.
const BYTE: u64 = 1 << 30;
/// How many changed files are named.
const NOMINATI: usize = 6;

/// What stands in a year's place.
struct InVigore {
    record: Record,
    file: Albero,
    conservate: Albero,
}

/// The version that this publication is: the same again if it is what stands there, else the next
/// one, for which `motivo` says why.
///
/// # Errors
/// A publication that differs without a reason, a disk that cannot be read.
pub(super) fn versione(
    posto: &Path,
    nuovo: &Fascicolo,
    motivo: Option<&str>,
) -> Result<Versione, Guasto> {
    let Some(vecchio) = InVigore::leggi(posto)? else {
        return Ok(Versione::prima());
    };
    let diversi = vecchio.diversi(&nuovo.somme);
    if diversi.is_empty() {
        return vecchio.ancora(posto, nuovo);
    }
    let aggiunta = || vecchio.aggiunta(nuovo);
    match motivo.map(str::to_owned).or_else(aggiunta) {
        Some(motivo) => vecchio.seguita_da(nuovo, motivo),
        None => Err(Guasto::SenzaMotivo {
            anno: vecchio.record.anno,
            versione: vecchio.record.versione,
            diversi: italiano::elenco(&nominati(&diversi)),
        }),
    }
}

/// The version that stands there, made again from these contents and from the version before; none
/// where nothing is published.
///
/// # Errors
/// A version before that cannot be read.
pub(super) fn in_vigore(posto: &Path, nuovo: &Fascicolo) -> Result<Option<Versione>, Guasto> {
    let adesso = InVigore::leggi(posto)?;
    let rifatta = adesso.map(|adesso| adesso.rifatta(posto, nuovo));
    rifatta.transpose()
}

/// The first few names, and how many more there are.
fn nominati<'a>(diversi: &[&'a str]) -> Vec<&'a str> {
    let mut nominati: Vec<&str> = diversi.iter().take(NOMINATI).copied().collect();
    if diversi.len() > NOMINATI {
        nominati.push("altri file");
    }
    nominati
}

impl InVigore {
    /// Reads what is in a year's folder, which is known to be ours.
    fn leggi(posto: &Path) -> Result<Option<Self>, Guasto> {
        let record = proprieta::record(posto);
        let letto = record.map(|record| Self::con_record(posto, record));
        letto.transpose().map_err(|causa| Guasto::Disco {
            percorso: posto.to_owned(),
            causa,
        })
    }

    fn con_record(posto: &Path, record: Record) -> io::Result<Self> {
        let (mut file, mut conservate) = (Albero::new(), Albero::new());
        for (nome, _) in disco::elenca(posto)? {
            let byte = disco::entro(&posto.join(&nome), BYTE)?;
            let dove = match nome.starts_with(&format!("{VERSIONI}/")) {
                true => &mut conservate,
                false => &mut file,
            };
            dove.insert(nome, byte);
        }
        Ok(Self {
            record,
            file,
            conservate,
        })
    }

    /// The files that are not as they were published, but for those that tell of the version; one
    /// that is only missing is the same again.
    fn diversi<'a>(&'a self, nuove: &'a BTreeMap<String, String>) -> Vec<&'a str> {
        let di_versione = [RECORD, somme::FILE, PAGINA, DATI];
        let pubblicati = match self.record.file.is_empty() {
            true => somme::di(&self.file),
            false => self.record.file.clone(),
        };
        let nomi: BTreeSet<&String> = self
            .file
            .keys()
            .chain(self.record.file.keys())
            .chain(nuove.keys())
            .collect();
        let nomi = nomi.into_iter().map(String::as_str);
        nomi.filter(|nome| !di_versione.contains(nome) && !zip::di_tutto(nome))
            .filter(|nome| pubblicati.get(*nome) != nuove.get(*nome))
            .collect()
    }

    /// The same version again.
    fn ancora(self, posto: &Path, nuovo: &Fascicolo) -> Result<Versione, Guasto> {
        let pagine = self.file.iter();
        let pagine: Albero = pagine
            .filter(|(nome, _)| [PAGINA, DATI].contains(&nome.as_str()))
            .map(|(nome, byte)| (nome.clone(), byte.clone()))
            .collect();
        let rifatta = self.rifatta(posto, nuovo)?;
        let pagine = match pagine.len() == rifatta.pagine.len() {
            true => pagine,
            false => rifatta.pagine,
        };
        Ok(Versione { pagine, ..rifatta })
    }

    /// This version made again from its contents and from the version before.
    fn rifatta(self, posto: &Path, nuovo: &Fascicolo) -> Result<Versione, Guasto> {
        let prima = match self.record.precedenti.last() {
            Some(prima) => Self::leggi(&posto.join(cartella(prima.versione)))?,
            None => None,
        };
        let Some(prima) = prima else {
            return Ok(Versione::prima());
        };
        let motivo = self.record.motivo.unwrap_or_default();
        Ok(Versione {
            precedenti: self.record.precedenti,
            conservate: self.conservate,
            ..prima.seguita_da(nuovo, motivo)?
        })
    }

    /// The reason that needs no words of a person: documents come beside those that are there,
    /// which stay byte by byte.
    fn aggiunta(&self, nuovo: &Fascicolo) -> Option<String> {
        let mut di_prima = self.record.documenti.iter();
        if !di_prima.all(|prima| self.file.get(&prima.file) == nuovo.file.get(&prima.file)) {
            return None;
        }
        let documenti = nuovo.record.documenti_oltre(&self.record);
        let allegati = nuovo.record.allegati_oltre(&self.record);
        let titoli = documenti.map(|documento| &documento.titolo);
        let titoli = titoli.chain(allegati.map(|allegato| &allegato.titolo));
        let titoli: Vec<String> = titoli.map(|titolo| format!("«{titolo}»")).collect();
        (!titoli.is_empty()).then(|| format!("Si aggiunge {}", italiano::elenco(&titoli)))
    }

    /// The version that takes the place of this one.
    fn seguita_da(self, nuovo: &Fascicolo, motivo: String) -> Result<Versione, Guasto> {
        let numero = self.record.versione + 1;
        let mut precedenti = self.record.precedenti.clone();
        precedenti.push(Precedente {
            versione: self.record.versione,
            data: self.record.ultima_data(),
            motivo: self.record.motivo.clone(),
            somme: self
                .file
                .get(somme::FILE)
                .map(|byte| sha256(byte))
                .unwrap_or_default(),
        });
        let confronto = self.confronto(nuovo)?;
        let pagina = nuovo.modifiche(&confronto.vista, &motivo, &self.record)?;
        let pagine = Albero::from([
            (PAGINA.to_owned(), pagina.into_bytes()),
            (
                DATI.to_owned(),
                json_leggibile(&confronto.confronto).into_bytes(),
            ),
        ]);
        let qui = cartella(self.record.versione);
        let mut conservate = self.conservate;
        conservate.extend(
            self.file
                .into_iter()
                .map(|(nome, byte)| (format!("{qui}{nome}"), byte)),
        );
        Ok(Versione {
            numero,
            motivo: Some(motivo),
            precedenti,
            prima: Some(self.record),
            pagine,
            conservate,
        })
    }

    /// What changed, as `ciclo confronta` with the two models says it.
    fn confronto(&self, nuovo: &Fascicolo) -> Result<Modifiche, Guasto> {
        let modello = self
            .file
            .get(MODELLO)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let prima = Bozza::da_json(modello).map_err(|causa| Guasto::Illeggibile {
            anno: self.record.anno,
            causa: causa.to_string(),
        })?;
        let (prima, ora) = opendata::in_comune(prima, nuovo.parte().clone());
        let nomi = Nomi::di(&prima, &ora);
        let differenze = diff::confronta(&prima, &ora);
        let versione = |numero: u32| format!("versione {numero}");
        let (vecchia, nuova) = (self.record.versione, self.record.versione + 1);
        let confronto = Confronto::nuovo(&versione(vecchia), &versione(nuova), differenze);
        let vista = Vista::nuova(&confronto, &nomi);
        Ok(Modifiche { confronto, vista })
    }
}

struct Modifiche {
    confronto: Confronto,
    vista: Vista,
}
