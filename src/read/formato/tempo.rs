//! Dates and times as an Italian program shows them.

use jiff::Span;
use jiff::civil::Date;

use crate::model::italiano::MESI;

use super::codice::Pezzo;

const GIORNI: [&str; 7] = [
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
];

/// The day of a serial, as spreadsheets count them from 1900; none outside their calendar.
pub fn giorno(seriale: f64) -> Option<Date> {
    if !(1.0..2_958_466.0).contains(&seriale) {
        return None;
    }
    let giorni = seriale.floor() as i64;
    // They believe that there was a 29 February 1900.
    let giorni = match giorni {
        60 => return None,
        1..60 => giorni + 1,
        _ => giorni,
    };
    let inizio = Date::constant(1899, 12, 30);
    inizio.checked_add(Span::new().try_days(giorni).ok()?).ok()
}

/// The serial of a day, which [`giorno`] reads.
pub fn seriale(data: Date) -> f64 {
    let giorni = Date::constant(1899, 12, 30)
        .until(data)
        .map_or(0, |durata| durata.get_days());
    f64::from(if giorni <= 60 { giorni - 1 } else { giorni })
}

/// A section of a date or time, filled; none where the number is no date.
pub(super) fn mostra(pezzi: &[Pezzo], numero: f64) -> Option<String> {
    let frazioni = frazioni(pezzi);
    let scala = 10_i64.pow(u32::try_from(frazioni).ok()?);
    let istanti = numero * 86_400.0 * scala as f64;
    if !(0.0..1e17).contains(&istanti) {
        return None;
    }
    let istanti = istanti.round() as i64;
    let secondi = istanti / scala;
    let oggi = pezzi
        .iter()
        .any(|pezzo| matches!(pezzo, Pezzo::Tempo('d' | 'm' | 'y', _)));
    let data = giorno((secondi / 86_400) as f64);
    if oggi && data.is_none() {
        return None;
    }
    let meridiano = pezzi.contains(&Pezzo::Meridiano);
    let momento = Momento {
        data,
        secondi,
        centesimi: istanti % scala,
        meridiano,
    };
    Some(pezzi.iter().map(|pezzo| momento.pezzo(pezzo)).collect())
}

fn frazioni(pezzi: &[Pezzo]) -> usize {
    let zeri = pezzi.iter().find_map(|pezzo| match pezzo {
        Pezzo::Centesimi(zeri) => Some((*zeri).min(3)),
        _ => None,
    });
    zeri.unwrap_or(0)
}

struct Momento {
    data: Option<Date>,
    /// In all, from day 0.
    secondi: i64,
    centesimi: i64,
    meridiano: bool,
}

impl Momento {
    fn pezzo(&self, pezzo: &Pezzo) -> String {
        match pezzo {
            Pezzo::Letterale(testo) => testo.clone(),
            Pezzo::Tempo(lettera, quante) => self.tempo(*lettera, *quante),
            Pezzo::Trascorso('h') => (self.secondi / 3600).to_string(),
            Pezzo::Trascorso('m') => (self.secondi / 60).to_string(),
            Pezzo::Trascorso(_) => self.secondi.to_string(),
            Pezzo::Centesimi(zeri) => {
                format!(",{:0cifre$}", self.centesimi, cifre = (*zeri).min(3))
            }
            Pezzo::Meridiano if self.secondi % 86_400 < 43_200 => "AM".to_owned(),
            Pezzo::Meridiano => "PM".to_owned(),
            Pezzo::Cifra(_) => "0".to_owned(),
            _ => String::new(),
        }
    }

    fn tempo(&self, lettera: char, quante: usize) -> String {
        let numero = |numero: i64| match quante {
            1 => numero.to_string(),
            _ => format!("{numero:02}"),
        };
        let ore = self.secondi / 3600 % 24;
        let ore_del_giorno = match self.meridiano {
            true => (ore + 11) % 12 + 1,
            false => ore,
        };
        match lettera {
            'h' => numero(ore_del_giorno),
            'n' => numero(self.secondi / 60 % 60),
            's' => numero(self.secondi % 60),
            _ => self
                .data
                .map(|data| del_giorno(data, lettera, quante))
                .unwrap_or_default(),
        }
    }
}

fn del_giorno(data: Date, lettera: char, quante: usize) -> String {
    let mese = MESI[usize::from(data.month().unsigned_abs()) - 1];
    let nome = GIORNI[usize::from(data.weekday().to_monday_zero_offset().unsigned_abs())];
    match (lettera, quante) {
        ('d', 1) => data.day().to_string(),
        ('d', 2) => format!("{:02}", data.day()),
        ('d', 3) => nome.chars().take(3).collect(),
        ('d', _) => nome.to_owned(),
        ('m', 1) => data.month().to_string(),
        ('m', 2) => format!("{:02}", data.month()),
        ('m', 3) => mese[..3].to_owned(),
        ('m', 5) => mese[..1].to_owned(),
        ('m', _) => mese.to_owned(),
        (_, 1 | 2) => format!("{:02}", data.year() % 100),
        _ => format!("{:04}", data.year()),
    }
}
