//! The entry for catalogues of data: one for all the years, as Turtle and as JSON-LD of the same
//! graph.
//!
//! It follows DCAT-AP 3 and, for what that leaves to the countries, DCAT-AP_IT: a dataset for each
//! table of each year, the years of a table in a series. Its names are addresses on the web: there
//! is none without the address of publication.

mod grafo;
mod nodo;

use std::collections::BTreeMap;

use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphName, Triple};
use oxttl::TurtleSerializer;

use crate::cycle::Pubblicazione;
use crate::model::Ente;

use super::dataset::Dataset;
use super::forma::riuscita;
use super::indice::{Precedenti, Record};

use nodo::PREFISSI;

/// The names of its two forms.
pub const CATALOGO: [&str; 2] = ["catalogo.jsonld", "catalogo.ttl"];

/// What the catalogue is made of.
pub struct Catalogo<'a> {
    /// Address of the folder that holds the years, with `/` at its end.
    pub indirizzo: &'a str,
    pub ente: &'a Ente,
    pub pubblicazione: &'a Pubblicazione,
    pub anni: &'a BTreeMap<i16, Record>,
    /// The versions before of each year, which stay published.
    pub precedenti: &'a Precedenti,
    /// Datasets of all years together, beside the years.
    pub sempre: &'a [Dataset],
}

impl Catalogo<'_> {
    /// Its two forms, in the order of [`CATALOGO`].
    pub fn forme(&self) -> [Vec<u8>; 2] {
        let triple = grafo::triple(self);
        [self.json_ld(&triple), self.turtle(&triple)]
    }

    fn json_ld(&self, triple: &[Triple]) -> Vec<u8> {
        let vuoto = JsonLdSerializer::new();
        let con_nomi = PREFISSI
            .iter()
            .try_fold(vuoto, |scrittore, (nome, spazio)| {
                scrittore.with_prefix(*nome, *spazio)
            });
        let con_base = con_nomi.and_then(|scrittore| scrittore.with_base_iri(self.indirizzo));
        let mut scrittore = riuscita("JSON-LD", con_base).for_writer(Vec::new());
        for tripla in triple {
            let quadrupla = tripla.clone().in_graph(GraphName::DefaultGraph);
            riuscita("JSON-LD", scrittore.serialize_quad(&quadrupla));
        }
        riuscita("JSON-LD", scrittore.finish())
    }

    fn turtle(&self, triple: &[Triple]) -> Vec<u8> {
        let vuoto = TurtleSerializer::new();
        let con_nomi = PREFISSI
            .iter()
            .try_fold(vuoto, |scrittore, (nome, spazio)| {
                scrittore.with_prefix(*nome, *spazio)
            });
        let con_base = con_nomi.and_then(|scrittore| scrittore.with_base_iri(self.indirizzo));
        let mut scrittore = riuscita("Turtle", con_base).for_writer(Vec::new());
        for tripla in triple {
            riuscita("Turtle", scrittore.serialize_triple(tripla));
        }
        riuscita("Turtle", scrittore.finish())
    }
}
