//! The draft that the open documents are compared with, as it was when it was chosen.

use std::path::{Path, PathBuf};

use crate::documents::Descrittore;
use crate::edizione::Edizione;
use crate::model::Bozza;
use crate::opendata::allegato::MODELLO;
use crate::publish;

/// A draft to compare with.
pub(super) struct Riferimento {
    /// As a person knows it.
    pub nome: String,
    pub bozza: Bozza,
}

/// A draft that is at hand: the page names it, never its file.
pub(super) struct AllaMano {
    /// By which the page asks for it.
    pub id: &'static str,
    pub nome: String,
    pub file: PathBuf,
}

/// What is at hand for a document: what was published, what was last written to be printed.
pub(super) fn alla_mano(edizione: &Edizione, documento: &Descrittore) -> Vec<AllaMano> {
    let anno = edizione.modello().anno;
    let pubblicata = Path::new(publish::USCITA).join(anno.to_string());
    let stampata = format!("{}-{}.pdf", documento.id, edizione.quando(documento));
    let note = [
        AllaMano {
            id: "pubblicata",
            nome: format!("pubblicazione {anno}"),
            file: pubblicata.join(MODELLO),
        },
        AllaMano {
            id: "stampata",
            nome: stampata.clone(),
            file: Path::new(publish::USCITA).with_file_name(stampata),
        },
    ];
    let note = note.into_iter();
    note.filter(|una| una.file.is_file()).collect()
}
