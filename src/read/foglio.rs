//! A sheet as the readers of every format hand it over: only its filled cells, in order, each with
//! its address.

use std::sync::Arc;

use crate::model::nome::su_una_riga;
use crate::model::{Indirizzo, Origine, Valore};

use super::formato::Formato;
use super::unioni::Unioni;
use super::visto;

/// A sheet. Empty rows and cells are not in it, however far apart the filled ones stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Foglio {
    /// The workbook, relative to the cycle's folder.
    pub file: String,
    /// None in a `.csv`.
    pub nome: Option<String>,
    /// What stands above a table of a text document.
    pub titolo: Option<String>,
    /// In order, none of them empty.
    pub righe: Vec<RigaFoglio>,
    /// Places of hidden columns and rows that hold something, as a person names them.
    pub nascosti: Vec<String>,
    /// True if the whole sheet is hidden.
    pub nascosto: bool,
    /// Merged cells; what lies beneath them is not among the cells.
    pub unioni: Unioni,
    /// What is struck through, which nobody reads: row from 1, column from 0, its first words.
    pub barrate: Vec<(u32, u32, String)>,
    /// Records of a comma file that are longer than its header, each with the first cell beyond it:
    /// row from 1, column from 0.
    pub lunghe: Vec<(u32, u32)>,
    /// Fields that hold other records of their file, for quotes that do not end: row from 1, column
    /// from 0.
    pub inghiotte: Vec<(u32, u32)>,
    /// Why the sheet is none to be read: it is a copy, or hidden from everybody.
    pub da_parte: Option<&'static str>,
}

/// A row with its filled cells, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RigaFoglio {
    /// From 1, as a spreadsheet counts.
    pub numero: u32,
    pub celle: Vec<Cella>,
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cella {
    /// From 0.
    pub colonna: u32,
    pub contenuto: Contenuto,
}

/// What a spreadsheet stores in a cell, with how it is seen.
#[derive(Debug, Clone, PartialEq)]
pub enum Contenuto {
    /// As it is seen: its line breaks kept, struck-through runs left out.
    Testo(String),
    /// A number, also of a date (days from 1900) or time, and the format through which it is seen.
    Numero(f64, Arc<Formato>),
    Logico(bool),
    /// An error such as `#RIF!`, as the program shows it.
    Errore(String),
    /// A formula that was never computed.
    FormulaSenzaValore,
}

/// The name of the sheet of instructions, in every workbook that `anno` makes; its title begins
/// with the same words.
pub(crate) const COME_SI_COMPILA: &str = "Come si compila";

/// Letters that are kept of what is struck through: enough to find it.
const BARRATE: usize = 80;

impl Foglio {
    /// Notes what of a cell, given its row (from 1) and column (from 0), is struck through.
    pub(super) fn barra(&mut self, riga: u32, colonna: u32, testo: &str) {
        let inizio: String = testo.chars().take(BARRATE).collect();
        self.barrate.push((riga, colonna, su_una_riga(&inizio)));
    }

    /// The place of a cell, given its row (from 1) and column (from 0).
    pub fn origine(&self, riga: u32, colonna: u32) -> Origine {
        Origine::cella(
            &self.file,
            self.nome.as_deref(),
            Indirizzo { riga, colonna },
        )
    }

    /// True of a sheet of instructions as the program wrote it: two columns of words under their
    /// title. One that somebody made a table of is none.
    pub(super) fn di_istruzioni(&self) -> bool {
        let titolo = self.righe.first().map(|riga| riga.testo(0));
        let strette = self.righe.iter().flat_map(|riga| &riga.celle);
        self.nome.as_deref() == Some(COME_SI_COMPILA)
            && titolo.is_some_and(|titolo| titolo.starts_with(COME_SI_COMPILA))
            && strette.into_iter().all(|cella| cella.colonna < 2)
    }

    /// The filled row with this number.
    pub fn riga(&self, numero: u32) -> Option<&RigaFoglio> {
        let posto = self.righe.binary_search_by_key(&numero, |riga| riga.numero);
        self.righe.get(posto.ok()?)
    }

    /// The value of a cell that is there or not; the year of its column completes a date such as
    /// `31/12`.
    pub fn valore(&self, riga: &RigaFoglio, colonna: u32, anno: Option<i16>) -> Valore {
        let origine = self.origine(riga.numero, colonna);
        match riga.cella(colonna) {
            Some(contenuto) => contenuto.valore(origine, anno),
            None => Valore::vuoto(origine),
        }
    }
}

impl RigaFoglio {
    /// The address of the row's cell in a column.
    pub fn indirizzo(&self, colonna: u32) -> Indirizzo {
        Indirizzo {
            riga: self.numero,
            colonna,
        }
    }

    /// What stands in a column.
    pub fn cella(&self, colonna: u32) -> Option<&Contenuto> {
        self.celle
            .iter()
            .find(|c| c.colonna == colonna)
            .map(|c| &c.contenuto)
    }

    /// The text in a column, on one line; empty where there is none.
    pub fn testo(&self, colonna: u32) -> String {
        self.cella(colonna)
            .map(Contenuto::testo)
            .unwrap_or_default()
    }

    /// Puts a cell in, unless it is blank.
    pub fn aggiungi(&mut self, colonna: u32, contenuto: Contenuto) {
        if !matches!(&contenuto, Contenuto::Testo(testo) if su_una_riga(testo).is_empty()) {
            self.celle.push(Cella { colonna, contenuto });
        }
    }
}

/// True of what spreadsheets show in a cell whose formula failed, in any language: `#RIF!`,
/// `#NOME?`, `#N/D`, `#SPILL!`, `Err:502`; and of `###`, a column that was too narrow when it was
/// saved as text.
fn e_errore(testo: &str) -> bool {
    const SENZA_SEGNO: &[&str] = &["#N/D", "#N/A", "#N/DISP", "#GETTING_DATA"];
    const LUNGO: usize = 24;
    let testo = testo.trim();
    if let Some(numero) = testo.strip_prefix("Err:") {
        return !numero.is_empty() && numero.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(nome) = testo.strip_prefix('#') else {
        return false;
    };
    let di_errore = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '_');
    let corpo = nome.strip_suffix(['!', '?']);
    corpo.is_some_and(|c| !c.is_empty() && c.len() <= LUNGO && c.chars().all(di_errore))
        || SENZA_SEGNO.contains(&testo)
        || nome.len() > 1 && nome.bytes().all(|byte| byte == b'#')
}

impl Contenuto {
    /// Text, unless it is what a failed formula shows.
    pub fn da_testo(testo: &str) -> Self {
        if e_errore(testo) {
            Self::Errore(testo.trim().to_owned())
        } else {
            Self::Testo(testo.to_owned())
        }
    }

    /// The cell as it is seen, on one line: how a header, a name or a source is read.
    pub fn testo(&self) -> String {
        match self {
            Self::Testo(testo) => su_una_riga(testo),
            Self::Numero(numero, formato) => su_una_riga(&formato.mostra(*numero).testo),
            Self::Logico(vero) => visto::logico(*vero).to_owned(),
            Self::Errore(_) | Self::FormulaSenzaValore => String::new(),
        }
    }

    /// The typed value; a cell in error or with no computed value reads as empty.
    pub fn valore(&self, origine: Origine, anno: Option<i16>) -> Valore {
        match self {
            Self::Testo(testo) => visto::testo(testo, origine, anno),
            Self::Numero(numero, formato) => visto::numero(*numero, formato, origine, anno),
            Self::Logico(vero) => visto::testo(visto::logico(*vero), origine, anno),
            Self::Errore(_) | Self::FormulaSenzaValore => Valore::vuoto(origine),
        }
    }
}
