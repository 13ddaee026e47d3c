//! The part of a cycle that documents hold: nothing private, nothing of the documents beside them.
//!
//! Everything that is published is made from a part: the JSON, the tables, the pages, what a PDF
//! prints and carries. What is not here cannot leave the office.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::documents::{self, Descrittore, Periodo};
use crate::model::bozza::TestoCapitolo;
use crate::model::quadro::dei_premi;
use crate::model::{Aggiunte, AttivitaProgetto, Bozza, Celle, Dato, Modello, Riga, Testi, Valore};

use super::luoghi;

/// Keys of [`Celle::altre`] and [`Celle::moduli`] that lead to what is for the office alone.
const CELLE_RISERVATE: [&str; 6] = [
    "note",
    "previsione",
    "responsabile",
    "contributori",
    "criticita",
    "azione_correttiva",
];

/// What a set of documents tells.
struct Ambito<'a> {
    documenti: BTreeSet<&'a str>,
    /// Whether they tell what came of the year: grades, and why they are what they are.
    gradi: bool,
    /// The last year of which they tell results: the one reported on, or those before the plan.
    risultati_fino: i16,
    /// The last year of which they tell values at a day within it.
    rilevati_fino: i16,
    /// The years of which they tell activities and targets.
    attesi: RangeInclusive<i16>,
}

/// The part of a cycle that these documents hold, as it may be published: places name no file of
/// the office's disk.
pub fn parte(intera: Bozza, documenti: &[&str]) -> Bozza {
    let mut parte = parte_dell_ufficio(intera, documenti);
    luoghi::in_pubblico(&mut parte);
    parte
}

/// The same with the places as they are on the office's disk: for its own screen, never to be
/// published.
pub(crate) fn parte_dell_ufficio(intera: Bozza, documenti: &[&str]) -> Bozza {
    let ambito = Ambito::di(&intera.modello, documenti);
    let mut parte = senza_riservati(intera);
    parte.aggiunte = Aggiunte::default();
    ambito.ritaglia(&mut parte);
    parte
}

/// A part with what a publication adds to it.
pub fn con_aggiunte(parte: Bozza, aggiunte: Aggiunte) -> Bozza {
    let mut intera = Bozza { aggiunte, ..parte };
    luoghi::delle_aggiunte(&mut intera.aggiunte);
    intera
}

/// Two drafts cut to what both hold, their places as they are: a part of a cycle holds nothing that
/// is for the office alone, two whole ones hold it both.
pub fn in_comune(una: Bozza, altra: Bozza) -> (Bozza, Bozza) {
    let comuni: Vec<String> = match (&una.parte, &altra.parte) {
        (None, None) => return (una, altra),
        (Some(sola), None) | (None, Some(sola)) => sola.clone(),
        (Some(una), Some(altra)) => {
            let comuni = una.iter().filter(|id| altra.contains(id));
            comuni.cloned().collect()
        }
    };
    let comuni: Vec<&str> = comuni.iter().map(String::as_str).collect();
    let ritagliata = |bozza: Bozza| {
        let mut bozza = senza_riservati(bozza);
        Ambito::di(&bozza.modello, &comuni).ritaglia(&mut bozza);
        bozza
    };
    (ritagliata(una), ritagliata(altra))
}

/// A draft without what is for the office alone: notes, difficulties, forecasts, people.
fn senza_riservati(mut intera: Bozza) -> Bozza {
    let modello = &mut intera.modello;
    let righe = modello.cruscotti.iter_mut().flat_map(|c| &mut c.righe);
    righe.for_each(riga_senza_riservati);
    let attivita = modello.progetti.iter_mut().flat_map(|p| &mut p.attivita);
    attivita.for_each(attivita_senza_riservati);
    intera
}

impl<'a> Ambito<'a> {
    fn di(modello: &Modello, scelti: &[&'a str]) -> Self {
        let noti = documents::tutti(&modello.documenti);
        let ha = |che: fn(&Descrittore) -> bool| {
            let mut suoi = noti.iter().filter(|d| scelti.contains(&d.id.as_str()));
            suoi.any(che)
        };
        let gradi = ha(|d| d.con_risultati);
        let programma = ha(|d| d.periodo != Periodo::Rendicontato);
        let prima = modello.anno.saturating_sub(1);
        let rendicontato = modello.anno_relazione;
        let risultati_fino = match (gradi, programma) {
            (true, true) => prima.max(rendicontato),
            (true, false) => rendicontato,
            (false, _) => prima,
        };
        Self {
            documenti: scelti.iter().copied().collect(),
            gradi,
            risultati_fino,
            rilevati_fino: match ha(|d| d.periodo == Periodo::AllaData) {
                true => modello
                    .triennio
                    .iter()
                    .copied()
                    .fold(risultati_fino, i16::max),
                false => risultati_fino,
            },
            attesi: match (gradi, programma) {
                (_, false) => i16::MIN..=rendicontato,
                (true, true) => i16::MIN..=i16::MAX,
                (false, true) => modello.anno..=i16::MAX,
            },
        }
    }

    /// Takes away what the documents do not hold.
    fn ritaglia(&self, bozza: &mut Bozza) {
        let Bozza {
            modello,
            valutazione,
            testi,
            parte,
            aggiunte: _,
        } = bozza;
        let tenuto = |id: &str| self.documenti.contains(id);
        self.tavole(modello, testi);
        *parte = Some(self.documenti.iter().map(|id| (*id).to_owned()).collect());
        testi.retain(|id, _| tenuto(id));
        valutazione.take_if(|_| !self.gradi);
        modello.oiv.take_if(|_| !tenuto(documents::VALIDAZIONE));
        let atti = modello.documenti.iter().filter(|(id, _)| tenuto(id));
        modello.documenti = atti
            .map(|(id, atto)| (id.to_owned(), atto.clone()))
            .collect();
        self.promesse(modello, tenuto);
        for indicatore in &mut modello.indicatori {
            self.attesi(&mut indicatore.atteso);
            self.risultati(&mut indicatore.consuntivo);
        }
        let righe = modello.cruscotti.iter_mut().flat_map(|c| &mut c.righe);
        righe.for_each(|riga| self.riga(riga));
        for progetto in &mut modello.progetti {
            let attivita = &mut progetto.attivita;
            attivita.retain(|attivita| self.attesi.contains(&attivita.anno));
            attivita.iter_mut().for_each(|una| self.attivita(una));
        }
    }

    /// Without the tables and charts that the chapters of other documents place and those of these
    /// do not: they come out with their own. Tables about bonuses are a document's by themselves.
    fn tavole(&self, modello: &mut Modello, testi: &Testi) {
        let (sue, altrui): (Vec<_>, Vec<_>) = testi
            .iter()
            .partition(|(id, _)| self.documenti.contains(id.as_str()));
        let poste = |documenti: Vec<(_, &'_ Vec<TestoCapitolo>)>| -> BTreeSet<String> {
            let capitoli = documenti.into_iter().flat_map(|(_, capitoli)| capitoli);
            let paragrafi = capitoli.flat_map(|capitolo| &capitolo.paragrafi);
            let nomi = paragrafi.flat_map(|paragrafo| tavole_poste(&paragrafo.testo));
            nomi.map(str::to_owned).collect()
        };
        let (sue, altrui) = (poste(sue), poste(altrui));
        let premi = self.documenti.contains(documents::PREMI);
        let di_altri = |id: &String| altrui.contains(id) || dei_premi(id) && !premi;
        let tenuta = |id: &String| sue.contains(id) || !di_altri(id);
        modello.quadri.retain(|id, _| tenuta(id));
        modello.serie.retain(|serie| tenuta(&serie.id));
    }

    /// What only some documents say.
    fn promesse(&self, modello: &mut Modello, tenuto: impl Fn(&str) -> bool + Copy) {
        modello.piao.take_if(|_| !tenuto(documents::PIAO));
        let una_pagina = [documents::PIANO, documents::PIAO, documents::RELAZIONE];
        if !una_pagina.into_iter().any(tenuto) {
            modello.promesse.clear();
        }
        if ![documents::PIRA, documents::RAPPORTO_PIRA]
            .into_iter()
            .any(tenuto)
        {
            modello.programmi.clear();
        }
    }

    /// A target of a year past stands beside its result.
    fn attesi(&self, atteso: &mut BTreeMap<i16, Valore>) {
        atteso.retain(|anno, _| anno <= self.attesi.end());
    }

    fn risultati(&self, consuntivo: &mut BTreeMap<i16, Valore>) {
        consuntivo.retain(|anno, _| *anno <= self.risultati_fino);
    }

    fn riga(&self, riga: &mut Riga) {
        self.attesi(&mut riga.atteso);
        self.attesi(&mut riga.rimodulato);
        self.risultati(&mut riga.consuntivo);
        self.monitoraggi(&mut riga.monitoraggi);
        if !self.gradi {
            senza_giudizio(riga);
        }
    }

    /// By day: `2024-06-30`.
    fn monitoraggi(&self, monitoraggi: &mut BTreeMap<String, Valore>) {
        monitoraggi.retain(|giorno, _| {
            let anno = giorno.get(..4).and_then(|anno| anno.parse::<i16>().ok());
            anno.is_some_and(|anno| anno <= self.rilevati_fino)
        });
    }

    fn attivita(&self, attivita: &mut AttivitaProgetto) {
        self.monitoraggi(&mut attivita.monitoraggi);
        if attivita.anno > self.risultati_fino {
            svuota(&mut attivita.risultato);
            attivita.causa = None;
        }
    }
}

/// The tables and charts that a paragraph places or refers to, where the text of a chapter names
/// them: `[tabella personale]`, `[grafici categorie anzianita]`.
fn tavole_poste(testo: &str) -> impl Iterator<Item = &str> {
    let richiami = testo.split('[').skip(1);
    let richiami = richiami.filter_map(|resto| resto.split_once(']'));
    richiami.flat_map(|(dentro, _)| {
        let (che, nomi) = dentro.split_once(' ').unwrap_or_default();
        let tavole = matches!(che, "tabella" | "grafico" | "grafici");
        nomi.split(' ').filter(move |_| tavole)
    })
}

/// Each field is named here, so that a new one cannot become public unnoticed.
fn riga_senza_riservati(riga: &mut Riga) {
    let Riga {
        note,
        responsabile,
        contributori,
        previsione,
        criticita,
        azione_correttiva,
        rilevazioni,
        celle,
        indicatore: _,
        nome: _,
        prospettiva: _,
        obiettivo: _,
        azione: _,
        strategico: _,
        di_sistema: _,
        atteso: _,
        consuntivo: _,
        fonte: _,
        peso: _,
        grado: _,
        grado_da_chiarire: _,
        motivazione: _,
        nota_pubblica: _,
        verso: _,
        rimodulato: _,
        atto_rimodulazione: _,
        monitoraggi: _,
        baseline: _,
        unita_misura: _,
        definizione: _,
        formula: _,
        tipologia: _,
        dimensione: _,
        stakeholder: _,
        programma: _,
        scadenza: _,
        causa: _,
        origine: _,
    } = riga;
    for testo in [
        note,
        responsabile,
        contributori,
        criticita,
        azione_correttiva,
    ] {
        *testo = None;
    }
    previsione.clear();
    rilevazioni.clear();
    celle.note = None;
    senza_celle(celle, &CELLE_RISERVATE);
}

/// Without the grade that a person judged, and the reasons of what came of the year.
fn senza_giudizio(riga: &mut Riga) {
    riga.grado = None;
    riga.motivazione = None;
    riga.causa = None;
    riga.celle.grado = None;
    riga.celle.motivazione = None;
    senza_celle(&mut riga.celle, &["grado", "motivazione", "causa"]);
}

fn senza_celle(celle: &mut Celle, chiavi: &[&str]) {
    let pubblica = |chiave: &String| !chiavi.contains(&chiave.as_str());
    celle.altre.retain(|chiave, _| pubblica(chiave));
    celle.moduli.retain(|chiave, _| pubblica(chiave));
}

/// As for the rows: each field is named.
fn attivita_senza_riservati(attivita: &mut AttivitaProgetto) {
    let AttivitaProgetto {
        note,
        criticita,
        rilevazioni,
        celle,
        moduli,
        anno: _,
        nome: _,
        responsabile: _,
        inizio: _,
        fine: _,
        peso: _,
        target: _,
        risultato: _,
        nota_pubblica: _,
        causa: _,
        monitoraggi: _,
        origine: _,
    } = attivita;
    *note = None;
    *criticita = None;
    rilevazioni.clear();
    celle.remove("note");
    moduli.retain(|chiave, _| !CELLE_RISERVATE.contains(&chiave.as_str()));
}

/// Leaves of a value its place alone.
fn svuota(valore: &mut Valore) {
    valore.dato = Dato::Vuoto;
    valore.richiamo = None;
    valore.rilievo = None;
    valore.testo.clear();
}
