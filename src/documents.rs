//! The documents of a cycle: which there are, and the years that each is about.

use crate::model::Modello;
use crate::typeset::documento::Tipo;

/// The document's years, as its file is named by them: `2022-2024`, `2021`.
pub fn anni(tipo: Tipo, modello: &Modello) -> String {
    match tipo {
        Tipo::Piano | Tipo::SchedaServizio | Tipo::SchedaProgetto => {
            let ultimo = modello.triennio.last().copied().unwrap_or(modello.anno);
            format!("{}-{ultimo}", modello.anno)
        }
        Tipo::Relazione => modello.anno_relazione.to_string(),
    }
}
