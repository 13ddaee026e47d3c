//! Gridlines give way to text: no figure is struck through.

use super::canvas::{Canvas, Shape};
use super::geometry::{Area, Point};

/// Air between a gridline and a text on it.
const AIR: f64 = 1.5;

/// The canvas's gridlines, each cut where a text stands on it.
pub(super) fn pieces(canvas: &Canvas) -> Vec<(Point, Point)> {
    let text = |shape: &Shape| {
        if let Shape::Text(text) = shape {
            Some(text.area())
        } else {
            None
        }
    };
    let mut texts: Vec<Area> = canvas.shapes.iter().filter_map(text).collect();
    texts.sort_by(|a, b| a.left.total_cmp(&b.left));
    canvas
        .grid
        .iter()
        .flat_map(|&line| cut(line, &texts))
        .collect()
}

/// What is left of a level line between texts, which come from left to right.
fn cut((from, to): (Point, Point), texts: &[Area]) -> Vec<(Point, Point)> {
    let y = from.1;
    let (mut start, mut pieces) = (from.0, Vec::new());
    for text in texts.iter().filter(|t| t.top < y && y < t.bottom) {
        let end = (text.left - AIR).min(to.0);
        if end > start {
            pieces.push(((start, y), (end, y)));
        }
        start = start.max(text.right + AIR);
    }
    if start < to.0 {
        pieces.push(((start, y), (to.0, y)));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_around_the_texts_on_it() {
        let text = |left: f64, right: f64| Area {
            left,
            right,
            top: 5.0,
            bottom: 15.0,
        };
        let texts = [
            text(-9.0, -5.0),
            text(20.0, 30.0),
            text(25.0, 40.0),
            text(95.0, 120.0),
        ];
        let pieces = cut(((0.0, 10.0), (100.0, 10.0)), &texts);
        let ends: Vec<(f64, f64)> = pieces.iter().map(|p| (p.0.0, p.1.0)).collect();
        assert_eq!(ends, [(0.0, 18.5), (41.5, 93.5)]);
        assert_eq!(cut(((0.0, 20.0), (100.0, 20.0)), &texts).len(), 1);
    }
}
