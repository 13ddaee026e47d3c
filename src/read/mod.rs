//! Workbooks → rows with typed values, each with its origin.
//!
//! [`fogli`] opens any accepted format; [`cruscotto`], [`quadro`], [`scheda`] and [`serie`] know
//! how a sheet of each kind is laid out. None of them knows what an obiettivo is worth.

pub mod ciclo;
pub mod cruscotto;
mod csv;
pub mod diags;
pub mod foglio;
mod formato;
pub mod intestazione;
mod limiti;
pub(crate) mod modulo;
mod ods;
pub mod quadro;
pub mod scheda;
pub mod serie;
mod unioni;
pub mod valore;
mod xlsx;

use crate::model::Diagnosi;
use foglio::{Contenuto, Foglio};
use limiti::Eccesso;

/// Endings of the formats that are read.
pub const AMMESSI: &[&str] = &["xlsx", "xlsm", "ods", "csv"];
/// Endings of spreadsheets that are refused with a hint.
pub const RIFIUTATI: &[&str] = &["xls", "xlsb", "xlt", "numbers", "pdf", "doc", "docx"];

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guasto {
    /// Another format, by its ending or by its first bytes.
    Formato,
    Protetto,
    Illeggibile,
    Eccesso(Eccesso),
}

impl From<Eccesso> for Guasto {
    fn from(eccesso: Eccesso) -> Self {
        Self::Eccesso(eccesso)
    }
}

/// Something read, with what was noticed on the way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Letto<T> {
    pub dati: T,
    pub diagnosi: Vec<Diagnosi>,
}

/// Opens a workbook of any accepted format.
///
/// # Errors
/// A diagnosis that says why the file cannot be read and how to save it.
pub fn fogli(file: &str, byte: &[u8]) -> Result<Letto<Vec<Foglio>>, Box<Diagnosi>> {
    let letti = apri(file, byte).map_err(|guasto| Box::new(diags::guasto(file, guasto)))?;
    let diagnosi = letti.iter().flat_map(difetti).collect();
    Ok(Letto {
        dati: letti,
        diagnosi,
    })
}

fn apri(file: &str, byte: &[u8]) -> Result<Vec<Foglio>, Guasto> {
    if byte.len() > limiti::BYTE {
        return Err(Eccesso::File.into());
    }
    if byte.starts_with(b"\xd0\xcf\x11\xe0") {
        // An OLE container: an .xls, or a workbook encrypted with a password, whatever its ending
        // says.
        return Err(match estensione(file).as_str() {
            "xlsx" | "xlsm" if vecchio_xls(byte) => Guasto::Illeggibile,
            "xlsx" | "xlsm" => Guasto::Protetto,
            _ => Guasto::Formato,
        });
    }
    match estensione(file).as_str() {
        "xlsx" | "xlsm" => {
            limiti::controlla_archivio(byte)?;
            xlsx::leggi(file, byte)
        }
        "ods" => {
            limiti::controlla_archivio(byte)?;
            ods::leggi(file, byte)
        }
        "csv" => csv::leggi(file, byte),
        _ => Err(Guasto::Formato),
    }
}

/// True if an OLE container holds an old workbook that was only given another name: its parts are
/// named in UTF-16.
fn vecchio_xls(byte: &[u8]) -> bool {
    let nome: Vec<u8> = "Workbook"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    byte.windows(nome.len()).any(|tratto| tratto == nome)
}

/// A file's ending in lower case.
pub fn estensione(file: &str) -> String {
    file.rsplit_once('.')
        .map(|(_, fine)| fine.to_lowercase())
        .unwrap_or_default()
}

/// Cells in error, formulas that were never computed, hidden rows and columns.
fn difetti(foglio: &Foglio) -> Vec<Diagnosi> {
    let mut diagnosi: Vec<Diagnosi> = Vec::new();
    for riga in &foglio.righe {
        for cella in &riga.celle {
            let luogo = || foglio.origine(riga.numero, cella.colonna);
            match &cella.contenuto {
                Contenuto::Errore(errore) => diagnosi.push(diags::cella_in_errore(luogo(), errore)),
                Contenuto::FormulaSenzaValore => {
                    diagnosi.push(diags::formula_senza_valore(luogo()))
                }
                _ => {}
            }
        }
    }
    if !foglio.nascosti.is_empty() {
        diagnosi.push(diags::dati_nascosti(foglio));
    }
    diagnosi
}
