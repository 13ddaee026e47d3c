//! Headings in capitals → as the text itself would write them.

use std::collections::HashMap;

use crate::model::italiano::maiuscola;
use crate::read::documento::{Blocco, Documento, Genere};

/// How the running text writes each word.
pub(super) struct Maiuscole(HashMap<String, HashMap<String, usize>>);

impl Maiuscole {
    /// Learns the words of a document's paragraphs and of the cells of its tables.
    pub(super) fn nuove(documento: &Documento) -> Self {
        let mut parole = Self(HashMap::new());
        for blocco in &documento.blocchi {
            match blocco {
                Blocco::Capoverso(c) if !matches!(c.genere, Genere::Intestazione(_)) => {
                    parole.impara(&c.testo);
                }
                _ => {}
            }
        }
        for foglio in &documento.fogli {
            for riga in foglio.righe.iter().filter(|riga| riga.celle.len() > 1) {
                riga.celle
                    .iter()
                    .for_each(|cella| parole.impara(&cella.contenuto.testo()));
            }
        }
        parole
    }

    fn impara(&mut self, testo: &str) {
        if in_maiuscolo(testo) {
            return;
        }
        for parola in testo
            .split(|c: char| !c.is_alphabetic())
            .filter(|p| !p.is_empty())
        {
            let forme = self.0.entry(parola.to_lowercase()).or_default();
            *forme.entry(parola.to_owned()).or_default() += 1;
        }
    }

    /// A heading as a sentence: what is not in capitals stays as it is.
    pub(super) fn in_frase(&self, testo: &str) -> String {
        if !in_maiuscolo(testo) {
            return testo.to_owned();
        }
        let mut frase = String::new();
        let mut parola = String::new();
        for carattere in testo.chars().chain(['\0']) {
            if carattere.is_alphabetic() {
                parola.push(carattere);
                continue;
            }
            frase.push_str(&self.parola(&std::mem::take(&mut parola)));
            if carattere != '\0' {
                frase.push(carattere);
            }
        }
        maiuscola(&frase)
    }

    /// In lower case if the text ever writes it so, else as the text writes it most often.
    fn parola(&self, parola: &str) -> String {
        let bassa = parola.to_lowercase();
        let forme = self.0.get(&bassa);
        match forme {
            Some(forme) if !forme.contains_key(&bassa) => {
                let mut ordinate: Vec<(&String, &usize)> = forme.iter().collect();
                ordinate.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
                ordinate
                    .first()
                    .map_or(bassa, |(forma, _)| (*forma).clone())
            }
            _ => bassa,
        }
    }
}

/// True of words without a small letter: one alone is an acronym.
fn in_maiuscolo(testo: &str) -> bool {
    let lettere = || testo.chars().filter(|c| c.is_alphabetic());
    lettere().count() > 5 && lettere().all(char::is_uppercase)
}
