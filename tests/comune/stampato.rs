//! What a document says in print, without its blanks: lines may break anywhere.

use lopdf::Document;

use super::pagine::{Tratto, pagine};
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
    super::stretto(&testo)
}

/// Each of these is in a text without blanks.
pub fn dice(stampato: &str, parti: &[&str]) {
    for parte in parti {
        let stretta = super::stretto(parte);
        assert!(stampato.contains(&stretta), "no «{parte}» in {stampato}");
    }
}

/// Letters and digits alone: wherever lines break within a cell, its text is found.
pub fn nudo(testo: &str) -> String {
    testo.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// All that a file of a cycle prints, bare, in the order in which it is written: cell by cell.
pub fn a_celle(ciclo: &Ciclo, file: &str) -> String {
    let pdf = Document::load(ciclo.uscita().join(file)).expect("a PDF");
    let tratti: Vec<Tratto> = pagine(&pdf).into_iter().flat_map(|p| p.tratti).collect();
    let testi: String = tratti.into_iter().map(|tratto| tratto.testo).collect();
    nudo(&testi)
}

/// Each of these is in a bare text.
pub fn ha(stampato: &str, chiesti: &[&str]) {
    for chiesto in chiesti {
        let c_e = stampato.contains(&nudo(chiesto));
        assert!(c_e, "«{chiesto}» is not printed");
    }
}
