//! What all documents of an edition share as they are set: templates and open data, made once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;
use typst::foundations::Bytes;

use crate::charts;
use crate::documents;
use crate::edizione::Edizione;
use crate::insieme::unite;
use crate::model::Bozza;
use crate::model::italiano::Forme;
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
    /// The open data that each document prints from and carries, by its id.
    dati: BTreeMap<String, Dati>,
}

/// The part of the cycle that a document prints from, and the files made from it, each when the
/// first document asks.
#[derive(Default)]
struct Dati {
    parte: OnceLock<Bozza>,
    file: OnceLock<[(String, Bytes); 3]>,
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
            .map(|documento| (documento.id, Dati::default()));
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
        let Some(dati) = self.dati.get(id) else {
            return self.con_i_file(documento, documento.file(self.edizione.modello()));
        };
        let parte = dati.parte.get_or_init(|| self.edizione.parte(&[id]));
        let (portati, stampati) = unite(
            || {
                let file = || file_della_parte(self.edizione, id, parte);
                dati.file.get_or_init(file).clone()
            },
            || documento.file(&parte.modello),
        );
        self.con_i_file(documento, portati.into_iter().chain(stampati))
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
        let stampati = documento.file(&parte.modello);
        let mut sorgenti = self.con_i_file(documento, dati.into_iter().chain(stampati));
        for (nome, disegno) in &mut sorgenti.file {
            if nome.starts_with(GRAFICI) {
                let svg = String::from_utf8_lossy(disegno);
                *disegno = Bytes::new(charts::con_caratteri(&svg).into_bytes());
            }
        }
        sorgenti
    }

    /// The files of one document beside those of all.
    fn con_i_file(
        &self,
        documento: &Documento<'_>,
        file: impl IntoIterator<Item = (String, Bytes)>,
    ) -> Sorgenti {
        Sorgenti {
            principale: documento.principale().to_owned(),
            identificativo: documento.identificativo(),
            file: self.comuni.clone().into_iter().chain(file).collect(),
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

/// The attachments made from a document's part of the cycle, and the sections that it places.
fn file_della_parte(edizione: &Edizione, id: &str, parte: &Bozza) -> [(String, Bytes); 3] {
    let indicatori = opendata::indicatori(parte).csv();
    let modello = Pubblico::from(parte).json();
    [
        (allegato::MODELLO.to_owned(), Bytes::new(modello)),
        (allegato::INDICATORI.to_owned(), Bytes::new(indicatori)),
        prospetti(edizione, id, parte),
    ]
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
