//! Why nothing was published.

use std::io;
use std::path::PathBuf;

use minijinja::ErrorKind;

use crate::model::Diagnosi;

/// What was published before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Guasto {
    /// The settings or the cycle's own templates do not allow it.
    #[error("Le impostazioni o i modelli del ciclo non permettono di pubblicare.")]
    Ciclo(Vec<Diagnosi>),
    /// A template of the web page does not work.
    #[error("La pagina web non si compone per un errore nei modelli: {0}.")]
    Pagina(String),
    /// A chart cannot be drawn.
    #[error("Il grafico «{0}» non si può disegnare: {1}.")]
    Grafico(String, crate::charts::ErroreGrafico),
    /// The year that is there holds documents that this one lacks.
    #[error(
        "La pubblicazione del {anno} contiene anche {titoli}: pubblicando adesso sparirebbe. Pubblica tutto insieme, con «ciclo pubblica»."
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

impl From<minijinja::Error> for Guasto {
    fn from(errore: minijinja::Error) -> Self {
        let dove = errore
            .name()
            .map(|nome| format!(" ({nome}, riga {})", errore.line().unwrap_or(1)));
        let che = match errore.kind() {
            ErrorKind::UndefinedError => "usa un nome che non esiste",
            ErrorKind::OutOfFuel => "fa troppi passi",
            ErrorKind::TemplateNotFound => "usa un modello che non esiste",
            _ => errore.detail().unwrap_or("errore di scrittura"),
        };
        Self::Pagina(format!("{che}{}", dove.unwrap_or_default()))
    }
}
