//! `ciclo.toml` from a model: the same keys, as a person writes them.

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::{Modello, Nomi, Ruolo};

/// The settings, or why they cannot be written.
pub(super) fn scritte(modello: &Modello) -> Result<String, String> {
    let parti = json!({
        "ente": valore(&modello.ente)?,
        "ciclo": {
            "anno": modello.anno,
            "triennio": modello.triennio,
            "anno-relazione": modello.anno_relazione,
        },
        "documenti": valore(&modello.documenti)?,
        "nomi": if modello.nomi == Nomi::default() { Value::Null } else { valore(&modello.nomi)? },
        "tipi": se_diversi(modello)?,
        "missioni": valore(&modello.missioni)?,
        "prospettive": valore(&modello.prospettive)?,
        "cruscotti": cruscotti(modello),
        "organizzazione": valore(&modello.organizzazione)?,
        "riferimenti": valore(&modello.riferimenti)?,
        "quadri": quadri(modello),
        "grafici": grafici(modello)?,
        "oiv": valore(&modello.oiv)?,
        "piao": valore(&modello.piao)?,
        "programmi": valore(&modello.programmi)?,
        "pagina": { "promesse": promesse(modello)? },
    });
    let in_toml = toml::Value::try_from(pulito(parti)).map_err(|causa| causa.to_string())?;
    let testo = toml::to_string_pretty(&in_toml).map_err(|causa| causa.to_string())?;
    Ok(con_date(&testo))
}

fn valore(cosa: &impl Serialize) -> Result<Value, String> {
    serde_json::to_value(cosa).map_err(|causa| causa.to_string())
}

/// The kinds of cruscotti, where they are not those that every cycle has.
fn se_diversi(modello: &Modello) -> Result<Value, String> {
    let tutto = valore(modello)?;
    Ok(tutto.get("tipi").cloned().unwrap_or(Value::Null))
}

fn cruscotti(modello: &Modello) -> Vec<Value> {
    let cruscotti = modello.cruscotti.iter().map(|c| {
        json!({
            "id": c.id,
            "nome": c.nome,
            "tipo": c.tipo,
            "responsabile": c.responsabile,
        })
    });
    cruscotti.collect()
}

fn quadri(modello: &Modello) -> Value {
    let quadri = modello.quadri.values().map(|quadro| {
        let di_ruolo = |ruolo: Ruolo| {
            let righe = quadro.righe.iter().filter(|riga| riga.ruolo == ruolo);
            righe.map(|riga| riga.voce.clone()).collect::<Vec<_>>()
        };
        let impostazioni = json!({
            "titolo": quadro.titolo,
            "fonte": quadro.fonte,
            "nota": quadro.nota,
            "sezioni": di_ruolo(Ruolo::Sezione),
            "dettagli": di_ruolo(Ruolo::Dettaglio),
        });
        (quadro.id.clone(), impostazioni)
    });
    Value::Object(quadri.collect())
}

fn grafici(modello: &Modello) -> Result<Vec<Value>, String> {
    let serie = modello.serie.iter().filter(|serie| serie.origine.is_some());
    serie
        .map(|serie| {
            Ok(json!({
                "id": serie.id,
                "titolo": serie.titolo,
                "tipo": valore(&serie.tipo)?,
                "unita": serie.unita,
                "unita-secondaria": serie.unita_secondaria,
                "fonte": serie.fonte,
                "dimostrativo": serie.dimostrativa,
            }))
        })
        .collect()
}

/// The promises: settings have money and people beside the words.
fn promesse(modello: &Modello) -> Result<Vec<Value>, String> {
    let promesse = modello.promesse.iter().map(|promessa| {
        Ok(json!({
            "promessa": promessa.promessa,
            "indicatore": promessa.indicatore,
            "euro": valore(&promessa.risorse.euro)?,
            "persone": valore(&promessa.risorse.persone)?,
            "responsabile": promessa.responsabile,
        }))
    });
    promesse.collect()
}

/// The amounts, which the model has as exact text and settings as numbers.
const NUMERI: [&str; 3] = ["peso", "euro", "persone"];

/// Without what is not said; keys and numbers as settings write them.
fn pulito(valore: Value) -> Value {
    match valore {
        Value::Object(voci) => Value::Object(
            voci.into_iter()
                .filter(|(_, valore)| !valore.is_null() && ![json!([]), json!({})].contains(valore))
                .map(|(nome, valore)| match &valore {
                    Value::String(cifre) if NUMERI.contains(&nome.as_str()) => {
                        (nome, serde_json::from_str(cifre).unwrap_or(Value::Null))
                    }
                    _ => (nome.replace('_', "-"), pulito(valore)),
                })
                .collect(),
        ),
        Value::Array(voci) => Value::Array(voci.into_iter().map(pulito).collect()),
        altro => altro,
    }
}

/// Days are no text in settings: `data = 2022-01-27`.
fn con_date(testo: &str) -> String {
    let righe = testo
        .lines()
        .map(|riga| match riga.strip_prefix("data = \"") {
            Some(giorno) => format!("data = {}\n", giorno.trim_end_matches('"')),
            None => format!("{riga}\n"),
        });
    righe.collect()
}
