//! `ciclo completamenti`: what a shell needs to complete commands and options.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::{Esito, Impedimento, italiano};

/// Stampa i completamenti per la shell: bash, zsh, fish, powershell o elvish
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo completamenti bash > ~/.local/share/bash-completion/completions/ciclo
  ciclo completamenti fish > ~/.config/fish/completions/ciclo.fish
  ciclo completamenti powershell >> $PROFILE")]
pub(super) struct Argomenti {
    /// La shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    let mut comando = italiano::in_italiano(super::Argomenti::command());
    let mut testo = Vec::new();
    generate(argomenti.shell, &mut comando, "ciclo", &mut testo);
    super::stampa(String::from_utf8_lossy(&testo).trim_end())?;
    Ok(Esito::Bene)
}
