//! A ring of shares, each named beside its part.

use std::f64::consts::{PI, TAU};

use rust_decimal::Decimal;

use super::canvas::{Anchor, Canvas, Style, Text};
use super::data::{Column, Data};
use super::figures::{float, share};
use super::fonts;
use super::geometry::{Area, Point};
use super::labels::spread;
use super::palette::{self, DEEP, Fill, GREY, HAIR, RULE, TOTAL_SIZE, WHITE};
use super::plot::{NARROW, NARROW_HEIGHT};
use super::spots::About;
use crate::model::italiano::elenco;

const CENTER: Point = (NARROW / 2.0, NARROW_HEIGHT / 2.0);
const OUTER: f64 = 52.0;
const INNER: f64 = 32.0;
/// Where labels begin, from the centre.
const LABELS: f64 = 64.0;
const ROOM: f64 = NARROW / 2.0 - LABELS;
const LINE: f64 = 9.0;
/// Labels further than this from their parts are worth a turn of the ring, in points.
const STRAIN: f64 = 34.0;

/// One part of the ring.
#[derive(Clone)]
struct Part {
    about: About,
    name: Vec<String>,
    figure: String,
    /// Angles from twelve o'clock, clockwise.
    from: f64,
    to: f64,
    fill: Fill,
}

/// Parts in the file's own order, clockwise; what is zero has no part and is named under the ring.
pub(super) fn draw(data: &Data) -> Canvas {
    let mut canvas = Canvas::new(NARROW, NARROW_HEIGHT);
    let parts = turned(parts(data));
    for part in &parts {
        draw_part(&mut canvas, part);
    }
    if parts.len() > 1 {
        parts.iter().for_each(|part| {
            canvas.line(
                at(part.from, INNER - 1.0),
                at(part.from, OUTER + 1.0),
                WHITE,
                1.25,
            )
        });
    }
    draw_total(&mut canvas, data);
    for right in [true, false] {
        draw_side(&mut canvas, &parts, right);
    }
    draw_zeros(&mut canvas, data);
    canvas
}

fn parts(data: &Data) -> Vec<Part> {
    let Some(column) = data.columns.first() else {
        return Vec::new();
    };
    let total = column.sum();
    let shown: Vec<(usize, Decimal)> = column.present().filter(|(_, v)| !v.is_zero()).collect();
    let mut from = 0.0;
    let part = |((i, value), fill): (&(usize, Decimal), Fill)| {
        let to = from + TAU * float(share(*value, total)) / 100.0;
        let figure = figure(column, *value);
        let name = fonts::wrap(&data.categories[*i], ROOM, 2, palette::LABEL_SIZE, true);
        let part = Part {
            about: About::value(*i, column.place),
            name,
            figure,
            from,
            to,
            fill,
        };
        from = to;
        part
    };
    shown
        .iter()
        .zip(palette::ramp(shown.len()))
        .map(part)
        .collect()
}

/// Share and value, or the share alone where there is no room for both.
fn figure(column: &Column, value: Decimal) -> String {
    let share = column.share(value);
    let both = format!("{share} ({})", column.format.print(value));
    if column.format.percent || Style::label(DEEP).width(&both) > ROOM {
        share
    } else {
        both
    }
}

/// The parts from twelve o'clock on, unless that would crowd many labels on one side far from their
/// parts: then from the angle that keeps labels nearest.
fn turned(parts: Vec<Part>) -> Vec<Part> {
    const STEPS: u8 = 24;
    let turn = |angle: f64| parts.iter().map(|p| p.turned(angle)).collect::<Vec<_>>();
    if strain(&parts) <= STRAIN {
        return parts;
    }
    let tries = (0..STEPS).map(|k| turn(TAU * f64::from(k) / f64::from(STEPS)));
    tries
        .min_by(|a, b| strain(a).total_cmp(&strain(b)))
        .unwrap_or_default()
}

/// How far the label that is worst off stands from its part, in points.
fn strain(parts: &[Part]) -> f64 {
    let side = |right: bool| {
        let wanted = wanted(&side_of(parts, right));
        let middles = spread(&wanted, 0.0, NARROW_HEIGHT);
        wanted
            .iter()
            .zip(middles)
            .map(|(w, m)| (w.0 - m).abs())
            .fold(0.0, f64::max)
    };
    side(true).max(side(false))
}

impl Part {
    fn turned(&self, angle: f64) -> Self {
        Self {
            from: self.from + angle,
            to: self.to + angle,
            ..self.clone()
        }
    }

    fn middle(&self) -> f64 {
        (self.from + self.to) / 2.0
    }

    fn height(&self) -> f64 {
        (self.name.len() + 1) as f64 * LINE + 3.0
    }
}

fn at(angle: f64, radius: f64) -> Point {
    (
        CENTER.0 + radius * angle.sin(),
        CENTER.1 - radius * angle.cos(),
    )
}

fn draw_part(canvas: &mut Canvas, part: &Part) {
    let steps = ((part.to - part.from) / (PI / 90.0)).ceil().max(1.0) as usize;
    let angle = |i: usize| part.from + (part.to - part.from) * i as f64 / steps as f64;
    let outer = (0..=steps).map(|i| at(angle(i), OUTER));
    let inner = (0..=steps).rev().map(|i| at(angle(i), INNER));
    let mut points: Vec<Point> = outer.chain(inner).collect();
    canvas.polygon(points.clone(), part.fill.color);
    let middle = at(part.middle(), (INNER + OUTER) / 2.0);
    canvas.spot(Area::around(middle, (OUTER - INNER) / 2.0), part.about);
    if let Some(edge) = part.fill.edge {
        points.extend(points.first().copied());
        canvas.path(points, edge, HAIR);
    }
}

/// The whole, in the middle; shares given in percent have none worth writing.
fn draw_total(canvas: &mut Canvas, data: &Data) {
    let Some(column) = data.columns.first().filter(|c| !c.format.percent) else {
        return;
    };
    let total = column.format.print(column.sum());
    let fitting = INNER * 1.8 / fonts::width(&total, 1.0, true).max(1e-9);
    // A total that would be too small to read is in the table and in the words.
    if fitting < palette::LABEL_SIZE {
        return;
    }
    let style = Style {
        size: TOTAL_SIZE.min(fitting),
        color: DEEP,
        bold: true,
    };
    canvas.text(Text::new(
        total,
        (CENTER.0, CENTER.1 + 3.0),
        Anchor::Middle,
        style,
    ));
    let unit = fonts::shorten(&data.unit, INNER * 1.6, Style::AXIS.size, false);
    canvas.text(Text::new(
        unit,
        (CENTER.0, CENTER.1 + 13.0),
        Anchor::Middle,
        Style::AXIS,
    ));
}

/// «A zero: A1 e B1», under the ring, which gets taller for it.
fn draw_zeros(canvas: &mut Canvas, data: &Data) {
    let Some(said) = zeros_told(data) else { return };
    let style = Style::label(GREY);
    for line in fonts::wrap(&said, NARROW - 1.0, 2, style.size, style.bold) {
        canvas.height += LINE + 1.0;
        let at = (CENTER.0, canvas.height - 2.5);
        canvas.text(Text::new(line, at, Anchor::Middle, style));
    }
}

/// The parts that are zero, in words.
pub(super) fn zeros_told(data: &Data) -> Option<String> {
    let zeros = data.zeros();
    (!zeros.is_empty()).then(|| format!("A zero: {}", elenco(&zeros)))
}

/// The labels of one side, moved apart, each with a leader to its part.
fn draw_side(canvas: &mut Canvas, parts: &[Part], right: bool) {
    let side = side_of(parts, right);
    let middles = spread(&wanted(&side), 0.0, NARROW_HEIGHT);
    for (part, middle) in side.iter().zip(middles) {
        draw_label(canvas, part, middle, right, crowded(&side));
    }
}

fn side_of(parts: &[Part], right: bool) -> Vec<&Part> {
    parts
        .iter()
        .filter(|p| (p.middle().sin() >= 0.0) == right)
        .collect()
}

/// A crowded side keeps one line for each name, which always leaves room for ten.
fn crowded(side: &[&Part]) -> bool {
    side.iter().map(|p| p.height()).sum::<f64>() > NARROW_HEIGHT
}

/// Heights where the labels of a side would best stand, and how high they are.
fn wanted(side: &[&Part]) -> Vec<(f64, f64)> {
    let height = |p: &Part| {
        if crowded(side) {
            LINE + 3.0
        } else {
            p.height()
        }
    };
    side.iter()
        .map(|p| (at(p.middle(), OUTER + 6.0).1, height(p)))
        .collect()
}

fn draw_label(canvas: &mut Canvas, part: &Part, middle: f64, right: bool, crowded: bool) {
    let (sign, anchor) = if right {
        (1.0, Anchor::Start)
    } else {
        (-1.0, Anchor::End)
    };
    let x = CENTER.0 + sign * LABELS;
    let near = at(part.middle(), OUTER + 1.5);
    canvas.path(
        vec![near, (x - sign * 6.0, middle), (x - sign * 2.0, middle)],
        GREY,
        RULE,
    );
    let lines = label_lines(part, crowded);
    let top = middle - lines.len() as f64 * LINE / 2.0;
    for (row, (line, style)) in lines.iter().enumerate() {
        let baseline = top + row as f64 * LINE + 7.0;
        let text = Text::new(line.as_str(), (x, baseline), anchor, *style);
        canvas.label(text, part.about);
    }
}

fn label_lines(part: &Part, crowded: bool) -> Vec<(String, Style)> {
    let (name, figure) = (Style::strong(DEEP), Style::label(DEEP));
    if crowded {
        let percent = part.figure.split(' ').next().unwrap_or_default();
        let room = ROOM - figure.width(percent) - 3.0;
        let short = fonts::shorten(&part.name.join(" "), room, figure.size, false);
        return vec![(format!("{short} {percent}"), figure)];
    }
    let names = part.name.iter().map(|n| (n.clone(), name));
    names.chain([(part.figure.clone(), figure)]).collect()
}
