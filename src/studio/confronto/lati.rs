//! What stands on each side of a comparison.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cycle::{self, Cartella};
use crate::read::Memoria;
use crate::tempi::Tempi;
use crate::typeset::Tipografia;

use super::super::rilievi::in_parole;
use super::super::risposte::{Rifiuto, Studio};
use super::super::scena::{Mostrato, Scena};
use super::affiancate::{LATI, Lato};
use super::anno;
use super::bozze::mandato;
use super::carta::Carta;

/// Stands in a side's folder for the cycle that is open: no file that is sent has this name.
const CICLO: &str = "ciclo-aperto";
/// The same in words.
const IL_CICLO: &str = "il ciclo aperto";

/// Stands in a side's folder for a cycle or a published year at hand, and holds its place.
const CARTELLA: &str = "cartella-scelta";

/// What was put on a side.
pub(super) struct Scelto {
    pub nome: String,
    /// By which the command knows it.
    pub argomento: OsString,
    fonte: Fonte,
}

/// Where a draft comes from.
enum Fonte {
    /// A file that was sent.
    File(PathBuf),
    /// The cycle that is open.
    Aperto,
    /// Another one, or a published year.
    Cartella(PathBuf),
}

/// The name of a side; what is no side has no address.
pub(super) fn lato(nome: &str) -> Result<&'static str, Rifiuto> {
    let noto = LATI.iter().find(|lato| **lato == nome);
    noto.copied().ok_or_else(Rifiuto::assente)
}

/// What stands on a side: a file that was sent, or else the cycle if it was chosen.
pub(super) fn scelto(studio: &Studio, lato: &str) -> Option<Scelto> {
    let voci = fs::read_dir(studio.carte.path().join(lato)).ok()?;
    let voce = voci.flatten().next()?;
    let nome = voce.file_name().to_string_lossy().into_owned();
    match nome.as_str() {
        CICLO => {
            let radice = studio.banco.cartella()?.radice().canonicalize().ok()?;
            Some(Scelto {
                nome: IL_CICLO.to_owned(),
                argomento: radice.into_os_string(),
                fonte: Fonte::Aperto,
            })
        }
        CARTELLA => {
            let cartella = PathBuf::from(fs::read_to_string(voce.path()).ok()?);
            Some(Scelto {
                nome: nome_di(&cartella),
                argomento: cartella.clone().into_os_string(),
                fonte: Fonte::Cartella(cartella),
            })
        }
        _ => Some(Scelto {
            argomento: PathBuf::from(lato).join(&nome).into(),
            nome,
            fonte: Fonte::File(voce.path()),
        }),
    }
}

/// Puts a cycle or a published year at hand on a side, and says how it is called there.
pub(super) fn usa_la_cartella(
    studio: &Studio,
    lato: &str,
    cartella: &Path,
) -> Result<String, Rifiuto> {
    let intera = cartella.canonicalize()?;
    let cassetto = studio.cassetto(lato)?;
    let scritta = intera.to_str().ok_or_else(Rifiuto::assente)?;
    fs::write(cassetto.join(CARTELLA), scritta)?;
    Ok(nome_di(&intera))
}

/// As a person calls a folder: a published year by what it is, not by its number alone.
fn nome_di(cartella: &Path) -> String {
    let nome = cartella.file_name().unwrap_or(cartella.as_os_str());
    let nome = nome.to_string_lossy();
    let anno = nome.len() == 4 && nome.bytes().all(|cifra| cifra.is_ascii_digit());
    match anno && !cartella.join(cycle::FILE).is_file() {
        true => format!("la pubblicazione {nome}"),
        false => nome.into_owned(),
    }
}

/// Puts the cycle that is open on a side, and says how it is called there.
pub(super) fn usa_il_ciclo(studio: &Studio, lato: &str) -> Result<&'static str, Rifiuto> {
    studio.aperto()?;
    let cassetto = studio.cassetto(lato)?;
    fs::write(cassetto.join(CICLO), "")?;
    Ok(IL_CICLO)
}

/// Opens both sides, in their order. The pages of the cycle are those of the document that the other side is.
///
/// # Errors
/// A side that is empty; what one is instead of a draft.
pub(super) fn apri(studio: &Studio) -> Result<[Lato; 2], Rifiuto> {
    let [prima, adesso] = LATI.map(|lato| scelto(studio, lato).ok_or_else(manca));
    let (prima, adesso) = (prima?, adesso?);
    let mandati = [prima.mandato()?, adesso.mandato()?];
    let parti = mandati
        .each_ref()
        .map(|lato| lato.as_ref()?.bozza.parte.clone());
    let [della_prima, dell_altra] = mandati;
    Ok([
        della_prima.map_or_else(|| prima.cartella(studio, parti[1].as_deref()), Ok)?,
        dell_altra.map_or_else(|| adesso.cartella(studio, parti[0].as_deref()), Ok)?,
    ])
}

impl Scelto {
    /// The file that was sent, if it is one.
    fn mandato(&self) -> Result<Option<Lato>, Rifiuto> {
        match &self.fonte {
            Fonte::File(file) => mandato(&self.nome, file).map(Some),
            Fonte::Aperto | Fonte::Cartella(_) => Ok(None),
        }
    }

    /// The cycle or the year that it is, with the pages of one of these documents.
    fn cartella(&self, studio: &Studio, documenti: Option<&[String]>) -> Result<Lato, Rifiuto> {
        let Fonte::Cartella(cartella) = &self.fonte else {
            return del_ciclo(&self.nome, &studio.aperto()?.0, documenti);
        };
        if !cartella.join(cycle::FILE).is_file() {
            return anno::apri(&self.nome, cartella, documenti);
        }
        let letta = Scena::leggi(&Cartella::nuova(cartella), &Memoria::default(), 0);
        let scena = letta.map_err(|diagnosi| Rifiuto::superata(&in_parole(&diagnosi)))?;
        del_ciclo(&self.nome, &scena, documenti)
    }
}

/// The cycle, with the pages of the first of these documents that it sets, or of its own first.
fn del_ciclo(nome: &str, scena: &Scena, documenti: Option<&[String]>) -> Result<Lato, Rifiuto> {
    let bozza = scena.edizione.bozza();
    let bozza = bozza.map_err(|guasto| Rifiuto::superata(&guasto.to_string()))?;
    let voluto = |id: &str| documenti.is_none_or(|voluti| voluti.iter().any(|uno| uno == id));
    let documento = scena.documenti.iter().find(|d| voluto(&d.id));
    let pronto = documento.and_then(|documento| scena.pronto(Mostrato::Documento(documento)).ok());
    let pdf = pronto.and_then(|pronto| {
        let tipografia = Tipografia::nuova(&scena.edizione);
        tipografia.pdf(&pronto, &mut Tempi::default()).ok()
    });
    Ok(Lato {
        nome: nome.to_owned(),
        bozza,
        carta: pdf.map(|pdf| Carta::apri(&pdf.byte)).transpose()?,
    })
}

pub(super) fn manca() -> Rifiuto {
    Rifiuto::sbagliata("Scegli prima le due bozze.")
}
