//! A cycle: `ciclo.toml`, as written and then as valid, and where its files are.

mod allegati;
mod allegato;
pub mod cartella;
pub mod diags;
pub mod formati;
mod indirizzi;
mod integrato;
pub mod inventario;
mod luoghi;
mod misure;
mod nomi;
mod promesse;
mod regole;
mod schema;
pub mod scritto;
mod strategia;
pub mod tipi;
mod valido;

use schemars::schema_for;
use toml::de::DeTable;

use crate::model::{Diagnosi, Origine};

pub use allegato::{ALLEGATI, Allegato};
pub use cartella::{Cartella, FIRMATI};
pub use misure::{Parti, RegolaMonitoraggio};
pub use valido::{Impostazioni, Pubblicazione, Regole};

/// Name of the settings' file.
pub const FILE: &str = "ciclo.toml";

/// Reads the settings of a cycle's folder.
///
/// # Errors
/// What keeps the whole file from being read: it is missing, is no TOML, lacks a key or has values
/// of the wrong kind, all of them told at once. Problems that leave the rest readable come beside
/// the settings.
pub fn impostazioni(cartella: &Cartella) -> Result<(Impostazioni, Vec<Diagnosi>), Vec<Diagnosi>> {
    let testo = cartella
        .testo(FILE)
        .map_err(|causa| vec![diags::file_inaccessibile(FILE, &causa)])?;
    let testo = testo.ok_or_else(|| {
        vec![diags::impostazione(
            Origine::file(FILE),
            "ciclo.toml non è scritto in UTF-8",
            "salvalo con la codifica UTF-8",
        )]
    })?;
    interpreta(&testo)
}

/// Makes settings from the text of `ciclo.toml`.
///
/// # Errors
/// As [`impostazioni`].
pub fn interpreta(testo: &str) -> Result<(Impostazioni, Vec<Diagnosi>), Vec<Diagnosi>> {
    let tabella =
        DeTable::parse(testo).map_err(|errore| vec![diags::sintassi(testo, errore.span())])?;
    let difetti = schema::difetti(testo, &tabella, &schema_for!(scritto::CicloScritto));
    let mut diagnosi: Vec<Diagnosi> = difetti.iter().map(diags::difetto).collect();
    if difetti.iter().any(|difetto| !difetto.lieve()) {
        return Err(diagnosi);
    }
    // What the schema cannot say: a date that no calendar has, a number of too many digits.
    let scritto =
        toml::from_str(testo).map_err(|errore| vec![diags::valore(testo, errore.span())])?;
    let (impostazioni, altre) = valido::convalida(scritto, testo, tabella.get_ref());
    diagnosi.extend(altre);
    Ok((impostazioni, diagnosi))
}
