//! Counts and their words agree in one place: no other source or template chooses between one and
//! many, or writes a plural after a figure.

use std::fs;
use std::path::Path;

use ciclo::model::Nomi;
use regex::Regex;

use crate::comune::radice;

/// Who may choose: the grammar, and what feeds it to Typst and to the browser.
const DI_CASA: &[&str] = &[
    "src/model/italiano/",
    "templates/componenti/parole.typ",
    "templates/web/filtro.js",
];

/// A choice between words by a count of one: `if n == 1 { "giorno" }`, `n === 1 ? "a" : "b"`.
const SCELTA: &str = r#"[=!]= ?1 ?(\{ ?["\[]|\[|\? ?["']|%\} ?[a-z]|\) ?["\[])[^;]{0,60}"#;
/// The same as an arm: `1 => "giorno"`.
const RAMO: &str = r#"\b1 => (format!\()?"[^"]*[a-z]{3}"#;

struct Rete {
    scelta: Regex,
    ramo: Regex,
    plurale: Regex,
}

impl Rete {
    fn nuova() -> Self {
        let plurali = plurali().join("|");
        let regola = |regola: &str| Regex::new(regola).expect("a rule");
        Self {
            scelta: regola(SCELTA),
            ramo: regola(RAMO),
            plurale: regola(&format!(
                r#"(\{{[\w.:?]*\}}|\}}\}}|#[a-z][\w.()-]*) ({plurali})\b"#
            )),
        }
    }

    /// What a text writes by hand, with a few words around it.
    fn pesca(&self, testo: &str) -> Vec<String> {
        let codice: Vec<&str> = testo
            .lines()
            .map(|riga| riga.trim())
            .filter(|riga| !riga.starts_with("//"))
            .collect();
        let codice = codice.join(" ");
        [&self.scelta, &self.ramo, &self.plurale]
            .iter()
            .flat_map(|rete| rete.find_iter(&codice))
            .map(|preso| preso.as_str().to_owned())
            .filter(|preso| !preso.starts_with("#let "))
            .collect()
    }
}

/// The plurals that a count stands before: the program's own, and the body's.
fn plurali() -> Vec<String> {
    let vocabolario = fs::read_to_string(radice().join("src/model/italiano/vocabolario.rs"));
    let vocabolario = vocabolario.expect("the words of the program");
    let fisse = Regex::new(r#"fissa\("([^"]+)", "([^"]+)""#).expect("a rule");
    let propri = fisse
        .captures_iter(&vocabolario)
        .filter(|forme| forme[1] != forme[2])
        .map(|forme| forme[2].to_owned());
    let nomi = Nomi::default();
    let dell_ente = [
        nomi.prospettiva.molti(),
        nomi.obiettivo.molti(),
        nomi.azione.molti(),
        nomi.indicatore.molti(),
        nomi.cruscotto.molti(),
        nomi.servizio.molti(),
        nomi.progetto.molti(),
    ];
    propri.chain(dell_ente).collect()
}

fn sorgenti(sotto: &Path, trovati: &mut Vec<(String, String)>) {
    let voci = fs::read_dir(sotto).expect("a folder").flatten();
    for percorso in voci.map(|voce| voce.path()) {
        if percorso.is_dir() {
            sorgenti(&percorso, trovati);
            continue;
        }
        let nome = percorso.strip_prefix(radice()).expect("in the repository");
        let nome = nome.to_string_lossy().into_owned();
        let nostra = [".rs", ".typ", ".html", ".js"]
            .iter()
            .any(|fine| nome.ends_with(fine));
        if nostra && !DI_CASA.iter().any(|casa| nome.starts_with(casa)) {
            trovati.push((nome, fs::read_to_string(&percorso).expect("text")));
        }
    }
}

#[test]
fn nobody_else_chooses_between_one_and_many() {
    let rete = Rete::nuova();
    let mut trovati = Vec::new();
    sorgenti(&radice().join("src"), &mut trovati);
    sorgenti(&radice().join("templates"), &mut trovati);
    assert!(trovati.len() > 100, "the sources are not where they were");
    let a_mano: Vec<String> = trovati
        .iter()
        .flat_map(|(nome, testo)| {
            let testo = testo.split("#[cfg(test)]").next().unwrap_or_default();
            let presi = rete.pesca(testo).into_iter();
            presi.map(move |preso| format!("{nome}: {preso}"))
        })
        .collect();
    assert!(
        a_mano.is_empty(),
        "written by hand, for model::italiano to write:\n{}",
        a_mano.join("\n")
    );
}

#[test]
fn the_net_catches_what_is_written_by_hand() {
    let rete = Rete::nuova();
    let a_mano = [
        r#"let manca = if mancanti == 1 { "manca" } else { "mancano" };"#,
        r#"format!("{giorni} giorni")"#,
        r#"format!("{} indicatori", quanti)"#,
        "#assegnati.len() #if assegnati.len() == 1 [obiettivo] else [obiettivi]",
        "[mancano #n consuntivi]",
        r#"match n { 1 => "segue", _ => "seguono" }"#,
        r#"{% if n == 1 %}un indicatore{% endif %}"#,
        r#"numero === 1 ? "caso" : "casi""#,
        "<p>{{ quanti }} indicatori</p>",
    ];
    for riga in a_mano {
        assert!(!rete.pesca(riga).is_empty(), "{riga}");
    }
    let bene = [
        "let uno_solo = cicli.len() == 1;",
        "if colonne == 1 { return grid(columns: (1fr, 1fr)) }",
        r#"let giorno = match data.day() { 1 => "1°".to_owned(), altro => altro.to_string() };"#,
        "[#conta(n, parole.indicatore) nel #anno]",
        "// if n == 1 { \"giorno\" }",
    ];
    for riga in bene {
        assert_eq!(rete.pesca(riga), Vec::<String>::new(), "{riga}");
    }
}
