//! What `ciclo.toml` declares: the public form of the settings, key by key. Lists are aligned by
//! the name that each of their items has, whatever their order.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::cycle::FILE;
use crate::model::nome::chiave;
use crate::model::{Modello, Origine, italiano};
use crate::opendata::riuscita;

use super::allinea::Allineamento;
use super::differenza::{Come, Cosa, Differenza};
use super::valori::{VUOTO, forma, somiglianza};

/// Between the keys of a path: codes such as `1.1` have dots of their own.
const TRA: &str = " › ";
/// Keys that name an item of a list, best first.
const NOMI: [&str; 6] = [
    "id",
    "codice",
    "nome",
    "denominazione",
    "misura",
    "promessa",
];
/// Names as like as this are one item under another name.
const NOME_SIMILE: f64 = 0.6;

/// Compares the settings.
pub(super) fn confronta(vecchio: &Modello, nuovo: &Modello) -> Vec<Differenza> {
    let mut differenze = Vec::new();
    tra(
        "",
        &dichiarate(vecchio),
        &dichiarate(nuovo),
        &mut differenze,
    );
    differenze
}

/// The part of the model that comes from the settings.
fn dichiarate(modello: &Modello) -> Value {
    let serie = modello.serie.iter().map(|serie| {
        json!({
            "id": serie.id, "titolo": serie.titolo, "tipo": serie.tipo, "unita": serie.unita,
            "unita_secondaria": serie.unita_secondaria, "fonte": serie.fonte, "dimostrativo": serie.dimostrativa,
        })
    });
    let quadri = modello.quadri.values().map(|quadro| {
        (
            quadro.id.clone(),
            json!({ "titolo": quadro.titolo, "fonte": quadro.fonte, "nota": quadro.nota }),
        )
    });
    let tipi: Vec<_> = modello.tipi.iter().collect();
    json!({
        "ente": valore(&modello.ente),
        "anno": modello.anno,
        "triennio": modello.triennio,
        "anno_relazione": modello.anno_relazione,
        "documenti": valore(&modello.documenti),
        "nomi": valore(&modello.nomi),
        "tipi": valore(&tipi),
        "missioni": valore(&modello.missioni),
        "prospettive": valore(&modello.prospettive),
        "organizzazione": valore(&modello.organizzazione),
        "oiv": valore(&modello.oiv),
        "riferimenti": valore(&modello.riferimenti),
        "piao": valore(&modello.piao),
        "programmi": valore(&modello.programmi),
        "promesse": valore(&modello.promesse),
        "grafici": serie.collect::<Vec<_>>(),
        "quadri": quadri.collect::<Map<_, _>>(),
    })
}

fn valore(dichiarato: &impl Serialize) -> Value {
    riuscita("JSON", serde_json::to_value(dichiarato))
}

fn tra(percorso: &str, vecchio: &Value, nuovo: &Value, differenze: &mut Vec<Differenza>) {
    match (vecchio, nuovo) {
        (Value::Object(prima), Value::Object(ora)) => oggetti(percorso, prima, ora, differenze),
        (Value::Array(prima), Value::Array(ora))
            if prima.iter().chain(ora).all(|v| nome(v).is_some()) =>
        {
            elenchi(percorso, prima, ora, differenze);
        }
        // What only one side has is told key by key too, unless it goes by a name.
        (Value::Null, Value::Object(ora)) if nome(nuovo).is_none() => {
            oggetti(percorso, &Map::new(), ora, differenze);
        }
        (Value::Object(prima), Value::Null) if nome(vecchio).is_none() => {
            oggetti(percorso, prima, &Map::new(), differenze);
        }
        _ => differenze.extend(valori(percorso, vecchio, nuovo)),
    }
}

fn oggetti(
    percorso: &str,
    prima: &Map<String, Value>,
    ora: &Map<String, Value>,
    differenze: &mut Vec<Differenza>,
) {
    let nuove = ora.keys().filter(|chiave| !prima.contains_key(*chiave));
    for chiave in prima.keys().chain(nuove) {
        let dentro = sotto(percorso, chiave);
        let vecchio = prima.get(chiave).unwrap_or(&Value::Null);
        let nuovo = ora.get(chiave).unwrap_or(&Value::Null);
        tra(&dentro, vecchio, nuovo, differenze);
    }
}

fn elenchi(percorso: &str, prima: &[Value], ora: &[Value], differenze: &mut Vec<Differenza>) {
    let nome_di = |voce: &Value| nome(voce).unwrap_or_default().to_owned();
    let abbinati = Allineamento::nuovo(prima, ora)
        .per_chiave(|voce| chiave(&nome_di(voce)))
        .per_somiglianza(|a, b| {
            Some(somiglianza(&nome_di(a), &nome_di(b))).filter(|quanto| *quanto >= NOME_SIMILE)
        })
        .fine();
    for (vecchia, nuova) in abbinati.coppie() {
        tra(
            &sotto(percorso, &nome_di(nuova)),
            vecchia,
            nuova,
            differenze,
        );
    }
    let intera = |voce: &Value| Cosa::Impostazione(sotto(percorso, &nome_di(voce)));
    let capo = |voce: &Value| (titolo(voce), luogo());
    differenze.extend(
        abbinati
            .tolti
            .iter()
            .map(|voce| intera(voce).tolta(capo(voce))),
    );
    differenze.extend(
        abbinati
            .aggiunti
            .iter()
            .map(|voce| intera(voce).aggiunta(capo(voce))),
    );
    differenze.extend(abbinati.riordino(|_, _| true).map(|riordino| {
        let (prima, ora) = (capo(riordino.prima), capo(riordino.ora));
        Cosa::Impostazione(percorso.to_owned()).riordinata(prima, ora, riordino.quanti)
    }));
}

/// Two values that have no parts of their own, or one that only one side has.
fn valori(percorso: &str, vecchio: &Value, nuovo: &Value) -> Option<Differenza> {
    let (prima, ora) = (stampa(vecchio), stampa(nuovo));
    if forma(&prima) == forma(&ora) {
        return None;
    }
    let cosa = Cosa::Impostazione(percorso.to_owned());
    let (vuota, vuoto) = (prima == VUOTO, ora == VUOTO);
    let (prima, ora) = ((prima, luogo()), (ora, luogo()));
    Some(match () {
        () if vuota => cosa.aggiunta(ora),
        () if vuoto => cosa.tolta(prima),
        () if percorso.ends_with("› nome") => cosa.rinominata(prima, ora),
        () => cosa.cambiata(prima, ora, Come::Altrimenti),
    })
}

fn sotto(percorso: &str, chiave: &str) -> String {
    if percorso.is_empty() {
        chiave.to_owned()
    } else {
        format!("{percorso}{TRA}{chiave}")
    }
}

/// The name of an item; lists of plain values have none.
fn nome(voce: &Value) -> Option<&str> {
    NOMI.iter().find_map(|chiave| voce.get(chiave)?.as_str())
}

/// An item as a person knows it: `1.1 Attrattività del territorio`.
fn titolo(voce: &Value) -> String {
    let chiavi = [
        "codice",
        "nome",
        "titolo",
        "denominazione",
        "misura",
        "promessa",
    ];
    let parti: Vec<&str> = chiavi
        .iter()
        .filter_map(|chiave| voce.get(chiave)?.as_str())
        .collect();
    match parti.as_slice() {
        [] => nome(voce).unwrap_or_default().to_owned(),
        parti => parti.join(" "),
    }
}

fn stampa(valore: &Value) -> String {
    match valore {
        Value::Null => VUOTO.to_owned(),
        Value::String(testo) if testo.is_empty() => VUOTO.to_owned(),
        Value::String(testo) => testo
            .parse()
            .map(italiano::data)
            .unwrap_or_else(|_| testo.clone()),
        Value::Bool(vero) => if *vero { "sì" } else { "no" }.to_owned(),
        Value::Array(voci) if voci.is_empty() => VUOTO.to_owned(),
        Value::Array(voci) => voci.iter().map(stampa).collect::<Vec<_>>().join(", "),
        Value::Object(voci) if nome(valore).is_none() => voci
            .iter()
            .map(|(chiave, voce)| format!("{chiave} {}", stampa(voce)))
            .collect::<Vec<_>>()
            .join(", "),
        Value::Object(_) => titolo(valore),
        Value::Number(numero) => numero.to_string(),
    }
}

fn luogo() -> Origine {
    Origine::file(FILE)
}
