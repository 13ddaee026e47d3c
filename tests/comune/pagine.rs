//! The pages of a PDF as an eye finds them: pieces of text with their place and size.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object};
use std::collections::BTreeMap;

/// Points of an A4 page that stands.
pub const ALTA: f64 = 841.89;
/// What header and footer take of a page that stands, in points.
const TESTA: f64 = 70.0;
const PIEDE: f64 = 60.0;

/// A piece of text, as the page sets it down at once.
#[derive(Debug, Clone)]
pub struct Tratto {
    pub testo: String,
    /// Points from the left and from the top of the page, and of its letters.
    pub x: f64,
    pub y: f64,
    pub corpo: f64,
}

impl Tratto {
    /// How far right it goes at least: no letter of a word is narrower.
    pub fn stretto(&self) -> f64 {
        self.x + self.testo.trim_end().chars().count() as f64 * self.corpo * 0.36
    }
}

/// A page, its pieces in the order in which they are written.
#[derive(Debug, Default)]
pub struct Pagina {
    pub alta: f64,
    pub larga: f64,
    pub tratti: Vec<Tratto>,
}

/// A line: pieces at one height, from left to right.
#[derive(Debug, Clone)]
pub struct Linea {
    pub testo: String,
    pub x: f64,
    pub y: f64,
    pub corpo: f64,
}

/// Scale and shift of what is drawn: pages are never turned or slanted.
#[derive(Clone, Copy)]
struct Matrice([f64; 6]);

impl Matrice {
    const UNITA: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// What is drawn under `dentro` and stands in this one.
    fn con(self, dentro: Self) -> Self {
        let (a, b) = (dentro.0, self.0);
        Self([
            a[0] * b[0] + a[1] * b[2],
            a[0] * b[1] + a[1] * b[3],
            a[2] * b[0] + a[3] * b[2],
            a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4],
            a[4] * b[1] + a[5] * b[3] + b[5],
        ])
    }
}

/// The pages of a document. A space that does not break is a space here.
pub fn pagine(pdf: &Document) -> Vec<Pagina> {
    let pagine = pdf.get_pages().into_values();
    pagine
        .map(|id| {
            let risorse = pdf.get_page_fonts(id).expect("fonts");
            let dati = pdf.get_page_content(id);
            let misura = pdf.get_dictionary(id).expect("a page");
            let [larga, alta] = misure(pdf, misura);
            let mut pagina = Pagina {
                alta,
                larga,
                tratti: Vec::new(),
            };
            pagina.leggi(pdf, &risorse, &dati);
            pagina
        })
        .collect()
}

fn misure(pdf: &Document, pagina: &Dictionary) -> [f64; 2] {
    let riquadro = pagina.get(b"MediaBox").expect("a size");
    let (_, riquadro) = pdf.dereference(riquadro).expect("a size");
    let lati = riquadro.as_array().expect("four numbers");
    [2, 3].map(|lato| numero(&lati[lato]))
}

fn numero(oggetto: &Object) -> f64 {
    f64::from(oggetto.as_float().expect("a number"))
}

fn matrice(operandi: &[Object]) -> Matrice {
    let numeri: Vec<f64> = operandi.iter().map(numero).collect();
    Matrice(numeri.try_into().expect("six numbers"))
}

impl Pagina {
    fn leggi(&mut self, pdf: &Document, font: &BTreeMap<Vec<u8>, &Dictionary>, dati: &[u8]) {
        let contenuto = Content::decode(dati).expect("operators");
        let scritture: BTreeMap<&[u8], Encoding<'_>> = font
            .iter()
            .filter_map(|(nome, font)| Some((nome.as_slice(), font.get_font_encoding(pdf).ok()?)))
            .collect();
        let (mut qui, mut salvate) = (Matrice::UNITA, Vec::new());
        let (mut testo, mut scrittura, mut corpo) = (Matrice::UNITA, None, 0.0);
        for operazione in contenuto.operations {
            let operandi = &operazione.operands;
            match operazione.operator.as_str() {
                "q" => salvate.push(qui),
                "Q" => qui = salvate.pop().unwrap_or(Matrice::UNITA),
                "cm" => qui = qui.con(matrice(operandi)),
                "BT" => testo = Matrice::UNITA,
                "Tm" => testo = matrice(operandi),
                "Tf" => {
                    let nome = operandi[0].as_name().expect("a font");
                    scrittura = scritture.get(nome);
                    corpo = numero(&operandi[1]);
                }
                "TJ" | "Tj" => {
                    let posto = qui.con(testo).0;
                    let detto = scrittura
                        .map(|s| detto(s, &operandi[0]))
                        .unwrap_or_default();
                    self.tratti.push(Tratto {
                        testo: detto,
                        x: posto[4],
                        y: self.alta - posto[5],
                        corpo: corpo * posto[0].abs(),
                    });
                }
                _ => {}
            }
        }
    }

    /// True if what stands there belongs to header or footer.
    fn in_cornice(&self, y: f64) -> bool {
        y < TESTA || y > self.alta - PIEDE
    }

    /// What is written between header and footer, in order.
    pub fn scritto(&self) -> Vec<&Tratto> {
        let tratti = self.tratti.iter();
        tratti.filter(|t| !self.in_cornice(t.y)).collect()
    }

    /// The lines between header and footer. Two columns at one height are two lines.
    pub fn linee(&self) -> Vec<Linea> {
        let mut linee: Vec<(Linea, f64)> = Vec::new();
        for tratto in self.scritto() {
            // Letters are about half as wide as they are tall.
            let larga = tratto.testo.chars().count() as f64 * tratto.corpo * 0.5;
            match linee.last_mut() {
                Some((linea, fine))
                    if (linea.y - tratto.y).abs() < 1.0
                        && tratto.x - *fine < tratto.corpo * 2.0 =>
                {
                    linea.testo.push_str(&tratto.testo);
                    *fine = tratto.x + larga;
                }
                _ => linee.push((
                    Linea {
                        testo: tratto.testo.clone(),
                        x: tratto.x,
                        y: tratto.y,
                        corpo: tratto.corpo,
                    },
                    tratto.x + larga,
                )),
            }
        }
        linee.into_iter().map(|(linea, _)| linea).collect()
    }

    /// Two texts of one line, the first of which runs into the second.
    pub fn sovrapposti(&self) -> Option<(&str, &str)> {
        // Of a few letters one cannot tell how wide they are.
        let parole = self
            .tratti
            .iter()
            .filter(|t| t.testo.trim().chars().count() > 8);
        for prima in parole {
            let dopo = self.tratti.iter().find(|dopo| {
                let su_una_riga = (prima.y - dopo.y).abs() < 0.5 && dopo.x > prima.x + 1.0;
                su_una_riga && !dopo.testo.trim().is_empty() && prima.stretto() > dopo.x + 1.0
            });
            if let Some(dopo) = dopo {
                return Some((&prima.testo, &dopo.testo));
            }
        }
        None
    }

    /// The share of the page, between its margins, down to its last line.
    pub fn piena(&self) -> f64 {
        let ultima = self.scritto().iter().map(|t| t.y).fold(TESTA, f64::max);
        (ultima - TESTA) / (self.alta - TESTA - PIEDE)
    }
}

fn detto(scrittura: &Encoding<'_>, operando: &Object) -> String {
    let pezzi = match operando {
        Object::Array(pezzi) => pezzi.iter().collect(),
        altro => vec![altro],
    };
    pezzi
        .into_iter()
        .filter_map(|pezzo| pezzo.as_str().ok())
        .map(|byte| Document::decode_text(scrittura, byte).expect("letters"))
        .collect::<String>()
        .replace('\u{a0}', " ")
}
