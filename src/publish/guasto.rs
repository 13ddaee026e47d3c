//! Why nothing was published.

use std::io;
use std::path::PathBuf;

use crate::model::Diagnosi;
use crate::site;

use super::proprieta::Estraneo;

/// What was published before is as it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Guasto {
    /// The settings do not allow it.
    #[error("Le impostazioni del ciclo non permettono di pubblicare.")]
    Ciclo(Vec<Diagnosi>),
    /// A template of the web page does not work.
    #[error("{0}")]
    Pagina(#[from] site::Guasto),
    /// The year that is there holds documents that this one lacks.
    #[error(
        "La pubblicazione del {anno} contiene anche {titoli}, di cui adesso non resterebbe \
         nulla. Pubblicali insieme, con «ciclo pubblica {insieme}»."
    )]
    Perderebbe {
        anno: i16,
        titoli: String,
        /// Ids of those and of the new ones.
        insieme: String,
    },
    /// What is published differs, and nobody says why it changes.
    #[error(
        "La pubblicazione del {anno} c'è già e questa è diversa ({diversi}). Ripeti il comando con \
         --motivo \"…\", che dice ai lettori perché cambia: quella di adesso resterà intera in \
         {anno}/versioni/{versione}/, con una pagina di quello che è cambiato."
    )]
    SenzaMotivo {
        anno: i16,
        versione: u32,
        diversi: String,
    },
    /// There is nothing to compare with.
    #[error("Nella cartella non c'è la pubblicazione del {0}, l'anno dei dati indicati.")]
    NonPubblicato(i16),
    /// The data of the version before cannot be compared.
    #[error(
        "Non riesco a dire che cosa cambia rispetto alla pubblicazione del {anno}: il suo \
         modello.json {causa}."
    )]
    Illeggibile { anno: i16, causa: String },
    /// Something that ciclo did not write, or that was changed since, is in the way.
    #[error(
        "Nella cartella della pubblicazione c'è qualcosa che non posso sostituire:\n{}Non ho \
         pubblicato nulla e non ho toccato nulla. Sposta altrove quello che è elencato, oppure \
         indica un'altra cartella con --uscita.",
        .0.iter().map(|estraneo| format!("- {estraneo}\n")).collect::<String>()
    )]
    Estranei(Vec<Estraneo>),
    /// The disk refuses when the new year is already taking its place.
    #[error(
        "{} La pubblicazione è rimasta a metà: ripeti il comando, la finirà.",
        crate::report::errore_di_scrittura(percorso, causa)
    )]
    Interrotta { percorso: PathBuf, causa: io::Error },
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
