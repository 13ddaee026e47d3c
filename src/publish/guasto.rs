//! Why nothing was published.

use std::io;
use std::path::PathBuf;

use crate::model::Diagnosi;
use crate::site;

/// What was published before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Guasto {
    /// The settings do not allow it.
    #[error("Le impostazioni del ciclo non permettono di pubblicare.")]
    Ciclo(Vec<Diagnosi>),
    /// A template of the web page does not work.
    #[error("{0}")]
    Pagina(#[from] site::Guasto),
    /// The year that is there holds documents that this one lacks.
    #[error(
        "La pubblicazione del {anno} contiene anche {titoli}: pubblicando adesso sparirebbe. \
         Pubblica tutto insieme, con «ciclo pubblica»."
    )]
    Perderebbe { anno: i16, titoli: String },
    /// Another run is writing to the same folder.
    #[error("Un'altra pubblicazione è in corso nella stessa cartella: riprova quando è finita.")]
    Occupata,
    /// The disk refuses.
    #[error(
        "{} La pubblicazione precedente, se c'era, è rimasta com'era.",
        crate::report::errore_di_scrittura(percorso, causa)
    )]
    Disco { percorso: PathBuf, causa: io::Error },
}
