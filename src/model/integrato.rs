//! What the body promises beside its targets: the sections of the PIAO (D.L. 80/2021 art. 6,
//! D.M. 132/2022), the programmes of its budget (D.M. 27/3/2013) and the promises of one page. An
//! indicator is named here by its id.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::italiano;

/// What the PIAO says besides its obiettivi and indicators.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Piao {
    /// True for a body of fewer than 50 people, which need not write sections 2.1 and 4.
    pub ridotto: bool,
    /// Section 2.1.
    pub valore_pubblico: Vec<ValorePubblico>,
    /// The phases of the cycle, section 2.2.
    pub fasi: Vec<Fase>,
    /// The measures against corruption that indicators follow, section 2.3.
    pub anticorruzione: Vec<Misura>,
    /// The tools of the monitoring, section 4.
    pub strumenti: Vec<Strumento>,
    /// The sub-phases of the monitoring, section 4.
    pub sottofasi: Vec<Fase>,
}

/// An objective of public value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ValorePubblico {
    /// `VP1`, unique.
    pub codice: String,
    pub denominazione: String,
    pub descrizione: String,
    pub contesto: String,
    pub responsabile_politico: String,
    pub responsabile_amministrativo: String,
    pub stakeholder: Vec<String>,
    pub risorse: Risorse,
    pub strategie: Vec<Strategia>,
    /// Ids of the indicators of its impact.
    pub indicatori: Vec<String>,
}

/// A way to public value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Strategia {
    pub denominazione: String,
    pub descrizione: String,
    /// Codes of the obiettivi that carry it out.
    pub obiettivi: Vec<String>,
}

/// A phase of the cycle, or of its monitoring.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fase {
    pub denominazione: String,
    pub descrizione: String,
    pub periodo: String,
    pub attori: Vec<String>,
    pub attivita: Vec<String>,
}

/// A measure against corruption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Misura {
    pub misura: String,
    /// The area of risk.
    pub area: String,
    pub responsabile: String,
    /// Ids of the indicators that follow it.
    pub indicatori: Vec<String>,
}

/// A tool of the monitoring.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Strumento {
    pub denominazione: String,
    pub descrizione: String,
}

/// Money and people.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Risorse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub euro: Option<Decimal>,
    /// Full-time equivalents.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub persone: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nota: Option<String>,
}

/// What an obiettivo is for, as the PIAO sorts them (D.M. 132/2022 art. 3 c. 1 lett. b).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum TipologiaObiettivo {
    #[default]
    Performance,
    Semplificazione,
    AccessibilitaDigitale,
    AccessibilitaFisica,
    PariOpportunita,
    PerformanceOrganizzativa,
    PerformanceIndividuale,
}

/// A programme of the budget, of which the PIRA tells indicators and expected results.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Programma {
    /// `011-005`: the mission's code, then its own.
    pub codice: String,
    pub nome: String,
    pub descrizione: String,
    pub attivita: Vec<String>,
    pub beneficiari: Vec<String>,
    pub risorse: Risorse,
}

/// A target promised in plain words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Promessa {
    pub promessa: String,
    /// Id of the indicator that keeps it.
    pub indicatore: String,
    pub risorse: Risorse,
    pub responsabile: String,
}

impl Risorse {
    /// True if nothing is said.
    pub fn vuote(&self) -> bool {
        *self == Self::default()
    }

    /// As it is printed: `250.000`; empty where it is not said.
    pub fn in_euro(&self) -> String {
        self.euro.map(italiano::numero).unwrap_or_default()
    }

    /// As it is printed: `2,5`; empty where it is not said.
    pub fn in_persone(&self) -> String {
        let persone = self.persone.map(|persone| persone.normalize());
        persone.map(italiano::numero).unwrap_or_default()
    }

    /// All in one line: `euro 250.000; persone 2,5; fondi regionali`.
    pub fn scritte(&self) -> String {
        let euro = self.euro.map(|_| format!("euro {}", self.in_euro()));
        let persone = self
            .persone
            .map(|_| format!("persone {}", self.in_persone()));
        let parti: Vec<String> = [euro, persone, self.nota.clone()]
            .into_iter()
            .flatten()
            .collect();
        parti.join("; ")
    }
}

impl TipologiaObiettivo {
    /// All of them, in the order of the PIAO.
    pub const TUTTE: [Self; 7] = [
        Self::Performance,
        Self::Semplificazione,
        Self::AccessibilitaDigitale,
        Self::AccessibilitaFisica,
        Self::PariOpportunita,
        Self::PerformanceOrganizzativa,
        Self::PerformanceIndividuale,
    ];

    /// As the documents print it.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Performance => "performance",
            Self::Semplificazione => "semplificazione",
            Self::AccessibilitaDigitale => "accessibilità digitale",
            Self::AccessibilitaFisica => "accessibilità fisica",
            Self::PariOpportunita => "pari opportunità",
            Self::PerformanceOrganizzativa => "performance organizzativa",
            Self::PerformanceIndividuale => "performance individuale",
        }
    }

    /// True for the kind of an obiettivo that says none.
    pub(super) fn di_serie(&self) -> bool {
        *self == Self::default()
    }
}

impl Programma {
    /// Code of its mission: what stands before the dash.
    pub fn missione(&self) -> &str {
        self.codice.split('-').next().unwrap_or_default()
    }
}
