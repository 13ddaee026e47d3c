//! What each code means, why it matters and how to mend it: one page a code, compiled into the
//! program.

use include_dir::{Dir, include_dir};

use crate::model::Codice;
use crate::model::nome::piu_vicino;

use super::{a_capo, terminale};

static PAGINE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/verifica/spiega");

const GRASSETTO: &str = "\x1b[1m";
const SOTTOLINEATO: &str = "\x1b[4m";
const FINE: &str = "\x1b[0m";

/// The page of a code, in Markdown.
pub fn pagina(codice: Codice) -> Option<&'static str> {
    PAGINE
        .get_file(format!("{}.md", codice.nome()))?
        .contents_utf8()
}

/// The code of a name, or the one that was probably meant.
///
/// # Errors
/// The nearest code, if one is near.
pub fn codice(nome: &str) -> Result<Codice, Option<&'static str>> {
    let cercato = nome.trim().to_lowercase();
    let trovato = Codice::TUTTI
        .iter()
        .copied()
        .find(|codice| codice.nome() == cercato);
    let mut nomi = Codice::TUTTI.iter().map(|codice| codice.nome());
    trovato.ok_or_else(|| {
        let simile = piu_vicino(&cercato, nomi.clone());
        simile.or_else(|| nomi.find(|nome| cercato.len() > 3 && nome.contains(&cercato)))
    })
}

/// The names of the codes that have no page: none, unless a page was forgotten.
pub fn senza_pagina() -> Vec<&'static str> {
    let manca = |codice: &&Codice| pagina(**codice).is_none();
    Codice::TUTTI
        .iter()
        .filter(manca)
        .map(|codice| codice.nome())
        .collect()
}

/// A page for a terminal: titles in bold, lines as wide as the screen, examples as they are.
pub fn sul_terminale(pagina: &str) -> String {
    let larghezza = terminale::larghezza();
    let mut testo = String::new();
    let mut riga = |riga: &str| {
        testo.push_str(riga);
        testo.push('\n');
    };
    for scritta in pagina.lines() {
        if let Some(titolo) = scritta.strip_prefix("# ") {
            riga(&format!("{GRASSETTO}{SOTTOLINEATO}{titolo}{FINE}"));
        } else if let Some(titolo) = scritta.strip_prefix("## ") {
            riga(&format!("{GRASSETTO}{titolo}{FINE}"));
        } else if scritta.starts_with("    ") || scritta.is_empty() {
            riga(scritta);
        } else {
            a_capo(scritta, larghezza)
                .iter()
                .for_each(|pezzo| riga(pezzo));
        }
    }
    testo
}
