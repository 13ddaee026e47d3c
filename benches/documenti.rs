//! The time of each document on the cycle of Bergamo, and of `ciclo genera` against the sum of its
//! parts.
//!
//! `cargo bench --bench documenti`

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a benchmark prints what it measures, and stops where it cannot"
)]

mod comune;

use std::path::{Path, PathBuf};
use std::time::Duration;

use ciclo::documents;
use ciclo::model::RuoloCruscotto;
use ciclo::rendiconto;
use ciclo::typeset::{self, Documento, Tipografia};
use comune::{BERGAMO, ciclo, documento, edizione, mediana, misura};
use criterion::{Criterion, criterion_group, criterion_main};

/// Turns of the comparison; the median of each command counts.
const GIRI: usize = 9;

/// Compile and export, nothing being remembered.
fn componi(documento: &Documento<'_>, tipografia: &Tipografia<'_>) -> usize {
    typeset::dimentica();
    let sorgenti = tipografia.sorgenti(documento);
    let composto = typeset::componi(&sorgenti).expect("compiles");
    typeset::esporta(&sorgenti, &composto)
        .expect("exports")
        .len()
}

fn documenti(c: &mut Criterion) {
    let edizione = edizione();
    let modello = edizione.modello();
    let tipografia = Tipografia::nuova(&edizione);
    let relazione = documento(&edizione, "relazione");
    let servizio = modello
        .cruscotti
        .iter()
        .find(|c| modello.ruolo(c) == RuoloCruscotto::Servizio)
        .expect("a service");
    let di_servizio = Documento::scheda_servizio(&edizione, servizio);
    let progetto = modello.progetti.first().expect("a project");
    let di_progetto = Documento::scheda_progetto(&edizione, progetto);

    let mut gruppo = c.benchmark_group("documenti");
    gruppo
        .sample_size(10)
        .measurement_time(Duration::from_secs(8));
    gruppo.bench_function("rendiconto", |b| {
        b.iter(|| {
            rendiconto::prepara(modello, edizione.valutazione(), edizione.impostazioni()).esiti
        })
    });
    gruppo.bench_function("relazione", |b| b.iter(|| componi(&relazione, &tipografia)));
    gruppo.bench_function("scheda of a service", |b| {
        b.iter(|| componi(&di_servizio, &tipografia))
    });
    gruppo.bench_function("scheda of a project", |b| {
        b.iter(|| componi(&di_progetto, &tipografia))
    });
    gruppo.finish();
    insieme();
}

/// Prints the time of all documents at once beside the sum of the single commands.
fn insieme() {
    let uscita = tempfile::tempdir().expect("a temporary folder");
    let soli: Vec<String> = documents::noti().map(|noto| noto.id).collect();
    let mut tempi = vec![Vec::new(); soli.len()];
    let mut tutti = Vec::new();
    for _ in 0..GIRI {
        for (id, tempi) in soli.iter().zip(&mut tempi) {
            tempi.push(genera(&[id], uscita.path()));
        }
        tutti.push(genera(&[], uscita.path()));
    }
    let medie: Vec<f64> = tempi.into_iter().map(mediana).collect();
    for (id, media) in soli.iter().zip(&medie) {
        println!("{id} {media:.2} s");
    }
    let (somma, tutto) = (medie.iter().sum::<f64>(), mediana(tutti));
    println!(
        "all at once {tutto:.2} s of {somma:.2} s: {:.2} (target 0.70)",
        tutto / somma
    );
}

fn genera(che: &[&str], uscita: &Path) -> f64 {
    let argomenti = [&["genera"], che].concat();
    misura(ciclo(&argomenti, &[PathBuf::from(BERGAMO)], uscita)).secondi
}

criterion_group!(benches, documenti);
criterion_main!(benches);
