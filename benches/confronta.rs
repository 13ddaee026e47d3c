//! Two PDFs of the whole Piano compared, beside generating one: each command in a process of its own, in turn, so that
//! the ratio holds when the machine's speed drifts. Prints a table; asserts nothing.
//!
//! `cargo bench --bench confronta`

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const GIRI: usize = 15;

fn main() {
    let uscita = std::env::temp_dir().join(format!("ciclo-confronta-{}", std::process::id()));
    let dati = concat!(env!("CARGO_MANIFEST_DIR"), "/data/bergamo-2022");
    let genera =
        |dove: &str| comando(&["genera", "piano", "--dati", dati, "--uscita", &testo(&uscita.join(dove))]);
    genera("altro");
    let (mut generati, mut confrontati) = (Vec::new(), Vec::new());
    for _ in 0..GIRI {
        generati.push(genera("uno"));
        let [primo, secondo] =
            ["uno", "altro"].map(|dove| testo(&uscita.join(dove).join("piano-2022-2024.pdf")));
        confrontati.push(comando(&["confronta", &primo, &secondo]));
    }
    let _ = std::fs::remove_dir_all(&uscita);
    let (genera, confronta) = (mediana(generati), mediana(confrontati));
    println!("genera piano            {genera:.3} s");
    println!("confronta, two PDFs     {confronta:.3} s");
    println!("confronta / genera      {:.1}%", confronta / genera * 100.0);
}

fn testo(percorso: &Path) -> String {
    percorso.to_string_lossy().into_owned()
}

/// The seconds that a command takes.
fn comando(argomenti: &[&str]) -> f64 {
    let inizio = Instant::now();
    let stato = Command::new(env!("CARGO_BIN_EXE_ciclo"))
        .args(argomenti)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(stato.is_ok_and(|stato| stato.success()), "{argomenti:?} failed");
    inizio.elapsed().as_secs_f64()
}

fn mediana(mut tempi: Vec<f64>) -> f64 {
    tempi.sort_by(f64::total_cmp);
    tempi[tempi.len() / 2]
}
