//! A text document → its paragraphs and its tables, in order; each table a sheet named by the
//! paragraph above it.
//!
//! [`docx`] and [`odt`] say what stands where; how tables are put together is decided here.

mod docx;
mod odt;

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;

use zip::ZipArchive;

use super::Guasto;
use super::foglio::{Contenuto, Foglio, RigaFoglio};
use super::limiti::{self, Conto, Eccesso};
use super::unioni::Unione;
use crate::model::nome::su_una_riga;

/// Tables within tables, at most.
const PROFONDITA: usize = 16;
/// Letters of a sheet's name, at most.
const NOME: usize = 80;
/// Paragraphs and tables, at most.
const BLOCCHI: usize = 100_000;

/// What a document holds.
#[derive(Debug, Default)]
pub(crate) struct Documento {
    /// Paragraphs outside of tables, and tables where they begin.
    pub(crate) blocchi: Vec<Blocco>,
    pub(crate) fogli: Vec<Foglio>,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Blocco {
    Capoverso(Capoverso),
    /// The place among the sheets of a table that begins here.
    Tabella(usize),
    Immagine,
}

/// A paragraph that is not blank.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Capoverso {
    /// Without what is struck through or hidden.
    pub(crate) testo: String,
    pub(crate) genere: Genere,
    /// What is struck through in it.
    pub(crate) barrato: String,
}

/// What a paragraph is to its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Genere {
    #[default]
    Testo,
    /// The document's own title.
    Titolo,
    /// A heading and its level, from 1.
    Intestazione(u8),
    /// An item of a list and its depth, from 0.
    Voce(u8),
    /// What stands above or below a table or picture and names it.
    Didascalia,
}

/// Reads the tables alone.
pub(super) fn fogli(file: &str, byte: &[u8]) -> Result<Vec<Foglio>, Guasto> {
    Ok(leggi(file, byte)?.fogli)
}

/// Reads a `.docx` or `.odt`.
pub(super) fn leggi(file: &str, byte: &[u8]) -> Result<Documento, Guasto> {
    let mut archivio = ZipArchive::new(Cursor::new(byte)).map_err(|_| Guasto::Illeggibile)?;
    let mut stesura = Stesura::nuova(file);
    match super::estensione(file).as_str() {
        "odt" => odt::leggi(&mut archivio, &mut stesura)?,
        _ => docx::leggi(&mut archivio, &mut stesura)?,
    }
    Ok(stesura.finisci())
}

/// A document while it is read.
struct Stesura {
    file: String,
    documento: Documento,
    aperte: Vec<Tabella>,
    /// Those that are open: a text box stands within a paragraph.
    capoversi: Vec<Capoverso>,
    /// The last paragraph outside of tables.
    titolo: String,
    /// The last table, while nothing has followed it: its sheet, columns, last row.
    appena_chiusa: Option<(usize, u32, u32)>,
    /// How often a name was given to a sheet.
    nomi: HashMap<String, u32>,
    conto: Conto,
}

/// A table whose end has not come yet.
#[derive(Default)]
struct Tabella {
    /// None until its first row.
    foglio: Option<usize>,
    /// Columns, as it states them.
    colonne: u32,
    riga: u32,
    colonna: u32,
    tolta: bool,
    nascosta: bool,
    celle: Vec<(u32, Cella)>,
    cella: Option<Cella>,
    /// Vertical merges that may go on, by column.
    in_corso: BTreeMap<u32, Unione>,
}

/// A cell of a table, with what it says of its neighbours.
#[derive(Debug, Clone)]
struct Cella {
    testo: String,
    barrato: String,
    /// Columns and rows that it covers.
    larga: u32,
    alta: u32,
    /// Columns up to the next cell: those that a cell spans are cells of their own in .odt.
    passo: u32,
    /// Cells like this one, side by side.
    ripetuta: u32,
    verticale: Verticale,
}

/// How a cell is merged with those above and below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verticale {
    No,
    /// It says itself how far it goes, or others go on from it.
    Inizia,
    /// It goes on from the one above.
    Continua,
    /// Another lies over it.
    Coperta,
}

impl Default for Cella {
    fn default() -> Self {
        Self {
            testo: String::new(),
            barrato: String::new(),
            larga: 1,
            alta: 1,
            passo: 1,
            ripetuta: 1,
            verticale: Verticale::No,
        }
    }
}

impl Stesura {
    fn nuova(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            documento: Documento::default(),
            aperte: Vec::new(),
            capoversi: Vec::new(),
            titolo: String::new(),
            appena_chiusa: None,
            nomi: HashMap::new(),
            conto: Conto::default(),
        }
    }

    fn finisci(mut self) -> Documento {
        // Where each sheet goes once those without a cell are gone.
        let mut pieni = 0;
        let posti: Vec<Option<usize>> = self
            .documento
            .fogli
            .iter()
            .map(|foglio| {
                let pieno = !foglio.righe.is_empty() || !foglio.barrate.is_empty();
                pieno.then(|| {
                    pieni += 1;
                    pieni - 1
                })
            })
            .collect();
        let mut resta = posti.iter().map(Option::is_some);
        self.documento
            .fogli
            .retain(|_| resta.next().unwrap_or(true));
        self.documento.blocchi.retain_mut(|blocco| match blocco {
            Blocco::Tabella(posto) => match posti.get(*posto).copied().flatten() {
                Some(nuovo) => {
                    *posto = nuovo;
                    true
                }
                None => false,
            },
            _ => true,
        });
        self.documento
    }

    /// The cell that is being read, if the reading is within one.
    fn cella(&mut self) -> Option<&mut Cella> {
        self.aperte.last_mut()?.cella.as_mut()
    }

    fn blocco(&mut self, blocco: Blocco) -> Result<(), Guasto> {
        if self.documento.blocchi.len() >= BLOCCHI {
            return Err(Eccesso::Celle.into());
        }
        self.documento.blocchi.push(blocco);
        Ok(())
    }

    /// A paragraph begins: within a cell that holds some already it is a line of its own.
    fn apre_capoverso(&mut self) {
        match self.cella() {
            Some(cella) if cella.testo.is_empty() => {}
            Some(cella) => cella.testo.push('\n'),
            None => self.capoversi.push(Capoverso::default()),
        }
    }

    fn genere(&mut self, genere: Genere) {
        if self.aperte.is_empty()
            && let Some(capoverso) = self.capoversi.last_mut()
        {
            capoverso.genere = genere;
        }
    }

    fn testo(&mut self, testo: &str, barrato: bool) {
        let (piano, tolto) = match (self.aperte.last_mut(), self.capoversi.last_mut()) {
            (Some(tabella), _) => match &mut tabella.cella {
                Some(cella) => (&mut cella.testo, &mut cella.barrato),
                None => return,
            },
            (None, Some(capoverso)) => (&mut capoverso.testo, &mut capoverso.barrato),
            (None, None) => return,
        };
        if barrato { tolto } else { piano }.push_str(testo);
    }

    fn chiude_capoverso(&mut self) -> Result<(), Guasto> {
        if !self.aperte.is_empty() {
            return Ok(());
        }
        let Some(capoverso) = self.capoversi.pop() else {
            return Ok(());
        };
        if capoverso.testo.trim().is_empty() && capoverso.barrato.trim().is_empty() {
            return Ok(());
        }
        let lettere = capoverso.testo.chars().count() + capoverso.barrato.chars().count();
        self.conto.aggiungi(0, lettere)?;
        self.appena_chiusa = None;
        if !capoverso.testo.trim().is_empty() {
            self.titolo = su_una_riga(&capoverso.testo);
        }
        self.blocco(Blocco::Capoverso(capoverso))
    }

    fn immagine(&mut self) -> Result<(), Guasto> {
        if self.aperte.is_empty() {
            self.appena_chiusa = None;
            return self.blocco(Blocco::Immagine);
        }
        Ok(())
    }

    fn apre_tabella(&mut self) -> Result<(), Guasto> {
        if self.aperte.len() >= PROFONDITA {
            return Err(Eccesso::Profondita.into());
        }
        self.aperte.push(Tabella::default());
        Ok(())
    }

    /// The sheet of the innermost table. One that follows another with nothing between, and is as
    /// wide, is the rest of it: a page or a column ended there.
    fn foglio(&mut self) -> Result<usize, Guasto> {
        if let Some(foglio) = self.aperte.last().and_then(|tabella| tabella.foglio) {
            return Ok(foglio);
        }
        let profonda = self.aperte.len() > 1;
        let seguito = self.appena_chiusa.take().filter(|_| !profonda);
        let base = self.base_del_nome();
        let Some(tabella) = self.aperte.last_mut() else {
            return Err(Guasto::Illeggibile);
        };
        if let Some((foglio, colonne, riga)) = seguito
            && colonne > 0
            && colonne == tabella.colonne
        {
            (tabella.foglio, tabella.riga) = (Some(foglio), riga);
            return Ok(foglio);
        }
        let foglio = self.documento.fogli.len();
        tabella.foglio = Some(foglio);
        // A whole paragraph of prose above a table is no title of it.
        let titolo = Some(base.clone()).filter(|base| e_titolo(base));
        let nome = self.nome_libero(base.chars().take(NOME).collect());
        self.documento.fogli.push(Foglio {
            file: self.file.clone(),
            nome: Some(nome),
            titolo,
            ..Foglio::default()
        });
        if !profonda {
            self.blocco(Blocco::Tabella(foglio))?;
        }
        Ok(foglio)
    }

    /// What names a table: the last line of the cell that it stands in, or the paragraph above it.
    fn base_del_nome(&self) -> String {
        let fuori = self.aperte.iter().rev().nth(1);
        let in_cella = fuori
            .and_then(|tabella| tabella.cella.as_ref())
            .and_then(|cella| cella.testo.trim().lines().last());
        let titolo = in_cella.filter(|riga| !riga.trim().is_empty());
        su_una_riga(titolo.unwrap_or(&self.titolo))
    }

    /// A name that no sheet has yet.
    fn nome_libero(&mut self, base: String) -> String {
        if base.is_empty() {
            return format!("Tabella {}", self.documento.fogli.len() + 1);
        }
        let volte = self.nomi.entry(base.clone()).or_default();
        *volte += 1;
        match *volte {
            1 => base,
            volte => format!("{base} ({volte})"),
        }
    }

    fn apre_riga(&mut self) -> Result<(), Guasto> {
        if self.aperte.is_empty() {
            return Ok(());
        }
        self.foglio()?;
        if let Some(tabella) = self.aperte.last_mut() {
            tabella.riga = tabella.riga.saturating_add(1);
            tabella.colonna = 0;
            (tabella.tolta, tabella.nascosta) = (false, false);
        }
        Ok(())
    }

    fn apre_cella(&mut self, cella: Cella) {
        if let Some(tabella) = self.aperte.last_mut() {
            tabella.cella = Some(cella);
        }
    }

    fn chiude_cella(&mut self) -> Result<(), Guasto> {
        let Some(tabella) = self.aperte.last_mut() else {
            return Ok(());
        };
        let Some(cella) = tabella.cella.take() else {
            return Ok(());
        };
        let lettere = cella.testo.chars().count() + cella.barrato.chars().count();
        let (riga, prima) = (tabella.riga.saturating_sub(1), tabella.colonna);
        let volte = match cella.testo.trim().is_empty() {
            true => 1,
            false => cella.ripetuta,
        };
        limiti::posto(riga, prima.saturating_add(volte - 1), lettere)?;
        let quante = volte as usize;
        self.conto
            .aggiungi(quante, lettere.saturating_mul(quante))?;
        for n in 0..volte {
            let posto = prima.saturating_add(n.saturating_mul(cella.passo));
            tabella.celle.push((posto, cella.clone()));
        }
        let passo = cella.passo.saturating_mul(cella.ripetuta);
        tabella.colonna = prima.saturating_add(passo);
        Ok(())
    }

    fn chiude_riga(&mut self) {
        let Some(tabella) = self.aperte.last_mut() else {
            return;
        };
        let celle = std::mem::take(&mut tabella.celle);
        let Some(posto) = tabella.foglio else {
            return;
        };
        let foglio = &mut self.documento.fogli[posto];
        if tabella.tolta {
            tabella.riga = tabella.riga.saturating_sub(1);
            return;
        }
        let mut riga = RigaFoglio {
            numero: tabella.riga,
            celle: Vec::new(),
        };
        for (colonna, cella) in celle {
            if !tabella.unisci(colonna, &cella, foglio) {
                continue;
            }
            let (testo, barrato) = (cella.testo.trim(), cella.barrato.trim());
            if !barrato.is_empty() {
                foglio.barra(tabella.riga, colonna, barrato);
            }
            riga.aggiungi(colonna, Contenuto::da_testo(testo));
        }
        if !riga.celle.is_empty() {
            if tabella.nascosta {
                foglio.nascosti.push(format!("riga {}", riga.numero));
            }
            foglio.righe.push(riga);
        }
    }

    fn chiude_tabella(&mut self) {
        let Some(tabella) = self.aperte.pop() else {
            return;
        };
        let Some(posto) = tabella.foglio else {
            return;
        };
        let unioni = &mut self.documento.fogli[posto].unioni;
        for unione in tabella.in_corso.into_values() {
            unioni.aggiungi(unione);
        }
        if self.aperte.is_empty() {
            self.appena_chiusa = Some((posto, tabella.colonne, tabella.riga));
        }
    }
}

fn e_titolo(capoverso: &str) -> bool {
    !capoverso.is_empty() && capoverso.chars().count() <= NOME && !capoverso.ends_with([':', ';'])
}

impl Tabella {
    /// Notes how a cell is merged; true if it is there for whoever looks.
    fn unisci(&mut self, colonna: u32, cella: &Cella, foglio: &mut Foglio) -> bool {
        if cella.verticale == Verticale::Coperta {
            return false;
        }
        if cella.verticale == Verticale::Continua
            && let Some(unione) = self.in_corso.get_mut(&colonna)
        {
            unione.righe.1 = self.riga;
            return false;
        }
        let unione = Unione {
            righe: (self.riga, self.riga.saturating_add(cella.alta - 1)),
            colonne: (colonna, colonna.saturating_add(cella.larga - 1)),
        };
        if let Some(finita) = self.in_corso.remove(&colonna) {
            foglio.unioni.aggiungi(finita);
        }
        if cella.verticale == Verticale::Inizia {
            self.in_corso.insert(colonna, unione);
        } else if foglio.unioni.quante() < limiti::UNIONI {
            foglio.unioni.aggiungi(unione);
        }
        true
    }
}
