//! Which of the lines above a table is the cruscotto's name.

use crate::model::nome::{chiave, parole};
use crate::read::Lettore;
use crate::read::foglio::Foglio;

/// Words that a part of the organisation is called by.
const STRUTTURE: &[&str] = &[
    "servizio",
    "servizi",
    "settore",
    "area",
    "ufficio",
    "unita organizzativa",
    "unita operativa",
    "direzione",
    "dipartimento",
    "divisione",
    "ripartizione",
    "struttura",
    "azienda",
    "centro di responsabilita",
    "segretario generale",
    "segreteria generale",
    "dirigente",
];

/// Words that a document or the year is called by, which stand above the tables of every service.
const DOCUMENTI: &[&str] = &[
    "piano della performance",
    "piano performance",
    "piano integrato di attivita e organizzazione",
    "piano dettagliato degli obiettivi",
    "piano esecutivo di gestione",
    "piao",
    "peg",
    "pdo",
    "relazione sulla performance",
    "relazione della performance",
    "ciclo della performance",
    "ciclo di gestione della performance",
    "allegato",
    "anno",
    "triennio",
    "esercizio",
];

/// Letters of a word that two names may share by chance, at most.
const CORTA: usize = 3;

/// How well a line names what the table is of, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Parentela {
    Struttura,
    DelFile,
    Altro,
    /// The body's name or that of a document: no name of a cruscotto.
    Nessuna,
}

/// The place of the line that is the name, if any of them may be it; of two alike, the first.
pub(super) fn nome(titoli: &[String], foglio: &Foglio, lettore: &Lettore<'_>) -> Option<usize> {
    let gradi = titoli.iter().map(|t| parentela(t, foglio, lettore));
    let (posto, grado) = gradi.enumerate().min_by_key(|(_, grado)| *grado)?;
    (grado != Parentela::Nessuna).then_some(posto)
}

fn parentela(titolo: &str, foglio: &Foglio, lettore: &Lettore<'_>) -> Parentela {
    let piano = parole(titolo);
    let comincia = |con: &&str| {
        let resto = piano.strip_prefix(con);
        resto.is_some_and(|resto| resto.is_empty() || resto.starts_with(' '))
    };
    let dell_ente = lettore
        .ente
        .iter()
        .any(|ente| chiave(ente) == chiave(titolo));
    let di_lettere = piano.contains(char::is_alphabetic);
    if STRUTTURE.iter().any(comincia) {
        Parentela::Struttura
    } else if dell_ente || !di_lettere || DOCUMENTI.iter().any(comincia) {
        Parentela::Nessuna
    } else if del_file(&piano, foglio) {
        Parentela::DelFile
    } else {
        Parentela::Altro
    }
}

/// True if a line shares a word with the name of the file or of the sheet.
fn del_file(piano: &str, foglio: &Foglio) -> bool {
    let file = foglio.file.rsplit('/').next().unwrap_or_default();
    let nomi = format!("{file} {}", foglio.nome.as_deref().unwrap_or_default());
    let nomi = parole(&nomi);
    let lunghe = nomi.split(' ').filter(|parola| parola.len() > CORTA);
    let sue: Vec<&str> = piano.split(' ').collect();
    lunghe.into_iter().any(|parola| sue.contains(&parola))
}
