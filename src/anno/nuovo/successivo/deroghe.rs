//! Exceptions in the next cycle: those that still accept something.

use std::collections::BTreeSet;

use toml_edit::{DocumentMut, Item, TableLike, Value};

use crate::anno::cartella::stendi;
use crate::cycle::{Cartella, FILE};
use crate::edizione::Edizione;
use crate::model::{Codice, Diagnosi};

use super::{File, Guasto};

/// Takes out of the settings the exceptions that accept nothing there, and says which they were:
/// the cycle is read and checked once, as it will be.
///
/// # Errors
/// The system's own.
pub(super) fn solo_quelle_vive(file: &mut [File]) -> Result<Vec<String>, Guasto> {
    let prova = tempfile::tempdir().map_err(|causa| Guasto::Scrittura(FILE.into(), causa))?;
    stendi(prova.path(), file).map_err(|causa| Guasto::Scrittura(prova.path().into(), causa))?;
    // Settings that cannot be read are said when the cycle is.
    let Ok(edizione) = Edizione::apri(&Cartella::nuova(prova.path())) else {
        return Ok(Vec::new());
    };
    let morte: BTreeSet<usize> = edizione.verifica().iter().filter_map(posto).collect();
    let mut tolte = Vec::new();
    if let Some((_, byte)) = file.iter_mut().find(|(nome, _)| nome == FILE) {
        let testo = String::from_utf8_lossy(byte).into_owned();
        *byte = senza(&testo, &morte, &mut tolte).into_bytes();
    }
    Ok(tolte)
}

/// The place in the list of an exception that accepts nothing.
fn posto(diagnosi: &Diagnosi) -> Option<usize> {
    if diagnosi.codice != Codice::DerogaInutilizzata {
        return None;
    }
    diagnosi.luoghi.first()?.posto_in_elenco()
}

fn senza(testo: &str, morte: &BTreeSet<usize>, tolte: &mut Vec<String>) -> String {
    let Ok(mut toml) = testo.parse::<DocumentMut>() else {
        return testo.to_owned();
    };
    let elenco = toml.get_mut("verifica").and_then(|v| v.get_mut("deroghe"));
    let mut posto = 0_usize..;
    let mut viva = |deroga: Option<&dyn TableLike>| {
        let viva = posto.next().is_some_and(|n| !morte.contains(&n));
        tolte.extend(deroga.filter(|_| !viva).map(detta));
        viva
    };
    match elenco {
        Some(Item::Value(Value::Array(elenco))) => elenco.retain(|deroga| {
            let tabella = deroga.as_inline_table();
            viva(tabella.map(|tabella| tabella as &dyn TableLike))
        }),
        Some(Item::ArrayOfTables(elenco)) => elenco.retain(|deroga| viva(Some(deroga))),
        _ => {}
    }
    toml.to_string()
}

/// An exception as a person finds it again: `codice somma-errata, quadro personale, …`.
fn detta(deroga: &dyn TableLike) -> String {
    let voci = deroga.iter().filter_map(|(chiave, valore)| {
        let scritto = valore.as_str()?;
        Some(format!("{chiave} «{scritto}»"))
    });
    voci.collect::<Vec<String>>().join(", ")
}
