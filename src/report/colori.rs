//! Colour codes of the terminal, which the output stream drops anywhere else.

pub(super) const GRASSETTO: &str = "\x1b[1m";
pub(super) const SPENTO: &str = "\x1b[2m";
pub(super) const ROSSO: &str = "\x1b[31m";
pub(super) const VERDE: &str = "\x1b[32m";
pub(super) const GIALLO: &str = "\x1b[33m";
pub(super) const AZZURRO: &str = "\x1b[36m";
pub(super) const FINE: &str = "\x1b[0m";
