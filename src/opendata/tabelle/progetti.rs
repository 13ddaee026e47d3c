//! `progetti.csv`: one row for each activity of a project.

use crate::model::{AttivitaProgetto, Modello, Progetto};

use super::super::tabella::{Campo, Tabella, TipoColonna::*};
use super::{decimale, di_valore, si_no, testo};

struct RigaAttivita<'a> {
    progetto: &'a Progetto,
    riga: usize,
    attivita: &'a AttivitaProgetto,
}

fn campi<'a>() -> Vec<Campo<'a, RigaAttivita<'a>>> {
    type C<'a> = Campo<'a, RigaAttivita<'a>>;
    let chi = vec![
        C::nuovo("progetto", Testo, "Identificativo del progetto", |r| {
            r.progetto.id.clone()
        })
        .pieno(),
        C::nuovo(
            "riga",
            Intero,
            "Posto dell'attività nella scheda, da 1",
            |r| r.riga.to_string(),
        )
        .pieno(),
        C::nuovo("nome", Testo, "Nome del progetto", |r| {
            r.progetto.nome.clone()
        })
        .pieno(),
        C::nuovo(
            "obiettivo",
            Testo,
            "Codice dell'obiettivo strategico",
            |r| testo(r.progetto.obiettivo.as_ref()),
        ),
        C::nuovo(
            "indicatore",
            Testo,
            "Identificativo dell'indicatore che il progetto alimenta",
            |r| testo(r.progetto.indicatore.as_ref()),
        ),
        C::nuovo("anno", Intero, "Anno dell'attività", |r| {
            r.attivita.anno.to_string()
        })
        .pieno(),
        C::nuovo("attivita", Testo, "Attività", |r| r.attivita.nome.clone()).pieno(),
        C::nuovo("responsabile", Testo, "Responsabile dell'attività", |r| {
            testo(r.attivita.responsabile.as_ref())
        }),
        C::nuovo("peso", Decimale, "Peso dell'attività in punti", |r| {
            decimale(r.attivita.peso)
        }),
        C::nuovo(
            "dimostrativo",
            SiNo,
            "Le attività sono dati dimostrativi",
            |r| si_no(r.progetto.dimostrativo),
        )
        .pieno(),
    ];
    let valori = [
        di_valore("inizio", "Inizio", |r: &RigaAttivita<'a>| {
            Some(&r.attivita.inizio)
        }),
        di_valore("fine", "Fine", |r: &RigaAttivita<'a>| {
            Some(&r.attivita.fine)
        }),
        di_valore("target", "Risultato atteso", |r: &RigaAttivita<'a>| {
            Some(&r.attivita.target)
        }),
        di_valore("risultato", "Risultato", |r: &RigaAttivita<'a>| {
            Some(&r.attivita.risultato)
        }),
    ];
    chi.into_iter()
        .chain(valori.into_iter().flatten())
        .collect()
}

pub(super) fn tabella(modello: &Modello) -> Tabella {
    let righe = modello.progetti.iter().flat_map(|progetto| {
        let attivita = progetto.attivita.iter().enumerate();
        attivita.map(move |(posto, attivita)| RigaAttivita {
            progetto,
            riga: posto + 1,
            attivita,
        })
    });
    Tabella::di_campi(
        "progetti",
        "Attività dei progetti",
        "Una riga per ogni attività delle schede progetto.",
        campi(),
        righe,
    )
    .con_chiave(["progetto", "riga"])
    .rimanda("obiettivo", "obiettivi", "codice")
}
