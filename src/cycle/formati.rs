//! Which files can hold what a cycle is read from, by their ending.

use crate::model::italiano::elenco;

/// How the bytes of a file are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Formato {
    Xlsx,
    Ods,
    /// Lines of text with a mark between their cells.
    Separato,
    /// The text that Excel saves: with tabs, or it is no table.
    TestoDiExcel,
    /// A text document, of which the tables are read.
    Documento,
}

/// Endings of the formats that are read.
const AMMESSI: &[(&str, Formato)] = &[
    ("xlsx", Formato::Xlsx),
    ("xlsm", Formato::Xlsx),
    ("ods", Formato::Ods),
    ("csv", Formato::Separato),
    ("tsv", Formato::Separato),
    ("txt", Formato::TestoDiExcel),
    ("docx", Formato::Documento),
    ("odt", Formato::Documento),
];
/// Endings of spreadsheets and documents that are refused with a hint.
const RIFIUTATI: &[&str] = &[
    "xls", "xlsb", "xlt", "xltx", "fods", "ots", "numbers", "pages", "gsheet", "pdf", "doc", "rtf",
];

impl Formato {
    /// `None` for a file that is not read.
    pub(crate) fn di(file: &str) -> Option<Self> {
        let fine = estensione(file);
        let ammesso = AMMESSI.iter().find(|(ammessa, _)| *ammessa == fine);
        ammesso.map(|(_, formato)| *formato)
    }
}

/// True for a file that is read, or refused with a hint.
pub(crate) fn si_apre(file: &str) -> bool {
    Formato::di(file).is_some() || RIFIUTATI.contains(&estensione(file).as_str())
}

/// The endings that are read: `.xlsx, .xlsm, … e .odt`.
pub(crate) fn ammessi() -> String {
    let fini: Vec<String> = AMMESSI.iter().map(|(fine, _)| format!(".{fine}")).collect();
    elenco(&fini)
}

/// A file's ending in lower case.
pub fn estensione(file: &str) -> String {
    file.rsplit_once('.')
        .map(|(_, fine)| fine.to_lowercase())
        .unwrap_or_default()
}
