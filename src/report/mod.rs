//! How a person sees diagnoses and progress. It decides nothing.

pub mod avanzamento;
mod contorno;
pub mod guida;
mod ordine;
pub mod pagina;
pub mod rapporto;
mod spiega;
mod terminale;

use std::io;

use crate::model::Diagnosi;

pub use contorno::Contorno;
pub use spiega::spiega;
pub use terminale::{con_contorno, diagnosi as sul_terminale, riepilogo};

use rapporto::Conteggi;

/// `1 errore, 3 avvisi e 12 note`.
pub fn conteggio<'a>(diagnosi: impl IntoIterator<Item = &'a Diagnosi> + Clone) -> String {
    let quante = Conteggi::di(diagnosi.clone());
    let accettate = diagnosi.into_iter().filter(|d| d.deroga.is_some()).count();
    let mut parti = vec![
        plurale(quante.errore, "errore", "errori"),
        plurale(quante.avviso, "avviso", "avvisi"),
        plurale(quante.nota, "nota", "note"),
    ];
    if accettate > 0 {
        parti.push(plurale(accettate, "scarto accettato", "scarti accettati"));
    }
    let ultima = parti.pop().unwrap_or_default();
    format!("{} e {ultima}", parti.join(", "))
}

/// A count with the right form of its noun.
pub fn plurale(quanti: usize, uno: &str, molti: &str) -> String {
    format!("{quanti} {}", if quanti == 1 { uno } else { molti })
}

/// Text in lines of at most so many letters, broken between words; a longer word stands alone.
pub fn a_capo(testo: &str, larghezza: usize) -> Vec<String> {
    let mut righe: Vec<String> = Vec::new();
    for parola in testo.split(' ') {
        match righe.last_mut() {
            Some(riga) if riga.chars().count() + 1 + parola.chars().count() <= larghezza => {
                riga.push(' ');
                riga.push_str(parola);
            }
            _ => righe.push(parola.to_owned()),
        }
    }
    righe
}

/// What the system said, in Italian.
pub fn errore_di_sistema(errore: &io::Error) -> String {
    match errore.kind() {
        io::ErrorKind::NotFound => "non esiste".to_owned(),
        io::ErrorKind::PermissionDenied => "manca il permesso".to_owned(),
        io::ErrorKind::StorageFull => "il disco è pieno".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "il disco è di sola lettura".to_owned(),
        io::ErrorKind::IsADirectory => "non è un file".to_owned(),
        io::ErrorKind::NotADirectory => "non è una cartella".to_owned(),
        io::ErrorKind::FileTooLarge => "il file è troppo grande".to_owned(),
        _ => errore.to_string(),
    }
}
