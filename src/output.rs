//! Writing: made ready in a folder of our own beside the place, then renamed. A run that fails
//! leaves the last good output as it was.
//!
//! That folder is known as ours by the mark inside, never by its name: nothing else is ever taken
//! away. Files are for everyone to read (644, folders 755) whatever the system's own habit is, and
//! are on the disk before they take their place.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, TempDir};

/// How the names of folders of work begin. A name alone makes none.
const INIZIO: &str = ".ciclo-";
/// The mark inside, and what it says to a person who finds it.
const MARCHIO: &str = "cartella-di-lavoro-di-ciclo.txt";
const SPIEGAZIONE: &str = "Qui ciclo prepara quello che sta scrivendo: se resta, una scrittura è \
stata interrotta. La prossima la finisce o la toglie.\n";
/// What [`scrivi`] makes ready.
const NUOVO: &str = "nuovo";

/// Writes a file whole or not at all.
///
/// # Errors
/// The system's own: a full or read-only disk, a folder that cannot be made.
pub(crate) fn scrivi(percorso: &Path, byte: &[u8]) -> io::Result<()> {
    let cartella = percorso
        .parent()
        .filter(|cartella| !cartella.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    crea_cartelle(cartella)?;
    let banco = Banco::nuovo(cartella)?;
    let nuovo = banco.percorso().join(NUOVO);
    scrivi_nuovo(&nuovo, byte)?;
    fs::rename(&nuovo, percorso)?;
    fissa(cartella)
}

/// A folder of work beside what is being written; gone when this is dropped.
pub(crate) struct Banco(TempDir);

impl Banco {
    /// Makes one, with its mark.
    pub(crate) fn nuovo(cartella: &Path) -> io::Result<Self> {
        let banco = Self(Builder::new().prefix(INIZIO).tempdir_in(cartella)?);
        fs::write(banco.percorso().join(MARCHIO), SPIEGAZIONE)?;
        Ok(banco)
    }

    pub(crate) fn percorso(&self) -> &Path {
        self.0.path()
    }

    /// Leaves the folder there, for whoever finishes what it holds.
    pub(crate) fn lascia(self) -> PathBuf {
        self.0.keep()
    }
}

/// True for a folder of work: by its mark, and no link to one.
pub(crate) fn di_lavoro(percorso: &Path) -> bool {
    let nome = percorso.file_name().map(|nome| nome.to_string_lossy());
    let cartella = fs::symlink_metadata(percorso).is_ok_and(|dati| dati.is_dir());
    nome.is_some_and(|nome| nome.starts_with(INIZIO))
        && cartella
        && fs::read(percorso.join(MARCHIO)).is_ok_and(|detto| detto == SPIEGAZIONE.as_bytes())
}

/// The folders of work in a folder, by name.
pub(crate) fn lavori(cartella: &Path) -> io::Result<Vec<PathBuf>> {
    let voci: Vec<_> = fs::read_dir(cartella)?.collect::<io::Result<_>>()?;
    let mut lavori: Vec<PathBuf> = voci.into_iter().map(|voce| voce.path()).collect();
    lavori.retain(|percorso| di_lavoro(percorso));
    lavori.sort();
    Ok(lavori)
}

/// Takes a folder of work away. What is in it beside `nostri` stays, and the folder with it.
pub(crate) fn smonta(banco: &Path, nostri: &[&str]) -> io::Result<()> {
    for nome in nostri {
        let percorso = banco.join(nome);
        match fs::symlink_metadata(&percorso) {
            Ok(dati) if dati.is_dir() => fs::remove_dir_all(&percorso)?,
            Ok(_) => fs::remove_file(&percorso)?,
            Err(causa) if causa.kind() == io::ErrorKind::NotFound => {}
            Err(causa) => return Err(causa),
        }
    }
    let altro = fs::read_dir(banco)?
        .flatten()
        .any(|voce| voce.file_name() != MARCHIO);
    if altro {
        return Err(io::ErrorKind::DirectoryNotEmpty.into());
    }
    fs::remove_file(banco.join(MARCHIO))?;
    fs::remove_dir(banco)
}

/// Takes away what killed runs of [`scrivi`] left in a folder, once for each run that writes
/// there. What another run is writing now is seconds old.
pub(crate) fn pulisci(cartella: &Path) {
    const VECCHIO: Duration = Duration::from_secs(3600);
    let eta = |banco: &Path| {
        let marchio = fs::metadata(banco.join(MARCHIO)).ok()?;
        marchio.modified().ok()?.elapsed().ok()
    };
    for banco in lavori(cartella).unwrap_or_default() {
        if eta(&banco).is_some_and(|eta| eta > VECCHIO) {
            // What cannot be removed is in nobody's way.
            let _ = smonta(&banco, &[NUOVO]);
        }
    }
}

/// Writes a file that is not there yet, down to the disk.
pub(crate) fn scrivi_nuovo(percorso: &Path, byte: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(percorso)?;
    file.write_all(byte)?;
    permetti(percorso, 0o644)?;
    file.sync_all()
}

/// Makes the folders that lead to a place, each for everyone to enter; those that are there stay
/// as they are.
pub(crate) fn crea_cartelle(cartella: &Path) -> io::Result<()> {
    if cartella.as_os_str().is_empty() || cartella.is_dir() {
        return Ok(());
    }
    if let Some(sopra) = cartella.parent() {
        crea_cartelle(sopra)?;
    }
    match fs::create_dir(cartella) {
        // Another run made it meanwhile.
        Err(causa) if causa.kind() == io::ErrorKind::AlreadyExists && cartella.is_dir() => Ok(()),
        Err(causa) => Err(causa),
        Ok(()) => permetti(cartella, 0o755),
    }
}

/// Makes sure that what was renamed in a folder stays so when the power goes.
#[cfg(unix)]
pub(crate) fn fissa(cartella: &Path) -> io::Result<()> {
    File::open(cartella)?.sync_all()
}

/// Elsewhere a folder cannot be opened, and needs not be.
#[cfg(not(unix))]
pub(crate) fn fissa(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn permetti(percorso: &Path, modo: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(percorso, fs::Permissions::from_mode(modo))
}

#[cfg(not(unix))]
fn permetti(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn invecchia(percorso: &Path, ore: u64) {
        let file = File::options().write(true).open(percorso);
        let allora = SystemTime::now() - Duration::from_secs(ore * 3600);
        file.and_then(|file| file.set_modified(allora))
            .expect("an age");
    }

    /// What a killed run of [`scrivi`] leaves, so many hours later.
    fn interrotta(cartella: &Path, ore: u64) -> PathBuf {
        let banco = Banco::nuovo(cartella).expect("a folder of work").lascia();
        fs::write(banco.join(NUOVO), b"half").expect("a file");
        invecchia(&banco.join(MARCHIO), ore);
        banco
    }

    #[test]
    fn only_what_carries_our_mark_is_taken_away() {
        let cartella = tempfile::tempdir().expect("a folder");
        let qui = cartella.path();
        let (vecchia, adesso) = (interrotta(qui, 2), interrotta(qui, 0));
        let abitata = interrotta(qui, 2);
        fs::write(abitata.join("appunti.txt"), b"theirs").expect("a file");
        for nome in [".ciclo-appunti", ".ciclo-bozze.tmp", "bozze.precedente"] {
            fs::create_dir(qui.join(nome)).expect("a folder");
            fs::write(qui.join(nome).join("nota.txt"), b"theirs").expect("a file");
            invecchia(&qui.join(nome).join("nota.txt"), 2);
        }
        fs::write(qui.join(".ciclo-vecchio.tmp"), b"theirs").expect("a file");
        invecchia(&qui.join(".ciclo-vecchio.tmp"), 2);
        pulisci(qui);
        assert!(!vecchia.exists() && adesso.exists());
        assert_eq!(
            fs::read(abitata.join("appunti.txt")).expect("kept"),
            b"theirs"
        );
        for nome in [
            ".ciclo-appunti/nota.txt",
            ".ciclo-bozze.tmp/nota.txt",
            "bozze.precedente/nota.txt",
            ".ciclo-vecchio.tmp",
        ] {
            assert_eq!(fs::read(qui.join(nome)).expect(nome), b"theirs");
        }
    }

    #[test]
    fn a_file_takes_the_place_of_the_old_one_and_nothing_else_is_left() {
        let cartella = tempfile::tempdir().expect("a folder");
        let file = cartella.path().join("bozze/piano.pdf");
        scrivi(&file, b"old").expect("written");
        scrivi(&file, b"new").expect("written");
        assert_eq!(fs::read(&file).expect("read"), b"new");
        let rimasti = fs::read_dir(cartella.path().join("bozze")).expect("the folder");
        assert_eq!(rimasti.count(), 1);
    }
}
