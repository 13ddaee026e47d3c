//! What documents and pages say around the body's own words, each sentence once.

use serde::Serialize;

use crate::model::italiano::vocabolario::{NESSUNO, PREVISTO, QUESTO, STRATEGICO, TUTTO, VALUTATO};
use crate::model::italiano::{maiuscola, tipografico};
use crate::model::{Cruscotto, Nomi};

/// Titles and sentences about the indicators of a year, in print's apostrophes.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Frasi {
    /// Over the table of bands.
    pub fasce: String,
    /// Where a cruscotto has no rows.
    pub nessun_indicatore: String,
    /// Where none of its rows had a target for the year.
    pub nessuno_previsto: String,
    /// Over the table of planned indicators without a grade, and in its stead.
    pub esclusi: String,
    pub nessun_escluso: String,
    /// Over the table of indicators without a target, and in its stead.
    pub non_previsti: String,
    pub tutti_previsti: String,
}

impl Frasi {
    /// The sentences in the words of a body.
    pub fn di(nomi: &Nomi, anno: i16) -> Self {
        const MOLTI: usize = 2;
        let Nomi {
            indicatore,
            cruscotto,
            ..
        } = nomi;
        let previsti = indicatore.accorda(&PREVISTO, MOLTI);
        let nessuno = maiuscola(&indicatore.nessun());
        let tutti = format!(
            "{} {}",
            maiuscola(indicatore.accorda(&TUTTO, MOLTI)),
            indicatore.i()
        );
        let questo = format!("{} {}", cruscotto.accorda(&QUESTO, 1), cruscotto.uno());
        let titoli = indicatore.titoli();
        let valutati = indicatore.accorda(&VALUTATO, MOLTI);
        Self {
            fasce: tipografico(&format!(
                "Fasce del grado di raggiungimento e {} {valutati} nel {anno}",
                indicatore.molti()
            )),
            nessun_indicatore: tipografico(&format!("{nessuno}.")),
            nessuno_previsto: tipografico(&format!(
                "{nessuno} di {questo} aveva un risultato atteso per il {anno}."
            )),
            esclusi: tipografico(&format!("{titoli} {previsti} senza un grado, {anno}")),
            nessun_escluso: tipografico(&format!("{tutti} {previsti} hanno un grado.")),
            non_previsti: tipografico(&format!(
                "{titoli} non {previsti} nel {anno}, per {}",
                cruscotto.uno()
            )),
            tutti_previsti: tipografico(&format!(
                "{tutti} avevano un risultato atteso per il {anno}."
            )),
        }
    }
}

/// `15 indicatori, di cui 4 strategici`; `3 indicatori, tutti strategici`.
pub fn conteggio(nomi: &Nomi, cruscotto: &Cruscotto) -> String {
    let indicatore = &nomi.indicatore;
    let righe = cruscotto.righe.len();
    let strategici = cruscotto
        .righe
        .iter()
        .filter(|riga| riga.strategico)
        .count();
    let accordato = |quanti| indicatore.accorda(&STRATEGICO, quanti);
    let quali = match strategici {
        0 => format!("{} {}", indicatore.accorda(&NESSUNO, 1), accordato(1)),
        _ if strategici < righe => format!("di cui {strategici} {}", accordato(strategici)),
        _ if righe > 1 => format!("{} {}", indicatore.accorda(&TUTTO, righe), accordato(righe)),
        _ => accordato(righe).to_owned(),
    };
    tipografico(&format!("{}, {quali}", indicatore.conta(righe)))
}
