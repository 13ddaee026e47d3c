//! What a comparison says, as data: the public shape `ciclo/confronto/1`.

use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};

use crate::model::Origine;

/// The version of the public shape.
pub const SCHEMA: &str = "ciclo/confronto/1";

/// A comparison of two drafts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Confronto {
    /// Always [`SCHEMA`].
    pub schema: String,
    pub vecchio: Parte,
    pub nuovo: Parte,
    pub differenze: Vec<Differenza>,
}

/// A side of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parte {
    /// As it was named: a folder, a file, `git:REV`.
    pub origine: String,
}

/// What a difference is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Ambito {
    /// A row of a cruscotto.
    Indicatore,
    /// A cruscotto as such.
    Cruscotto,
    /// A cell, row or column of a table, or of the series behind a chart.
    Quadro,
    /// A project or one of its activities.
    Progetto,
    /// A paragraph.
    Testo,
    /// What `ciclo.toml` declares.
    Impostazione,
    /// A grade: it follows from other differences.
    Grado,
}

/// What happened.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Tipo {
    Aggiunto,
    Tolto,
    Cambiato,
    Rinominato,
    /// Under another obiettivo or azione.
    Spostato,
    /// The same things in another order, said once.
    Riordinato,
}

/// One difference. `vecchio` and `nuovo` are as the documents print them; null where there is
/// nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Differenza {
    pub ambito: Ambito,
    pub tipo: Tipo,
    /// Id of the cruscotto.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cruscotto: Option<String>,
    /// Id of the indicator, in the new draft where it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicatore: Option<String>,
    /// Id of the indicator in the old draft, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicatore_vecchio: Option<String>,
    /// Name of the indicator, as `indicatore`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nome: Option<String>,
    /// Id of the table or of the chart's series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quadro: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voce: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colonna: Option<String>,
    /// Name of the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progetto: Option<String>,
    /// Name of the project's activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attivita: Option<String>,
    /// File of the chapter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub testo: Option<String>,
    /// `atteso 2022`, `consuntivo 2021`, `fonte`, `peso`, `verso`, `obiettivo`, `azione`, `nome`,
    /// …; of a setting, the path of its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campo: Option<String>,
    pub vecchio: Option<String>,
    pub nuovo: Option<String>,
    pub luogo_vecchio: Option<Origine>,
    pub luogo_nuovo: Option<Origine>,
    /// By how much, where both are numbers of one kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variazione: Option<Variazione>,
    /// The paragraph word by word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parole: Vec<Parola>,
    /// What moved a grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mosso_da: Vec<Causa>,
    /// How many things stand elsewhere than before, in what was reordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fuori_posto: Option<usize>,
}

/// By how much a number changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Variazione {
    /// New less old, in the values' own unit: `2`, `-1.5`.
    pub assoluta: String,
    /// In points of the old value, two decimals: `50.00`. None for percentages and for what was 0.
    pub percentuale: Option<String>,
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parola {
    pub segno: Segno,
    pub testo: String,
}

/// What became of a stretch of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Segno {
    Uguale,
    Tolto,
    Aggiunto,
}

/// A row whose grade changed, came or went, and with it a mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Causa {
    /// Id of the cruscotto.
    pub cruscotto: String,
    /// Name of the indicator.
    pub nome: String,
    pub vecchio: Option<String>,
    pub nuovo: Option<String>,
}

/// Something as one draft has it: what is printed and where it stands.
pub(super) type Capo = (String, Origine);

impl Differenza {
    /// A difference that says nothing yet but what it is.
    pub(super) fn nuova(ambito: Ambito, tipo: Tipo) -> Self {
        Self {
            ambito,
            tipo,
            cruscotto: None,
            indicatore: None,
            indicatore_vecchio: None,
            nome: None,
            quadro: None,
            voce: None,
            colonna: None,
            progetto: None,
            attivita: None,
            testo: None,
            campo: None,
            vecchio: None,
            nuovo: None,
            luogo_vecchio: None,
            luogo_nuovo: None,
            variazione: None,
            parole: Vec::new(),
            mosso_da: Vec::new(),
            fuori_posto: None,
        }
    }

    /// The field that it is about.
    pub(super) fn campo(mut self, campo: impl Into<String>) -> Self {
        self.campo = Some(campo.into());
        self
    }

    /// What both drafts have.
    pub(super) fn tra(self, vecchio: Capo, nuovo: Capo) -> Self {
        self.solo_vecchio(vecchio).solo_nuovo(nuovo)
    }

    /// What the old draft has.
    pub(super) fn solo_vecchio(mut self, (testo, luogo): Capo) -> Self {
        self.vecchio = Some(testo);
        self.luogo_vecchio = Some(luogo);
        self
    }

    /// What the new draft has.
    pub(super) fn solo_nuovo(mut self, (testo, luogo): Capo) -> Self {
        self.nuovo = Some(testo);
        self.luogo_nuovo = Some(luogo);
        self
    }

    /// True if it follows from other differences.
    pub fn deriva(&self) -> bool {
        self.ambito == Ambito::Grado
    }

    /// Where a person looks first: in the new draft, or in the old one for what is gone.
    pub fn luogo(&self) -> Option<&Origine> {
        self.luogo_nuovo.as_ref().or(self.luogo_vecchio.as_ref())
    }
}

impl Confronto {
    /// A comparison of two named drafts.
    pub fn nuovo(vecchio: &str, nuovo: &str, differenze: Vec<Differenza>) -> Self {
        let parte = |origine: &str| Parte {
            origine: origine.to_owned(),
        };
        Self {
            schema: SCHEMA.to_owned(),
            vecchio: parte(vecchio),
            nuovo: parte(nuovo),
            differenze,
        }
    }
}

/// The JSON Schema of the public shape.
pub fn schema() -> Schema {
    schema_for!(Confronto)
}
