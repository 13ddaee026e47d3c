//! Acts that the documents of a public body cite, and citations that cannot be right.
//!
//! Laws, decree-laws, legislative decrees and decrees of the President share one numbering a year:
//! a number and a year belong to one act alone.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::model::italiano::MESI;

/// A cited act with the bytes that the citation takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citazione {
    pub inizio: usize,
    pub fine: usize,
    tipo: Tipo,
    numero: u32,
    anno: i16,
    /// Day and month, where the citation gives them.
    giorno: Option<(u8, u8)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tipo {
    Legge,
    DecretoLegge,
    DecretoLegislativo,
    DecretoPresidente,
}

use Tipo::{DecretoLegge as Dl, DecretoLegislativo as Dlgs, DecretoPresidente as Dpr, Legge as L};

/// An act: kind, number, year, month and day.
type Atto = (Tipo, u32, i16, (u8, u8));

/// Acts that public bodies often cite. Source: Gazzetta Ufficiale.
const NOTE: &[Atto] = &[
    (L, 241, 1990, (8, 7)),
    (L, 580, 1993, (12, 29)),
    (L, 150, 2000, (6, 7)),
    (Dlgs, 267, 2000, (8, 18)),
    (Dpr, 445, 2000, (12, 28)),
    (Dlgs, 165, 2001, (3, 30)),
    (Dlgs, 196, 2003, (6, 30)),
    (L, 4, 2004, (1, 9)),
    (Dlgs, 82, 2005, (3, 7)),
    (Dpr, 254, 2005, (11, 2)),
    (Dlgs, 198, 2006, (4, 11)),
    (Dlgs, 81, 2008, (4, 9)),
    (L, 15, 2009, (3, 4)),
    (Dlgs, 150, 2009, (10, 27)),
    (L, 196, 2009, (12, 31)),
    (Dlgs, 23, 2010, (2, 15)),
    (Dlgs, 91, 2011, (5, 31)),
    (Dlgs, 118, 2011, (6, 23)),
    (Dlgs, 150, 2011, (9, 1)),
    (L, 190, 2012, (11, 6)),
    (Dlgs, 33, 2013, (3, 14)),
    (Dlgs, 39, 2013, (4, 8)),
    (Dpr, 62, 2013, (4, 16)),
    (Dl, 90, 2014, (6, 24)),
    (L, 114, 2014, (8, 11)),
    (L, 124, 2015, (8, 7)),
    (Dlgs, 150, 2015, (9, 14)),
    (Dlgs, 50, 2016, (4, 18)),
    (Dpr, 105, 2016, (5, 9)),
    (Dlgs, 97, 2016, (5, 25)),
    (Dlgs, 175, 2016, (8, 19)),
    (Dlgs, 219, 2016, (11, 25)),
    (L, 81, 2017, (5, 22)),
    (Dlgs, 74, 2017, (5, 25)),
    (Dlgs, 75, 2017, (5, 25)),
    (Dlgs, 14, 2019, (1, 12)),
    (Dl, 76, 2020, (7, 16)),
    (Dl, 80, 2021, (6, 9)),
    (L, 113, 2021, (8, 6)),
    (Dl, 118, 2021, (8, 24)),
    (Dpr, 81, 2022, (6, 24)),
    (Dlgs, 150, 2022, (10, 10)),
    (Dlgs, 36, 2023, (3, 31)),
];

/// No year since 2000 has numbered more acts than these.
const NUMERO_MASSIMO: u32 = 450;

static CITAZIONE: LazyLock<Regex> = LazyLock::new(|| {
    let tipo = r"(?:(?P<dlgs>[Dd]\. ?[Ll]gs\.?|[Dd]lgs\.?|D\.LGS\.|[Dd]ecreto legislativo)|(?P<dl>D\. ?L\.|[Dd]ecreto[ -]legge)|(?P<dpr>D\. ?P\. ?R\.|DPR)|(?P<l>L\.|[Ll]egge))";
    let data = format!(
        r"(?P<giorno>\d{{1,2}})°? (?P<mese>{}) (?P<anno_data>\d{{4}})",
        MESI.join("|")
    );
    let numero = r"(?:n\. ?)?(?P<numero>\d{1,4})(?: ?/ ?| del )(?P<anno>\d{4})";
    Regex::new(&format!(
        r"\b{tipo}\s+(?:(?:del )?{data},? n\. ?(?P<numero_data>\d{{1,4}})|{numero})\b"
    ))
    .expect("a pattern of ours")
});

/// The acts that a text cites by number and year.
pub fn citazioni(testo: &str) -> Vec<Citazione> {
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
            .and_then(|n| u8::try_from(n + 1).ok())
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
    pub fn sospetta(&self, ultimo: i16) -> Option<String> {
        let nota = |adatta: &dyn Fn(&Atto) -> bool| NOTE.iter().find(|nota| adatta(nota));
        if let Some((.., giorno)) =
            nota(&|n| (n.0, n.1, n.2) == (self.tipo, self.numero, self.anno))
        {
            return self
                .giorno
                .filter(|scritto| scritto != giorno)
                .map(|_| scrivi(self.tipo, self.numero, self.anno, Some(*giorno)));
        }
        if let Some((tipo, ..)) = nota(&|n| (n.1, n.2) == (self.numero, self.anno)) {
            return Some(scrivi(*tipo, self.numero, self.anno, None));
        }
        let vicino =
            |anno: i16| strsim::damerau_levenshtein(&anno.to_string(), &self.anno.to_string()) == 1;
        if let Some((.., anno, _)) =
            nota(&|n| (n.0, n.1) == (self.tipo, self.numero) && vicino(n.2))
        {
            return Some(scrivi(self.tipo, self.numero, *anno, None));
        }
        let impossibile = self.anno > ultimo || (self.anno >= 2000 && self.numero > NUMERO_MASSIMO);
        impossibile.then(String::new)
    }
}

fn scrivi(tipo: Tipo, numero: u32, anno: i16, giorno: Option<(u8, u8)>) -> String {
    let tipo = match tipo {
        L => "L.",
        Dl => "D.L.",
        Dlgs => "D.Lgs.",
        Dpr => "D.P.R.",
    };
    match giorno {
        Some((mese, giorno)) => {
            format!(
                "{tipo} {giorno} {} {anno}, n. {numero}",
                MESI[usize::from(mese) - 1]
            )
        }
        None => format!("{tipo} {numero}/{anno}"),
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
