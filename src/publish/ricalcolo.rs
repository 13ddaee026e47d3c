//! What the published model gives again: the tables with their descriptions, the workbook, and what
//! the record says. Whoever changes one of them has to change the model too, and that is in the PDF.

use serde_json::Value;

use crate::model::Bozza;
use crate::opendata::{self, Anno, Fonte, GRUPPO, Indice, RECORD, Record, Tabella, json_leggibile};

use super::fascicolo::periodo;
use super::somme::Albero;

const LIBRO: &str = "tabelle.ods";

/// The files of a year that its model gives, by name.
pub(super) fn dal_modello(modello: &Bozza, record: &Record) -> Albero {
    let tabelle = opendata::tutte(modello, []);
    let titoli: Vec<&str> = record.documenti.iter().map(|d| d.titolo.as_str()).collect();
    let titolo = opendata::titolo(&titoli, &modello.modello.ente.nome);
    let modificato = record.ultima_data().to_string();
    let fonte = Fonte {
        titolo: &titolo,
        modificato: &modificato,
        editore: &modello.modello.ente.nome_ufficiale,
    };
    let mut file = Albero::new();
    for tabella in &tabelle {
        let nome = format!("{}.csv", tabella.nome);
        let metadati = json_leggibile(&fonte.di_una(tabella)).into_bytes();
        file.insert(format!("{nome}-metadata.json"), metadati);
        file.insert(nome, tabella.csv());
    }
    if complete(&tabelle, record) {
        let di_tutte = json_leggibile(&fonte.di_tutte(&tabelle)).into_bytes();
        file.insert(GRUPPO.to_owned(), di_tutte);
        let libro = opendata::cartella(&tabelle, &titolo, &modificato);
        file.insert(LIBRO.to_owned(), libro);
    }
    file
}

/// True if the year has no table beside these: the series that a chapter draws of the results are
/// in no model.
fn complete(tabelle: &[Tabella], record: &Record) -> bool {
    let mut nomi = record
        .file
        .keys()
        .filter_map(|nome| nome.strip_suffix(".csv"));
    nomi.all(|nome| tabelle.iter().any(|tabella| tabella.nome == nome))
}

/// True if the record says what the model says, and of each file what its checksum says.
pub(super) fn concorda(record: &Record, bozza: &Bozza) -> bool {
    let modello = &bozza.modello;
    let documenti = record.documenti.iter().all(|scritto| {
        let atto = modello.documenti.get(&scritto.tipo);
        atto.is_some_and(|atto| {
            (&atto.titolo, atto.data, &atto.delibera)
                == (&scritto.titolo, scritto.data, &scritto.delibera)
        })
    });
    let quanti = bozza.parte.as_ref().map_or(0, Vec::len);
    let mut dati = record.dati.iter().flat_map(|dataset| &dataset.file);
    documenti
        && record.documenti.len() == quanti
        && dati.all(|voce| record.file.get(&voce.percorso) == Some(&voce.sha256))
        && record.anno == modello.anno
        && record.ente == modello.ente.nome
        && record.codice_ipa.as_ref() == Some(&modello.ente.codice_ipa)
        && record.periodo == Some(periodo(modello))
        && usize::try_from(record.versione).ok() == Some(record.precedenti.len() + 1)
}

/// The records that an index contradicts: `2022/pubblicazione.json`.
pub(super) fn smentiti(atteso: &Indice, letto: &Value) -> Vec<String> {
    let detti = letto.get("anni").and_then(Value::as_array);
    let detti = detti.map(Vec::as_slice).unwrap_or_default();
    let smentito = |anno: &&Anno| {
        let atteso = serde_json::to_value(anno).unwrap_or_default();
        !detti.contains(&atteso)
    };
    let smentiti = atteso.anni.iter().filter(smentito);
    smentiti
        .map(|anno| format!("{}{RECORD}", anno.cartella))
        .collect()
}
