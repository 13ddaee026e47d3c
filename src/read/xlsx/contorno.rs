//! What surrounds the cells of a worksheet: hidden rows and columns, formulas that were never
//! computed, runs that are struck through.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};
use std::sync::Arc;

use quick_xml::events::BytesStart;
use zip::ZipArchive;

use crate::model::origine::lettere;
use crate::read::Guasto;
use crate::read::foglio::RigaFoglio;
use crate::read::limiti::UNIONI;
use crate::read::unioni::{Unione, Unioni};
use crate::read::xml::{Passo, attributo, scorri};

use super::Archivio;
use super::barrate::{Barrate, Tratti};

/// The surroundings of one sheet.
#[derive(Debug, Default)]
pub(super) struct Contorno {
    righe_nascoste: HashSet<u32>,
    colonne_nascoste: Vec<(u32, u32)>,
    /// Rows and columns, from 0.
    formule_senza_valore: HashSet<(u32, u32)>,
    /// Texts of which a part is struck through.
    barrate: HashMap<(u32, u32), Arc<Tratti>>,
    /// Rows and columns, from 0, of the cells in error, in their order.
    pub errori: Vec<(u32, u32)>,
    /// True if some cell does not say where it is.
    pub senza_posto: bool,
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
    /// The number of a shared text: `t="s"`.
    condivisa: Option<String>,
    /// A text of its own.
    propria: Option<Tratti>,
}

/// Where the reading of a sheet is.
struct Lettura<'a> {
    contorno: Contorno,
    condivise: &'a Barrate,
    /// The row from 1, the column of the next cell from 0.
    riga: u32,
    colonna: u32,
    cella: CellaAperta,
    nel_valore: bool,
}

impl Lettura<'_> {
    fn passo(&mut self, passo: &Passo<'_>) {
        if let Some(propria) = &mut self.cella.propria {
            propria.passo(passo);
        }
        match passo {
            Passo::Apre(nome, elemento) => self.apre(nome, elemento),
            Passo::Testo(testo) if self.nel_valore && !testo.trim().is_empty() => {
                self.cella.valore = true;
                if let Some(numero) = &mut self.cella.condivisa {
                    numero.push_str(testo.trim());
                }
            }
            Passo::Testo(_) => {}
            Passo::Chiude("v") => self.nel_valore = false,
            Passo::Chiude("c") => self.chiude_cella(),
            Passo::Chiude(_) => {}
        }
    }

    fn apre(&mut self, nome: &str, elemento: &BytesStart<'_>) {
        let acceso = |nome| attributo(elemento, nome).is_some_and(vero);
        // What was made as narrow as nothing is seen by nobody either.
        let ridotto = |nome| attributo(elemento, nome).is_some_and(nullo);
        match nome {
            "col" if acceso("hidden") || ridotto("width") => {
                let numero = |nome| {
                    attributo(elemento, nome)?
                        .parse::<u32>()
                        .ok()?
                        .checked_sub(1)
                };
                self.contorno
                    .colonne_nascoste
                    .extend(numero("min").zip(numero("max")));
            }
            "row" => {
                // A row or cell that does not say where it is comes after the one before it.
                let detta = attributo(elemento, "r").and_then(|r| r.parse().ok());
                self.riga = detta.unwrap_or(self.riga.saturating_add(1));
                self.colonna = 0;
                if acceso("hidden") || ridotto("ht") {
                    self.contorno.righe_nascoste.insert(self.riga);
                }
            }
            "c" => self.apre_cella(elemento),
            "mergeCell" => {
                let unione = attributo(elemento, "ref").and_then(|r| rettangolo(&r));
                let unioni = &mut self.contorno.unioni;
                if let Some(unione) = unione.filter(|_| unioni.quante() < UNIONI) {
                    unioni.aggiungi(unione);
                }
            }
            "f" => self.cella.formula = true,
            "v" => {
                self.nel_valore = true;
                self.cella.valore |= self.cella.di_testo;
            }
            "is" => {
                self.cella.valore = true;
                self.cella.propria = Some(Tratti::default());
            }
            _ => {}
        }
    }

    fn apre_cella(&mut self, elemento: &BytesStart<'_>) {
        let detta = attributo(elemento, "r").and_then(|r| colonna_di(&r));
        let colonna = detta.unwrap_or(self.colonna);
        let tipo = attributo(elemento, "t").unwrap_or_default();
        let posto = (self.riga.saturating_sub(1), colonna);
        self.contorno.senza_posto |= detta.is_none();
        if tipo == "e" {
            self.contorno.errori.push(posto);
        }
        self.cella = CellaAperta {
            posto,
            di_testo: tipo == "str",
            condivisa: (tipo == "s").then(String::new),
            ..CellaAperta::default()
        };
        self.colonna = colonna.saturating_add(1);
    }

    fn chiude_cella(&mut self) {
        let cella = std::mem::take(&mut self.cella);
        if cella.formula && !cella.valore {
            self.contorno.formule_senza_valore.insert(cella.posto);
        }
        let condivisa = cella
            .condivisa
            .and_then(|numero| self.condivise.numero(numero.parse().ok()?));
        let propria = || cella.propria.and_then(Tratti::se_barrato).map(Arc::new);
        let barrata = condivisa.or_else(propria);
        self.contorno
            .barrate
            .extend(barrata.map(|barrata| (cella.posto, barrata)));
    }
}

/// The parts of a workbook that say what surrounds the cells of its sheets.
pub(super) struct Dintorni<'a> {
    archivio: Archivio<'a>,
    /// Where each sheet lies in the archive, by its name.
    percorsi: HashMap<String, String>,
    condivise: Barrate,
}

impl<'a> Dintorni<'a> {
    /// Opens them.
    pub(super) fn apri(byte: &'a [u8]) -> Result<Self, Guasto> {
        let mut archivio = ZipArchive::new(Cursor::new(byte)).map_err(|_| Guasto::Illeggibile)?;
        Ok(Self {
            percorsi: percorsi(&mut archivio)?,
            condivise: Barrate::leggi(&mut archivio)?,
            archivio,
        })
    }

    /// Reads the surroundings of the sheet with this name.
    pub(super) fn leggi(&mut self, foglio: &str) -> Result<Contorno, Guasto> {
        match self.percorsi.get(foglio) {
            Some(percorso) => {
                Contorno::dal_foglio(parte(&mut self.archivio, percorso)?, &self.condivise)
            }
            None => Ok(Contorno::default()),
        }
    }
}

impl Contorno {
    fn dal_foglio(parte: impl Read, condivise: &Barrate) -> Result<Self, Guasto> {
        let mut lettura = Lettura {
            contorno: Self::default(),
            condivise,
            riga: 0,
            colonna: 0,
            cella: CellaAperta::default(),
            nel_valore: false,
        };
        scorri(parte, |passo| {
            lettura.passo(&passo);
            Ok(())
        })?;
        Ok(lettura.contorno)
    }

    /// What of a cell (row and column from 0) is struck through, and what is left.
    pub(super) fn barrata(&self, posto: (u32, u32)) -> Option<&Tratti> {
        self.barrate.get(&posto).map(Arc::as_ref)
    }

    /// True if the cell (row and column from 0) holds a formula with no computed value.
    pub(super) fn senza_valore(&self, posto: (u32, u32)) -> bool {
        self.formule_senza_valore.contains(&posto)
    }

    /// The hidden rows and columns that hold something, as a person names them.
    pub(super) fn nascosti(&self, righe: &[RigaFoglio]) -> Vec<String> {
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

/// Where in the archive the sheets lie: each has a relation id in the workbook, and the relation a
/// target.
fn percorsi(archivio: &mut Archivio<'_>) -> Result<HashMap<String, String>, Guasto> {
    let mut relazioni: HashMap<String, String> = HashMap::new();
    scorri(parte(archivio, "xl/_rels/workbook.xml.rels")?, |passo| {
        if let Passo::Apre("Relationship", elemento) = passo {
            relazioni.extend(attributo(elemento, "Id").zip(attributo(elemento, "Target")));
        }
        Ok(())
    })?;
    let mut percorsi = HashMap::new();
    scorri(parte(archivio, "xl/workbook.xml")?, |passo| {
        if let Passo::Apre("sheet", elemento) = passo {
            let destinazione = attributo(elemento, "id").and_then(|id| relazioni.get(&id));
            let percorso = destinazione.map(|percorso| match percorso.strip_prefix('/') {
                Some(assoluto) => assoluto.to_owned(),
                None => format!("xl/{percorso}"),
            });
            percorsi.extend(attributo(elemento, "name").zip(percorso));
        }
        Ok(())
    })?;
    Ok(percorsi)
}

fn parte<'a, 'b>(
    archivio: &'a mut Archivio<'b>,
    nome: &str,
) -> Result<impl Read + use<'a, 'b>, Guasto> {
    archivio.by_name(nome).map_err(|_| Guasto::Illeggibile)
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

fn nullo(misura: String) -> bool {
    misura.parse::<f64>().is_ok_and(|misura| misura <= 0.0)
}

fn vero(valore: String) -> bool {
    valore == "1" || valore == "true"
}
