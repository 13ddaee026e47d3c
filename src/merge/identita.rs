//! Which rows are the same indicator: those with the same `Codice`, or else the same name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::nome::{chiave, libero, slug};
use crate::read::ciclo::CruscottoDaUnire;

/// Place of a cruscotto, then of the row in it.
type Posto = (usize, usize);

/// The indicators found, numbered in the order in which they first appear.
#[derive(Debug, Default)]
pub(super) struct Identita {
    indicatore_di: HashMap<Posto, usize>,
    trovati: Vec<Trovato>,
}

#[derive(Debug)]
struct Trovato {
    id: String,
    codice: Option<String>,
}

impl Identita {
    /// Groups all rows. A row without a code joins the indicator of that name, coded or not.
    pub(super) fn riconosci(cruscotti: &[CruscottoDaUnire]) -> Self {
        let mut identita = Self::default();
        let mut per_codice: BTreeMap<String, usize> = BTreeMap::new();
        let mut per_nome: BTreeMap<String, usize> = BTreeMap::new();
        let mut usati = BTreeSet::new();
        let codici_per_nome = codici_per_nome(cruscotti);
        for (posto, cruscotto) in cruscotti.iter().enumerate() {
            for (indice, letta) in cruscotto.letto.righe.iter().enumerate() {
                let nome = chiave(&letta.riga.nome);
                // Without a code of its own, a row takes the code that its name has elsewhere, if
                // it is only one.
                let codice = letta
                    .codice
                    .as_deref()
                    .map(chiave)
                    .or_else(|| codici_per_nome.get(&nome)?.clone());
                let noto = match &codice {
                    Some(codice) => per_codice.get(codice),
                    None => per_nome.get(&nome),
                };
                let indicatore = noto.copied().unwrap_or_else(|| {
                    let id = libero(&slug(&letta.riga.nome), &mut usati);
                    identita.trovati.push(Trovato { id, codice: None });
                    identita.trovati.len() - 1
                });
                match codice {
                    Some(codice) => per_codice.insert(codice, indicatore),
                    None => per_nome.insert(nome, indicatore),
                };
                let trovato = &mut identita.trovati[indicatore];
                trovato.codice = trovato.codice.take().or_else(|| letta.codice.clone());
                identita.indicatore_di.insert((posto, indice), indicatore);
            }
        }
        identita
    }

    /// The number of a row's indicator.
    pub(super) fn indicatore(&self, posto: Posto) -> usize {
        self.indicatore_di[&posto]
    }

    /// The id of an indicator.
    pub(super) fn id(&self, indicatore: usize) -> &str {
        &self.trovati[indicatore].id
    }

    /// Ids and codes, in order.
    pub(super) fn ids(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.trovati
            .iter()
            .map(|trovato| (trovato.id.as_str(), trovato.codice.as_deref()))
    }
}

/// For each name that some row gives a code: that code, or none where rows give it different ones.
fn codici_per_nome(cruscotti: &[CruscottoDaUnire]) -> BTreeMap<String, Option<String>> {
    let mut codici: BTreeMap<String, Option<String>> = BTreeMap::new();
    for letta in cruscotti
        .iter()
        .flat_map(|cruscotto| &cruscotto.letto.righe)
    {
        let Some(codice) = letta.codice.as_deref().map(chiave) else {
            continue;
        };
        codici
            .entry(chiave(&letta.riga.nome))
            .and_modify(|noto| {
                if noto.as_ref() != Some(&codice) {
                    *noto = None;
                }
            })
            .or_insert(Some(codice));
    }
    codici
}
