//! How easily the chapters of a document are read: the Gulpease index, made for Italian. From 0 to
//! 100: below 80 it is hard for who has a primary school's schooling, below 60 a middle school's,
//! below 40 a high school's.

use rust_decimal::Decimal;

use crate::model::bozza::{Capoverso, TestoCapitolo};

/// What a text counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Conto {
    pub lettere: usize,
    pub parole: usize,
    pub frasi: usize,
}

impl Conto {
    pub(super) fn di(capitolo: &TestoCapitolo) -> Self {
        let prosa = capitolo.paragrafi.iter().filter(|p| e_prosa(p));
        prosa.fold(Self::default(), |conto, paragrafo| {
            conto.piu(&Self::del_testo(&paragrafo.testo))
        })
    }

    pub(super) fn piu(self, altro: &Self) -> Self {
        Self {
            lettere: self.lettere + altro.lettere,
            parole: self.parole + altro.parole,
            frasi: self.frasi + altro.frasi,
        }
    }

    fn del_testo(testo: &str) -> Self {
        let parole: Vec<&str> = testo
            .split_whitespace()
            .filter(|parola| parola.contains(char::is_alphanumeric))
            .collect();
        let lettere = parole.iter().flat_map(|parola| parola.chars());
        let fini = parole.iter().filter(|parola| {
            parola
                .trim_end_matches(['»', '"', ')', '”'])
                .ends_with(['.', '!', '?'])
        });
        let frasi = fini.count().max(usize::from(!parole.is_empty()));
        Self {
            lettere: lettere.filter(|c| c.is_alphanumeric()).count(),
            parole: parole.len(),
            frasi,
        }
    }

    /// 89 + (300 · sentences − 10 · letters) / words, between 0 and 100; none without words.
    pub(super) fn gulpease(&self) -> Option<Decimal> {
        let parte = Decimal::from(300 * self.frasi) - Decimal::from(10 * self.lettere);
        let quota = parte.checked_div(Decimal::from(self.parole))?;
        let indice = Decimal::from(89) + quota;
        Some(indice.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED))
    }
}

/// Headings, rows of tables and places of inserts are no prose.
fn e_prosa(paragrafo: &Capoverso) -> bool {
    let testo = paragrafo.testo.trim();
    !(testo.starts_with('#') || testo.starts_with('[') || testo.contains(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Six words, two sentences, 24 letters: 89 + (600 − 240) / 6 = 149, at most 100; and 89 + (300 −
    /// 10 · 45) / 6 = 64.
    #[test]
    fn the_index_is_what_a_hand_computes() {
        let facile = Conto::del_testo("Noi qui siamo bene. Voi venite.");
        assert_eq!((facile.parole, facile.frasi), (6, 2));
        assert_eq!(facile.gulpease(), Some(Decimal::ONE_HUNDRED));
        let conto = Conto {
            lettere: 45,
            parole: 6,
            frasi: 1,
        };
        assert_eq!(conto.gulpease(), Some(Decimal::from(64)));
        assert_eq!(Conto::default().gulpease(), None);
    }
}
