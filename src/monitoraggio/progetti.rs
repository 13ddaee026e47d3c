//! The activities of projects that are late at a date, or due soon after it.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::italiano::vocabolario::GIORNO;
use crate::model::{AttivitaProgetto, Dato, Modello, Progetto, UnitaMisura, Valore, italiano};

use super::stato::entro;

/// An activity that is not done.
#[derive(Debug, Clone, Serialize)]
pub struct AttivitaAperta {
    pub progetto: String,
    pub nome: String,
    pub responsabile: String,
    pub fine: String,
    /// Where it stood at the date.
    pub stato: String,
    /// `scaduta da 12 giorni`, `scade tra 5 giorni`, `scade oggi`.
    pub quando: String,
    pub criticita: String,
}

/// Those whose end has passed, and those that end within so many days: by their end.
pub(super) fn aperte(
    modello: &Modello,
    giorno: Date,
    giorni: i32,
) -> (Vec<AttivitaAperta>, Vec<AttivitaAperta>) {
    let mut aperte: Vec<(Date, AttivitaAperta)> = Vec::new();
    for progetto in &modello.progetti {
        for attivita in progetto.attivita_di(giorno.year()) {
            let Some(fine) = attivita.fine.dato.giorno() else {
                continue;
            };
            if fine <= entro(giorno, giorni) && !fatta(attivita, giorno) {
                aperte.push((fine, aperta(progetto, attivita, giorno, fine)));
            }
        }
    }
    aperte.sort_by_key(|(fine, _)| *fine);
    let (scadute, in_scadenza): (Vec<_>, Vec<_>) =
        aperte.into_iter().partition(|(fine, _)| *fine < giorno);
    let sole = |coppie: Vec<(Date, AttivitaAperta)>| coppie.into_iter().map(|(_, a)| a).collect();
    (sole(scadute), sole(in_scadenza))
}

fn aperta(
    progetto: &Progetto,
    attivita: &AttivitaProgetto,
    giorno: Date,
    fine: Date,
) -> AttivitaAperta {
    let chiave = giorno.to_string();
    let rilevazione = attivita.rilevazioni.get(&chiave);
    let stato = attivita.monitoraggi.get(&chiave).map(Valore::stampa);
    let responsabile = attivita
        .responsabile
        .as_ref()
        .or(progetto.responsabile.as_ref());
    AttivitaAperta {
        progetto: progetto.nome.clone(),
        nome: attivita.nome.clone(),
        responsabile: responsabile.cloned().unwrap_or_default(),
        fine: italiano::data(fine),
        stato: stato.unwrap_or_default(),
        quando: quando(giorno, fine),
        criticita: rilevazione
            .and_then(|rilevazione| rilevazione.criticita.clone())
            .unwrap_or_default(),
    }
}

fn quando(giorno: Date, fine: Date) -> String {
    let giorni = giorno.until(fine).map_or(0, |durata| durata.get_days());
    let quanti = |giorni: i32| GIORNO.conta(giorni.unsigned_abs() as usize);
    match giorni {
        0 => "scade oggi".to_owned(),
        passati @ ..0 => format!("scaduta da {}", quanti(passati)),
        mancanti => format!("scade tra {}", quanti(mancanti)),
    }
}

/// True if it was done by the date, by its result or by where it stood then.
fn fatta(attivita: &AttivitaProgetto, giorno: Date) -> bool {
    let rilevati = attivita
        .monitoraggi
        .iter()
        .filter(|(quando, _)| quando.parse::<Date>().is_ok_and(|quando| quando <= giorno));
    let mut valori = rilevati
        .map(|(_, valore)| valore)
        .chain([&attivita.risultato]);
    valori.any(|valore| match &valore.dato {
        Dato::Si => true,
        Dato::Data(fatto) => *fatto <= giorno,
        Dato::Quantita(quota) => {
            quota.unita == UnitaMisura::Percento && quota.valore >= Decimal::ONE_HUNDRED
        }
        _ => false,
    })
}
