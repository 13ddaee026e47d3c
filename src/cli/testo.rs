//! `ciclo testo`: a file as plain text, for `git diff`.

use std::path::{Path, PathBuf};

use crate::opendata::allegato::{self, ErroreAllegato};
use crate::opendata::e_pdf;
use crate::{read, report};

use super::{Esito, Impedimento, parti, stampa};

/// Stampa come testo un foglio di lavoro, un modello o un PDF (per «git diff»)
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo testo data/bergamo-2022/servizi/promozione.xlsx
  git config diff.ciclo.textconv \"ciclo testo\"

Con la seconda riga, e con «*.xlsx diff=ciclo» nel file .gitattributes, «git diff» e «git log -p»
mostrano che cosa è cambiato dentro i fogli di lavoro. Di un PDF composto da ciclo si stampano i dati,
di ogni altro le parole.")]
pub(super) struct Argomenti {
    /// File .xlsx, .xlsm, .ods, .csv, .json o .pdf
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    stampa(testo(&argomenti.file)?.trim_end())?;
    Ok(Esito::Bene)
}

fn testo(file: &Path) -> Result<String, Impedimento> {
    const RIMEDIO: &str = "Indica un foglio di lavoro (.xlsx, .xlsm, .ods o .csv), un modello.json o un PDF composto da ciclo";
    let byte = parti::leggi(file)?;
    if let Some(testo) = di_altri(file, &byte) {
        return Ok(testo);
    }
    if puo_essere_una_bozza(file, &byte) {
        return Ok(report::testo::bozza(&parti::da_byte(file, byte, RIMEDIO)?));
    }
    Ok(report::testo::fogli(
        &read::fogli(&file.to_string_lossy(), &byte)
            .map_err(|diagnosi| vec![*diagnosi])?
            .dati,
    ))
}

/// The words of a PDF that does not carry a model: one of another program's, or ours printed anew.
fn di_altri(file: &Path, byte: &[u8]) -> Option<String> {
    if !e_pdf(file, byte) {
        return None;
    }
    match allegato::allegato(byte.to_vec(), allegato::MODELLO) {
        Err(ErroreAllegato::Estraneo(_) | ErroreAllegato::Tolto(_)) => {
            read::pdf::testo(byte.to_vec())
        }
        _ => None,
    }
}

/// A PDF, a JSON, or something without an ending that may be one (`<(ciclo modello)`); anything
/// else is a workbook, or is refused as one.
fn puo_essere_una_bozza(file: &Path, byte: &[u8]) -> bool {
    e_pdf(file, byte)
        || file
            .extension()
            .is_none_or(|fine| fine.eq_ignore_ascii_case("json"))
}
