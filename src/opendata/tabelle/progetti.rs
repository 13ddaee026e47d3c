//! `progetti.csv`: one row for each activity of a project.

use crate::model::{AttivitaProgetto, Modello, Progetto};

use super::super::tabella::{Campo, Tabella, TipoColonna::*};
use super::{decimale, si_no, testo};

struct RigaAttivita<'a> {
    progetto: &'a Progetto,
    attivita: &'a AttivitaProgetto,
}

fn campi<'a>() -> [Campo<RigaAttivita<'a>>; 13] {
    type C<'a> = Campo<RigaAttivita<'a>>;
    [
        C::nuovo("progetto", Testo, "Identificativo del progetto", |r| {
            r.progetto.id.clone()
        })
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
        C::nuovo(
            "inizio",
            Testo,
            "Inizio, come è stampato nei documenti",
            |r| r.attivita.inizio.stampa(),
        ),
        C::nuovo("fine", Testo, "Fine, come è stampata nei documenti", |r| {
            r.attivita.fine.stampa()
        }),
        C::nuovo("peso", Decimale, "Peso dell'attività in punti", |r| {
            decimale(r.attivita.peso)
        }),
        C::nuovo(
            "target",
            Testo,
            "Risultato atteso, come è stampato nei documenti",
            |r| r.attivita.target.stampa(),
        ),
        C::nuovo(
            "risultato",
            Testo,
            "Risultato, come è stampato nei documenti",
            |r| r.attivita.risultato.stampa(),
        ),
        C::nuovo(
            "dimostrativo",
            SiNo,
            "Le attività sono dati dimostrativi",
            |r| si_no(r.progetto.dimostrativo),
        )
        .pieno(),
    ]
}

pub(super) fn tabella(modello: &Modello) -> Tabella {
    let righe = modello.progetti.iter().flat_map(|progetto| {
        let attivita = progetto.attivita.iter();
        attivita.map(move |attivita| RigaAttivita { progetto, attivita })
    });
    Tabella::di_campi(
        "progetti",
        "Attività dei progetti",
        "Una riga per ogni attività delle schede progetto.",
        &campi(),
        righe,
    )
}
