//! Bars and lines in one chart: trade with its balance, a level with its change.

use super::axis::Scale;
use super::canvas::Canvas;
use super::categories::{CategoryAxis, Slots};
use super::data::{Column, Data};
use super::geometry::Area;
use super::grouped;
use super::labels::Placer;
use super::legend::{self, Key};
use super::palette::{BALANCE, CALM, FILLS, Fill, LONE, STROKES, Stroke};
use super::plot::{self, Plot, WIDE};
use super::strokes::{self, End, Labelled};

const HEIGHT: f64 = 214.0;
/// Between the upper and the lower plot of [`level_and_change`]: the lower one's name.
const BETWEEN: f64 = 26.0;

/// Lines for all columns but the last, bars for the last: import, export and their balance.
pub(super) fn trade(data: &Data) -> Canvas {
    let mut canvas = Canvas::new(WIDE, HEIGHT);
    let Some((balance, flows)) = data.columns.split_last() else {
        return canvas;
    };
    let inked: Vec<(&Column, Stroke)> = flows.iter().zip(STROKES).collect();
    let colors = inked
        .iter()
        .map(|(c, s)| (*c, s.color))
        .chain([(balance, BALANCE.strong)]);
    let ends: Vec<(&Column, End)> = colors
        .filter_map(|(c, color)| Some((c, End::new(c, color)?)))
        .collect();
    let room = strokes::ends_room(&ends.iter().map(|(_, e)| e.clone()).collect::<Vec<_>>());
    let plot = trade_frame(&mut canvas, data, room);
    let ends: Vec<End> = ends.into_iter().map(|(c, e)| e.level(&plot, c)).collect();
    strokes::draw_ends(&mut canvas, &plot, &ends);
    let mut placer = Placer::new(canvas.area(), &canvas);
    let bars = grouped::bars(&mut canvas, &plot, &[(balance, BALANCE)]);
    plot.scale.draw_zero(&mut canvas, &plot.area);
    bars.iter()
        .flatten()
        .flatten()
        .for_each(|bar| placer.avoid(*bar));
    draw_lines(
        &mut canvas,
        &mut placer,
        &plot,
        &inked,
        Labelled {
            first: true,
            last: false,
        },
    );
    canvas
}

fn trade_frame(canvas: &mut Canvas, data: &Data, room: f64) -> Plot {
    let (low, high) = plot::range(&data.columns);
    let scale = Scale::from_zero(low, high, 5, data.unit == "%");
    let (left, right) = (scale.room(), canvas.width - room);
    let slots = Slots::new(left, right, data.categories.len());
    let axis = CategoryAxis::plan(data, &slots, true);
    let area = Area {
        left,
        right,
        top: plot::unit(canvas, &data.unit, 0.0),
        bottom: canvas.height - axis.height,
    };
    scale.draw(canvas, &area, false);
    axis.draw(canvas, &area);
    Plot { area, slots, scale }
}

fn draw_lines(
    canvas: &mut Canvas,
    placer: &mut Placer,
    plot: &Plot,
    inked: &[(&Column, Stroke)],
    which: Labelled,
) {
    for (column, stroke) in inked {
        strokes::column(canvas, plot, column, stroke);
        plot.runs(column)
            .iter()
            .for_each(|run| placer.avoid_line(run));
    }
    for (column, stroke) in inked {
        strokes::label_extremes(canvas, placer, plot, column, stroke, which);
    }
}

/// The last column as a line on the right-hand scale, above; the others as bars on the left-hand
/// scale, below. One axis of categories serves both, and neither hides the other as they would on
/// one ground.
pub(super) fn level_and_change(data: &Data) -> Canvas {
    let mut canvas = Canvas::new(WIDE, HEIGHT);
    let Some((change, levels)) = data.columns.split_last() else {
        return canvas;
    };
    let bars: Vec<(&Column, Fill)> = match levels {
        [one] => vec![(one, CALM)],
        many => many.iter().zip(FILLS).collect(),
    };
    let (upper, lower) = two_frames(&mut canvas, data, change, levels);
    name(
        &mut canvas,
        0.0,
        &[(change, Key::Stroke(LONE))],
        &data.second_unit,
    );
    let keys: Vec<(&Column, Key)> = bars.iter().map(|(c, f)| (*c, Key::Fill(*f))).collect();
    name(&mut canvas, lower.area.top - 20.0, &keys, &data.unit);
    let drawn = grouped::bars(&mut canvas, &lower, &bars);
    lower.scale.draw_zero(&mut canvas, &lower.area);
    upper.scale.draw_zero(&mut canvas, &upper.area);
    let mut placer = Placer::new(
        Area {
            top: lower.area.top - 8.0,
            ..canvas.area()
        },
        &canvas,
    );
    grouped::label(&mut canvas, &mut placer, &bars, &drawn);
    let above = Area {
        bottom: lower.area.top - 20.0,
        ..canvas.area()
    };
    let mut placer = Placer::new(above, &canvas);
    draw_lines(
        &mut canvas,
        &mut placer,
        &upper,
        &[(change, LONE)],
        Labelled {
            first: true,
            last: true,
        },
    );
    canvas
}

fn two_frames(
    canvas: &mut Canvas,
    data: &Data,
    change: &Column,
    levels: &[Column],
) -> (Plot, Plot) {
    let (low, high) = plot::range([change]);
    let above = Scale::from_zero(low, high, 4, change.format.percent);
    let (low, high) = plot::range(levels);
    let below = Scale::from_zero(low, high, 3, data.unit == "%");
    let (left, right) = (below.room(), canvas.width - above.room());
    let slots = Slots::new(left, right, data.categories.len());
    let axis = CategoryAxis::plan(data, &slots, true);
    let (top, bottom) = (21.0, canvas.height - axis.height);
    let middle = top + (bottom - top - BETWEEN) * 0.52;
    let upper = Area {
        left,
        right,
        top,
        bottom: middle,
    };
    let lower = Area {
        left,
        right,
        top: middle + BETWEEN,
        bottom,
    };
    above.draw(canvas, &upper, true);
    below.draw(canvas, &lower, false);
    axis.draw(canvas, &lower);
    (
        Plot {
            area: upper,
            slots,
            scale: above,
        },
        Plot {
            area: lower,
            slots,
            scale: below,
        },
    )
}

/// What a plot shows, over it: key, name, unit.
fn name(canvas: &mut Canvas, top: f64, columns: &[(&Column, Key)], unit: &str) {
    let last = columns.len().saturating_sub(1);
    let entry = |(i, (column, key)): (usize, &(&Column, Key))| {
        let unit = if i == last && !unit.is_empty() {
            format!(" ({unit})")
        } else {
            String::new()
        };
        (*key, format!("{}{unit}", column.name))
    };
    let entries: Vec<(Key, String)> = columns.iter().enumerate().map(entry).collect();
    legend::draw(canvas, top, &entries);
}
