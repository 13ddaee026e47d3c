//! `tabelle.ods`: the tables of the open data as one workbook, a sheet each.
//!
//! Written here and not with a library: the one that makes `.ods` keeps its styles in hash maps, so
//! that the same tables give other bytes each time. OpenDocument rather than `.xlsx`, because the
//! law asks for open formats (CAD art. 68). A cell is a value or a string, never a formula, so
//! nothing has to be neutralised.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::model::nome::libero;

use super::forma::riuscita;
use super::tabella::{Tabella, TipoColonna};

/// Its name in a folder.
pub(super) const FILE: &str = "tabelle.ods";
const TIPO: &str = "application/vnd.oasis.opendocument.spreadsheet";
const SPAZI: &str = concat!(
    r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" "#,
    r#"xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" "#,
    r#"xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" "#,
    r#"xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" "#,
    r#"xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" "#,
    r#"xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" "#,
    r#"xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3""#,
);
/// Longest name that spreadsheet programs accept for a sheet.
const NOME: usize = 31;

/// The workbook. `titolo` and `data` (year-month-day) are its only metadata: the time of making is
/// not in it.
pub(super) fn cartella(tabelle: &[Tabella], titolo: &str, data: &str) -> Vec<u8> {
    let parti = [
        ("META-INF/manifest.xml", manifesto()),
        ("meta.xml", metadati(titolo, data)),
        (
            "styles.xml",
            format!("{}<office:document-styles {SPAZI}/>", dichiarazione()),
        ),
        ("content.xml", contenuto(tabelle)),
    ];
    riuscita("ODS", comprimi(&parti))
}

/// The first entry is the type, not compressed, as OpenDocument wants it; all entries have the
/// zip's own first date.
fn comprimi(parti: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archivio = ZipWriter::new(Cursor::new(Vec::new()));
    let opzioni = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    archivio.start_file(
        "mimetype",
        opzioni.compression_method(CompressionMethod::Stored),
    )?;
    archivio.write_all(TIPO.as_bytes())?;
    for (nome, testo) in parti {
        archivio.start_file(
            *nome,
            opzioni.compression_method(CompressionMethod::Deflated),
        )?;
        archivio.write_all(testo.as_bytes())?;
    }
    Ok(archivio.finish()?.into_inner())
}

fn dichiarazione() -> &'static str {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
}

fn manifesto() -> String {
    let voci = [
        ("/", TIPO),
        ("content.xml", "text/xml"),
        ("styles.xml", "text/xml"),
        ("meta.xml", "text/xml"),
    ];
    let voci = voci.map(|(percorso, tipo)| {
        format!(
            r#"<manifest:file-entry manifest:full-path="{percorso}" manifest:media-type="{tipo}"/>"#
        )
    });
    format!(
        r#"{}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">{}</manifest:manifest>"#,
        dichiarazione(),
        voci.concat()
    )
}

fn metadati(titolo: &str, data: &str) -> String {
    format!(
        "{}<office:document-meta {SPAZI}><office:meta><dc:title>{}</dc:title><dc:date>{data}T00:00:00</dc:date>\
         <dc:language>it-IT</dc:language></office:meta></office:document-meta>",
        dichiarazione(),
        escape(titolo)
    )
}

fn contenuto(tabelle: &[Tabella]) -> String {
    let mut usati = BTreeSet::new();
    let fogli: String = tabelle
        .iter()
        .map(|tabella| foglio(tabella, &mut usati))
        .collect();
    format!(
        "{}<office:document-content {SPAZI}><office:automatic-styles>\
         <style:style style:name=\"testa\" style:family=\"table-cell\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{fogli}</office:spreadsheet></office:body>\
         </office:document-content>",
        dichiarazione()
    )
}

fn foglio(tabella: &Tabella, usati: &mut BTreeSet<String>) -> String {
    // Room for the number that makes a cut name unique.
    let corto: String = tabella.nome.chars().take(NOME - 3).collect();
    let mut righe = String::from("<table:table-header-rows><table:table-row>");
    for colonna in &tabella.colonne {
        righe.push_str(&stringa(&colonna.nome, r#" table:style-name="testa""#));
    }
    righe.push_str("</table:table-row></table:table-header-rows>");
    for riga in &tabella.righe {
        righe.push_str("<table:table-row>");
        for (cella, colonna) in riga.iter().zip(&tabella.colonne) {
            righe.push_str(&valore(cella, colonna.tipo));
        }
        righe.push_str("</table:table-row>");
    }
    format!(
        r#"<table:table table:name="{}"><table:table-column table:number-columns-repeated="{}"/>{righe}</table:table>"#,
        escape(libero(&corto, usati)),
        tabella.colonne.len()
    )
}

fn valore(cella: &str, tipo: TipoColonna) -> String {
    match tipo {
        _ if cella.is_empty() => "<table:table-cell/>".to_owned(),
        TipoColonna::Intero | TipoColonna::Decimale => {
            let cella = escape(cella);
            let mostrato = cella.replace('.', ",");
            format!(
                r#"<table:table-cell office:value-type="float" office:value="{cella}"><text:p>{mostrato}</text:p></table:table-cell>"#
            )
        }
        TipoColonna::Data => {
            let cella = escape(cella);
            format!(
                r#"<table:table-cell office:value-type="date" office:date-value="{cella}"><text:p>{cella}</text:p></table:table-cell>"#
            )
        }
        _ => stringa(cella, ""),
    }
}

fn stringa(testo: &str, attributi: &str) -> String {
    // XML has no place for control characters, however they are written.
    let pulito: String = testo
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!(
        r#"<table:table-cell office:value-type="string"{attributi}><text:p>{}</text:p></table:table-cell>"#,
        escape(pulito.as_str())
    )
}
