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
    "fonts",
    "output",
    "model",
    "words",
    "documents",
    "cycle",
    "read",
    "merge",
    "score",
    "charts",
    "rendiconto",
    "monitoraggio",
    "prospetti",
    "validazione",
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
    "studio",
    "cli",
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
    assert!(trovate.is_empty(), "these imports run upward: {trovate:?}");
}

#[test]
fn no_files_need_each_other_in_a_circle() {
    let sorgenti = sorgenti();
    let casa = Casa::di(&sorgenti);
    let frecce: BTreeMap<&Path, BTreeSet<&Path>> = sorgenti
        .iter()
        .map(|(file, testo)| (file.as_path(), casa.chiede(file, testo)))
        .collect();
    assert!(frecce.values().map(BTreeSet::len).sum::<usize>() > 500);
    let in_circolo: Vec<String> = frecce
        .keys()
        .filter(|file| raggiunti(&frecce, file).contains(*file))
        .map(|file| format!("{} asks {:?}", file.display(), frecce[file]))
        .collect();
    assert!(in_circolo.is_empty(), "{in_circolo:#?}");
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
fn the_story_of_the_crate_names_the_rooms_in_their_order() {
    let racconto = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    let racconto = racconto.expect("lib.rs");
    let stadi: Vec<usize> = racconto
        .lines()
        .filter_map(|riga| riga.strip_prefix("//! - "))
        .map(|riga| riga.trim_start_matches(['[', '`']))
        .map(|riga| riga.split(['`', ']']).next().unwrap_or_default())
        .map(|nome| posto(nome).unwrap_or_else(|| panic!("{nome} is no room")))
        .collect();
    assert!(stadi.len() > 10 && stadi.is_sorted(), "{stadi:?}");
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

/// The paths that begin with `crate::`, each by the names after it.
fn percorsi(testo: &str) -> Vec<Vec<String>> {
    let interi = percorsi_da("crate", testo).into_iter();
    interi.map(|nomi| nomi[1..].to_vec()).collect()
}

/// The paths that begin with a name, each by its names; a group in braces gives each of its own.
fn percorsi_da(inizio: &str, testo: &str) -> Vec<Vec<String>> {
    let prima_dei_test = testo.split("#[cfg(test)]\nmod ").next().unwrap_or(testo);
    let nudo = senza_commenti(prima_dei_test);
    let mut trovati = Vec::new();
    for (posto, _) in nudo.match_indices(&format!("{inizio}::")) {
        let prima = nudo[..posto].chars().next_back();
        if !prima.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | ':')) {
            rami(&nudo[posto..], &[], &mut trovati);
        }
    }
    trovati
}

/// The files of the crate as modules, and the names that each hands on.
struct Casa<'a> {
    /// By the path of its module.
    moduli: BTreeMap<Vec<String>, &'a Path>,
    /// What `pub use` hands on: module and name → where it comes from.
    passati: BTreeMap<(Vec<String>, String), Vec<String>>,
}

impl<'a> Casa<'a> {
    fn di(sorgenti: &'a BTreeMap<PathBuf, String>) -> Self {
        let moduli = sorgenti
            .keys()
            .map(|file| (modulo(file), file.as_path()))
            .collect();
        let mut casa = Self {
            moduli,
            passati: BTreeMap::new(),
        };
        for (file, testo) in sorgenti {
            let qui = modulo(file);
            for (inizio, _) in testo.match_indices("pub use ") {
                let fine = testo[inizio..]
                    .find(';')
                    .map_or(testo.len(), |n| inizio + n);
                let mut rami_di = Vec::new();
                rami(&testo[inizio + "pub use ".len()..fine], &[], &mut rami_di);
                for ramo in rami_di {
                    let Some(ramo) = casa.intero(&qui, &ramo) else {
                        continue;
                    };
                    let nome = ramo.last().cloned().unwrap_or_default();
                    casa.passati.insert((qui.clone(), nome), ramo);
                }
            }
        }
        casa
    }

    /// A path as it is written in a module, from the crate's root.
    fn intero(&self, qui: &[String], scritto: &[String]) -> Option<Vec<String>> {
        let (primo, resto) = scritto.split_first()?;
        let sopra = |quanti: usize| qui[..qui.len() - quanti].to_vec();
        let base = match primo.as_str() {
            "crate" => Vec::new(),
            "self" => qui.to_vec(),
            "super" if !qui.is_empty() => match resto.split_first() {
                Some((ancora, _)) if ancora == "super" => {
                    return self.intero(&sopra(1), resto);
                }
                _ => sopra(1),
            },
            figlio => {
                let figlio = [qui, &[figlio.to_owned()]].concat();
                self.moduli.contains_key(&figlio).then_some(figlio)?
            }
        };
        Some([base, resto.to_vec()].concat())
    }

    /// The file that a path from the root leads to, through what modules hand on.
    fn file(&self, intero: &[String]) -> Option<&'a Path> {
        let quanti = (1..=intero.len())
            .rev()
            .find(|n| self.moduli.contains_key(&intero[..*n]))?;
        let (modulo, resto) = intero.split_at(quanti);
        let passato = resto
            .first()
            .and_then(|nome| self.passati.get(&(modulo.to_vec(), nome.clone())));
        match passato {
            Some(altrove) => self.file(altrove),
            None => self.moduli.get(modulo).copied(),
        }
    }

    /// The other files whose names a file uses, but for the modules that it is a part of: what
    /// they define is there for their parts, and they are made of them.
    fn chiede(&self, file: &Path, testo: &str) -> BTreeSet<&'a Path> {
        let qui = modulo(file);
        let figli = self.moduli.keys().filter(|altro| {
            altro.len() == qui.len() + 1 && altro.starts_with(&qui) && !qui.is_empty()
        });
        let inizi = ["crate", "super", "self"].map(str::to_owned);
        let inizi = inizi
            .into_iter()
            .chain(figli.map(|figlio| figlio[qui.len()].clone()));
        inizi
            .flat_map(|inizio| percorsi_da(&inizio, testo))
            .filter_map(|scritto| self.file(&self.intero(&qui, &scritto)?))
            .filter(|altro| !qui.starts_with(&modulo(altro)))
            .collect()
    }
}

/// The path of a file's module: `read/xlsx.rs` and `read/xlsx/mod.rs` are `read::xlsx`.
fn modulo(file: &Path) -> Vec<String> {
    let nomi = file.with_extension("");
    let mut nomi: Vec<String> = nomi
        .components()
        .map(|nome| nome.as_os_str().to_string_lossy().into_owned())
        .collect();
    if nomi
        .last()
        .is_some_and(|nome| matches!(nome.as_str(), "mod" | "lib" | "main"))
    {
        nomi.pop();
    }
    nomi
}

/// Every file that one asks, and that those ask in turn.
fn raggiunti<'a>(
    frecce: &BTreeMap<&'a Path, BTreeSet<&'a Path>>,
    file: &Path,
) -> BTreeSet<&'a Path> {
    let mut visti = BTreeSet::new();
    let mut da_vedere: Vec<&Path> = frecce[file].iter().copied().collect();
    while let Some(altro) = da_vedere.pop() {
        if visti.insert(altro) {
            da_vedere.extend(&frecce[altro]);
        }
    }
    visti
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
