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
pub enum Nodo {
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
        rami: Vec<Ramo>,
    },
    Scheda {
        livello: u8,
        ancora: String,
        attivita: Didascalia,
        scheda: VistaScheda,
    },
}

/// Number, caption and anchor of what carries them.
#[derive(Serialize)]
pub struct Didascalia {
    pub ancora: String,
    /// `Tabella 3`; empty where nothing refers to it.
    pub numero: String,
    pub testo: String,
    /// A name for those who hear the page, unique in it.
    pub etichetta: String,
}
