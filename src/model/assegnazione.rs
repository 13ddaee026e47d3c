//! Who answers for which indicators of a service: the schede of single collaborators and of groups.
//!
//! They hold names of people and are no part of [`Modello`](super::Modello): nothing that is
//! published or attached is ever made from them, and a comparison says no more than in which
//! services they changed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Indirizzo, Origine};

/// The scheda of a collaborator or of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Assegnazione {
    /// Id of the cruscotto that its indicators come from.
    pub servizio: String,
    /// As the workbook names the person or the group.
    pub chi: String,
    pub di_gruppo: bool,
    pub obiettivi: Vec<Assegnato>,
    pub comportamenti: Vec<Comportamento>,
    /// True where the workbook says that its data are for demonstration.
    pub dimostrativa: bool,
    /// Where the name stands.
    pub origine: Origine,
}

/// An indicator of the service that a scheda answers for.
#[derive(Debug, Clone, PartialEq)]
pub struct Assegnato {
    /// As the scheda names it.
    pub nome: String,
    /// Its place among the rows of the cruscotto; none where it is not on it.
    pub riga: Option<usize>,
    /// In points.
    pub peso: Option<Decimal>,
    /// File, sheet and cell of the name.
    pub origine: Origine,
    /// Where the weight stands, in the same sheet.
    pub celle: BTreeMap<String, Indirizzo>,
}

/// A behaviour that a scheda is judged by.
#[derive(Debug, Clone, PartialEq)]
pub struct Comportamento {
    pub nome: String,
    /// In points.
    pub peso: Option<Decimal>,
    /// From 0 to 100.
    pub punteggio: Option<Decimal>,
    /// File, sheet and cell of the name.
    pub origine: Origine,
    /// Where weight and mark stand, in the same sheet.
    pub celle: BTreeMap<String, Indirizzo>,
}

impl Assegnazione {
    /// True if both ask for the same and say the same of it, wherever they stand in their files.
    pub fn dice_come(&self, altra: &Self) -> bool {
        let obiettivi = |una: &Self| -> Vec<(String, Option<Decimal>)> {
            let obiettivi = una.obiettivi.iter();
            obiettivi.map(|uno| (uno.nome.clone(), uno.peso)).collect()
        };
        let comportamenti = |una: &Self| -> Vec<(String, Option<Decimal>, Option<Decimal>)> {
            let comportamenti = una.comportamenti.iter();
            comportamenti
                .map(|uno| (uno.nome.clone(), uno.peso, uno.punteggio))
                .collect()
        };
        (&self.servizio, &self.chi, self.di_gruppo)
            == (&altra.servizio, &altra.chi, altra.di_gruppo)
            && obiettivi(self) == obiettivi(altra)
            && comportamenti(self) == comportamenti(altra)
    }
}
