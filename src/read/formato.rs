//! What a spreadsheet's number format says of a number: a percentage, a currency, a unit, how many
//! decimals.

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
    /// Decimals that are printed at most: a formula may hold many more than anybody sees.
    pub decimali_al_massimo: u32,
    /// True if a date shows its month and year, and no day.
    pub mese: bool,
}

/// Decimals that are printed at most where the format does not say.
const LIBERI: u32 = 6;
/// Decimals that are printed at most, however few the format shows: `98,83%` in a cell that shows
/// `99%`.
const AMMESSI: u32 = 2;

impl Formato {
    /// The format of a cell that has none.
    pub const GENERALE: Self = Self::nuovo(UnitaMisura::Nessuna, false, 0, LIBERI);

    /// What a cell shows: its unit, whether it is stored as a fraction, its decimals at least and
    /// at most.
    pub const fn nuovo(unita: UnitaMisura, frazione: bool, decimali: u32, al_massimo: u32) -> Self {
        Self {
            unita,
            frazione,
            decimali,
            decimali_al_massimo: al_massimo,
            mese: false,
        }
    }

    /// The same, of a cell of which only what it shows is known.
    pub fn mostrato(unita: UnitaMisura, frazione: bool, decimali: u32) -> Self {
        Self::nuovo(unita, frazione, decimali, decimali.max(AMMESSI))
    }

    /// Reads the first section of a format code (the one for positive numbers).
    pub fn da_codice(codice: &str) -> Self {
        let (codice, generale) = senza_generale(codice);
        let mut letterale = String::new();
        let mut frazione = false;
        let (mut decimali, mut possibili) = (0, 0);
        // What is not in quotes: the letters of days, months and years.
        let mut sigle = String::new();
        let mut dopo_punto = false;
        let mut caratteri = codice.chars();
        while let Some(carattere) = caratteri.next() {
            match carattere {
                '"' => letterale.extend(caratteri.by_ref().take_while(|c| *c != '"')),
                '\\' => letterale.extend(caratteri.next()),
                '_' | '*' => {
                    caratteri.next();
                }
                '[' => letterale.push_str(&valuta(
                    &caratteri
                        .by_ref()
                        .take_while(|c| *c != ']')
                        .collect::<String>(),
                )),
                ';' => break,
                '%' => frazione = true,
                '.' => dopo_punto = true,
                '0' if dopo_punto => (decimali, possibili) = (decimali + 1, possibili + 1),
                '#' | '?' if dopo_punto => possibili += 1,
                '0' | '#' | '?' | ',' => {}
                altro => {
                    sigle.push(altro.to_ascii_lowercase());
                    letterale.push(altro);
                }
            }
        }
        let unita = match valore::unita(&letterale.trim().to_lowercase()) {
            _ if frazione => UnitaMisura::Percento,
            Some(unita) => unita,
            None => fuori_di(&letterale).unwrap_or(UnitaMisura::Nessuna),
        };
        let massimo = if generale {
            LIBERI
        } else {
            possibili.max(AMMESSI)
        };
        let mese = sigle.contains('m') && sigle.contains('y') && !sigle.contains(['d', 'h', 's']);
        Self {
            mese,
            ..Self::nuovo(unita, frazione, decimali.min(10), massimo)
        }
    }
}

/// A format code without the word `General`, and whether it had it: the rest of `General" gg"` is
/// its unit.
fn senza_generale(codice: &str) -> (String, bool) {
    const GENERALE: &str = "general";
    match codice.to_ascii_lowercase().find(GENERALE) {
        Some(da) => (
            [&codice[..da], &codice[da + GENERALE.len()..]].concat(),
            true,
        ),
        None => (codice.to_owned(), false),
    }
}

/// The symbol in a bracketed part: `$€-410` → `€`; conditions and colours have none.
fn valuta(parentesi: &str) -> String {
    parentesi
        .strip_prefix('$')
        .and_then(|resto| resto.split('-').next())
        .unwrap_or_default()
        .to_owned()
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
            ("General\" gg\"", UnitaMisura::Giorni, 0),
            ("0%", UnitaMisura::Percento, 0),
            ("0.00%", UnitaMisura::Percento, 2),
            ("#,##0.00", UnitaMisura::Nessuna, 2),
            (
                "#,##0.00 [$€-410];[RED]-#,##0.00 [$€-410]",
                UnitaMisura::Euro,
                2,
            ),
            ("#,##0 \"€\"", UnitaMisura::Euro, 0),
            ("\"€\" #,##0", UnitaMisura::Euro, 0),
            ("0\" gg\"", UnitaMisura::Giorni, 0),
            ("0 \\g\\g", UnitaMisura::Giorni, 0),
            ("0.0\" su 5\"", UnitaMisura::Su(Decimal::from(5)), 1),
            ("0 \"min\"", UnitaMisura::Minuti, 0),
            ("0.0\" %\"", UnitaMisura::Percento, 1),
        ];
        for (codice, mese) in [
            ("mmm\\-yy", true),
            ("mmmm yyyy", true),
            ("dd/mm/yyyy", false),
            ("hh:mm", false),
        ] {
            assert_eq!(Formato::da_codice(codice).mese, mese, "{codice}");
        }
        for (codice, massimo) in [
            ("General", 6),
            ("0%", 2),
            ("0.00%", 2),
            ("0.####", 4),
            ("0.000", 3),
        ] {
            assert_eq!(
                Formato::da_codice(codice).decimali_al_massimo,
                massimo,
                "{codice}"
            );
        }
        assert!(Formato::da_codice("0%").frazione);
        assert!(
            !Formato::da_codice("0.0\" %\"").frazione,
            "a percent sign in quotes is only a letter"
        );
        for (codice, unita, decimali) in casi {
            let formato = Formato::da_codice(codice);
            assert_eq!(
                (formato.unita, formato.decimali),
                (unita, decimali),
                "{codice}"
            );
        }
    }
}
