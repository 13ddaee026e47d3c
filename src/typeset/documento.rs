//! What a document's templates read: who and when, chapters, results, charts, attachments.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use typst::foundations::Bytes;

use crate::load::Caricato;
use crate::model::{Cruscotto, Documenti, Ente, Modello, Progetto, Prospettiva, ente, italiano};
use crate::prose::{Blocco, Capitolo};
use crate::rendiconto::Rendiconto;
use crate::report;

use super::comune::{Comune, VistaGrafico};

use super::revisione::Revisione;

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
    revisione: Revisione,
}

/// `/documento.json`.
#[derive(Serialize)]
struct Vista<'a> {
    tipo: &'static str,
    titolo: String,
    /// What a scheda is about: its template need not read the whole model for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    scheda: Option<Scheda<'a>>,
    data: [i16; 3],
    data_estesa: String,
    delibera: Option<String>,
    /// What the cover and the running header say of a draft.
    bozza: Option<String>,
    anni: Anni,
    capitoli: Vec<Capitolo>,
    rendiconto: Option<&'a Rendiconto>,
    grafici: Option<&'a BTreeMap<String, VistaGrafico>>,
    ambiti: &'static [Ambito],
    allegati: Vec<Allegato>,
}

/// A cruscotto or a project, with what its page says besides.
#[derive(Serialize)]
struct Scheda<'a> {
    ente: &'a Ente,
    prospettive: &'a [Prospettiva],
    /// Who leads the whole, and signs beside the one responsible.
    vertice: Option<&'a str>,
    cruscotto: Option<&'a Cruscotto>,
    progetto: Option<&'a Progetto>,
    /// Name of the indicator that the project feeds.
    indicatore: Option<&'a str>,
}

#[derive(Serialize)]
struct Anni {
    piano: Vec<i16>,
    relazione: i16,
}

/// A scope of organisational performance.
#[derive(Serialize)]
pub struct Ambito {
    pub lettera: &'static str,
    pub testo: &'static str,
}

#[derive(Serialize)]
struct Allegato {
    file: Cow<'static, str>,
    tipo: &'static str,
    descrizione: Cow<'static, str>,
}

/// The scopes of organisational performance, D.Lgs. 150/2009 art. 8 c. 1, in short.
pub const AMBITI: [Ambito; 7] = [
    Ambito {
        lettera: "a",
        testo: "politiche che rispondono ai bisogni della collettività",
    },
    Ambito {
        lettera: "b",
        testo: "piani e programmi: attuazione nei tempi, con gli standard e le risorse previsti",
    },
    Ambito {
        lettera: "c",
        testo: "gradimento di chi riceve attività e servizi",
    },
    Ambito {
        lettera: "d",
        testo: "organizzazione e competenze: modernizzazione e qualità",
    },
    Ambito {
        lettera: "e",
        testo: "relazioni con cittadini, utenti e portatori di interessi",
    },
    Ambito {
        lettera: "f",
        testo: "efficienza: uso delle risorse, costi e tempi dei procedimenti",
    },
    Ambito {
        lettera: "g",
        testo: "qualità e quantità di prestazioni e servizi erogati",
    },
];

/// The open data that every document carries.
fn allegati() -> Vec<Allegato> {
    let modello =
        "Il modello completo da cui nasce il documento, con valori, celle di origine e gradi";
    let indicatori =
        "Gli indicatori di tutti i cruscotti, una riga per cruscotto, indicatore e anno";
    vec![
        Allegato {
            file: "/modello.json".into(),
            tipo: "application/json",
            descrizione: modello.into(),
        },
        Allegato {
            file: "/indicatori.csv".into(),
            tipo: "text/csv",
            descrizione: indicatori.into(),
        },
    ]
}

/// The table behind each chart that the chapters place.
fn dati_dei_grafici(
    capitoli: &[Capitolo],
    grafici: &BTreeMap<String, VistaGrafico>,
) -> Vec<Allegato> {
    let posti = capitoli
        .iter()
        .flat_map(|capitolo| &capitolo.blocchi)
        .filter_map(|blocco| match blocco {
            Blocco::Inserto { che, id } if matches!(che.as_str(), "grafico" | "grafici") => {
                Some(id)
            }
            _ => None,
        });
    posti
        .flatten()
        .filter_map(|id| Some((id, grafici.get(id)?)))
        .map(|(id, grafico)| Allegato {
            file: format!("/grafici/{id}.csv").into(),
            tipo: "text/csv",
            descrizione: format!("I dati del grafico «{}»", grafico.titolo).into(),
        })
        .collect()
}

impl<'a> Documento<'a> {
    /// The Piano with its chapters.
    pub fn piano(comune: &'a Comune, caricato: &Caricato, capitoli: Vec<Capitolo>) -> Self {
        Self::con_capitoli(Tipo::Piano, comune, caricato, capitoli)
    }

    /// The Relazione with its chapters: a draft as long as results are missing.
    pub fn relazione(comune: &'a Comune, caricato: &Caricato, capitoli: Vec<Capitolo>) -> Self {
        let mut documento = Self::con_capitoli(Tipo::Relazione, comune, caricato, capitoli);
        documento.vista.bozza = bozza(comune.mancanti().len()).or(documento.vista.bozza);
        documento
    }

    fn con_capitoli(
        tipo: Tipo,
        comune: &'a Comune,
        caricato: &Caricato,
        capitoli: Vec<Capitolo>,
    ) -> Self {
        let Documenti { piano, relazione } = &caricato.modello.documenti;
        let vista = vista(
            tipo,
            caricato,
            if tipo == Tipo::Relazione {
                relazione
            } else {
                piano
            },
        );
        let (rendiconto, grafici) = (Some(&comune.rendiconto), Some(&comune.grafici));
        let allegati = [vista.allegati, dati_dei_grafici(&capitoli, &comune.grafici)]
            .into_iter()
            .flatten()
            .collect();
        Self::nuovo(
            tipo,
            comune,
            Vista {
                capitoli,
                rendiconto,
                grafici,
                allegati,
                ..vista
            },
        )
    }

    /// The targets that a service is given for the plan's year.
    pub fn scheda_servizio(
        comune: &'a Comune,
        caricato: &'a Caricato,
        cruscotto: &'a Cruscotto,
    ) -> Self {
        let titolo = format!(
            "Scheda obiettivi {}: {}",
            caricato.modello.anno, cruscotto.nome
        );
        let scheda = Scheda {
            cruscotto: Some(cruscotto),
            ..Scheda::vuota(&caricato.modello)
        };
        Self::di_scheda(Tipo::SchedaServizio, comune, caricato, titolo, scheda)
    }

    /// The activities of a project in the plan's year.
    pub fn scheda_progetto(
        comune: &'a Comune,
        caricato: &'a Caricato,
        progetto: &'a Progetto,
    ) -> Self {
        let modello = &caricato.modello;
        let titolo = format!("Scheda progetto {}: {}", modello.anno, progetto.nome);
        let indicatore = progetto
            .indicatore
            .as_deref()
            .and_then(|id| modello.indicatore(id));
        let scheda = Scheda {
            progetto: Some(progetto),
            indicatore: indicatore.map(|indicatore| indicatore.nome.as_str()),
            ..Scheda::vuota(modello)
        };
        Self::di_scheda(Tipo::SchedaProgetto, comune, caricato, titolo, scheda)
    }

    fn di_scheda(
        tipo: Tipo,
        comune: &'a Comune,
        caricato: &Caricato,
        titolo: String,
        scheda: Scheda<'a>,
    ) -> Self {
        let vista = vista(tipo, caricato, &caricato.modello.documenti.piano);
        Self::nuovo(
            tipo,
            comune,
            Vista {
                titolo,
                scheda: Some(scheda),
                delibera: None,
                ..vista
            },
        )
    }

    fn nuovo(tipo: Tipo, comune: &'a Comune, vista: Vista<'a>) -> Self {
        Self {
            tipo,
            vista,
            comune,
            revisione: Revisione::default(),
        }
    }

    /// Marks what differs from an older draft; `bozze` names the two in the running header.
    pub fn rispetto_a(mut self, revisione: Revisione, bozze: &str) -> Self {
        self.revisione = revisione;
        self.vista.bozza = Some(match self.vista.bozza {
            Some(bozza) => format!("{bozza} {bozze}"),
            None => bozze.to_owned(),
        });
        self
    }

    /// The title on the cover.
    pub fn titolo(&self) -> &str {
        &self.vista.titolo
    }

    /// What the running header says of a draft; none of a document that may be published.
    pub fn bozza(&self) -> Option<&str> {
        self.vista.bozza.as_deref()
    }

    /// True for a scheda: one of many small documents.
    pub fn scheda(&self) -> bool {
        self.vista.scheda.is_some()
    }

    /// The main template.
    pub(super) fn principale(&self) -> &'static str {
        self.tipo.modello()
    }

    /// What makes the PDF's identifier: the document and its content, never the time.
    pub(super) fn identificativo(&self) -> String {
        let id = self.vista.scheda.as_ref().map_or("", Scheda::id);
        format!(
            "{}/{id}/{}/{}",
            self.tipo.nome(),
            self.vista.titolo,
            self.vista.data_estesa
        )
    }

    /// The virtual files.
    pub(super) fn file(&self) -> Vec<(String, Bytes)> {
        let vista = serde_json::to_vec(&self.vista).unwrap_or_default();
        let mut file = self.comune.file.clone();
        file.push(("documento.json".to_owned(), Bytes::new(vista)));
        let revisione = serde_json::to_vec(&self.revisione).unwrap_or_default();
        file.push(("confronto.json".to_owned(), Bytes::new(revisione)));
        file
    }
}

impl<'a> Scheda<'a> {
    fn vuota(modello: &'a Modello) -> Self {
        let Modello {
            ente,
            prospettive,
            organizzazione,
            ..
        } = modello;
        let vertice = organizzazione
            .organigramma
            .as_ref()
            .map(|unita| unita.nome.as_str());
        Self {
            ente,
            prospettive,
            vertice,
            cruscotto: None,
            progetto: None,
            indicatore: None,
        }
    }

    fn id(&self) -> &str {
        let progetto = || self.progetto.map_or("", |progetto| &progetto.id);
        self.cruscotto
            .map_or_else(progetto, |cruscotto| &cruscotto.id)
    }
}

fn vista<'a>(tipo: Tipo, caricato: &Caricato, atto: &ente::Documento) -> Vista<'a> {
    let modello = &caricato.modello;
    Vista {
        tipo: tipo.nome(),
        titolo: atto.titolo.clone(),
        scheda: None,
        data: [
            atto.data.year(),
            atto.data.month().into(),
            atto.data.day().into(),
        ],
        data_estesa: italiano::data_estesa(atto.data),
        delibera: atto.delibera.clone(),
        bozza: atto
            .bozza
            .then(|| format!("del {}", italiano::data_estesa(atto.data))),
        anni: Anni {
            piano: modello.triennio.clone(),
            relazione: modello.anno_relazione,
        },
        capitoli: Vec::new(),
        rendiconto: None,
        grafici: None,
        ambiti: &AMBITI,
        allegati: allegati(),
    }
}

fn bozza(mancanti: usize) -> Option<String> {
    let manca = if mancanti == 1 { "manca" } else { "mancano" };
    (mancanti > 0).then(|| {
        format!(
            "– {manca} {}",
            report::plurale(mancanti, "consuntivo", "consuntivi")
        )
    })
}
