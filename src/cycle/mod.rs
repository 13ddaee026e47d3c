//! A cycle: `ciclo.toml`, as written and then as valid, and where its files are.

pub mod cartella;
mod chiavi;
pub mod diags;
mod luoghi;
mod nomi;
pub mod scritto;
pub mod tipi;
mod valido;

use schemars::schema_for;
use toml::de::DeTable;

use crate::model::origine::riga_di;
use crate::model::{Codice, Diagnosi, Origine};

pub use cartella::Cartella;
pub use valido::{Impostazioni, Pubblicazione, Regole};

/// Name of the settings' file.
pub const FILE: &str = "ciclo.toml";

/// Reads the settings of a cycle's folder.
///
/// # Errors
/// One diagnosis if the file is missing, is no TOML or has a value of the wrong kind: nothing else
/// can be read then. Problems that leave the rest readable come beside the settings.
pub fn impostazioni(cartella: &Cartella) -> Result<(Impostazioni, Vec<Diagnosi>), Box<Diagnosi>> {
    let byte = cartella
        .leggi(FILE)
        .map_err(|causa| Box::new(diags::file_inaccessibile(FILE, &causa)))?;
    let testo = String::from_utf8(byte).map_err(|_| {
        Box::new(diags::impostazione(
            Origine::file(FILE),
            "ciclo.toml non è scritto in UTF-8",
            "salvalo con la codifica UTF-8",
        ))
    })?;
    interpreta(&testo)
}

/// Makes settings from the text of `ciclo.toml`.
///
/// # Errors
/// As [`impostazioni`].
pub fn interpreta(testo: &str) -> Result<(Impostazioni, Vec<Diagnosi>), Box<Diagnosi>> {
    let tabella = DeTable::parse(testo).map_err(|errore| Box::new(sintassi(testo, &errore)))?;
    let schema = schema_for!(scritto::CicloScritto);
    let mut diagnosi: Vec<Diagnosi> = chiavi::ignote(testo, tabella.get_ref(), &schema)
        .iter()
        .map(diags::chiave_ignota)
        .collect();
    let scritto = toml::from_str(testo).map_err(|errore| Box::new(sintassi(testo, &errore)))?;
    let (impostazioni, altre) = valido::convalida(scritto, testo, tabella.get_ref());
    diagnosi.extend(altre);
    Ok((impostazioni, diagnosi))
}

/// A mistake that the TOML reader found, with its line.
fn sintassi(testo: &str, errore: &toml::de::Error) -> Diagnosi {
    let riga = errore.span().map_or(1, |span| riga_di(testo, span.start));
    let scritto = testo.lines().nth(riga - 1).unwrap_or_default().trim();
    let apici: Vec<&str> = errore.message().split('`').skip(1).step_by(2).collect();
    let messaggio = match (errore.message().split(' ').next(), apici.as_slice()) {
        (Some("missing"), [campo, ..]) => {
            format!("manca la chiave «{campo}» nella sezione che comincia qui: {scritto}")
        }
        (Some("unknown"), [valore, ammessi @ ..]) => {
            format!(
                "il valore «{valore}» non è ammesso; valori ammessi: {}",
                ammessi.join(", ")
            )
        }
        (Some("invalid"), _) => format!("il valore non è del tipo giusto: {scritto}"),
        _ => format!("errore di scrittura: {scritto}"),
    };
    Diagnosi::nuova(
        Codice::ImpostazioneNonValida,
        Origine::riga(FILE, riga),
        messaggio,
        "correggi la riga indicata (data/README.md spiega ogni sezione)",
    )
}
