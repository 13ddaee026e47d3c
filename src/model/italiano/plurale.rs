//! The plural and the gender of a noun, where the letters say them without doubt.

use super::Genere;

/// Words after which nothing changes: `Linea di mandato` → `Linee di mandato`.
const LEGAMI: &[&str] = &[
    "a", "ad", "al", "alla", "alle", "agli", "ai", "con", "da", "dal", "dalla", "dei", "degli",
    "del", "della", "delle", "dello", "di", "in", "nei", "nel", "nella", "nelle", "per", "su",
    "sul", "sulla",
];
/// Words that join two nouns or two adjectives: what they do to the plural is not guessed.
const CONGIUNZIONI: &[&str] = &["e", "ed", "o", "od"];
/// Words that stay as they are beside a plural.
const INVARIABILI: &[&str] = &["base", "chiave", "pilota", "tipo"];
/// Nouns whose end misleads.
const IRREGOLARI: &[&str] = &[
    "auto", "euro", "foto", "mano", "moto", "radio", "uomo", "video",
];

/// Masculine nouns in `e`, which do not show it: what bodies are called.
const MASCHILI: &[&str] = &["comune", "ente", "ordine"];

/// More than one of them, and their gender; none where the rules below leave a doubt.
pub fn deduci(uno: &str) -> Option<(String, Genere)> {
    let parole: Vec<&str> = uno.split_whitespace().collect();
    let piana = |parola: &&str| parola.chars().all(char::is_alphabetic);
    let fino = parole
        .iter()
        .position(|parola| ferma(parola))
        .unwrap_or(parole.len());
    let (variabili, fisse) = parole.split_at(fino);
    let dubbie = parole
        .iter()
        .any(|p| CONGIUNZIONI.contains(&p.to_lowercase().as_str()));
    let (nome, aggettivi) = variabili.split_first()?;
    if dubbie || !variabili.iter().all(piana) {
        return None;
    }
    let genere = genere(uno)?;
    let mut molti = vec![plurale_del_nome(nome, genere)?];
    for aggettivo in aggettivi {
        molti.push(plurale_dell_aggettivo(aggettivo, genere)?);
    }
    molti.extend(fisse.iter().map(|parola| (*parola).to_owned()));
    Some((molti.join(" "), genere))
}

/// The gender of the noun that a name begins with: `Relazione sulla performance`, `Direttrice
/// generale`; none where the letters leave a doubt.
pub fn genere(nome: &str) -> Option<Genere> {
    let mut parole = nome.split_whitespace().take_while(|parola| !ferma(parola));
    let testa = parole.next()?;
    genere_del_nome(testa).or_else(|| parole.find_map(genere_dell_aggettivo))
}

/// True for the first word that no plural reaches: a preposition, an acronym, a number.
fn ferma(parola: &str) -> bool {
    let piccola = parola.to_lowercase();
    let elisa = [
        "dell'", "dell’", "d'", "d’", "nell'", "nell’", "all'", "all’",
    ];
    LEGAMI.contains(&piccola.as_str())
        || elisa.iter().any(|inizio| piccola.starts_with(inizio))
        || parola.chars().any(|c| c.is_ascii_digit())
        || (parola.chars().count() > 1 && parola.chars().all(char::is_uppercase))
}

fn genere_del_nome(nome: &str) -> Option<Genere> {
    let nome = nome.to_lowercase();
    let finisce = |fini: &[&str]| fini.iter().any(|fine| nome.ends_with(fine));
    if IRREGOLARI.contains(&nome.as_str()) || finisce(&["ista"]) {
        return None;
    }
    if MASCHILI.contains(&nome.as_str()) || finisce(&["o", "ore", "gramma", "ema"]) {
        return Some(Genere::Maschile);
    }
    finisce(&["a", "ione", "trice", "tudine", "tà", "tù"]).then_some(Genere::Femminile)
}

fn genere_dell_aggettivo(aggettivo: &str) -> Option<Genere> {
    let aggettivo = aggettivo.to_lowercase();
    match aggettivo.chars().next_back()? {
        _ if INVARIABILI.contains(&aggettivo.as_str()) => None,
        'o' => Some(Genere::Maschile),
        'a' => Some(Genere::Femminile),
        _ => None,
    }
}

fn plurale_del_nome(nome: &str, genere: Genere) -> Option<String> {
    if ["tà", "tù"]
        .iter()
        .any(|fine| nome.to_lowercase().ends_with(fine))
    {
        return Some(nome.to_owned());
    }
    al_plurale(nome, genere)
}

fn plurale_dell_aggettivo(aggettivo: &str, genere: Genere) -> Option<String> {
    if INVARIABILI.contains(&aggettivo.to_lowercase().as_str()) {
        return Some(aggettivo.to_owned());
    }
    let concorda = genere_dell_aggettivo(aggettivo).is_none_or(|suo| suo == genere);
    concorda.then(|| al_plurale(aggettivo, genere)).flatten()
}

/// The regular change of the last letters.
fn al_plurale(parola: &str, genere: Genere) -> Option<String> {
    let piccola = parola.to_lowercase();
    let con = |via: usize, fine: &str| {
        let tenute = parola.chars().count() - via;
        let radice: String = parola.chars().take(tenute).collect();
        Some(format!("{radice}{fine}"))
    };
    let finisce = |fine: &str| piccola.ends_with(fine);
    let terzultima = piccola.chars().rev().nth(3);
    let dopo_vocale = terzultima.is_some_and(|c| "aeiou".contains(c));
    match genere {
        Genere::Maschile if finisce("io") => con(1, ""),
        Genere::Maschile if finisce("ico") => con(1, "i"),
        Genere::Maschile if finisce("co") || finisce("go") => None,
        Genere::Maschile if finisce("o") || finisce("a") || finisce("e") => con(1, "i"),
        Genere::Femminile if finisce("ca") || finisce("ga") => con(1, "he"),
        Genere::Femminile if (finisce("cia") || finisce("gia")) && !dopo_vocale => con(2, "e"),
        Genere::Femminile if finisce("a") => con(1, "e"),
        Genere::Femminile if finisce("ie") => None,
        Genere::Femminile if finisce("e") => con(1, "i"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_nouns_with_their_adjectives() {
        let casi = [
            ("Prospettiva", "Prospettive", Genere::Femminile),
            ("Linea strategica", "Linee strategiche", Genere::Femminile),
            (
                "Obiettivo operativo",
                "Obiettivi operativi",
                Genere::Maschile,
            ),
            (
                "Obiettivo strategico",
                "Obiettivi strategici",
                Genere::Maschile,
            ),
            ("Linea di mandato", "Linee di mandato", Genere::Femminile),
            ("Missione DUP", "Missioni DUP", Genere::Femminile),
            (
                "Area dell'amministrazione",
                "Aree dell'amministrazione",
                Genere::Femminile,
            ),
            ("Programma", "Programmi", Genere::Maschile),
            ("Strategia", "Strategie", Genere::Femminile),
            ("Provincia", "Province", Genere::Femminile),
            ("Ufficio", "Uffici", Genere::Maschile),
            ("Settore", "Settori", Genere::Maschile),
            (
                "Unità organizzativa",
                "Unità organizzative",
                Genere::Femminile,
            ),
            (
                "Direzione generale",
                "Direzioni generali",
                Genere::Femminile,
            ),
            ("Asse strategico", "Assi strategici", Genere::Maschile),
            ("Indicatore chiave", "Indicatori chiave", Genere::Maschile),
            (
                "Indicatore degli obiettivi di sistema",
                "Indicatori degli obiettivi di sistema",
                Genere::Maschile,
            ),
        ];
        for (uno, molti, genere) in casi {
            assert_eq!(deduci(uno), Some((molti.to_owned(), genere)), "{uno}");
        }
    }

    #[test]
    fn what_leaves_a_doubt_is_not_guessed() {
        let dubbie = [
            "Target",
            "Elenco",
            "Analisi",
            "Asse",
            "Linea strategica e operativa",
            "Mano",
            "Linea strategico",
            "Specialista",
            "",
            "KPI",
            "Area/Settore",
            "di mandato",
        ];
        for uno in dubbie {
            assert_eq!(deduci(uno), None, "{uno}");
        }
    }
}
