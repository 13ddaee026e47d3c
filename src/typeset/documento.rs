//! What a document's templates read: who and when, chapters, results, charts, attachments.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use typst::foundations::Bytes;

use crate::charts::Grafico;
use crate::documents::{Descrittore, Forma, PIANO, PREMI, Periodo, VALIDAZIONE};
use crate::edizione::Edizione;
use crate::model::italiano::tipografico;
use crate::model::italiano::vocabolario::{DA_SCRIVERE, MANCARE};
use crate::model::quadro;
use crate::model::{
    AMBITI, Ambito, Assegnazione, Cruscotto, Ente, Modello, Progetto, Prospettiva, Serie, ente,
    italiano,
};
use crate::monitoraggio::Monitoraggio;
use crate::opendata::{self, json};
use crate::prose::Capitolo;
use crate::rendiconto::{self, Rendiconto, SchedaIndividuale};
use crate::validazione::Validazione;

use super::altezze::Misurato;
use super::revisione::Revisione;
use super::tavole::{Insieme, Quando};

/// Where the drawings of the charts are.
pub(super) const GRAFICI: &str = "grafici/";

/// A document ready to be typeset.
pub struct Documento<'a> {
    /// The main template.
    principale: &'static str,
    vista: Vista<'a>,
    edizione: &'a Edizione,
    /// None of a scheda.
    capitoli: &'a [Capitolo],
    revisione: Revisione,
    /// The charts that it places, with the table behind each.
    file: Vec<(String, Bytes)>,
}

/// `/documento.json`.
#[derive(Serialize)]
struct Vista<'a> {
    tipo: &'a str,
    titolo: String,
    /// What a scheda is about: its template need not read the whole model for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    scheda: Option<Scheda<'a>>,
    data: [i16; 3],
    /// The same day, for what is made here.
    #[serde(skip)]
    giorno: Date,
    data_estesa: String,
    delibera: Option<String>,
    /// What the cover and the running header say of a draft.
    bozza: Option<String>,
    /// Title and date of the older draft that it is set beside.
    #[serde(skip_serializing_if = "Option::is_none")]
    rispetto_a: Option<String>,
    /// What is still to be written, each with its place.
    da_scrivere: Vec<DaScrivere>,
    anni: Anni,
    /// The year that its tables are about.
    anno: i16,
    con_risultati: bool,
    capitoli: Vec<Misurato>,
    rendiconto: Option<&'a Rendiconto>,
    /// Only of the OIV's own document.
    #[serde(skip_serializing_if = "Option::is_none")]
    validazione: Option<&'a Validazione>,
    /// Only of the document that is about a day: it is for the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    monitoraggio: Option<&'a Monitoraggio>,
    /// Ids of the tables about bonuses, in the order in which they are told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    premi: Vec<&'a str>,
    grafici: Option<BTreeMap<&'a str, VistaGrafico<'a>>>,
    ambiti: &'static [Ambito],
    allegati: Vec<Allegato>,
}

/// A cruscotto or a project, with what its page says besides.
#[derive(Serialize)]
struct Scheda<'a> {
    ente: &'a Ente,
    prospettive: &'a [Prospettiva],
    /// Who leads the whole, and signs beside the one responsible.
    vertice: Option<Vertice<'a>>,
    cruscotto: Option<&'a Cruscotto>,
    progetto: Option<&'a Progetto>,
    /// What a collaborator or a group answers for.
    #[serde(skip_serializing_if = "Option::is_none")]
    individuale: Option<SchedaIndividuale>,
    /// Name of the indicator that the project feeds.
    indicatore: Option<&'a str>,
}

/// A part of the document that waits for someone.
#[derive(Serialize)]
struct DaScrivere {
    che: String,
    luogo: String,
}

#[derive(Serialize)]
struct Anni {
    /// Of the document itself.
    propri: Vec<i16>,
    piano: Vec<i16>,
    relazione: i16,
}

#[derive(Serialize)]
struct Allegato {
    file: Cow<'static, str>,
    tipo: &'static str,
    descrizione: Cow<'static, str>,
}

/// The open data that every document carries.
fn allegati() -> Vec<Allegato> {
    let modello =
        "I dati da cui nasce il documento, con valori, celle di origine e, dopo l'anno, i gradi";
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

/// A chart as the templates place it.
#[derive(Serialize)]
struct VistaGrafico<'a> {
    file: String,
    alt: &'a str,
    larga: bool,
    /// What it says; the title of the series where no rule can tell.
    titolo: String,
    /// What it is about, where the title says more.
    #[serde(skip_serializing_if = "Option::is_none")]
    sottotitolo: Option<String>,
    fonte: &'a str,
    dimostrativo: bool,
}

impl<'a> VistaGrafico<'a> {
    fn nuova(serie: &'a Serie, grafico: &'a Grafico) -> Self {
        let (titolo, sottotitolo) = grafico.titoli(serie);
        Self {
            file: format!("/{GRAFICI}{}.svg", serie.id),
            alt: &grafico.alt,
            larga: grafico.larga,
            titolo: tipografico(titolo),
            sottotitolo: sottotitolo.map(tipografico),
            fonte: &serie.fonte,
            dimostrativo: serie.dimostrativa,
        }
    }
}

/// A chart that a chapter places, with its series.
type Posto<'a> = (&'a Serie, &'a Grafico);

/// The charts that chapters place, in their order.
fn grafici_di<'a>(edizione: &'a Edizione, capitoli: &'a [Capitolo]) -> Vec<Posto<'a>> {
    let posti = capitoli.iter().flat_map(Capitolo::grafici);
    posti.filter_map(|id| edizione.grafico(id)).collect()
}

fn viste<'a>(posti: &[Posto<'a>]) -> BTreeMap<&'a str, VistaGrafico<'a>> {
    posti
        .iter()
        .map(|(serie, grafico)| (serie.id.as_str(), VistaGrafico::nuova(serie, grafico)))
        .collect()
}

/// The drawing, and the table behind it as it is published.
fn file_del_grafico(anno: i16, (serie, grafico): &Posto<'_>) -> [(String, Bytes); 2] {
    let tabella = opendata::della_serie(anno, serie);
    let disegno = grafico.svg.clone().into_bytes();
    [
        (format!("{}.csv", tabella.nome), Bytes::new(tabella.csv())),
        (format!("{GRAFICI}{}.svg", serie.id), Bytes::new(disegno)),
    ]
}

impl Allegato {
    /// The table behind a chart.
    fn tabella_di(anno: i16, serie: &Serie) -> Self {
        let tabella = opendata::della_serie(anno, serie);
        Self {
            file: format!("/{}.csv", tabella.nome).into(),
            tipo: "text/csv",
            descrizione: format!("I dati del grafico «{}»", serie.titolo).into(),
        }
    }
}

impl<'a> Documento<'a> {
    /// A document with its chapters: one that tells results is a draft as long as any is missing.
    /// None of one that is not made of chapters, and of one about a day on which nothing was
    /// measured.
    pub fn con_capitoli(edizione: &'a Edizione, descrittore: &'a Descrittore) -> Option<Self> {
        let Forma::Capitoli { modello } = descrittore.forma else {
            return None;
        };
        let monitoraggio = match descrittore.periodo {
            Periodo::AllaData => Some(edizione.monitoraggio()?),
            Periodo::Triennio | Periodo::Rendicontato | Periodo::Anno => None,
        };
        let atto = edizione.atto(descrittore);
        let capitoli = edizione.capitoli(&descrittore.id);
        let posti = grafici_di(edizione, capitoli);
        let vista = vista(&descrittore.id, edizione, &atto);
        let mancanti = match descrittore.con_risultati {
            true => edizione.rendiconto().mancanti.len(),
            false => 0,
        };
        let da_scrivere = da_scrivere(&descrittore.id, edizione);
        let anno = edizione.modello().anno;
        let dati_dei_grafici = posti
            .iter()
            .map(|(serie, _)| Allegato::tabella_di(anno, serie));
        let vista = Vista {
            bozza: incompiuta(da_scrivere.len())
                .or(in_attesa(edizione, descrittore))
                .or(bozza(mancanti))
                .or(vista.bozza),
            da_scrivere,
            allegati: vista.allegati.into_iter().chain(dati_dei_grafici).collect(),
            anni: Anni {
                propri: descrittore.anni_uno_per_uno(edizione.modello()),
                ..vista.anni
            },
            anno: descrittore.anno(edizione.modello()),
            con_risultati: descrittore.con_risultati,
            capitoli: capitoli.iter().map(Misurato::nuovo).collect(),
            rendiconto: Some(edizione.rendiconto()),
            validazione: validazione_di(edizione, descrittore),
            monitoraggio,
            premi: quadro::premi(edizione.modello().quadri.keys()),
            grafici: Some(viste(&posti)),
            ..vista
        };
        Some(Self {
            file: posti
                .iter()
                .flat_map(|posto| file_del_grafico(anno, posto))
                .collect(),
            capitoli,
            ..Self::nuovo(modello, edizione, vista)
        })
    }

    /// The targets that a service is given for the plan's year.
    pub fn scheda_servizio(edizione: &'a Edizione, cruscotto: &'a Cruscotto) -> Self {
        let modello = edizione.modello();
        let titolo = format!("Scheda obiettivi {}: {}", modello.anno, cruscotto.nome);
        let scheda = Scheda {
            cruscotto: Some(cruscotto),
            ..Scheda::vuota(modello)
        };
        Self::di_scheda(
            "scheda-servizio",
            "scheda-servizio.typ",
            edizione,
            titolo,
            scheda,
        )
    }

    /// The activities of a project in the plan's year.
    pub fn scheda_progetto(edizione: &'a Edizione, progetto: &'a Progetto) -> Self {
        let modello = edizione.modello();
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
        Self::di_scheda(
            "scheda-progetto",
            "scheda-progetto.typ",
            edizione,
            titolo,
            scheda,
        )
    }

    /// What a collaborator or a group answers for in the plan's year, and what came of it. None if
    /// its service has no cruscotto.
    pub fn scheda_individuale(
        edizione: &'a Edizione,
        assegnazione: &'a Assegnazione,
    ) -> Option<Self> {
        let (modello, impostazioni) = (edizione.modello(), edizione.impostazioni());
        let individuale = rendiconto::scheda_individuale(
            modello,
            assegnazione,
            &impostazioni.valutazione,
            &impostazioni.assegnazioni,
        )?;
        let che = match assegnazione.di_gruppo {
            true => "di gruppo",
            false => "individuale",
        };
        let titolo = format!(
            "Scheda obiettivi {che} {}: {}",
            modello.anno, assegnazione.chi
        );
        let scheda = Scheda {
            cruscotto: modello.cruscotto(&assegnazione.servizio),
            individuale: Some(individuale),
            ..Scheda::vuota(modello)
        };
        Some(Self::di_scheda(
            "scheda-individuale",
            "scheda-individuale.typ",
            edizione,
            titolo,
            scheda,
        ))
    }

    fn di_scheda(
        tipo: &'static str,
        principale: &'static str,
        edizione: &'a Edizione,
        titolo: String,
        scheda: Scheda<'a>,
    ) -> Self {
        let piano = edizione.modello().documenti.principale().cloned();
        let vista = vista(tipo, edizione, &piano.unwrap_or_default());
        let vista = Vista {
            titolo,
            scheda: Some(scheda),
            delibera: None,
            ..vista
        };
        Self::nuovo(principale, edizione, vista)
    }

    fn nuovo(principale: &'static str, edizione: &'a Edizione, vista: Vista<'a>) -> Self {
        Self {
            principale,
            vista,
            edizione,
            capitoli: &[],
            revisione: Revisione::default(),
            file: Vec::new(),
        }
    }

    /// Marks what differs from an older draft, which `prima` names by title and date.
    pub fn rispetto_a(mut self, revisione: Revisione, prima: String) -> Self {
        self.revisione = revisione;
        // Of a draft of the same document the header need not say the title again.
        let accanto = match prima.strip_prefix(&self.vista.titolo) {
            Some(del_giorno) => format!("· rispetto a quella{del_giorno}"),
            None => format!("· rispetto a {prima}"),
        };
        self.vista.bozza = Some(match self.vista.bozza {
            Some(bozza) => format!("{bozza} {accanto}"),
            None => accanto,
        });
        self.vista.rispetto_a = Some(prima);
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

    /// The document whose part of the cycle this one prints from: a scheda is of the Piano.
    pub fn parte(&self) -> &str {
        match self.scheda() {
            true => PIANO,
            false => self.vista.tipo,
        }
    }

    /// The main template.
    pub(super) fn principale(&self) -> &'static str {
        self.principale
    }

    /// What makes the PDF's identifier: the document and its content, never the time.
    pub(super) fn identificativo(&self) -> String {
        let id = self.vista.scheda.as_ref().map_or("", Scheda::id);
        format!(
            "{}/{id}/{}/{}",
            self.vista.tipo, self.vista.titolo, self.vista.data_estesa
        )
    }

    /// The virtual files, with the tables of `modello`: the part of the cycle that it prints from.
    pub(super) fn file(&self, modello: &Modello) -> Vec<(String, Bytes)> {
        let vista = json(&self.vista);
        let mut file = self.file.clone();
        file.push(("documento.json".to_owned(), Bytes::new(vista)));
        let revisione = json(&self.revisione);
        file.push(("confronto.json".to_owned(), Bytes::new(revisione)));
        file.push((
            "tavole.json".to_owned(),
            Bytes::new(json(&self.tavole(modello))),
        ));
        file
    }

    fn tavole<'m>(&'m self, modello: &'m Modello) -> Insieme<'m> {
        let quando = Quando {
            anno: self.vista.anno,
            oggi: self.vista.giorno,
        };
        let Some(scheda) = &self.vista.scheda else {
            return Insieme::dei_capitoli(
                modello,
                self.edizione.rendiconto(),
                self.vista.monitoraggio,
                self.capitoli,
                &self.revisione,
                quando,
            );
        };
        match scheda {
            Scheda {
                individuale: Some(individuale),
                ..
            } => Insieme::della_scheda_individuale(modello, individuale),
            Scheda {
                progetto: Some(progetto),
                ..
            } => Insieme::della_scheda_progetto(progetto, quando),
            Scheda {
                cruscotto: Some(cruscotto),
                ..
            } => Insieme::della_scheda(modello, cruscotto),
            _ => Insieme::default(),
        }
    }
}

/// Who leads the whole, as the organisation chart and a signature name them.
#[derive(Serialize)]
struct Vertice<'a> {
    nome: &'a str,
    firma: String,
}

impl<'a> Vertice<'a> {
    /// `Il Segretario generale`, `La Direttrice generale`; without an article where the gender is
    /// in doubt.
    fn nuovo(nome: &'a str) -> Self {
        let firma = match italiano::genere(nome) {
            Some(genere) => italiano::maiuscola(&italiano::il_nome(nome, genere)),
            None => nome.to_owned(),
        };
        Self {
            nome,
            firma: italiano::tipografico(&firma),
        }
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
            .map(|unita| Vertice::nuovo(&unita.nome));
        Self {
            ente,
            prospettive,
            vertice,
            cruscotto: None,
            progetto: None,
            individuale: None,
            indicatore: None,
        }
    }

    fn id(&self) -> &str {
        let progetto = || self.progetto.map_or("", |progetto| &progetto.id);
        self.cruscotto
            .map_or_else(progetto, |cruscotto| &cruscotto.id)
    }
}

fn vista<'a>(tipo: &'a str, edizione: &Edizione, atto: &ente::Documento) -> Vista<'a> {
    let modello = edizione.modello();
    Vista {
        tipo,
        titolo: atto.titolo.clone(),
        scheda: None,
        data: [
            atto.data.year(),
            atto.data.month().into(),
            atto.data.day().into(),
        ],
        giorno: atto.data,
        data_estesa: italiano::data_estesa(atto.data),
        delibera: atto.delibera.clone(),
        bozza: atto
            .bozza
            .then(|| italiano::tipografico(&italiano::del_giorno(atto.data))),
        anni: Anni {
            propri: modello.triennio.clone(),
            piano: modello.triennio.clone(),
            relazione: modello.anno_relazione,
        },
        anno: modello.anno,
        con_risultati: false,
        rispetto_a: None,
        da_scrivere: Vec::new(),
        capitoli: Vec::new(),
        rendiconto: None,
        validazione: None,
        monitoraggio: None,
        premi: Vec::new(),
        grafici: None,
        ambiti: &AMBITI,
        allegati: allegati(),
    }
}

/// What a document still waits for, each with its place.
fn da_scrivere(documento: &str, edizione: &Edizione) -> Vec<DaScrivere> {
    let aperte = edizione.da_scrivere(&[documento]).into_iter();
    aperte
        .map(|d| DaScrivere {
            luogo: d
                .luoghi
                .first()
                .map(ToString::to_string)
                .unwrap_or_default(),
            che: d.messaggio,
        })
        .collect()
}

/// What the cover says of a document that waits for words or figures.
fn incompiuta(parti: usize) -> Option<String> {
    (parti > 0).then(|| format!("– {} {}", MANCARE.con(parti), DA_SCRIVERE.conta(parti)))
}

fn validazione_di<'a>(
    edizione: &'a Edizione,
    descrittore: &Descrittore,
) -> Option<&'a Validazione> {
    (descrittore.id == VALIDAZIONE).then(|| edizione.validazione())
}

/// What the cover says of a validation that the OIV has not given, and of bonuses without a table.
fn in_attesa(edizione: &Edizione, descrittore: &Descrittore) -> Option<String> {
    if let Some(validazione) = validazione_di(edizione, descrittore) {
        let attesa = validazione.esito.is_none() || validazione.da_giudicare > 0;
        return attesa.then(|| "– in attesa del giudizio".to_owned());
    }
    let quadri = || edizione.modello().quadri.keys();
    let senza_premi = descrittore.id == PREMI && quadro::premi(quadri()).is_empty();
    senza_premi.then(|| "– mancano le tabelle dei premi".to_owned())
}

fn bozza(mancanti: usize) -> Option<String> {
    (mancanti > 0).then(|| format!("– {}", rendiconto::mancano(mancanti)))
}
