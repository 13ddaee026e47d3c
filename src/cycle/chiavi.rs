//! Keys of `ciclo.toml` that mean nothing: every one is reported, with the key that was probably
//! meant.

use schemars::Schema;
use serde_json::Value;
use toml::de::{DeTable, DeValue};

use crate::model::nome::piu_vicino;
use crate::model::origine::riga_di;

/// A key that no setting has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChiaveIgnota {
    /// Line in the file, from 1.
    pub riga: usize,
    pub chiave: String,
    /// The table that it stands in: `quadri.personale`; empty at the top.
    pub tabella: String,
    pub vicina: Option<String>,
}

impl ChiaveIgnota {
    /// The tables and the key.
    pub fn percorso(&self) -> Vec<&str> {
        let tabelle = self.tabella.split('.').filter(|nome| !nome.is_empty());
        tabelle.chain([self.chiave.as_str()]).collect()
    }
}

/// Walks the file beside the schema of its settings.
pub fn ignote(testo: &str, tabella: &DeTable<'_>, schema: &Schema) -> Vec<ChiaveIgnota> {
    let mut visita = Visita {
        testo,
        radice: schema.as_value(),
        ignote: Vec::new(),
    };
    visita.tabella(tabella, schema.as_value(), "");
    visita.ignote
}

struct Visita<'a> {
    testo: &'a str,
    radice: &'a Value,
    ignote: Vec<ChiaveIgnota>,
}

impl<'a> Visita<'a> {
    fn tabella(&mut self, tabella: &DeTable<'_>, schema: &'a Value, percorso: &str) {
        let schema = self.risolto(schema);
        let proprieta = schema.get("properties").and_then(Value::as_object);
        let altre = schema
            .get("additionalProperties")
            .filter(|altre| altre.is_object());
        for (chiave, valore) in tabella {
            let nome = chiave.get_ref().as_ref();
            let dove = if percorso.is_empty() {
                nome.to_owned()
            } else {
                format!("{percorso}.{nome}")
            };
            match (proprieta.and_then(|p| p.get(nome)), altre) {
                (Some(sotto), _) | (None, Some(sotto)) => {
                    self.valore(valore.get_ref(), sotto, &dove)
                }
                (None, None) => self.ignote.push(ChiaveIgnota {
                    riga: riga_di(self.testo, chiave.span().start),
                    chiave: nome.to_owned(),
                    tabella: percorso.to_owned(),
                    vicina: piu_vicino(
                        nome,
                        proprieta
                            .into_iter()
                            .flat_map(|p| p.keys().map(String::as_str)),
                    )
                    .map(str::to_owned),
                }),
            }
        }
    }

    fn valore(&mut self, valore: &DeValue<'_>, schema: &'a Value, percorso: &str) {
        match valore {
            DeValue::Table(tabella) if self.ha_campi(schema) => {
                self.tabella(tabella, schema, percorso)
            }
            DeValue::Array(elenco) => {
                let Some(voce) = self.risolto(schema).get("items") else {
                    return;
                };
                elenco
                    .iter()
                    .for_each(|elemento| self.valore(elemento.get_ref(), voce, percorso));
            }
            _ => {}
        }
    }

    fn ha_campi(&self, schema: &'a Value) -> bool {
        let schema = self.risolto(schema);
        schema.get("properties").is_some() || schema.get("additionalProperties").is_some()
    }

    /// Follows `$ref`, and an `anyOf` to the one of its choices that is a table.
    fn risolto(&self, schema: &'a Value) -> &'a Value {
        if let Some(nome) = schema.get("$ref").and_then(Value::as_str) {
            return self
                .radice
                .pointer(nome.trim_start_matches('#'))
                .map_or(schema, |s| self.risolto(s));
        }
        let scelte = schema.get("anyOf").and_then(Value::as_array);
        match scelte.and_then(|scelte| scelte.iter().find(|s| s.get("$ref").is_some())) {
            Some(scelta) => self.risolto(scelta),
            None => schema,
        }
    }
}
