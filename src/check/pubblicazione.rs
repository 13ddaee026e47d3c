//! What is asked only when a cycle is published.

use crate::cycle::Impostazioni;
use crate::model::Diagnosi;

use super::diags;

/// The body without the code that its publications are known by.
pub fn senza_codice_ipa(impostazioni: &Impostazioni) -> Option<Diagnosi> {
    let manca = impostazioni.ente.codice_ipa.trim().is_empty();
    manca.then(|| diags::senza_codice_ipa(impostazioni.luogo(&["ente"])))
}
