//! The verbs that write, run as a person at a terminal would run them: what the page does is what
//! the command does, with the same checks and the same words. The page names a verb, never a
//! program or a path.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Serialize;

use crate::cycle::Cartella;

/// What a verb said.
#[derive(Serialize)]
pub(super) struct Detto {
    /// 0 fine, 1 something found, 2 could not run.
    pub esito: i32,
    pub testo: String,
    /// Standard output alone, as bytes: what a verb makes.
    #[serde(skip)]
    pub fatto: Vec<u8>,
}

/// Runs a verb of this program in a folder.
///
/// # Errors
/// A system that starts no program.
pub(super) fn esegui(qui: &Path, argomenti: &[OsString]) -> io::Result<Detto> {
    let uscita = Command::new(std::env::current_exe()?)
        .args(argomenti)
        .current_dir(qui)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()?;
    let parole = [&uscita.stdout, &uscita.stderr].map(|byte| String::from_utf8_lossy(byte));
    let parole = parole.iter().map(|parole| parole.trim_end());
    let parole: Vec<&str> = parole.filter(|parole| !parole.is_empty()).collect();
    Ok(Detto {
        esito: uscita.status.code().unwrap_or(2),
        testo: parole.join("\n\n"),
        fatto: uscita.stdout,
    })
}

/// The same, of a verb that works on a cycle.
///
/// # Errors
/// A cycle that is gone, and as [`esegui`].
pub(super) fn sul_ciclo(
    cartella: &Cartella,
    qui: &Path,
    mut argomenti: Vec<OsString>,
) -> io::Result<Detto> {
    argomenti.push("--dati".into());
    argomenti.push(cartella.radice().canonicalize()?.into_os_string());
    esegui(qui, &argomenti)
}

/// The arguments of a verb.
pub(super) fn parole<T: Into<OsString>>(parole: impl IntoIterator<Item = T>) -> Vec<OsString> {
    parole.into_iter().map(Into::into).collect()
}
