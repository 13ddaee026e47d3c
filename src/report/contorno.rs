//! What stands around a place: the text of its row and of its cell, so that no one has to open the
//! workbook to know.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Modello, Origine, Valore};

/// File, sheet and row.
type FoglioERiga = (String, Option<String>, usize);

/// The texts of the cells that the model knows.
#[derive(Debug, Clone, Default)]
pub struct Contorno {
    righe: BTreeMap<FoglioERiga, String>,
    celle: HashMap<Origine, String>,
}

impl Contorno {
    /// Gathers names and values with their places.
    pub fn nuovo(modello: &Modello) -> Self {
        let mut contorno = Self::default();
        for r in modello
            .cruscotti
            .iter()
            .flat_map(|cruscotto| &cruscotto.righe)
        {
            contorno.riga(&r.origine, &r.nome);
            r.misure().for_each(|valore| contorno.valore(valore));
            let testi = [
                (&r.azione, r.celle.azione),
                (&r.fonte, r.celle.fonte),
                (&r.obiettivo, r.celle.obiettivo),
            ];
            for (testo, cella) in testi.into_iter().filter(|(_, cella)| cella.is_some()) {
                contorno.cella(r.luogo(cella), testo);
            }
            if let (Some(peso), Some(_)) = (r.peso, &r.celle.peso) {
                contorno.cella(r.luogo(r.celle.peso), &crate::model::italiano::numero(peso));
            }
        }
        for quadro in modello.quadri.values() {
            for riga in &quadro.righe {
                contorno.riga(&quadro.luogo_di(riga), &riga.voce);
                riga.celle.iter().for_each(|valore| contorno.valore(valore));
            }
        }
        for progetto in &modello.progetti {
            contorno.riga(&progetto.origine, &progetto.nome);
            for attivita in &progetto.attivita {
                contorno.riga(&attivita.origine, &attivita.nome);
                [&attivita.target, &attivita.risultato]
                    .into_iter()
                    .for_each(|valore| contorno.valore(valore));
            }
        }
        contorno
    }

    fn riga(&mut self, luogo: &Origine, testo: &str) {
        if let Some(chiave) = chiave(luogo) {
            self.righe.entry(chiave).or_insert_with(|| testo.to_owned());
        }
        self.cella(luogo.clone(), testo);
    }

    fn valore(&mut self, valore: &Valore) {
        self.cella(valore.origine.clone(), &valore.stampa());
    }

    fn cella(&mut self, luogo: Origine, testo: &str) {
        self.celle.entry(luogo).or_insert_with(|| testo.to_owned());
    }

    /// The name of the indicator, voce or activity in the row of a place.
    pub fn nome(&self, luogo: &Origine) -> Option<&str> {
        self.righe.get(&chiave(luogo)?).map(String::as_str)
    }

    /// What stands in a cell; empty for a blank one.
    pub fn testo(&self, luogo: &Origine) -> Option<&str> {
        self.celle.get(luogo).map(String::as_str)
    }
}

fn chiave(luogo: &Origine) -> Option<FoglioERiga> {
    Some((
        luogo.file.clone(),
        luogo.nome_foglio().map(str::to_owned),
        luogo.numero_riga()?,
    ))
}
