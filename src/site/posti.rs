//! Where in the published tables a figure of the pages stands, as the fragments of RFC 7111 say it:
//! `indicatori.csv#row=12-15`, counting the line of headers.

use std::collections::BTreeMap;

use crate::opendata::Tabella;

/// First and last line of what stands under a key.
type Righe = [usize; 2];

/// The rows of the tables by what they are about.
pub(crate) struct Posti {
    /// By cruscotto and indicator.
    indicatori: BTreeMap<(String, String), Righe>,
    /// By table and row.
    lunghe: BTreeMap<(String, String), Righe>,
    serie: BTreeMap<String, String>,
}

impl Posti {
    /// Of these tables, the first of which is that of the indicators.
    pub(crate) fn di(tabelle: &[Tabella]) -> Self {
        let indicatori = tabelle.iter().take(1).flat_map(|tabella| {
            let chiavi = tabella.celle("cruscotto").zip(tabella.celle("indicatore"));
            chiavi
                .map(|(cruscotto, indicatore)| (cruscotto.to_owned(), indicatore.to_owned()))
                .zip(2..)
        });
        let lunghe = tabelle.iter().filter(|tabella| !tabella.di.is_empty());
        let righe = lunghe.clone().flat_map(|tabella| {
            let righe = tabella.celle("riga").zip(2..);
            righe.map(|(riga, dove)| ((tabella.nome.clone(), riga.to_owned()), dove))
        });
        Self {
            indicatori: raccogli(indicatori),
            lunghe: raccogli(righe),
            serie: lunghe
                .map(|tabella| (tabella.di.clone(), tabella.nome.clone()))
                .collect(),
        }
    }

    /// The row of an indicator in a cruscotto.
    pub(super) fn indicatore(&self, cruscotto: &str, indicatore: &str) -> Option<String> {
        let chiave = (cruscotto.to_owned(), indicatore.to_owned());
        Some(frammento("indicatori", self.indicatori.get(&chiave)?))
    }

    /// A row of a quadro, from 1.
    pub(super) fn quadro(&self, id: &str, riga: usize) -> Option<String> {
        let nome = self.serie.get(&format!("quadro/{id}"))?;
        let righe = self.lunghe.get(&(nome.clone(), riga.to_string()))?;
        Some(frammento(nome, righe))
    }

    /// The table behind a chart.
    pub(super) fn serie(&self, id: &str) -> Option<String> {
        let nome = self.serie.get(&format!("serie/{id}"))?;
        Some(format!("{nome}.csv"))
    }
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
