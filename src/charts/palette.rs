//! The design tokens of the charts: colours, fills, strokes, type sizes.
//!
//! Nothing is told apart by colour alone. Fills that touch alternate dark and light, so that they
//! hold in greyscale and for colour-blind readers; lines differ by dash and marker as well. Text
//! colours pass WCAG AA on white.

use plotters::style::RGBColor;

/// The colours of the house.
pub(super) const DEEP: RGBColor = RGBColor(0x17, 0x32, 0x4D);
pub(super) const BLUE: RGBColor = RGBColor(0x00, 0x66, 0xCC);
pub(super) const TEAL: RGBColor = RGBColor(0x00, 0x67, 0x7A);
pub(super) const BROWN: RGBColor = RGBColor(0x7A, 0x4B, 0x00);
pub(super) const VIOLET: RGBColor = RGBColor(0x5C, 0x2D, 0x91);
/// Axis text and the zero line.
pub(super) const GREY: RGBColor = RGBColor(0x5B, 0x6F, 0x82);
/// Gridlines and leaders.
pub(super) const HAIRLINE: RGBColor = RGBColor(0xD9, 0xE1, 0xE8);
pub(super) const WHITE: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);

const PALE_BLUE: RGBColor = RGBColor(0xB4, 0xD3, 0xF2);
const PALE_TEAL: RGBColor = RGBColor(0xCB, 0xE3, 0xE6);
/// Middle tones, dark enough to show on paper without an outline, which would blur narrow bars.
const MID_BLUE: RGBColor = RGBColor(0x56, 0x96, 0xDA);
const MID_TEAL: RGBColor = RGBColor(0x52, 0x9D, 0xAB);
const SAND: RGBColor = RGBColor(0xF1, 0xDD, 0xB8);

/// Sizes of type, in points at the printed width; none is smaller than the first.
pub(super) const AXIS_SIZE: f64 = 8.0;
pub(super) const LABEL_SIZE: f64 = 8.0;
pub(super) const TOTAL_SIZE: f64 = 19.0;

/// Gridlines, outlines, the zero line, data lines: widths in points.
pub(super) const HAIR: f64 = 0.5;
pub(super) const RULE: f64 = 0.75;
pub(super) const DATA: f64 = 1.75;

/// How a surface is filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fill {
    pub color: RGBColor,
    /// Outline of a pale surface, which would otherwise fade into the paper.
    pub edge: Option<RGBColor>,
    /// Slanted lines, for the layers that are furthest from the first two.
    pub hatch: Option<RGBColor>,
    /// Text on the surface.
    pub ink: RGBColor,
    /// Text beside the surface.
    pub strong: RGBColor,
}

const fn dark(color: RGBColor, hatch: Option<RGBColor>) -> Fill {
    Fill {
        color,
        edge: None,
        hatch,
        ink: WHITE,
        strong: color,
    }
}

const fn pale(color: RGBColor, edge: RGBColor, hatch: Option<RGBColor>) -> Fill {
    Fill {
        color,
        edge: Some(edge),
        hatch,
        ink: DEEP,
        strong: edge,
    }
}

/// Fills in the order of the series.
pub(super) const FILLS: [Fill; 5] = [
    dark(BLUE, None),
    pale(PALE_BLUE, BLUE, None),
    dark(DEEP, None),
    pale(SAND, BROWN, Some(BROWN)),
    dark(TEAL, Some(PALE_TEAL)),
];
/// Bars that are only one of several kinds of mark: they stay behind the lines.
pub(super) const BALANCE: Fill = Fill {
    color: MID_TEAL,
    edge: None,
    hatch: None,
    ink: DEEP,
    strong: TEAL,
};
/// The bar that carries the message among its like.
pub(super) const LOUD: Fill = dark(DEEP, None);
/// Its like.
pub(super) const CALM: Fill = Fill {
    color: MID_BLUE,
    edge: None,
    hatch: None,
    ink: DEEP,
    strong: BLUE,
};

/// The shape at the labelled points of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Circle,
    Square,
    Triangle,
    Diamond,
    Ring,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub color: RGBColor,
    /// Lengths of ink and gap in turn, in points; empty is a full line.
    pub dash: &'static [f64],
    pub marker: Marker,
}

/// Strokes in the order of the series.
pub(super) const STROKES: [Stroke; 5] = [
    Stroke {
        color: BLUE,
        dash: &[],
        marker: Marker::Circle,
    },
    Stroke {
        color: BROWN,
        dash: &[5.0, 2.0],
        marker: Marker::Square,
    },
    Stroke {
        color: VIOLET,
        dash: &[1.75, 1.5],
        marker: Marker::Triangle,
    },
    Stroke {
        color: TEAL,
        dash: &[7.0, 2.0, 1.75, 2.0],
        marker: Marker::Diamond,
    },
    Stroke {
        color: DEEP,
        dash: &[9.0, 3.0],
        marker: Marker::Ring,
    },
];
/// The only line above bars.
pub(super) const LONE: Stroke = Stroke {
    color: DEEP,
    dash: &[],
    marker: Marker::Circle,
};

/// `count` shades from the darkest to the palest, for the ordered parts of a whole.
pub(super) fn ramp(count: usize) -> Vec<Fill> {
    let steps = count.saturating_sub(1).max(1) as f64;
    (0..count).map(|i| shade(i as f64 / steps)).collect()
}

fn shade(t: f64) -> Fill {
    const STOPS: [RGBColor; 4] = [
        DEEP,
        BLUE,
        RGBColor(0x7F, 0xB4, 0xE8),
        RGBColor(0xD6, 0xE7, 0xF8),
    ];
    let place = t.clamp(0.0, 1.0) * (STOPS.len() - 1) as f64;
    let low = (place as usize).min(STOPS.len() - 2);
    let color = mix(STOPS[low], STOPS[low + 1], place - low as f64);
    if luminance(color) < 0.18 {
        dark(color, None)
    } else {
        pale(color, BLUE, None)
    }
}

fn mix(a: RGBColor, b: RGBColor, t: f64) -> RGBColor {
    let part = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as u8;
    RGBColor(part(a.0, b.0), part(a.1, b.1), part(a.2, b.2))
}

/// Relative luminance after WCAG 2: 0 is black, 1 is white.
fn luminance(color: RGBColor) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_passes_wcag_aa() {
        for color in [DEEP, BLUE, TEAL, BROWN, VIOLET, GREY] {
            assert!(contrast(color, WHITE) >= 4.5, "{color:?}");
        }
        // No text stands on the parts of a ring.
        for fill in FILLS {
            assert!(contrast(fill.ink, fill.color) >= 4.5, "{fill:?}");
        }
    }

    #[test]
    fn touching_fills_differ_by_lightness() {
        for pair in FILLS.windows(2) {
            assert!(contrast(pair[0].color, pair[1].color) >= 3.0, "{pair:?}");
        }
        for pair in ramp(10).windows(2) {
            assert!(contrast(pair[0].color, pair[1].color) >= 1.15, "{pair:?}");
        }
    }

    #[test]
    fn pale_fills_have_an_outline_that_shows_on_paper() {
        for fill in FILLS
            .into_iter()
            .chain([LOUD, CALM, BALANCE])
            .chain((1..=10).flat_map(ramp))
        {
            assert!(
                contrast(fill.edge.unwrap_or(fill.color), WHITE) >= 3.0,
                "{fill:?}"
            );
        }
    }
}
