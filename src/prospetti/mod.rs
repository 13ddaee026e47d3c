//! What a document prints of the promises of a body, section by section: headings, fields and
//! tables, ready to be set in a PDF or on a page. Nothing is decided here: each field is one of the
//! model's, and a table's cell knows the cell that it comes from.

mod confronto;
mod indicatori;
mod individuale;
mod pagina;
pub mod piao;
mod pira;

use std::sync::OnceLock;

use serde::Serialize;

use crate::model::{Modello, Origine};
use crate::rendiconto::Rendiconto;

use piao::sezioni;

pub use confronto::Prima;
pub use indicatori::{BaselineScritta, SchedaIndicatore};
pub use piao::Integrato;

/// A section that a chapter may ask for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nome {
    InUnaPagina,
    RispostaAllePromesse,
    Pira,
    RapportoPira,
    ValorePubblico,
    FasiDelCiclo,
    ObiettiviDiPerformance,
    PerformanceIndividuale,
    Anticorruzione,
    StrumentiDiMonitoraggio,
    FasiDiMonitoraggio,
}

/// The sections of a cycle; what several of them are made from is made when the first asks.
pub struct Prospetti<'a> {
    modello: &'a Modello,
    rendiconto: &'a Rendiconto,
    integrato: OnceLock<Integrato>,
}

/// A section.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Prospetto {
    /// True for one whose tables ask for pages that are turned.
    pub orizzontale: bool,
    pub pezzi: Vec<Pezzo>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "tipo", rename_all = "kebab-case")]
pub enum Pezzo {
    /// A heading, 1 for one right below that under which the section stands.
    Titolo {
        livello: u8,
        testo: String,
    },
    Testo {
        testo: String,
    },
    /// Fields by name, and the code of the thing that has them.
    Voci {
        di: String,
        voci: Vec<Voce>,
    },
    Tabella(Tabella),
}

/// A field with its name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Voce {
    pub nome: &'static str,
    pub testo: String,
}

/// A table that carries a number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tabella {
    /// By which a sentence may refer to it.
    pub id: String,
    pub didascalia: String,
    pub colonne: Vec<Colonna>,
    pub righe: Vec<Riga>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nota: Option<String>,
}

/// A column, as wide as its share of the widths of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Colonna {
    pub nome: String,
    pub larga: u16,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Riga {
    /// Where its thing stands in the cycle; none of what `ciclo.toml` declares.
    pub origine: Option<Origine>,
    pub celle: Vec<Cella>,
}

/// A cell, with the cell of a workbook that it shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Cella {
    pub testo: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origine: Option<Origine>,
    /// As a comparison calls it: `atteso 2022`, `fonte`.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub campo: String,
    /// What stands below it in small print.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub sotto: String,
}

/// What stands where nothing is said.
pub(crate) const VUOTO: &str = "–";

impl Nome {
    pub const TUTTI: [Self; 11] = [
        Self::InUnaPagina,
        Self::RispostaAllePromesse,
        Self::Pira,
        Self::RapportoPira,
        Self::ValorePubblico,
        Self::FasiDelCiclo,
        Self::ObiettiviDiPerformance,
        Self::PerformanceIndividuale,
        Self::Anticorruzione,
        Self::StrumentiDiMonitoraggio,
        Self::FasiDiMonitoraggio,
    ];

    /// The function by which a chapter asks for it.
    pub const fn funzione(self) -> &'static str {
        match self {
            Self::InUnaPagina => "in_una_pagina",
            Self::RispostaAllePromesse => "risposta_alle_promesse",
            Self::Pira => "pira",
            Self::RapportoPira => "rapporto_pira",
            Self::ValorePubblico => "valore_pubblico",
            Self::FasiDelCiclo => "fasi_del_ciclo",
            Self::ObiettiviDiPerformance => "obiettivi_di_performance",
            Self::PerformanceIndividuale => "performance_individuale",
            Self::Anticorruzione => "anticorruzione",
            Self::StrumentiDiMonitoraggio => "strumenti_di_monitoraggio",
            Self::FasiDiMonitoraggio => "fasi_di_monitoraggio",
        }
    }

    /// As the templates call it: `valore-pubblico`.
    pub fn chiave(self) -> String {
        self.funzione().replace('_', "-")
    }

    /// The tables that a sentence may refer to.
    pub fn tabelle(self) -> &'static [&'static str] {
        match self {
            Self::ValorePubblico | Self::ObiettiviDiPerformance => &[],
            Self::Pira | Self::RapportoPira => &[],
            Self::InUnaPagina => &["promesse"],
            Self::RispostaAllePromesse => &["risposte"],
            Self::FasiDelCiclo => &["fasi-del-ciclo"],
            Self::PerformanceIndividuale => &["performance-individuale"],
            Self::Anticorruzione => &["anticorruzione"],
            Self::StrumentiDiMonitoraggio => &["strumenti-di-monitoraggio"],
            Self::FasiDiMonitoraggio => &["fasi-di-monitoraggio"],
        }
    }
}

impl<'a> Prospetti<'a> {
    /// Of the part of a cycle that a document may print; results are told as the year's account
    /// has them.
    pub fn di(modello: &'a Modello, rendiconto: &'a Rendiconto) -> Self {
        Self {
            modello,
            rendiconto,
            integrato: OnceLock::new(),
        }
    }

    /// The section of a name.
    pub fn prospetto(&self, nome: Nome) -> Prospetto {
        let (modello, rendiconto) = (self.modello, self.rendiconto);
        let integrato = || self.integrato.get_or_init(|| Integrato::nuovo(modello));
        match nome {
            Nome::InUnaPagina => pagina::promesse(modello),
            Nome::RispostaAllePromesse => pagina::risposte(modello, rendiconto),
            Nome::Pira => pira::piano(modello),
            Nome::RapportoPira => pira::rapporto(modello, rendiconto),
            Nome::ValorePubblico => sezioni::valore_pubblico(integrato()),
            Nome::FasiDelCiclo => sezioni::fasi_del_ciclo(integrato()),
            Nome::ObiettiviDiPerformance => sezioni::obiettivi(integrato(), &modello.nomi),
            Nome::PerformanceIndividuale => individuale::prospetto(modello),
            Nome::Anticorruzione => sezioni::anticorruzione(integrato()),
            Nome::StrumentiDiMonitoraggio => sezioni::strumenti(integrato()),
            Nome::FasiDiMonitoraggio => sezioni::sottofasi(integrato()),
        }
    }
}

impl Prospetto {
    /// A table alone, on upright pages; nothing where there is none.
    fn di_tabella(tabella: Option<Pezzo>) -> Self {
        Self {
            orizzontale: false,
            pezzi: tabella.into_iter().collect(),
        }
    }
}

impl Pezzo {
    fn titolo(livello: u8, testo: impl Into<String>) -> Self {
        Self::Titolo {
            livello,
            testo: testo.into(),
        }
    }

    /// The fields that say something; one that must be there says that it is empty.
    fn voci<const N: usize>(di: &str, voci: [(&'static str, String); N]) -> Self {
        let voci = voci.into_iter().map(|(nome, testo)| Voce {
            nome,
            testo: scritto(testo),
        });
        Self::Voci {
            di: di.to_owned(),
            voci: voci.collect(),
        }
    }

    /// A table; one without rows is none.
    fn tabella(
        id: &str,
        didascalia: &str,
        colonne: Vec<Colonna>,
        righe: Vec<Riga>,
    ) -> Option<Self> {
        (!righe.is_empty()).then(|| {
            Self::Tabella(Tabella {
                id: id.to_owned(),
                didascalia: didascalia.to_owned(),
                colonne,
                righe,
                nota: None,
            })
        })
    }

    /// A table of words.
    fn tabella_di_testi<const N: usize>(
        id: &str,
        didascalia: &str,
        colonne: [(&str, u16); N],
        righe: impl Iterator<Item = [String; N]>,
    ) -> Option<Self> {
        let righe = righe.map(|celle| Riga {
            origine: None,
            celle: celle.into_iter().map(Cella::testo).collect(),
        });
        Self::tabella(id, didascalia, Colonna::in_fila(colonne), righe.collect())
    }
}

impl Colonna {
    /// Columns, each with its name and its width.
    fn in_fila<N: Into<String>>(colonne: impl IntoIterator<Item = (N, u16)>) -> Vec<Self> {
        let colonne = colonne.into_iter().map(|(nome, larga)| Self {
            nome: nome.into(),
            larga,
        });
        colonne.collect()
    }
}

impl Cella {
    /// A text that may not be there.
    fn forse(testo: Option<&str>) -> Self {
        Self::testo(testo.unwrap_or_default().to_owned())
    }

    fn testo(testo: String) -> Self {
        Self {
            testo: scritto(testo),
            ..Self::default()
        }
    }

    /// What a cell of a workbook holds.
    fn di(testo: String, origine: Origine, campo: &str) -> Self {
        Self {
            testo: scritto(testo),
            origine: Some(origine),
            campo: campo.to_owned(),
            sotto: String::new(),
        }
    }
}

/// A text, or the sign that it is not there.
fn scritto(testo: String) -> String {
    match testo.trim().is_empty() {
        true => VUOTO.to_owned(),
        false => testo,
    }
}

/// Names in a row: `imprese; giovani`.
fn in_fila(nomi: &[String]) -> String {
    nomi.join("; ")
}
