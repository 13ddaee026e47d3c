//! What a published year contradicts of what its model and its record give again. Whoever changes
//! one of them has to change the model too, and that is in the PDF.

use serde_json::Value;

use crate::documents;
use crate::model::{Bozza, Obbligo};
use crate::opendata::{Dataset, DatiAperti, Formato, RECORD, Record};

use super::fascicolo::periodo;

/// True if the record says what the model says, and of each file what its checksum says.
pub(super) fn concorda(record: &Record, bozza: &Bozza, aperti: &DatiAperti) -> bool {
    let modello = &bozza.modello;
    let noti = documents::tutti(&modello.documenti);
    let obbligo = |tipo: &str| {
        let mut noti = noti.iter().filter(|noto| noto.id == tipo);
        noti.find_map(|noto| noto.obbligo).map(Obbligo::indirizzo)
    };
    let documenti = record.documenti.iter().all(|scritto| {
        let atto = modello.documenti.get(&scritto.tipo);
        atto.is_some_and(|atto| {
            (&atto.titolo, atto.data, &atto.delibera)
                == (&scritto.titolo, scritto.data, &scritto.delibera)
                && scritto.obbligo == obbligo(&scritto.tipo)
        })
    });
    let tabelle = bozza.aggiunte.allegati.iter().all(|tabella| {
        let mut allegati = record.allegati.iter();
        allegati.any(|allegato| allegato.titolo == tabella.titolo)
    });
    let quanti = bozza.parte.as_ref().map_or(0, Vec::len);
    let mut file = record.dati.iter().flat_map(|dataset| &dataset.file);
    documenti
        && tabelle
        && record.documenti.len() == quanti
        && record
            .dati
            .iter()
            .map(detto)
            .eq(aperti.dati.iter().map(detto))
        && file.all(|voce| record.file.get(&voce.percorso) == Some(&voce.sha256))
        && record.anno == modello.anno
        && record.ente == modello.ente.nome
        && record.codice_ipa.as_ref() == Some(&modello.ente.codice_ipa)
        && record.periodo == Some(periodo(modello))
        && usize::try_from(record.versione).ok() == Some(record.precedenti.len() + 1)
}

/// What is said of a dataset, but for the sums of its files.
fn detto(dataset: &Dataset) -> (&str, &str, &str, Vec<(&str, &str, Formato)>) {
    let file = dataset.file.iter();
    let file = file.map(|voce| (voce.percorso.as_str(), voce.titolo.as_str(), voce.formato));
    let Dataset {
        id,
        titolo,
        descrizione,
        ..
    } = dataset;
    (id, titolo, descrizione, file.collect())
}

/// The records that an index contradicts: `2022/pubblicazione.json`.
pub(super) fn smentiti(atteso: &[u8], letto: &[u8]) -> Vec<String> {
    let anni = |indice: &[u8]| -> Vec<Value> {
        let indice: Value = serde_json::from_slice(indice).unwrap_or_default();
        let anni = indice.get("anni").and_then(Value::as_array);
        anni.cloned().unwrap_or_default()
    };
    let (attesi, detti) = (anni(atteso), anni(letto));
    let smentiti = attesi.iter().filter(|anno| !detti.contains(anno));
    let cartelle = smentiti.filter_map(|anno| anno.get("cartella")?.as_str());
    cartelle
        .map(|cartella| format!("{cartella}{RECORD}"))
        .collect()
}
