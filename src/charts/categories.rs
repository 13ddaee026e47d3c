//! The axis of the categories: years shown once for a group, names wrapped, stood upright or
//! thinned, never colliding.

use super::canvas::{Anchor, Canvas, Style, Text};
use super::data::Data;
use super::fonts;
use super::geometry::Area;
use super::palette::{GREY, HAIR, HAIRLINE};
use super::period::Period;
use super::spots::About;

/// Height of a line of text under the axis.
const LINE: f64 = 9.5;
/// Distance from the axis to the first baseline.
const DROP: f64 = 10.5;
/// Longest upright name.
const UPRIGHT_ROOM: f64 = 96.0;

/// The categories side by side, all of one width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slots {
    pub left: f64,
    pub width: f64,
    pub count: usize,
}

impl Slots {
    pub(super) fn new(left: f64, right: f64, count: usize) -> Self {
        Self {
            left,
            width: (right - left) / count.max(1) as f64,
            count,
        }
    }

    pub(super) fn center(&self, i: usize) -> f64 {
        self.edge(i) + self.width / 2.0
    }

    /// Left side of a slot.
    pub(super) fn edge(&self, i: usize) -> f64 {
        self.left + i as f64 * self.width
    }
}

/// A text with the category that it names; none of a year of many.
type Named = (Text, Option<usize>);

/// What stands under the plot; heights count from the plot's lower side.
#[derive(Debug, Clone, Default)]
pub(super) struct CategoryAxis {
    texts: Vec<Named>,
    /// Where a year ends: x and length of the tick.
    ticks: Vec<(f64, f64)>,
    pub height: f64,
}

impl CategoryAxis {
    /// Plans the axis. Names that do not fit are stood upright, or thinned where `thin` allows
    /// (along a line).
    pub(super) fn plan(data: &Data, slots: &Slots, thin: bool) -> Self {
        match &data.periods {
            Some(periods) => Self::periods(periods, slots),
            None => Self::wrapped(&data.categories, slots)
                .unwrap_or_else(|| Self::crowded(&data.categories, slots, thin)),
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, plot: &Area) {
        for &(x, length) in &self.ticks {
            canvas.line(
                (x, plot.bottom),
                (x, plot.bottom + length),
                HAIRLINE,
                HAIR * 2.0,
            );
        }
        for (text, category) in &self.texts {
            let mut text = text.clone();
            text.at.1 += plot.bottom;
            match category {
                Some(category) => canvas.label(text, About::category(*category)),
                None => canvas.text(text),
            }
        }
    }

    fn periods(periods: &[Period], slots: &Slots) -> Self {
        let widest = periods
            .iter()
            .map(|p| Style::AXIS.width(&p.part))
            .fold(0.0, f64::max);
        let parts = widest > 0.0 && widest + 3.0 <= slots.width;
        let baseline = if parts { DROP + LINE } else { DROP };
        let groups = years(periods);
        let mut axis = Self {
            height: baseline + 3.0,
            ..Self::default()
        };
        if parts {
            let part = |(i, p): (usize, &Period)| {
                let text = middle(&p.part, slots.center(i), DROP, Style::AXIS);
                (text, Some(i))
            };
            axis.texts.extend(periods.iter().enumerate().map(part));
        }
        if groups.len() < periods.len() {
            let length = if parts { baseline } else { 4.0 };
            axis.ticks = groups
                .iter()
                .skip(1)
                .map(|g| (slots.edge(g.from), length))
                .collect();
        }
        let style = if parts {
            Style {
                color: GREY,
                ..Style::strong(GREY)
            }
        } else {
            Style::AXIS
        };
        let year = |g: &Group| {
            let text = middle(&g.year.to_string(), g.center(slots), baseline, style);
            (text, (g.from == g.to).then_some(g.from))
        };
        axis.texts
            .extend(thinned(groups.iter().map(year).collect()));
        axis
    }

    /// Every name whole, in three lines at most; `None` where one does not fit.
    fn wrapped(names: &[String], slots: &Slots) -> Option<Self> {
        let room = slots.width - 3.0;
        let lines: Vec<Vec<String>> = names
            .iter()
            .map(|n| fonts::wrap(n, room, 3, Style::AXIS.size, false))
            .collect();
        if lines.iter().flatten().any(|l| l.ends_with('…')) {
            return None;
        }
        let most = lines.iter().map(Vec::len).max().unwrap_or(1);
        let place = |(i, name): (usize, &Vec<String>)| {
            let at = |(row, line): (usize, &String)| {
                let baseline = DROP + row as f64 * LINE;
                (
                    middle(line, slots.center(i), baseline, Style::AXIS),
                    Some(i),
                )
            };
            name.iter().enumerate().map(at).collect::<Vec<_>>()
        };
        let texts = lines.iter().enumerate().flat_map(place).collect();
        Some(Self {
            texts,
            ticks: Vec::new(),
            height: DROP + (most - 1) as f64 * LINE + 3.0,
        })
    }

    fn crowded(names: &[String], slots: &Slots, thin: bool) -> Self {
        let style = Style::AXIS;
        let cut = |name: &str| fonts::shorten(name, UPRIGHT_ROOM, style.size, false);
        let level =
            |(i, n): (usize, &String)| (middle(&cut(n), slots.center(i), DROP, style), Some(i));
        let texts: Vec<Named> = names.iter().enumerate().map(level).collect();
        if thin {
            return Self {
                texts: thinned(texts),
                ticks: Vec::new(),
                height: DROP + 3.0,
            };
        }
        let upright = |(t, category): Named| {
            let text = Text {
                at: (t.at.0 + style.middle(), 5.0),
                upright: true,
                ..t
            };
            (text, category)
        };
        let texts = thinned(texts.into_iter().map(upright).collect());
        let height = texts
            .iter()
            .map(|(t, _)| t.area().bottom)
            .fold(DROP, f64::max);
        Self {
            texts,
            ticks: Vec::new(),
            height,
        }
    }
}

fn middle(text: &str, x: f64, baseline: f64, style: Style) -> Text {
    Text::new(text, (x, baseline), Anchor::Middle, style)
}

/// Every first, second, third… text: as many as stand clear of one another.
fn thinned(texts: Vec<Named>) -> Vec<Named> {
    let clear = |step: usize| {
        let kept: Vec<Area> = texts.iter().step_by(step).map(|(t, _)| t.area()).collect();
        kept.windows(2).all(|w| w[0].right + 1.0 <= w[1].left)
    };
    let step = (1..texts.len())
        .find(|&s| clear(s))
        .unwrap_or(texts.len().max(1));
    texts.into_iter().step_by(step).collect()
}

/// The slots of one year.
struct Group {
    year: u16,
    from: usize,
    to: usize,
}

impl Group {
    fn center(&self, slots: &Slots) -> f64 {
        (slots.edge(self.from) + slots.edge(self.to + 1)) / 2.0
    }
}

fn years(periods: &[Period]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (i, period) in periods.iter().enumerate() {
        match groups.last_mut() {
            // A bare year is its own group, even twice in a row.
            Some(g) if g.year == period.year && !period.part.is_empty() => g.to = i,
            _ => groups.push(Group {
                year: period.year,
                from: i,
                to: i,
            }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::super::samples::{quarters, serie};
    use super::*;
    use crate::model::TipoGrafico;

    fn axis(names: &[&str], width: f64, thin: bool) -> CategoryAxis {
        let serie = serie(
            TipoGrafico::Linee,
            "",
            names,
            &[("a", &vec!["1"; names.len()])],
        );
        let data = Data::new(&serie).expect("data");
        CategoryAxis::plan(&data, &Slots::new(0.0, width, names.len()), thin)
    }

    fn apart(axis: &CategoryAxis) -> bool {
        let areas: Vec<Area> = axis.texts.iter().map(|(t, _)| t.area()).collect();
        areas
            .iter()
            .enumerate()
            .all(|(i, a)| areas[..i].iter().all(|b| !a.overlaps(b)))
    }

    #[test]
    fn a_year_is_shown_once() {
        let names = quarters(2017, 19);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let axis = axis(&names, 430.0, true);
        assert_eq!(
            axis.texts.iter().filter(|(t, _)| t.text == "2017").count(),
            1
        );
        assert_eq!(axis.texts.iter().filter(|(t, _)| t.text == "T3").count(), 5);
        assert!(apart(&axis));
    }

    #[test]
    fn names_never_collide() {
        let long = vec!["Licenza di scuola media superiore"; 20];
        let short: Vec<&str> = "a b c d e f".split(' ').collect();
        for width in [40.0, 200.0, 430.0] {
            for thin in [true, false] {
                assert!(apart(&axis(&long, width, thin)) && apart(&axis(&short, width, thin)));
            }
        }
    }
}
