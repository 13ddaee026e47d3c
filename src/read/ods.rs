//! `.ods` → sheets, straight from `content.xml`.
//!
//! calamine would make a dense grid and drop the kinds of value (percentage, currency) and the
//! number styles that the file states, so that `100%` came out as `1`.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;

use quick_xml::events::BytesStart;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::model::origine::lettere;

use super::foglio::{Contenuto, Foglio, RigaFoglio};
use super::formato::Formato;
use super::limiti::Conto;
use super::odf::{Scritta, Stili};
use super::unioni::Unione;
use super::xlsx::lettere as lettere_di;
use super::xml::{Passo, attributo, scorri, volte};
use super::{Guasto, limiti};

mod mostrato;

/// Reads every sheet.
pub(super) fn leggi(file: &str, byte: &[u8]) -> Result<Vec<Foglio>, Guasto> {
    let mut archivio = ZipArchive::new(Cursor::new(byte)).map_err(|_| Guasto::Illeggibile)?;
    if protetto(&mut archivio) {
        return Err(Guasto::Protetto);
    }
    let mut stato = Stato::nuovo(file, Stili::leggi(&mut archivio)?);
    let contenuto = archivio
        .by_name("content.xml")
        .map_err(|_| Guasto::Illeggibile)?;
    scorri(contenuto, |passo| stato.passo(&passo))?;
    Ok(stato.fogli)
}

fn protetto(archivio: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let manifesto = match archivio.by_name("META-INF/manifest.xml") {
        Ok(parte) => std::io::read_to_string(parte).unwrap_or_default(),
        Err(ZipError::FileNotFound) => String::new(),
        Err(_) => return true,
    };
    manifesto.contains("encryption-data")
}

/// Where the reading is.
struct Stato {
    file: String,
    fogli: Vec<Foglio>,
    stili: Stili,
    /// Number of the row being read, from 1, and how often it repeats.
    riga: u32,
    riga_ripetuta: u32,
    riga_nascosta: bool,
    /// The style of the row's cells that state none.
    stile_di_riga: Option<String>,
    celle: RigaFoglio,
    /// What the row's cells hold struck through.
    barrate: Vec<(u32, String)>,
    /// Column of the next cell, from 0.
    colonna: u32,
    colonna_dichiarata: u32,
    cella: Option<CellaAperta>,
    /// How deep in elements that are none of the sheet's.
    estraneo: u32,
    conteggio: Conto,
    righe_nascoste: Vec<u32>,
    colonne_nascoste: Vec<(u32, u32)>,
    /// First and last column with the style of their cells that state none.
    stili_di_colonna: Vec<(u32, u32, String)>,
}

/// A cell whose end has not come yet.
struct CellaAperta {
    tipo: String,
    valore: Option<String>,
    formula: bool,
    /// Beneath a merged cell, where nobody sees what the file keeps.
    coperta: bool,
    ripetuta: u32,
    formato: Option<Arc<Formato>>,
    scritta: Scritta,
}

impl Stato {
    fn nuovo(file: &str, stili: Stili) -> Self {
        Self {
            file: file.to_owned(),
            fogli: Vec::new(),
            stili,
            riga: 1,
            riga_ripetuta: 1,
            riga_nascosta: false,
            stile_di_riga: None,
            celle: RigaFoglio::default(),
            barrate: Vec::new(),
            colonna: 0,
            colonna_dichiarata: 0,
            cella: None,
            estraneo: 0,
            conteggio: Conto::default(),
            righe_nascoste: Vec::new(),
            colonne_nascoste: Vec::new(),
            stili_di_colonna: Vec::new(),
        }
    }

    fn passo(&mut self, passo: &Passo<'_>) -> Result<(), Guasto> {
        match passo {
            Passo::Apre(_, elemento) if self.estraneo > 0 || estraneo(elemento) => {
                self.estraneo += 1;
            }
            Passo::Chiude(_) if self.estraneo > 0 => self.estraneo -= 1,
            Passo::Testo(_) if self.estraneo > 0 => {}
            _ => {
                if self.fogli.is_empty() {
                    self.stili.passo(passo);
                }
                if let Some(cella) = &mut self.cella {
                    cella.scritta.passo(passo, &self.stili);
                }
                match passo {
                    Passo::Apre(nome, elemento) => self.apre(nome, elemento),
                    Passo::Chiude(nome) => self.chiude(nome)?,
                    Passo::Testo(_) => {}
                }
            }
        }
        Ok(())
    }

    fn apre(&mut self, nome: &str, elemento: &BytesStart<'_>) {
        match nome {
            "table" if self.cella.is_none() => self.apre_foglio(elemento),
            "table-source" => self.lascia("è la copia di un foglio di un altro file"),
            "table-column" => {
                let ripetuta = volte(elemento, "number-columns-repeated");
                let prima = self.colonna_dichiarata;
                self.colonna_dichiarata = prima.saturating_add(ripetuta);
                let ultima = self.colonna_dichiarata - 1;
                if nascosto(elemento) {
                    self.colonne_nascoste.push((prima, ultima));
                }
                let stile = attributo(elemento, "default-cell-style-name");
                self.stili_di_colonna
                    .extend(stile.map(|stile| (prima, ultima, stile)));
            }
            "table-row" => {
                self.riga_ripetuta = volte(elemento, "number-rows-repeated");
                self.riga_nascosta = nascosto(elemento);
                self.stile_di_riga = attributo(elemento, "default-cell-style-name");
                self.celle = RigaFoglio {
                    numero: self.riga,
                    celle: Vec::new(),
                };
                self.barrate.clear();
                self.colonna = 0;
            }
            "table-cell" | "covered-table-cell" => {
                self.unione(elemento);
                self.cella = Some(self.cella(elemento, nome == "covered-table-cell"));
            }
            _ => {}
        }
    }

    fn apre_foglio(&mut self, elemento: &BytesStart<'_>) {
        let stile = attributo(elemento, "style-name").unwrap_or_default();
        self.fogli.push(Foglio {
            file: self.file.clone(),
            nome: Some(attributo(elemento, "name").unwrap_or_default()),
            nascosto: self.stili.nascosto("table", &stile),
            ..Foglio::default()
        });
        (self.riga, self.colonna_dichiarata) = (1, 0);
        self.righe_nascoste.clear();
        self.colonne_nascoste.clear();
        self.stili_di_colonna.clear();
    }

    fn lascia(&mut self, motivo: &'static str) {
        if let Some(foglio) = self.fogli.last_mut() {
            foglio.da_parte = Some(motivo);
        }
    }

    fn cella(&mut self, elemento: &BytesStart<'_>, coperta: bool) -> CellaAperta {
        let stile = attributo(elemento, "style-name")
            .or_else(|| self.stile_di_riga.clone())
            .or_else(|| self.stile_di_colonna());
        let barrata = stile
            .as_deref()
            .and_then(|stile| self.stili.barrato("table-cell", stile));
        CellaAperta {
            coperta,
            tipo: tipo(elemento),
            valore: ["value", "date-value", "time-value", "boolean-value"]
                .into_iter()
                .find_map(|nome| attributo(elemento, nome)),
            formula: attributo(elemento, "formula").is_some(),
            ripetuta: volte(elemento, "number-columns-repeated"),
            formato: stile.and_then(|stile| self.stili.formato(&stile)),
            scritta: Scritta::nuova(barrata.unwrap_or(false)),
        }
    }

    fn stile_di_colonna(&self) -> Option<String> {
        let suo = self
            .stili_di_colonna
            .iter()
            .find(|(da, a, _)| (da..=a).contains(&&self.colonna))?;
        Some(suo.2.clone())
    }

    /// Notes the cells that the one which begins here covers.
    fn unione(&mut self, elemento: &BytesStart<'_>) {
        let larga = volte(elemento, "number-columns-spanned");
        let alta = volte(elemento, "number-rows-spanned");
        if let Some(foglio) = self.fogli.last_mut()
            && foglio.unioni.quante() < limiti::UNIONI
        {
            foglio.unioni.aggiungi(Unione {
                righe: (self.riga, self.riga.saturating_add(alta - 1)),
                colonne: (self.colonna, self.colonna.saturating_add(larga - 1)),
            });
        }
    }

    fn chiude(&mut self, elemento: &str) -> Result<(), Guasto> {
        match elemento {
            "table-cell" | "covered-table-cell" => self.chiude_cella()?,
            "table-row" => self.chiude_riga()?,
            "table" if self.cella.is_none() => self.chiude_foglio(),
            _ => {}
        }
        Ok(())
    }

    fn chiude_cella(&mut self) -> Result<(), Guasto> {
        let Some(cella) = self.cella.take() else {
            return Ok(());
        };
        let ripetuta = cella.ripetuta;
        self.barrate
            .extend(cella.barrato().map(|barrato| (self.colonna, barrato)));
        let contenuto = (!cella.coperta).then(|| cella.contenuto()).flatten();
        if let Some(contenuto) = contenuto {
            let (ultima, lettere) = (
                self.colonna.saturating_add(ripetuta - 1),
                lettere_di(&contenuto),
            );
            limiti::posto(self.riga - 1, ultima, lettere)?;
            let quante = ripetuta as usize;
            self.conteggio
                .aggiungi(quante, lettere.saturating_mul(quante))?;
            for colonna in self.colonna..=ultima {
                self.celle.aggiungi(colonna, contenuto.clone());
            }
        }
        self.colonna = self.colonna.saturating_add(ripetuta);
        Ok(())
    }

    fn chiude_riga(&mut self) -> Result<(), Guasto> {
        let celle = std::mem::take(&mut self.celle);
        let fine = self.riga.saturating_add(self.riga_ripetuta);
        if let Some(foglio) = self.fogli.last_mut() {
            for (colonna, testo) in self.barrate.drain(..) {
                foglio.barra(self.riga, colonna, &testo);
            }
        }
        if let (false, Some(foglio)) = (celle.celle.is_empty(), self.fogli.last_mut()) {
            let altre = self.riga_ripetuta as usize - 1;
            let lettere: usize = celle.celle.iter().map(|c| lettere_di(&c.contenuto)).sum();
            limiti::posto(fine - 2, 0, 0)?;
            let celle_in_piu = celle.celle.len().saturating_mul(altre);
            self.conteggio
                .aggiungi(celle_in_piu, lettere.saturating_mul(altre))?;
            for numero in self.riga..fine {
                foglio.righe.push(RigaFoglio {
                    numero,
                    celle: celle.celle.clone(),
                });
                if self.riga_nascosta {
                    self.righe_nascoste.push(numero);
                }
            }
        }
        self.riga = fine;
        Ok(())
    }

    fn chiude_foglio(&mut self) {
        let Some(foglio) = self.fogli.last_mut() else {
            return;
        };
        let celle = foglio.righe.iter().flat_map(|riga| &riga.celle);
        let piene: BTreeSet<u32> = celle.map(|cella| cella.colonna).collect();
        let nascosta = |colonna: &u32| {
            let mut tratti = self.colonne_nascoste.iter();
            tratti.any(|(da, a)| (da..=a).contains(&colonna))
        };
        let colonne = piene
            .into_iter()
            .filter(nascosta)
            .map(|colonna| format!("colonna {}", lettere(colonna)));
        let righe = self.righe_nascoste.iter().map(|n| format!("riga {n}"));
        foglio.nascosti = colonne.chain(righe).collect();
    }
}

impl CellaAperta {
    fn contenuto(&self) -> Option<Contenuto> {
        if self.scritta.barrata_del_tutto() {
            return None;
        }
        let testo = self.scritta.testo();
        let numero = match self.tipo.as_str() {
            "percentage" | "currency" | "float" => self.valore.as_deref()?.trim().parse().ok(),
            "date" | "time" => self.seriale(),
            _ => None,
        };
        if let Some(numero) = numero {
            return Some(Contenuto::Numero(numero, self.formato_di(numero)));
        }
        match self.tipo.as_str() {
            "error" => Some(Contenuto::Errore(testo.to_owned())),
            "boolean" => Some(Contenuto::Logico(self.valore.as_deref()? == "true")),
            // A formula may well give an empty text: then its kind is stated.
            "" if testo.is_empty() && self.formula => Some(Contenuto::FormulaSenzaValore),
            _ if testo.is_empty() => None,
            _ => Some(Contenuto::da_testo(&match &self.formato {
                Some(formato) => formato.mostra_testo(testo),
                None => testo.to_owned(),
            })),
        }
    }

    /// What is struck through in it, in words; none if nothing is.
    fn barrato(&self) -> Option<String> {
        let barrato = self.scritta.barrato();
        let solo_il_valore = barrato.is_empty() && self.scritta.barrata_del_tutto();
        let barrato = if solo_il_valore {
            self.valore.as_deref()?
        } else {
            barrato
        };
        (!self.coperta && !barrato.is_empty()).then(|| barrato.to_owned())
    }
}

/// Elements whose text is not in the cells: notes, drawings, changes that were taken back, tables
/// that another program keeps there.
fn estraneo(elemento: &BytesStart<'_>) -> bool {
    let nome = elemento.name();
    let disegno = nome
        .prefix()
        .is_some_and(|prefisso| prefisso.as_ref() == "draw");
    disegno
        || matches!(
            elemento.local_name().as_ref(),
            "annotation"
                | "frame"
                | "shape"
                | "custom-shape"
                | "shapes"
                | "tracked-changes"
                | "dde-links"
                | "forms"
        )
}

fn nascosto(elemento: &BytesStart<'_>) -> bool {
    attributo(elemento, "visibility").is_some_and(|visibilita| visibilita != "visible")
}

/// The kind of value. OpenOffice states a number for a formula that failed, and the error beside
/// it.
fn tipo(elemento: &BytesStart<'_>) -> String {
    let mut tipi = elemento
        .attributes()
        .flatten()
        .filter(|a| a.key.local_name().as_ref() == "value-type");
    if tipi.clone().any(|tipo| tipo.value.as_ref() == "error") {
        return "error".to_owned();
    }
    tipi.next()
        .map(|tipo| tipo.value.into_owned())
        .unwrap_or_default()
}
