//! Weights and judged grades: points, percentages or parts of one.
//!
//! A bare number of at most 1,5 may be either points or a part of one. A column of weights that
//! sums to 1 is in parts of one, one that sums to 100 in points; of what is left nobody can know.

use rust_decimal::Decimal;

use crate::model::{Dato, Diagnosi, Grandezza, Origine, UnitaMisura, Valore};

use super::diags;
use super::foglio::RigaFoglio;
use super::registro::Registro;
use crate::words::vocabolario::Campo;

/// How far from 1 parts of one may end up for having been rounded, at most.
const SCARTO: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// A weight or a grade as its cell holds it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Punti {
    grandezza: Grandezza,
    luogo: Origine,
}

impl Punti {
    /// What a value is in points, if it says any.
    ///
    /// # Errors
    /// A diagnosis of what is no number of points.
    fn di(valore: &Valore, campo: Campo) -> Result<Option<Self>, Box<Diagnosi>> {
        match &valore.dato {
            Dato::Vuoto | Dato::NonPrevisto => Ok(None),
            Dato::Quantita(grandezza) if di_punti(grandezza) => Ok(Some(Self {
                grandezza: grandezza.clone(),
                luogo: valore.origine.clone(),
            })),
            _ => {
                let atteso = "un numero non negativo o una percentuale";
                let luogo = valore.origine.clone();
                let colonna = campo.nome();
                Err(Box::new(diags::valore_non_valido(
                    luogo,
                    colonna,
                    &valore.testo,
                    atteso,
                )))
            }
        }
    }

    /// Takes a cell that holds a weight; what is no number of points is told.
    pub(super) fn prendi(registro: &Registro<'_>, riga: &RigaFoglio, colonna: u32) -> Option<Self> {
        let letto = Self::di(&registro.valore(riga, colonna), Campo::Peso);
        letto.unwrap_or_else(|diagnosi| {
            registro.segnala(*diagnosi);
            None
        })
    }

    /// The judged grade that a value says, if it says any, in points.
    ///
    /// # Errors
    /// A diagnosis of what is no number of points, or may be a part of one.
    pub(crate) fn grado(valore: &Valore) -> Result<Option<Decimal>, Box<Diagnosi>> {
        let Some(punti) = Self::di(valore, Campo::Grado)? else {
            return Ok(None);
        };
        let valore = punti.grandezza.valore;
        match punti.grandezza.forse_quota() {
            true => Err(Box::new(diags::punti_ambigui(
                punti.luogo,
                Campo::Grado,
                valore,
            ))),
            false => Ok(Some(valore)),
        }
    }

    fn nudo(&self) -> bool {
        self.grandezza.unita == UnitaMisura::Nessuna
    }
}

fn di_punti(grandezza: &Grandezza) -> bool {
    let unita = &grandezza.unita;
    matches!(unita, UnitaMisura::Nessuna | UnitaMisura::Percento)
        && grandezza.valore >= Decimal::ZERO
}

/// The weights of a column, one a row, in points.
pub(super) fn pesi(registro: &Registro<'_>, scritti: Vec<Option<Punti>>) -> Vec<Option<Decimal>> {
    let pieni: Vec<&Punti> = scritti.iter().flatten().collect();
    let somma = pieni.iter().fold(Decimal::ZERO, |somma, peso| {
        somma.saturating_add(peso.grandezza.valore)
    });
    if in_parti_di_uno(&pieni, somma) {
        if let Some(primo) = pieni.first() {
            registro.segnala(diags::pesi_su_uno(primo.luogo.clone(), somma));
        }
        let in_punti = |peso: Punti| (peso.grandezza.valore * Decimal::ONE_HUNDRED).normalize();
        return scritti.into_iter().map(|peso| peso.map(in_punti)).collect();
    }
    // Whole numbers that are all bare say how much one counts against the others.
    let relativi = pieni
        .iter()
        .all(|peso| peso.nudo() && peso.grandezza.valore.fract().is_zero());
    let chiari = relativi || somma == Decimal::ONE_HUNDRED;
    let letto = |peso: Punti| {
        let valore = peso.grandezza.valore;
        if chiari || !peso.grandezza.forse_quota() {
            return Some(valore);
        }
        registro.segnala(diags::punti_ambigui(peso.luogo, Campo::Peso, valore));
        None
    };
    scritti
        .into_iter()
        .map(|peso| peso.and_then(letto))
        .collect()
}

/// True if bare weights sum to 1, but for what each may have lost by rounding.
fn in_parti_di_uno(pesi: &[&Punti], somma: Decimal) -> bool {
    let decimali = pesi.iter().map(|peso| peso.grandezza.valore.scale()).max();
    let mezzo_passo = Decimal::new(5, decimali.unwrap_or(0).saturating_add(1).min(28));
    let arrotondato = mezzo_passo.saturating_mul(Decimal::from(pesi.len()));
    !pesi.is_empty()
        && pesi.iter().all(|peso| peso.nudo())
        && (somma - Decimal::ONE).abs() <= arrotondato.min(SCARTO)
}
