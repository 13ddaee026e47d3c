//! A document on screen: its pages as drawings, each known by what it shows, and where each figure
//! stands on them.

use std::collections::BTreeMap;
use std::num::ParseIntError;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use typst::foundations::{Array, Content, Dict, Value};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Length, Point, Rect, Size, Transform};
use typst::text::TextItem;
use typst::utils::hash128;
use typst_layout::{Page, PagedDocument};
use typst_svg::SvgOptions;

use crate::charts::Zona;
use crate::insieme::{operai, svolgi};

use super::mondo::Mondo;
use super::parole::{self, SOPRA, SOTTO, Tratto};
use super::{ErroreDiComposizione, Sorgenti, componi_in, ricomponi};

/// The keys of a mark, as `templates/componenti/da-dove.typ` sets them.
const DA_DOVE: &str = "da-dove";
const LARGHE: &str = "larghe";
const MARGINE: &str = "margine";

/// A document set for the screen; its pages are drawn when they are asked for.
pub(crate) struct Anteprima {
    composto: PagedDocument,
    /// Of each page.
    impronte: Vec<Impronta>,
    /// What the parts of each chart tell of, by its id.
    zone: BTreeMap<String, Vec<Zona>>,
    /// The marks of each page, gathered when someone first asks.
    segni: OnceLock<Vec<Vec<Segno>>>,
}

/// What a page looks like: two pages that show the same have the same. Written as 32 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Impronta(u128);

/// A page before it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Foglio {
    pub impronta: Impronta,
    /// Points.
    pub larga: f64,
    /// Points.
    pub alta: f64,
}

/// Something printed, with what it says of where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Segno {
    /// As the template wrote it: `riga`, the field, the place of the row. It stays in the program.
    #[serde(skip)]
    pub cosa: Vec<String>,
    /// What stands there.
    pub testo: String,
    /// Left, top, width and height in points.
    pub riquadro: [f64; 4],
}

impl Anteprima {
    /// Sets a document, from the pages that it had before an edit if it had any.
    ///
    /// # Errors
    /// Templates that do not compile.
    pub(crate) fn nuova(
        sorgenti: &Sorgenti,
        prima: Option<&Self>,
    ) -> Result<Self, ErroreDiComposizione> {
        let mondo = Mondo::nuovo(&sorgenti.principale, sorgenti.file.clone()).in_anteprima();
        let composto = match prima {
            Some(prima) => ricomponi(&mondo, &prima.composto)?,
            None => componi_in(&mondo)?,
        };
        Ok(Self {
            impronte: svolgi(composto.pages(), operai(), Impronta::di),
            composto,
            zone: BTreeMap::new(),
            segni: OnceLock::new(),
        })
    }

    /// The same with the parts of its charts, each a mark of its own.
    pub(crate) fn con_zone(self, zone: BTreeMap<String, Vec<Zona>>) -> Self {
        Self { zone, ..self }
    }

    /// The pages in their order.
    pub(crate) fn fogli(&self) -> impl Iterator<Item = Foglio> {
        let pagine = self.composto.pages().iter().zip(&self.impronte);
        pagine.map(|(pagina, impronta)| Foglio {
            impronta: *impronta,
            larga: pagina.frame.width().to_pt(),
            alta: pagina.frame.height().to_pt(),
        })
    }

    /// The share of its pages that another setting of the document has not.
    pub(crate) fn rifatta(&self, prima: Option<&Self>) -> f64 {
        let note = prima.map_or(&[][..], |prima| &prima.impronte);
        let nuove = self.impronte.iter().filter(|una| !note.contains(una));
        nuove.count() as f64 / self.impronte.len().max(1) as f64
    }

    /// The drawing of a page; none where the document no longer has it.
    pub(crate) fn svg(&self, impronta: Impronta) -> Option<String> {
        let pagina = &self.composto.pages()[self.posto(impronta)?];
        Some(typst_svg::svg(pagina, &SvgOptions::default()))
    }

    /// The words of a page, line by line, for whoever does not see the drawing.
    pub(crate) fn testo(&self, impronta: Impronta) -> Option<String> {
        let pagina = &self.composto.pages()[self.posto(impronta)?];
        Some(parole::in_righe(&parole::tratti(&pagina.frame)))
    }

    /// The words of each page, run by run.
    pub(crate) fn tratti(&self) -> impl Iterator<Item = (Impronta, Vec<Tratto>)> {
        let pagine = self.composto.pages().iter().zip(&self.impronte);
        pagine.map(|(pagina, impronta)| (*impronta, parole::tratti(&pagina.frame)))
    }

    /// The marks of a page; none where the document no longer has it.
    pub(crate) fn segni_di(&self, impronta: Impronta) -> Option<&[Segno]> {
        let segni = self.segni().get(self.posto(impronta)?)?;
        Some(segni)
    }

    /// A mark, and those of its parts where it is a chart.
    fn con_le_parti(&self, segno: Segno) -> Vec<Segno> {
        let zone = match segno.cosa.as_slice() {
            [che, id] if che == "serie" => self.zone.get(id),
            _ => None,
        };
        let parti: Vec<Segno> = zone
            .into_iter()
            .flatten()
            .map(|zona| segno.parte(zona))
            .collect();
        std::iter::once(segno).chain(parti).collect()
    }

    /// Which page it is, from 0.
    fn posto(&self, impronta: Impronta) -> Option<usize> {
        self.impronte.iter().position(|una| *una == impronta)
    }

    /// The marks of every page.
    pub(crate) fn segni(&self) -> &[Vec<Segno>] {
        self.segni.get_or_init(|| {
            let mut cerca = Cerca::default();
            self.composto
                .pages()
                .iter()
                .map(|pagina| {
                    let segni = cerca.pagina(&pagina.frame).into_iter();
                    segni.flat_map(|segno| self.con_le_parti(segno)).collect()
                })
                .collect()
        })
    }
}

impl Segno {
    /// A part of a chart: `punto`, the id of the series, the places of its category and column.
    fn parte(&self, zona: &Zona) -> Self {
        let posto = |n: Option<usize>| n.map(|n| n.to_string()).unwrap_or_default();
        let id = self.cosa.last().cloned().unwrap_or_default();
        let [x, y, larga, alta] = self.riquadro;
        let [dx, dy, parte_larga, parte_alta] = zona.riquadro;
        Self {
            cosa: vec![
                "punto".to_owned(),
                id,
                posto(zona.categoria),
                posto(zona.colonna),
            ],
            testo: zona.testo.clone(),
            riquadro: [
                x + dx * larga,
                y + dy * alta,
                parte_larga * larga,
                parte_alta * alta,
            ],
        }
    }
}

impl Impronta {
    /// What a page shows. Marks that nobody sees are not part of it: they hold places in the whole
    /// document, which change with every page before.
    fn di(pagina: &Page) -> Self {
        let mut viste = Vec::new();
        disegnate(&pagina.frame, &mut viste);
        let misure = (pagina.frame.width(), pagina.frame.height());
        Self(hash128(&(misure, &pagina.fill, viste)))
    }
}

impl From<Impronta> for String {
    fn from(Impronta(numero): Impronta) -> Self {
        format!("{numero:032x}")
    }
}

impl TryFrom<String> for Impronta {
    type Error = ParseIntError;

    fn try_from(scritta: String) -> Result<Self, Self::Error> {
        u128::from_str_radix(&scritta, 16).map(Self)
    }
}

/// The hash of all that is drawn, with its place.
fn disegnate(frame: &Frame, viste: &mut Vec<u128>) {
    for (punto, cosa) in frame.items() {
        match cosa {
            FrameItem::Group(gruppo) => {
                viste.push(hash128(&(punto, gruppo.transform, &gruppo.clip)));
                disegnate(&gruppo.frame, viste);
            }
            FrameItem::Tag(_) | FrameItem::Link(..) => {}
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {
                viste.push(hash128(&(punto, cosa)));
            }
        }
    }
}

/// Goes through the pages in their order: what stands between a mark and its end is what it marks,
/// also where a page ends in between. One thing may stand within a row: what follows it there is the
/// row's again.
#[derive(Default)]
struct Cerca {
    uno: Option<Casella>,
    /// The cells of a row of a table, each with where it ends, from the left.
    fila: Option<Vec<(Abs, Casella)>>,
    trovati: Vec<Segno>,
}

/// What a mark says.
enum Apre {
    Uno(Casella),
    Fila(Vec<(Abs, Casella)>),
}

/// What is seen of one thing.
struct Casella {
    /// None of a cell that nothing is said of.
    cosa: Option<Vec<String>>,
    testo: String,
    /// Where the last words end.
    fine: Option<Point>,
    riquadro: Option<Rect>,
}

impl Cerca {
    fn pagina(&mut self, frame: &Frame) -> Vec<Segno> {
        self.frame(frame, Transform::identity());
        // On the next page a row stands under the head of its table, which is none of it.
        self.uno = self
            .chiudi_uno()
            .map(|casella| Casella::nuova(casella.cosa));
        self.chiudi_fila();
        std::mem::take(&mut self.trovati)
    }

    fn frame(&mut self, frame: &Frame, verso: Transform) {
        for (punto, cosa) in frame.items() {
            let qui = verso.pre_concat(Transform::translate(punto.x, punto.y));
            match cosa {
                FrameItem::Group(gruppo) => {
                    self.frame(&gruppo.frame, qui.pre_concat(gruppo.transform));
                }
                FrameItem::Tag(Tag::Start(elemento, _)) => self.segno(elemento, qui),
                FrameItem::Text(parole) => self.parole(parole, qui),
                FrameItem::Image(_, misura, _) => self.disegno(*misura, qui),
                FrameItem::Shape(forma, _) => self.forma(forma.bbox(false), qui),
                FrameItem::Tag(Tag::End(..)) | FrameItem::Link(..) => {}
            }
        }
    }

    fn segno(&mut self, elemento: &Content, qui: Transform) {
        let metadati = elemento.to_packed::<MetadataElem>();
        let Some(dizionario) = metadati.and_then(|m| dizionario(&m.value)) else {
            return;
        };
        let dentro = self.chiudi_uno().is_some();
        match Apre::da(dizionario, qui.tx) {
            Some(Apre::Uno(casella)) => self.uno = Some(casella),
            Some(Apre::Fila(celle)) => {
                self.chiudi_fila();
                self.fila = Some(celle);
            }
            None if dentro => {}
            None => self.chiudi_fila(),
        }
    }

    fn parole(&mut self, parole: &TextItem, qui: Transform) {
        let larghe = parole.width();
        let Some(casella) = self.casella(qui.tx + larghe / 2.0) else {
            return;
        };
        let alto = Point::with_y(parole.size * -SOPRA);
        let misura = Size::new(larghe, parole.size * (SOPRA + SOTTO));
        casella.parole(&parole.text, Point::new(qui.tx, qui.ty), larghe);
        casella.allarga(alto, misura, qui);
    }

    fn disegno(&mut self, misura: Size, qui: Transform) {
        if let Some(casella) = self.casella(qui.tx + misura.x / 2.0) {
            casella.allarga(Point::zero(), misura, qui);
        }
    }

    /// The bar under a figure is a part of it; what is drawn before any words is the page's.
    fn forma(&mut self, Rect { min, max }: Rect, qui: Transform) {
        let casella = self.casella(qui.tx + (min.x + max.x) / 2.0);
        if let Some(casella) = casella.filter(|casella| casella.riquadro.is_some()) {
            casella.allarga(min, Size::new(max.x - min.x, max.y - min.y), qui);
        }
    }

    /// What the mark that is open says of something whose middle stands there.
    fn casella(&mut self, mezzo: Abs) -> Option<&mut Casella> {
        if self.uno.is_some() {
            return self.uno.as_mut();
        }
        let celle = self.fila.as_mut()?;
        let cella = celle.iter_mut().find(|(fino, _)| mezzo < *fino)?;
        Some(&mut cella.1)
    }

    /// Ends the mark of one thing, and gives it back.
    fn chiudi_uno(&mut self) -> Option<Casella> {
        let casella = self.uno.take()?;
        self.trovati.extend(casella.segno());
        Some(casella)
    }

    fn chiudi_fila(&mut self) {
        let celle = self.fila.take().unwrap_or_default();
        let segni = celle.iter().filter_map(|(_, casella)| casella.segno());
        self.trovati.extend(segni);
    }
}

impl Apre {
    /// The mark that a template writes there; none of one that ends another.
    fn da(dizionario: &Dict, qui: Abs) -> Option<Self> {
        match dizionario.get(DA_DOVE).ok()? {
            Value::Array(celle) if dizionario.contains(LARGHE) => {
                let mut fino = qui - misura(dizionario.get(MARGINE).ok()?)?;
                let larghe = dizionario.get(LARGHE).ok()?.clone().cast::<Array>().ok()?;
                let celle = celle.iter().zip(larghe.iter()).map(|(cosa, larga)| {
                    fino += misura(larga)?;
                    Some((fino, Casella::nuova(parti(cosa))))
                });
                celle.collect::<Option<_>>().map(Self::Fila)
            }
            cosa => Some(Self::Uno(Casella::nuova(Some(parti(cosa)?)))),
        }
    }
}

impl Casella {
    fn nuova(cosa: Option<Vec<String>>) -> Self {
        Self {
            cosa,
            testo: String::new(),
            fine: None,
            riquadro: None,
        }
    }

    /// Words on another line, or well apart from those before, are other words.
    fn parole(&mut self, parole: &str, qui: Point, larghe: Abs) {
        const UNITE: f64 = 0.6;
        let staccate = |fine: Point| {
            let lontane = (qui.x - fine.x).to_pt().abs() > UNITE;
            lontane || (qui.y - fine.y).to_pt().abs() > UNITE
        };
        if self.fine.is_some_and(staccate) && !self.testo.ends_with(' ') {
            self.testo.push(' ');
        }
        self.testo.push_str(parole);
        self.fine = Some(qui + Point::with_x(larghe));
    }

    fn allarga(&mut self, alto: Point, misura: Size, qui: Transform) {
        let angoli = [alto, alto + misura.to_point()].map(|punto| punto.transform(qui));
        let (min, max) = (angoli[0].min(angoli[1]), angoli[0].max(angoli[1]));
        self.riquadro = Some(match self.riquadro {
            Some(altro) => Rect::new(altro.min.min(min), altro.max.max(max)),
            None => Rect::new(min, max),
        });
    }

    /// A mark around nothing that is seen is none.
    fn segno(&self) -> Option<Segno> {
        let Rect { min, max } = self.riquadro?;
        let (larga, alta) = (max.x - min.x, max.y - min.y);
        Some(Segno {
            cosa: self.cosa.clone()?,
            testo: self.testo.trim().to_owned(),
            riquadro: [min.x, min.y, larga, alta].map(Abs::to_pt),
        })
    }
}

/// What a mark of ours says; none of what is no mark of ours.
fn dizionario(valore: &Value) -> Option<&Dict> {
    match valore {
        Value::Dict(dizionario) if dizionario.contains(DA_DOVE) => Some(dizionario),
        _ => None,
    }
}

/// What something is, as the template wrote it.
fn parti(valore: &Value) -> Option<Vec<String>> {
    let parti = valore.clone().cast::<Array>().ok()?;
    let testo = |parte: Value| parte.cast::<String>().ok();
    parti.into_iter().map(testo).collect()
}

fn misura(valore: &Value) -> Option<Abs> {
    let misura = valore.clone().cast::<Length>().ok()?;
    Some(misura.abs)
}
