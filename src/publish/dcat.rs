//! The catalogue entry (DCAT-AP_IT), as JSON-LD and as Turtle from the same statements.
//!
//! Names are relative to the year's folder, so that they hold wherever it is put; where
//! `ciclo.toml` says the address of publication, that is their base.

use serde_json::{Map, Value, json};

use crate::cycle::Pubblicazione;
use crate::model::Ente;

use super::LICENZA;
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

/// What the catalogue says of a year's publication.
pub struct Scheda<'a> {
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

/// A thing with its types and properties.
struct Nodo {
    id: String,
    tipi: Vec<&'static str>,
    proprieta: Vec<(&'static str, Oggetto)>,
}

enum Oggetto {
    Iri(String),
    Testo(String),
    /// Words in Italian.
    Parole(String),
    /// A value with the local name of its type in XML Schema.
    Tipizzato(String, &'static str),
}
use Oggetto::*;

/// The catalogue as JSON-LD.
pub fn json_ld(scheda: &Scheda) -> Value {
    let mut contesto: Map<String, Value> = PREFISSI
        .iter()
        .map(|(prefisso, spazio)| ((*prefisso).to_owned(), json!(spazio)))
        .collect();
    contesto.extend(base(scheda).map(|base| ("@base".to_owned(), json!(base))));
    let grafo: Vec<Value> = nodi(scheda).iter().map(nodo_json).collect();
    json!({"@context": contesto, "@graph": grafo})
}

/// The catalogue as Turtle.
pub fn turtle(scheda: &Scheda) -> String {
    let base = base(scheda)
        .map(|base| format!("@base <{base}> .\n"))
        .unwrap_or_default();
    let prefissi = PREFISSI
        .iter()
        .map(|(prefisso, spazio)| format!("@prefix {prefisso}: <{spazio}> .\n"));
    let testa = base + &prefissi.collect::<String>();
    nodi(scheda)
        .iter()
        .fold(testa, |testo, nodo| testo + "\n" + &nodo_turtle(nodo))
}

fn base(scheda: &Scheda) -> Option<String> {
    scheda
        .pubblicazione
        .indirizzo
        .as_ref()
        .map(|indirizzo| format!("{indirizzo}{}/", scheda.anno))
}

fn nodi(scheda: &Scheda) -> Vec<Nodo> {
    let mut nodi = vec![
        catalogo(scheda),
        dataset(scheda),
        titolare(scheda.ente),
        licenza(),
    ];
    nodi.extend(contatto(scheda));
    nodi.extend(
        scheda
            .voci
            .iter()
            .flat_map(|voce| [distribuzione(scheda, voce), somma(voce)]),
    );
    nodi
}

fn catalogo(scheda: &Scheda) -> Nodo {
    let titolo = format!(
        "{}: documenti del ciclo della performance",
        scheda.ente.nome
    );
    let mut proprieta = vec![
        ("dct:title", Parole(titolo.clone())),
        ("dct:description", Parole(titolo)),
        ("dct:publisher", Iri(TITOLARE.to_owned())),
        (
            "dct:modified",
            Tipizzato(scheda.modificato.to_owned(), "date"),
        ),
        ("dct:language", Iri(format!("{EUROPA}/language/ITA"))),
        ("dcat:themeTaxonomy", Iri(format!("{EUROPA}/data-theme"))),
        ("dcat:dataset", Iri(DATASET.to_owned())),
    ];
    proprieta.extend(sito(scheda.ente).map(|sito| ("foaf:homepage", sito)));
    Nodo {
        id: "../".to_owned(),
        tipi: vec!["dcatapit:Catalog", "dcat:Catalog"],
        proprieta,
    }
}

const DATASET: &str = "./";
const TITOLARE: &str = "./#ente";
const CONTATTO: &str = "./#contatto";

fn dataset(scheda: &Scheda) -> Nodo {
    let mut proprieta = vec![
        ("dct:title", Parole(scheda.titolo.to_owned())),
        ("dct:description", Parole(scheda.descrizione.to_owned())),
        (
            "dct:identifier",
            Testo(format!(
                "{}:performance-{}",
                scheda.ente.codice_ipa, scheda.anno
            )),
        ),
        ("dct:issued", Tipizzato(scheda.emesso.to_owned(), "date")),
        (
            "dct:modified",
            Tipizzato(scheda.modificato.to_owned(), "date"),
        ),
        (
            "dct:accrualPeriodicity",
            Iri(format!("{EUROPA}/frequency/ANNUAL")),
        ),
        ("dcat:theme", Iri(format!("{EUROPA}/data-theme/GOVE"))),
        ("dct:language", Iri(format!("{EUROPA}/language/ITA"))),
        ("dct:rightsHolder", Iri(TITOLARE.to_owned())),
        ("dct:publisher", Iri(TITOLARE.to_owned())),
        ("dct:creator", Iri(TITOLARE.to_owned())),
        ("dcat:landingPage", Iri("index.html".to_owned())),
    ];
    let parole = [
        "performance",
        "piano della performance",
        "relazione sulla performance",
        "trasparenza",
    ];
    proprieta.extend(parole.map(|parola| ("dcat:keyword", Parole(parola.to_owned()))));
    proprieta.extend(
        scheda
            .pubblicazione
            .posta
            .iter()
            .map(|_| ("dcat:contactPoint", Iri(CONTATTO.to_owned()))),
    );
    proprieta.extend(
        scheda
            .voci
            .iter()
            .map(|voce| ("dcat:distribution", Iri(id(voce)))),
    );
    Nodo {
        id: DATASET.to_owned(),
        tipi: vec!["dcatapit:Dataset", "dcat:Dataset"],
        proprieta,
    }
}

/// The body, known by its code in the index of public administrations.
fn titolare(ente: &Ente) -> Nodo {
    let mut proprieta = vec![
        ("dct:identifier", Testo(ente.codice_ipa.clone())),
        ("foaf:name", Parole(ente.nome_ufficiale.clone())),
    ];
    proprieta.extend(sito(ente).map(|sito| ("foaf:homepage", sito)));
    Nodo {
        id: TITOLARE.to_owned(),
        tipi: vec!["dcatapit:Agent", "foaf:Agent"],
        proprieta,
    }
}

/// The body's site, if it can be the name of something.
fn sito(ente: &Ente) -> Option<Oggetto> {
    let semplice = ente
        .sito
        .chars()
        .all(|c| c.is_ascii_graphic() && !r#"<>"{}|\^`"#.contains(c));
    (semplice && ente.sito.starts_with("https://")).then(|| Iri(ente.sito.clone()))
}

fn licenza() -> Nodo {
    Nodo {
        id: LICENZA.to_owned(),
        tipi: vec!["dcatapit:LicenseDocument", "dct:LicenseDocument"],
        proprieta: vec![
            (
                "foaf:name",
                Parole("Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)".to_owned()),
            ),
            (
                "dct:type",
                Iri("http://purl.org/adms/licencetype/Attribution".to_owned()),
            ),
            ("owl:versionInfo", Testo("4.0".to_owned())),
        ],
    }
}

fn contatto(scheda: &Scheda) -> Option<Nodo> {
    let posta = scheda.pubblicazione.posta.as_ref()?;
    let ufficio = scheda
        .pubblicazione
        .ufficio
        .as_ref()
        .unwrap_or(&scheda.ente.nome);
    Some(Nodo {
        id: CONTATTO.to_owned(),
        tipi: vec!["dcatapit:Organization", "vcard:Organization", "vcard:Kind"],
        proprieta: vec![
            ("vcard:fn", Parole(ufficio.clone())),
            ("vcard:hasEmail", Iri(format!("mailto:{posta}"))),
        ],
    })
}

fn id(voce: &Voce) -> String {
    format!("{}#distribuzione", voce.percorso)
}

fn distribuzione(scheda: &Scheda, voce: &Voce) -> Nodo {
    Nodo {
        id: id(voce),
        tipi: vec!["dcatapit:Distribution", "dcat:Distribution"],
        proprieta: vec![
            ("dct:title", Parole(voce.titolo.clone())),
            (
                "dct:description",
                Parole(format!("{} ({})", voce.titolo, voce.formato.nome())),
            ),
            (
                "dct:format",
                Iri(format!("{EUROPA}/file-type/{}", voce.formato.autorita())),
            ),
            (
                "dcat:mediaType",
                Iri(format!(
                    "https://www.iana.org/assignments/media-types/{}",
                    voce.formato.media()
                )),
            ),
            ("dcat:accessURL", Iri(voce.percorso.clone())),
            ("dcat:downloadURL", Iri(voce.percorso.clone())),
            ("dcat:byteSize", Tipizzato(voce.byte.to_string(), "decimal")),
            (
                "dct:modified",
                Tipizzato(scheda.modificato.to_owned(), "date"),
            ),
            ("dct:language", Iri(format!("{EUROPA}/language/ITA"))),
            ("dct:license", Iri(LICENZA.to_owned())),
            ("spdx:checksum", Iri(format!("{}#sha256", voce.percorso))),
        ],
    }
}

fn somma(voce: &Voce) -> Nodo {
    Nodo {
        id: format!("{}#sha256", voce.percorso),
        tipi: vec!["spdx:Checksum"],
        proprieta: vec![
            (
                "spdx:algorithm",
                Iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256".to_owned()),
            ),
            (
                "spdx:checksumValue",
                Tipizzato(voce.sha256.clone(), "hexBinary"),
            ),
        ],
    }
}

fn nodo_json(nodo: &Nodo) -> Value {
    let mut voce = Map::new();
    voce.insert("@id".to_owned(), json!(nodo.id));
    voce.insert("@type".to_owned(), json!(nodo.tipi));
    for (proprieta, oggetto) in &nodo.proprieta {
        let valore = match oggetto {
            Iri(iri) => json!({"@id": iri}),
            Testo(testo) => json!(testo),
            Parole(parole) => json!({"@value": parole, "@language": "it"}),
            Tipizzato(valore, tipo) => json!({"@value": valore, "@type": format!("xsd:{tipo}")}),
        };
        match voce
            .entry((*proprieta).to_owned())
            .or_insert_with(|| json!([]))
        {
            Value::Array(valori) => valori.push(valore),
            altro => *altro = valore,
        }
    }
    Value::Object(voce)
}

fn nodo_turtle(nodo: &Nodo) -> String {
    let righe = nodo.proprieta.iter().map(|(proprieta, oggetto)| {
        let valore = match oggetto {
            Iri(iri) => format!("<{iri}>"),
            Testo(testo) => letterale(testo),
            Parole(parole) => format!("{}@it", letterale(parole)),
            Tipizzato(valore, tipo) => format!("{}^^xsd:{tipo}", letterale(valore)),
        };
        format!(" ;\n    {proprieta} {valore}")
    });
    format!(
        "<{}>\n    a {}{} .\n",
        nodo.id,
        nodo.tipi.join(", "),
        righe.collect::<String>()
    )
}

/// A text in quotes, with nothing in it that could end them.
fn letterale(testo: &str) -> String {
    let mut scritto = String::from("\"");
    for carattere in testo.chars() {
        match carattere {
            '"' | '\\' => scritto.extend(['\\', carattere]),
            c if c.is_control() => scritto.push(' '),
            c => scritto.push(c),
        }
    }
    scritto + "\""
}
