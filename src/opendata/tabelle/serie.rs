//! The series of a chart: a row a category, a column of numbers each column of the series.

use std::collections::BTreeSet;

use crate::model::{self, Serie};

use super::super::tabella::{Colonna, Tabella, TipoColonna::*};
use super::{decimale, nome_di_colonna};

pub(super) fn tabella(serie: &Serie, nome: String) -> Tabella {
    let righe = serie
        .categorie
        .iter()
        .enumerate()
        .map(|(posto, categoria)| {
            let valori = serie.colonne.iter().map(|colonna| {
                let valore = colonna.valori.get(posto).copied();
                decimale(valore.flatten())
            });
            std::iter::once(categoria.clone()).chain(valori).collect()
        });
    Tabella {
        nome,
        titolo: serie.titolo.clone(),
        descrizione: descrizione(serie),
        righe: righe.collect(),
        colonne: colonne(serie),
    }
}

fn colonne(serie: &Serie) -> Vec<Colonna> {
    let mut usati = BTreeSet::from(["voce".to_owned()]);
    let titolo = match serie.voce.as_str() {
        "" => "Voce",
        voce => voce,
    };
    let mut colonne = vec![Colonna {
        titolo: titolo.to_owned(),
        ..Colonna::nuova("voce", Testo, false, "Categoria del grafico")
    }];
    let ultima = serie.colonne.len().saturating_sub(1);
    for (posto, colonna) in serie.colonne.iter().enumerate() {
        let seconda = serie.unita_secondaria.as_ref().filter(|_| posto == ultima);
        let unita = seconda.unwrap_or(&serie.unita);
        colonne.push(colonna_di(colonna, unita, &mut usati));
    }
    colonne
}

fn colonna_di(colonna: &model::Colonna, unita: &str, usati: &mut BTreeSet<String>) -> Colonna {
    Colonna {
        nome: nome_di_colonna(&colonna.nome, usati),
        titolo: colonna.nome.clone(),
        descrizione: match unita {
            "" => String::new(),
            unita => format!("Valori in {unita}"),
        },
        tipo: Decimale,
        piena: false,
    }
}

fn descrizione(serie: &Serie) -> String {
    let mut descrizione = "I valori disegnati nel grafico.".to_owned();
    if !serie.fonte.is_empty() {
        descrizione += &format!(" Fonte: {}.", serie.fonte);
    }
    if serie.dimostrativa {
        descrizione += " Dati dimostrativi.";
    }
    descrizione
}
