//! Charts: a [`Serie`] → SVG, the sentence that says what it shows, and the table behind it.
//!
//! - `data` checks the series once; `figures` and `period` say how its figures print and whether it
//!   runs over time;
//! - one file a family lays out shapes on a `canvas` in points at the printed width: `bars`,
//!   `grouped`, `horizontal`, `lines`, `combined`, `ring`;
//! - they share `axis`, `categories`, `plot`, `legend`, `strokes`, the collision solver `labels`,
//!   and the design tokens in `palette`;
//! - `svg` writes the canvas through plotters, `grid` cuts the gridlines around text; `alt` and
//!   `table` put it into words.
//!
//! Pure: no disk, no environment; the same series gives the same bytes. The caption is set by the
//! document.

mod alt;
mod axis;
mod bars;
mod canvas;
mod categories;
mod combined;
mod data;
mod error;
mod figures;
mod fonts;
mod geometry;
mod grid;
mod grouped;
mod horizontal;
mod labels;
mod legend;
mod lines;
mod palette;
mod period;
mod plot;
mod ring;
#[cfg(test)]
mod samples;
mod strokes;
mod svg;
mod table;
mod words;

pub use data::most_categories;
pub use error::ErroreGrafico;
pub(crate) use fonts::width as larghezza;

use crate::model::{Serie, TipoGrafico};
use crate::tempi::conti::{self, Lavoro};
use canvas::Canvas;
use data::Data;

/// A chart ready for the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grafico {
    /// The series' own id.
    pub id: String,
    /// An SVG with transparent ground; text is text, in Titillium Web.
    pub svg: String,
    /// One or two Italian sentences with the message of the chart, for who cannot see it.
    pub alt: String,
    /// The figures, printed in Italian: a header row, then a row per category.
    pub tabella: Vec<Vec<String>>,
    /// Drawn for the whole text column (170 mm); else for half of it (82 mm).
    pub larga: bool,
}

/// Draws the series.
///
/// # Errors
/// Where the data cannot make a chart of that kind: see [`ErroreGrafico`].
pub fn disegna(serie: &Serie) -> Result<Grafico, ErroreGrafico> {
    conti::segna(Lavoro::GraficoDisegnato, &serie.id);
    let data = Data::new(serie)?;
    let canvas = draw(&data);
    Ok(Grafico {
        id: serie.id.clone(),
        svg: svg::write(&canvas)?,
        alt: alt::describe(&data),
        tabella: table::rows(&data),
        larga: canvas.width > plot::NARROW,
    })
}

fn draw(data: &Data) -> Canvas {
    match data.kind {
        TipoGrafico::BarreImpilate => bars::draw(data),
        TipoGrafico::Ciambella => ring::draw(data),
        TipoGrafico::BarreOrizzontali => horizontal::draw(data),
        TipoGrafico::Linee => lines::draw(data),
        TipoGrafico::BarreAffiancate => grouped::draw(data),
        TipoGrafico::ScambiESaldo => combined::trade(data),
        TipoGrafico::BarreELinea => combined::level_and_change(data),
    }
}

#[cfg(test)]
mod tests {
    use super::canvas::{Shape, Text};
    use super::geometry::Area;
    use super::samples::{hostile, reference, serie};
    use super::*;

    fn texts(canvas: &Canvas) -> Vec<&Text> {
        canvas
            .shapes
            .iter()
            .filter_map(|s| {
                if let Shape::Text(t) = s {
                    Some(t)
                } else {
                    None
                }
            })
            .collect()
    }

    /// Well formed as far as our writer goes: every tag closed in order, no stray `<` or `&`, no
    /// control characters.
    fn assert_xml(svg: &str) {
        assert!(!svg.chars().any(|c| c.is_control() && c != '\n'));
        let mut open = Vec::new();
        for piece in svg.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').expect("a tag that ends");
            let name = tag
                .trim_start_matches('/')
                .split(' ')
                .next()
                .unwrap_or_default();
            match (tag.starts_with('/'), tag.ends_with('/')) {
                (true, _) => assert_eq!(open.pop(), Some(name)),
                (false, false) => open.push(name),
                (false, true) => {}
            }
            let entities = ["lt;", "gt;", "amp;", "quot;", "apos;"];
            let escaped = |part: &str| {
                part.split('&')
                    .skip(1)
                    .all(|p| entities.iter().any(|e| p.starts_with(e)))
            };
            assert!(escaped(text) && escaped(tag), "{piece}");
        }
        assert!(open.is_empty() && svg.starts_with("<svg "));
    }

    #[test]
    fn every_kind_draws_valid_xml_and_the_same_bytes_again() {
        for serie in reference() {
            let grafico = disegna(&serie).expect("a chart");
            assert_xml(&grafico.svg);
            assert_eq!(grafico, disegna(&serie).expect("the same chart"));
            assert_eq!(grafico.tabella.len(), serie.categorie.len() + 1);
        }
    }

    #[test]
    fn no_text_overlaps_another_or_leaves_the_sheet() {
        for serie in reference() {
            let canvas = draw(&Data::new(&serie).expect("data"));
            let (texts, sheet) = (texts(&canvas), canvas.area());
            let sheet = Area {
                left: -1.0,
                top: -1.0,
                right: sheet.right + 1.0,
                bottom: sheet.bottom + 1.0,
            };
            for (i, a) in texts.iter().enumerate() {
                assert!(sheet.contains(&a.area()), "{}: {a:?}", serie.id);
                for b in &texts[..i] {
                    assert!(
                        !tight(a).overlaps(&tight(b)),
                        "{}: «{}» «{}»",
                        serie.id,
                        a.text,
                        b.text
                    );
                }
            }
        }
    }

    /// Letters without the air around them: lines of one label may stand close.
    fn tight(text: &Text) -> Area {
        let area = text.area();
        Area {
            top: area.top + 0.5,
            bottom: area.bottom - 0.5,
            ..area
        }
    }

    #[test]
    fn hostile_series_are_drawn_or_refused_but_never_panic() {
        for serie in hostile() {
            match disegna(&serie) {
                Ok(grafico) => assert_xml(&grafico.svg),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn markup_in_names_is_escaped() {
        let names = ["<script>&\"'", "b"];
        for kind in [
            TipoGrafico::Ciambella,
            TipoGrafico::Linee,
            TipoGrafico::BarreOrizzontali,
        ] {
            let grafico =
                disegna(&serie(kind, "<x>", &names, &[("<y>", &["3", "2"])])).expect("a chart");
            assert_xml(&grafico.svg);
            assert!(!grafico.svg.contains("<script") && !grafico.svg.contains("<y>"));
        }
    }
}
