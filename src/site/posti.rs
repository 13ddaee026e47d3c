//! Where in the published tables a figure of the pages stands, as the fragments of RFC 7111 say it:
//! `indicatori.csv#row=12-15`, counting the line of headers.

use std::collections::BTreeMap;

use crate::opendata::Tabella;

/// First and last line of what stands under a key.
type Righe = [usize; 2];

/// The columns that tell what a row of a table is about; of the tables in the long form, the row.
const CHIAVI: [(&str, &[&str]); 4] = [
    (INDICATORI, &["cruscotto", "indicatore"]),
    (OBIETTIVI, &["codice"]),
    (CRUSCOTTI, &["id"]),
    (PROGETTI, &["progetto", "riga"]),
];
const DELLE_LUNGHE: &[&str] = &["riga"];
const INDICATORI: &str = "indicatori";
const OBIETTIVI: &str = "obiettivi";
const CRUSCOTTI: &str = "cruscotti";
const PROGETTI: &str = "progetti";

/// The rows of the tables by what they are about.
pub(crate) struct Posti {
    /// By table and key.
    righe: BTreeMap<(String, Vec<String>), Righe>,
    /// Names of the tables in the long form, by what they are of.
    lunghe: BTreeMap<String, String>,
}

impl Posti {
    /// Of these tables.
    pub(crate) fn di(tabelle: &[Tabella]) -> Self {
        let lunghe = tabelle.iter().filter(|tabella| !tabella.di.is_empty());
        Self {
            righe: raccogli(tabelle.iter().flat_map(righe)),
            lunghe: lunghe
                .map(|tabella| (tabella.di.clone(), tabella.nome.clone()))
                .collect(),
        }
    }

    /// The row of an indicator in a cruscotto.
    pub(super) fn indicatore(&self, cruscotto: &str, indicatore: &str) -> Option<String> {
        self.riga(INDICATORI, &[cruscotto, indicatore])
    }

    pub(super) fn obiettivo(&self, codice: &str) -> Option<String> {
        self.riga(OBIETTIVI, &[codice])
    }

    pub(super) fn cruscotto(&self, id: &str) -> Option<String> {
        self.riga(CRUSCOTTI, &[id])
    }

    /// An activity of a project, from 1.
    pub(super) fn attivita(&self, progetto: &str, riga: usize) -> Option<String> {
        self.riga(PROGETTI, &[progetto, &riga.to_string()])
    }

    /// A row of a quadro, from 1.
    pub(super) fn quadro(&self, id: &str, riga: usize) -> Option<String> {
        let nome = self.lunghe.get(&format!("quadro/{id}"))?;
        self.riga(nome, &[&riga.to_string()])
    }

    /// The table behind a chart.
    pub(super) fn serie(&self, id: &str) -> Option<String> {
        let nome = self.lunghe.get(&format!("serie/{id}"))?;
        Some(format!("{nome}.csv"))
    }

    fn riga(&self, tabella: &str, chiave: &[&str]) -> Option<String> {
        let chiave = chiave.iter().map(|parte| (*parte).to_owned()).collect();
        let righe = self.righe.get(&(tabella.to_owned(), chiave))?;
        Some(frammento(tabella, righe))
    }
}

/// Each row of a table under its key, with its line in the file.
fn righe(tabella: &Tabella) -> Vec<((String, Vec<String>), usize)> {
    let nota = CHIAVI.iter().find(|(nome, _)| *nome == tabella.nome);
    let colonne = match nota {
        Some((_, colonne)) => colonne,
        None if tabella.di.is_empty() => return Vec::new(),
        None => DELLE_LUNGHE,
    };
    let posti = colonne.iter().filter_map(|nome| {
        let mut note = tabella.colonne.iter();
        note.position(|colonna| colonna.nome == *nome)
    });
    let posti: Vec<usize> = posti.collect();
    let chiave = |riga: &Vec<String>| -> Vec<String> {
        let parti = posti.iter().filter_map(|posto| riga.get(*posto));
        parti.cloned().collect()
    };
    let chiavi = tabella.righe.iter().map(chiave);
    let chiavi = chiavi.map(|chiave| (tabella.nome.clone(), chiave));
    chiavi.zip(2..).collect()
}

fn raccogli<K: Ord>(chiavi: impl Iterator<Item = (K, usize)>) -> BTreeMap<K, Righe> {
    let mut righe = BTreeMap::new();
    for (chiave, dove) in chiavi {
        righe
            .entry(chiave)
            .and_modify(|trovate: &mut Righe| trovate[1] = dove)
            .or_insert([dove, dove]);
    }
    righe
}

fn frammento(nome: &str, [prima, ultima]: &Righe) -> String {
    match prima == ultima {
        true => format!("{nome}.csv#row={prima}"),
        false => format!("{nome}.csv#row={prima}-{ultima}"),
    }
}
