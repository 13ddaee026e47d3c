//! What a document's templates read: who and when, chapters, results, charts, attachments.

use std::collections::BTreeMap;

use serde::Serialize;
use typst::foundations::Bytes;

use crate::load::Caricato;
use crate::model::{Cruscotto, Progetto, ente, italiano};
use crate::prose::Capitolo;
use crate::rendiconto::Rendiconto;
use crate::report;

use super::comune::{Comune, VistaGrafico};

/// The documents that can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tipo {
    Piano,
    Relazione,
    /// The *scheda obiettivi* of a service.
    SchedaServizio,
    SchedaProgetto,
}

impl Tipo {
    /// Its name in files and commands.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Piano => "piano",
            Self::Relazione => "relazione",
            Self::SchedaServizio => "scheda-servizio",
            Self::SchedaProgetto => "scheda-progetto",
        }
    }

    /// Its main template.
    fn modello(self) -> &'static str {
        match self {
            Self::Piano => "piano.typ",
            Self::Relazione => "relazione.typ",
            Self::SchedaServizio => "scheda-servizio.typ",
            Self::SchedaProgetto => "scheda-progetto.typ",
        }
    }
}

/// A document ready to be typeset.
pub struct Documento<'a> {
    tipo: Tipo,
    vista: Vista<'a>,
    comune: &'a Comune,
}

/// `/documento.json`.
#[derive(Serialize)]
struct Vista<'a> {
    tipo: &'static str,
    titolo: String,
    /// Id of the cruscotto or project that a scheda is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    oggetto: Option<String>,
    data: [i16; 3],
    data_estesa: String,
    delibera: Option<String>,
    /// What the cover and the running header say of a draft.
    bozza: Option<String>,
    anni: Anni,
    capitoli: Vec<Capitolo>,
    rendiconto: Option<&'a Rendiconto>,
    grafici: &'a BTreeMap<String, VistaGrafico>,
    ambiti: &'static [Ambito],
    allegati: &'static [Allegato],
}

#[derive(Serialize)]
struct Anni {
    piano: Vec<i16>,
    relazione: i16,
}

#[derive(Serialize)]
struct Ambito {
    lettera: &'static str,
    testo: &'static str,
}

#[derive(Serialize)]
struct Allegato {
    file: &'static str,
    tipo: &'static str,
    descrizione: &'static str,
}

/// The scopes of organisational performance, D.Lgs. 150/2009 art. 8 c. 1, in short.
const AMBITI: [Ambito; 7] = [
    Ambito { lettera: "a", testo: "politiche che rispondono ai bisogni della collettività" },
    Ambito {
        lettera: "b",
        testo: "piani e programmi: attuazione nei tempi, con gli standard e le risorse previsti",
    },
    Ambito { lettera: "c", testo: "gradimento di chi riceve attività e servizi" },
    Ambito { lettera: "d", testo: "organizzazione e competenze: modernizzazione e qualità" },
    Ambito { lettera: "e", testo: "relazioni con cittadini, utenti e portatori di interessi" },
    Ambito { lettera: "f", testo: "efficienza: uso delle risorse, costi e tempi dei procedimenti" },
    Ambito { lettera: "g", testo: "qualità e quantità di prestazioni e servizi erogati" },
];

const ALLEGATI: [Allegato; 2] = [
    Allegato {
        file: "/modello.json",
        tipo: "application/json",
        descrizione: "Il modello completo da cui nasce il documento, con valori, celle di origine e gradi",
    },
    Allegato {
        file: "/indicatori.csv",
        tipo: "text/csv",
        descrizione: "Gli indicatori di tutti i cruscotti, una riga per cruscotto, indicatore e anno",
    },
];

impl<'a> Documento<'a> {
    /// The Piano with its chapters.
    pub fn piano(comune: &'a Comune, caricato: &Caricato, capitoli: Vec<Capitolo>) -> Self {
        let vista = vista(Tipo::Piano, comune, caricato, &caricato.modello.documenti.piano);
        Self::nuovo(Tipo::Piano, comune, Vista { capitoli, rendiconto: Some(&comune.rendiconto), ..vista })
    }

    /// The Relazione with its chapters: a draft as long as results are missing.
    pub fn relazione(comune: &'a Comune, caricato: &Caricato, capitoli: Vec<Capitolo>) -> Self {
        let vista = vista(Tipo::Relazione, comune, caricato, &caricato.modello.documenti.relazione);
        let bozza = bozza(comune.mancanti().len());
        let rendiconto = Some(&comune.rendiconto);
        Self::nuovo(Tipo::Relazione, comune, Vista { capitoli, bozza, rendiconto, ..vista })
    }

    /// The targets that a service is given for the plan's year.
    pub fn scheda_servizio(comune: &'a Comune, caricato: &Caricato, cruscotto: &Cruscotto) -> Self {
        let titolo = format!("Scheda obiettivi {}: {}", caricato.modello.anno, cruscotto.nome);
        Self::scheda(Tipo::SchedaServizio, comune, caricato, titolo, &cruscotto.id)
    }

    /// The activities of a project in the plan's year.
    pub fn scheda_progetto(comune: &'a Comune, caricato: &Caricato, progetto: &Progetto) -> Self {
        let titolo = format!("Scheda progetto {}: {}", caricato.modello.anno, progetto.nome);
        Self::scheda(Tipo::SchedaProgetto, comune, caricato, titolo, &progetto.id)
    }

    fn scheda(tipo: Tipo, comune: &'a Comune, caricato: &Caricato, titolo: String, oggetto: &str) -> Self {
        let vista = vista(tipo, comune, caricato, &caricato.modello.documenti.piano);
        Self::nuovo(tipo, comune, Vista { titolo, oggetto: Some(oggetto.to_owned()), delibera: None, ..vista })
    }

    fn nuovo(tipo: Tipo, comune: &'a Comune, vista: Vista<'a>) -> Self {
        Self { tipo, vista, comune }
    }

    /// The main template.
    pub(super) fn principale(&self) -> &'static str {
        self.tipo.modello()
    }

    /// What makes the PDF's identifier: the document and its content, never the time.
    pub(super) fn identificativo(&self) -> String {
        let oggetto = self.vista.oggetto.as_deref().unwrap_or_default();
        format!("{}/{oggetto}/{}/{}", self.tipo.nome(), self.vista.titolo, self.vista.data_estesa)
    }

    /// The virtual files.
    pub(super) fn file(&self) -> Vec<(String, Bytes)> {
        let vista = serde_json::to_vec(&self.vista).unwrap_or_default();
        let mut file = self.comune.file.clone();
        file.push(("documento.json".to_owned(), Bytes::new(vista)));
        file
    }
}

fn vista<'a>(tipo: Tipo, comune: &'a Comune, caricato: &Caricato, atto: &ente::Documento) -> Vista<'a> {
    let modello = &caricato.modello;
    Vista {
        tipo: tipo.nome(),
        titolo: atto.titolo.clone(),
        oggetto: None,
        data: [atto.data.year(), atto.data.month().into(), atto.data.day().into()],
        data_estesa: italiano::data_estesa(atto.data),
        delibera: atto.delibera.clone(),
        bozza: None,
        anni: Anni { piano: modello.triennio.clone(), relazione: modello.anno_relazione },
        capitoli: Vec::new(),
        rendiconto: None,
        grafici: &comune.grafici,
        ambiti: &AMBITI,
        allegati: &ALLEGATI,
    }
}

fn bozza(mancanti: usize) -> Option<String> {
    let manca = if mancanti == 1 { "manca" } else { "mancano" };
    (mancanti > 0).then(|| format!("– {manca} {}", report::plurale(mancanti, "consuntivo", "consuntivi")))
}
