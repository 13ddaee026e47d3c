//! The wording of what keeps a Relazione from being final.

use crate::model::{Codice, Diagnosi, Livello};

use super::Mancante;

/// A result that is due and has not been written.
pub fn consuntivo_mancante(mancante: &Mancante, anno: i16) -> Diagnosi {
    let messaggio = format!("manca il consuntivo {anno} di «{}»", mancante.indicatore);
    let rimedio = "scrivi il risultato nella cella, oppure «-» se non è stato rilevato";
    let diagnosi = Diagnosi::nuova(
        Codice::ConsuntivoMancante,
        mancante.luogo.clone(),
        messaggio,
        rimedio,
    );
    Diagnosi {
        livello: Livello::Errore,
        ..diagnosi
    }
}
