//! The part of the PIAO that holds the Piano, whole: what the PDF prints and what `piao.json` and
//! `piao.xlsx` hold.

mod righe;
pub(super) mod sezioni;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{
    Fase, Modello, Obiettivo, Piao, Prospettiva, Risorse, Strategia, Strumento, TipologiaObiettivo,
};

use super::SchedaIndicatore;
use super::indicatori::Indicatori;

pub use righe::{RigaIntegrata, Sezione};

/// The version of its public JSON form.
pub const SCHEMA: &str = "ciclo/piao/1";

/// Sections 2 and 4 of a PIAO.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Integrato {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    pub ente: String,
    pub codice_ipa: String,
    pub anno: i16,
    pub triennio: Vec<i16>,
    /// True for a body of fewer than 50 people: sections 2.1 and 4 are left out.
    pub ridotto: bool,
    /// Section 2.1.
    pub valore_pubblico: Vec<ObiettivoDiValore>,
    /// Section 2.2: the phases of the cycle.
    pub fasi: Vec<Fase>,
    /// Section 2.2, by kind.
    pub obiettivi: Vec<ObiettivoDiPerformance>,
    /// Section 2.3.
    pub anticorruzione: Vec<MisuraMisurata>,
    /// Section 4.
    pub strumenti: Vec<Strumento>,
    /// Section 4.
    pub sottofasi: Vec<Fase>,
    /// One for each objective and indicator, with all its fields: the rows of `piao.xlsx`.
    pub righe: Vec<RigaIntegrata>,
}

/// An objective of public value with its indicators.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ObiettivoDiValore {
    pub codice: String,
    pub denominazione: String,
    pub descrizione: String,
    pub contesto: String,
    pub responsabile_politico: String,
    pub responsabile_amministrativo: String,
    pub stakeholder: Vec<String>,
    pub risorse: Risorse,
    pub strategie: Vec<Strategia>,
    pub indicatori: Vec<SchedaIndicatore>,
}

/// An obiettivo of section 2.2 with its indicators.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ObiettivoDiPerformance {
    pub tipologia: TipologiaObiettivo,
    pub codice: String,
    pub denominazione: String,
    pub descrizione: Option<String>,
    /// What holds it in the strategic map.
    pub prospettiva: String,
    /// Codes of the objectives of public value that it serves.
    pub valore_pubblico: Vec<String>,
    /// Roles or offices: those that it says, or those of the cruscotti that measure it.
    pub responsabile: Vec<String>,
    pub contributori: Vec<String>,
    pub stakeholder: Vec<String>,
    pub risorse: Risorse,
    pub indicatori: Vec<SchedaIndicatore>,
}

/// A measure against corruption with its indicators.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MisuraMisurata {
    pub misura: String,
    pub area: String,
    pub responsabile: String,
    pub indicatori: Vec<SchedaIndicatore>,
}

impl Integrato {
    /// From the part of a cycle that the PIAO may print.
    pub fn nuovo(modello: &Modello) -> Self {
        let niente = Piao::default();
        let piao = modello.piao.as_ref().unwrap_or(&niente);
        let fonte = Fonte {
            modello,
            piao,
            indicatori: Indicatori::nuovi(modello),
        };
        let intero = !piao.ridotto;
        let mut integrato = Self {
            schema: SCHEMA,
            ente: modello.ente.nome_ufficiale.clone(),
            codice_ipa: modello.ente.codice_ipa.clone(),
            anno: modello.anno,
            triennio: modello.triennio.clone(),
            ridotto: piao.ridotto,
            valore_pubblico: se(intero, || fonte.valore_pubblico()),
            fasi: piao.fasi.clone(),
            obiettivi: fonte.obiettivi(),
            anticorruzione: fonte.anticorruzione(),
            strumenti: se(intero, || piao.strumenti.clone()),
            sottofasi: se(intero, || piao.sottofasi.clone()),
            righe: Vec::new(),
        };
        integrato.righe = righe::di(&integrato);
        integrato
    }
}

fn se<T>(vero: bool, elenco: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if vero { elenco() } else { Vec::new() }
}

/// What the sections are made from.
struct Fonte<'a> {
    modello: &'a Modello,
    piao: &'a Piao,
    indicatori: Indicatori<'a>,
}

impl Fonte<'_> {
    fn schede(&self, ids: &[String]) -> Vec<SchedaIndicatore> {
        let schede = ids.iter().filter_map(|id| self.indicatori.scheda(id));
        schede.collect()
    }

    fn valore_pubblico(&self) -> Vec<ObiettivoDiValore> {
        let valori = self.piao.valore_pubblico.iter().cloned();
        let uno = |valore: crate::model::ValorePubblico| ObiettivoDiValore {
            indicatori: self.schede(&valore.indicatori),
            codice: valore.codice,
            denominazione: valore.denominazione,
            descrizione: valore.descrizione,
            contesto: valore.contesto,
            responsabile_politico: valore.responsabile_politico,
            responsabile_amministrativo: valore.responsabile_amministrativo,
            stakeholder: valore.stakeholder,
            risorse: valore.risorse,
            strategie: valore.strategie,
        };
        valori.map(uno).collect()
    }

    /// By kind, in the order of the strategic map.
    fn obiettivi(&self) -> Vec<ObiettivoDiPerformance> {
        let prospettive = self.modello.prospettive.iter();
        let coppie = prospettive.flat_map(|p| p.obiettivi.iter().map(move |o| (p, o)));
        let mut obiettivi: Vec<_> = coppie.map(|(p, o)| self.obiettivo(p, o)).collect();
        obiettivi.sort_by_key(|obiettivo| obiettivo.tipologia);
        obiettivi
    }

    fn obiettivo(&self, prospettiva: &Prospettiva, scritto: &Obiettivo) -> ObiettivoDiPerformance {
        let suoi = self.modello.indicatori.iter();
        let suoi = suoi.filter(|indicatore| indicatore.obiettivo == scritto.codice);
        let valori = self.piao.valore_pubblico.iter().filter(|valore| {
            let mut strategie = valore.strategie.iter();
            strategie.any(|strategia| strategia.obiettivi.contains(&scritto.codice))
        });
        let (responsabili, servizi) = self.chi(&scritto.codice);
        ObiettivoDiPerformance {
            tipologia: scritto.tipologia,
            codice: scritto.codice.clone(),
            denominazione: scritto.nome.clone(),
            descrizione: scritto.descrizione.clone(),
            prospettiva: prospettiva.nome.clone(),
            valore_pubblico: match self.piao.ridotto {
                true => Vec::new(),
                false => valori.map(|valore| valore.codice.clone()).collect(),
            },
            responsabile: match &scritto.responsabile {
                Some(responsabile) => vec![responsabile.clone()],
                None => responsabili,
            },
            contributori: match scritto.contributori.as_slice() {
                [] => servizi,
                contributori => contributori.to_vec(),
            },
            stakeholder: self.stakeholder(scritto),
            risorse: scritto.risorse.clone(),
            indicatori: suoi
                .map(|indicatore| self.indicatori.di(indicatore))
                .collect(),
        }
    }

    /// Who answers for the cruscotti of the services that measure an obiettivo, and their names.
    fn chi(&self, codice: &str) -> (Vec<String>, Vec<String>) {
        let (mut responsabili, mut servizi) = (Vec::new(), Vec::new());
        for servizio in self
            .modello
            .di_ruolo(crate::model::RuoloCruscotto::Servizio)
        {
            if servizio.righe.iter().all(|riga| riga.obiettivo != codice) {
                continue;
            }
            servizi.push(servizio.nome.clone());
            let nuovo = servizio
                .responsabile
                .iter()
                .filter(|r| !responsabili.contains(*r));
            let nuovo: Vec<String> = nuovo.cloned().collect();
            responsabili.extend(nuovo);
        }
        (responsabili, servizi)
    }

    /// Those that the obiettivo says, or else those of its rows.
    fn stakeholder(&self, obiettivo: &Obiettivo) -> Vec<String> {
        if !obiettivo.stakeholder.is_empty() {
            return obiettivo.stakeholder.clone();
        }
        let righe = self
            .modello
            .cruscotti
            .iter()
            .flat_map(|cruscotto| &cruscotto.righe);
        let sue = righe.filter(|riga| riga.obiettivo == obiettivo.codice);
        let mut tutti: Vec<String> = Vec::new();
        for uno in sue.filter_map(|riga| riga.stakeholder.as_ref()) {
            if !tutti.contains(uno) {
                tutti.push(uno.clone());
            }
        }
        tutti
    }

    fn anticorruzione(&self) -> Vec<MisuraMisurata> {
        let misure = self.piao.anticorruzione.iter();
        misure
            .map(|misura| MisuraMisurata {
                misura: misura.misura.clone(),
                area: misura.area.clone(),
                responsabile: misura.responsabile.clone(),
                indicatori: self.schede(&misura.indicatori),
            })
            .collect()
    }
}
