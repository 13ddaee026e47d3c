//! Which files can hold what a cycle is read from, by their ending.

/// Endings of the formats that are read.
pub const AMMESSI: &[&str] = &["xlsx", "xlsm", "ods", "csv", "tsv", "txt", "docx", "odt"];
/// Endings of spreadsheets and documents that are refused with a hint.
pub const RIFIUTATI: &[&str] = &[
    "xls", "xlsb", "xlt", "xltx", "fods", "ots", "numbers", "pages", "gsheet", "pdf", "doc", "rtf",
];

/// A file's ending in lower case.
pub fn estensione(file: &str) -> String {
    file.rsplit_once('.')
        .map(|(_, fine)| fine.to_lowercase())
        .unwrap_or_default()
}
