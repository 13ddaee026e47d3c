//! Series for the tests: the eight charts of the Piano in small, and hostile ones.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{Colonna, Serie, TipoGrafico};

/// A series with plain decimals; an empty text is a gap.
pub(super) fn serie(
    kind: TipoGrafico,
    unit: &str,
    categories: &[&str],
    columns: &[(&str, &[&str])],
) -> Serie {
    let values = |texts: &[&str]| texts.iter().map(|t| t.parse::<Decimal>().ok()).collect();
    Serie {
        id: "prova".into(),
        titolo: "Titolo".into(),
        tipo: kind,
        unita: unit.into(),
        unita_secondaria: (kind == TipoGrafico::BarreELinea).then(|| "%".to_owned()),
        fonte: "Fonte".into(),
        dimostrativa: false,
        voce: "Voce".into(),
        categorie: categories.iter().map(|c| (*c).to_owned()).collect(),
        colonne: columns
            .iter()
            .map(|(name, v)| Colonna::calcolata(name, values(v)))
            .collect(),
        origine: None,
        celle: Vec::new(),
    }
}

/// `count` quarters from the first of a year: `2017 T1`, `2017 T2`, …
pub(super) fn quarters(year: usize, count: usize) -> Vec<String> {
    (0..count)
        .map(|i| format!("{} T{}", year + i / 4, i % 4 + 1))
        .collect()
}

/// A wave in tenths: data without a generator of random numbers.
fn wave(count: usize, base: i64, swing: i64, turn: i64) -> Vec<Option<Decimal>> {
    let step = |i: i64| base + swing * ((i * turn) % 17 - 8) / 8 + i * swing / 40;
    (0..count as i64)
        .map(|i| Some(Decimal::new(step(i), 1)))
        .collect()
}

fn over_time(
    id: &str,
    kind: TipoGrafico,
    unit: &str,
    start: (usize, usize),
    columns: &[(&str, [i64; 3])],
) -> Serie {
    let categories = quarters(start.0, start.1);
    let column = |(name, [base, swing, turn]): &(&str, [i64; 3])| {
        Colonna::calcolata(name, wave(start.1, *base, *swing, *turn))
    };
    let colonne = columns.iter().map(column).collect();
    Serie {
        id: id.into(),
        voce: "Trimestre".into(),
        categorie: categories,
        colonne,
        ..serie(kind, unit, &[], &[])
    }
}

/// Every kind at its usual size.
pub(super) fn reference() -> Vec<Serie> {
    use TipoGrafico::*;
    let named = |id: &str, serie: Serie| Serie {
        id: id.into(),
        ..serie
    };
    let ages = [
        "fino a 29",
        "30-39 anni",
        "40-49 anni",
        "50-59 anni",
        "60 e oltre",
    ];
    let women: &[&str] = &["1", "6", "21", "30", "12"];
    let men: &[&str] = &["1", "2", "6", "8", "4"];
    let ranks = ["Dirigenti", "D", "C", "B3", "B1", "A1"];
    let titles = [
        "Laurea magistrale",
        "Laurea triennale",
        "Diploma di scuola superiore",
        "Licenza media",
    ];
    vec![
        named(
            "genere-eta",
            serie(
                BarreImpilate,
                "dipendenti",
                &ages,
                &[("Donne", women), ("Uomini", men)],
            ),
        ),
        named(
            "categorie",
            serie(
                Ciambella,
                "dipendenti",
                &ranks,
                &[("N", &["2", "16", "46", "16", "8", "3"])],
            ),
        ),
        named(
            "titoli",
            serie(
                BarreOrizzontali,
                "dipendenti",
                &titles,
                &[("N", &["29", "4", "47", "11"])],
            ),
        ),
        over_time(
            "indice",
            Linee,
            "indice",
            (2017, 19),
            &[("Industria", [1000, 120, 5]), ("Artigianato", [960, 90, 7])],
        ),
        over_time(
            "variazioni",
            BarreAffiancate,
            "%",
            (2017, 19),
            &[("Congiunturale", [0, 90, 5]), ("Tendenziale", [10, 150, 3])],
        ),
        over_time(
            "scambi",
            ScambiESaldo,
            "milioni di euro",
            (2012, 39),
            &[
                ("Import", [21000, 2500, 3]),
                ("Export", [35000, 3500, 3]),
                ("Saldo", [14000, 1500, 3]),
            ],
        ),
        over_time(
            "imprese",
            BarreELinea,
            "imprese",
            (2011, 43),
            &[
                ("Imprese attive", [850_000, 9000, 1]),
                ("Variazione", [2, 14, 3]),
            ],
        ),
    ]
}

/// The value at a place.
type Value = fn(usize) -> i64;

/// One value, as many as a kind can show, all zero, all negative, of both signs: in every kind that
/// takes them.
pub(super) fn extreme() -> Vec<Serie> {
    let mut all = Vec::new();
    for reference in reference() {
        let kind = reference.tipo;
        let most = super::most_categories(kind).min(60);
        let columns: Vec<&str> = reference.colonne.iter().map(|c| c.nome.as_str()).collect();
        let turns: [(&str, usize, Value); 5] = [
            ("one", 1, |_| 7),
            ("many", most, |i| (i * 37 % 91) as i64 + 5),
            ("zero", 8, |_| 0),
            ("negative", 8, |i| -((i * 37 % 91) as i64) - 5),
            ("mixed", 8, |i| (i * 37 % 91) as i64 - 45),
        ];
        for (name, count, value) in turns {
            let names = match reference.voce == "Trimestre" {
                true => quarters(2000, count),
                false => (0..count).map(|i| format!("Voce {i}")).collect(),
            };
            let values = |column: usize| (0..count).map(move |i| value(i + 3 * column));
            let colonne = columns.iter().enumerate().map(|(n, column)| {
                Colonna::calcolata(column, values(n).map(|v| Some(v.into())).collect())
            });
            all.push(Serie {
                id: format!("{}-{name}", reference.id),
                categorie: names,
                colonne: colonne.collect(),
                ..reference.clone()
            });
        }
    }
    all
}

/// Huge, tiny, equal, zero, negative, single, many, nameless, endless: in every kind.
pub(super) fn hostile() -> Vec<Serie> {
    let kinds: BTreeSet<TipoGrafico> = reference().iter().map(|serie| serie.tipo).collect();
    let long = "Denominazione lunghissima, \u{0}\u{7}con ogni cosa ".repeat(20);
    let values: [&[&str]; 9] = [
        &["0"],
        &["-5", "-5", "-5"],
        &[
            "1000000000000000",
            "0.0000000000000000000000000001",
            "-1000000000000000",
        ],
        &["79228162514264337593543950335", "1"],
        &["999999999999999.99", "999999999999999.98"],
        &["0.0000000000000000000000000001"; 4],
        &["", "3", "", "4", ""],
        &["7"; 24],
        &["12345.678"; 200],
    ];
    let mut all = Vec::new();
    for kind in kinds {
        for column in values {
            for name in ["", "2021 T1", "<&>", &long, "\u{202e}عربي 🙂"] {
                let categories = vec![name; column.len()];
                all.push(serie(kind, name, &categories, &[(name, column)]));
                all.push(serie(
                    kind,
                    name,
                    &categories,
                    &[(name, column), (&long, column), ("", column)],
                ));
            }
        }
        all.push(serie(kind, "", &[], &[]));
        all.push(serie(kind, "", &[], &[("a", &[])]));
        all.push(serie(kind, "", &["a", "b"], &[("a", &["1"])]));
    }
    all
}
