//! Chapters from their plain text: what was an insert becomes its placeholder again.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::model::bozza::{Capoverso, Testi, TestoCapitolo};

use super::super::File;
use super::super::documento::{Nomi, protetto};

/// The chapters of every document.
pub(super) fn capitoli(testi: &Testi) -> Vec<File> {
    let mut file = Vec::new();
    for (documento, capitoli) in testi {
        let mut nomi = Nomi::default();
        for capitolo in capitoli {
            file.push((
                nome(documento, capitolo, &mut nomi),
                scritto(capitolo).into_bytes(),
            ));
        }
    }
    file
}

/// A chapter's own file, or one named by its title: what is published says only its place.
fn nome(documento: &str, capitolo: &TestoCapitolo, nomi: &mut Nomi) -> String {
    if capitolo.file.ends_with(".md") {
        return capitolo.file.clone();
    }
    let primo = capitolo.paragrafi.first();
    let titolo = primo.map_or("", |capoverso| capoverso.testo.trim_start_matches('#'));
    nomi.file(documento, titolo)
}

fn scritto(capitolo: &TestoCapitolo) -> String {
    let mut testo = String::new();
    let mut in_elenco = false;
    for capoverso in &capitolo.paragrafi {
        let (voce, riga) = blocco(capoverso);
        let segue = voce && in_elenco;
        if !testo.is_empty() && !segue {
            testo.push('\n');
        }
        testo.push_str(&riga);
        testo.push('\n');
        in_elenco = voce;
    }
    testo
}

/// A paragraph in Markdown, and whether it is an item of a list.
fn blocco(capoverso: &Capoverso) -> (bool, String) {
    let testo = capoverso.testo.as_str();
    if let Some(inserto) = inserto(testo) {
        return (false, inserto);
    }
    if let Some(voce) = testo.strip_prefix("– ") {
        return (true, format!("- {}", in_linea(voce)));
    }
    let segni = testo.len() - testo.trim_start_matches('#').len();
    match testo[segni..].strip_prefix(' ') {
        Some(titolo) if (1..=6).contains(&segni) => {
            (false, format!("{} {}", &testo[..segni], in_linea(titolo)))
        }
        _ => (false, in_linea(testo)),
    }
}

/// `[tabella personale]` alone in its paragraph.
fn inserto(testo: &str) -> Option<String> {
    let dentro = testo.strip_prefix('[')?.strip_suffix(']')?;
    let mut parole = dentro.split(' ');
    let nome = parole.next()?;
    let semplice = |parola: &str| {
        let mut lettere = parola.chars();
        lettere.all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    let argomenti: Vec<&str> = parole.collect();
    if !semplice(nome) || !argomenti.iter().all(|argomento| semplice(argomento)) {
        return None;
    }
    let argomenti: Vec<String> = argomenti.iter().map(|a| format!("\"{a}\"")).collect();
    Some(format!("{{{{ {nome}({}) }}}}", argomenti.join(", ")))
}

/// Words, with a reference wherever the text has `[tabella personale]`.
fn in_linea(testo: &str) -> String {
    static RIMANDO: LazyLock<Regex> =
        LazyLock::new(|| crate::words::pattern(r"\[(tabella|grafico|figura) ([a-z0-9_-]+)\]"));
    let mut scritto = String::new();
    let mut fatto = 0;
    for trovato in RIMANDO.captures_iter(testo) {
        let intero = trovato.get(0).map_or(0..0, |intero| intero.range());
        scritto.push_str(&protetto(&testo[fatto..intero.start]));
        scritto.push_str(&rimando(&trovato));
        fatto = intero.end;
    }
    scritto + &protetto(&testo[fatto..])
}

fn rimando(trovato: &Captures<'_>) -> String {
    format!("{{{{ rif(\"{}\", \"{}\") }}}}", &trovato[1], &trovato[2])
}
