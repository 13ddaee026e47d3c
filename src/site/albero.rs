//! Chapters → a tree for the page: headings with numbers and anchors, references that point,
//! tables in their place.

use serde::Serialize;

use crate::prose::{Blocco, Inline, Rimando};

use super::contenuto::{Contenuto, Documento};
use super::inserti;
use super::nodo::Nodo;
use super::numerazione::{Numerazione, Numeri, SOTTO};

/// The text of a document.
#[derive(Serialize)]
pub(super) struct Testo {
    indice: Vec<VoceIndice>,
    capitoli: Vec<Vec<Nodo>>,
}

impl Testo {
    /// The blocks of each chapter.
    pub(super) fn capitoli(self) -> Vec<Vec<Nodo>> {
        self.capitoli
    }
}

/// A chapter or section in the contents.
#[derive(Serialize)]
struct VoceIndice {
    livello: u8,
    ancora: String,
    numero: Option<String>,
    testo: String,
}

/// The tree of a document. References may point ahead, so it is built twice: the first time to
/// learn the numbers.
pub(super) fn testo(contenuto: &Contenuto, documento: &Documento) -> Testo {
    let (_, numeri) = costruisci(contenuto, documento, Numeri::new());
    costruisci(contenuto, documento, numeri).0
}

fn costruisci(contenuto: &Contenuto, documento: &Documento, noti: Numeri) -> (Testo, Numeri) {
    let mut costruzione = Costruzione {
        contenuto,
        documento,
        noti,
        numerazione: Numerazione::nuova(documento),
        indice: Vec::new(),
    };
    let capitoli = documento
        .capitoli
        .iter()
        .map(|capitolo| costruzione.blocchi(&capitolo.blocchi))
        .collect();
    let testo = Testo {
        indice: costruzione.indice,
        capitoli,
    };
    (testo, costruzione.numerazione.numeri())
}

struct Costruzione<'a> {
    contenuto: &'a Contenuto<'a>,
    documento: &'a Documento<'a>,
    /// Numbers known from a first reading.
    noti: Numeri,
    numerazione: Numerazione<'a>,
    indice: Vec<VoceIndice>,
}

impl Costruzione<'_> {
    fn blocchi(&mut self, blocchi: &[Blocco]) -> Vec<Nodo> {
        blocchi
            .iter()
            .flat_map(|blocco| self.blocco(blocco))
            .collect()
    }

    fn blocco(&mut self, blocco: &Blocco) -> Vec<Nodo> {
        let nodo = match blocco {
            Blocco::Titolo {
                livello,
                testo,
                numerato,
                numero,
            } => self.titolo(*livello, testo, *numerato, numero.as_deref()),
            Blocco::Paragrafo { testo } => Nodo::Paragrafo {
                testo: self.in_linea(testo),
            },
            Blocco::Elenco { ordinato, voci } => Nodo::Elenco {
                ordinato: *ordinato,
                voci: voci.iter().map(|voce| self.blocchi(voce)).collect(),
            },
            Blocco::Citazione { blocchi } => Nodo::Citazione {
                blocchi: self.blocchi(blocchi),
            },
            Blocco::Tabella {
                intestazione,
                righe,
            } => Nodo::TabellaDiTesto {
                etichetta: self.numerazione.senza_numero(),
                intestazione: intestazione
                    .iter()
                    .map(|cella| self.in_linea(cella))
                    .collect(),
                righe: righe
                    .iter()
                    .map(|riga| riga.iter().map(|cella| self.in_linea(cella)).collect())
                    .collect(),
            },
            Blocco::Filetto => Nodo::Filetto,
            Blocco::Inserto(inserto) => {
                return inserti::inserto(
                    self.contenuto,
                    self.documento,
                    &mut self.numerazione,
                    inserto,
                );
            }
        };
        vec![nodo]
    }

    /// `suo` is the number of a heading that has its own.
    fn titolo(&mut self, livello: u8, testo: &[Inline], numerato: bool, suo: Option<&str>) -> Nodo {
        let numero = self.numerazione.sotto_titolo(livello, numerato);
        let numero = suo.map(str::to_owned).or(numero);
        let piano = piano(testo);
        let ancora = self.numerazione.ancora(&piano);
        if livello <= 2 {
            let voce = VoceIndice {
                livello,
                ancora: ancora.clone(),
                numero: numero.clone(),
                testo: piano,
            };
            self.indice.push(voce);
        }
        Nodo::Titolo {
            livello: livello + SOTTO,
            ancora,
            numero,
            testo: self.in_linea(testo),
        }
    }

    /// The same run of text, its references made links.
    fn in_linea(&self, testo: &[Inline]) -> Vec<Inline> {
        let dentro = |testo: &[Inline]| self.in_linea(testo);
        let uno = |inline: &Inline| match inline {
            Inline::Forte { forte } => Inline::Forte {
                forte: dentro(forte),
            },
            Inline::Enfasi { enfasi } => Inline::Enfasi {
                enfasi: dentro(enfasi),
            },
            Inline::Collegamento { url, testo } => Inline::Collegamento {
                url: url.clone(),
                testo: dentro(testo),
            },
            Inline::Rimando(rimando) => self.rimando(rimando),
            altro => altro.clone(),
        };
        testo.iter().map(uno).collect()
    }

    /// A link to what a reference names; the name alone if it is not in this document.
    fn rimando(&self, Rimando { che, id }: &Rimando) -> Inline {
        match self.noti.get(&(*che, id.clone())) {
            Some(numero) => Inline::Collegamento {
                url: format!("#{}", self.numerazione.ancora_di(*che, id)),
                testo: vec![Inline::Testo { t: numero.clone() }],
            },
            None => Inline::Testo {
                t: che.nome().to_owned(),
            },
        }
    }
}

/// The text without its marks.
pub(super) fn piano(testo: &[Inline]) -> String {
    let uno = |inline: &Inline| match inline {
        Inline::Testo { t } => t.clone(),
        Inline::Codice { codice } => codice.clone(),
        Inline::Forte { forte: testo }
        | Inline::Enfasi { enfasi: testo }
        | Inline::Collegamento { testo, .. } => piano(testo),
        Inline::Rimando(_) => String::new(),
        Inline::ACapo { .. } => " ".to_owned(),
    };
    testo.iter().map(uno).collect()
}
