//! A draft: everything public about one version of a cycle. It is what a PDF carries inside, what
//! `ciclo modello` prints and what two versions are compared by.

use std::collections::BTreeMap;

use schemars::{JsonSchema, schema_for};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

use super::{Modello, Quadro, SCHEMA, Serie, Valutazione};

/// The model with its grades and the words of its chapters.
#[derive(Debug, Clone, PartialEq)]
pub struct Bozza {
    pub modello: Modello,
    /// None in a part without results.
    pub valutazione: Option<Valutazione>,
    pub testi: Testi,
    /// Ids of the documents whose part this is; none of the whole cycle.
    pub parte: Option<Vec<String>>,
    pub aggiunte: Aggiunte,
}

/// What a publication holds beside the part of its documents; no PDF carries it, so that a signed
/// document stays what it is when something comes beside it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Aggiunte {
    /// The tables that accompany the documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allegati: Vec<Quadro>,
    /// The series that the documents draw and that stand in no file of the cycle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serie_calcolate: Vec<Serie>,
}

impl Aggiunte {
    /// True if there is nothing.
    pub fn vuote(&self) -> bool {
        *self == Self::default()
    }
}

/// The chapters of each document (`piano`, `relazione`), in their order.
pub type Testi = BTreeMap<String, Vec<TestoCapitolo>>;

/// A chapter as plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TestoCapitolo {
    /// The Markdown file, relative to the cycle's folder.
    pub file: String,
    /// Paragraphs, headings (`## …`), list items (`– …`) and table rows, in their order.
    pub paragrafi: Vec<Capoverso>,
}

impl TestoCapitolo {
    /// The first line: the chapter's heading. Empty in a chapter without words.
    pub fn titolo(&self) -> &str {
        let primo = self.paragrafi.first();
        primo.map_or("", |primo| primo.testo.trim_start_matches(['#', ' ']))
    }
}

/// A paragraph as plain text, its placeholders filled.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Capoverso {
    /// Line of the Markdown file.
    pub riga: usize,
    pub testo: String,
    /// The stretches that placeholders filled: from and up to which character.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub riempiti: Vec<[usize; 2]>,
}

/// Why a public JSON is no model that this program can read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ErroreBozza {
    #[error("non è un JSON valido (riga {0})")]
    Sintassi(usize),
    #[error("non è un modello di ciclo: manca la chiave «schema» con il valore «{SCHEMA}»")]
    Estraneo,
    #[error("è scritto nel formato «{0}», questo programma legge «{SCHEMA}»")]
    AltraVersione(String),
    #[error("è incompleto o alterato ({0})")]
    Alterato(String),
}

/// What names the format.
#[derive(Deserialize)]
struct Etichetta {
    schema: Option<String>,
}

/// What stands beside the model in the public form; the texts came later than the rest.
#[derive(Deserialize, JsonSchema)]
struct Resto {
    valutazione: Option<Valutazione>,
    #[serde(default)]
    testi: Testi,
    parte: Option<Vec<String>>,
    #[serde(default)]
    aggiunte: Aggiunte,
}

impl Bozza {
    /// Reads the public JSON back. The model and the rest are read in two passes: `flatten` would
    /// take the years, which are keys, for text.
    ///
    /// # Errors
    /// What keeps the text from being a model of this version.
    pub fn da_json(json: &[u8]) -> Result<Self, ErroreBozza> {
        let etichetta: Etichetta =
            serde_json::from_slice(json).map_err(|errore| match errore.classify() {
                Category::Data => ErroreBozza::Estraneo,
                _ => ErroreBozza::Sintassi(errore.line()),
            })?;
        match etichetta.schema.as_deref() {
            Some(SCHEMA) => {}
            Some(altra) if altra.starts_with("ciclo/") => {
                return Err(ErroreBozza::AltraVersione(altra.to_owned()));
            }
            _ => return Err(ErroreBozza::Estraneo),
        }
        let modello = da::<Modello>(json)?;
        let Resto {
            valutazione,
            testi,
            parte,
            aggiunte,
        } = da(json)?;
        Ok(Self {
            modello,
            valutazione,
            testi,
            parte,
            aggiunte,
        })
    }
}

/// Reads one of the passes.
fn da<T: DeserializeOwned + JsonSchema>(json: &[u8]) -> Result<T, ErroreBozza> {
    serde_json::from_slice(json).map_err(|errore| match errore.classify() {
        Category::Data => ErroreBozza::Alterato(match manca::<T>(json) {
            Some(chiave) => format!("manca la chiave «{chiave}»"),
            None => format!("riga {}, carattere {}", errore.line(), errore.column()),
        }),
        _ => ErroreBozza::Sintassi(errore.line()),
    })
}

/// The first key at the top that the schema asks for and the text has not.
fn manca<T: JsonSchema>(json: &[u8]) -> Option<String> {
    let intero: Value = serde_json::from_slice(json).ok()?;
    let schema = schema_for!(T);
    let dovute = schema.get("required")?.as_array()?;
    let mut mancanti = dovute
        .iter()
        .filter_map(Value::as_str)
        .filter(|chiave| intero.get(chiave).is_none());
    mancanti.next().map(str::to_owned)
}

impl Capoverso {
    /// What the author wrote: the same text with `…` wherever a placeholder stands. Two paragraphs
    /// that differ only in filled values tell nothing that the values themselves do not.
    pub fn proprio(&self) -> String {
        let mut proprio = String::with_capacity(self.testo.len());
        for (posto, carattere) in self.testo.chars().enumerate() {
            match self
                .riempiti
                .iter()
                .find(|[da, a]| (*da..*a).contains(&posto))
            {
                Some([da, _]) if *da == posto => proprio.push('…'),
                Some(_) => {}
                None => proprio.push(carattere),
            }
        }
        proprio
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filled_values_are_not_the_authors_words() {
        let capoverso = |testo: &str, a| Capoverso {
            riga: 1,
            testo: testo.to_owned(),
            riempiti: vec![[4, a]],
        };
        assert_eq!(capoverso("Nel 2022 sì", 8).proprio(), "Nel … sì");
        assert_eq!(capoverso("Nel 22 sì", 6).proprio(), "Nel … sì");
    }

    #[test]
    fn what_is_no_model_is_told_apart() {
        let casi: [(&str, &str); 4] = [
            ("{", "non è un JSON valido (riga 1)"),
            (
                "[]",
                "non è un modello di ciclo: manca la chiave «schema» con il valore «ciclo/1»",
            ),
            (
                r#"{"schema":"ciclo/9"}"#,
                "è scritto nel formato «ciclo/9», questo programma legge «ciclo/1»",
            ),
            (
                r#"{"schema":"ciclo/1"}"#,
                "è incompleto o alterato (manca la chiave «ente»)",
            ),
        ];
        for (json, atteso) in casi {
            let errore = Bozza::da_json(json.as_bytes()).expect_err(json);
            assert_eq!(errore.to_string(), atteso);
        }
    }
}
