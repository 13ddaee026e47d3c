//! `ciclo nuovo --da modello.json|PDF`: a cycle out of what another one published.

use std::fs;
use std::path::{Path, PathBuf};

use crate::comune::{Ciclo, ciclo, testo};

fn in_lettere(percorso: &Path) -> String {
    percorso.to_string_lossy().into_owned()
}

/// The folder that a file makes, beside the cycle that it is of.
fn da(prima: &Ciclo, file: &Path) -> (PathBuf, String) {
    let nuovo = prima.uscita().join("nuovo");
    let detto = ciclo(&["nuovo", &in_lettere(&nuovo), "--da", &in_lettere(file)]);
    assert!(detto.status.success(), "{}", testo(&detto.stderr));
    (nuovo, testo(&detto.stdout))
}

fn modello(prima: &Ciclo) -> PathBuf {
    let detto = prima.esegui(&["modello"]);
    assert!(detto.status.success(), "{}", testo(&detto.stderr));
    fs::create_dir_all(prima.uscita()).expect("a folder");
    let file = prima.uscita().join("modello.json");
    fs::write(&file, detto.stdout).expect("written");
    file
}

fn uguali(uno: &Path, altro: &Path) {
    let detto = ciclo(&["confronta", &in_lettere(uno), &in_lettere(altro)]);
    assert_eq!(detto.status.code(), Some(0), "{}", testo(&detto.stdout));
}

/// The kinds, levels and words of these bodies are not the same. What is the office's alone, the
/// schede of people, is in no model.
#[test]
fn a_model_gives_the_whole_cycle_back() {
    for prima in [
        Ciclo::bergamo(),
        Ciclo::base("comune-esempio"),
        Ciclo::base("confronto"),
    ] {
        let (nuovo, _) = da(&prima, &modello(&prima));
        let detto = ciclo(&["confronta", &in_lettere(&prima.dati()), &in_lettere(&nuovo)]);
        let detto = testo(&detto.stdout);
        assert!(detto.starts_with("Nessuna differenza"), "{detto}");
    }
}

/// A published year is what carries its model. No service of a draft becomes another on the way.
#[test]
fn a_published_year_gives_what_it_carries() {
    let prima = Ciclo::base("comune-esempio");
    let file = modello(&prima);
    let anno = file.parent().expect("a folder");
    let (nuovo, _) = da(&prima, anno);
    uguali(&nuovo, &file);
    let altro = in_lettere(&prima.uscita().join("altro"));
    let gia = [
        "nuovo",
        &altro,
        "--da",
        &in_lettere(anno),
        "--gia",
        "Uno=lavori-pubblici",
    ];
    let detto = ciclo(&gia);
    assert_eq!(detto.status.code(), Some(2));
    let perche = testo(&detto.stderr);
    assert!(
        perche.contains("--gia serve solo se --da è un ciclo"),
        "{perche}"
    );
}

#[test]
fn a_pdf_gives_its_part_and_says_so() {
    let prima = Ciclo::base("comune-esempio");
    let genera = prima.esegui(&["genera", "piano"]);
    assert!(genera.status.success(), "{}", testo(&genera.stderr));
    let pdf = fs::read_dir(prima.uscita())
        .expect("the folder")
        .flatten()
        .map(|voce| voce.path())
        .find(|percorso| percorso.extension().is_some_and(|fine| fine == "pdf"))
        .expect("a PDF");
    let (nuovo, detto) = da(&prima, &pdf);
    assert!(detto.contains("solo la parte di piano"), "{detto}");
    uguali(&pdf, &nuovo);
    let capitoli = fs::read_dir(nuovo.join("testi/piano")).expect("the chapters");
    let nomi: Vec<String> = capitoli
        .flatten()
        .map(|voce| voce.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(nomi.len(), 1);
    assert!(
        nomi[0].starts_with("10-") && nomi[0].ends_with(".md"),
        "{nomi:?}"
    );
    let genera = ciclo(&[
        "genera",
        "piano",
        "--dati",
        &in_lettere(&nuovo),
        "--uscita",
        &in_lettere(&prima.uscita().join("altri")),
    ]);
    assert!(genera.status.success(), "{}", testo(&genera.stderr));
}

#[test]
fn what_is_no_model_is_refused_and_nothing_is_written() {
    let prima = Ciclo::base("minimo");
    let dove = prima.uscita().join("nuovo");
    let file = prima.dati().join("../altro.json");
    fs::write(&file, "{\"schema\": \"altro\"}").expect("written");
    let detto = ciclo(&["nuovo", &in_lettere(&dove), "--da", &in_lettere(&file)]);
    assert_eq!(detto.status.code(), Some(2));
    assert!(
        testo(&detto.stderr).contains("modello.json"),
        "{}",
        testo(&detto.stderr)
    );
    assert!(!dove.exists());
}
