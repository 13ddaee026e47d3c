//! How a person sees diagnoses, differences and progress. It decides nothing.

pub mod avanzamento;
mod colori;
pub mod confronto;
mod contorno;
pub mod guida;
pub(crate) mod manuale;
mod ordine;
pub mod pagina;
pub mod rapporto;
mod spiega;
pub mod tempi;
mod terminale;
pub mod testo;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::model::italiano::vocabolario::{ACCETTATO, AVVISO, ERRORE, NOTA, SCARTO};
use crate::model::italiano::{self, elenco};
use crate::model::{Codice, Diagnosi, Livello};

pub use contorno::Contorno;
pub use spiega::spiega;
pub(crate) use spiega::{AMBITO, ENTE};
pub use terminale::{con_contorno, diagnosi as sul_terminale, riepilogo};

use rapporto::Conteggi;

/// The diagnoses in the order in which a person goes through them: by file, sheet and cell.
pub(crate) fn in_ordine(diagnosi: &[Diagnosi]) -> Vec<Diagnosi> {
    ordine::ordinate(diagnosi).into_iter().cloned().collect()
}

/// How a page names a level; what an exception accepts is a level of its own.
pub(crate) fn livello(diagnosi: &Diagnosi) -> &'static str {
    match diagnosi.livello {
        _ if diagnosi.deroga.is_some() => "accettato",
        Livello::Errore => "errore",
        Livello::Avviso => "avviso",
        Livello::Nota => "nota",
    }
}

/// `1 errore, 3 avvisi e 12 note`, with what was accepted where anything was.
pub fn conteggio<'a>(diagnosi: impl IntoIterator<Item = &'a Diagnosi>) -> String {
    let mut parti = parti(diagnosi);
    if parti[3].0 == 0 {
        parti.pop();
    }
    let parti: Vec<String> = parti.into_iter().map(|(_, testo)| testo).collect();
    elenco(&parti)
}

/// The same without what is not there: `3 note`; `nessuna segnalazione`.
pub fn conteggio_breve<'a>(diagnosi: impl IntoIterator<Item = &'a Diagnosi>) -> String {
    let parti = parti(diagnosi)
        .into_iter()
        .filter(|(quanti, _)| *quanti > 0);
    let parti: Vec<String> = parti.map(|(_, testo)| testo).collect();
    if parti.is_empty() {
        "nessuna segnalazione".to_owned()
    } else {
        parti.join(", ")
    }
}

/// Errors, warnings, notes and accepted slips, each with its count in words.
fn parti<'a>(diagnosi: impl IntoIterator<Item = &'a Diagnosi>) -> Vec<(usize, String)> {
    let (accettate, aperte): (Vec<&Diagnosi>, Vec<&Diagnosi>) =
        diagnosi.into_iter().partition(|d| d.deroga.is_some());
    let Conteggi {
        errore,
        avviso,
        nota,
    } = Conteggi::di(aperte);
    let accettate = accettate.len();
    vec![
        (errore, ERRORE.conta(errore)),
        (avviso, AVVISO.conta(avviso)),
        (nota, NOTA.conta(nota)),
        (accettate, SCARTO.conta_con(accettate, &ACCETTATO)),
    ]
}

/// What was accepted, by code; empty where nothing was.
pub fn accettati(diagnosi: &[Diagnosi]) -> String {
    let mut per_codice: BTreeMap<Codice, usize> = BTreeMap::new();
    for d in diagnosi.iter().filter(|d| d.deroga.is_some()) {
        *per_codice.entry(d.codice).or_default() += 1;
    }
    let voci: Vec<String> = per_codice
        .iter()
        .map(|(codice, quanti)| format!("{quanti} {}", codice.nome()))
        .collect();
    if voci.is_empty() {
        String::new()
    } else {
        format!("Scarti accettati in ciclo.toml: {}.\n", voci.join(", "))
    }
}

/// Text in lines of at most so many letters, broken between words; a longer word stands alone, a
/// placeholder stays whole.
pub fn a_capo(testo: &str, larghezza: usize) -> Vec<String> {
    const UNITO: &str = "\u{1F}";
    let testo = testo
        .replace("{{ ", &format!("{{{{{UNITO}"))
        .replace(" }}", &format!("{UNITO}}}}}"));
    let mut righe: Vec<String> = Vec::new();
    for parola in testo.split(' ') {
        match righe.last_mut() {
            Some(riga) if riga.chars().count() + 1 + parola.chars().count() <= larghezza => {
                riga.push(' ');
                riga.push_str(parola);
            }
            _ => righe.push(parola.to_owned()),
        }
    }
    righe.iter().map(|riga| riga.replace(UNITO, " ")).collect()
}

/// Why a file or folder cannot be written, and what to do about it.
pub fn errore_di_scrittura(percorso: &Path, causa: &io::Error) -> String {
    let rimedio = match causa.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "Libera spazio, oppure indica un'altra cartella."
        }
        _ => "Indica una cartella in cui si possa scrivere.",
    };
    format!(
        "Non riesco a scrivere {}: {}. {rimedio}",
        percorso.display(),
        italiano::errore_di_sistema(causa)
    )
}
