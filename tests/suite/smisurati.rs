//! Cycles that no demonstration has: one service, thirty obiettivi, names of four hundred letters,
//! charts of one value, of sixty, of nothing. Their pages hold the rules of all pages.

use lopdf::Document;
use regex::Regex;

use crate::comune::pagine::{Linea, Pagina, pagine};
use crate::comune::smisurato::{Grafico, Misure};
use crate::comune::{Ciclo, testo};

/// Words that only a screen reader meets are a point high; nothing else is smaller than a note.
const A_VOCE: f64 = 1.5;
const NOTA: f64 = 8.0;
/// Down to where the name of a table that goes on stands, in points.
const IN_TESTA: f64 = 110.0;

fn trenta_obiettivi() -> Misure {
    Misure {
        servizi: 2,
        prospettive: 6,
        obiettivi: 5,
        ..Misure::uno()
    }
}

fn nomi_lunghi() -> Misure {
    Misure {
        servizi: 2,
        prospettive: 2,
        obiettivi: 2,
        indicatori: 3,
        lettere: 400,
        grafici: grafici([6, 8, 8], |n, c| (n * 37 + c * 53) as i32 % 91 + 5),
    }
}

/// A chart of each kind, with so many values: stacked, level, over time.
fn grafici([impilate, orizzontali, nel_tempo]: [usize; 3], valore: Valore) -> Vec<Grafico> {
    let di = |tipo, colonne, voci| Grafico {
        tipo,
        id: tipo,
        colonne,
        voci,
        valore,
    };
    vec![
        di("barre-impilate", &["Prima", "Seconda"], impilate),
        di("barre-orizzontali", &["Prima"], orizzontali),
        di("linee", &["Prima", "Seconda"], nel_tempo),
        di("barre-affiancate", &["Prima", "Seconda"], nel_tempo),
        di("scambi-e-saldo", &["Import", "Export", "Saldo"], nel_tempo),
        di("barre-e-linea", &["Prima", "Seconda"], nel_tempo),
    ]
}

type Valore = fn(usize, usize) -> i32;

/// The pages of each document of a cycle, with its name.
fn documenti(misure: &Misure, nomi: &[&'static str]) -> Vec<(&'static str, Vec<Pagina>)> {
    let ciclo = Ciclo::smisurato(misure);
    let documento = |nome: &&'static str| {
        let uscita = ciclo.esegui(&["genera", nome]);
        assert!(uscita.status.success(), "{nome}: {}", testo(&uscita.stderr));
        let anni = match *nome {
            "piano" | "piao" => "2027-2029",
            "monitoraggio" => "2027-06-30",
            _ => "2026",
        };
        let file = ciclo.uscita().join(format!("{nome}-{anni}.pdf"));
        (*nome, pagine(&Document::load(file).expect("a PDF")))
    };
    nomi.iter().map(documento).collect()
}

/// Each line with its document and page.
fn linee(documenti: &[(&'static str, Vec<Pagina>)]) -> Vec<(String, Linea)> {
    let numerate = documenti
        .iter()
        .flat_map(|(nome, pagine)| pagine.iter().enumerate().map(move |(n, p)| (nome, n, p)));
    numerate
        .flat_map(|(nome, n, pagina)| {
            let dove = format!("{nome}, page {}", n + 1);
            let linee = pagina.linee().into_iter();
            linee.map(move |linea| (dove.clone(), linea))
        })
        .collect()
}

/// Text is large enough to be read and stands on its page, clear of what is at its right.
fn si_legge(documenti: &[(&'static str, Vec<Pagina>)]) {
    for (nome, pagine) in documenti {
        for (n, pagina) in pagine.iter().enumerate() {
            for tratto in &pagina.tratti {
                let detto = format!("{nome}, page {}: «{}»", n + 1, tratto.testo);
                let a_voce = tratto.corpo < A_VOCE;
                assert!(
                    a_voce || tratto.corpo > NOTA - 0.05,
                    "{detto}: {}",
                    tratto.corpo
                );
                assert!(
                    a_voce || tratto.stretto() < pagina.larga,
                    "{detto} leaves its page"
                );
                assert!(
                    (0.0..pagina.alta).contains(&tratto.y),
                    "{detto} leaves its page"
                );
            }
            if let Some((prima, dopo)) = pagina.sovrapposti() {
                panic!("{nome}, page {}: «{prima}» runs into «{dopo}»", n + 1);
            }
        }
    }
}

/// Nothing is set a syllable a line: as many short lines one under the other.
fn nessuna_sillaba(documenti: &[(&'static str, Vec<Pagina>)]) {
    const CORTA: usize = 5;
    const TANTE: usize = 6;
    let linee = linee(documenti);
    let mut corte = 0;
    for due in linee.windows(2) {
        let ((dove, prima), (_, dopo)) = (&due[0], &due[1]);
        let sotto = (dopo.x - prima.x).abs() < 0.5 && (0.0..12.0).contains(&(dopo.y - prima.y));
        let parola = |l: &Linea| {
            let lettere = l.testo.trim().chars();
            lettere.clone().all(|c| c.is_alphabetic() || c == '-') && lettere.count() <= CORTA
        };
        corte = if sotto && parola(prima) && parola(dopo) {
            corte + 1
        } else {
            0
        };
        assert!(corte < TANTE, "{dove}: «{}» and so on", dopo.testo);
    }
}

/// A page that begins with a table says whose it is, and a table that goes on ends as it said.
fn i_seguiti_tornano(documenti: &[(&'static str, Vec<Pagina>)]) -> usize {
    let seguito = Regex::new(r", segue \((\d+) di (\d+)\)").expect("a rule");
    let mut visti = 0;
    for (nome, pagine) in documenti {
        let mut attesa: Option<(usize, usize)> = None;
        for (n, pagina) in pagine.iter().enumerate() {
            let linee = pagina.linee();
            let prima = linee.first().map_or("", |linea| linea.testo.as_str());
            // Of a turned page the name stands higher.
            let sola = prima.starts_with("Azione e") && pagina.alta > pagina.larga;
            assert!(!sola, "{nome}, page {}: a table without a name", n + 1);
            let in_testa = pagina.tratti.iter().filter(|tratto| tratto.y < IN_TESTA);
            let testa: String = in_testa.map(|tratto| &*tratto.testo).collect();
            let detto = seguito.captures(&testa).map(|trovato| {
                let numero = |i: usize| trovato[i].parse().expect("a number");
                (numero(1), numero(2))
            });
            if let Some((quale, quanti)) = attesa {
                assert_eq!(detto, Some((quale + 1, quanti)), "{nome}, page {}", n + 1);
            }
            visti += usize::from(detto.is_some());
            attesa = detto.filter(|(quale, quanti)| quale < quanti);
        }
    }
    visti
}

/// Inside a chapter no page stays nearly empty; turned pages and those before them may.
fn nessuna_pagina_sprecata(documenti: &[(&'static str, Vec<Pagina>)], piena: f64) {
    let apre = |pagina: &Pagina| pagina.linee().iter().any(|linea| linea.corpo > 29.0);
    for (nome, pagine) in documenti {
        for (n, due) in pagine.windows(2).enumerate().skip(1) {
            let ritte = due.iter().all(|pagina| pagina.alta > pagina.larga);
            let dentro = ritte && !apre(&due[1]);
            let quanto = due[0].piena();
            assert!(
                !dentro || quanto >= piena,
                "{nome}, page {}: {quanto:.2}",
                n + 1
            );
        }
    }
}

const TUTTI: [&str; 5] = ["piano", "relazione", "piao", "monitoraggio", "validazione"];

#[test]
fn one_service_makes_every_document() {
    let documenti = documenti(&Misure::uno(), &TUTTI);
    si_legge(&documenti);
    i_seguiti_tornano(&documenti);
    nessuna_pagina_sprecata(&documenti, 0.55);
}

#[test]
fn thirty_obiettivi_keep_the_year_in_a_page() {
    let documenti = documenti(&trenta_obiettivi(), &TUTTI);
    si_legge(&documenti);
    assert!(i_seguiti_tornano(&documenti) > 20);
    let (_, relazione) = &documenti[1];
    let dice = |pagina: &Pagina, cosa: &str| pagina.linee().iter().any(|l| l.testo.contains(cosa));
    let sintesi = relazione
        .iter()
        .position(|p| dice(p, "in una pagina") && dice(p, "dell’ente"));
    let dopo = &relazione[sintesi.expect("the year in a page") + 1];
    assert!(
        dice(dopo, "Grado per obiettivo"),
        "what does not fit follows whole"
    );
}

#[test]
fn names_of_four_hundred_letters_are_read() {
    let documenti = documenti(&nomi_lunghi(), &TUTTI);
    si_legge(&documenti);
    nessuna_sillaba(&documenti);
    assert!(i_seguiti_tornano(&documenti) > 10);
    nessuna_pagina_sprecata(&documenti, 0.5);
}

#[test]
fn charts_of_one_value_of_sixty_of_nothing_and_below_zero_are_drawn() {
    let casi: [([usize; 3], Valore); 5] = [
        ([1, 1, 1], |n, c| (n * 37 + c * 53) as i32 % 91 + 5),
        ([24, 30, 60], |n, c| (n * 37 + c * 53) as i32 % 91 + 5),
        ([8, 8, 8], |_, _| 0),
        ([8, 8, 8], |n, c| -((n * 37 + c * 53) as i32 % 91) - 5),
        ([8, 8, 8], |n, c| (n * 37 + c * 53) as i32 % 91 - 45),
    ];
    for (voci, valore) in casi {
        let misure = Misure {
            grafici: grafici(voci, valore),
            ..Misure::uno()
        };
        let documenti = documenti(&misure, &["piano"]);
        si_legge(&documenti);
        let linee = linee(&documenti);
        let didascalie = linee
            .iter()
            .filter(|(_, l)| l.testo.starts_with("Grafico "));
        assert_eq!(
            didascalie.count(),
            2 * misure.grafici.len(),
            "in the contents and in place"
        );
        for (dove, linea) in &linee {
            let guasto = ["NaN", "inf", "∞", "-0,0"]
                .iter()
                .find(|g| linea.testo.contains(**g));
            assert_eq!(guasto, None, "{dove}: {}", linea.testo);
        }
    }
}
