//! The plain files of a new cycle: `templates/nuovo/`, the folder of the body's kind before the
//! base that all share.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Environment, Value, context};

use crate::model::italiano::maiuscola;
use crate::model::nome::su_una_riga;
use crate::templates;

use super::{Cruscotto, File, Guasto, Richiesta};

/// A table of `quadri/` or `serie/` to be filled in.
pub(super) struct Tabella {
    /// The sheet that it has in its workbook.
    pub foglio: String,
    pub titolo: String,
    pub intestazioni: Vec<String>,
    pub righe: Vec<Vec<String>>,
}

/// `ciclo.toml`, `LEGGIMI.txt` and the chapters.
pub(super) fn testi(
    richiesta: &Richiesta,
    strategico: &Cruscotto,
    servizi: &[Cruscotto],
) -> Result<Vec<File>, Guasto> {
    let mut cruscotti = vec![strategico.clone()];
    cruscotti.extend_from_slice(servizi);
    let contesto = context! {
        ente => su_una_riga(&richiesta.ente),
        anno => richiesta.anno,
        modello => richiesta.modello.cartella(),
        cartella => richiesta.cartella.as_str(),
        servizi => Serde(servizi),
        cruscotti => Serde(&cruscotti),
    };
    let ambiente = ambiente()?;
    let mut file = Vec::new();
    for (nome, byte) in scelti(richiesta) {
        if nome.starts_with("testi/") {
            // Chapters have placeholders of their own, for the documents.
            file.push((nome.to_owned(), byte.to_vec()));
        } else if matches!(nome, "ciclo.toml" | "LEGGIMI.txt") {
            file.push((
                nome.to_owned(),
                riempi(&ambiente, nome, &contesto)?.into_bytes(),
            ));
        }
    }
    Ok(file)
}

/// Settings from one of the templates, which names all that they need.
pub(super) fn impostazioni(nome: &str, contesto: &Value) -> Result<String, Guasto> {
    riempi(&ambiente()?, nome, contesto)
}

/// The tables of each workbook, by its path without ending.
pub(super) fn tabelle(
    richiesta: &Richiesta,
) -> Result<BTreeMap<&'static str, Vec<Tabella>>, Guasto> {
    let ambiente = ambiente()?;
    let contesto = context! { anno => richiesta.anno };
    let mut tabelle: BTreeMap<&str, Vec<Tabella>> = BTreeMap::new();
    for (nome, byte) in scelti(richiesta) {
        if let Some(percorso) = nome.strip_suffix(".csv") {
            let testo = String::from_utf8_lossy(byte);
            let riempito = ambiente
                .render_str(&testo, &contesto)
                .map_err(|errore| Guasto::Scheletro(nome.to_owned(), errore))?;
            let (libro, foglio) = posto(percorso);
            let sue = tabelle.entry(libro).or_default();
            sue.push(tabella(foglio, &riempito));
        }
    }
    Ok(tabelle)
}

/// The workbook of a table and its sheet there. A folder of tables is one workbook, whose sheets
/// stand in the order of their files: `quadri/premi/1-ammontare`.
fn posto(percorso: &str) -> (&str, String) {
    match percorso.rsplit_once('/') {
        Some((libro, file)) if libro.contains('/') => {
            let nome = file.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
            (libro, maiuscola(nome))
        }
        _ => (percorso, "Tabella".to_owned()),
    }
}

fn tabella(foglio: String, testo: &str) -> Tabella {
    let campi = |riga: &str| riga.split(';').map(str::to_owned).collect();
    let mut righe = testo.lines().filter(|riga| !riga.is_empty());
    Tabella {
        foglio,
        titolo: righe.next().unwrap_or_default().to_owned(),
        intestazioni: righe.next().map(campi).unwrap_or_default(),
        righe: righe.map(campi).collect(),
    }
}

/// The files of a kind of body, by path: its own, and those of the base that it has not.
fn scelti(richiesta: &Richiesta) -> BTreeMap<&'static str, &'static [u8]> {
    let mut scelti = BTreeMap::new();
    for cartella in ["base", richiesta.modello.cartella()] {
        let prefisso = format!("nuovo/{cartella}/");
        let file = templates::sotto(&prefisso);
        scelti.extend(file.map(|(nome, byte)| (&nome[prefisso.len()..], byte)));
    }
    scelti
}

fn ambiente() -> Result<Environment<'static>, Guasto> {
    let mut ambiente = Environment::new();
    ambiente.set_fuel(Some(templates::PASSI));
    ambiente.add_filter("toml", |testo: String| {
        toml::Value::String(testo).to_string()
    });
    for (nome, byte) in templates::sotto("nuovo/") {
        let breve = nome
            .trim_start_matches("nuovo/")
            .trim_start_matches("base/");
        if breve.ends_with(".toml") || breve.ends_with(".txt") {
            ambiente
                .add_template_owned(breve.to_owned(), String::from_utf8_lossy(byte).into_owned())
                .map_err(|errore| Guasto::Scheletro(breve.to_owned(), errore))?;
        }
    }
    Ok(ambiente)
}

fn riempi(ambiente: &Environment<'_>, nome: &str, contesto: &Value) -> Result<String, Guasto> {
    ambiente
        .get_template(nome)
        .and_then(|modello| modello.render(contesto))
        .map(|testo| format!("{testo}\n"))
        .map_err(|errore| Guasto::Scheletro(nome.to_owned(), errore))
}
