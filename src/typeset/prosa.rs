//! Running text as the templates set it: with spaces that do not break where Italian keeps words
//! together. Done here: a template would look for them in every paragraph, at each composition.

use crate::prose::{Blocco, Inline};

use super::curato::unito;

/// A block whose texts hold together. A heading stays as it is: it is a bookmark too, and its spaces
/// are searched.
pub(super) fn tenuto(blocco: &Blocco) -> Blocco {
    match blocco {
        Blocco::Paragrafo { testo } => Blocco::Paragrafo {
            testo: uniti(testo, true),
        },
        Blocco::Elenco { ordinato, voci } => Blocco::Elenco {
            ordinato: *ordinato,
            voci: voci.iter().map(|voce| tenuti(voce)).collect(),
        },
        Blocco::Citazione { blocchi } => Blocco::Citazione {
            blocchi: tenuti(blocchi),
        },
        Blocco::Tabella {
            intestazione,
            righe,
        } => Blocco::Tabella {
            intestazione: celle(intestazione),
            righe: righe.iter().map(|riga| celle(riga)).collect(),
        },
        Blocco::Titolo { .. } | Blocco::Filetto | Blocco::Inserto(_) => blocco.clone(),
    }
}

fn tenuti(blocchi: &[Blocco]) -> Vec<Blocco> {
    blocchi.iter().map(tenuto).collect()
}

fn celle(celle: &[Vec<Inline>]) -> Vec<Vec<Inline>> {
    celle.iter().map(|cella| uniti(cella, true)).collect()
}

/// The runs of a paragraph; `finali`: the last of them ends it.
fn uniti(pezzi: &[Inline], finali: bool) -> Vec<Inline> {
    let ultimo = pezzi.len().saturating_sub(1);
    let numerati = pezzi.iter().enumerate();
    numerati
        .map(|(n, pezzo)| unito_in_linea(pezzo, finali && n == ultimo))
        .collect()
}

fn unito_in_linea(pezzo: &Inline, finale: bool) -> Inline {
    match pezzo {
        Inline::Testo { t } => Inline::Testo {
            t: unito(t, finale),
        },
        Inline::Forte { forte } => Inline::Forte {
            forte: uniti(forte, finale),
        },
        Inline::Enfasi { enfasi } => Inline::Enfasi {
            enfasi: uniti(enfasi, finale),
        },
        Inline::Collegamento { url, testo } => Inline::Collegamento {
            url: url.clone(),
            testo: uniti(testo, finale),
        },
        Inline::Codice { .. } | Inline::Rimando(_) | Inline::ACapo { .. } => pezzo.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn testo(t: &str) -> Inline {
        Inline::Testo { t: t.to_owned() }
    }

    #[test]
    fn words_hold_together_in_text_and_not_in_headings() {
        let pezzi = vec![
            testo("i risultati di "),
            Inline::Forte {
                forte: vec![testo("13 servizi e 2 enti")],
            },
            testo(", uno per uno"),
        ];
        let Blocco::Paragrafo { testo: uniti } = tenuto(&Blocco::Paragrafo {
            testo: pezzi.clone(),
        }) else {
            panic!("no paragraph");
        };
        assert_eq!(uniti[0], testo("i\u{a0}risultati di\u{a0}"));
        // Text follows: what ends here is no end of a line.
        let forte = vec![testo("13\u{a0}servizi e\u{a0}2\u{a0}enti")];
        assert_eq!(uniti[1], Inline::Forte { forte });
        assert_eq!(uniti[2], testo(", uno per\u{a0}uno"));
        let titolo = Blocco::Titolo {
            livello: 1,
            testo: pezzi,
            numerato: true,
            numero: None,
        };
        assert_eq!(tenuto(&titolo), titolo);
    }
}
