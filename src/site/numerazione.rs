//! Numbers, anchors and names within a document: each once.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::nome::{libero, slug};
use crate::prose::Rimandabile;

use super::contenuto::Documento;
use super::nodo::Didascalia;

/// `Tabella 3` of each thing that carries a number, by kind and id.
pub(super) type Numeri = BTreeMap<(Rimandabile, String), String>;

/// Headings of a document start below its title, which is of level 2.
pub(super) const SOTTO: u8 = 2;
/// HTML has no deeper heading.
pub(super) const ULTIMO: u8 = 6;

/// What has been given out so far.
pub(super) struct Numerazione<'a> {
    documento: &'a Documento<'a>,
    /// Numbers given so far.
    numeri: Numeri,
    /// How many of each series there are so far.
    quanti: BTreeMap<&'static str, usize>,
    ancore: BTreeSet<String>,
    capitolo: usize,
    sezione: usize,
    /// Level of the heading under which the text stands.
    livello: u8,
}

impl<'a> Numerazione<'a> {
    /// Nothing given yet.
    pub(super) fn nuova(documento: &'a Documento<'a>) -> Self {
        Self {
            documento,
            numeri: Numeri::new(),
            quanti: BTreeMap::new(),
            ancore: BTreeSet::new(),
            capitolo: 0,
            sezione: 0,
            livello: 1,
        }
    }

    /// All numbers given.
    pub(super) fn numeri(self) -> Numeri {
        self.numeri
    }

    /// The text goes on under a heading of this level; its number, `3` or `3.1`, if it has one.
    pub(super) fn sotto_titolo(&mut self, livello: u8, numerato: bool) -> Option<String> {
        self.livello = livello;
        numerato.then(|| match livello {
            1 => {
                (self.capitolo, self.sezione) = (self.capitolo + 1, 0);
                self.capitolo.to_string()
            }
            _ => {
                self.sezione += 1;
                format!("{}.{}", self.capitolo, self.sezione)
            }
        })
    }

    /// Level of a heading of ours below the one that the text stands under.
    pub(super) fn sotto(&self) -> u8 {
        (self.livello + SOTTO + 1).min(ULTIMO)
    }

    /// An anchor of this document, not used before.
    pub(super) fn ancora(&mut self, nome: &str) -> String {
        libero(
            &format!("{}-{}", self.documento.id, slug(nome)),
            &mut self.ancore,
        )
    }

    /// The anchor of the first thing of a kind with an id.
    pub(super) fn ancora_di(&self, che: Rimandabile, id: &str) -> String {
        format!("{}-{}-{}", self.documento.id, che.nome(), slug(id))
    }

    /// The next number of its series. What stands twice in a document keeps its first number for
    /// references.
    pub(super) fn didascalia(&mut self, che: Rimandabile, id: &str, testo: &str) -> Didascalia {
        let serie = che.serie();
        let quanti = self.quanti.entry(serie).or_default();
        *quanti += 1;
        let numero = format!("{serie} {quanti}");
        self.numeri
            .entry((che, id.to_owned()))
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

    /// The name of a table without a number.
    pub(super) fn senza_numero(&mut self) -> String {
        let quanti = self.quanti.entry("Tabella senza numero").or_default();
        *quanti += 1;
        let nome = format!("Tabella senza numero {quanti}");
        self.etichetta(&nome)
    }

    /// The same number stands in several documents: `Tabella 3 (Relazione)`.
    fn etichetta(&self, numero: &str) -> String {
        format!("{numero} ({})", self.documento.nome)
    }
}
