//! Signed copies: they are what is published, as long as the document inside is the one of today.

use std::fs;

use lopdf::{Dictionary, IncrementalDocument, Object};

use crate::comune::pubblicazione::{ostile, pubblica};
use crate::comune::{Ciclo, albero, testo};

/// The Piano as it is printed today.
fn piano(ciclo: &Ciclo) -> Vec<u8> {
    let uscito = ciclo.esegui(&["genera", "piano"]);
    assert!(uscito.status.success(), "{}", testo(&uscito.stderr));
    let file = ciclo.uscita().join("piano-2022-2024.pdf");
    let byte = fs::read(&file).expect("the PDF");
    fs::remove_dir_all(ciclo.uscita()).expect("removed");
    byte
}

/// What a PAdES signature does to a PDF: bytes after its last one.
fn pades(pdf: &[u8]) -> Vec<u8> {
    let letto = lopdf::Document::load_mem(pdf).expect("a PDF");
    let mut firmato = IncrementalDocument::create_from(pdf.to_vec(), letto);
    let mut firma = Dictionary::new();
    let tratti = [0, 10, 20, 30].map(Object::Integer).to_vec();
    firma.set("Type", Object::Name(b"Sig".to_vec()));
    firma.set("ByteRange", Object::Array(tratti));
    firmato.new_document.add_object(firma);
    let mut byte = Vec::new();
    firmato.save_to(&mut byte).expect("written");
    byte
}

#[test]
fn the_signed_copies_of_today_are_what_is_published() {
    let ciclo = ostile();
    let pdf = piano(&ciclo);
    let (firmato, busta) = (
        pades(&pdf),
        [b"\x30\x82", pdf.as_slice(), b"firma"].concat(),
    );
    assert!(firmato.starts_with(&pdf) && firmato.len() > pdf.len());
    ciclo.scrivi("firmati/Piano firmato dal segretario.pdf", &firmato);
    ciclo.scrivi("firmati/piano.pdf.p7m", &busta);
    pubblica(&ciclo, 0);
    let anno = albero(&ciclo.uscita().join("2022"));
    let nome = anno
        .keys()
        .find(|nome| nome.ends_with(".pdf"))
        .expect("the PDF");
    assert!(anno[nome] == firmato, "the signed one");
    assert!(
        anno[&format!("{nome}.p7m")] == busta,
        "its envelope beside it"
    );
    let indice = albero(&ciclo.uscita());
    let indice = testo(&indice["index.html"]);
    assert!(indice.contains(".pdf.p7m\">"), "{indice}");
    let uscita = ciclo.uscita();
    let uscita = uscita.to_str().expect("a name");
    let verifica = ["pubblica", "--verifica", uscita, "--dati", "ciclo"];
    let uscito = ciclo.esegui_senza_dati(&verifica);
    assert_eq!(uscito.status.code(), Some(0), "{}", testo(&uscito.stderr));
}

#[test]
fn a_signed_copy_of_something_else_stops_the_publication() {
    let ciclo = ostile();
    let vecchio = pades(&piano(&ciclo));
    ciclo.cambia("ciclo.toml", "2022-01-27", "2022-02-28");
    let adesso = piano(&ciclo);
    for (nome, byte) in [
        ("the document of before, signed", vecchio),
        ("today's, without a signature", adesso),
        ("another PDF", b"%PDF-1.7 /ByteRange".to_vec()),
    ] {
        ciclo.scrivi("firmati/piano.pdf", byte);
        let detto = pubblica(&ciclo, 2);
        let atteso = "firmati/piano.pdf: non è la copia firmata";
        assert!(detto.contains(atteso), "{nome}: {detto}");
        assert!(!ciclo.uscita().exists(), "{nome}");
    }
}
