//! The tables of the open data: indicators, obiettivi, cruscotti, projects, quadri and the series
//! of the charts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::nome::{libero, slug};
use crate::model::valutazione::Sintesi;
use crate::model::{
    AttivitaProgetto, Dato, Grado, Modello, Obiettivo, Progetto, Prospettiva, Quadro, Serie,
    Valore, Valutazione,
};

use super::indicatori;
use super::tabella::{Colonna, Dichiarata, Tabella, TipoColonna, TipoColonna::*};

/// All tables, those of `quadri/` and `serie/` in their order.
pub fn tutte(modello: &Modello, valutazione: &Valutazione) -> Vec<Tabella> {
    let mut tabelle = vec![
        indicatori::tabella(modello, valutazione),
        obiettivi(modello, valutazione),
        cruscotti(modello, valutazione),
        progetti(modello),
    ];
    let mut usati: BTreeSet<String> = tabelle.iter().map(|tabella| tabella.nome.clone()).collect();
    for quadro in modello.quadri.values() {
        tabelle.push(di_quadro(quadro, libero(&slug(&quadro.id), &mut usati)));
    }
    for serie in &modello.serie {
        tabelle.push(di_serie(
            serie,
            libero(&format!("serie/{}", slug(&serie.id)), &mut usati),
        ));
    }
    tabelle
}

const OBIETTIVI: [Dichiarata; 13] = [
    (
        "prospettiva",
        Testo,
        true,
        "Prospettiva della mappa strategica",
    ),
    ("codice", Testo, true, "Codice dell'obiettivo strategico"),
    ("nome", Testo, true, "Nome dell'obiettivo"),
    ("missione", Testo, false, "Codice della missione"),
    ("nome_missione", Testo, false, "Nome della missione"),
    (
        "ambiti",
        Testo,
        false,
        "Lettere dell'art. 8 del D.Lgs. 150/2009, separate da uno spazio",
    ),
    (
        "peso",
        Decimale,
        false,
        "Peso dell'obiettivo nella prospettiva",
    ),
    ("anno", Intero, true, "Anno valutato"),
    ("grado", Decimale, false, "Grado di raggiungimento in punti"),
    ("fascia", Testo, false, "Fascia in cui cade il grado"),
    ("valutati", Intero, true, "Indicatori con un grado"),
    (
        "previsti",
        Intero,
        true,
        "Indicatori con un atteso per l'anno",
    ),
    ("totale", Intero, true, "Indicatori in tutto"),
];

fn obiettivi(modello: &Modello, valutazione: &Valutazione) -> Tabella {
    let obiettivi = modello
        .prospettive
        .iter()
        .flat_map(|p| p.obiettivi.iter().map(move |o| (p, o)));
    let gradi = valutazione.obiettivi.iter().map(|grado| &grado.sintesi);
    Tabella {
        nome: "obiettivi".to_owned(),
        titolo: "Obiettivi strategici".to_owned(),
        descrizione:
            "Una riga per ogni obiettivo, con il grado di raggiungimento sul cruscotto strategico."
                .to_owned(),
        colonne: OBIETTIVI.map(Colonna::dichiarata).into(),
        righe: obiettivi
            .zip(gradi)
            .map(|((prospettiva, obiettivo), sintesi)| {
                let mut riga = obiettivo_in_riga(modello, prospettiva, obiettivo);
                riga.extend(sintesi_in_riga(valutazione.anno, sintesi));
                riga
            })
            .collect(),
    }
}

fn obiettivo_in_riga(
    modello: &Modello,
    prospettiva: &Prospettiva,
    obiettivo: &Obiettivo,
) -> Vec<String> {
    let missione = modello
        .missioni
        .iter()
        .find(|missione| missione.codice == obiettivo.missione);
    vec![
        prospettiva.nome.clone(),
        obiettivo.codice.clone(),
        obiettivo.nome.clone(),
        obiettivo.missione.clone(),
        missione
            .map(|missione| missione.nome.clone())
            .unwrap_or_default(),
        obiettivo.ambiti.join(" "),
        decimale(obiettivo.peso),
    ]
}

const CRUSCOTTI: [Dichiarata; 10] = [
    ("id", Testo, true, "Identificativo del cruscotto"),
    ("nome", Testo, true, "Nome del cruscotto"),
    (
        "tipo",
        Testo,
        true,
        "strategico, servizio, azienda-speciale, segretario-generale o dirigente",
    ),
    ("responsabile", Testo, false, "Responsabile"),
    ("anno", Intero, true, "Anno valutato"),
    (
        "grado",
        Decimale,
        false,
        "Percentuale sintetica di raggiungimento in punti",
    ),
    ("fascia", Testo, false, "Fascia in cui cade il grado"),
    ("valutati", Intero, true, "Indicatori con un grado"),
    (
        "previsti",
        Intero,
        true,
        "Indicatori con un atteso per l'anno",
    ),
    ("totale", Intero, true, "Indicatori in tutto"),
];

fn cruscotti(modello: &Modello, valutazione: &Valutazione) -> Tabella {
    let righe = modello
        .cruscotti
        .iter()
        .zip(&valutazione.cruscotti)
        .map(|(cruscotto, grado)| {
            let responsabile = cruscotto.responsabile.clone().unwrap_or_default();
            let mut riga = vec![
                cruscotto.id.clone(),
                cruscotto.nome.clone(),
                nome_serde(cruscotto.tipo),
                responsabile,
            ];
            riga.extend(sintesi_in_riga(valutazione.anno, &grado.sintesi));
            riga
        });
    Tabella {
        nome: "cruscotti".to_owned(),
        titolo: "Cruscotti e percentuali sintetiche".to_owned(),
        descrizione: "Una riga per ogni cruscotto, con la percentuale sintetica di raggiungimento."
            .to_owned(),
        colonne: CRUSCOTTI.map(Colonna::dichiarata).into(),
        righe: righe.collect(),
    }
}

/// Year, grade, band and how many indicators it stands on.
fn sintesi_in_riga(anno: i16, sintesi: &Sintesi) -> [String; 6] {
    [
        anno.to_string(),
        punti(sintesi.grado),
        sintesi.fascia.clone().unwrap_or_default(),
        sintesi.valutati.to_string(),
        sintesi.previsti.to_string(),
        sintesi.totale.to_string(),
    ]
}

const PROGETTI: [Dichiarata; 13] = [
    ("progetto", Testo, true, "Identificativo del progetto"),
    ("nome", Testo, true, "Nome del progetto"),
    (
        "obiettivo",
        Testo,
        false,
        "Codice dell'obiettivo strategico",
    ),
    (
        "indicatore",
        Testo,
        false,
        "Identificativo dell'indicatore che il progetto alimenta",
    ),
    ("anno", Intero, true, "Anno dell'attività"),
    ("attivita", Testo, true, "Attività"),
    ("responsabile", Testo, false, "Responsabile dell'attività"),
    (
        "inizio",
        Testo,
        false,
        "Inizio, come è stampato nei documenti",
    ),
    ("fine", Testo, false, "Fine, come è stampata nei documenti"),
    ("peso", Decimale, false, "Peso dell'attività in punti"),
    (
        "target",
        Testo,
        false,
        "Risultato atteso, come è stampato nei documenti",
    ),
    (
        "risultato",
        Testo,
        false,
        "Risultato, come è stampato nei documenti",
    ),
    (
        "dimostrativo",
        SiNo,
        true,
        "Le attività sono dati dimostrativi",
    ),
];

fn progetti(modello: &Modello) -> Tabella {
    let attivita = modello
        .progetti
        .iter()
        .flat_map(|p| p.attivita.iter().map(move |a| (p, a)));
    Tabella {
        nome: "progetti".to_owned(),
        titolo: "Attività dei progetti".to_owned(),
        descrizione: "Una riga per ogni attività delle schede progetto.".to_owned(),
        colonne: PROGETTI.map(Colonna::dichiarata).into(),
        righe: attivita
            .map(|(progetto, attivita)| attivita_in_riga(progetto, attivita))
            .collect(),
    }
}

fn attivita_in_riga(progetto: &Progetto, attivita: &AttivitaProgetto) -> Vec<String> {
    vec![
        progetto.id.clone(),
        progetto.nome.clone(),
        progetto.obiettivo.clone().unwrap_or_default(),
        progetto.indicatore.clone().unwrap_or_default(),
        attivita.anno.to_string(),
        attivita.nome.clone(),
        attivita.responsabile.clone().unwrap_or_default(),
        attivita.inizio.stampa(),
        attivita.fine.stampa(),
        decimale(attivita.peso),
        attivita.target.stampa(),
        attivita.risultato.stampa(),
        si_no(progetto.dimostrativo),
    ]
}

/// The rows of a quadro by name and role, then its own columns.
fn di_quadro(quadro: &Quadro, nome: String) -> Tabella {
    let mut usati = BTreeSet::from(["voce".to_owned(), "ruolo".to_owned()]);
    let voce = if quadro.voce.is_empty() {
        "Voce"
    } else {
        &quadro.voce
    };
    let ruolo = (
        "ruolo",
        Testo,
        true,
        "voce, totale (somma di altre), dettaglio (parte del totale) o sezione (solo un titolo)",
    );
    let mut colonne = vec![
        Colonna {
            titolo: voce.to_owned(),
            ..Colonna::dichiarata(("voce", Testo, false, "Nome della riga"))
        },
        Colonna::dichiarata(ruolo),
    ];
    let mut celle: Vec<Vec<String>> = Vec::new();
    for (posto, colonna) in quadro.colonne.iter().enumerate() {
        let valori: Vec<&Valore> = quadro
            .righe
            .iter()
            .filter_map(|riga| riga.celle.get(posto))
            .collect();
        let (tipo, unita) = tipo_di(&valori);
        celle.push(valori.iter().map(|valore| cella(valore, tipo)).collect());
        colonne.push(Colonna {
            nome: nome_di_colonna(&colonna.nome_intero(), &mut usati),
            titolo: colonna.nome_intero(),
            descrizione: unita
                .map(|unita| format!("Valori in {unita}"))
                .unwrap_or_default(),
            tipo,
            piena: false,
        });
    }
    let righe = quadro.righe.iter().enumerate().map(|(indice, riga)| {
        let valori = celle
            .iter()
            .map(|colonna| colonna.get(indice).cloned().unwrap_or_default());
        [riga.voce.clone(), nome_serde(riga.ruolo)]
            .into_iter()
            .chain(valori)
            .collect()
    });
    let titolo = if quadro.titolo.is_empty() {
        format!("Quadro {}", quadro.id)
    } else {
        quadro.titolo.clone()
    };
    let dove = quadro
        .fonte
        .as_deref()
        .map(|fonte| format!(" Fonte: {fonte}."))
        .unwrap_or_default();
    let nota = quadro
        .nota
        .as_deref()
        .map(|nota| format!(" {nota}"))
        .unwrap_or_default();
    Tabella {
        nome,
        titolo,
        descrizione: format!("Una riga per ogni voce del quadro.{dove}{nota}"),
        righe: righe.collect(),
        colonne,
    }
}

/// The type of a column of values, with its unit: numbers only if all are, in one unit.
fn tipo_di(valori: &[&Valore]) -> (TipoColonna, Option<String>) {
    let mut pieni = valori
        .iter()
        .filter(|valore| !valore.dato.assente())
        .peekable();
    let unita = pieni.peek().and_then(|valore| valore.dato.unita());
    let numeri =
        |valore: &&Valore| matches!(valore.dato, Dato::Quantita(_)) && valore.dato.unita() == unita;
    match () {
        () if pieni.peek().is_none() => (Testo, None),
        () if pieni.clone().all(numeri) => {
            let nome = match unita.as_deref() {
                Some("%") => Some("punti percentuali".to_owned()),
                altra => altra.map(str::to_owned),
            };
            (Decimale, nome)
        }
        () if pieni.all(|valore| matches!(valore.dato, Dato::Data(_))) => (Data, None),
        () => (Testo, None),
    }
}

fn cella(valore: &Valore, tipo: TipoColonna) -> String {
    match (tipo, &valore.dato) {
        (Testo, _) | (_, Dato::Vuoto) => valore.stampa(),
        (_, Dato::NonPrevisto) => "-".to_owned(),
        (_, dato) => dato.nudo().unwrap_or_default(),
    }
}

/// A row a category, a column of numbers each column of the series.
fn di_serie(serie: &Serie, nome: String) -> Tabella {
    let mut usati = BTreeSet::from(["voce".to_owned()]);
    let voce = if serie.voce.is_empty() {
        "Voce"
    } else {
        &serie.voce
    };
    let mut colonne = vec![Colonna {
        titolo: voce.to_owned(),
        ..Colonna::dichiarata(("voce", Testo, false, "Categoria del grafico"))
    }];
    colonne.extend(serie.colonne.iter().enumerate().map(|(posto, colonna)| {
        let ultima = posto + 1 == serie.colonne.len();
        let unita = serie
            .unita_secondaria
            .as_ref()
            .filter(|_| ultima)
            .unwrap_or(&serie.unita);
        Colonna {
            nome: nome_di_colonna(&colonna.nome, &mut usati),
            titolo: colonna.nome.clone(),
            descrizione: if unita.is_empty() {
                String::new()
            } else {
                format!("Valori in {unita}")
            },
            tipo: Decimale,
            piena: false,
        }
    }));
    let righe = serie
        .categorie
        .iter()
        .enumerate()
        .map(|(indice, categoria)| {
            let valori = serie
                .colonne
                .iter()
                .map(|colonna| decimale(colonna.valori.get(indice).copied().flatten()));
            std::iter::once(categoria.clone()).chain(valori).collect()
        });
    let dimostrativa = if serie.dimostrativa {
        " Dati dimostrativi."
    } else {
        ""
    };
    let fonte = if serie.fonte.is_empty() {
        String::new()
    } else {
        format!(" Fonte: {}.", serie.fonte)
    };
    Tabella {
        nome,
        titolo: serie.titolo.clone(),
        descrizione: format!("I valori disegnati nel grafico.{fonte}{dimostrativa}"),
        righe: righe.collect(),
        colonne,
    }
}

/// A name for the metadata: letters, digits and `_`, not used before.
fn nome_di_colonna(nome: &str, usati: &mut BTreeSet<String>) -> String {
    libero(&slug(nome), usati).replace('-', "_")
}

/// A grade as the public JSON has it: `97.14`.
pub fn punti(grado: Option<Grado>) -> String {
    grado.map(nome_serde).unwrap_or_default()
}

pub fn si_no(vero: bool) -> String {
    if vero { "sì" } else { "no" }.to_owned()
}

/// What the public JSON writes for something that it writes as a string.
pub fn nome_serde(cosa: impl Serialize) -> String {
    serde_json::to_value(cosa)
        .ok()
        .and_then(|valore| valore.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn decimale(valore: Option<Decimal>) -> String {
    valore
        .map(|valore| valore.normalize().to_string())
        .unwrap_or_default()
}
