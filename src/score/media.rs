//! Weighted means that say on how many indicators they stand.

use rust_decimal::Decimal;

use crate::model::valutazione::{GradoRiga, Sintesi};
use crate::model::{Esito, Grado, Obiettivo, Riga};

/// A weight that is not negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Peso(Decimal);

impl Peso {
    /// The weight where nobody gave any.
    pub(super) const UGUALE: Self = Self(Decimal::ONE);

    /// The weight given; a blank one counts 0 where others have one.
    pub(super) fn tra(peso: Option<Decimal>, pesati: bool) -> Self {
        match peso {
            Some(peso) => Self(peso),
            None if pesati => Self(Decimal::ZERO),
            None => Self::UGUALE,
        }
    }
}

/// The weight of each of a cruscotto's rows.
pub(super) fn peso_di_riga(righe: &[Riga]) -> impl Fn(&Riga) -> Peso + use<> {
    let pesati = righe.iter().any(|riga| riga.peso.is_some());
    move |riga| Peso::tra(riga.peso, pesati)
}

/// The weight of each of a prospettiva's obiettivi.
pub(super) fn peso_di_obiettivo(obiettivi: &[Obiettivo]) -> impl Fn(&Obiettivo) -> Peso + use<> {
    let pesati = obiettivi.iter().any(|obiettivo| obiettivo.peso.is_some());
    move |obiettivo| Peso::tra(obiettivo.peso, pesati)
}

/// The mean of rows.
pub(super) fn sintesi<'a>(righe: impl Iterator<Item = (&'a GradoRiga, Peso)>) -> Sintesi {
    let mut media = Media::default();
    let mut sintesi = Sintesi::default();
    for (riga, peso) in righe {
        sintesi.totale += 1;
        sintesi.previsti += usize::from(riga.esito != Esito::NonPrevisto);
        if let Some(grado) = riga.grado {
            sintesi.valutati += 1;
            media.aggiungi(grado, peso);
        }
    }
    Sintesi {
        grado: media.grado(),
        ..sintesi
    }
}

/// The mean of means; one with no grade stays out, but its indicators are counted.
pub(super) fn somma<'a>(parti: impl Iterator<Item = (&'a Sintesi, Peso)>) -> Sintesi {
    let mut media = Media::default();
    let mut intero = Sintesi::default();
    for (parte, peso) in parti {
        intero.valutati += parte.valutati;
        intero.previsti += parte.previsti;
        intero.totale += parte.totale;
        if let Some(grado) = parte.grado {
            media.aggiungi(grado, peso);
        }
    }
    Sintesi {
        grado: media.grado(),
        ..intero
    }
}

/// The mean of points with the weights that they were given; where none was, all count the same.
pub(crate) fn pesata(
    voci: impl Iterator<Item = (Decimal, Option<Decimal>)>,
    pesati: bool,
) -> Option<Grado> {
    let mut media = Media::default();
    voci.for_each(|(punti, peso)| media.aggiungi(Grado(punti), Peso::tra(peso, pesati)));
    media.grado()
}

/// Points and weights so far; none once they are more than a number can hold, for a mean of the
/// rest would be another mean.
struct Media(Option<(Decimal, Decimal)>);

impl Default for Media {
    fn default() -> Self {
        Self(Some((Decimal::ZERO, Decimal::ZERO)))
    }
}

impl Media {
    fn aggiungi(&mut self, grado: Grado, peso: Peso) {
        self.0 = self.0.and_then(|(punti, pesi)| {
            let suoi = grado.0.checked_mul(peso.0)?;
            Some((punti.checked_add(suoi)?, pesi.checked_add(peso.0)?))
        });
    }

    /// None where nothing has a weight.
    fn grado(&self) -> Option<Grado> {
        let (punti, pesi) = self.0?;
        punti.checked_div(pesi).map(Grado)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_that_no_number_can_hold_is_none_and_drops_nobody() {
        let (mut media, cento) = (Media::default(), Grado(Decimal::ONE_HUNDRED));
        media.aggiungi(cento, Peso::UGUALE);
        assert_eq!(media.grado(), Some(cento));
        media.aggiungi(cento, Peso(Decimal::MAX));
        media.aggiungi(cento, Peso::UGUALE);
        assert_eq!(media.grado(), None);
    }
}
