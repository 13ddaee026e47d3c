//! `.ods` → sheets, straight from `content.xml`.
//!
//! calamine would make a dense grid and drop the kinds of value (percentage, currency) that the
//! file states, so that `100%` came out as `1`.

use std::borrow::Cow;
use std::io::{BufReader, Cursor};
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::model::origine::lettere;
use crate::model::{Dato, Grandezza};

use super::foglio::{Contenuto, Foglio, RigaFoglio};
use super::formato::{self, Formato};
use super::limiti::Conto;
use super::unioni::Unione;
use super::xlsx::lettere as lettere_di;
use super::xml::attributo;
use super::{Guasto, limiti, valore};

/// Reads every sheet.
pub fn leggi(file: &str, byte: &[u8]) -> Result<Vec<Foglio>, Guasto> {
    let mut archivio = ZipArchive::new(Cursor::new(byte)).map_err(|_| Guasto::Illeggibile)?;
    if protetto(&mut archivio) {
        return Err(Guasto::Protetto);
    }
    let contenuto = archivio
        .by_name("content.xml")
        .map_err(|_| Guasto::Illeggibile)?;
    let mut stato = Stato::nuovo(file);
    let mut lettore = Reader::from_reader(BufReader::new(contenuto));
    lettore.config_mut().expand_empty_elements = true;
    let mut riserva = Vec::new();
    loop {
        riserva.clear();
        match lettore
            .read_event_into(&mut riserva)
            .map_err(|_| Guasto::Illeggibile)?
        {
            Event::Start(elemento) => stato.apre(&elemento)?,
            Event::Text(testo) => stato.testo(&testo.xml10_content()),
            Event::GeneralRef(rif) => stato.entita(&rif)?,
            Event::End(elemento) => stato.chiude(elemento.local_name().as_ref())?,
            Event::Eof => return Ok(stato.fogli),
            _ => {}
        }
    }
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
    /// Number of the row being read, from 1, and how often it repeats.
    riga: u32,
    riga_ripetuta: u32,
    riga_nascosta: bool,
    celle: RigaFoglio,
    /// Column of the next cell, from 0.
    colonna: u32,
    colonna_dichiarata: u32,
    cella: Option<CellaAperta>,
    /// Inside a note or drawing, whose text is not the cell's.
    estraneo: u32,
    conteggio: Conto,
    righe_nascoste: Vec<u32>,
    colonne_nascoste: Vec<(u32, u32)>,
}

/// A cell whose end has not come yet.
struct CellaAperta {
    tipo: String,
    valore: Option<String>,
    formula: bool,
    /// Beneath a merged cell, where nobody sees what the file keeps.
    coperta: bool,
    ripetuta: u32,
    testo: String,
    capoversi: u32,
}

impl Stato {
    fn nuovo(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            fogli: Vec::new(),
            riga: 1,
            riga_ripetuta: 1,
            riga_nascosta: false,
            celle: RigaFoglio::default(),
            colonna: 0,
            colonna_dichiarata: 0,
            cella: None,
            estraneo: 0,
            conteggio: Conto::default(),
            righe_nascoste: Vec::new(),
            colonne_nascoste: Vec::new(),
        }
    }

    fn apre(&mut self, elemento: &BytesStart<'_>) -> Result<(), Guasto> {
        match elemento.local_name().as_ref() {
            "table" if self.cella.is_none() => {
                let nome = attributo(elemento, "name").unwrap_or_default();
                self.fogli.push(Foglio {
                    file: self.file.clone(),
                    nome: Some(nome),
                    ..Foglio::default()
                });
                (self.riga, self.colonna_dichiarata) = (1, 0);
                self.righe_nascoste.clear();
                self.colonne_nascoste.clear();
            }
            "table-column" => {
                let ripetuta = ripetizioni(elemento, "number-columns-repeated");
                if nascosto(elemento) {
                    self.colonne_nascoste.push((
                        self.colonna_dichiarata,
                        self.colonna_dichiarata.saturating_add(ripetuta - 1),
                    ));
                }
                self.colonna_dichiarata = self.colonna_dichiarata.saturating_add(ripetuta);
            }
            "table-row" => {
                self.riga_ripetuta = ripetizioni(elemento, "number-rows-repeated");
                self.riga_nascosta = nascosto(elemento);
                self.celle = RigaFoglio {
                    numero: self.riga,
                    celle: Vec::new(),
                };
                self.colonna = 0;
            }
            nome @ ("table-cell" | "covered-table-cell") => {
                self.unione(elemento);
                self.cella = Some(CellaAperta {
                    coperta: nome == "covered-table-cell",
                    tipo: tipo(elemento),
                    valore: ["value", "date-value", "time-value", "boolean-value"]
                        .into_iter()
                        .find_map(|nome| attributo(elemento, nome)),
                    formula: attributo(elemento, "formula").is_some(),
                    ripetuta: ripetizioni(elemento, "number-columns-repeated"),
                    testo: String::new(),
                    capoversi: 0,
                });
            }
            "annotation" | "frame" | "shape" | "custom-shape" => self.estraneo += 1,
            "p" | "h" if self.estraneo == 0 => {
                if let Some(cella) = &mut self.cella {
                    if cella.capoversi > 0 {
                        cella.testo.push('\n');
                    }
                    cella.capoversi += 1;
                }
            }
            "s" | "tab" | "line-break" if self.estraneo == 0 => {
                if let Some(cella) = &mut self.cella {
                    cella.testo.push(' ');
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Notes the cells that the one which begins here covers.
    fn unione(&mut self, elemento: &BytesStart<'_>) {
        let larga = ripetizioni(elemento, "number-columns-spanned");
        let alta = ripetizioni(elemento, "number-rows-spanned");
        if let Some(foglio) = self.fogli.last_mut()
            && foglio.unioni.quante() < limiti::UNIONI
        {
            foglio.unioni.aggiungi(Unione {
                righe: (self.riga, self.riga.saturating_add(alta - 1)),
                colonne: (self.colonna, self.colonna.saturating_add(larga - 1)),
            });
        }
    }

    fn testo(&mut self, testo: &str) {
        if let Some(cella) = self
            .cella
            .as_mut()
            .filter(|cella| self.estraneo == 0 && cella.capoversi > 0)
        {
            cella.testo.push_str(testo);
        }
    }

    /// Only the five entities of XML and numbered characters: a document may not define its own.
    fn entita(&mut self, rif: &quick_xml::events::BytesRef<'_>) -> Result<(), Guasto> {
        let carattere = match rif.resolve_char_ref().map_err(|_| Guasto::Illeggibile)? {
            Some(carattere) => carattere.to_string(),
            None => quick_xml::escape::resolve_predefined_entity(rif)
                .ok_or(Guasto::Illeggibile)?
                .to_owned(),
        };
        self.testo(&carattere);
        Ok(())
    }

    fn chiude(&mut self, elemento: &str) -> Result<(), Guasto> {
        match elemento {
            "table-cell" | "covered-table-cell" => self.chiude_cella()?,
            "table-row" => self.chiude_riga()?,
            "annotation" | "frame" | "shape" | "custom-shape" => {
                self.estraneo = self.estraneo.saturating_sub(1)
            }
            "table" => self.chiude_foglio(),
            _ => {}
        }
        Ok(())
    }

    fn chiude_cella(&mut self) -> Result<(), Guasto> {
        let Some(cella) = self.cella.take() else {
            return Ok(());
        };
        let ripetuta = cella.ripetuta;
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
        let piene: std::collections::BTreeSet<u32> = foglio
            .righe
            .iter()
            .flat_map(|riga| &riga.celle)
            .map(|cella| cella.colonna)
            .collect();
        foglio.nascosti = piene
            .into_iter()
            .filter(|colonna| {
                self.colonne_nascoste
                    .iter()
                    .any(|(da, a)| (da..=a).contains(&colonna))
            })
            .map(|colonna| format!("colonna {}", lettere(colonna)))
            .chain(
                self.righe_nascoste
                    .iter()
                    .map(|riga| format!("riga {riga}")),
            )
            .collect();
    }
}

impl CellaAperta {
    fn contenuto(self) -> Option<Contenuto> {
        let numero = || self.valore.as_deref()?.trim().parse::<f64>().ok();
        let contenuto = match self.tipo.as_str() {
            "percentage" | "currency" | "float" => {
                numero().map(|n| Contenuto::Numero(n, Arc::new(self.formato())))
            }
            "date" => self
                .seriale()
                .map(|n| Contenuto::Numero(n, Arc::new(self.formato_della_data()))),
            "time" => self
                .seriale()
                .map(|n| Contenuto::Numero(n, Arc::new(Formato::da_codice("[h]:mm")))),
            "error" => Some(Contenuto::Errore(self.testo.trim().to_owned())),
            "boolean" => self
                .valore
                .as_deref()
                .map(|v| Contenuto::Logico(v == "true")),
            _ => None,
        };
        match contenuto {
            Some(contenuto) => Some(contenuto),
            // A formula may well give an empty text: then its kind is stated.
            None if self.testo.is_empty() && self.formula && self.tipo.is_empty() => {
                Some(Contenuto::FormulaSenzaValore)
            }
            None if self.testo.is_empty() => None,
            None => Some(Contenuto::da_testo(&self.testo)),
        }
    }

    /// Days from 1900 of a date, or days of a length of time.
    fn seriale(&self) -> Option<f64> {
        let scritto = self.valore.as_deref()?.trim();
        if self.tipo == "time" {
            return durata(scritto);
        }
        let data = scritto.get(..10)?.parse().ok()?;
        Some(formato::seriale(data))
    }

    /// A date shows its day, or only its month.
    fn formato_della_data(&self) -> Formato {
        let numeri = self
            .testo
            .split(|c: char| !c.is_ascii_digit())
            .filter(|cifre| !cifre.is_empty())
            .count();
        let a_parole = self.testo.chars().any(char::is_alphabetic);
        Formato::da_codice(match numeri == 1 && a_parole {
            true => "mmmm yyyy",
            false => "dd/mm/yyyy",
        })
    }

    /// The number that the cell shows, if it is the one that it stores: programs in other languages
    /// show `4,500` for 4500.
    fn mostrato(&self, scala: Decimal) -> Option<Grandezza> {
        let Dato::Quantita(mostrata) = valore::interpreta(&self.testo) else {
            return None;
        };
        let scritto = valore::da_f64(self.valore.as_deref()?.trim().parse().ok()?)?;
        let intero = scritto.checked_mul(scala)?;
        (intero.round_dp(mostrata.valore.scale()) == mostrata.valore).then_some(mostrata)
    }

    /// A unit that only the number format adds is seen in the text that the cell shows: `30 gg`.
    fn formato(&self) -> Formato {
        let percento = self.tipo == "percentage";
        let scala = if percento {
            Decimal::ONE_HUNDRED
        } else {
            Decimal::ONE
        };
        let mostrato = self.mostrato(scala);
        let decimali = match &mostrato {
            Some(mostrato) if mostrato.decimali > 0 => {
                format!(".{}", "0".repeat(mostrato.decimali as usize))
            }
            Some(_) => String::new(),
            None => ".######".to_owned(),
        };
        let unita = mostrato.and_then(|mostrato| mostrato.unita.nome().map(Cow::into_owned));
        let codice = match (self.tipo.as_str(), unita) {
            ("percentage", _) => format!("0{decimali}%"),
            ("currency", _) => format!("#,##0{decimali} €"),
            (_, Some(unita)) => format!("#,##0{decimali}\" {unita}\""),
            (_, None) if decimali == ".######" => "General".to_owned(),
            (_, None) => format!("#,##0{decimali}"),
        };
        Formato::da_codice(&codice)
    }
}

/// Days in a length of time such as `PT30H15M00S`.
fn durata(scritta: &str) -> Option<f64> {
    let mut resto = scritta.strip_prefix("PT")?;
    let mut secondi = 0.0;
    for (segno, peso) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((numero, dopo)) = resto.split_once(segno) {
            secondi += numero.replace(',', ".").parse::<f64>().ok()? * peso;
            resto = dopo;
        }
    }
    resto.is_empty().then_some(secondi / 86_400.0)
}

fn nascosto(elemento: &BytesStart<'_>) -> bool {
    attributo(elemento, "visibility").is_some_and(|visibilita| visibilita != "visible")
}

fn ripetizioni(elemento: &BytesStart<'_>, nome: &str) -> u32 {
    attributo(elemento, nome)
        .and_then(|volte| volte.parse().ok())
        .unwrap_or(1)
        .max(1)
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
