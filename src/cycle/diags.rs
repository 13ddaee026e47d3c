//! The wording of what is wrong with `ciclo.toml` and the cycle's folder.

use crate::model::{Codice, Diagnosi, Origine};

use super::chiavi::ChiaveIgnota;

/// A key that no setting has.
pub fn chiave_ignota(ignota: &ChiaveIgnota) -> Diagnosi {
    let dove = match ignota.tabella.as_str() {
        "" => String::new(),
        tabella => format!(" in [{tabella}]"),
    };
    Diagnosi::nuova(
        Codice::ImpostazioneNonValida,
        Origine::chiave(super::FILE, &ignota.percorso(), ignota.riga),
        format!("non conosco la chiave «{}»{dove}", ignota.chiave),
        match &ignota.vicina {
            Some(vicina) => format!("forse volevi scrivere «{vicina}»"),
            None => {
                "togli la chiave o correggine il nome (data/README.md le elenca tutte)".to_owned()
            }
        },
    )
}

/// A setting whose value cannot stand.
pub fn impostazione(
    luogo: Origine,
    messaggio: impl Into<String>,
    rimedio: impl Into<String>,
) -> Diagnosi {
    Diagnosi::nuova(Codice::ImpostazioneNonValida, luogo, messaggio, rimedio)
}

/// A file that `ciclo.toml` names and the folder has not.
pub fn file_mancante(che: &str, atteso: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileMancante,
        Origine::file(super::FILE),
        format!("{che} non ha il suo file"),
        format!("aggiungi {atteso} nella cartella del ciclo oppure togli la voce da ciclo.toml"),
    )
}

/// A workbook that no declared kind fits.
pub fn senza_tipo(file: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ImpostazioneNonValida,
        Origine::file(file),
        "nessuno dei tipi dichiarati con [[tipi]] si adatta a questo foglio",
        "scrivine il tipo in ciclo.toml, sotto [[cruscotti]], oppure dichiarane uno adatto",
    )
}

/// Two files that claim the same name.
pub fn file_doppio(file: &str, altro: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileMancante,
        Origine::file(file),
        format!("c'è già {altro} con lo stesso nome: non so quale dei due usare"),
        "tieni uno solo dei due file",
    )
    .anche(Origine::file(altro))
}

/// A file that the system does not let us read.
pub fn file_inaccessibile(file: &str, causa: &std::io::Error) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileIllegibile,
        Origine::file(file),
        format!(
            "non riesco a leggere il file: {}",
            crate::report::errore_di_sistema(causa)
        ),
        "controlla che il file esista e che tu abbia il permesso di leggerlo",
    )
}

/// A text file in an encoding that is not ours.
pub fn non_utf8(file: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileIllegibile,
        Origine::file(file),
        "il file non è scritto in UTF-8",
        "salvalo con la codifica UTF-8",
    )
}

/// Bands that overlap or leave a gap.
pub fn fasce(luogo: Origine, messaggio: String) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FasceNonValide,
        luogo,
        messaggio,
        "ogni fascia deve cominciare dove finisce quella prima, da 0 fino al tetto",
    )
}
