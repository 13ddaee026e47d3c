//! Points and boxes on the page, in typographic points.

/// A place on the canvas: x grows to the right, y downwards.
pub(super) type Point = (f64, f64);

/// A box with upright sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    /// The box between two opposite corners, in whatever order they come.
    pub(super) fn spanning(a: Point, b: Point) -> Self {
        Self {
            left: a.0.min(b.0),
            top: a.1.min(b.1),
            right: a.0.max(b.0),
            bottom: a.1.max(b.1),
        }
    }

    /// The box that reaches so far from a point on every side.
    pub(super) fn around((x, y): Point, reach: f64) -> Self {
        Self::spanning((x - reach, y - reach), (x + reach, y + reach))
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn center(&self) -> Point {
        (
            (self.left + self.right) / 2.0,
            (self.top + self.bottom) / 2.0,
        )
    }

    /// The box with a margin all round.
    pub(super) fn grown(&self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// True where the two boxes share more than an edge.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// True where `other` lies wholly inside.
    pub(super) fn contains(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    /// The part of a straight line that lies inside the box (Liang and Barsky).
    pub(super) fn clip(&self, from: Point, to: Point) -> Option<(Point, Point)> {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let sides = [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ];
        for (slope, room) in sides {
            if slope == 0.0 && room < 0.0 {
                return None;
            } else if slope < 0.0 {
                enter = enter.max(room / slope);
            } else if slope > 0.0 {
                leave = leave.min(room / slope);
            }
        }
        let at = |t: f64| (from.0 + t * dx, from.1 + t * dy);
        (enter < leave).then(|| (at(enter), at(leave)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Area = Area {
        left: 0.0,
        top: 0.0,
        right: 10.0,
        bottom: 10.0,
    };

    #[test]
    fn touching_boxes_do_not_overlap() {
        assert!(!BOX.overlaps(&Area {
            left: 10.0,
            right: 12.0,
            ..BOX
        }));
        assert!(BOX.overlaps(&Area {
            left: 9.0,
            right: 12.0,
            ..BOX
        }));
    }

    #[test]
    fn a_line_is_clipped_to_the_box() {
        assert_eq!(
            BOX.clip((-5.0, 5.0), (15.0, 5.0)),
            Some(((0.0, 5.0), (10.0, 5.0)))
        );
        assert_eq!(BOX.clip((-5.0, 11.0), (15.0, 11.0)), None);
        assert_eq!(
            BOX.clip((3.0, 3.0), (3.0, 3.0)),
            Some(((3.0, 3.0), (3.0, 3.0)))
        );
    }
}
