//! What a document says in print, without its blanks: lines may break anywhere.

use lopdf::Document;

use super::{Ciclo, albero, testo};

/// Makes a document of a cycle (`argomenti` after `genera`) and gives what its file says.
pub fn stampato(ciclo: &Ciclo, argomenti: &[&str], file: &str) -> String {
    let genera = ciclo.esegui(&[&["genera"], argomenti].concat());
    assert!(genera.status.success(), "{}", testo(&genera.stderr));
    letto(&albero(&ciclo.uscita())[file])
}

/// The text of the bytes of a PDF.
pub fn letto(byte: &[u8]) -> String {
    stretto(&Document::load_mem(byte).expect("a PDF"))
}

/// The text of a PDF.
pub fn stretto(pdf: &Document) -> String {
    let pagine: Vec<u32> = pdf.get_pages().into_keys().collect();
    let testo = pdf.extract_text(&pagine).expect("its text");
    testo.split_whitespace().collect()
}

/// Each of these is in a text without blanks.
pub fn dice(stampato: &str, parti: &[&str]) {
    for parte in parti {
        let stretta: String = parte.split_whitespace().collect();
        assert!(stampato.contains(&stretta), "no «{parte}» in {stampato}");
    }
}
