//! The note of publication: what, when, by which act, how to check it and how accessible it is.

use serde::Serialize;

use crate::cycle::Pubblicazione;
use crate::model::{Ente, italiano};
use crate::opendata::{Allegato, NEUTRALIZZAZIONE};

use super::contenuto::Documento;
use super::viste;

/// The note.
pub(crate) struct Nota {
    pub titolo: String,
    pub sezioni: Vec<Sezione>,
}

/// A part of the note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Sezione {
    pub titolo: &'static str,
    /// Where links to it lead; empty if none do.
    pub ancora: &'static str,
    pub capoversi: Vec<String>,
}

impl Nota {
    /// The note about these documents; `titolo` names them all.
    pub(crate) fn nuova(
        titolo: &str,
        ente: &Ente,
        pubblicazione: &Pubblicazione,
        documenti: &[Documento],
        allegati: &[Allegato],
    ) -> Self {
        let sezione = |titolo, capoversi| Sezione {
            titolo,
            ancora: if titolo == ACCESSIBILITA {
                "accessibilita"
            } else {
                ""
            },
            capoversi,
        };
        Self {
            titolo: format!("Nota di pubblicazione. {titolo}"),
            sezioni: vec![
                sezione(
                    "Che cosa si pubblica",
                    documenti
                        .iter()
                        .map(documento)
                        .chain(allegati.iter().map(allegato))
                        .collect(),
                ),
                sezione("Perché", vec![perche(ente)]),
                sezione("Come si possono riusare", riuso(pubblicazione)),
                sezione(
                    "Come si controlla che nulla sia cambiato",
                    vec![CONTROLLO.to_owned()],
                ),
                sezione(ACCESSIBILITA, accessibilita(pubblicazione)),
            ],
        }
    }

    /// The note as plain text.
    pub(crate) fn testo(&self) -> String {
        let parti: String = self.sezioni.iter().map(Sezione::testo).collect();
        let intero = format!("{}{parti}", sottolineato(&self.titolo, "="));
        format!("{}\n", intero.trim_end())
    }
}

impl Sezione {
    fn testo(&self) -> String {
        let capoversi = self.capoversi.iter();
        let capoversi: String = capoversi
            .map(|capoverso| format!("{capoverso}\n\n"))
            .collect();
        format!("{}{capoversi}", sottolineato(self.titolo, "-"))
    }
}

/// A heading with its rule below, and an empty line.
fn sottolineato(titolo: &str, riga: &str) -> String {
    format!("{titolo}\n{}\n\n", riga.repeat(titolo.chars().count()))
}

fn documento(documento: &Documento) -> String {
    format!(
        "{}, {}: {}",
        documento.titolo,
        viste::atto(documento.titolo, documento.data, documento.delibera),
        documento.pdf.percorso
    )
}

fn allegato(allegato: &Allegato) -> String {
    let del_giorno = italiano::del_giorno(allegato.data);
    format!("{}, {del_giorno}: {}", allegato.titolo, allegato.file)
}

fn perche(ente: &Ente) -> String {
    format!(
        "{} pubblica questi documenti nella sezione «Amministrazione trasparente», sottosezione \
         «Performance» (art. 10, comma 8, lettera b, del D.Lgs. 33/2013). Restano pubblicati per \
         cinque anni, a partire dal 1° gennaio dell'anno successivo a quello della pubblicazione \
         (art. 8, comma 3).",
        ente.nome_ufficiale
    )
}

const RIUSO: &str = "I dati sono in formato aperto e si possono riusare citando la fonte, secondo \
la licenza Creative Commons Attribuzione 4.0 (CC BY 4.0).";
const FILE: &str = "Accanto a ogni file CSV, un file «.csv-metadata.json» descrive le colonne \
(CSV on the Web); \
csv-metadata.json le descrive tutte insieme, con le chiavi che legano una tabella all'altra. Il \
file modello.json contiene tutti i dati dei documenti, con la cella da cui \
viene ogni valore; modello.schema.json ne descrive la forma.";
const CATALOGO: &str = " Accanto alle cartelle degli anni, i file catalogo.jsonld e catalogo.ttl \
sono la scheda di \
tutti gli anni per i cataloghi di dati (DCAT-AP 3 e DCAT-AP_IT).";
const CONTROLLO: &str = "Il file SHA256SUMS contiene la somma di controllo di ogni file: si \
verifica con «sha256sum -c SHA256SUMS» o con «ciclo pubblica --verifica CARTELLA», che confronta \
anche i dati allegati ai PDF con quelli pubblicati.";

fn riuso(pubblicazione: &Pubblicazione) -> Vec<String> {
    let catalogo = pubblicazione.indirizzo.as_ref().map_or("", |_| CATALOGO);
    vec![
        RIUSO.to_owned(),
        format!("{FILE}{catalogo}"),
        NEUTRALIZZAZIONE.to_owned(),
    ]
}

const ACCESSIBILITA: &str = "Accessibilità";
const PDF: &str = "I PDF sono fatti secondo PDF/UA-1 (accessibilità) e PDF/A-3a (conservazione): \
hanno titoli, tabelle con intestazioni, testi alternativi per i grafici e ordine di lettura.";
const PAGINA: &str = "La pagina web riporta gli stessi contenuti ed è fatta per rispettare le \
WCAG 2.1, livello AA (L. 4/2004, EN 301 549): funziona senza script, con la sola tastiera e sul \
telefono; ogni grafico ha la sua tabella di dati.";

fn accessibilita(pubblicazione: &Pubblicazione) -> Vec<String> {
    let chi = match (&pubblicazione.ufficio, &pubblicazione.posta) {
        (Some(ufficio), Some(posta)) => format!("a {ufficio}, {posta}"),
        (None, Some(posta)) => format!("a {posta}"),
        _ => "all'ente".to_owned(),
    };
    vec![
        PDF.to_owned(),
        PAGINA.to_owned(),
        format!("Le segnalazioni di problemi di accessibilità si inviano {chi}."),
    ]
}
