//! The open data back out of a PDF that this program made: its attachments.

use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Array, Dict, Name, Stream, String as Stringa};
use hayro_syntax::{LoadPdfError, Pdf};

/// Names of the attachments.
pub const MODELLO: &str = "modello.json";
pub const INDICATORI: &str = "indicatori.csv";
/// Largest attachment that is unpacked, in bytes.
const BYTE: u64 = 64 << 20;
/// Most attachments that are looked at.
const ALLEGATI: usize = 100;

/// Why a PDF yields no attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ErroreAllegato {
    #[error("non è un PDF leggibile: il file è danneggiato o incompleto")]
    Illeggibile,
    #[error("è protetto da una password")]
    Protetto,
    #[error("non è stato composto da ciclo: non porta con sé {0}")]
    Estraneo(&'static str),
    #[error(
        "è stato composto da ciclo, ma l'allegato {0} è stato tolto (succede quando un PDF viene \
         ristampato o «ottimizzato»)"
    )]
    Tolto(&'static str),
    #[error("l'allegato {0} è danneggiato")]
    Danneggiato(&'static str),
    #[error("l'allegato {0} supera {mega} MB", mega = BYTE >> 20)]
    Eccesso(&'static str),
}

/// The bytes of the attachment with this name.
///
/// # Errors
/// What keeps the file from being a PDF of ours that still has its attachment.
pub fn allegato(pdf: Vec<u8>, nome: &'static str) -> Result<Vec<u8>, ErroreAllegato> {
    nel_pdf(&apri(pdf)?, nome)
}

/// Opens a PDF, for whoever wants more than one thing of it.
///
/// # Errors
/// What keeps it from being opened.
pub(crate) fn apri(pdf: Vec<u8>) -> Result<Pdf, ErroreAllegato> {
    Pdf::new(pdf).map_err(|errore| match errore {
        LoadPdfError::Decryption(_) => ErroreAllegato::Protetto,
        LoadPdfError::Invalid => ErroreAllegato::Illeggibile,
    })
}

/// The same as [`allegato`], of a PDF that is open.
///
/// # Errors
/// What keeps it from being one of ours that still has its attachment.
pub(crate) fn nel_pdf(pdf: &Pdf, nome: &'static str) -> Result<Vec<u8>, ErroreAllegato> {
    match cerca(pdf, nome) {
        Some(flusso) => estrai(&flusso, nome),
        None if nostro(pdf) => Err(ErroreAllegato::Tolto(nome)),
        None => Err(ErroreAllegato::Estraneo(nome)),
    }
}

/// The attachment among those that belong to the whole document (`AF`), as PDF/A-3 wants them.
fn cerca<'a>(pdf: &'a Pdf, nome: &str) -> Option<Stream<'a>> {
    let catalogo: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let allegati: Array<'_> = catalogo.get(b"AF")?;
    let scheda = allegati.iter::<Dict<'_>>().take(ALLEGATI).find(|scheda| {
        scheda
            .get::<Stringa<'_>>(b"UF")
            .is_some_and(|uf| uf.as_bytes() == nome.as_bytes())
    })?;
    scheda.get::<Dict<'_>>(b"EF")?.get(b"F")
}

/// True if the metadata name this program.
fn nostro(pdf: &Pdf) -> bool {
    pdf.metadata()
        .creator
        .as_deref()
        .is_some_and(|creatore| creatore.starts_with(b"ciclo "))
}

/// Unpacks the attachment no further than it may be long.
fn estrai(flusso: &Stream<'_>, nome: &'static str) -> Result<Vec<u8>, ErroreAllegato> {
    let grezzo = flusso.raw_data();
    let compresso = match flusso.dict().get::<Name<'_>>(b"Filter") {
        Some(filtro) if filtro.as_str() == "FlateDecode" => true,
        Some(_) => return Err(ErroreAllegato::Danneggiato(nome)),
        None => false,
    };
    let mut byte = Vec::new();
    let esito = match compresso {
        true => ZlibDecoder::new(grezzo.as_ref())
            .take(BYTE + 1)
            .read_to_end(&mut byte),
        false => grezzo.as_ref().take(BYTE + 1).read_to_end(&mut byte),
    };
    match esito {
        Ok(_) if byte.len() as u64 > BYTE => Err(ErroreAllegato::Eccesso(nome)),
        Ok(_) => Ok(byte),
        Err(_) => Err(ErroreAllegato::Danneggiato(nome)),
    }
}
