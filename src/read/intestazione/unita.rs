//! The unit in a heading: `Target 2024 (%)`, `Risultato in giorni`, `Atteso €`.

use crate::model::UnitaMisura;
use crate::words::valore::{senza_unita, unita};

/// The words of a heading without its unit, and the unit.
pub(super) fn separa(testo: &str) -> (&str, Option<UnitaMisura>) {
    let testo = testo.trim();
    let divisi = [
        tra_parentesi(testo),
        dopo_in(testo),
        in_fondo(testo),
        davanti(testo),
    ];
    let mut trovati = divisi.into_iter().flatten();
    trovati
        .find_map(|(resto, scritta)| Some((resto.trim(), Some(sensata(scritta)?))))
        .unwrap_or((testo, None))
}

/// The unit that a part of a heading says; `min` may be the least as well, and `anno` says when.
fn sensata(scritta: &str) -> Option<UnitaMisura> {
    let scritta = scritta.trim();
    let scritta = scritta.strip_prefix("in ").unwrap_or(scritta);
    let dubbia = matches!(
        scritta.trim_end_matches('.'),
        "min" | "anno" | "mese" | "ora"
    );
    if dubbia {
        return None;
    }
    senza_unita(scritta)
        .then_some(UnitaMisura::Nessuna)
        .or_else(|| unita(scritta))
}

fn tra_parentesi(testo: &str) -> Option<(&str, &str)> {
    testo.strip_suffix([')', ']'])?.rsplit_once(['(', '['])
}

fn dopo_in(testo: &str) -> Option<(&str, &str)> {
    testo.rsplit_once(" in ")
}

/// The last word, if it can be nothing else.
fn in_fondo(testo: &str) -> Option<(&str, &str)> {
    const CHIARE: &[&str] = &["%", "€", "gg", "giorni", "euro", "percento"];
    CHIARE.iter().find_map(|parola| {
        let resto = testo.strip_suffix(parola)?;
        let intera = !resto.ends_with(char::is_alphanumeric) || matches!(*parola, "%" | "€");
        intera.then_some((resto, *parola))
    })
}

fn davanti(testo: &str) -> Option<(&str, &str)> {
    let resto = testo.strip_prefix('%')?;
    Some((resto, "%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_leaves_the_heading() {
        let casi = [
            ("Target (%)", "Target", Some(UnitaMisura::Percento)),
            ("Target  %", "Target", Some(UnitaMisura::Percento)),
            ("% attesa", "attesa", Some(UnitaMisura::Percento)),
            (
                "Risultato in giorni",
                "Risultato",
                Some(UnitaMisura::Giorni),
            ),
            ("Target gg", "Target", Some(UnitaMisura::Giorni)),
            ("Costo (in euro)", "Costo", Some(UnitaMisura::Euro)),
            ("Target (n.)", "Target", Some(UnitaMisura::Nessuna)),
            ("Target (anno )", "Target (anno )", None),
            ("Target (min)", "Target (min)", None),
            (
                "Target (migliaia di euro)",
                "Target (migliaia di euro)",
                None,
            ),
            ("Target (eventi)", "Target (eventi)", None),
            ("Oggi", "Oggi", None),
        ];
        for (testo, resto, unita) in casi {
            assert_eq!(separa(testo), (resto, unita), "{testo}");
        }
    }
}
