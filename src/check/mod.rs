//! Every rule, one function and one code each. What is wrong is data; how it is shown is `report`'s.

pub mod diags;
mod struttura;

use crate::cycle::Impostazioni;
use crate::model::{Diagnosi, Modello, Valutazione};

/// Runs every rule over the model.
pub fn verifica(modello: &Modello, impostazioni: &Impostazioni, valutazione: &Valutazione) -> Vec<Diagnosi> {
    let _ = (impostazioni, valutazione);
    let mut diagnosi = Vec::new();
    struttura::obiettivo_sconosciuto(modello, &mut diagnosi);
    diagnosi
}

/// Gives each diagnosis the level that policy asks for.
pub fn applica_politica(diagnosi: &mut [Diagnosi], impostazioni: &Impostazioni) {
    for diagnosi in diagnosi {
        if let Some(livello) = impostazioni.livelli.get(&diagnosi.codice) {
            diagnosi.livello = *livello;
        }
    }
}
