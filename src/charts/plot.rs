//! The plot: its place on the canvas, its scale, and the sheet around it.

use rust_decimal::Decimal;

use super::axis::Scale;
use super::canvas::{Anchor, Canvas, Style, Text};
use super::categories::Slots;
use super::data::Column;
use super::figures::float;
use super::fonts;
use super::geometry::{Area, Point};

/// Printed width of a chart that takes the whole page between its margins, 166 mm, in points.
pub(super) const WIDE: f64 = 470.0;
/// Printed width of a chart that stands beside another, 79 mm.
pub(super) const NARROW: f64 = 223.0;
/// Height of the small charts, all alike so that two of them stand level.
pub(super) const NARROW_HEIGHT: f64 = 178.0;

/// Where values and categories stand.
#[derive(Debug, Clone)]
pub(super) struct Plot {
    pub area: Area,
    pub slots: Slots,
    pub scale: Scale,
}

impl Plot {
    pub(super) fn point(&self, category: usize, value: Decimal) -> Point {
        (
            self.slots.center(category),
            self.scale.y(float(value), &self.area),
        )
    }

    /// The points of a column, cut where it has gaps.
    pub(super) fn runs(&self, column: &Column) -> Vec<Vec<Point>> {
        let points = |run: &[(usize, Option<Decimal>)]| -> Vec<Point> {
            run.iter()
                .filter_map(|&(i, v)| v.map(|v| self.point(i, v)))
                .collect()
        };
        let cells: Vec<(usize, Option<Decimal>)> =
            column.values.iter().copied().enumerate().collect();
        cells
            .split(|(_, v)| v.is_none())
            .map(points)
            .filter(|run| !run.is_empty())
            .collect()
    }
}

/// Least and greatest of the values that are there, zero where there is none.
pub(super) fn range<'a>(columns: impl IntoIterator<Item = &'a Column>) -> (f64, f64) {
    let values = columns
        .into_iter()
        .flat_map(Column::present)
        .map(|(_, v)| float(v));
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| {
        (l.min(v), h.max(v))
    });
    if low > high { (0.0, 0.0) } else { (low, high) }
}

/// Writes the unit over the axis and returns the height to leave; a percent sign stands at every
/// figure and needs none.
pub(super) fn unit(canvas: &mut Canvas, unit: &str, top: f64) -> f64 {
    const AIR: f64 = 9.0;
    if matches!(unit, "" | "%") {
        return AIR;
    }
    let text = fonts::shorten(unit, canvas.width, Style::AXIS.size, false);
    canvas.text(Text::new(
        text,
        (0.0, top + 8.0),
        Anchor::Start,
        Style::AXIS,
    ));
    AIR + 12.0
}
