//! Chapters → a tree for the page: headings with numbers and anchors, references that point, tables
//! in their place.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::nome::{libero, slug};
use crate::prose::{Blocco, Inline};
use crate::publish::fascicolo::DocumentoPronto;
use crate::typeset::documento::Tipo;

use super::Contenuto;
use super::cruscotto::VistaCruscotto;
use super::figure::Ramo;
use super::quadro::VistaQuadro;
use super::viste::{Griglia, VistaGrafico, VistaScheda};

/// The text of a document.
#[derive(Serialize)]
pub struct Testo {
    indice: Vec<VoceIndice>,
    capitoli: Vec<Vec<Nodo>>,
}

/// A chapter or section in the contents.
#[derive(Serialize)]
struct VoceIndice {
    livello: u8,
    ancora: String,
    numero: Option<String>,
    testo: String,
}

/// A block of the page.
#[derive(Serialize)]
#[serde(tag = "tipo", rename_all = "kebab-case")]
pub enum Nodo {
    Titolo {
        livello: u8,
        ancora: String,
        numero: Option<String>,
        testo: Vec<Inline>,
    },
    Paragrafo {
        testo: Vec<Inline>,
    },
    Elenco {
        ordinato: bool,
        voci: Vec<Vec<Nodo>>,
    },
    Citazione {
        blocchi: Vec<Nodo>,
    },
    TabellaDiTesto {
        etichetta: String,
        intestazione: Vec<Vec<Inline>>,
        righe: Vec<Vec<Vec<Inline>>>,
    },
    Filetto,
    Grafico {
        didascalia: Didascalia,
        grafico: VistaGrafico,
    },
    Quadro {
        didascalia: Didascalia,
        quadro: VistaQuadro,
    },
    Cruscotto {
        didascalia: Didascalia,
        livello: u8,
        cruscotto: VistaCruscotto,
    },
    Griglia {
        didascalia: Didascalia,
        griglia: Griglia,
    },
    Figura {
        didascalia: Didascalia,
        rami: Vec<Ramo>,
    },
    Scheda {
        livello: u8,
        ancora: String,
        attivita: Didascalia,
        scheda: VistaScheda,
    },
    /// What only the PDF shows.
    Rinvio,
}

/// Number, caption and anchor of what carries them.
#[derive(Serialize)]
pub struct Didascalia {
    pub(super) ancora: String,
    /// `Tabella 3`; empty where nothing refers to it.
    pub(super) numero: String,
    pub(super) testo: String,
    /// A name for those who hear the page, unique in it.
    pub(super) etichetta: String,
}

/// Headings of a document start below its title, which is of level 2.
pub(super) const SOTTO: u8 = 2;
/// HTML has no deeper heading.
pub(super) const ULTIMO: u8 = 6;

/// The tree of a document. References may point ahead, so it is built twice: the first time to
/// learn the numbers.
pub fn testo(contenuto: &Contenuto, pronto: &DocumentoPronto) -> Testo {
    let (_, numeri) = costruisci(contenuto, pronto, Numeri::new());
    costruisci(contenuto, pronto, numeri).0
}

/// `Tabella 3` of each thing that carries a number, by kind and id.
type Numeri = BTreeMap<(String, String), String>;

fn costruisci(contenuto: &Contenuto, pronto: &DocumentoPronto, noti: Numeri) -> (Testo, Numeri) {
    let mut costruzione = Costruzione {
        contenuto,
        tipo: pronto.tipo,
        noti,
        numeri: Numeri::new(),
        quanti: BTreeMap::new(),
        ancore: BTreeSet::new(),
        capitolo: 0,
        sezione: 0,
        livello: 1,
        indice: Vec::new(),
    };
    let capitoli = pronto
        .capitoli
        .iter()
        .map(|capitolo| costruzione.blocchi(&capitolo.blocchi))
        .collect();
    (
        Testo {
            indice: costruzione.indice,
            capitoli,
        },
        costruzione.numeri,
    )
}

pub(super) struct Costruzione<'a> {
    pub(super) contenuto: &'a Contenuto<'a>,
    pub(super) tipo: Tipo,
    /// Numbers known from a first reading.
    noti: Numeri,
    /// Numbers given so far.
    numeri: Numeri,
    /// How many of each series there are so far.
    quanti: BTreeMap<&'static str, usize>,
    ancore: BTreeSet<String>,
    capitolo: usize,
    sezione: usize,
    /// Level of the heading under which the text stands.
    pub(super) livello: u8,
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
            } => self.titolo(*livello, testo, *numerato),
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
                etichetta: self.senza_numero(),
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
            Blocco::Inserto { che, id } => return self.inserto(che, id),
        };
        vec![nodo]
    }

    fn titolo(&mut self, livello: u8, testo: &[Inline], numerato: bool) -> Nodo {
        self.livello = livello;
        let numero = numerato.then(|| match livello {
            1 => {
                (self.capitolo, self.sezione) = (self.capitolo + 1, 0);
                self.capitolo.to_string()
            }
            _ => {
                self.sezione += 1;
                format!("{}.{}", self.capitolo, self.sezione)
            }
        });
        let piano = piano(testo);
        let ancora = self.ancora(&piano);
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

    /// An anchor of this document, not used before.
    pub(super) fn ancora(&mut self, nome: &str) -> String {
        libero(
            &format!("{}-{}", self.tipo.nome(), slug(nome)),
            &mut self.ancore,
        )
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
            Inline::Rimando { rif, id } => self.rimando(rif, id),
            altro => altro.clone(),
        };
        testo.iter().map(uno).collect()
    }

    /// A link to what a reference names; the name alone if it is not in this document.
    fn rimando(&self, rif: &str, id: &str) -> Inline {
        match self.noti.get(&(rif.to_owned(), id.to_owned())) {
            Some(numero) => Inline::Collegamento {
                url: format!("#{}", self.ancora_di(rif, id)),
                testo: vec![Inline::Testo { t: numero.clone() }],
            },
            None => Inline::Testo { t: rif.to_owned() },
        }
    }

    fn ancora_di(&self, che: &str, id: &str) -> String {
        format!("{}-{che}-{}", self.tipo.nome(), slug(id))
    }

    /// The next number of its series. What stands twice in a document keeps its first number for
    /// references.
    pub(super) fn didascalia(&mut self, che: &str, id: &str, testo: &str) -> Didascalia {
        let serie = match che {
            "grafico" => "Grafico",
            "figura" => "Figura",
            _ => "Tabella",
        };
        let quanti = self.quanti.entry(serie).or_default();
        *quanti += 1;
        let numero = format!("{serie} {quanti}");
        self.numeri
            .entry((che.to_owned(), id.to_owned()))
            .or_insert_with(|| numero.clone());
        let ancora = libero(&self.ancora_di(che, id), &mut self.ancore);
        let etichetta = self.etichetta(&numero);
        Didascalia {
            ancora,
            numero,
            testo: testo.to_owned(),
            etichetta,
        }
    }

    /// The same number stands in both documents: `Tabella 3 (Relazione)`.
    fn etichetta(&self, numero: &str) -> String {
        let documento = if self.tipo == Tipo::Relazione {
            "Relazione"
        } else {
            "Piano"
        };
        format!("{numero} ({documento})")
    }

    /// The name of a table without a number.
    pub(super) fn senza_numero(&mut self) -> String {
        let quanti = self.quanti.entry("Tabella senza numero").or_default();
        *quanti += 1;
        let nome = format!("Tabella senza numero {quanti}");
        self.etichetta(&nome)
    }
}

/// The text without its marks.
fn piano(testo: &[Inline]) -> String {
    let uno = |inline: &Inline| match inline {
        Inline::Testo { t } => t.clone(),
        Inline::Codice { codice } => codice.clone(),
        Inline::Forte { forte: testo }
        | Inline::Enfasi { enfasi: testo }
        | Inline::Collegamento { testo, .. } => piano(testo),
        Inline::Rimando { .. } => String::new(),
        Inline::ACapo { .. } => " ".to_owned(),
    };
    testo.iter().map(uno).collect()
}
