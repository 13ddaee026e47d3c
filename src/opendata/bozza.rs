//! The draft that a file holds: the public JSON, or a PDF of ours that carries it.

use std::path::Path;

use serde::Deserialize;

use crate::model::bozza::ErroreBozza;
use crate::model::{Bozza, Ente};

use super::allegato::{self, ErroreAllegato};

/// How archives begin: workbooks and documents of today.
const ZIP: &[u8] = b"PK\x03\x04";
/// How the files of Office 97-2003 begin.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0";

/// Why a file holds no draft.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SenzaBozza {
    #[error(transparent)]
    Pdf(#[from] ErroreAllegato),
    /// It is something else, in words.
    #[error("{0}")]
    Altro(&'static str),
    #[error(transparent)]
    Json(#[from] ErroreBozza),
}

/// The draft in the bytes of a file: a PDF if it begins like one, else the public JSON.
///
/// # Errors
/// What the file is instead.
pub(crate) fn bozza_di(percorso: &Path, byte: Vec<u8>) -> Result<Bozza, SenzaBozza> {
    let json = if e_pdf(percorso, &byte) {
        allegato::allegato(byte, allegato::MODELLO)?
    } else if let Some(altro) = altro_file(percorso, &byte) {
        return Err(SenzaBozza::Altro(altro));
    } else {
        byte
    };
    Ok(Bozza::da_json(&json)?)
}

/// The cycle that a document is of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DiChi {
    /// The body, as far as the document says which.
    pub ente: Ente,
    pub anno: i16,
}

/// The cycle that a document of ours says to be of, or the data beside one; none for any other
/// file, which says nothing.
pub(crate) fn di_chi(percorso: &Path, byte: Vec<u8>) -> Option<DiChi> {
    #[derive(Deserialize)]
    struct Detto {
        ente: EnteDetto,
        anno: i16,
        #[serde(default)]
        codice_ipa: String,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum EnteDetto {
        Nome(String),
        Intero(Ente),
    }
    let json = match e_pdf(percorso, &byte) {
        true => allegato::allegato(byte, allegato::MODELLO).ok()?,
        false => byte,
    };
    let detto: Detto = serde_json::from_slice(&json).ok()?;
    Some(DiChi {
        ente: match detto.ente {
            EnteDetto::Intero(ente) => ente,
            EnteDetto::Nome(nome) => Ente {
                nome,
                codice_ipa: detto.codice_ipa,
                nome_ufficiale: String::new(),
                sito: String::new(),
            },
        },
        anno: detto.anno,
    })
}

/// What a file is that holds no draft, where that can be told.
fn altro_file(percorso: &Path, byte: &[u8]) -> Option<&'static str> {
    let fine = percorso.extension().unwrap_or_default();
    let fine = fine.to_string_lossy().to_lowercase();
    match fine.as_str() {
        "p7m" => Some("è una busta firmata: estrai il PDF che contiene e indica quello"),
        "docx" | "odt" if byte.starts_with(ZIP) => {
            Some("è un documento di testo: ciclo nuovo ne fa un ciclo, con --da")
        }
        _ if byte.starts_with(ZIP) => Some(
            "è un solo foglio di lavoro, e una bozza è il ciclo intero: indica la cartella in cui \
             sta. Due fogli si confrontano con ciò che ne stampa «ciclo testo»",
        ),
        _ if byte.starts_with(OLE) => Some("è un file di Office 97-2003"),
        _ => None,
    }
}

/// By its first bytes, or by its name where even those are damaged.
pub(crate) fn e_pdf(percorso: &Path, byte: &[u8]) -> bool {
    byte.starts_with(b"%PDF-")
        || percorso
            .extension()
            .is_some_and(|fine| fine.eq_ignore_ascii_case("pdf"))
}
