//! The series of a chart, in the long form: the very numbers that are drawn.

use crate::model::{Ruolo, Serie};

use super::super::tabella::Tabella;
use super::lunga::{self, Cella, Contenuto};

pub(super) fn tabella(anno: i16, serie: &Serie, nome: &str) -> Tabella {
    let colonne = lunga::distinti(serie.colonne.iter().map(|colonna| colonna.nome.as_str()));
    let categorie = 0..serie.categorie.len();
    let celle = categorie.flat_map(|posto| celle(anno, serie, posto, &colonne));
    Tabella {
        di: format!("serie/{}", serie.id),
        ..lunga::tabella(nome, &serie.titolo, &descrizione(serie), celle)
    }
}

/// The figures of a category; those of the last column may be in another unit.
fn celle(anno: i16, serie: &Serie, posto: usize, colonne: &[String]) -> Vec<Cella> {
    let ultima = colonne.len().saturating_sub(1);
    let celle = serie.colonne.iter().zip(colonne).enumerate();
    celle
        .map(|(dove, (colonna, nome))| {
            let seconda = serie.unita_secondaria.as_ref().filter(|_| dove == ultima);
            let valore = colonna.valori.get(posto).copied().flatten();
            Cella {
                anno,
                riga: posto + 1,
                voce: serie.categorie[posto].clone(),
                ruolo: Ruolo::Voce.nome(),
                colonna: nome.clone(),
                contenuto: Contenuto::di_serie(valore, seconda.unwrap_or(&serie.unita)),
            }
        })
        .collect()
}

fn descrizione(serie: &Serie) -> String {
    let mut descrizione = "I valori disegnati nel grafico, una riga ciascuno.".to_owned();
    if !serie.fonte.is_empty() {
        descrizione += &format!(" Fonte: {}.", serie.fonte.trim_end_matches('.'));
    }
    if serie.dimostrativa {
        descrizione += " Dati dimostrativi.";
    }
    descrizione
}
