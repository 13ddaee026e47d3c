//! What stands in a cell.

use serde::Serialize;

use crate::monitoraggio::Stato;

/// What stands in a cell: nearly always a string.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Cella {
    Testo(String),
    Scritta(Scritta),
    Passo {
        #[serde(rename = "s")]
        segno: &'static str,
        meno: bool,
    },
    /// A line through the results of years that have no column: points from 0 to 1, and in words.
    Linea {
        punti: Vec<f64>,
        voce: String,
    },
    Voto {
        grado: Option<String>,
        giudizio: String,
        /// Share of the longest bar.
        quota: f64,
    },
    /// A result that someone has still to write.
    Manca {
        manca: bool,
    },
    /// Where an indicator stands at a day, and why.
    Stato {
        stato: Stato,
        detto: &'static str,
        perche: String,
    },
}

/// A string that is not set plainly.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Scritta {
    #[serde(rename = "t")]
    pub(super) testo: String,
    /// Share of the usual size, for a number that would not fit.
    #[serde(rename = "c", skip_serializing_if = "Option::is_none")]
    pub(super) corpo: Option<f64>,
    /// Beside an older draft: what stood there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) prima: Option<String>,
    /// True for a cell of a row that is gone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) tolta: bool,
    /// Of a target that was changed during its year: the first, and by what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) primo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) detta: Option<String>,
    /// What a number has fewer decimals than its column: it takes their room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) zeri: Option<String>,
}

impl Cella {
    /// Its main string.
    pub(super) fn testo(&self) -> &str {
        match self {
            Self::Testo(testo) | Self::Scritta(Scritta { testo, .. }) => testo,
            Self::Voto { giudizio, .. } => giudizio,
            Self::Stato { detto, .. } => detto,
            Self::Passo { .. } | Self::Linea { .. } | Self::Manca { .. } => "",
        }
    }

    /// The same as a string that can be set with marks.
    pub(super) fn scritta(self) -> Scritta {
        match self {
            Self::Scritta(scritta) => scritta,
            altra => Scritta {
                testo: altra.testo().to_owned(),
                ..Scritta::default()
            },
        }
    }

    /// The strings that stand in it one under the other.
    pub(super) fn testi(&self) -> impl Iterator<Item = &str> {
        let altri = match self {
            Self::Scritta(scritta) => {
                [&scritta.prima, &scritta.primo, &scritta.detta].map(Option::as_deref)
            }
            Self::Stato { perche, .. } => [Some(&**perche), None, None],
            _ => [None; 3],
        };
        std::iter::once(self.testo()).chain(altri.into_iter().flatten())
    }
}
