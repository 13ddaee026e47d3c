//! The Italian of the comparison, in one place.

use rust_decimal::Decimal;

use crate::diff::{Causa, Confronto, Differenza, Mutamento, Tipo};
use crate::model::Parola;
use crate::model::italiano;
use crate::model::italiano::Genere::{Femminile, Maschile};
use crate::model::italiano::vocabolario::{CAMBIARE, DIFFERENZA, GRADO, SEGUIRE};

use super::Conteggio;

/// The kinds, in the order in which they are told, with the nouns that count them.
const TIPI: [(Tipo, Parola); 6] = [
    (
        Tipo::Cambiato,
        Parola::fissa("modifica", "modifiche", Femminile),
    ),
    (
        Tipo::Aggiunto,
        Parola::fissa("aggiunta", "aggiunte", Femminile),
    ),
    (
        Tipo::Tolto,
        Parola::fissa("rimozione", "rimozioni", Femminile),
    ),
    (
        Tipo::Spostato,
        Parola::fissa("spostamento", "spostamenti", Maschile),
    ),
    (
        Tipo::Rinominato,
        Parola::fissa("cambio di nome", "cambi di nome", Maschile),
    ),
    (
        Tipo::Riordinato,
        Parola::fissa("cambio d’ordine", "cambi d’ordine", Maschile),
    ),
];

/// `3 differenze`
pub(super) fn differenze(quante: usize) -> String {
    DIFFERENZA.conta(quante)
}

/// How many of each kind there are.
pub(super) fn conteggi<'a>(
    differenze: impl Iterator<Item = &'a Differenza> + Clone,
) -> Vec<Conteggio> {
    let quante = |tipo| {
        differenze
            .clone()
            .filter(|d| d.mutamento.tipo() == tipo)
            .count()
    };
    TIPI.iter()
        .map(|(tipo, parola)| (tipo, quante(*tipo), parola))
        .filter(|(_, quante, _)| *quante > 0)
        .map(|(tipo, quante, parola)| Conteggio {
            tipo: tipo.nome(),
            testo: parola.conta(quante),
        })
        .collect()
}

/// The comparison in a sentence.
pub(super) fn riassunto(confronto: &Confronto) -> String {
    let proprie = confronto.differenze.iter().filter(|d| !d.deriva());
    let derivate = confronto.differenze.iter().filter(|d| d.deriva()).count();
    let gradi = format!(
        "{} della Relazione che {}",
        GRADO.conta(derivate),
        CAMBIARE.con(derivate)
    );
    match (proprie.clone().count(), derivate) {
        (0, 0) => "Nessuna differenza: le due bozze dicono le stesse cose.".to_owned(),
        (0, _) => format!("Nessuna differenza nei dati, {gradi}."),
        (quante, altre) => {
            let tipi: Vec<String> = conteggi(proprie)
                .into_iter()
                .map(|conteggio| conteggio.testo)
                .collect();
            let coda = if altre > 0 {
                format!("; ne {} {gradi}", SEGUIRE.con(altre))
            } else {
                String::new()
            };
            format!("{}: {}{coda}.", differenze(quante), tipi.join(", "))
        }
    }
}

/// `+2, +50,00% su 4`; between percentages `+1,5 punti`.
pub(super) fn variazione(mutamento: &Mutamento) -> Option<String> {
    let variazione = mutamento.variazione()?;
    let assoluta = con_segno(&variazione.assoluta)?;
    let vecchio = mutamento.vecchio().map_or("", |vecchio| &vecchio.testo);
    Some(match &variazione.percentuale {
        Some(percentuale) => format!("{assoluta}, {}% su {vecchio}", con_segno(percentuale)?),
        None if vecchio.contains('%') => format!("{assoluta} punti"),
        None => assoluta,
    })
}

fn con_segno(numero: &str) -> Option<String> {
    let numero: Decimal = numero.parse().ok()?;
    let segno = if numero.is_sign_positive() {
        "+"
    } else {
        "−"
    };
    Some(format!("{segno}{}", italiano::numero(numero.abs())))
}

/// What moved a grade: `Progetto: Turismo (Servizio Promozione): 80,00% → 100,00%`.
pub(super) fn causa(causa: &Causa, cruscotto: &str) -> String {
    let stampa = |grado: &Option<String>| grado.clone().unwrap_or_else(|| "non conta".to_owned());
    format!(
        "{} ({cruscotto}): {} → {}",
        causa.nome,
        stampa(&causa.vecchio),
        stampa(&causa.nuovo)
    )
}
