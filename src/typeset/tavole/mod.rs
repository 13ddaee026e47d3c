//! Tables of indicators, ready to be set: what stands in every cell, and on which page.
//!
//! Typst hashes what its functions are given, at every call: a template that picked its strings out
//! of the model for every cell would take longer than Typst's own layout. Here each table is made
//! flat: bands and rows in printing order, a string a cell. The templates only set them.

mod cella;
mod colonne;
mod fasce;
mod individuale;
mod insieme;
mod marche;
mod monitoraggio;
mod pagine;
mod passo;
mod piano;
mod progetti;
mod quadri;
mod rendiconto;
mod scheda;
mod serie;
mod tavola;

pub(super) use insieme::Insieme;
pub(super) use progetti::Quando;
