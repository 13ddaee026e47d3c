//! The folder of a year as one file, for a site that takes one.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::opendata::riuscita;

use super::somme::{self, Albero};

/// Its name: the only file of a year's folder that ends so.
pub(super) fn nome(anno: i16) -> String {
    format!("performance-{anno}.zip")
}

/// True for the name of a year's file of all files: it follows from the others.
pub(super) fn di_tutto(nome: &str) -> bool {
    nome.starts_with("performance-") && nome.ends_with(".zip")
}

/// The files with the list of their checksums, under the name of [`nome`]; the bytes depend on
/// nothing else.
pub(super) fn archivio(
    anno: i16,
    file: &Albero,
    somme: &BTreeMap<String, String>,
) -> (String, Vec<u8>) {
    let elenco = somme::testo(somme);
    let tutti = file
        .iter()
        .map(|(nome, byte)| (nome.as_str(), byte.as_slice()));
    let mut tutti: BTreeMap<&str, &[u8]> = tutti.collect();
    tutti.insert(somme::FILE, elenco.as_bytes());
    let byte = riuscita("ZIP", comprimi(&format!("performance-{anno}"), &tutti));
    (nome(anno), byte)
}

fn comprimi(cartella: &str, file: &BTreeMap<&str, &[u8]>) -> zip::result::ZipResult<Vec<u8>> {
    let mut archivio = ZipWriter::new(Cursor::new(Vec::new()));
    let opzioni = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o644);
    for (nome, byte) in file {
        archivio.start_file(format!("{cartella}/{nome}"), opzioni)?;
        archivio.write_all(byte)?;
    }
    Ok(archivio.finish()?.into_inner())
}
