//! Two drafts → what changed between them, value by value, with both cells.
//!
//! Things are aligned by what names them, never by position: an inserted row moves nothing. Values
//! are compared by what they mean, never by how they are written. Swapping the sides gives the
//! inverse.

mod allinea;
mod cruscotti;
mod differenza;
mod gradi;
mod impostazioni;
pub(crate) mod pagine;
mod progetti;
mod pubblica;
mod quadri;
mod righe;
mod termini;
mod testi;
mod valori;

use crate::model::Bozza;

pub use differenza::{
    CampoRiga, Capo, Come, Cosa, Differenza, Graduato, Indicata, Mutamento, ParteCruscotto,
    ParteProgetto, ParteQuadro, ParteTesto,
};
pub use pubblica::{Confronto, Parte, Scritta, schema};
pub use termini::{Ambito, Causa, Parola, Segno, Tipo, Variazione};
pub(crate) use testi::conseguenze;

/// Compares two drafts. In the order of the document: settings, cruscotti with their rows,
/// projects, tables, texts, grades.
pub fn confronta(vecchia: &Bozza, nuova: &Bozza) -> Vec<Differenza> {
    let (vecchio, nuovo) = (&vecchia.modello, &nuova.modello);
    let mut differenze = impostazioni::confronta(vecchio, nuovo);
    differenze.extend(cruscotti::confronta(vecchio, nuovo));
    differenze.extend(progetti::confronta(&vecchio.progetti, &nuovo.progetti));
    differenze.extend(quadri::confronta(vecchio, nuovo));
    differenze.extend(testi::confronta(&vecchia.testi, &nuova.testi));
    differenze.extend(gradi::confronta(vecchia, nuova));
    differenze
}
