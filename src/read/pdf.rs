//! A PDF as it was printed: its words with their places, its plain text, its pages as drawings.

use std::mem;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro_svg::{RenderCache, SvgRenderSettings};
use kurbo::{Affine, BezPath, Point, Rect};
use serde::{Deserialize, Serialize};

/// Most pages that are read.
const PAGINE: usize = 2000;
/// Most letters that are taken.
const LETTERE: usize = 8 << 20;
/// Outlines are drawn a thousand units to the em.
const UNITA: f64 = 1000.0;

/// The text, a page after the other.
pub(crate) fn testo(pdf: Pdf) -> String {
    let stampato = Stampato(pdf);
    let mut righe = Righe::default();
    for n in 0..stampato.pagine() {
        stampato.leggi(n, |lettera| righe.lettera(&lettera));
        righe.chiudi();
        righe.testo.push('\n');
    }
    righe.testo
}

/// A PDF that is open.
pub(crate) struct Stampato(Pdf);

/// A page with its words, in the order in which they are drawn. Lengths are in points, from the
/// top left corner.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Foglio {
    pub larga: f64,
    pub alta: f64,
    pub parole: Vec<Parola>,
}

/// A word where it stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parola {
    pub testo: String,
    #[serde(with = "riquadro")]
    pub riquadro: Rect,
}

/// A box as left, top, right and bottom.
mod riquadro {
    use kurbo::Rect;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(qui: &Rect, in_: S) -> Result<S::Ok, S::Error> {
        [qui.x0, qui.y0, qui.x1, qui.y1].serialize(in_)
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(da: D) -> Result<Rect, D::Error> {
        let [x0, y0, x1, y1] = Deserialize::deserialize(da)?;
        Ok(Rect { x0, y0, x1, y1 })
    }
}

impl Stampato {
    /// Opens the bytes of a PDF; none for what is no PDF, or is locked by a password.
    pub(crate) fn apri(byte: Vec<u8>) -> Option<Self> {
        Pdf::new(byte).ok().map(Self)
    }

    /// How many pages are read.
    pub(crate) fn pagine(&self) -> usize {
        self.0.pages().len().min(PAGINE)
    }

    /// The pages with what is written on them; not what stands in the margins of every page.
    pub(crate) fn fogli(&self) -> Vec<Foglio> {
        let mut lettere = 0;
        let fogli = (0..self.pagine()).map(|n| {
            let mut parole = Parole::default();
            self.leggi(n, |lettera| {
                lettere += 1;
                if !lettera.di_margine && lettere <= LETTERE {
                    parole.lettera(&lettera);
                }
            });
            parole.chiudi();
            let (larga, alta) = self.misure(n);
            Foglio {
                larga,
                alta,
                parole: parole.scritte,
            }
        });
        fogli.collect()
    }

    /// The drawing of a page, from 0.
    pub(crate) fn svg(&self, n: usize) -> Option<String> {
        let pagina = self.0.pages().get(n).filter(|_| n < self.pagine())?;
        let come = InterpreterSettings::default();
        let sfondo = SvgRenderSettings { bg_color: [255; 4] };
        Some(hayro_svg::convert(
            pagina,
            &RenderCache::new(),
            &come,
            &sfondo,
        ))
    }

    /// Width and height of a page in points.
    fn misure(&self, n: usize) -> (f64, f64) {
        let pagina = self.0.pages().get(n);
        let (larga, alta) = pagina.map_or((0.0, 0.0), |pagina| pagina.render_dimensions());
        (larga.into(), alta.into())
    }

    /// Every letter of a page, as it is drawn.
    fn leggi(&self, n: usize, per_ognuna: impl FnMut(Lettera)) {
        let Some(pagina) = self.0.pages().get(n) else {
            return;
        };
        let (larga, alta) = self.misure(n);
        let cache = InterpreterCache::new();
        let mut contesto = Context::new(
            pagina.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, larga, alta),
            &cache,
            self.0.xref(),
            InterpreterSettings::default(),
        );
        let mut lettore = Lettore {
            per_ognuna,
            aperti: Vec::new(),
        };
        interpret_page(pagina, &mut contesto, &mut lettore);
    }
}

/// A letter where it is drawn.
struct Lettera {
    testo: String,
    /// Its foot.
    piede: Point,
    /// Size of its font.
    corpo: f64,
    larghezza: f64,
    riquadro: Rect,
    /// True for what stands in the margins of every page: running titles, page numbers.
    di_margine: bool,
}

impl Lettera {
    /// Where this letter stands after another that ended at `penna`.
    fn dopo(&self, penna: Point) -> Stacco {
        let (oltre, sotto) = (self.piede.x - penna.x, self.piede.y - penna.y);
        if sotto.abs() > self.corpo / 2.0 || oltre < -self.corpo {
            Stacco::Riga
        } else if oltre > self.corpo / 6.0 {
            Stacco::Parola
        } else {
            Stacco::Nessuno
        }
    }

    fn fine(&self) -> Point {
        Point::new(self.piede.x + self.larghezza, self.piede.y)
    }
}

/// What parts a letter from the one before.
#[derive(PartialEq, Eq)]
enum Stacco {
    Nessuno,
    Parola,
    Riga,
}

/// Lines gathered as they stand, and where the pen is after the last letter.
#[derive(Default)]
struct Righe {
    testo: String,
    riga: String,
    penna: Option<Point>,
}

impl Righe {
    fn chiudi(&mut self) {
        let riga = mem::take(&mut self.riga);
        if !riga.trim().is_empty() {
            self.testo.push_str(riga.trim());
            self.testo.push('\n');
        }
        self.penna = None;
    }

    fn lettera(&mut self, lettera: &Lettera) {
        if self.testo.len() + self.riga.len() > LETTERE {
            return;
        }
        if let Some(penna) = self.penna.filter(|_| lettera.corpo > 0.0) {
            match lettera.dopo(penna) {
                Stacco::Riga => self.chiudi(),
                Stacco::Parola if !self.riga.ends_with(' ') => self.riga.push(' '),
                Stacco::Parola | Stacco::Nessuno => {}
            }
        }
        self.riga.push_str(&lettera.testo);
        self.penna = Some(lettera.fine());
    }
}

/// Words gathered as they stand.
#[derive(Default)]
struct Parole {
    scritte: Vec<Parola>,
    aperta: Parola,
    penna: Option<Point>,
}

impl Parole {
    fn chiudi(&mut self) {
        let parola = mem::take(&mut self.aperta);
        if !parola.testo.is_empty() {
            self.scritte.push(parola);
        }
    }

    fn lettera(&mut self, lettera: &Lettera) {
        let staccata = |penna| lettera.dopo(penna) != Stacco::Nessuno;
        if self.penna.is_some_and(staccata) || lettera.testo.trim().is_empty() {
            self.chiudi();
        }
        self.penna = Some(lettera.fine());
        if lettera.testo.trim().is_empty() {
            return;
        }
        self.aperta.riquadro = match self.aperta.testo.is_empty() {
            true => lettera.riquadro,
            false => self.aperta.riquadro.union(lettera.riquadro),
        };
        self.aperta.testo.push_str(lettera.testo.trim());
    }
}

/// Takes the letters out of what is drawn.
struct Lettore<F> {
    per_ognuna: F,
    /// Of each part that is open, whether it is an artifact: something that is not of the text.
    aperti: Vec<bool>,
}

impl<'a, F: FnMut(Lettera)> Device<'a> for Lettore<F> {
    fn draw_glyph(
        &mut self,
        glifo: &Glyph<'a>,
        pagina: Affine,
        posto: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        // From the height of the tallest letters to the depth of the lowest, as in most faces.
        const SOPRA: f64 = 0.78 * UNITA;
        const SOTTO: f64 = 0.24 * UNITA;
        let testo = match glifo.as_unicode() {
            Some(BfString::Char(lettera)) => lettera.to_string(),
            Some(BfString::String(lettere)) => lettere,
            None => return,
        };
        let posto = pagina * posto;
        let avanzo = match glifo {
            Glyph::Outline(glifo) => f64::from(glifo.advance_width().unwrap_or_default()),
            Glyph::Type3(_) => 0.0,
        };
        let [a, b, c, d, x, y] = posto.as_coeffs();
        (self.per_ognuna)(Lettera {
            testo,
            piede: Point::new(x, y),
            corpo: c.hypot(d) * UNITA,
            larghezza: avanzo * a.hypot(b),
            riquadro: posto.transform_rect_bbox(Rect::new(0.0, -SOTTO, avanzo, SOPRA)),
            di_margine: self.aperti.contains(&true),
        });
    }

    fn begin_marked_content(&mut self, nome: &[u8], _: Option<i32>) {
        self.aperti.push(nome == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.aperti.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
