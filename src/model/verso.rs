//! The direction of an indicator.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether more or less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verso {
    Crescente,
    Decrescente,
}

/// How a [`Verso`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DaDove {
    /// The workbook's `Verso` column.
    Colonna,
    /// The operator of a threshold.
    Soglia,
    /// Words in the name, such as *tempi medi*.
    Nome,
    /// Nothing says otherwise.
    Predefinito,
}
