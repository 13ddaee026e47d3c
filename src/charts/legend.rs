//! A small legend above the plot, where no label can stand at the marks themselves.

use super::canvas::{Anchor, Canvas, Style, Text};
use super::fonts;
use super::geometry::Area;
use super::palette::{DEEP, Fill, Stroke};
use super::spots::About;
use super::strokes;

/// The look that an entry explains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Key {
    Fill(Fill),
    Stroke(Stroke),
}

const ROW: f64 = 12.0;
const GAP: f64 = 14.0;

/// Draws the entries, each with the place of its column, in rows from `top`, beginning at the left margin, and returns the height they
/// take.
pub(super) fn draw(canvas: &mut Canvas, top: f64, entries: &[(Key, String, usize)]) -> f64 {
    let style = Style::label(DEEP);
    let (mut x, mut row) = (0.0, 0);
    for (key, name, column) in entries {
        let indent = key_width(key) + 4.0;
        let name = fonts::shorten(name, canvas.width - indent - 1.0, style.size, style.bold);
        let width = indent + style.width(&name);
        if x > 0.0 && x + width > canvas.width - 1.0 {
            (x, row) = (0.0, row + 1);
        }
        let baseline = top + f64::from(row) * ROW + 8.0;
        draw_key(canvas, key, x, baseline);
        let text = Text::new(name, (x + indent, baseline), Anchor::Start, style);
        canvas.label(text, About::column(*column));
        x += width + GAP;
    }
    f64::from(row + 1) * ROW
}

fn key_width(key: &Key) -> f64 {
    match key {
        Key::Fill(_) => 8.0,
        Key::Stroke(_) => 18.0,
    }
}

fn draw_key(canvas: &mut Canvas, key: &Key, x: f64, baseline: f64) {
    let middle = baseline - Style::label(DEEP).middle();
    match key {
        Key::Fill(fill) => {
            canvas.bar(
                Area::spanning((x, middle - 3.75), (x + 8.0, middle + 3.75)),
                fill,
            );
        }
        Key::Stroke(stroke) => {
            strokes::line(canvas, &[(x, middle), (x + 18.0, middle)], stroke);
            canvas.marker((x + 9.0, middle), stroke);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Shape;
    use super::super::palette::FILLS;
    use super::*;

    #[test]
    fn entries_wrap_inside_the_canvas() {
        let mut canvas = Canvas::new(120.0, 100.0);
        let entries: Vec<_> = (0..5)
            .map(|i| (Key::Fill(FILLS[i]), "Una serie ".repeat(i * 3), i))
            .collect();
        let height = draw(&mut canvas, 0.0, &entries);
        assert!(height > ROW);
        for shape in &canvas.shapes {
            if let Shape::Text(text) = shape {
                assert!(text.area().right <= 121.0, "{text:?}");
            }
        }
    }
}
