//! Lines over time, each named at its end.

use super::axis::Scale;
use super::canvas::Canvas;
use super::categories::{CategoryAxis, Slots};
use super::data::Data;
use super::figures::Format;
use super::geometry::Area;
use super::labels::Placer;
use super::palette::STROKES;
use super::plot::{self, Plot, WIDE};
use super::strokes::{self, End, Labelled};

const HEIGHT: f64 = 178.0;

/// One line per column; the highest, lowest, first and last value of each are written out.
pub(super) fn draw(data: &Data) -> Canvas {
    let mut canvas = Canvas::new(WIDE, HEIGHT);
    let ends: Vec<Option<End>> = data
        .columns
        .iter()
        .zip(STROKES)
        .map(|(c, s)| End::new(c, s.color))
        .collect();
    let plot = frame(
        &mut canvas,
        data,
        strokes::ends_room(&ends.iter().flatten().cloned().collect::<Vec<_>>()),
    );
    let ends: Vec<End> = ends
        .into_iter()
        .zip(&data.columns)
        .filter_map(|(e, c)| e.map(|e| e.level(&plot, c)))
        .collect();
    strokes::draw_ends(&mut canvas, &plot, &ends);
    let mut placer = Placer::new(canvas.area(), &canvas);
    let inked: Vec<_> = data.columns.iter().zip(STROKES).collect();
    // From the last to the first: the first column is the one that lies on top.
    for (column, stroke) in inked.iter().rev() {
        strokes::column(&mut canvas, &plot, column, stroke);
        plot.runs(column)
            .iter()
            .for_each(|run| placer.avoid_line(run));
    }
    // More than two first values would crowd the axis.
    let which = Labelled {
        first: inked.len() <= 2,
        last: false,
    };
    for (column, stroke) in &inked {
        strokes::label_extremes(&mut canvas, &mut placer, &plot, column, stroke, which);
    }
    canvas
}

fn frame(canvas: &mut Canvas, data: &Data, right: f64) -> Plot {
    let scale = scale(plot::range(&data.columns), data.format());
    let top = plot::unit(canvas, &data.unit, 0.0);
    let (left, right) = (scale.room(), canvas.width - right);
    let slots = Slots::new(left, right, data.categories.len());
    let axis = CategoryAxis::plan(data, &slots, true);
    let area = Area {
        left,
        right,
        top,
        bottom: canvas.height - axis.height,
    };
    scale.draw(canvas, &area, false);
    scale.draw_zero(canvas, &area);
    axis.draw(canvas, &area);
    Plot { area, slots, scale }
}

/// From zero where the values span most of the way to it anyway; with room under the lowest point
/// for its label.
fn scale((low, high): (f64, f64), format: Format) -> Scale {
    const ROOM: f64 = 0.07;
    let far = low > 0.0 && high - low < high * 0.6;
    let scale = if far { Scale::nice } else { Scale::from_zero }(low, high, 5, format);
    let lowest = low - (scale.high() - scale.low()) * ROOM;
    if lowest >= scale.low() || low == 0.0 {
        return scale;
    }
    Scale::nice(
        if low > 0.0 { lowest.max(0.0) } else { lowest },
        high,
        5,
        format,
    )
}
