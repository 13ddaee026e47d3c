//! What `verifica` lets pass, `genera` makes: on cycles and chapters put together at random.

use std::cell::Cell;

use ciclo::cli::modelli;
use ciclo::cycle::Cartella;
use ciclo::edizione::Edizione;
use ciclo::model::Diagnosi;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::comune::{Ciclo, prove, testo};

fn cella() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[1-9][0-9]{1,4}(%| gg)?",
        2 => "[0-2][1-8]/0[1-9]/2022",
        2 => "(SI|NO|-|n\\.d\\.|da 3 a 5|≥ 80%|monitoraggio)",
        1 => "[^\"\\n\\r;]{0,12}",
    ]
}

/// Pieces of which chapters are made; those of the second list stop some documents.
fn pezzo() -> impl Strategy<Value = &'static str> {
    const BUONI: &[&str] = &[
        "## Paragrafo",
        "Testo con *enfasi*, **forza** e [un indirizzo](https://www.ente.it).",
        "- uno\n- due\n  - tre",
        "1. primo\n2. secondo",
        "> citazione",
        "{{ tabella(\"prova\") }}",
        "{{ grafico(\"prova\") }}",
        "{{ cruscotti(\"servizio\") }}",
        "Nel {{ anno }} si fa il resto.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "{% if anno %}sì{% endif %}",
    ];
    const DUBBI: &[&str] = &[
        "### Sotto",
        "#### Più sotto",
        "`{{ anno }}`",
        "```\n{{ tabella(\"prova\") }}\n```",
        "{{ figura(\"organigramma\") }}",
        "{{ personale.totale }}",
        "<b>grezzo</b>",
        "---",
        "![](figura.png)",
        "Una nota[^1].\n\n[^1]: eccola",
        "#set text(red)",
        "$ x^2 $",
        "| a |\n|---|\n| {{ grafico(\"prova\") }} |",
        "- {{ tabella(\"prova\") }}",
    ];
    prop_oneof![
        6 => prop::sample::select(BUONI),
        1 => prop::sample::select(DUBBI),
    ]
}

/// A small cycle with a service, a table, a chart and a chapter.
fn ciclo(righe: &[Vec<String>], serie: &[String], capitolo: &[&str]) -> Ciclo {
    let ciclo = Ciclo::base("minimo");
    let corpo: String = (1..)
        .zip(righe)
        .map(|(n, celle)| format!("Prodotto del gruppo {n};{}\n", celle.join(";")))
        .collect();
    let testa = "CRESCITA\nIndicatore;Target 2022;Consuntivo 2021;Fonte\n1.1 Territorio\n";
    ciclo.scrivi("servizi/prova.csv", format!("{testa}{corpo}"));
    ciclo.scrivi("quadri/prova.csv", "Voce;Totale\nUno;5\nDue;7\n");
    let punti: String = (2018..)
        .zip(serie)
        .map(|(anno, cella)| format!("{anno};{cella}\n"))
        .collect();
    ciclo.scrivi("serie/prova.csv", format!("Anno;Valore\n{punti}"));
    let scritto = std::fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("settings");
    let grafico = "[[grafici]]\nid = \"prova\"\ntitolo = \"Prova\"\ntipo = \"linee\"\n";
    ciclo.scrivi("ciclo.toml", format!("{scritto}\n{grafico}"));
    let capitolo = format!("# Capitolo di prova\n\n{}\n", capitolo.join("\n\n"));
    ciclo.scrivi("testi/piano/20-prova.md", capitolo);
    ciclo
}

#[test]
fn what_verifica_lets_pass_is_made() {
    let casi = (
        prop::collection::vec(prop::collection::vec(cella(), 3..4), 1..4),
        prop::collection::vec(cella(), 0..4),
        prop::collection::vec(pezzo(), 0..5),
    );
    let fatti = Cell::new(0);
    let mut corsa = TestRunner::new(prove(40));
    let esito = corsa.run(&casi, |(righe, serie, capitolo)| {
        let ciclo = ciclo(&righe, &serie, &capitolo);
        let edizione = Edizione::apri(&Cartella::nuova(ciclo.dati())).expect("settings");
        if !modelli::verifica(&edizione).iter().any(Diagnosi::blocca) {
            let fatto = ciclo.esegui(&["genera"]);
            prop_assert!(fatto.status.success(), "{}", testo(&fatto.stderr));
            fatti.set(fatti.get() + 1);
        }
        Ok(())
    });
    esito.unwrap_or_else(|errore| panic!("{errore}"));
    assert!(fatti.get() > 2, "only {} were made", fatti.get());
}
