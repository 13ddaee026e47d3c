//! On any grid, every filled cell is used, named in a diagnosis, or in error: none is lost in
//! silence.

use std::collections::BTreeSet;

use ciclo::cycle::Cartella;
use ciclo::edizione::Edizione;
use ciclo::model::{Codice, Diagnosi, Indirizzo};
use proptest::prelude::*;
use serde_json::Value;

use crate::comune::{Ciclo, prove};

/// Headings of which tables are made; each cell with one of them is a heading or a value.
const INTESTAZIONI: &[&str] = &[
    "Azione",
    "Indicatore",
    "Risultato Atteso 2022",
    "Risultato Consuntivo 2021",
    "Target",
    "2022",
    "Fonte",
    "Peso",
    "Verso",
    "Grado",
    "Motivazione",
    "Note",
    "Codice",
    "Obiettivo",
    "Unità di misura",
    "Baseline 2020",
    "Risultato al 30/06/2022",
    "Scadenza",
    "Anno",
    "Attività",
    "Progetto",
    "Prospettiva",
    "Responsabile",
];

/// Names that the cycle knows: a row with one of them alone is a banner.
const NOTI: &[&str] = &["CRESCITA", "1.1 Territorio", "Imprese"];

fn cella() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        3 => prop::sample::select(INTESTAZIONI).prop_map(str::to_owned),
        1 => prop::sample::select(NOTI).prop_map(str::to_owned),
        1 => prop::sample::select(&["Totale", "* provvisorio", "Firma", "boh", "#RIF!"][..])
            .prop_map(str::to_owned),
        2 => "[0-9]{1,3}(%| gg)?",
        // No heading begins like this.
        2 => "x[a-z]{0,5}( [a-z]{1,6})?",
    ]
}

/// A table as offices lay it out, with some cells changed at random.
fn griglia() -> impl Strategy<Value = Vec<Vec<String>>> {
    let a_caso = prop::collection::vec(prop::collection::vec(cella(), 0..7), 0..12);
    let tabella = (
        prop::collection::vec(
            prop::sample::select(INTESTAZIONI).prop_map(str::to_owned),
            2..6,
        ),
        prop::collection::vec(prop::collection::vec(cella(), 2..7), 1..10),
    );
    let tabella = tabella.prop_map(|(mut testa, corpo)| {
        testa.push("Indicatore".to_owned());
        let mut righe = vec![testa];
        righe.extend(corpo);
        righe
    });
    prop_oneof![a_caso, tabella]
}

fn in_csv(righe: &[Vec<String>]) -> String {
    righe.iter().map(|celle| celle.join(";") + "\n").collect()
}

/// Every address in what was read of the file.
fn usate(valore: &Value, usate: &mut BTreeSet<Indirizzo>) {
    match valore {
        Value::Object(campi) => campi.values().for_each(|valore| self::usate(valore, usate)),
        Value::Array(valori) => valori.iter().for_each(|valore| self::usate(valore, usate)),
        Value::String(testo) => usate.extend(testo.parse::<Indirizzo>().ok()),
        _ => {}
    }
}

/// Every text in what was read; the headings of a group of columns are joined by `›`.
fn testi(valore: &Value, testi: &mut BTreeSet<String>) {
    match valore {
        Value::Object(campi) => campi.values().for_each(|valore| self::testi(valore, testi)),
        Value::Array(valori) => valori.iter().for_each(|valore| self::testi(valore, testi)),
        Value::String(testo) => testi.extend(testo.split(" › ").map(str::to_owned)),
        _ => {}
    }
}

/// What was read of a file that holds one thing only.
fn letto(edizione: &Edizione, file: &str) -> Value {
    let modello = serde_json::to_value(edizione.modello()).expect("JSON");
    let sua = |cosa: &Value| cosa.to_string().contains(file);
    let scelti = |che: &str| -> Vec<Value> {
        match &modello[che] {
            Value::Array(tutti) => tutti.iter().filter(|c| sua(c)).cloned().collect(),
            Value::Object(tutti) => tutti.values().filter(|c| sua(c)).cloned().collect(),
            _ => Vec::new(),
        }
    };
    ["cruscotti", "quadri", "progetti", "serie"]
        .into_iter()
        .flat_map(scelti)
        .collect()
}

/// True if a diagnosis answers for a cell: it stands there, or speaks of its row or its column.
fn nominata(diagnosi: &Diagnosi, cella: Indirizzo, file: &str) -> bool {
    let mut sue = diagnosi.luoghi.iter().filter(|luogo| luogo.file == file);
    sue.any(|luogo| {
        let Some(la) = luogo.indirizzo() else {
            return true;
        };
        match diagnosi.codice {
            Codice::RigaNonRiconosciuta
            | Codice::IndicatoreSenzaNome
            | Codice::ProspettivaSconosciuta
            | Codice::ValoreNonValido => la.riga == cella.riga,
            Codice::IntestazioneNonRiconosciuta | Codice::Doppione => {
                la == cella || la.colonna == cella.colonna && la.riga <= cella.riga
            }
            Codice::IntestazioneMancante => la.riga <= cella.riga,
            _ => la == cella,
        }
    })
}

/// True of a heading, and of what may stand over one: a header has up to three rows.
fn in_testa(righe: &[Vec<String>], cella: Indirizzo) -> bool {
    let riga = usize::try_from(cella.riga).expect("small") - 1;
    let colonna = usize::try_from(cella.colonna).expect("small");
    let sotto = righe[riga..].iter().take(3);
    sotto
        .filter_map(|celle| celle.get(colonna))
        .any(|scritto| INTESTAZIONI.contains(&scritto.as_str()))
}

/// The filled cells that nobody answers for.
fn perse(righe: &[Vec<String>], file: &str) -> Vec<(Indirizzo, String)> {
    let ciclo = Ciclo::base("minimo");
    ciclo.scrivi(file, in_csv(righe));
    let edizione = Edizione::apri(&Cartella::nuova(ciclo.dati())).expect("settings");
    let diagnosi = edizione.diagnosi();
    let letto = letto(&edizione, file);
    let mut prese = BTreeSet::new();
    usate(&letto, &mut prese);
    // Titles, names and notes have their text and no cell.
    let mut stampati = BTreeSet::new();
    testi(&letto, &mut stampati);
    let mut perse = Vec::new();
    for (riga, celle) in (1..).zip(righe) {
        for (colonna, scritto) in (0..).zip(celle) {
            let cella = Indirizzo { riga, colonna };
            let noto = in_testa(righe, cella) || NOTI.contains(&scritto.as_str());
            let persa = !scritto.trim().is_empty()
                && !noto
                && !prese.contains(&cella)
                && !stampati.contains(scritto.trim())
                && !diagnosi.iter().any(|d| nominata(d, cella, file));
            if persa {
                perse.push((cella, scritto.clone()));
            }
        }
    }
    perse
}

proptest! {
    #![proptest_config(prove(96))]

    #[test]
    fn every_cell_of_a_cruscotto_is_accounted_for(righe in griglia()) {
        let perse = perse(&righe, "servizi/prova.csv");
        prop_assert!(perse.is_empty(), "{perse:?}\n{}", in_csv(&righe));
    }

    #[test]
    fn every_cell_of_a_table_is_accounted_for(righe in griglia()) {
        let perse = perse(&righe, "quadri/prova.csv");
        prop_assert!(perse.is_empty(), "{perse:?}\n{}", in_csv(&righe));
    }

    #[test]
    fn every_cell_of_a_scheda_is_accounted_for(righe in griglia(), nome in "[a-z]{3,9}") {
        let righe = [vec![vec!["Progetto".to_owned(), nome]], righe].concat();
        let perse = perse(&righe, "progetti/prova.csv");
        prop_assert!(perse.is_empty(), "{perse:?}\n{}", in_csv(&righe));
    }
}
