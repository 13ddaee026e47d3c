//! The folder on disk: a year appears whole or not at all.
//!
//! Everything is written beside it and put in its place by one rename: where the system can swap
//! two folders in one step (Linux), there is no moment without the year; elsewhere the old one
//! steps aside first and comes back if the new one cannot take its place.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, TempDir};

use super::{Fascicolo, Guasto, somme};
use crate::opendata::{RECORD, Record};
use crate::output::{self, PROVVISORIO};

/// End of the name of a year that has stepped aside.
const PRECEDENTE: &str = ".precedente";
/// Largest record of a year that is read, in bytes.
const BYTE_RECORD: u64 = 1 << 20;

/// Files by path relative to their folder, with `/`.
pub type Albero = BTreeMap<String, Vec<u8>>;

/// Writes a year's folder under `radice`, then the index of all the years there with its checksums.
///
/// # Errors
/// See [`Guasto`]. The old year and the old index are as they were, but for an index that fails
/// half-way.
pub fn pubblica(radice: &Path, fascicolo: &Fascicolo) -> Result<(), Guasto> {
    let anno = fascicolo.record.anno;
    let su = |percorso: &Path| {
        let percorso = percorso.to_owned();
        move |causa| Guasto::Disco { percorso, causa }
    };
    fs::create_dir_all(radice).map_err(su(radice))?;
    let _chiave = chiudi(radice)?;
    pulisci(radice).map_err(su(radice))?;
    senza_perdite(radice, &fascicolo.record)?;
    let nuova = Builder::new()
        .prefix(PROVVISORIO)
        .tempdir_in(radice)
        .map_err(su(radice))?;
    riempi(nuova.path(), &fascicolo.file).map_err(su(nuova.path()))?;
    let posto = radice.join(anno.to_string());
    let vecchia = sostituisci(nuova, &posto).map_err(su(&posto))?;
    let scritto = fascicolo.indice(&anni(radice)).and_then(|file| {
        let somme = somme_di(radice, &file).map_err(su(radice))?;
        file.iter()
            .chain([(&somme::FILE.to_owned(), &somme)])
            .try_for_each(|(nome, byte)| {
                let percorso = radice.join(nome);
                output::scrivi(&percorso, byte).map_err(su(&percorso))
            })
    });
    if scritto.is_err() {
        // The year and its index stand together: without the one, the other goes back too.
        ripristina(vecchia, &posto).map_err(su(&posto))?;
    }
    scritto
}

/// The checksums of what stands beside the years: the index, and each year's own checksums, so that
/// a year that is taken away or put in another's place is missed.
fn somme_di(radice: &Path, indice: &Albero) -> io::Result<Vec<u8>> {
    let mut file = indice.clone();
    for anno in anni(radice).keys() {
        let nome = format!("{anno}/{}", somme::FILE);
        let percorso = radice.join(&nome);
        if percorso.is_file() {
            file.insert(nome, fs::read(percorso)?);
        }
    }
    Ok(somme::testo(&file).into_bytes())
}

/// Refuses to take away a document that is published: the Relazione comes months after the Piano of
/// its folder.
fn senza_perdite(radice: &Path, nuovo: &Record) -> Result<(), Guasto> {
    let vecchio = leggi(&radice.join(nuovo.anno.to_string()).join(RECORD));
    let persi: Vec<String> = vecchio
        .iter()
        .flat_map(|v| v.mancanti_in(nuovo))
        .map(|titolo| format!("«{titolo}»"))
        .collect();
    match persi.is_empty() {
        true => Ok(()),
        false => Err(Guasto::Perderebbe {
            anno: nuovo.anno,
            titoli: persi.join(" e "),
        }),
    }
}

/// The records of the years in a folder. One that cannot be read is known by its year alone.
fn anni(radice: &Path) -> BTreeMap<i16, Record> {
    let voci = fs::read_dir(radice)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|voce| voce.path().is_dir());
    voci.filter_map(|voce| {
        let anno: i16 = voce
            .file_name()
            .to_str()
            .filter(|nome| nome.len() == 4)?
            .parse()
            .ok()?;
        let record = leggi(&voce.path().join(RECORD));
        Some((
            anno,
            record.unwrap_or_else(|| Record::nuovo(anno, String::new(), Vec::new())),
        ))
    })
    .collect()
}

fn leggi(percorso: &Path) -> Option<Record> {
    let dati = fs::metadata(percorso)
        .ok()
        .filter(|dati| dati.is_file() && dati.len() <= BYTE_RECORD);
    serde_json::from_slice(&fs::read(dati.map(|_| percorso)?).ok()?).ok()
}

/// Holds the folder for this run alone; none where the system cannot lock a folder.
fn chiudi(radice: &Path) -> Result<Option<File>, Guasto> {
    let Ok(cartella) = File::open(radice) else {
        return Ok(None);
    };
    match cartella.try_lock() {
        Ok(()) => Ok(Some(cartella)),
        Err(fs::TryLockError::WouldBlock) => Err(Guasto::Occupata),
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}

/// Takes away what killed runs left half done, and puts back a year that they left aside.
fn pulisci(radice: &Path) -> io::Result<()> {
    for voce in fs::read_dir(radice)? {
        let percorso = voce?.path();
        let Some(nome) = percorso.file_name().and_then(|nome| nome.to_str()) else {
            continue;
        };
        match nome.strip_suffix(PRECEDENTE).map(|anno| radice.join(anno)) {
            Some(anno) if !anno.try_exists()? => fs::rename(&percorso, anno)?,
            Some(_) => fs::remove_dir_all(&percorso)?,
            None if !nome.starts_with(PROVVISORIO) => {}
            None if percorso.is_dir() => fs::remove_dir_all(&percorso)?,
            None => fs::remove_file(&percorso)?,
        }
    }
    Ok(())
}

fn riempi(cartella: &Path, file: &Albero) -> io::Result<()> {
    for (nome, byte) in file {
        let percorso = cartella.join(nome);
        fs::create_dir_all(percorso.parent().unwrap_or(cartella))?;
        let mut scritto = File::create_new(percorso)?;
        scritto.write_all(byte)?;
        scritto.sync_all()?;
    }
    leggibile(cartella)
}

/// Temporary folders are for their owner alone; a published one is for everyone.
#[cfg(unix)]
fn leggibile(cartella: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(cartella, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn leggibile(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Puts the new folder in its place; the old one, if there was one, is deleted when what is
/// returned is dropped.
fn sostituisci(nuova: TempDir, posto: &Path) -> io::Result<Option<TempDir>> {
    if !posto.try_exists()? {
        fs::rename(nuova.path(), posto)?;
        // Nothing is there any more for the guard to delete.
        let _ = nuova.keep();
        return Ok(None);
    }
    if !posto.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    scambia(nuova.path(), posto)?;
    Ok(Some(nuova))
}

/// Undoes [`sostituisci`].
fn ripristina(vecchia: Option<TempDir>, posto: &Path) -> io::Result<()> {
    match vecchia {
        Some(vecchia) => scambia(vecchia.path(), posto),
        None => fs::remove_dir_all(posto),
    }
}

/// Swaps two folders.
fn scambia(una: &Path, altra: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, una, CWD, altra, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    in_tre_passi(una, altra)
}

/// Swaps two folders where the system cannot do it at once. If this run is killed in the middle,
/// what stepped aside is there for the next one.
fn in_tre_passi(una: &Path, altra: &Path) -> io::Result<()> {
    let da_parte = altra.with_extension(&PRECEDENTE[1..]);
    fs::rename(altra, &da_parte)?;
    if let Err(causa) = fs::rename(una, altra) {
        fs::rename(&da_parte, altra)?;
        return Err(causa);
    }
    fs::rename(&da_parte, una)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_folders_change_places_and_none_is_lost_if_one_cannot() {
        let radice = tempfile::tempdir().expect("a folder");
        let [una, altra] = ["nuova", "2022"].map(|nome| radice.path().join(nome));
        for cartella in [&una, &altra] {
            fs::create_dir(cartella).expect("a folder");
            fs::write(cartella.join("nome"), cartella.to_string_lossy().as_bytes())
                .expect("a file");
        }
        let dentro = |cartella: &Path| fs::read_to_string(cartella.join("nome")).expect("a name");
        in_tre_passi(&una, &altra).expect("they change places");
        assert!(dentro(&una).ends_with("2022") && dentro(&altra).ends_with("nuova"));
        fs::remove_dir_all(&una).expect("removed");
        assert!(in_tre_passi(&una, &altra).is_err());
        assert!(dentro(&altra).ends_with("nuova"), "it is back");
    }
}
