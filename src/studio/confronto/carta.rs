//! The PDF of a side. It may be anybody's, made to be read for ever: it is opened by a program of
//! its own, which is stopped where it takes too long or too much.

use std::ffi::OsString;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::NamedTempFile;

use crate::read::pdf::Foglio;

use super::super::comandi::{self, parole};

/// The verb that reads it.
const VERBO: &str = "pagine-pdf";

/// A PDF that is open.
pub(super) struct Carta {
    file: NamedTempFile,
    /// None where they cannot be read within the limits.
    pub fogli: Option<Vec<Foglio>>,
    /// True once a page could not be drawn within them: no other is tried.
    ferma: AtomicBool,
}

impl Carta {
    /// Opens the bytes of a PDF.
    ///
    /// # Errors
    /// A disk without room, a system that starts no program.
    pub(super) fn apri(byte: &[u8]) -> io::Result<Self> {
        let mut file = NamedTempFile::new()?;
        file.write_all(byte)?;
        let mut carta = Self {
            file,
            fogli: None,
            ferma: AtomicBool::new(false),
        };
        let letti = carta.leggi(&[])?;
        carta.fogli = letti.and_then(|letti| serde_json::from_slice(&letti).ok());
        carta.ferma = AtomicBool::new(carta.fogli.is_none());
        Ok(carta)
    }

    /// The drawing of a page, from 0; none where it has none or it cannot be drawn.
    pub(super) fn svg(&self, n: usize) -> Option<String> {
        let presente = self.fogli.as_ref().is_some_and(|fogli| n < fogli.len());
        if !presente || self.ferma.load(Ordering::Relaxed) {
            return None;
        }
        let disegno = self.leggi(&["--foglio", &n.to_string()]).ok().flatten();
        let disegno = disegno.and_then(|disegno| String::from_utf8(disegno).ok());
        self.ferma.fetch_or(disegno.is_none(), Ordering::Relaxed);
        disegno
    }

    fn leggi(&self, come: &[&str]) -> io::Result<Option<Vec<u8>>> {
        let mut argomenti: Vec<OsString> = parole([VERBO]);
        argomenti.push(self.file.path().as_os_str().to_owned());
        argomenti.extend(parole(come.iter().copied()));
        comandi::entro_i_limiti(&argomenti)
    }
}
