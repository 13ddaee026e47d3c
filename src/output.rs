//! Writing: to a temporary file in the same folder, then renamed. A run that fails leaves the last
//! good output as it was.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use tempfile::Builder;

/// How the names of what is being written begin: a run that is killed may leave some.
pub const PROVVISORIO: &str = ".ciclo-";
const FINE: &str = ".tmp";

/// Writes a file whole or not at all.
///
/// # Errors
/// The system's own: a full or read-only disk, a folder that cannot be made.
pub fn scrivi(percorso: &Path, byte: &[u8]) -> io::Result<()> {
    let cartella = percorso
        .parent()
        .filter(|cartella| !cartella.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(cartella)?;
    let mut provvisorio = Builder::new()
        .prefix(PROVVISORIO)
        .suffix(FINE)
        .tempfile_in(cartella)?;
    provvisorio.write_all(byte)?;
    provvisorio.as_file().sync_all()?;
    leggibile(provvisorio.as_file())?;
    provvisorio
        .persist(percorso)
        .map_err(|errore| errore.error)?;
    Ok(())
}

/// Takes away the temporary files that killed runs left in a folder, once for each run that writes
/// there. One that another run is writing now is seconds old.
pub fn pulisci(cartella: &Path) {
    const VECCHIO: Duration = Duration::from_secs(3600);
    for voce in fs::read_dir(cartella).into_iter().flatten().flatten() {
        let nome = voce.file_name();
        let nome = nome.to_string_lossy();
        let provvisorio = nome.starts_with(PROVVISORIO) && nome.ends_with(FINE);
        let eta = || voce.metadata().ok()?.modified().ok()?.elapsed().ok();
        if provvisorio && eta().is_some_and(|eta| eta > VECCHIO) {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_file(voce.path());
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    #[test]
    fn what_a_killed_run_left_goes_and_what_is_being_written_stays() {
        let cartella = tempfile::tempdir().expect("a folder");
        let file = |nome: &str, ore: u64| {
            let file = fs::File::create(cartella.path().join(nome)).expect("a file");
            file.set_modified(SystemTime::now() - Duration::from_secs(ore * 3600))
                .expect("an age");
        };
        file(".ciclo-vecchio.tmp", 2);
        file(".ciclo-adesso.tmp", 0);
        file("appunti.tmp", 2);
        pulisci(cartella.path());
        scrivi(&cartella.path().join("piano.pdf"), b"pdf").expect("written");
        let mut nomi: Vec<_> = fs::read_dir(cartella.path())
            .expect("the folder")
            .flatten()
            .map(|v| v.file_name())
            .collect();
        nomi.sort();
        assert_eq!(nomi, [".ciclo-adesso.tmp", "appunti.tmp", "piano.pdf"]);
        assert_eq!(
            fs::read(cartella.path().join("piano.pdf")).expect("read"),
            b"pdf"
        );
    }
}
