//! The format of a cell: that of its style, or what can be told from the text that it shows.

use std::borrow::Cow;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::{Dato, Grandezza};
use crate::read::formato::{self, Formato, Specie};
use crate::words::valore;

use super::CellaAperta;

impl CellaAperta {
    /// Days from 1900 of a date, or days of a length of time.
    pub(super) fn seriale(&self) -> Option<f64> {
        let scritto = self.valore.as_deref()?.trim();
        if self.tipo == "time" {
            return durata(scritto);
        }
        let data = scritto.get(..10)?.parse().ok()?;
        Some(formato::seriale(data))
    }

    /// The format through which the cell shows a number. Where the style does not fit the kind that
    /// the cell states, the kind is right.
    pub(super) fn formato_di(&self, numero: f64) -> Arc<Formato> {
        let dello_stile = self.formato.as_ref().filter(|formato| {
            let specie = formato.mostra(numero).specie;
            match (self.tipo.as_str(), specie) {
                ("percentage", Specie::Cifre { percento, .. }) => percento > 0,
                ("date" | "time", Specie::Cifre { .. }) => false,
                _ => true,
            }
        });
        match (dello_stile, self.tipo.as_str()) {
            (Some(formato), _) => Arc::clone(formato),
            (None, "date") => Arc::new(self.della_data()),
            (None, "time") => Arc::new(Formato::da_codice("[h]:mm")),
            (None, _) => Arc::new(self.dal_testo()),
        }
    }

    /// A date shows its day, or only its month.
    fn della_data(&self) -> Formato {
        let testo = self.scritta.testo();
        let numeri = testo
            .split(|c: char| !c.is_ascii_digit())
            .filter(|cifre| !cifre.is_empty())
            .count();
        let a_parole = testo.chars().any(char::is_alphabetic);
        Formato::da_codice(match numeri == 1 && a_parole {
            true => "mmmm yyyy",
            false => "dd/mm/yyyy",
        })
    }

    /// The number that the cell shows, if it is the one that it stores: programs in other languages
    /// show `4,500` for 4500.
    fn mostrato(&self, scala: Decimal) -> Option<Grandezza> {
        let Dato::Quantita(mostrata) = valore::interpreta(self.scritta.testo()) else {
            return None;
        };
        let scritto = valore::da_f64(self.valore.as_deref()?.trim().parse().ok()?)?;
        let intero = scritto.checked_mul(scala)?;
        (intero.round_dp(mostrata.valore.scale()) == mostrata.valore).then_some(mostrata)
    }

    /// A unit that only the number format adds is seen in the text that the cell shows: `30 gg`.
    fn dal_testo(&self) -> Formato {
        let percento = self.tipo == "percentage";
        let scala = if percento {
            Decimal::ONE_HUNDRED
        } else {
            Decimal::ONE
        };
        let mostrato = self.mostrato(scala);
        let decimali = match &mostrato {
            Some(mostrato) if mostrato.decimali > 0 => {
                format!(".{}", "0".repeat(mostrato.decimali as usize))
            }
            Some(_) => String::new(),
            None => ".######".to_owned(),
        };
        // A year is shown without a sign of thousands.
        let intere = if self.a_migliaia() { "#,##0" } else { "0" };
        let unita = mostrato.and_then(|mostrato| mostrato.unita.nome().map(Cow::into_owned));
        let codice = match (self.tipo.as_str(), unita) {
            ("percentage", _) => format!("0{decimali}%"),
            ("currency", _) => format!("#,##0{decimali} €"),
            (_, Some(unita)) => format!("{intere}{decimali}\" {unita}\""),
            (_, None) if decimali == ".######" => "General".to_owned(),
            (_, None) => format!("{intere}{decimali}"),
        };
        Formato::da_codice(&codice)
    }

    /// True if no more than three digits stand side by side in what the cell shows.
    fn a_migliaia(&self) -> bool {
        let mut gruppi = self.scritta.testo().split(|c: char| !c.is_ascii_digit());
        gruppi.all(|cifre| cifre.len() <= 3)
    }
}

/// Days in a length of time such as `PT30H15M00S`.
fn durata(scritta: &str) -> Option<f64> {
    let mut resto = scritta.strip_prefix("PT")?;
    let mut secondi = 0.0;
    for (segno, peso) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((numero, dopo)) = resto.split_once(segno) {
            secondi += numero.replace(',', ".").parse::<f64>().ok()? * peso;
            resto = dopo;
        }
    }
    resto.is_empty().then_some(secondi / 86_400.0)
}
