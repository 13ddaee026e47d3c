//! The wording of what is wrong with a chapter.

use crate::model::nome::piu_vicino;
use crate::model::{Codice, Diagnosi, Origine};

/// A placeholder that nothing fills.
pub fn segnaposto_sconosciuto<'a>(
    file: &str,
    riga: usize,
    nome: &str,
    noti: impl IntoIterator<Item = &'a str>,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::SegnapostoSconosciuto,
        Origine::riga(file, riga),
        format!("il segnaposto «{nome}» non corrisponde a nessun dato"),
        match piu_vicino(nome, noti) {
            Some(vicino) => format!("forse volevi scrivere «{vicino}»"),
            None => {
                "correggi il nome, oppure aggiungi il dato in ciclo.toml o in quadri/contesto.csv".to_owned()
            }
        },
    )
}

/// A name in `[segnaposto]` whose cell is not there.
pub fn cella_del_segnaposto(nome: &str, quadro: &str, voce: &str, colonna: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::SegnapostoSconosciuto,
        Origine::file(crate::cycle::FILE),
        format!(
            "il segnaposto «{nome}» indica una cella che non c'è: quadro «{quadro}», voce «{voce}», colonna «{colonna}»"
        ),
        "correggi quadro, voce o colonna in [segnaposto]",
    )
}

/// A table, chart, figure or cruscotto that does not exist.
pub fn riferimento_sconosciuto<'a>(
    file: &str,
    riga: usize,
    che: &str,
    id: &str,
    noti: impl IntoIterator<Item = &'a str>,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RiferimentoSconosciuto,
        Origine::riga(file, riga),
        format!("{che} «{id}» non esiste"),
        match piu_vicino(id, noti) {
            Some(vicino) => format!("forse volevi scrivere «{vicino}»"),
            None => "correggi il nome o aggiungi i dati che mancano".to_owned(),
        },
    )
}

/// A mistake in the placeholders' syntax.
pub fn sintassi(file: &str, riga: usize, causa: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::TestoNonValido,
        Origine::riga(file, riga),
        format!("il segnaposto non si legge: {causa}"),
        "un segnaposto si scrive così: {{ personale.totale }} oppure {{ tabella(\"personale\") }}",
    )
}

/// Markdown that the documents cannot hold.
pub fn non_ammesso(file: &str, riga: usize, che: &str, rimedio: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::TestoNonValido,
        Origine::riga(file, riga),
        format!("{che} non è ammesso nei testi"),
        rimedio,
    )
}

/// A chapter that is not UTF-8.
pub fn non_utf8(file: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::TestoNonValido,
        Origine::file(file),
        "il testo non è scritto in UTF-8",
        "salvalo con la codifica UTF-8",
    )
}

/// A document without prose.
pub fn nessun_capitolo(documento: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileMancante,
        Origine::file(&format!("testi/{documento}")),
        "non c'è nessun capitolo",
        "scrivi i testi in file come 10-presentazione.md",
    )
}
