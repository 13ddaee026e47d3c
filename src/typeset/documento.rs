//! What a document's templates read: who and when, chapters, charts, attachments.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::charts::{self, ErroreGrafico, Grafico};
use crate::load::Caricato;
use crate::model::{Serie, italiano};
use crate::prose::Capitolo;
use crate::publish;

use super::revisione::Revisione;

/// The documents that can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tipo {
    Piano,
    Relazione,
}

impl Tipo {
    /// Its name in files and commands.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Piano => "piano",
            Self::Relazione => "relazione",
        }
    }
}

/// A document ready to be typeset.
pub struct Documento {
    tipo: Tipo,
    vista: Vista,
    grafici: Vec<Grafico>,
    modello: Vec<u8>,
    indicatori: Vec<u8>,
    revisione: Revisione,
}

/// `/documento.json`.
#[derive(Serialize)]
struct Vista {
    tipo: &'static str,
    titolo: String,
    data: [i16; 3],
    data_estesa: String,
    delibera: Option<String>,
    /// What the running header says of a draft.
    bozza: Option<String>,
    anni: Anni,
    capitoli: Vec<Capitolo>,
    grafici: BTreeMap<String, VistaGrafico>,
    ambiti: Vec<Ambito>,
    allegati: Vec<Allegato>,
}

#[derive(Serialize)]
struct Anni {
    piano: Vec<i16>,
    relazione: i16,
}

#[derive(Serialize)]
struct VistaGrafico {
    file: String,
    alt: String,
    larga: bool,
    titolo: String,
    fonte: String,
    dimostrativo: bool,
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

impl Documento {
    /// Gathers a document.
    ///
    /// # Errors
    /// A chart that cannot be drawn, with the name of its series.
    pub fn nuovo(
        tipo: Tipo,
        caricato: &Caricato,
        capitoli: Vec<Capitolo>,
    ) -> Result<Self, (String, ErroreGrafico)> {
        let modello = &caricato.modello;
        let grafici: Vec<Grafico> = modello.serie.iter().map(disegna).collect::<Result<_, _>>()?;
        let atto = match tipo {
            Tipo::Piano => &modello.documenti.piano,
            Tipo::Relazione => &modello.documenti.relazione,
        };
        let vista = Vista {
            tipo: tipo.nome(),
            titolo: atto.titolo.clone(),
            data: [atto.data.year(), atto.data.month().into(), atto.data.day().into()],
            data_estesa: italiano::data_estesa(atto.data),
            delibera: atto.delibera.clone(),
            bozza: None,
            anni: Anni { piano: modello.triennio.clone(), relazione: modello.anno_relazione },
            capitoli,
            grafici: modello.serie.iter().zip(&grafici).map(vista_grafico).collect(),
            ambiti: AMBITI.into(),
            allegati: ALLEGATI.into(),
        };
        let indicatori = publish::indicatori::csv(modello, &caricato.valutazione).into_bytes();
        Ok(Self {
            tipo,
            vista,
            grafici,
            modello: publish::modello_json(caricato),
            indicatori,
            revisione: Revisione::default(),
        })
    }

    /// Marks what differs from an older draft; `bozze` names the two in the running header.
    pub fn rispetto_a(mut self, revisione: Revisione, bozze: String) -> Self {
        self.revisione = revisione;
        self.vista.bozza = Some(bozze);
        self
    }

    /// The main template.
    pub(super) fn principale(&self) -> &'static str {
        match self.tipo {
            Tipo::Piano => "piano.typ",
            Tipo::Relazione => "relazione.typ",
        }
    }

    /// What makes the PDF's identifier: the document and its content, never the time.
    pub(super) fn identificativo(&self) -> String {
        format!("{}/{}/{}", self.tipo.nome(), self.vista.titolo, self.vista.data_estesa)
    }

    /// The virtual files.
    pub(super) fn file(&self) -> Vec<(String, Vec<u8>)> {
        let vista = serde_json::to_vec(&self.vista).unwrap_or_default();
        let mut file = vec![
            ("documento.json".to_owned(), vista),
            ("modello.json".to_owned(), self.modello.clone()),
            ("indicatori.csv".to_owned(), self.indicatori.clone()),
            ("confronto.json".to_owned(), serde_json::to_vec(&self.revisione).unwrap_or_default()),
        ];
        file.extend(
            self.grafici.iter().map(|g| (format!("grafici/{}.svg", g.id), g.svg.clone().into_bytes())),
        );
        file
    }
}

fn disegna(serie: &Serie) -> Result<Grafico, (String, ErroreGrafico)> {
    charts::disegna(serie).map_err(|errore| (serie.id.clone(), errore))
}

fn vista_grafico((serie, grafico): (&Serie, &Grafico)) -> (String, VistaGrafico) {
    let vista = VistaGrafico {
        file: format!("/grafici/{}.svg", grafico.id),
        alt: grafico.alt.clone(),
        larga: grafico.larga,
        titolo: serie.titolo.clone(),
        fonte: serie.fonte.clone(),
        dimostrativo: serie.dimostrativa,
    };
    (serie.id.clone(), vista)
}
