//! The results furthest above and below their targets.

use rust_decimal::Decimal;

use serde::Serialize;

use crate::cycle::Regole;
use crate::model::valutazione::GradoIndicatore;
use crate::model::{Esito, Grado, Modello, RuoloCruscotto, Valutazione};
use crate::score;

use super::{RendicontoCruscotto, RendicontoRiga};

/// How many are shown at either end.
const QUANTI: usize = 5;

/// An indicator as its owner reports it.
#[derive(Debug, Clone, Serialize)]
pub struct Estremo {
    #[serde(flatten)]
    pub riga: RendicontoRiga,
    /// Names of the services that answer for it.
    pub servizi: Vec<String>,
}

/// Furthest above the target: by the grade that they would have without a ceiling.
pub(super) fn migliori(
    modello: &Modello,
    cruscotti: &[RendicontoCruscotto],
    regole: &Regole,
) -> Vec<Estremo> {
    let senza_tetto = Regole {
        tetto: Decimal::MAX,
        ..regole.clone()
    };
    let gradi = score::valuta(modello, &senza_tetto);
    let mut oltre = gradati(&gradi.indicatori, |grado| grado > Decimal::ONE_HUNDRED);
    oltre.sort_by(|(_, a), (_, b)| b.cmp(a));
    primi(oltre, modello, cruscotti)
}

/// The lowest grades, of those below the target.
pub(super) fn peggiori(
    modello: &Modello,
    cruscotti: &[RendicontoCruscotto],
    valutazione: &Valutazione,
) -> Vec<Estremo> {
    let mut sotto = gradati(&valutazione.indicatori, |grado| {
        grado < Decimal::ONE_HUNDRED
    });
    sotto.sort_by_key(|(_, grado)| *grado);
    primi(sotto, modello, cruscotti)
}

fn gradati(
    indicatori: &[GradoIndicatore],
    tieni: impl Fn(Decimal) -> bool,
) -> Vec<(&str, Decimal)> {
    let valutati = indicatori.iter().filter(|i| i.esito == Esito::Valutato);
    valutati
        .filter_map(|i| Some((i.id.as_str(), i.grado?)))
        .map(|(id, Grado(punti))| (id, punti))
        .filter(|(_, punti)| tieni(*punti))
        .collect()
}

fn primi(
    ordinati: Vec<(&str, Decimal)>,
    modello: &Modello,
    cruscotti: &[RendicontoCruscotto],
) -> Vec<Estremo> {
    ordinati
        .into_iter()
        .filter_map(|(id, _)| estremo(id, modello, cruscotti))
        .take(QUANTI)
        .collect()
}

fn estremo(id: &str, modello: &Modello, cruscotti: &[RendicontoCruscotto]) -> Option<Estremo> {
    let indicatore = modello.indicatore(id)?;
    let proprio = cruscotti.iter().find(|c| c.id == indicatore.proprietario)?;
    let riga = proprio
        .righe
        .iter()
        .find(|riga| riga.voce.indicatore == id)?
        .clone();
    let di_servizio = cruscotti
        .iter()
        .filter(|c| c.ruolo == RuoloCruscotto::Servizio && indicatore.cruscotti.contains(&c.id));
    Some(Estremo {
        riga,
        servizi: di_servizio.map(|c| c.nome.clone()).collect(),
    })
}
