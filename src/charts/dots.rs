//! Values that are all alike as dots on a scale of their own: bars from zero would all look the
//! same. That the scale does not begin at zero is said.

use super::axis::Scale;
use super::canvas::{Anchor, Canvas, Style, Text};
use super::data::{Column, Data};
use super::figures::float;
use super::geometry::Area;
use super::horizontal::{draw_name, names, names_room};
use super::palette::{BLUE, DEEP, HAIR, HAIRLINE};
use super::plot::{self, NARROW, NARROW_HEIGHT};
use super::spots::About;

const TOP: f64 = 6.0;
const ROW: f64 = 21.0;
/// The scale's labels and what it says of itself.
const FOOT: f64 = 30.0;
const RADIUS: f64 = 3.2;

/// True for shares that all reach most of the highest: on bars from zero nothing could be told.
pub(super) fn fits(data: &Data) -> bool {
    let [column] = data.columns.as_slice() else {
        return false;
    };
    let (low, high) = plot::range([column]);
    column.format.percent && low < high && low >= high * 0.75
}

/// A dot per category in the file's own order; the highest carries the strong colour.
pub(super) fn draw(data: &Data) -> Canvas {
    let rows = data.categories.len();
    let mut canvas = Canvas::new(NARROW, NARROW_HEIGHT.max(TOP + rows as f64 * ROW + FOOT));
    let Some(column) = data.columns.first() else {
        return canvas;
    };
    let names = names(data);
    let room = names_room(&names);
    let values = column
        .present()
        .map(|(_, value)| column.format.signed(value));
    let widest = values
        .map(|text| Style::strong(DEEP).width(&text))
        .fold(0.0, f64::max);
    let scale = scale(data);
    // The labels of the scale stand around its ticks.
    let area = Area {
        left: room + 8.0,
        right: canvas.width - widest - RADIUS - 5.0,
        top: TOP,
        bottom: canvas.height - FOOT,
    };
    scale.draw_along(&mut canvas, &area);
    let height = area.height() / rows.max(1) as f64;
    for (i, name) in names.iter().enumerate() {
        let middle = area.top + (i as f64 + 0.5) * height;
        draw_name(&mut canvas, name, i, (room, middle));
        draw_dot(&mut canvas, column, i, (&scale, &area), middle);
    }
    let said = format!("La scala va {}, non da zero", ends(&scale));
    let at = (canvas.width, canvas.height - 2.0);
    canvas.text(Text::new(said, at, Anchor::End, Style::AXIS));
    canvas
}

/// What is said of the scale for those who cannot see it.
pub(super) fn scale_told(data: &Data) -> String {
    ends(&scale(data))
}

fn scale(data: &Data) -> Scale {
    let (low, high) = plot::range(&data.columns);
    Scale::nice(low, high, 4, data.format())
}

fn ends(scale: &Scale) -> String {
    let (low, high) = scale.ends();
    format!("da {low} a {high}")
}

fn draw_dot(
    canvas: &mut Canvas,
    column: &Column,
    row: usize,
    (scale, area): (&Scale, &Area),
    middle: f64,
) {
    canvas.line((area.left, middle), (area.right, middle), HAIRLINE, HAIR);
    let Some(Some(value)) = column.values.get(row) else {
        return;
    };
    let highest = column.extremes().is_some_and(|ends| ends.max.1 == *value);
    let (color, style) = if highest {
        (DEEP, Style::strong(DEEP))
    } else {
        (BLUE, Style::label(DEEP))
    };
    let x = scale.x(float(*value), area);
    let about = About::value(row, column.place);
    canvas.circle((x, middle), RADIUS, color);
    canvas.spot(Area::around((x, middle), RADIUS), about);
    let at = (x + RADIUS + 3.0, middle + style.middle());
    let text = Text::new(column.format.signed(*value), at, Anchor::Start, style);
    // The row's own line does not run through its figure.
    canvas.patch(text.area(), super::palette::WHITE);
    canvas.label(text, about);
}

#[cfg(test)]
mod tests {
    use super::super::samples::serie;
    use super::*;
    use crate::model::TipoGrafico;

    fn data(unit: &str, values: &[&str]) -> Data {
        let names: Vec<String> = (0..values.len()).map(|i| format!("Servizio {i}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let serie = serie(
            TipoGrafico::BarreOrizzontali,
            unit,
            &names,
            &[("Grado", values)],
        );
        Data::new(&serie).expect("data")
    }

    #[test]
    fn only_shares_that_are_alike_are_dots() {
        assert!(fits(&data("%", &["93.5", "99.7", "100"])));
        assert!(!fits(&data("%", &["20", "99.7"])));
        assert!(!fits(&data("%", &["100", "100"])));
        assert!(!fits(&data("ore", &["93.5", "99.7"])));
        assert!(!fits(&data("%", &["-93.5", "-99.7"])));
    }

    #[test]
    fn the_cut_of_the_scale_is_said() {
        assert_eq!(scale_told(&data("%", &["93.5", "99.7"])), "da 92% a 100%");
    }
}
