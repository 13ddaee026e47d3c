//! How figures and dates are written in Italian: `4.500`, `98,83`, `31/03/2022`.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

/// A number with thousands separated by dots and a decimal comma, with the decimals that it
/// carries: `1.053,5`, and `1.498,10` where the office shows the cents.
pub fn numero(valore: Decimal) -> String {
    scrivi(&valore)
}

/// A number with exactly `decimali` digits after the comma, rounded half up: `2,10`.
pub fn con_decimali(valore: Decimal, decimali: u32) -> String {
    let mut tondo = arrotonda(valore, decimali);
    tondo.rescale(decimali);
    scrivi(&tondo)
}

/// Rounds half up (away from zero), the way a person does it on paper.
pub fn arrotonda(valore: Decimal, decimali: u32) -> Decimal {
    valore.round_dp_with_strategy(decimali, RoundingStrategy::MidpointAwayFromZero)
}

/// A date as day/month/year: `31/03/2022`.
pub fn data(data: Date) -> String {
    format!("{:02}/{:02}/{:04}", data.day(), data.month(), data.year())
}

/// A date in words, as it stands in running text: `27 gennaio 2022`; the first of a month is `1°
/// marzo 2022`.
pub fn data_estesa(data: Date) -> String {
    let giorno = if data.day() == 1 {
        "1°".to_owned()
    } else {
        data.day().to_string()
    };
    let mese = MESI[usize::from(data.month().unsigned_abs()) - 1];
    format!("{giorno} {mese} {}", data.year())
}

/// The months of the year, January first.
pub const MESI: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

fn scrivi(valore: &Decimal) -> String {
    let testo = valore.abs().to_string();
    let (intera, decimale) = testo.split_once('.').unwrap_or((&testo, ""));
    let segno = if valore.is_sign_negative() && !valore.is_zero() {
        "-"
    } else {
        ""
    };
    let mut cifre = String::with_capacity(testo.len() + testo.len() / 3 + 1);
    for (posto, cifra) in intera.chars().enumerate() {
        if posto > 0 && (intera.len() - posto).is_multiple_of(3) {
            cifre.push('.');
        }
        cifre.push(cifra);
    }
    if decimale.is_empty() {
        format!("{segno}{cifre}")
    } else {
        format!("{segno}{cifre},{decimale}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(testo: &str) -> Decimal {
        testo.parse().expect("a decimal")
    }

    #[test]
    fn numbers_have_dots_for_thousands_and_a_decimal_comma() {
        assert_eq!(numero(d("4500")), "4.500");
        assert_eq!(numero(d("999")), "999");
        assert_eq!(numero(d("1234567.50")), "1.234.567,50");
        assert_eq!(numero(d("-34471")), "-34.471");
        assert_eq!(numero(d("-0.00")), "0,00");
    }

    #[test]
    fn fixed_decimals_round_half_up() {
        assert_eq!(con_decimali(d("2.335"), 2), "2,34");
        assert_eq!(con_decimali(d("2"), 2), "2,00");
        assert_eq!(con_decimali(d("-1.005"), 2), "-1,01");
    }

    #[test]
    fn dates_are_day_month_year() {
        let primo = Date::new(2022, 3, 1).expect("a date");
        assert_eq!(data(primo), "01/03/2022");
        assert_eq!(data_estesa(primo), "1° marzo 2022");
    }
}
