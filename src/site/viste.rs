//! What the tables, figures and lists of the page show, as plain strings.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::charts::Grafico;
use crate::model::italiano::vocabolario::{APPROVATO, STRATEGICO};
use crate::model::italiano::{Genere, maiuscola};
use crate::model::{AttivitaProgetto, Bozza, Modello, Nomi, Obbligo, Progetto, Serie, italiano};
use crate::opendata;
use crate::rendiconto::{Rendiconto, Voto};

use super::posti::Posti;
use super::taglio::per_pagina;

/// A figure of the summary.
#[derive(Serialize)]
pub(super) struct Numero {
    valore: String,
    etichetta: String,
    nota: String,
}

/// The figures of the summary: what is planned, and what the year reported on came to where the
/// documents tell it.
pub(super) fn numeri(parte: &Bozza, rendiconto: &Rendiconto) -> Vec<Numero> {
    let modello = &parte.modello;
    let obiettivi: usize = modello.prospettive.iter().map(|p| p.obiettivi.len()).sum();
    let strategici = modello.indicatori.iter().filter(|i| i.strategico).count();
    let mut numeri = vec![
        Numero {
            valore: obiettivi.to_string(),
            etichetta: modello.nomi.obiettivo.molti(),
            nota: format!(
                "in {}",
                modello.nomi.prospettiva.conta(modello.prospettive.len())
            ),
        },
        Numero {
            valore: modello.indicatori.len().to_string(),
            etichetta: modello.nomi.indicatore.molti(),
            nota: format!("di cui {}", strategici_tra(&modello.nomi, strategici)),
        },
    ];
    let media = |voto: &Voto, etichetta: &str| {
        let nota = format!(
            "nel {}, valutati {} su {}",
            rendiconto.anno, voto.valutati, voto.previsti
        );
        Some(Numero {
            valore: voto.grado.clone()?,
            etichetta: String::from(etichetta),
            nota,
        })
    };
    if parte.valutazione.is_some() {
        let ambito = "performance di ambito organizzativo";
        numeri.extend(media(&rendiconto.ente, "performance dell’ente"));
        numeri.extend(media(&rendiconto.ambito_organizzativo, ambito));
    }
    numeri
}

/// `3 strategici`, or `3 strategiche`.
pub(super) fn strategici_tra(nomi: &Nomi, quanti: usize) -> String {
    let strategici = nomi.indicatore.accorda(&STRATEGICO, quanti);
    format!("{quanti} {strategici}")
}

/// `97,39%, raggiunto (valutati 21 su 22)`.
pub(super) fn detto(voto: &Voto) -> String {
    match &voto.grado {
        Some(grado) => {
            let fascia = voto
                .fascia
                .as_deref()
                .map(|fascia| format!(", {fascia}"))
                .unwrap_or_default();
            format!(
                "{grado}{fascia} (valutati {} su {})",
                voto.valutati, voto.previsti
            )
        }
        None => "non valutato".to_owned(),
    }
}

/// When a document is of, and by which act it was approved: `del 28 giugno 2022, approvata con …`.
pub(super) fn atto(titolo: &str, data: Date, delibera: Option<&str>) -> String {
    let approvato = match italiano::genere(titolo) {
        Some(genere) => APPROVATO.con(genere, 1).to_owned(),
        None => format!("documento {}", APPROVATO.con(Genere::Maschile, 1)),
    };
    let delibera = delibera.map(|delibera| format!(", {approvato} con {delibera}"));
    let del_giorno = italiano::tipografico(&italiano::del_giorno(data));
    format!("{del_giorno}{}", delibera.unwrap_or_default())
}

/// How the filter of the cruscotti speaks.
#[derive(Serialize)]
pub(super) struct Filtro {
    etichetta: String,
    nessuno: String,
    indicatore: [String; 2],
    cruscotto: [String; 2],
}

impl Filtro {
    /// In the words of a body; of each noun, one and many.
    pub(super) fn di(nomi: &Nomi) -> Self {
        let Nomi {
            indicatore,
            cruscotto,
            ..
        } = nomi;
        let etichetta = format!("Filtra {} {}", indicatore.i(), cruscotto.nei());
        let nessuno = maiuscola(&indicatore.nessun());
        Self {
            etichetta: italiano::tipografico(&etichetta),
            nessuno: format!("{nessuno} corrisponde: prova con meno parole."),
            indicatore: [indicatore.uno(), indicatore.molti()],
            cruscotto: [cruscotto.uno(), cruscotto.molti()],
        }
    }
}

/// A chart with the table behind it.
#[derive(Serialize)]
pub(super) struct VistaGrafico {
    /// What it is about, where its title says more.
    sottotitolo: Option<String>,
    fonte: String,
    dimostrativo: bool,
    alt: String,
    svg: String,
    larga: bool,
    tabella: Vec<Vec<String>>,
    /// The published table.
    dati: Option<String>,
}

impl VistaGrafico {
    /// About how many bytes it takes in a page.
    pub(super) fn byte(&self) -> usize {
        let celle = self.tabella.iter().flatten();
        self.svg.len() + celle.map(|cella| cella.len() + 40).sum::<usize>()
    }
}

pub(super) fn grafico(posti: &Posti, serie: &Serie, grafico: &Grafico) -> VistaGrafico {
    VistaGrafico {
        sottotitolo: grafico.titoli(serie).1.map(str::to_owned),
        fonte: serie.fonte.trim_end_matches('.').to_owned(),
        dimostrativo: serie.dimostrativa,
        alt: grafico.alt.clone(),
        svg: grafico.svg.clone(),
        larga: grafico.larga,
        tabella: grafico.tabella.clone(),
        dati: posti.serie(&serie.id),
    }
}

/// A plain table: names of columns, rows of cells, and what stands below.
#[derive(Clone, Serialize)]
pub(super) struct Griglia {
    pub intestazione: Vec<String>,
    pub righe: Vec<RigaGriglia>,
    pub nota: Option<String>,
}

/// A row of a plain table.
#[derive(Clone, Serialize)]
pub(super) struct RigaGriglia {
    pub celle: Vec<String>,
    /// Where it stands in the published tables.
    pub dati: Option<String>,
}

impl RigaGriglia {
    pub(super) fn nuova(celle: Vec<String>, dati: Option<String>) -> Self {
        Self { celle, dati }
    }
}

impl From<Vec<String>> for RigaGriglia {
    fn from(celle: Vec<String>) -> Self {
        Self::nuova(celle, None)
    }
}

impl Griglia {
    /// Letters of each cell.
    pub(super) fn lettere(&self) -> impl Iterator<Item = Vec<usize>> {
        let lettere = |riga: &RigaGriglia| {
            let celle = riga.celle.iter();
            celle.map(|cella| cella.chars().count()).collect()
        };
        self.righe.iter().map(lettere)
    }

    /// The table in pieces that fit a page; the note stands under the last.
    pub(super) fn spezzata(self) -> Vec<Self> {
        let pagine = per_pagina(&self.righe);
        let quante = pagine.len();
        let pezzo = |(quale, righe)| Self {
            intestazione: self.intestazione.clone(),
            righe,
            nota: self.nota.clone().filter(|_| quale + 1 == quante),
        };
        pagine.into_iter().enumerate().map(pezzo).collect()
    }

    /// A table without a note.
    pub(super) fn nuova<const N: usize>(
        nomi: [&str; N],
        righe: impl IntoIterator<Item = impl Into<RigaGriglia>>,
    ) -> Self {
        Self {
            intestazione: nomi.map(str::to_owned).into(),
            righe: righe.into_iter().map(Into::into).collect(),
            nota: None,
        }
    }
}

/// `1.1 Attrattività del territorio`; the code alone where it is not known.
pub(super) fn obiettivo(modello: &Modello, codice: &str) -> String {
    let nome = modello
        .obiettivo(codice)
        .map_or("", |obiettivo| &obiettivo.nome);
    format!("{codice} {nome}").trim().to_owned()
}

/// The scheda of a project.
#[derive(Serialize)]
pub(super) struct VistaScheda {
    nome: String,
    responsabile: Option<String>,
    obiettivo: Option<String>,
    /// What the body calls an obiettivo.
    voce_obiettivo: String,
    voto: Option<String>,
    descrizione: Option<String>,
    dimostrativo: bool,
    attivita: Griglia,
}

impl VistaScheda {
    pub(super) fn nome(&self) -> &str {
        &self.nome
    }

    /// Letters of each cell of its activities.
    pub(super) fn lettere(&self) -> impl Iterator<Item = Vec<usize>> {
        self.attivita.lettere()
    }
}

/// The scheda with the activities of one year and, where results are told, its grade.
pub(super) fn scheda(
    modello: &Modello,
    posti: &Posti,
    progetto: &Progetto,
    anno: i16,
    voto: Option<&Voto>,
) -> VistaScheda {
    VistaScheda {
        nome: progetto.nome.clone(),
        responsabile: progetto.responsabile.clone(),
        obiettivo: progetto
            .obiettivo
            .as_deref()
            .map(|codice| obiettivo(modello, codice)),
        voce_obiettivo: modello.nomi.obiettivo.titolo().to_owned(),
        voto: voto.map(detto),
        descrizione: progetto
            .descrizione
            .clone()
            .filter(|testo| !testo.is_empty()),
        dimostrativo: progetto.dimostrativo,
        attivita: attivita(posti, progetto, anno),
    }
}

/// The activities; results have a column once any is known.
fn attivita(posti: &Posti, progetto: &Progetto, anno: i16) -> Griglia {
    let peso = |peso: Decimal| format!("{}%", italiano::numero(peso.normalize()));
    let tutte = (1..).zip(&progetto.attivita);
    let dell_anno = tutte.filter(|(_, attivita)| attivita.anno == anno);
    let righe = dell_anno.map(|(riga, attivita): (usize, &AttivitaProgetto)| {
        let celle = vec![
            attivita.nome.clone(),
            attivita.responsabile.clone().unwrap_or_default(),
            attivita.inizio.stampa(),
            attivita.fine.stampa(),
            attivita.peso.map(peso).unwrap_or_default(),
            attivita.target.stampa(),
            attivita.risultato.stampa(),
        ];
        RigaGriglia::nuova(celle, posti.attivita(&progetto.id, riga))
    });
    let nomi = [
        "Attività",
        "Responsabile",
        "Inizio",
        "Fine",
        "Peso",
        "Target",
        "Risultato",
    ];
    let mut griglia = Griglia::nuova(nomi, righe);
    if griglia
        .righe
        .iter()
        .all(|riga| riga.celle.last().is_none_or(String::is_empty))
    {
        griglia.intestazione.pop();
        let righe = griglia.righe.iter_mut();
        righe.for_each(|riga| drop(riga.celle.pop()));
    }
    griglia
}

/// What is published, and the obligation that it answers to.
#[derive(Serialize)]
pub(super) struct Adempimento {
    titolo: String,
    percorso: String,
    /// `PDF`, `CSV`.
    formato: &'static str,
    /// The act that approves it.
    delibera: Option<String>,
    /// Where the envelope of its signature is.
    firma: Option<String>,
    obbligo: Option<VistaObbligo>,
    /// When it was first published, and the date that it has: in words and as a machine reads them.
    prima: [String; 2],
    ultima: [String; 2],
}

#[derive(Serialize)]
struct VistaObbligo {
    codice: &'static str,
    nome: &'static str,
    indirizzo: String,
}

impl From<Obbligo> for VistaObbligo {
    fn from(obbligo: Obbligo) -> Self {
        Self {
            codice: obbligo.codice(),
            nome: obbligo.nome(),
            indirizzo: obbligo.indirizzo(),
        }
    }
}

/// A day in words and as a machine reads it.
pub(super) fn giorno(data: Date) -> [String; 2] {
    [italiano::data_estesa(data), data.to_string()]
}

/// The documents of a year and what accompanies them, with their paths from where its folder is
/// `cartella`.
pub(super) fn adempimenti(record: &opendata::Record, cartella: &str) -> Vec<Adempimento> {
    let qui = |file: &str| format!("{cartella}{file}");
    let scritti = record.scritti().map(|scritto| Adempimento {
        titolo: scritto.titolo.to_owned(),
        percorso: qui(scritto.file),
        formato: match scritto.file.rsplit_once('.') {
            Some((_, "csv")) => "CSV",
            Some((_, "p7m")) => "P7M",
            _ => "PDF",
        },
        delibera: scritto.delibera.map(str::to_owned),
        firma: scritto.firma.map(qui),
        obbligo: scritto.obbligo.map(VistaObbligo::from),
        prima: giorno(scritto.prima),
        ultima: giorno(scritto.data),
    });
    scritti.collect()
}

/// A year in the index.
#[derive(Serialize)]
pub(super) struct AnnoPubblicato {
    anno: i16,
    cartella: String,
    adempimenti: Vec<Adempimento>,
    fino_al: String,
    oltre_l_obbligo: bool,
    versione: u32,
    /// Why it took the place of the one before.
    motivo: Option<String>,
    /// The numbers of the versions before.
    precedenti: Vec<u32>,
}

/// What a year holds, and until when it must stay.
pub(super) fn anno_pubblicato(anno: &opendata::Anno) -> AnnoPubblicato {
    AnnoPubblicato {
        anno: anno.record.anno,
        cartella: anno.cartella.clone(),
        adempimenti: adempimenti(&anno.record, &anno.cartella),
        fino_al: italiano::data_estesa(anno.fino_al),
        oltre_l_obbligo: anno.oltre_l_obbligo,
        versione: anno.record.versione,
        motivo: anno.record.motivo.clone(),
        precedenti: anno.record.precedenti.iter().map(|p| p.versione).collect(),
    }
}
