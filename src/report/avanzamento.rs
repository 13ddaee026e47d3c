//! Progress of long work: a line that changes on a terminal, nothing in a pipe.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// The step that is under way.
pub struct Avanzamento(ProgressBar);

impl Avanzamento {
    /// Shows progress on standard error, if a person sees it.
    pub fn nuovo() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let barra = ProgressBar::new_spinner();
        if let Ok(stile) = ProgressStyle::with_template("{spinner} {msg} {elapsed:.dim}") {
            barra.set_style(stile);
        }
        barra.enable_steady_tick(Duration::from_millis(100));
        Self(barra)
    }

    /// Says what is being done now.
    pub fn passo(&self, che: impl Into<String>) {
        self.0.set_message(che.into());
    }

    /// Prints something above the line.
    pub fn sospendi<T>(&self, stampa: impl FnOnce() -> T) -> T {
        self.0.suspend(stampa)
    }
}

impl Drop for Avanzamento {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
