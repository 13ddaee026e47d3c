//! The message of a chart in one or two Italian sentences, for who cannot see it.
//!
//! Names stand as the file has them, figures as the chart prints them; sentences are built so that
//! they are right for a name of any gender and number.

use rust_decimal::Decimal;

use super::data::{Column, Data};
use super::dots;
use super::figures::Format;
use super::ring::zeros_told;
use super::words::{item, measure, span, subject, when};
use crate::model::TipoGrafico;
use crate::model::italiano::vocabolario::{ALTRA_VOCE, CASO, SEGUIRE};
use crate::model::italiano::{elenco, il_numero};

/// How many parts of a ring are told one by one.
const TOLD_PARTS: usize = 6;

/// Kind, subject, message; and that the data is a demonstration, where it is.
pub(super) fn describe(data: &Data) -> String {
    let text = match data.kind {
        TipoGrafico::BarreImpilate => stacked(data),
        TipoGrafico::Ciambella => ring(data),
        TipoGrafico::BarreOrizzontali => horizontal(data),
        TipoGrafico::Linee => format!("Linee: {}. {}.", subject(data), paths(data, &data.columns)),
        TipoGrafico::BarreAffiancate => {
            let kind = if data.long() {
                "Linee"
            } else {
                "Barre affiancate"
            };
            format!("{kind}: {}. {}.", subject(data), peaks(data))
        }
        TipoGrafico::ScambiESaldo => trade(data),
        TipoGrafico::BarreELinea => level_and_change(data),
    };
    if data.demonstration {
        text + " Dati dimostrativi."
    } else {
        text
    }
}

fn stacked(data: &Data) -> String {
    let format = data.format();
    let totals: Vec<(usize, Decimal)> = (0..data.categories.len())
        .map(|i| (i, data.total(i)))
        .collect();
    let layers = |value: &dyn Fn(&Column) -> Option<Decimal>| {
        let one = |c: &Column| value(c).map(|v| format!("{} {}", c.name, format.signed(v)));
        elenco(&data.columns.iter().filter_map(one).collect::<Vec<_>>())
    };
    let (message, winner) = highest(data, &totals, format);
    let detail = match winner {
        Some(i) if data.columns.len() > 1 => {
            format!(" ({})", layers(&|c| c.values.get(i).copied().flatten()))
        }
        _ => String::new(),
    };
    let sum = format.signed(totals.iter().map(|(_, v)| *v).sum());
    let whole = if data.columns.len() > 1 {
        format!(" ({})", layers(&|c| Some(c.sum())))
    } else {
        String::new()
    };
    format!(
        "Barre impilate: {}. {message}{detail}; in tutto {sum}{whole}.",
        subject(data)
    )
}

fn ring(data: &Data) -> String {
    let Some(column) = data.columns.first() else {
        return String::new();
    };
    let total = column.sum();
    let mut parts: Vec<(usize, Decimal)> = column.present().filter(|(_, v)| !v.is_zero()).collect();
    parts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let tell = |&(i, v): &(usize, Decimal)| {
        format!("{} con {}", data.categories[i], il_numero(&column.share(v)))
    };
    let whole = if column.format.percent {
        String::new()
    } else {
        format!(
            ", su un totale di {}",
            measure(column.format.print(total), total, &data.unit)
        )
    };
    let mut told: Vec<String> = parts.iter().take(TOLD_PARTS).map(tell).collect();
    if let Some(rest) = parts.len().checked_sub(TOLD_PARTS).filter(|n| *n > 0) {
        told.push(ALTRA_VOCE.conta(rest));
    }
    let zeros = zeros_told(data).map_or(String::new(), |zeros| format!(" {zeros}."));
    let first = told.remove(0);
    let others = if told.is_empty() {
        String::new()
    } else {
        format!("; {} {}", SEGUIRE.con(told.len()), elenco(&told))
    };
    format!(
        "Ciambella: quote per {}{whole}. La quota maggiore è {first}{others}.{zeros}",
        item(data)
    )
}

fn horizontal(data: &Data) -> String {
    let Some(column) = data.columns.first() else {
        return String::new();
    };
    let values: Vec<(usize, Decimal)> = column.present().collect();
    let (message, _) = highest(data, &values, column.format);
    let lowest = column
        .extremes()
        .filter(|e| e.min.1 < e.max.1)
        .map_or(String::new(), |e| {
            format!(
                "; il più basso quello di {}, con {}",
                data.categories[e.min.0],
                column.format.signed(e.min.1)
            )
        });
    let kind = if dots::fits(data) {
        format!("Punti su una scala {}", dots::scale_told(data))
    } else {
        "Barre orizzontali".to_owned()
    };
    format!("{kind}: {}. {message}{lowest}.", subject(data))
}

/// "La voce più alta è … con …"; also its place, if it is alone.
fn highest(data: &Data, values: &[(usize, Decimal)], format: Format) -> (String, Option<usize>) {
    let Some(max) = values.iter().map(|(_, v)| *v).max() else {
        return (String::new(), None);
    };
    let at: Vec<usize> = values
        .iter()
        .filter(|(_, v)| *v == max)
        .map(|(i, _)| *i)
        .collect();
    let figure = measure(format.signed(max), max, &data.unit);
    match at[..] {
        [i] => (
            format!(
                "Il valore più alto è quello di {}, con {figure}",
                data.categories[i]
            ),
            Some(i),
        ),
        _ if at.len() == values.len() => (format!("Tutte le voci valgono {figure}"), None),
        _ => {
            let names: Vec<String> = at.iter().map(|&i| data.categories[i].clone()).collect();
            (
                format!(
                    "Il valore più alto, {figure}, è quello di {}",
                    elenco(&names)
                ),
                None,
            )
        }
    }
}

/// For each column: from the first value to the last, with the extremes that are neither.
fn paths(data: &Data, columns: &[Column]) -> String {
    let path = |c: &Column| {
        let mut text = ends(data, c)?;
        let e = c.extremes()?;
        let ends = [e.first.1, e.last.1];
        for (name, point) in [("minimo", e.min), ("massimo", e.max)] {
            if !ends.contains(&point.1) {
                text += &format!(
                    ", {name} {}{}",
                    c.format.signed(point.1),
                    when(data, point.0)
                );
            }
        }
        Some(text)
    };
    columns
        .iter()
        .filter_map(path)
        .collect::<Vec<_>>()
        .join("; ")
}

/// A column from its first value to its last.
fn ends(data: &Data, column: &Column) -> Option<String> {
    let e = column.extremes()?;
    let figure =
        |(i, v): (usize, Decimal)| format!("{} ({})", column.format.signed(v), data.categories[i]);
    Some(if e.first.0 == e.last.0 {
        format!("{}: {}", column.name, figure(e.first))
    } else {
        format!(
            "{}: da {} a {}",
            column.name,
            figure(e.first),
            figure(e.last)
        )
    })
}

/// For each column: the last value of a run over time, then the highest and the lowest.
fn peaks(data: &Data) -> String {
    let peak = |c: &Column| {
        let e = c.extremes()?;
        let figure = |v: Decimal| c.format.signed(v);
        let mut told = Vec::new();
        if data.periods.is_some() {
            told.push(format!("{}{}", figure(e.last.1), when(data, e.last.0)));
        }
        for (name, point) in [("massimo", e.max), ("minimo", e.min)] {
            if data.periods.is_none() || point.1 != e.last.1 {
                told.push(format!("{name} {}{}", figure(point.1), when(data, point.0)));
            }
        }
        Some(format!("{}: {}", c.name, told.join(", ")))
    };
    data.columns
        .iter()
        .filter_map(peak)
        .collect::<Vec<_>>()
        .join("; ")
}

fn trade(data: &Data) -> String {
    let Some((balance, flows)) = data.columns.split_last() else {
        return String::new();
    };
    let sign = sign_of(balance);
    let kind = if data.long() {
        "Linee"
    } else {
        "Linee e barre"
    };
    let mut told: Vec<String> = flows.iter().filter_map(|c| ends(data, c)).collect();
    told.extend(Some(paths(data, std::slice::from_ref(balance))).filter(|t| !t.is_empty()));
    format!("{kind}: {}. {}{sign}.", subject(data), told.join("; "))
}

fn sign_of(balance: &Column) -> String {
    let count = balance.present().count();
    let negative = balance
        .present()
        .filter(|(_, v)| *v < Decimal::ZERO)
        .count();
    let positive = balance
        .present()
        .filter(|(_, v)| *v > Decimal::ZERO)
        .count();
    match (positive, negative) {
        _ if count == 0 => String::new(),
        (p, _) if p == count => ", sempre positivo".into(),
        (_, n) if n == count => ", sempre negativo".into(),
        (_, n) => format!(", negativo in {} su {count}", CASO.conta(n)),
    }
}

fn level_and_change(data: &Data) -> String {
    let Some((change, levels)) = data.columns.split_last() else {
        return String::new();
    };
    let with_unit = |name: &str, mark: &str, unit: &str| match unit {
        "" => format!("{name} ({mark})"),
        unit => format!("{name} ({mark}, {unit})"),
    };
    let (kind, mark) = if data.long() {
        ("Linee", "linea")
    } else {
        ("Barre e linea", "barre")
    };
    let mut names: Vec<String> = levels
        .iter()
        .map(|c| with_unit(&c.name, mark, &data.unit))
        .collect();
    names.push(with_unit(&change.name, "linea", &data.second_unit));
    let told = paths(data, &data.columns);
    format!(
        "{kind}: {} per {}{}. {told}.",
        elenco(&names),
        item(data),
        span(data)
    )
}

#[cfg(test)]
mod tests {
    use super::super::samples::serie;
    use super::*;
    use crate::model::Serie;

    fn told(serie: &Serie) -> String {
        describe(&Data::new(serie).expect("data"))
    }

    #[test]
    fn layers_are_told_with_the_highest_stack_and_the_totals() {
        let ages = ["40-49 anni", "50-59 anni"];
        let columns: [(&str, &[&str]); 2] = [("Donne", &["21", "30"]), ("Uomini", &["6", "8"])];
        let mut s = serie(TipoGrafico::BarreImpilate, "dipendenti", &ages, &columns);
        s.voce = "Classe d'età".into();
        s.dimostrativa = true;
        assert_eq!(
            told(&s),
            "Barre impilate: dipendenti per classe d'età. Il valore più alto è quello di 50-59 anni, con 38 dipendenti \
             (Donne 30 e Uomini 8); in tutto 65 (Donne 51 e Uomini 14). Dati dimostrativi."
        );
    }

    #[test]
    fn shares_are_told_from_the_largest() {
        let s = serie(
            TipoGrafico::Ciambella,
            "dipendenti",
            &["Dirigenti", "D", "C"],
            &[("N", &["2", "16", "46"])],
        );
        assert_eq!(
            told(&s),
            "Ciambella: quote per voce, su un totale di 64 dipendenti. La quota maggiore è C con il 71,9%; seguono D con \
             il 25,0% e Dirigenti con il 3,1%."
        );
        let s = serie(
            TipoGrafico::Ciambella,
            "%",
            &["Sì", "No"],
            &[("Quota", &["88.9", "11.1"])],
        );
        assert_eq!(
            told(&s),
            "Ciambella: quote per voce. La quota maggiore è Sì con l'88,9%; segue No con l'11,1%."
        );
    }

    #[test]
    fn horizontal_bars_are_told_by_their_ends() {
        let s = serie(
            TipoGrafico::BarreOrizzontali,
            "%",
            &["Chimica", "Tessile"],
            &[("V", &["33.5", "-18.7"])],
        );
        assert_eq!(
            told(&s),
            "Barre orizzontali: valori percentuali per voce. Il valore più alto è quello di Chimica, con +33,5%; il più \
             basso quello di Tessile, con -18,7%."
        );
        let s = serie(
            TipoGrafico::BarreOrizzontali,
            "ore",
            &["A", "B", "C"],
            &[("V", &["4", "4", "2"])],
        );
        assert_eq!(
            told(&s),
            "Barre orizzontali: ore per voce. Il valore più alto, 4 ore, è quello di A e B; il più basso quello di C, \
             con 2."
        );
    }

    #[test]
    fn lines_are_told_from_first_to_last_with_the_extremes_between() {
        let time = ["2017 T1", "2020 T2", "2021 T3"];
        let s = serie(
            TipoGrafico::Linee,
            "indice",
            &time,
            &[("Industria", &["100.3", "78.2", "116.7"])],
        );
        assert_eq!(
            told(&s),
            "Linee: indice per voce, dal 2017 T1 al 2021 T3. Industria: da 100,3 (2017 T1) a 116,7 (2021 T3), minimo 78,2 \
             nel 2020 T2."
        );
    }

    #[test]
    fn bars_side_by_side_are_told_by_their_peaks() {
        let s = serie(
            TipoGrafico::BarreAffiancate,
            "%",
            &["2020", "2021"],
            &[("Var", &["-4.5", "13.2"])],
        );
        assert_eq!(
            told(&s),
            "Barre affiancate: valori percentuali per voce, dal 2020 al 2021. Var: +13,2% nel 2021, minimo -4,5% nel 2020."
        );
    }

    #[test]
    fn trade_and_firms_are_told_with_their_units() {
        let columns: [(&str, &[&str]); 3] = [
            ("Import", &["5", "4"]),
            ("Export", &["4", "7"]),
            ("Saldo", &["-1", "3"]),
        ];
        let s = serie(
            TipoGrafico::ScambiESaldo,
            "milioni di euro",
            &["2020", "2021"],
            &columns,
        );
        assert_eq!(
            told(&s),
            "Linee e barre: milioni di euro per voce, dal 2020 al 2021. Import: da 5 (2020) a 4 (2021); Export: da 4 \
             (2020) a 7 (2021); Saldo: da -1 (2020) a +3 (2021), negativo in 1 caso su 2."
        );
        let columns: [(&str, &[&str]); 2] =
            [("Attive", &["84100", "84965"]), ("Var", &["0.4", "1.2"])];
        let s = serie(
            TipoGrafico::BarreELinea,
            "imprese",
            &["2020", "2021"],
            &columns,
        );
        assert_eq!(
            told(&s),
            "Barre e linea: Attive (barre, imprese) e Var (linea, %) per voce, dal 2020 al 2021. Attive: da 84.100 (2020) a \
             84.965 (2021); Var: da 0,4% (2020) a 1,2% (2021)."
        );
    }
}
