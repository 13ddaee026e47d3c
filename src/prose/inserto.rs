//! What a chapter may ask for by name: tables, charts, figures, cruscotti, results. Everything that
//! is known of an insert before it is drawn stands here.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::documents::{MONITORAGGIO, PREMI, VALIDAZIONE};
use crate::prospetti::Nome;

/// The place of something that the templates draw, with what it should show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inserto {
    /// Tables of `quadri/`, by id.
    Tabella(Vec<String>),
    /// Charts, one below the other.
    Grafico(Vec<String>),
    /// Charts side by side.
    Grafici(Vec<String>),
    /// Drawn figures.
    Figura(Vec<String>),
    /// Cruscotti by id.
    Cruscotto(Vec<String>),
    /// Cruscotti by kind.
    Cruscotti(Vec<String>),
    /// What came of cruscotti, by id.
    Rendiconto(Vec<String>),
    /// What came of cruscotti, by kind.
    Rendiconti(Vec<String>),
    Schede,
    ObiettiviDiSistema,
    Ambiti,
    QuadroSinottico,
    Fasce,
    BilancioDiGenere,
    Esclusi,
    NonPrevisti,
    /// What a draft lacks.
    Mancanti,
    /// A part that one document alone has.
    Proprio(Proprio),
    /// A section of what the body promises.
    Prospetto(Nome),
}

/// A part that one document alone has: whatever it shows, no other may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proprio {
    pub funzione: &'static str,
    /// Id of the document.
    pub documento: &'static str,
}

/// What the names given to an insert or a reference are names of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cosa {
    Tabella,
    Grafico,
    Figura,
    Cruscotto,
    TipoDiCruscotto,
}

/// What a sentence may refer to: each has its own names, and its place in a series of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rimandabile {
    Tabella,
    Grafico,
    Figura,
    Cruscotto,
    Rendiconto,
}

/// What the function of an insert is given.
enum Argomenti {
    Nomi(Cosa, fn(Vec<String>) -> Inserto),
    Nessuno(Inserto),
}

/// The functions that a chapter may call, with what each makes.
static FUNZIONI: [(&str, Argomenti); 37] = [
    ("tabella", Argomenti::Nomi(Cosa::Tabella, Inserto::Tabella)),
    ("grafico", Argomenti::Nomi(Cosa::Grafico, Inserto::Grafico)),
    ("grafici", Argomenti::Nomi(Cosa::Grafico, Inserto::Grafici)),
    ("figura", Argomenti::Nomi(Cosa::Figura, Inserto::Figura)),
    (
        "cruscotto",
        Argomenti::Nomi(Cosa::Cruscotto, Inserto::Cruscotto),
    ),
    (
        "cruscotti",
        Argomenti::Nomi(Cosa::TipoDiCruscotto, Inserto::Cruscotti),
    ),
    (
        "rendiconto",
        Argomenti::Nomi(Cosa::Cruscotto, Inserto::Rendiconto),
    ),
    (
        "rendiconti",
        Argomenti::Nomi(Cosa::TipoDiCruscotto, Inserto::Rendiconti),
    ),
    ("schede", Argomenti::Nessuno(Inserto::Schede)),
    (
        "obiettivi_di_sistema",
        Argomenti::Nessuno(Inserto::ObiettiviDiSistema),
    ),
    ("ambiti", Argomenti::Nessuno(Inserto::Ambiti)),
    (
        "quadro_sinottico",
        Argomenti::Nessuno(Inserto::QuadroSinottico),
    ),
    ("fasce", Argomenti::Nessuno(Inserto::Fasce)),
    (
        "bilancio_di_genere",
        Argomenti::Nessuno(Inserto::BilancioDiGenere),
    ),
    ("esclusi", Argomenti::Nessuno(Inserto::Esclusi)),
    ("non_previsti", Argomenti::Nessuno(Inserto::NonPrevisti)),
    ("mancanti", Argomenti::Nessuno(Inserto::Mancanti)),
    proprio("validazione_esito", VALIDAZIONE),
    proprio("validazione_criteri", VALIDAZIONE),
    proprio("validazione_evidenze", VALIDAZIONE),
    proprio("premi", PREMI),
    proprio("monitoraggio_sintesi", MONITORAGGIO),
    proprio("monitoraggio_servizi", MONITORAGGIO),
    proprio("monitoraggio_progetti", MONITORAGGIO),
    proprio("monitoraggio_proposte", MONITORAGGIO),
    proprio("monitoraggio_variazioni", MONITORAGGIO),
    prospetto(Nome::InUnaPagina),
    prospetto(Nome::RispostaAllePromesse),
    prospetto(Nome::Pira),
    prospetto(Nome::RapportoPira),
    prospetto(Nome::ValorePubblico),
    prospetto(Nome::FasiDelCiclo),
    prospetto(Nome::ObiettiviDiPerformance),
    prospetto(Nome::PerformanceIndividuale),
    prospetto(Nome::Anticorruzione),
    prospetto(Nome::StrumentiDiMonitoraggio),
    prospetto(Nome::FasiDiMonitoraggio),
];

/// A function of one document alone.
const fn proprio(funzione: &'static str, documento: &'static str) -> (&'static str, Argomenti) {
    let proprio = Proprio {
        funzione,
        documento,
    };
    (funzione, Argomenti::Nessuno(Inserto::Proprio(proprio)))
}

/// A section of what the body promises.
const fn prospetto(nome: Nome) -> (&'static str, Argomenti) {
    (
        nome.funzione(),
        Argomenti::Nessuno(Inserto::Prospetto(nome)),
    )
}

impl Argomenti {
    fn di(funzione: &str) -> Option<&'static Self> {
        let trovata = FUNZIONI.iter().find(|(nome, _)| *nome == funzione);
        trovata.map(|(_, argomenti)| argomenti)
    }
}

impl Inserto {
    /// What a function of a chapter asks for; none if it needs a name and is given none, or if
    /// there is no such function.
    pub fn nuovo(funzione: &str, nomi: Vec<String>) -> Option<Self> {
        match Argomenti::di(funzione)? {
            Argomenti::Nomi(_, crea) => (!nomi.is_empty()).then(|| crea(nomi)),
            Argomenti::Nessuno(inserto) => Some(inserto.clone()),
        }
    }

    /// The names of the functions.
    pub fn funzioni() -> impl Iterator<Item = &'static str> {
        FUNZIONI.iter().map(|(nome, _)| *nome)
    }

    /// What the names given to a function are names of; none of one that stands alone.
    pub fn argomenti(funzione: &str) -> Option<Cosa> {
        match Argomenti::di(funzione)? {
            Argomenti::Nomi(cosa, _) => Some(*cosa),
            Argomenti::Nessuno(_) => None,
        }
    }

    /// The function that asks for it.
    pub fn funzione(&self) -> &'static str {
        match self {
            Self::Tabella(_) => "tabella",
            Self::Grafico(_) => "grafico",
            Self::Grafici(_) => "grafici",
            Self::Figura(_) => "figura",
            Self::Cruscotto(_) => "cruscotto",
            Self::Cruscotti(_) => "cruscotti",
            Self::Rendiconto(_) => "rendiconto",
            Self::Rendiconti(_) => "rendiconti",
            Self::Schede => "schede",
            Self::ObiettiviDiSistema => "obiettivi_di_sistema",
            Self::Ambiti => "ambiti",
            Self::QuadroSinottico => "quadro_sinottico",
            Self::Fasce => "fasce",
            Self::BilancioDiGenere => "bilancio_di_genere",
            Self::Esclusi => "esclusi",
            Self::NonPrevisti => "non_previsti",
            Self::Mancanti => "mancanti",
            Self::Proprio(proprio) => proprio.funzione,
            Self::Prospetto(nome) => nome.funzione(),
        }
    }

    /// The names that it was asked for with.
    pub fn nomi(&self) -> &[String] {
        match self {
            Self::Tabella(nomi)
            | Self::Grafico(nomi)
            | Self::Grafici(nomi)
            | Self::Figura(nomi)
            | Self::Cruscotto(nomi)
            | Self::Cruscotti(nomi)
            | Self::Rendiconto(nomi)
            | Self::Rendiconti(nomi) => nomi,
            _ => &[],
        }
    }

    /// What these names are names of; none of what stands alone.
    pub fn cosa(&self) -> Option<Cosa> {
        Self::argomenti(self.funzione())
    }

    /// The charts that it places.
    pub fn grafici(&self) -> &[String] {
        match self {
            Self::Grafico(nomi) | Self::Grafici(nomi) => nomi,
            _ => &[],
        }
    }

    /// The tables of its own that carry a number.
    fn tabelle(&self) -> &'static [&'static str] {
        match self {
            Self::QuadroSinottico => &[
                "risultati-prospettive",
                "risultati-servizi",
                "migliori",
                "peggiori",
            ],
            Self::Fasce => &["fasce"],
            Self::Esclusi => &["esclusi"],
            Self::NonPrevisti => &["non-previsti"],
            Self::BilancioDiGenere => &["genere", "genere-tempo-parziale"],
            Self::Prospetto(nome) => nome.tabelle(),
            _ => &[],
        }
    }

    /// The tables that are made from the results, which a sentence may refer to.
    pub fn tabelle_dei_risultati() -> impl Iterator<Item = &'static str> {
        FUNZIONI
            .iter()
            .filter_map(|(_, argomenti)| match argomenti {
                Argomenti::Nessuno(inserto) => Some(inserto.tabelle()),
                Argomenti::Nomi(..) => None,
            })
            .flatten()
            .copied()
    }
}

impl Cosa {
    /// As a message names it.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Tabella => "la tabella",
            Self::Grafico => "il grafico",
            Self::Figura => "la figura",
            Self::Cruscotto => "il cruscotto",
            Self::TipoDiCruscotto => "il tipo di cruscotto",
        }
    }
}

impl Rimandabile {
    const TUTTI: [Self; 5] = [
        Self::Tabella,
        Self::Grafico,
        Self::Figura,
        Self::Cruscotto,
        Self::Rendiconto,
    ];

    /// What a reference says that it refers to.
    pub fn di(nome: &str) -> Option<Self> {
        Self::TUTTI
            .into_iter()
            .find(|rimandabile| rimandabile.nome() == nome)
    }

    /// As a reference writes it.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Tabella => "tabella",
            Self::Grafico => "grafico",
            Self::Figura => "figura",
            Self::Cruscotto => "cruscotto",
            Self::Rendiconto => "rendiconto",
        }
    }

    /// What its names are names of.
    pub fn cosa(self) -> Cosa {
        match self {
            Self::Tabella => Cosa::Tabella,
            Self::Grafico => Cosa::Grafico,
            Self::Figura => Cosa::Figura,
            Self::Cruscotto | Self::Rendiconto => Cosa::Cruscotto,
        }
    }

    /// The series that its number belongs to, as a caption begins: what a cruscotto shows is a
    /// table.
    pub fn serie(self) -> &'static str {
        match self {
            Self::Grafico => "Grafico",
            Self::Figura => "Figura",
            Self::Tabella | Self::Cruscotto | Self::Rendiconto => "Tabella",
        }
    }
}

/// A cross-reference: `rif("tabella", "personale")`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rimando {
    #[serde(rename = "rif")]
    pub che: Rimandabile,
    pub id: String,
}

impl Rimando {
    /// What the arguments of a reference say; none if they are not a kind and a name.
    pub fn nuovo(argomenti: &[String]) -> Option<Self> {
        let [che, id] = argomenti else {
            return None;
        };
        Some(Self {
            che: Rimandabile::di(che)?,
            id: id.clone(),
        })
    }
}

/// As a comparison of drafts names its place: `tabella personale`.
impl std::fmt::Display for Rimando {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.che.nome(), self.id)
    }
}

/// As a comparison of drafts names its place: `tabella personale`.
impl std::fmt::Display for Inserto {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.funzione())?;
        self.nomi().iter().try_for_each(|nome| write!(f, " {nome}"))
    }
}

/// As the templates read it: `{"che": "obiettivi-di-sistema", "id": []}`.
impl Serialize for Inserto {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut mappa = serializer.serialize_map(Some(2))?;
        mappa.serialize_entry("che", &self.funzione().replace('_', "-"))?;
        mappa.serialize_entry("id", self.nomi())?;
        mappa.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_makes_its_own_insert_and_the_templates_draw_it() {
        let disegnati = include_str!("../../templates/componenti/inserti.typ");
        for funzione in Inserto::funzioni() {
            let inserto = Inserto::nuovo(funzione, vec!["x".to_owned()]).expect(funzione);
            assert_eq!(inserto.funzione(), funzione);
            let nomi = usize::from(Inserto::argomenti(funzione).is_some());
            assert_eq!(inserto.nomi().len(), nomi, "{funzione}");
            let chiave = format!("\n    {}: (", funzione.replace('_', "-"));
            assert!(disegnati.contains(&chiave), "{funzione}");
            assert_eq!(
                Inserto::nuovo(funzione, Vec::new()).is_none(),
                nomi == 1,
                "{funzione}"
            );
        }
        assert_eq!(Inserto::nuovo("torta", Vec::new()), None);
    }
}
