//! A table in `quadri/`: one or two header rows, then a row a voce.

use crate::model::{ColonnaQuadro, Dato, Quadro, RigaQuadro, Ruolo};

use super::foglio::{Foglio, RigaFoglio};
use super::{Letto, diags};

/// Reads the first sheet that is not empty. Captions, sums and roles come later from `ciclo.toml`.
pub fn leggi(id: &str, fogli: &[Foglio]) -> Letto<Option<Quadro>> {
    let Some(foglio) = fogli.iter().find(|foglio| foglio.righe.len() > 1) else {
        let luogo = fogli
            .first()
            .map(|foglio| foglio.origine(1, 0))
            .unwrap_or_default();
        let rimedio = "la prima riga deve avere i nomi delle colonne, le altre i dati";
        return Letto {
            dati: None,
            diagnosi: vec![diags::struttura(luogo, "la tabella è vuota", rimedio)],
        };
    };
    // The table may begin anywhere: its first column is the first that holds anything.
    let prima = foglio
        .righe
        .iter()
        .filter_map(|riga| riga.celle.iter().map(|cella| cella.colonna).min())
        .min()
        .unwrap_or(0);
    let (testata, corpo) = foglio.righe.split_at(1);
    let sotto = corpo.first().filter(|riga| sottotestata(riga, prima));
    let corpo = if sotto.is_some() { &corpo[1..] } else { corpo };
    let posti = posti(&testata[0], sotto, prima);
    let colonne = posti
        .iter()
        .map(|posto| colonna(&testata[0], sotto, *posto))
        .collect();
    let righe = corpo
        .iter()
        .map(|riga| RigaQuadro {
            voce: riga.testo(prima),
            cella: Some(riga.indirizzo(prima)),
            ruolo: Ruolo::Voce,
            celle: posti
                .iter()
                .map(|posto| foglio.valore(riga, *posto))
                .collect(),
        })
        .collect();
    let quadro = Quadro {
        id: id.to_owned(),
        titolo: String::new(),
        fonte: None,
        nota: None,
        voce: testata[0].testo(prima),
        colonne,
        righe,
        origine: Some(foglio.origine(testata[0].numero, prima)),
    };
    Letto {
        dati: Some(quadro),
        diagnosi: Vec::new(),
    }
}

/// A second header row has nothing in the first column and only words in the others.
fn sottotestata(riga: &RigaFoglio, prima: u32) -> bool {
    riga.cella(prima).is_none()
        && riga.celle.iter().all(|cella| {
            matches!(
                cella.contenuto.valore(Default::default()).dato,
                Dato::Testo(_)
            )
        })
}

/// The columns that a header names, besides the first.
fn posti(testata: &RigaFoglio, sotto: Option<&RigaFoglio>, prima: u32) -> Vec<u32> {
    let nominate = testata
        .celle
        .iter()
        .chain(sotto.iter().flat_map(|riga| &riga.celle));
    let mut posti: Vec<u32> = nominate
        .map(|cella| cella.colonna)
        .filter(|colonna| *colonna > prima)
        .collect();
    posti.sort_unstable();
    posti.dedup();
    posti
}

/// A column's name, with the group that spans it from the left.
fn colonna(testata: &RigaFoglio, sotto: Option<&RigaFoglio>, posto: u32) -> ColonnaQuadro {
    let con_nome = sotto.filter(|riga| !riga.testo(posto).is_empty());
    let Some(sotto) = con_nome else {
        return ColonnaQuadro {
            gruppo: None,
            nome: testata.testo(posto),
            cella: Some(testata.indirizzo(posto)),
            cella_gruppo: None,
        };
    };
    let gruppo = testata.celle.iter().rfind(|cella| cella.colonna <= posto);
    ColonnaQuadro {
        gruppo: gruppo.map(|cella| cella.contenuto.testo()),
        nome: sotto.testo(posto),
        cella: Some(sotto.indirizzo(posto)),
        cella_gruppo: gruppo.map(|cella| testata.indirizzo(cella.colonna)),
    }
}
