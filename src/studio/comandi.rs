//! The verbs that write, run as a person at a terminal would run them: what the page does is what
//! the command does, with the same checks and the same words. The page names a verb, never a
//! program or a path.

use std::ffi::OsString;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

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

/// How long a verb that reads what anybody made may take, and how much it may hold and say.
const TEMPO: Duration = Duration::from_secs(10);
const MEMORIA: u64 = 1 << 30;
const DETTO: u64 = 128 << 20;
/// How often that is looked at.
const PASSO: Duration = Duration::from_millis(4);

/// What a verb says that reads what anybody made; none where it fails, or is stopped because it
/// takes too long, too much memory (where the system says how much), or says too much.
///
/// # Errors
/// As [`esegui`].
pub(super) fn entro_i_limiti(argomenti: &[OsString]) -> io::Result<Option<Vec<u8>>> {
    let mut uscita = tempfile::tempfile()?;
    let mut figlio = Command::new(std::env::current_exe()?)
        .args(argomenti)
        .stdin(Stdio::null())
        .stdout(uscita.try_clone()?)
        .stderr(Stdio::null())
        .spawn()?;
    let inizio = Instant::now();
    let esito = loop {
        if let Some(esito) = figlio.try_wait()? {
            break esito;
        }
        let detto = uscita.metadata().map_or(0, |file| file.len());
        if inizio.elapsed() > TEMPO || detto > DETTO || memoria(figlio.id()) > MEMORIA {
            figlio.kill()?;
            break figlio.wait()?;
        }
        thread::sleep(PASSO);
    };
    let mut detto = Vec::new();
    uscita.rewind()?;
    uscita.read_to_end(&mut detto)?;
    Ok(esito.success().then_some(detto))
}

/// The memory that a program holds, in bytes; 0 where the system does not say.
fn memoria(programma: u32) -> u64 {
    let stato = std::fs::read_to_string(format!("/proc/{programma}/status"));
    let stato = stato.unwrap_or_default();
    let riga = stato.lines().find_map(|riga| riga.strip_prefix("VmRSS:"));
    let kb = riga.and_then(|riga| riga.split_whitespace().next()?.parse::<u64>().ok());
    kb.unwrap_or_default() << 10
}

/// The arguments of a verb.
pub(super) fn parole<T: Into<OsString>>(parole: impl IntoIterator<Item = T>) -> Vec<OsString> {
    parole.into_iter().map(Into::into).collect()
}
