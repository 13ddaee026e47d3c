//! The parts that sentences about a chart are put together from: subject, measure, span of time.

use rust_decimal::Decimal;

use super::data::Data;
use crate::model::italiano::{Preposizione, minuscola};

/// "dipendenti per classe d'età", with the span of time where there is one.
pub(super) fn subject(data: &Data) -> String {
    let unit = match data.unit.as_str() {
        "" => "valori",
        "%" => "valori percentuali",
        unit => unit,
    };
    format!("{unit} per {}{}", item(data), span(data))
}

pub(super) fn span(data: &Data) -> String {
    match (&data.periods, &data.categories[..]) {
        (Some(_), [first, .., last]) => {
            let (from, to) = (Preposizione::Da.numero(first), Preposizione::A.numero(last));
            format!(", {from} {to}")
        }
        _ => String::new(),
    }
}

/// "nel 2020 T2" for a time, "(50-59 anni)" for anything else.
pub(super) fn when(data: &Data, category: usize) -> String {
    let name = &data.categories[category];
    if data.periods.is_some() {
        format!(" {}", Preposizione::In.numero(name))
    } else {
        format!(" ({name})")
    }
}

/// What the categories are, as a noun within a sentence; an acronym keeps its capitals.
pub(super) fn item(data: &Data) -> String {
    minuscola(&data.item)
}

/// "38 dipendenti"; a unit in the plural does not go with one, nor with a figure that has its own
/// sign.
pub(super) fn measure(figure: String, value: Decimal, unit: &str) -> String {
    if unit.is_empty() || unit == "%" || value == Decimal::ONE {
        figure
    } else {
        format!("{figure} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plural_unit_does_not_go_with_one() {
        assert_eq!(
            measure("38".into(), Decimal::from(38), "dipendenti"),
            "38 dipendenti"
        );
        assert_eq!(measure("1".into(), Decimal::ONE, "dipendenti"), "1");
    }
}
