//! What accompanies the documents and was made elsewhere: documents are published byte by byte.

use std::io;

use crate::cycle::{Allegato, Cartella};
use crate::opendata::Formato;

/// What every PDF begins with.
const PDF: &[u8] = b"%PDF-";

/// Something that the cycle declares, ready to be published.
pub(crate) struct AllegatoPronto<'a> {
    pub dichiarato: &'a Allegato,
    /// Of a document; a table is in the edition.
    pub byte: Option<Vec<u8>>,
}

/// Why one cannot be published.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NonPronto {
    #[error("non riesco a leggerlo: {}", crate::model::italiano::errore_di_sistema(.0))]
    Illeggibile(#[from] io::Error),
    #[error("non è un PDF, anche se il suo nome finisce così")]
    NonPdf,
    #[error("non contiene un PDF firmato")]
    BustaVuota,
}

impl<'a> AllegatoPronto<'a> {
    /// Reads it; of a table nothing is left to read.
    ///
    /// # Errors
    /// A file that cannot be read or is not what its name says.
    pub(crate) fn leggi(dichiarato: &'a Allegato, cartella: &Cartella) -> Result<Self, NonPronto> {
        let byte = match dichiarato.tabella {
            true => None,
            false => Some(documento(dichiarato, cartella.leggi(&dichiarato.file)?)?),
        };
        Ok(Self { dichiarato, byte })
    }

    /// Of a document.
    pub(super) fn formato(&self) -> Formato {
        match self.dichiarato.busta() {
            true => Formato::P7m,
            false => Formato::PdfAllegato,
        }
    }
}

fn documento(dichiarato: &Allegato, byte: Vec<u8>) -> Result<Vec<u8>, NonPronto> {
    let dentro = byte.windows(PDF.len()).any(|tratto| tratto == PDF);
    match dichiarato.busta() {
        true if !dentro => Err(NonPronto::BustaVuota),
        false if !byte.starts_with(PDF) => Err(NonPronto::NonPdf),
        _ => Ok(byte),
    }
}
