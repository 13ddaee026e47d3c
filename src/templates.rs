//! Templates and fonts: plain files of this repository, compiled into the program. A template of
//! the same name under the cycle's `modelli/` wins.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

/// Steps that a template of minijinja may take: a page of a thousand indicators takes a tenth of
/// them, and all are gone in a few seconds.
pub(crate) const PASSI: u64 = 50_000_000;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static FONTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fonts");

static RISORSE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/risorse");

/// What pages load beside their style, by path: fonts for the web with their licence, a picture.
pub(crate) fn risorse() -> Vec<(&'static str, &'static [u8])> {
    let mut file = file_di(&RISORSE);
    file.sort_by_key(|(nome, _)| *nome);
    file
}

/// The names of the templates, each with its folder.
pub(crate) fn nomi() -> impl Iterator<Item = &'static str> {
    file_di(&TEMPLATES).into_iter().map(|(nome, _)| nome)
}

/// The templates of a cycle: the program's, and those of the cycle's own that win over them.
#[derive(Debug, Clone, Default)]
pub struct Modelli {
    /// By the name that they have among ours.
    propri: BTreeMap<String, String>,
}

impl Modelli {
    /// Those of ours, `propri` before them: by the name that they have among ours, in UTF-8.
    pub fn nuovi(propri: BTreeMap<String, String>) -> Self {
        Self { propri }
    }

    /// The templates that a predicate on their path chooses.
    pub fn scelti(&self, quali: impl Fn(&str) -> bool) -> impl Iterator<Item = (&str, &[u8])> {
        let scelti = file_di(&TEMPLATES)
            .into_iter()
            .filter(move |(nome, _)| quali(nome));
        scelti.map(|(nome, nostro)| {
            let proprio = self.propri.get(nome).map(String::as_bytes);
            (nome, proprio.unwrap_or(nostro))
        })
    }

    /// The names of the cycle's own templates.
    pub fn propri(&self) -> impl Iterator<Item = &str> {
        self.propri.keys().map(String::as_str)
    }

    /// The cycle's own template of this name, where it has one.
    pub fn di_propria_mano(&self, nome: &str) -> Option<&str> {
        self.propri.get(nome).map(String::as_str)
    }
}

/// The embedded files whose path begins so.
pub(crate) fn sotto(inizio: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    file_di(&TEMPLATES)
        .into_iter()
        .filter(move |(nome, _)| nome.starts_with(inizio))
}

/// Where every page is filled: names that are not there are mistakes, values are text, and no
/// template runs for ever.
pub(crate) fn ambiente_di_pagina() -> Environment<'static> {
    let mut ambiente = Environment::new();
    ambiente.set_undefined_behavior(UndefinedBehavior::Strict);
    ambiente.set_auto_escape_callback(|_| AutoEscape::Html);
    ambiente.set_fuel(Some(PASSI));
    ambiente
}

/// The same for templates whose logic stands on lines of its own: none of them is left behind.
///
/// # Errors
/// None, as long as the delimiters are the usual ones.
pub(crate) fn ambiente_a_righe() -> Result<Environment<'static>, minijinja::Error> {
    let mut ambiente = ambiente_di_pagina();
    let mut sintassi = ambiente.syntax().to_builder();
    sintassi.trim_blocks(true).lstrip_blocks(true);
    ambiente.set_syntax(sintassi.build()?);
    Ok(ambiente)
}

/// The font files with their licences, by path.
pub(crate) fn caratteri() -> Vec<(&'static str, &'static [u8])> {
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
