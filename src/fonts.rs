//! The only fonts that documents know, those of this repository, and what they can print.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};
use typst_kit::fonts::FontStore;

use crate::templates;

/// All faces, shared by all documents.
pub static CARATTERI: LazyLock<FontStore> = LazyLock::new(|| {
    let mut caratteri = FontStore::new();
    for (_, byte) in templates::caratteri()
        .into_iter()
        .filter(|(nome, _)| nome.ends_with(".ttf"))
    {
        caratteri.extend(Font::iter(Bytes::new(byte)).map(|font| {
            let info: FontInfo = font.info().clone();
            (font, info)
        }));
    }
    caratteri
});

/// True if one of the embedded fonts has a glyph for the character, or if it needs none.
pub fn stampabile(carattere: char) -> bool {
    let senza_segno = matches!(
        carattere,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    );
    let libro = CARATTERI.book();
    let mut caratteri = (0..).map_while(|n| libro.info(n));
    senza_segno
        || carattere.is_whitespace()
        || carattere.is_control()
        || caratteri.any(|info| info.coverage.contains(u32::from(carattere)))
}
