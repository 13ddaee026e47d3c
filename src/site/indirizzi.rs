//! The addresses of a year's pages: they stay the same from one publication to the next, because they
//! are made of ids and codes.

use crate::model::nome::slug;

/// The page of all the year, in one file.
pub(super) const UNICA: &str = "pagina-unica.html";

/// The page of a document.
pub(super) fn documento(id: &str) -> String {
    format!("documenti/{}/index.html", slug(id))
}

/// The first page of a chapter.
pub(super) fn capitolo(documento: &str, nome: &str) -> String {
    format!("documenti/{}/{nome}.html", slug(documento))
}

/// The page of a cruscotto, as a link in the year's folder.
pub(super) fn cruscotto(id: &str) -> String {
    format!("@/cruscotti/{}.html", slug(id))
}

/// The page of an obiettivo, likewise.
pub(super) fn obiettivo(codice: &str) -> String {
    format!("@/obiettivi/{}.html", slug(codice))
}

/// The page of a project, likewise.
pub(super) fn progetto(id: &str) -> String {
    format!("@/progetti/{}.html", slug(id))
}
