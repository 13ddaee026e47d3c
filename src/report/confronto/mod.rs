//! How a person sees the differences: the same groups and words on the terminal, in the page and in
//! the PDF.

pub mod html;
mod parole;
pub mod terminale;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diff::{Ambito, Confronto, Differenza, Parola};
use crate::model::{Modello, Origine};

/// Names to show for ids; those of the new draft win.
#[derive(Debug, Default)]
pub struct Nomi {
    cruscotti: BTreeMap<String, String>,
    quadri: BTreeMap<String, String>,
}

impl Nomi {
    /// The names that two models give.
    pub fn di(vecchio: &Modello, nuovo: &Modello) -> Self {
        let mut nomi = Self::default();
        for modello in [vecchio, nuovo] {
            nomi.cruscotti.extend(
                modello
                    .cruscotti
                    .iter()
                    .map(|c| (c.id.clone(), c.nome.clone())),
            );
            let quadri = modello
                .quadri
                .values()
                .map(|q| (q.id.clone(), q.titolo.clone()));
            let serie = modello
                .serie
                .iter()
                .map(|s| (s.id.clone(), s.titolo.clone()));
            nomi.quadri
                .extend(quadri.chain(serie).filter(|(_, titolo)| !titolo.is_empty()));
        }
        nomi
    }
}

/// A comparison in words.
#[derive(Debug, Serialize)]
pub struct Vista {
    pub vecchio: String,
    pub nuovo: String,
    /// One sentence.
    pub riassunto: String,
    /// How many of each kind.
    pub conteggi: Vec<Conteggio>,
    pub gruppi: Vec<Gruppo>,
}

/// How many differences of a kind.
#[derive(Debug, Serialize)]
pub struct Conteggio {
    pub tipo: &'static str,
    /// `5 modifiche`
    pub testo: String,
}

/// Differences that belong together: a cruscotto, a table, a chapter.
#[derive(Debug, Serialize)]
pub struct Gruppo {
    /// Unique, fit for an HTML id.
    pub id: String,
    pub titolo: String,
    pub quante: String,
    pub voci: Vec<Voce>,
}

/// One difference in words.
#[derive(Debug, Serialize)]
pub struct Voce {
    /// As in the JSON: `cambiato`.
    pub tipo: &'static str,
    /// What it is about.
    pub soggetto: String,
    /// Which part of it; empty for the whole.
    pub campo: String,
    pub vecchio: Option<String>,
    pub nuovo: Option<String>,
    /// `+2, +50,00%`
    pub variazione: Option<String>,
    pub parole: Vec<Parola>,
    /// Where it is now, and where it was if that is another place.
    pub luogo: Option<String>,
    pub luogo_vecchio: Option<String>,
    pub cause: Vec<String>,
}

impl Vista {
    /// Puts a comparison in words, in the order of the document.
    pub fn nuova(confronto: &Confronto, nomi: &Nomi) -> Self {
        let mut gruppi: Vec<Gruppo> = Vec::new();
        for differenza in &confronto.differenze {
            let (id, titolo) = gruppo(differenza, nomi);
            let posto = gruppi
                .iter()
                .position(|gruppo| gruppo.id == id)
                .unwrap_or_else(|| {
                    gruppi.push(Gruppo {
                        id,
                        titolo,
                        quante: String::new(),
                        voci: Vec::new(),
                    });
                    gruppi.len() - 1
                });
            gruppi[posto].voci.push(voce(differenza, nomi));
        }
        for gruppo in &mut gruppi {
            gruppo.quante = parole::differenze(gruppo.voci.len());
        }
        Self {
            vecchio: confronto.vecchio.origine.clone(),
            nuovo: confronto.nuovo.origine.clone(),
            riassunto: parole::riassunto(confronto),
            conteggi: parole::conteggi(&confronto.differenze),
            gruppi,
        }
    }
}

/// The group of a difference: id and title. Grades follow from the rest and stand together, at the
/// end.
fn gruppo(differenza: &Differenza, nomi: &Nomi) -> (String, String) {
    let con = |prefisso: &str, id: &Option<String>, titolo: &dyn Fn(&str) -> String| {
        let id = id.as_deref().unwrap_or_default();
        (
            format!("{prefisso}-{}", crate::model::nome::slug(id)),
            titolo(id),
        )
    };
    match differenza.ambito {
        Ambito::Impostazione => (
            "impostazioni".to_owned(),
            "Impostazioni (ciclo.toml)".to_owned(),
        ),
        Ambito::Grado => ("gradi".to_owned(), "Gradi della Relazione".to_owned()),
        Ambito::Indicatore | Ambito::Cruscotto if differenza.cruscotto.is_none() => {
            ("cruscotti".to_owned(), "Cruscotti".to_owned())
        }
        Ambito::Indicatore | Ambito::Cruscotto => con("cruscotto", &differenza.cruscotto, &|id| {
            nome_di(&nomi.cruscotti, id)
        }),
        Ambito::Progetto => con("progetto", &differenza.progetto, &|nome| {
            format!("Progetto: {nome}")
        }),
        Ambito::Quadro => con("quadro", &differenza.quadro, &|id| {
            format!("Tabella: {}", nome_di(&nomi.quadri, id))
        }),
        Ambito::Testo => con("testo", &differenza.testo, &|file| format!("Testo: {file}")),
    }
}

fn nome_di(nomi: &BTreeMap<String, String>, id: &str) -> String {
    nomi.get(id).cloned().unwrap_or_else(|| id.to_owned())
}

fn voce(differenza: &Differenza, nomi: &Nomi) -> Voce {
    let (adesso, prima) = luoghi(differenza);
    Voce {
        tipo: parole::nome_tipo(differenza.tipo),
        soggetto: soggetto(differenza, nomi),
        campo: campo(differenza),
        vecchio: differenza.vecchio.clone(),
        nuovo: differenza.nuovo.clone(),
        variazione: parole::variazione(differenza),
        parole: differenza.parole.clone(),
        luogo: adesso,
        luogo_vecchio: prima,
        cause: differenza
            .mosso_da
            .iter()
            .map(|causa| parole::causa(causa, &nome_di(&nomi.cruscotti, &causa.cruscotto)))
            .collect(),
    }
}

/// What a difference is about, within its group.
fn soggetto(differenza: &Differenza, nomi: &Nomi) -> String {
    let cruscotto = || {
        differenza
            .cruscotto
            .as_deref()
            .map(|id| nome_di(&nomi.cruscotti, id))
    };
    match differenza.ambito {
        Ambito::Indicatore => differenza.nome.clone().unwrap_or_default(),
        Ambito::Cruscotto => match differenza.campo.as_deref() {
            Some("righe") => "Ordine degli indicatori".to_owned(),
            Some("azione") => "Azione".to_owned(),
            Some("note") => "Nota in calce".to_owned(),
            Some("ordine") => "Ordine dei cruscotti".to_owned(),
            _ => cruscotto().unwrap_or_default(),
        },
        Ambito::Quadro => match (&differenza.voce, &differenza.colonna) {
            (Some(voce), Some(colonna)) => format!("{voce}, {colonna}"),
            (Some(voce), None) => format!("Riga «{voce}»"),
            (None, Some(colonna)) => format!("Colonna «{colonna}»"),
            (None, None) if differenza.campo.as_deref() == Some("colonna") => {
                "Ordine delle colonne".to_owned()
            }
            (None, None) if differenza.campo.is_some() => "Ordine delle righe".to_owned(),
            (None, None) => "Tutta la tabella".to_owned(),
        },
        Ambito::Progetto => differenza
            .attivita
            .clone()
            .or_else(|| differenza.progetto.clone())
            .unwrap_or_default(),
        Ambito::Testo if differenza.campo.as_deref() == Some("capitolo") => {
            "Tutto il capitolo".to_owned()
        }
        Ambito::Testo => "Capoverso".to_owned(),
        Ambito::Impostazione => differenza.campo.clone().unwrap_or_default(),
        Ambito::Grado => {
            let di_chi = differenza.nome.clone().map(|nome| match cruscotto() {
                Some(cruscotto) => format!("{nome} ({cruscotto})"),
                None => nome,
            });
            di_chi
                .or_else(cruscotto)
                .or_else(|| differenza.campo.clone())
                .unwrap_or_default()
        }
    }
}

/// The field, where the subject does not say it already.
fn campo(differenza: &Differenza) -> String {
    let detto = match differenza.ambito {
        Ambito::Indicatore => false,
        Ambito::Grado => differenza.cruscotto.is_none(),
        Ambito::Progetto => differenza.campo.as_deref() == Some("attività"),
        Ambito::Cruscotto => !matches!(
            differenza.campo.as_deref(),
            Some("nome" | "tipo" | "responsabile")
        ),
        _ => true,
    };
    differenza
        .campo
        .clone()
        .filter(|_| !detto)
        .unwrap_or_default()
}

/// Where it is now; and where it was, if that is elsewhere.
fn luoghi(differenza: &Differenza) -> (Option<String>, Option<String>) {
    let adesso = differenza.luogo_nuovo.as_ref().map(Origine::to_string);
    let prima = differenza.luogo_vecchio.as_ref().map(Origine::to_string);
    let altrove = prima.filter(|prima| Some(prima) != adesso.as_ref());
    (adesso, altrove)
}
