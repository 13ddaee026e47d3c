//! What a person sees in a cell: a stored number through its number format, in Italian.
//!
//! The code is that of a workbook (`#,##0.00 [$€-410]`). It is filled here and not by a crate
//! because the figures must stay exact, the names and signs are Italian ones, and the readers need
//! to know what the section is (digits, a day, a length of time, words) beside its letters.

mod cifre;
mod codice;
mod numero;
mod tempo;

use codice::{Pezzo, Sezione};

pub use tempo::{giorno, seriale};

/// A number format.
#[derive(Debug, Clone, PartialEq)]
pub struct Formato {
    sezioni: Vec<Sezione>,
}

/// A number as a person sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mostrato {
    pub testo: String,
    pub specie: Specie,
}

/// What the section of a format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Specie {
    Cifre {
        /// Percent signs: each shows the number a hundred times larger.
        percento: u32,
        /// Decimals that are shown at least.
        decimali: u32,
        /// Decimals that are printed at most: a formula may hold many more than anybody sees.
        al_massimo: u32,
    },
    Giorno,
    /// Hours, minutes or seconds in all.
    Durata,
    /// The time of a day.
    Ora,
    /// Only words: nothing of the number itself.
    Parole,
}

/// Decimals that are printed at most where the format does not say.
const LIBERI: u32 = 6;
/// Decimals that are printed at most, however few the format shows: `98,83%` in a cell that shows
/// `99%`.
const AMMESSI: u32 = 2;
/// Most decimals that a format is believed to want.
const VOLUTI: u32 = 10;
/// What spreadsheets show where a number is no date.
const FUORI_CALENDARIO: &str = "########";

impl Formato {
    /// The format of a cell that has none.
    pub fn generale() -> Self {
        Self::da_codice("General")
    }

    /// Reads a format code as workbooks store it.
    pub fn da_codice(codice: &str) -> Self {
        Self {
            sezioni: codice::sezioni(codice),
        }
    }

    /// The formats that a workbook only numbers, where an Italian program shows another than the
    /// English code that stands for them.
    pub fn predefinito(numero: u32) -> Option<Self> {
        let codice = match numero {
            14 => "dd/mm/yyyy",
            15 => "dd-mmm-yy",
            16 => "dd-mmm",
            17 => "mmm-yy",
            18 => "h:mm AM/PM",
            19 => "h:mm:ss AM/PM",
            22 => "dd/mm/yyyy h:mm",
            37 | 38 => "#,##0;-#,##0",
            39 | 40 => "#,##0.00;-#,##0.00",
            41 => "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-",
            42 => "_-* #,##0 €_-;-* #,##0 €_-;_-* \"-\" €_-;_-@_-",
            43 => "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-",
            44 => "_-* #,##0.00 €_-;-* #,##0.00 €_-;_-* \"-\"?? €_-;_-@_-",
            _ => return None,
        };
        Some(Self::da_codice(codice))
    }

    /// True if a number is shown as a date or a time.
    pub fn di_tempo(&self, numero: f64) -> bool {
        self.scegli(numero)
            .is_some_and(|(sezione, _)| sezione.di_tempo())
    }

    /// The number as it is seen.
    pub fn mostra(&self, numero: f64) -> Mostrato {
        let Some((sezione, senza_segno)) = self.scegli(numero) else {
            return Mostrato {
                testo: FUORI_CALENDARIO.to_owned(),
                specie: Specie::Parole,
            };
        };
        let specie = specie(sezione);
        let testo = match specie {
            Specie::Giorno | Specie::Durata | Specie::Ora => {
                let segno = if numero < 0.0 && specie == Specie::Durata {
                    "-"
                } else {
                    ""
                };
                let da_mostrare = if segno.is_empty() { numero } else { -numero };
                tempo::mostra(&sezione.pezzi, da_mostrare).map_or_else(
                    || FUORI_CALENDARIO.to_owned(),
                    |testo| format!("{segno}{testo}"),
                )
            }
            Specie::Cifre { .. } | Specie::Parole => {
                let meno = numero < 0.0 && !senza_segno && specie != Specie::Parole;
                let testo = numero::mostra(&sezione.pezzi, numero.abs());
                if meno { format!("-{testo}") } else { testo }
            }
        };
        Mostrato {
            testo: testo.trim().to_owned(),
            specie,
        }
    }

    /// A text as it is seen: through the section with `@`, where the format has one.
    pub fn mostra_testo(&self, testo: &str) -> String {
        let per_testo = |sezione: &&Sezione| sezione.pezzi.contains(&Pezzo::Testo);
        let sezione = match self.sezioni.as_slice() {
            [_, _, _, quarta, ..] => Some(quarta),
            altre => altre.last().filter(per_testo),
        };
        let Some(sezione) = sezione else {
            return testo.to_owned();
        };
        let pezzi = sezione.pezzi.iter().map(|pezzo| match pezzo {
            Pezzo::Testo | Pezzo::Generale => testo,
            Pezzo::Letterale(letterale) => letterale,
            _ => "",
        });
        pezzi.collect()
    }

    /// The section that shows a number, and whether it shows negative ones without their sign.
    fn scegli(&self, numero: f64) -> Option<(&Sezione, bool)> {
        // A section of text beside those of numbers is none of theirs.
        let numeriche = match self.sezioni.as_slice() {
            [prime @ .., ultima] if !prime.is_empty() && ultima.pezzi.contains(&Pezzo::Testo) => {
                prime
            }
            tutte => &tutte[..tutte.len().min(3)],
        };
        if numeriche.iter().any(|sezione| sezione.condizione.is_some()) {
            return con_condizioni(numeriche, numero);
        }
        match numeriche {
            [] => None,
            [sola] => Some((sola, false)),
            [prima, negativi] => Some(match numero < 0.0 {
                true => (negativi, true),
                false => (prima, false),
            }),
            [positivi, negativi, zero, ..] => Some(match numero {
                numero if numero > 0.0 => (positivi, false),
                numero if numero < 0.0 => (negativi, true),
                _ => (zero, false),
            }),
        }
    }
}

/// The first section whose condition holds; one without a condition takes what the others leave.
fn con_condizioni(sezioni: &[Sezione], numero: f64) -> Option<(&Sezione, bool)> {
    let mut solo_negativi = false;
    for (n, sezione) in sezioni.iter().enumerate() {
        match sezione.condizione {
            Some(condizione) if condizione.vale(numero) => {
                return Some((sezione, condizione.solo_negativi()));
            }
            // After `[>=0]` and its like only negative numbers are left.
            Some(condizione) => solo_negativi |= condizione.vale(f64::MAX) && condizione.vale(0.0),
            None if n == 1 && sezioni.len() == 3 && numero >= 0.0 => {}
            None => return Some((sezione, solo_negativi || n == 1 && sezioni.len() == 3)),
        }
    }
    None
}

fn specie(sezione: &Sezione) -> Specie {
    let pezzi = &sezione.pezzi;
    let ha = |cerca: fn(&Pezzo) -> bool| pezzi.iter().any(cerca);
    if ha(|pezzo| matches!(pezzo, Pezzo::Trascorso(_))) {
        Specie::Durata
    } else if ha(|pezzo| matches!(pezzo, Pezzo::Tempo('d' | 'm' | 'y', _))) {
        Specie::Giorno
    } else if sezione.di_tempo() {
        Specie::Ora
    } else if sezione.di_cifre() {
        cifre(pezzi)
    } else {
        Specie::Parole
    }
}

fn cifre(pezzi: &[Pezzo]) -> Specie {
    let percento = pezzi
        .iter()
        .filter(|pezzo| **pezzo == Pezzo::Percento)
        .count();
    let percento = u32::try_from(percento).unwrap_or(0);
    let libero = pezzi.iter().any(|pezzo| {
        matches!(
            pezzo,
            Pezzo::Generale | Pezzo::Testo | Pezzo::Esponente(_) | Pezzo::Frazione
        )
    });
    if libero {
        return Specie::Cifre {
            percento,
            decimali: 0,
            al_massimo: LIBERI,
        };
    }
    let (decimali, possibili) = numero::decimali(pezzi);
    Specie::Cifre {
        percento,
        decimali: decimali.min(VOLUTI),
        al_massimo: possibili.max(AMMESSI),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number through a code, as it is seen.
    fn visto(codice: &str, numero: f64) -> String {
        Formato::da_codice(codice).mostra(numero).testo
    }

    #[test]
    fn the_section_that_fits_is_shown() {
        for (codice, numero, atteso) in [
            ("\"SI\";;\"NO\"", 1.0, "SI"),
            ("\"SI\";;\"NO\"", 0.0, "NO"),
            ("\"SI\";;\"NO\"", -1.0, ""),
            ("[>=100]\"tanti\";[>=10]0\" molti\";0", 120.0, "tanti"),
            ("[>=100]\"tanti\";[>=10]0\" molti\";0", 12.0, "12 molti"),
            ("[>=100]\"tanti\";[>=10]0\" molti\";0", -3.0, "-3"),
            ("[<0]\"giù \"0;\"su \"0", -3.0, "giù 3"),
            ("0;(0)", -3.0, "(3)"),
            ("0.00", -3.0, "-3,00"),
            (";;;", 5.0, ""),
        ] {
            assert_eq!(visto(codice, numero), atteso, "{codice} of {numero}");
        }
    }

    #[test]
    fn texts_go_through_their_own_section() {
        let visto = |codice: &str| Formato::da_codice(codice).mostra_testo("abc");
        assert_eq!(visto("0;-0;0;\"Rif. \"@"), "Rif. abc");
        assert_eq!(visto("\"Rif. \"@"), "Rif. abc");
        assert_eq!(visto("0.00"), "abc");
        assert_eq!(visto(";;;"), "");
    }

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        for (numero, atteso) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (44561.0, "2021-12-31"),
        ] {
            let data = giorno(numero).expect("a day");
            assert_eq!(data.to_string(), atteso);
            assert_eq!(seriale(data), numero);
        }
        assert_eq!(giorno(60.0), None);
        assert_eq!(giorno(0.5), None);
        assert_eq!(giorno(1e12), None);
    }
}
