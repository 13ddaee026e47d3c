//! The only fonts that documents know: those of this repository.

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
