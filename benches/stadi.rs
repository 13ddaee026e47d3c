//! The time of each stage on the cycle of Bergamo, beside the bare Typst compile and export of the
//! same sources.
//!
//! `cargo bench --bench stadi`; the ratio itself is what `cargo bench --bench rapporti` prints.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a benchmark prints what it measures, and stops where it cannot"
)]

mod comune;

use std::hint::black_box;
use std::time::Duration;

use ciclo::typeset::Tipografia;
use ciclo::{charts, check, rendiconto, score, typeset};
use comune::{documento, edizione};
use criterion::{Criterion, criterion_group, criterion_main};

fn stadi(c: &mut Criterion) {
    let edizione = edizione();
    let (modello, impostazioni) = (edizione.modello(), edizione.impostazioni());
    let valutazione = edizione.valutazione();
    let mut gruppo = c.benchmark_group("stadi");
    gruppo
        .sample_size(20)
        .measurement_time(Duration::from_secs(8));
    gruppo.bench_function("edizione: read, merge, score, chapters, check", |b| {
        b.iter(|| comune::edizione().diagnosi().len())
    });
    gruppo.bench_function("score", |b| {
        b.iter(|| score::valuta(black_box(modello), &impostazioni.valutazione))
    });
    gruppo.bench_function("check", |b| {
        b.iter(|| check::verifica(black_box(modello), impostazioni, valutazione))
    });
    gruppo.bench_function("rendiconto", |b| {
        b.iter(|| rendiconto::prepara(black_box(modello), valutazione, impostazioni))
    });
    gruppo.bench_function("charts", |b| {
        b.iter(|| {
            let disegnati = modello.serie.iter().map(charts::disegna);
            disegnati.filter(Result::is_ok).count()
        })
    });
    gruppo.bench_function("modello.json", |b| {
        b.iter(|| black_box(edizione.pubblico()).json())
    });

    let sorgenti = Tipografia::nuova(&edizione).sorgenti(&documento(&edizione, "piano"));
    gruppo.bench_function("typeset: bare compile and export", |b| {
        b.iter(|| {
            typeset::dimentica();
            let composto = typeset::componi(&sorgenti).expect("compiles");
            typeset::esporta(&sorgenti, &composto)
                .expect("exports")
                .len()
        });
    });
    gruppo.finish();
}

criterion_group!(benches, stadi);
criterion_main!(benches);
