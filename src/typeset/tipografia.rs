//! What all documents of an edition share as they are set: templates and open data, made once.

use std::collections::BTreeMap;

use typst::foundations::Bytes;

use crate::edizione::Edizione;
use crate::opendata;
use crate::tempi::Tempi;

use super::{Documento, ErroreDiComposizione, Sorgenti, componi, esporta};

/// Stages of the way to a PDF, as [`Tempi`] names them.
pub const COMPOSIZIONE: &str = "composizione";
pub const ESPORTAZIONE: &str = "esportazione";

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

impl Tipografia {
    /// Prints the open data that documents carry, and makes the templates ready.
    pub fn nuova(edizione: &Edizione) -> Self {
        let indicatori = opendata::indicatori(edizione.modello(), edizione.valutazione()).csv();
        let parole = opendata::json(&edizione.modello().nomi.forme());
        let dati = [
            ("parole.json".to_owned(), Bytes::new(parole)),
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
