//! Where a cycle's files are. The only place that reads them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::formati::{estensione, si_apre};
use crate::tempi::conti::{self, Lavoro};

/// Largest file that is read at all, in bytes.
const BYTE: u64 = 64 << 20;

/// The folder of the documents as they are signed.
pub const FIRMATI: &str = "firmati";

/// A cycle's folder.
#[derive(Debug, Clone)]
pub struct Cartella {
    radice: PathBuf,
}

impl Cartella {
    /// The cycle in a folder.
    pub fn nuova(radice: impl Into<PathBuf>) -> Self {
        Self {
            radice: radice.into(),
        }
    }

    /// The folder itself.
    pub fn radice(&self) -> &Path {
        &self.radice
    }

    /// The bytes of a file, by its name relative to the folder.
    ///
    /// # Errors
    /// The system's own, and one for a file that is too large or no plain file.
    pub fn leggi(&self, file: &str) -> io::Result<Vec<u8>> {
        let percorso = self.radice.join(file);
        conti::segna(Lavoro::FileLetto, &percorso.to_string_lossy());
        let dati = fs::metadata(&percorso)?;
        if !dati.is_file() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "not a plain file",
            ));
        }
        if dati.len() > BYTE {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "too large"));
        }
        fs::read(percorso)
    }

    /// The text of a file, without the mark that some editors put before it; `None` if it is not in
    /// UTF-8.
    ///
    /// # Errors
    /// As [`Cartella::leggi`].
    pub(crate) fn testo(&self, file: &str) -> io::Result<Option<String>> {
        let mut byte = self.leggi(file)?;
        if byte.starts_with("\u{feff}".as_bytes()) {
            byte.drain(.."\u{feff}".len());
        }
        Ok(String::from_utf8(byte).ok())
    }

    /// The workbooks in a sub-folder, sorted by name, with those that will be refused.
    pub fn cartelle_di_lavoro(&self, sotto: &str) -> Vec<String> {
        let mut file = self.elenco(sotto);
        file.retain(|nome| si_apre(nome));
        file
    }

    /// The folders in a sub-folder, sorted by name; hidden ones are none.
    pub fn sottocartelle(&self, sotto: &str) -> Vec<String> {
        let voci = fs::read_dir(self.radice.join(sotto))
            .into_iter()
            .flatten()
            .flatten();
        let mut nomi: Vec<String> = voci
            .filter(|voce| voce.path().is_dir())
            .filter_map(|voce| voce.file_name().into_string().ok())
            .filter(|nome| !nome.starts_with('.'))
            .collect();
        nomi.sort();
        nomi
    }

    /// The files in a sub-folder with an ending, sorted by name.
    pub fn con_estensione(&self, sotto: &str, fine: &str) -> Vec<String> {
        let mut file = self.elenco(sotto);
        file.retain(|nome| estensione(nome) == fine);
        file
    }

    /// The names of all that a sub-folder holds, whatever it is; none if it is not there.
    pub fn voci(&self, sotto: &str) -> Vec<String> {
        let voci = fs::read_dir(self.radice.join(sotto)).into_iter().flatten();
        voci.flatten()
            .filter_map(|voce| voce.file_name().into_string().ok())
            .collect()
    }

    /// The signed copies, sorted by name.
    pub fn firmati(&self) -> Vec<String> {
        self.elenco(FIRMATI)
    }

    /// Plain files in a sub-folder; lock files and hidden ones are none.
    fn elenco(&self, sotto: &str) -> Vec<String> {
        let Ok(voci) = fs::read_dir(self.radice.join(sotto)) else {
            return Vec::new();
        };
        let mut file: Vec<String> = voci
            .flatten()
            .filter(|voce| voce.path().is_file())
            .filter_map(|voce| voce.file_name().into_string().ok())
            .filter(|nome| !nome.starts_with(['.', '~']))
            .map(|nome| format!("{sotto}/{nome}"))
            .collect();
        file.sort();
        file
    }
}

/// A file's name without folder and ending: the id of what it holds.
pub fn radice_del_nome(file: &str) -> &str {
    let nome = file.rsplit('/').next().unwrap_or(file);
    nome.rsplit_once('.').map_or(nome, |(radice, _)| radice)
}
