//! The statements about one thing, and the names that they are made of.

use oxrdf::vocab::rdf;
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use super::super::forma::riuscita;

/// The vocabularies in use.
pub(super) const PREFISSI: [(&str, &str); 15] = [
    ("adms", "http://www.w3.org/ns/adms#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatap", "http://data.europa.eu/r5r/"),
    ("dcatapit", "http://dati.gov.it/onto/dcatapit#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "http://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("eu", "http://publications.europa.eu/resource/authority/"),
];

/// The statements about one thing.
pub(super) struct Nodo {
    soggetto: NamedNode,
    triple: Vec<Triple>,
}

impl Nodo {
    pub(super) fn nuovo(indirizzo: &str, tipi: &[&str]) -> Self {
        let nodo = Self {
            soggetto: iri(indirizzo),
            triple: Vec::new(),
        };
        tipi.iter()
            .fold(nodo, |nodo, tipo| nodo.dice(rdf::TYPE, iri(&esteso(tipo))))
    }

    pub(super) fn triple(self) -> Vec<Triple> {
        self.triple
    }

    fn dice(mut self, proprieta: NamedNodeRef<'_>, oggetto: impl Into<Term>) -> Self {
        let tripla = Triple::new(self.soggetto.clone(), proprieta, oggetto);
        self.triple.push(tripla);
        self
    }

    /// Names another thing by its address.
    pub(super) fn cosa(self, proprieta: &str, indirizzo: &str) -> Self {
        let oggetto = iri(indirizzo);
        self.dice(iri(&esteso(proprieta)).as_ref(), oggetto)
    }

    /// Names several things.
    pub(super) fn cose(self, proprieta: &str, indirizzi: impl IntoIterator<Item = String>) -> Self {
        indirizzi
            .into_iter()
            .fold(self, |nodo, indirizzo| nodo.cosa(proprieta, &indirizzo))
    }

    /// A concept of an authority's list: `eu:frequency/ANNUAL`.
    pub(super) fn concetto(self, proprieta: &str, nome: &str) -> Self {
        self.cosa(proprieta, &esteso(nome))
    }

    /// A text without a language: a code, a name that is no prose.
    pub(super) fn testo(self, proprieta: &str, testo: &str) -> Self {
        let oggetto = Literal::new_simple_literal(testo);
        self.dice(iri(&esteso(proprieta)).as_ref(), oggetto)
    }

    /// Words in Italian.
    pub(super) fn parole(self, proprieta: &str, parole: &str) -> Self {
        let oggetto = riuscita("RDF", Literal::new_language_tagged_literal(parole, "it"));
        self.dice(iri(&esteso(proprieta)).as_ref(), oggetto)
    }

    pub(super) fn tipizzato(self, proprieta: &str, valore: &str, tipo: NamedNodeRef<'_>) -> Self {
        let oggetto = Literal::new_typed_literal(valore, tipo);
        self.dice(iri(&esteso(proprieta)).as_ref(), oggetto)
    }
}

/// Addresses here are made of a checked base, of slugs and of words of ours.
fn iri(indirizzo: &str) -> NamedNode {
    riuscita("RDF", NamedNode::new(indirizzo))
}

/// `dct:title` in full.
fn esteso(nome: &str) -> String {
    let (prefisso, resto) = nome.split_once(':').unwrap_or_default();
    let spazio = PREFISSI.iter().find(|(noto, _)| *noto == prefisso);
    format!("{}{resto}", spazio.map_or("", |(_, spazio)| spazio))
}
