//! Templates and fonts: plain files of this repository, compiled into the program. A template of the same name
//! under the cycle's `modelli/` wins.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};
use typst_kit::fonts::FontStore;

use crate::cycle::Cartella;
use crate::model::Diagnosi;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static FONTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// The only fonts there are, shared by all documents.
pub static CARATTERI: LazyLock<FontStore> = LazyLock::new(|| {
    let mut caratteri = FontStore::new();
    let mut file: Vec<_> = cartelle(&FONTS).into_iter().filter(|(nome, _)| nome.ends_with(".ttf")).collect();
    file.sort_by_key(|(nome, _)| *nome);
    for (_, byte) in file {
        caratteri.extend(Font::iter(Bytes::new(byte)).map(|font| {
            let info: FontInfo = font.info().clone();
            (font, info)
        }));
    }
    caratteri
});

/// The templates as the program has them.
pub fn incorporati() -> Vec<(String, Vec<u8>)> {
    let modelli = cartelle(&TEMPLATES).into_iter().filter(|(nome, _)| nome.ends_with(".typ"));
    modelli.map(|(nome, byte)| (nome.to_owned(), byte.to_vec())).collect()
}

/// The templates, each embedded or the cycle's own.
///
/// # Errors
/// The diagnosis of an override that is there but cannot be read: it is never passed over in silence.
pub fn modelli(cartella: &Cartella) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnosi>> {
    let mut diagnosi = Vec::new();
    let modelli = incorporati()
        .into_iter()
        .filter_map(|(nome, byte)| {
            let proprio = format!("modelli/{nome}");
            match cartella.leggi(&proprio) {
                Ok(byte) => Some((nome, byte)),
                Err(causa) if causa.kind() == std::io::ErrorKind::NotFound => Some((nome, byte)),
                Err(causa) => {
                    diagnosi.push(crate::cycle::diags::file_inaccessibile(&proprio, &causa));
                    None
                }
            }
        })
        .collect();
    if diagnosi.is_empty() { Ok(modelli) } else { Err(diagnosi) }
}

/// Every embedded file with its path.
fn cartelle<'a>(cartella: &'a Dir<'static>) -> Vec<(&'a str, &'static [u8])> {
    let mut file: Vec<_> =
        cartella.files().filter_map(|f| Some((f.path().to_str()?, f.contents()))).collect();
    cartella.dirs().for_each(|sotto| file.extend(cartelle(sotto)));
    file
}
