//! Kills, runs at once, places that cannot be written; and what must hold of any text and any
//! sheet.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::comune::{Ciclo, testo};
use ciclo::cycle::Cartella;
use ciclo::edizione::Edizione;
use ciclo::model::{Dato, Diagnosi, Origine, Valore};
use ciclo::read::foglio::Contenuto;
use proptest::prelude::*;

const PIANO: &str = "piano-2022-2024.pdf";

fn avvia(ciclo: &Ciclo) -> Child {
    Command::new(env!("CARGO_BIN_EXE_ciclo"))
        .args(["genera", "piano", "--dati"])
        .arg(ciclo.dati())
        .arg("--uscita")
        .arg(ciclo.uscita())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts")
}

/// The good Piano, and how long it took.
fn buono(ciclo: &Ciclo) -> (Vec<u8>, Duration) {
    let inizio = Instant::now();
    assert!(avvia(ciclo).wait().expect("a child").success());
    (
        fs::read(ciclo.uscita().join(PIANO)).expect("the Piano"),
        inizio.elapsed(),
    )
}

#[test]
fn a_kill_at_any_moment_leaves_the_last_good_output_whole() {
    const MOMENTI: u32 = 24;
    let ciclo = Ciclo::base("minimo");
    let (vecchio, durata) = buono(&ciclo);
    // What is under way would be another document: a half of it, or a mixture, would show.
    ciclo.cambia("ciclo.toml", "data = 2022-01-27", "data = 2022-01-28");
    let altrove = Ciclo::base("minimo");
    altrove.cambia("ciclo.toml", "data = 2022-01-27", "data = 2022-01-28");
    let nuovo = buono(&altrove).0;
    assert!(vecchio != nuovo);
    let mut uccisi = 0;
    for momento in 0..MOMENTI {
        fs::write(ciclo.uscita().join(PIANO), &vecchio).expect("writable");
        let mut figlio = avvia(&ciclo);
        std::thread::sleep(durata * momento / MOMENTI);
        figlio.kill().expect("killed");
        uccisi += u32::from(!figlio.wait().expect("a child").success());
        let rimasto = fs::read(ciclo.uscita().join(PIANO)).expect("the Piano");
        assert!(
            rimasto == vecchio || rimasto == nuovo,
            "neither the old nor the new document, at {momento}"
        );
    }
    assert!(
        uccisi > MOMENTI / 2,
        "only {uccisi} runs were really cut short"
    );
}

#[test]
fn runs_at_once_do_not_spoil_each_other() {
    let ciclo = Ciclo::base("minimo");
    let atteso = buono(&ciclo).0;
    let figli: Vec<Child> = (0..6).map(|_| avvia(&ciclo)).collect();
    for mut figlio in figli {
        assert!(figlio.wait().expect("a child").success());
    }
    assert!(fs::read(ciclo.uscita().join(PIANO)).expect("the Piano") == atteso);
    let file: Vec<_> = fs::read_dir(ciclo.uscita())
        .expect("the folder")
        .flatten()
        .map(|v| v.file_name())
        .collect();
    assert_eq!(file, [PIANO], "nothing is left behind");
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let ciclo = Ciclo::base("minimo");
    fs::write(ciclo.uscita(), "a file where the folder should be").expect("writable");
    let uscita = ciclo.esegui(&["genera", "piano"]);
    assert_eq!(uscita.status.code(), Some(2));
    let detto = testo(&uscita.stderr);
    assert!(
        detto.contains("Non riesco a scrivere") && detto.contains(PIANO),
        "{detto}"
    );
    assert_eq!(
        fs::read_to_string(ciclo.uscita()).expect("the file"),
        "a file where the folder should be"
    );
}

/// Numbers, dates, units and words as people mix them, and anything at all.
fn scritto() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-+]?[0-9]{1,7}([.,][0-9]{1,4})?( ?(%|gg|giorni|min|€|su 5))?",
        "(<=|>=|<|>|≤|≥|almeno |non oltre |entro il )[0-9]{1,4}(%| gg)?",
        "[0-3]?[0-9][./-][01]?[0-9][./-](20)?[0-9]{2}",
        "(SI|NO|SI/NO|-|n\\.d\\.|monitoraggio)",
        "\\PC{0,30}",
    ]
}

fn valore(testo: &str) -> Valore {
    Contenuto::Testo(testo.to_owned()).valore(Origine::default(), None)
}

proptest! {
    #[test]
    fn what_is_printed_reads_as_what_it_was(testo in scritto()) {
        let prima = valore(&testo);
        let dopo = valore(&prima.stampa());
        if !matches!(prima.dato, Dato::Testo(_)) {
            prop_assert_eq!(&dopo.dato, &prima.dato, "{:?} prints {:?}", testo, prima.stampa());
        }
        prop_assert_eq!(dopo.stampa(), prima.stampa());
    }

    #[test]
    fn a_value_survives_the_public_json(testo in scritto()) {
        let prima = valore(&testo);
        let json = serde_json::to_string(&prima).expect("JSON");
        let dopo: Valore = serde_json::from_str(&json).expect("a value");
        prop_assert_eq!(dopo.dato, prima.dato);
    }

    #[test]
    fn any_grid_is_read_or_refused(righe in prop::collection::vec(prop::collection::vec(cella(), 0..8), 0..25)) {
        let ciclo = Ciclo::base("minimo");
        let foglio: String = righe.iter().map(|celle| celle.join(";") + "\n").collect();
        ciclo.scrivi("servizi/promozione.csv", foglio);
        let edizione = Edizione::apri(&Cartella::nuova(ciclo.dati())).expect("settings");
        match edizione.modello().cruscotto("promozione") {
            Some(letto) => prop_assert!(letto.righe.iter().all(|riga| !riga.nome.is_empty())),
            None => prop_assert!(edizione.diagnosi().iter().any(Diagnosi::blocca), "left out without a word"),
        }
    }
}

/// Cells of which cruscotti are made, and others.
fn cella() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("Azione".to_owned()),
        Just("Indicatore".to_owned()),
        Just("Risultato Atteso 2022".to_owned()),
        Just("Risultato Consuntivo 2021".to_owned()),
        Just("Prospettiva".to_owned()),
        Just("CRESCITA".to_owned()),
        Just("1.1 Territorio".to_owned()),
        "[^\"\\n\\r;]{0,12}",
        scritto().prop_map(|t| t.replace(['"', ';', '\n', '\r'], " ")),
    ]
}

/// What a command says goes to a place that cannot take it: whoever asked has no answer.
#[test]
fn an_answer_that_cannot_be_written_is_no_success() {
    let ciclo = Ciclo::base("minimo");
    let dati = ciclo.dati();
    let dati = dati.to_str().expect("a plain path");
    let comandi: [&[&str]; 6] = [
        &["modello", "--dati", dati],
        &["verifica", "--dati", dati],
        &["spiega", "gradimento", "--dati", dati],
        &["guida"],
        &["completamenti", "bash"],
        &["--help"],
    ];
    for comando in comandi {
        let pieno = fs::File::options().write(true).open("/dev/full");
        let fatto = Command::new(env!("CARGO_BIN_EXE_ciclo"))
            .args(comando)
            .stdout(pieno.expect("a full device"))
            .output()
            .expect("runs");
        assert_eq!(fatto.status.code(), Some(2), "{comando:?}");
    }
}

#[test]
fn a_reader_that_stops_listening_is_told_nothing_more() {
    let ciclo = Ciclo::base("minimo");
    let mut fatto = Command::new(env!("CARGO_BIN_EXE_ciclo"))
        .args(["modello", "--dati"])
        .arg(ciclo.dati())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(fatto.stdout.take());
    let fatto = fatto.wait_with_output().expect("a child");
    assert_eq!(fatto.status.code(), Some(2));
    let detto = testo(&fatto.stderr);
    assert!(!detto.contains("Non riesco a scrivere"), "{detto}");
}
