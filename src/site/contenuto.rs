//! What the page of a year is about, as its makers hand it over.

use jiff::civil::Date;

use crate::cycle::Pubblicazione;
use crate::edizione::Edizione;
use crate::model::Bozza;
use crate::opendata::{Record, Voce};
use crate::prose::Capitolo;
use crate::prospetti::Prospetti;

use super::posti::Posti;

/// A year's documents with their data.
pub(crate) struct Contenuto<'a> {
    /// What its documents hold of the cycle.
    pub parte: &'a Bozza,
    pub edizione: &'a Edizione,
    pub titolo: &'a str,
    pub descrizione: &'a str,
    pub documenti: &'a [Documento<'a>],
    /// What is said of the documents and of what accompanies them.
    pub record: &'a Record,
    /// What can be downloaded.
    pub voci: &'a [Voce],
    /// Where the figures stand in the published tables.
    pub posti: Posti,
    /// What the body promises, section by section.
    pub prospetti: Prospetti<'a>,
    pub pubblicazione: &'a Pubblicazione,
    /// The one file that holds the whole folder.
    pub archivio: &'a str,
}

/// A document as its page shows it.
pub(crate) struct Documento<'a> {
    /// `piano`: its place in the page and the start of its anchors.
    pub id: &'a str,
    /// `Piano`.
    pub nome: &'a str,
    pub titolo: &'a str,
    pub data: Date,
    /// The act that approves it.
    pub delibera: Option<&'a str>,
    /// The year that it is about.
    pub anno: i16,
    /// True if it tells what came of the year.
    pub con_risultati: bool,
    pub capitoli: &'a [Capitolo],
    /// Its PDF among what can be downloaded.
    pub pdf: Voce,
}
