//! The sides of a comparison: a cycle's folder, that of a published year, a `modello.json`, a PDF
//! made by ciclo, a revision in git.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cycle::{self, Parti, RegolaMonitoraggio};
use crate::model::italiano;
use crate::model::italiano::vocabolario::ERRORE;
use crate::model::{Assegnazione, Bozza, Livello, Modello};
use crate::opendata::{SenzaBozza, allegato, bozza_di};
use crate::report::confronto::enti_diversi;

use super::{Dati, Impedimento, del_file, di, git, unica};

/// Largest file that is read, in bytes.
const BYTE: u64 = 64 << 20;

/// A side of a comparison.
pub(super) struct Lato {
    pub bozza: Bozza,
    /// Of a folder alone: what no draft holds.
    pub ufficio: Option<Ufficio>,
}

/// What a cycle has for its office alone.
pub(super) struct Ufficio {
    /// The schede of people.
    pub assegnazioni: Vec<Assegnazione>,
    /// How they are put together.
    pub parti: Parti,
    /// When an indicator is on its way.
    pub monitoraggio: RegolaMonitoraggio,
}

/// What to name instead of what is no draft.
const RIMEDIO: &str = "Indica la cartella di un ciclo o di un anno pubblicato, un modello.json o un \
                       PDF composto da ciclo";

/// Opens the side that an argument names. A bare `git:REV` means the folder of the `altra` side, or
/// the only cycle under `data/`.
pub(super) fn apri(argomento: &str, altra: &str) -> Result<Lato, Impedimento> {
    if let Some(revisione) = argomento.strip_prefix("git:") {
        let (revisione, percorso) = match revisione.split_once(':') {
            Some((revisione, percorso)) => (revisione, PathBuf::from(percorso)),
            None if Path::new(altra).is_dir() => (revisione, PathBuf::from(altra)),
            None if !altra.starts_with("git:") && !Path::new(altra).exists() => {
                return Err(Impedimento::Messaggio(format!(
                    "{altra} non esiste: indica la cartella del ciclo, un modello.json o un PDF composto da ciclo.\n\
                     Se c'era solo allora, scrivi {argomento}:{altra}."
                )));
            }
            None => (revisione, unica()?),
        };
        let estratta = git::estrai(revisione, &percorso)?;
        return cartella(argomento, estratta.path());
    }
    let percorso = del_file(Path::new(argomento)).unwrap_or(Path::new(argomento));
    if percorso.join(cycle::FILE).is_file() {
        return cartella(argomento, percorso);
    }
    let bozza = match percorso.is_dir() {
        true => pubblicata(percorso)?,
        false => da_file(percorso)?,
    };
    Ok(Lato {
        bozza,
        ufficio: None,
    })
}

/// Says that two drafts are of two bodies, before what they do not have in common.
pub(super) fn di_enti_diversi(prima: &Modello, adesso: &Modello) {
    if let Some(detto) = enti_diversi(&prima.ente, &adesso.ente) {
        di(&format!("{detto}\n"));
    }
}

/// The draft of a year that was published; it carries its model.
fn pubblicata(percorso: &Path) -> Result<Bozza, Impedimento> {
    let modello = percorso.join(allegato::MODELLO);
    if modello.is_file() {
        return da_file(&modello);
    }
    let anni = std::fs::read_dir(percorso).into_iter().flatten().flatten();
    let ultimo = anni
        .map(|voce| voce.path())
        .filter(|anno| anno.join(allegato::MODELLO).is_file())
        .max();
    let percorso = percorso.display();
    Err(Impedimento::Messaggio(match ultimo {
        Some(anno) => format!(
            "{percorso} contiene gli anni pubblicati: indicane uno, per esempio {}.",
            anno.display()
        ),
        None => format!(
            "{percorso} non è la cartella di un ciclo: manca {}.\n{RIMEDIO}.",
            cycle::FILE
        ),
    }))
}

/// The draft that a folder holds. Data with errors are compared as far as they can be read, and it
/// is said.
fn cartella(nome: &str, percorso: &Path) -> Result<Lato, Impedimento> {
    let edizione = Dati {
        cartella: Some(percorso.to_owned()),
    }
    .edizione()?;
    let errori = edizione
        .diagnosi()
        .iter()
        .filter(|d| d.livello == Livello::Errore && d.deroga.is_none())
        .count();
    if errori > 0 {
        let quanti = ERRORE.conta(errori);
        di(&format!(
            "Attenzione, {quanti} in {nome}: confronto quello che si riesce a leggere.\n"
        ));
    }
    let bozza = edizione.bozza();
    let impostazioni = edizione.impostazioni();
    Ok(Lato {
        bozza: bozza
            .map_err(|errore| Impedimento::Messaggio(format!("{nome}: il modello {errore}.")))?,
        ufficio: Some(Ufficio {
            assegnazioni: edizione.assegnazioni().to_vec(),
            parti: impostazioni.assegnazioni.clone(),
            monitoraggio: impostazioni.monitoraggio.clone(),
        }),
    })
}

/// The draft that a file holds: a PDF if it begins like one, else the public JSON.
pub(super) fn da_file(percorso: &Path) -> Result<Bozza, Impedimento> {
    da_byte(percorso, leggi(percorso)?, RIMEDIO)
}

/// The draft that the bytes of a file hold; `rimedio` says what to name instead.
pub(super) fn da_byte(percorso: &Path, byte: Vec<u8>, rimedio: &str) -> Result<Bozza, Impedimento> {
    bozza_di(percorso, byte).map_err(|causa| senza_bozza(percorso, &causa, rimedio))
}

/// Why a file holds no draft, with what to name instead.
pub(super) fn senza_bozza(percorso: &Path, causa: &SenzaBozza, rimedio: &str) -> Impedimento {
    Impedimento::Messaggio(format!("{}: {causa}.\n{rimedio}.", percorso.display()))
}

/// The bytes of a file that is not too large.
pub(super) fn leggi(percorso: &Path) -> Result<Vec<u8>, Impedimento> {
    let leggi = || -> io::Result<Vec<u8>> {
        let mut byte = Vec::new();
        File::open(percorso)?
            .take(BYTE + 1)
            .read_to_end(&mut byte)?;
        if byte.len() as u64 > BYTE {
            Err(io::ErrorKind::FileTooLarge.into())
        } else {
            Ok(byte)
        }
    };
    leggi().map_err(|causa| {
        let causa = italiano::errore_di_sistema(&causa);
        Impedimento::Messaggio(format!(
            "Non riesco a leggere {}: {causa}.",
            percorso.display()
        ))
    })
}
