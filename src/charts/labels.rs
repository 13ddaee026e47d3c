//! Where labels go so that none covers another: the collision solver.

use super::canvas::{Anchor, Canvas, Shape, Style, Text};
use super::geometry::{Area, Point};

/// A place that a label may take: a point on its baseline, and which end stands there.
pub(super) type Candidate = (Point, Anchor);

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// May lie over data if there is no better place; never over another label.
    Must,
    /// Dropped unless wholly free.
    May,
}

/// Half the thickness of a data line, and a little more.
const LINE_AIR: f64 = 1.5;

/// Keeps account of what is taken on the canvas.
#[derive(Debug, Clone)]
pub(super) struct Placer {
    bounds: Area,
    taken: Vec<Area>,
    bars: Vec<Area>,
    lines: Vec<(Point, Point)>,
}

impl Placer {
    /// Labels will stay inside `bounds` and clear of the text that is on the canvas by now.
    pub(super) fn new(bounds: Area, canvas: &Canvas) -> Self {
        let text = |shape: &Shape| {
            if let Shape::Text(text) = shape {
                Some(text.area())
            } else {
                None
            }
        };
        let taken = canvas.shapes.iter().filter_map(text).collect();
        Self {
            bounds,
            taken,
            bars: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Nothing may cover this.
    pub(super) fn reserve(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Better not to cover this bar.
    pub(super) fn avoid(&mut self, bar: Area) {
        self.bars.push(bar);
    }

    /// Better not to cover this line.
    pub(super) fn avoid_line(&mut self, points: &[Point]) {
        self.lines.extend(points.windows(2).map(|w| (w[0], w[1])));
    }

    /// The label at the first of the candidates that is free, or `None`.
    pub(super) fn place(
        &mut self,
        text: &str,
        style: Style,
        candidates: &[Candidate],
        need: Need,
    ) -> Option<Text> {
        let fits = |clear: bool| {
            let made = candidates
                .iter()
                .map(|&(at, anchor)| Text::new(text, at, anchor, style));
            made.into_iter()
                .find(|t| self.free(&t.area()) && (!clear || self.clear(&t.area())))
        };
        let found = fits(true).or_else(|| {
            if need == Need::Must {
                fits(false)
            } else {
                None
            }
        })?;
        self.reserve(found.area());
        Some(found)
    }

    fn free(&self, area: &Area) -> bool {
        self.bounds.contains(area) && !self.taken.iter().any(|t| t.overlaps(area))
    }

    fn clear(&self, area: &Area) -> bool {
        let wide = area.grown(LINE_AIR);
        let crossed = self
            .lines
            .iter()
            .any(|&(from, to)| wide.clip(from, to).is_some());
        !crossed && !self.bars.iter().any(|b| b.overlaps(area))
    }
}

/// Places around a point, nearest first: above or below as asked, then the other, beside, aslant,
/// and further off.
pub(super) fn around((x, y): Point, above: bool, size: f64) -> Vec<Candidate> {
    let heights = |gap: f64| {
        let (up, down) = (y - gap, y + gap + size * 0.72);
        if above { [up, down] } else { [down, up] }
    };
    let level = y + size * 0.345;
    let mut places: Vec<Candidate> = heights(4.5)
        .map(|baseline| ((x, baseline), Anchor::Middle))
        .into();
    places.extend([
        ((x + 6.0, level), Anchor::Start),
        ((x - 6.0, level), Anchor::End),
    ]);
    for gap in [4.5, 8.0, 12.0, 17.0, 23.0, 30.0] {
        for baseline in heights(gap) {
            places.push(((x, baseline), Anchor::Middle));
            places.push(((x + 2.0, baseline), Anchor::Start));
            places.push(((x - 2.0, baseline), Anchor::End));
        }
    }
    places
}

/// Places beyond the end of an upright bar, nearest first, the second at its right: never at its
/// foot, where a label would stand on the wrong side of zero.
pub(super) fn beyond(bar: &Area, up: bool, size: f64) -> Vec<Candidate> {
    let above = |gap: f64| bar.top - gap;
    let below = |gap: f64| bar.bottom + gap + size * 0.72;
    let far = |gap: f64| if up { above(gap) } else { below(gap) };
    let row = |baseline: f64| {
        let x = bar.center().0;
        [
            ((x, baseline), Anchor::Middle),
            ((bar.right, baseline), Anchor::End),
            ((bar.left, baseline), Anchor::Start),
        ]
    };
    let beside = if up {
        bar.bottom - 1.5
    } else {
        bar.top + 1.5 + size * 0.72
    };
    let mut places: Vec<Candidate> = row(far(2.5)).into();
    places.push(((bar.right + 3.0, beside), Anchor::Start));
    places.extend(
        [6.0, 10.0, 15.0, 21.0, 28.0]
            .map(far)
            .into_iter()
            .flat_map(row),
    );
    places
}

/// Moves blocks of the given heights, wanted around the given middles, so that they do not overlap
/// between `top` and `bottom`; their order is kept. Where the room is too small they share it
/// evenly.
pub(super) fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let total: f64 = wanted.iter().map(|w| w.1).sum();
    let squeeze = ((bottom - top) / total.max(1e-9)).min(1.0);
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].0.total_cmp(&wanted[b].0));
    let mut middles = vec![0.0; wanted.len()];
    let mut edge = top;
    for &i in &order {
        let half = wanted[i].1 * squeeze / 2.0;
        middles[i] = wanted[i].0.max(edge + half);
        edge = middles[i] + half;
    }
    let mut edge = bottom;
    for &i in order.iter().rev() {
        let half = wanted[i].1 * squeeze / 2.0;
        middles[i] = middles[i].min(edge - half);
        edge = middles[i] - half;
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::super::palette::DEEP;
    use super::*;

    /// A small linear congruential generator: random enough, and the same on every run.
    fn random(seed: &mut u64) -> f64 {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 11) as f64 / (1u64 << 53) as f64
    }

    #[test]
    fn no_two_labels_overlap_and_all_stay_inside() {
        let bounds = Area {
            left: 0.0,
            top: 0.0,
            right: 300.0,
            bottom: 120.0,
        };
        let style = Style::label(DEEP);
        let mut seed = 7;
        for _ in 0..200 {
            let mut placer = Placer::new(bounds, &Canvas::new(300.0, 120.0));
            let mut placed: Vec<Area> = Vec::new();
            for i in 0..40 {
                let point = (random(&mut seed) * 300.0, random(&mut seed) * 120.0);
                let need = if i % 3 == 0 { Need::Must } else { Need::May };
                let text = placer.place("-12.345,6", style, &around(point, i % 2 == 0, 8.0), need);
                placed.extend(text.map(|t| t.area()));
            }
            assert!(placed.len() > 5 && placed.iter().all(|a| bounds.contains(a)));
            for (i, a) in placed.iter().enumerate() {
                assert!(placed[..i].iter().all(|b| !a.overlaps(b)));
            }
        }
    }

    #[test]
    fn spread_blocks_keep_their_order_and_do_not_overlap() {
        let mut seed = 3;
        for _ in 0..200 {
            let wanted: Vec<(f64, f64)> =
                (0..6).map(|_| (random(&mut seed) * 100.0, 12.0)).collect();
            let middles = spread(&wanted, 0.0, 100.0);
            let mut sorted = middles.clone();
            sorted.sort_by(f64::total_cmp);
            assert!(sorted.windows(2).all(|w| w[1] - w[0] >= 12.0 - 1e-9));
            assert!(sorted[0] >= 6.0 - 1e-9 && sorted[5] <= 94.0 + 1e-9);
            let ordered =
                |i: usize, j: usize| wanted[i].0 > wanted[j].0 || middles[i] <= middles[j] + 1e-9;
            assert!((0..6).all(|i| (0..6).all(|j| ordered(i, j))));
        }
    }

    #[test]
    fn data_is_covered_only_in_need() {
        let bounds = Area {
            left: 0.0,
            top: 0.0,
            right: 40.0,
            bottom: 20.0,
        };
        let mut placer = Placer::new(bounds, &Canvas::new(40.0, 20.0));
        placer.avoid(bounds);
        let here = [((20.0, 10.0), Anchor::Middle)];
        assert!(
            placer
                .place("1", Style::label(DEEP), &here, Need::May)
                .is_none()
        );
        assert!(
            placer
                .place("1", Style::label(DEEP), &here, Need::Must)
                .is_some()
        );
        assert!(
            placer
                .place("2", Style::label(DEEP), &here, Need::Must)
                .is_none()
        );
    }
}
