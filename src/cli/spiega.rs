//! `ciclo spiega`: how one grade came about.

use crate::report;

use super::{Dati, Esito, Impedimento};

/// Spiega come nasce un grado: valori, celle, formula, medie in cui entra
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo spiega progetto-turismo       un indicatore, per id, codice o nome
  ciclo spiega affari-generali        un cruscotto, per id o nome
  ciclo spiega 1.1                    un obiettivo, per codice o nome; allo stesso modo una prospettiva
  ciclo spiega ente                   tutto l'ente
  ciclo spiega ambito-organizzativo   la media dei servizi")]
pub(super) struct Argomenti {
    /// Indicatore, cruscotto, obiettivo, prospettiva, «ente» o «ambito-organizzativo»
    #[arg(value_name = "NOME")]
    nome: String,
    #[command(flatten)]
    dati: Dati,
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    let edizione = argomenti.dati.edizione()?;
    let spiegazione = report::spiega(&edizione, &argomenti.nome).map_err(|vicino| {
        let forse = vicino
            .map(|vicino| format!(" Forse volevi scrivere «{vicino}»."))
            .unwrap_or_default();
        Impedimento::Messaggio(format!(
            "Non c'è nessun grado di nome «{}».{forse}",
            argomenti.nome
        ))
    })?;
    super::stampa(spiegazione.trim_end())?;
    Ok(Esito::Bene)
}
