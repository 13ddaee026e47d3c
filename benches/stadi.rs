//! The time of each stage on the cycle of Bergamo, beside the bare Typst compile and export of the
//! same sources.
//!
//! `cargo bench --bench stadi`; the ratio itself is what `cargo bench --bench rapporti` prints.

use std::hint::black_box;
use std::time::Duration;

use ciclo::cycle::Cartella;
use ciclo::load::{self, Caricato};
use ciclo::opendata::Pubblico;
use ciclo::typeset::{Comune, Documento};
use ciclo::{charts, check, prose, rendiconto, score, typeset};
use criterion::{Criterion, criterion_group, criterion_main};

fn bergamo() -> Cartella {
    Cartella::nuova(concat!(env!("CARGO_MANIFEST_DIR"), "/data/bergamo-2022"))
}

fn caricato() -> Caricato {
    load::carica(bergamo()).expect("the cycle of Bergamo")
}

fn capitoli(caricato: &Caricato) -> Vec<prose::Capitolo> {
    let Caricato {
        cartella,
        modello,
        valutazione,
        impostazioni,
        ..
    } = caricato;
    prose::capitoli(cartella, "piano", modello, valutazione, impostazioni).0
}

fn stadi(c: &mut Criterion) {
    let caricato = caricato();
    let mut gruppo = c.benchmark_group("stadi");
    gruppo
        .sample_size(20)
        .measurement_time(Duration::from_secs(8));
    gruppo.bench_function("load: read, merge, score, check", |b| {
        b.iter(|| load::carica(bergamo()).is_ok())
    });
    gruppo.bench_function("score", |b| {
        b.iter(|| {
            score::valuta(
                black_box(&caricato.modello),
                &caricato.impostazioni.valutazione,
            )
        })
    });
    gruppo.bench_function("check", |b| {
        b.iter(|| {
            check::verifica(
                black_box(&caricato.modello),
                &caricato.impostazioni,
                &caricato.valutazione,
            )
        })
    });
    gruppo.bench_function("rendiconto", |b| {
        b.iter(|| {
            rendiconto::prepara(
                black_box(&caricato.modello),
                &caricato.valutazione,
                &caricato.impostazioni,
            )
        })
    });
    gruppo.bench_function("prose", |b| b.iter(|| capitoli(black_box(&caricato))));
    gruppo.bench_function("charts", |b| {
        b.iter(|| {
            caricato
                .modello
                .serie
                .iter()
                .map(charts::disegna)
                .filter(Result::is_ok)
                .count()
        })
    });
    gruppo.bench_function("opendata: modello.json", |b| {
        b.iter(|| Pubblico::di(black_box(&caricato)).json())
    });

    let comune = Comune::nuovo(&caricato).expect("the charts");
    let documento = Documento::piano(&comune, &caricato, capitoli(&caricato));
    let sorgenti = typeset::sorgenti(&documento, &caricato.cartella).expect("the templates");
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
