//! How long the stages of a run took, and how often its work was done.

pub(crate) mod conti;

use std::time::{Duration, Instant};

/// Stages of the way to a PDF, as [`Tempi`] names them.
pub(crate) const COMPOSIZIONE: &str = "composizione";
pub(crate) const ESPORTAZIONE: &str = "esportazione";

/// The time of each stage, in the order in which they began. Measuring costs two looks at the
/// clock, so it is always done; only `--tempi` prints it.
#[derive(Debug, Clone, Default)]
pub struct Tempi {
    stadi: Vec<(&'static str, Duration)>,
}

impl Tempi {
    /// Does a stage's work and adds its time to what the stage has taken so far.
    pub fn misura<T>(&mut self, stadio: &'static str, lavoro: impl FnOnce() -> T) -> T {
        let inizio = Instant::now();
        let fatto = lavoro();
        let durata = inizio.elapsed();
        match self.stadi.iter_mut().find(|(nome, _)| *nome == stadio) {
            Some((_, somma)) => *somma += durata,
            None => self.stadi.push((stadio, durata)),
        }
        fatto
    }

    /// The stages with their times.
    pub fn stadi(&self) -> impl Iterator<Item = (&'static str, Duration)> + '_ {
        self.stadi.iter().copied()
    }

    /// The time of a stage; zero if it never ran.
    pub fn di(&self, stadio: &str) -> Duration {
        self.stadi()
            .find(|(nome, _)| *nome == stadio)
            .map_or(Duration::ZERO, |(_, durata)| durata)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_that_comes_again_adds_up() {
        let mut tempi = Tempi::default();
        let attesa = Duration::from_millis(2);
        assert_eq!(tempi.misura("lettura", || 7), 7);
        let prima = tempi.di("lettura");
        tempi.misura("gradi", || std::thread::sleep(attesa));
        tempi.misura("lettura", || std::thread::sleep(attesa));
        assert!(tempi.di("lettura") >= prima + attesa && tempi.di("gradi") >= attesa);
        assert_eq!(
            tempi.stadi().map(|(nome, _)| nome).collect::<Vec<_>>(),
            ["lettura", "gradi"]
        );
        assert_eq!(tempi.di("composizione"), Duration::ZERO);
    }
}
