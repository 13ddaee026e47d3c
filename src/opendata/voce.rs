//! What a person or a program can download: a file with its format, size and checksum.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A file of the folder that is worth a download of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Voce {
    /// Relative to the year's folder.
    pub percorso: String,
    pub titolo: String,
    pub formato: Formato,
    pub byte: usize,
    /// In hexadecimal.
    pub sha256: String,
}

/// The formats of what is published, all open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Formato {
    Pdf,
    /// A PDF that was not made here.
    PdfAllegato,
    /// A document in the envelope of its signature.
    P7m,
    Csv,
    Json,
    Ods,
    Xlsx,
}

impl Voce {
    /// Describes a file.
    pub fn nuova(percorso: &str, titolo: &str, formato: Formato, byte: &[u8]) -> Self {
        Self {
            percorso: percorso.to_owned(),
            titolo: titolo.to_owned(),
            formato,
            byte: byte.len(),
            sha256: sha256(byte),
        }
    }
}

impl Formato {
    /// As people call it.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Pdf => "PDF/A-3a e PDF/UA-1",
            Self::PdfAllegato => "PDF",
            Self::P7m => "PDF con firma digitale, P7M",
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Ods => "ODS",
            Self::Xlsx => "XLSX",
        }
    }

    /// Its name in the EU's list of file types.
    pub fn autorita(self) -> &'static str {
        match self {
            Self::Pdf | Self::PdfAllegato => "PDF",
            // The list has no signed envelopes.
            Self::P7m => "BIN",
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Ods => "ODS",
            Self::Xlsx => "XLSX",
        }
    }

    /// Its media type (IANA).
    pub fn media(self) -> &'static str {
        match self {
            Self::Pdf | Self::PdfAllegato => "application/pdf",
            Self::P7m => "application/pkcs7-mime",
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// The checksum of some bytes, in hexadecimal.
pub fn sha256(byte: &[u8]) -> String {
    esadecimale(&Sha256::digest(byte))
}

/// `0fab…`.
pub(crate) fn esadecimale(byte: &[u8]) -> String {
    byte.iter().map(|byte| format!("{byte:02x}")).collect()
}
