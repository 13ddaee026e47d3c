//! The shape of the crate, read from its own source: no room asks one that comes after it, so that
//! no rooms need each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, from the ground up: each may use those before it.
const ORDINE: &[&str] = &[
    "tempi",
    "insieme",
    "templates",
    "output",
    "model",
    "documents",
    "cycle",
    "read",
    "merge",
    "score",
    "charts",
    "rendiconto",
    "prose",
    "check",
    "opendata",
    "load",
    "edizione",
    "diff",
    "report",
    "typeset",
    "site",
    "publish",
    "anno",
    "cli",
];

/// Imports that still run upward: each goes with the change that mends it.
const ECCEZIONI: &[(&str, &str)] = &[
    // Which characters the documents' fonts can print.
    ("check", "typeset"),
    // How a date or number in the settings is read.
    ("cycle", "read"),
];

#[test]
fn no_import_runs_upward() {
    let mut trovate = BTreeSet::new();
    for (file, testo) in sorgenti() {
        let Some(da) = stanza(&file) else { continue };
        for verso in percorsi(&testo) {
            let verso = verso.first().cloned().unwrap_or_default();
            let (Some(qui), Some(la)) = (posto(&da), posto(&verso)) else {
                continue;
            };
            if la > qui {
                trovate.insert((da.clone(), verso));
            }
        }
    }
    let ammesse: BTreeSet<(String, String)> = ECCEZIONI
        .iter()
        .map(|(da, verso)| ((*da).to_owned(), (*verso).to_owned()))
        .collect();
    let nuove: Vec<_> = trovate.difference(&ammesse).collect();
    let superate: Vec<_> = ammesse.difference(&trovate).collect();
    assert!(nuove.is_empty(), "these imports run upward: {nuove:?}");
    assert!(
        superate.is_empty(),
        "these exceptions are mended, delete them: {superate:?}"
    );
}

#[test]
fn no_template_runs_for_ever() {
    let ambiente = ["Environment::new()", "Environment::empty()"];
    let con_ambiente = sorgenti()
        .into_iter()
        .filter(|(_, testo)| ambiente.iter().any(|nuovo| testo.contains(nuovo)));
    let (limitati, liberi): (Vec<_>, Vec<_>) =
        con_ambiente.partition(|(_, testo)| testo.contains(".set_fuel(Some("));
    let liberi: Vec<PathBuf> = liberi.into_iter().map(|(file, _)| file).collect();
    assert!(
        limitati.len() > 1 && liberi.is_empty(),
        "no fuel in {liberi:?}"
    );
}

#[test]
fn every_room_has_its_place() {
    let stanze: BTreeSet<String> = sorgenti().keys().filter_map(|file| stanza(file)).collect();
    let ordine: BTreeSet<String> = ORDINE.iter().map(|nome| (*nome).to_owned()).collect();
    assert_eq!(stanze, ordine);
}

#[test]
fn comments_strings_and_tests_are_no_imports() {
    let testo = "use crate::a::B; // crate::c\nlet x = \"crate::d\"; crate::e::f();\n\
                 use crate::{g::H, i};\n/* crate::l */ let c = '\"'; crate::m::n();\n\
                 #[cfg(test)]\nmod tests { use crate::o; }";
    let trovati: Vec<String> = percorsi(testo).into_iter().map(|p| p[0].clone()).collect();
    assert_eq!(trovati, ["a", "e", "g", "i", "m"]);
}

fn posto(stanza: &str) -> Option<usize> {
    ORDINE.iter().position(|nome| *nome == stanza)
}

/// The top module that a file is part of; `main.rs` and `lib.rs` are of none.
fn stanza(file: &Path) -> Option<String> {
    let primo = file.components().next()?.as_os_str().to_str()?;
    let nome = primo.strip_suffix(".rs").unwrap_or(primo);
    (!matches!(nome, "main" | "lib")).then(|| nome.to_owned())
}

/// Every source file with its text, by its path under `src/`.
fn sorgenti() -> BTreeMap<PathBuf, String> {
    fn raccogli(radice: &Path, cartella: &Path, sorgenti: &mut BTreeMap<PathBuf, String>) {
        for voce in fs::read_dir(cartella).expect("a folder") {
            let percorso = voce.expect("an entry").path();
            if percorso.is_dir() {
                raccogli(radice, &percorso, sorgenti);
            } else if percorso.extension().is_some_and(|fine| fine == "rs") {
                let testo = fs::read_to_string(&percorso).expect("text");
                let corto = percorso.strip_prefix(radice).expect("under src").to_owned();
                sorgenti.insert(corto, testo);
            }
        }
    }
    let radice = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut trovate = BTreeMap::new();
    raccogli(&radice, &radice, &mut trovate);
    trovate
}

/// The paths that begin with `crate::`, each by its names; a group in braces gives each of its own.
fn percorsi(testo: &str) -> Vec<Vec<String>> {
    let prima_dei_test = testo.split("#[cfg(test)]\nmod ").next().unwrap_or(testo);
    let nudo = senza_commenti(prima_dei_test);
    let mut trovati = Vec::new();
    for (posto, _) in nudo.match_indices("crate::") {
        let prima = nudo[..posto].chars().next_back();
        if !prima.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            rami(&nudo[posto + "crate::".len()..], &[], &mut trovati);
        }
    }
    trovati
}

/// Follows a path from where it stands: what is left of the text after it.
fn rami<'a>(testo: &'a str, sopra: &[String], trovati: &mut Vec<Vec<String>>) -> &'a str {
    let testo = testo.trim_start();
    if let Some(mut dentro) = testo.strip_prefix('{') {
        loop {
            dentro = dentro.trim_start_matches([' ', '\n', ',']);
            match dentro.strip_prefix('}') {
                Some(dopo) => return dopo,
                None if dentro.is_empty() => return dentro,
                None => dentro = rami(dentro, sopra, trovati),
            }
        }
    }
    let fine = testo
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(testo.len());
    let (nome, dopo) = testo.split_at(fine);
    let qui: Vec<String> = sopra.iter().cloned().chain([nome.to_owned()]).collect();
    match dopo.strip_prefix("::") {
        Some(sotto) => rami(sotto, &qui, trovati),
        None => {
            trovati.push(qui);
            // The rest of an item of a group: `as Name`, or a sign that is none of a path's.
            let fine = dopo.find([',', '}']).unwrap_or(dopo.len());
            &dopo[fine..]
        }
    }
}

/// The source with blanks for comments and for what stands in strings.
fn senza_commenti(testo: &str) -> String {
    let mut nudo = String::with_capacity(testo.len());
    let mut resto = testo;
    while let Some(primo) = resto.chars().next() {
        let salta = if resto.starts_with("//") {
            resto.find('\n').unwrap_or(resto.len())
        } else if resto.starts_with("/*") {
            resto.find("*/").map_or(resto.len(), |fine| fine + 2)
        } else if resto.starts_with("'\"'") {
            3
        } else if let Some(grezza) = resto.strip_prefix("r#\"") {
            grezza.find("\"#").map_or(resto.len(), |fine| fine + 5)
        } else if primo == '"' {
            fine_stringa(resto)
        } else {
            nudo.push(primo);
            resto = &resto[primo.len_utf8()..];
            continue;
        };
        nudo.push(' ');
        resto = &resto[salta..];
    }
    nudo
}

/// Where a string that begins here ends.
fn fine_stringa(testo: &str) -> usize {
    let mut scampato = false;
    for (posto, carattere) in testo.char_indices().skip(1) {
        match carattere {
            '"' if !scampato => return posto + 1,
            _ => scampato = carattere == '\\' && !scampato,
        }
    }
    testo.len()
}
