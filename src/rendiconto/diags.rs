//! The wording of what keeps a Relazione from being final.

use crate::model::{Codice, Diagnosi, Livello};

use super::Mancante;

/// What to do where the sheet has no place for a result.
pub(crate) const SENZA_COLONNA: &str = "il foglio non ha ancora la colonna del risultato: aggiungila, \
                                        oppure raccogli i risultati con «ciclo moduli consuntivo»";

/// A result that is due and has not been written.
pub fn consuntivo_mancante(mancante: &Mancante, anno: i16) -> Diagnosi {
    let messaggio = format!("manca il consuntivo {anno} di «{}»", mancante.indicatore);
    let rimedio = match mancante.ha_colonna {
        true => "scrivi il risultato nella cella, oppure «-» se non è stato rilevato",
        false => SENZA_COLONNA,
    };
    let diagnosi = Diagnosi::nuova(
        Codice::ConsuntivoMancante,
        mancante.luogo.clone(),
        messaggio,
        rimedio,
    );
    diagnosi.con_livello(Livello::Errore)
}
