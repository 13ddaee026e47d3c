//! The PIAO flat: a row for each objective and indicator, to be typed or loaded into the portal.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Strategia;

use super::{Integrato, MisuraMisurata, ObiettivoDiPerformance, ObiettivoDiValore};
use crate::prospetti::{SchedaIndicatore, in_fila};

/// The section that a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Sezione {
    #[serde(rename = "2.1")]
    ValorePubblico,
    #[serde(rename = "2.2")]
    Performance,
    #[serde(rename = "2.3")]
    Anticorruzione,
}

/// An objective with one of its indicators; what a section does not ask for is empty.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RigaIntegrata {
    pub sezione: Sezione,
    /// The kind of objective; `valore pubblico` and `anticorruzione` outside section 2.2.
    pub tipologia: String,
    /// Code of the objective; empty for a measure against corruption.
    pub codice_obiettivo: String,
    /// The objective, or the measure against corruption.
    pub obiettivo: String,
    pub descrizione: String,
    /// Of public value; of a measure, its area of risk.
    pub contesto: String,
    pub strategie: String,
    pub responsabile_politico: String,
    /// Who answers in the administration.
    pub responsabile: String,
    pub contributori: String,
    pub stakeholder: String,
    pub risorse: String,
    /// Empty for an objective that has none.
    pub codice_indicatore: String,
    pub indicatore: String,
    pub dimensione: String,
    pub unita_misura: String,
    pub formula: String,
    pub peso: String,
    pub polarita: String,
    pub baseline: String,
    pub anno_baseline: Option<i16>,
    /// By year of the plan.
    pub target: BTreeMap<i16, String>,
    pub fonte: String,
}

pub(super) fn di(integrato: &Integrato) -> Vec<RigaIntegrata> {
    let valori = integrato.valore_pubblico.iter();
    let valori = valori.flat_map(|valore| righe(&capo_di_valore(valore), &valore.indicatori));
    let obiettivi = integrato.obiettivi.iter();
    let obiettivi = obiettivi.flat_map(|uno| righe(&capo_di_performance(uno), &uno.indicatori));
    let misure = integrato.anticorruzione.iter();
    let misure = misure.flat_map(|misura| righe(&capo_di_misura(misura), &misura.indicatori));
    valori.chain(obiettivi).chain(misure).collect()
}

/// The rows of an objective: one, if it has no indicator.
fn righe(capo: &RigaIntegrata, indicatori: &[SchedaIndicatore]) -> Vec<RigaIntegrata> {
    match indicatori {
        [] => vec![capo.clone()],
        indicatori => indicatori.iter().map(|uno| capo.con(uno)).collect(),
    }
}

fn capo_di_valore(valore: &ObiettivoDiValore) -> RigaIntegrata {
    RigaIntegrata {
        codice_obiettivo: valore.codice.clone(),
        obiettivo: valore.denominazione.clone(),
        descrizione: valore.descrizione.clone(),
        contesto: valore.contesto.clone(),
        strategie: strategie(&valore.strategie),
        responsabile_politico: valore.responsabile_politico.clone(),
        responsabile: valore.responsabile_amministrativo.clone(),
        stakeholder: in_fila(&valore.stakeholder),
        risorse: valore.risorse.scritte(),
        ..RigaIntegrata::vuota(Sezione::ValorePubblico, "valore pubblico")
    }
}

fn capo_di_performance(obiettivo: &ObiettivoDiPerformance) -> RigaIntegrata {
    RigaIntegrata {
        codice_obiettivo: obiettivo.codice.clone(),
        obiettivo: obiettivo.denominazione.clone(),
        descrizione: obiettivo.descrizione.clone().unwrap_or_default(),
        responsabile: in_fila(&obiettivo.responsabile),
        contributori: in_fila(&obiettivo.contributori),
        stakeholder: in_fila(&obiettivo.stakeholder),
        risorse: obiettivo.risorse.scritte(),
        ..RigaIntegrata::vuota(Sezione::Performance, obiettivo.tipologia.nome())
    }
}

fn capo_di_misura(misura: &MisuraMisurata) -> RigaIntegrata {
    RigaIntegrata {
        obiettivo: misura.misura.clone(),
        contesto: misura.area.clone(),
        responsabile: misura.responsabile.clone(),
        ..RigaIntegrata::vuota(Sezione::Anticorruzione, "anticorruzione")
    }
}

/// `Digitalizzare i servizi (1.3, 1.5)`.
pub(super) fn strategie(strategie: &[Strategia]) -> String {
    let una = |strategia: &Strategia| match strategia.obiettivi.as_slice() {
        [] => strategia.denominazione.clone(),
        codici => format!("{} ({})", strategia.denominazione, codici.join(", ")),
    };
    in_fila(&strategie.iter().map(una).collect::<Vec<_>>())
}

impl RigaIntegrata {
    fn vuota(sezione: Sezione, tipologia: &str) -> Self {
        let vuoto = String::new;
        Self {
            sezione,
            tipologia: tipologia.to_owned(),
            codice_obiettivo: vuoto(),
            obiettivo: vuoto(),
            descrizione: vuoto(),
            contesto: vuoto(),
            strategie: vuoto(),
            responsabile_politico: vuoto(),
            responsabile: vuoto(),
            contributori: vuoto(),
            stakeholder: vuoto(),
            risorse: vuoto(),
            codice_indicatore: vuoto(),
            indicatore: vuoto(),
            dimensione: vuoto(),
            unita_misura: vuoto(),
            formula: vuoto(),
            peso: vuoto(),
            polarita: vuoto(),
            baseline: vuoto(),
            anno_baseline: None,
            target: BTreeMap::new(),
            fonte: vuoto(),
        }
    }

    /// The same with an indicator.
    fn con(&self, scheda: &SchedaIndicatore) -> Self {
        let testo = |testo: &Option<String>| testo.clone().unwrap_or_default();
        let baseline = scheda.baseline.as_ref();
        Self {
            codice_indicatore: testo(&scheda.codice),
            indicatore: scheda.denominazione.clone(),
            dimensione: testo(&scheda.dimensione),
            unita_misura: testo(&scheda.unita_misura),
            formula: testo(&scheda.formula),
            peso: testo(&scheda.peso),
            polarita: scheda.polarita.to_owned(),
            baseline: baseline.map(|b| b.valore.clone()).unwrap_or_default(),
            anno_baseline: baseline.and_then(|b| b.anno),
            target: scheda.target.clone(),
            fonte: testo(&scheda.fonte),
            ..self.clone()
        }
    }
}

impl Sezione {
    /// Its number in the PIAO.
    pub fn numero(self) -> &'static str {
        match self {
            Self::ValorePubblico => "2.1",
            Self::Performance => "2.2",
            Self::Anticorruzione => "2.3",
        }
    }
}
