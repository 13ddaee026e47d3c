//! What a chart says, in a line: its title. Made from the figures by rules, one for each kind of
//! series; where none holds, the chart keeps the title that its file gives it.
//!
//! Names stand as the file has them: sentences are right for a name of any gender and number.

use rust_decimal::Decimal;

use super::bands::Bands;
use super::data::{Column, Data};
use super::figures::{Format, float, share};
use super::words::{measure, when};
use crate::model::TipoGrafico;
use crate::model::italiano::{Preposizione, il_numero};

/// A title that is longer says no more.
const LONGEST: usize = 130;

/// The message; `None` where the figures have none that a rule can tell.
pub(super) fn message(data: &Data) -> Option<String> {
    let told = plain(data).or_else(|| match data.kind {
        TipoGrafico::BarreImpilate => by_band(data).or_else(|| largest(data)),
        TipoGrafico::Ciambella => largest(data),
        TipoGrafico::BarreOrizzontali => by_band(data)
            .or_else(|| range(data))
            .or_else(|| largest(data)),
        TipoGrafico::Linee
        | TipoGrafico::BarreAffiancate
        | TipoGrafico::ScambiESaldo
        | TipoGrafico::BarreELinea => over_time(data, telling(data)?),
    });
    told.filter(|text| text.chars().count() <= LONGEST)
}

/// Values that are all the same, or only one.
fn plain(data: &Data) -> Option<String> {
    let mut values = data.columns.iter().flat_map(Column::present).peekable();
    values.peek()?;
    let several = data
        .columns
        .iter()
        .map(|c| c.present().count())
        .sum::<usize>()
        > 1;
    if several && values.all(|(_, value)| value.is_zero()) {
        return Some("Tutti i valori sono pari a zero".to_owned());
    }
    let [column] = data.columns.as_slice() else {
        return None;
    };
    let (place, first) = column.present().next()?;
    let figure = measure(column.format.print(first), first, &data.unit);
    if !several {
        return Some(format!("{}: {figure}", data.categories[place]));
    }
    let alike = column.present().all(|(_, value)| value == first);
    alike.then(|| format!("Tutti i valori sono uguali: {figure}"))
}

/// «Tre dipendenti su quattro hanno almeno 50 anni», where the categories are bands of years.
fn by_band(data: &Data) -> Option<String> {
    let bands = Bands::of(data)?;
    let totals: Vec<Decimal> = (0..data.categories.len()).map(|i| data.total(i)).collect();
    let all: Decimal = totals.iter().sum();
    let from = |i: usize| totals[i..].iter().sum::<Decimal>();
    // The highest band that most of the whole is in or above.
    let cut = (1..totals.len())
        .rev()
        .find(|&i| from(i) * Decimal::TWO > all)?;
    let many = proportion(from(cut), all, &data.unit)?;
    Some(format!("{many} hanno almeno {}", bands.at_least(cut)))
}

/// «Oltre tre dipendenti su quattro»; counted one by one where no simple proportion is near.
fn proportion(part: Decimal, whole: Decimal, unit: &str) -> Option<String> {
    /// In words, as a share in percent.
    const SIMPLE: [(&str, &str, f64); 6] = [
        ("tre", "cinque", 60.0),
        ("due", "tre", 200.0 / 3.0),
        ("sette", "dieci", 70.0),
        ("tre", "quattro", 75.0),
        ("quattro", "cinque", 80.0),
        ("nove", "dieci", 90.0),
    ];
    /// Points that a share may be away from what it is said to be, and those that go unsaid.
    const NEAR: f64 = 2.0;
    const SAME: f64 = 0.5;
    if part <= Decimal::ONE {
        return None;
    }
    let percent = float(share(part, whole));
    let away = |share: f64| (percent - share).abs();
    let near = SIMPLE.iter().filter(|(.., share)| away(*share) <= NEAR);
    let best = near.min_by(|a, b| away(a.2).total_cmp(&away(b.2)));
    let Some((some, of, share)) = best else {
        let print = |value| Format::COUNT.print(value);
        return Some(format!("{} {unit} su {}", print(part), print(whole)));
    };
    Some(if away(*share) <= SAME {
        format!("{} {unit} su {of}", crate::model::italiano::maiuscola(some))
    } else if percent > *share {
        format!("Oltre {some} {unit} su {of}")
    } else {
        format!("Quasi {some} {unit} su {of}")
    })
}

/// «Prevale C: 46 dipendenti su 91»; of one that is little more than the others, that it is the
/// highest.
fn largest(data: &Data) -> Option<String> {
    let [column] = data.columns.as_slice() else {
        return None;
    };
    let max = column.extremes()?.max;
    let mut tied = column.present().filter(|(_, value)| *value == max.1);
    if max.1 <= Decimal::ZERO || tied.nth(1).is_some() {
        return None;
    }
    let name = &data.categories[max.0];
    let first = match prevails(column, max) {
        true => format!("Prevale {name}"),
        false => format!("Il valore più alto è quello di {name}"),
    };
    if column.format.percent {
        return Some(format!("{first}, con {}", il_numero(&column.share(max.1))));
    }
    let figure = measure(column.format.print(max.1), max.1, &data.unit);
    Some(match column.counted().then(|| column.sum()) {
        Some(whole) => format!("{first}: {figure} su {}", column.format.print(whole)),
        None => format!("{first}: {figure}"),
    })
}

/// True of a third of the whole, or of twice as much as any other.
fn prevails(column: &Column, (place, max): (usize, Decimal)) -> bool {
    let others = column.present().filter(|(i, _)| *i != place);
    let second = others.map(|(_, value)| value).max().unwrap_or_default();
    max * Decimal::from(3) >= column.sum() || max >= second * Decimal::TWO
}

/// «Tra -18,7% (Tessile) e +33,5% (Chimica)»: of shares that are no parts of a whole.
fn range(data: &Data) -> Option<String> {
    let [column] = data.columns.as_slice() else {
        return None;
    };
    let ends = column.extremes()?;
    if !column.format.percent && ends.min.1 >= Decimal::ZERO {
        return None;
    }
    let end =
        |(place, value): (usize, Decimal)| (column.format.signed(value), &data.categories[place]);
    let ((low, lowest), (high, highest)) = (end(ends.min), end(ends.max));
    if ends.min.1 < Decimal::ZERO {
        return Some(format!("Tra {low} ({lowest}) e {high} ({highest})"));
    }
    let whole = format!(
        "Tutti tra {} di {lowest} e {} di {highest}",
        il_numero(&low),
        il_numero(&high)
    );
    // Without the names, which the drawing has.
    Some(if whole.chars().count() > LONGEST {
        format!("Tutti tra {} e {}", il_numero(&low), il_numero(&high))
    } else {
        whole
    })
}

/// The column that a series over time is about: of several lines the one that ends highest, never a
/// balance.
fn telling(data: &Data) -> Option<&Column> {
    let columns = match data.kind {
        TipoGrafico::ScambiESaldo => data.columns.split_last()?.1,
        TipoGrafico::Linee => &data.columns,
        _ => data.columns.get(..1)?,
    };
    let last = |column: &&Column| column.extremes().map(|ends| ends.last.1);
    // Of equal ones the first.
    columns
        .iter()
        .rev()
        .filter(|c| last(c).is_some())
        .max_by_key(last)
}

/// Where the last value stands among those before it.
fn over_time(data: &Data, column: &Column) -> Option<String> {
    let ends = column.extremes()?;
    let (place, value) = ends.last;
    if data.periods.is_none() {
        if ends.min.1 == ends.max.1 {
            return None;
        }
        let end = |(place, value): (usize, Decimal)| {
            format!(
                "{} ({})",
                column.format.signed(value),
                data.categories[place]
            )
        };
        return Some(format!(
            "{}: da {} a {}",
            column.name,
            end(ends.min),
            end(ends.max)
        ));
    }
    let now = format!("{}{}", column.name, when(data, place));
    if column.format.percent {
        return Some(format!(
            "{now}: {}{}",
            column.format.signed(value),
            rank(data, column)?
        ));
    }
    let like = like(data, column, place);
    let before = record(&like, value).or_else(|| Some((*like.last()?, "")));
    let ((then, base), which) = before?;
    let change = Change::new(base, value)?;
    // Only other values of the same quarter were looked at.
    let which = match (which, parts_of_years(data)) {
        ("", _) => String::new(),
        (which, true) => format!(", il {which} precedente dello stesso periodo"),
        (which, false) => format!(", il {which} precedente"),
    };
    let then = Preposizione::Di.numero(&data.categories[then]);
    Some(format!("{now}: {} {then}{which}", change.told()))
}

/// Of a change in percent: whether it is the highest or the lowest, else which of them came last.
fn rank(data: &Data, column: &Column) -> Option<String> {
    let ends = column.extremes()?;
    let since = Preposizione::Da.numero(&data.categories[ends.first.0]);
    let last = ends.last.1;
    Some(if last == ends.max.1 {
        format!(", il valore più alto {since}")
    } else if last == ends.min.1 {
        format!(", il valore più basso {since}")
    } else {
        let (which, at) = if ends.min.0 > ends.max.0 {
            ("minimo", ends.min)
        } else {
            ("massimo", ends.max)
        };
        let figure = column.format.signed(at.1);
        format!(", dopo il {which} di {figure}{}", when(data, at.0))
    })
}

fn parts_of_years(data: &Data) -> bool {
    let periods = data.periods.iter().flatten();
    periods.into_iter().any(|period| !period.part.is_empty())
}

/// The earlier values of the same part of the year; of any time where there is none.
fn like(data: &Data, column: &Column, place: usize) -> Vec<(usize, Decimal)> {
    let part = |i: usize| Some(&data.periods.as_ref()?.get(i)?.part);
    let earlier = || column.present().filter(|(i, _)| *i < place);
    let same: Vec<_> = earlier().filter(|(i, _)| part(*i) == part(place)).collect();
    if same.is_empty() {
        earlier().take(1).collect()
    } else {
        same
    }
}

/// The highest or the lowest so far, if the new value beats it.
fn record(
    earlier: &[(usize, Decimal)],
    value: Decimal,
) -> Option<((usize, Decimal), &'static str)> {
    if earlier.len() < 2 {
        return None;
    }
    let highest = earlier.iter().copied().max_by_key(|(_, v)| *v)?;
    let lowest = earlier.iter().copied().min_by_key(|(_, v)| *v)?;
    if value > highest.1 {
        Some((highest, "massimo"))
    } else if value < lowest.1 {
        Some((lowest, "minimo"))
    } else {
        None
    }
}

/// By how much a value differs from another, in percent.
struct Change(Decimal);

impl Change {
    /// None from zero or below it: a percentage of that says nothing.
    fn new(base: Decimal, value: Decimal) -> Option<Self> {
        (base > Decimal::ZERO).then(|| Self(share(value - base, base)))
    }

    fn told(&self) -> String {
        let figure = il_numero(&Format::SHARE.print(self.0.abs()));
        match Format::SHARE.print(self.0.abs()) == Format::SHARE.print(Decimal::ZERO) {
            true => "lo stesso valore".to_owned(),
            false if self.0 > Decimal::ZERO => format!("{figure} in più"),
            false => format!("{figure} in meno"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{quarters, serie};
    use super::*;
    use TipoGrafico::*;

    fn told(
        kind: TipoGrafico,
        unit: &str,
        item: &str,
        categories: &[&str],
        columns: &[(&str, &[&str])],
    ) -> Option<String> {
        let mut serie = serie(kind, unit, categories, columns);
        serie.voce = item.into();
        message(&Data::new(&serie).expect("data"))
    }

    #[test]
    fn what_is_little_more_than_the_others_does_not_prevail() {
        let names = ["A", "B", "C", "D"];
        let column: [(&str, &[&str]); 1] = [("N", &["24", "25", "26", "25"])];
        let said = |kind| told(kind, "imprese", "Ramo", &names, &column);
        for kind in [Ciambella, BarreOrizzontali] {
            assert_eq!(
                said(kind).as_deref(),
                Some("Il valore più alto è quello di C: 26 imprese su 100")
            );
        }
    }

    #[test]
    fn bands_of_years_say_how_many_are_beyond() {
        let ages = ["20-29 anni", "30-39 anni", "40-49 anni", "50 anni e oltre"];
        let columns: [(&str, &[&str]); 2] = [
            ("Donne", &["5", "10", "15", "40"]),
            ("Uomini", &["5", "0", "5", "20"]),
        ];
        assert_eq!(
            told(BarreImpilate, "dipendenti", "Classe d'età", &ages, &columns).as_deref(),
            Some("Tre dipendenti su cinque hanno almeno 50 anni")
        );
        let years = ["Fino a 5 anni", "6-10 anni", "11-20 anni", "Oltre 20 anni"];
        let column: [(&str, &[&str]); 1] = [("N", &["14", "5", "31", "41"])];
        assert_eq!(
            told(
                BarreOrizzontali,
                "dipendenti",
                "Anzianità di servizio",
                &years,
                &column
            )
            .as_deref(),
            Some(
                "Quasi quattro dipendenti su cinque hanno almeno 11 anni di anzianità di servizio"
            )
        );
    }

    #[test]
    fn the_largest_part_and_the_range_are_told() {
        let ranks = ["Dirigenti", "D", "C"];
        let column: [(&str, &[&str]); 1] = [("N", &["2", "16", "46"])];
        let message = told(Ciambella, "dipendenti", "Categoria", &ranks, &column);
        assert_eq!(message.as_deref(), Some("Prevale C: 46 dipendenti su 64"));
        let column: [(&str, &[&str]); 1] = [("N", &["4", "16", "16"])];
        assert_eq!(
            told(Ciambella, "dipendenti", "Categoria", &ranks, &column),
            None
        );
        let column: [(&str, &[&str]); 1] = [("Grado", &["99.7", "93.5"])];
        let message = told(BarreOrizzontali, "%", "Servizio", &["Uno", "Due"], &column);
        assert_eq!(
            message.as_deref(),
            Some("Tutti tra il 93,5% di Due e il 99,7% di Uno")
        );
        let column: [(&str, &[&str]); 1] = [("V", &["33.5", "-18.7"])];
        let message = told(
            BarreOrizzontali,
            "%",
            "Settore",
            &["Chimica", "Tessile"],
            &column,
        );
        assert_eq!(
            message.as_deref(),
            Some("Tra -18,7% (Tessile) e +33,5% (Chimica)")
        );
    }

    #[test]
    fn a_record_is_measured_from_the_one_before() {
        let columns: [(&str, &[&str]); 3] = [
            ("Import", &["50", "40", "52"]),
            ("Export", &["100", "90", "106.9"]),
            ("Saldo", &["50", "50", "54.9"]),
        ];
        let years = ["2019", "2020", "2021"];
        assert_eq!(
            told(ScambiESaldo, "milioni", "Anno", &years, &columns).as_deref(),
            Some("Export nel 2021: il 6,9% in più del 2019, il massimo precedente")
        );
        let names = quarters(2019, 9);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let values: &[&str] = &["100", "1", "1", "1", "80", "1", "1", "1", "90"];
        assert_eq!(
            told(
                Linee,
                "indice",
                "Trimestre",
                &names,
                &[("Industria", values)]
            )
            .as_deref(),
            Some("Industria nel 2021 T1: il 12,5% in più del 2020 T1")
        );
        let column: [(&str, &[&str]); 1] = [("Var", &["2.9", "-21.7", "13.2"])];
        assert_eq!(
            told(BarreAffiancate, "%", "Anno", &years, &column).as_deref(),
            Some("Var nel 2021: +13,2%, il valore più alto dal 2019")
        );
    }

    #[test]
    fn values_that_are_all_alike_are_told_as_such() {
        let zero: [(&str, &[&str]); 1] = [("N", &["0", "0"])];
        assert_eq!(
            told(BarreOrizzontali, "ore", "Voce", &["A", "B"], &zero).as_deref(),
            Some("Tutti i valori sono pari a zero")
        );
        let zeros: [(&str, &[&str]); 2] = [("A", &["0", "0"]), ("B", &["0", "0"])];
        for kind in [Linee, BarreAffiancate, BarreImpilate, BarreELinea] {
            assert_eq!(
                told(kind, "ore", "Voce", &["A", "B"], &zeros).as_deref(),
                Some("Tutti i valori sono pari a zero")
            );
        }
        let once: [(&str, &[&str]); 2] = [("A", &["8"]), ("B", &["8"])];
        assert_eq!(told(Linee, "ore", "Voce", &["Primo"], &once), None);
        let one: [(&str, &[&str]); 1] = [("N", &["7"])];
        assert_eq!(
            told(Linee, "ore", "Voce", &["A"], &one).as_deref(),
            Some("A: 7 ore")
        );
        let long = "Nome ".repeat(30);
        let column: [(&str, &[&str]); 1] = [("N", &["7", "3"])];
        assert_eq!(told(Ciambella, "ore", "Voce", &[&long, "B"], &column), None);
    }
}
