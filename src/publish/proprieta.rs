//! Whose is what stands where a publication goes.
//!
//! A year is ours by its record (`pubblicazione.json`) and its files by their checksums; what
//! stands beside the years by the checksums there. A name makes nothing ours. What is not is never
//! written over, moved or taken away: where it is in the way, the publication is refused and it is
//! named; where it is not, it stays.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use crate::opendata::{INDICE, Intestazione, RECORD, Record};
use crate::output;

use super::disco::{self, Cosa};
use super::somme;

/// Largest record or index that is read, in bytes.
const BYTE_RECORD: u64 = 4 << 20;

/// What is in the way, relative to the folder of the publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estraneo {
    pub percorso: String,
    pub perche: Perche,
}

/// Why something is not ours to replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Perche {
    /// Ciclo did not write it.
    NonNostro,
    /// Ciclo wrote it, and then it was changed.
    Cambiato,
    /// A link or a device.
    NonSemplice,
    /// A folder without the record of a publication.
    SenzaRecord,
    /// A publication whose list of files is gone.
    SenzaSomme,
    /// Another body's publication.
    AltroEnte(String),
    /// A catalogue of data from when there was an address.
    SenzaIndirizzo,
}

impl fmt::Display for Estraneo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.percorso)?;
        match &self.perche {
            Perche::NonNostro => f.write_str("non l'ha scritto ciclo"),
            Perche::Cambiato => f.write_str("è cambiato dopo la pubblicazione"),
            Perche::NonSemplice => f.write_str("non è un file normale (collegamento o altro)"),
            Perche::SenzaRecord => f.write_str("non è una pubblicazione fatta da ciclo"),
            Perche::SenzaSomme => {
                write!(f, "manca {}, non si sa che cosa conteneva", somme::FILE)
            }
            Perche::SenzaIndirizzo => {
                f.write_str("senza [pubblicazione] indirizzo in ciclo.toml non si può aggiornare")
            }
            Perche::AltroEnte(ente) => write!(f, "è la pubblicazione di un altro ente, {ente}"),
        }
    }
}

/// What stands in the folder of a publication.
#[derive(Debug, Default)]
pub(super) struct Stato {
    /// The records of our years.
    pub anni: BTreeMap<i16, Record>,
    /// What is not ours and in nobody's way.
    pub accanto: Vec<String>,
    /// What is in the way of this publication.
    pub estranei: Vec<Estraneo>,
}

/// Looks at the folder where `nuovo` is to be published, with `cima` beside the years.
pub(super) fn stato(radice: &Path, nuovo: &Record, cima: &[&str]) -> io::Result<Stato> {
    let mut stato = Stato {
        estranei: in_cima(radice, cima, Some(nuovo))?,
        ..Stato::default()
    };
    let scritti = somme_di(radice).unwrap_or_default();
    let mut voci: Vec<_> = fs::read_dir(radice)?.collect::<io::Result<_>>()?;
    voci.sort_by_key(fs::DirEntry::file_name);
    for voce in voci {
        let nome = voce.file_name().to_string_lossy().into_owned();
        let di_cima = cima.contains(&nome.as_str()) || scritti.contains_key(&nome);
        if di_cima || somme::firma(&nome) || output::di_lavoro(&voce.path()) {
            continue;
        }
        let del_nuovo = nome == nuovo.anno.to_string();
        match anno_di(&voce.path(), &nome) {
            Some((anno, record)) if record.dello_stesso_ente(nuovo) => {
                stato.anni.insert(anno, record);
            }
            Some((_, altro)) => stato.estranei.push(Estraneo {
                percorso: format!("{nome}/"),
                perche: Perche::AltroEnte(altro.ente),
            }),
            None if !del_nuovo => stato.accanto.push(nome),
            None => {}
        }
    }
    let posto = radice.join(nuovo.anno.to_string());
    let nome = format!("{}/", nuovo.anno);
    let nel_posto = anno(&posto)?.into_iter();
    stato.estranei.extend(nel_posto.map(|estraneo| Estraneo {
        percorso: format!("{nome}{}", estraneo.percorso),
        ..estraneo
    }));
    Ok(stato)
}

/// The record of a year that is ours, in the folder of that name.
fn anno_di(cartella: &Path, nome: &str) -> Option<(i16, Record)> {
    let anno: i16 = nome.parse().ok().filter(|_| disco::e_di_un_anno(nome))?;
    let record = record(cartella).filter(|record| record.anno == anno)?;
    Some((anno, record))
}

/// The record in a year's folder, if ciclo wrote one.
pub(super) fn record(cartella: &Path) -> Option<Record> {
    let percorso = cartella.join(RECORD);
    if !disco::e_cartella(cartella) || !disco::e_file(&percorso) {
        return None;
    }
    let byte = disco::entro(&percorso, BYTE_RECORD).ok()?;
    serde_json::from_slice(&byte).ok().filter(Record::nostro)
}

/// What in a year's folder may not be replaced; nothing where there is no folder.
pub(super) fn anno(cartella: &Path) -> io::Result<Vec<Estraneo>> {
    let estraneo = |percorso: &str, perche| Estraneo {
        percorso: percorso.to_owned(),
        perche,
    };
    if !disco::occupato(cartella) {
        return Ok(Vec::new());
    }
    if !disco::e_cartella(cartella) {
        return Ok(vec![estraneo("", Perche::NonSemplice)]);
    }
    if record(cartella).is_none() {
        return Ok(vec![estraneo("", Perche::SenzaRecord)]);
    }
    let Some(scritti) = somme_di(cartella) else {
        return Ok(vec![estraneo("", Perche::SenzaSomme)]);
    };
    let mut estranei = Vec::new();
    for (nome, cosa) in disco::elenca(cartella)? {
        let perche = match (cosa, scritti.get(&nome)) {
            (Cosa::File, _) if nome == somme::FILE => None,
            (Cosa::File, Some(somma)) => cambiato(&cartella.join(&nome), somma)?,
            (Cosa::File | Cosa::CartellaVuota, _) => Some(Perche::NonNostro),
            (Cosa::Altro, _) => Some(Perche::NonSemplice),
        };
        estranei.extend(perche.map(|perche| estraneo(&nome, perche)));
    }
    Ok(estranei)
}

fn cambiato(file: &Path, somma: &str) -> io::Result<Option<Perche>> {
    let uguale = disco::somma(file)? == somma;
    Ok((!uguale).then_some(Perche::Cambiato))
}

/// What beside the years may not be replaced by files of these names.
pub(super) fn in_cima(
    radice: &Path,
    nomi: &[&str],
    nuovo: Option<&Record>,
) -> io::Result<Vec<Estraneo>> {
    let scritti = somme_di(radice).filter(|somme| somme.contains_key(INDICE));
    let mut estranei = Vec::new();
    for nome in nomi {
        let percorso = radice.join(nome);
        let perche = match scritti.as_ref().and_then(|scritti| scritti.get(*nome)) {
            _ if !disco::occupato(&percorso) => None,
            _ if !disco::e_file(&percorso) => Some(Perche::NonSemplice),
            Some(somma) => cambiato(&percorso, somma)?,
            None if *nome == somme::FILE && scritti.is_some() => None,
            None => Some(Perche::NonNostro),
        };
        let perche = perche.or_else(|| altro_ente(&percorso, nome, nuovo));
        estranei.extend(perche.map(|perche| Estraneo {
            percorso: (*nome).to_owned(),
            perche,
        }));
    }
    Ok(estranei)
}

/// The index says whose publication it is.
fn altro_ente(percorso: &Path, nome: &str, nuovo: Option<&Record>) -> Option<Perche> {
    let nuovo = nuovo.filter(|_| nome == INDICE)?;
    let byte = disco::entro(percorso, BYTE_RECORD).ok()?;
    let indice: Intestazione = serde_json::from_slice(&byte).ok()?;
    let di_chi = indice.ente.filter(|ente| ente != &nuovo.ente)?;
    let altro = indice.codice_ipa != nuovo.codice_ipa;
    altro.then_some(Perche::AltroEnte(di_chi))
}

/// The checksums that a folder holds, if they can be read.
fn somme_di(cartella: &Path) -> Option<BTreeMap<String, String>> {
    let percorso = cartella.join(somme::FILE);
    let byte = disco::entro(&percorso, somme::BYTE).ok()?;
    somme::leggi(std::str::from_utf8(&byte).ok()?)
        .ok()
        .filter(|_| disco::e_file(&percorso))
}

/// Takes a year's folder away, file by file as its checksums name them. What they do not name stays,
/// and the folder with it.
pub(super) fn togli(cartella: &Path) -> io::Result<()> {
    let scritti = somme_di(cartella).unwrap_or_default();
    let mut cartelle = BTreeSet::new();
    for nome in scritti.keys() {
        match fs::remove_file(cartella.join(nome)) {
            Err(causa) if causa.kind() != io::ErrorKind::NotFound => return Err(causa),
            _ => {}
        }
        let antenate = Path::new(nome).ancestors().skip(1);
        cartelle.extend(antenate.map(Path::to_path_buf));
    }
    // The deepest first; the folder itself after its list.
    for sotto in cartelle.iter().rev().filter(|c| !c.as_os_str().is_empty()) {
        match fs::remove_dir(cartella.join(sotto)) {
            Err(causa) if causa.kind() != io::ErrorKind::NotFound => return Err(causa),
            _ => {}
        }
    }
    match fs::remove_file(cartella.join(somme::FILE)) {
        Err(causa) if causa.kind() != io::ErrorKind::NotFound => Err(causa),
        _ => fs::remove_dir(cartella),
    }
}
