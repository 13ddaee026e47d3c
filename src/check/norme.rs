//! Acts that the documents of a public body cite, and citations that cannot be right.
//!
//! Laws, decree-laws, legislative decrees and decrees of the President share one numbering a year:
//! a number and a year belong to one act alone.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};
use serde::Deserialize;

use crate::model::italiano::MESI;
use crate::words::pattern;

/// A cited act with the bytes that the citation takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Citazione {
    pub inizio: usize,
    pub fine: usize,
    tipo: Tipo,
    numero: u32,
    anno: i16,
    /// Day and month, where the citation gives them.
    giorno: Option<(i8, i8)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
enum Tipo {
    #[serde(rename = "L.")]
    Legge,
    #[serde(rename = "D.L.")]
    DecretoLegge,
    #[serde(rename = "D.Lgs.")]
    DecretoLegislativo,
    #[serde(rename = "D.P.R.")]
    DecretoPresidente,
}

use Tipo::{DecretoLegge as Dl, DecretoLegislativo as Dlgs, DecretoPresidente as Dpr, Legge as L};

/// An act that the documents of a public body often cite.
#[derive(Debug, Clone, Deserialize)]
struct Atto {
    #[serde(rename = "atto")]
    tipo: Tipo,
    numero: u32,
    data: Date,
}

/// The acts of `templates/verifica/norme.csv`.
#[expect(
    clippy::expect_used,
    reason = "the table is compiled in, and a test reads it"
)]
static NOTE: LazyLock<Vec<Atto>> = LazyLock::new(|| {
    csv::ReaderBuilder::new()
        .delimiter(b';')
        .comment(Some(b'#'))
        .from_reader(include_str!("../../templates/verifica/norme.csv").as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("a table of ours")
});

/// No year since 2000 has numbered more acts than these.
const NUMERO_MASSIMO: u32 = 450;

static CITAZIONE: LazyLock<Regex> = LazyLock::new(|| {
    let tipo = r"(?:(?P<dlgs>[Dd]\. ?[Ll]gs\.?|[Dd]lgs\.?|D\.LGS\.|[Dd]ecreto legislativo)|(?P<dl>D\. ?L\.|[Dd]ecreto[ -]legge)|(?P<dpr>D\. ?P\. ?R\.|DPR)|(?P<l>L\.|[Ll]egge))";
    let data = format!(
        r"(?P<giorno>\d{{1,2}})°? (?P<mese>{}) (?P<anno_data>\d{{4}})",
        MESI.join("|")
    );
    let numero = r"(?:n\. ?)?(?P<numero>\d{1,4})(?: ?/ ?| del )(?P<anno>\d{4})";
    pattern(&format!(
        r"\b{tipo}\s+(?:(?:del )?{data},? n\. ?(?P<numero_data>\d{{1,4}})|{numero})\b"
    ))
});

/// The acts that a text cites by number and year.
pub(super) fn citazioni(testo: &str) -> Vec<Citazione> {
    CITAZIONE
        .captures_iter(testo)
        .filter_map(|trovata| citazione(&trovata))
        .collect()
}

fn citazione(trovata: &Captures<'_>) -> Option<Citazione> {
    let intero = trovata.get(0)?;
    let tipo = [("dlgs", Dlgs), ("dl", Dl), ("dpr", Dpr), ("l", L)]
        .into_iter()
        .find_map(|(nome, tipo)| trovata.name(nome).map(|_| tipo))?;
    let numero = |nome: &str| trovata.name(nome)?.as_str().parse::<u32>().ok();
    let mese = |nome: &str| {
        MESI.iter()
            .position(|mese| *mese == nome)
            .and_then(|n| i8::try_from(n + 1).ok())
    };
    let giorno = trovata
        .name("giorno")
        .and_then(|giorno| giorno.as_str().parse().ok());
    Some(Citazione {
        inizio: intero.start(),
        fine: intero.end(),
        tipo,
        numero: numero("numero").or_else(|| numero("numero_data"))?,
        anno: i16::try_from(numero("anno").or_else(|| numero("anno_data"))?).ok()?,
        giorno: trovata
            .name("mese")
            .and_then(|m| mese(m.as_str()))
            .zip(giorno),
    })
}

impl Citazione {
    /// What the act probably is, if it cannot be what is written; an empty text where nothing comes
    /// near.
    ///
    /// `ultimo` is the last year in which an act can have been passed.
    pub(super) fn sospetta(&self, ultimo: i16) -> Option<String> {
        let nota = |adatta: &dyn Fn(&Atto) -> bool| NOTE.iter().find(|nota| adatta(nota));
        let stesso = |n: &Atto| n.tipo == self.tipo && n.numero == self.numero;
        if let Some(nota) = nota(&|n| stesso(n) && n.data.year() == self.anno) {
            let altro_giorno = self.giorno.is_some_and(|scritto| scritto != nota.giorno());
            return altro_giorno.then(|| nota.per_esteso());
        }
        if let Some(nota) = nota(&|n| n.numero == self.numero && n.data.year() == self.anno) {
            return Some(nota.in_breve());
        }
        let vicino =
            |anno: i16| strsim::damerau_levenshtein(&anno.to_string(), &self.anno.to_string()) == 1;
        if let Some(nota) = nota(&|n| stesso(n) && vicino(n.data.year())) {
            return Some(nota.in_breve());
        }
        let impossibile = self.anno > ultimo || (self.anno >= 2000 && self.numero > NUMERO_MASSIMO);
        impossibile.then(String::new)
    }
}

impl Tipo {
    fn nome(self) -> &'static str {
        match self {
            L => "L.",
            Dl => "D.L.",
            Dlgs => "D.Lgs.",
            Dpr => "D.P.R.",
        }
    }
}

impl Atto {
    /// Month and day.
    fn giorno(&self) -> (i8, i8) {
        (self.data.month(), self.data.day())
    }

    /// `D.Lgs. 27 ottobre 2009, n. 150`.
    fn per_esteso(&self) -> String {
        let mese = MESI[usize::from(self.data.month().unsigned_abs()) - 1];
        let (giorno, anno) = (self.data.day(), self.data.year());
        let (tipo, numero) = (self.tipo.nome(), self.numero);
        format!("{tipo} {giorno} {mese} {anno}, n. {numero}")
    }

    /// `D.Lgs. 150/2009`.
    fn in_breve(&self) -> String {
        format!("{} {}/{}", self.tipo.nome(), self.numero, self.data.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sospetta(testo: &str) -> Option<String> {
        citazioni(testo)
            .first()
            .and_then(|citazione| citazione.sospetta(2022))
    }

    #[test]
    fn a_number_and_a_year_belong_to_one_act() {
        let mut visti = std::collections::BTreeSet::new();
        for atto in NOTE.iter() {
            assert!(
                visti.insert((atto.numero, atto.data.year())),
                "{}",
                atto.in_breve()
            );
        }
        assert!(visti.len() > 40, "only {} acts read", visti.len());
    }

    #[test]
    fn acts_that_cannot_be_are_mended() {
        for (scritto, vero) in [
            ("ai sensi del D.Lgs. 165/2021", "D.Lgs. 165/2001"),
            ("il decreto legislativo n. 33 del 2023", "D.Lgs. 33/2013"),
            (
                "il D.Lgs. 27 novembre 2009, n. 150",
                "D.Lgs. 27 ottobre 2009, n. 150",
            ),
            ("la Legge 150/2009", "D.Lgs. 150/2009"),
            ("il D.L. 80/2031", "D.L. 80/2021"),
            ("la L. 77/2031", ""),
            ("la L. 901/2019", ""),
        ] {
            assert_eq!(sospetta(scritto).as_deref(), Some(vero), "{scritto}");
        }
    }

    #[test]
    fn acts_that_are_there_or_unknown_pass() {
        for scritto in [
            "D.Lgs. 165/2001",
            "D.Lgs. 27 ottobre 2009, n. 150",
            "Legge 29 dicembre 1993, n. 580",
            "D.P.R. 254/2005",
            "art. 6 del D.L. 80/2021",
            "D.Lgs. 150/2011",
            "L. 77/2020",
        ] {
            assert!(!citazioni(scritto).is_empty(), "{scritto} is no citation");
            assert_eq!(sospetta(scritto), None, "{scritto}");
        }
    }
}
