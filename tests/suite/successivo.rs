//! `ciclo nuovo --da`: next year's cycle out of this year's.

use std::fs;

use serde_json::Value;

use crate::comune::{Ciclo, albero, testo};

/// The cycle of Bergamo and the one made from it, beside it.
fn successivo() -> (Ciclo, Ciclo, String) {
    let vecchio = Ciclo::bergamo();
    let prima = albero(&vecchio.dati());
    let nuovo = vecchio.uscita().join("bergamo-2023");
    let nuovo = nuovo.to_string_lossy().into_owned();
    let dati = vecchio.dati();
    let detto = crate::comune::ciclo(&["nuovo", &nuovo, "--da", &dati.to_string_lossy()]);
    assert!(detto.status.success(), "{}", testo(&detto.stderr));
    assert!(
        albero(&vecchio.dati()) == prima,
        "nothing of the old cycle changes"
    );
    let fatto = Ciclo::copia(nuovo.as_ref());
    (vecchio, fatto, testo(&detto.stdout))
}

#[test]
fn next_year_keeps_what_was_planned_and_is_a_draft_at_once() {
    let (vecchio, nuovo, _) = successivo();
    let genera = nuovo.esegui(&["genera", "piano"]);
    assert!(genera.status.success(), "{}", testo(&genera.stderr));
    assert!(testo(&genera.stdout).contains("piano-2023-2025.pdf"));
    let (prima, dopo) = (vecchio.modello(), nuovo.modello());
    assert_eq!(dopo["anno"], 2023);
    assert_eq!(
        dopo["documenti"]["piano"]["titolo"],
        "Piano della performance 2023-2025"
    );
    assert_eq!(
        dopo["documenti"]["relazione"]["titolo"],
        "Relazione sulla performance 2023"
    );
    let righe = |modello: &Value| -> Vec<Value> {
        let cruscotti = modello["cruscotti"].as_array().expect("cruscotti");
        cruscotti
            .iter()
            .flat_map(|c| c["righe"].as_array().expect("rows").clone())
            .collect()
    };
    let (prima, dopo) = (righe(&prima), righe(&dopo));
    assert_eq!(prima.len(), dopo.len());
    for (prima, dopo) in prima.iter().zip(&dopo) {
        for campo in [
            "nome",
            "obiettivo",
            "azione",
            "fonte",
            "di_sistema",
            "verso",
            "peso",
        ] {
            assert_eq!(prima[campo], dopo[campo], "{}", prima["nome"]);
        }
        for anno in ["2022", "2023", "2024"] {
            let dato = |riga: &Value| {
                let valore = &riga["atteso"][anno];
                // A year without a column and a blank cell say the same: nothing yet.
                if valore.is_null() || valore["tipo"] == "vuoto" {
                    return None;
                }
                Some((
                    valore["tipo"].clone(),
                    valore["valore"].clone(),
                    valore["operatore"].clone(),
                ))
            };
            assert_eq!(dato(prima), dato(dopo), "{} {anno}", prima["nome"]);
        }
        assert!(dopo["atteso"].get("2021").is_none() && dopo["consuntivo"].get("2021").is_none());
    }
}

#[test]
fn what_a_person_must_look_at_is_one_list() {
    let (_, nuovo, detto) = successivo();
    let elenco = fs::read_to_string(nuovo.dati().join("DA-RIVEDERE.md")).expect("the list");
    assert!(detto.contains(elenco.trim_end()), "it is printed too");
    for cosa in [
        "quadri/personale.xlsx",
        "[riferimenti] fabbisogno",
        "[documenti.piano]",
    ] {
        assert!(elenco.contains(cosa), "{cosa} is not in\n{elenco}");
    }
    let toml = fs::read_to_string(nuovo.dati().join("ciclo.toml")).expect("the settings");
    assert!(
        toml.starts_with("# Ciclo della performance 2023-2025"),
        "comments stay, years move"
    );
    assert!(
        !toml.contains("cella = \"D23\""),
        "exceptions of cells that moved are gone"
    );
    assert!(
        toml.contains("quadri/personale.xlsx"),
        "those of tables stay"
    );
}
