//! The tables of the open data: indicators, obiettivi, cruscotti, projects, quadri and the series
//! of the charts.

mod cruscotti;
mod indicatori;
mod lunga;
mod obiettivi;
mod progetti;
mod quadro;
mod serie;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::nome::{libero, slug};
use crate::model::valore::Limite;
use crate::model::valutazione::Sintesi;
use crate::model::{Bozza, Dato, Grado, Serie, Valore, Valutazione};

use super::tabella::{Campo, Tabella, TipoColonna};

/// What the table of a quadro, and of one that accompanies the documents, is the long form of.
const QUADRO: &str = "quadro";
const ALLEGATO: &str = "allegato";

/// `indicatori.csv`: one row for each cruscotto, indicator and year.
pub fn indicatori(parte: &Bozza) -> Tabella {
    indicatori::tabella(&parte.modello, parte.valutazione.as_ref())
}

/// All tables: those of the model, those of `quadri/`, those behind the charts, those that
/// accompany the documents.
pub(crate) fn tutte(parte: &Bozza) -> Vec<Tabella> {
    let (modello, valutazione) = (&parte.modello, parte.valutazione.as_ref());
    let mut tabelle = vec![
        indicatori::tabella(modello, valutazione),
        obiettivi::tabella(modello, valutazione),
        cruscotti::tabella(modello, valutazione),
        progetti::tabella(modello),
    ];
    let mut usati: BTreeSet<String> = tabelle.iter().map(|tabella| tabella.nome.clone()).collect();
    let anno = modello.anno;
    // First the charts: a document attaches their tables under the names that they have here.
    let proprie = modello.serie.iter();
    let calcolate = parte.aggiunte.serie_calcolate.iter();
    let altre =
        calcolate.filter(|serie| modello.serie.iter().all(|propria| propria.id != serie.id));
    let serie = proprie.chain(altre).map(|una| {
        let nome = libero(&nome_della_serie(una), &mut usati);
        serie::tabella(anno, una, &nome)
    });
    let serie: Vec<Tabella> = serie.collect();
    let quadri = modello.quadri.values().map(|quadro| (quadro, QUADRO));
    let allegati = parte.aggiunte.allegati.iter();
    tabelle.extend(
        quadri
            .chain(allegati.map(|quadro| (quadro, ALLEGATO)))
            .map(|(quadro, che)| {
                let nome = libero(&slug(&quadro.id), &mut usati);
                quadro::tabella(anno, quadro, che, &nome)
            }),
    );
    tabelle.extend(serie);
    tabelle
}

/// The table among these that accompanies the documents under this id.
pub(crate) fn dell_allegato<'a>(tabelle: &'a [Tabella], id: &str) -> Option<&'a Tabella> {
    quella(tabelle, ALLEGATO, id)
}

/// The table among these of the quadro of this id.
pub(crate) fn del_quadro<'a>(tabelle: &'a [Tabella], id: &str) -> Option<&'a Tabella> {
    quella(tabelle, QUADRO, id)
}

fn quella<'a>(tabelle: &'a [Tabella], che: &str, id: &str) -> Option<&'a Tabella> {
    let mut tabelle = tabelle.iter();
    tabelle.find(|tabella| tabella.di == format!("{che}/{id}"))
}

/// The table behind a chart, as a document attaches it.
pub fn della_serie(anno: i16, serie: &Serie) -> Tabella {
    serie::tabella(anno, serie, &nome_della_serie(serie))
}

/// `serie-genere-eta`: flat, since some readers of PDF refuse an attachment in a folder.
fn nome_della_serie(serie: &Serie) -> String {
    format!("serie-{}", slug(&serie.id))
}

/// A mean with the year that it is of: the same columns close several tables, empty in a part
/// without results.
struct Media<'a> {
    valutazione: Option<&'a Valutazione>,
    /// None where nothing was graded under that name.
    sintesi: Option<&'a Sintesi>,
}

impl Media<'_> {
    fn quanti(&self, di: fn(&Sintesi) -> usize) -> String {
        let quanti = self
            .valutazione
            .map(|_| self.sintesi.map_or(0, di).to_string());
        quanti.unwrap_or_default()
    }
}

/// The columns of a mean; `grado` says what it is here.
fn di_media<'a, R: 'a>(
    grado: &str,
    media: impl for<'r> Fn(&'r R) -> &'r Media<'a> + Copy + 'a,
) -> [Campo<'a, R>; 6] {
    let quanti = |nome, che, di: fn(&Sintesi) -> usize| {
        Campo::nuovo(nome, TipoColonna::Intero, che, move |r: &R| {
            media(r).quanti(di)
        })
    };
    [
        Campo::nuovo(
            "anno",
            TipoColonna::Intero,
            "Anno valutato",
            move |r: &R| {
                let anno = media(r).valutazione.map(|gradi| gradi.anno.to_string());
                anno.unwrap_or_default()
            },
        ),
        Campo::nuovo("grado", TipoColonna::Decimale, grado, move |r: &R| {
            punti(media(r).sintesi.and_then(|sintesi| sintesi.grado))
        }),
        Campo::nuovo(
            "fascia",
            TipoColonna::Testo,
            "Fascia in cui cade il grado",
            move |r: &R| {
                let fascia = media(r).sintesi.and_then(|sintesi| sintesi.fascia.clone());
                fascia.unwrap_or_default()
            },
        ),
        quanti("valutati", "Indicatori con un grado", |s| s.valutati),
        quanti("previsti", "Indicatori con un atteso per l'anno", |s| {
            s.previsti
        }),
        quanti("totale", "Indicatori in tutto", |s| s.totale),
    ]
}

/// A grade as the public JSON has it: `97.14`; empty where there is none.
fn punti(grado: Option<Grado>) -> String {
    grado.map(Grado::punti).unwrap_or_default()
}

fn si_no(vero: bool) -> String {
    if vero { "sì" } else { "no" }.to_owned()
}

fn decimale(valore: Option<Decimal>) -> String {
    valore
        .map(|valore| valore.normalize().to_string())
        .unwrap_or_default()
}

/// Text that may be missing.
fn testo(testo: Option<&String>) -> String {
    testo.cloned().unwrap_or_default()
}

/// The columns of a value, each of one kind: as it is printed, its number, its day, what it is.
fn di_valore<'a, R: 'a>(
    nome: &str,
    che: &str,
    leggi: impl Fn(&R) -> Option<&Valore> + Copy + 'a,
) -> [Campo<'a, R>; 4] {
    let dato = move |riga: &R| leggi(riga).map(|valore| valore.dato.clone());
    [
        Campo::nuovo(
            nome,
            TipoColonna::Testo,
            &format!("{che}, come è stampato nei documenti"),
            move |riga| leggi(riga).map(Valore::stampa).unwrap_or_default(),
        ),
        Campo::nuovo(
            &format!("{nome}_valore"),
            TipoColonna::Decimale,
            &format!("{che}, se è un numero: punto decimale, percentuali in punti"),
            move |riga| decimale(dato(riga).as_ref().and_then(numero)),
        ),
        Campo::nuovo(
            &format!("{nome}_data"),
            TipoColonna::Data,
            &format!("{che}, se è un giorno"),
            move |riga| dato(riga).as_ref().map(giorno).unwrap_or_default(),
        ),
        Campo::nuovo(
            &format!("{nome}_tipo"),
            TipoColonna::Testo,
            &format!("{che}: numero, percentuale, data, soglia, testo, …"),
            move |riga| dato(riga).map_or("", |dato| dato.tipo()).to_owned(),
        ),
    ]
}

/// The number that a value is, or that a threshold is at.
fn numero(dato: &Dato) -> Option<Decimal> {
    match dato {
        Dato::Quantita(quantita) | Dato::Soglia(_, Limite::Quantita(quantita)) => {
            Some(quantita.valore)
        }
        _ => None,
    }
}

/// The day that a value is, or that a threshold is at.
fn giorno(dato: &Dato) -> String {
    match dato {
        Dato::Data(giorno) | Dato::Soglia(_, Limite::Data(giorno)) => giorno.to_string(),
        _ => String::new(),
    }
}
