//! What a spreadsheet's number format says of a number: a percentage, a currency, a unit, how many decimals.

use crate::model::UnitaMisura;

use super::valore;

/// The meaning of a number format code such as `0.00%`, `#,##0 "€"` or `0" gg"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formato {
    pub unita: UnitaMisura,
    /// True where the cell stores a fraction and shows it a hundred times larger.
    pub frazione: bool,
    /// Decimals that the cell shows at least.
    pub decimali: u32,
}

impl Formato {
    /// The format of a cell that has none.
    pub const GENERALE: Self = Self { unita: UnitaMisura::Nessuna, frazione: false, decimali: 0 };

    /// Reads the first section of a format code (the one for positive numbers).
    pub fn da_codice(codice: &str) -> Self {
        let mut letterale = String::new();
        let mut frazione = false;
        let mut decimali = 0;
        let mut dopo_punto = false;
        let mut caratteri = codice.chars();
        while let Some(carattere) = caratteri.next() {
            match carattere {
                '"' => letterale.extend(caratteri.by_ref().take_while(|c| *c != '"')),
                '\\' => letterale.extend(caratteri.next()),
                '_' | '*' => {
                    caratteri.next();
                }
                '[' => letterale
                    .push_str(&valuta(&caratteri.by_ref().take_while(|c| *c != ']').collect::<String>())),
                ';' => break,
                '%' => frazione = true,
                '.' => dopo_punto = true,
                '0' if dopo_punto => decimali += 1,
                '0' | '#' | '?' | ',' => {}
                altro => letterale.push(altro),
            }
        }
        let unita = match valore::unita(&letterale.trim().to_lowercase()) {
            _ if frazione => UnitaMisura::Percento,
            Some(unita) => unita,
            None => fuori_di(&letterale).unwrap_or(UnitaMisura::Nessuna),
        };
        Self { unita, frazione, decimali: decimali.min(10) }
    }
}

/// The symbol in a bracketed part: `$€-410` → `€`; conditions and colours have none.
fn valuta(parentesi: &str) -> String {
    parentesi.strip_prefix('$').and_then(|resto| resto.split('-').next()).unwrap_or_default().to_owned()
}

/// A unit like ` su 5` in the literal part.
fn fuori_di(letterale: &str) -> Option<UnitaMisura> {
    UnitaMisura::da_nome(letterale.trim())
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn units_and_decimals_of_common_formats() {
        let casi = [
            ("General", UnitaMisura::Nessuna, 0),
            ("0%", UnitaMisura::Percento, 0),
            ("0.00%", UnitaMisura::Percento, 2),
            ("#,##0.00", UnitaMisura::Nessuna, 2),
            ("#,##0.00 [$€-410];[RED]-#,##0.00 [$€-410]", UnitaMisura::Euro, 2),
            ("#,##0 \"€\"", UnitaMisura::Euro, 0),
            ("\"€\" #,##0", UnitaMisura::Euro, 0),
            ("0\" gg\"", UnitaMisura::Giorni, 0),
            ("0 \\g\\g", UnitaMisura::Giorni, 0),
            ("0.0\" su 5\"", UnitaMisura::Su(Decimal::from(5)), 1),
            ("0 \"min\"", UnitaMisura::Minuti, 0),
            ("0.0\" %\"", UnitaMisura::Percento, 1),
        ];
        assert!(Formato::da_codice("0%").frazione);
        assert!(!Formato::da_codice("0.0\" %\"").frazione, "a percent sign in quotes is only a letter");
        for (codice, unita, decimali) in casi {
            let formato = Formato::da_codice(codice);
            assert_eq!((formato.unita, formato.decimali), (unita, decimali), "{codice}");
        }
    }
}
