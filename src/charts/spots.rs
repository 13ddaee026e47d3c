//! What the parts of a drawing tell of: whoever points at one is led to its figure.

use super::geometry::Area;

/// A value is of a category and of a column; a name is of one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct About {
    pub category: Option<usize>,
    pub column: Option<usize>,
}

impl About {
    pub(super) const fn value(category: usize, column: usize) -> Self {
        Self {
            category: Some(category),
            column: Some(column),
        }
    }

    pub(super) const fn category(category: usize) -> Self {
        Self {
            category: Some(category),
            column: None,
        }
    }

    pub(super) const fn column(column: usize) -> Self {
        Self {
            category: None,
            column: Some(column),
        }
    }
}

/// A part of a drawing that tells of something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    pub about: About,
    pub area: Area,
    /// What is written there; empty for a bar or a point.
    pub text: String,
}

/// A part of a chart that tells of a figure or of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Zona {
    /// Its place among the categories of the series.
    pub categoria: Option<usize>,
    /// Its place among the columns.
    pub colonna: Option<usize>,
    /// What is written there; empty for a bar or a point.
    pub testo: String,
    /// Left, top, width and height, as shares of those of the drawing.
    pub riquadro: [f64; 4],
}

/// The parts of a finished drawing of that size.
pub(super) fn zone(spots: &[Spot], (width, height): (f64, f64)) -> Vec<Zona> {
    let zona = |Spot { about, area, text }: &Spot| Zona {
        categoria: about.category,
        colonna: about.column,
        testo: text.clone(),
        riquadro: [
            area.left / width,
            area.top / height,
            area.width() / width,
            area.height() / height,
        ],
    };
    spots.iter().map(zona).collect()
}
