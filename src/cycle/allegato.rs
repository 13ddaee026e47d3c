//! What is published with the documents and is made elsewhere.

use jiff::civil::Date;

use crate::model::{Obbligo, Origine};

use super::formati::estensione;

/// Their folder in a cycle.
pub const ALLEGATI: &str = "allegati";
/// Something that `ciclo.toml` declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allegato {
    /// A plain name, unique among them.
    pub id: String,
    /// Relative to the cycle's folder.
    pub file: String,
    pub titolo: String,
    pub obbligo: Obbligo,
    pub data: Date,
    /// True for a table, which is published as open data; a document otherwise.
    pub tabella: bool,
    /// Where it is declared.
    pub luogo: Origine,
}

impl Allegato {
    /// True for a document in the envelope of its signature.
    pub fn busta(&self) -> bool {
        estensione(&self.file) == "p7m"
    }

    /// Where a document stands in its published folder.
    pub fn file_pubblicato(&self) -> String {
        let fine = if self.busta() { "pdf.p7m" } else { "pdf" };
        format!("{ALLEGATI}/{}.{fine}", self.id)
    }
}
