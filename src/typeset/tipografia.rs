//! What all documents of an edition share as they are set: templates and open data, made once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;
use typst::foundations::Bytes;

use crate::charts;
use crate::documents;
use crate::edizione::Edizione;
use crate::model::italiano::Forme;
use crate::model::{Bozza, Modello};
use crate::opendata::{self, Pubblico, allegato};
use crate::prose::Capitolo;
use crate::prospetti::{Prospetti, Prospetto};
use crate::rendiconto::{Frasi, conteggio};
use crate::tempi::{COMPOSIZIONE, ESPORTAZIONE, Tempi};

use super::documento::GRAFICI;
use super::{Documento, ErroreDiComposizione, Sorgenti, componi, esporta};

/// The sections that a document places, for its templates.
const PROSPETTI: &str = "prospetti.json";

/// A document typeset, with the number of its pages.
pub struct Pdf {
    pub byte: Vec<u8>,
    pub pagine: usize,
}

/// An edition ready to be set.
pub struct Tipografia<'a> {
    edizione: &'a Edizione,
    /// The templates and the body's words, by name.
    comuni: BTreeMap<String, Bytes>,
    /// The open data that each document prints from and carries, by its id: its part of the cycle,
    /// made when the first document asks.
    dati: BTreeMap<String, OnceLock<Dati>>,
}

/// The part of the cycle that a document prints from, with the files made from it.
struct Dati {
    parte: Bozza,
    file: [(String, Bytes); 3],
}

/// What `/parole.json` tells the templates: the body's words, and what is said in them.
#[derive(Serialize)]
struct Parole<'a> {
    nomi: BTreeMap<&'static str, Forme>,
    frasi: Frasi,
    /// What each cruscotto counts, by id.
    conteggi: BTreeMap<&'a str, String>,
}

impl<'a> Parole<'a> {
    fn di(edizione: &'a Edizione) -> Self {
        let modello = edizione.modello();
        let nomi = &modello.nomi;
        let conteggi = modello.cruscotti.iter();
        Self {
            nomi: nomi.forme(),
            frasi: Frasi::di(nomi, edizione.rendiconto().anno),
            conteggi: conteggi
                .map(|cruscotto| (cruscotto.id.as_str(), conteggio(nomi, cruscotto)))
                .collect(),
        }
    }
}

impl<'a> Tipografia<'a> {
    /// Makes the templates and the body's words ready.
    pub fn nuova(edizione: &'a Edizione) -> Self {
        let parole = Bytes::new(opendata::json(&Parole::di(edizione)));
        let parole = ("parole.json".to_owned(), parole);
        let documenti = documents::con_capitoli(&edizione.modello().documenti);
        let dati = documenti
            .into_iter()
            .map(|documento| (documento.id, OnceLock::new()));
        let modelli = edizione.modelli().scelti(|nome| nome.ends_with(".typ"));
        let modelli = modelli.map(|(nome, byte)| (nome.to_owned(), Bytes::new(byte.to_vec())));
        Self {
            edizione,
            comuni: modelli.chain([parole]).collect(),
            dati: dati.collect(),
        }
    }

    /// Everything that a document's templates may read.
    pub fn sorgenti(&self, documento: &Documento<'_>) -> Sorgenti {
        let id = documento.parte();
        let dati = self.dati.get(id);
        let dati = dati.map(|fatti| fatti.get_or_init(|| Dati::di(self.edizione, id)));
        let modello = dati.map_or(self.edizione.modello(), |dati| &dati.parte.modello);
        let file = dati.into_iter().flat_map(|dati| dati.file.iter().cloned());
        self.con_i_dati(documento, modello, file)
    }

    /// The same for the screen of the office: places are those of its own disk, and what a PDF only
    /// carries is empty.
    pub(crate) fn sorgenti_di_anteprima(&self, documento: &Documento<'_>) -> Sorgenti {
        let parte = self.edizione.parte_dell_ufficio(&[documento.parte()]);
        let modello = Bytes::new(Pubblico::from(&parte).json());
        let dati = [
            (allegato::MODELLO.to_owned(), modello),
            (allegato::INDICATORI.to_owned(), Bytes::new([])),
            prospetti(self.edizione, documento.parte(), &parte),
        ];
        let mut sorgenti = self.con_i_dati(documento, &parte.modello, dati);
        for (nome, disegno) in &mut sorgenti.file {
            if nome.starts_with(GRAFICI) {
                let svg = String::from_utf8_lossy(disegno);
                *disegno = Bytes::new(charts::con_caratteri(&svg).into_bytes());
            }
        }
        sorgenti
    }

    /// `modello` is the part of the cycle that the document prints from.
    fn con_i_dati(
        &self,
        documento: &Documento<'_>,
        modello: &Modello,
        dati: impl IntoIterator<Item = (String, Bytes)>,
    ) -> Sorgenti {
        let mut file = self.comuni.clone();
        file.extend(dati);
        file.extend(documento.file(modello));
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

impl Dati {
    /// A document's part of the cycle, its attachments, and the sections that it places.
    fn di(edizione: &Edizione, id: &str) -> Self {
        let parte = edizione.parte(&[id]);
        let indicatori = opendata::indicatori(&parte).csv();
        let modello = Pubblico::from(&parte).json();
        Self {
            file: [
                (allegato::MODELLO.to_owned(), Bytes::new(modello)),
                (allegato::INDICATORI.to_owned(), Bytes::new(indicatori)),
                prospetti(edizione, id, &parte),
            ],
            parte,
        }
    }
}

/// The sections that a document's chapters place, made from the part of the cycle that it prints.
fn prospetti(edizione: &Edizione, id: &str, parte: &Bozza) -> (String, Bytes) {
    let prospetti = Prospetti::di(&parte.modello, edizione.rendiconto());
    let nomi = edizione.capitoli(id).iter().flat_map(Capitolo::prospetti);
    let prospetti: BTreeMap<String, Prospetto> = nomi
        .map(|nome| (nome.chiave(), prospetti.prospetto(nome)))
        .collect();
    (PROSPETTI.to_owned(), Bytes::new(opendata::json(&prospetti)))
}
