//! Writing: to a temporary file in the same folder, then renamed. A run that fails leaves the last good output as
//! it was.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

/// How the names of what is being written begin: a run that is killed may leave some.
pub const PROVVISORIO: &str = ".ciclo-";

/// Writes a file whole or not at all.
///
/// # Errors
/// The system's own: a full or read-only disk, a folder that cannot be made.
pub fn scrivi(percorso: &Path, byte: &[u8]) -> io::Result<()> {
    let cartella =
        percorso.parent().filter(|cartella| !cartella.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(cartella)?;
    let mut provvisorio = Builder::new().prefix(PROVVISORIO).suffix(".tmp").tempfile_in(cartella)?;
    provvisorio.write_all(byte)?;
    provvisorio.as_file().sync_all()?;
    leggibile(provvisorio.as_file())?;
    provvisorio.persist(percorso).map_err(|errore| errore.error)?;
    Ok(())
}

/// Temporary files are for their owner alone; an output is for everyone.
#[cfg(unix)]
fn leggibile(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn leggibile(_: &fs::File) -> io::Result<()> {
    Ok(())
}
