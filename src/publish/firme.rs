//! The copies of the documents as they are signed: what the office signed is what is published, as
//! long as the document inside is the one of today.
//!
//! A PAdES signature appends bytes to a PDF; a `.p7m` (CAdES) holds the PDF whole, and stands beside
//! it. Whether a signature is valid is for whoever receives it to check.

use std::collections::BTreeMap;
use std::io;

use crate::cycle::Cartella;

/// What every signature of a PDF says it covers.
const FIRMA: &[u8] = b"/ByteRange";

/// The signed copies of a cycle, by their name in the folder.
#[derive(Debug, Default)]
pub(crate) struct Firmati(BTreeMap<String, Vec<u8>>);

/// The signed copies of one document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Copie {
    pub pdf: Option<Vec<u8>>,
    pub p7m: Option<Vec<u8>>,
}

impl Firmati {
    /// Reads what the folder holds.
    ///
    /// # Errors
    /// The file that cannot be read, and why.
    pub(crate) fn leggi(cartella: &Cartella) -> Result<Self, (String, io::Error)> {
        let mut firmati = BTreeMap::new();
        for nome in cartella.firmati() {
            match cartella.leggi(&nome) {
                Ok(byte) => firmati.insert(nome, byte),
                Err(causa) => return Err((nome, causa)),
            };
        }
        Ok(Self(firmati))
    }

    /// Takes out the copies of the document with these bytes.
    pub(crate) fn di(&mut self, documento: &[u8]) -> Copie {
        Copie {
            pdf: self.togli(|byte| firma_in_coda(byte, documento)),
            p7m: self.togli(|byte| contiene(byte, documento)),
        }
    }

    fn togli(&mut self, sua: impl Fn(&[u8]) -> bool) -> Option<Vec<u8>> {
        let nome = self.0.iter().find(|(_, byte)| sua(byte))?.0.clone();
        self.0.remove(&nome)
    }

    /// The names of those that are no copy of any document.
    pub(crate) fn estranei(self) -> Vec<String> {
        self.0.into_keys().collect()
    }
}

/// True for a document with a signature after its last byte.
fn firma_in_coda(byte: &[u8], documento: &[u8]) -> bool {
    let coda = byte.strip_prefix(documento);
    coda.is_some_and(|coda| coda.windows(FIRMA.len()).any(|tratto| tratto == FIRMA))
}

/// True for an envelope around a document.
fn contiene(byte: &[u8], documento: &[u8]) -> bool {
    let inizi = byte.iter().enumerate().skip(1);
    let mut inizi = inizi.filter(|(_, byte)| **byte == b'%');
    inizi.any(|(posto, _)| byte[posto..].starts_with(documento))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOSTRO: &[u8] = b"%PDF-1.7 ours %%EOF";

    fn firmati(copie: &[&[u8]]) -> Firmati {
        let copie = copie.iter().enumerate();
        Firmati(
            copie
                .map(|(posto, byte)| (format!("{posto}"), byte.to_vec()))
                .collect(),
        )
    }

    #[test]
    fn a_copy_is_known_by_the_document_inside() {
        let pades = [NOSTRO, b" 9 0 obj /ByteRange [0 1 2 3]"].concat();
        let p7m = [b"\x30\x82", NOSTRO, b"signature"].concat();
        let mut tutti = firmati(&[&p7m, &pades, b"%PDF-1.7 another", NOSTRO]);
        let copie = tutti.di(NOSTRO);
        assert_eq!((copie.pdf, copie.p7m), (Some(pades), Some(p7m)));
        assert_eq!(
            tutti.estranei(),
            ["2", "3"],
            "unsigned, or of something else"
        );
    }
}
