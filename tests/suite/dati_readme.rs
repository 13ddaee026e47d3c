//! `data/README.md` tells an office every key of `ciclo.toml`, with examples that are read.

use std::collections::BTreeSet;

use ciclo::cycle::interpreta;
use ciclo::cycle::scritto::CicloScritto;
use ciclo::model::Codice;
use schemars::schema_for;
use serde_json::Value;

use crate::comune::radice;

fn readme() -> String {
    std::fs::read_to_string(radice().join("data/README.md")).expect("data/README.md")
}

/// Every key that some table of the settings has.
fn chiavi(schema: &Value, chiavi: &mut BTreeSet<String>) {
    match schema {
        Value::Object(campi) => {
            for (nome, valore) in campi {
                if nome == "properties" {
                    let proprieta = valore.as_object().expect("an object");
                    chiavi.extend(proprieta.keys().cloned());
                }
                self::chiavi(valore, chiavi);
            }
        }
        Value::Array(elenco) => elenco
            .iter()
            .for_each(|valore| self::chiavi(valore, chiavi)),
        _ => {}
    }
}

#[test]
fn it_names_every_key_of_the_settings() {
    let mut note = BTreeSet::new();
    chiavi(schema_for!(CicloScritto).as_value(), &mut note);
    assert!(note.len() > 60, "only {} keys found", note.len());
    let readme = readme();
    let parole: BTreeSet<&str> = readme
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .collect();
    let taciute: Vec<&String> = note
        .iter()
        .filter(|chiave| !parole.contains(chiave.as_str()))
        .collect();
    assert!(
        taciute.is_empty(),
        "data/README.md says nothing of {taciute:?}"
    );
}

/// What an example leaves out and the settings must have.
fn intero(esempio: &str) -> String {
    let sezioni = [
        ("[ente]", "[ente]\nnome = \"Ente\"\n"),
        ("[ciclo]", "[ciclo]\nanno = 2027\n"),
        (
            "[[prospettive]]",
            "[[prospettive]]\nnome = \"P\"\nobiettivi = [{ codice = \"1.1\", nome = \"O\" }]\n",
        ),
    ];
    let manca = |sezione: &str| !esempio.lines().any(|riga| riga.trim() == sezione);
    let mancanti = sezioni.iter().filter(|(sezione, _)| manca(sezione));
    let aggiunte: String = mancanti.map(|(_, testo)| *testo).collect();
    format!("{aggiunte}{esempio}")
}

#[test]
fn its_examples_are_settings() {
    let readme = readme();
    let esempi: Vec<&str> = readme
        .split("```toml\n")
        .skip(1)
        .filter_map(|resto| resto.split("```").next())
        .collect();
    assert!(esempi.len() > 12, "only {} examples", esempi.len());
    for esempio in esempi {
        let (_, diagnosi) = interpreta(&intero(esempio)).unwrap_or_else(|diagnosi| {
            panic!("{diagnosi:?}:\n{esempio}");
        });
        let rifiutate: Vec<&str> = diagnosi
            .iter()
            .filter(|d| d.codice == Codice::ImpostazioneNonValida)
            .map(|d| d.messaggio.as_str())
            .collect();
        assert!(rifiutate.is_empty(), "{rifiutate:?} in:\n{esempio}");
    }
}
