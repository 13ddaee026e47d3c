//! The way from last year's result to this year's target, as a small sign.

use rust_decimal::Decimal;

use crate::model::{Dato, Limite, Valore, Verso};

use super::cella::Cella;

/// The sign of a row; none where result and target cannot be compared. Of a target that is a bound
/// (`≥ 80%`) the way leads to the bound, and its own direction counts.
pub(super) fn passo(da: Option<&Valore>, a: Option<&Valore>, verso: Verso) -> Option<Cella> {
    let Dato::Quantita(da) = da?.mostrato() else {
        return None;
    };
    let (a, verso) = match a?.mostrato() {
        Dato::Quantita(a) => (a, verso),
        Dato::Soglia(operatore, Limite::Quantita(a)) => (a, operatore.verso()),
        _ => return None,
    };
    if !da.unita.concorda(&a.unita) {
        return None;
    }
    let salto = a.valore - da.valore;
    let meno = match verso {
        Verso::Crescente => salto < Decimal::ZERO,
        Verso::Decrescente => salto > Decimal::ZERO,
    };
    Some(Cella::Passo {
        segno: segno(salto, da.valore.abs().max(a.valore.abs())),
        meno,
    })
}

/// Steep beyond a tenth of the larger of the two.
fn segno(salto: Decimal, grande: Decimal) -> &'static str {
    let ripido = salto.abs() > grande * Decimal::new(1, 1);
    match (salto.cmp(&Decimal::ZERO), ripido) {
        (std::cmp::Ordering::Equal, _) => "pari",
        (std::cmp::Ordering::Greater, true) => "su",
        (std::cmp::Ordering::Greater, false) => "poco-su",
        (std::cmp::Ordering::Less, true) => "giu",
        (std::cmp::Ordering::Less, false) => "poco-giu",
    }
}

/// The results of the years that have no column of their own, as a line.
pub(super) fn linea(valori: &[(i16, &Valore)]) -> Cella {
    let numeri: Vec<(i16, Decimal, String)> = valori
        .iter()
        .filter_map(|(anno, valore)| Some((*anno, valore.dato.numero()?, valore.stampa())))
        .collect();
    let [prima, .., ultima] = numeri.as_slice() else {
        return Cella::Testo(String::new());
    };
    let estremi = numeri.iter().map(|(_, n, _)| *n);
    let (basso, alto) = estremi.fold((prima.1, prima.1), |(a, b), n| (a.min(n), b.max(n)));
    let salto = if alto > basso {
        alto - basso
    } else {
        Decimal::ONE
    };
    let punto = |n: Decimal| f64::try_from((n - basso) / salto).unwrap_or(0.5);
    let detti: Vec<&str> = numeri.iter().map(|(_, _, detto)| detto.as_str()).collect();
    Cella::Linea {
        punti: numeri.iter().map(|(_, n, _)| punto(*n)).collect(),
        voce: format!("dal {} al {}: {}", prima.0, ultima.0, detti.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn valore(testo: &str) -> Valore {
        let json = serde_json::json!({"tipo": "numero", "valore": testo, "testo": testo,
            "stampa": testo, "origine": {"file": "", "foglio": null, "cella": ""}});
        serde_json::from_value(json).expect("a value")
    }

    fn fatto(da: &str, a: &str, verso: Verso) -> (&'static str, bool) {
        match passo(Some(&valore(da)), Some(&valore(a)), verso) {
            Some(Cella::Passo { segno, meno }) => (segno, meno),
            altro => panic!("{altro:?}"),
        }
    }

    #[test]
    fn a_target_below_what_was_reached_is_told() {
        assert_eq!(fatto("100", "100", Verso::Crescente), ("pari", false));
        assert_eq!(fatto("98.83", "100", Verso::Crescente), ("poco-su", false));
        assert_eq!(fatto("3", "6", Verso::Crescente), ("su", false));
        assert_eq!(fatto("4", "3", Verso::Crescente), ("giu", true));
        assert_eq!(fatto("30", "14", Verso::Decrescente), ("giu", false));
        assert_eq!(fatto("14", "15", Verso::Decrescente), ("poco-su", true));
        assert!(passo(None, Some(&valore("3")), Verso::Crescente).is_none());
    }

    #[test]
    fn a_line_goes_from_its_lowest_to_its_highest() {
        let valori = [valore("2"), valore("6"), valore("4")];
        let anni: Vec<(i16, &Valore)> = (2013..).zip(&valori).collect();
        let Cella::Linea { punti, voce } = linea(&anni) else {
            panic!("no line");
        };
        assert_eq!(punti, [0.0, 1.0, 0.5]);
        assert_eq!(voce, "dal 2013 al 2015: 2; 6; 4");
    }
}
