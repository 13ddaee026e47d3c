//! The wording of what is wrong with programmes and kinds of indicators.

use crate::model::italiano::elenco_o;
use crate::model::{Codice, Diagnosi, Origine};
use crate::read::diags::abbrevia;

use super::con_luoghi;

/// A programme that nobody describes.
pub fn programma_sconosciuto(
    codice: &str,
    luoghi: Vec<Origine>,
    vicino: Option<&str>,
) -> Option<Diagnosi> {
    let messaggio = format!(
        "il programma «{}» non è tra i [[programmi]] di ciclo.toml: nel PIRA non avrà nome né \
         descrizione",
        abbrevia(codice)
    );
    let rimedio = match vicino {
        Some(vicino) => format!("forse è «{vicino}»"),
        None => format!("aggiungi [[programmi]] con codice = \"{codice}\" e il suo nome"),
    };
    con_luoghi(Codice::ProgrammaSconosciuto, luoghi, messaggio, rimedio)
}

/// A kind of indicator that the PIRA does not have.
pub fn tipologia_sconosciuta(luogo: Origine, scritta: &str, note: &[&str]) -> Diagnosi {
    let messaggio = format!(
        "«{}» non è una tipologia degli indicatori del PIRA",
        abbrevia(scritta)
    );
    let rimedio = format!("scrivi {}", elenco_o(note));
    Diagnosi::nuova(Codice::TipologiaSconosciuta, luogo, messaggio, rimedio)
}
