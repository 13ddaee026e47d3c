//! The indicators that `ciclo.toml` names, by id, code or name: the model has their ids. One that
//! is not there keeps what is written, and `check` tells it.

use std::collections::HashMap;

use crate::model::nome::chiave;
use crate::model::{Indicatore, Piao, Promessa};

/// The ids of the indicators by all that may name them.
pub(super) struct Riferiti(HashMap<String, String>);

impl Riferiti {
    /// An id wins over a code, a code over a name.
    pub(super) fn nuovi(indicatori: &[Indicatore]) -> Self {
        let mut noti = HashMap::new();
        let codici = indicatori
            .iter()
            .filter_map(|i| Some((i.codice.as_deref()?, i)));
        let nomi = indicatori.iter().map(|i| (i.nome.as_str(), i));
        let ids = indicatori.iter().map(|i| (i.id.as_str(), i));
        for (nome, indicatore) in ids.chain(codici).chain(nomi) {
            let suo = || indicatore.id.clone();
            noti.entry(chiave(nome)).or_insert_with(suo);
        }
        Self(noti)
    }

    pub(super) fn piao(&self, mut piao: Piao) -> Piao {
        let valori = piao.valore_pubblico.iter_mut().map(|v| &mut v.indicatori);
        let misure = piao.anticorruzione.iter_mut().map(|m| &mut m.indicatori);
        valori
            .chain(misure)
            .flatten()
            .for_each(|scritto| self.risolvi(scritto));
        piao
    }

    pub(super) fn promesse(&self, mut promesse: Vec<Promessa>) -> Vec<Promessa> {
        promesse
            .iter_mut()
            .for_each(|promessa| self.risolvi(&mut promessa.indicatore));
        promesse
    }

    fn risolvi(&self, scritto: &mut String) {
        if let Some(id) = self.0.get(&chiave(scritto)) {
            scritto.clone_from(id);
        }
    }
}
