//! The words of a page that was set, run by run: letters of one kind that stand side by side.

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::text::TextItem;

/// From the height of the tallest letters to the depth of the lowest, in ems, as in most faces.
pub(super) const SOPRA: f64 = 0.78;
pub(super) const SOTTO: f64 = 0.24;

/// A run where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tratto {
    pub testo: String,
    /// Left, top, width and height in points.
    pub riquadro: [f64; 4],
    /// The line that it stands on.
    piede: Abs,
}

/// The runs of a page, as they are drawn.
pub(super) fn tratti(pagina: &Frame) -> Vec<Tratto> {
    let mut tratti = Vec::new();
    raccogli(pagina, Point::zero(), &mut tratti);
    tratti
}

fn raccogli(frame: &Frame, origine: Point, tratti: &mut Vec<Tratto>) {
    for (punto, cosa) in frame.items() {
        let punto = origine + *punto;
        match cosa {
            FrameItem::Group(gruppo) => raccogli(&gruppo.frame, punto, tratti),
            FrameItem::Text(parole) => tratti.push(Tratto::nuovo(parole, punto)),
            _ => {}
        }
    }
}

impl Tratto {
    fn nuovo(parole: &TextItem, qui: Point) -> Self {
        let alta = parole.size * (SOPRA + SOTTO);
        let cima = qui.y - parole.size * SOPRA;
        Self {
            testo: parole.text.to_string(),
            riquadro: [qui.x, cima, parole.width(), alta].map(Abs::to_pt),
            piede: qui.y,
        }
    }
}

/// The words of runs, a new line where the height changes.
pub(super) fn in_righe(tratti: &[Tratto]) -> String {
    const STESSA_RIGA: f64 = 1.0;
    let mut testo = String::new();
    let mut ultima = None;
    for tratto in tratti {
        let salto = |ultima: Abs| (tratto.piede - ultima).to_pt().abs();
        if ultima.is_some_and(|ultima| salto(ultima) > STESSA_RIGA) {
            testo.push('\n');
        }
        testo.push_str(&tratto.testo);
        ultima = Some(tratto.piede);
    }
    testo
}
