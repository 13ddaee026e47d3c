//! Hostile workbooks: each ends in a clear Italian error or in correct text, soon and with little
//! memory; the command never panics and never aborts.

use std::fs;
use std::io::{Cursor, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::comune::{Ciclo, testo};
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TEMPO: Duration = Duration::from_secs(5);
const MEMORIA_KB: u64 = 500 * 1024;

/// What the command came to.
struct Esito {
    codice: Option<i32>,
    detto: String,
}

/// Runs a command on a cycle, watching its time and memory.
fn sorveglia(ciclo: &Ciclo, argomenti: &[&str]) -> Esito {
    let errori = ciclo.dati().join("../stderr");
    let inizio = Instant::now();
    let mut figlio = Command::new(env!("CARGO_BIN_EXE_ciclo"))
        .args(argomenti)
        .arg("--dati")
        .arg(ciclo.dati())
        .current_dir(ciclo.dati().join(".."))
        .stdout(Stdio::null())
        .stderr(fs::File::create(&errori).expect("a file"))
        .spawn()
        .expect("the command starts");
    let mut picco = 0;
    let codice = loop {
        if let Some(stato) = figlio.try_wait().expect("a child") {
            break stato.code();
        }
        picco = picco.max(memoria(figlio.id()).unwrap_or(0));
        assert!(inizio.elapsed() < TEMPO * 4, "still running");
        std::thread::sleep(Duration::from_millis(2));
    };
    // On one line: where the message wraps is not the matter here.
    let detto = fs::read_to_string(errori)
        .expect("text")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(inizio.elapsed() < TEMPO, "{:?}", inizio.elapsed());
    assert!(picco < MEMORIA_KB, "{picco} kB");
    assert!(!detto.contains("panicked"), "{detto}");
    Esito { codice, detto }
}

/// The most memory that a process had, where the system tells it.
fn memoria(id: u32) -> Option<u64> {
    let stato = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    stato
        .lines()
        .find_map(|riga| riga.strip_prefix("VmHWM:"))?
        .split_whitespace()
        .next()?
        .parse()
        .ok()
}

/// The small cycle with its service's sheet in a hostile file.
fn con(file: &str, byte: impl AsRef<[u8]>) -> Ciclo {
    let ciclo = Ciclo::base("minimo");
    ciclo
        .togli("servizi/promozione.csv")
        .scrivi(&format!("servizi/{file}"), byte);
    ciclo
}

/// The document is refused, and the message names the file and holds these words.
fn rifiutato(file: &str, byte: impl AsRef<[u8]>, parole: &[&str]) {
    let esito = sorveglia(&con(file, byte), &["genera", "piano"]);
    assert_eq!(esito.codice, Some(1), "{}", esito.detto);
    for parola in [&[file][..], parole].concat() {
        assert!(
            esito.detto.contains(parola),
            "«{parola}» is not in: {}",
            esito.detto
        );
    }
}

fn archivio(parti: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let opzioni = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (nome, contenuto) in parti {
        zip.start_file(nome, opzioni).expect("a part");
        zip.write_all(&contenuto).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A bare `.xlsx` whose only sheet has this XML.
fn xlsx(foglio: &str) -> Vec<u8> {
    let parti = [
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Dati" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", foglio),
    ];
    archivio(parti.map(|(nome, contenuto)| (nome.to_owned(), contenuto.as_bytes().to_vec())))
}

fn foglio(celle: &str) -> String {
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{celle}</sheetData></worksheet>"#
    )
}

fn testuale(indirizzo: &str, testo: &str) -> String {
    format!(r#"<c r="{indirizzo}" t="inlineStr"><is><t>{testo}</t></is></c>"#)
}

/// A plain service's sheet with one indicator, in bytes that a test may spoil.
fn buono() -> Vec<u8> {
    let mut cartella = Workbook::new();
    let foglio = cartella.add_worksheet();
    let righe: [&[&str]; 3] = [
        &["Azione", "Indicatore", "Risultato Atteso 2022", "Fonte"],
        &["1.1 Territorio"],
        &["Fare", "Eventi", "3", "x"],
    ];
    for (riga, celle) in (0..).zip(righe) {
        for (colonna, testo) in (0..).zip(celle) {
            foglio.write(riga, colonna, *testo).expect("written");
        }
    }
    cartella.save_to_buffer().expect("a workbook")
}

#[test]
fn files_that_are_no_workbooks() {
    let buono = buono();
    rifiutato(
        "a.xlsx",
        &buono[..buono.len() / 2],
        &["file-illeggibile", "non si legge"],
    );
    rifiutato("b.xlsx", &buono[..20], &["file-illeggibile"]);
    rifiutato("c.xlsx", "", &["file-illeggibile"]);
    let caso: Vec<u8> = (0..50_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    rifiutato("d.xlsx", &caso, &["file-illeggibile"]);
    rifiutato("e.ods", &caso, &["file-illeggibile"]);
    rifiutato(
        "f.xlsx",
        "<html><table><tr><td>Indicatore</td></tr></table></html>",
        &["non è davvero un .xlsx"],
    );
    rifiutato("g.xlsx", "%PDF-1.7 …", &["non è davvero un .xlsx"]);
    rifiutato(
        "h.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        &["formato-non-ammesso", ".xls", "salvalo come .xlsx"],
    );
    rifiutato(
        "i.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 EncryptedPackage",
        &["password"],
    );
    let rinominato = [
        &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..],
        b"W\0o\0r\0k\0b\0o\0o\0k\0",
    ]
    .concat();
    rifiutato(
        "i.xlsx",
        rinominato,
        &["non è davvero un .xlsx", "salvalo come .xlsx"],
    );
    rifiutato("l.csv", &buono, &["file-illeggibile"]);
    rifiutato("m.xlsb", &buono, &["formato-non-ammesso"]);
}

#[test]
fn parts_that_are_missing() {
    rifiutato(
        "a.xlsx",
        archivio([("ciao.txt".to_owned(), b"ciao".to_vec())]),
        &["file-illeggibile"],
    );
    rifiutato(
        "b.ods",
        archivio([(
            "mimetype".to_owned(),
            b"application/vnd.oasis.opendocument.spreadsheet".to_vec(),
        )]),
        &["file-illeggibile"],
    );
    let senza_foglio = archivio([
        (
            "xl/workbook.xml".to_owned(),
            br#"<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#
                .to_vec(),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            br#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#
                .to_vec(),
        ),
    ]);
    let esito = sorveglia(&con("c.xlsx", senza_foglio), &["genera", "piano"]);
    assert_eq!(esito.codice, Some(1), "{}", esito.detto);
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let zeri = vec![b' '; 220 << 20];
    rifiutato(
        "bomba.xlsx",
        archivio([("xl/worksheets/sheet1.xml".to_owned(), zeri.clone())]),
        &["supera 64 MB"],
    );
    rifiutato(
        "bomba.ods",
        archivio([("content.xml".to_owned(), zeri)]),
        &["supera 64 MB"],
    );
    rifiutato(
        "parti.xlsx",
        archivio((0..100_000).map(|n| (format!("p{n}"), Vec::new()))),
        &["più di 2000 parti"],
    );
    rifiutato("grande.csv", vec![b'a'; 40 << 20], &["supera 32 MB"]);
}

#[test]
fn a_bomb_whose_sizes_lie_is_refused_too() {
    let mut byte = archivio([("xl/worksheets/sheet1.xml".to_owned(), vec![b' '; 220 << 20])]);
    // The uncompressed size, wherever it is declared, says 100 bytes.
    let vera = (220_u32 << 20).to_le_bytes();
    let mut trovate = 0;
    for posto in 0..byte.len() - 4 {
        if byte[posto..posto + 4] == vera {
            byte[posto..posto + 4].copy_from_slice(&100_u32.to_le_bytes());
            trovate += 1;
        }
    }
    assert!(trovate > 0, "the size is declared somewhere");
    let esito = sorveglia(&con("bugiarda.xlsx", byte), &["genera", "piano"]);
    assert_eq!(esito.codice, Some(1), "{}", esito.detto);
}

#[test]
fn far_cells_and_endless_sheets() {
    let lontana = foglio(&format!(
        r#"<row r="1">{}</row><row r="1048576">{}</row>"#,
        testuale("A1", "Indicatore"),
        testuale("XFD1048576", "qui")
    ));
    rifiutato("lontana.xlsx", xlsx(&lontana), &["XFD1048576"]);
    let righe: String = (1..=300_000)
        .map(|n| format!(r#"<row r="{n}"><c r="A{n}"><v>1</v></c></row>"#))
        .collect();
    rifiutato("righe.xlsx", xlsx(&foglio(&righe)), &["A100001"]);
    rifiutato("righe.csv", "a\n".repeat(1_000_000), &["A100001"]);
    let celle = "a;b;c\n".repeat(100_000);
    rifiutato("celle.csv", celle, &["le celle piene sono più di 100000"]);
    let ods = |righe: &str| {
        let contenuto = format!(
            r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="A">{righe}</table:table></office:spreadsheet></office:body></office:document-content>"#
        );
        archivio([("content.xml".to_owned(), contenuto.into_bytes())])
    };
    let ripetute = r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell table:number-columns-repeated="4000000000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#;
    rifiutato("ripetute.ods", ods(ripetute), &["file-illeggibile"]);
}

/// An error that the library which opens workbooks does not know is one in its cell.
#[test]
fn errors_of_any_spelling_stay_in_their_cell() {
    let testi = |celle: &[(&str, &str)]| -> String {
        celle
            .iter()
            .map(|(dove, che)| testuale(dove, che))
            .collect()
    };
    let errore = |dove: &str, che: &str| format!(r#"<c r="{dove}" t="e"><v>{che}</v></c>"#);
    let testa = [
        ("A1", "Indicatore"),
        ("B1", "Risultato Atteso 2022"),
        ("C1", "Fonte"),
    ];
    let righe = [
        testi(&testa),
        testi(&[("A2", "1.1 Territorio")]),
        format!(
            "{}{}{}",
            testi(&[("A3", "N. di eventi")]),
            errore("B3", "#SPILL!"),
            errore("C3", "#N/A")
        ),
        format!(
            "{}{}{}",
            testi(&[("A4", "N. di corsi")]),
            errore("B4", "#CALC!"),
            testi(&[("C4", "x")])
        ),
    ];
    let righe: String = (1..)
        .zip(&righe)
        .map(|(n, celle)| format!(r#"<row r="{n}">{celle}</row>"#))
        .collect();
    let ciclo = con("errori.xlsx", xlsx(&foglio(&righe)));
    let detto = testo(&ciclo.esegui(&["verifica"]).stdout);
    for (cella, errore) in [("B3", "#SPILL!"), ("C3", "#N/A"), ("B4", "#CALC!")] {
        let atteso = format!("la cella contiene l'errore {errore}");
        assert!(detto.contains(cella) && detto.contains(&atteso), "{detto}");
    }
    assert!(!detto.contains("file-illeggibile"), "{detto}");
}

#[test]
fn entities_do_not_expand() {
    let dtd = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"#;
    let con_entita = format!(
        "{dtd}{}",
        foglio(&format!(r#"<row r="1">{}</row>"#, testuale("A1", "&c;")))
    );
    let esito = sorveglia(&con("entita.xlsx", xlsx(&con_entita)), &["genera", "piano"]);
    assert_eq!(esito.codice, Some(1), "{}", esito.detto);
    let contenuto = format!(
        r#"{dtd}<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="A"><table:table-row><table:table-cell office:value-type="string"><text:p>&c;</text:p></table:table-cell></table:table-row></table:table></office:document-content>"#
    );
    rifiutato(
        "entita.ods",
        archivio([("content.xml".to_owned(), contenuto.into_bytes())]),
        &["file-illeggibile"],
    );
}

/// A `.docx` with this body.
fn docx(corpo: &str) -> Vec<u8> {
    let documento = format!(r#"<w:document xmlns:w="w"><w:body>{corpo}</w:body></w:document>"#);
    archivio([("word/document.xml".to_owned(), documento.into_bytes())])
}

/// A `.odt` with this body.
fn odt(corpo: &str) -> Vec<u8> {
    let documento = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:text>{corpo}</office:text></office:body></office:document-content>"#
    );
    archivio([("content.xml".to_owned(), documento.into_bytes())])
}

#[test]
fn documents_that_expand_or_end_too_soon() {
    let cella = |testo: &str| format!("<w:tc><w:p><w:r><w:t>{testo}</w:t></w:r></w:p></w:tc>");
    let tabelle = |apre: &str, chiude: &str| apre.repeat(50_000) + &chiude.repeat(50_000);
    rifiutato(
        "dentro.docx",
        docx(&tabelle("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")),
        &["una dentro l'altra"],
    );
    rifiutato(
        "dentro.odt",
        odt(&tabelle(
            "<table:table><table:table-row><table:table-cell>",
            "</table:table-cell></table:table-row></table:table>",
        )),
        &["una dentro l'altra"],
    );
    let lunga = "a".repeat(20_000_000);
    let lunga = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cella(&lunga));
    rifiutato("lunga.docx", docx(&lunga), &["supera 10000 caratteri"]);
    let larga = format!(
        r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr></w:tc>{}</w:tr></w:tbl>"#,
        cella("x")
    );
    rifiutato("larga.docx", docx(&larga), &["troppo grande"]);
    let ripetuta = r#"<table:table><table:table-row><table:table-cell table:number-columns-repeated="4000000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    rifiutato("ripetuta.odt", odt(ripetuta), &["troppo grande"]);
    let mezza = format!("<w:document><w:body><w:tbl><w:tr>{}", cella("Indicatore"));
    let mezza = archivio([("word/document.xml".to_owned(), mezza.into_bytes())]);
    rifiutato("mezza.docx", mezza, &["file-illeggibile"]);
    let dtd = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>"#;
    let entita = format!("{dtd}<w:document><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>");
    let entita = archivio([("word/document.xml".to_owned(), entita.into_bytes())]);
    rifiutato("entita.docx", entita, &["file-illeggibile"]);
    let bomba = archivio([("word/document.xml".to_owned(), vec![b' '; 220 << 20])]);
    rifiutato("bomba.docx", bomba, &["supera 64 MB"]);
}

/// A service's sheet with this text as azione, name, target and source of its one indicator.
fn con_testo(testo: &str) -> Ciclo {
    let ciclo = Ciclo::base("minimo");
    let campo = format!("\"{}\"", testo.replace('"', "\"\""));
    let foglio = format!(
        "SERVIZIO\n\"CRESCITA\"\nAzione;Indicatore;Risultato Atteso 2021;Risultato Consuntivo 2021;Risultato Atteso 2022;Fonte del dato;Note\n1.1 Territorio\n{campo};N. {campo};{campo};5;{campo};{campo};{campo}\n"
    );
    // `N. "…"` is no quoted field: the quotes would be literal.
    let foglio = foglio.replace(
        &format!("N. {campo}"),
        &format!("\"N. {}\"", testo.replace('"', "\"\"")),
    );
    ciclo.scrivi("servizi/promozione.csv", foglio);
    ciclo
}

#[test]
fn text_of_every_kind_is_printed_or_refused_never_run() {
    let lunga = "a".repeat(5_000);
    let casi = [
        "#import \"x.typ\": * #panic() $x$ @ref <lab> \\ _a_ *b* `c` // d",
        "{{ ente.nome }} {% for x in y %} {# z #}",
        "<script>alert(1)</script> &amp; <b>x</b>",
        "=HYPERLINK(\"http://x\",\"y\")",
        "@SUM(A1)\t|cmd",
        "\u{1}\u{2}\u{7f}\u{9b}controllo",
        "\u{e000}tabella\u{e001} \u{f8ff} privato",
        "emoji 🚀👩‍👩‍👧",
        "עברית العربية",
        "漢字 かな ñ ŝ ∮",
        "zero\u{200b}width\u{feff}\u{202e}rovesciato",
        "../../etc/passwd C:\\x\\y",
        lunga.as_str(),
    ];
    for testo_ostile in casi {
        let ciclo = con_testo(testo_ostile);
        let esito = sorveglia(&ciclo, &["genera", "piano", "--uscita", "uscita"]);
        assert!(
            matches!(esito.codice, Some(0 | 1)),
            "{testo_ostile:?}: {:?} {}",
            esito.codice,
            esito.detto
        );
        let modello = ciclo.modello();
        let riga = &modello["cruscotti"]
            .as_array()
            .expect("cruscotti")
            .iter()
            .find(|c| c["id"] == "promozione")
            .expect("the service")["righe"][0];
        let atteso = ciclo::model::nome::su_una_riga(testo_ostile);
        assert_eq!(riga["azione"].as_str(), Some(atteso.as_str()));
    }
}

/// What each language would take for its own: Typst, Markdown, Jinja, HTML, formulas, paths.
const VELENO: &str = r##"#panic("x") $x$ @y [k](#eval) {{ 7 * 7 }} {% include 'a' %} <b onload="alert(1)">k</b> =1+1 ../z"##;

/// A cycle with that in every field that takes words.
fn avvelenato() -> Ciclo {
    let ciclo = Ciclo::base("minimo");
    let toml = r#"
        prospettive = [{ nome = V, obiettivi = [{ codice = "1.1", nome = V, missione = "M1", ambiti = ["a"] }] }]
        missioni = [{ codice = "M1", nome = V }]
        [ente]
        nome = V
        nome-ufficiale = V
        codice-ipa = "prova"
        [ciclo]
        anno = 2022
        [documenti]
        piano = { titolo = V, data = 2022-01-27, delibera = V }
        relazione = { titolo = V, data = 2022-06-28, delibera = V }
        [[cruscotti]]
        id = "promozione"
        nome = V
        tipo = "servizio"
        responsabile = V
        [organizzazione]
        organi = [{ nome = V, funzione = V, compito = V }]
        attivita = [{ nome = V, servizi = [V] }]
        organigramma = { nome = V, responsabile = V, unita = [{ nome = V, responsabile = V, staff = true }] }
        [quadri.quadro]
        titolo = V
        fonte = V
        nota = V
        [[grafici]]
        id = "serie"
        titolo = V
        tipo = "barre-orizzontali"
        unita = V
        fonte = V
        [valutazione]
        fasce = [{ nome = V, da = 0, a = 100 }]
        "#;
    let cella = format!("\"{}\"", VELENO.replace('"', "\"\""));
    let csv = |righe: &str| righe.replace('V', &cella);
    for doppio in [
        "cruscotti/strategico.csv",
        "testi/piano/10-presentazione.md",
    ] {
        ciclo.togli(doppio);
    }
    ciclo.scrivi(
        "ciclo.toml",
        toml.replace(" V", &format!(" '''{VELENO}'''"))
            .replace("[V]", &format!("['''{VELENO}''']")),
    );
    ciclo.scrivi(
        "servizi/promozione.csv",
        csv("V\nV\nAzione;Indicatore;Risultato Atteso 2021;Risultato Consuntivo 2021;Risultato Atteso 2022;Fonte del dato;Note;Grado;Motivazione\n1.1;;;;;;;;\nV;V;V;V;V;V;V;50;V\n"),
    );
    ciclo.scrivi("quadri/quadro.csv", csv("V;V;\n;Uno;V\nV;1;2\nV;V;V\n"));
    // A row of a series that begins with `#` is a comment.
    ciclo.scrivi("serie/serie.csv", csv("V;V\nV;3\n").replace("\"#", "\". #"));
    ciclo.scrivi(
        "progetti/progetto.csv",
        csv("Progetto;V\nResponsabile;V\nObiettivo;1.1\nDescrizione;V\n\nAnno;Attività;Responsabile;Inizio;Fine;Peso;Target;Risultato;Note\n2022;V;V;01/02/2022;31/12/2022;100;100%;;V\n"),
    );
    let inserti = "# Uno\n\n{{ tabella(\"quadro\") }}\n\n{{ grafico(\"serie\") }}\n\n{{ cruscotto(\"promozione\") }}\n\n\
                   {{ schede() }}\n\n{{ ente.nome }}\n\n";
    let figure = ["organi", "attivita", "organigramma", "mappa-strategica"];
    let figure: String = figure
        .iter()
        .map(|id| format!("{{{{ figura(\"{id}\") }}}}\n\n"))
        .collect();
    ciclo.scrivi("testi/piano/10-uno.md", format!("{inserti}{figure}"));
    ciclo.scrivi(
        "testi/relazione/10-uno.md",
        format!("{inserti}{{{{ quadro_sinottico() }}}}\n\n{{{{ rendiconti(\"servizio\") }}}}\n"),
    );
    ciclo
}

#[test]
fn words_stay_words_in_every_field() {
    let ciclo = avvelenato();
    let genera = sorveglia(&ciclo, &["genera", "--uscita", "uscita"]);
    assert_eq!(genera.codice, Some(0), "{}", genera.detto);
    let modello = ciclo.modello().to_string();
    let intatti = modello
        .matches(&serde_json::to_string(VELENO).expect("JSON"))
        .count();
    assert!(
        intatti > 30,
        "only {intatti} fields reached the model as they were written"
    );
    let verifica = testo(&ciclo.esegui(&["verifica", "--formato", "html"]).stdout);
    let confronto = ciclo.uscita().join("confronto.html");
    let prima = Ciclo::base("minimo");
    let [vecchio, nuovo, dove] =
        [&prima.dati(), &ciclo.dati(), &confronto].map(|p| p.display().to_string());
    let uscita = crate::comune::ciclo(&[
        "confronta",
        &vecchio,
        &nuovo,
        "--formato",
        "html",
        "-o",
        &dove,
    ]);
    assert_eq!(uscita.status.code(), Some(1), "{}", testo(&uscita.stderr));
    for pagina in [verifica, fs::read_to_string(confronto).expect("the page")] {
        assert!(
            pagina.contains("</html>") && pagina.contains("#panic"),
            "{pagina:.400}"
        );
        assert!(!pagina.contains("<b onload"), "a tag got through");
    }
}

#[test]
fn text_beyond_measure_is_refused_with_its_cell() {
    let ciclo = con_testo(&"parola ".repeat(5_000));
    let esito = sorveglia(&ciclo, &["genera", "piano"]);
    assert_eq!(esito.codice, Some(1));
    assert!(
        esito.detto.contains("A5") && esito.detto.contains("10000 caratteri"),
        "{}",
        esito.detto
    );
}

#[test]
fn placeholders_cannot_loop_or_reach_out() {
    for capitolo in [
        "# A\n\n{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}",
        "# A\n\n{% include \"ciclo.toml\" %}",
        "# A\n\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "# A\n\n{{ ente.__class__ }}",
        "# A\n\n[x](file:///etc/passwd) ![y](/etc/passwd)",
        &format!("# A\n\n{}", "> ".repeat(5_000)),
        &format!("# A\n\n{}", "*a ".repeat(20_000)),
    ] {
        let ciclo = Ciclo::base("minimo");
        ciclo.scrivi("testi/piano/10-presentazione.md", capitolo);
        let esito = sorveglia(&ciclo, &["genera", "piano"]);
        assert!(
            matches!(esito.codice, Some(0 | 1)),
            "{:.60}: {:?} {}",
            capitolo,
            esito.codice,
            esito.detto
        );
    }
}

#[test]
fn settings_of_any_kind() {
    for toml in [
        "a = ".repeat(20_000),
        format!("x = {}{}", "[".repeat(50_000), "]".repeat(50_000)),
        "[ente]\nnome = \"x\"\n[ciclo]\nanno = 99999".to_owned(),
        "[ente]\nnome = \"x\"\n[ciclo]\nanno = 32767\n[[prospettive]]\nnome=\"a\"".to_owned(),
        "\u{0}".to_owned(),
        "[ente]\nnome = \"x\"\n[ciclo]\nanno = -5\n".to_owned(),
    ] {
        let ciclo = Ciclo::base("minimo");
        ciclo.scrivi("ciclo.toml", &toml);
        let esito = sorveglia(&ciclo, &["genera", "piano"]);
        assert!(
            matches!(esito.codice, Some(1 | 2)),
            "{:.60}: {:?} {}",
            toml,
            esito.codice,
            testo(esito.detto.as_bytes())
        );
        assert!(!esito.detto.trim().is_empty());
    }
}
