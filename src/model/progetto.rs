//! Projects: the *scheda progetto* that stands behind an indicator named `Progetto: …`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Indirizzo, Origine, Rilevazione, Valore};

/// A project with the activities of each year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Progetto {
    pub id: String,
    pub nome: String,
    pub responsabile: Option<String>,
    /// Code of its obiettivo.
    pub obiettivo: Option<String>,
    pub descrizione: Option<String>,
    /// True where the activities are demonstration data.
    pub dimostrativo: bool,
    /// Id of the indicator that it feeds, where a cruscotto has it.
    pub indicatore: Option<String>,
    pub attivita: Vec<AttivitaProgetto>,
    pub origine: Origine,
    /// Where `responsabile`, `obiettivo` and `descrizione` stand, in the same sheet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub celle: BTreeMap<String, Indirizzo>,
}

/// An activity of a [`Progetto`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AttivitaProgetto {
    pub anno: i16,
    pub nome: String,
    pub responsabile: Option<String>,
    pub inizio: Valore,
    pub fine: Valore,
    /// In points; the activities of a year add up to 100.
    #[schemars(with = "Option<String>")]
    pub peso: Option<Decimal>,
    pub target: Valore,
    pub risultato: Valore,
    /// For the office: never published.
    pub note: Option<String>,
    /// A footnote for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nota_pubblica: Option<String>,
    /// Why the result is not the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub causa: Option<String>,
    /// Where it stood at a day within the year (`2024-06-30`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub monitoraggi: BTreeMap<String, Valore>,
    /// What each monitoring's form said besides, by its day. For the office: no JSON has it.
    #[serde(skip)]
    pub rilevazioni: BTreeMap<String, Rilevazione>,
    /// For the office: never published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criticita: Option<String>,
    pub origine: Origine,
    /// Where `responsabile`, `peso` and `note` stand, in the same sheet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub celle: BTreeMap<String, Indirizzo>,
    /// Fields that a form answers, by the field's key: the cell of the form, whole.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub moduli: BTreeMap<String, Origine>,
}

impl AttivitaProgetto {
    /// The cell of a field, or that of the name; a form's where one answers it.
    pub fn luogo(&self, campo: &str) -> Origine {
        if let Some(modulo) = self.moduli.get(campo) {
            return modulo.clone();
        }
        self.origine.con_cella(self.celle.get(campo).copied())
    }

    /// The target, and what was measured against it, along the year and at its end.
    pub(crate) fn misure(&self) -> impl Iterator<Item = &Valore> + Clone {
        [&self.target, &self.risultato]
            .into_iter()
            .chain(self.monitoraggi.values())
    }
}

impl Progetto {
    /// The cell of a field, or that of the name.
    pub fn luogo(&self, campo: &str) -> Origine {
        self.origine.con_cella(self.celle.get(campo).copied())
    }

    /// The activities of one year.
    pub fn attivita_di(&self, anno: i16) -> impl Iterator<Item = &AttivitaProgetto> {
        self.attivita.iter().filter(move |a| a.anno == anno)
    }

    /// Why its activities of a year did not come out as they should, as they say it.
    pub fn cause(&self, anno: i16) -> Option<String> {
        let scritte = self.attivita_di(anno).filter_map(|a| a.causa.as_deref());
        let mut cause: Vec<&str> = scritte.collect();
        cause.dedup();
        (!cause.is_empty()).then(|| cause.join("; "))
    }
}
