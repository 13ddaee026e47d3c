//! Templates and fonts: plain files of this repository, compiled into the program. A template of
//! the same name under the cycle's `modelli/` wins.

use include_dir::{Dir, include_dir};

use crate::cycle::{Cartella, diags};
use crate::model::Diagnosi;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static FONTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// The Typst templates as the program has them.
pub fn incorporati() -> Vec<(String, Vec<u8>)> {
    let modelli = file_di(&TEMPLATES)
        .into_iter()
        .filter(|(nome, _)| nome.ends_with(".typ"));
    modelli
        .map(|(nome, byte)| (nome.to_owned(), byte.to_vec()))
        .collect()
}

/// The templates that a predicate on their path chooses, embedded or the cycle's own.
///
/// # Errors
/// The diagnosis of an override that is there but cannot be read: it is never passed over in
/// silence.
pub fn modelli(
    cartella: &Cartella,
    quali: impl Fn(&str) -> bool,
) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnosi>> {
    let mut diagnosi = Vec::new();
    let scelti = file_di(&TEMPLATES)
        .into_iter()
        .filter(|(nome, _)| quali(nome));
    let modelli = scelti
        .filter_map(|(nome, byte)| {
            let proprio = format!("modelli/{nome}");
            match cartella.leggi(&proprio) {
                Ok(byte) => Some((nome.to_owned(), byte)),
                Err(causa) if causa.kind() == std::io::ErrorKind::NotFound => {
                    Some((nome.to_owned(), byte.to_vec()))
                }
                Err(causa) => {
                    diagnosi.push(diags::file_inaccessibile(&proprio, &causa));
                    None
                }
            }
        })
        .collect();
    if diagnosi.is_empty() {
        Ok(modelli)
    } else {
        Err(diagnosi)
    }
}

/// The font files with their licences, by path.
pub fn caratteri() -> Vec<(&'static str, &'static [u8])> {
    let mut file = file_di(&FONTS);
    file.sort_by_key(|(nome, _)| *nome);
    file
}

/// Every embedded file with its path.
fn file_di(cartella: &'static Dir<'static>) -> Vec<(&'static str, &'static [u8])> {
    let mut file: Vec<_> = cartella
        .files()
        .filter_map(|f| Some((f.path().to_str()?, f.contents())))
        .collect();
    cartella
        .dirs()
        .for_each(|sotto| file.extend(file_di(sotto)));
    file
}
