//! The tables of the open data: indicators, obiettivi, cruscotti, projects, quadri and the series
//! of the charts.

mod cruscotti;
mod indicatori;
mod obiettivi;
mod progetti;
mod quadro;
mod serie;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::nome::{libero, slug};
use crate::model::valutazione::Sintesi;
use crate::model::{Bozza, Grado, Valutazione};

use super::tabella::Tabella;

/// `indicatori.csv`: one row for each cruscotto, indicator and year.
pub fn indicatori(parte: &Bozza) -> Tabella {
    indicatori::tabella(&parte.modello, parte.valutazione.as_ref())
}

/// All tables, those of `quadri/` and `serie/` in their order.
pub fn tutte(parte: &Bozza) -> Vec<Tabella> {
    let (modello, valutazione) = (&parte.modello, parte.valutazione.as_ref());
    let mut tabelle = vec![
        indicatori::tabella(modello, valutazione),
        obiettivi::tabella(modello, valutazione),
        cruscotti::tabella(modello, valutazione),
        progetti::tabella(modello),
    ];
    let mut usati: BTreeSet<String> = tabelle.iter().map(|tabella| tabella.nome.clone()).collect();
    for quadro in modello.quadri.values() {
        let nome = libero(&slug(&quadro.id), &mut usati);
        tabelle.push(quadro::tabella(quadro, nome));
    }
    for serie in &modello.serie {
        let nome = libero(&format!("serie/{}", slug(&serie.id)), &mut usati);
        tabelle.push(serie::tabella(serie, nome));
    }
    tabelle
}

/// A mean with the year that it is of: the same columns close several tables, empty in a part
/// without results.
struct Media<'a> {
    valutazione: Option<&'a Valutazione>,
    /// None where nothing was graded under that name.
    sintesi: Option<&'a Sintesi>,
}

impl Media<'_> {
    fn anno(&self) -> String {
        let anno = self.valutazione.map(|gradi| gradi.anno.to_string());
        anno.unwrap_or_default()
    }

    fn grado(&self) -> String {
        punti(self.sintesi.and_then(|sintesi| sintesi.grado))
    }

    fn fascia(&self) -> String {
        let fascia = self.sintesi.and_then(|sintesi| sintesi.fascia.clone());
        fascia.unwrap_or_default()
    }

    fn valutati(&self) -> String {
        self.quanti(|sintesi| sintesi.valutati)
    }

    fn previsti(&self) -> String {
        self.quanti(|sintesi| sintesi.previsti)
    }

    fn totale(&self) -> String {
        self.quanti(|sintesi| sintesi.totale)
    }

    fn quanti(&self, di: fn(&Sintesi) -> usize) -> String {
        let quanti = self
            .valutazione
            .map(|_| self.sintesi.map_or(0, di).to_string());
        quanti.unwrap_or_default()
    }
}

/// A name for the metadata: letters, digits and `_`, not used before.
fn nome_di_colonna(nome: &str, usati: &mut BTreeSet<String>) -> String {
    libero(&slug(nome), usati).replace('-', "_")
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
