//! From our own types to bytes.
//!
//! Writing them to memory cannot fail: where it does, a type has no such form, which is a bug of
//! this program. It says so here, in one place, and never becomes an empty file.

use std::fmt::Debug;

use serde::Serialize;

/// Compact JSON.
pub(crate) fn json(cosa: &impl Serialize) -> Vec<u8> {
    riuscita("JSON", serde_json::to_vec(cosa))
}

/// JSON for people to read too, with a line break at its end.
pub(crate) fn json_leggibile(cosa: &impl Serialize) -> String {
    let mut testo = riuscita("JSON", serde_json::to_string_pretty(cosa));
    testo.push('\n');
    testo
}

/// What writing to memory gave.
///
/// # Panics
/// If a type of ours cannot be written in the format, which no data can bring about.
#[expect(clippy::panic, reason = "a bug of ours, never an empty file")]
pub(crate) fn riuscita<T, E: Debug>(formato: &str, scritto: Result<T, E>) -> T {
    scritto.unwrap_or_else(|errore| panic!("{formato} in memory: {errore:?}"))
}
