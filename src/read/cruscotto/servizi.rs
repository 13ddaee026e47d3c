//! Several services in one sheet: a column says of which one each row is, or each table has its own
//! title. Each service is a cruscotto.

use super::CruscottoLetto;
use crate::model::nome::{chiave, parole};
use crate::model::{Diagnosi, Origine};
use crate::read::diags;
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

/// Words after those of a title that make it a label of something else: `Ufficio competente: …`.
const NON_TITOLI: &[&str] = &["competente", "responsabile", "referente", "coinvolto"];

/// The service that a line above a table names: `Servizio Studi`, `Servizio | Studi`.
pub(super) fn nominato(riga: &RigaFoglio) -> Option<String> {
    match riga.celle.as_slice() {
        [titolo] => Some(titolo.contenuto.testo()).filter(|titolo| e_titolo(titolo)),
        [_, nome, ..] if e_etichetta(riga) => Some(nome.contenuto.testo()),
        _ => None,
    }
}

/// True of a line that begins with the word for a service alone, and its name beside it.
pub(super) fn e_etichetta(riga: &RigaFoglio) -> bool {
    let prima = riga.celle.first().map(|cella| cella.contenuto.testo());
    let etichetta = prima.is_some_and(|testo| TITOLI.contains(&parole(&testo).as_str()));
    etichetta && riga.celle.len() > 1
}

fn e_titolo(testo: &str) -> bool {
    let piano = parole(testo);
    let nomi = TITOLI
        .iter()
        .filter_map(|parola| piano.strip_prefix(parola));
    let mut nomi = nomi.filter_map(|resto| resto.strip_prefix(' '));
    nomi.any(|nome| !NON_TITOLI.iter().any(|parola| nome.starts_with(parola)))
}

/// What is said of a column of services, at its heading: which they are, or that the sheet's title is
/// another name than the only one.
pub(super) fn della_colonna(
    letto: &CruscottoLetto,
    luogo: &Origine,
    scritta: &str,
) -> Vec<Diagnosi> {
    let servizi = distinti(letto);
    let nominati: Vec<&str> = servizi
        .iter()
        .map(String::as_str)
        .filter(|n| !n.is_empty())
        .collect();
    let luogo = || luogo.clone();
    if let ([solo], 1) = (nominati.as_slice(), servizi.len()) {
        let altro = letto
            .titolo
            .as_ref()
            .filter(|titolo| !chiave(titolo).contains(&chiave(solo)));
        let detto = altro.map(|titolo| diags::servizio_e_titolo(luogo(), scritta, solo, titolo));
        return detto.into_iter().collect();
    }
    vec![diags::piu_servizi(luogo(), scritta, &nominati)]
}

/// The services that the rows name, as the first row of each writes it; an empty one if some name
/// none.
fn distinti(letto: &CruscottoLetto) -> Vec<String> {
    let mut servizi: Vec<String> = Vec::new();
    for riga in &letto.righe {
        if !servizi
            .iter()
            .any(|noto| chiave(noto) == chiave(&riga.servizio))
        {
            servizi.push(riga.servizio.clone());
        }
    }
    servizi
}

/// One part for each service that the rows name, in their order. Rows that name none stay under the
/// sheet's title, and so does everything where there is one service only.
pub(super) fn dividi(letto: CruscottoLetto, pesi: Vec<Option<Punti>>) -> Vec<Parte> {
    let mut servizi = distinti(&letto);
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
