//! A series made fit to draw: checked once, names cleaned, figures with their printed form.
//!
//! What follows may rely on it: columns as long as the categories, at least one value, nothing too
//! large.

use rust_decimal::Decimal;

use super::error::ErroreGrafico;
use super::figures::{Format, share};
use super::period::{self, Period};
use crate::model::italiano;
use crate::model::{Colonna, Serie, TipoGrafico};

/// Beyond this neither `f64` geometry nor a sum of decimals is safe; no public body counts so far.
const LARGEST: i64 = 1_000_000_000_000_000;
/// Names are cut here, in characters: the alternative text must stay readable.
const LONGEST_NAME: usize = 120;

/// What a chart is drawn and described from.
#[derive(Debug, Clone)]
pub(super) struct Data {
    pub kind: TipoGrafico,
    /// What the categories are.
    pub item: String,
    pub unit: String,
    pub second_unit: String,
    pub categories: Vec<String>,
    /// The categories as parts of years, where all of them are.
    pub periods: Option<Vec<Period>>,
    pub columns: Vec<Column>,
    pub demonstration: bool,
}

/// One column with its format.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Among the columns of the series.
    pub place: usize,
    pub name: String,
    pub values: Vec<Option<Decimal>>,
    pub format: Format,
}

/// The values of a column that are worth a label: place and value of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extremes {
    pub first: (usize, Decimal),
    pub last: (usize, Decimal),
    pub min: (usize, Decimal),
    pub max: (usize, Decimal),
}

impl Column {
    /// The values that are there, with their places.
    pub(super) fn present(&self) -> impl Iterator<Item = (usize, Decimal)> {
        self.values
            .iter()
            .enumerate()
            .filter_map(|(i, v)| v.map(|v| (i, v)))
    }

    /// True for whole numbers of something: their sum is a number of it too.
    pub(super) fn counted(&self) -> bool {
        let whole = |v: Decimal| v >= Decimal::ZERO && v.normalize().scale() == 0;
        !self.format.percent && self.present().all(|(_, v)| whole(v))
    }

    pub(super) fn sum(&self) -> Decimal {
        self.present().map(|(_, v)| v).sum()
    }

    /// A value as a share of the column: as the source gives it where it does, else worked out.
    pub(super) fn share(&self, value: Decimal) -> String {
        if self.format.percent {
            self.format.print(value)
        } else {
            Format::SHARE.print(share(value, self.sum()))
        }
    }

    /// `None` for a column with no value. Of equal values the first counts.
    pub(super) fn extremes(&self) -> Option<Extremes> {
        let first = self.present().next()?;
        let start = Extremes {
            first,
            last: first,
            min: first,
            max: first,
        };
        Some(self.present().fold(start, |e, now| Extremes {
            first,
            last: now,
            min: if now.1 < e.min.1 { now } else { e.min },
            max: if now.1 > e.max.1 { now } else { e.max },
        }))
    }
}

impl Data {
    /// Checks the series and takes what drawing needs.
    pub(super) fn new(serie: &Serie) -> Result<Self, ErroreGrafico> {
        check_shape(serie)?;
        check_values(serie)?;
        let unit = clean(&serie.unita, "");
        let second_unit = clean(serie.unita_secondaria.as_deref().unwrap_or_default(), "");
        let categories: Vec<String> = serie
            .categorie
            .iter()
            .map(|c| clean(c, "senza nome"))
            .collect();
        let data = Self {
            kind: serie.tipo,
            item: clean(&serie.voce, "voce"),
            columns: columns(serie, &unit, &second_unit),
            unit,
            second_unit,
            periods: period::parse_all(&categories),
            categories,
            demonstration: serie.dimostrativa,
        };
        if data.kind == TipoGrafico::Ciambella {
            check_shares(&data)?;
        }
        Ok(data)
    }

    /// True for a run over time too long for bars, which would all look alike.
    pub(super) fn long(&self) -> bool {
        const BARS: usize = 24;
        self.periods.is_some() && self.categories.len() > BARS
    }

    /// The categories that are zero, by name.
    pub(super) fn zeros(&self) -> Vec<&str> {
        let zero = |i: &usize| {
            self.columns
                .iter()
                .all(|c| c.values[*i] == Some(Decimal::ZERO))
        };
        let places = (0..self.categories.len()).filter(zero);
        places.map(|i| self.categories[i].as_str()).collect()
    }

    /// Sum over the columns of one category.
    pub(super) fn total(&self, category: usize) -> Decimal {
        self.columns
            .iter()
            .filter_map(|c| c.values.get(category).copied().flatten())
            .sum()
    }

    /// How sums over the columns print.
    pub(super) fn format(&self) -> Format {
        let first = self.columns.first().map_or(Format::SHARE, |c| c.format);
        Format {
            signed: self.columns.iter().any(|c| c.format.signed),
            ..first
        }
    }
}

/// Columns of one unit print with the same decimals; the plus sign is each column's own matter.
fn columns(serie: &Serie, unit: &str, second_unit: &str) -> Vec<Column> {
    let second = match serie.tipo {
        TipoGrafico::BarreELinea => serie.colonne.len().saturating_sub(1),
        _ => serie.colonne.len(),
    };
    let values = |colonne: &[Colonna]| -> Vec<Decimal> {
        colonne
            .iter()
            .flat_map(|c| c.valori.iter().flatten())
            .copied()
            .collect()
    };
    let first = values(&serie.colonne[..second]).into_iter();
    let shared = match serie.tipo {
        // Each bar says its own figure, to be read beside the table that it comes from: as exact as
        // there.
        TipoGrafico::BarreOrizzontali => Format::up_to(2, first, unit),
        TipoGrafico::BarreImpilate
        | TipoGrafico::Ciambella
        | TipoGrafico::Linee
        | TipoGrafico::BarreAffiancate
        | TipoGrafico::ScambiESaldo
        | TipoGrafico::BarreELinea => Format::of(first, unit),
    };
    let column = |(i, colonna): (usize, &Colonna)| {
        let own = values(std::slice::from_ref(colonna)).into_iter();
        let format = if i < second {
            shared
        } else {
            Format::of(own.clone(), second_unit)
        };
        let signed = own.into_iter().any(|v| v < Decimal::ZERO);
        let name = clean(&colonna.nome, &format!("Serie {}", i + 1));
        Column {
            place: i,
            name,
            values: colonna.valori.clone(),
            format: Format { signed, ..format },
        }
    };
    serie.colonne.iter().enumerate().map(column).collect()
}

/// The most categories that a kind of chart can show legibly.
pub const fn most_categories(kind: TipoGrafico) -> usize {
    limits(kind).2
}

/// Fewest and most columns, most categories that each kind can show legibly.
const fn limits(kind: TipoGrafico) -> (usize, usize, usize) {
    match kind {
        TipoGrafico::BarreImpilate => (1, 5, 24),
        TipoGrafico::Ciambella => (1, 1, 10),
        TipoGrafico::BarreOrizzontali => (1, 1, 30),
        TipoGrafico::Linee => (1, 5, 240),
        TipoGrafico::BarreAffiancate => (1, 4, 60),
        TipoGrafico::ScambiESaldo => (2, 4, 120),
        TipoGrafico::BarreELinea => (2, 3, 120),
    }
}

fn check_shape(serie: &Serie) -> Result<(), ErroreGrafico> {
    let (minimo, massimo, voci) = limits(serie.tipo);
    let (trovate, attesi) = (serie.colonne.len(), serie.categorie.len());
    if trovate > massimo {
        return Err(ErroreGrafico::TroppeColonne { massimo, trovate });
    }
    if let Some(c) = serie.colonne.iter().find(|c| c.valori.len() != attesi) {
        let trovati = c.valori.len();
        return Err(ErroreGrafico::LunghezzeDiverse {
            colonna: clean(&c.nome, "senza nome"),
            attesi,
            trovati,
        });
    }
    if serie
        .colonne
        .iter()
        .all(|c| c.valori.iter().all(Option::is_none))
    {
        return Err(ErroreGrafico::NessunDato);
    }
    if trovate < minimo {
        return Err(ErroreGrafico::PocheColonne { minimo, trovate });
    }
    if attesi > voci {
        return Err(ErroreGrafico::TroppeVoci {
            massimo: voci,
            trovate: attesi,
        });
    }
    Ok(())
}

fn check_values(serie: &Serie) -> Result<(), ErroreGrafico> {
    for (voce, valore) in serie
        .colonne
        .iter()
        .flat_map(|c| serie.categorie.iter().zip(&c.valori))
    {
        if let Some(v) = valore.filter(|v| v.abs() > Decimal::from(LARGEST)) {
            let valore = italiano::numero(v);
            return Err(ErroreGrafico::FuoriScala {
                voce: clean(voce, "senza nome"),
                valore,
            });
        }
    }
    Ok(())
}

fn check_shares(data: &Data) -> Result<(), ErroreGrafico> {
    let Some(column) = data.columns.first() else {
        return Err(ErroreGrafico::NessunDato);
    };
    if let Some((i, v)) = column
        .present()
        .find(|(_, v)| v.is_sign_negative() && !v.is_zero())
    {
        let valore = italiano::numero(v);
        return Err(ErroreGrafico::QuotaNegativa {
            voce: data.categories[i].clone(),
            valore,
        });
    }
    if column.sum().is_zero() {
        Err(ErroreGrafico::SommaZero)
    } else {
        Ok(())
    }
}

/// One line of text that XML can hold: white space collapsed, control characters and those that
/// turn the direction of writing dropped, length capped.
fn clean(text: &str, default: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let legal = |c: &char| !c.is_control() && !turns(*c) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let kept: String = spaced.chars().filter(legal).collect();
    let words = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST_NAME) {
        _ if words.is_empty() => default.to_owned(),
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{hostile, serie};
    use super::*;

    #[test]
    fn names_are_cleaned() {
        assert_eq!(clean(" a\u{0}\tb\n\u{7}c ", "x"), "a b c");
        assert_eq!(clean("\u{1}", "x"), "x");
        assert_eq!(
            clean(&"è".repeat(500), "x").chars().count(),
            LONGEST_NAME + 1
        );
    }

    #[test]
    fn mistakes_are_named_in_italian() {
        let message = |s: &Serie| Data::new(s).expect_err("a mistake").to_string();
        let mut s = serie(
            TipoGrafico::Ciambella,
            "dipendenti",
            &["a", "b"],
            &[("Q", &["1", "-2"])],
        );
        assert_eq!(
            message(&s),
            "la voce «b» vale -2: una ciambella mostra quote e non ammette valori negativi"
        );
        s.colonne[0].valori = vec![Some(Decimal::ZERO); 2];
        assert_eq!(
            message(&s),
            "i valori sommano a zero: una ciambella mostra quote di un totale positivo"
        );
        s.colonne[0].valori = vec![None; 2];
        assert_eq!(
            message(&s),
            "nessun dato da disegnare: compilare almeno un valore"
        );
        s.colonne[0].valori.pop();
        assert!(message(&s).starts_with("la colonna «Q» ha 1 valore per 2 voci"));
        let many = vec!["x"; 200];
        let s = serie(
            TipoGrafico::BarreImpilate,
            "",
            &many,
            &[("a", &vec!["1"; 200])],
        );
        assert!(message(&s).starts_with("troppe voci: 200, al massimo 24"));
    }

    #[test]
    fn sums_of_hostile_numbers_do_not_overflow() {
        for s in hostile() {
            if let Ok(data) = Data::new(&s) {
                let totals: Vec<_> = (0..data.categories.len()).map(|i| data.total(i)).collect();
                assert_eq!(totals.len(), data.categories.len());
            }
        }
    }
}
