//! The bands over the rows of a table: prospettiva, obiettivo, azione.

use crate::model::Prospettiva;

use super::super::curato::curato;
use super::cella::Cella;
use super::tavola::{Fascia, Luogo, Voce};

const AZIONE: u8 = 2;
/// The tint of what belongs to no known prospettiva.
const SENZA_PROSPETTIVA: usize = 7;

/// The bands in force while rows go by.
pub(super) struct Fasce<'a> {
    prospettive: &'a [Prospettiva],
    sopra: [Option<String>; 3],
}

impl<'a> Fasce<'a> {
    pub(super) fn nuove(prospettive: &'a [Prospettiva]) -> Self {
        Self {
            prospettive,
            sopra: [None, None, None],
        }
    }

    /// The bands that a row opens after those of the row before it: its prospettiva, the code of
    /// its obiettivo, its azione, whose cell is given with the row's place.
    pub(super) fn apri(
        &mut self,
        nomi: [&str; 3],
        azione: Cella,
        dove: Option<&Luogo>,
    ) -> Vec<Voce> {
        let diversa = (0..3).find(|&n| self.sopra[n].as_deref() != Some(nomi[n]));
        let prima = diversa.unwrap_or(3);
        for (sopra, nome) in self.sopra.iter_mut().zip(nomi).skip(prima) {
            *sopra = Some(nome.to_owned());
        }
        let obiettivo = Cella::Testo(curato(&self.obiettivo(nomi[1])));
        let celle = [Cella::Testo(curato(nomi[0])), obiettivo, azione];
        let prospettiva = self.posto(nomi[0]);
        (0_u8..)
            .zip(celle)
            .zip(nomi)
            .skip(prima)
            .filter(|(_, nome)| !nome.is_empty())
            .map(|((livello, cella), _)| {
                Voce::Fascia(Fascia {
                    livello,
                    prospettiva,
                    cella,
                    dove: dove.filter(|_| livello == AZIONE).cloned(),
                })
            })
            .collect()
    }

    fn posto(&self, prospettiva: &str) -> usize {
        let posto = self.prospettive.iter().position(|p| p.nome == prospettiva);
        posto.unwrap_or(SENZA_PROSPETTIVA)
    }

    fn obiettivo(&self, codice: &str) -> String {
        let mut tutti = self.prospettive.iter().flat_map(|p| &p.obiettivi);
        match tutti.find(|obiettivo| obiettivo.codice == codice) {
            Some(obiettivo) => format!("{codice} {}", obiettivo.nome),
            None => codice.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aperte(fasce: &mut Fasce<'_>, nomi: [&str; 3]) -> Vec<u8> {
        let voci = fasce.apri(nomi, Cella::Testo(nomi[2].to_owned()), None);
        let livelli = voci.iter().map(|voce| match voce {
            Voce::Fascia(fascia) => fascia.livello,
            Voce::Riga(_) => u8::MAX,
        });
        livelli.collect()
    }

    #[test]
    fn a_row_opens_the_bands_that_differ_and_those_below() {
        let mut fasce = Fasce::nuove(&[]);
        assert_eq!(aperte(&mut fasce, ["P", "1.1", "A"]), [0, 1, 2]);
        assert_eq!(aperte(&mut fasce, ["P", "1.1", "A"]), [0; 0]);
        assert_eq!(aperte(&mut fasce, ["P", "1.2", "A"]), [1, 2]);
        assert_eq!(aperte(&mut fasce, ["Q", "", "B"]), [0, 2]);
    }
}
