//! What another system does with our files, tried on this one: names, line ends, letters' case.

use std::collections::BTreeSet;
use std::fs;

use crate::comune::pubblicazione::{BERGAMO_INTERA, OSTILE};
use crate::comune::{Albero, Ciclo, albero, testo};

/// The names that Windows keeps for devices, whatever the ending.
const DISPOSITIVI: [&str; 6] = ["aux", "con", "nul", "prn", "com1", "lpt1"];

/// Why Windows could not hold a path of ours, if it could not.
fn rifiutato(percorso: &str) -> Option<&'static str> {
    let nome = |parte: &str| {
        let radice = parte.split('.').next().unwrap_or_default().to_lowercase();
        match () {
            () if DISPOSITIVI.contains(&radice.as_str()) => Some("a device"),
            () if parte.ends_with(['.', ' ']) => Some("a dot or a space at the end"),
            () if parte.contains(['<', '>', ':', '"', '\\', '|', '?', '*']) => Some("a character"),
            () if parte.chars().any(char::is_control) => Some("a control character"),
            () => None,
        }
    };
    // 260 in all for the programs that have not asked for more, the office's own folder included.
    if percorso.chars().count() > 160 {
        return Some("too long");
    }
    percorso.split('/').find_map(nome)
}

fn tutti_scrivibili(file: &Albero) -> usize {
    let mut visti = BTreeSet::new();
    for percorso in file.keys() {
        assert_eq!(rifiutato(percorso), None, "{percorso}");
        assert!(visti.insert(percorso.to_lowercase()), "twice: {percorso}");
    }
    file.len()
}

/// Services with the names of devices, and with marks that no file can have.
#[test]
fn every_file_that_is_written_can_stand_on_windows() {
    let dove = tempfile::tempdir().expect("a folder");
    let ciclo = Ciclo::copia(dove.path());
    let nuovo = [
        "nuovo",
        "ciclo/con",
        "--ente",
        "Comune di Esempio",
        "--anno",
        "2026",
        "--servizi",
        "Aux",
        "CON",
        "Com1",
        "Ufficio: tributi?",
        "A\"B<C>|*",
    ];
    let fatto = ciclo.esegui_senza_dati(&nuovo);
    assert!(fatto.status.success(), "{}", testo(&fatto.stderr));
    let radice = ciclo.dati();
    assert!(tutti_scrivibili(&albero(&radice.join("con"))) > 10);
}

#[test]
fn every_document_and_published_file_can_stand_on_windows() {
    let ciclo = Ciclo::base("minimo");
    let fatto = ciclo.esegui(&["genera"]);
    assert!(fatto.status.success(), "{}", testo(&fatto.stderr));
    assert!(tutti_scrivibili(&albero(&ciclo.uscita())) > 0);
    for pubblicato in [&BERGAMO_INTERA, &OSTILE] {
        assert!(tutti_scrivibili(pubblicato) > 30);
    }
}

/// Notepad begins a file with a mark and ends its lines with two characters.
#[test]
fn texts_saved_on_windows_read_the_same() {
    let (qui, la) = (Ciclo::base("minimo"), Ciclo::base("minimo"));
    let mut cambiati = 0;
    for (nome, byte) in albero(&la.dati()) {
        if let Ok(testo) = String::from_utf8(byte)
            && nome.ends_with("toml") | nome.ends_with("md") | nome.ends_with("csv")
        {
            la.scrivi(&nome, format!("\u{feff}{}", testo.replace('\n', "\r\n")));
            cambiati += 1;
        }
    }
    assert!(cambiati > 3, "{cambiati} files");
    assert!(qui.modello() == la.modello(), "the models differ");
    for verbo in [&["verifica"][..], &["genera", "piano"]] {
        let (una, altra) = (qui.esegui(verbo), la.esegui(verbo));
        assert_eq!(una.status.code(), altra.status.code());
        assert_eq!(testo(&una.stderr), testo(&altra.stderr));
    }
    let pdf = |ciclo: &Ciclo| {
        let file = albero(&ciclo.uscita());
        let (nome, byte) = file.into_iter().next().expect("a document");
        (nome, byte.len())
    };
    assert_eq!(pdf(&qui), pdf(&la));
}

/// There `Servizi/` is `servizi/`, and `Tributi.xlsx` is `tributi.xlsx`: two files that differ in
/// case alone on this system are said, for one of them would be lost on that one.
#[test]
fn names_that_differ_in_case_alone_are_said() {
    let ciclo = Ciclo::base("minimo");
    let cruscotti = ciclo.dati().join("cruscotti");
    let uno = fs::read_dir(&cruscotti).expect("the folder").next();
    let uno = uno.expect("a workbook").expect("an entry").path();
    let nome = uno
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .to_uppercase();
    fs::copy(&uno, cruscotti.join(&nome)).expect("a copy");
    let fatto = ciclo.esegui(&["verifica"]);
    assert_eq!(fatto.status.code(), Some(1));
    let detto = testo(&fatto.stdout) + &testo(&fatto.stderr);
    assert!(detto.contains(&nome), "{detto}");
}
