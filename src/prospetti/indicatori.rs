//! An indicator with all that is known of it: what its owner says, and what other cruscotti add.

use std::collections::{BTreeMap, HashMap};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Indicatore, Modello, Origine, Riga, Valore, Verso, italiano};

use super::{Cella, Colonna};

/// An indicator as the PIAO and the PIRA print it, its values in words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SchedaIndicatore {
    /// As in `modello.json`.
    pub id: String,
    pub codice: Option<String>,
    pub denominazione: String,
    pub dimensione: Option<String>,
    pub unita_misura: Option<String>,
    /// What exactly is measured.
    pub definizione: Option<String>,
    /// Of the PIRA: `realizzazione fisica`, `risultato`, …
    pub tipologia: Option<String>,
    pub formula: Option<String>,
    /// In points.
    pub peso: Option<String>,
    /// `crescente` or `decrescente`.
    pub polarita: &'static str,
    pub baseline: Option<BaselineScritta>,
    /// By year of the plan.
    pub target: BTreeMap<i16, String>,
    pub fonte: Option<String>,
    #[serde(skip)]
    luoghi: Luoghi,
}

/// Where an indicator starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BaselineScritta {
    pub anno: Option<i16>,
    pub valore: String,
}

/// Where its fields stand in the cycle.
#[derive(Debug, Clone, Default, PartialEq)]
struct Luoghi {
    nome: Origine,
    fonte: Origine,
    target: BTreeMap<i16, Origine>,
}

/// The rows of each indicator, its owner's first.
pub(super) struct Indicatori<'a> {
    modello: &'a Modello,
    righe: HashMap<&'a str, Vec<&'a Riga>>,
}

impl<'a> Indicatori<'a> {
    pub(super) fn nuovi(modello: &'a Modello) -> Self {
        let mut righe: HashMap<&str, Vec<&Riga>> = HashMap::new();
        let mut cruscotti: Vec<_> = modello.cruscotti.iter().collect();
        cruscotti.sort_by_key(|cruscotto| modello.ruolo(cruscotto));
        for riga in cruscotti.into_iter().flat_map(|cruscotto| &cruscotto.righe) {
            righe.entry(&riga.indicatore).or_default().push(riga);
        }
        Self { modello, righe }
    }

    /// The indicator of an id.
    pub(super) fn scheda(&self, id: &str) -> Option<SchedaIndicatore> {
        let indicatore = self.modello.indicatore(id)?;
        Some(self.di(indicatore))
    }

    /// Its rows, the owner's first.
    pub(super) fn righe(&self, id: &str) -> &[&'a Riga] {
        self.righe.get(id).map_or(&[], Vec::as_slice)
    }

    /// All that is known of it.
    pub(super) fn di(&self, indicatore: &Indicatore) -> SchedaIndicatore {
        let righe = self.righe(&indicatore.id);
        let testo = |campo: fn(&Riga) -> &Option<String>| {
            let scritti = righe.iter().filter_map(|riga| campo(riga).clone());
            scritti.into_iter().find(|testo| !testo.trim().is_empty())
        };
        let anni = || self.modello.triennio.iter().copied();
        let target = |anno| Some((anno, indicatore.atteso(anno)?));
        let target: BTreeMap<i16, &Valore> = anni().filter_map(target).collect();
        let unita = || target.values().find_map(|valore| valore.dato.unita());
        SchedaIndicatore {
            id: indicatore.id.clone(),
            codice: indicatore.codice.clone(),
            denominazione: indicatore.nome.clone(),
            dimensione: testo(|riga| &riga.dimensione),
            unita_misura: testo(|riga| &riga.unita_misura)
                .or_else(|| unita().map(|unita| unita.into_owned())),
            definizione: testo(|riga| &riga.definizione),
            tipologia: testo(|riga| &riga.tipologia),
            formula: testo(|riga| &riga.formula),
            peso: indicatore
                .peso
                .map(|peso| italiano::numero(peso.normalize())),
            polarita: match indicatore.verso {
                Verso::Crescente => "crescente",
                Verso::Decrescente => "decrescente",
            },
            baseline: self.baseline(indicatore),
            target: target
                .iter()
                .map(|(anno, valore)| (*anno, valore.stampa()))
                .collect(),
            fonte: Some(indicatore.fonte.clone()).filter(|fonte| !fonte.is_empty()),
            luoghi: Luoghi::di(righe, &target),
        }
    }

    /// The last result of an indicator before a year, as it is printed with its year.
    pub(super) fn prima_del(&self, id: &str, anno: i16) -> String {
        let Some(indicatore) = self.modello.indicatore(id) else {
            return String::new();
        };
        let dichiarata = self.dichiarata(id);
        let di_prima = dichiarata.filter(|baseline| baseline.anno.is_some_and(|suo| suo < anno));
        let baseline = di_prima.or_else(|| ultimo(indicatore, anno));
        baseline
            .map(|scritta| scritta.scritta())
            .unwrap_or_default()
    }

    /// What a cruscotto says that it starts from, or else its last result before the plan.
    fn baseline(&self, indicatore: &Indicatore) -> Option<BaselineScritta> {
        let dichiarata = self.dichiarata(&indicatore.id);
        dichiarata.or_else(|| ultimo(indicatore, self.modello.anno))
    }

    /// What a cruscotto says that it starts from.
    fn dichiarata(&self, id: &str) -> Option<BaselineScritta> {
        let mut baseline = self
            .righe(id)
            .iter()
            .filter_map(|riga| riga.baseline.as_ref());
        baseline.next().map(|baseline| BaselineScritta {
            anno: baseline.anno,
            valore: baseline.valore.stampa(),
        })
    }
}

/// The last result before a year.
fn ultimo(indicatore: &Indicatore, prima_del: i16) -> Option<BaselineScritta> {
    let prima = indicatore.consuntivo.range(..prima_del);
    let (anno, valore) = prima.rev().find(|(_, valore)| !valore.dato.assente())?;
    Some(BaselineScritta {
        anno: Some(*anno),
        valore: valore.stampa(),
    })
}

impl Luoghi {
    fn di(righe: &[&Riga], target: &BTreeMap<i16, &Valore>) -> Self {
        let Some(propria) = righe.first() else {
            return Self::default();
        };
        let origine = |(anno, valore): (&i16, &&Valore)| (*anno, valore.origine.clone());
        Self {
            nome: propria.origine.clone(),
            fonte: propria.luogo(propria.celle.fonte),
            target: target.iter().map(origine).collect(),
        }
    }
}

impl BaselineScritta {
    /// `98,5% (2021)`.
    pub fn scritta(&self) -> String {
        match self.anno {
            Some(anno) => format!("{} ({anno})", self.valore),
            None => self.valore.clone(),
        }
    }
}

impl SchedaIndicatore {
    /// The columns of its table in the PIAO.
    pub(super) fn colonne(nome: &str, triennio: &[i16]) -> Vec<Colonna> {
        let prime = [
            (nome, 50),
            ("Dimensione", 23),
            ("Unità di misura", 18),
            ("Formula", 38),
            ("Peso", 11),
            ("Polarità", 21),
            ("Baseline", 21),
        ];
        let target = triennio.iter().map(|anno| (format!("Target {anno}"), 19));
        let mut colonne = Colonna::in_fila(prime);
        colonne.extend(Colonna::in_fila(target));
        colonne.extend(Colonna::in_fila([("Fonte", 28)]));
        colonne
    }

    /// Its row there.
    pub(super) fn riga(&self, triennio: &[i16]) -> super::Riga {
        let baseline = self.baseline.as_ref().map(BaselineScritta::scritta);
        let nome = match &self.codice {
            Some(codice) => format!("{codice} {}", self.denominazione),
            None => self.denominazione.clone(),
        };
        let mut celle = vec![
            Cella::di(nome, self.luoghi.nome.clone(), "nome"),
            Cella::forse(self.dimensione.as_deref()),
            Cella::forse(self.unita_misura.as_deref()),
            Cella::forse(self.formula.as_deref()),
            Cella::forse(self.peso.as_deref()),
            Cella::testo(self.polarita.to_owned()),
            Cella::forse(baseline.as_deref()),
        ];
        celle.extend(triennio.iter().map(|anno| self.target(*anno)));
        celle.push(Cella::di(
            self.fonte.clone().unwrap_or_default(),
            self.luoghi.fonte.clone(),
            "fonte",
        ));
        super::Riga {
            origine: Some(self.luoghi.nome.clone()),
            celle,
        }
    }

    /// The target of a year, with its cell.
    pub(super) fn target(&self, anno: i16) -> Cella {
        let scritto = self.target.get(&anno).cloned().unwrap_or_default();
        match self.luoghi.target.get(&anno) {
            Some(origine) => Cella::di(scritto, origine.clone(), &format!("atteso {anno}")),
            None => Cella::testo(scritto),
        }
    }

    /// Its name, with its cell.
    pub(super) fn nome(&self) -> Cella {
        Cella::di(self.denominazione.clone(), self.luoghi.nome.clone(), "nome")
    }

    /// Where its owner has it.
    pub(super) fn origine(&self) -> Origine {
        self.luoghi.nome.clone()
    }
}
