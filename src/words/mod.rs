//! What offices write, as far as a text alone tells it: a value in a cell or a setting
//! ([`valore`]), and the words over a column ([`vocabolario`]).

pub mod valore;
pub mod vocabolario;

use std::ops::Range;

use regex::Regex;

/// What four digits must be to name a year.
pub(crate) const ANNI: Range<i16> = 1990..2100;

/// A pattern of ours.
///
/// # Panics
/// If it is no pattern, which is a bug of ours: each is a constant, and the tests run them.
#[expect(clippy::expect_used, reason = "the patterns are constants")]
pub fn pattern(testo: &str) -> Regex {
    Regex::new(testo).expect("a pattern of ours")
}
