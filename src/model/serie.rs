//! The series behind a chart: what is drawn, not how.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
}

/// One column of a [`Serie`]: a line, a set of bars, a layer of a stack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Colonna {
    pub nome: String,
    /// A gap where the source has no figure.
    #[schemars(with = "Vec<Option<String>>")]
    pub valori: Vec<Option<Decimal>>,
}

/// The kinds of chart that the documents use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
