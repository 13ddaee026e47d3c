//! The tables of the document that are not cruscotti: personnel, budget, indices, holdings, context
//! figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Valore;

/// A table as its workbook in `quadri/` holds it. Rows and columns are known by their names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quadro {
    pub id: String,
    /// Caption; empty where the table is only a store of figures for the prose.
    pub titolo: String,
    pub fonte: Option<String>,
    pub nota: Option<String>,
    /// Name of the first column, which names the rows.
    pub voce: String,
    pub colonne: Vec<ColonnaQuadro>,
    pub righe: Vec<RigaQuadro>,
}

/// A column of a [`Quadro`]; several may share a group header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ColonnaQuadro {
    pub gruppo: Option<String>,
    pub nome: String,
}

/// A row of a [`Quadro`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RigaQuadro {
    pub voce: String,
    pub ruolo: Ruolo,
    /// One value a column.
    pub celle: Vec<Valore>,
}

/// How a row of a [`Quadro`] is read and printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ruolo {
    Voce,
    /// The sum of other rows, declared in `ciclo.toml`.
    Totale,
    /// A part of the total above it.
    Dettaglio,
    /// Only a heading.
    Sezione,
}

impl Ruolo {
    /// As the public JSON and the open data name it.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Voce => "voce",
            Self::Totale => "totale",
            Self::Dettaglio => "dettaglio",
            Self::Sezione => "sezione",
        }
    }
}

impl ColonnaQuadro {
    /// The name that `ciclo.toml` uses for it: `gruppo › nome`, or the name alone.
    pub fn nome_intero(&self) -> String {
        match &self.gruppo {
            Some(gruppo) => format!("{gruppo} › {}", self.nome),
            None => self.nome.clone(),
        }
    }
}

impl Quadro {
    /// The place of the column with this [full name](ColonnaQuadro::nome_intero).
    pub fn colonna(&self, nome: &str) -> Option<usize> {
        self.colonne.iter().position(|c| c.nome_intero() == nome)
    }

    /// The row with this name; where two have it, the first.
    pub fn riga(&self, voce: &str) -> Option<&RigaQuadro> {
        self.righe.iter().find(|r| r.voce == voce)
    }

    /// The cell at a row's and a column's names.
    pub fn cella(&self, voce: &str, colonna: &str) -> Option<&Valore> {
        self.riga(voce)?.celle.get(self.colonna(colonna)?)
    }
}
