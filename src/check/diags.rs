//! The wording of what the rules find.

use crate::model::{Codice, Diagnosi, Origine};

/// A code that no prospettiva holds.
pub fn obiettivo_sconosciuto(luogo: Origine, codice: &str, vicino: Option<&str>) -> Diagnosi {
    let messaggio = match codice {
        "" => "l'indicatore non sta sotto nessun obiettivo".to_owned(),
        codice => format!("l'obiettivo «{codice}» non è tra quelli di ciclo.toml"),
    };
    let rimedio = match vicino {
        Some(vicino) => format!("forse è «{vicino}»: correggi il codice nel foglio o in ciclo.toml"),
        None => {
            "scrivi sopra l'indicatore una riga con il codice e il nome dell'obiettivo, come in ciclo.toml"
                .to_owned()
        }
    };
    Diagnosi::nuova(Codice::ObiettivoSconosciuto, luogo, messaggio, rimedio)
}
