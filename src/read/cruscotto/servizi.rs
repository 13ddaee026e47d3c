//! Several services in one sheet: a column says of which one each row is, or each table has its own
//! title. Each service is a cruscotto.

use super::CruscottoLetto;
use crate::model::nome::{chiave, parole};
use crate::read::foglio::RigaFoglio;
use crate::read::pesi::Punti;

/// Words that begin the title of the table of a service. Those by which a prospettiva may be called
/// as well (`Area`) are none.
const TITOLI: &[&str] = &[
    "servizio",
    "settore",
    "ufficio",
    "unita organizzativa",
    "unita operativa",
    "centro di responsabilita",
    "direzione",
    "dipartimento",
];

/// What a service's cruscotto is made of, its weights as they are written.
pub(super) type Parte = (CruscottoLetto, Vec<Option<Punti>>);

/// The service that a line above a table names: `Servizio Studi`, `Servizio | Studi`.
pub(super) fn nominato(riga: &RigaFoglio) -> Option<String> {
    let testi: Vec<String> = riga.celle.iter().map(|c| c.contenuto.testo()).collect();
    match testi.as_slice() {
        [titolo] => e_titolo(titolo).then(|| titolo.clone()),
        [etichetta, nome] => TITOLI
            .contains(&parole(etichetta).as_str())
            .then(|| nome.clone()),
        _ => None,
    }
}

fn e_titolo(testo: &str) -> bool {
    let piano = parole(testo);
    let mut nomi = TITOLI
        .iter()
        .filter_map(|parola| piano.strip_prefix(parola));
    nomi.any(|resto| resto.starts_with(' '))
}

/// One part for each service that the rows name, in their order. Rows that name none stay under the
/// sheet's title, and so does everything where there is one service only.
pub(super) fn dividi(letto: CruscottoLetto, pesi: Vec<Option<Punti>>) -> Vec<Parte> {
    let mut servizi: Vec<String> = Vec::new();
    for riga in &letto.righe {
        if !servizi
            .iter()
            .any(|noto| chiave(noto) == chiave(&riga.servizio))
        {
            servizi.push(riga.servizio.clone());
        }
    }
    if let [] | [_] = servizi.as_slice() {
        let solo = servizi.pop().filter(|nome| !nome.is_empty());
        let titolo = letto.titolo.clone().or(solo);
        return vec![(CruscottoLetto { titolo, ..letto }, pesi)];
    }
    let con_pesi: Vec<_> = letto.righe.into_iter().zip(pesi).collect();
    let parte = |servizio: &String| {
        let nome = Some(servizio.clone()).filter(|nome| !nome.is_empty());
        let titolo = nome.or_else(|| letto.titolo.clone());
        let sue = con_pesi
            .iter()
            .filter(|(riga, _)| chiave(&riga.servizio) == chiave(servizio))
            .cloned();
        let note = letto.note.iter();
        let note = note.filter(|nota| nota.servizio.as_ref().is_none_or(|suo| suo == servizio));
        let (righe, pesi) = sue.unzip();
        let parte = CruscottoLetto {
            foglio: letto.foglio.clone(),
            servizio: titolo.clone(),
            titolo,
            righe,
            note: note.cloned().collect(),
        };
        (parte, pesi)
    };
    servizi.iter().map(parte).collect()
}
