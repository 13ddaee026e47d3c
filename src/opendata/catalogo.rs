//! The entry for catalogues of data (DCAT-AP_IT), as Turtle and as JSON-LD of the same graph.
//!
//! Its names are addresses on the web: there is none without the address of publication.

use oxjsonld::JsonLdSerializer;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Term, Triple};
use oxttl::TurtleSerializer;

use crate::cycle::Pubblicazione;
use crate::model::Ente;

use super::LICENZA;
use super::forma::riuscita;
use super::voce::Voce;

const PREFISSI: [(&str, &str); 11] = [
    ("adms", "http://www.w3.org/ns/adms#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatapit", "http://dati.gov.it/onto/dcatapit#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

const EUROPA: &str = "http://publications.europa.eu/resource/authority";
const ALGORITMO: &str = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256";
const ATTRIBUZIONE: &str = "http://purl.org/adms/licencetype/Attribution";
const MEDIA: &str = "https://www.iana.org/assignments/media-types";

/// What the catalogue says of a year's publication.
pub struct Scheda<'a> {
    /// Address of the folder that holds the years, with `/` at its end.
    pub indirizzo: &'a str,
    pub ente: &'a Ente,
    pub pubblicazione: &'a Pubblicazione,
    pub anno: i16,
    pub titolo: &'a str,
    pub descrizione: &'a str,
    /// Dates of the first and of the last document, year-month-day.
    pub emesso: &'a str,
    pub modificato: &'a str,
    pub voci: &'a [Voce],
}

/// The catalogue as JSON-LD.
pub fn json_ld(scheda: &Scheda) -> Vec<u8> {
    let vuoto = JsonLdSerializer::new();
    let con_nomi = PREFISSI
        .iter()
        .try_fold(vuoto, |scrittore, (nome, spazio)| {
            scrittore.with_prefix(*nome, *spazio)
        });
    let con_base = con_nomi.and_then(|scrittore| scrittore.with_base_iri(scheda.cartella()));
    let mut scrittore = riuscita("JSON-LD", con_base).for_writer(Vec::new());
    for tripla in grafo(scheda) {
        let quadrupla = tripla.in_graph(GraphName::DefaultGraph);
        riuscita("JSON-LD", scrittore.serialize_quad(&quadrupla));
    }
    riuscita("JSON-LD", scrittore.finish())
}

/// The catalogue as Turtle.
pub fn turtle(scheda: &Scheda) -> Vec<u8> {
    let vuoto = TurtleSerializer::new();
    let con_nomi = PREFISSI
        .iter()
        .try_fold(vuoto, |scrittore, (nome, spazio)| {
            scrittore.with_prefix(*nome, *spazio)
        });
    let con_base = con_nomi.and_then(|scrittore| scrittore.with_base_iri(scheda.cartella()));
    let mut scrittore = riuscita("Turtle", con_base).for_writer(Vec::new());
    for tripla in grafo(scheda) {
        riuscita("Turtle", scrittore.serialize_triple(&tripla));
    }
    riuscita("Turtle", scrittore.finish())
}

/// All statements, those about the same thing together.
fn grafo(scheda: &Scheda) -> Vec<Triple> {
    let mut nodi = vec![
        catalogo(scheda),
        dataset(scheda),
        titolare(scheda),
        licenza(),
    ];
    nodi.extend(contatto(scheda));
    for voce in scheda.voci {
        nodi.extend([distribuzione(scheda, voce), somma(scheda, voce)]);
    }
    nodi.into_iter().flat_map(|nodo| nodo.triple).collect()
}

/// The statements about one thing.
struct Nodo {
    soggetto: NamedNode,
    triple: Vec<Triple>,
}

impl Nodo {
    fn nuovo(indirizzo: &str, tipi: &[&str]) -> Self {
        let nodo = Self {
            soggetto: iri(indirizzo),
            triple: Vec::new(),
        };
        tipi.iter()
            .fold(nodo, |nodo, tipo| nodo.dice(rdf::TYPE, iri(&esteso(tipo))))
    }

    fn dice(mut self, proprieta: NamedNodeRef<'_>, oggetto: impl Into<Term>) -> Self {
        let tripla = Triple::new(self.soggetto.clone(), proprieta, oggetto);
        self.triple.push(tripla);
        self
    }

    /// Names another thing by its address.
    fn cosa(self, proprieta: &str, indirizzo: &str) -> Self {
        let oggetto = iri(indirizzo);
        self.dice(iri(&esteso(proprieta)).as_ref(), oggetto)
    }

    /// A text without a language: a code, a version.
    fn testo(self, proprieta: &str, testo: &str) -> Self {
        let oggetto = Literal::new_simple_literal(testo);
        self.dice(iri(&esteso(proprieta)).as_ref(), oggetto)
    }

    /// Words in Italian.
    fn parole(self, proprieta: &str, parole: &str) -> Self {
        let oggetto = riuscita("RDF", Literal::new_language_tagged_literal(parole, "it"));
        self.dice(iri(&esteso(proprieta)).as_ref(), oggetto)
    }

    fn tipizzato(self, proprieta: &str, valore: &str, tipo: NamedNodeRef<'_>) -> Self {
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

impl Scheda<'_> {
    /// Address of the year's folder: the dataset's own.
    fn cartella(&self) -> String {
        format!("{}{}/", self.indirizzo, self.anno)
    }

    fn indirizzo_di(&self, percorso: &str) -> String {
        format!("{}{percorso}", self.cartella())
    }

    fn titolare(&self) -> String {
        self.indirizzo_di("#ente")
    }

    fn contatto(&self) -> String {
        self.indirizzo_di("#contatto")
    }

    fn distribuzione(&self, voce: &Voce) -> String {
        self.indirizzo_di(&format!("{}#distribuzione", voce.percorso))
    }

    fn somma(&self, voce: &Voce) -> String {
        self.indirizzo_di(&format!("{}#sha256", voce.percorso))
    }
}

fn catalogo(scheda: &Scheda) -> Nodo {
    let titolo = format!(
        "{}: documenti del ciclo della performance",
        scheda.ente.nome
    );
    let nodo = Nodo::nuovo(scheda.indirizzo, &["dcatapit:Catalog", "dcat:Catalog"])
        .parole("dct:title", &titolo)
        .parole("dct:description", &titolo)
        .cosa("dct:publisher", &scheda.titolare())
        .tipizzato("dct:modified", scheda.modificato, xsd::DATE)
        .cosa("dct:language", &format!("{EUROPA}/language/ITA"))
        .cosa("dcat:themeTaxonomy", &format!("{EUROPA}/data-theme"))
        .cosa("dcat:dataset", &scheda.cartella());
    con_sito(nodo, scheda.ente)
}

const PAROLE: [&str; 4] = [
    "performance",
    "piano della performance",
    "relazione sulla performance",
    "trasparenza",
];

fn dataset(scheda: &Scheda) -> Nodo {
    let identificativo = format!("{}:performance-{}", scheda.ente.codice_ipa, scheda.anno);
    let mut nodo = Nodo::nuovo(&scheda.cartella(), &["dcatapit:Dataset", "dcat:Dataset"])
        .parole("dct:title", scheda.titolo)
        .parole("dct:description", scheda.descrizione)
        .testo("dct:identifier", &identificativo)
        .tipizzato("dct:issued", scheda.emesso, xsd::DATE)
        .tipizzato("dct:modified", scheda.modificato, xsd::DATE)
        .cosa(
            "dct:accrualPeriodicity",
            &format!("{EUROPA}/frequency/ANNUAL"),
        )
        .cosa("dcat:theme", &format!("{EUROPA}/data-theme/GOVE"))
        .cosa("dct:language", &format!("{EUROPA}/language/ITA"))
        .cosa("dct:rightsHolder", &scheda.titolare())
        .cosa("dct:publisher", &scheda.titolare())
        .cosa("dct:creator", &scheda.titolare())
        .cosa("dcat:landingPage", &scheda.indirizzo_di("index.html"));
    for parola in PAROLE {
        nodo = nodo.parole("dcat:keyword", parola);
    }
    if scheda.pubblicazione.posta.is_some() {
        nodo = nodo.cosa("dcat:contactPoint", &scheda.contatto());
    }
    for voce in scheda.voci {
        nodo = nodo.cosa("dcat:distribution", &scheda.distribuzione(voce));
    }
    nodo
}

/// The body, known by its code in the index of public administrations.
fn titolare(scheda: &Scheda) -> Nodo {
    let nodo = Nodo::nuovo(&scheda.titolare(), &["dcatapit:Agent", "foaf:Agent"])
        .testo("dct:identifier", &scheda.ente.codice_ipa)
        .parole("foaf:name", &scheda.ente.nome_ufficiale);
    con_sito(nodo, scheda.ente)
}

/// The body's site, if it can be the name of something.
fn con_sito(nodo: Nodo, ente: &Ente) -> Nodo {
    let sicuro = ente.sito.starts_with("https://") && NamedNode::new(&ente.sito).is_ok();
    if sicuro {
        nodo.cosa("foaf:homepage", &ente.sito)
    } else {
        nodo
    }
}

fn licenza() -> Nodo {
    let tipi = ["dcatapit:LicenseDocument", "dct:LicenseDocument"];
    Nodo::nuovo(LICENZA, &tipi)
        .parole(
            "foaf:name",
            "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)",
        )
        .cosa("dct:type", ATTRIBUZIONE)
        .testo("owl:versionInfo", "4.0")
}

fn contatto(scheda: &Scheda) -> Option<Nodo> {
    let Pubblicazione { ufficio, posta, .. } = scheda.pubblicazione;
    let posta = posta.as_ref()?;
    let tipi = ["dcatapit:Organization", "vcard:Organization", "vcard:Kind"];
    let nodo = Nodo::nuovo(&scheda.contatto(), &tipi)
        .parole("vcard:fn", ufficio.as_ref().unwrap_or(&scheda.ente.nome))
        .cosa("vcard:hasEmail", &format!("mailto:{posta}"));
    Some(nodo)
}

fn distribuzione(scheda: &Scheda, voce: &Voce) -> Nodo {
    let tipi = ["dcatapit:Distribution", "dcat:Distribution"];
    let file = scheda.indirizzo_di(&voce.percorso);
    let formato = format!("{EUROPA}/file-type/{}", voce.formato.autorita());
    Nodo::nuovo(&scheda.distribuzione(voce), &tipi)
        .parole("dct:title", &voce.titolo)
        .parole(
            "dct:description",
            &format!("{} ({})", voce.titolo, voce.formato.nome()),
        )
        .cosa("dct:format", &formato)
        .cosa(
            "dcat:mediaType",
            &format!("{MEDIA}/{}", voce.formato.media()),
        )
        .cosa("dcat:accessURL", &file)
        .cosa("dcat:downloadURL", &file)
        .tipizzato("dcat:byteSize", &voce.byte.to_string(), xsd::DECIMAL)
        .tipizzato("dct:modified", scheda.modificato, xsd::DATE)
        .cosa("dct:language", &format!("{EUROPA}/language/ITA"))
        .cosa("dct:license", LICENZA)
        .cosa("spdx:checksum", &scheda.somma(voce))
}

fn somma(scheda: &Scheda, voce: &Voce) -> Nodo {
    Nodo::nuovo(&scheda.somma(voce), &["spdx:Checksum"])
        .cosa("spdx:algorithm", ALGORITMO)
        .tipizzato("spdx:checksumValue", &voce.sha256, xsd::HEX_BINARY)
}
