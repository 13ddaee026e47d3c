//! What a comparison finds: each difference is something that can differ, and what became of it.

use jiff::civil::Date;

use crate::model::{Origine, italiano};

use super::termini::{Ambito, Causa, Parola, Tipo, Variazione};

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Differenza {
    pub cosa: Cosa,
    pub mutamento: Mutamento,
}

/// What can differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cosa {
    /// A row of a cruscotto, or one of its fields; none for the whole.
    Riga(Indicata, Option<CampoRiga>),
    /// A cruscotto, by id.
    Cruscotto(String, ParteCruscotto),
    OrdineCruscotti,
    /// A project, by name.
    Progetto(String, ParteProgetto),
    /// A table or the series behind a chart, by id.
    Quadro(String, ParteQuadro),
    /// A chapter, by its file.
    Testo(String, ParteTesto),
    /// What `ciclo.toml` declares, by the path of its keys.
    Impostazione(String),
    /// A grade: it follows from other differences.
    Grado(Graduato),
}

/// A row by what names it, in the new draft where it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicata {
    /// Id of the cruscotto.
    pub cruscotto: String,
    /// Id of the indicator.
    pub indicatore: String,
    /// Its id in the old draft, where it is another.
    pub indicatore_vecchio: Option<String>,
    /// Name of the indicator.
    pub nome: String,
}

/// A field of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampoRiga {
    Nome,
    Obiettivo,
    Azione,
    /// The target of a year.
    Atteso(i16),
    /// The target that a year's was changed to.
    Rimodulato(i16),
    /// The result of a year.
    Consuntivo(i16),
    /// The value at a day within the year.
    AllaData(Date),
    Fonte,
    Peso,
    Verso,
    DiSistema,
    Grado,
    Motivazione,
    AttoRimodulazione,
    Note,
    /// Another of its texts, by name: `formula`.
    Altro(&'static str),
}

/// What differs in a cruscotto beside its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParteCruscotto {
    Intero,
    Nome,
    Tipo,
    Responsabile,
    /// The text of an azione, whose rows all went with it.
    Azione,
    /// A footnote.
    Nota,
    OrdineRighe,
}

/// What differs in a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParteProgetto {
    Intero,
    Campo(&'static str),
    /// An activity, by name.
    Attivita(String),
    CampoAttivita(String, &'static str),
    OrdineAttivita,
}

/// What differs in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParteQuadro {
    Intero,
    Riga(String),
    Colonna(String),
    /// By its row and its column.
    Cella(String, String),
    OrdineRighe,
    OrdineColonne,
}

/// What differs in a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParteTesto {
    Capitolo,
    Capoverso,
}

/// What has a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Graduato {
    /// A row, in a year.
    Riga(Indicata, i16),
    /// A cruscotto, by id, in a year.
    Cruscotto(String, i16),
    /// By code, with what the body calls its level.
    Obiettivo {
        livello: String,
        codice: String,
    },
    /// By name, with what the body calls its level.
    Prospettiva {
        livello: String,
        nome: String,
    },
    Ente,
    AmbitoOrganizzativo,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Mutamento {
    Aggiunto(Capo),
    Tolto(Capo),
    Cambiato(Capo, Capo, Come),
    Rinominato(Capo, Capo),
    /// Under another obiettivo or azione.
    Spostato(Capo, Capo),
    /// The same things in another order, said once: what stood first where the orders part, and how
    /// many things stand elsewhere than before.
    Riordinato(Capo, Capo, usize),
}

/// How a change may be told besides its two ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Come {
    Altrimenti,
    /// By how much, where both ends are numbers of one kind.
    DiTanto(Variazione),
    /// Word by word.
    AParole(Vec<Parola>),
    /// By what moved a grade.
    PerCausaDi(Vec<Causa>),
}

/// Something as one draft has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Capo {
    /// As the documents print it.
    pub testo: String,
    /// Where it stands; none for what is worked out from many places.
    pub luogo: Option<Origine>,
}

impl From<(String, Origine)> for Capo {
    fn from((testo, luogo): (String, Origine)) -> Self {
        Self {
            testo,
            luogo: Some(luogo),
        }
    }
}

impl Cosa {
    pub(super) fn aggiunta(self, nuovo: impl Into<Capo>) -> Differenza {
        self.con(Mutamento::Aggiunto(nuovo.into()))
    }

    pub(super) fn tolta(self, vecchio: impl Into<Capo>) -> Differenza {
        self.con(Mutamento::Tolto(vecchio.into()))
    }

    pub(super) fn cambiata(
        self,
        vecchio: impl Into<Capo>,
        nuovo: impl Into<Capo>,
        come: Come,
    ) -> Differenza {
        self.con(Mutamento::Cambiato(vecchio.into(), nuovo.into(), come))
    }

    pub(super) fn rinominata(self, prima: impl Into<Capo>, ora: impl Into<Capo>) -> Differenza {
        self.con(Mutamento::Rinominato(prima.into(), ora.into()))
    }

    pub(super) fn spostata(self, prima: impl Into<Capo>, ora: impl Into<Capo>) -> Differenza {
        self.con(Mutamento::Spostato(prima.into(), ora.into()))
    }

    pub(super) fn riordinata<C: Into<Capo>>(self, prima: C, ora: C, quanti: usize) -> Differenza {
        self.con(Mutamento::Riordinato(prima.into(), ora.into(), quanti))
    }

    fn con(self, mutamento: Mutamento) -> Differenza {
        Differenza {
            cosa: self,
            mutamento,
        }
    }

    /// The kind of thing, as the public JSON has it.
    pub fn ambito(&self) -> Ambito {
        match self {
            Self::Riga(..) => Ambito::Indicatore,
            Self::Cruscotto(..) | Self::OrdineCruscotti => Ambito::Cruscotto,
            Self::Progetto(..) => Ambito::Progetto,
            Self::Quadro(..) => Ambito::Quadro,
            Self::Testo(..) => Ambito::Testo,
            Self::Impostazione(_) => Ambito::Impostazione,
            Self::Grado(_) => Ambito::Grado,
        }
    }

    /// The row that it is about.
    pub fn riga(&self) -> Option<&Indicata> {
        match self {
            Self::Riga(riga, _) | Self::Grado(Graduato::Riga(riga, _)) => Some(riga),
            _ => None,
        }
    }

    /// Id of the cruscotto that it is about.
    pub fn cruscotto(&self) -> Option<&str> {
        match self {
            Self::Cruscotto(id, _) | Self::Grado(Graduato::Cruscotto(id, _)) => Some(id),
            _ => self.riga().map(|riga| riga.cruscotto.as_str()),
        }
    }

    /// The field that it is about, as the public JSON names it; none for the whole and for a cell of
    /// a table.
    pub fn campo(&self) -> Option<String> {
        match self {
            Self::Riga(_, campo) => campo.map(CampoRiga::nome),
            Self::Cruscotto(_, parte) => parte.nome().map(str::to_owned),
            Self::OrdineCruscotti => Some("ordine".to_owned()),
            Self::Progetto(_, parte) => parte.nome().map(str::to_owned),
            Self::Quadro(_, parte) => parte.nome().map(str::to_owned),
            Self::Testo(_, parte) => Some(parte.nome().to_owned()),
            Self::Impostazione(chiave) => Some(chiave.clone()),
            Self::Grado(graduato) => Some(graduato.nome()),
        }
    }
}

impl CampoRiga {
    /// `atteso 2022`, `fonte`, …
    pub fn nome(self) -> String {
        let nome = match self {
            Self::Atteso(anno) => return format!("atteso {anno}"),
            Self::Rimodulato(anno) => return format!("rimodulato {anno}"),
            Self::Consuntivo(anno) => return format!("consuntivo {anno}"),
            Self::AllaData(giorno) => return format!("valore al {}", italiano::data(giorno)),
            Self::Nome => "nome",
            Self::Obiettivo => "obiettivo",
            Self::Azione => "azione",
            Self::Fonte => "fonte",
            Self::Peso => "peso",
            Self::Verso => "verso",
            Self::DiSistema => "di sistema",
            Self::Grado => "grado",
            Self::Motivazione => "motivazione",
            Self::AttoRimodulazione => "atto di rimodulazione",
            Self::Note => "note",
            Self::Altro(nome) => nome,
        };
        nome.to_owned()
    }
}

impl ParteCruscotto {
    fn nome(self) -> Option<&'static str> {
        Some(match self {
            Self::Intero => return None,
            Self::Nome => "nome",
            Self::Tipo => "tipo",
            Self::Responsabile => "responsabile",
            Self::Azione => "azione",
            Self::Nota => "note",
            Self::OrdineRighe => "righe",
        })
    }
}

impl ParteProgetto {
    fn nome(&self) -> Option<&'static str> {
        match self {
            Self::Intero => None,
            Self::Campo(campo) | Self::CampoAttivita(_, campo) => Some(campo),
            Self::Attivita(_) | Self::OrdineAttivita => Some("attività"),
        }
    }

    /// Name of the activity.
    pub fn attivita(&self) -> Option<&str> {
        match self {
            Self::Attivita(nome) | Self::CampoAttivita(nome, _) => Some(nome),
            Self::Intero | Self::Campo(_) | Self::OrdineAttivita => None,
        }
    }
}

impl ParteQuadro {
    fn nome(&self) -> Option<&'static str> {
        match self {
            Self::Intero | Self::Cella(..) => None,
            Self::Riga(_) | Self::OrdineRighe => Some("voce"),
            Self::Colonna(_) | Self::OrdineColonne => Some("colonna"),
        }
    }

    /// Name of the row.
    pub fn voce(&self) -> Option<&str> {
        match self {
            Self::Riga(voce) | Self::Cella(voce, _) => Some(voce),
            _ => None,
        }
    }

    /// Name of the column.
    pub fn colonna(&self) -> Option<&str> {
        match self {
            Self::Colonna(colonna) | Self::Cella(_, colonna) => Some(colonna),
            _ => None,
        }
    }
}

impl ParteTesto {
    fn nome(self) -> &'static str {
        match self {
            Self::Capitolo => "capitolo",
            Self::Capoverso => "capoverso",
        }
    }
}

impl Graduato {
    fn nome(&self) -> String {
        match self {
            Self::Riga(_, anno) | Self::Cruscotto(_, anno) => format!("grado {anno}"),
            Self::Obiettivo { livello, codice } => format!("grado {livello} {codice}"),
            Self::Prospettiva { livello, nome } => format!("grado {livello} {nome}"),
            Self::Ente => "grado ente".to_owned(),
            Self::AmbitoOrganizzativo => "grado ambito organizzativo".to_owned(),
        }
    }
}

impl Mutamento {
    /// The kind of change, as the public JSON has it.
    pub fn tipo(&self) -> Tipo {
        match self {
            Self::Aggiunto(_) => Tipo::Aggiunto,
            Self::Tolto(_) => Tipo::Tolto,
            Self::Cambiato(..) => Tipo::Cambiato,
            Self::Rinominato(..) => Tipo::Rinominato,
            Self::Spostato(..) => Tipo::Spostato,
            Self::Riordinato(..) => Tipo::Riordinato,
        }
    }

    /// What the old draft has.
    pub fn vecchio(&self) -> Option<&Capo> {
        match self {
            Self::Aggiunto(_) => None,
            Self::Tolto(vecchio)
            | Self::Cambiato(vecchio, ..)
            | Self::Rinominato(vecchio, _)
            | Self::Spostato(vecchio, _)
            | Self::Riordinato(vecchio, ..) => Some(vecchio),
        }
    }

    /// What the new draft has.
    pub fn nuovo(&self) -> Option<&Capo> {
        match self {
            Self::Tolto(_) => None,
            Self::Aggiunto(nuovo)
            | Self::Cambiato(_, nuovo, _)
            | Self::Rinominato(_, nuovo)
            | Self::Spostato(_, nuovo)
            | Self::Riordinato(_, nuovo, _) => Some(nuovo),
        }
    }

    /// By how much a number changed.
    pub fn variazione(&self) -> Option<&Variazione> {
        match self {
            Self::Cambiato(_, _, Come::DiTanto(variazione)) => Some(variazione),
            _ => None,
        }
    }

    /// The words of a paragraph that changed; empty for the rest.
    pub fn parole(&self) -> &[Parola] {
        match self {
            Self::Cambiato(_, _, Come::AParole(parole)) => parole,
            _ => &[],
        }
    }

    /// What moved a grade; empty for the rest.
    pub fn cause(&self) -> &[Causa] {
        match self {
            Self::Cambiato(_, _, Come::PerCausaDi(cause)) => cause,
            _ => &[],
        }
    }

    /// Where the old draft has it.
    pub fn luogo_vecchio(&self) -> Option<&Origine> {
        self.vecchio()?.luogo.as_ref()
    }

    /// Where the new draft has it.
    pub fn luogo_nuovo(&self) -> Option<&Origine> {
        self.nuovo()?.luogo.as_ref()
    }
}

impl Come {
    /// By how much, if that can be told.
    pub(super) fn di_tanto(variazione: Option<Variazione>) -> Self {
        variazione.map_or(Self::Altrimenti, Self::DiTanto)
    }
}

impl Differenza {
    /// True if it follows from other differences.
    pub fn deriva(&self) -> bool {
        matches!(self.cosa, Cosa::Grado(_))
    }
}
