//! Figures: `4.500`, `98,83`.

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

/// A percentage from its points, with exactly `decimali` digits after the comma: `97,14%`.
pub fn percento(punti: Decimal, decimali: u32) -> String {
    format!("{}%", con_decimali(punti, decimali))
}

/// Rounds half up (away from zero), the way a person does it on paper.
pub fn arrotonda(valore: Decimal, decimali: u32) -> Decimal {
    valore.round_dp_with_strategy(decimali, RoundingStrategy::MidpointAwayFromZero)
}

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
