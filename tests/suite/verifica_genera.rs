//! What `verifica` lets pass, `genera` makes: on cycles and chapters put together at random.

use ciclo::cli::modelli;
use ciclo::cycle::Cartella;
use ciclo::edizione::Edizione;
use ciclo::model::Diagnosi;
use proptest::prelude::*;

use crate::comune::{Ciclo, testo};

fn cella() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,4}(%| gg|,[0-9]{1,2})?",
        "[0-3][0-9]/[01][0-9]/2022",
        "(SI|NO|-|n\\.d\\.|da 3 a 5|≥ 80%|monitoraggio)",
        "[^\"\\n\\r;]{0,12}",
    ]
}

/// Pieces of which chapters are made, good and bad.
fn pezzo() -> impl Strategy<Value = String> {
    const PEZZI: &[&str] = &[
        "# Titolo",
        "## Paragrafo",
        "### Sotto",
        "#### Più sotto",
        "Testo con *enfasi*, **forza** e [un indirizzo](https://www.ente.it).",
        "- uno\n- due\n  - tre",
        "1. primo\n2. secondo",
        "> citazione",
        "`{{ anno }}`",
        "```\n{{ tabella(\"prova\") }}\n```",
        "{{ tabella(\"prova\") }}",
        "{{ grafico(\"prova\") }}",
        "{{ cruscotti(\"servizio\") }}",
        "{{ figura(\"organigramma\") }}",
        "Nel {{ anno }} ci sono {{ personale.totale }} persone.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "<b>grezzo</b>",
        "---",
        "![](figura.png)",
        "Una nota[^1].\n\n[^1]: eccola",
        "{% if anno %}sì{% endif %}",
        "#set text(red)",
        "$ x^2 $",
    ];
    prop::sample::select(PEZZI).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn what_verifica_lets_pass_is_made(
        righe in prop::collection::vec(prop::collection::vec(cella(), 3..4), 1..5),
        serie in prop::collection::vec(cella(), 0..4),
        capitolo in prop::collection::vec(pezzo(), 0..6),
    ) {
        let ciclo = Ciclo::base("minimo");
        let corpo: String = (1..)
            .zip(&righe)
            .map(|(n, celle)| format!("Indicatore {n};{}\n", celle.join(";")))
            .collect();
        let testa = "CRESCITA\nIndicatore;Target 2022;Consuntivo 2021;Fonte\n1.1 Territorio\n";
        ciclo.scrivi("servizi/prova.csv", format!("{testa}{corpo}"));
        if !serie.is_empty() {
            let righe: String = serie.iter().map(|cella| format!("x;{cella}\n")).collect();
            ciclo.scrivi("serie/prova.csv", format!("Anno;Valore\n{righe}"));
            let scritto = std::fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("settings");
            let grafico = "[[grafici]]\nid = \"prova\"\ntitolo = \"Prova\"\ntipo = \"linee\"\n";
            ciclo.scrivi("ciclo.toml", format!("{scritto}\n{grafico}"));
        }
        ciclo.scrivi("testi/piano/20-prova.md", capitolo.join("\n\n"));
        let edizione = Edizione::apri(&Cartella::nuova(ciclo.dati())).expect("settings");
        if modelli::verifica(&edizione).iter().any(Diagnosi::blocca) {
            return Ok(());
        }
        let fatto = ciclo.esegui(&["genera"]);
        prop_assert!(fatto.status.success(), "{}\n{}", testo(&fatto.stderr), capitolo.join("\n\n"));
    }
}
