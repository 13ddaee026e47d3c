//! `cruscotti.csv`: one row for each cruscotto.

use crate::model::{Cruscotto, Modello, Valutazione};

use super::super::tabella::{Campo, Tabella, TipoColonna::Testo};
use super::{Media, di_media, testo};

struct RigaCruscotto<'a> {
    cruscotto: &'a Cruscotto,
    media: Media<'a>,
}

fn campi<'a>() -> Vec<Campo<'a, RigaCruscotto<'a>>> {
    type C<'a> = Campo<'a, RigaCruscotto<'a>>;
    let proprie = vec![
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
    ];
    let grado = "Percentuale sintetica di raggiungimento in punti";
    let media = di_media(grado, |r: &RigaCruscotto<'a>| &r.media);
    proprie.into_iter().chain(media).collect()
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
