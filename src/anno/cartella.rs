//! A new folder, all or nothing: written beside under a provisional name, then renamed.

use std::fs;
use std::io;
use std::path::Path;

use crate::output::{self, Banco};

use super::{File, Guasto};

/// Makes a folder with these files. One that is there must be empty. Whatever interrupts it, the
/// folder is either as it was or whole.
///
/// # Errors
/// A folder that is not empty, a file of that name, the system's own.
pub(crate) fn crea(cartella: &Path, file: &[File]) -> Result<(), Guasto> {
    libera(cartella)?;
    scrivi(cartella, file).map_err(|causa| Guasto::Scrittura(cartella.to_owned(), causa))
}

/// Refuses a place that holds anything.
///
/// # Errors
/// What stands there.
pub(crate) fn libera(cartella: &Path) -> Result<(), Guasto> {
    match fs::read_dir(cartella) {
        Ok(mut voci) => match voci.next() {
            None => Ok(()),
            Some(_) => Err(Guasto::NonVuota(cartella.to_owned())),
        },
        Err(causa) if causa.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(causa) if causa.kind() == io::ErrorKind::NotADirectory => {
            Err(Guasto::NonCartella(cartella.to_owned()))
        }
        Err(causa) => Err(Guasto::Scrittura(cartella.to_owned(), causa)),
    }
}

/// Writes files under a folder, each by its name.
///
/// # Errors
/// The system's own.
pub(super) fn stendi(radice: &Path, file: &[File]) -> io::Result<()> {
    for (nome, byte) in file {
        let percorso = radice.join(nome);
        output::crea_cartelle(percorso.parent().unwrap_or(radice))?;
        output::scrivi_nuovo(&percorso, byte)?;
    }
    Ok(())
}

fn scrivi(cartella: &Path, file: &[File]) -> io::Result<()> {
    let sopra = match cartella.parent() {
        Some(sopra) if !sopra.as_os_str().is_empty() => sopra,
        _ => Path::new("."),
    };
    output::crea_cartelle(sopra)?;
    let banco = Banco::nuovo(sopra)?;
    let nuova = banco.percorso().join("nuova");
    stendi(&nuova, file)?;
    // An empty folder of that name makes room; one that was filled meanwhile does not.
    match fs::remove_dir(cartella) {
        Err(causa) if causa.kind() != io::ErrorKind::NotFound => return Err(causa),
        _ => {}
    }
    fs::rename(&nuova, cartella)?;
    output::fissa(sopra)
}
