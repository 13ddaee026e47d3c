//! What the templates are given of a table.

use serde::Serialize;

use crate::model::Origine;

use super::cella::Cella;
use super::colonne::Colonna;

/// A table of indicators.
#[derive(Debug, Default, Serialize)]
pub(super) struct Tavola {
    pub(super) colonne: Vec<Colonna>,
    /// True where the columns do not fit the width of a page that stands.
    pub(super) girata: bool,
    pub(super) segni: Segni,
    /// Its name where it goes on from the page before, cut if it is long.
    pub(super) breve: String,
    /// Bands and rows, in printing order.
    pub(super) voci: Vec<Voce>,
}

/// What the legend has to explain.
#[derive(Debug, Default, Serialize)]
pub(super) struct Segni {
    /// True if rows of the service alone are told from strategic ones.
    pub(super) operativi: bool,
    /// True if a row stands on the objectives shared by all bodies of the kind.
    pub(super) di_sistema: bool,
    /// True if any row shows its way from result to target.
    pub(super) passi: bool,
    /// True if any target asks less than what was reached.
    pub(super) meno: bool,
    /// True if a cell holds `-`.
    pub(super) trattini: bool,
    /// The years that are drawn as a line, from and to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) linea: Option<[i16; 2]>,
}

/// How tables that follow one another stand on their pages, the first of them under so many
/// millimetres of what is there.
#[derive(Debug, Serialize)]
pub(super) struct Modo {
    pub(super) da: f64,
    /// The pages of each table; of those left out at the end, as where nothing stands above.
    pub(super) fogli: Vec<Vec<Foglio>>,
}

/// What of a table stands on one page.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Foglio {
    /// Millimetres above and below a row.
    pub(super) aria: f64,
    /// The size of its text, in points.
    pub(super) corpo: f64,
    /// True if none of its rows is so tall that it may be cut.
    pub(super) intere: bool,
    /// True if it stands under what is on its page already.
    pub(super) sotto: bool,
    /// Millimetres down to which its page is then taken.
    pub(super) fine: f64,
    /// Positions of the prospettive that it shows.
    pub(super) prospettive: Vec<usize>,
    /// Bands of the pages before that its first rows stand under.
    pub(super) ripetute: Vec<Voce>,
    /// Its lines among those of the table: the first, and that after the last.
    pub(super) da: usize,
    pub(super) a: usize,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Voce {
    Fascia(Fascia),
    Riga(Riga),
}

/// A band over the rows that follow.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Fascia {
    /// 0 prospettiva, 1 obiettivo, 2 azione.
    #[serde(rename = "f")]
    pub(super) livello: u8,
    /// Position of the prospettiva.
    #[serde(rename = "p")]
    pub(super) prospettiva: usize,
    #[serde(rename = "t")]
    pub(super) cella: Cella,
    /// Of an azione: the row that it is read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dove: Option<Luogo>,
}

/// A row of cells.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Riga {
    /// True for a row of the service alone, where the two kinds are told apart.
    #[serde(rename = "o")]
    pub(super) operativa: bool,
    #[serde(rename = "c")]
    pub(super) celle: Vec<Cella>,
    /// The project that it follows, by id: its scheda may be in the document.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none")]
    pub(super) progetto: Option<String>,
    /// What follows under the values.
    #[serde(rename = "n", skip_serializing_if = "Vec::is_empty")]
    pub(super) note: Vec<Nota>,
    /// What became of the row since the older draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stato: Option<String>,
    /// The place of the row, for the preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dove: Option<Luogo>,
}

/// What stands under the values of a row: a cause, or what its own column is too narrow for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Nota {
    /// What it is: `Causa`, `Fonte del dato`.
    pub(super) nome: String,
    #[serde(rename = "t")]
    pub(super) cella: Cella,
    /// The field that it shows, for the preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) campo: Option<String>,
}

/// File, sheet and cell, as the preview marks them.
pub(super) type Luogo = [String; 3];

/// The place of a row as the preview marks it.
pub(super) fn luogo(origine: &Origine) -> Luogo {
    let foglio = origine.nome_foglio().unwrap_or_default();
    [&origine.file, foglio, &origine.scritto()].map(str::to_owned)
}

impl Segni {
    /// The lines that the legend takes, on so many millimetres.
    pub(super) fn righe(&self, larga: f64) -> f64 {
        // What each entry takes, as it is worded in the templates.
        const OPERATIVI: f64 = 65.0;
        const PASSI: f64 = 38.0;
        const MENO: f64 = 48.0;
        const TRATTINI: f64 = 36.0;
        const LINEA: f64 = 62.0;
        const DI_SISTEMA: f64 = 52.0;
        let voci = [
            (self.operativi, OPERATIVI),
            (self.passi, PASSI),
            (self.meno, MENO),
            (self.trattini, TRATTINI),
            (self.linea.is_some(), LINEA),
            (self.di_sistema, DI_SISTEMA),
        ];
        let presenti = voci.iter().filter(|(presente, _)| *presente);
        (presenti.map(|(_, sua)| sua).sum::<f64>() / larga).ceil()
    }

    /// What stands in these lines.
    pub(super) fn di(voci: &[Voce]) -> Self {
        let celle = || {
            let righe = voci.iter().filter_map(|voce| match voce {
                Voce::Riga(riga) => Some(&riga.celle),
                Voce::Fascia(_) => None,
            });
            righe.flatten()
        };
        Self {
            passi: celle().any(|cella| matches!(cella, Cella::Passo { .. })),
            meno: celle().any(|cella| matches!(cella, Cella::Passo { meno: true, .. })),
            trattini: celle().any(|cella| cella.testo() == "-"),
            ..Self::default()
        }
    }
}
