//! `ciclo modello`: the public JSON.

use crate::opendata;
use crate::report;

use super::{Dati, Esito, Impedimento, di, stampa};

/// Stampa in JSON i dati letti, con i gradi (le segnalazioni vanno su stderr)
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo modello > modello.json
  ciclo modello --schema > ciclo-1.schema.json")]
pub(super) struct Argomenti {
    #[command(flatten)]
    dati: Dati,
    /// Stampa invece lo schema JSON che descrive il formato
    #[arg(long)]
    schema: bool,
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    if argomenti.schema {
        stampa(opendata::json_leggibile(&opendata::schema()).trim_end())?;
        return Ok(Esito::Bene);
    }
    let edizione = argomenti.dati.edizione()?;
    if !edizione.diagnosi().is_empty() {
        di(&report::sul_terminale(edizione.diagnosi()));
    }
    stampa(edizione.pubblico().json_leggibile().trim_end())?;
    Ok(Esito::Bene)
}
