//! A noun in all its forms, for templates: they cannot ask [`Parola`] for one.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Parola;
use super::lettere::tipografico;
use super::vocabolario::DEI_MODELLI;

/// A noun in all its forms, for templates that cannot call [`Parola`]: its apostrophes are curved,
/// as print wants them.
#[derive(Debug, Clone, Serialize)]
pub struct Forme {
    uno: String,
    molti: String,
    titolo: String,
    titoli: String,
    il: String,
    i: String,
    del: String,
    dei: String,
    nel: String,
    nei: String,
    sul: String,
    nessun: String,
    /// What the templates say of a noun, agreed with it: for one, and for many.
    aggettivi: BTreeMap<&'static str, [&'static str; 2]>,
}

impl Parola {
    /// All forms, for the templates.
    pub fn forme(&self) -> Forme {
        let curvo = |testo: String| tipografico(&testo);
        Forme {
            uno: curvo(self.uno()),
            molti: curvo(self.molti()),
            titolo: tipografico(self.titolo()),
            titoli: tipografico(self.titoli()),
            il: curvo(self.il()),
            i: curvo(self.i()),
            del: curvo(self.del()),
            dei: curvo(self.dei()),
            nel: curvo(self.nel()),
            nei: curvo(self.nei()),
            sul: curvo(self.sul()),
            nessun: curvo(self.nessun()),
            aggettivi: DEI_MODELLI
                .iter()
                .map(|(nome, aggettivo)| (*nome, aggettivo.forme(self.genere())))
                .collect(),
        }
    }
}
