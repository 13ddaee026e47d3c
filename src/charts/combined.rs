//! Bars and lines in one chart: trade with its balance, a level with its change.

use super::axis::Scale;
use super::canvas::Canvas;
use super::categories::{CategoryAxis, Slots};
use super::data::{Column, Data};
use super::geometry::Area;
use super::grouped;
use super::labels::Placer;
use super::legend::{self, Key};
use super::palette::{BALANCE, CALM, FILLS, Fill, LONE, Marker, STROKES, Stroke};
use super::plot::{self, Plot, WIDE};
use super::strokes::{self, End, Labelled};

const HEIGHT: f64 = 190.0;
const BOTH_ENDS: Labelled = Labelled {
    first: true,
    last: true,
};
/// A balance that is a line among those that it comes from.
const THIN_BALANCE: Stroke = Stroke {
    color: BALANCE.strong,
    dash: &[7.0, 2.0, 1.75, 2.0],
    marker: Marker::Diamond,
};
/// Between the upper and the lower plot of [`level_and_change`]: the lower one's name.
const BETWEEN: f64 = 26.0;
/// About how tall the lower one is.
const LOWER: f64 = 52.0;

/// Lines for all columns but the last, bars for the last: import, export and their balance. Over a
/// long time the balance is a line too.
pub(super) fn trade(data: &Data) -> Canvas {
    let mut canvas = Canvas::new(WIDE, HEIGHT);
    let Some((balance, flows)) = data.columns.split_last() else {
        return canvas;
    };
    let mut inked: Vec<(&Column, Stroke)> = flows.iter().zip(STROKES).collect();
    let colors: Vec<_> = inked
        .iter()
        .map(|(c, s)| (*c, s.color))
        .chain([(balance, BALANCE.strong)])
        .collect();
    if data.long() {
        inked.push((balance, THIN_BALANCE));
    }
    let ends: Vec<(&Column, End)> = colors
        .into_iter()
        .filter_map(|(c, color)| Some((c, End::new(c, color)?)))
        .collect();
    let room = strokes::ends_room(&ends.iter().map(|(_, e)| e.clone()).collect::<Vec<_>>());
    let plot = trade_frame(&mut canvas, data, room);
    let ends: Vec<End> = ends.into_iter().map(|(c, e)| e.level(&plot, c)).collect();
    strokes::draw_ends(&mut canvas, &plot, &ends);
    let mut placer = Placer::new(canvas.area(), &canvas);
    if !data.long() {
        let bars = grouped::bars(&mut canvas, &plot, &[(balance, BALANCE)]);
        bars.iter()
            .flatten()
            .flatten()
            .for_each(|bar| placer.avoid(*bar));
    }
    plot.scale.draw_zero(&mut canvas, &plot.area);
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
    let scale = Scale::from_zero(low, high, 5, data.format());
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
/// scale, below; lines too over a long time. One axis of categories serves both, and neither hides
/// the other as they would on one ground.
pub(super) fn level_and_change(data: &Data) -> Canvas {
    let mut canvas = Canvas::new(WIDE, HEIGHT);
    let Some((change, levels)) = data.columns.split_last() else {
        return canvas;
    };
    let (upper, lower) = two_frames(&mut canvas, data, change, levels);
    name(
        &mut canvas,
        0.0,
        &[(change, Key::Stroke(LONE))],
        &data.second_unit,
    );
    draw_levels(&mut canvas, data, &lower, levels);
    upper.scale.draw_zero(&mut canvas, &upper.area);
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
        BOTH_ENDS,
    );
    canvas
}

/// The lower plot: bars, or lines where they would be too many to tell apart.
fn draw_levels(canvas: &mut Canvas, data: &Data, lower: &Plot, levels: &[Column]) {
    let title = lower.area.top - 20.0;
    let bounds = Area {
        top: lower.area.top - 8.0,
        ..canvas.area()
    };
    if data.long() {
        let lines: Vec<(&Column, Stroke)> = levels.iter().zip(STROKES).collect();
        let keys: Vec<_> = lines.iter().map(|(c, s)| (*c, Key::Stroke(*s))).collect();
        name(canvas, title, &keys, &data.unit);
        lower.scale.draw_zero(canvas, &lower.area);
        let mut placer = Placer::new(bounds, canvas);
        draw_lines(canvas, &mut placer, lower, &lines, BOTH_ENDS);
        return;
    }
    let bars: Vec<(&Column, Fill)> = match levels {
        [one] => vec![(one, CALM)],
        many => many.iter().zip(FILLS).collect(),
    };
    let keys: Vec<_> = bars.iter().map(|(c, f)| (*c, Key::Fill(*f))).collect();
    name(canvas, title, &keys, &data.unit);
    let drawn = grouped::bars(canvas, lower, &bars);
    lower.scale.draw_zero(canvas, &lower.area);
    let mut placer = Placer::new(bounds, canvas);
    grouped::label(canvas, &mut placer, &bars, &drawn);
}

fn two_frames(
    canvas: &mut Canvas,
    data: &Data,
    change: &Column,
    levels: &[Column],
) -> (Plot, Plot) {
    let (low, high) = plot::range([change]);
    let above = Scale::from_zero(low, high, 4, change.format);
    let (low, high) = plot::range(levels);
    // A line may leave zero out; a bar would lie.
    let below = if data.long() {
        Scale::nice(low, high, 3, data.format())
    } else {
        Scale::of_bars((low, high), 3, data.format(), LOWER)
    };
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
        (*key, format!("{}{unit}", column.name), column.place)
    };
    let entries: Vec<(Key, String, usize)> = columns.iter().enumerate().map(entry).collect();
    legend::draw(canvas, top, &entries);
}
