//! What surrounds the cells of a worksheet: hidden rows and columns, formulas that were never computed.

use std::collections::HashSet;
use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::read::foglio::{RigaFoglio, lettere};

/// The surroundings of one sheet.
#[derive(Debug, Default)]
pub struct Contorno {
    righe_nascoste: HashSet<u32>,
    colonne_nascoste: Vec<(u32, u32)>,
    formule_senza_valore: HashSet<String>,
}

type Esito<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

impl Contorno {
    /// Reads the surroundings of the sheet with this name.
    pub fn leggi(byte: &[u8], foglio: &str) -> Esito<Self> {
        let mut archivio = ZipArchive::new(Cursor::new(byte))?;
        match percorso(&mut archivio, foglio)? {
            Some(percorso) => Self::dal_foglio(archivio.by_name(&percorso)?),
            None => Ok(Self::default()),
        }
    }

    fn dal_foglio(parte: impl Read) -> Esito<Self> {
        let mut contorno = Self::default();
        let mut cella = String::new();
        let (mut formula, mut valore) = (false, false);
        ogni_elemento(parte, |nome, elemento| match nome {
            "col" if attributo(elemento, "hidden").is_some_and(vero) => {
                let numero = |nome| attributo(elemento, nome)?.parse::<u32>().ok()?.checked_sub(1);
                contorno.colonne_nascoste.extend(numero("min").zip(numero("max")));
            }
            "row" if attributo(elemento, "hidden").is_some_and(vero) => {
                contorno.righe_nascoste.extend(attributo(elemento, "r").and_then(|r| r.parse::<u32>().ok()));
            }
            "c" => {
                if formula && !valore {
                    contorno.formule_senza_valore.insert(std::mem::take(&mut cella));
                }
                (formula, valore) = (false, false);
                cella = attributo(elemento, "r").unwrap_or_default();
            }
            "f" => formula = true,
            "v" | "is" => valore = true,
            _ => {}
        })?;
        if formula && !valore {
            contorno.formule_senza_valore.insert(cella);
        }
        Ok(contorno)
    }

    /// True if the cell (row and column from 0) holds a formula with no computed value.
    pub fn senza_valore(&self, (riga, colonna): (u32, u32)) -> bool {
        !self.formule_senza_valore.is_empty()
            && self.formule_senza_valore.contains(&format!("{}{}", lettere(colonna), u64::from(riga) + 1))
    }

    /// The hidden rows and columns that hold something, as a person names them.
    pub fn nascosti(&self, righe: &[RigaFoglio]) -> Vec<String> {
        let righe_nascoste = righe
            .iter()
            .filter(|riga| self.righe_nascoste.contains(&riga.numero))
            .map(|riga| format!("riga {}", riga.numero));
        let colonne: std::collections::BTreeSet<u32> =
            righe.iter().flat_map(|riga| &riga.celle).map(|cella| cella.colonna).collect();
        let colonne_nascoste = colonne
            .into_iter()
            .filter(|colonna| self.colonne_nascoste.iter().any(|(da, a)| (da..=a).contains(&colonna)))
            .map(|colonna| format!("colonna {}", lettere(colonna)));
        colonne_nascoste.chain(righe_nascoste).collect()
    }
}

/// Where in the archive a sheet lies: its relation id in the workbook, then the relation's target.
fn percorso(archivio: &mut ZipArchive<Cursor<&[u8]>>, foglio: &str) -> Esito<Option<String>> {
    let mut relazione = None;
    ogni_elemento(archivio.by_name("xl/workbook.xml")?, |nome, elemento| {
        if nome == "sheet" && attributo(elemento, "name").as_deref() == Some(foglio) {
            relazione = attributo(elemento, "id");
        }
    })?;
    let mut percorso = None;
    ogni_elemento(archivio.by_name("xl/_rels/workbook.xml.rels")?, |nome, elemento| {
        if nome == "Relationship" && attributo(elemento, "Id") == relazione {
            percorso = attributo(elemento, "Target");
        }
    })?;
    Ok(percorso.map(|percorso| match percorso.strip_prefix('/') {
        Some(assoluto) => assoluto.to_owned(),
        None => format!("xl/{percorso}"),
    }))
}

/// Calls `visita` with each element's local name, whether it is empty or not.
fn ogni_elemento(parte: impl Read, mut visita: impl FnMut(&str, &BytesStart<'_>)) -> Esito<()> {
    let mut lettore = Reader::from_reader(BufReader::new(parte));
    let mut riserva = Vec::new();
    loop {
        riserva.clear();
        match lettore.read_event_into(&mut riserva)? {
            Event::Start(elemento) | Event::Empty(elemento) => {
                visita(elemento.local_name().as_ref(), &elemento)
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its local name.
fn attributo(elemento: &BytesStart<'_>, nome: &str) -> Option<String> {
    let attributo = elemento.attributes().flatten().find(|a| a.key.local_name().as_ref() == nome)?;
    Some(attributo.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn vero(valore: String) -> bool {
    valore == "1" || valore == "true"
}
