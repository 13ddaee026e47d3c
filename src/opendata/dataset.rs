//! What a year's record says of its open data, so that the catalogue of all years can be made of
//! the records alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::voce::Voce;

/// The same data in one or more formats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dataset {
    /// The name of its table; the same from year to year.
    pub id: String,
    pub titolo: String,
    pub descrizione: String,
    pub file: Vec<Voce>,
}

impl Dataset {
    /// True if its names can be parts of an address: a record on disk may say anything.
    pub(super) fn semplice(&self) -> bool {
        semplice(&self.id) && self.file.iter().all(|voce| semplice(&voce.percorso))
    }
}

/// True for letters without accents, digits and what stands between them in a path of ours.
pub(super) fn semplice(percorso: &str) -> bool {
    percorso
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'))
}
