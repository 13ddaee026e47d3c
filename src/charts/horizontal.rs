//! Horizontal bars: long names at the left, values at the ends, no axis needed.

use rust_decimal::Decimal;

use super::canvas::{Anchor, Canvas, Style, Text};
use super::data::{Column, Data};
use super::figures::float;
use super::fonts;
use super::geometry::{Area, Point};
use super::palette::{CALM, DEEP, GREY, LOUD, RULE};
use super::plot::{self, NARROW, NARROW_HEIGHT};
use super::spots::About;

/// Most of the width that names may take.
const NAMES: f64 = 0.42;
const NAME_LINE: f64 = 9.0;
const THICKEST_BAR: f64 = 18.0;
const TOP: f64 = 15.0;
/// Height of a row: at least, and at most where few rows would stand far apart.
const ROW: f64 = 21.0;
const AIRY_ROW: f64 = 44.0;
/// What a page holds with a caption: a taller drawing would be set smaller.
const TALLEST: f64 = 600.0;

/// One bar per category in the file's own order; the longest carries the strong colour.
pub(super) fn draw(data: &Data) -> Canvas {
    let rows = data.categories.len();
    let tall = |row: f64| TOP + rows.max(1) as f64 * row;
    let height = NARROW_HEIGHT.min(tall(AIRY_ROW)).max(tall(ROW));
    let mut canvas = Canvas::new(NARROW, height.min(TALLEST));
    let Some(column) = data.columns.first() else {
        return canvas;
    };
    let names = names(data);
    let scale = Lengths::new(column, &names);
    draw_unit(&mut canvas, &data.unit, scale.zero);
    let height = (canvas.height - TOP) / rows.max(1) as f64;
    for (i, name) in names.iter().enumerate() {
        let middle = TOP + (i as f64 + 0.5) * height;
        draw_name(&mut canvas, name, i, (scale.names, middle));
        if let Some(Some(value)) = column.values.get(i) {
            draw_bar(&mut canvas, column, (i, *value), &scale, (middle, height));
        }
    }
    canvas.line((scale.zero, TOP), (scale.zero, canvas.height), GREY, RULE);
    canvas
}

/// Over the bars, where there is room, else at the margin.
fn draw_unit(canvas: &mut Canvas, unit: &str, zero: f64) {
    let fits = zero + Style::AXIS.width(unit) <= NARROW;
    let text = fonts::shorten(unit, NARROW, Style::AXIS.size, false);
    if unit != "%" {
        canvas.text(Text::new(
            text,
            (if fits { zero } else { 0.0 }, 8.0),
            Anchor::Start,
            Style::AXIS,
        ));
    }
}

pub(super) fn names(data: &Data) -> Vec<Vec<String>> {
    let wrap = |name: &String| fonts::wrap(name, NARROW * NAMES, 2, Style::AXIS.size + 0.5, false);
    data.categories.iter().map(wrap).collect()
}

/// Room that the names take at the left, with the gap.
pub(super) fn names_room(names: &[Vec<String>]) -> f64 {
    let style = Style::label(DEEP);
    let widths = names.iter().flatten().map(|name| style.width(name));
    widths.fold(0.0, f64::max) + 6.0
}

/// Where zero is and how long a unit is, with room for the values on both sides.
struct Lengths {
    names: f64,
    zero: f64,
    unit: f64,
}

impl Lengths {
    fn new(column: &Column, names: &[Vec<String>]) -> Self {
        let names = names_room(names);
        let (low, high) = plot::range([column]);
        let (low, high) = (low.min(0.0), high.max(0.0));
        let room = |negative: bool| {
            let values = column
                .present()
                .filter(|(_, v)| (*v < Decimal::ZERO) == negative);
            values
                .map(|(_, v)| Style::strong(DEEP).width(&column.format.signed(v)) + 5.0)
                .fold(0.0, f64::max)
        };
        let length = (NARROW - names - room(true) - room(false)).max(10.0);
        let unit = if high > low {
            length / (high - low)
        } else {
            0.0
        };
        Self {
            names,
            zero: names + room(true) - low * unit,
            unit,
        }
    }
}

/// The name of a category, its lines ending left of `right`.
pub(super) fn draw_name(
    canvas: &mut Canvas,
    lines: &[String],
    category: usize,
    (right, middle): Point,
) {
    let style = Style::label(DEEP);
    let top = middle - (lines.len() as f64 - 1.0) * NAME_LINE / 2.0 + style.middle();
    for (row, line) in lines.iter().enumerate() {
        let baseline = top + row as f64 * NAME_LINE;
        let text = Text::new(line.as_str(), (right - 6.0, baseline), Anchor::End, style);
        canvas.label(text, About::category(category));
    }
}

fn draw_bar(
    canvas: &mut Canvas,
    column: &Column,
    (category, value): (usize, Decimal),
    scale: &Lengths,
    (middle, row): (f64, f64),
) {
    let half = (row * 0.62).min(THICKEST_BAR) / 2.0;
    let end = scale.zero + float(value) * scale.unit;
    let longest = column.present().map(|(_, v)| v.abs()).max() == Some(value.abs());
    let (fill, style) = if longest {
        (LOUD, Style::strong(DEEP))
    } else {
        (CALM, Style::label(DEEP))
    };
    let about = About::value(category, column.place);
    if !value.is_zero() {
        let bar = Area::spanning((scale.zero, middle - half), (end, middle + half));
        canvas.bar(bar, &fill);
        canvas.spot(bar, about);
    }
    let (x, anchor) = if value < Decimal::ZERO {
        (end - 3.5, Anchor::End)
    } else {
        (end + 3.5, Anchor::Start)
    };
    let at = (x, middle + style.middle());
    let text = Text::new(column.format.signed(value), at, anchor, style);
    canvas.label(text, about);
}
