//! Categories that are bands of years: `20-29 anni`, `Fino a 5 anni`, `Oltre 35 anni`.

use super::data::Data;
use super::words::item;
use crate::model::italiano::vocabolario::ANNO;

/// What can be said to have so many years, as units name it; an hour or a euro cannot.
const WITH_YEARS: [&str; 20] = [
    "dipendenti",
    "persone",
    "donne",
    "uomini",
    "addetti",
    "collaboratori",
    "lavoratori",
    "lavoratrici",
    "dirigenti",
    "funzionari",
    "docenti",
    "studenti",
    "iscritti",
    "utenti",
    "abitanti",
    "residenti",
    "cittadini",
    "titolari",
    "soci",
    "imprese",
];

/// Where each band begins, in years, and what the years are of.
pub(super) struct Bands {
    starts: Vec<u32>,
    /// `" di anzianità di servizio"`; empty for an age.
    of: String,
}

impl Bands {
    /// The categories as bands, if they all are, in rising order, and what is counted is whole.
    pub(super) fn of(data: &Data) -> Option<Self> {
        let counted = data.columns.iter().all(|column| column.counted());
        if !counted || !WITH_YEARS.contains(&data.unit.as_str()) {
            return None;
        }
        let starts: Vec<u32> = data
            .categories
            .iter()
            .map(|c| start(c))
            .collect::<Option<_>>()?;
        let rising = starts.windows(2).all(|pair| pair[0] < pair[1]);
        (rising && starts.len() > 1).then(|| Self {
            starts,
            of: complement(&item(data)),
        })
    }

    /// «50 anni», «21 anni di anzianità di servizio».
    pub(super) fn at_least(&self, band: usize) -> String {
        let start = self.starts.get(band).copied().unwrap_or_default();
        format!("{}{}", ANNO.conta(start), self.of)
    }
}

/// The first year of a band; none of a name that is no band of years.
fn start(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let first = name
        .split(|c: char| !c.is_ascii_digit())
        .find(|piece| !piece.is_empty())?;
    let first: u32 = first.parse().ok()?;
    if !name.contains("ann") {
        return None;
    }
    let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    Some(if begins(&["fino", "meno", "sotto"]) {
        0
    } else if begins(&["oltre", "più", "sopra"]) {
        first.checked_add(1)?
    } else {
        first
    })
}

/// What the years are of: nothing more of an age.
fn complement(item: &str) -> String {
    let bare = item
        .strip_prefix("classe ")
        .or(item.strip_prefix("classi "))
        .or(item.strip_prefix("fascia "));
    let bare = bare.unwrap_or(item);
    if bare.ends_with("età") {
        return String::new();
    }
    match bare.starts_with("di ") || bare.starts_with("d'") {
        true => format!(" {bare}"),
        false => format!(" di {bare}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_begins_at_its_first_year() {
        assert_eq!(start("20-29 anni"), Some(20));
        assert_eq!(start("Fino a 5 anni"), Some(0));
        assert_eq!(start("Oltre 35 anni"), Some(36));
        assert_eq!(start("65 anni e oltre"), Some(65));
        assert_eq!(start("Laurea triennale"), None);
        assert_eq!(start("2021"), None);
    }

    #[test]
    fn years_of_age_need_no_more_words() {
        assert_eq!(complement("classe d'età"), "");
        assert_eq!(complement("età"), "");
        assert_eq!(complement("classe di anzianità"), " di anzianità");
        assert_eq!(
            complement("anzianità di servizio"),
            " di anzianità di servizio"
        );
    }
}
