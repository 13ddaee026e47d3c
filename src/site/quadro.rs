//! A quadro as the page shows it.

use serde::Serialize;

use crate::model::{ColonnaQuadro, Dato, Quadro, RigaQuadro, Ruolo, Valore};

use super::posti::Posti;
use super::taglio::per_pagina;

/// A quadro.
#[derive(Clone, Serialize)]
pub(super) struct VistaQuadro {
    voce: String,
    /// The upper row of the header, if any column has a group: name and how many columns; none over
    /// a column alone.
    gruppi: Vec<(Option<String>, usize)>,
    colonne: Vec<VistaColonna>,
    righe: Vec<VistaRigaQuadro>,
    note: Vec<String>,
}

#[derive(Clone, Serialize)]
struct VistaColonna {
    nome: String,
    /// The full name, for a narrow page.
    intero: String,
    parole: bool,
    /// The place of the first column of its group, if it is under one.
    gruppo: Option<usize>,
}

#[derive(Clone, Serialize)]
struct VistaRigaQuadro {
    voce: String,
    /// Where it stands in the published table.
    dati: Option<String>,
    ruolo: &'static str,
    celle: Vec<String>,
}

impl VistaQuadro {
    /// Letters of each cell.
    pub(super) fn lettere(&self) -> impl Iterator<Item = Vec<usize>> {
        let celle = |riga: &VistaRigaQuadro| riga.celle.iter().map(|c| c.chars().count()).collect();
        self.righe.iter().map(celle)
    }

    /// The table in pieces that fit a page; notes stand under the last.
    pub(super) fn spezzato(self) -> Vec<Self> {
        let pagine = per_pagina(&self.righe);
        let quante = pagine.len();
        let pezzo = |(quale, righe): (usize, Vec<_>)| Self {
            righe,
            note: if quale + 1 == quante {
                self.note.clone()
            } else {
                Vec::new()
            },
            ..self.clone()
        };
        pagine.into_iter().enumerate().map(pezzo).collect()
    }
}

pub(super) fn quadro(posti: &Posti, quadro: &Quadro) -> VistaQuadro {
    let mut gruppi: Vec<(Option<String>, usize)> = Vec::new();
    for colonna in &quadro.colonne {
        match gruppi.last_mut() {
            Some((Some(gruppo), quante)) if colonna.gruppo.as_ref() == Some(gruppo) => *quante += 1,
            _ => gruppi.push((colonna.gruppo.clone(), 1)),
        }
    }
    let a_gruppi = gruppi.iter().any(|(gruppo, _)| gruppo.is_some());
    let colonna = |(posto, colonna): (usize, &ColonnaQuadro)| VistaColonna {
        nome: colonna.nome.clone(),
        intero: colonna.nome_intero(),
        gruppo: primo_del_gruppo(&quadro.colonne, posto),
        parole: di_parole(quadro.righe.iter().filter_map(|riga| riga.celle.get(posto))),
    };
    let fonte = quadro
        .fonte
        .as_ref()
        .map(|fonte| format!("Fonte: {}.", fonte.trim_end_matches('.')));
    VistaQuadro {
        voce: if quadro.voce.is_empty() {
            "Voce".to_owned()
        } else {
            quadro.voce.clone()
        },
        gruppi: if a_gruppi { gruppi } else { Vec::new() },
        colonne: quadro.colonne.iter().enumerate().map(colonna).collect(),
        righe: quadro
            .righe
            .iter()
            .enumerate()
            .map(|(posto, una)| riga(una, posti.quadro(&quadro.id, posto + 1)))
            .collect(),
        note: quadro.nota.iter().cloned().chain(fonte).collect(),
    }
}

/// The place of the first of the columns that stand with this one under a group.
fn primo_del_gruppo(colonne: &[ColonnaQuadro], posto: usize) -> Option<usize> {
    let gruppo = colonne.get(posto)?.gruppo.as_ref()?;
    let prima = colonne[..posto]
        .iter()
        .rposition(|altra| altra.gruppo.as_ref() != Some(gruppo));
    Some(prima.map_or(0, |altra| altra + 1))
}

fn riga(riga: &RigaQuadro, dati: Option<String>) -> VistaRigaQuadro {
    let celle = match riga.ruolo {
        Ruolo::Sezione => Vec::new(),
        _ => riga.celle.iter().map(Valore::stampa).collect(),
    };
    VistaRigaQuadro {
        voce: riga.voce.clone(),
        dati,
        ruolo: riga.ruolo.nome(),
        celle,
    }
}

/// True if most of the filled cells are words: they stand at the left.
fn di_parole<'a>(celle: impl Iterator<Item = &'a Valore>) -> bool {
    let piene: Vec<&Valore> = celle.filter(|valore| !valore.dato.assente()).collect();
    let parole = piene
        .iter()
        .filter(|valore| matches!(valore.dato, Dato::Testo(_)))
        .count();
    parole * 2 > piene.len()
}
