//! `ciclo pagine-pdf`: the pages of a PDF, for the page of `ciclo apri`. Nobody types it: what
//! anybody made is read here, where it can be stopped.

use std::path::PathBuf;

use crate::opendata::json;
use crate::read::pdf::Stampato;

use super::{Esito, Impedimento, parti, stampa};

/// Legge le pagine di un PDF per la pagina di ciclo apri
#[derive(clap::Args)]
pub(super) struct Argomenti {
    /// Il PDF
    file: PathBuf,
    /// Disegna questa pagina, da 0, invece di dire le parole di tutte
    #[arg(long, value_name = "N")]
    foglio: Option<usize>,
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    let byte = parti::leggi(&argomenti.file)?;
    let illeggibile = || Impedimento::Messaggio("Questo PDF non si legge.".to_owned());
    let stampato = Stampato::apri(byte).ok_or_else(illeggibile)?;
    let detto = match argomenti.foglio {
        Some(n) => stampato.svg(n).ok_or_else(illeggibile)?,
        None => String::from_utf8_lossy(&json(&stampato.fogli())).into_owned(),
    };
    stampa(&detto)?;
    Ok(Esito::Bene)
}
