//! A cell's value: typed, exact, with the text as written and the place it came from.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::nome::chiave;
use super::{Origine, Verso, italiano};

/// A value with the text that the office wrote and its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "ValoreJson", into = "ValoreJson")]
pub struct Valore {
    pub dato: Dato,
    /// Decimals that are printed, where the cell shows fewer than the number has: a quotient has
    /// many.
    pub decimali: Option<u32>,
    /// As written, or as the workbook shows it.
    pub testo: String,
    pub origine: Origine,
}

/// What a cell says. Two are equal if they mean the same, however they are written.
#[derive(Debug, Clone, PartialEq)]
pub enum Dato {
    /// A number, percentage, duration or amount of money.
    Quantita(Grandezza),
    Data(Date),
    /// To be decided: yes or no.
    SiNo,
    Si,
    No,
    /// At least, at most, more or less than a limit.
    Soglia(Operatore, Limite),
    /// Words, kept as written.
    Testo(String),
    /// `-`, `n.d.`, `n.a.`: said on purpose, not forgotten.
    NonPrevisto,
    Vuoto,
}

/// An exact decimal with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grandezza {
    /// Percentages are in points: 98.83 for 98,83%.
    pub valore: Decimal,
    pub unita: UnitaMisura,
}

/// Units that the documents know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitaMisura {
    /// A bare number.
    Nessuna,
    /// Percentage points.
    Percento,
    Euro,
    Giorni,
    GiorniLavorativi,
    Minuti,
    Ore,
    /// A score out of so many: `4,2 su 5`.
    Su(Decimal),
}

/// What a [`Dato::Soglia`] compares with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limite {
    Quantita(Grandezza),
    Data(Date),
}

/// The comparison of a [`Dato::Soglia`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operatore {
    Minore,
    MinoreUguale,
    Maggiore,
    MaggioreUguale,
}

impl Operatore {
    /// As the public JSON writes it: `<`, `<=`, `>`, `>=`.
    pub fn ascii(self) -> &'static str {
        match self {
            Self::Minore => "<",
            Self::MinoreUguale => "<=",
            Self::Maggiore => ">",
            Self::MaggioreUguale => ">=",
        }
    }

    /// As the documents print it.
    pub fn segno(self) -> &'static str {
        match self {
            Self::MinoreUguale => "≤",
            Self::MaggioreUguale => "≥",
            altro => altro.ascii(),
        }
    }

    /// The operator that [`ascii`](Self::ascii) writes so.
    pub fn da_ascii(testo: &str) -> Option<Self> {
        [
            Self::Minore,
            Self::MinoreUguale,
            Self::Maggiore,
            Self::MaggioreUguale,
        ]
        .into_iter()
        .find(|operatore| operatore.ascii() == testo)
    }

    /// The direction that the operator asks for.
    pub fn verso(self) -> Verso {
        match self {
            Self::Minore | Self::MinoreUguale => Verso::Decrescente,
            Self::Maggiore | Self::MaggioreUguale => Verso::Crescente,
        }
    }

    /// True if `a` compares so with `b`.
    pub fn vale<T: PartialOrd>(self, a: T, b: T) -> bool {
        match self {
            Self::Minore => a < b,
            Self::MinoreUguale => a <= b,
            Self::Maggiore => a > b,
            Self::MaggioreUguale => a >= b,
        }
    }
}

impl Grandezza {
    /// The same with so many decimals, halves away from zero as a spreadsheet shows them.
    pub fn arrotondata(self, decimali: u32) -> Self {
        Self {
            valore: italiano::arrotonda(self.valore, decimali),
            ..self
        }
    }
}

impl UnitaMisura {
    /// True if the two may be compared: the same unit, or one of them a bare number.
    pub fn concorda(self, altra: Self) -> bool {
        let giorni = |unita| matches!(unita, Self::Giorni | Self::GiorniLavorativi);
        self == altra
            || self == Self::Nessuna
            || altra == Self::Nessuna
            || (giorni(self) && giorni(altra))
    }

    /// The unit as the public JSON names it; percentages and money have a `tipo` of their own.
    pub fn nome(self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Nessuna => return None,
            Self::Percento => "%".into(),
            Self::Euro => "€".into(),
            Self::Giorni => "gg".into(),
            Self::GiorniLavorativi => "gg lavorativi".into(),
            Self::Minuti => "min".into(),
            Self::Ore => "ore".into(),
            Self::Su(massimo) => format!("su {}", italiano::numero(massimo)).into(),
        })
    }

    /// The unit that [`nome`](Self::nome) names so.
    pub fn da_nome(nome: &str) -> Option<Self> {
        [
            Self::Percento,
            Self::Euro,
            Self::Giorni,
            Self::GiorniLavorativi,
            Self::Minuti,
            Self::Ore,
        ]
        .into_iter()
        .find(|unita| unita.nome().as_deref() == Some(nome))
        .or_else(|| {
            Some(Self::Su(
                nome.strip_prefix("su ")?
                    .replace('.', "")
                    .replace(',', ".")
                    .parse()
                    .ok()?,
            ))
        })
    }
}

impl fmt::Display for Grandezza {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numero = italiano::numero(self.valore);
        match self.unita {
            UnitaMisura::Percento => write!(f, "{numero}%"),
            unita => match unita.nome() {
                Some(nome) => write!(f, "{numero} {nome}"),
                None => f.write_str(&numero),
            },
        }
    }
}

impl Limite {
    /// The date of a limit in time, or the number of one in quantity, as the public JSON writes
    /// them.
    fn valore_json(self) -> String {
        match self {
            Self::Quantita(quantita) => quantita.valore.normalize().to_string(),
            Self::Data(data) => data.to_string(),
        }
    }
}

impl fmt::Display for Limite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quantita(quantita) => quantita.fmt(f),
            Self::Data(data) => f.write_str(&italiano::data(*data)),
        }
    }
}

impl Dato {
    /// The kind, as the public JSON names it.
    pub fn tipo(&self) -> &'static str {
        match self {
            Self::Quantita(quantita) => match quantita.unita {
                UnitaMisura::Percento => "percentuale",
                UnitaMisura::Euro => "euro",
                UnitaMisura::Nessuna | UnitaMisura::Su(_) => "numero",
                _ => "durata",
            },
            Self::Data(_) => "data",
            Self::SiNo => "si-no",
            Self::Si => "si",
            Self::No => "no",
            Self::Soglia(..) => "soglia",
            Self::Testo(_) => "testo",
            Self::NonPrevisto => "non-previsto",
            Self::Vuoto => "vuoto",
        }
    }

    /// The bare value: points, plain decimal or ISO date, of a threshold its limit; none of the
    /// other kinds.
    pub fn nudo(&self) -> Option<String> {
        match self {
            Self::Quantita(quantita) => Some(quantita.valore.normalize().to_string()),
            Self::Data(data) => Some(data.to_string()),
            Self::Soglia(_, limite) => Some(limite.valore_json()),
            _ => None,
        }
    }

    /// The unit of a quantity or of the limit of a threshold: `%`, `€`, `gg`, …
    pub fn unita(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Quantita(quantita) | Self::Soglia(_, Limite::Quantita(quantita)) => {
                quantita.unita.nome()
            }
            _ => None,
        }
    }

    /// True where the cell holds nothing that can be reached or measured: empty or `-`.
    pub fn assente(&self) -> bool {
        matches!(self, Self::NonPrevisto | Self::Vuoto)
    }

    /// True if two cells about the same thing do not contradict each other: equal, the same number
    /// with a unit in one of them only, the same words in another writing, a date and "by" that
    /// date.
    pub fn concorda(&self, altro: &Self) -> bool {
        match (self, altro) {
            (Self::Quantita(a), Self::Quantita(b)) => {
                a.valore == b.valore && a.unita.concorda(b.unita)
            }
            (Self::Soglia(op_a, Limite::Quantita(a)), Self::Soglia(op_b, Limite::Quantita(b))) => {
                op_a == op_b && a.valore == b.valore && a.unita.concorda(b.unita)
            }
            (Self::Data(a), Self::Soglia(Operatore::MinoreUguale, Limite::Data(b)))
            | (Self::Soglia(Operatore::MinoreUguale, Limite::Data(a)), Self::Data(b)) => a == b,
            (Self::Testo(a), Self::Testo(b)) => chiave(a) == chiave(b),
            (a, b) => a == b,
        }
    }

    /// The number, whatever its unit.
    pub fn numero(&self) -> Option<Decimal> {
        match self {
            Self::Quantita(quantita) => Some(quantita.valore),
            _ => None,
        }
    }
}

impl Valore {
    /// An empty cell.
    pub fn vuoto(origine: Origine) -> Self {
        Self {
            dato: Dato::Vuoto,
            decimali: None,
            testo: String::new(),
            origine,
        }
    }

    /// What the cell says as far as it shows: two cells that show the same do not contradict each
    /// other.
    pub fn mostrato(&self) -> Dato {
        match (&self.dato, self.decimali) {
            (Dato::Quantita(quantita), Some(decimali)) => {
                Dato::Quantita(quantita.arrotondata(decimali))
            }
            (dato, _) => dato.clone(),
        }
    }

    /// The one consistent Italian form: `98,83%`, `4.500`, `30 gg`, `31/03/2022`, `≤ 10%`.
    pub fn stampa(&self) -> String {
        match &self.dato {
            Dato::Quantita(quantita) => match self.decimali {
                Some(decimali) => quantita.arrotondata(decimali).to_string(),
                None => quantita.to_string(),
            },
            Dato::Data(data) => italiano::data(*data),
            Dato::SiNo => "SI/NO".to_owned(),
            Dato::Si => "SI".to_owned(),
            Dato::No => "NO".to_owned(),
            Dato::Soglia(operatore, limite) => format!("{} {limite}", operatore.segno()),
            Dato::Testo(testo) => testo.clone(),
            Dato::NonPrevisto if self.testo.chars().any(char::is_alphabetic) => {
                self.testo.to_lowercase()
            }
            Dato::NonPrevisto => "-".to_owned(),
            Dato::Vuoto => String::new(),
        }
    }
}

/// The public form of a [`Valore`].
#[derive(Serialize, Deserialize, JsonSchema)]
struct ValoreJson {
    /// percentuale, numero, durata, euro, data, si-no, si, no, soglia, testo, non-previsto or
    /// vuoto.
    tipo: String,
    /// Points, plain decimal or ISO date; null for the other kinds.
    valore: Option<String>,
    /// `gg`, `gg lavorativi`, `min`, `ore`, `su 5`; of a threshold also `%` and `€`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unita: Option<String>,
    /// `<`, `<=`, `>` or `>=` of a threshold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operatore: Option<String>,
    /// As written, or as the workbook shows it.
    testo: String,
    /// As the documents print it.
    stampa: String,
    origine: Origine,
}

impl JsonSchema for Valore {
    fn schema_name() -> Cow<'static, str> {
        "Valore".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        ValoreJson::json_schema(generator)
    }
}

impl From<Valore> for ValoreJson {
    fn from(valore: Valore) -> Self {
        let unita = match &valore.dato {
            // Of these the kind itself says the unit.
            Dato::Quantita(Grandezza {
                unita: UnitaMisura::Percento | UnitaMisura::Euro,
                ..
            }) => None,
            dato => dato.unita().map(Cow::into_owned),
        };
        let operatore = match &valore.dato {
            Dato::Soglia(operatore, _) => Some(operatore.ascii().to_owned()),
            _ => None,
        };
        Self {
            tipo: valore.dato.tipo().to_owned(),
            valore: valore.dato.nudo(),
            unita,
            operatore,
            stampa: valore.stampa(),
            testo: valore.testo,
            origine: valore.origine,
        }
    }
}

impl From<ValoreJson> for Valore {
    /// What the public form does not make clear becomes text, as it does in a cell.
    fn from(json: ValoreJson) -> Self {
        let dato = json
            .dato()
            .unwrap_or_else(|| Dato::Testo(json.testo.clone()));
        let mostrati = json.decimali();
        let decimali = match &dato {
            Dato::Quantita(esatta) if esatta.valore.scale() > mostrati => Some(mostrati),
            _ => None,
        };
        Self {
            dato,
            decimali,
            testo: json.testo,
            origine: json.origine,
        }
    }
}

impl ValoreJson {
    /// Decimals of the printed number.
    fn decimali(&self) -> u32 {
        let stampato = self
            .stampa
            .split(" su ")
            .next()
            .and_then(|numero| numero.split_once(','));
        let decimali = stampato.map_or(0, |(_, coda)| {
            coda.chars().take_while(char::is_ascii_digit).count()
        });
        u32::try_from(decimali).unwrap_or(0).min(Decimal::MAX_SCALE)
    }

    /// The number with the decimals that it is printed with: `valore` drops the zeros at its end,
    /// `stampa` does not.
    fn numero(&self) -> Option<Decimal> {
        let mut numero: Decimal = self.valore.as_deref()?.parse().ok()?;
        let decimali = self.decimali();
        if decimali > numero.scale() {
            numero.rescale(decimali);
        }
        Some(numero)
    }

    fn dato(&self) -> Option<Dato> {
        let unita = || {
            self.unita
                .as_deref()
                .map_or(Some(UnitaMisura::Nessuna), UnitaMisura::da_nome)
        };
        let quantita = |unita| {
            Some(Grandezza {
                valore: self.numero()?,
                unita,
            })
        };
        let data = || self.valore.as_deref()?.parse::<Date>().ok();
        Some(match self.tipo.as_str() {
            "percentuale" => Dato::Quantita(quantita(UnitaMisura::Percento)?),
            "euro" => Dato::Quantita(quantita(UnitaMisura::Euro)?),
            "numero" | "durata" => Dato::Quantita(quantita(unita()?)?),
            "data" => Dato::Data(data()?),
            "si-no" => Dato::SiNo,
            "si" => Dato::Si,
            "no" => Dato::No,
            "soglia" => {
                let operatore = Operatore::da_ascii(self.operatore.as_deref()?)?;
                let limite = match data() {
                    Some(data) => Limite::Data(data),
                    None => Limite::Quantita(quantita(unita()?)?),
                };
                Dato::Soglia(operatore, limite)
            }
            "non-previsto" => Dato::NonPrevisto,
            "vuoto" => Dato::Vuoto,
            _ => return None,
        })
    }
}
