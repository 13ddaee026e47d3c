//! The Italian of the comparison, in one place.

use rust_decimal::Decimal;

use crate::diff::{Causa, Confronto, Differenza, Tipo};
use crate::model::Parola;
use crate::model::italiano;
use crate::model::italiano::Genere::{Femminile, Maschile};
use crate::model::italiano::vocabolario::{CAMBIARE, DIFFERENZA, GRADO, SEGUIRE};

use super::Conteggio;

/// The kinds, in the order in which they are told, with the nouns that count them.
const TIPI: [(Tipo, &str, Parola); 6] = [
    (
        Tipo::Cambiato,
        "cambiato",
        Parola::fissa("modifica", "modifiche", Femminile),
    ),
    (
        Tipo::Aggiunto,
        "aggiunto",
        Parola::fissa("aggiunta", "aggiunte", Femminile),
    ),
    (
        Tipo::Tolto,
        "tolto",
        Parola::fissa("rimozione", "rimozioni", Femminile),
    ),
    (
        Tipo::Spostato,
        "spostato",
        Parola::fissa("spostamento", "spostamenti", Maschile),
    ),
    (
        Tipo::Rinominato,
        "rinominato",
        Parola::fissa("cambio di nome", "cambi di nome", Maschile),
    ),
    (
        Tipo::Riordinato,
        "riordinato",
        Parola::fissa("cambio d’ordine", "cambi d’ordine", Maschile),
    ),
];

/// The kind as the public JSON names it.
pub fn nome_tipo(tipo: Tipo) -> &'static str {
    TIPI.iter()
        .find(|voce| voce.0 == tipo)
        .map_or("", |voce| voce.1)
}

/// `3 differenze`
pub fn differenze(quante: usize) -> String {
    DIFFERENZA.conta(quante)
}

/// How many of each kind there are.
pub fn conteggi(differenze: &[Differenza]) -> Vec<Conteggio> {
    TIPI.iter()
        .map(|(tipo, nome, parola)| {
            let quante = differenze.iter().filter(|d| d.tipo == *tipo).count();
            (nome, quante, parola)
        })
        .filter(|(_, quante, _)| *quante > 0)
        .map(|(nome, quante, parola)| Conteggio {
            tipo: nome,
            testo: parola.conta(quante),
        })
        .collect()
}

/// The comparison in a sentence.
pub fn riassunto(confronto: &Confronto) -> String {
    let (derivate, proprie): (Vec<_>, Vec<_>) = confronto
        .differenze
        .iter()
        .cloned()
        .partition(Differenza::deriva);
    let gradi = format!(
        "{} della Relazione che {}",
        GRADO.conta(derivate.len()),
        CAMBIARE.con(derivate.len())
    );
    match (proprie.len(), derivate.len()) {
        (0, 0) => "Nessuna differenza: le due bozze dicono le stesse cose.".to_owned(),
        (0, _) => format!("Nessuna differenza nei dati, {gradi}."),
        (quante, altre) => {
            let tipi: Vec<String> = conteggi(&proprie)
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

/// `+2, +50,00%`; between percentages `+1,5 punti`.
pub fn variazione(differenza: &Differenza) -> Option<String> {
    let variazione = differenza.variazione.as_ref()?;
    let assoluta = con_segno(&variazione.assoluta)?;
    let percentuali = differenza
        .vecchio
        .as_ref()
        .is_some_and(|vecchio| vecchio.contains('%'));
    Some(match &variazione.percentuale {
        Some(percentuale) => format!("{assoluta}, {}%", con_segno(percentuale)?),
        None if percentuali => format!("{assoluta} punti"),
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
pub fn causa(causa: &Causa, cruscotto: &str) -> String {
    let stampa = |grado: &Option<String>| grado.clone().unwrap_or_else(|| "non conta".to_owned());
    format!(
        "{} ({cruscotto}): {} → {}",
        causa.nome,
        stampa(&causa.vecchio),
        stampa(&causa.nuovo)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_the_name_of_the_public_json() {
        for (tipo, nome, ..) in TIPI {
            assert_eq!(serde_json::to_value(tipo).ok(), Some(nome.into()));
        }
    }
}
