//! `cruscotti.csv`: one row for each cruscotto.

use crate::model::{Cruscotto, Modello, Valutazione};

use super::super::tabella::{Campo, Tabella, TipoColonna::*};
use super::{Media, testo};

struct RigaCruscotto<'a> {
    cruscotto: &'a Cruscotto,
    media: Media<'a>,
}

fn campi<'a>() -> Vec<Campo<'a, RigaCruscotto<'a>>> {
    type C<'a> = Campo<'a, RigaCruscotto<'a>>;
    vec![
        C::nuovo("id", Testo, "Identificativo del cruscotto", |r| {
            r.cruscotto.id.clone()
        })
        .pieno(),
        C::nuovo("nome", Testo, "Nome del cruscotto", |r| {
            r.cruscotto.nome.clone()
        })
        .pieno(),
        C::nuovo(
            "tipo",
            Testo,
            "Tipo, tra quelli che il modello elenca",
            |r| r.cruscotto.tipo.clone(),
        )
        .pieno(),
        C::nuovo("responsabile", Testo, "Responsabile", |r| {
            testo(r.cruscotto.responsabile.as_ref())
        }),
        C::nuovo("anno", Intero, "Anno valutato", |r| r.media.anno()),
        C::nuovo(
            "grado",
            Decimale,
            "Percentuale sintetica di raggiungimento in punti",
            |r| r.media.grado(),
        ),
        C::nuovo("fascia", Testo, "Fascia in cui cade il grado", |r| {
            r.media.fascia()
        }),
        C::nuovo("valutati", Intero, "Indicatori con un grado", |r| {
            r.media.valutati()
        }),
        C::nuovo(
            "previsti",
            Intero,
            "Indicatori con un atteso per l'anno",
            |r| r.media.previsti(),
        ),
        C::nuovo("totale", Intero, "Indicatori in tutto", |r| {
            r.media.totale()
        }),
    ]
}

pub(super) fn tabella(modello: &Modello, valutazione: Option<&Valutazione>) -> Tabella {
    let righe = modello.cruscotti.iter().map(|cruscotto| {
        let grado = valutazione.and_then(|gradi| gradi.cruscotto(&cruscotto.id));
        RigaCruscotto {
            cruscotto,
            media: Media {
                valutazione,
                sintesi: grado.map(|grado| &grado.sintesi),
            },
        }
    });
    let nome = &modello.nomi.cruscotto;
    Tabella::di_campi(
        "cruscotti",
        &format!("{} e percentuali sintetiche", nome.titoli()),
        &format!(
            "Una riga per ogni {}, con la percentuale sintetica di raggiungimento.",
            nome.uno()
        ),
        campi(),
        righe,
    )
    .con_chiave(["id"])
}
