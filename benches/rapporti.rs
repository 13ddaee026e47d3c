//! The ratios that must hold, in one table: the whole command against bare Typst, more rows, many
//! cycles on both cores, memory. Every command runs in a process of its own, those that are
//! compared in turn, so that a ratio holds when the machine's speed drifts. Asserts nothing.
//!
//! `cargo bench --bench rapporti`: some three minutes and 5 GB of memory, for the hundredfold rows.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a benchmark prints what it measures, and stops where it cannot"
)]

mod comune;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use ciclo::fonts;
use ciclo::typeset::{self, Tipografia};
use comune::{BERGAMO, Misura, ciclo, documento, edizione, mediana, misura, moltiplica};

/// Set in the child that only compiles.
const SOLO_TYPST: &str = "CICLO_SOLO_TYPST";
/// Turns of what takes a second, of what takes a few, of what takes long.
const GIRI: [usize; 3] = [15, 5, 3];
const CICLI: usize = 20;

fn main() {
    if std::env::var_os(SOLO_TYPST).is_some() {
        return solo_typst();
    }
    let lavoro = tempfile::tempdir().expect("a temporary folder");
    println!(
        "{:<58}{:>10}{:>10}{:>10}   target",
        "", "first", "second", "ratio"
    );
    intero_e_nudo(lavoro.path());
    righe(lavoro.path());
    molti_cicli(lavoro.path());
}

/// One line: two figures of a kind, and the second to the first.
fn riga(che: &str, [primo, secondo]: [f64; 2], unita: &str, obiettivo: &str) {
    let stampa = |valore: f64| format!("{valore:.2} {unita}");
    println!(
        "{che:<58}{:>10}{:>10}{:>10.3}   {obiettivo}",
        stampa(primo),
        stampa(secondo),
        secondo / primo
    );
}

/// Prints the seconds that reading the fonts, compile and export take in a fresh process, the
/// sources being ready.
fn solo_typst() {
    let inizio = Instant::now();
    // Whoever asks first reads the fonts; here it would be our check of the characters.
    assert!(fonts::stampabile('a'));
    let caratteri = inizio.elapsed();
    let edizione = edizione();
    let sorgenti = Tipografia::nuova(&edizione).sorgenti(&documento(&edizione, "piano"));
    let inizio = Instant::now();
    let composto = typeset::componi(&sorgenti).expect("compiles");
    typeset::esporta(&sorgenti, &composto).expect("exports");
    println!("{}", (caratteri + inizio.elapsed()).as_secs_f64());
}

fn nudo() -> f64 {
    let io = std::env::current_exe().expect("this program");
    let uscita = Command::new(io)
        .env(SOLO_TYPST, "1")
        .output()
        .expect("it runs itself");
    String::from_utf8_lossy(&uscita.stdout)
        .trim()
        .parse()
        .expect("seconds")
}

fn intero_e_nudo(lavoro: &Path) {
    let piano = || {
        misura(ciclo(
            &["genera", "piano"],
            &[PathBuf::from(BERGAMO)],
            &lavoro.join("intero"),
        ))
    };
    let coppie: Vec<(f64, Misura)> = (0..GIRI[0]).map(|_| (nudo(), piano())).collect();
    let rapporto = mediana(coppie.iter().map(|(nudo, intero)| intero.secondi / nudo));
    let nudo = mediana(coppie.iter().map(|(nudo, _)| *nudo));
    riga(
        "bare Typst compile and export; whole genera piano",
        [nudo, nudo * rapporto],
        "s",
        "1.05",
    );
    let mega = coppie
        .iter()
        .map(|(_, intero)| intero.mega)
        .fold(0.0, f64::max);
    println!(
        "{:<58}{:>10}{:>30}",
        "memory of genera piano",
        format!("{mega:.0} MB"),
        "   below 300 MB"
    );
}

/// Time for ten times and a hundred times the rows: growth must be no more than theirs.
fn righe(lavoro: &Path) {
    let mut prima = None;
    for (volte, giri) in [1, 10, 100].into_iter().zip([GIRI[1], GIRI[2], 1]) {
        let cartella = lavoro.join(format!("righe-{volte}"));
        moltiplica(&cartella, volte, "");
        let piano = || {
            misura(ciclo(
                &["genera", "piano"],
                std::slice::from_ref(&cartella),
                &lavoro.join("righe"),
            ))
            .secondi
        };
        let secondi = mediana((0..giri).map(|_| piano()));
        let uno = *prima.get_or_insert(secondi);
        riga(
            &format!("genera piano, rows as they are; rows x {volte}"),
            [uno, secondi],
            "s",
            &volte.to_string(),
        );
    }
}

/// Many cycles, none like another, in one run: on one core and on all; memory of one and of all.
fn molti_cicli(lavoro: &Path) {
    let cicli: Vec<PathBuf> = (1..=CICLI)
        .map(|n| lavoro.join(format!("ciclo-{n}")))
        .collect();
    for (n, cartella) in cicli.iter().enumerate() {
        moltiplica(cartella, 1, &format!("anno {n}"));
    }
    let su_tutti = |cicli: &[PathBuf]| ciclo(&["genera"], cicli, &lavoro.join("molti"));
    let su_uno = |cicli: &[PathBuf]| {
        let comando = su_tutti(cicli);
        let mut uno = Command::new("taskset");
        uno.args(["-c", "0"])
            .arg(comando.get_program())
            .args(comando.get_args());
        uno
    };
    let coppie: Vec<(Misura, Misura)> = (0..GIRI[2])
        .map(|_| (misura(su_tutti(&cicli)), misura(su_uno(&cicli))))
        .collect();
    let tutti = mediana(coppie.iter().map(|(tutti, _)| tutti.secondi));
    let rapporto = mediana(
        coppie
            .iter()
            .map(|(tutti, uno)| uno.secondi / tutti.secondi),
    );
    riga(
        &format!("genera on {CICLI} cycles: all cores; one core"),
        [tutti, tutti * rapporto],
        "s",
        "1.80 on 2 cores",
    );
    let uno = misura(su_tutti(&cicli[..1])).mega;
    let due = misura(su_tutti(&cicli[..2])).mega;
    let tutti = coppie
        .iter()
        .map(|(tutti, _)| tutti.mega)
        .fold(0.0, f64::max);
    riga(
        "memory of genera: 1 cycle; 2 cycles at once",
        [uno, due],
        "MB",
        "",
    );
    riga(
        &format!("memory of genera: 2 cycles at once; {CICLI} cycles"),
        [due, tutti],
        "MB",
        "flat",
    );
}
