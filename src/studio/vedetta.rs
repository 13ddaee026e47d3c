//! The lookout: sees that a file of the cycle has changed, and says so once it has settled.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{Builder, Scope};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::banco::{Banco, Ordine};

/// Nothing more happens for so long: what was being written is whole.
const QUIETE: Duration = Duration::from_millis(40);
/// The same after a file was closed or put in its place, which says that it is whole: it is only
/// seen whether another follows.
const FINE: Duration = Duration::from_millis(8);
/// A folder that never rests is read all the same after so long.
const PAZIENZA: Duration = Duration::from_millis(500);
/// How often it looks whether the folder is still there.
const RONDA: Duration = Duration::from_millis(700);

/// A folder under watch.
struct Posto {
    radice: PathBuf,
    /// None where the folder is gone, or the system does not tell of changes.
    occhio: Option<RecommendedWatcher>,
    segnali: Receiver<notify::Result<Event>>,
}

/// Starts to look; stops when the table closes.
///
/// # Errors
/// A system that gives no thread.
pub(super) fn sali<'a>(ambito: &'a Scope<'a, '_>, banco: &'a Banco) -> io::Result<()> {
    Builder::new().spawn_scoped(ambito, move || guarda(banco))?;
    Ok(())
}

fn guarda(banco: &Banco) {
    let mut posto: Option<Posto> = None;
    while !banco.chiuso() {
        let radice = banco.cartella().map(|c| c.radice().to_owned());
        if posto.as_ref().map(|posto| &posto.radice) != radice.as_ref() {
            posto = radice.map(Posto::nuovo);
        }
        let Some(posto) = &mut posto else {
            std::thread::sleep(RONDA);
            continue;
        };
        if posto.cambia() {
            banco.ordina(Ordine::Rileggi);
        }
    }
}

impl Posto {
    fn nuovo(radice: PathBuf) -> Self {
        let (mittente, segnali) = channel();
        let occhio = notify::recommended_watcher(mittente).ok();
        let occhio = occhio.and_then(|mut occhio| {
            occhio.watch(&radice, RecursiveMode::Recursive).ok()?;
            Some(occhio)
        });
        Self {
            radice,
            occhio,
            segnali,
        }
    }

    /// Waits a while for something to happen; true if the cycle must be read anew.
    fn cambia(&mut self) -> bool {
        let c_era = self.occhio.is_some();
        match self.segnali.recv_timeout(RONDA) {
            Ok(segnale) if riguarda(&segnale) => {
                self.si_posa(&segnale);
                if self.di_lei(&segnale) {
                    // The folder itself was moved or made anew: what is watched may be another.
                    self.occhio = None;
                }
                true
            }
            Ok(_) => false,
            Err(RecvTimeoutError::Timeout) if c_era && self.radice.is_dir() => false,
            // It is gone, or it may be back: either is told once.
            Err(_) => self.cerca(c_era),
        }
    }

    /// Waits until nothing more happens.
    fn si_posa(&self, primo: &notify::Result<Event>) {
        let inizio = Instant::now();
        let mut quiete = quiete_dopo(primo);
        while inizio.elapsed() < PAZIENZA
            && let Ok(segnale) = self.segnali.recv_timeout(quiete)
        {
            quiete = quiete_dopo(&segnale);
        }
    }

    /// True for what happens to the folder itself.
    fn di_lei(&self, segnale: &notify::Result<Event>) -> bool {
        let Ok(evento) = segnale else { return true };
        evento.paths.contains(&self.radice)
    }

    /// Looks for a folder that went away; true if that is news.
    fn cerca(&mut self, c_era: bool) -> bool {
        if !self.radice.is_dir() {
            self.occhio = None;
            if !c_era {
                std::thread::sleep(RONDA);
            }
            return c_era;
        }
        *self = Self::nuovo(self.radice.clone());
        if self.occhio.is_none() {
            std::thread::sleep(RONDA);
        }
        true
    }
}

/// How long nothing must follow.
fn quiete_dopo(segnale: &notify::Result<Event>) -> Duration {
    let fine = segnale.as_ref().is_ok_and(|evento| {
        matches!(
            evento.kind,
            EventKind::Access(AccessKind::Close(AccessMode::Write))
                | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
        )
    });
    if fine { FINE } else { QUIETE }
}

/// True for what changes a file that we read: not for a look at it, and not for what programs keep
/// beside what they write.
fn riguarda(segnale: &notify::Result<Event>) -> bool {
    let Ok(evento) = segnale else {
        // The system lost count: whatever it was, it is read.
        return true;
    };
    let scritto = AccessKind::Close(AccessMode::Write);
    let guardato = matches!(evento.kind, EventKind::Access(come) if come != scritto);
    !guardato && evento.paths.iter().any(|file| !di_servizio(file))
}

/// Locks and working files: `~$piano.xlsx`, `.~lock.piano.ods#`, our own folders of work.
fn di_servizio(file: &Path) -> bool {
    let nome = file.file_name().unwrap_or_default().to_string_lossy();
    nome.starts_with(['.', '~']) || nome.ends_with('~')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segnale(come: EventKind, file: &str) -> notify::Result<Event> {
        Ok(Event::new(come).add_path(PathBuf::from(file)))
    }

    #[test]
    fn a_file_that_is_closed_is_waited_for_no_longer_than_to_see_another() {
        let nome = |come| EventKind::Modify(ModifyKind::Name(come));
        for fine in [
            EventKind::Access(AccessKind::Close(AccessMode::Write)),
            nome(RenameMode::To),
            nome(RenameMode::Both),
        ] {
            assert_eq!(quiete_dopo(&segnale(fine, "servizi/a.xlsx")), FINE);
        }
        for ancora in [EventKind::Modify(ModifyKind::Any), nome(RenameMode::From)] {
            assert_eq!(quiete_dopo(&segnale(ancora, "servizi/a.xlsx")), QUIETE);
        }
        assert_eq!(
            quiete_dopo(&Err(notify::Error::generic("overflow"))),
            QUIETE
        );
    }

    #[test]
    fn locks_and_looks_are_no_change() {
        let scritto = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let letto = EventKind::Access(AccessKind::Close(AccessMode::Read));
        assert!(riguarda(&segnale(scritto, "servizi/a.xlsx")));
        assert!(!riguarda(&segnale(letto, "servizi/a.xlsx")));
        for file in [
            "servizi/~$a.xlsx",
            "servizi/.~lock.a.ods#",
            "testi/.swp",
            "testi/a.md~",
        ] {
            assert!(!riguarda(&segnale(scritto, file)), "{file}");
        }
        assert!(riguarda(&Err(notify::Error::generic("overflow"))));
    }
}
