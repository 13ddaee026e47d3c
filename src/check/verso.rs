//! Rules about whether more or less is better.

use crate::model::{DaDove, Diagnosi, Origine};

use super::{Dati, diags};

/// `Verso` columns of one indicator that contradict each other.
pub(super) fn verso_discordante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (indicatore, righe) in dati.indice.indicatori() {
        let scritti: Vec<_> = righe
            .iter()
            .filter_map(|(_, riga)| Some((riga, riga.verso?)))
            .collect();
        let Some((propria, verso)) = scritti.first() else {
            continue;
        };
        let altri: Vec<Origine> = scritti
            .iter()
            .filter(|(_, altro)| altro != verso)
            .map(|(riga, _)| riga.luogo(riga.celle.verso))
            .collect();
        if !altri.is_empty() {
            let proprio = propria.luogo(propria.celle.verso);
            diagnosi.extend(diags::verso_discordante(
                &indicatore.nome,
                *verso,
                altri,
                proprio,
            ));
        }
    }
}

/// A direction that only words in the name suggest.
pub(super) fn verso_dedotto(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (indicatore, righe) in dati.indice.indicatori() {
        if let (DaDove::Nome, Some((_, propria))) = (indicatore.verso_da, righe.first()) {
            diagnosi.push(diags::verso_dedotto(
                propria.origine.clone(),
                &indicatore.nome,
                indicatore.verso,
            ));
        }
    }
}
