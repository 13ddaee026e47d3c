//! The differences as one page that needs nothing else: it works from a mail attachment and without
//! scripts.

use minijinja::{Error, value::Serde};

use crate::templates::ambiente_di_pagina;

use super::Vista;

const PAGINA: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/templates/confronto/confronto.html"
));

/// The page.
///
/// # Errors
/// A mistake in the template.
pub fn pagina(vista: &Vista) -> Result<String, Error> {
    ambiente_di_pagina().render_named_str("confronto.html", PAGINA, Serde(vista))
}
