//! `ciclo guida`: the guide for offices.

use crate::report::manuale;

use super::{Esito, Impedimento, stampa};

/// Stampa la guida per gli uffici, o la sua parte su un tema
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo guida                    i primi passi
  ciclo guida moduli             la parte sui moduli
  ciclo guida \"[valutazione]\"    una sezione di ciclo.toml
  ciclo guida --temi             l'elenco dei temi")]
pub(super) struct Argomenti {
    /// Il titolo di una parte, o una sua parola
    #[arg(value_name = "TEMA", conflicts_with = "temi")]
    tema: Vec<String>,
    /// Elenca i temi
    #[arg(long)]
    temi: bool,
}

pub(super) fn esegui(argomenti: &Argomenti) -> Result<Esito, Impedimento> {
    if argomenti.temi {
        stampa(&manuale::titoli().join("\n"))?;
        return Ok(Esito::Bene);
    }
    if argomenti.tema.is_empty() {
        stampa(manuale::inizio().trim_end())?;
        return Ok(Esito::Bene);
    }
    let tema = argomenti.tema.join(" ");
    let parte = manuale::su(&tema).ok_or_else(|| ignoto(&tema))?;
    stampa(parte)?;
    Ok(Esito::Bene)
}

fn ignoto(tema: &str) -> Impedimento {
    let simile = manuale::simile(tema).map(|simile| format!(" Forse volevi dire «{simile}»?"));
    Impedimento::Messaggio(format!(
        "La guida non ha una parte «{tema}».{} L'elenco dei temi: ciclo guida --temi",
        simile.unwrap_or_default()
    ))
}
