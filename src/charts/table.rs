//! The figures behind a chart, for those who read numbers rather than pictures.

use super::data::Data;
use crate::model::{TipoGrafico, italiano};

/// A header row and a row per category; a ring has its shares as well, since that is what it shows.
pub(super) fn rows(data: &Data) -> Vec<Vec<String>> {
    let mut rows = vec![header(data)];
    rows.extend((0..data.categories.len()).map(|i| row(data, i)));
    rows
}

fn header(data: &Data) -> Vec<String> {
    let names = data.columns.iter().map(|c| c.name.clone());
    let share = shows_shares(data).then(|| "Quota".to_owned());
    [data.item.clone()]
        .into_iter()
        .chain(names)
        .chain(share)
        .collect()
}

fn row(data: &Data, category: usize) -> Vec<String> {
    let values = || {
        data.columns
            .iter()
            .map(|c| c.values.get(category).copied().flatten())
    };
    let cells = values()
        .zip(&data.columns)
        .map(|(value, column)| match value {
            Some(v) if column.format.percent => italiano::numero(v) + "%",
            Some(v) => italiano::numero(v),
            None => "n.d.".to_owned(),
        });
    let share = shows_shares(data).then(|| match values().next().flatten() {
        Some(v) => data.columns.first().map_or(String::new(), |c| c.share(v)),
        None => "n.d.".to_owned(),
    });
    [data.categories[category].clone()]
        .into_iter()
        .chain(cells)
        .chain(share)
        .collect()
}

fn shows_shares(data: &Data) -> bool {
    data.kind == TipoGrafico::Ciambella && data.columns.iter().all(|c| !c.format.percent)
}

#[cfg(test)]
mod tests {
    use super::super::samples::serie;
    use super::*;

    #[test]
    fn figures_are_exact_and_italian() {
        let serie = serie(
            TipoGrafico::Linee,
            "",
            &["a", "b"],
            &[("X", &["1234.567", ""])],
        );
        let data = Data::new(&serie).expect("data");
        assert_eq!(
            rows(&data),
            [["Voce", "X"], ["a", "1.234,567"], ["b", "n.d."]]
        );
    }

    #[test]
    fn a_ring_has_its_shares() {
        let serie = serie(
            TipoGrafico::Ciambella,
            "dipendenti",
            &["D", "C"],
            &[("N", &["1", "2"])],
        );
        let data = Data::new(&serie).expect("data");
        assert_eq!(
            rows(&data),
            [
                ["Voce", "N", "Quota"],
                ["D", "1", "33,3%"],
                ["C", "2", "66,7%"]
            ]
        );
    }
}
