//! Single letters: capitals, vowels, apostrophes.

/// The text with a capital at its beginning.
pub fn maiuscola(testo: &str) -> String {
    let mut lettere = testo.chars();
    match lettere.next() {
        Some(prima) => prima.to_uppercase().chain(lettere).collect(),
        None => String::new(),
    }
}

/// The text as it stands inside a sentence; an acronym keeps its capitals.
pub fn minuscola(testo: &str) -> String {
    let mut lettere = testo.chars();
    match (lettere.next(), lettere.clone().next()) {
        (Some(prima), seconda) if !seconda.is_some_and(char::is_uppercase) => {
            prima.to_lowercase().chain(lettere).collect()
        }
        _ => testo.to_owned(),
    }
}

/// The text with the curved apostrophes that print wants.
pub fn tipografico(testo: &str) -> String {
    testo.replace('\'', "’")
}

/// True for a vowel in lower case, with or without an accent.
pub(super) fn vocale(lettera: char) -> bool {
    "aeiouàèéìòù".contains(lettera)
}
