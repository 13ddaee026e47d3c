//! Typed figures whose point or comma may be read in two ways: `1.000%`, or `1.500` in a sheet that
//! writes `12.5`.
//!
//! Italians set thousands apart with a point and decimals with a comma; programs that export for
//! others do the opposite. One figure says nothing of which of the two a sheet follows, others
//! beside it may.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Diagnosi, Origine, Valore};
use crate::words::pattern;

use super::diags;

/// A figure, and no part of a longer one.
fn figura(scritta: &str) -> Regex {
    pattern(&format!(r"(?:^|[^\d.,]){scritta}(?:[^\d.,]|$)"))
}

static PUNTO_DECIMALE: LazyLock<Regex> =
    LazyLock::new(|| figura(r"(?:0\.\d+|\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+)"));
static PUNTO_E_TRE_CIFRE: LazyLock<Regex> = LazyLock::new(|| figura(r"[1-9]\d{0,2}\.\d{3}"));
static VIRGOLA_DI_MIGLIAIA: LazyLock<Regex> = LazyLock::new(|| figura(r"\d{1,3}(?:,\d{3})+\.\d+"));
static VIRGOLA_E_TRE_CIFRE: LazyLock<Regex> = LazyLock::new(|| figura(r"[1-9]\d{0,2},\d{3}"));
/// `1.000%` may be a thousand; `99.999%` cannot.
static PERCENTUALE_DUBBIA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^\d.,])(?:[1-9]|10)\.\d{3}\s*(?:%|per\s*cento)"));

/// The typed figures of a sheet that matter here, by their places.
#[derive(Debug, Default)]
pub(super) struct Cifre(BTreeMap<Origine, Valore>);

impl Cifre {
    /// Looks at a value that was typed as text.
    pub(super) fn guarda(&mut self, valore: &Valore) {
        let mut grandezze = valore.dato.grandezze();
        if grandezze.next().is_some() && valore.testo.contains(['.', ',']) {
            self.0.insert(valore.origine.clone(), valore.clone());
        }
    }

    /// What may be something else.
    pub(super) fn dubbie(self) -> Vec<Diagnosi> {
        let valori: Vec<Valore> = self.0.into_values().collect();
        let prova = |regola: &Regex| valori.iter().find(|valore| regola.is_match(&valore.testo));
        let punto = prova(&PUNTO_DECIMALE);
        let virgola = prova(&VIRGOLA_DI_MIGLIAIA);
        let dubbi = valori.iter().filter_map(|valore| {
            if PERCENTUALE_DUBBIA.is_match(&valore.testo) {
                return Some(diags::percentuale_con_punto(valore));
            }
            // In a percentage a lone point is always a decimal one.
            let percento = valore.dato.in_percento();
            let col_punto = !percento && PUNTO_E_TRE_CIFRE.is_match(&valore.testo);
            let con_virgola = VIRGOLA_E_TRE_CIFRE.is_match(&valore.testo);
            let prova = punto
                .filter(|_| col_punto)
                .or(virgola.filter(|_| con_virgola))?;
            Some(diags::numero_ambiguo(valore, prova))
        });
        dubbi.collect()
    }
}
