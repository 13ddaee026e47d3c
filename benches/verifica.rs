//! Every rule over 1, 10 and 100 workbooks of 200 rows each: the time per row must stay the same.
//!
//! `cargo bench --bench verifica`

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a benchmark prints what it measures, and stops where it cannot"
)]

use std::hint::black_box;

use ciclo::check;
use ciclo::cycle::{self, Impostazioni};
use ciclo::merge;
use ciclo::model::Modello;
use ciclo::read::ciclo::{CruscottoDaUnire, Materiali};
use ciclo::score;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const RIGHE: usize = 200;

const CICLO: &str = r#"
ente = { nome = "Ente di prova" }
ciclo = { anno = 2022 }
prospettive = [{ nome = "Crescita", obiettivi = [{ codice = "1.1", nome = "Territorio" }] }]
"#;

fn verifica(banco: &mut Criterion) {
    let mut gruppo = banco.benchmark_group("verifica");
    gruppo.sample_size(10);
    for cartelle in [1, 10, 100] {
        let (modello, impostazioni) = ciclo_di(cartelle);
        let valutazione = score::valuta(&modello, &impostazioni.valutazione);
        gruppo.throughput(Throughput::Elements((cartelle * RIGHE) as u64));
        gruppo.bench_function(BenchmarkId::from_parameter(cartelle * RIGHE), |misura| {
            misura.iter(|| check::verifica(black_box(&modello), &impostazioni, &valutazione));
        });
    }
    gruppo.finish();
}

/// A cycle of so many services, read from text as the files would be.
fn ciclo_di(cartelle: usize) -> (Modello, Impostazioni) {
    let (impostazioni, _) = cycle::interpreta(CICLO).expect("valid settings");
    let cruscotti = (0..cartelle)
        .map(|numero| {
            let file = format!("servizi/servizio-{numero}.csv");
            let fogli = ciclo::read::fogli(&file, foglio(numero).as_bytes())
                .expect("a workbook")
                .dati;
            let lettore = ciclo::read::Lettore::nuovo(&impostazioni);
            let letto = ciclo::read::cruscotto::leggi(&fogli, &lettore, Default::default())
                .dati
                .remove(0);
            let id = format!("servizio-{numero}");
            CruscottoDaUnire {
                nome: id.clone(),
                id,
                tipo: "servizio".to_owned(),
                responsabile: None,
                gia: Vec::new(),
                file,
                letto,
            }
        })
        .collect();
    let mut materiali = Materiali::default();
    materiali.cruscotti = cruscotti;
    let modello = merge::unisci(&impostazioni, materiali);
    (modello, impostazioni)
}

/// Rows of every kind; a tenth of the indicators stand on every service, and names are alike as in
/// life.
fn foglio(numero: usize) -> String {
    const COSE: [&str; 8] = [
        "pratiche",
        "eventi",
        "bandi",
        "verifiche",
        "incontri",
        "rapporti",
        "corsi",
        "visite",
    ];
    const FATTE: [&str; 7] = [
        "evase",
        "organizzati",
        "pubblicati",
        "concluse",
        "realizzati",
        "diffusi",
        "avviate",
    ];
    let mut righe = "CRESCITA\nAzione;Indicatore;Risultato Atteso 2021;Risultato Consuntivo 2021;Risultato Atteso 2022;Fonte del dato\n1.1 Territorio\n".to_owned();
    for riga in 0..RIGHE {
        let (cosa, fatta) = (
            COSE[riga % COSE.len()],
            FATTE[riga / COSE.len() % FATTE.len()],
        );
        let dove = if riga % 10 == 0 {
            "tutti".to_owned()
        } else {
            format!("servizio {numero}")
        };
        let valori = [
            "3;4;5",
            "80%;76,5%;85%",
            "30 gg;14gg;30 gg",
            "30/06/2021;15/06/2021;30/06/2022",
        ][riga % 4];
        righe.push_str(&format!(
            "Azione {};N. di {cosa} {fatta} {riga} ({dove});{valori};Registro\n",
            riga % 20
        ));
    }
    righe
}

criterion_group!(benches, verifica);
criterion_main!(benches);
