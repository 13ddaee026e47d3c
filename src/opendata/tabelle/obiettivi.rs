//! `obiettivi.csv`: one row for each obiettivo.

use crate::model::{Missione, Modello, Obiettivo, Prospettiva, Valutazione};

use super::super::tabella::{
    Campo, Tabella,
    TipoColonna::{Decimale, Testo},
};
use super::{Media, decimale, di_media};

struct RigaObiettivo<'a> {
    prospettiva: &'a Prospettiva,
    obiettivo: &'a Obiettivo,
    missione: Option<&'a Missione>,
    media: Media<'a>,
}

fn campi<'a>() -> Vec<Campo<'a, RigaObiettivo<'a>>> {
    type C<'a> = Campo<'a, RigaObiettivo<'a>>;
    let proprie = vec![
        C::nuovo(
            "prospettiva",
            Testo,
            "Primo livello della mappa strategica",
            |r| r.prospettiva.nome.clone(),
        )
        .pieno(),
        C::nuovo("codice", Testo, "Codice dell'obiettivo", |r| {
            r.obiettivo.codice.clone()
        })
        .pieno(),
        C::nuovo("nome", Testo, "Nome dell'obiettivo", |r| {
            r.obiettivo.nome.clone()
        })
        .pieno(),
        C::nuovo("missione", Testo, "Codice della missione", |r| {
            r.obiettivo.missione.clone()
        }),
        C::nuovo("nome_missione", Testo, "Nome della missione", |r| {
            r.missione.map(|m| m.nome.clone()).unwrap_or_default()
        }),
        C::nuovo(
            "ambiti",
            Testo,
            "Lettere dell'art. 8 del D.Lgs. 150/2009, separate da uno spazio",
            |r| r.obiettivo.ambiti.join(" "),
        ),
        C::nuovo(
            "peso",
            Decimale,
            "Peso dell'obiettivo nella prospettiva",
            |r| decimale(r.obiettivo.peso),
        ),
    ];
    let media = di_media(
        "Grado di raggiungimento in punti",
        |r: &RigaObiettivo<'a>| &r.media,
    );
    proprie.into_iter().chain(media).collect()
}

pub(super) fn tabella(modello: &Modello, valutazione: Option<&Valutazione>) -> Tabella {
    let obiettivi = modello
        .prospettive
        .iter()
        .flat_map(|p| p.obiettivi.iter().map(move |o| (p, o)));
    let righe = obiettivi.map(|(prospettiva, obiettivo)| RigaObiettivo {
        prospettiva,
        obiettivo,
        missione: modello.missione(&obiettivo.missione),
        media: Media {
            valutazione,
            sintesi: valutazione.and_then(|gradi| gradi.obiettivo(&obiettivo.codice)),
        },
    });
    let nome = &modello.nomi.obiettivo;
    Tabella::di_campi(
        "obiettivi",
        nome.titoli(),
        &format!(
            "Una riga per ogni {}, con il grado di raggiungimento.",
            nome.uno()
        ),
        campi(),
        righe,
    )
    .con_chiave(["codice"])
}
