//! Pairing: which thing of the old draft is which of the new one. Every step is symmetric, so that
//! swapping the drafts swaps the pairs.

use std::collections::{BTreeMap, VecDeque};

/// Most pairs that are tried for likeness; beyond, two lists have nothing to do with each other.
const TENTATIVI: usize = 200_000;

/// Two lists being paired, surest signs first.
pub(super) struct Allineamento<'a, T> {
    vecchi: &'a [T],
    nuovi: &'a [T],
    /// For each new one, the old one.
    di: Vec<Option<usize>>,
    /// Old ones that are taken.
    presi: Vec<bool>,
}

/// What came of it.
pub(super) struct Abbinati<'a, T> {
    /// Places in the old and the new list, in the order of the new one.
    posti: Vec<(usize, usize)>,
    vecchi: &'a [T],
    nuovi: &'a [T],
    pub tolti: Vec<&'a T>,
    pub aggiunti: Vec<&'a T>,
}

/// A change of order.
pub(super) struct Riordino<'a, T> {
    /// How many things must move to get from one order to the other.
    pub quanti: usize,
    /// What stood first where the orders part, before and now.
    pub prima: &'a T,
    pub ora: &'a T,
}

impl<'a, T> Allineamento<'a, T> {
    /// Nothing paired yet.
    pub(super) fn nuovo(vecchi: &'a [T], nuovi: &'a [T]) -> Self {
        Self {
            vecchi,
            nuovi,
            di: vec![None; nuovi.len()],
            presi: vec![false; vecchi.len()],
        }
    }

    /// Pairs what has the same key; of several with one key, the first with the first.
    pub(super) fn per_chiave<K: Ord>(mut self, chiave: impl Fn(&T) -> K) -> Self {
        let mut liberi: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for posto in self.vecchi_liberi() {
            liberi
                .entry(chiave(&self.vecchi[posto]))
                .or_default()
                .push_back(posto);
        }
        for nuovo in self.nuovi_liberi() {
            let uguali = liberi.get_mut(&chiave(&self.nuovi[nuovo]));
            if let Some(vecchio) = uguali.and_then(VecDeque::pop_front) {
                self.abbina(vecchio, nuovo);
            }
        }
        self
    }

    /// Pairs what is alike, most alike first; `None` is not alike enough.
    pub(super) fn per_somiglianza(mut self, somiglianza: impl Fn(&T, &T) -> Option<f64>) -> Self {
        let (vecchi, nuovi) = (self.vecchi_liberi(), self.nuovi_liberi());
        if vecchi.len() * nuovi.len() > TENTATIVI {
            return self;
        }
        let candidati = vecchi
            .iter()
            .flat_map(|v| nuovi.iter().map(move |n| (*v, *n)))
            .filter_map(|(v, n)| Some((somiglianza(&self.vecchi[v], &self.nuovi[n])?, v, n)))
            .collect();
        in_ordine(candidati)
            .into_iter()
            .for_each(|(vecchio, nuovo)| self.abbina_se_liberi(vecchio, nuovo));
        self
    }

    /// Pairs what has the same key; of several with one key, the most alike, and of those that are
    /// as alike the first with the first.
    pub(super) fn per_chiave_simile<K: Ord>(
        mut self,
        chiave: impl Fn(&T) -> K,
        somiglianza: impl Fn(&T, &T) -> f64,
    ) -> Self {
        let mut gruppi: BTreeMap<K, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for posto in self.vecchi_liberi() {
            gruppi
                .entry(chiave(&self.vecchi[posto]))
                .or_default()
                .0
                .push(posto);
        }
        for posto in self.nuovi_liberi() {
            gruppi
                .entry(chiave(&self.nuovi[posto]))
                .or_default()
                .1
                .push(posto);
        }
        for (vecchi, nuovi) in gruppi.into_values() {
            let mut candidati = Vec::new();
            if vecchi.len() * nuovi.len() <= TENTATIVI {
                for (v, vecchio) in vecchi.iter().enumerate() {
                    candidati.extend(nuovi.iter().enumerate().map(|(n, nuovo)| {
                        (
                            somiglianza(&self.vecchi[*vecchio], &self.nuovi[*nuovo]),
                            v,
                            n,
                        )
                    }));
                }
            }
            for (v, n) in in_ordine(candidati) {
                self.abbina_se_liberi(vecchi[v], nuovi[n]);
            }
            // Too many to be tried.
            vecchi
                .iter()
                .zip(&nuovi)
                .for_each(|(v, n)| self.abbina_se_liberi(*v, *n));
        }
        self
    }

    fn abbina_se_liberi(&mut self, vecchio: usize, nuovo: usize) {
        if !self.presi[vecchio] && self.di[nuovo].is_none() {
            self.abbina(vecchio, nuovo);
        }
    }

    fn abbina(&mut self, vecchio: usize, nuovo: usize) {
        self.presi[vecchio] = true;
        self.di[nuovo] = Some(vecchio);
    }

    fn vecchi_liberi(&self) -> Vec<usize> {
        (0..self.vecchi.len())
            .filter(|posto| !self.presi[*posto])
            .collect()
    }

    fn nuovi_liberi(&self) -> Vec<usize> {
        (0..self.nuovi.len())
            .filter(|posto| self.di[*posto].is_none())
            .collect()
    }

    /// The pairs, and what has none.
    pub(super) fn fine(self) -> Abbinati<'a, T> {
        Abbinati {
            tolti: self
                .vecchi_liberi()
                .into_iter()
                .map(|posto| &self.vecchi[posto])
                .collect(),
            aggiunti: self
                .nuovi_liberi()
                .into_iter()
                .map(|posto| &self.nuovi[posto])
                .collect(),
            posti: self
                .di
                .iter()
                .enumerate()
                .filter_map(|(nuovo, v)| Some(((*v)?, nuovo)))
                .collect(),
            vecchi: self.vecchi,
            nuovi: self.nuovi,
        }
    }
}

impl<'a, T> Abbinati<'a, T> {
    /// Each pair, in the order of the new list.
    pub(super) fn coppie(&self) -> impl Iterator<Item = (&'a T, &'a T)> + '_ {
        self.posti
            .iter()
            .map(|(v, n)| (&self.vecchi[*v], &self.nuovi[*n]))
    }

    /// The change of order among the pairs that `conta`.
    pub(super) fn riordino(&self, conta: impl Fn(&T, &T) -> bool) -> Option<Riordino<'a, T>> {
        let posti: Vec<_> = self
            .posti
            .iter()
            .filter(|(v, n)| conta(&self.vecchi[*v], &self.nuovi[*n]))
            .collect();
        let mut in_ordine: Vec<usize> = posti.iter().map(|(v, _)| *v).collect();
        in_ordine.sort_unstable();
        let (prima, ora) = in_ordine
            .iter()
            .zip(&posti)
            .find(|(v, posto)| **v != posto.0)?;
        let fermi = piu_lunga_crescente(posti.iter().map(|(v, _)| *v));
        Some(Riordino {
            quanti: posti.len() - fermi,
            prima: &self.vecchi[*prima],
            ora: &self.nuovi[ora.1],
        })
    }
}

/// Pairs with their likeness, the most alike first. Of equals, the nearest in place: an order that
/// is the same from both sides.
fn in_ordine(mut candidati: Vec<(f64, usize, usize)>) -> Vec<(usize, usize)> {
    candidati.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| (a.1.abs_diff(a.2), a.1 + a.2).cmp(&(b.1.abs_diff(b.2), b.1 + b.2)))
    });
    candidati
        .into_iter()
        .map(|(_, vecchio, nuovo)| (vecchio, nuovo))
        .collect()
}

/// Length of the longest rising subsequence.
fn piu_lunga_crescente(numeri: impl Iterator<Item = usize>) -> usize {
    let mut code: Vec<usize> = Vec::new();
    for numero in numeri {
        match code.partition_point(|coda| *coda < numero) {
            posto if posto == code.len() => code.push(numero),
            posto => code[posto] = numero,
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn abbina<'a>(vecchi: &'a [&'a str], nuovi: &'a [&'a str]) -> Abbinati<'a, &'a str> {
        Allineamento::nuovo(vecchi, nuovi)
            .per_chiave(|nome| nome.to_string())
            .fine()
    }

    #[test]
    fn an_insertion_is_no_change_of_order() {
        let abbinati = abbina(&["a", "b", "c"], &["x", "a", "b", "c"]);
        assert!(abbinati.riordino(|_, _| true).is_none());
        assert_eq!(abbinati.aggiunti, [&"x"]);
    }

    #[test]
    fn the_fewest_moves_explain_a_new_order() {
        let abbinati = abbina(&["a", "b", "c", "d"], &["b", "c", "d", "a"]);
        let riordino = abbinati.riordino(|_, _| true).expect("another order");
        assert_eq!(
            (riordino.quanti, *riordino.prima, *riordino.ora),
            (1, "a", "b")
        );
    }

    #[test]
    fn of_equal_names_the_most_alike_are_paired_then_the_first_with_the_first() {
        let (vecchi, nuovi) = ([("a", 1), ("a", 2)], [("a", 9), ("a", 2), ("a", 3)]);
        let uguali = |a: &(&str, i32), b: &(&str, i32)| f64::from(u8::from(a.1 == b.1));
        let abbinati = Allineamento::nuovo(&vecchi, &nuovi)
            .per_chiave_simile(|cosa| cosa.0, uguali)
            .fine();
        assert_eq!(
            abbinati
                .coppie()
                .map(|(v, n)| (v.1, n.1))
                .collect::<Vec<_>>(),
            [(1, 9), (2, 2)]
        );
        assert_eq!(abbinati.aggiunti, [&("a", 3)]);
    }

    #[test]
    fn likeness_takes_the_best_pair_first() {
        let (vecchi, nuovi) = (["casa", "cosa"], ["cosi", "case"]);
        let uguali = |a: &&str, b: &&str| {
            Some(a.chars().zip(b.chars()).filter(|(x, y)| x == y).count() as f64)
                .filter(|quanti| *quanti > 2.0)
        };
        let abbinati = Allineamento::nuovo(&vecchi, &nuovi)
            .per_somiglianza(uguali)
            .fine();
        assert_eq!(
            abbinati.coppie().collect::<Vec<_>>(),
            [(&"cosa", &"cosi"), (&"casa", &"case")]
        );
    }
}
