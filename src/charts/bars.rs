//! Vertical bars in layers, one per column, with the total on top.

use rust_decimal::Decimal;

use super::axis::Scale;
use super::canvas::{Anchor, Canvas, Style, Text};
use super::categories::{CategoryAxis, Slots};
use super::data::Data;
use super::figures::float;
use super::geometry::Area;
use super::labels::{Need, Placer, beyond};
use super::legend::{self, Key};
use super::palette::{DEEP, FILLS, Fill};
use super::plot::{self, NARROW, NARROW_HEIGHT, Plot};
use super::spots::About;

const WIDEST_BAR: f64 = 30.0;
const LOWEST_PLOT: f64 = 116.0;
/// Lowest layer that holds a value.
const LOWEST_LAYER: f64 = 9.0;

/// Layers grow from zero: upwards what is positive, downwards what is negative.
pub(super) fn draw(data: &Data) -> Canvas {
    let mut canvas = Canvas::new(NARROW, NARROW_HEIGHT);
    let top = head(&mut canvas, data);
    let plot = frame(&mut canvas, data, top);
    let mut placer = Placer::new(canvas.area(), &canvas);
    for category in 0..data.categories.len() {
        let stack = Stack::new(data, category);
        for layer in &stack.layers {
            draw_layer(&mut canvas, &plot, category, layer, data);
        }
        label_total(&mut canvas, &mut placer, &plot, data, category, &stack);
    }
    plot.scale.draw_zero(&mut canvas, &plot.area);
    canvas
}

/// Legend, with the total of each layer, and unit; returns where the plot may begin.
fn head(canvas: &mut Canvas, data: &Data) -> f64 {
    let name = |name: &str, sum: Decimal| format!("{name} {}", data.format().print(sum));
    let entry =
        |(c, f): (&super::data::Column, Fill)| (Key::Fill(f), name(&c.name, c.sum()), c.place);
    let entries: Vec<_> = data.columns.iter().zip(FILLS).map(entry).collect();
    let top = if entries.len() > 1 {
        legend::draw(canvas, 0.0, &entries) + 4.0
    } else {
        0.0
    };
    top + plot::unit(canvas, &data.unit, top)
}

fn frame(canvas: &mut Canvas, data: &Data, top: f64) -> Plot {
    let stacks: Vec<Stack> = (0..data.categories.len())
        .map(|i| Stack::new(data, i))
        .collect();
    let high = stacks.iter().map(|s| s.high).fold(0.0, f64::max);
    let low = stacks.iter().map(|s| s.low).fold(0.0, f64::min);
    let scale = Scale::from_zero(low, high, 4, data.unit == "%");
    let (left, right) = (scale.room(), canvas.width);
    let slots = Slots::new(left, right, data.categories.len());
    let axis = CategoryAxis::plan(data, &slots, false);
    // Names that stand upright make the sheet taller rather than the bars shorter.
    canvas.height = canvas.height.max(top + LOWEST_PLOT + axis.height);
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

/// One category: its layers and how far they reach.
struct Stack {
    layers: Vec<Layer>,
    low: f64,
    high: f64,
}

struct Layer {
    /// The place of its column.
    column: usize,
    value: Decimal,
    from: f64,
    to: f64,
    fill: Fill,
}

impl Stack {
    fn new(data: &Data, category: usize) -> Self {
        let mut stack = Self {
            layers: Vec::new(),
            low: 0.0,
            high: 0.0,
        };
        for (column, fill) in data.columns.iter().zip(FILLS) {
            if let Some(Some(value)) = column.values.get(category) {
                stack.push(column.place, *value, fill);
            }
        }
        stack
    }

    fn push(&mut self, column: usize, value: Decimal, fill: Fill) {
        let size = float(value);
        let end = if size >= 0.0 {
            &mut self.high
        } else {
            &mut self.low
        };
        let from = *end;
        *end += size;
        self.layers.push(Layer {
            column,
            value,
            from,
            to: *end,
            fill,
        });
    }
}

fn draw_layer(canvas: &mut Canvas, plot: &Plot, category: usize, layer: &Layer, data: &Data) {
    let (x, half) = (plot.slots.center(category), bar_width(plot) / 2.0);
    let (from, to) = (
        plot.scale.y(layer.from, &plot.area),
        plot.scale.y(layer.to, &plot.area),
    );
    let area = Area::spanning((x - half, from), (x + half, to));
    if layer.value.is_zero() {
        return;
    }
    let about = About::value(category, layer.column);
    canvas.bar(area, &layer.fill);
    canvas.spot(area, about);
    let style = Style::label(layer.fill.ink);
    let text = data.format().print(layer.value);
    let fits = area.height() >= LOWEST_LAYER && style.width(&text) + 2.0 <= area.width();
    if fits && data.columns.len() > 1 {
        let text = Text::new(
            text,
            (x, area.center().1 + style.middle()),
            Anchor::Middle,
            style,
        );
        if layer.fill.hatch.is_some() {
            canvas.patch(text.area(), layer.fill.color);
        }
        canvas.label(text, about);
    }
}

fn bar_width(plot: &Plot) -> f64 {
    (plot.slots.width * 0.7).min(WIDEST_BAR)
}

fn label_total(
    canvas: &mut Canvas,
    placer: &mut Placer,
    plot: &Plot,
    data: &Data,
    category: usize,
    stack: &Stack,
) {
    if stack.layers.is_empty() {
        return;
    }
    let (total, style) = (data.total(category), Style::strong(DEEP));
    let up = stack.high > 0.0 || stack.low >= 0.0;
    let (x, half) = (plot.slots.center(category), bar_width(plot) / 2.0);
    let y = |value| plot.scale.y(value, &plot.area);
    let bar = Area::spanning((x - half, y(stack.low)), (x + half, y(stack.high)));
    let places = beyond(&bar, up, style.size);
    let text = data.format().signed(total);
    if let Some(text) = placer.place(&text, style, &places[..1], Need::May) {
        canvas.label(text, About::category(category));
    }
}
