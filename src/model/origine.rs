//! Where something stands: a file of the cycle, and the sheet and cell, the line or the key in it.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

/// A place. Its public form is `file`, `foglio` (null in a `.csv`) and `cella`: `E7`, `riga 12` in
/// a text file, empty for the whole file or sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "OrigineJson", into = "OrigineJson")]
pub struct Origine {
    /// Relative to the cycle's folder, with `/`.
    pub file: String,
    pub punto: Punto,
}

/// A place within a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Punto {
    /// The whole file.
    #[default]
    Intero,
    /// A whole sheet.
    Foglio(String),
    Cella {
        /// None in a `.csv`, which has only one.
        foglio: Option<String>,
        indirizzo: Indirizzo,
    },
    /// A line of a text, from 1.
    Riga(usize),
    /// A key of a TOML file, `verifica.deroghe.2`, with its line.
    Chiave { riga: usize, percorso: String },
}

/// A cell's address. In the order in which a sheet is read: row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Indirizzo {
    /// From 1, as a spreadsheet counts.
    pub riga: u32,
    /// From 0.
    pub colonna: u32,
}

/// What is no address such as `E7`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» non è l'indirizzo di una cella")]
pub struct NonIndirizzo(String);

impl Origine {
    /// A whole file.
    pub fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            punto: Punto::Intero,
        }
    }

    /// A whole sheet; the whole file where there are no sheets.
    pub fn foglio(file: &str, foglio: Option<&str>) -> Self {
        Self {
            file: file.to_owned(),
            punto: foglio.map_or(Punto::Intero, |nome| Punto::Foglio(nome.to_owned())),
        }
    }

    /// A cell.
    pub fn cella(file: &str, foglio: Option<&str>, indirizzo: Indirizzo) -> Self {
        Self {
            file: file.to_owned(),
            punto: Punto::Cella {
                foglio: foglio.map(str::to_owned),
                indirizzo,
            },
        }
    }

    /// A line of a text file, from 1.
    pub fn riga(file: &str, riga: usize) -> Self {
        Self {
            file: file.to_owned(),
            punto: Punto::Riga(riga),
        }
    }

    /// The line of a text file that holds a byte.
    pub fn nel_testo(file: &str, testo: &str, posto: usize) -> Self {
        Self::riga(file, riga_di(testo, posto))
    }

    /// A key of a TOML file by its path, on a line.
    pub fn chiave(file: &str, percorso: &[&str], riga: usize) -> Self {
        Self {
            file: file.to_owned(),
            punto: Punto::Chiave {
                riga,
                percorso: percorso.join("."),
            },
        }
    }

    /// The position in its list of the setting that this place names: 3 of
    /// `verifica.deroghe.3.motivo`.
    pub(crate) fn posto_in_elenco(&self) -> Option<usize> {
        match &self.punto {
            Punto::Chiave { percorso, .. } => percorso.split('.').find_map(|p| p.parse().ok()),
            _ => None,
        }
    }

    /// Another cell of the same sheet; this place where there is none.
    pub fn con_cella(&self, cella: Option<Indirizzo>) -> Self {
        match cella {
            Some(cella) => Self::cella(&self.file, self.nome_foglio(), cella),
            None => self.clone(),
        }
    }

    /// The cell of the same row in another column; this place where it is no cell.
    pub fn in_colonna(&self, colonna: u32) -> Self {
        let cella = self.indirizzo().map(|cella| Indirizzo { colonna, ..cella });
        self.con_cella(cella)
    }

    /// The sheet that holds it, or the file.
    pub fn senza_cella(&self) -> Self {
        Self::foglio(&self.file, self.nome_foglio())
    }

    /// The sheet's name, if it is in a sheet that has one.
    pub fn nome_foglio(&self) -> Option<&str> {
        match &self.punto {
            Punto::Foglio(nome) => Some(nome),
            Punto::Cella { foglio, .. } => foglio.as_deref(),
            Punto::Intero | Punto::Riga(_) | Punto::Chiave { .. } => None,
        }
    }

    /// The cell's address, if it is a cell.
    pub fn indirizzo(&self) -> Option<Indirizzo> {
        match self.punto {
            Punto::Cella { indirizzo, .. } => Some(indirizzo),
            _ => None,
        }
    }

    /// The row of the cell, or the line of the text; none for a whole file or sheet.
    pub fn numero_riga(&self) -> Option<usize> {
        match &self.punto {
            Punto::Cella { indirizzo, .. } => usize::try_from(indirizzo.riga).ok(),
            Punto::Riga(riga) | Punto::Chiave { riga, .. } => Some(*riga),
            Punto::Intero | Punto::Foglio(_) => None,
        }
    }

    /// The place within its file or sheet as people name it: `E7`, `riga 12`, empty for the whole.
    pub fn scritto(&self) -> String {
        match &self.punto {
            Punto::Cella { indirizzo, .. } => indirizzo.to_string(),
            Punto::Riga(riga) | Punto::Chiave { riga, .. } => format!("riga {riga}"),
            Punto::Intero | Punto::Foglio(_) => String::new(),
        }
    }
}

impl fmt::Display for Origine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(foglio) = self.nome_foglio() {
            write!(f, ", foglio «{foglio}»")?;
        }
        match &self.punto {
            Punto::Cella { indirizzo, .. } => write!(f, ", cella {indirizzo}"),
            Punto::Riga(riga) | Punto::Chiave { riga, .. } => write!(f, ", riga {riga}"),
            Punto::Intero | Punto::Foglio(_) => Ok(()),
        }
    }
}

/// The line, from 1, that holds a byte of a text.
pub fn riga_di(testo: &str, posto: usize) -> usize {
    // A slice, not an iterator cut short: whole stretches are counted at once.
    let prima = &testo.as_bytes()[..posto.min(testo.len())];
    prima.iter().filter(|byte| **byte == b'\n').count() + 1
}

impl fmt::Display for Indirizzo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", lettere(self.colonna), self.riga)
    }
}

impl FromStr for Indirizzo {
    type Err = NonIndirizzo;

    fn from_str(testo: &str) -> Result<Self, Self::Err> {
        let (lettere, cifre) = match testo.find(|c: char| !c.is_ascii_alphabetic()) {
            Some(fine) => testo.split_at(fine),
            None => (testo, ""),
        };
        let riga = Some(cifre)
            .filter(|cifre| cifre.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|cifre| cifre.parse().ok())
            .filter(|riga| *riga > 0);
        riga.zip(colonna(lettere))
            .map(|(riga, colonna)| Self { riga, colonna })
            .ok_or_else(|| NonIndirizzo(testo.to_owned()))
    }
}

/// A column's letters, from 0: `A`, `Z`, `AA`.
pub fn lettere(colonna: u32) -> String {
    let mut lettere = Vec::new();
    let mut resto = u64::from(colonna) + 1;
    while resto > 0 {
        resto -= 1;
        let lettera = u8::try_from(resto % 26).map_or('?', |posto| char::from(b'A' + posto));
        lettere.push(lettera);
        resto /= 26;
    }
    lettere.iter().rev().collect()
}

/// The column, from 0, that letters name.
fn colonna(lettere: &str) -> Option<u32> {
    let da_uno = lettere.bytes().try_fold(0_u32, |colonna, lettera| {
        let posto = u32::from(lettera.to_ascii_uppercase().checked_sub(b'A')?) + 1;
        colonna.checked_mul(26)?.checked_add(posto)
    });
    da_uno?.checked_sub(1)
}

impl Serialize for Indirizzo {
    fn serialize<S: serde::Serializer>(&self, scrittore: S) -> Result<S::Ok, S::Error> {
        scrittore.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Indirizzo {
    fn deserialize<D: serde::Deserializer<'de>>(lettore: D) -> Result<Self, D::Error> {
        let testo = String::deserialize(lettore)?;
        testo.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Indirizzo {
    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// Where a value stands: file relative to the cycle's folder, sheet (none in a `.csv`), cell.
#[derive(Serialize, Deserialize, JsonSchema)]
struct OrigineJson {
    file: String,
    foglio: Option<String>,
    /// `E7`; `riga 12` in a text file; empty for the whole file.
    cella: String,
}

impl JsonSchema for Origine {
    fn schema_name() -> Cow<'static, str> {
        "Origine".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        OrigineJson::json_schema(generator)
    }
}

impl From<Origine> for OrigineJson {
    fn from(origine: Origine) -> Self {
        Self {
            cella: origine.scritto(),
            foglio: origine.nome_foglio().map(str::to_owned),
            file: origine.file,
        }
    }
}

impl TryFrom<OrigineJson> for Origine {
    type Error = NonIndirizzo;

    /// A key reads back as its line: the public form has no path.
    fn try_from(json: OrigineJson) -> Result<Self, Self::Error> {
        let riga = json
            .cella
            .strip_prefix("riga ")
            .and_then(|n| n.parse().ok());
        let punto = match (json.foglio, riga) {
            (None, Some(riga)) => Punto::Riga(riga),
            (None, None) if json.cella.is_empty() => Punto::Intero,
            (Some(foglio), None) if json.cella.is_empty() => Punto::Foglio(foglio),
            (foglio, _) => Punto::Cella {
                foglio,
                indirizzo: json.cella.parse()?,
            },
        };
        Ok(Self {
            file: json.file,
            punto,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn cella(riga: u32, colonna: u32) -> Indirizzo {
        Indirizzo { riga, colonna }
    }

    #[test]
    fn addresses_are_those_of_a_spreadsheet_and_read_back() {
        let casi = [
            (cella(1, 0), "A1"),
            (cella(7, 25), "Z7"),
            (cella(3, 26), "AA3"),
            (cella(1, 16_383), "XFD1"),
            (cella(u32::MAX, u32::MAX), "MWLQKWV4294967295"),
        ];
        for (indirizzo, scritto) in casi {
            assert_eq!(indirizzo.to_string(), scritto);
        }
        for (indirizzo, scritto) in &casi[..4] {
            assert_eq!(scritto.parse().as_ref(), Ok(indirizzo));
            assert_eq!(scritto.to_lowercase().parse().as_ref(), Ok(indirizzo));
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for testo in [
            "",
            "A",
            "7",
            "A0",
            "7A",
            "A-1",
            "A+1",
            "riga 12",
            "ZZZZZZZZ1",
            "É1",
        ] {
            assert!(testo.parse::<Indirizzo>().is_err(), "{testo}");
        }
    }

    #[test]
    fn cells_are_in_the_order_in_which_a_sheet_is_read() {
        let mut celle = [cella(10, 0), cella(9, 1), cella(9, 27), cella(9, 26)];
        celle.sort();
        assert_eq!(celle.map(|c| c.to_string()), ["B9", "AA9", "AB9", "A10"]);
    }

    #[test]
    fn every_place_has_its_words_and_its_public_form() {
        let e7 = cella(7, 4);
        let casi = [
            (
                Origine::file("a.md"),
                "a.md",
                r#"{"file":"a.md","foglio":null,"cella":""}"#,
            ),
            (
                Origine::foglio("a.xlsx", Some("F")),
                "a.xlsx, foglio «F»",
                r#"{"file":"a.xlsx","foglio":"F","cella":""}"#,
            ),
            (
                Origine::cella("a.xlsx", Some("F"), e7),
                "a.xlsx, foglio «F», cella E7",
                r#"{"file":"a.xlsx","foglio":"F","cella":"E7"}"#,
            ),
            (
                Origine::cella("a.csv", None, e7),
                "a.csv, cella E7",
                r#"{"file":"a.csv","foglio":null,"cella":"E7"}"#,
            ),
            (
                Origine::riga("a.md", 12),
                "a.md, riga 12",
                r#"{"file":"a.md","foglio":null,"cella":"riga 12"}"#,
            ),
        ];
        for (origine, parole, json) in casi {
            assert_eq!(origine.to_string(), parole);
            assert_eq!(serde_json::to_string(&origine).expect("JSON"), json);
            assert_eq!(
                serde_json::from_str::<Origine>(json).expect("a place"),
                origine
            );
        }
        let chiave = Origine::chiave("ciclo.toml", &["ente", "nome"], 3);
        assert_eq!(chiave.to_string(), "ciclo.toml, riga 3");
        let altrove = r#"{"file":"a.xlsx","foglio":"F","cella":"qui"}"#;
        assert!(serde_json::from_str::<Origine>(altrove).is_err());
    }
}
