//! Two PDFs of the whole Piano compared, beside generating one: each command in a process of its
//! own, in turn, so that the ratio holds when the machine's speed drifts. Prints a table; asserts
//! nothing.
//!
//! `cargo bench --bench confronta`

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a benchmark prints what it measures, and stops where it cannot"
)]

mod comune;

use std::path::PathBuf;
use std::process::Command;

use comune::{BERGAMO, ciclo, mediana, misura};

const GIRI: usize = 15;

fn main() {
    let lavoro = tempfile::tempdir().expect("a temporary folder");
    let [uno, altro] = ["uno", "altro"].map(|dove| lavoro.path().join(dove));
    let genera =
        |dove| misura(ciclo(&["genera", "piano"], &[PathBuf::from(BERGAMO)], dove)).secondi;
    genera(&altro);
    let coppie: Vec<(f64, f64)> = (0..GIRI)
        .map(|_| {
            let generato = genera(&uno);
            let mut confronta = Command::new(env!("CARGO_BIN_EXE_ciclo"));
            confronta
                .arg("confronta")
                .args([&uno, &altro].map(|dove| dove.join("piano-2022-2024.pdf")));
            (generato, misura(confronta).secondi)
        })
        .collect();
    let genera = mediana(coppie.iter().map(|(generato, _)| *generato));
    let confronta = mediana(coppie.iter().map(|(_, confrontato)| *confrontato));
    println!("genera piano            {genera:.3} s");
    println!("confronta, two PDFs     {confronta:.3} s");
    println!("confronta / genera      {:.1}%", confronta / genera * 100.0);
}
