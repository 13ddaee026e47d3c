//! How much a workbook may ask for, so that a bad one is refused before it eats the machine.

use std::io::{self, Read};

use zip::ZipArchive;

use crate::model::Indirizzo;
use crate::model::origine::lettere;

/// Largest file, in bytes.
pub(super) const BYTE: usize = 32 << 20;
/// Most parts inside a zipped workbook.
pub(super) const PARTI: usize = 2_000;
/// Largest size of all parts of text unzipped, in bytes; pictures are never unzipped.
pub(super) const BYTE_ESTRATTI: u64 = 64 << 20;
/// Last row that may be filled.
pub(super) const RIGA: u32 = 100_000;
/// Last column that may be filled, from 0.
pub(super) const COLONNA: u32 = 255;
/// Most filled cells in a workbook: fifty times those of the largest that an office sends, and as
/// many as are checked in two seconds.
pub(super) const CELLE: usize = 100_000;
/// Most merged cells in a sheet; further ones are read as if they were not merged.
pub(super) const UNIONI: usize = 10_000;
/// Most letters in a cell; longer text is a mistake.
pub(super) const LETTERE: usize = 10_000;
/// Most letters in a workbook.
pub(super) const LETTERE_IN_TUTTO: usize = 32 << 20;

/// A workbook that is too large, in words for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Eccesso {
    #[error("il file supera {} MB", BYTE >> 20)]
    File,
    #[error("l'archivio contiene più di {PARTI} parti")]
    Parti,
    #[error("il contenuto, una volta estratto, supera {} MB", BYTE_ESTRATTI >> 20)]
    Estratto,
    #[error("la cella {0} è oltre la riga {RIGA} o la colonna {fine}", fine = lettere(COLONNA))]
    Cella(Indirizzo),
    #[error("le celle piene sono più di {CELLE}")]
    Celle,
    #[error("i testi delle celle, tutti insieme, superano {} milioni di caratteri", LETTERE_IN_TUTTO >> 20)]
    Lettere,
    #[error("ci sono troppe tabelle una dentro l'altra")]
    Profondita,
    #[error("il testo della cella {0} supera {LETTERE} caratteri")]
    Testo(Indirizzo),
}

/// What a workbook expands to, counted before it is built: a file of a few bytes may repeat a cell
/// a million times.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Conto {
    celle: usize,
    lettere: usize,
}

impl Conto {
    /// Counts so many cells with so many letters in all.
    pub(super) fn aggiungi(&mut self, celle: usize, lettere: usize) -> Result<(), Eccesso> {
        self.celle = self.celle.saturating_add(celle);
        self.lettere = self.lettere.saturating_add(lettere);
        if self.celle > CELLE {
            return Err(Eccesso::Celle);
        }
        if self.lettere > LETTERE_IN_TUTTO {
            return Err(Eccesso::Lettere);
        }
        Ok(())
    }
}

/// Refuses a cell (row and column from 0) that is too far out or too long.
pub(super) fn posto(riga: u32, colonna: u32, lettere: usize) -> Result<(), Eccesso> {
    let indirizzo = || Indirizzo {
        riga: riga.saturating_add(1),
        colonna,
    };
    if riga >= RIGA || colonna > COLONNA {
        return Err(Eccesso::Cella(indirizzo()));
    }
    if lettere > LETTERE {
        return Err(Eccesso::Testo(indirizzo()));
    }
    Ok(())
}

/// Unzips every part of text to nowhere, counting: the sizes that an archive declares may lie.
pub(super) fn controlla_archivio(byte: &[u8]) -> Result<(), Eccesso> {
    let Ok(mut archivio) = ZipArchive::new(io::Cursor::new(byte)) else {
        return Ok(()); // not a zip: the reader says so better
    };
    if archivio.len() > PARTI {
        return Err(Eccesso::Parti);
    }
    let mut restano = BYTE_ESTRATTI;
    for indice in 0..archivio.len() {
        let Ok(parte) = archivio.by_index(indice) else {
            continue;
        };
        let nome = parte
            .name()
            .map(|nome| nome.to_lowercase())
            .unwrap_or_default();
        if !nome.ends_with(".xml") && !nome.ends_with(".rels") {
            continue;
        }
        if parte.size() > restano {
            return Err(Eccesso::Estratto);
        }
        let letti = io::copy(&mut parte.take(restano + 1), &mut io::sink()).unwrap_or(0);
        restano = restano.checked_sub(letti).ok_or(Eccesso::Estratto)?;
    }
    Ok(())
}
