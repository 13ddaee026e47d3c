//! The charts, each drawn when a chapter or a page first asks for it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::charts::{self, ErroreGrafico, Grafico};
use crate::model::{Diagnosi, Modello, Serie};
use crate::prose::Capitolo;
use crate::rendiconto::Rendiconto;

use super::diags;

/// The series that there are, by id.
pub(super) struct Grafici(BTreeMap<String, Disegno>);

struct Disegno {
    serie: Serie,
    /// The file that the figures come from; none of a chart of ours.
    file: Option<String>,
    disegnato: OnceLock<Result<Grafico, ErroreGrafico>>,
}

impl Grafici {
    /// A series of the cycle's own comes last: it wins over one of ours with the same name.
    pub(super) fn nuovi(
        modello: &Modello,
        rendiconto: &Rendiconto,
        mut file: BTreeMap<String, String>,
    ) -> Self {
        let disegno = |serie: &Serie, file| {
            let disegnato = OnceLock::new();
            let serie = serie.clone();
            (
                serie.id.clone(),
                Disegno {
                    serie,
                    file,
                    disegnato,
                },
            )
        };
        let nostri = rendiconto.serie.iter().map(|serie| disegno(serie, None));
        let mut tutti: BTreeMap<String, Disegno> = nostri.collect();
        tutti.extend(
            modello
                .serie
                .iter()
                .map(|serie| disegno(serie, file.remove(&serie.id))),
        );
        Self(tutti)
    }

    pub(super) fn grafico(&self, id: &str) -> Option<(&Serie, &Grafico)> {
        let disegno = self.0.get(id)?;
        let grafico = disegno.grafico().as_ref().ok()?;
        Some((&disegno.serie, grafico))
    }

    /// The file that the figures of a series come from.
    pub(super) fn file(&self, id: &str) -> Option<&str> {
        self.0.get(id)?.file.as_deref()
    }

    /// What is wrong with the charts that these chapters ask for.
    pub(super) fn controlla(&self, capitoli: &[Capitolo]) -> Vec<Diagnosi> {
        let mut diagnosi: BTreeMap<&str, Diagnosi> = BTreeMap::new();
        for capitolo in capitoli {
            for id in capitolo.grafici() {
                let Some((disegno, errore)) = self.guasto(id) else {
                    continue;
                };
                let trovata =
                    diags::grafico_non_valido(id, errore, disegno.file.as_deref(), &capitolo.file);
                match diagnosi.remove(id) {
                    Some(altra) => {
                        diagnosi.insert(id, trovata.luoghi.into_iter().fold(altra, Diagnosi::anche))
                    }
                    None => diagnosi.insert(id, trovata),
                };
            }
        }
        diagnosi.into_values().collect()
    }

    fn guasto(&self, id: &str) -> Option<(&Disegno, &ErroreGrafico)> {
        let disegno = self.0.get(id)?;
        Some((disegno, disegno.grafico().as_ref().err()?))
    }
}

impl Disegno {
    fn grafico(&self) -> &Result<Grafico, ErroreGrafico> {
        self.disegnato.get_or_init(|| charts::disegna(&self.serie))
    }
}
