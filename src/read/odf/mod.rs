//! What `.ods` and `.odt` share: the styles that cells, paragraphs and runs refer to by name.

mod formati;

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::Arc;

use quick_xml::events::BytesStart;
use zip::ZipArchive;
use zip::result::ZipError;

use super::Guasto;
use super::formato::Formato;
use super::xml::{Passo, attributo, scorri, senza_a_capo};
use formati::Formati;

/// Styles that inherit from one another, at most.
const CATENA: usize = 16;

/// A style of a cell, paragraph, run or table, as far as it changes what is seen.
#[derive(Debug, Default)]
struct Stile {
    padre: Option<String>,
    /// The name that a person sees, where it is not the style's own.
    mostrato: Option<String>,
    formato: Option<String>,
    barrato: Option<bool>,
    nascosto: Option<bool>,
}

/// The styles of a document: those with a name and those that the program made up.
#[derive(Debug, Default)]
pub(super) struct Stili {
    /// By family, then by name.
    famiglie: HashMap<String, HashMap<String, Stile>>,
    formati: Formati,
    /// Family and name of the one that is being read.
    aperto: Option<(String, String)>,
    /// Formats by the cell style that shows through them.
    pronti: HashMap<String, Option<Arc<Formato>>>,
}

impl Stili {
    /// Reads `styles.xml`, which need not be there; those of `content.xml` come
    /// [step by step](Self::passo).
    pub(super) fn leggi(archivio: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Self, Guasto> {
        let mut stili = Self::default();
        match archivio.by_name("styles.xml") {
            Ok(parte) => scorri(parte, |passo| {
                stili.passo(&passo);
                Ok(())
            })?,
            Err(ZipError::FileNotFound) => {}
            Err(_) => return Err(Guasto::Illeggibile),
        }
        Ok(stili)
    }

    /// Takes note of what a step says of styles.
    pub(super) fn passo(&mut self, passo: &Passo<'_>) {
        self.formati.passo(passo);
        match passo {
            Passo::Apre("style", elemento) => self.apre(elemento),
            Passo::Apre("text-properties", elemento) => {
                let barrato = barrato(elemento);
                let nascosto = attributo(elemento, "display").map(|come| come == "none");
                if let Some(stile) = self.in_corso() {
                    stile.barrato = barrato.or(stile.barrato);
                    stile.nascosto = nascosto.or(stile.nascosto);
                }
            }
            Passo::Apre("table-properties", elemento) => {
                let nascosto = attributo(elemento, "display").map(|mostra| mostra == "false");
                if let Some(stile) = self.in_corso() {
                    stile.nascosto = nascosto.or(stile.nascosto);
                }
            }
            Passo::Chiude("style") => self.aperto = None,
            _ => {}
        }
    }

    fn apre(&mut self, elemento: &BytesStart<'_>) {
        let testo = |nome| attributo(elemento, nome);
        let Some((famiglia, nome)) = testo("family").zip(testo("name")) else {
            return;
        };
        let stile = Stile {
            padre: testo("parent-style-name"),
            mostrato: testo("display-name"),
            formato: testo("data-style-name"),
            ..Stile::default()
        };
        self.aperto = Some((famiglia.clone(), nome.clone()));
        let suoi = self.famiglie.entry(famiglia).or_default();
        suoi.insert(nome, stile);
    }

    fn in_corso(&mut self) -> Option<&mut Stile> {
        let (famiglia, nome) = self.aperto.as_ref()?;
        self.famiglie.get_mut(famiglia)?.get_mut(nome)
    }

    /// A style and those that it inherits from, the nearest first, with their names.
    fn catena<'a>(
        &'a self,
        famiglia: &str,
        nome: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Stile)> {
        let suoi = self.famiglie.get(famiglia);
        let mut prossimo = Some(nome);
        std::iter::from_fn(move || {
            let nome = prossimo.take()?;
            let stile = suoi?.get(nome)?;
            prossimo = stile.padre.as_deref();
            Some((nome, stile))
        })
        .take(CATENA)
    }

    /// Whether a style strikes its text through; none where it does not say.
    pub(super) fn barrato(&self, famiglia: &str, nome: &str) -> Option<bool> {
        self.catena(famiglia, nome).find_map(|(_, s)| s.barrato)
    }

    /// True if what has this style is not shown.
    pub(super) fn nascosto(&self, famiglia: &str, nome: &str) -> bool {
        let detto = self.catena(famiglia, nome).find_map(|(_, s)| s.nascosto);
        detto.unwrap_or(false)
    }

    /// The names, its own and inherited, by which a person knows a paragraph's style.
    pub(super) fn nomi<'a>(&'a self, famiglia: &str, nome: &'a str) -> Vec<&'a str> {
        let catena = self.catena(famiglia, nome);
        let nomi = catena.map(|(nome, stile)| stile.mostrato.as_deref().unwrap_or(nome));
        std::iter::once(nome).chain(nomi).collect()
    }

    /// The number format of a cell's style; none where it has none, or one that is not understood.
    pub(super) fn formato(&mut self, cella: &str) -> Option<Arc<Formato>> {
        if let Some(pronto) = self.pronti.get(cella) {
            return pronto.clone();
        }
        let formato = self
            .catena("table-cell", cella)
            .find_map(|(_, stile)| stile.formato.as_deref())
            .and_then(|nome| self.formati.codice(nome))
            .map(|codice| Arc::new(Formato::da_codice(&codice)));
        self.pronti.insert(cella.to_owned(), formato.clone());
        formato
    }
}

/// A line through the text, of any style, type or width but none.
fn barrato(elemento: &BytesStart<'_>) -> Option<bool> {
    let linea = ["text-line-through-style", "text-line-through-type"]
        .into_iter()
        .filter_map(|nome| attributo(elemento, nome));
    let linee: Vec<String> = linea.collect();
    (!linee.is_empty()).then(|| linee.iter().all(|linea| linea != "none"))
}

/// How letters are dressed, as far as it changes what is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Veste {
    pub(super) barrata: bool,
    pub(super) nascosta: bool,
}

/// The dresses of the paragraph and the runs that are open, each over the one before it.
#[derive(Debug, Default)]
pub(super) struct Vesti {
    base: Veste,
    aperte: Vec<Veste>,
}

impl Vesti {
    /// A paragraph or run begins.
    pub(super) fn apre(&mut self, elemento: &BytesStart<'_>, famiglia: &str, stili: &Stili) {
        let sopra = self.ultima().unwrap_or(self.base);
        let nome = attributo(elemento, "style-name");
        self.aperte.push(nome.map_or(sopra, |nome| Veste {
            barrata: stili.barrato(famiglia, &nome).unwrap_or(sopra.barrata),
            nascosta: sopra.nascosta || stili.nascosto(famiglia, &nome),
        }));
    }

    /// It ends.
    pub(super) fn chiude(&mut self) {
        self.aperte.pop();
    }

    /// That of the next letters; none outside of paragraphs.
    pub(super) fn ultima(&self) -> Option<Veste> {
        self.aperte.last().copied()
    }
}

/// The text of a cell while it is read: its paragraphs are lines, what is struck through stands
/// apart.
#[derive(Debug)]
pub(super) struct Scritta {
    testo: String,
    barrato: String,
    vesti: Vesti,
    capoversi: u32,
}

impl Scritta {
    /// An empty text, in a cell that strikes it through or not.
    pub(super) fn nuova(barrata: bool) -> Self {
        let base = Veste {
            barrata,
            nascosta: false,
        };
        Self {
            testo: String::new(),
            barrato: String::new(),
            vesti: Vesti {
                base,
                aperte: Vec::new(),
            },
            capoversi: 0,
        }
    }

    /// Takes what a step adds to the text.
    pub(super) fn passo(&mut self, passo: &Passo<'_>, stili: &Stili) {
        match passo {
            Passo::Apre("p" | "h", elemento) => {
                if self.capoversi > 0 {
                    self.testo.push('\n');
                }
                self.capoversi += 1;
                self.vesti.apre(elemento, "paragraph", stili);
            }
            Passo::Apre("span", elemento) => self.vesti.apre(elemento, "text", stili),
            Passo::Apre("s" | "tab", _) => self.scrivi(" "),
            Passo::Apre("line-break", _) => self.scrivi("\n"),
            Passo::Testo(testo) => self.scrivi(&senza_a_capo(testo)),
            Passo::Chiude("p" | "h" | "span") => self.vesti.chiude(),
            _ => {}
        }
    }

    fn scrivi(&mut self, testo: &str) {
        match self.vesti.ultima() {
            Some(veste) if veste.nascosta => {}
            Some(veste) if veste.barrata => self.barrato.push_str(testo),
            Some(_) => self.testo.push_str(testo),
            None => {}
        }
    }

    /// What is left to read.
    pub(super) fn testo(&self) -> &str {
        self.testo.trim()
    }

    /// What is struck through.
    pub(super) fn barrato(&self) -> &str {
        self.barrato.trim()
    }

    /// True if nothing is left to read because all of it is struck through.
    pub(super) fn barrata_del_tutto(&self) -> bool {
        self.testo().is_empty() && (self.vesti.base.barrata || !self.barrato().is_empty())
    }
}
