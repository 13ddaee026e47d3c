//! How organisational and individual performance hang together: what each manager is measured by.

use std::collections::BTreeSet;

use crate::model::{Cruscotto, Modello, RuoloCruscotto};

use super::{Pezzo, Prospetto};

/// A row for each cruscotto of a person in charge.
pub(super) fn prospetto(modello: &Modello) -> Prospetto {
    let di_altri = modello.cruscotti.iter();
    let di_altri = di_altri.filter(|c| modello.ruolo(c) != RuoloCruscotto::Individuale);
    let di_altri = di_altri.flat_map(|cruscotto| &cruscotto.righe);
    let comuni: BTreeSet<&str> = di_altri.map(|riga| riga.indicatore.as_str()).collect();
    let riga = |cruscotto: &Cruscotto| {
        let suoi = cruscotto.righe.iter();
        let condivisi = suoi
            .filter(|riga| comuni.contains(riga.indicatore.as_str()))
            .count();
        [
            cruscotto.nome.clone(),
            cruscotto.responsabile.clone().unwrap_or_default(),
            cruscotto.righe.len().to_string(),
            condivisi.to_string(),
            (cruscotto.righe.len() - condivisi).to_string(),
        ]
    };
    let nomi = &modello.nomi;
    let indicatori = nomi.indicatore.titoli();
    let comuni = format!(
        "Di cui della performance organizzativa ({})",
        nomi.indicatore.molti()
    );
    let tabella = Pezzo::tabella_di_testi(
        "performance-individuale",
        "Collegamento tra performance organizzativa e individuale",
        [
            (nomi.cruscotto.titolo(), 54),
            ("Responsabile", 40),
            (indicatori, 22),
            (&comuni, 32),
            ("Di cui solo individuali", 22),
        ],
        modello.di_ruolo(RuoloCruscotto::Individuale).map(riga),
    );
    Prospetto::di_tabella(tabella)
}
