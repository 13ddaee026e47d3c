//! The differences as one page that needs nothing else: it works from a mail attachment and without
//! scripts.

use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, value::Serde};

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
    let mut ambiente = Environment::new();
    ambiente.set_undefined_behavior(UndefinedBehavior::Strict);
    ambiente.set_auto_escape_callback(|_| AutoEscape::Html);
    ambiente.render_named_str("confronto.html", PAGINA, Serde(vista))
}
