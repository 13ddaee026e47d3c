//! The plain text of a PDF that is not ours, line by line in the order in which it is drawn.

use std::mem;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

/// Most pages that are read.
const PAGINE: usize = 2000;
/// Most letters that are taken.
const LETTERE: usize = 8 << 20;

/// The text, a page after the other; `None` for what is no PDF, or is locked by a password.
pub(crate) fn testo(byte: Vec<u8>) -> Option<String> {
    let pdf = Pdf::new(byte).ok()?;
    let cache = InterpreterCache::new();
    let mut righe = Righe::default();
    for pagina in pdf.pages().iter().take(PAGINE) {
        let (larghezza, altezza) = pagina.render_dimensions();
        let foglio = Rect::new(0.0, 0.0, larghezza.into(), altezza.into());
        let impostazioni = InterpreterSettings::default();
        let mut contesto = Context::new(Affine::IDENTITY, foglio, &cache, pdf.xref(), impostazioni);
        interpret_page(pagina, &mut contesto, &mut righe);
        righe.chiudi();
        righe.testo.push('\n');
    }
    Some(righe.testo)
}

/// What was drawn so far, and where the pen stands after the last letter.
#[derive(Default)]
struct Righe {
    testo: String,
    riga: String,
    penna: Option<(Point, f64)>,
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

    /// A letter whose foot stands here, with the size of its font and its width.
    fn lettera(&mut self, lettera: &str, piede: Point, corpo: f64, larghezza: f64) {
        if let Some((penna, _)) = self.penna.filter(|_| corpo > 0.0) {
            let (oltre, sotto) = (piede.x - penna.x, piede.y - penna.y);
            if sotto.abs() > corpo / 2.0 || oltre < -corpo {
                self.chiudi();
            } else if oltre > corpo / 6.0 && !self.riga.ends_with(' ') {
                self.riga.push(' ');
            }
        }
        self.riga.push_str(lettera);
        self.penna = Some((Point::new(piede.x + larghezza, piede.y), corpo));
    }
}

impl<'a> Device<'a> for Righe {
    fn draw_glyph(
        &mut self,
        glifo: &Glyph<'a>,
        pagina: Affine,
        posto: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        if self.testo.len() + self.riga.len() > LETTERE {
            return;
        }
        let lettera = match glifo.as_unicode() {
            Some(BfString::Char(lettera)) => lettera.to_string(),
            Some(BfString::String(lettere)) => lettere,
            None => return,
        };
        let posto = pagina * posto;
        // Outlines are drawn a thousand units to the em.
        let avanzo = match glifo {
            Glyph::Outline(glifo) => f64::from(glifo.advance_width().unwrap_or_default()),
            Glyph::Type3(_) => 0.0,
        };
        let [a, b, c, d, x, y] = posto.as_coeffs();
        let (corpo, passo) = (c.hypot(d) * 1000.0, a.hypot(b));
        self.lettera(&lettera, Point::new(x, y), corpo, avanzo * passo);
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
