//! `[piao]`, `[[programmi]]` and `[pagina]` of `ciclo.toml` as people write them.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

/// What `ciclo.toml` says of the PIAO.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PiaoScritto {
    /// Fewer than 50 people: sections 2.1 and 4 are left out.
    #[serde(default)]
    pub ridotto: bool,
    #[serde(default)]
    pub valore_pubblico: Vec<ValorePubblicoScritto>,
    #[serde(default)]
    pub fasi: Vec<FaseScritta>,
    #[serde(default)]
    pub anticorruzione: Vec<MisuraScritta>,
    #[serde(default)]
    pub strumenti: Vec<StrumentoScritto>,
    #[serde(default)]
    pub sottofasi: Vec<FaseScritta>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ValorePubblicoScritto {
    pub codice: String,
    pub denominazione: String,
    #[serde(default)]
    pub descrizione: String,
    #[serde(default)]
    pub contesto: String,
    #[serde(default)]
    pub responsabile_politico: String,
    #[serde(default)]
    pub responsabile_amministrativo: String,
    #[serde(default)]
    pub stakeholder: Vec<String>,
    #[serde(default)]
    pub risorse: RisorseScritte,
    #[serde(default)]
    pub strategie: Vec<StrategiaScritta>,
    /// By id, code or name.
    #[serde(default)]
    pub indicatori: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StrategiaScritta {
    pub denominazione: String,
    #[serde(default)]
    pub descrizione: String,
    /// Codes.
    #[serde(default)]
    pub obiettivi: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FaseScritta {
    pub denominazione: String,
    #[serde(default)]
    pub descrizione: String,
    #[serde(default)]
    pub periodo: String,
    #[serde(default)]
    pub attori: Vec<String>,
    #[serde(default)]
    pub attivita: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MisuraScritta {
    pub misura: String,
    #[serde(default)]
    pub area: String,
    #[serde(default)]
    pub responsabile: String,
    /// By id, code or name.
    #[serde(default)]
    pub indicatori: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StrumentoScritto {
    pub denominazione: String,
    #[serde(default)]
    pub descrizione: String,
}

/// Money and people.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RisorseScritte {
    #[schemars(with = "Option<f64>")]
    pub euro: Option<Decimal>,
    /// Full-time equivalents.
    #[schemars(with = "Option<f64>")]
    pub persone: Option<Decimal>,
    pub nota: Option<String>,
}

/// A programme of the budget.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProgrammaScritto {
    /// The mission's code and its own: `011-005`.
    pub codice: String,
    pub nome: String,
    #[serde(default)]
    pub descrizione: String,
    #[serde(default)]
    pub attivita: Vec<String>,
    #[serde(default)]
    pub beneficiari: Vec<String>,
    #[serde(default)]
    pub risorse: RisorseScritte,
}

/// «Il Piano in una pagina».
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PaginaScritta {
    #[serde(default)]
    pub promesse: Vec<PromessaScritta>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PromessaScritta {
    /// In plain words.
    pub promessa: String,
    /// By id, code or name.
    pub indicatore: String,
    #[schemars(with = "Option<f64>")]
    pub euro: Option<Decimal>,
    #[schemars(with = "Option<f64>")]
    pub persone: Option<Decimal>,
    #[serde(default)]
    pub responsabile: String,
}
