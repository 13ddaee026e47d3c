//! CSV on the Web metadata: what each column of a table holds, so that a program can check and read
//! it.
//!
//! <https://www.w3.org/TR/tabular-metadata/>

use serde_json::{Map, Value, json};

use super::LICENZA;
use super::tabella::{Colonna, NEUTRALIZZAZIONE, NULLI, Tabella, TipoColonna, innocuo};

/// The metadata of a table's CSV file, which stands beside it.
pub(crate) fn metadati(tabella: &Tabella, modificato: &str, editore: &str) -> Value {
    let file = tabella.nome.rsplit('/').next().unwrap_or(&tabella.nome);
    json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "it"}],
        "url": format!("{file}.csv"),
        "dc:title": tabella.titolo,
        "dc:description": tabella.descrizione,
        "dc:publisher": editore,
        "dc:language": "it",
        "dc:license": {"@id": LICENZA},
        "dc:modified": {"@value": modificato, "@type": "xsd:date"},
        "rdfs:comment": NEUTRALIZZAZIONE,
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": "\"",
            "doubleQuote": true,
            "header": true,
            "headerRowCount": 1,
            "lineTerminators": ["\r\n"],
        },
        "tableSchema": {"columns": tabella.colonne.iter().map(colonna).collect::<Vec<_>>()},
    })
}

fn colonna(colonna: &Colonna) -> Value {
    let mut voce = Map::new();
    voce.insert("name".to_owned(), json!(colonna.nome));
    voce.insert("titles".to_owned(), json!(innocuo(&colonna.titolo)));
    if !colonna.descrizione.is_empty() {
        voce.insert("dc:description".to_owned(), json!(colonna.descrizione));
    }
    voce.insert("datatype".to_owned(), tipo(colonna.tipo));
    if colonna.tipo != TipoColonna::Testo {
        voce.insert("null".to_owned(), json!(NULLI));
    }
    if colonna.piena {
        voce.insert("required".to_owned(), json!(true));
    }
    Value::Object(voce)
}

fn tipo(tipo: TipoColonna) -> Value {
    match tipo {
        TipoColonna::Testo => json!("string"),
        TipoColonna::Intero => json!("integer"),
        TipoColonna::Decimale => json!("decimal"),
        TipoColonna::Data => json!({"base": "date", "format": "yyyy-MM-dd"}),
        TipoColonna::SiNo => json!({"base": "boolean", "format": "sì|no"}),
    }
}
