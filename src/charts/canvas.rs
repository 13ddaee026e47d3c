//! A drawing before it is SVG: shapes in points, in painting order.
//!
//! Charts only add shapes; [`super::svg`] alone knows the file format. So where things stand can be
//! tested.

use plotters::style::RGBColor;

use super::fonts;
use super::geometry::{Area, Point};
use super::palette::{self, Fill, Marker, Stroke};
use super::spots::{About, Spot};

/// Which end of a text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The look of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub size: f64,
    pub color: RGBColor,
    pub bold: bool,
}

impl Style {
    pub(super) const AXIS: Self = Self {
        size: palette::AXIS_SIZE,
        color: palette::GREY,
        bold: false,
    };

    /// A value or a name beside its mark.
    pub(super) const fn label(color: RGBColor) -> Self {
        Self {
            size: palette::LABEL_SIZE,
            color,
            bold: false,
        }
    }

    pub(super) const fn strong(color: RGBColor) -> Self {
        Self {
            size: palette::LABEL_SIZE,
            color,
            bold: true,
        }
    }

    pub(super) fn width(&self, text: &str) -> f64 {
        fonts::width(text, self.size, self.bold)
    }

    /// Distance from the middle of the digits down to the baseline.
    pub(super) fn middle(&self) -> f64 {
        self.size * 0.345
    }
}

/// One line of text; `at` is on its baseline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    pub text: String,
    pub at: Point,
    pub anchor: Anchor,
    pub style: Style,
    /// Read upwards, with the end of the text at `at`.
    pub upright: bool,
}

impl Text {
    pub(super) fn new(text: impl Into<String>, at: Point, anchor: Anchor, style: Style) -> Self {
        Self {
            text: text.into(),
            at,
            anchor,
            style,
            upright: false,
        }
    }

    /// The box that the letters fill, with a little air at the ends for kerning.
    pub(super) fn area(&self) -> Area {
        let width = self.style.width(&self.text) + 1.0;
        let (up, down) = (self.style.size * 0.76, self.style.size * 0.2);
        let (x, y) = self.at;
        if self.upright {
            return Area {
                left: x - up,
                right: x + down,
                top: y,
                bottom: y + width,
            };
        }
        let left = match self.anchor {
            Anchor::Start => x - 0.5,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width + 0.5,
        };
        Area {
            left,
            right: left + width,
            top: y - up,
            bottom: y + down,
        }
    }
}

/// One mark on the canvas. Widths and radii are in points.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Path {
        points: Vec<Point>,
        color: RGBColor,
        width: f64,
    },
    Polygon {
        points: Vec<Point>,
        color: RGBColor,
    },
    Rect {
        area: Area,
        color: RGBColor,
    },
    Circle {
        center: Point,
        radius: f64,
        color: RGBColor,
    },
    Text(Text),
}

/// A drawing of a given size, in points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Canvas {
    pub width: f64,
    pub height: f64,
    pub shapes: Vec<Shape>,
    /// Level lines under everything else, from left to right.
    pub grid: Vec<(Point, Point)>,
    /// What its parts tell of; those that lie on others come after.
    pub spots: Vec<Spot>,
}

impl Canvas {
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            shapes: Vec::new(),
            grid: Vec::new(),
            spots: Vec::new(),
        }
    }

    /// The whole sheet.
    pub(super) fn area(&self) -> Area {
        Area {
            left: 0.0,
            top: 0.0,
            right: self.width,
            bottom: self.height,
        }
    }

    pub(super) fn text(&mut self, text: Text) {
        self.shapes.push(Shape::Text(text));
    }

    /// A text that tells of something.
    pub(super) fn label(&mut self, text: Text, about: About) {
        self.spots.push(Spot {
            about,
            area: text.area(),
            text: text.text.clone(),
        });
        self.text(text);
    }

    /// What the shapes in a box tell of.
    pub(super) fn spot(&mut self, area: Area, about: About) {
        self.spots.push(Spot {
            about,
            area,
            text: String::new(),
        });
    }

    pub(super) fn path(&mut self, points: Vec<Point>, color: RGBColor, width: f64) {
        self.shapes.push(Shape::Path {
            points,
            color,
            width,
        });
    }

    pub(super) fn line(&mut self, from: Point, to: Point, color: RGBColor, width: f64) {
        self.path(vec![from, to], color, width);
    }

    pub(super) fn circle(&mut self, center: Point, radius: f64, color: RGBColor) {
        self.shapes.push(Shape::Circle {
            center,
            radius,
            color,
        });
    }

    pub(super) fn polygon(&mut self, points: Vec<Point>, color: RGBColor) {
        self.shapes.push(Shape::Polygon { points, color });
    }

    /// A filled box with its hatch and outline. The outline runs inside, so that boxes keep their
    /// true height.
    pub(super) fn bar(&mut self, area: Area, fill: &Fill) {
        self.shapes.push(Shape::Rect {
            area,
            color: fill.color,
        });
        if let Some(color) = fill.hatch {
            self.hatch(area, color);
        }
        if let Some(color) = fill.edge {
            self.outline(area, color);
        }
    }

    /// A box of plain colour.
    pub(super) fn patch(&mut self, area: Area, color: RGBColor) {
        self.shapes.push(Shape::Rect { area, color });
    }

    fn outline(&mut self, area: Area, color: RGBColor) {
        let inset = palette::HAIR / 2.0;
        let (l, r) = (area.left + inset, area.right - inset);
        let (t, b) = (area.top + inset, area.bottom - inset);
        self.path(
            vec![(l, t), (r, t), (r, b), (l, b), (l, t)],
            color,
            palette::HAIR,
        );
    }

    fn hatch(&mut self, area: Area, color: RGBColor) {
        const GAP: f64 = 3.5;
        let count = ((area.width() + area.height()) / GAP) as usize;
        for i in 1..=count {
            let x = area.left + i as f64 * GAP;
            let lower = (x - area.height(), area.bottom);
            if let Some((from, to)) = area.clip(lower, (x, area.top)) {
                self.line(from, to, color, palette::HAIR);
            }
        }
    }

    /// A marker of the stroke's own shape, with a white rim that lifts it off the line.
    pub(super) fn marker(&mut self, at: Point, stroke: &Stroke) {
        self.mark(at, 3.1, stroke.marker, palette::WHITE);
        self.mark(at, 2.4, stroke.marker, stroke.color);
        if stroke.marker == Marker::Ring {
            self.mark(at, 1.3, stroke.marker, palette::WHITE);
        }
    }

    fn mark(&mut self, (x, y): Point, r: f64, marker: Marker, color: RGBColor) {
        let d = r * 1.3;
        match marker {
            Marker::Circle | Marker::Ring => self.shapes.push(Shape::Circle {
                center: (x, y),
                radius: r,
                color,
            }),
            Marker::Square => self.patch(
                Area::spanning((x - r * 0.9, y - r * 0.9), (x + r * 0.9, y + r * 0.9)),
                color,
            ),
            Marker::Triangle => self.polygon(
                vec![
                    (x, y - d),
                    (x + d * 0.95, y + r * 0.8),
                    (x - d * 0.95, y + r * 0.8),
                ],
                color,
            ),
            Marker::Diamond => {
                self.polygon(vec![(x, y - d), (x + d, y), (x, y + d), (x - d, y)], color)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_of_a_text_follows_its_anchor() {
        let style = Style::label(palette::DEEP);
        let area = |anchor| Text::new("12", (50.0, 20.0), anchor, style).area();
        assert!(area(Anchor::Start).left >= 49.0 && area(Anchor::End).right <= 51.0);
        assert!((area(Anchor::Middle).center().0 - 50.0).abs() < 1e-9);
    }

    #[test]
    fn a_hatch_stays_inside_its_box() {
        let mut canvas = Canvas::new(100.0, 100.0);
        let area = Area {
            left: 10.0,
            top: 10.0,
            right: 30.0,
            bottom: 60.0,
        };
        let sheet = Area {
            left: 9.99,
            top: 9.99,
            right: 30.01,
            bottom: 60.01,
        };
        canvas.bar(area, &palette::FILLS[3]);
        for shape in &canvas.shapes {
            if let Shape::Path { points, .. } = shape {
                assert!(
                    points
                        .iter()
                        .all(|&p| sheet.contains(&Area::spanning(p, p)))
                );
            }
        }
    }
}
