//! The note of publication: what, when, by which act, how to check it and how accessible it is.

use serde::Serialize;

use crate::cycle::Pubblicazione;
use crate::model::{Documento, Ente, italiano};

use super::tabella::NEUTRALIZZAZIONE;

/// A part of the note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sezione {
    pub titolo: &'static str,
    pub capoversi: Vec<String>,
}

/// The note about these documents, each with its file.
pub fn sezioni(
    ente: &Ente,
    pubblicazione: &Pubblicazione,
    documenti: &[(&Documento, String)],
) -> Vec<Sezione> {
    let sezione = |titolo, capoversi| Sezione { titolo, capoversi };
    vec![
        sezione("Che cosa si pubblica", documenti.iter().map(|(atto, file)| documento(atto, file)).collect()),
        sezione("Perché", vec![format!(
            "{} pubblica questi documenti nella sezione «Amministrazione trasparente», sottosezione «Performance» \
             (art. 10, comma 8, lettera b, del D.Lgs. 33/2013). Restano pubblicati per cinque anni, a partire dal 1° gennaio \
             dell'anno successivo a quello della pubblicazione (art. 8, comma 3).",
            ente.nome_ufficiale
        )]),
        sezione("Come si possono riusare", vec![
            "I dati sono in formato aperto e si possono riusare citando la fonte, secondo la licenza Creative Commons \
             Attribuzione 4.0 (CC BY 4.0)."
                .to_owned(),
            "Accanto a ogni file CSV, un file «.csv-metadata.json» descrive le colonne (CSV on the Web). Il file modello.json \
             contiene tutti i dati dei documenti, con la cella da cui viene ogni valore; modello.schema.json ne descrive la \
             forma. I file catalogo.jsonld e catalogo.ttl sono la scheda per i cataloghi di dati (DCAT-AP_IT)."
                .to_owned(),
            NEUTRALIZZAZIONE.to_owned(),
        ]),
        sezione("Come si controlla che nulla sia cambiato", vec![
            "Il file SHA256SUMS contiene la somma di controllo di ogni file: si verifica con «sha256sum -c SHA256SUMS» o con \
             «ciclo pubblica --verifica CARTELLA», che confronta anche i dati allegati ai PDF con quelli pubblicati."
                .to_owned(),
        ]),
        sezione("Accessibilità", accessibilita(pubblicazione)),
    ]
}

fn documento(atto: &Documento, file: &str) -> String {
    let delibera = atto
        .delibera
        .as_deref()
        .map(|delibera| format!(", approvato con {delibera}"))
        .unwrap_or_default();
    format!(
        "{}, del {}{delibera}: {file}",
        atto.titolo,
        italiano::data_estesa(atto.data)
    )
}

fn accessibilita(pubblicazione: &Pubblicazione) -> Vec<String> {
    let chi = match (&pubblicazione.ufficio, &pubblicazione.posta) {
        (Some(ufficio), Some(posta)) => format!("a {ufficio}, {posta}"),
        (None, Some(posta)) => format!("a {posta}"),
        _ => "all'ente".to_owned(),
    };
    vec![
        "I PDF sono fatti secondo PDF/UA-1 (accessibilità) e PDF/A-3a (conservazione): hanno titoli, tabelle con intestazioni, \
         testi alternativi per i grafici e ordine di lettura."
            .to_owned(),
        "La pagina web riporta gli stessi contenuti ed è fatta per rispettare le WCAG 2.1, livello AA (L. 4/2004, EN 301 549): funziona \
         senza script, con la sola tastiera e sul telefono; ogni grafico ha la sua tabella di dati."
            .to_owned(),
        format!("Le segnalazioni di problemi di accessibilità si inviano {chi}."),
    ]
}

/// The note as plain text.
pub fn testo(titolo: &str, sezioni: &[Sezione]) -> String {
    let parti = sezioni.iter().map(|sezione| {
        let capoversi: String = sezione
            .capoversi
            .iter()
            .map(|capoverso| format!("{capoverso}\n\n"))
            .collect();
        format!(
            "{}\n{}\n\n{capoversi}",
            sezione.titolo,
            "-".repeat(sezione.titolo.chars().count())
        )
    });
    let intero = format!(
        "{titolo}\n{}\n\n{}",
        "=".repeat(titolo.chars().count()),
        parti.collect::<String>()
    );
    format!("{}\n", intero.trim_end())
}
