//! Sides of a comparison in the page of `ciclo apri`: published years, and files made to do harm.

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use lopdf::{Document, Object, Stream, dictionary};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use crate::comune::Ciclo;
use crate::studio::{Studio, cambia, pdf_di};

const PDF: &str = "piano-2022-2024.pdf";

/// An archive of these files.
fn archivio(file: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archivio = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (nome, byte) in file {
        let come = SimpleFileOptions::default();
        archivio.start_file(*nome, come).expect("a file");
        archivio.write_all(byte).expect("its bytes");
    }
    archivio.finish().expect("an archive").into_inner()
}

/// What a comparison found.
fn confronto(studio: &Studio) -> Value {
    let risposta = studio.agisce("confronta", "{}");
    assert_eq!(risposta.stato, 200, "{}", risposta.corpo);
    serde_json::from_str(&risposta.corpo).expect("JSON")
}

fn pagine(detto: &Value, lato: usize) -> usize {
    detto["lati"][lato]["fogli"]
        .as_array()
        .expect("pages")
        .len()
}

/// Where each difference stands on both sides.
fn posti(detto: &Value) -> &[Value] {
    detto["posti"].as_array().expect("places")
}

#[test]
fn a_published_year_stands_on_a_side_with_its_pages() {
    let ciclo = Ciclo::bergamo();
    let qui = ciclo.dati().parent().expect("a folder").to_owned();
    let fatto = ciclo.esegui(&["pubblica", "piano"]);
    assert!(fatto.status.success(), "{fatto:?}");
    let uscita = qui.join("output/pubblicazione");
    fs::create_dir(qui.join("output")).expect("a folder");
    fs::rename(ciclo.uscita(), &uscita).expect("where the page publishes");
    let studio = Studio::in_cartella(&qui, &["ciclo", "--senza-browser"]);
    studio.composto("piano");
    let scelta = studio.pagina("/confronta").corpo;
    assert!(scelta.contains("Usa la pubblicazione 2022"), "{scelta}");
    let usa = |anno: i16| {
        let dati = json!({"lato": "prima", "anno": anno}).to_string();
        studio.agisce("usa-anno", &dati)
    };
    assert_eq!(usa(1999).stato, 404);
    assert_eq!(usa(2022).corpo.trim(), "\"la pubblicazione 2022\"");
    assert_eq!(
        studio.agisce("usa-ciclo", r#"{"lato":"adesso"}"#).stato,
        200
    );
    let detto = confronto(&studio);
    assert!(
        pagine(&detto, 0) > 30,
        "its own pages: {}",
        detto["lati"][0]
    );
    assert_eq!(posti(&detto).len(), 0, "it was published from this cycle");
    assert!(
        studio
            .pagina("/confronta/rapporto")
            .corpo
            .contains("<title>Confronto tra")
    );

    // The same year as a reader downloads it, and as its folder is dropped.
    let anno = uscita.join("2022");
    let zip = fs::read(anno.join("performance-2022.zip")).expect("an archive");
    let mandato = studio.manda_file("/carica/bozza/prima", "performance-2022.zip", &zip);
    assert_eq!(mandato.corpo.trim(), "\"performance-2022\"");
    let scaricata = confronto(&studio);
    assert_eq!(scaricata["lati"][0]["fogli"], detto["lati"][0]["fogli"]);
    let manda = |nome: &str| {
        let byte = fs::read(anno.join(nome)).expect("a file");
        let cartella = "X-Cartella: 2022\r\nX-Nome";
        studio.manda_file_con("/carica/anno/prima", cartella, nome, &byte)
    };
    assert_eq!(
        manda("modello.json").corpo.trim(),
        "\"la pubblicazione 2022\""
    );
    let voci = fs::read_dir(&anno).expect("the year").flatten();
    let mut nomi = voci.map(|voce| voce.file_name().to_string_lossy().into_owned());
    let pdf = nomi.find(|nome| nome.starts_with("piano-") && nome.ends_with(".pdf"));
    assert_eq!(manda(&pdf.expect("the Piano")).stato, 200);
    let lasciata = confronto(&studio);
    assert_eq!(lasciata["lati"][0]["fogli"], detto["lati"][0]["fogli"]);
}

/// A draft of another body is put on a side by a slip of the hand more than on purpose.
#[test]
fn two_bodies_are_told_on_the_page_too() {
    let nostro = Ciclo::base("confronto");
    let qui = nostro.esegui(&["modello"]).stdout;
    let testo = String::from_utf8(qui.clone()).expect("text");
    let altrui = testo.replace("Ente di prova", "Altro ente");
    assert!(altrui != testo, "the name of the body is in its model");
    let vuota = tempfile::tempdir().expect("a folder");
    let studio = Studio::in_cartella(vuota.path(), &["--senza-browser"]);
    let manda = |lato: &str, byte: &[u8]| {
        let dove = format!("/carica/bozza/{lato}");
        assert_eq!(studio.manda_file(&dove, "modello.json", byte).stato, 200);
    };
    manda("prima", &qui);
    manda("adesso", &qui);
    assert_eq!(confronto(&studio)["avviso"], Value::Null);
    manda("adesso", altrui.as_bytes());
    let detto = confronto(&studio)["avviso"].to_string();
    assert!(detto.contains("due enti diversi"), "{detto}");
    assert!(detto.contains("«Altro ente»"), "{detto}");
}

#[test]
fn an_archive_gives_its_model_and_pdfs_and_writes_nowhere_else() {
    let ciclo = Ciclo::base("confronto");
    let prima = ciclo.esegui(&["modello"]).stdout;
    let pdf = pdf_di(&ciclo, "piano", PDF);
    cambia(&ciclo);
    let adesso = pdf_di(&ciclo, "piano", PDF);
    let vuota = tempfile::tempdir().expect("a folder");
    let studio = Studio::in_cartella(vuota.path(), &["--senza-browser"]);
    let manda = |nome: &str, byte: &[u8]| studio.manda_file("/carica/bozza/prima", nome, byte);
    let buono = archivio(&[
        ("anno/modello.json", &prima),
        ("anno/piano-2022-2024.pdf", &pdf),
        ("anno/versioni/1/modello.json", b"nulla"),
        ("../../fuori.pdf", &pdf),
        ("/tmp/fuori.pdf", &pdf),
        ("anno/script.js", b"nulla"),
    ]);
    let mandato = manda("..%2Fanno%202022.zip", &buono);
    assert_eq!(mandato.corpo.trim(), "\"anno-2022\"");
    let mandato = studio.manda_file("/carica/bozza/adesso", PDF, &adesso);
    assert_eq!(mandato.stato, 200);
    let detto = confronto(&studio);
    assert!(pagine(&detto, 0) > 3);
    assert_eq!(posti(&detto).len(), 2);
    assert_eq!(fs::read_dir(vuota.path()).expect("the folder").count(), 0);
    for (cattivo, perche) in [
        (
            archivio(&[("anno/altro.json", &prima)]),
            "non contiene un modello.json",
        ),
        (b"PK\x03\x04 rotto".to_vec(), "non è un archivio"),
        (buono[..buono.len() / 2].to_vec(), "non è un archivio"),
    ] {
        let no = manda("anno.zip", &cattivo);
        assert_eq!(no.stato, 409);
        assert!(no.corpo.contains(perche), "{}", no.corpo);
    }
    let fuori_posto = studio.manda_file("/carica/anno/prima", PDF, &pdf);
    assert_eq!(fuori_posto.stato, 409, "a PDF without its model");
}

/// A PDF whose first page draws a drawing that draws the next ten times, and so on: ten thousand
/// million drawings in a few hundred bytes.
fn senza_fine(pdf: &[u8]) -> Vec<u8> {
    let mut documento = Document::load_mem(pdf).expect("a PDF");
    let stampa = Stream::new(
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        },
        b"0 0 m 5 5 l S".to_vec(),
    );
    let mut dentro = documento.add_object(stampa);
    for _ in 0..10 {
        let disegno = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            "Resources" => dictionary! { "XObject" => dictionary! { "F" => dentro } },
        };
        dentro = documento.add_object(Stream::new(disegno, b"/F Do ".repeat(10)));
    }
    let pagina = documento.get_pages()[&1];
    let contenuto = documento.add_object(Stream::new(dictionary! {}, b"/F Do".to_vec()));
    let pagina = documento
        .get_object_mut(pagina)
        .and_then(Object::as_dict_mut);
    let pagina = pagina.expect("a page");
    pagina.set("Contents", contenuto);
    pagina.set(
        "Resources",
        dictionary! { "XObject" => dictionary! { "F" => dentro } },
    );
    let mut byte = Vec::new();
    documento.save_to(&mut byte).expect("a PDF");
    byte
}

#[test]
fn a_pdf_made_to_be_read_for_ever_holds_nobody() {
    let ciclo = Ciclo::base("confronto");
    let prima = senza_fine(&pdf_di(&ciclo, "piano", PDF));
    cambia(&ciclo);
    let adesso = pdf_di(&ciclo, "piano", PDF);
    let vuota = tempfile::tempdir().expect("a folder");
    let studio = Studio::in_cartella(vuota.path(), &["--senza-browser"]);
    for (lato, byte) in [("prima", &prima), ("adesso", &adesso)] {
        let mandato = studio.manda_file(&format!("/carica/bozza/{lato}"), PDF, byte);
        assert_eq!(mandato.stato, 200, "{}", mandato.corpo);
    }
    let inizio = Instant::now();
    let detto = confronto(&studio);
    assert!(inizio.elapsed() < Duration::from_secs(30));
    let elenco = detto["elenco"].as_str().expect("a list");
    assert!(elenco.contains("Una frase aggiunta in fondo."), "{elenco}");
    let note = detto["note"].to_string();
    assert!(note.contains("troppo tempo o troppa memoria"), "{note}");
    assert_eq!((pagine(&detto, 0), pagine(&detto, 1) > 3), (0, true));
    let numero = &detto["numero"];
    let svg = |lato: &str| studio.pagina(&format!("/confronta/foglio/{numero}/{lato}/0"));
    assert_eq!(svg("prima").stato, 404);
    assert!(svg("adesso").corpo.starts_with("<svg"));
}
