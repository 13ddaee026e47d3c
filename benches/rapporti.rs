//! The whole `ciclo genera piano` against the bare Typst compile and export of the same sources: each in a process
//! of its own, in turn, so that the ratio holds when the machine's speed drifts. Prints a table; asserts nothing.
//!
//! `cargo bench --bench rapporti`

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use ciclo::cycle::Cartella;
use ciclo::typeset::{Comune, Documento};
use ciclo::{load, prose, typeset};

const GIRI: usize = 15;
/// Set in the child that only compiles.
const SOLO_TYPST: &str = "CICLO_SOLO_TYPST";

fn main() {
    match std::env::var_os(SOLO_TYPST) {
        Some(_) => solo_typst(),
        None => confronta(),
    }
}

/// Prints the seconds that compile and export take in a fresh process, everything else being ready.
fn solo_typst() {
    let cartella = Cartella::nuova(concat!(env!("CARGO_MANIFEST_DIR"), "/data/bergamo-2022"));
    let caricato = load::carica(cartella).expect("the cycle of Bergamo");
    let load::Caricato { cartella, modello, valutazione, impostazioni, .. } = &caricato;
    let capitoli = prose::capitoli(cartella, "piano", modello, valutazione, impostazioni).0;
    let comune = Comune::nuovo(&caricato).expect("the charts");
    let documento = Documento::piano(&comune, &caricato, capitoli);
    let sorgenti = typeset::sorgenti(&documento, cartella).expect("the templates");
    let inizio = Instant::now();
    let composto = typeset::componi(&sorgenti).expect("compiles");
    typeset::esporta(&sorgenti, &composto).expect("exports");
    println!("{}", inizio.elapsed().as_secs_f64());
}

fn confronta() {
    let uscita = std::env::temp_dir().join(format!("ciclo-rapporti-{}", std::process::id()));
    let (mut interi, mut nudi, mut rapporti) = (Vec::new(), Vec::new(), Vec::new());
    let mut memoria = 0;
    for _ in 0..GIRI {
        let (intero, picco) = comando(&uscita);
        let nudo = nudo();
        memoria = memoria.max(picco);
        interi.push(intero);
        nudi.push(nudo);
        rapporti.push(intero / nudo);
    }
    let _ = std::fs::remove_dir_all(&uscita);
    println!("{:<34}{:>10}", "genera piano, whole process", format!("{:.0} ms", mediana(&mut interi) * 1e3));
    println!("{:<34}{:>10}", "bare Typst compile and export", format!("{:.0} ms", mediana(&mut nudi) * 1e3));
    println!("{:<34}{:>10}", "ratio (target 1.15)", format!("{:.3}", mediana(&mut rapporti)));
    println!("{:<34}{:>10}", "peak memory (target 300 MB)", format!("{} MB", memoria / 1024));
}

/// Seconds and peak memory (kB) of the whole command.
fn comando(uscita: &Path) -> (f64, u64) {
    let inizio = Instant::now();
    let mut figlio = Command::new(env!("CARGO_BIN_EXE_ciclo"))
        .args([
            "genera",
            "piano",
            "--dati",
            concat!(env!("CARGO_MANIFEST_DIR"), "/data/bergamo-2022"),
            "--uscita",
        ])
        .arg(uscita)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the command starts");
    let mut picco = 0;
    let stato = format!("/proc/{}/status", figlio.id());
    loop {
        if let Ok(Some(esito)) = figlio.try_wait() {
            assert!(esito.success(), "genera piano failed");
            return (inizio.elapsed().as_secs_f64(), picco);
        }
        picco = picco.max(std::fs::read_to_string(&stato).ok().and_then(|s| hwm(&s)).unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// The high-water mark of a process's memory, where the system tells it.
fn hwm(stato: &str) -> Option<u64> {
    stato.lines().find_map(|riga| riga.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

fn nudo() -> f64 {
    let io = std::env::current_exe().expect("this program");
    let uscita = Command::new(io).env(SOLO_TYPST, "1").output().expect("it runs itself");
    String::from_utf8_lossy(&uscita.stdout).trim().parse().expect("seconds")
}

fn mediana(tempi: &mut [f64]) -> f64 {
    tempi.sort_by(f64::total_cmp);
    tempi[tempi.len() / 2]
}
