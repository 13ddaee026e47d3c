//! How a person sees diagnoses, differences and progress. It decides nothing.

pub mod avanzamento;
mod colori;
pub mod confronto;
mod spiega;
mod terminale;
pub mod testo;

use std::io;

use crate::model::{Diagnosi, Livello};

pub use spiega::spiega;
pub use terminale::diagnosi as sul_terminale;

/// `1 errore, 3 avvisi e 12 note`.
pub fn conteggio(diagnosi: &[Diagnosi]) -> String {
    let quante = |livello| diagnosi.iter().filter(|d| d.livello == livello && d.deroga.is_none()).count();
    let accettate = diagnosi.iter().filter(|d| d.deroga.is_some()).count();
    let mut parti = vec![
        plurale(quante(Livello::Errore), "errore", "errori"),
        plurale(quante(Livello::Avviso), "avviso", "avvisi"),
        plurale(quante(Livello::Nota), "nota", "note"),
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
