//! Colour codes of the terminal, which the output stream drops anywhere else.

pub const GRASSETTO: &str = "\x1b[1m";
pub const SPENTO: &str = "\x1b[2m";
pub const ROSSO: &str = "\x1b[31m";
pub const VERDE: &str = "\x1b[32m";
pub const GIALLO: &str = "\x1b[33m";
pub const AZZURRO: &str = "\x1b[36m";
pub const FINE: &str = "\x1b[0m";
