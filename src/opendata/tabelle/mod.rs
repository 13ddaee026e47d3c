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
use crate::model::{Grado, Modello, Valutazione};

use super::tabella::Tabella;

/// `indicatori.csv`: one row for each cruscotto, indicator and year.
pub fn indicatori(modello: &Modello, valutazione: &Valutazione) -> Tabella {
    indicatori::tabella(modello, valutazione)
}

/// All tables, those of `quadri/` and `serie/` in their order.
pub fn tutte(modello: &Modello, valutazione: &Valutazione) -> Vec<Tabella> {
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

/// A mean with the year that it is of: the same columns close several tables.
struct Media<'a> {
    anno: i16,
    /// None where nothing was graded under that name.
    sintesi: Option<&'a Sintesi>,
}

impl Media<'_> {
    fn anno(&self) -> String {
        self.anno.to_string()
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
        self.sintesi.map_or(0, di).to_string()
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
