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
use super::plot::{self, NARROW, NARROW_HEIGHT, Plot, WIDE};
use super::spots::About;

const WIDEST_BAR: f64 = 30.0;
const LOWEST_PLOT: f64 = 116.0;
/// What a bar takes with its name under it, at least.
const NARROWEST_SLOT: f64 = 10.5;
/// Lowest layer that holds a value.
const LOWEST_LAYER: f64 = 9.0;

/// Layers grow from zero: upwards what is positive, downwards what is negative.
pub(super) fn draw(data: &Data) -> Canvas {
    let mut canvas = Canvas::new(width(data), NARROW_HEIGHT);
    let top = head(&mut canvas, data);
    let stacks: Vec<Stack> = (0..data.categories.len())
        .map(|category| Stack::new(data, category))
        .collect();
    let plot = frame(&mut canvas, data, &stacks, top);
    let mut placer = Placer::new(canvas.area(), &canvas);
    for (category, stack) in stacks.iter().enumerate() {
        placer.avoid(stack.bar(&plot, category));
        for layer in &stack.layers {
            draw_layer(&mut canvas, &plot, category, layer, data);
        }
    }
    for (category, stack) in stacks.iter().enumerate() {
        label_total(&mut canvas, &mut placer, &plot, data, category, stack);
    }
    plot.scale.draw_zero(&mut canvas, &plot.area);
    canvas
}

/// Half the page, or the whole where so many bars would leave no room for names and totals.
fn width(data: &Data) -> f64 {
    /// What the labels of the scale take.
    const SCALE: f64 = 30.0;
    let totals = (0..data.categories.len()).map(|i| data.format().signed(data.total(i)));
    let widest = totals.map(|text| Style::strong(DEEP).width(&text) + 2.0);
    let slot = widest.fold(NARROWEST_SLOT, f64::max);
    if slot * data.categories.len() as f64 > NARROW - SCALE {
        WIDE
    } else {
        NARROW
    }
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

fn frame(canvas: &mut Canvas, data: &Data, stacks: &[Stack], top: f64) -> Plot {
    let high = stacks.iter().map(|s| s.high).fold(0.0, f64::max);
    let low = stacks.iter().map(|s| s.low).fold(0.0, f64::min);
    let scale = Scale::of_bars((low, high), 4, data.format(), LOWEST_PLOT);
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

    /// The whole of it on the plot.
    fn bar(&self, plot: &Plot, category: usize) -> Area {
        let (x, half) = (plot.slots.center(category), bar_width(plot) / 2.0);
        let y = |value| plot.scale.y(value, &plot.area);
        Area::spanning((x - half, y(self.low)), (x + half, y(self.high)))
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
    let bar = stack.bar(plot, category);
    let places = beyond(&bar, total >= Decimal::ZERO, style.size);
    let text = data.format().signed(total);
    if let Some(text) = placer.place(&text, style, &places[..1], Need::May) {
        canvas.label(text, About::category(category));
    }
}
