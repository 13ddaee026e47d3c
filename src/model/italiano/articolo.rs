//! Articles, alone and joined with a preposition, by the sound that what follows begins with.

use super::{Genere, genere, lettere};

/// A preposition that joins the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preposizione {
    Di,
    A,
    Da,
    In,
    Su,
}

/// The definite article before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Articolo {
    Il,
    Lo,
    La,
    Apostrofato,
    I,
    Gli,
    Le,
}

/// How a word begins, as far as its article cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suono {
    Vocale,
    /// `s` before a consonant, `z`, `gn`, `ps`, `pn`, `x`, `y`: what takes *lo* and *gli*.
    Impuro,
    Consonante,
}

impl Preposizione {
    /// Before a figure, a date or another time, which are masculine: `dell'8 marzo`, `nel 2022`.
    pub fn numero(self, numero: &str) -> String {
        davanti(Some(self), numero, Genere::Maschile, false)
    }

    /// What is left of the preposition once the article has joined it.
    fn radice(self) -> &'static str {
        match self {
            Self::Di => "de",
            Self::A => "a",
            Self::Da => "da",
            Self::In => "ne",
            Self::Su => "su",
        }
    }
}

/// A figure with its article: `il 50,5%`, `l'8,8%`, `lo 0,5%`.
pub fn il_numero(numero: &str) -> String {
    davanti(None, numero, Genere::Maschile, false)
}

/// A name with its article, its capitals kept: `il Segretario generale`.
pub fn il_nome(nome: &str, genere: Genere) -> String {
    davanti(None, nome, genere, false)
}

/// `della Camera di commercio di Bergamo`; without an article where the gender is in doubt.
pub fn del_nome(nome: &str) -> String {
    con_la_preposizione(Preposizione::Di, "di", nome)
}

/// `dalla Camera di commercio di Bergamo`; without an article where the gender is in doubt.
pub fn dal_nome(nome: &str) -> String {
    con_la_preposizione(Preposizione::Da, "da", nome)
}

fn con_la_preposizione(preposizione: Preposizione, sola: &str, nome: &str) -> String {
    match genere(nome) {
        Some(genere) => davanti(Some(preposizione), nome, genere, false),
        None => format!("{sola} {nome}"),
    }
}

/// A noun with its article, joined with the preposition that stands before it.
pub(super) fn davanti(
    preposizione: Option<Preposizione>,
    nome: &str,
    genere: Genere,
    plurale: bool,
) -> String {
    let articolo = articolo(nome, genere, plurale);
    match preposizione {
        None => format!("{}{nome}", articolo.solo()),
        Some(preposizione) => format!("{}{}{nome}", preposizione.radice(), articolo.unito()),
    }
}

/// `un obiettivo`, `nessuno sportello`, `una linea`, `nessun'area`: `un` and `nessun` end alike.
pub(super) fn un(radice: &str, nome: &str, genere: Genere) -> String {
    let fine = match (genere, suono(nome)) {
        (Genere::Maschile, Suono::Impuro) => "o ",
        (Genere::Maschile, _) => " ",
        (Genere::Femminile, Suono::Vocale) => "'",
        (Genere::Femminile, _) => "a ",
    };
    format!("{radice}{fine}{nome}")
}

impl Articolo {
    fn solo(self) -> &'static str {
        match self {
            Self::Il => "il ",
            Self::Lo => "lo ",
            Self::La => "la ",
            Self::Apostrofato => "l'",
            Self::I => "i ",
            Self::Gli => "gli ",
            Self::Le => "le ",
        }
    }

    /// After the root of a preposition: `de` and `lla` make `della`.
    fn unito(self) -> &'static str {
        match self {
            Self::Il => "l ",
            Self::Lo => "llo ",
            Self::La => "lla ",
            Self::Apostrofato => "ll'",
            Self::I => "i ",
            Self::Gli => "gli ",
            Self::Le => "lle ",
        }
    }
}

fn articolo(nome: &str, genere: Genere, plurale: bool) -> Articolo {
    match (genere, plurale, suono(nome)) {
        (_, false, Suono::Vocale) => Articolo::Apostrofato,
        (Genere::Femminile, false, _) => Articolo::La,
        (Genere::Femminile, true, _) => Articolo::Le,
        (Genere::Maschile, false, Suono::Impuro) => Articolo::Lo,
        (Genere::Maschile, false, Suono::Consonante) => Articolo::Il,
        (Genere::Maschile, true, Suono::Consonante) => Articolo::I,
        (Genere::Maschile, true, _) => Articolo::Gli,
    }
}

fn suono(nome: &str) -> Suono {
    let nome = nome.to_lowercase();
    match nome.chars().next() {
        Some(cifra) if cifra.is_ascii_digit() => suono_del_numero(&nome),
        Some(prima) if lettere::vocale(prima) => Suono::Vocale,
        _ if comincia_impuro(&nome) => Suono::Impuro,
        _ => Suono::Consonante,
    }
}

/// As the figure is read: *otto*, *ottanta*, *undici*, *uno* and *un milione* begin with a vowel,
/// *zero* as *lo* wants it; the first of a month is *primo*.
fn suono_del_numero(numero: &str) -> Suono {
    let fine = numero.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (intero, resto) = numero.split_at(fine.unwrap_or(numero.len()));
    let mut gruppi = intero.trim_end_matches('.').split('.');
    let primo = gruppi.next().unwrap_or_default();
    let dopo = gruppi.count();
    match primo {
        "1" if resto.starts_with('°') || dopo == 1 => Suono::Consonante,
        "1" | "11" => Suono::Vocale,
        _ if primo.starts_with('8') && primo.len() <= 3 => Suono::Vocale,
        "0" | "00" => Suono::Impuro,
        _ => Suono::Consonante,
    }
}

fn comincia_impuro(nome: &str) -> bool {
    let s_impura = nome
        .strip_prefix('s')
        .and_then(|resto| resto.chars().next())
        .is_some_and(|c| c.is_alphabetic() && !lettere::vocale(c));
    let suoni = ["z", "gn", "ps", "pn", "x", "y"];
    s_impura || suoni.iter().any(|suono| nome.starts_with(suono))
}
