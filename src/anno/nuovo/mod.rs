//! A new cycle: its settings, blank workbooks and chapters.

mod assegnazioni;
mod bozza;
mod documento;
mod fogli;
mod scheletro;
mod successivo;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::nome::{libero, slug};

pub(crate) use bozza::da_bozza;
pub(crate) use documento::{Detto, da_documento};
pub(crate) use successivo::{DA_RIVEDERE, DaRivedere, Erede, da_ciclo};

use super::{File, Guasto};

/// The kinds of body that a cycle can be made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Modello {
    /// Camera di commercio
    Camera,
    /// Comune
    Comune,
    /// Università
    Universita,
    /// Ogni altra amministrazione
    Generico,
}

impl Modello {
    pub(crate) const TUTTI: [Self; 4] =
        [Self::Camera, Self::Comune, Self::Universita, Self::Generico];

    /// Its folder under `templates/nuovo/`.
    fn cartella(self) -> &'static str {
        match self {
            Self::Camera => "camera",
            Self::Comune => "comune",
            Self::Universita => "universita",
            Self::Generico => "generico",
        }
    }

    /// As a person calls it.
    pub(crate) fn nome(self) -> &'static str {
        match self {
            Self::Camera => "Camera di commercio",
            Self::Comune => "Comune",
            Self::Universita => "Università",
            Self::Generico => "Altra amministrazione",
        }
    }
}

/// What a cycle is made from, when it is made from nothing.
#[derive(Debug, Clone)]
pub(crate) struct Richiesta {
    pub ente: String,
    /// The plan's first year.
    pub anno: i16,
    pub servizi: Vec<String>,
    pub modello: Modello,
    /// The folder as a command line names it.
    pub cartella: String,
}

/// The files of a cycle that was taken from somewhere else, its first year, and what a person must
/// look at.
#[derive(Debug)]
pub(crate) struct Trascritto {
    pub file: Vec<File>,
    pub anno: i16,
    pub rivedere: DaRivedere,
}

/// A cruscotto to be filled in.
#[derive(Debug, Clone, Serialize)]
struct Cruscotto {
    /// The workbook's name without ending.
    id: String,
    nome: String,
    tipo: &'static str,
}

const STRATEGICO: &str = "strategico";

/// The files of a cycle made from nothing.
///
/// # Errors
/// A workbook that cannot be made.
pub(crate) fn da_zero(richiesta: &Richiesta) -> Result<Vec<File>, Guasto> {
    let strategico = Cruscotto {
        id: STRATEGICO.to_owned(),
        nome: "Cruscotto strategico".to_owned(),
        tipo: "strategico",
    };
    let servizi = servizi(&richiesta.servizi);
    let mut file = scheletro::testi(richiesta, &strategico, &servizi)?;
    let codici = codici(&file);
    let fogli = fogli::Fogli {
        ente: &richiesta.ente,
        anno: richiesta.anno,
        codici: &codici,
    };
    let percorso = format!("cruscotti/{STRATEGICO}.xlsx");
    file.push((percorso, fogli.cruscotto(&strategico)?));
    for servizio in &servizi {
        let percorso = format!("servizi/{}.xlsx", servizio.id);
        file.push((percorso, fogli.cruscotto(servizio)?));
        let percorso = format!("assegnazioni/{}.xlsx", servizio.id);
        let di_chi = (richiesta.ente.as_str(), richiesta.anno);
        file.push((percorso, assegnazioni::libro(di_chi, &servizio.nome, &[])?));
    }
    file.push(("progetti/primo-progetto.xlsx".to_owned(), fogli.scheda()?));
    for (percorso, tabelle) in scheletro::tabelle(richiesta)? {
        let libro = fogli.tabelle(percorso, &tabelle)?;
        file.push((format!("{percorso}.xlsx"), libro));
    }
    Ok(file)
}

/// The services with the ids of their workbooks.
fn servizi(nomi: &[String]) -> Vec<Cruscotto> {
    let mut usati = BTreeSet::from([STRATEGICO.to_owned()]);
    nomi.iter()
        .map(|nome| Cruscotto {
            id: libero(&slug(nome), &mut usati),
            nome: nome.clone(),
            tipo: "servizio",
        })
        .collect()
}

/// The codes of the obiettivi, as the settings that were just made declare them.
fn codici(file: &[File]) -> Vec<String> {
    let testo = file
        .iter()
        .find(|(nome, _)| nome == crate::cycle::FILE)
        .map(|(_, byte)| String::from_utf8_lossy(byte));
    let impostazioni = testo.and_then(|testo| crate::cycle::interpreta(&testo).ok());
    impostazioni.map_or_else(Vec::new, |(impostazioni, _)| {
        let obiettivi = impostazioni.prospettive.iter().flat_map(|p| &p.obiettivi);
        obiettivi.map(|o| o.codice.clone()).collect()
    })
}
