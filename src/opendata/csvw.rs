//! CSV on the Web metadata: what each column of a table holds and which rows lead to which, so that
//! a program can check and read them.
//!
//! <https://www.w3.org/TR/tabular-metadata/>

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::LICENZA;
use super::indice::Record;
use super::tabella::{Colonna, NEUTRALIZZAZIONE, Rimando, Tabella, TipoColonna};

/// The metadata of all tables of a folder: the name is the one that CSV on the Web looks for.
pub(crate) const GRUPPO: &str = "csv-metadata.json";

/// What the metadata say of a folder.
pub(crate) struct Fonte<'a> {
    pub titolo: &'a str,
    /// Of the year, which says when each table was last changed.
    pub record: &'a Record,
    pub editore: &'a str,
}

impl Fonte<'_> {
    /// The metadata of a table's CSV file, which stands beside it.
    pub(crate) fn di_una(&self, tabella: &Tabella) -> Value {
        let mut voci = self.comuni();
        voci.extend(self.descrizione(tabella));
        voci.insert("tableSchema".to_owned(), schema(tabella, &[]));
        Value::Object(voci)
    }

    /// The metadata of all tables together, with the rows that lead from one to another.
    pub(crate) fn di_tutte(&self, tabelle: &[Tabella]) -> Value {
        let mut voci = self.comuni();
        voci.insert("dc:title".to_owned(), json!(self.titolo));
        voci.insert("dc:modified".to_owned(), data(self.record.ultima_data()));
        let una = |tabella: &Tabella| {
            let mut voci = self.descrizione(tabella);
            voci.insert("tableSchema".to_owned(), schema(tabella, tabelle));
            Value::Object(voci)
        };
        voci.insert("tables".to_owned(), tabelle.iter().map(una).collect());
        Value::Object(voci)
    }

    fn comuni(&self) -> Map<String, Value> {
        oggetto(json!({
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "it"}],
            "dc:publisher": self.editore,
            "dc:language": "it",
            "dc:license": {"@id": LICENZA},
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
        }))
    }

    fn descrizione(&self, tabella: &Tabella) -> Map<String, Value> {
        let file = tabella.file();
        oggetto(json!({
            "url": file,
            "dc:title": tabella.titolo,
            "dc:description": tabella.descrizione,
            "dc:modified": data(self.record.data_di(&file)),
        }))
    }
}

fn data(data: Date) -> Value {
    json!({"@value": data, "@type": "xsd:date"})
}

fn oggetto(valore: Value) -> Map<String, Value> {
    match valore {
        Value::Object(voci) => voci,
        _ => Map::new(),
    }
}

/// The columns with their keys; a reference is to a table among these, and holds.
fn schema(tabella: &Tabella, tabelle: &[Tabella]) -> Value {
    let mut schema = oggetto(json!({
        "columns": tabella.colonne.iter().map(colonna).collect::<Vec<_>>(),
        "primaryKey": tabella.chiave,
    }));
    let rimandi = tabella.rimandi.iter();
    let rimandi: Vec<Value> = rimandi
        .filter(|rimando| vale(rimando, tabella, tabelle))
        .map(|rimando| {
            json!({
                "columnReference": rimando.colonna,
                "reference": {
                    "resource": format!("{}.csv", rimando.tabella),
                    "columnReference": rimando.altra,
                },
            })
        })
        .collect();
    if !rimandi.is_empty() {
        schema.insert("foreignKeys".to_owned(), Value::Array(rimandi));
    }
    Value::Object(schema)
}

/// A workbook may name an obiettivo that the settings do not know: then there is no such key.
fn vale(rimando: &Rimando, tabella: &Tabella, tabelle: &[Tabella]) -> bool {
    let altra = tabelle.iter().find(|altra| altra.nome == rimando.tabella);
    altra.is_some_and(|altra| {
        let note: BTreeSet<&str> = altra.celle(&rimando.altra).collect();
        let mut piene = tabella
            .celle(&rimando.colonna)
            .filter(|cella| !cella.is_empty());
        piene.all(|cella| note.contains(cella))
    })
}

fn colonna(colonna: &Colonna) -> Value {
    let mut voce = Map::new();
    voce.insert("name".to_owned(), json!(colonna.nome));
    voce.insert("titles".to_owned(), json!(colonna.nome));
    if !colonna.descrizione.is_empty() {
        voce.insert("dc:description".to_owned(), json!(colonna.descrizione));
    }
    voce.insert("datatype".to_owned(), tipo(colonna.tipo));
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
