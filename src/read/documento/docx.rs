//! `.docx`, step by step.

use std::collections::HashMap;
use std::io::Cursor;

use quick_xml::events::BytesStart;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Cella, Genere, Stesura, Verticale};
use crate::read::Guasto;
use crate::read::xml::{Passo, attributo, scorri, senza_a_capo};

/// Styles that inherit from one another, at most.
const CATENA: usize = 16;

/// Reads the document with its styles.
pub(super) fn leggi(
    archivio: &mut ZipArchive<Cursor<&[u8]>>,
    stesura: &mut Stesura,
) -> Result<(), Guasto> {
    let stili = Stili::leggi(archivio)?;
    let mut corpo = Corpo {
        stili: &stili,
        stesura,
        salta: 0,
        capoverso: Vec::new(),
        tratto: None,
        lettere: false,
    };
    let parte = archivio
        .by_name("word/document.xml")
        .map_err(|_| Guasto::Illeggibile)?;
    scorri(parte, |passo| corpo.passo(&passo))
}

/// A style, as far as it changes what is read.
#[derive(Debug, Default)]
struct Stile {
    nome: String,
    padre: Option<String>,
    /// Level of a heading, from 0.
    livello: Option<u8>,
    elenco: Option<bool>,
    barrato: Option<bool>,
    nascosto: Option<bool>,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
struct Stili(HashMap<String, Stile>);

impl Stili {
    fn leggi(archivio: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Self, Guasto> {
        let mut stili = Self::default();
        let mut aperto: Option<(String, Stile)> = None;
        let parte = match archivio.by_name("word/styles.xml") {
            Ok(parte) => parte,
            Err(ZipError::FileNotFound) => return Ok(stili),
            Err(_) => return Err(Guasto::Illeggibile),
        };
        scorri(parte, |passo| {
            match passo {
                Passo::Apre("style", elemento) => {
                    aperto = attributo(elemento, "styleId").map(|id| (id, Stile::default()));
                }
                Passo::Apre(nome, elemento) => {
                    if let Some((_, stile)) = &mut aperto {
                        stile.dice(nome, elemento);
                    }
                }
                Passo::Chiude("style") => stili.0.extend(aperto.take()),
                _ => {}
            }
            Ok(())
        })?;
        Ok(stili)
    }

    /// What a style, or the nearest that it inherits from, says.
    fn detto<T>(&self, id: &str, che: impl Fn(&Stile) -> Option<T>) -> Option<T> {
        let mut prossimo = Some(id);
        for _ in 0..CATENA {
            let stile = self.0.get(prossimo?)?;
            if let Some(detto) = che(stile) {
                return Some(detto);
            }
            prossimo = stile.padre.as_deref();
        }
        None
    }

    /// What a paragraph of a style is.
    fn genere(&self, id: &str) -> Genere {
        let per_nome = self.detto(id, |stile| genere_per_nome(&stile.nome));
        let livello = self.detto(id, |stile| stile.livello);
        match (per_nome, livello) {
            (Some(genere), _) => genere,
            (None, Some(livello)) if livello < 9 => Genere::Intestazione(livello + 1),
            _ if self.detto(id, |stile| stile.elenco) == Some(true) => Genere::Voce(0),
            _ => Genere::Testo,
        }
    }
}

/// What the name of a built-in style says; Word keeps them in English.
fn genere_per_nome(nome: &str) -> Option<Genere> {
    let nome = nome.to_lowercase();
    if let Some(livello) = nome.strip_prefix("heading ") {
        return livello.parse().ok().map(Genere::Intestazione);
    }
    match nome.as_str() {
        "title" => Some(Genere::Titolo),
        "caption" => Some(Genere::Didascalia),
        _ if nome.starts_with("list bullet") || nome.starts_with("list number") => {
            let livello = nome.chars().last().and_then(|c| c.to_digit(10));
            let livello = livello.and_then(|n| u8::try_from(n).ok()).unwrap_or(1);
            Some(Genere::Voce(livello.saturating_sub(1)))
        }
        _ => None,
    }
}

impl Stile {
    fn dice(&mut self, nome: &str, elemento: &BytesStart<'_>) {
        let valore = || attributo(elemento, "val");
        match nome {
            "name" => self.nome = valore().unwrap_or_default(),
            "basedOn" => self.padre = valore(),
            "outlineLvl" => self.livello = valore().and_then(|n| n.parse().ok()),
            "numId" => self.elenco = Some(valore().is_some_and(|id| id != "0")),
            "strike" | "dstrike" => self.barrato = Some(acceso(elemento)),
            "vanish" => self.nascosto = Some(acceso(elemento)),
            _ => {}
        }
    }
}

/// A switch is on unless it says that it is off.
fn acceso(elemento: &BytesStart<'_>) -> bool {
    attributo(elemento, "val")
        .is_none_or(|valore| !matches!(valore.as_str(), "0" | "false" | "off" | "none"))
}

/// Where the reading of the body is.
struct Corpo<'a> {
    stili: &'a Stili,
    stesura: &'a mut Stesura,
    /// How deep in elements that are not of the document as it reads.
    salta: usize,
    /// The styles of the paragraphs that are open.
    capoverso: Vec<String>,
    tratto: Option<Tratto>,
    /// Within letters: what stands elsewhere only lays out the file.
    lettere: bool,
}

/// A run of letters of one look, as far as the look changes what is read.
#[derive(Default)]
struct Tratto {
    stile: Option<String>,
    barrato: Option<bool>,
    nascosto: Option<bool>,
}

/// Elements that are not in the document as it reads: what was deleted or moved away, how things
/// looked before a change, the second form of what is there twice, codes of fields.
fn estraneo(nome: &str) -> bool {
    nome.ends_with("Change")
        || matches!(
            nome,
            "moveFrom" | "delText" | "delInstrText" | "instrText" | "Fallback" | "tabs"
        )
}

impl Corpo<'_> {
    fn passo(&mut self, passo: &Passo<'_>) -> Result<(), Guasto> {
        match passo {
            Passo::Apre(nome, _) if self.salta > 0 || estraneo(nome) => self.salta += 1,
            Passo::Chiude(_) if self.salta > 0 => self.salta -= 1,
            _ if self.salta > 0 => {}
            Passo::Apre(nome, elemento) => self.apre(nome, elemento)?,
            Passo::Testo(testo) if self.lettere => self.testo(&senza_a_capo(testo)),
            Passo::Testo(_) => {}
            Passo::Chiude(nome) => self.chiude(nome)?,
        }
        Ok(())
    }

    fn apre(&mut self, nome: &str, elemento: &BytesStart<'_>) -> Result<(), Guasto> {
        match nome {
            "tbl" => self.stesura.apre_tabella()?,
            "tr" => self.stesura.apre_riga()?,
            "tc" => self.stesura.apre_cella(Cella::default()),
            "p" => {
                self.capoverso.push(String::new());
                self.stesura.apre_capoverso();
            }
            "r" => self.tratto = Some(Tratto::default()),
            "t" => self.lettere = true,
            "tab" | "ptab" => self.testo(" "),
            "cr" => self.testo("\n"),
            "br" => {
                let di_riga = attributo(elemento, "type").is_none_or(|t| t == "textWrapping");
                self.testo(if di_riga { "\n" } else { " " });
            }
            "noBreakHyphen" => self.testo("-"),
            "sym" => {
                let lettera = attributo(elemento, "char")
                    .and_then(|codice| u32::from_str_radix(&codice, 16).ok())
                    .and_then(char::from_u32);
                self.testo(&lettera.map(String::from).unwrap_or_default());
            }
            "drawing" | "pict" => self.stesura.immagine()?,
            _ if self.tratto.is_some() => self.nel_tratto(nome, elemento),
            _ => self.nella_struttura(nome, elemento),
        }
        Ok(())
    }

    fn nel_tratto(&mut self, nome: &str, elemento: &BytesStart<'_>) {
        let Some(tratto) = &mut self.tratto else {
            return;
        };
        match nome {
            "rStyle" => tratto.stile = attributo(elemento, "val"),
            "strike" | "dstrike" => {
                tratto.barrato = Some(acceso(elemento) || tratto.barrato == Some(true));
            }
            "vanish" => tratto.nascosto = Some(acceso(elemento)),
            _ => {}
        }
    }

    /// What paragraphs, rows and cells say of themselves.
    fn nella_struttura(&mut self, nome: &str, elemento: &BytesStart<'_>) {
        let valore = attributo(elemento, "val");
        match nome {
            "pStyle" => self.stile(valore.unwrap_or_default()),
            "outlineLvl" => {
                if let Some(livello) = valore.and_then(|n| n.parse::<u8>().ok())
                    && livello < 9
                {
                    self.stesura.genere(Genere::Intestazione(livello + 1));
                }
            }
            "ilvl" => {
                let livello = valore.and_then(|n| n.parse().ok()).unwrap_or(0);
                self.in_elenco(livello);
            }
            "numId" if valore.as_deref() == Some("0") => self.stesura.genere(Genere::Testo),
            _ => self.nella_tabella(nome, elemento, valore),
        }
    }

    /// An item, unless the paragraph is a numbered heading.
    fn in_elenco(&mut self, livello: u8) {
        let stile = self
            .capoverso
            .last()
            .map(String::as_str)
            .unwrap_or_default();
        if !matches!(self.stili.genere(stile), Genere::Intestazione(_)) {
            self.stesura.genere(Genere::Voce(livello));
        }
    }

    fn stile(&mut self, id: String) {
        self.stesura.genere(self.stili.genere(&id));
        if let Some(ultimo) = self.capoverso.last_mut() {
            *ultimo = id;
        }
    }

    fn nella_tabella(&mut self, nome: &str, elemento: &BytesStart<'_>, valore: Option<String>) {
        let numero = || valore.as_deref().and_then(|n| n.parse::<u32>().ok());
        let Some(tabella) = self.stesura.aperte.last_mut() else {
            return;
        };
        match (nome, &mut tabella.cella) {
            ("gridCol", None) => tabella.colonne = tabella.colonne.saturating_add(1),
            ("gridBefore", None) => {
                tabella.colonna = tabella.colonna.saturating_add(numero().unwrap_or(0));
            }
            ("hidden", None) => tabella.nascosta = acceso(elemento),
            // The row was taken out.
            ("del", None) => tabella.tolta = true,
            ("gridSpan", Some(cella)) => {
                cella.larga = numero().unwrap_or(1).max(1);
                cella.passo = cella.larga;
            }
            ("vMerge", Some(cella)) => {
                cella.verticale = match valore.as_deref() {
                    Some("restart") => Verticale::Inizia,
                    _ => Verticale::Continua,
                };
            }
            ("hMerge", Some(cella)) if valore.as_deref() != Some("restart") => {
                cella.verticale = Verticale::Coperta;
            }
            _ => {}
        }
    }

    /// Adds letters as the run, its style and the paragraph's dress them.
    fn testo(&mut self, testo: &str) {
        let capoverso = self.capoverso.last().map(String::as_str);
        let tratto = self.tratto.as_ref();
        let stili = || {
            tratto
                .and_then(|t| t.stile.as_deref())
                .into_iter()
                .chain(capoverso)
        };
        let detto = |che: fn(&Stile) -> Option<bool>| {
            stili().find_map(|stile| self.stili.detto(stile, che))
        };
        let nascosto = tratto
            .and_then(|t| t.nascosto)
            .or_else(|| detto(|s| s.nascosto));
        let barrato = tratto
            .and_then(|t| t.barrato)
            .or_else(|| detto(|s| s.barrato));
        if nascosto != Some(true) {
            self.stesura.testo(testo, barrato == Some(true));
        }
    }

    fn chiude(&mut self, nome: &str) -> Result<(), Guasto> {
        match nome {
            "p" => {
                self.capoverso.pop();
                self.stesura.chiude_capoverso()?;
            }
            "r" => self.tratto = None,
            "t" => self.lettere = false,
            "tc" => self.stesura.chiude_cella()?,
            "tr" => self.stesura.chiude_riga(),
            "tbl" => self.stesura.chiude_tabella(),
            _ => {}
        }
        Ok(())
    }
}
