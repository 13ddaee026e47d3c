//! The series behind a chart: what is drawn, not how.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Indirizzo, Origine};

/// A chart's data with its caption and source. One file in `serie/`, one `[[grafici]]` entry in
/// `ciclo.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Serie {
    /// Stable name, used by the prose: `{{ grafico("genere-eta") }}`.
    pub id: String,
    /// Caption under the chart.
    pub titolo: String,
    /// How it is drawn.
    pub tipo: TipoGrafico,
    /// Unit of the primary axis (`dipendenti`, `milioni di euro`, `%`).
    pub unita: String,
    /// Unit of the secondary axis, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unita_secondaria: Option<String>,
    /// Who publishes the figures.
    pub fonte: String,
    /// True where the published Piano shows the chart only as a picture and the figures are
    /// demonstration data.
    pub dimostrativa: bool,
    /// Name of what the categories are (`Classe d'età`, `Trimestre`).
    pub voce: String,
    /// One label for each category, in drawing order.
    pub categorie: Vec<String>,
    /// The columns, each as long as `categorie`.
    pub colonne: Vec<Colonna>,
    /// Where `voce` stands; none in a series that is computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origine: Option<Origine>,
    /// Where each of `categorie` stands, in the same sheet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub celle: Vec<Indirizzo>,
}

/// One column of a [`Serie`]: a line, a set of bars, a layer of a stack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Colonna {
    pub nome: String,
    /// A gap where the source has no figure.
    #[schemars(with = "Vec<Option<String>>")]
    pub valori: Vec<Option<Decimal>>,
    /// Where `nome` stands, in the sheet of [`Serie::origine`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cella: Option<Indirizzo>,
}

impl Colonna {
    /// A column that stands in no file.
    pub fn calcolata(nome: &str, valori: Vec<Option<Decimal>>) -> Self {
        Self {
            nome: nome.to_owned(),
            valori,
            cella: None,
        }
    }
}

impl Serie {
    /// The place of a name: its own cell, or else the whole file.
    pub fn luogo(&self, cella: Option<Indirizzo>) -> Origine {
        let file = || Origine::file(&format!("serie/{}.csv", self.id));
        let prima = self.origine.clone().unwrap_or_else(file);
        match cella {
            Some(_) => prima.con_cella(cella),
            None => prima.senza_cella(),
        }
    }

    /// The place of a figure: the row of its category in the column of its series.
    pub fn luogo_valore(&self, categoria: usize, colonna: &Colonna) -> Origine {
        let riga = self.celle.get(categoria);
        let cella = riga.zip(colonna.cella).map(|(riga, nome)| Indirizzo {
            riga: riga.riga,
            colonna: nome.colonna,
        });
        self.luogo(cella)
    }
}

/// The kinds of chart that the documents use.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum TipoGrafico {
    /// Vertical bars, one layer per column.
    BarreImpilate,
    /// A ring of shares; one column, its sum is the whole.
    Ciambella,
    /// Horizontal bars, longest message first in the file's own order; one column.
    BarreOrizzontali,
    /// One line per column over time.
    Linee,
    /// Vertical bars side by side, one per column; values may be negative.
    BarreAffiancate,
    /// Import and export as lines, balance as bars: the last column is the balance.
    ScambiESaldo,
    /// Bars on the primary axis, the last column as a line on the secondary one.
    BarreELinea,
}
