//! Looking at folders that someone else may have changed: links are not followed, sizes are bounded.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::opendata::esadecimale;

/// Bounds for a folder.
const VOCI: usize = 20_000;
const LIVELLI: usize = 8;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cosa {
    File,
    /// With nothing in it: a folder with something in it is known by that.
    CartellaVuota,
    /// A link, a device.
    Altro,
}

/// Everything below a folder with its relative path, sorted.
///
/// # Errors
/// The system's own; `FileTooLarge` for a folder with too much in it.
pub(super) fn elenca(cartella: &Path) -> io::Result<Vec<(String, Cosa)>> {
    let mut trovati = Vec::new();
    raccogli(cartella, "", LIVELLI, &mut trovati)?;
    Ok(trovati)
}

fn raccogli(
    cartella: &Path,
    sotto: &str,
    livelli: usize,
    trovati: &mut Vec<(String, Cosa)>,
) -> io::Result<()> {
    let mut voci: Vec<_> = fs::read_dir(cartella)?.collect::<io::Result<_>>()?;
    voci.sort_by_key(fs::DirEntry::file_name);
    if voci.is_empty() && !sotto.is_empty() {
        trovati.push((sotto.trim_end_matches('/').to_owned(), Cosa::CartellaVuota));
    }
    for voce in voci {
        let (nome, tipo) = (voce.file_name(), voce.file_type()?);
        let nome = format!("{sotto}{}", nome.to_string_lossy());
        if trovati.len() >= VOCI || (tipo.is_dir() && livelli == 0) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        match tipo {
            _ if tipo.is_dir() => {
                raccogli(&voce.path(), &format!("{nome}/"), livelli - 1, trovati)?;
            }
            _ if tipo.is_file() => trovati.push((nome, Cosa::File)),
            _ => trovati.push((nome, Cosa::Altro)),
        }
    }
    Ok(())
}

/// True if anything stands at a path, a broken link too.
pub(super) fn occupato(percorso: &Path) -> bool {
    fs::symlink_metadata(percorso).is_ok()
}

/// True for a folder, not for a link to one.
pub(super) fn e_cartella(percorso: &Path) -> bool {
    fs::symlink_metadata(percorso).is_ok_and(|dati| dati.is_dir())
}

/// True for a plain file, not for a link to one.
pub(super) fn e_file(percorso: &Path) -> bool {
    fs::symlink_metadata(percorso).is_ok_and(|dati| dati.is_file())
}

/// True for a name like those of the years' folders.
pub(super) fn e_di_un_anno(nome: &str) -> bool {
    nome.len() == 4 && nome.chars().all(|c| c.is_ascii_digit())
}

/// The checksum of a file, read in pieces.
pub(super) fn somma(percorso: &Path) -> io::Result<String> {
    let mut file = File::open(percorso)?;
    let (mut somma, mut pezzo) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut pezzo)? {
            0 => return Ok(esadecimale(&somma.finalize())),
            letti => somma.update(&pezzo[..letti]),
        }
    }
}

/// A file's bytes, if it is small enough.
pub(super) fn entro(percorso: &Path, limite: u64) -> io::Result<Vec<u8>> {
    let file = File::open(percorso)?;
    if file.metadata()?.len() > limite {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut byte = Vec::new();
    file.take(limite).read_to_end(&mut byte)?;
    Ok(byte)
}
