//! The blocks that a page is made of.

use serde::Serialize;

use crate::prose::Inline;

use super::cruscotto::VistaCruscotto;
use super::figure::Ramo;
use super::quadro::VistaQuadro;
use super::viste::{Griglia, VistaGrafico, VistaScheda};

/// A block of the page.
#[derive(Serialize)]
#[serde(tag = "tipo", rename_all = "kebab-case")]
pub(super) enum Nodo {
    Titolo {
        livello: u8,
        ancora: String,
        numero: Option<String>,
        testo: Vec<Inline>,
    },
    Paragrafo {
        testo: Vec<Inline>,
    },
    Elenco {
        ordinato: bool,
        voci: Vec<Vec<Nodo>>,
    },
    Citazione {
        blocchi: Vec<Nodo>,
    },
    TabellaDiTesto {
        etichetta: String,
        intestazione: Vec<Vec<Inline>>,
        righe: Vec<Vec<Vec<Inline>>>,
    },
    Filetto,
    Grafico {
        didascalia: Didascalia,
        grafico: VistaGrafico,
    },
    Quadro {
        didascalia: Didascalia,
        quadro: VistaQuadro,
    },
    Cruscotto {
        /// Of the cruscotto: it has a page of its own.
        id: String,
        didascalia: Didascalia,
        livello: u8,
        cruscotto: VistaCruscotto,
    },
    Griglia {
        didascalia: Didascalia,
        griglia: Griglia,
    },
    Figura {
        didascalia: Didascalia,
        /// True for one that is drawn as a tree of boxes.
        disegno: bool,
        rami: Vec<Ramo>,
    },
    /// Ways to other pages.
    Rinvii {
        voci: Vec<Rinvio>,
    },
    Scheda {
        /// Of the project: it has a page of its own.
        id: String,
        livello: u8,
        ancora: String,
        attivita: Didascalia,
        scheda: VistaScheda,
    },
}

/// A way to another page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Rinvio {
    /// An anchor, `#piano-…`, or a file of the year's folder, `@/…`.
    pub url: String,
    pub testo: String,
    pub nota: Option<String>,
}

impl Nodo {
    /// A paragraph of plain words.
    pub(super) fn paragrafo(testo: impl Into<String>) -> Self {
        Self::Paragrafo {
            testo: vec![Inline::Testo { t: testo.into() }],
        }
    }

    /// The level of the heading that it begins with.
    pub(super) fn livello(&self) -> Option<u8> {
        match self {
            Self::Titolo { livello, .. }
            | Self::Cruscotto { livello, .. }
            | Self::Scheda { livello, .. } => Some(*livello),
            _ => None,
        }
    }

    /// The block in pieces that fit a page, each with the caption of the whole.
    pub(super) fn spezzato(self) -> Vec<Self> {
        match self {
            Self::Quadro { didascalia, quadro } => {
                let pezzi = quadro.spezzato().into_iter().zip(didascalia.di_seguito());
                pezzi
                    .map(|(quadro, didascalia)| Self::Quadro { didascalia, quadro })
                    .collect()
            }
            Self::Griglia {
                didascalia,
                griglia,
            } => {
                let pezzi = griglia.spezzata().into_iter().zip(didascalia.di_seguito());
                pezzi
                    .map(|(griglia, didascalia)| Self::Griglia {
                        didascalia,
                        griglia,
                    })
                    .collect()
            }
            Self::Cruscotto {
                id,
                didascalia,
                livello,
                cruscotto,
            } => {
                let pezzi = cruscotto
                    .spezzato()
                    .into_iter()
                    .zip(didascalia.di_seguito());
                pezzi
                    .map(|(cruscotto, didascalia)| Self::Cruscotto {
                        id: id.clone(),
                        didascalia,
                        livello,
                        cruscotto,
                    })
                    .collect()
            }
            altro => vec![altro],
        }
    }
}

/// Number, caption and anchor of what carries them.
#[derive(Clone, Serialize)]
pub(super) struct Didascalia {
    pub ancora: String,
    /// `Tabella 3`; empty where nothing refers to it.
    pub numero: String,
    pub testo: String,
    /// A name for those who hear the page, unique in it.
    pub etichetta: String,
}

impl Didascalia {
    /// The caption of a whole, then those of its further pieces.
    fn di_seguito(self) -> impl Iterator<Item = Self> {
        let altre = self.clone();
        std::iter::once(self).chain((2..).map(move |quale| Self {
            ancora: format!("{}-segue-{quale}", altre.ancora),
            testo: format!("{} (segue)", altre.testo),
            etichetta: format!("{}, {quale}", altre.etichetta),
            ..altre.clone()
        }))
    }
}
