//! Policy: the level of each code, and the exceptions that someone has accepted.

use crate::cycle::Impostazioni;
use crate::cycle::scritto::DerogaScritta;
use crate::model::Diagnosi;

use super::diags;

/// Gives each diagnosis the level that policy asks for and the reason of the exception that covers
/// it.
pub fn applica(diagnosi: &mut [Diagnosi], impostazioni: &Impostazioni) {
    for diagnosi in diagnosi {
        if let Some(livello) = impostazioni.livelli.get(&diagnosi.codice) {
            diagnosi.livello = *livello;
        }
        let deroga = impostazioni
            .deroghe
            .iter()
            .find(|(_, deroga)| copre(deroga, diagnosi));
        diagnosi.deroga = deroga.map(|(_, deroga)| deroga.motivo.clone());
    }
}

/// The exceptions that cover none of the diagnoses, which must be all there are.
pub fn inutilizzate(diagnosi: &[Diagnosi], impostazioni: &Impostazioni) -> Vec<Diagnosi> {
    let inutili =
        // One without a reason covers nothing, and has been reported for that.
        impostazioni.deroghe.iter().filter(|(_, deroga)| {
            !deroga.motivo.trim().is_empty() && !diagnosi.iter().any(|d| copre(deroga, d))
        });
    let mut trovate: Vec<Diagnosi> = inutili
        .map(|(luogo, deroga)| diags::deroga_inutilizzata(luogo.clone(), deroga))
        .collect();
    applica(&mut trovate, impostazioni);
    trovate
}

/// True if an exception is for this code and one of these places.
fn copre(deroga: &DerogaScritta, diagnosi: &Diagnosi) -> bool {
    let luogo = |file: &str, cella: &str| {
        deroga.file.trim_start_matches("./") == file
            && deroga
                .cella
                .as_deref()
                .is_none_or(|scritta| scritta.trim().eq_ignore_ascii_case(cella))
    };
    !deroga.motivo.trim().is_empty()
        && deroga.codice == diagnosi.codice
        && diagnosi.luoghi.iter().any(|l| luogo(&l.file, &l.scritto()))
}
