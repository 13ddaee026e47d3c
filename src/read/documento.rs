//! Tables of a `.docx` or `.odt` → sheets, each named by the paragraph above it.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::Guasto;
use super::foglio::{Contenuto, Foglio, RigaFoglio};
use super::limiti::{self, Conto, Eccesso};
use super::unioni::Unione;
use super::xml::attributo;

/// Tables within tables, at most.
const PROFONDITA: usize = 16;
/// Letters of a sheet's name, at most.
const NOME: usize = 80;

/// Reads every table.
pub fn leggi(file: &str, byte: &[u8], parte: &str) -> Result<Vec<Foglio>, Guasto> {
    let mut archivio = ZipArchive::new(Cursor::new(byte)).map_err(|_| Guasto::Illeggibile)?;
    let contenuto = archivio.by_name(parte).map_err(|_| Guasto::Illeggibile)?;
    let mut documento = Documento {
        file: file.to_owned(),
        ..Documento::default()
    };
    documento.scorri(contenuto)?;
    documento.fogli.retain(|foglio| !foglio.righe.is_empty());
    Ok(documento.fogli)
}

#[derive(Default)]
struct Documento {
    file: String,
    fogli: Vec<Foglio>,
    aperte: Vec<Tabella>,
    /// The last paragraph outside of tables, and the one being read.
    titolo: String,
    capoverso: String,
    /// Depth of elements whose text is not the reader's: deletions, notes, alternatives.
    estraneo: usize,
    /// Within a run that is struck through.
    barrato: bool,
    conto: Conto,
}

/// A table whose end has not come yet.
#[derive(Default)]
struct Tabella {
    foglio: usize,
    riga: u32,
    colonna: u32,
    tolta: bool,
    celle: Vec<(u32, Cella)>,
    cella: Option<Cella>,
    /// Vertical merges that may go on, by column.
    in_corso: BTreeMap<u32, Unione>,
}

#[derive(Default, Clone)]
struct Cella {
    testo: String,
    larga: u32,
    alta: u32,
    /// Columns up to the next cell: those that a cell spans are cells of their own in .odt.
    passo: u32,
    /// Continues the cell above it, or lies beneath another.
    continua: bool,
    inizia: bool,
    coperta: bool,
}

impl Documento {
    fn scorri(&mut self, parte: impl Read) -> Result<(), Guasto> {
        let mut lettore = Reader::from_reader(BufReader::new(parte));
        lettore.config_mut().expand_empty_elements = true;
        let mut riserva = Vec::new();
        loop {
            riserva.clear();
            let evento = lettore.read_event_into(&mut riserva);
            match evento.map_err(|_| Guasto::Illeggibile)? {
                Event::Start(elemento) => self.apre(&elemento)?,
                Event::End(elemento) => self.chiude(elemento.local_name().as_ref())?,
                Event::Text(testo) => self.testo(&testo.xml10_content()),
                Event::GeneralRef(rif) => {
                    let carattere = rif.resolve_char_ref().map_err(|_| Guasto::Illeggibile)?;
                    let noto = carattere.map(String::from).or_else(|| {
                        quick_xml::escape::resolve_predefined_entity(&rif).map(str::to_owned)
                    });
                    self.testo(&noto.ok_or(Guasto::Illeggibile)?);
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn apre(&mut self, elemento: &BytesStart<'_>) -> Result<(), Guasto> {
        let nome = elemento.local_name();
        let nome = nome.as_ref();
        if estraneo(nome) {
            self.estraneo += 1;
            return Ok(());
        }
        match nome {
            "tbl" | "table" => self.apre_tabella()?,
            "tr" | "table-row" => {
                if let Some(tabella) = self.aperte.last_mut() {
                    tabella.riga += 1;
                    tabella.colonna = 0;
                    tabella.tolta = false;
                }
            }
            "tc" | "table-cell" | "covered-table-cell" => {
                let numero = |nome| attributo(elemento, nome).and_then(|n| n.parse().ok());
                let cella = Cella {
                    larga: numero("number-columns-spanned").unwrap_or(1u32).max(1),
                    alta: numero("number-rows-spanned").unwrap_or(1u32).max(1),
                    passo: numero("number-columns-repeated").unwrap_or(1u32).max(1),
                    coperta: nome == "covered-table-cell",
                    ..Cella::default()
                };
                if let Some(tabella) = self.aperte.last_mut() {
                    tabella.cella = Some(cella);
                }
            }
            "gridSpan" | "vMerge" => self.unione(nome, elemento),
            "p" | "h" => self.a_capo(),
            "tab" | "s" => self.testo(" "),
            "br" | "cr" | "line-break" => self.testo("\n"),
            "r" => self.barrato = false,
            "strike" | "dstrike" => {
                self.barrato = attributo(elemento, "val").is_none_or(|v| v != "false" && v != "0");
            }
            "del" => {
                // In a row's properties: the row was taken out.
                if let Some(tabella) = self.aperte.last_mut().filter(|t| t.cella.is_none()) {
                    tabella.tolta = true;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn apre_tabella(&mut self) -> Result<(), Guasto> {
        if self.aperte.len() >= PROFONDITA {
            return Err(Eccesso::Profondita.into());
        }
        let base: String = match self.titolo.trim() {
            "" => format!("Tabella {}", self.fogli.len() + 1),
            titolo => titolo.chars().take(NOME).collect(),
        };
        let gia = self
            .fogli
            .iter()
            .filter(|f| f.nome.as_deref().is_some_and(|n| n.starts_with(&base)));
        let nome = match gia.count() {
            0 => base,
            altre => format!("{base} ({})", altre + 1),
        };
        self.aperte.push(Tabella {
            foglio: self.fogli.len(),
            ..Tabella::default()
        });
        self.fogli.push(Foglio {
            file: self.file.clone(),
            nome: Some(nome),
            ..Foglio::default()
        });
        Ok(())
    }

    fn unione(&mut self, nome: &str, elemento: &BytesStart<'_>) {
        let valore = attributo(elemento, "val");
        let Some(cella) = self.aperte.last_mut().and_then(|t| t.cella.as_mut()) else {
            return;
        };
        if nome == "gridSpan" {
            cella.larga = valore.and_then(|n| n.parse().ok()).unwrap_or(1).max(1);
            cella.passo = cella.larga;
        } else if valore.as_deref() == Some("restart") {
            cella.inizia = true;
        } else {
            cella.continua = true;
        }
    }

    /// A paragraph begins: within a cell that holds some already it is a line of its own.
    fn a_capo(&mut self) {
        match self.aperte.last_mut() {
            Some(tabella) => {
                if let Some(cella) = tabella.cella.as_mut().filter(|c| !c.testo.is_empty()) {
                    cella.testo.push('\n');
                }
            }
            None => self.capoverso.clear(),
        }
    }

    fn testo(&mut self, testo: &str) {
        if self.estraneo > 0 || self.barrato {
            return;
        }
        match self.aperte.last_mut() {
            Some(tabella) => {
                if let Some(cella) = &mut tabella.cella {
                    cella.testo.push_str(testo);
                }
            }
            None => self.capoverso.push_str(testo),
        }
    }

    fn chiude(&mut self, nome: &str) -> Result<(), Guasto> {
        if estraneo(nome) {
            self.estraneo = self.estraneo.saturating_sub(1);
            return Ok(());
        }
        match nome {
            "p" | "h" if self.aperte.is_empty() && !self.capoverso.trim().is_empty() => {
                self.titolo = std::mem::take(&mut self.capoverso);
            }
            "r" => self.barrato = false,
            "tc" | "table-cell" | "covered-table-cell" => self.chiude_cella()?,
            "tr" | "table-row" => self.chiude_riga(),
            "tbl" | "table" => self.chiude_tabella(),
            _ => {}
        }
        Ok(())
    }

    fn chiude_cella(&mut self) -> Result<(), Guasto> {
        let Some(tabella) = self.aperte.last_mut() else {
            return Ok(());
        };
        let Some(cella) = tabella.cella.take() else {
            return Ok(());
        };
        let lettere = cella.testo.chars().count();
        limiti::posto(tabella.riga.saturating_sub(1), tabella.colonna, lettere)?;
        self.conto.aggiungi(1, lettere)?;
        tabella.celle.push((tabella.colonna, cella.clone()));
        tabella.colonna = tabella.colonna.saturating_add(cella.passo);
        Ok(())
    }

    fn chiude_riga(&mut self) {
        let Some(tabella) = self.aperte.last_mut() else {
            return;
        };
        let celle = std::mem::take(&mut tabella.celle);
        let foglio = &mut self.fogli[tabella.foglio];
        if tabella.tolta {
            tabella.riga = tabella.riga.saturating_sub(1);
            return;
        }
        let numero = tabella.riga;
        let mut riga = RigaFoglio {
            numero,
            celle: Vec::new(),
        };
        for (colonna, cella) in celle.into_iter().filter(|(_, cella)| !cella.coperta) {
            if cella.continua {
                if let Some(unione) = tabella.in_corso.get_mut(&colonna) {
                    unione.righe.1 = numero;
                }
                continue;
            }
            let unione = Unione {
                righe: (numero, numero.saturating_add(cella.alta - 1)),
                colonne: (colonna, colonna.saturating_add(cella.larga - 1)),
            };
            if let Some(finita) = tabella.in_corso.remove(&colonna) {
                foglio.unioni.aggiungi(finita);
            }
            if cella.inizia {
                tabella.in_corso.insert(colonna, unione);
            } else if foglio.unioni.quante() < limiti::UNIONI {
                foglio.unioni.aggiungi(unione);
            }
            riga.aggiungi(colonna, Contenuto::da_testo(cella.testo.trim()));
        }
        if !riga.celle.is_empty() {
            foglio.righe.push(riga);
        }
    }

    fn chiude_tabella(&mut self) {
        if let Some(tabella) = self.aperte.pop() {
            let unioni = &mut self.fogli[tabella.foglio].unioni;
            tabella
                .in_corso
                .into_values()
                .for_each(|unione| unioni.aggiungi(unione));
        }
    }
}

/// Elements whose text is not in the document as it reads: what was deleted or moved away, notes,
/// the second form of what is there twice.
fn estraneo(nome: &str) -> bool {
    matches!(
        nome,
        "moveFrom"
            | "delText"
            | "Fallback"
            | "tracked-changes"
            | "annotation"
            | "note"
            | "instrText"
    )
}
