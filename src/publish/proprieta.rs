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
use std::path::{Path, PathBuf};

use crate::opendata::{INDICE, Intestazione, RECORD, Record};
use crate::output;

use super::disco::{self, Cosa};
use super::somme;

/// The folder of the versions before, in that of a year.
pub(crate) const VERSIONI: &str = "versioni";
/// Largest record or index that is read, in bytes.
const BYTE_RECORD: u64 = 4 << 20;

/// What is in the way, relative to the folder of the publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Estraneo {
    pub percorso: String,
    pub perche: Perche,
}

/// Why something is not ours to replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Perche {
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
    stato.estranei.extend(nel_posto(radice, nuovo.anno)?);
    Ok(stato)
}

/// The years that are published in a folder, each with its own; none where it holds none.
pub(crate) fn anni(radice: &Path) -> BTreeMap<i16, PathBuf> {
    let voci = fs::read_dir(radice).into_iter().flatten().flatten();
    let anni = voci.filter_map(|voce| {
        let nome = voce.file_name().to_string_lossy().into_owned();
        let (anno, _) = anno_di(&voce.path(), &nome)?;
        Some((anno, voce.path()))
    });
    anni.collect()
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

/// What in a year's place may not be replaced: what is in its folder, and a list of checksums that
/// is not the one that stands in the list beside the years.
pub(super) fn nel_posto(radice: &Path, anno: i16) -> io::Result<Vec<Estraneo>> {
    let cartella = radice.join(anno.to_string());
    let elenco = format!("{anno}/{}", somme::FILE);
    let mut estranei: Vec<Estraneo> = nell_anno(&cartella)?
        .into_iter()
        .map(|estraneo| Estraneo {
            percorso: format!("{anno}/{}", estraneo.percorso),
            ..estraneo
        })
        .collect();
    let scritta = somme_di(radice).and_then(|somme| somme.get(&elenco).cloned());
    if let (Some(scritta), true) = (scritta, disco::e_file(&radice.join(&elenco))) {
        let perche = cambiato(&radice.join(&elenco), &scritta)?;
        estranei.extend(perche.map(|perche| Estraneo {
            percorso: elenco,
            perche,
        }));
    }
    Ok(estranei)
}

/// What in a year's folder may not be replaced; nothing where there is no folder.
fn nell_anno(cartella: &Path) -> io::Result<Vec<Estraneo>> {
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
    let Some(record) = record(cartella) else {
        return Ok(vec![estraneo("", Perche::SenzaRecord)]);
    };
    let Some(scritti) = somme_di(cartella) else {
        return Ok(vec![estraneo("", Perche::SenzaSomme)]);
    };
    let scritti = scritti_da_noi(cartella, &record, scritti);
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

/// What ciclo wrote in a year's folder, with its checksums: as the record says, for a list of
/// checksums is easily made again over what someone else put there. Older records do not say.
fn scritti_da_noi(
    cartella: &Path,
    record: &Record,
    elencati: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let mut scritti = match record.file.is_empty() {
        true => elencati,
        false => {
            let suo = elencati.into_iter().filter(|(nome, _)| nome == RECORD);
            record.file.clone().into_iter().chain(suo).collect()
        }
    };
    scritti.extend(somme_delle_conservate(cartella, record));
    scritti
}

/// The checksums of every file of the versions that a year keeps, by name from its folder. A list
/// that is not the one that the record knows vouches for nothing.
fn somme_delle_conservate(posto: &Path, record: &Record) -> BTreeMap<String, String> {
    let mut somme = BTreeMap::new();
    for prima in &record.precedenti {
        let qui = cartella(prima.versione);
        let elenco = posto.join(&qui).join(somme::FILE);
        if disco::somma(&elenco).is_ok_and(|somma| somma == prima.somme) {
            let scritte = somme_di(&posto.join(&qui)).unwrap_or_default();
            somme.extend(
                scritte
                    .into_iter()
                    .map(|(nome, somma)| (format!("{qui}{nome}"), somma)),
            );
        }
        somme.insert(format!("{qui}{}", somme::FILE), prima.somme.clone());
    }
    somme
}

/// The folder of a version, from that of its year: `versioni/1/`.
pub(super) fn cartella(versione: u32) -> String {
    format!("{VERSIONI}/{versione}/")
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
pub(super) fn somme_di(cartella: &Path) -> Option<BTreeMap<String, String>> {
    let percorso = cartella.join(somme::FILE);
    let byte = disco::entro(&percorso, somme::BYTE).ok()?;
    somme::leggi(std::str::from_utf8(&byte).ok()?)
        .ok()
        .filter(|_| disco::e_file(&percorso))
}

/// Takes a year's folder away, file by file as its checksums name them. What they do not name stays,
/// and the folder with it.
pub(super) fn togli(cartella: &Path) -> io::Result<()> {
    let precedenti = record(cartella).map(|record| record.precedenti);
    for prima in precedenti.unwrap_or_default() {
        togli(&cartella.join(self::cartella(prima.versione)))?;
    }
    se_c_e(fs::remove_dir(cartella.join(VERSIONI)))?;
    let scritti = somme_di(cartella).unwrap_or_default();
    let mut cartelle = BTreeSet::new();
    for nome in scritti.keys().filter(|nome| *nome != RECORD) {
        se_c_e(fs::remove_file(cartella.join(nome)))?;
        let antenate = Path::new(nome).ancestors().skip(1);
        cartelle.extend(antenate.map(Path::to_path_buf));
    }
    // The deepest first; the folder itself after what tells what was in it.
    for sotto in cartelle.iter().rev().filter(|c| !c.as_os_str().is_empty()) {
        se_c_e(fs::remove_dir(cartella.join(sotto)))?;
    }
    if scritti.contains_key(RECORD) {
        se_c_e(fs::remove_file(cartella.join(RECORD)))?;
    }
    se_c_e(fs::remove_file(cartella.join(somme::FILE)))?;
    se_c_e(fs::remove_dir(cartella))
}

/// What is gone already needs not be taken away.
fn se_c_e(fatto: io::Result<()>) -> io::Result<()> {
    match fatto {
        Err(causa) if causa.kind() == io::ErrorKind::NotFound => Ok(()),
        altro => altro,
    }
}
