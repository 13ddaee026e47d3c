//! The body's own words for what it plans with, in the forms that a sentence asks for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A noun, alone or with its adjectives: `Linea strategica`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parola {
    /// One of them, as a heading writes it: `Linea strategica`.
    pub uno: String,
    /// More of them: `Linee strategiche`.
    pub molti: String,
    pub genere: Genere,
}

/// The gender of a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Genere {
    #[serde(rename = "m")]
    Maschile,
    #[serde(rename = "f")]
    Femminile,
}

/// A noun in all its forms, for templates that cannot call [`Parola`]: its apostrophes are curved,
/// as print wants them.
#[derive(Debug, Clone, Serialize)]
pub struct Forme {
    uno: String,
    molti: String,
    titolo: String,
    titoli: String,
    il: String,
    i: String,
    del: String,
    dei: String,
    nel: String,
    sul: String,
    nessun: String,
    femminile: bool,
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

impl Parola {
    /// A noun whose forms are known.
    pub fn nuova(uno: impl Into<String>, molti: impl Into<String>, genere: Genere) -> Self {
        Self {
            uno: uno.into(),
            molti: molti.into(),
            genere,
        }
    }

    /// One of them, inside a sentence: `linea strategica`.
    pub fn uno(&self) -> String {
        minuscola(&self.uno)
    }

    /// More of them, inside a sentence: `linee strategiche`.
    pub fn molti(&self) -> String {
        minuscola(&self.molti)
    }

    /// `1 linea strategica`, `3 linee strategiche`.
    pub fn conta(&self, quante: usize) -> String {
        match quante {
            1 => format!("1 {}", self.uno()),
            _ => format!("{quante} {}", self.molti()),
        }
    }

    /// `la linea strategica`.
    pub fn il(&self) -> String {
        self.singolare("")
    }

    /// `le linee strategiche`.
    pub fn i(&self) -> String {
        self.plurale("")
    }

    /// `della linea strategica`.
    pub fn del(&self) -> String {
        self.singolare("de")
    }

    /// `delle linee strategiche`.
    pub fn dei(&self) -> String {
        self.plurale("de")
    }

    /// `nella linea strategica`.
    pub fn nel(&self) -> String {
        self.singolare("ne")
    }

    /// `nelle linee strategiche`.
    pub fn nei(&self) -> String {
        self.plurale("ne")
    }

    /// `sulla linea strategica`.
    pub fn sul(&self) -> String {
        self.singolare("su")
    }

    /// `nessuna linea strategica`.
    pub fn nessun(&self) -> String {
        let nome = self.uno();
        match articolo(&nome, self.genere, false) {
            Articolo::Lo => format!("nessuno {nome}"),
            Articolo::La => format!("nessuna {nome}"),
            Articolo::Apostrofato if self.genere == Genere::Femminile => format!("nessun'{nome}"),
            _ => format!("nessun {nome}"),
        }
    }

    /// All forms, for the templates.
    pub fn forme(&self) -> Forme {
        let curvo = |testo: String| testo.replace('\'', "’");
        Forme {
            uno: curvo(self.uno()),
            molti: curvo(self.molti()),
            titolo: curvo(self.uno.clone()),
            titoli: curvo(self.molti.clone()),
            il: curvo(self.il()),
            i: curvo(self.i()),
            del: curvo(self.del()),
            dei: curvo(self.dei()),
            nel: curvo(self.nel()),
            sul: curvo(self.sul()),
            nessun: curvo(self.nessun()),
            femminile: self.genere == Genere::Femminile,
        }
    }

    /// The form of an adjective that agrees with the noun.
    pub fn accorda<'a>(&self, maschile: &'a str, femminile: &'a str) -> &'a str {
        match self.genere {
            Genere::Maschile => maschile,
            Genere::Femminile => femminile,
        }
    }

    fn singolare(&self, preposizione: &str) -> String {
        let nome = self.uno();
        articolo(&nome, self.genere, false).davanti(preposizione, &nome)
    }

    fn plurale(&self, preposizione: &str) -> String {
        let nome = self.molti();
        articolo(&nome, self.genere, true).davanti(preposizione, &nome)
    }
}

impl Articolo {
    /// The article before a noun, joined with what is left of a preposition: `de` makes `del`.
    fn davanti(self, preposizione: &str, nome: &str) -> String {
        let solo = preposizione.is_empty();
        let articolo = match self {
            Self::Il if solo => "il ",
            Self::Il => "l ",
            Self::Lo if solo => "lo ",
            Self::Lo => "llo ",
            Self::La if solo => "la ",
            Self::La => "lla ",
            Self::Apostrofato if solo => "l'",
            Self::Apostrofato => "ll'",
            Self::I => "i ",
            Self::Gli => "gli ",
            Self::Le if solo => "le ",
            Self::Le => "lle ",
        };
        format!("{preposizione}{articolo}{nome}")
    }
}

/// The article by the sound that the noun begins with.
fn articolo(nome: &str, genere: Genere, plurale: bool) -> Articolo {
    let vocale = comincia_per_vocale(nome);
    match (genere, plurale) {
        (_, false) if vocale => Articolo::Apostrofato,
        (Genere::Femminile, false) => Articolo::La,
        (Genere::Femminile, true) => Articolo::Le,
        (Genere::Maschile, false) if comincia_impuro(nome) => Articolo::Lo,
        (Genere::Maschile, false) => Articolo::Il,
        (Genere::Maschile, true) if vocale || comincia_impuro(nome) => Articolo::Gli,
        (Genere::Maschile, true) => Articolo::I,
    }
}

fn comincia_per_vocale(nome: &str) -> bool {
    let prima = nome.chars().next().map(|c| c.to_ascii_lowercase());
    prima.is_some_and(|c| "aeiouàèéìòù".contains(c))
}

/// `s` before a consonant, `z`, `gn`, `ps`, `pn`, `x`, `y`: what takes *lo* and *gli*.
fn comincia_impuro(nome: &str) -> bool {
    let nome = nome.to_lowercase();
    let s_impura = nome
        .strip_prefix('s')
        .and_then(|resto| resto.chars().next())
        .is_some_and(|c| c.is_alphabetic() && !comincia_per_vocale(&c.to_string()));
    s_impura
        || ["z", "gn", "ps", "pn", "x", "y"]
            .iter()
            .any(|suono| nome.starts_with(suono))
}

/// The noun as it stands inside a sentence; an acronym keeps its capitals.
fn minuscola(nome: &str) -> String {
    let mut lettere = nome.chars();
    match (lettere.next(), lettere.clone().next()) {
        (Some(prima), seconda) if !seconda.is_some_and(char::is_uppercase) => {
            prima.to_lowercase().chain(lettere).collect()
        }
        _ => nome.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Genere::{Femminile, Maschile};

    #[test]
    fn articles_follow_gender_number_and_sound() {
        let casi = [
            (
                "Linea",
                "Linee",
                Femminile,
                "la linea",
                "delle linee",
                "nessuna linea",
            ),
            (
                "Area",
                "Aree",
                Femminile,
                "l'area",
                "delle aree",
                "nessun'area",
            ),
            (
                "Obiettivo",
                "Obiettivi",
                Maschile,
                "l'obiettivo",
                "degli obiettivi",
                "nessun obiettivo",
            ),
            (
                "Settore",
                "Settori",
                Maschile,
                "il settore",
                "dei settori",
                "nessun settore",
            ),
            (
                "Sportello",
                "Sportelli",
                Maschile,
                "lo sportello",
                "degli sportelli",
                "nessuno sportello",
            ),
            (
                "Zona",
                "Zone",
                Femminile,
                "la zona",
                "delle zone",
                "nessuna zona",
            ),
            ("DUP", "DUP", Maschile, "il DUP", "dei DUP", "nessun DUP"),
        ];
        for (uno, molti, genere, il, dei, nessun) in casi {
            let parola = Parola::nuova(uno, molti, genere);
            assert_eq!(parola.il(), il);
            assert_eq!(parola.dei(), dei);
            assert_eq!(parola.nessun(), nessun);
        }
    }

    #[test]
    fn prepositions_join_the_article() {
        let area = Parola::nuova("Area", "Aree", Femminile);
        let sportello = Parola::nuova("Sportello", "Sportelli", Maschile);
        assert_eq!(area.del(), "dell'area");
        assert_eq!(area.nei(), "nelle aree");
        assert_eq!(sportello.sul(), "sullo sportello");
        assert_eq!(sportello.nei(), "negli sportelli");
        assert_eq!(area.conta(1), "1 area");
        assert_eq!(area.conta(0), "0 aree");
    }
}
