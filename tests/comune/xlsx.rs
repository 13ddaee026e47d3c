//! Filling in a workbook as a spreadsheet program does: the cells change, the rest stays.

use std::io::{Cursor, Read, Write};

use regex::Regex;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What is typed into a cell.
pub enum Scritto<'a> {
    Testo(&'a str),
    Numero(f64),
    /// A formula that no program has computed yet.
    Formula(&'a str),
    Niente,
}

/// The workbook with these cells of its `foglio`-th sheet (from 1) filled in.
pub fn compila(byte: &[u8], foglio: usize, celle: &[(&str, Scritto<'_>)]) -> Vec<u8> {
    parte(byte, &format!("xl/worksheets/sheet{foglio}.xml"), |xml| {
        celle
            .iter()
            .fold(xml, |xml, (cella, scritto)| con_cella(&xml, cella, scritto))
    })
}

/// The workbook with one of its parts rewritten.
pub fn parte(byte: &[u8], nome: &str, cambia: impl Fn(String) -> String) -> Vec<u8> {
    let mut prima = ZipArchive::new(Cursor::new(byte)).expect("a zip");
    let mut dopo = ZipWriter::new(Cursor::new(Vec::new()));
    for indice in 0..prima.len() {
        let mut file = prima.by_index(indice).expect("a part");
        let mut contenuto = Vec::new();
        file.read_to_end(&mut contenuto).expect("its bytes");
        let sua = file.name().expect("a name").into_owned();
        if sua == nome {
            contenuto = cambia(String::from_utf8(contenuto).expect("XML")).into_bytes();
        }
        dopo.start_file(sua, SimpleFileOptions::default())
            .expect("a part");
        dopo.write_all(&contenuto).expect("written");
    }
    dopo.finish().expect("a zip").into_inner()
}

fn con_cella(xml: &str, cella: &str, scritto: &Scritto<'_>) -> String {
    let dove = Regex::new(&format!(
        r#"<c r="{cella}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)"#
    ))
    .expect("a pattern");
    let trovata = dove
        .captures(xml)
        .unwrap_or_else(|| panic!("no cell {cella}"));
    let stile = trovata.get(1).map_or("", |stile| stile.as_str());
    let nuova = match scritto {
        Scritto::Testo(testo) => {
            format!(r#"<c r="{cella}"{stile} t="inlineStr"><is><t>{testo}</t></is></c>"#)
        }
        Scritto::Numero(numero) => format!(r#"<c r="{cella}"{stile}><v>{numero}</v></c>"#),
        Scritto::Formula(formula) => format!(r#"<c r="{cella}"{stile}><f>{formula}</f></c>"#),
        Scritto::Niente => format!(r#"<c r="{cella}"{stile}/>"#),
    };
    xml.replacen(&trovata[0], &nuova, 1)
}
