//! The wording of what the PIAO, the PIRA and the promises of one page lack.

use crate::model::italiano::elenco;
use crate::model::{Codice, Cruscotto, Diagnosi, Nomi, Obiettivo, Origine};
use crate::read::diags::abbrevia;

use super::con_luoghi;

/// An indicator that `ciclo.toml` names and no cruscotto has.
pub fn indicatore_sconosciuto(
    nomi: &Nomi,
    luogo: Origine,
    nome: &str,
    vicino: Option<&str>,
) -> Diagnosi {
    let messaggio = format!(
        "{} «{}» non è in {}",
        nomi.indicatore.il(),
        abbrevia(nome),
        nomi.cruscotto.nessun()
    );
    let rimedio = match vicino {
        Some(vicino) => format!("forse è «{}»", abbrevia(vicino)),
        None => {
            "scrivi il suo id, il suo codice o il suo nome, come li dà «ciclo modello»".to_owned()
        }
    };
    Diagnosi::nuova(Codice::IndicatoreSconosciuto, luogo, messaggio, rimedio)
}

/// What the PIAO asks for of an obiettivo and `ciclo.toml` does not say.
pub fn campi_dell_obiettivo(
    nomi: &Nomi,
    luogo: Origine,
    obiettivo: &Obiettivo,
    mancanti: &[&str],
) -> Diagnosi {
    let messaggio = format!(
        "{} {} non dice tutto quello che il PIAO chiede: {}",
        nomi.obiettivo.il(),
        obiettivo.codice,
        elenco(mancanti)
    );
    let rimedio = "aggiungi le chiavi che mancano";
    Diagnosi::nuova(Codice::CampoMancante, luogo, messaggio, rimedio)
}

/// What the PIAO asks for of the indicators that a cruscotto owns; none if nothing is missing.
pub fn campi_delle_righe(
    nomi: &Nomi,
    cruscotto: &Cruscotto,
    luoghi: Vec<Origine>,
    mancanti: &[&str],
) -> Option<Diagnosi> {
    let messaggio = format!(
        "«{}» ha {} senza tutto quello che il PIAO chiede: {}",
        cruscotto.nome,
        nomi.indicatore.conta(luoghi.len()),
        elenco(mancanti)
    );
    let rimedio = "aggiungi le colonne che mancano al foglio, o riempine le celle";
    con_luoghi(Codice::CampoMancante, luoghi, messaggio, rimedio)
}
