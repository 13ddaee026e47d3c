//! The wording of what is wrong with `ciclo.toml` and the cycle's folder.

use std::ops::Range;

use crate::model::nome::piu_vicino;
use crate::model::origine::riga_di;
use crate::model::{Codice, Diagnosi, Origine};

use super::schema::{Difetto, Genere};

/// Where each section and key is explained.
const GUIDA: &str = "data/README.md";

/// Something that is not as the schema of the settings says.
pub(super) fn difetto(difetto: &Difetto) -> Diagnosi {
    let chiave = difetto.chiave();
    let dove = match difetto.tabella().as_str() {
        "" => String::new(),
        tabella => format!(" in [{tabella}]"),
    };
    let (messaggio, rimedio) = match &difetto.genere {
        Genere::Ignota { vicina } => (
            format!("non conosco la chiave «{chiave}»{dove}"),
            match vicina {
                Some(vicina) => format!("forse volevi scrivere «{vicina}»"),
                None => format!("togli la chiave o correggine il nome ({GUIDA} le elenca tutte)"),
            },
        ),
        Genere::Mancante { tabella: true } => (
            format!("manca la sezione [{chiave}]{dove}"),
            format!("aggiungila ({GUIDA} spiega ogni sezione)"),
        ),
        Genere::Mancante { tabella: false } => (
            format!("manca la chiave «{chiave}»{dove}"),
            format!("aggiungila ({GUIDA} spiega ogni chiave)"),
        ),
        Genere::DiAltroTipo { ammessi } => {
            let ammessi: Vec<&str> = ammessi.iter().map(|tipo| tipo.nome()).collect();
            (
                format!("il valore di «{chiave}»{dove} non è del tipo giusto"),
                format!("scrivi {}", ammessi.join(" o ")),
            )
        }
        Genere::NonAmmesso { scritto, ammessi } => (
            format!("il valore «{scritto}» non è ammesso per «{chiave}»{dove}"),
            match piu_vicino(scritto, ammessi.iter().map(String::as_str)) {
                Some(vicino) => format!("forse volevi scrivere «{vicino}»"),
                None => format!("valori ammessi: {}", ammessi.join(", ")),
            },
        ),
        Genere::FuoriMisura { scritto } => (
            format!("il numero {scritto} di «{chiave}»{dove} è fuori misura"),
            "correggi il numero".to_owned(),
        ),
    };
    let percorso: Vec<&str> = difetto.percorso.iter().map(String::as_str).collect();
    let luogo = Origine::chiave(super::FILE, &percorso, difetto.riga);
    impostazione(luogo, messaggio, rimedio)
}

/// A text that is no TOML.
pub(super) fn sintassi(testo: &str, dove: Option<Range<usize>>) -> Diagnosi {
    alla_riga(testo, dove, "errore di scrittura")
}

/// A value that its setting cannot hold.
pub(super) fn valore(testo: &str, dove: Option<Range<usize>>) -> Diagnosi {
    alla_riga(testo, dove, "questo valore non si può usare")
}

fn alla_riga(testo: &str, dove: Option<Range<usize>>, che: &str) -> Diagnosi {
    let riga = dove.map_or(1, |dove| riga_di(testo, dove.start));
    let scritto = testo.lines().nth(riga - 1).unwrap_or_default().trim();
    impostazione(
        Origine::riga(super::FILE, riga),
        format!("{che}: {scritto}"),
        format!("correggi la riga indicata ({GUIDA} spiega ogni sezione)"),
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
