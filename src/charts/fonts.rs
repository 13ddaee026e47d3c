//! How wide text is: the advances of Titillium Web, read once through plotters.
//!
//! The document is set with the same font, so a width measured here is the printed width but for
//! kerning.

use std::sync::OnceLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

/// The family's exact name: Typst keeps the text of an SVG only if it knows the name.
pub(super) const FAMILY: &str = "Titillium Web";

static REGULAR: &[u8] = include_bytes!("../../fonts/titillium-web/TitilliumWeb_400Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../fonts/titillium-web/TitilliumWeb_700Bold.ttf");

/// plotters takes a size as the font's ascent plus descent, in thousandths of an em 1133 and 388:
/// at this size one pixel is a thousandth of an em.
const MEASURING_SIZE: f64 = 1521.0;
/// Every character of Latin text; what lies beyond is looked up each time.
const TABLE: usize = 0x180;

/// Width of `text` in points at `size` points.
pub(crate) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let table = advances(bold);
    text.chars()
        .map(|c| {
            table
                .get(c as usize)
                .copied()
                .unwrap_or_else(|| advance(c, bold))
        })
        .sum::<f64>()
        * size
}

/// `text` in at most `lines` lines no wider than `room`; what does not fit ends in `…`.
pub(super) fn wrap(text: &str, room: f64, lines: usize, size: f64, bold: bool) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut rest: Vec<&str> = text.split(' ').collect();
    while !rest.is_empty() && done.len() + 1 < lines {
        let fitting = (1..=rest.len())
            .take_while(|&n| width(&rest[..n].join(" "), size, bold) <= room)
            .count()
            .max(1);
        let tail = rest.split_off(fitting);
        done.push(shorten(&rest.join(" "), room, size, bold));
        rest = tail;
    }
    if !rest.is_empty() {
        done.push(shorten(&rest.join(" "), room, size, bold));
    }
    done
}

/// `text` cut with `…` so that it is no wider than `room`.
pub(super) fn shorten(text: &str, room: f64, size: f64, bold: bool) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let room = room - width("…", size, bold);
    let mut used = 0.0;
    let mut letter = [0; 4];
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += width(c.encode_utf8(&mut letter), size, bold);
            used <= room
        })
        .collect();
    format!("{}…", kept.trim_end())
}

fn advances(bold: bool) -> &'static [f64] {
    static TABLES: [OnceLock<Vec<f64>>; 2] = [OnceLock::new(), OnceLock::new()];
    TABLES[usize::from(bold)].get_or_init(|| {
        register();
        (0..TABLE as u32)
            .map(|code| char::from_u32(code).map_or(0.0, |c| advance(c, bold)))
            .collect()
    })
}

/// Advance of one character in ems.
fn advance(c: char, bold: bool) -> f64 {
    let style = if bold {
        FontStyle::Bold
    } else {
        FontStyle::Normal
    };
    let font = FontDesc::new(FontFamily::Name(FAMILY), MEASURING_SIZE, style);
    // A font that is missing measures as its middling letter: a crowded chart is better than none.
    font.box_size(c.encode_utf8(&mut [0; 4]))
        .map_or(0.55, |(width, _)| f64::from(width) / 1000.0)
}

fn register() {
    // The bytes are part of the program: they are fonts on every machine or on none, which the test
    // below would show.
    let _ = register_font(FAMILY, FontStyle::Normal, REGULAR);
    let _ = register_font(FAMILY, FontStyle::Bold, BOLD);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_the_fonts_own() {
        assert!((width("0", 1000.0, false) - 560.0).abs() <= 1.0);
        assert!((width("M", 1000.0, false) - 840.0).abs() <= 1.0);
        assert!((width("M", 1000.0, true) - 858.0).abs() <= 1.0);
        assert!((width("≤", 1000.0, false) - 560.0).abs() <= 1.0);
    }

    #[test]
    fn long_text_is_wrapped_and_cut() {
        let lines = wrap("Diploma di scuola media superiore", 60.0, 2, 8.0, false);
        assert_eq!(lines, ["Diploma di scuola", "media superiore"]);
        let lines = wrap(&"parola".repeat(40), 60.0, 3, 8.0, false);
        assert!(
            lines.len() == 1 && lines[0].ends_with('…') && width(&lines[0], 8.0, false) <= 60.0
        );
        assert_eq!(wrap("", 60.0, 2, 8.0, false), [""]);
    }
}
