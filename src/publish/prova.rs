//! What a publication would make public, before anything is written: read from the very bytes.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::opendata::allegato::MODELLO;

use super::somme::Albero;

/// Keys of the public JSON below which names stand for keys: those of tables, acts, chapters.
const A_NOMI: [&str; 4] = ["documenti", "quadri", "riferimenti", "testi"];

/// The kinds of field that each file of data holds: the columns of a table, the keys of the JSON.
pub(crate) fn campi(file: &Albero) -> Vec<(&str, Vec<String>)> {
    let mut campi = Vec::new();
    for (nome, byte) in file {
        let base = nome.rsplit('/').next().unwrap_or(nome);
        if base == MODELLO {
            campi.push((nome.as_str(), chiavi(byte)));
        } else if nome.ends_with(".csv") {
            campi.push((nome.as_str(), colonne(byte)));
        }
    }
    campi
}

fn colonne(byte: &[u8]) -> Vec<String> {
    let mut lettore = csv::Reader::from_reader(byte);
    let colonne = lettore
        .headers()
        .map(|riga| riga.iter().map(str::to_owned).collect());
    colonne.unwrap_or_default()
}

/// `cruscotti.righe.fonte`, each once, by name.
fn chiavi(byte: &[u8]) -> Vec<String> {
    let mut trovate = BTreeSet::new();
    if let Ok(valore) = serde_json::from_slice(byte) {
        scendi(&valore, "", &mut trovate);
    }
    trovate.into_iter().collect()
}

fn scendi(valore: &Value, qui: &str, trovate: &mut BTreeSet<String>) {
    match valore {
        Value::Object(chiavi) => {
            for (chiave, valore) in chiavi {
                let nome = match chiave.parse::<i16>() {
                    Ok(_) => "ANNO",
                    Err(_) if A_NOMI.contains(&qui) => "NOME",
                    Err(_) => chiave,
                };
                let sotto = match qui {
                    "" => nome.to_owned(),
                    qui => format!("{qui}.{nome}"),
                };
                scendi(valore, &sotto, trovate);
            }
        }
        Value::Array(elementi) => elementi
            .iter()
            .for_each(|elemento| scendi(elemento, qui, trovate)),
        Value::Null => {}
        _ => drop(trovate.insert(qui.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_from_what_would_be_written() {
        let file = Albero::from([
            ("a.csv".to_owned(), b"uno,\"due, tre\"\n1,2\n".to_vec()),
            (
                MODELLO.to_owned(),
                br#"{"anno": 1, "testi": {"piano": [{"file": "x"}]}, "righe": [
                    {"atteso": {"2022": {"testo": "3"}}, "note": null}]}"#
                    .to_vec(),
            ),
            ("index.html".to_owned(), b"<p>".to_vec()),
        ]);
        let attesi = vec![
            ("a.csv", vec!["uno".to_owned(), "due, tre".to_owned()]),
            (
                MODELLO,
                ["anno", "righe.atteso.ANNO.testo", "testi.NOME.file"]
                    .map(str::to_owned)
                    .to_vec(),
            ),
        ];
        assert_eq!(campi(&file), attesi);
    }
}
