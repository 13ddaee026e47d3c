//! Scales of values: nice ticks, Italian labels, and where a value stands.

use rust_decimal::Decimal;

use super::canvas::{Anchor, Canvas, Shape, Style, Text};
use super::figures::{Format, float};
use super::geometry::Area;
use super::palette::{GREY, HAIR, HAIRLINE, RULE};
use crate::model::italiano;

/// A linear scale from its lowest to its highest tick.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    /// In rising order, at least two.
    pub ticks: Vec<Decimal>,
    /// Where it begins, at its first tick or under it.
    floor: f64,
    decimals: u32,
    percent: bool,
}

impl Scale {
    /// A scale over `low..high` with about `wanted` ticks at round figures (1, 2, 2.5 or 5 times a
    /// power of ten), no finer than the figures of `format`: people are counted one by one.
    pub(super) fn nice(low: f64, high: f64, wanted: usize, format: Format) -> Self {
        let (low, high) = widen(low, high);
        let step = nice_step((high - low) / wanted.max(1) as f64, format.decimals);
        let unit = float(step);
        let (first, last) = (
            (low / unit + 1e-9).floor() as i64,
            (high / unit - 1e-9).ceil() as i64,
        );
        let ticks: Vec<Decimal> = (first..=last.max(first + 1))
            .map(|k| step * Decimal::from(k))
            .collect();
        Self {
            floor: ticks.first().copied().map_or(0.0, float),
            ticks,
            decimals: step.normalize().scale(),
            percent: format.percent,
        }
    }

    /// The same with zero on it: bars must not lie about their length.
    pub(super) fn from_zero(low: f64, high: f64, wanted: usize, format: Format) -> Self {
        Self::nice(low.min(0.0), high.max(0.0), wanted, format)
    }

    /// The same for bars on a plot about so tall: those that hang from zero have room for their labels
    /// under them. Over those that stand there is always some.
    pub(super) fn of_bars(
        (low, high): (f64, f64),
        wanted: usize,
        format: Format,
        tall: f64,
    ) -> Self {
        const LABEL: f64 = 12.0;
        let scale = Self::from_zero(low, high, wanted, format);
        let lowest = low - (scale.high() - scale.low()) * LABEL / tall;
        let floor = if low < 0.0 {
            scale.floor.min(lowest)
        } else {
            scale.floor
        };
        Self { floor, ..scale }
    }

    pub(super) fn low(&self) -> f64 {
        self.floor
    }

    pub(super) fn high(&self) -> f64 {
        self.ticks.last().copied().map_or(1.0, float)
    }

    /// Height of a value in the plot.
    pub(super) fn y(&self, value: f64, plot: &Area) -> f64 {
        let part = (value - self.low()) / (self.high() - self.low());
        plot.bottom - part.clamp(0.0, 1.0) * plot.height()
    }

    /// Place of a value along a plot.
    pub(super) fn x(&self, value: f64, plot: &Area) -> f64 {
        let part = (value - self.low()) / (self.high() - self.low());
        plot.left + part.clamp(0.0, 1.0) * plot.width()
    }

    /// The labels of its two ends.
    pub(super) fn ends(&self) -> (String, String) {
        let label = |tick: Option<&Decimal>| self.label(tick.copied().unwrap_or_default());
        (label(self.ticks.first()), label(self.ticks.last()))
    }

    /// Height of zero, or of the end of the scale that is nearest to it.
    pub(super) fn zero(&self, plot: &Area) -> f64 {
        self.y(0.0, plot)
    }

    fn label(&self, tick: Decimal) -> String {
        let figure = italiano::con_decimali(tick, self.decimals);
        if self.percent { figure + "%" } else { figure }
    }

    /// Room that the labels take beside the plot, with the gap.
    pub(super) fn room(&self) -> f64 {
        let widest = self
            .ticks
            .iter()
            .map(|&t| Style::AXIS.width(&self.label(t)))
            .fold(0.0, f64::max);
        widest + 6.0
    }

    /// Gridlines, the stronger zero line and the labels; these stand left of the plot, or right of
    /// it.
    pub(super) fn draw(&self, canvas: &mut Canvas, plot: &Area, right: bool) {
        for &tick in &self.ticks {
            let y = self.y(float(tick), plot);
            canvas.grid.push(((plot.left, y), (plot.right, y)));
            let (x, anchor) = if right {
                (plot.right + 5.0, Anchor::Start)
            } else {
                (plot.left - 5.0, Anchor::End)
            };
            canvas.text(Text::new(
                self.label(tick),
                (x, y + Style::AXIS.middle()),
                anchor,
                Style::AXIS,
            ));
        }
    }

    /// The same for values that run from left to right: lines that stand, labels under them.
    pub(super) fn draw_along(&self, canvas: &mut Canvas, plot: &Area) {
        let label = |tick: Decimal| {
            let at = (self.x(float(tick), plot), plot.bottom + 11.0);
            Text::new(self.label(tick), at, Anchor::Middle, Style::AXIS)
        };
        let last = self.ticks.last().map(|&tick| label(tick));
        let end = last.as_ref().map_or(plot.right, |text| text.area().left);
        let mut free = f64::NEG_INFINITY;
        for &tick in &self.ticks {
            let x = self.x(float(tick), plot);
            canvas.line((x, plot.top), (x, plot.bottom), HAIRLINE, HAIR);
            let text = label(tick);
            // The two ends are always there; the others where they stand clear.
            if text.area().left > free && text.area().right + 2.0 < end {
                free = text.area().right + 2.0;
                canvas.text(text);
            }
        }
        canvas.shapes.extend(last.map(Shape::Text));
    }

    /// Drawn after the bars, which would hide it.
    pub(super) fn draw_zero(&self, canvas: &mut Canvas, plot: &Area) {
        if self.low() <= 0.0 && self.high() >= 0.0 {
            let y = self.zero(plot);
            canvas.line((plot.left, y), (plot.right, y), GREY, RULE);
        }
    }
}

/// Opens a range that is too narrow to tell its values apart, so that ticks stay finite and few.
fn widen(low: f64, high: f64) -> (f64, f64) {
    let size = low.abs().max(high.abs());
    if high - low > size * 1e-6 && high - low > 1e-7 {
        return (low, high);
    }
    let half = if size > 1e-6 { size * 0.1 } else { 0.5 };
    if low >= 0.0 && low < half {
        (0.0, low + 2.0 * half)
    } else {
        (low - half, high + half)
    }
}

/// The first round figure from `rough` up that has at most so many decimals.
fn nice_step(rough: f64, decimals: u32) -> Decimal {
    let exponent = rough.log10().floor() as i32;
    let mantissa = rough / 10f64.powi(exponent);
    let power = exponent - 1;
    let step = |tenths: u8| {
        if power >= 0 {
            Decimal::from(tenths) * Decimal::from(10i64.saturating_pow(power.unsigned_abs()))
        } else {
            Decimal::new(tenths.into(), power.unsigned_abs().min(28))
        }
    };
    let round = [10, 20, 25, 50, 100].into_iter();
    round
        .filter(|&tenths| f64::from(tenths) >= mantissa * 10.0 - 1e-6)
        .map(step)
        .find(|step| step.normalize().scale() <= decimals)
        .unwrap_or_else(|| Decimal::new(1, decimals.min(28)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: Format = Format {
        decimals: 12,
        ..Format::COUNT
    };

    fn labels(low: f64, high: f64, wanted: usize) -> Vec<String> {
        labels_of(low, high, wanted, FINE)
    }

    fn labels_of(low: f64, high: f64, wanted: usize, format: Format) -> Vec<String> {
        let scale = Scale::nice(low, high, wanted, format);
        scale.ticks.iter().map(|&t| scale.label(t)).collect()
    }

    #[test]
    fn ticks_are_round_and_italian() {
        assert_eq!(labels(0.0, 38.0, 4), ["0", "10", "20", "30", "40"]);
        assert_eq!(labels(0.0, 4500.0, 4), ["0", "2.000", "4.000", "6.000"]);
        assert_eq!(
            labels(-0.3, 0.9, 5),
            ["-0,50", "-0,25", "0,00", "0,25", "0,50", "0,75", "1,00"]
        );
        assert_eq!(
            labels(78.2, 116.7, 5),
            ["70", "80", "90", "100", "110", "120"]
        );
    }

    #[test]
    fn ticks_are_no_finer_than_what_is_counted() {
        assert_eq!(labels_of(0.0, 0.0, 5, Format::COUNT), ["0", "1"]);
        assert_eq!(labels_of(0.0, 2.0, 5, Format::COUNT), ["0", "1", "2"]);
        assert_eq!(labels_of(0.0, 9.0, 4, Format::COUNT), ["0", "5", "10"]);
    }

    #[test]
    fn bars_that_hang_have_room_for_their_labels() {
        let scale = Scale::of_bars((-49.0, 40.0), 4, Format::COUNT, 100.0);
        assert!(scale.low() < -55.0, "{:?}", scale.ticks);
        let scale = Scale::of_bars((0.0, 49.0), 4, Format::COUNT, 100.0);
        assert_eq!((scale.low(), scale.high()), (0.0, 60.0));
    }

    #[test]
    fn ticks_cover_any_range_and_stay_few() {
        let ends = [
            0.0,
            1e-9,
            0.1,
            1.0,
            99.99,
            1234.5,
            1e9,
            999_999_999_999_999.9,
            1e15,
            1e17,
        ];
        for a in ends.into_iter().chain(ends.map(|e| -e)) {
            for b in ends.into_iter().chain(ends.map(|e| -e)).filter(|b| *b >= a) {
                let scale = Scale::nice(a, b, 5, FINE);
                assert!(
                    (2..=12).contains(&scale.ticks.len()),
                    "{a} {b}: {:?}",
                    scale.ticks
                );
                let slack = (b - a).abs().max(1e-6) * 1e-6;
                assert!(
                    scale.low() <= a + slack && scale.high() >= b - slack,
                    "{a} {b}: {:?}",
                    scale.ticks
                );
            }
        }
    }

    #[test]
    fn a_value_stands_where_its_part_says() {
        let plot = Area {
            left: 0.0,
            top: 10.0,
            right: 10.0,
            bottom: 110.0,
        };
        let scale = Scale::from_zero(3.0, 38.0, 4, Format::COUNT);
        assert_eq!(scale.y(0.0, &plot), 110.0);
        assert_eq!(scale.y(40.0, &plot), 10.0);
        assert_eq!(scale.y(20.0, &plot), 60.0);
    }
}
