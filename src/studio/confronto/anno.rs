//! A published year as a side of a comparison: one of those beside the cycle, or its folder or its
//! file of all files as a reader downloads them. Of what is sent only the model and the PDFs are
//! kept.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::model::nome::slug;
use crate::opendata::allegato::MODELLO;
use crate::publish;

use super::super::risposte::{FILE, Rifiuto, Studio};
use super::affiancate::Lato;
use super::bozze::bozza;
use super::carta::Carta;

/// What of a folder may be sent.
pub(super) const AMMESSI: [&str; 2] = ["json", "pdf"];
/// How the name of a year's file of all files ends.
pub(in crate::studio) const ARCHIVIO: &str = ".zip";
/// Most PDFs of a year that are kept.
const PDF: usize = 24;
/// Most files of an archive that are looked at, and most bytes that are unpacked.
const VOCI: usize = 20_000;
const BYTE: u64 = 4 * FILE as u64;

/// The years that are published where this program publishes, the last first.
pub(super) fn pubblicati() -> Vec<(i16, PathBuf)> {
    let anni = publish::anni(Path::new(publish::USCITA));
    anni.into_iter().rev().collect()
}

/// Keeps what is sent of a folder, and says where: the model opens it, the PDFs go beside.
///
/// # Errors
/// A PDF that comes before its model, or one too many.
pub(super) fn metti(
    studio: &Studio,
    lato: &str,
    cartella: &str,
    (nome, byte): (&str, &[u8]),
) -> Result<PathBuf, Rifiuto> {
    let cartella = nome_di_cartella(cartella);
    let dove = studio.carte.path().join(cassetto(lato)).join(&cartella);
    if nome == MODELLO {
        studio.cassetto(&cassetto(lato))?;
        fs::create_dir(&dove)?;
    } else if !dove.is_dir() || fs::read_dir(&dove)?.count() > PDF {
        return Err(Rifiuto::superata("Questo file non serve al confronto."));
    }
    fs::write(dove.join(nome), byte)?;
    Ok(dove)
}

/// Unpacks a year's file of all files into a drawer of its own, and says where.
///
/// # Errors
/// An archive that cannot be read, or that holds no model.
pub(in crate::studio) fn spacchetta(
    studio: &Studio,
    per: &str,
    nome: &str,
    byte: &[u8],
) -> Result<PathBuf, Rifiuto> {
    let dove = nome_di_cartella(nome.trim_end_matches(ARCHIVIO));
    let dove = studio.cassetto(&cassetto(per))?.join(dove);
    fs::create_dir(&dove)?;
    let guasto = |perche: &str| {
        Rifiuto::superata(&format!(
            "{nome} {perche}: ci vuole il file con tutti i dati di un anno pubblicato."
        ))
    };
    let mut archivio =
        ZipArchive::new(Cursor::new(byte)).map_err(|_| guasto("non è un archivio che si legge"))?;
    let (mut pdf, mut resta) = (0, BYTE);
    for n in 0..archivio.len().min(VOCI) {
        let mut voce = archivio.by_index(n).map_err(|_| guasto("è danneggiato"))?;
        let Some(file) = utile(&voce) else { continue };
        pdf += usize::from(file != MODELLO);
        if pdf > PDF {
            continue;
        }
        let mut letto = Vec::new();
        let esito = voce.by_ref().take(resta + 1).read_to_end(&mut letto);
        resta = resta
            .checked_sub(letto.len() as u64)
            .filter(|_| esito.is_ok())
            .ok_or_else(|| guasto("è danneggiato, o troppo grande"))?;
        fs::write(dove.join(file), letto)?;
    }
    match dove.join(MODELLO).is_file() {
        true => Ok(dove),
        false => Err(guasto("non contiene un modello.json")),
    }
}

/// The name under which a file of an archive is kept, if it is of use: the model or a PDF of the
/// year itself, not of the versions before.
fn utile<R: Read>(voce: &zip::read::ZipFile<'_, R>) -> Option<String> {
    let dentro = voce.enclosed_name().filter(|_| voce.is_file())?;
    if dentro.components().count() > 2 {
        return None;
    }
    let nome = dentro.file_name()?.to_str()?;
    if nome == MODELLO {
        return Some(nome.to_owned());
    }
    let radice = nome.strip_suffix(".pdf")?;
    Some(format!("{}.pdf", slug(radice)))
}

/// Opens a year's folder, with the pages of the first of these documents that it holds, or of any.
///
/// # Errors
/// A folder whose model is gone or is none.
pub(super) fn apri(
    nome: &str,
    cartella: &Path,
    documenti: Option<&[String]>,
) -> Result<Lato, Rifiuto> {
    let pdf = pdf_di(cartella, documenti);
    let carta = pdf.map(|pdf| Carta::apri(&fs::read(pdf)?)).transpose()?;
    Ok(Lato {
        nome: nome.to_owned(),
        bozza: bozza(&format!("{nome}: {MODELLO}"), &cartella.join(MODELLO))?,
        carta,
    })
}

/// The PDF of a year: files are called after their document.
fn pdf_di(cartella: &Path, documenti: Option<&[String]>) -> Option<PathBuf> {
    let voci = fs::read_dir(cartella).ok()?.flatten();
    let mut pdf: Vec<PathBuf> = voci.map(|voce| voce.path()).collect();
    pdf.retain(|file| file.extension().is_some_and(|fine| fine == "pdf"));
    pdf.sort();
    let suo = |id: &String| {
        let inizio = format!("{id}-");
        let nome = |file: &&PathBuf| {
            let nome = file.file_name().unwrap_or_default();
            nome.to_string_lossy().starts_with(&inizio)
        };
        pdf.iter().find(nome)
    };
    let voluto = documenti.unwrap_or_default().iter().find_map(suo);
    voluto.or(pdf.first()).cloned()
}

fn cassetto(per: &str) -> String {
    format!("anno-{per}")
}

/// A folder's name that can be no path.
fn nome_di_cartella(mandato: &str) -> String {
    let nome = slug(mandato);
    match nome.is_empty() {
        true => "anno".to_owned(),
        false => nome,
    }
}
