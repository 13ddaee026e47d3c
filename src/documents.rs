//! The documents of a cycle: one table of those that the program knows, and the cycle's own.
//!
//! What a document is stands here and nowhere else: its name, title and years, its main template,
//! whether it tells results. Its chapters are in `testi/` under its id.

use jiff::civil::Date;

use crate::model::nome::{piu_vicino, slug};
use crate::model::{Documenti, Documento, Modello, Obbligo};

/// A document before its cycle is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Descrittore {
    /// Its name in commands, files and folders: `piano`.
    pub id: String,
    /// As a sentence calls it: `Piano`.
    pub nome: String,
    pub periodo: Periodo,
    pub forma: Forma,
    /// True if it tells what came of a year: a draft as long as results are missing.
    pub con_risultati: bool,
    /// True if it may be published; another is for the office alone.
    pub pubblico: bool,
    /// What it is published for; none of a document that no list asks for.
    pub obbligo: Option<Obbligo>,
    /// True if every cycle owes it: one without chapters is told.
    pub dovuto: bool,
    /// True if our own chapters stand in for those that a cycle has not written.
    pub di_serie: bool,
}

/// How its headings are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numerazione {
    /// Chapters and sections one after the other, whatever their files are called.
    DiFila,
    /// By the number of each chapter's file, for a document that others are bound with: `21-…` is
    /// section 2.1, and its paragraphs are 2.1.1 and so on.
    DalFile,
}

/// What a document is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forma {
    /// Chapters in `testi/ID`, set with a main template.
    Capitoli { modello: &'static str },
    /// One small document for each service and each project, to be signed and kept.
    Schede,
}

/// The years that a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Periodo {
    /// The plan's years.
    Triennio,
    /// The year that is reported on.
    Rendicontato,
    /// The plan's first year.
    Anno,
    /// A day within the plan's years.
    AllaData,
}

/// The years of a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anni {
    pub primo: i16,
    pub ultimo: i16,
    pub rendicontato: i16,
}

/// The document that the schede follow from.
pub const PIANO: &str = "piano";
/// What the OIV says of the Relazione.
pub const VALIDAZIONE: &str = "validazione";
/// What was set aside and paid as bonuses, and how (D.Lgs. 33/2013 art. 20).
pub const PREMI: &str = "premi";
/// Where the year stands at a day.
pub const MONITORAGGIO: &str = "monitoraggio";
/// The document that answers it.
pub const RELAZIONE: &str = "relazione";
/// The document that holds the Piano in a body of more than 50 people.
pub const PIAO: &str = "piao";
/// The plan of indicators and expected results of the budget, and its account.
pub const PIRA: &str = "pira";
pub const RAPPORTO_PIRA: &str = "rapporto-pira";
/// The chapters of the PIAO that a smaller body need not write: public value and monitoring
/// (D.M. 132/2022 art. 6).
const SENZA_NEL_RIDOTTO: [u32; 2] = [21, 40];
/// The template of the documents that a cycle declares by itself.
const GENERALE: &str = "documento.typ";

/// A row of the table.
struct Noto {
    id: &'static str,
    nome: &'static str,
    /// The title before the years.
    titolo: &'static str,
    periodo: Periodo,
    forma: Forma,
    con_risultati: bool,
    pubblico: bool,
    obbligo: Option<Obbligo>,
    dovuto: bool,
    di_serie: bool,
    numerazione: Numerazione,
}

impl Noto {
    fn descrittore(&self) -> Descrittore {
        Descrittore {
            id: self.id.to_owned(),
            nome: self.nome.to_owned(),
            periodo: self.periodo,
            forma: self.forma,
            con_risultati: self.con_risultati,
            pubblico: self.pubblico,
            obbligo: self.obbligo,
            dovuto: self.dovuto,
            di_serie: self.di_serie,
        }
    }
}

/// A document of chapters that may be published, and that a cycle makes if it wants to.
const LIBERO: Noto = Noto {
    id: "",
    nome: "",
    titolo: "",
    periodo: Periodo::Anno,
    forma: Forma::Capitoli { modello: GENERALE },
    con_risultati: false,
    pubblico: true,
    obbligo: None,
    dovuto: false,
    di_serie: false,
    numerazione: Numerazione::DiFila,
};

/// The documents that the program knows, in the order in which they are made.
const NOTI: &[Noto] = &[
    Noto {
        id: PIANO,
        nome: "Piano",
        titolo: "Piano della performance",
        periodo: Periodo::Triennio,
        forma: Forma::Capitoli {
            modello: "piano.typ",
        },
        obbligo: Some(Obbligo::Piano),
        dovuto: true,
        ..LIBERO
    },
    Noto {
        id: PIAO,
        nome: "PIAO",
        titolo: "Piano integrato di attività e organizzazione",
        periodo: Periodo::Triennio,
        forma: Forma::Capitoli {
            modello: "piao.typ",
        },
        obbligo: Some(Obbligo::Piano),
        numerazione: Numerazione::DalFile,
        ..LIBERO
    },
    Noto {
        id: RELAZIONE,
        nome: "Relazione",
        titolo: "Relazione sulla performance",
        periodo: Periodo::Rendicontato,
        forma: Forma::Capitoli {
            modello: "relazione.typ",
        },
        con_risultati: true,
        obbligo: Some(Obbligo::Relazione),
        dovuto: true,
        ..LIBERO
    },
    Noto {
        id: PIRA,
        nome: "PIRA",
        titolo: "Piano degli indicatori e dei risultati attesi di bilancio",
        periodo: Periodo::Triennio,
        forma: Forma::Capitoli {
            modello: "pira.typ",
        },
        ..LIBERO
    },
    Noto {
        id: RAPPORTO_PIRA,
        nome: "Rapporto sul PIRA",
        titolo: "Rapporto sui risultati del PIRA",
        periodo: Periodo::Rendicontato,
        forma: Forma::Capitoli {
            modello: "rapporto-pira.typ",
        },
        con_risultati: true,
        ..LIBERO
    },
    Noto {
        id: VALIDAZIONE,
        nome: "Validazione",
        titolo: "Validazione della Relazione sulla performance",
        periodo: Periodo::Rendicontato,
        forma: Forma::Capitoli {
            modello: "validazione.typ",
        },
        con_risultati: true,
        obbligo: Some(Obbligo::AttiDiValutazione),
        di_serie: true,
        ..LIBERO
    },
    Noto {
        id: PREMI,
        nome: "Premi",
        titolo: "Dati relativi ai premi",
        periodo: Periodo::Rendicontato,
        obbligo: Some(Obbligo::DatiDeiPremi),
        di_serie: true,
        ..LIBERO
    },
    Noto {
        id: MONITORAGGIO,
        nome: "Monitoraggio",
        titolo: "Monitoraggio",
        periodo: Periodo::AllaData,
        forma: Forma::Capitoli {
            modello: "monitoraggio.typ",
        },
        pubblico: false,
        di_serie: true,
        ..LIBERO
    },
    Noto {
        id: "schede",
        nome: "Schede",
        titolo: "Scheda",
        periodo: Periodo::Triennio,
        forma: Forma::Schede,
        pubblico: false,
        dovuto: true,
        ..LIBERO
    },
];

/// The documents that the program knows.
pub fn noti() -> impl Iterator<Item = Descrittore> {
    NOTI.iter().map(Noto::descrittore)
}

/// All documents of a cycle: those that the program knows, then its own.
pub fn tutti(dichiarati: &Documenti) -> Vec<Descrittore> {
    let propri = dichiarati.iter().filter(|(id, _)| !e_noto(id));
    let propri = propri.map(|(id, atto)| proprio(id, atto.titolo.clone()));
    noti().chain(propri).collect()
}

/// A document that a cycle declares by itself.
pub fn proprio(id: &str, titolo: String) -> Descrittore {
    Descrittore {
        id: id.to_owned(),
        nome: titolo,
        ..LIBERO.descrittore()
    }
}

/// The documents of a cycle that have chapters.
pub fn con_capitoli(dichiarati: &Documenti) -> Vec<Descrittore> {
    let mut tutti = tutti(dichiarati);
    tutti.retain(Descrittore::ha_capitoli);
    tutti
}

/// True for a document that the program knows.
pub fn e_noto(id: &str) -> bool {
    NOTI.iter().any(|noto| noto.id == id)
}

/// The known document that an id of the cycle's own resembles, if it may be a slip.
pub fn simile(id: &str) -> Option<&'static str> {
    piu_vicino(id, NOTI.iter().map(|noto| noto.id))
}

/// True for the id that a cycle may give to a document of its own: a plain name, for it names files
/// and folders.
pub fn id_valido(id: &str) -> bool {
    !id.is_empty() && slug(id) == id && !id.starts_with("sched")
}

/// The ids of these documents in a sentence: `piano, relazione, schede`.
pub fn elenco<'a>(documenti: impl IntoIterator<Item = &'a Descrittore>) -> String {
    let ids: Vec<&str> = documenti.into_iter().map(|d| d.id.as_str()).collect();
    ids.join(", ")
}

/// The document of an id among these, or the one that was probably meant.
///
/// # Errors
/// The nearest id, if one is near.
pub fn trova<'a>(
    documenti: &'a [Descrittore],
    id: &str,
) -> Result<&'a Descrittore, Option<&'a str>> {
    let trovato = documenti.iter().find(|descrittore| descrittore.id == id);
    trovato.ok_or_else(|| piu_vicino(id, documenti.iter().map(|d| d.id.as_str())))
}

impl Descrittore {
    /// True if it is made of chapters.
    pub fn ha_capitoli(&self) -> bool {
        matches!(self.forma, Forma::Capitoli { .. })
    }

    /// The folder of its chapters.
    pub fn cartella(&self) -> String {
        format!("testi/{}", self.id)
    }

    /// True if a chapter is due; of the PIAO, a small body may leave some out.
    pub fn vuole(&self, capitolo: &str, ridotto: bool) -> bool {
        let fuori = || numero(capitolo).is_some_and(|n| SENZA_NEL_RIDOTTO.contains(&n));
        !(ridotto && self.id == PIAO && fuori())
    }

    /// Its title where the cycle gives none.
    pub fn titolo(&self, anni: Anni) -> String {
        let noto = NOTI.iter().find(|noto| noto.id == self.id);
        let titolo = noto.map_or(self.nome.as_str(), |noto| noto.titolo);
        format!("{titolo} {}", self.periodo.scritto(anni))
    }

    /// What it says of itself where the cycle says nothing: nobody wrote that date.
    pub fn atto(&self, anni: Anni) -> Documento {
        let mai = Date::constant(2000, 1, 1);
        let uscita = mai.with().year(self.uscita(anni)).build();
        Documento {
            titolo: self.titolo(anni),
            data: uscita.unwrap_or(mai),
            ..Documento::default()
        }
    }

    /// The year in which it comes out where the cycle does not say.
    pub fn uscita(&self, anni: Anni) -> i16 {
        match self.periodo {
            Periodo::Rendicontato => anni.rendicontato.saturating_add(1),
            Periodo::Triennio | Periodo::Anno | Periodo::AllaData => anni.primo,
        }
    }

    /// Its years, as its file is named by them: `2022-2024`, `2021`.
    pub fn anni(&self, modello: &Modello) -> String {
        self.periodo.scritto(Anni::di(modello))
    }

    /// The years that stand among the keywords of its PDF.
    pub fn anni_uno_per_uno(&self, modello: &Modello) -> Vec<i16> {
        match self.periodo {
            Periodo::Triennio => modello.triennio.clone(),
            Periodo::Rendicontato | Periodo::Anno | Periodo::AllaData => {
                vec![self.anno(modello)]
            }
        }
    }

    /// The one year that its tables are about.
    pub fn anno(&self, modello: &Modello) -> i16 {
        match self.periodo {
            Periodo::Rendicontato => modello.anno_relazione,
            Periodo::Triennio | Periodo::Anno | Periodo::AllaData => modello.anno,
        }
    }
}

/// How the headings of a document are numbered.
pub fn numerazione(id: &str) -> Numerazione {
    let noto = NOTI.iter().find(|noto| noto.id == id);
    noto.unwrap_or(&LIBERO).numerazione
}

/// The number by which a chapter's file has its place: `21-valore-pubblico.md` is 21.
pub fn numero(capitolo: &str) -> Option<u32> {
    let nome = capitolo.rsplit('/').next().unwrap_or(capitolo);
    let cifre = nome.split(|c: char| !c.is_ascii_digit()).next();
    cifre.unwrap_or_default().parse().ok()
}

impl Anni {
    /// Those of a cycle that was read.
    pub fn di(modello: &Modello) -> Self {
        Self {
            primo: modello.anno,
            ultimo: modello.triennio.last().copied().unwrap_or(modello.anno),
            rendicontato: modello.anno_relazione,
        }
    }
}

impl Periodo {
    fn scritto(self, anni: Anni) -> String {
        match self {
            Self::Triennio => format!("{}-{}", anni.primo, anni.ultimo),
            Self::Rendicontato => anni.rendicontato.to_string(),
            Self::Anno | Self::AllaData => anni.primo.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_name_files_and_are_not_taken() {
        for (id, valido) in [
            ("nota-integrativa", true),
            ("Nota", false),
            ("../fuori", false),
            ("schede", false),
            ("scheda-servizio", false),
            ("", false),
        ] {
            assert_eq!(id_valido(id), valido, "{id}");
        }
    }

    #[test]
    fn a_small_body_leaves_out_two_sections_of_the_piao() {
        let piao = noti().find(|noto| noto.id == PIAO).expect("the PIAO");
        for (capitolo, nel_ridotto) in [
            ("testi/piao/20-sezione.md", true),
            ("testi/piao/21-valore-pubblico.md", false),
            ("testi/piao/22-performance.md", true),
            ("testi/piao/40-monitoraggio.md", false),
            ("testi/piao/senza-numero.md", true),
        ] {
            assert!(piao.vuole(capitolo, false));
            assert_eq!(piao.vuole(capitolo, true), nel_ridotto, "{capitolo}");
        }
    }

    #[test]
    fn titles_follow_from_the_years() {
        let anni = Anni {
            primo: 2022,
            ultimo: 2024,
            rendicontato: 2021,
        };
        let titoli: Vec<String> = noti()
            .filter(Descrittore::ha_capitoli)
            .map(|documento| documento.titolo(anni))
            .collect();
        let attesi = [
            "Piano della performance 2022-2024",
            "Piano integrato di attività e organizzazione 2022-2024",
            "Relazione sulla performance 2021",
            "Piano degli indicatori e dei risultati attesi di bilancio 2022-2024",
            "Rapporto sui risultati del PIRA 2021",
            "Validazione della Relazione sulla performance 2021",
            "Dati relativi ai premi 2021",
            // Once it is made, it is named by its day.
            "Monitoraggio 2022",
        ];
        assert_eq!(titoli, attesi);
    }
}
