//! Data lines: dashes, halos, markers and the labels at their turning points and ends.

use plotters::style::RGBColor;
use rust_decimal::Decimal;

use super::canvas::{Anchor, Canvas, Style, Text};
use super::data::{Column, Extremes};
use super::fonts;
use super::geometry::{Area, Point};
use super::labels::{Candidate, Need, Placer, around, spread};
use super::palette::{DATA, Stroke, WHITE};
use super::plot::Plot;
use super::spots::About;

/// Widest name at the end of a line.
const END_ROOM: f64 = 84.0;
const END_LINE: f64 = 9.5;
/// How near to a point of a line means that point.
const REACH: f64 = 5.0;

/// One line through the points, dashed as its stroke says.
pub(super) fn line(canvas: &mut Canvas, points: &[Point], stroke: &Stroke) {
    for dash in dashes(points, stroke.dash) {
        canvas.path(dash, stroke.color, DATA);
    }
}

/// A column as a line with a white halo, which keeps it clear of bars and of other lines. A lone
/// value, which has no line to lie on, gets a marker.
pub(super) fn column(canvas: &mut Canvas, plot: &Plot, column: &Column, stroke: &Stroke) {
    for run in plot.runs(column) {
        canvas.path(run.clone(), WHITE, DATA + 2.0);
        line(canvas, &run, stroke);
        if let [point] = run[..] {
            canvas.marker(point, stroke);
        }
    }
    let reach = (plot.slots.width / 2.0).min(REACH);
    for (category, value) in column.present() {
        let area = Area::around(plot.point(category, value), reach);
        canvas.spot(area, About::value(category, column.place));
    }
}

/// Which of the ends of a line are labelled beside the highest and the lowest point, which always
/// are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled {
    pub first: bool,
    pub last: bool,
}

/// Markers and values at the highest and lowest point, and at the ends that are asked for.
pub(super) fn label_extremes(
    canvas: &mut Canvas,
    placer: &mut Placer,
    plot: &Plot,
    column: &Column,
    stroke: &Stroke,
    which: Labelled,
) {
    let Some(e) = column.extremes() else { return };
    canvas.marker(plot.point(e.last.0, e.last.1), stroke);
    let style = Style::label(stroke.color);
    for (i, value, above, weight) in turning_points(&e, which) {
        let at = plot.point(i, value);
        canvas.marker(at, stroke);
        let style = Style {
            bold: weight,
            ..style
        };
        let text = column.format.signed(value);
        let places = on_its_side(around(at, above, style.size), value, &text, style, plot);
        if let Some(text) = placer.place(&text, style, &places, Need::Must) {
            canvas.label(text, About::value(i, column.place));
        }
    }
}

/// The places of these that are on the value's own side of zero.
fn on_its_side(
    places: Vec<Candidate>,
    value: Decimal,
    text: &str,
    style: Style,
    plot: &Plot,
) -> Vec<Candidate> {
    if value.is_zero() || plot.scale.low() >= 0.0 {
        return places;
    }
    let zero = plot.scale.zero(&plot.area);
    let own = |&(at, anchor): &Candidate| {
        let area = Text::new(text, at, anchor, style).area();
        match value > Decimal::ZERO {
            true => area.bottom <= zero + 1.0,
            false => area.top >= zero - 1.0,
        }
    };
    places.into_iter().filter(own).collect()
}

/// Place, value, whether the label stands above, whether it is bold; each value once, the
/// weightiest first.
fn turning_points(e: &Extremes, which: Labelled) -> Vec<(usize, Decimal, bool, bool)> {
    let mut points: Vec<(usize, Decimal, bool, bool)> = Vec::new();
    let mut seen = if which.last {
        Vec::new()
    } else {
        vec![e.last.1]
    };
    for (wanted, point, above, bold) in [
        (which.last, e.last, e.last.1 >= e.first.1, true),
        (true, e.max, true, false),
        (true, e.min, false, false),
        (which.first, e.first, e.first.1 >= e.last.1, false),
    ] {
        if wanted && !seen.contains(&point.1) {
            seen.push(point.1);
            points.push((point.0, point.1, above, bold));
        }
    }
    points
}

/// What stands at the right end of a line: its name and its last value.
#[derive(Debug, Clone)]
pub(super) struct End {
    /// Of its last value.
    about: About,
    name: Vec<String>,
    value: String,
    y: f64,
    color: RGBColor,
}

impl End {
    /// `None` for a column with no value.
    pub(super) fn new(column: &Column, color: RGBColor) -> Option<Self> {
        let last = column.extremes()?.last;
        let style = Style::label(color);
        let name = fonts::wrap(&column.name, END_ROOM, 2, style.size, style.bold);
        Some(Self {
            about: About::value(last.0, column.place),
            name,
            value: column.format.signed(last.1),
            y: 0.0,
            color,
        })
    }

    /// The same, level with the last point of its column.
    pub(super) fn level(mut self, plot: &Plot, column: &Column) -> Self {
        self.y = column
            .extremes()
            .map_or(0.0, |e| plot.point(e.last.0, e.last.1).1);
        self
    }

    fn width(&self) -> f64 {
        let names = self.name.iter().map(|n| Style::label(self.color).width(n));
        names.fold(Style::strong(self.color).width(&self.value), f64::max)
    }

    fn height(&self) -> f64 {
        (self.name.len() + 1) as f64 * END_LINE + 2.0
    }

    fn draw(&self, canvas: &mut Canvas, x: f64, middle: f64) {
        let lines = self
            .name
            .iter()
            .map(|n| (n, false))
            .chain([(&self.value, true)]);
        let top = middle - (self.name.len() + 1) as f64 * END_LINE / 2.0;
        for (row, (line, bold)) in lines.enumerate() {
            let style = Style {
                bold,
                ..Style::label(self.color)
            };
            let baseline = top + row as f64 * END_LINE + 7.5;
            // The name is the column's; the figure under it is the last one's.
            let about = match bold {
                true => self.about,
                false => About {
                    category: None,
                    ..self.about
                },
            };
            let text = Text::new(line.as_str(), (x, baseline), Anchor::Start, style);
            canvas.label(text, about);
        }
    }
}

/// Room that the ends need right of the plot.
pub(super) fn ends_room(ends: &[End]) -> f64 {
    ends.iter().map(End::width).fold(0.0, f64::max) + 8.0
}

/// Draws the ends right of the plot, moved apart where lines end close together.
pub(super) fn draw_ends(canvas: &mut Canvas, plot: &Plot, ends: &[End]) {
    let wanted: Vec<(f64, f64)> = ends.iter().map(|e| (e.y, e.height())).collect();
    let middles = spread(&wanted, 0.0, canvas.height);
    for (end, middle) in ends.iter().zip(middles) {
        end.draw(canvas, plot.area.right + 6.0, middle);
    }
}

/// Cuts a line into the pieces of a dash pattern; an empty pattern leaves it whole.
fn dashes(points: &[Point], pattern: &[f64]) -> Vec<Vec<Point>> {
    if pattern.is_empty() || points.len() < 2 {
        return vec![points.to_vec()];
    }
    let (mut pieces, mut piece) = (Vec::new(), vec![points[0]]);
    let (mut step, mut left) = (0, pattern[0]);
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let mut gone = 0.0;
        while length - gone > left {
            gone += left;
            let at = (
                from.0 + (to.0 - from.0) * gone / length,
                from.1 + (to.1 - from.1) * gone / length,
            );
            piece.push(at);
            if step % 2 == 0 {
                pieces.push(std::mem::take(&mut piece));
            }
            piece = vec![at];
            step += 1;
            left = pattern[step % pattern.len()];
        }
        left -= length - gone;
        piece.push(to);
    }
    if step % 2 == 0 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dashed_line_has_ink_and_gaps_in_turn() {
        let pieces = dashes(&[(0.0, 0.0), (10.0, 0.0)], &[3.0, 2.0]);
        let ends: Vec<(f64, f64)> = pieces.iter().map(|p| (p[0].0, p[p.len() - 1].0)).collect();
        assert_eq!(ends, [(0.0, 3.0), (5.0, 8.0)]);
    }

    #[test]
    fn a_dash_goes_round_a_corner() {
        let pieces = dashes(&[(0.0, 0.0), (2.0, 0.0), (2.0, 9.0)], &[5.0, 2.0]);
        assert_eq!(pieces[0], [(0.0, 0.0), (2.0, 0.0), (2.0, 3.0)]);
    }
}
