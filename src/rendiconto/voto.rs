//! A grade as it is printed, with how many indicators it stands on.

use serde::Serialize;

use crate::model::Grado;
use crate::model::valutazione::Sintesi;

/// A mean: figure, word and ground.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Voto {
    /// `97,39%`; none where nothing could be graded.
    pub grado: Option<String>,
    /// The same in points, for the length of a bar.
    pub punti: Option<Grado>,
    /// The band that it falls in.
    pub fascia: Option<String>,
    pub valutati: usize,
    pub previsti: usize,
}

impl From<&Sintesi> for Voto {
    fn from(sintesi: &Sintesi) -> Self {
        Self {
            grado: sintesi.grado.map(Grado::stampa),
            punti: sintesi.grado,
            fascia: sintesi.fascia.clone(),
            valutati: sintesi.valutati,
            previsti: sintesi.previsti,
        }
    }
}
