//! `ciclo testo`: a file as plain text, for `git diff`.

use std::path::{Path, PathBuf};

use crate::model::Bozza;
use crate::opendata::allegato::{self, ErroreAllegato};
use crate::opendata::{SenzaBozza, e_pdf};
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

const RIMEDIO: &str = "Indica un foglio di lavoro (.xlsx, .xlsm, .ods o .csv), un modello.json o un \
                       PDF composto da ciclo";

fn testo(file: &Path) -> Result<String, Impedimento> {
    let byte = parti::leggi(file)?;
    if e_pdf(file, &byte) {
        return del_pdf(byte).map_err(|causa| parti::senza_bozza(file, &causa, RIMEDIO));
    }
    if puo_essere_una_bozza(file) {
        return Ok(report::testo::bozza(&parti::da_byte(file, byte, RIMEDIO)?));
    }
    Ok(report::testo::fogli(
        &read::fogli(&file.to_string_lossy(), &byte)
            .map_err(|diagnosi| vec![*diagnosi])?
            .dati,
    ))
}

/// The data of a PDF of ours; the words of any other, or of one that was printed anew.
fn del_pdf(byte: Vec<u8>) -> Result<String, SenzaBozza> {
    let pdf = allegato::apri(byte)?;
    match allegato::nel_pdf(&pdf, allegato::MODELLO) {
        Ok(json) => Ok(report::testo::bozza(&Bozza::da_json(&json)?)),
        Err(ErroreAllegato::Estraneo(_) | ErroreAllegato::Tolto(_)) => Ok(read::pdf::testo(pdf)),
        Err(altro) => Err(altro.into()),
    }
}

/// A JSON, or something without an ending that may be one (`<(ciclo modello)`); anything else is a
/// workbook, or is refused as one.
fn puo_essere_una_bozza(file: &Path) -> bool {
    file.extension()
        .is_none_or(|fine| fine.eq_ignore_ascii_case("json"))
}
