//! The year or the day in a heading: `2024`, `al 30/06/2024`, `I semestre 2024`, `giugno 2024`.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::model::italiano::MESI;
use crate::words::pattern;

/// When the values of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quando {
    Anno(i16),
    Giorno(Date),
}

static GIORNO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*(\d{4}|\d{2}))?\b")
});
static PERIODO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(i{1,3}|iv|[1-4]|prim[oa]|second[oa]|terz[oa]|quart[oa])\s*[°º^.]?\s*(semestre|quadrimestre|trimestre)\b",
    )
});
static MESE: LazyLock<Regex> = LazyLock::new(|| {
    let mesi = MESI.join("|");
    pattern(&format!(r"(?i)(?:\b(\d{{1,2}})\s*°?\s+)?\b({mesi})\b"))
});
static ANNO: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(199\d|20\d\d)\b"));

/// A heading taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Separato {
    pub quando: Option<Quando>,
    /// True of a part of the year: `II semestre 2024` is no year's end.
    pub parte: bool,
    /// The words around the time.
    pub resto: String,
}

impl Quando {
    /// True of the last day of the year, or of the year.
    pub(super) fn comprende(self, altro: Self) -> bool {
        let a_fine_anno = matches!((self, altro), (Self::Anno(anno), Self::Giorno(giorno))
            if giorno.year() == anno && e_fine_anno(giorno));
        self == altro || a_fine_anno
    }
}

/// True of 31 December.
pub(super) fn e_fine_anno(giorno: Date) -> bool {
    (giorno.month(), giorno.day()) == (12, 31)
}

/// The years that a heading or the name of a sheet holds.
pub(super) fn anni(nome: &str) -> Vec<i16> {
    let trovati = ANNO.find_iter(nome);
    trovati.filter_map(|a| a.as_str().parse().ok()).collect()
}

/// The time in a heading and the words around it. A day without a year is one of `anno`; a heading
/// with two years says none.
pub(super) fn separa(testo: &str, anno: i16) -> Separato {
    let anni = self::anni(testo);
    let dichiarato = anni.first().copied().unwrap_or(anno);
    for (espressione, giorno, parte) in [
        (
            &GIORNO,
            giorno_in_cifre as fn(&Captures<'_>, i16) -> Option<Date>,
            false,
        ),
        (&PERIODO, fine_periodo, true),
        (&MESE, giorno_in_parole, false),
    ] {
        if let Some(trovato) = espressione.captures(testo)
            && let Some(giorno) = giorno(&trovato, dichiarato)
        {
            let resto = espressione.replace(testo, " ");
            return Separato {
                quando: Some(Quando::Giorno(giorno)),
                parte,
                resto: ANNO.replace_all(&resto, " ").into_owned(),
            };
        }
    }
    let unico = anni
        .split_first()
        .filter(|(uno, altri)| altri.iter().all(|a| a == *uno));
    Separato {
        quando: unico.map(|(uno, _)| Quando::Anno(*uno)),
        parte: false,
        resto: match unico {
            Some(_) => ANNO.replace_all(testo, " ").into_owned(),
            None => testo.to_owned(),
        },
    }
}

fn giorno_in_cifre(trovato: &Captures<'_>, anno: i16) -> Option<Date> {
    let anno = match trovato.get(3).map(|anno| anno.as_str()) {
        Some(corto) if corto.len() == 2 => 2000 + corto.parse::<i16>().ok()?,
        Some(intero) => intero.parse().ok()?,
        // `1.2` is a code, `1/2` a day.
        None if trovato[0].contains('/') => anno,
        None => return None,
    };
    Date::new(anno, trovato[2].parse().ok()?, trovato[1].parse().ok()?).ok()
}

/// The last day of a semester, four-month period or quarter.
fn fine_periodo(trovato: &Captures<'_>, anno: i16) -> Option<Date> {
    let numero: i8 = match trovato[1].to_lowercase().as_str() {
        "i" | "1" | "primo" | "prima" => 1,
        "ii" | "2" | "secondo" | "seconda" => 2,
        "iii" | "3" | "terzo" | "terza" => 3,
        _ => 4,
    };
    let mesi = match trovato[2].to_lowercase().as_str() {
        "semestre" => 6,
        "quadrimestre" => 4,
        _ => 3,
    };
    Some(Date::new(anno, numero * mesi, 1).ok()?.last_of_month())
}

/// A day in words, or the last of a month.
fn giorno_in_parole(trovato: &Captures<'_>, anno: i16) -> Option<Date> {
    let nome = trovato[2].to_lowercase();
    let mese = MESI.iter().position(|mese| *mese == nome)?;
    let mese = i8::try_from(mese + 1).ok()?;
    match trovato.get(1) {
        Some(giorno) => Date::new(anno, mese, giorno.as_str().parse().ok()?).ok(),
        None => Some(Date::new(anno, mese, 1).ok()?.last_of_month()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_leaves_the_heading() {
        let giorno = |anno, mese, giorno| Some(Quando::Giorno(Date::constant(anno, mese, giorno)));
        let casi = [
            ("Target 2024", Some(Quando::Anno(2024)), "Target"),
            (
                "Monitoraggio al 30/06/2024",
                giorno(2024, 6, 30),
                "Monitoraggio al",
            ),
            ("I semestre 2024", giorno(2024, 6, 30), ""),
            ("2° semestre", giorno(2022, 12, 31), ""),
            ("III trimestre 2023", giorno(2023, 9, 30), ""),
            (
                "Risultato a giugno 2024",
                giorno(2024, 6, 30),
                "Risultato a",
            ),
            ("al 15 marzo", giorno(2022, 3, 15), "al"),
            ("Target 2022-2024", None, "Target 2022-2024"),
            ("Indicatore 1.2", None, "Indicatore 1.2"),
        ];
        for (testo, quando, resto) in casi {
            let trovato = separa(testo, 2022);
            assert_eq!(
                (trovato.quando, trovato.resto.trim()),
                (quando, resto),
                "{testo}"
            );
        }
    }
}
