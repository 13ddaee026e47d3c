//! What people see: each file in `tests/casi/comandi/` is a cycle, a command, and what the command
//! says.
//!
//! A case has parts that begin with `=== `:
//!
//! - `=== comando genera piano` the arguments;
//! - `=== base minimo` the cycle to start from, under `tests/casi/basi/`;
//! - `=== file PATH` a file that replaces or joins those of the cycle, `=== togli PATH` one that
//!   leaves it;
//! - `=== esito N` the exit code, `=== stdout` and `=== stderr` what is printed.
//!
//! `AGGIORNA=1 cargo test --release --test casi comandi/` writes down what the command says now.

use std::fs;
use std::path::Path;

use crate::comune::{Ciclo, attesa, casi, parti, testo};
use libtest_mimic::{Failed, Trial};

/// A test for each case.
pub fn prove() -> Vec<Trial> {
    casi("comandi", prova)
}

fn prova(percorso: &Path) -> Result<(), Failed> {
    let caso = fs::read_to_string(percorso)?;
    let parti = parti(&caso);
    let trova = |nome: &str| {
        parti
            .iter()
            .find_map(|(titolo, _)| titolo.strip_prefix(nome).map(str::trim))
    };
    let ciclo = Ciclo::base(trova("base ").ok_or("no «base»")?);
    for (titolo, corpo) in &parti {
        if let Some(file) = titolo.strip_prefix("file ") {
            ciclo.scrivi(file, corpo);
        } else if let Some(file) = titolo.strip_prefix("togli ") {
            ciclo.togli(file);
        }
    }
    let argomenti: Vec<&str> = trova("comando ")
        .ok_or("no «comando»")?
        .split_whitespace()
        .collect();
    let uscita = ciclo.esegui(&argomenti);
    let detto = [
        (
            "esito",
            uscita
                .status
                .code()
                .map_or("none".to_owned(), |codice| codice.to_string()),
        ),
        ("stdout", testo(&uscita.stdout)),
        ("stderr", testo(&uscita.stderr)),
    ];
    let ora = detto
        .iter()
        .map(|(nome, testo)| parte(nome, testo))
        .collect::<String>();
    attesa(percorso, &caso, "=== esito", &ora)
}

fn parte(nome: &str, testo: &str) -> String {
    match nome {
        "esito" => format!("=== esito {testo}\n"),
        nome if testo.is_empty() => format!("=== {nome}\n"),
        nome => format!("=== {nome}\n{}\n", testo.trim_end_matches('\n')),
    }
}
