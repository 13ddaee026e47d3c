//! What offices write, as far as a text alone tells it: a value in a cell or a setting
//! ([`valore`]), and the words over a column ([`vocabolario`]).

pub mod valore;
pub mod vocabolario;
