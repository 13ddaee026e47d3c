//! The parts of Italian that sentences about a chart are put together from: articles, conjunctions,
//! spans of time.

use rust_decimal::Decimal;

use super::data::Data;

/// "dipendenti per classe d'età", with the span of time where there is one.
pub fn subject(data: &Data) -> String {
    let unit = match data.unit.as_str() {
        "" => "valori",
        "%" => "valori percentuali",
        unit => unit,
    };
    format!("{unit} per {}{}", item(data), span(data))
}

pub fn span(data: &Data) -> String {
    match (&data.periods, &data.categories[..]) {
        (Some(_), [first, .., last]) => format!(", dal {first} al {last}"),
        _ => String::new(),
    }
}

/// "nel 2020 T2" for a time, "(50-59 anni)" for anything else.
pub fn when(data: &Data, category: usize) -> String {
    let name = &data.categories[category];
    if data.periods.is_some() {
        format!(" nel {name}")
    } else {
        format!(" ({name})")
    }
}

/// What the categories are, as a noun within a sentence; an acronym keeps its capitals.
pub fn item(data: &Data) -> String {
    let mut letters = data.item.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => data.item.clone(),
    }
}

/// "38 dipendenti"; a unit in the plural does not go with one, nor with a figure that has its own
/// sign.
pub fn measure(figure: String, value: Decimal, unit: &str) -> String {
    if unit.is_empty() || unit == "%" || value == Decimal::ONE {
        figure
    } else {
        format!("{figure} {unit}")
    }
}

/// "il 50,5%", "l'8,8%", "lo 0,5%".
pub fn with_article(percent: &str) -> String {
    let whole = percent.split([',', '%']).next().unwrap_or_default();
    let article = match whole {
        "0" => "lo ",
        "1" | "11" => "l'",
        w if w.starts_with('8') => "l'",
        _ => "il ",
    };
    format!("{article}{percent}")
}

/// "A, B e C"; "A ed E".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => {
            let and = if last.starts_with(['e', 'E', 'è', 'È']) {
                "ed"
            } else {
                "e"
            };
            format!("{} {and} {last}", init.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_follow_the_spoken_figure() {
        let printed = |p: &[&str]| {
            p.iter()
                .map(|p| with_article(p))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            printed(&["0,5%", "1,1%", "8,8%", "11%"]),
            "lo 0,5% l'1,1% l'8,8% l'11%"
        );
        assert_eq!(
            printed(&["12,1%", "18%", "50,5%", "80,0%"]),
            "il 12,1% il 18% il 50,5% l'80,0%"
        );
    }

    #[test]
    fn lists_end_in_e_or_ed() {
        let joined =
            |items: &[&str]| list(&items.iter().map(|i| (*i).to_owned()).collect::<Vec<_>>());
        assert_eq!(joined(&[]), "");
        assert_eq!(joined(&["A", "B", "C"]), "A, B e C");
        assert_eq!(joined(&["Import", "Export"]), "Import ed Export");
    }

    #[test]
    fn a_plural_unit_does_not_go_with_one() {
        assert_eq!(
            measure("38".into(), Decimal::from(38), "dipendenti"),
            "38 dipendenti"
        );
        assert_eq!(measure("1".into(), Decimal::ONE, "dipendenti"), "1");
    }
}
