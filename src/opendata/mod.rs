//! The open data of a cycle: the public JSON with its schema, the tables (CSV, CSV on the Web, one
//! workbook), the entry for catalogues, and the way back out of a PDF.
//!
//! Everything is made in memory from the model: no page and no folder is known here.

pub mod allegato;
mod aperti;
mod bozza;
mod catalogo;
mod csvw;
mod dataset;
mod forma;
mod indice;
mod luoghi;
mod ods;
mod parte;
mod piao;
mod pubblico;
mod schema;
mod storico;
mod tabella;
mod tabelle;
mod voce;

pub(crate) use bozza::{DiChi, SenzaBozza, bozza_di, di_chi, e_pdf};
pub use catalogo::{CATALOGO, Catalogo};
pub use dataset::Dataset;
pub(crate) use forma::{json, json_leggibile, riuscita};
pub use indice::{
    Allegato, Anno, Documento, INDICE, Indice, Intestazione, Precedente, Precedenti, RECORD,
    Record, SCHEMA_DEL_RECORD, SCHEMA_DELL_INDICE, indice, schema_dell_indice,
};
pub(crate) use luoghi::di_capitolo;
pub(crate) use parte::parte_dell_ufficio;
pub use parte::{con_aggiunte, in_comune, parte};
pub use pubblico::{Pubblico, schema};
pub use storico::{STORICO, storico};
pub use tabella::{NEUTRALIZZAZIONE, Tabella};
pub use tabelle::{della_serie, indicatori};
pub use voce::{Formato, Voce, sha256};
pub(crate) use {
    aperti::DatiAperti,
    csvw::Fonte,
    piao::{DATI_DEL_PIAO, accanto, ha_accanto},
    tabelle::{del_quadro, dell_allegato, tutte as tabelle},
    voce::esadecimale,
};

/// The licence of everything that is published.
pub const LICENZA: &str = "https://creativecommons.org/licenses/by/4.0/";
