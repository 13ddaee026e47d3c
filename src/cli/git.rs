//! A cycle's folder as it was at a revision. Git is run only when it is asked for.

use std::ffi::OsStr;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use zip::ZipArchive;

use crate::model::italiano;
use crate::output;

use super::Impedimento;

/// Largest size of a folder taken out of git, in bytes.
const BYTE: u64 = 512 << 20;

/// Takes a folder out of a revision, into a temporary one.
pub(super) fn estrai(revisione: &str, percorso: &Path) -> Result<TempDir, Impedimento> {
    // A folder that is gone since then is named from here.
    let (qui, sotto) = if percorso.is_dir() {
        (percorso, Path::new(""))
    } else {
        (Path::new("."), percorso)
    };
    let albero = format!("{revisione}:./{}", sotto.display());
    let albero = git(qui, ["rev-parse", "--verify", "--quiet", "--end-of-options", &albero])?.ok_or_else(|| {
        Impedimento::Messaggio(format!(
            "Nella revisione «{revisione}» di git non c'è la cartella {}.\n\
             Controlla la revisione con «git log», e la cartella scrivendola per intero: git:{revisione}:data/ente-2025.",
            percorso.display()
        ))
    })?;
    // From the top of the repository: elsewhere, git would look for the folder inside the folder.
    let cima = git(qui, ["rev-parse", "--show-toplevel"])?
        .map(una_riga)
        .unwrap_or_default();
    let archivio = git(
        Path::new(&cima),
        ["archive", "--format=zip", &una_riga(albero)],
    )?
    .ok_or_else(|| {
        Impedimento::Messaggio(format!(
            "Git non riesce a estrarre la revisione «{revisione}»."
        ))
    })?;
    spacchetta(archivio).map_err(|causa| {
        let causa = italiano::errore_di_sistema(&causa);
        Impedimento::Messaggio(format!(
            "Non riesco a estrarre la revisione «{revisione}»: {causa}."
        ))
    })
}

/// What git prints, or nothing if it says no.
fn git<const N: usize>(
    qui: &Path,
    argomenti: [impl AsRef<OsStr>; N],
) -> Result<Option<Vec<u8>>, Impedimento> {
    match Command::new("git")
        .arg("-C")
        .arg(qui)
        .args(argomenti)
        .output()
    {
        Ok(uscita) => Ok(uscita.status.success().then_some(uscita.stdout)),
        Err(causa) => Err(Impedimento::Messaggio(format!(
            "Per confrontare una revisione serve git, che non parte: {}.",
            italiano::errore_di_sistema(&causa)
        ))),
    }
}

fn una_riga(byte: Vec<u8>) -> String {
    String::from_utf8_lossy(&byte)
        .trim_end_matches(['\n', '\r'])
        .to_owned()
}

fn spacchetta(archivio: Vec<u8>) -> std::io::Result<TempDir> {
    let cartella = tempfile::tempdir()?;
    let mut archivio = ZipArchive::new(Cursor::new(archivio))?;
    let mut restano = BYTE;
    for indice in 0..archivio.len() {
        let parte = archivio.by_index(indice)?;
        let nome: Option<PathBuf> = parte.enclosed_name().filter(|_| parte.is_file());
        let Some(nome) = nome else { continue };
        let mut byte = Vec::new();
        parte.take(restano + 1).read_to_end(&mut byte)?;
        restano = restano
            .checked_sub(byte.len() as u64)
            .ok_or(std::io::ErrorKind::FileTooLarge)?;
        output::scrivi(&cartella.path().join(nome), &byte)?;
    }
    Ok(cartella)
}
