//! What the OIV validates a Relazione by (D.Lgs. 150/2009 art. 14 c. 4 lett. c, DFP guideline
//! 3/2018): criterion by criterion the evidence that the data can bring, beside the judgement and
//! the remarks of the OIV, which are its own.

mod evidenze;
mod leggibilita;

use serde::Serialize;

use crate::model::ente::{EsitoOiv, Oiv};
use crate::model::{Diagnosi, Modello, Testi, Valutazione, italiano};
use crate::rendiconto::Rendiconto;

/// A Relazione before its OIV.
#[derive(Debug, Clone, Serialize)]
pub struct Validazione {
    pub anno: i16,
    /// The OIV, as the body calls it.
    pub organo: String,
    /// `validata`, `validata con osservazioni`, `non validata`; none until it has decided.
    pub esito: Option<&'static str>,
    pub osservazioni: Option<String>,
    pub criteri: Vec<Criterio>,
    pub tavole: Vec<Tavola>,
    /// Criteria without a judgement.
    pub da_giudicare: usize,
}

/// A criterion with what is known of it.
#[derive(Debug, Clone, Serialize)]
pub struct Criterio {
    pub lettera: &'static str,
    pub nome: String,
    pub evidenze: Vec<String>,
    pub giudizio: Option<String>,
    pub osservazioni: Option<String>,
}

/// A table of evidence: strings, the head first.
#[derive(Debug, Clone, Serialize)]
pub struct Tavola {
    pub id: &'static str,
    pub titolo: &'static str,
    pub colonne: Vec<String>,
    pub righe: Vec<Vec<String>>,
    /// What is said where it has no rows.
    pub vuota: &'static str,
}

/// The criteria of the guideline, by letter.
pub const CRITERI: [(&str, &str); 11] = [
    ("a", "Coerenza tra Relazione e Piano"),
    ("b", "Coerenza con la valutazione complessiva dell'OIV"),
    (
        "c",
        "Risultati per tutti gli obiettivi, organizzativi e individuali",
    ),
    ("d", "Obiettivi su anticorruzione e trasparenza"),
    ("e", "Corretto uso del metodo di calcolo"),
    (
        "f",
        "Affidabilità dei dati, con preferenza per fonti esterne o certificate",
    ),
    ("g", "Scostamenti riportati con le loro motivazioni"),
    ("h", "Adeguatezza del processo di misurazione e valutazione"),
    ("i", "Conformità alle norme e alle linee guida"),
    ("j", "Sinteticità"),
    ("k", "Chiarezza e comprensibilità"),
];

/// Everything that the evidence is taken from.
pub(crate) struct Materia<'a> {
    pub modello: &'a Modello,
    pub valutazione: &'a Valutazione,
    pub rendiconto: &'a Rendiconto,
    pub testi: &'a Testi,
    pub diagnosi: &'a [Diagnosi],
}

/// Brings the evidence.
pub(crate) fn prepara(materia: &Materia<'_>) -> Validazione {
    let nessuno = Oiv::default();
    let oiv = materia.modello.oiv.as_ref().unwrap_or(&nessuno);
    let raccolte = evidenze::Evidenze::nuove(materia, oiv);
    let criteri: Vec<Criterio> = CRITERI
        .into_iter()
        .map(|(lettera, nome)| {
            let detto = oiv.criteri.get(lettera);
            let evidenze = raccolte.del_criterio(lettera).into_iter();
            Criterio {
                lettera,
                nome: italiano::tipografico(nome),
                evidenze: evidenze
                    .map(|evidenza| italiano::tipografico(&evidenza))
                    .collect(),
                giudizio: detto.and_then(|detto| detto.giudizio.clone()),
                osservazioni: detto.and_then(|detto| detto.osservazioni.clone()),
            }
        })
        .collect();
    Validazione {
        anno: materia.valutazione.anno,
        organo: match &oiv.organo {
            Some(organo) => organo.clone(),
            None => "Organismo indipendente di valutazione".to_owned(),
        },
        esito: oiv.esito.map(EsitoOiv::nome),
        osservazioni: oiv.osservazioni.clone(),
        da_giudicare: criteri.iter().filter(|c| c.giudizio.is_none()).count(),
        criteri,
        tavole: raccolte.tavole(),
    }
}
