//! How the figures of a chart are printed: one number of decimals a column, the percent sign where
//! it belongs.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::italiano;

/// The printed form of the figures of one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Format {
    pub decimals: u32,
    pub percent: bool,
    /// True where some value is below zero: then the others show their plus.
    pub signed: bool,
}

impl Format {
    /// As many decimals as the values have, and no more than a chart can tell apart: one from 10
    /// up, two below, four where all are tiny.
    pub(super) fn of(values: impl Iterator<Item = Decimal> + Clone, unit: &str) -> Self {
        let most = match values.clone().map(|value| value.abs()).max() {
            Some(tiny) if tiny < Decimal::new(1, 1) => 4,
            Some(small) if small < Decimal::TEN => 2,
            _ => 1,
        };
        Self::up_to(most, values, unit)
    }

    /// As many decimals as the values have, up to `most`.
    pub(super) fn up_to(most: u32, values: impl Iterator<Item = Decimal>, unit: &str) -> Self {
        let (mut scale, mut signed) = (0, false);
        for value in values {
            scale = scale.max(value.normalize().scale());
            signed |= value < Decimal::ZERO;
        }
        Self {
            decimals: scale.min(most),
            percent: unit == "%",
            signed,
        }
    }

    /// What is counted one by one.
    pub(super) const COUNT: Self = Self {
        decimals: 0,
        percent: false,
        signed: false,
    };

    /// A share in percent, with one decimal.
    pub(super) const SHARE: Self = Self {
        decimals: 1,
        percent: true,
        signed: false,
    };

    /// `116,7`, `1,2%`.
    pub(super) fn print(&self, value: Decimal) -> String {
        let figure = italiano::con_decimali(value, self.decimals);
        if self.percent { figure + "%" } else { figure }
    }

    /// The same, with a plus in a column that has minuses: `+1,2%`.
    pub(super) fn signed(&self, value: Decimal) -> String {
        let plus = if self.signed && italiano::arrotonda(value, self.decimals) > Decimal::ZERO {
            "+"
        } else {
            ""
        };
        format!("{plus}{}", self.print(value))
    }
}

/// `part` of `whole` in percent; zero where there is no whole.
pub(super) fn share(part: Decimal, whole: Decimal) -> Decimal {
    (part * Decimal::ONE_HUNDRED)
        .checked_div(whole)
        .unwrap_or_default()
}

/// For geometry only: what is printed comes from the decimal.
pub(super) fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn a_column_prints_with_its_own_decimals() {
        let format = Format::of([d("100.3"), d("-104.00")].into_iter(), "indice");
        assert_eq!(format.signed(d("104")), "+104,0");
        assert_eq!(format.signed(d("-1.25")), "-1,3");
        assert_eq!(format.signed(d("0.01")), "0,0");
        assert_eq!(
            Format::of([d("116.70"), d("87.23")].into_iter(), "indice").print(d("87.23")),
            "87,2"
        );
        assert_eq!(
            Format::of([d("84965")].into_iter(), "imprese").print(d("84965")),
            "84.965"
        );
        assert_eq!(
            Format::of([d("0.333333")].into_iter(), "%").print(d("0.333333")),
            "0,33%"
        );
    }

    #[test]
    fn shares_are_in_points() {
        assert_eq!(Format::SHARE.print(share(d("46"), d("91"))), "50,5%");
        assert_eq!(share(d("1"), d("0")), Decimal::ZERO);
    }
}
