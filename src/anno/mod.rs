//! The year's round: a new cycle, the forms that services fill in, what they send back, where it
//! all stands.
//!
//! - [`nuovo`] makes the files of a cycle;
//! - [`moduli`] makes the forms to send out, [`raccogli`] takes those that come back;
//! - [`stato`] says where it all stands;
//! - [`cartella`] puts them into a folder, all or nothing;
//! - [`dimostrazione`] is a whole cycle to try out;
//! - [`libro`] is the look of every workbook that an office fills in.

pub(crate) mod cartella;
pub(crate) mod dimostrazione;
mod libro;
pub(crate) mod moduli;
pub(crate) mod nuovo;
pub(crate) mod raccogli;
pub(crate) mod stato;

use std::io;
use std::path::PathBuf;

use rust_xlsxwriter::XlsxError;

use crate::model::italiano;
use crate::report;

/// A file to be written: its path in the folder, with `/`, and its bytes.
pub(crate) type File = (String, Vec<u8>);

/// Why a step of the round cannot be taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Guasto {
    #[error(
        "La cartella {} non è vuota: non ci scrivo dentro.\n\
         Indica una cartella nuova, o svuota questa se non serve più.", .0.display()
    )]
    NonVuota(PathBuf),
    #[error("{} esiste già e non è una cartella: indica un altro nome.", .0.display())]
    NonCartella(PathBuf),
    #[error("Non riesco a leggere {}: {}.", .0.display(), italiano::errore_di_sistema(.1))]
    Lettura(PathBuf, io::Error),
    #[error("{}", report::errore_di_scrittura(.0, .1))]
    Scrittura(PathBuf, io::Error),
    #[error("Il ciclo nuovo non si può preparare: {0}.")]
    Erede(String),
    #[error("Non riesco a comporre il foglio di lavoro: {0}.")]
    Foglio(#[from] XlsxError),
    #[error("Non posso ricavare un ciclo da {0}: {1}.")]
    Documento(String, String),
    #[error("Non riesco a comporre {0}: {1}.")]
    Scheletro(String, minijinja::Error),
}
