//! A quadro as the page shows it.

use serde::Serialize;

use crate::model::{ColonnaQuadro, Dato, Quadro, RigaQuadro, Ruolo, Valore};

/// A quadro.
#[derive(Serialize)]
pub struct VistaQuadro {
    voce: String,
    /// The upper row of the header, if any column has a group: name and how many columns; none over
    /// a column alone.
    gruppi: Vec<(Option<String>, usize)>,
    colonne: Vec<VistaColonna>,
    righe: Vec<VistaRigaQuadro>,
    note: Vec<String>,
}

#[derive(Serialize)]
struct VistaColonna {
    nome: String,
    /// The full name, for a narrow page.
    intero: String,
    parole: bool,
}

#[derive(Serialize)]
struct VistaRigaQuadro {
    voce: String,
    ruolo: &'static str,
    celle: Vec<String>,
}

pub fn quadro(quadro: &Quadro) -> VistaQuadro {
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
        righe: quadro.righe.iter().map(riga).collect(),
        note: quadro.nota.iter().cloned().chain(fonte).collect(),
    }
}

fn riga(riga: &RigaQuadro) -> VistaRigaQuadro {
    let celle = match riga.ruolo {
        Ruolo::Sezione => Vec::new(),
        _ => riga.celle.iter().map(Valore::stampa).collect(),
    };
    VistaRigaQuadro {
        voce: riga.voce.clone(),
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
