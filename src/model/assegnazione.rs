//! Who answers for which indicators of a service: the schede of single collaborators and of groups.
//!
//! They hold names of people and are no part of [`Modello`](super::Modello): nothing that is
//! published, attached or compared is ever made from them.

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
