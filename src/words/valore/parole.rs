//! The words of a value: what says nothing, operators, units.

use crate::model::{Operatore, UnitaMisura};

/// Words and signs that are a value of their own, without spaces and points.
pub(super) enum Fisso {
    Si,
    No,
    SiNo,
    NonPrevisto,
}

/// The meaning of a whole cell that is one of the fixed words.
pub(super) fn fisso(testo: &str) -> Option<Fisso> {
    // Longer than any of the words below.
    if testo.len() > 64 {
        return None;
    }
    let stretto: String = testo
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .map(|c| match c {
            '–' | '—' | '‐' | '‑' | '−' => '-',
            '’' | '‘' | '`' | '´' => '\'',
            'ì' | 'í' => 'i',
            altro => altro,
        })
        .collect();
    Some(match stretto.as_str() {
        "-" | "--" | "---" | "/" | "//" | "nd" | "na" | "nr" | "np" | "n/d" | "n/a" | "n/r"
        | "n/p" | "nonprevisto" | "nonprevista" | "nondisponibile" | "nonapplicabile"
        | "nonrilevato" | "nonrilevata" | "nonrilevabile" | "nonpervenuto" => Fisso::NonPrevisto,
        "si" | "si'" | "vero" | "true" => Fisso::Si,
        "no" | "falso" | "false" => Fisso::No,
        "si/no" | "si'/no" => Fisso::SiNo,
        _ => return None,
    })
}

/// How an operator in words goes on with its limit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Seguito {
    /// Any small word, or none: `almeno 5`, `almeno il 5%`.
    Libero,
    /// A small word must come: `meno di 5`, where `meno 5` is a negative number.
    Legato,
    /// A day, or a length of time: `entro il 31.12`, `entro 30 gg`.
    Termine,
}

/// Operators in words, those that begin with another before it.
pub(super) const OPERATORI: &[(&str, Operatore, Seguito)] = {
    use Operatore::{Maggiore, MaggioreUguale, Minore, MinoreUguale};
    use Seguito::{Legato, Libero, Termine};
    &[
        ("maggiore o uguale", MaggioreUguale, Libero),
        ("superiore o uguale", MaggioreUguale, Libero),
        ("uguale o maggiore", MaggioreUguale, Libero),
        ("uguale o superiore", MaggioreUguale, Libero),
        ("pari o superiore", MaggioreUguale, Libero),
        ("pari o maggiore", MaggioreUguale, Libero),
        ("pari ad almeno", MaggioreUguale, Libero),
        ("non inferiore", MaggioreUguale, Libero),
        ("non meno", MaggioreUguale, Libero),
        ("non minore", MaggioreUguale, Libero),
        ("non al di sotto", MaggioreUguale, Libero),
        ("almeno", MaggioreUguale, Libero),
        ("minimo", MaggioreUguale, Libero),
        ("min", MaggioreUguale, Libero),
        ("minore o uguale", MinoreUguale, Libero),
        ("inferiore o uguale", MinoreUguale, Libero),
        ("uguale o minore", MinoreUguale, Libero),
        ("uguale o inferiore", MinoreUguale, Libero),
        ("pari o inferiore", MinoreUguale, Libero),
        ("pari o minore", MinoreUguale, Libero),
        ("non superiore", MinoreUguale, Libero),
        ("non maggiore", MinoreUguale, Libero),
        ("non oltre", MinoreUguale, Libero),
        ("non piu", MinoreUguale, Libero),
        ("al massimo", MinoreUguale, Libero),
        ("al piu", MinoreUguale, Libero),
        ("massimo", MinoreUguale, Libero),
        ("max", MinoreUguale, Libero),
        ("entro e non oltre", MinoreUguale, Termine),
        ("entro", MinoreUguale, Termine),
        ("fino", MinoreUguale, Libero),
        ("sino", MinoreUguale, Libero),
        ("maggiore", Maggiore, Libero),
        ("superiore", Maggiore, Libero),
        ("al di sopra", Maggiore, Libero),
        ("sopra", Maggiore, Libero),
        ("piu", Maggiore, Legato),
        ("oltre", Maggiore, Libero),
        ("minore", Minore, Libero),
        ("inferiore", Minore, Libero),
        ("al di sotto", Minore, Libero),
        ("sotto", Minore, Libero),
        ("meno", Minore, Legato),
        ("prima", Minore, Legato),
    ]
};

/// Small words between an operator and its limit.
pub(super) const LEGAMI: &[&str] = &[
    "a", "ad", "al", "allo", "alla", "all", "ai", "alle", "di", "del", "dello", "della", "dell",
    "dei", "delle", "il", "lo", "la", "l", "i", "gli", "le", "le",
];
/// Those with an article: `superiore al 2023` speaks of the year 2023, `superiore a 2000` of 2000.
pub(super) const ARTICOLI: &[&str] = &[
    "al", "allo", "alla", "all", "ai", "alle", "del", "dello", "della", "dell", "dei", "delle",
    "il", "lo", "la", "l", "i", "gli", "le",
];

/// The units that every document writes in one way, by their words; the longer ones first.
pub(super) const UNITA: &[(&str, UnitaMisura)] = &[
    ("per cento", UnitaMisura::Percento),
    ("percento", UnitaMisura::Percento),
    ("euro", UnitaMisura::Euro),
    ("eur", UnitaMisura::Euro),
    ("giorni lavorativi", UnitaMisura::GiorniLavorativi),
    ("giorno lavorativo", UnitaMisura::GiorniLavorativi),
    ("gg lavorativi", UnitaMisura::GiorniLavorativi),
    ("gg lav", UnitaMisura::GiorniLavorativi),
    ("gg", UnitaMisura::Giorni),
    ("giorni", UnitaMisura::Giorni),
    ("giorno", UnitaMisura::Giorni),
    ("minuti", UnitaMisura::Minuti),
    ("minuto", UnitaMisura::Minuti),
    ("min", UnitaMisura::Minuti),
    ("ore", UnitaMisura::Ore),
    ("ora", UnitaMisura::Ore),
    ("h", UnitaMisura::Ore),
    ("settimane", UnitaMisura::Settimane),
    ("settimana", UnitaMisura::Settimane),
    ("mesi", UnitaMisura::Mesi),
    ("mese", UnitaMisura::Mesi),
    ("anni", UnitaMisura::Anni),
    ("anno", UnitaMisura::Anni),
];

/// What multiplies the number before it, by how many tens.
pub(super) const FATTORI: &[(&[&str], i64)] = &[
    (&["mila", "migliaia"], 1_000),
    (&["mln", "milioni", "milione"], 1_000_000),
    (&["mld", "miliardi", "miliardo"], 1_000_000_000),
];

/// Words that join others in the name of what is counted: `3 giornate di formazione`.
pub(super) const CONGIUNTE: &[&str] =
    &["di", "d", "del", "dei", "degli", "della", "delle", "dello"];

/// Words that say something about a number instead of what is counted: `5 circa`, `3 al mese`.
pub(super) const NON_CONTATE: &[&str] = &[
    "a",
    "ad",
    "al",
    "alla",
    "alle",
    "agli",
    "ai",
    "all",
    "almeno",
    "annuali",
    "annue",
    "annui",
    "anziche",
    "ca",
    "cadauno",
    "che",
    "ciascuna",
    "ciascuno",
    "circa",
    "come",
    "con",
    "contro",
    "cui",
    "da",
    "dal",
    "dalla",
    "definire",
    "e",
    "ed",
    "entro",
    "fino",
    "fra",
    "giornaliere",
    "giornalieri",
    "i",
    "il",
    "in",
    "l",
    "la",
    "le",
    "lo",
    "ma",
    "massimo",
    "max",
    "meno",
    "mensili",
    "minimo",
    "nei",
    "nel",
    "nella",
    "nelle",
    "no",
    "non",
    "o",
    "ogni",
    "oltre",
    "oppure",
    "ovvero",
    "per",
    "piu",
    "pro",
    "quasi",
    "quindicinali",
    "rispetto",
    "se",
    "semestrali",
    "settimanali",
    "si",
    "sino",
    "su",
    "sui",
    "sul",
    "sulla",
    "sulle",
    "tbd",
    "tra",
    "trimestrali",
    "un",
    "una",
    "uno",
    "vs",
    "x",
];

/// Beginnings of words that make a number no more than a guess.
pub(super) const INCERTE: &[&str] = &[
    "approssimat",
    "confermar",
    "definir",
    "indicativ",
    "ipotizz",
    "ipotetic",
    "parzial",
    "presunt",
    "preventivat",
    "provvisor",
    "stimat",
    "tendenzial",
    "verificar",
];
