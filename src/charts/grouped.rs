//! Vertical bars side by side, above and below zero.

use rust_decimal::Decimal;

use super::axis::Scale;
use super::canvas::{Canvas, Style};
use super::categories::{CategoryAxis, Slots};
use super::data::{Column, Data};
use super::geometry::Area;
use super::labels::{Need, Placer, beyond};
use super::legend::{self, Key};
use super::lines;
use super::palette::{DEEP, FILLS, Fill};
use super::plot::{self, Plot, WIDE};
use super::spots::About;

const HEIGHT: f64 = 182.0;
/// Room for the label of the last bar to stand beside it, where its neighbour is taller.
const LAST_LABEL: f64 = 26.0;
const WIDEST_BAR: f64 = 30.0;

/// One set of bars per column, with a legend above; lines where the bars would be too many to tell
/// apart.
pub(super) fn draw(data: &Data) -> Canvas {
    if data.long() {
        return lines::draw(data);
    }
    let mut canvas = Canvas::new(WIDE, HEIGHT);
    let entries: Vec<_> = data
        .columns
        .iter()
        .zip(FILLS)
        .map(|(c, f)| (Key::Fill(f), c.name.clone(), c.place))
        .collect();
    let top = legend::draw(&mut canvas, 0.0, &entries) + 4.0;
    let top = top + plot::unit(&mut canvas, &data.unit, top);
    let plot = frame(&mut canvas, data, top);
    let columns: Vec<_> = data.columns.iter().zip(FILLS).collect();
    let bars = bars(&mut canvas, &plot, &columns);
    plot.scale.draw_zero(&mut canvas, &plot.area);
    let mut placer = Placer::new(canvas.area(), &canvas);
    label(&mut canvas, &mut placer, &columns, &bars);
    canvas
}

fn frame(canvas: &mut Canvas, data: &Data, top: f64) -> Plot {
    let tall = canvas.height - top - 2.0 * LAST_LABEL;
    let scale = Scale::of_bars(plot::range(&data.columns), 5, data.format(), tall);
    let (left, right) = (scale.room(), canvas.width - LAST_LABEL);
    let slots = Slots::new(left, right, data.categories.len());
    let axis = CategoryAxis::plan(data, &slots, false);
    let area = Area {
        left,
        right,
        top,
        bottom: canvas.height - axis.height,
    };
    scale.draw(canvas, &area, false);
    axis.draw(canvas, &area);
    Plot { area, slots, scale }
}

/// The bars of each column, in its order; `None` where it has no value.
pub(super) type Bars = Vec<Vec<Option<Area>>>;

/// Draws the bars, the columns of a category side by side.
pub(super) fn bars(canvas: &mut Canvas, plot: &Plot, columns: &[(&Column, Fill)]) -> Bars {
    let zero = plot.scale.zero(&plot.area);
    let count = columns.len().max(1) as f64;
    let width = (plot.slots.width * 0.74 / count).min(WIDEST_BAR);
    let mut all = Vec::new();
    for (k, (column, fill)) in columns.iter().enumerate() {
        let offset = (k as f64 - count / 2.0) * width;
        let area = |(i, value): (usize, &Option<_>)| {
            let (x, y) = plot.point(i, (*value)?);
            Some(Area::spanning((x + offset, y), (x + offset + width, zero)))
        };
        let areas: Vec<Option<Area>> = column.values.iter().enumerate().map(area).collect();
        for (category, area) in areas.iter().enumerate() {
            if let Some(area) = area {
                // The edge of a bar without height would stand on both sides of zero.
                if column.values[category].is_some_and(|value| !value.is_zero()) {
                    canvas.bar(*area, fill);
                }
                canvas.spot(*area, About::value(category, column.place));
            }
        }
        all.push(areas);
    }
    all
}

/// Values at the ends of the bars: on all of them if all fit, else on the last, highest, lowest and
/// first.
pub(super) fn label(
    canvas: &mut Canvas,
    placer: &mut Placer,
    columns: &[(&Column, Fill)],
    bars: &Bars,
) {
    bars.iter()
        .flatten()
        .flatten()
        .for_each(|area| placer.avoid(*area));
    let every = columns
        .iter()
        .zip(bars)
        .all(|((c, _), areas)| every_label_fits(c, areas));
    let wanted: Vec<Vec<usize>> = columns.iter().map(|(c, _)| labelled(c, every)).collect();
    // Rank by rank, so that the last value of one column comes before the first value of another.
    for rank in 0..wanted.iter().map(Vec::len).max().unwrap_or(0) {
        for (k, (column, _)) in columns.iter().enumerate() {
            let Some(&i) = wanted[k].get(rank) else {
                continue;
            };
            let (Some(Some(value)), Some(Some(area))) = (column.values.get(i), bars[k].get(i))
            else {
                continue;
            };
            let style = Style {
                bold: rank == 0 && !every,
                ..Style::label(DEEP)
            };
            let places = beyond(area, *value >= Decimal::ZERO, style.size);
            let text = column.format.signed(*value);
            if let Some(text) = placer.place(&text, style, &places, Need::Must) {
                canvas.label(text, About::value(i, column.place));
            }
        }
    }
}

fn every_label_fits(column: &Column, areas: &[Option<Area>]) -> bool {
    let style = Style::label(DEEP);
    let room = areas.iter().flatten().next().map_or(0.0, Area::width);
    column
        .present()
        .all(|(_, v)| style.width(&column.format.signed(v)) <= room + 1.0)
}

/// The places to label, the weightiest first.
fn labelled(column: &Column, every: bool) -> Vec<usize> {
    let Some(e) = column.extremes() else {
        return Vec::new();
    };
    if every {
        return column.present().map(|(i, _)| i).collect();
    }
    let mut places = vec![e.last.0, e.max.0, e.min.0, e.first.0];
    let mut seen = Vec::new();
    places.retain(|i| {
        !seen.contains(i) && {
            seen.push(*i);
            true
        }
    });
    places
}
