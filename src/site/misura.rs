//! How much room blocks take, so that no page is longer than a person reads or a telephone loads.
//!
//! The sizes are those of the style on a desktop, roughly and rather too large.

use crate::prose::Inline;

use super::nodo::Nodo;

/// Most pixels of a page's content: with head and foot it stays within ten screens of 900.
const ALTO: usize = 6_000;
/// Most bytes of a page's content.
const BYTE: usize = 180_000;
/// Letters on a line of text, and pixels of a line.
const LETTERE: usize = 80;
const LINEA: usize = 28;
/// Letters on a line of a table's cell.
const IN_CELLA: usize = 14;

/// What a block takes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Misura {
    alto: usize,
    byte: usize,
}

impl Misura {
    pub(super) fn eccede(self) -> bool {
        self.alto > ALTO || self.byte > BYTE
    }

    pub(super) fn piu(self, altra: Self) -> Self {
        Self {
            alto: self.alto + altra.alto,
            byte: self.byte + altra.byte,
        }
    }
}

/// The blocks on as many pages as they need, each cut where it must be; a heading goes on with what
/// it is over.
pub(super) fn pagine(nodi: Vec<Nodo>) -> Vec<Vec<Nodo>> {
    let mut pagine: Vec<Vec<Nodo>> = Vec::new();
    let (mut questa, mut piena): (Vec<Nodo>, Misura) = (Vec::new(), Misura::default());
    for nodo in nodi.into_iter().flat_map(Nodo::spezzato) {
        let sua = di(&nodo);
        if piena.piu(sua).eccede() && !questa.is_empty() {
            let coda = titoli_in_fondo(&mut questa);
            pagine.push(std::mem::replace(&mut questa, coda));
            piena = questa.iter().map(di).fold(Misura::default(), Misura::piu);
        }
        piena = piena.piu(sua);
        questa.push(nodo);
    }
    pagine.push(questa);
    pagine.retain(|pagina| !pagina.is_empty());
    pagine
}

/// The headings that end a page, taken from it.
fn titoli_in_fondo(pagina: &mut Vec<Nodo>) -> Vec<Nodo> {
    let di_titoli = |nodo: &Nodo| matches!(nodo, Nodo::Titolo { .. });
    let altri = pagina.iter().rposition(|nodo| !di_titoli(nodo));
    pagina.split_off(altri.map_or(pagina.len(), |posto| posto + 1))
}

/// What a block takes.
pub(super) fn di(nodo: &Nodo) -> Misura {
    match nodo {
        Nodo::Titolo { testo, .. } => testo_alto(lettere(testo), 60),
        Nodo::Paragrafo { testo } => testo_alto(lettere(testo), 20),
        Nodo::Elenco { voci, .. } => somma(voci.iter().flatten()),
        Nodo::Citazione { blocchi } => somma(blocchi.iter()),
        Nodo::TabellaDiTesto { righe, .. } => {
            let celle = righe
                .iter()
                .map(|riga| riga.iter().map(|cella| lettere(cella)).collect());
            tabella(celle)
        }
        Nodo::Filetto => testo_alto(0, 40),
        Nodo::Grafico { grafico, .. } => Misura {
            alto: 620,
            byte: grafico.byte(),
        },
        Nodo::Quadro { quadro, .. } => tabella(quadro.lettere()),
        Nodo::Cruscotto { cruscotto, .. } => tabella(cruscotto.lettere()).piu(testo_alto(200, 160)),
        Nodo::Griglia { griglia, .. } => tabella(griglia.lettere()),
        Nodo::Figura { rami, .. } => {
            let nomi: usize = rami.iter().map(|ramo| ramo.quanti()).sum();
            testo_alto(nomi * LETTERE / 2, 80)
        }
        Nodo::Scheda { scheda, .. } => tabella(scheda.lettere()).piu(testo_alto(800, 160)),
        Nodo::Rinvii { voci } => Misura {
            alto: voci.len() * 34,
            byte: voci.len() * 200,
        },
    }
}

fn somma<'a>(nodi: impl Iterator<Item = &'a Nodo>) -> Misura {
    nodi.map(di).fold(Misura::default(), Misura::piu)
}

fn testo_alto(lettere: usize, spazio: usize) -> Misura {
    Misura {
        alto: lettere.div_ceil(LETTERE) * LINEA + spazio,
        byte: lettere * 2 + 100,
    }
}

/// A table, from the letters of its cells.
fn tabella(righe: impl Iterator<Item = Vec<usize>>) -> Misura {
    let riga = |celle: Vec<usize>| {
        let piu_alta = celle.iter().max().copied().unwrap_or_default();
        Misura {
            alto: piu_alta.div_ceil(IN_CELLA * 2) * 22 + 18,
            byte: celle.iter().map(|lettere| lettere + 90).sum(),
        }
    };
    righe.map(riga).fold(testo_alto(0, 120), Misura::piu)
}

/// Letters of a run of text.
fn lettere(testo: &[Inline]) -> usize {
    let uno = |inline: &Inline| match inline {
        Inline::Testo { t } => t.chars().count(),
        Inline::Codice { codice } => codice.chars().count(),
        Inline::Forte { forte: testo }
        | Inline::Enfasi { enfasi: testo }
        | Inline::Collegamento { testo, .. } => lettere(testo),
        Inline::Rimando(_) => 10,
        Inline::ACapo { .. } => LETTERE,
    };
    testo.iter().map(uno).sum()
}
