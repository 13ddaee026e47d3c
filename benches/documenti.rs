//! The time of each document on the cycle of Bergamo, and of `ciclo genera` against the sum of its
//! parts.
//!
//! `cargo bench --bench documenti`

mod comune;

use std::path::{Path, PathBuf};
use std::time::Duration;

use ciclo::cycle::Cartella;
use ciclo::load::{self, Caricato};
use ciclo::typeset::{self, Comune, Documento};
use ciclo::{prose, rendiconto};
use comune::{BERGAMO, ciclo, mediana, misura};
use criterion::{Criterion, criterion_group, criterion_main};

/// Turns of the comparison; the median of each command counts.
const GIRI: usize = 9;

/// Compile and export, nothing being remembered.
fn componi(documento: &Documento<'_>, caricato: &Caricato) -> usize {
    typeset::dimentica();
    let sorgenti = typeset::sorgenti(documento, &caricato.cartella).expect("the templates");
    let composto = typeset::componi(&sorgenti).expect("compiles");
    typeset::esporta(&sorgenti, &composto)
        .expect("exports")
        .len()
}

fn documenti(c: &mut Criterion) {
    let caricato = load::carica(Cartella::nuova(BERGAMO)).expect("the cycle of Bergamo");
    let Caricato {
        cartella,
        modello,
        valutazione,
        impostazioni,
        ..
    } = &caricato;
    let comune = Comune::nuovo(&caricato).expect("the charts");
    let capitoli = prose::capitoli(cartella, "relazione", modello, valutazione, impostazioni).0;
    let relazione = Documento::relazione(&comune, &caricato, capitoli);
    let servizio = modello
        .cruscotti
        .iter()
        .find(|c| c.tipo.di_servizio())
        .expect("a service");
    let di_servizio = Documento::scheda_servizio(&comune, &caricato, servizio);
    let progetto = modello.progetti.first().expect("a project");
    let di_progetto = Documento::scheda_progetto(&comune, &caricato, progetto);

    let mut gruppo = c.benchmark_group("documenti");
    gruppo
        .sample_size(10)
        .measurement_time(Duration::from_secs(8));
    gruppo.bench_function("rendiconto", |b| {
        b.iter(|| rendiconto::prepara(modello, valutazione, impostazioni).esiti)
    });
    gruppo.bench_function("comune: charts and open data", |b| {
        b.iter(|| Comune::nuovo(&caricato).is_ok())
    });
    gruppo.bench_function("relazione", |b| b.iter(|| componi(&relazione, &caricato)));
    gruppo.bench_function("scheda of a service", |b| {
        b.iter(|| componi(&di_servizio, &caricato))
    });
    gruppo.bench_function("scheda of a project", |b| {
        b.iter(|| componi(&di_progetto, &caricato))
    });
    gruppo.finish();
    insieme();
}

/// Prints the time of all documents at once beside the sum of the single commands.
fn insieme() {
    let uscita = tempfile::tempdir().expect("a temporary folder");
    let comandi: [&[&str]; 4] = [&["piano"], &["relazione"], &["schede"], &[]];
    let mut tempi: [Vec<f64>; 4] = Default::default();
    for _ in 0..GIRI {
        for (comando, tempi) in comandi.iter().zip(&mut tempi) {
            tempi.push(genera(comando, uscita.path()));
        }
    }
    let [piano, relazione, schede, tutto] = tempi.map(mediana);
    let somma = piano + relazione + schede;
    println!("piano {piano:.2} s, relazione {relazione:.2} s, schede {schede:.2} s: {somma:.2} s");
    println!(
        "all at once {tutto:.2} s: {:.2} of the sum (target below 1)",
        tutto / somma
    );
}

fn genera(che: &[&str], uscita: &Path) -> f64 {
    let argomenti = [&["genera"], che].concat();
    misura(ciclo(&argomenti, &[PathBuf::from(BERGAMO)], uscita)).secondi
}

criterion_group!(benches, documenti);
criterion_main!(benches);
