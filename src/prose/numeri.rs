//! The numbers of a chapter's headings.

use crate::documents::{self, Numerazione};

/// How the headings of a chapter are numbered, and how far they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numeri {
    Nessuno,
    /// They go on from the chapter before: whoever prints them counts.
    DiFila,
    /// They follow from the file's own number: chapter, section, paragraph.
    Propri([u32; 3]),
}

impl Numeri {
    /// Those of a chapter by its file: `21-…` opens with section 2.1, `40-…` with chapter 4.
    pub(super) fn del(numerazione: Numerazione, file: &str) -> Self {
        match (numerazione, documents::numero(file)) {
            (Numerazione::DiFila, _) | (_, None) => Self::DiFila,
            (Numerazione::DalFile, Some(numero)) => {
                let (capitolo, sezione) = (numero / 10, numero % 10);
                Self::Propri([capitolo, sezione.saturating_sub(1), 0])
            }
        }
    }

    /// The level of the heading above the first: a section's chapter stands in another file.
    pub(super) fn livello_sopra(file: &str, numerazione: Self) -> u8 {
        let sezione = documents::numero(file).is_some_and(|numero| numero % 10 > 0);
        u8::from(sezione && matches!(numerazione, Self::Propri(_)))
    }

    /// True if a heading of this level has a number.
    pub(super) fn numera(self, livello: u8) -> bool {
        match self {
            Self::Nessuno => false,
            Self::DiFila => livello < 3,
            Self::Propri(_) => true,
        }
    }

    /// The number of the next heading, where it does not follow from those before: `2.2.1`.
    pub(super) fn prossimo(&mut self, livello: u8) -> Option<String> {
        let Self::Propri(numeri) = self else {
            return None;
        };
        let quale = usize::from(livello).saturating_sub(1);
        if quale > 0 {
            *numeri.get_mut(quale)? += 1;
        }
        numeri
            .iter_mut()
            .skip(quale + 1)
            .for_each(|sotto| *sotto = 0);
        let scritti = numeri.iter().take(quale + 1).map(u32::to_string);
        Some(scritti.collect::<Vec<_>>().join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numeri(file: &str, livelli: &[u8]) -> Vec<String> {
        let mut numeri = Numeri::del(Numerazione::DalFile, file);
        livelli
            .iter()
            .filter_map(|livello| numeri.prossimo(*livello))
            .collect()
    }

    #[test]
    fn numbers_follow_from_the_file() {
        let sezione = numeri("testi/piao/22-performance.md", &[2, 3, 3, 2, 3]);
        assert_eq!(sezione, ["2.2", "2.2.1", "2.2.2", "2.3", "2.3.1"]);
        let capitolo = numeri("testi/piao/40-monitoraggio.md", &[1, 2, 3, 2]);
        assert_eq!(capitolo, ["4", "4.1", "4.1.1", "4.2"]);
        assert!(numeri("testi/piao/premessa.md", &[1, 2]).is_empty());
    }

    #[test]
    fn a_section_opens_below_the_chapter_of_another_file() {
        let sopra = |file: &str| {
            let numeri = Numeri::del(Numerazione::DalFile, file);
            Numeri::livello_sopra(file, numeri)
        };
        assert_eq!(sopra("22-performance.md"), 1);
        assert_eq!(sopra("20-sezione.md"), 0);
        assert_eq!(
            Numeri::livello_sopra("22-performance.md", Numeri::DiFila),
            0
        );
    }
}
