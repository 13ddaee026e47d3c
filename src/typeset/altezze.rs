//! How tall the blocks of a chapter will be, from the widths of their letters: with it the templates
//! choose what stands on which page, without laying the text out twice.

use serde::Serialize;

use crate::prose::{Blocco, Capitolo, Inline};

use super::curato::{MM_PER_PUNTO, righe};
use super::prosa::tenuto;

/// Millimetres of the column that text stands in.
const COLONNA: f64 = 142.0;
/// What the items of a list, and a quotation, are narrower.
const RIENTRO: f64 = 4.4;
const MARGINI_DELLA_CITAZIONE: f64 = 10.0;
/// Above and below a quotation's text, and in a row of a table.
const ARIA_DELLA_CITAZIONE: f64 = 8.0;
const ARIA_DELLA_RIGA: f64 = 3.4;
const FILETTO: f64 = 1.0;
/// The figure over a numbered chapter's name, the bar over another's, and the rule under both.
const NUMERALE: f64 = 26.5;
const BARRA: f64 = 9.0;
const SOTTO_IL_TITOLO: f64 = 5.6;

/// How text is set: points, the distance between lines and between paragraphs in ems.
struct Carattere {
    corpo: f64,
    interlinea: f64,
    forte: bool,
}

/// A letter's height, in ems.
const MAIUSCOLA: f64 = 0.692;
const TESTO: Carattere = Carattere {
    corpo: 10.2,
    interlinea: 0.64,
    forte: false,
};
/// Between paragraphs, and between items.
const TRA_CAPOVERSI: f64 = 0.98;
const TRA_VOCI: f64 = 0.8;
const ATTACCO: Carattere = Carattere {
    corpo: 13.5,
    interlinea: 0.6,
    forte: false,
};
const TABELLA: Carattere = Carattere {
    corpo: 9.0,
    interlinea: 0.46,
    forte: false,
};
const TITOLI: [Carattere; 3] = [
    Carattere {
        corpo: 30.0,
        interlinea: 0.35,
        forte: true,
    },
    Carattere {
        corpo: 17.0,
        interlinea: 0.4,
        forte: true,
    },
    Carattere {
        corpo: 12.5,
        interlinea: 0.4,
        forte: true,
    },
];

/// A chapter with the height of each block.
#[derive(Debug, Serialize)]
pub(super) struct Misurato {
    blocchi: Vec<Alto>,
}

/// A block with its height in millimetres; nothing of what is inserted, which the templates draw.
#[derive(Debug, Serialize)]
struct Alto {
    #[serde(flatten)]
    blocco: Blocco,
    alta: f64,
}

impl Misurato {
    pub(super) fn nuovo(capitolo: &Capitolo) -> Self {
        let mut dopo_il_titolo = false;
        let misura = |blocco: &Blocco| {
            let alta = match blocco {
                Blocco::Paragrafo { testo } if dopo_il_titolo => ATTACCO.alta(testo, COLONNA),
                altro => alta(altro, COLONNA),
            };
            dopo_il_titolo = matches!(blocco, Blocco::Titolo { livello: 1, .. });
            let blocco = tenuto(blocco);
            Alto { blocco, alta }
        };
        Self {
            blocchi: capitolo.blocchi.iter().map(misura).collect(),
        }
    }
}

impl Carattere {
    fn alta(&self, testo: &[Inline], larga: f64) -> f64 {
        let larga = larga / MM_PER_PUNTO;
        let righe = righe(&piano(testo), larga, self.corpo, self.forte);
        let passo = MAIUSCOLA + self.interlinea;
        (MAIUSCOLA + (righe.max(1) - 1) as f64 * passo) * self.corpo * MM_PER_PUNTO
    }
}

fn alta(blocco: &Blocco, larga: f64) -> f64 {
    match blocco {
        Blocco::Titolo {
            livello: 1,
            testo,
            numerato,
            ..
        } => {
            let sopra = if *numerato { NUMERALE } else { BARRA };
            sopra + TITOLI[0].alta(testo, COLONNA) + SOTTO_IL_TITOLO
        }
        Blocco::Titolo { livello, testo, .. } => {
            let carattere = TITOLI.get(usize::from(*livello) - 1).unwrap_or(&TITOLI[2]);
            carattere.alta(testo, larga)
        }
        Blocco::Paragrafo { testo } => TESTO.alta(testo, larga),
        Blocco::Elenco { voci, .. } => {
            let voci = voci.iter().map(|voce| alti(voce, larga - RIENTRO));
            impilati(voci, TRA_VOCI)
        }
        Blocco::Citazione { blocchi } => {
            alti(blocchi, larga - MARGINI_DELLA_CITAZIONE) + ARIA_DELLA_CITAZIONE
        }
        Blocco::Tabella { righe, .. } => (righe.iter())
            .map(|riga| {
                let colonna = larga / riga.len().max(1) as f64;
                let celle = riga.iter().map(|cella| TABELLA.alta(cella, colonna));
                celle.fold(0.0, f64::max) + ARIA_DELLA_RIGA
            })
            .sum(),
        Blocco::Filetto => FILETTO,
        Blocco::Inserto(_) => 0.0,
    }
}

fn alti(blocchi: &[Blocco], larga: f64) -> f64 {
    impilati(
        blocchi.iter().map(|blocco| alta(blocco, larga)),
        TRA_CAPOVERSI,
    )
}

/// One under the other, with so many ems between.
fn impilati(alti: impl Iterator<Item = f64>, distanza: f64) -> f64 {
    let distanza = distanza * TESTO.corpo * MM_PER_PUNTO;
    alti.reduce(|sopra, alta| sopra + distanza + alta)
        .unwrap_or(0.0)
}

/// The letters of a run of text; a reference takes about as many.
fn piano(testo: &[Inline]) -> String {
    let pezzo = |inline: &Inline| match inline {
        Inline::Testo { t } => t.clone(),
        Inline::Forte { forte } => piano(forte),
        Inline::Enfasi { enfasi } => piano(enfasi),
        Inline::Codice { codice } => codice.clone(),
        Inline::Collegamento { testo, .. } => piano(testo),
        Inline::Rimando(_) => "Tabella\u{A0}10".to_owned(),
        Inline::ACapo { .. } => " ".to_owned(),
    };
    testo.iter().map(pezzo).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragrafo(parole: usize) -> Blocco {
        Blocco::Paragrafo {
            testo: vec![Inline::Testo {
                t: "parola ".repeat(parole).trim_end().to_owned(),
            }],
        }
    }

    #[test]
    fn lines_paragraphs_and_items_add_up() {
        let una = alta(&paragrafo(1), COLONNA);
        assert!((2.4..2.6).contains(&una), "{una}");
        // Some twelve words a line.
        let tre = alta(&paragrafo(36), COLONNA);
        assert!((11.0..18.0).contains(&tre), "{tre}");
        let voci = vec![vec![paragrafo(1)], vec![paragrafo(1)]];
        let elenco = alta(
            &Blocco::Elenco {
                ordinato: false,
                voci,
            },
            COLONNA,
        );
        assert!((7.0..8.5).contains(&elenco), "{elenco}");
    }
}
