//! `ciclo testo`: a file as plain text, for `git diff`.

use std::path::{Path, PathBuf};

use crate::{read, report};

use super::{Esito, Impedimento, parti, stampa};

/// Stampa come testo un foglio di lavoro, un modello o un PDF composto da ciclo (per «git diff»)
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo testo data/bergamo-2022/servizi/promozione.xlsx
  git config diff.ciclo.textconv \"ciclo testo\"

Con la seconda riga, e con «*.xlsx diff=ciclo» nel file .gitattributes, «git diff» e «git log -p»
mostrano che cosa è cambiato dentro i fogli di lavoro.")]
pub struct Argomenti {
    /// File .xlsx, .xlsm, .ods, .csv, .json o .pdf
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    stampa(testo(&argomenti.file)?.trim_end());
    Ok(Esito::Bene)
}

fn testo(file: &Path) -> Result<String, Impedimento> {
    let nome = file.to_string_lossy();
    if read::AMMESSI.contains(&read::estensione(&nome).as_str()) {
        let byte = parti::leggi(file)?;
        return Ok(report::testo::fogli(&read::fogli(&nome, &byte)?.dati));
    }
    Ok(report::testo::bozza(&parti::da_file(file)?))
}
