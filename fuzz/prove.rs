//! What must hold of any bytes: shared by the fuzz targets and by `tests/semi.rs`, which runs the
//! seeds every day.
#![allow(dead_code, reason = "each target uses one")]

use std::io::{Cursor, Write};
use std::sync::Arc;

use ciclo::model::{Dato, Origine};
use ciclo::read;
use ciclo::read::foglio::Contenuto;
use ciclo::read::formato::Formato;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Any text is a value, and what is printed of it reads as what it was.
pub fn valore(byte: &[u8]) {
    let Ok(testo) = std::str::from_utf8(byte) else {
        return;
    };
    for anno in [None, Some(2025)] {
        let valore =
            |testo: &str| Contenuto::Testo(testo.to_owned()).valore(Origine::default(), anno);
        let prima = valore(testo);
        let dopo = valore(&prima.stampa());
        assert_eq!(dopo.stampa(), prima.stampa());
        if !matches!(prima.dato, Dato::Testo(_)) {
            assert_eq!(dopo.dato, prima.dato);
        }
    }
}

/// Any number through any format is seen as something, and what is read of it is never a number
/// that it does not hold. Eight bytes of the number, then the code.
pub fn formato(byte: &[u8]) {
    let Some((numero, codice)) = byte.split_first_chunk::<8>() else {
        return;
    };
    let (numero, Ok(codice)) = (f64::from_le_bytes(*numero), std::str::from_utf8(codice)) else {
        return;
    };
    if !numero.is_finite() {
        return;
    }
    let formato = Arc::new(Formato::da_codice(codice));
    formato.mostra_testo("testo");
    let valore = Contenuto::Numero(numero, formato).valore(Origine::default(), Some(2025));
    if let Dato::Quantita(letta) = &valore.dato {
        let stesso_segno =
            letta.valore.is_zero() || letta.valore.is_sign_negative() == (numero < 0.0);
        assert!(
            stesso_segno,
            "{numero} through {codice:?} is {}",
            valore.stampa()
        );
    }
}

/// Any workbook is read or refused, in whatever folder it lies. The first byte says what the others
/// are: a file as it is, or the sheet of a workbook that is otherwise in order, so that more than
/// its checksum is tried.
pub fn fogli(byte: &[u8]) {
    let Some((che, resto)) = byte.split_first() else {
        return;
    };
    let (file, contenuto) = match che {
        b'x' => ("prova.xlsx", resto.to_vec()),
        b'o' => ("prova.ods", resto.to_vec()),
        b'c' => ("prova.csv", resto.to_vec()),
        b'F' => ("prova.xlsx", xlsx(&[("xl/worksheets/sheet1.xml", resto)])),
        b'S' => ("prova.xlsx", xlsx(&[("xl/sharedStrings.xml", resto)])),
        b'T' => ("prova.xlsx", xlsx(&[("xl/styles.xml", resto)])),
        b'O' => ("prova.ods", ods(resto)),
        _ => return,
    };
    let Ok(letto) = read::fogli(file, &contenuto) else {
        return;
    };
    let lettore = read::Lettore::default();
    let cruscotti = read::cruscotto::leggi(&letto.dati, &lettore, Default::default()).dati;
    for riga in cruscotti.into_iter().flat_map(|cruscotto| cruscotto.righe) {
        assert!(!riga.riga.nome.is_empty(), "a row without a name");
    }
    read::quadro::leggi("prova", &letto.dati);
    read::scheda::leggi(file, &letto.dati, &lettore);
    read::serie::leggi(&letto.dati);
}

/// A workbook of one sheet, with some of its parts replaced.
fn xlsx(nuove: &[(&str, &[u8])]) -> Vec<u8> {
    const PARTI: [(&str, &str); 6] = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Foglio" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c></row></sheetData></worksheet>"#,
        ),
        (
            "xl/sharedStrings.xml",
            r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Indicatore</t></si></sst>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>"#,
        ),
    ];
    let parti = PARTI.map(|(nome, parte)| {
        let nuova = nuove
            .iter()
            .find(|(che, _)| *che == nome)
            .map(|(_, nuova)| *nuova);
        (nome, nuova.unwrap_or(parte.as_bytes()))
    });
    archivio(&parti)
}

fn ods(contenuto: &[u8]) -> Vec<u8> {
    archivio(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            br#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#,
        ),
        ("content.xml", contenuto),
    ])
}

fn archivio(parti: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archivio = ZipWriter::new(Cursor::new(Vec::new()));
    for (nome, contenuto) in parti {
        archivio
            .start_file(*nome, SimpleFileOptions::default())
            .expect("in memory");
        archivio.write_all(contenuto).expect("in memory");
    }
    archivio.finish().expect("in memory").into_inner()
}
