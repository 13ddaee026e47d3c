//! The schede of projects: their titles, their activities in a year, and the bars of these.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::{AttivitaProgetto, Dato, Origine, Progetto, Valore, italiano};

use super::cella::Cella;
use super::colonne::{Colonna, Veste};
use super::tavola::{Luogo, luogo};

/// What schede say of projects, by id.
pub(super) type Progetti<'a> = BTreeMap<&'a str, Posato>;

/// A project as its scheda says it.
#[derive(Debug, Serialize)]
pub(super) struct Posato {
    /// Its name as a title begins: offices write it as it stands within a sentence.
    titolo: String,
    /// None of one that has nothing to do in the year.
    attivita: Option<Attivita>,
}

/// The year that activities are told of, and the day of the document.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Quando {
    pub(in super::super) anno: i16,
    pub(in super::super) oggi: Date,
}

/// The activities of a project in a year.
#[derive(Debug, Serialize)]
pub(super) struct Attivita {
    /// Activity, who answers, when, weight, target; results once any is known.
    colonne: Vec<Colonna>,
    /// Where the day of the document stands in the year, from 0 to 1.
    oggi: Option<f64>,
    righe: Vec<Riga>,
}

/// An activity: `celle` of all columns but that of its time.
#[derive(Debug, Serialize)]
struct Riga {
    celle: Vec<Cella>,
    /// Where each cell is read from, for the preview.
    dove: Vec<Luogo>,
    barra: Barra,
    /// When it begins and ends, with the place of each.
    date: Vec<(String, Luogo)>,
}

/// A bar in its year.
#[derive(Debug, PartialEq, Serialize)]
struct Barra {
    /// Shares of the year.
    da: Option<f64>,
    a: Option<f64>,
    /// Millimetres: the more it weighs, the thicker.
    spessa: f64,
}

/// Those of a document.
pub(super) fn progetti<'a>(
    progetti: impl IntoIterator<Item = &'a Progetto>,
    quando: Quando,
) -> Progetti<'a> {
    let posato = |progetto: &'a Progetto| {
        let posato = Posato {
            titolo: titolo(&progetto.nome),
            attivita: attivita(progetto, quando),
        };
        (progetto.id.as_str(), posato)
    };
    progetti.into_iter().map(posato).collect()
}

/// A name with a capital at its head, unless its first word has one further on (`eGov`).
fn titolo(nome: &str) -> String {
    let prima = nome.split_whitespace().next().unwrap_or_default();
    if prima.chars().any(char::is_uppercase) {
        return nome.to_owned();
    }
    italiano::maiuscola(nome)
}

fn attivita(progetto: &Progetto, quando: Quando) -> Option<Attivita> {
    let anno = quando.anno;
    let sue = progetto.attivita.iter().filter(|una| una.anno == anno);
    let sue: Vec<&AttivitaProgetto> = sue.collect();
    let rese = sue.iter().any(|una| !una.risultato.stampa().is_empty());
    let colonne = colonne(rese);
    (!sue.is_empty()).then(|| Attivita {
        righe: sue.iter().map(|una| riga(una, &colonne, anno)).collect(),
        oggi: (quando.oggi.year() == anno).then(|| nell_anno(quando.oggi, anno)),
        colonne,
    })
}

fn colonne(rese: bool) -> Vec<Colonna> {
    let (nome, responsabile) = if rese { (42.0, 37.0) } else { (51.0, 47.0) };
    let colonna = |testa, larga| Colonna::nuova(&[testa], larga, Veste::Nota);
    let mut colonne = vec![
        colonna("Attività", nome),
        colonna("Responsabile", responsabile),
        colonna("Periodo", 38.0),
        colonna("Peso", 11.0),
        colonna("Target", 19.0),
    ];
    if rese {
        colonne.push(colonna("Risultato", 19.0));
    }
    colonne
}

fn riga(attivita: &AttivitaProgetto, colonne: &[Colonna], anno: i16) -> Riga {
    let peso = attivita
        .peso
        .map(|peso| italiano::numero(peso.normalize()) + "%");
    let detti = [
        (attivita.nome.clone(), attivita.origine.clone()),
        (
            attivita.responsabile.clone().unwrap_or_default(),
            attivita.luogo("responsabile"),
        ),
        (peso.unwrap_or_default(), attivita.luogo("peso")),
        del_valore(&attivita.target),
        del_valore(&attivita.risultato),
    ];
    let senza_periodo = colonne.iter().enumerate().filter(|(n, _)| *n != 2);
    let (celle, dove) = detti
        .iter()
        .zip(senza_periodo)
        .map(|((testo, origine), (_, colonna))| (colonna.cella(testo), luogo(origine)))
        .unzip();
    let date = [&attivita.inizio, &attivita.fine].map(del_valore);
    Riga {
        celle,
        dove,
        barra: Barra::di(attivita, anno),
        date: date
            .into_iter()
            .filter(|(data, _)| !data.is_empty())
            .map(|(data, origine)| (data, luogo(&origine)))
            .collect(),
    }
}

fn del_valore(valore: &Valore) -> (String, Origine) {
    (valore.stampa(), valore.origine.clone())
}

impl Barra {
    fn di(attivita: &AttivitaProgetto, anno: i16) -> Self {
        /// Points from which a bar is no thicker, and those of an activity that has none.
        const PIENO: f64 = 60.0;
        const SENZA_PESO: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
        let peso = attivita.peso.unwrap_or(SENZA_PESO);
        let peso = f64::try_from(peso).unwrap_or(PIENO).clamp(0.0, PIENO);
        let posto = |valore: &Valore| match valore.dato {
            Dato::Data(giorno) => Some(nell_anno(giorno, anno)),
            _ => None,
        };
        Self {
            da: posto(&attivita.inizio),
            a: posto(&attivita.fine),
            spessa: 0.6 + 1.8 * peso / PIENO,
        }
    }
}

/// Where a day stands in a year, from 0 to 1; a day of another year at its nearer end.
fn nell_anno(giorno: Date, anno: i16) -> f64 {
    if giorno.year() != anno {
        return if giorno.year() < anno { 0.0 } else { 1.0 };
    }
    f64::from(giorno.day_of_year() - 1) / f64::from(giorno.days_in_year() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn attivita(inizio: &str, fine: &str, peso: Option<i64>) -> AttivitaProgetto {
        let data = |giorno: &str| {
            serde_json::json!({"tipo": "data", "valore": giorno,
            "testo": giorno, "stampa": giorno,
            "origine": {"file": "p.xlsx", "foglio": "P", "cella": "B2"}})
        };
        let json = serde_json::json!({"anno": 2022, "nome": "Una", "responsabile": null,
            "inizio": data(inizio), "fine": data(fine), "peso": peso.map(|n| n.to_string()),
            "target": data(fine), "risultato": data(fine), "note": null,
            "origine": {"file": "p.xlsx", "foglio": "P", "cella": "A2"}});
        serde_json::from_value(json).expect("an activity")
    }

    #[test]
    fn a_bar_goes_from_beginning_to_end_within_its_year() {
        let barra = |da, a, peso| Barra::di(&attivita(da, a, peso), 2022);
        let intera = barra("2022-01-01", "2022-12-31", Some(60));
        assert_eq!((intera.da, intera.a), (Some(0.0), Some(1.0)));
        let oltre = barra("2021-06-01", "2023-02-01", Some(60));
        assert_eq!(oltre, intera, "what goes past the year ends with it");
        let mezza = barra("2022-04-01", "2022-07-01", Some(20));
        let (da, a) = mezza.da.zip(mezza.a).expect("two days");
        assert!(
            (0.24..0.26).contains(&da) && (0.49..0.51).contains(&a),
            "{da} {a}"
        );
    }

    #[test]
    fn a_bar_is_the_thicker_the_more_it_weighs() {
        let spessa = |peso| Barra::di(&attivita("2022-01-01", "2022-02-01", peso), 2022).spessa;
        assert!(spessa(Some(10)) < spessa(Some(40)));
        assert!(spessa(Some(40)) < spessa(Some(60)));
        assert_eq!(
            spessa(Some(60)),
            spessa(Some(100)),
            "never thicker than its row"
        );
        assert_eq!(spessa(None), spessa(Some(20)));
    }

    #[test]
    fn a_title_begins_with_a_capital() {
        assert_eq!(
            titolo("ampliamento del servizio"),
            "Ampliamento del servizio"
        );
        assert_eq!(titolo("eGov in provincia"), "eGov in provincia");
        assert_eq!(titolo("«BERGAMO 2030»"), "«BERGAMO 2030»");
        assert_eq!(titolo(""), "");
    }

    #[test]
    fn the_day_of_the_document_stands_in_its_own_year_alone() {
        let progetto: Progetto = serde_json::from_value(serde_json::json!({"id": "p", "nome": "P",
            "responsabile": null, "obiettivo": null, "descrizione": null, "dimostrativo": false,
            "indicatore": null, "attivita": [],
            "origine": {"file": "p.xlsx", "foglio": "P", "cella": "A1"}}))
        .expect("a project");
        let progetto = Progetto {
            attivita: vec![attivita("2022-01-01", "2022-03-01", None)],
            ..progetto
        };
        let oggi = |oggi| {
            let quando = Quando { anno: 2022, oggi };
            super::attivita(&progetto, quando).expect("activities").oggi
        };
        assert_eq!(oggi(date(2021, 12, 31)), None);
        assert_eq!(oggi(date(2022, 1, 1)), Some(0.0));
        let altro = Quando {
            anno: 2021,
            oggi: date(2021, 1, 1),
        };
        assert!(super::attivita(&progetto, altro).is_none());
    }
}
