//! What all documents of an edition share as they are set: templates and open data, made once.

use std::collections::BTreeMap;

use serde::Serialize;
use typst::foundations::Bytes;

use crate::edizione::Edizione;
use crate::model::RuoloCruscotto;
use crate::model::italiano::Forme;
use crate::opendata;
use crate::rendiconto::{Frasi, conteggio};
use crate::tempi::{COMPOSIZIONE, ESPORTAZIONE, Tempi};

use super::{Documento, ErroreDiComposizione, Sorgenti, componi, esporta};

/// A document typeset, with the number of its pages.
pub struct Pdf {
    pub byte: Vec<u8>,
    pub pagine: usize,
}

/// An edition ready to be set.
pub struct Tipografia {
    /// Virtual files by name.
    file: BTreeMap<String, Bytes>,
}

/// What `/parole.json` tells the templates: the body's words, and what is said in them.
#[derive(Serialize)]
struct Parole<'a> {
    nomi: BTreeMap<&'static str, Forme>,
    frasi: Frasi,
    /// What each cruscotto counts, by id.
    conteggi: BTreeMap<&'a str, String>,
    /// Kinds of cruscotti that count for the whole body.
    strategici: Vec<&'a str>,
}

impl<'a> Parole<'a> {
    fn di(edizione: &'a Edizione) -> Self {
        let modello = edizione.modello();
        let nomi = &modello.nomi;
        let conteggi = modello.cruscotti.iter();
        let tipi = modello.tipi.iter();
        Self {
            nomi: nomi.forme(),
            frasi: Frasi::di(nomi, edizione.rendiconto().anno),
            conteggi: conteggi
                .map(|cruscotto| (cruscotto.id.as_str(), conteggio(nomi, cruscotto)))
                .collect(),
            strategici: tipi
                .filter(|tipo| tipo.ruolo == RuoloCruscotto::Strategico)
                .map(|tipo| tipo.id.as_str())
                .collect(),
        }
    }
}

impl Tipografia {
    /// Prints the open data that documents carry, and makes the templates ready.
    pub fn nuova(edizione: &Edizione) -> Self {
        let indicatori = opendata::indicatori(edizione.modello(), edizione.valutazione()).csv();
        let dati = [
            (
                "parole.json".to_owned(),
                Bytes::new(opendata::json(&Parole::di(edizione))),
            ),
            (
                "modello.json".to_owned(),
                Bytes::new(edizione.json().to_vec()),
            ),
            ("indicatori.csv".to_owned(), Bytes::new(indicatori)),
        ];
        let modelli = edizione.modelli().scelti(|nome| nome.ends_with(".typ"));
        let modelli = modelli.map(|(nome, byte)| (nome.to_owned(), Bytes::new(byte.to_vec())));
        Self {
            file: modelli.chain(dati).collect(),
        }
    }

    /// Everything that a document's templates may read.
    pub fn sorgenti(&self, documento: &Documento<'_>) -> Sorgenti {
        let mut file = self.file.clone();
        file.extend(documento.file());
        Sorgenti {
            principale: documento.principale().to_owned(),
            identificativo: documento.identificativo(),
            file,
        }
    }

    /// Typesets a document, with the time of each stage.
    ///
    /// # Errors
    /// Templates that do not compile.
    pub fn pdf(
        &self,
        documento: &Documento<'_>,
        tempi: &mut Tempi,
    ) -> Result<Pdf, ErroreDiComposizione> {
        let sorgenti = tempi.misura(COMPOSIZIONE, || self.sorgenti(documento));
        let composto = tempi.misura(COMPOSIZIONE, || componi(&sorgenti))?;
        let byte = tempi.misura(ESPORTAZIONE, || esporta(&sorgenti, &composto))?;
        Ok(Pdf {
            byte,
            pagine: composto.pages().len(),
        })
    }
}
