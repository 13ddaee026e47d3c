//! The terms that a difference is told in, inside the program and in its public form.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a difference is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Ambito {
    /// A row of a cruscotto.
    Indicatore,
    /// A cruscotto as such.
    Cruscotto,
    /// A cell, row or column of a table, or of the series behind a chart.
    Quadro,
    /// A project or one of its activities.
    Progetto,
    /// A paragraph.
    Testo,
    /// What `ciclo.toml` declares.
    Impostazione,
    /// A grade: it follows from other differences.
    Grado,
}

impl Ambito {
    /// As the public JSON names it.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Indicatore => "indicatore",
            Self::Cruscotto => "cruscotto",
            Self::Quadro => "quadro",
            Self::Progetto => "progetto",
            Self::Testo => "testo",
            Self::Impostazione => "impostazione",
            Self::Grado => "grado",
        }
    }
}

/// What happened.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Tipo {
    Aggiunto,
    Tolto,
    Cambiato,
    Rinominato,
    /// Under another obiettivo or azione.
    Spostato,
    /// The same things in another order, said once.
    Riordinato,
}

impl Tipo {
    /// As the public JSON names it.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Aggiunto => "aggiunto",
            Self::Tolto => "tolto",
            Self::Cambiato => "cambiato",
            Self::Rinominato => "rinominato",
            Self::Spostato => "spostato",
            Self::Riordinato => "riordinato",
        }
    }
}

/// By how much a number changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Variazione {
    /// New less old, in the values' own unit: `2`, `-1.5`.
    pub assoluta: String,
    /// In points of the old value, two decimals: `50.00`. None for percentages and for what was 0.
    pub percentuale: Option<String>,
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parola {
    pub segno: Segno,
    pub testo: String,
}

/// What became of a stretch of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Segno {
    Uguale,
    Tolto,
    Aggiunto,
}

/// A row whose grade changed, came or went, and with it a mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Causa {
    /// Id of the cruscotto.
    pub cruscotto: String,
    /// Name of the indicator.
    pub nome: String,
    pub vecchio: Option<String>,
    pub nuovo: Option<String>,
}
