//! From the canvas to SVG, through plotters.
//!
//! The backend writes whole pixels, so a point is drawn as four of them: an eighth of a point is
//! the largest error.

use std::error::Error;
use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, FontTransform, ShapeStyle, TextStyle,
};

use crate::templates;

use super::canvas::{Anchor, Canvas, Shape, Text};
use super::error::ErroreGrafico;
use super::fonts::FAMILY;
use super::geometry::Point;
use super::grid;
use super::palette::{HAIR, HAIRLINE};

const PIXELS: f64 = 4.0;
/// plotters divides a font size by this before writing it.
const PLOTTERS_FONT_SCALE: f64 = 1.24;
/// Distance from the top that plotters aligns to down to the baseline, in ems.
const TOP_TO_BASELINE: f64 = 0.76;

/// plotters keeps the name of its error type to itself.
type Drawn = Result<(), Box<dyn Error>>;

/// Writes the canvas as one SVG document, text as text.
pub(super) fn write(canvas: &Canvas) -> Result<String, ErroreGrafico> {
    let mut buffer = String::with_capacity(canvas.shapes.len() * 160);
    let size = (
        pixels(canvas.width).unsigned_abs(),
        pixels(canvas.height).unsigned_abs(),
    );
    paint(&mut SVGBackend::with_string(&mut buffer, size), canvas)
        .map_err(|e| ErroreGrafico::Disegno(e.to_string()))?;
    // Mitred joins would turn a sharp peak of a line into a spike that is no data.
    Ok(buffer.replacen("<svg ", r#"<svg stroke-linejoin="round" "#, 1))
}

fn paint(backend: &mut SVGBackend<'_>, canvas: &Canvas) -> Drawn {
    for (from, to) in grid::pieces(canvas) {
        draw(
            backend,
            &Shape::Path {
                points: vec![from, to],
                color: HAIRLINE,
                width: HAIR,
            },
        )?;
    }
    for shape in &canvas.shapes {
        draw(backend, shape)?;
    }
    Ok(backend.present()?)
}

fn draw(backend: &mut SVGBackend<'_>, shape: &Shape) -> Drawn {
    match shape {
        Shape::Path {
            points,
            color,
            width,
        } => {
            let style = ShapeStyle {
                color: color.to_rgba(),
                filled: false,
                stroke_width: pixels(*width).unsigned_abs(),
            };
            backend.draw_path(points.iter().map(place), &style)?;
        }
        Shape::Polygon { points, color } => {
            backend.fill_polygon(points.iter().map(place), &color.filled())?
        }
        Shape::Rect { area, color } => {
            let corners = (
                place(&(area.left, area.top)),
                place(&(area.right, area.bottom)),
            );
            backend.draw_rect(corners.0, corners.1, &color.filled(), true)?;
        }
        Shape::Circle {
            center,
            radius,
            color,
        } => {
            backend.draw_circle(
                place(center),
                pixels(*radius).unsigned_abs(),
                &color.filled(),
                true,
            )?;
        }
        Shape::Text(text) => draw_text(backend, text)?,
    }
    Ok(())
}

fn draw_text(backend: &mut SVGBackend<'_>, text: &Text) -> Drawn {
    let em = text.style.size * PIXELS;
    let style = if text.style.bold {
        FontStyle::Bold
    } else {
        FontStyle::Normal
    };
    let font = FontDesc::new(FontFamily::Name(FAMILY), em * PLOTTERS_FONT_SCALE, style);
    let drop = text.style.size * TOP_TO_BASELINE;
    let (at, transform) = if text.upright {
        ((text.at.0 - drop, text.at.1), FontTransform::Rotate270)
    } else {
        ((text.at.0, text.at.1 - drop), FontTransform::None)
    };
    let style = TextStyle::from(font.transform(transform))
        .color(&text.style.color)
        .pos(Pos::new(horizontal(text), VPos::Top));
    Ok(backend.draw_text(&text.text, &style, place(&at))?)
}

fn horizontal(text: &Text) -> HPos {
    match text.anchor {
        _ if text.upright => HPos::Right,
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    }
}

fn place(&(x, y): &Point) -> (i32, i32) {
    (pixels(x), pixels(y))
}

fn pixels(points: f64) -> i32 {
    (points * PIXELS).round() as i32
}

/// A drawing with its fonts in it: a browser lends none to a picture. For the screen alone; what
/// is printed has the fonts of its document.
pub(crate) fn con_caratteri(svg: &str) -> String {
    static STILE: LazyLock<String> = LazyLock::new(stile);
    match svg.split_once('>') {
        Some((testa, resto)) => format!("{testa}>{}{resto}", *STILE),
        None => svg.to_owned(),
    }
}

fn stile() -> String {
    const PESI: [(&str, &str); 2] = [("400", "latin-400-normal"), ("700", "latin-700-normal")];
    let risorse = templates::risorse();
    let carattere = |(peso, file): (&str, &str)| {
        let nome = format!("caratteri/titillium-web-{file}.woff2");
        let byte = risorse.iter().find(|(risorsa, _)| *risorsa == nome);
        let byte = BASE64_STANDARD.encode(byte.map_or(&[][..], |(_, byte)| byte));
        format!(
            "@font-face{{font-family:\"{FAMILY}\";font-weight:{peso};\
             src:url(data:font/woff2;base64,{byte})}}"
        )
    };
    let caratteri: String = PESI.into_iter().map(carattere).collect();
    format!("<style>{caratteri}</style>")
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Style;
    use super::super::palette::DEEP;
    use super::*;

    #[test]
    fn a_picture_brings_its_fonts() {
        let svg = con_caratteri("<svg width=\"1\"><text>a</text></svg>");
        assert!(svg.starts_with("<svg width=\"1\"><style>@font-face{"));
        assert!(svg.ends_with("}</style><text>a</text></svg>"));
        assert_eq!(svg.matches("base64,d09GMg").count(), 2, "both are WOFF2");
    }

    #[test]
    fn text_stays_text_in_our_font_and_is_escaped() {
        let mut canvas = Canvas::new(100.0, 20.0);
        canvas.text(Text::new(
            "A < B & \"C\"",
            (5.0, 10.0),
            Anchor::Start,
            Style::strong(DEEP),
        ));
        let svg = write(&canvas).expect("an SVG");
        assert!(
            svg.contains(r#"font-family="Titillium Web" font-size="32""#),
            "{svg}"
        );
        assert!(svg.contains("A &lt; B &amp; &quot;C&quot;"), "{svg}");
        assert!(
            svg.starts_with(r#"<svg stroke-linejoin="round" width="400" height="80""#),
            "{svg}"
        );
    }
}
