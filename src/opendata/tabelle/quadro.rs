//! A table of `quadri/` or one that accompanies the documents, in the long form.

use crate::model::{Quadro, RigaQuadro, Ruolo};

use super::super::tabella::Tabella;
use super::lunga::{self, Cella, Contenuto};

/// `che` says which: `quadro`.
pub(super) fn tabella(anno: i16, quadro: &Quadro, che: &str, nome: &str) -> Tabella {
    let titolo = match quadro.titolo.as_str() {
        "" => format!("Quadro {}", quadro.id),
        titolo => titolo.to_owned(),
    };
    let nomi: Vec<String> = quadro.colonne.iter().map(|c| c.nome_intero()).collect();
    let colonne = lunga::distinti(nomi.iter().map(String::as_str));
    let righe = quadro.righe.iter().enumerate();
    let celle = righe.flat_map(|(posto, riga)| celle(anno, posto + 1, riga, &colonne));
    Tabella {
        di: format!("{che}/{}", quadro.id),
        ..lunga::tabella(nome, &titolo, &descrizione(quadro), celle)
    }
}

/// The cells of a row; one that is only a title has a single empty cell.
fn celle(anno: i16, posto: usize, riga: &RigaQuadro, colonne: &[String]) -> Vec<Cella> {
    let cella = |colonna: &String, contenuto| Cella {
        anno,
        riga: posto,
        voce: riga.voce.clone(),
        ruolo: riga.ruolo.nome(),
        colonna: colonna.clone(),
        contenuto,
    };
    let celle = colonne.iter().zip(&riga.celle);
    match riga.ruolo {
        Ruolo::Sezione => colonne
            .iter()
            .take(1)
            .map(|c| cella(c, Contenuto::vuoto()))
            .collect(),
        _ => celle
            .map(|(c, valore)| cella(c, Contenuto::from(valore)))
            .collect(),
    }
}

fn descrizione(quadro: &Quadro) -> String {
    let mut descrizione = "Una riga per ogni cella del quadro.".to_owned();
    if let Some(fonte) = &quadro.fonte {
        descrizione += &format!(" Fonte: {fonte}.");
    }
    if let Some(nota) = &quadro.nota {
        descrizione += &format!(" {nota}");
    }
    descrizione
}
