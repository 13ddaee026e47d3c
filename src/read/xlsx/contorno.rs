//! What surrounds the cells of a worksheet: hidden rows and columns, formulas that were never
//! computed.

use std::collections::HashSet;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::model::origine::lettere;
use crate::read::foglio::RigaFoglio;
use crate::read::limiti::UNIONI;
use crate::read::unioni::{Unione, Unioni};
use crate::read::xml::attributo;

/// The surroundings of one sheet.
#[derive(Debug, Default)]
pub struct Contorno {
    righe_nascoste: HashSet<u32>,
    colonne_nascoste: Vec<(u32, u32)>,
    /// Rows and columns, from 0.
    formule_senza_valore: HashSet<(u32, u32)>,
    pub unioni: Unioni,
}

/// A cell while it is being read.
#[derive(Default)]
struct CellaAperta {
    /// Row and column, from 0.
    posto: (u32, u32),
    formula: bool,
    valore: bool,
    /// A text that is empty is a result too: `t="str"`.
    di_testo: bool,
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
        let (mut riga, mut colonna) = (0, 0);
        let mut cella = CellaAperta::default();
        let mut nel_valore = false;
        ogni_evento(parte, |evento| match evento {
            Passo::Apre(nome, elemento) => match nome {
                "col" if attributo(elemento, "hidden").is_some_and(vero) => {
                    let numero = |nome| {
                        attributo(elemento, nome)?
                            .parse::<u32>()
                            .ok()?
                            .checked_sub(1)
                    };
                    contorno
                        .colonne_nascoste
                        .extend(numero("min").zip(numero("max")));
                }
                "row" => {
                    // A row or cell that does not say where it is comes after the one before it.
                    riga = attributo(elemento, "r")
                        .and_then(|r| r.parse().ok())
                        .unwrap_or(riga + 1);
                    colonna = 0;
                    if attributo(elemento, "hidden").is_some_and(vero) {
                        contorno.righe_nascoste.insert(riga);
                    }
                }
                "c" => {
                    colonna = attributo(elemento, "r")
                        .and_then(|r| colonna_di(&r))
                        .unwrap_or(colonna);
                    let di_testo = attributo(elemento, "t").is_some_and(|tipo| tipo == "str");
                    let posto = (riga.saturating_sub(1), colonna);
                    cella = CellaAperta {
                        posto,
                        di_testo,
                        ..CellaAperta::default()
                    };
                    colonna = colonna.saturating_add(1);
                }
                "mergeCell" => {
                    let unione = attributo(elemento, "ref").and_then(|r| rettangolo(&r));
                    if let Some(unione) = unione.filter(|_| contorno.unioni.quante() < UNIONI) {
                        contorno.unioni.aggiungi(unione);
                    }
                }
                "f" => cella.formula = true,
                "v" => {
                    nel_valore = true;
                    cella.valore |= cella.di_testo;
                }
                "is" => cella.valore = true,
                _ => {}
            },
            Passo::Testo => cella.valore |= nel_valore,
            Passo::Chiude(nome) => match nome {
                "v" => nel_valore = false,
                "c" if cella.formula && !cella.valore => {
                    contorno.formule_senza_valore.insert(cella.posto);
                }
                _ => {}
            },
        })?;
        Ok(contorno)
    }

    /// True if the cell (row and column from 0) holds a formula with no computed value.
    pub fn senza_valore(&self, posto: (u32, u32)) -> bool {
        self.formule_senza_valore.contains(&posto)
    }

    /// The hidden rows and columns that hold something, as a person names them.
    pub fn nascosti(&self, righe: &[RigaFoglio]) -> Vec<String> {
        let righe_nascoste = righe
            .iter()
            .filter(|riga| self.righe_nascoste.contains(&riga.numero))
            .map(|riga| format!("riga {}", riga.numero));
        let colonne: std::collections::BTreeSet<u32> = righe
            .iter()
            .flat_map(|riga| &riga.celle)
            .map(|cella| cella.colonna)
            .collect();
        let colonne_nascoste = colonne
            .into_iter()
            .filter(|colonna| {
                self.colonne_nascoste
                    .iter()
                    .any(|(da, a)| (da..=a).contains(&colonna))
            })
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
    ogni_elemento(
        archivio.by_name("xl/_rels/workbook.xml.rels")?,
        |nome, elemento| {
            if nome == "Relationship" && attributo(elemento, "Id") == relazione {
                percorso = attributo(elemento, "Target");
            }
        },
    )?;
    Ok(percorso.map(|percorso| match percorso.strip_prefix('/') {
        Some(assoluto) => assoluto.to_owned(),
        None => format!("xl/{percorso}"),
    }))
}

/// What happens in a part, element by element.
enum Passo<'a> {
    /// The local name of an element that begins.
    Apre(&'a str, &'a BytesStart<'a>),
    /// Text that is not empty.
    Testo,
    Chiude(&'a str),
}

/// Calls `visita` with each element's local name, whether it is empty or not.
fn ogni_elemento(parte: impl Read, mut visita: impl FnMut(&str, &BytesStart<'_>)) -> Esito<()> {
    ogni_evento(parte, |passo| {
        if let Passo::Apre(nome, elemento) = passo {
            visita(nome, elemento);
        }
    })
}

fn ogni_evento(parte: impl Read, mut visita: impl FnMut(Passo<'_>)) -> Esito<()> {
    let mut lettore = Reader::from_reader(BufReader::new(parte));
    lettore.config_mut().expand_empty_elements = true;
    let mut riserva = Vec::new();
    loop {
        riserva.clear();
        match lettore.read_event_into(&mut riserva)? {
            Event::Start(elemento) => {
                visita(Passo::Apre(elemento.local_name().as_ref(), &elemento))
            }
            Event::Text(testo) if !testo.trim_ascii().is_empty() => visita(Passo::Testo),
            Event::CData(_) | Event::GeneralRef(_) => visita(Passo::Testo),
            Event::End(elemento) => visita(Passo::Chiude(elemento.local_name().as_ref())),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The column, from 0, of an address such as `AB12`.
fn colonna_di(indirizzo: &str) -> Option<u32> {
    let mut lettere = indirizzo.bytes().take_while(u8::is_ascii_alphabetic);
    let numero = lettere.try_fold(0u32, |numero, lettera| {
        numero
            .checked_mul(26)?
            .checked_add(u32::from(lettera.to_ascii_uppercase() - b'A') + 1)
    })?;
    numero.checked_sub(1)
}

/// A range such as `A1:C3`.
fn rettangolo(indirizzi: &str) -> Option<Unione> {
    let (da, a) = indirizzi.split_once(':')?;
    let riga = |indirizzo: &str| -> Option<u32> {
        indirizzo
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .parse()
            .ok()
    };
    Some(Unione {
        righe: (riga(da)?, riga(a)?),
        colonne: (colonna_di(da)?, colonna_di(a)?),
    })
}

fn vero(valore: String) -> bool {
    valore == "1" || valore == "true"
}
