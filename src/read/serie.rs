//! A series in `serie/`: the first column names the categories, each other column is a series.

use crate::model::{Colonna, Dato, Indirizzo, Origine};

use super::foglio::{Foglio, RigaFoglio};
use super::{Letto, diags};

/// The figures of a chart, not yet tied to its `[[grafici]]` entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SerieLetta {
    pub voce: String,
    pub categorie: Vec<String>,
    pub colonne: Vec<Colonna>,
    /// Where `voce` stands.
    pub origine: Origine,
    /// Where each category stands.
    pub celle: Vec<Indirizzo>,
}

/// Reads the first sheet; rows whose first cell begins with `#` are comments.
pub fn leggi(fogli: &[Foglio]) -> Letto<SerieLetta> {
    let mut letto = Letto::<SerieLetta>::default();
    let Some(foglio) = fogli.first() else {
        return letto;
    };
    let commento = |riga: &&RigaFoglio| {
        riga.celle
            .first()
            .is_some_and(|c| c.contenuto.testo().starts_with('#'))
    };
    let mut righe = foglio.righe.iter().filter(|riga| !commento(riga));
    let Some(testata) = righe.next() else {
        letto.diagnosi.push(diags::struttura(
            foglio.origine(1, 0),
            "la serie è vuota",
            "scrivi i nomi delle colonne e i dati",
        ));
        return letto;
    };
    letto.dati.voce = testata.testo(0);
    letto.dati.origine = foglio.origine(testata.numero, 0);
    let posti: Vec<u32> = testata
        .celle
        .iter()
        .map(|cella| cella.colonna)
        .filter(|colonna| *colonna > 0)
        .collect();
    letto.dati.colonne = posti
        .iter()
        .map(|posto| Colonna {
            nome: testata.testo(*posto),
            valori: Vec::new(),
            cella: Some(testata.indirizzo(*posto)),
        })
        .collect();
    for riga in righe {
        letto.dati.categorie.push(riga.testo(0));
        letto.dati.celle.push(riga.indirizzo(0));
        for (posto, colonna) in posti.iter().zip(&mut letto.dati.colonne) {
            let valore = foglio.valore(riga, *posto);
            if !valore.dato.assente() && valore.dato.numero().is_none() {
                letto.diagnosi.push(diags::valore_non_valido(
                    valore.origine,
                    &colonna.nome,
                    &valore.testo,
                    "un numero",
                ));
            }
            colonna.valori.push(match valore.dato {
                Dato::Quantita(quantita) => Some(quantita.valore),
                _ => None,
            });
        }
    }
    letto
}
