//! Charts: a [`Serie`] → SVG, the sentence that says what it shows, and the table behind it.
//!
//! - `data` checks the series once; `figures` and `period` say how its figures print and whether it
//!   runs over time;
//! - one file a family lays out shapes on a `canvas` in points at the printed width: `bars`,
//!   `grouped`, `horizontal`, `dots`, `lines`, `combined`, `ring`;
//! - they share `axis`, `categories`, `plot`, `legend`, `strokes`, the collision solver `labels`,
//!   and the design tokens in `palette`;
//! - `svg` writes the canvas through plotters, `grid` cuts the gridlines around text; `message`
//!   (with `bands`), `alt` and `table` put it into words.
//!
//! Pure: no disk, no environment; the same series gives the same bytes. The caption is set by the
//! document.

mod alt;
mod axis;
mod bands;
mod bars;
mod canvas;
mod categories;
mod combined;
mod data;
mod dots;
mod error;
mod figures;
mod fonts;
mod geometry;
mod grid;
mod grouped;
mod horizontal;
mod labels;
mod legend;
mod lines;
mod message;
mod palette;
mod period;
mod plot;
mod ring;
#[cfg(test)]
mod samples;
mod spots;
mod strokes;
mod svg;
mod table;
mod words;

pub use data::most_categories;
pub use error::ErroreGrafico;
pub(crate) use fonts::width as larghezza;
pub use spots::Zona;
pub(crate) use svg::con_caratteri;

use crate::model::{Serie, TipoGrafico};
use crate::tempi::conti::{self, Lavoro};
use canvas::Canvas;
use data::Data;

/// A chart ready for the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Grafico {
    /// The series' own id.
    pub id: String,
    /// An SVG with transparent ground; text is text, in Titillium Web.
    pub svg: String,
    /// One or two Italian sentences with the message of the chart, for who cannot see it.
    pub alt: String,
    /// What it says, in a line; none where no rule can tell.
    pub messaggio: Option<String>,
    /// The figures, printed in Italian: a header row, then a row per category.
    pub tabella: Vec<Vec<String>>,
    /// Drawn for the whole page between its margins (166 mm); else for half of it (79 mm).
    pub larga: bool,
    /// Its parts, with what each tells of.
    pub zone: Vec<Zona>,
}

impl Grafico {
    /// What stands over it, and under that what it is about where the first line says more.
    pub fn titoli<'a>(&'a self, serie: &'a Serie) -> (&'a str, Option<&'a str>) {
        match &self.messaggio {
            Some(messaggio) => (messaggio, Some(&serie.titolo)),
            None => (&serie.titolo, None),
        }
    }
}

/// Draws the series.
///
/// # Errors
/// Where the data cannot make a chart of that kind: see [`ErroreGrafico`].
pub fn disegna(serie: &Serie) -> Result<Grafico, ErroreGrafico> {
    conti::segna(Lavoro::GraficoDisegnato, &serie.id);
    let data = Data::new(serie)?;
    let canvas = draw(&data);
    Ok(Grafico {
        id: serie.id.clone(),
        svg: svg::write(&canvas)?,
        alt: alt::describe(&data),
        messaggio: message::message(&data),
        tabella: table::rows(&data),
        larga: canvas.width > plot::NARROW,
        zone: spots::zone(&canvas.spots, (canvas.width, canvas.height)),
    })
}

fn draw(data: &Data) -> Canvas {
    match data.kind {
        TipoGrafico::BarreImpilate => bars::draw(data),
        TipoGrafico::Ciambella => ring::draw(data),
        TipoGrafico::BarreOrizzontali if dots::fits(data) => dots::draw(data),
        TipoGrafico::BarreOrizzontali => horizontal::draw(data),
        TipoGrafico::Linee => lines::draw(data),
        TipoGrafico::BarreAffiancate => grouped::draw(data),
        TipoGrafico::ScambiESaldo => combined::trade(data),
        TipoGrafico::BarreELinea => combined::level_and_change(data),
    }
}

#[cfg(test)]
mod tests {
    use super::canvas::{Shape, Text};
    use super::geometry::Area;
    use super::samples::{extreme, hostile, reference, serie};
    use super::*;

    fn texts(canvas: &Canvas) -> Vec<&Text> {
        canvas
            .shapes
            .iter()
            .filter_map(|s| {
                if let Shape::Text(t) = s {
                    Some(t)
                } else {
                    None
                }
            })
            .collect()
    }

    /// Well formed as far as our writer goes: every tag closed in order, no stray `<` or `&`, no
    /// control characters.
    fn assert_xml(svg: &str) {
        assert!(!svg.chars().any(|c| c.is_control() && c != '\n'));
        let mut open = Vec::new();
        for piece in svg.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').expect("a tag that ends");
            let name = tag
                .trim_start_matches('/')
                .split(' ')
                .next()
                .unwrap_or_default();
            match (tag.starts_with('/'), tag.ends_with('/')) {
                (true, _) => assert_eq!(open.pop(), Some(name)),
                (false, false) => open.push(name),
                (false, true) => {}
            }
            let entities = ["lt;", "gt;", "amp;", "quot;", "apos;"];
            let escaped = |part: &str| {
                part.split('&')
                    .skip(1)
                    .all(|p| entities.iter().any(|e| p.starts_with(e)))
            };
            assert!(escaped(text) && escaped(tag), "{piece}");
        }
        assert!(open.is_empty() && svg.starts_with("<svg "));
    }

    #[test]
    fn every_kind_draws_valid_xml_and_the_same_bytes_again() {
        for serie in reference() {
            let grafico = disegna(&serie).expect("a chart");
            assert_xml(&grafico.svg);
            assert_eq!(grafico, disegna(&serie).expect("the same chart"));
            assert_eq!(grafico.tabella.len(), serie.categorie.len() + 1);
        }
    }

    #[test]
    fn no_text_overlaps_another_or_leaves_the_sheet() {
        for serie in reference().into_iter().chain(extreme()) {
            // Shares of nothing, or below zero, are refused.
            let Ok(data) = Data::new(&serie) else {
                assert_eq!(serie.tipo, TipoGrafico::Ciambella);
                continue;
            };
            let canvas = draw(&data);
            let (texts, sheet) = (texts(&canvas), canvas.area());
            let sheet = Area {
                left: -1.0,
                top: -1.0,
                right: sheet.right + 1.0,
                bottom: sheet.bottom + 1.0,
            };
            for (i, a) in texts.iter().enumerate() {
                assert!(sheet.contains(&a.area()), "{}: {a:?}", serie.id);
                for b in &texts[..i] {
                    assert!(
                        !tight(a).overlaps(&tight(b)),
                        "{}: «{}» «{}»",
                        serie.id,
                        a.text,
                        b.text
                    );
                }
            }
        }
    }

    #[test]
    fn no_text_is_smaller_than_print_wants() {
        for serie in reference().into_iter().chain(hostile()) {
            let Ok(data) = Data::new(&serie) else {
                continue;
            };
            let canvas = draw(&data);
            assert!(texts(&canvas).iter().all(|text| text.style.size >= 8.0));
        }
    }

    #[test]
    fn a_value_is_never_on_the_wrong_side_of_zero() {
        let rise: Vec<String> = (0..20).map(|i| format!("{}", i * 7 % 19 - 9)).collect();
        let rise: Vec<&str> = rise.iter().map(String::as_str).collect();
        let names: Vec<String> = (0..20).map(|i| format!("{}", 1990 + i)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let columns: [(&str, &[&str]); 2] = [("Uno", &rise), ("Due", &rise)];
        let serie = serie(TipoGrafico::BarreAffiancate, "%", &names, &columns);
        let canvas = draw(&Data::new(&serie).expect("data"));
        let zero = canvas.shapes.iter().find_map(|shape| match shape {
            Shape::Path { color, points, .. } if *color == palette::GREY => Some(points[0].1),
            _ => None,
        });
        let zero = zero.expect("the zero line");
        // Bold or not, a value's label has a sign and stands over the plot.
        for text in texts(&canvas)
            .iter()
            .filter(|t| t.style.color == palette::DEEP)
        {
            let below = text.area().top >= zero - 0.1;
            let above = text.area().bottom <= zero + 0.1;
            match text.text.chars().next() {
                Some('+') => assert!(above, "{text:?}"),
                Some('-') => assert!(below, "{text:?}"),
                _ => {}
            }
        }
    }

    /// The values of a chart of a kind, in a column, with the labels that it has for them.
    fn labels_of(kind: TipoGrafico, values: &[&str]) -> (Canvas, Vec<Text>) {
        let names: Vec<String> = (0..values.len()).map(|i| format!("Voce {i}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let canvas =
            draw(&Data::new(&serie(kind, "imprese", &names, &[("Uno", values)])).expect("data"));
        let labels = texts(&canvas)
            .into_iter()
            .filter(|text| text.style.color != palette::GREY)
            .filter(|text| values.contains(&text.text.trim_start_matches('+')))
            .cloned()
            .collect();
        (canvas, labels)
    }

    #[test]
    fn every_total_is_told_on_its_side_of_zero() {
        let many: Vec<String> = (0..24).map(|i| format!("{}", 100 + i * 37 % 91)).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let (canvas, labels) = labels_of(TipoGrafico::BarreImpilate, &many);
        assert!(canvas.width > plot::NARROW, "so many bars take the page");
        assert_eq!(labels.len(), many.len());
        let (_, labels) = labels_of(TipoGrafico::BarreImpilate, &["-45", "30", "-12", "7"]);
        assert_eq!(labels.len(), 4, "{labels:?}");
        let height = |sign: char| {
            let own = labels.iter().filter(move |l| l.text.starts_with(sign));
            own.map(|l| l.at.1).collect::<Vec<_>>()
        };
        let lowest_above = height('+').into_iter().fold(0.0, f64::max);
        assert!(
            height('-').into_iter().all(|y| y > lowest_above),
            "{labels:?}"
        );
    }

    #[test]
    fn a_point_s_value_is_on_its_side_of_zero() {
        let values = ["8", "45", "-9", "28", "-26", "11", "-43", "-6"];
        for values in [&values[..], &["-5", "-42", "-79", "-8", "-82"]] {
            let (canvas, labels) = labels_of(TipoGrafico::Linee, values);
            let zero = canvas.shapes.iter().find_map(|shape| match shape {
                Shape::Path { color, points, .. } if *color == palette::GREY => Some(points[0].1),
                _ => None,
            });
            let zero = zero.expect("the zero line");
            // That of the last value stands at the end of the line, beside the name.
            let on_the_plot = labels.iter().filter(|l| !l.style.bold);
            for text in on_the_plot {
                let area = text.area();
                match text.text.starts_with('-') {
                    true => assert!(area.top >= zero - 1.0, "{text:?}"),
                    false => assert!(area.bottom <= zero + 1.0, "{text:?}"),
                }
            }
        }
    }

    #[test]
    fn what_is_zero_has_no_bar() {
        for kind in [TipoGrafico::BarreAffiancate, TipoGrafico::BarreImpilate] {
            let (canvas, _) = labels_of(kind, &["0", "0", "0"]);
            let bars = canvas.shapes.iter();
            let bars = bars.filter(|s| matches!(s, Shape::Rect { .. }));
            assert!(bars.count() <= 1, "{kind:?}: but for the legend's");
        }
    }

    #[test]
    fn a_part_that_is_zero_is_named() {
        let names = ["Dirigenti", "D", "A1", "B1"];
        let column: [(&str, &[&str]); 1] = [("N", &["2", "16", "0", "0"])];
        let serie = serie(TipoGrafico::Ciambella, "dipendenti", &names, &column);
        let canvas = draw(&Data::new(&serie).expect("data"));
        let said = texts(&canvas)
            .iter()
            .any(|text| text.text == "A zero: A1 e B1");
        assert!(said);
        assert!(
            disegna(&serie)
                .expect("a chart")
                .alt
                .contains("A zero: A1 e B1.")
        );
    }

    #[test]
    fn a_long_run_is_a_line() {
        let names = samples::quarters(2011, 43);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let level: Vec<String> = (0..43).map(|i| format!("{}", 84_000 + i)).collect();
        let level: Vec<&str> = level.iter().map(String::as_str).collect();
        for kind in [TipoGrafico::BarreELinea, TipoGrafico::BarreAffiancate] {
            let columns: [(&str, &[&str]); 2] = [("Attive", &level), ("Var", &level)];
            let canvas = draw(&Data::new(&serie(kind, "imprese", &names, &columns)).expect("data"));
            // Markers are small.
            let bars = canvas
                .shapes
                .iter()
                .filter(|s| matches!(s, Shape::Rect { area, .. } if area.height() > 7.0))
                .count();
            assert_eq!(bars, 0, "{kind:?}");
        }
    }

    /// Letters without the air around them: lines of one label may stand close.
    fn tight(text: &Text) -> Area {
        let area = text.area();
        Area {
            top: area.top + 0.5,
            bottom: area.bottom - 0.5,
            ..area
        }
    }

    #[test]
    fn hostile_series_are_drawn_or_refused_but_never_panic() {
        for serie in hostile() {
            match disegna(&serie) {
                Ok(grafico) => assert_xml(&grafico.svg),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn markup_in_names_is_escaped() {
        let names = ["<script>&\"'", "b"];
        for kind in [
            TipoGrafico::Ciambella,
            TipoGrafico::Linee,
            TipoGrafico::BarreOrizzontali,
        ] {
            let grafico =
                disegna(&serie(kind, "<x>", &names, &[("<y>", &["3", "2"])])).expect("a chart");
            assert_xml(&grafico.svg);
            assert!(!grafico.svg.contains("<script") && !grafico.svg.contains("<y>"));
        }
    }
}
