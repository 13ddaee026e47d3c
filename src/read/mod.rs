//! Workbooks → rows with typed values, each with its origin.
//!
//! [`fogli`] opens any accepted format; [`cruscotto`], [`quadro`], [`scheda`] and [`serie`] know
//! how a sheet of each kind is laid out. None of them knows what an obiettivo is worth.

mod assegnazione;
pub mod ciclo;
mod cifre;
pub mod cruscotto;
mod csv;
pub mod diags;
pub(crate) mod documento;
mod doppi;
pub mod foglio;
pub mod formato;
pub mod intestazione;
mod limiti;
mod memoria;
pub(crate) mod modulo;
mod odf;
mod ods;
pub(crate) mod pdf;
pub(crate) mod pesi;
pub mod quadro;
mod registro;
pub mod scheda;
pub mod serie;
mod unioni;
mod visto;
mod xlsx;
mod xml;

use std::collections::BTreeMap;

use crate::cycle::Impostazioni;
use crate::cycle::formati::{Formato, estensione};
use crate::model::{Diagnosi, Origine, Prospettiva};
use crate::words::vocabolario::{Campo, Vocabolario};
use foglio::{Contenuto, Foglio};

use limiti::Eccesso;
pub(crate) use memoria::Memoria;

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

impl<T> Letto<Option<T>> {
    /// As a list of one, or of none.
    fn in_elenco(self) -> Letto<Vec<T>> {
        Letto {
            dati: self.dati.into_iter().collect(),
            diagnosi: self.diagnosi,
        }
    }
}

/// What every reader knows of the cycle.
#[derive(Debug, Clone, Default)]
pub struct Lettore<'a> {
    pub prospettive: &'a [Prospettiva],
    /// Names of the body: a title that is no more says nothing of what stands below it.
    pub ente: [&'a str; 2],
    /// What the body calls a prospettiva and an obiettivo.
    pub livelli: [&'a str; 2],
    pub vocabolario: Vocabolario,
    /// The plan's first year: that of a target whose heading has none.
    pub anno: i16,
    /// The reported year: that of a result whose heading has none.
    pub anno_relazione: i16,
}

impl<'a> Lettore<'a> {
    /// What the settings say.
    pub fn nuovo(impostazioni: &'a Impostazioni) -> Self {
        Self {
            prospettive: &impostazioni.prospettive,
            ente: [&impostazioni.ente.nome, &impostazioni.ente.nome_ufficiale],
            livelli: [
                impostazioni.nomi.prospettiva.titolo(),
                impostazioni.nomi.obiettivo.titolo(),
            ],
            vocabolario: Vocabolario::nuovo(&impostazioni.nomi, &impostazioni.intestazioni),
            anno: impostazioni.anno,
            anno_relazione: impostazioni.anno_relazione,
        }
    }

    /// The year of a column whose heading has none.
    fn anno_di(&self, campo: Campo) -> Option<i16> {
        match campo {
            Campo::Consuntivo => Some(self.anno_relazione),
            Campo::Atteso | Campo::Rimodulato | Campo::Previsione => Some(self.anno),
            _ => None,
        }
    }
}

/// Opens a workbook of any accepted format.
///
/// # Errors
/// A diagnosis that says why the file cannot be read and how to save it.
pub fn fogli(file: &str, byte: &[u8]) -> Result<Letto<Vec<Foglio>>, Box<Diagnosi>> {
    let tutti = apri(file, byte).map_err(|guasto| Box::new(diags::guasto(file, guasto)))?;
    let mut letto = Letto::<Vec<Foglio>>::default();
    for foglio in tutti {
        match foglio.da_parte {
            _ if foglio.di_istruzioni() => {}
            Some(_) if foglio.righe.is_empty() => {}
            Some(motivo) => letto
                .diagnosi
                .push(diags::foglio_non_letto(&foglio, motivo)),
            None => {
                letto.diagnosi.extend(difetti(&foglio));
                letto.dati.push(foglio);
            }
        }
    }
    Ok(letto)
}

/// Opens a text document with its paragraphs.
///
/// # Errors
/// A diagnosis that says why the file cannot be read.
pub(crate) fn documento_di_testo(
    file: &str,
    byte: &[u8],
) -> Result<documento::Documento, Box<Diagnosi>> {
    let aperto = match estensione(file).as_str() {
        "docx" | "odt" => controlla(file, byte).and_then(|()| {
            limiti::controlla_archivio(byte)?;
            documento::leggi(file, byte)
        }),
        // Whatever is no document at all is refused as a workbook would be.
        _ => apri(file, byte).and(Err(Guasto::Illeggibile)),
    };
    aperto.map_err(|guasto| Box::new(diags::guasto(file, guasto)))
}

/// The sheets that a person sees, if any of them holds something; the others are named.
fn in_vista(fogli: &[Foglio]) -> Letto<Vec<&Foglio>> {
    let pieni = fogli.iter().filter(|foglio| !foglio.righe.is_empty());
    let (nascosti, visti): (Vec<&Foglio>, Vec<&Foglio>) = pieni.partition(|f| f.nascosto);
    if visti.is_empty() {
        return Letto {
            diagnosi: nascosti.iter().map(|f| diags::dati_nascosti(f)).collect(),
            dati: nascosti,
        };
    }
    let diagnosi = nascosti
        .into_iter()
        .map(|foglio| diags::foglio_non_letto(foglio, diags::NASCOSTO));
    Letto {
        diagnosi: diagnosi.collect(),
        dati: visti,
    }
}

/// What can be said of a file before it is opened.
fn controlla(file: &str, byte: &[u8]) -> Result<(), Guasto> {
    if byte.len() > limiti::BYTE {
        return Err(Eccesso::File.into());
    }
    if byte.starts_with(b"\xd0\xcf\x11\xe0") {
        // An OLE container: an .xls, or a workbook encrypted with a password, whatever its ending
        // says.
        return Err(match estensione(file).as_str() {
            "xlsx" | "xlsm" if vecchio_xls(byte) => Guasto::Illeggibile,
            "xlsx" | "xlsm" | "docx" => Guasto::Protetto,
            _ => Guasto::Formato,
        });
    }
    Ok(())
}

fn apri(file: &str, byte: &[u8]) -> Result<Vec<Foglio>, Guasto> {
    controlla(file, byte)?;
    match Formato::di(file).ok_or(Guasto::Formato)? {
        Formato::Xlsx => {
            limiti::controlla_archivio(byte)?;
            xlsx::leggi(file, byte)
        }
        Formato::Ods => {
            limiti::controlla_archivio(byte)?;
            ods::leggi(file, byte)
        }
        Formato::Documento => {
            limiti::controlla_archivio(byte)?;
            documento::fogli(file, byte)
        }
        Formato::TestoDiExcel if !byte.contains(&b'\t') => Err(Guasto::Formato),
        Formato::Separato | Formato::TestoDiExcel => csv::leggi(file, byte),
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

/// Cells in error, formulas that were never computed, hidden rows and columns, struck-through text.
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
    let lunghe = foglio.lunghe.iter();
    diagnosi
        .extend(lunghe.map(|(riga, colonna)| diags::riga_lunga(foglio.origine(*riga, *colonna))));
    let inghiotte = foglio.inghiotte.iter();
    diagnosi.extend(
        inghiotte.map(|(riga, colonna)| diags::virgolette_aperte(foglio.origine(*riga, *colonna))),
    );
    // Of a hidden sheet it is said by whoever reads it.
    if !foglio.nascosti.is_empty() && !foglio.nascosto {
        diagnosi.push(diags::dati_nascosti(foglio));
    }
    let mut per_riga: BTreeMap<u32, Vec<(Origine, String)>> = BTreeMap::new();
    for (riga, colonna, testo) in &foglio.barrate {
        let cella = (foglio.origine(*riga, *colonna), testo.clone());
        per_riga.entry(*riga).or_default().push(cella);
    }
    diagnosi.extend(per_riga.into_values().filter_map(diags::testo_barrato));
    diagnosi
}
