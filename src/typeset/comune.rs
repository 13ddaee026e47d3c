//! What all documents of a cycle share, made once: the open data, the charts, the year's results.

use std::collections::BTreeMap;

use serde::Serialize;
use typst::foundations::Bytes;

use crate::charts::{self, ErroreGrafico, Grafico};
use crate::load::Caricato;
use crate::model::Serie;
use crate::opendata::{self, Pubblico};
use crate::rendiconto::{self, Rendiconto};

/// The shared part of a cycle's documents.
pub struct Comune {
    pub(super) rendiconto: Rendiconto,
    pub(super) grafici: BTreeMap<String, VistaGrafico>,
    /// Virtual files by name.
    pub(super) file: Vec<(String, Bytes)>,
}

/// A chart as the templates place it.
#[derive(Clone, Serialize)]
pub(super) struct VistaGrafico {
    file: String,
    alt: String,
    larga: bool,
    pub(super) titolo: String,
    fonte: String,
    dimostrativo: bool,
}

impl Comune {
    /// Draws the charts and prints the open data.
    ///
    /// # Errors
    /// A chart that cannot be drawn, with the name of its series.
    pub fn nuovo(caricato: &Caricato) -> Result<Self, (String, ErroreGrafico)> {
        let modello = &caricato.modello;
        let rendiconto =
            rendiconto::prepara(modello, &caricato.valutazione, &caricato.impostazioni);
        let mut file = vec![
            (
                "modello.json".to_owned(),
                Bytes::new(Pubblico::di(caricato).json()),
            ),
            (
                "indicatori.csv".to_owned(),
                Bytes::new(opendata::indicatori(modello, &caricato.valutazione).csv()),
            ),
        ];
        let mut grafici = BTreeMap::new();
        // A series of the cycle's own comes last: it wins over one of ours with the same name.
        for serie in rendiconto.serie.iter().chain(&modello.serie) {
            let grafico = charts::disegna(serie).map_err(|errore| (serie.id.clone(), errore))?;
            grafici.insert(serie.id.clone(), vista(serie, &grafico));
            let righe = grafico.tabella.iter();
            let righe = righe.map(|riga| riga.iter().map(String::as_str).collect());
            file.push((
                format!("grafici/{}.csv", serie.id),
                Bytes::new(opendata::csv(righe)),
            ));
            file.push((nome_del_file(serie), Bytes::new(grafico.svg.into_bytes())));
        }
        Ok(Self {
            rendiconto,
            grafici,
            file,
        })
    }

    /// Blank cells where a result is due.
    pub fn mancanti(&self) -> &[rendiconto::Mancante] {
        &self.rendiconto.mancanti
    }
}

fn nome_del_file(serie: &Serie) -> String {
    format!("grafici/{}.svg", serie.id)
}

fn vista(serie: &Serie, grafico: &Grafico) -> VistaGrafico {
    VistaGrafico {
        file: format!("/{}", nome_del_file(serie)),
        alt: grafico.alt.clone(),
        larga: grafico.larga,
        titolo: serie.titolo.clone(),
        fonte: serie.fonte.clone(),
        dimostrativo: serie.dimostrativa,
    }
}
