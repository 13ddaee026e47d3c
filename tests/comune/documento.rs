//! Small text documents from the lines of a test.
//!
//! `# NAME` is a heading, `## NAME` one below it, `TITLE: NAME` the document's title, `CAPTION:
//! NAME` a caption, a line that begins with `|` a row of a table, any other line a paragraph. In a
//! row `|` stands between cells, `<3> x` covers three columns, `^` goes on from the cell above, `x ¶
//! y` are two paragraphs and `~~x~~` is struck through. A blank line ends a table.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A piece of a document.
enum Pezzo<'a> {
    Capoverso(&'static str, &'a str),
    Tabella(Vec<Vec<Cella<'a>>>),
}

struct Cella<'a> {
    testo: &'a str,
    larga: usize,
    continua: bool,
    /// Rows that it covers.
    alta: usize,
}

const TITOLO: &str = "Title";
const INTESTAZIONE: &str = "Heading1";
const SOTTO: &str = "Heading2";
const DIDASCALIA: &str = "Caption";
const TESTO: &str = "Normal";

/// The same lines as a `.docx`.
pub fn docx(righe: &str) -> Vec<u8> {
    let corpo: String = pezzi(righe).iter().map(pezzo_docx).collect();
    let stili: String = [
        (TITOLO, "Title", ""),
        (INTESTAZIONE, "heading 1", r#"<w:pPr><w:outlineLvl w:val="0"/></w:pPr>"#),
        (SOTTO, "heading 2", ""),
        (DIDASCALIA, "caption", ""),
        (TESTO, "Normal", ""),
    ]
    .map(|(id, nome, altro)| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{nome}"/>{altro}</w:style>"#
        )
    })
    .concat();
    let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    archivio(&[
        (
            "word/document.xml",
            format!(r#"<w:document xmlns:w="{w}"><w:body>{corpo}</w:body></w:document>"#),
        ),
        (
            "word/styles.xml",
            format!(r#"<w:styles xmlns:w="{w}">{stili}</w:styles>"#),
        ),
    ])
}

/// The same lines as a `.odt`.
pub fn odt(righe: &str) -> Vec<u8> {
    let corpo: String = pezzi(righe).iter().map(pezzo_odt).collect();
    let barrato = r#"<style:style style:name="B" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>"#;
    let contenuto = format!(
        r#"<office:document-content xmlns:office="o" xmlns:style="s" xmlns:table="t" xmlns:text="x"><office:automatic-styles>{barrato}</office:automatic-styles><office:body><office:text>{corpo}</office:text></office:body></office:document-content>"#
    );
    archivio(&[("content.xml", contenuto)])
}

/// A zipped file of these parts.
pub fn archivio(parti: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (nome, contenuto) in parti {
        zip.start_file(*nome, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(contenuto.as_bytes()).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn pezzi(righe: &str) -> Vec<Pezzo<'_>> {
    let mut pezzi: Vec<Pezzo<'_>> = Vec::new();
    let mut in_tabella = false;
    for riga in righe.lines() {
        let prima = in_tabella;
        in_tabella = riga.starts_with('|');
        if in_tabella {
            let celle = riga.trim_matches('|').split('|').map(cella).collect();
            match pezzi.last_mut() {
                Some(Pezzo::Tabella(righe)) if prima => righe.push(celle),
                _ => pezzi.push(Pezzo::Tabella(vec![celle])),
            }
        } else if !riga.trim().is_empty() {
            pezzi.push(capoverso(riga));
        }
    }
    pezzi.iter_mut().for_each(altezze);
    pezzi
}

fn capoverso(riga: &str) -> Pezzo<'_> {
    [
        ("TITLE: ", TITOLO),
        ("# ", INTESTAZIONE),
        ("## ", SOTTO),
        ("CAPTION: ", DIDASCALIA),
    ]
    .into_iter()
    .find_map(|(segno, stile)| Some(Pezzo::Capoverso(stile, riga.strip_prefix(segno)?)))
    .unwrap_or(Pezzo::Capoverso(TESTO, riga))
}

fn cella(scritta: &str) -> Cella<'_> {
    let scritta = scritta.trim();
    let larga = scritta.strip_prefix('<').and_then(|resto| {
        let (quante, testo) = resto.split_once('>')?;
        Some((quante.parse().ok()?, testo.trim()))
    });
    let (larga, testo) = larga.unwrap_or((1, scritta));
    Cella {
        testo,
        larga,
        continua: testo == "^",
        alta: 1,
    }
}

/// Counts the rows that go on from each cell.
fn altezze(pezzo: &mut Pezzo<'_>) {
    let Pezzo::Tabella(righe) = pezzo else {
        return;
    };
    let continua = |riga: &[Cella<'_>], colonna: usize| {
        let mut prima = 0;
        riga.iter().any(|cella| {
            let qui = prima == colonna;
            prima += cella.larga;
            qui && cella.continua
        })
    };
    for riga in (0..righe.len()).rev() {
        let mut colonna = 0;
        for n in 0..righe[riga].len() {
            let sotto = &righe[riga + 1..];
            let alta = sotto
                .iter()
                .take_while(|altra| continua(altra, colonna))
                .count();
            let cella = &mut righe[riga][n];
            cella.alta += alta;
            colonna += cella.larga;
        }
    }
}

fn protetto(testo: &str) -> String {
    testo.replace('&', "&amp;").replace('<', "&lt;")
}

/// Each run of a paragraph, and whether it is struck through.
fn tratti(testo: &str) -> impl Iterator<Item = (bool, String)> {
    let tratti = testo.split("~~").enumerate();
    tratti.map(|(n, tratto)| (n % 2 == 1, protetto(tratto)))
}

fn pezzo_docx(pezzo: &Pezzo<'_>) -> String {
    match pezzo {
        Pezzo::Capoverso(stile, testo) => capoverso_docx(stile, testo),
        Pezzo::Tabella(righe) => {
            let larga: usize = righe[0].iter().map(|cella| cella.larga).sum();
            let griglia = "<w:gridCol/>".repeat(larga);
            let righe: String = righe
                .iter()
                .map(|riga| {
                    let celle: String = riga.iter().map(cella_docx).collect();
                    format!("<w:tr>{celle}</w:tr>")
                })
                .collect();
            format!("<w:tbl><w:tblGrid>{griglia}</w:tblGrid>{righe}</w:tbl><w:p/>")
        }
    }
}

fn capoverso_docx(stile: &str, testo: &str) -> String {
    let tratti: String = tratti(testo)
        .map(|(barrato, testo)| {
            let barra = if barrato {
                "<w:rPr><w:strike/></w:rPr>"
            } else {
                ""
            };
            format!(r#"<w:r>{barra}<w:t xml:space="preserve">{testo}</w:t></w:r>"#)
        })
        .collect();
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{stile}"/></w:pPr>{tratti}</w:p>"#)
}

fn cella_docx(cella: &Cella<'_>) -> String {
    let unione = match (cella.continua, cella.alta) {
        (true, _) => "<w:vMerge/>",
        (false, 1) => "",
        (false, _) => r#"<w:vMerge w:val="restart"/>"#,
    };
    let larga = cella.larga;
    let testo = if cella.continua { "" } else { cella.testo };
    let righe: String = testo
        .split(" ¶ ")
        .map(|testo| capoverso_docx(TESTO, testo))
        .collect();
    format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="{larga}"/>{unione}</w:tcPr>{righe}</w:tc>"#)
}

fn pezzo_odt(pezzo: &Pezzo<'_>) -> String {
    match pezzo {
        Pezzo::Capoverso(stile @ (INTESTAZIONE | SOTTO), testo) => {
            let (testo, livello) = (tratti_odt(testo), if *stile == SOTTO { 2 } else { 1 });
            format!(r#"<text:h text:outline-level="{livello}">{testo}</text:h>"#)
        }
        Pezzo::Capoverso(stile, testo) => {
            let testo = tratti_odt(testo);
            format!(r#"<text:p text:style-name="{stile}">{testo}</text:p>"#)
        }
        Pezzo::Tabella(righe) => {
            let larga: usize = righe[0].iter().map(|cella| cella.larga).sum();
            let righe: String = righe
                .iter()
                .map(|riga| {
                    let celle: String = riga.iter().map(cella_odt).collect();
                    format!("<table:table-row>{celle}</table:table-row>")
                })
                .collect();
            format!(
                r#"<table:table><table:table-column table:number-columns-repeated="{larga}"/>{righe}</table:table>"#
            )
        }
    }
}

fn tratti_odt(testo: &str) -> String {
    tratti(testo)
        .map(|(barrato, testo)| match barrato {
            true => format!(r#"<text:span text:style-name="B">{testo}</text:span>"#),
            false => testo,
        })
        .collect()
}

fn cella_odt(cella: &Cella<'_>) -> String {
    let coperte = "<table:covered-table-cell/>".repeat(cella.larga - 1);
    if cella.continua {
        return format!("<table:covered-table-cell/>{coperte}");
    }
    let (larga, alta) = (cella.larga, cella.alta);
    let righe: String = cella
        .testo
        .split(" ¶ ")
        .map(|testo| format!("<text:p>{}</text:p>", tratti_odt(testo)))
        .collect();
    format!(
        r#"<table:table-cell table:number-columns-spanned="{larga}" table:number-rows-spanned="{alta}">{righe}</table:table-cell>{coperte}"#
    )
}
