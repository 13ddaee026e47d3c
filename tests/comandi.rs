//! What people see: each file in `tests/casi/comandi/` is a cycle, a command, and what the command says.
//!
//! A case has parts that begin with `=== `:
//!
//! - `=== comando genera piano` the arguments;
//! - `=== base minimo` the cycle to start from, under `tests/casi/basi/`;
//! - `=== file PATH` a file that replaces or joins those of the cycle, `=== togli PATH` one that leaves it;
//! - `=== esito N` the exit code, `=== stdout` and `=== stderr` what is printed.
//!
//! `AGGIORNA=1 cargo test --release --test comandi` writes down what the command says now.

mod comune;

use std::fs;
use std::path::{Path, PathBuf};

use comune::{Ciclo, parti, radice, testo};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let argomenti = Arguments::from_args();
    let mut file: Vec<PathBuf> = fs::read_dir(radice().join("tests/casi/comandi"))
        .expect("the folder of cases")
        .flatten()
        .map(|voce| voce.path())
        .collect();
    file.sort();
    let prove = file
        .into_iter()
        .map(|percorso| {
            let nome =
                percorso.file_stem().map(|nome| nome.to_string_lossy().into_owned()).unwrap_or_default();
            Trial::test(nome, move || prova(&percorso))
        })
        .collect();
    libtest_mimic::run(&argomenti, prove).exit();
}

fn prova(percorso: &Path) -> Result<(), Failed> {
    let caso = fs::read_to_string(percorso)?;
    let parti = parti(&caso);
    let trova = |nome: &str| parti.iter().find_map(|(titolo, _)| titolo.strip_prefix(nome).map(str::trim));
    let ciclo = Ciclo::base(trova("base ").ok_or("no «base»")?);
    for (titolo, corpo) in &parti {
        if let Some(file) = titolo.strip_prefix("file ") {
            ciclo.scrivi(file, corpo);
        } else if let Some(file) = titolo.strip_prefix("togli ") {
            ciclo.togli(file);
        }
    }
    let argomenti: Vec<&str> = trova("comando ").ok_or("no «comando»")?.split_whitespace().collect();
    let uscita = ciclo.esegui(&argomenti);
    let detto = [
        ("esito", uscita.status.code().map_or("none".to_owned(), |codice| codice.to_string())),
        ("stdout", testo(&uscita.stdout)),
        ("stderr", testo(&uscita.stderr)),
    ];
    let ora = detto.iter().map(|(nome, testo)| parte(nome, testo)).collect::<String>();
    let inizio = caso.find("=== esito").unwrap_or(caso.len());
    if std::env::var_os("AGGIORNA").is_some() {
        fs::write(percorso, format!("{}{ora}", &caso[..inizio]))?;
        return Ok(());
    }
    if caso[inizio..] != ora {
        return Err(format!("--- expected\n{}\n--- now\n{ora}", &caso[inizio..]).into());
    }
    Ok(())
}

fn parte(nome: &str, testo: &str) -> String {
    match nome {
        "esito" => format!("=== esito {testo}\n"),
        nome if testo.is_empty() => format!("=== {nome}\n"),
        nome => format!("=== {nome}\n{}\n", testo.trim_end_matches('\n')),
    }
}
