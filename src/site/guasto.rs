//! A page that cannot be made.

use minijinja::ErrorKind;

/// A template that does not work: what it does, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("La pagina web non si compone per un errore nei modelli: {0}.")]
pub(crate) struct Guasto(pub String);

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
        Self(format!("{che}{}", dove.unwrap_or_default()))
    }
}
