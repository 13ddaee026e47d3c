//! A cell's value: typed, exact, with the text as written and the place it came from.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::nome::{chiave, parole};
use super::{Origine, Verso, italiano};

/// A value with the text that the office wrote and its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "ValoreJson", into = "ValoreJson")]
pub struct Valore {
    pub dato: Dato,
    /// The mark of a footnote that stands after the value: `*`, `(1)`.
    pub richiamo: Option<String>,
    /// What the reading of the cell has to say about it; the public JSON does not carry it.
    pub rilievo: Option<Rilievo>,
    /// As written, or as the workbook shows it.
    pub testo: String,
    pub origine: Origine,
}

/// Why a cell that looks like a value was not taken for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rilievo {
    /// `31/02/2025`.
    DataImpossibile,
    /// More digits than a figure of a document can have.
    TroppeCifre,
    /// The number format shows something else than what the cell holds.
    FormatoIngannevole {
        /// The stored number, in plain Italian.
        contiene: String,
    },
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
    /// Between two bounds.
    Intervallo(Box<Intervallo>),
    /// Words, kept as written.
    Testo(String),
    /// `-`, `n.d.`, `n.a.`: said on purpose, not forgotten.
    NonPrevisto,
    Vuoto,
}

/// An exact decimal with its unit, and how it is printed. Two are equal if they are the same amount
/// of the same unit.
#[derive(Debug, Clone)]
pub struct Grandezza {
    /// Percentages are in points: 98.83 for 98,83%.
    pub valore: Decimal,
    pub unita: UnitaMisura,
    /// Decimals that are printed: a quotient has many more than anybody wants to see.
    pub decimali: u32,
    /// True if the plus of `+5%` is printed.
    pub piu: bool,
}

impl PartialEq for Grandezza {
    fn eq(&self, altra: &Self) -> bool {
        self.valore == altra.valore && self.unita == altra.unita
    }
}

impl Eq for Grandezza {}

/// Units that the documents know, and those that an office gives of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    Settimane,
    Mesi,
    Anni,
    /// A score out of so many: `4,2 su 5`.
    Su(Decimal),
    /// What is counted, as the office writes it: `eventi`.
    Libera(String),
}

/// Two bounds of the same unit, the lower one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intervallo {
    /// `>` or `>=`, and the lower bound.
    pub minimo: (Operatore, Grandezza),
    /// `<` or `<=`, and the upper bound.
    pub massimo: (Operatore, Grandezza),
}

/// What a [`Dato::Soglia`] compares with.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// An amount that is printed with all the decimals that it carries.
    pub fn nuova(valore: Decimal, unita: UnitaMisura) -> Self {
        Self {
            decimali: valore.scale(),
            valore,
            unita,
            piu: false,
        }
    }

    /// The same as far as it is printed, halves away from zero as a spreadsheet shows them.
    pub fn mostrata(&self) -> Self {
        Self {
            valore: italiano::arrotonda(self.valore, self.decimali),
            ..self.clone()
        }
    }

    /// True of a bare number of at most 1,5, which may be a part of one: nobody can know whether
    /// 0,885 is 88,5 % or 0,885 %.
    pub fn forse_quota(&self) -> bool {
        const MASSIMO: Decimal = Decimal::from_parts(15, 0, 0, false, 1);
        self.unita == UnitaMisura::Nessuna && !self.valore.is_zero() && self.valore.abs() <= MASSIMO
    }

    /// The number as it is printed, without its unit.
    fn cifre(&self) -> String {
        let segno = if self.piu && self.valore > Decimal::ZERO {
            "+"
        } else {
            ""
        };
        let mut numero = italiano::con_decimali(self.valore, self.decimali);
        if self.unita == UnitaMisura::Percento && self.decimali == 0 {
            // In a percentage a lone point is a decimal one: `1.000%` would be one.
            numero.retain(|c| c != '.');
        }
        format!("{segno}{numero}")
    }
}

impl UnitaMisura {
    /// True of the words that stand for the percentage where a unit is asked for: `%`,
    /// `percentuale`.
    pub fn e_percento(scritta: &str) -> bool {
        scritta.trim() == "%"
            || matches!(
                parole(scritta).as_str(),
                "percentuale" | "percento" | "per cento" | "perc" | "valore percentuale"
            )
    }

    /// The units that have a name of their own in every document.
    const NOTE: [Self; 9] = [
        Self::Percento,
        Self::Euro,
        Self::Giorni,
        Self::GiorniLavorativi,
        Self::Minuti,
        Self::Ore,
        Self::Settimane,
        Self::Mesi,
        Self::Anni,
    ];

    /// True if the two may be compared: the same unit, or one of them a bare number.
    pub fn concorda(&self, altra: &Self) -> bool {
        match (self, altra) {
            (Self::Nessuna, _) | (_, Self::Nessuna) => true,
            (Self::Libera(una), Self::Libera(altra)) => radice(una) == radice(altra),
            (una, altra) => una == altra,
        }
    }

    /// The unit as the public JSON names it; percentages and money have a `tipo` of their own.
    pub fn nome(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Nessuna => return None,
            Self::Percento => "%".into(),
            Self::Euro => "€".into(),
            Self::Giorni => "gg".into(),
            Self::GiorniLavorativi => "gg lavorativi".into(),
            Self::Minuti => "min".into(),
            Self::Ore => "ore".into(),
            Self::Settimane => "settimane".into(),
            Self::Mesi => "mesi".into(),
            Self::Anni => "anni".into(),
            Self::Su(massimo) => format!("su {}", italiano::numero(*massimo)).into(),
            Self::Libera(nome) => nome.clone().into(),
        })
    }

    /// The unit that [`nome`](Self::nome) names so.
    pub fn da_nome(nome: &str) -> Self {
        let nota = Self::NOTE
            .into_iter()
            .find(|unita| unita.nome().as_deref() == Some(nome));
        let massimo = || {
            let scritto = nome.strip_prefix("su ")?.replace('.', "").replace(',', ".");
            Some(Self::Su(scritto.parse().ok()?))
        };
        nota.or_else(massimo)
            .unwrap_or_else(|| Self::Libera(nome.to_owned()))
    }

    /// The unit as it is printed after a number: one hour is no `ore`.
    fn dopo(&self, numero: Decimal) -> Option<Cow<'static, str>> {
        let uno = numero.abs() == Decimal::ONE;
        match self {
            Self::Ore if uno => Some("ora".into()),
            Self::Settimane if uno => Some("settimana".into()),
            Self::Mesi if uno => Some("mese".into()),
            Self::Anni if uno => Some("anno".into()),
            altra => altra.nome(),
        }
    }
}

/// What singular and plural of a unit have in common: `event` of `evento` and `eventi`.
fn radice(unita: &str) -> String {
    let parole: Vec<String> = parole(unita)
        .split(' ')
        .map(|parola| {
            let tronca = parola.trim_end_matches(['a', 'e', 'i', 'o']);
            let tronca = tronca.strip_suffix('h').unwrap_or(tronca);
            if tronca.is_empty() { parola } else { tronca }.to_owned()
        })
        .collect();
    parole.join(" ")
}

impl fmt::Display for Grandezza {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numero = self.cifre();
        match self.unita.dopo(self.valore) {
            Some(percento) if self.unita == UnitaMisura::Percento => {
                write!(f, "{numero}{percento}")
            }
            Some(nome) => write!(f, "{numero} {nome}"),
            None => f.write_str(&numero),
        }
    }
}

impl Intervallo {
    /// True if both bounds are inside.
    pub fn chiuso(&self) -> bool {
        self.minimo.0 == Operatore::MaggioreUguale && self.massimo.0 == Operatore::MinoreUguale
    }

    /// True if a number lies between the bounds.
    pub fn comprende(&self, numero: Decimal) -> bool {
        self.minimo.0.vale(numero, self.minimo.1.valore)
            && self.massimo.0.vale(numero, self.massimo.1.valore)
    }

    /// The unit of both bounds.
    pub fn unita(&self) -> &UnitaMisura {
        &self.massimo.1.unita
    }
}

impl fmt::Display for Intervallo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((da_segno, da), (a_segno, a)) = (&self.minimo, &self.massimo);
        if !self.chiuso() {
            return write!(f, "{} {da} e {} {a}", da_segno.segno(), a_segno.segno());
        }
        match self.unita() {
            UnitaMisura::Percento => write!(f, "da {da} a {a}"),
            _ => write!(f, "da {} a {a}", da.cifre()),
        }
    }
}

impl Limite {
    /// The date of a limit in time, or the number of one in quantity, as the public JSON writes
    /// them.
    fn valore_json(&self) -> String {
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
                UnitaMisura::Nessuna | UnitaMisura::Su(_) | UnitaMisura::Libera(_) => "numero",
                _ => "durata",
            },
            Self::Data(_) => "data",
            Self::SiNo => "si-no",
            Self::Si => "si",
            Self::No => "no",
            Self::Soglia(..) => "soglia",
            Self::Intervallo(_) => "intervallo",
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

    /// The amounts that it speaks of: its own, the limit of a threshold, two bounds.
    pub fn grandezze(&self) -> impl Iterator<Item = &Grandezza> {
        let (una, altra) = match self {
            Self::Quantita(quantita) | Self::Soglia(_, Limite::Quantita(quantita)) => {
                (Some(quantita), None)
            }
            Self::Intervallo(intervallo) => {
                (Some(&intervallo.minimo.1), Some(&intervallo.massimo.1))
            }
            _ => (None, None),
        };
        una.into_iter().chain(altra)
    }

    /// True of a percentage, a threshold in percent or a range of them.
    pub fn in_percento(&self) -> bool {
        let mut grandezze = self.grandezze();
        grandezze.any(|grandezza| grandezza.unita == UnitaMisura::Percento)
    }

    /// Gives its bare amounts the unit that is said beside them; of a percentage those that may be
    /// parts of one stay what they are.
    pub fn con_unita(&mut self, unita: &UnitaMisura) {
        let grandezze = match self {
            Self::Quantita(una) | Self::Soglia(_, Limite::Quantita(una)) => [Some(una), None],
            Self::Intervallo(due) => [Some(&mut due.minimo.1), Some(&mut due.massimo.1)],
            _ => [None, None],
        };
        for grandezza in grandezze.into_iter().flatten() {
            let dubbia = *unita == UnitaMisura::Percento && grandezza.forse_quota();
            if grandezza.unita == UnitaMisura::Nessuna && !dubbia {
                grandezza.unita = unita.clone();
            }
        }
    }

    /// The unit of its amounts: `%`, `€`, `gg`, …
    pub fn unita(&self) -> Option<Cow<'static, str>> {
        self.grandezze().next()?.unita.nome()
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
                a.valore == b.valore && a.unita.concorda(&b.unita)
            }
            (Self::Soglia(op_a, Limite::Quantita(a)), Self::Soglia(op_b, Limite::Quantita(b))) => {
                op_a == op_b && a.valore == b.valore && a.unita.concorda(&b.unita)
            }
            (Self::Data(a), Self::Soglia(Operatore::MinoreUguale, Limite::Data(b)))
            | (Self::Soglia(Operatore::MinoreUguale, Limite::Data(a)), Self::Data(b)) => a == b,
            (Self::Testo(a), Self::Testo(b)) => chiave(a) == chiave(b),
            (a, b) => a == b,
        }
    }

    /// The day, or the last one by which something is to be done.
    pub fn giorno(&self) -> Option<Date> {
        match self {
            Self::Data(giorno) | Self::Soglia(_, Limite::Data(giorno)) => Some(*giorno),
            _ => None,
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
    /// A value that there is nothing more to say about.
    pub fn nuovo(dato: Dato, testo: impl Into<String>, origine: Origine) -> Self {
        Self {
            dato,
            richiamo: None,
            rilievo: None,
            testo: testo.into(),
            origine,
        }
    }

    /// An empty cell.
    pub fn vuoto(origine: Origine) -> Self {
        Self::nuovo(Dato::Vuoto, "", origine)
    }

    /// What the cell says as far as it shows: two cells that show the same do not contradict each
    /// other.
    pub fn mostrato(&self) -> Dato {
        match &self.dato {
            Dato::Quantita(quantita) => Dato::Quantita(quantita.mostrata()),
            dato => dato.clone(),
        }
    }

    /// The one consistent Italian form: `98,83%`, `4.500`, `30 gg`, `31/03/2022`, `≤ 10%`.
    pub fn stampa(&self) -> String {
        let stampa = self.senza_richiamo();
        match self.richiamo.as_deref() {
            Some(richiamo) if richiamo.starts_with(['(', '[']) => format!("{stampa} {richiamo}"),
            Some(richiamo) => stampa + richiamo,
            None => stampa,
        }
    }

    /// A value as it is printed; blank where there is none.
    pub fn stampato(valore: Option<&Self>) -> String {
        valore.map(Self::stampa).unwrap_or_default()
    }

    fn senza_richiamo(&self) -> String {
        match &self.dato {
            Dato::Quantita(quantita) => quantita.to_string(),
            Dato::Data(data) => italiano::data(*data),
            Dato::SiNo => "SI/NO".to_owned(),
            Dato::Si => "SI".to_owned(),
            Dato::No => "NO".to_owned(),
            Dato::Soglia(operatore, limite) => format!("{} {limite}", operatore.segno()),
            Dato::Intervallo(intervallo) => intervallo.to_string(),
            Dato::Testo(testo) => testo.clone(),
            Dato::NonPrevisto => non_previsto(&self.testo),
            Dato::Vuoto => String::new(),
        }
    }
}

/// `n.d.` and its like as written, without the mark of a footnote; any dash as `-`.
fn non_previsto(testo: &str) -> String {
    match testo.chars().any(char::is_alphabetic) {
        true => testo
            .trim_end_matches(|c: char| !c.is_alphabetic() && c != '.')
            .to_lowercase(),
        false => "-".to_owned(),
    }
}

/// The public form of a [`Valore`].
#[derive(Serialize, Deserialize, JsonSchema)]
struct ValoreJson {
    /// percentuale, numero, durata, euro, data, si-no, si, no, soglia, intervallo, testo,
    /// non-previsto or vuoto.
    tipo: String,
    /// Points, plain decimal or ISO date; null for the other kinds.
    valore: Option<String>,
    /// The bounds of an `intervallo`, as `valore` writes a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minimo: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    massimo: Option<String>,
    /// `gg`, `gg lavorativi`, `min`, `ore`, `settimane`, `mesi`, `anni`, `su 5`, or what is counted
    /// (`eventi`); of a threshold and of an interval also `%` and `€`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unita: Option<String>,
    /// `<`, `<=`, `>` or `>=` of a threshold; two of them, with a space between, of an interval
    /// that a bound is left out of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operatore: Option<String>,
    /// Decimals that are printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decimali: Option<u32>,
    /// `+` where it is printed before the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    segno: Option<String>,
    /// The mark of a footnote after the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    richiamo: Option<String>,
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
        let (minimo, massimo) = match &valore.dato {
            Dato::Intervallo(estremi) => (
                Some(estremi.minimo.1.valore.normalize().to_string()),
                Some(estremi.massimo.1.valore.normalize().to_string()),
            ),
            _ => (None, None),
        };
        let piu = valore.dato.grandezze().any(|grandezza| grandezza.piu);
        Self {
            tipo: valore.dato.tipo().to_owned(),
            valore: valore.dato.nudo(),
            minimo,
            massimo,
            unita,
            operatore: operatore_json(&valore.dato),
            decimali: valore.dato.grandezze().map(|una| una.decimali).max(),
            segno: piu.then(|| "+".to_owned()),
            stampa: valore.stampa(),
            richiamo: valore.richiamo,
            testo: valore.testo,
            origine: valore.origine,
        }
    }
}

fn operatore_json(dato: &Dato) -> Option<String> {
    match dato {
        Dato::Soglia(operatore, _) => Some(operatore.ascii().to_owned()),
        Dato::Intervallo(estremi) if !estremi.chiuso() => Some(format!(
            "{} {}",
            estremi.minimo.0.ascii(),
            estremi.massimo.0.ascii()
        )),
        _ => None,
    }
}

impl From<ValoreJson> for Valore {
    /// What the public form does not make clear becomes text, as it does in a cell.
    fn from(json: ValoreJson) -> Self {
        let dato = json
            .dato()
            .unwrap_or_else(|| Dato::Testo(json.testo.clone()));
        Self {
            dato,
            richiamo: json.richiamo,
            rilievo: None,
            testo: json.testo,
            origine: json.origine,
        }
    }
}

impl ValoreJson {
    fn dato(&self) -> Option<Dato> {
        Some(match self.tipo.as_str() {
            "percentuale" => Dato::Quantita(self.grandezza(&self.valore, UnitaMisura::Percento)?),
            "euro" => Dato::Quantita(self.grandezza(&self.valore, UnitaMisura::Euro)?),
            "numero" | "durata" => Dato::Quantita(self.grandezza(&self.valore, self.unita())?),
            "data" => Dato::Data(self.data()?),
            "si-no" => Dato::SiNo,
            "si" => Dato::Si,
            "no" => Dato::No,
            "soglia" => {
                let operatore = Operatore::da_ascii(self.operatore.as_deref()?)?;
                let limite = match self.data() {
                    Some(data) => Limite::Data(data),
                    None => Limite::Quantita(self.grandezza(&self.valore, self.unita())?),
                };
                Dato::Soglia(operatore, limite)
            }
            "intervallo" => Dato::Intervallo(Box::new(self.intervallo()?)),
            "non-previsto" => Dato::NonPrevisto,
            "vuoto" => Dato::Vuoto,
            _ => return None,
        })
    }

    fn unita(&self) -> UnitaMisura {
        self.unita
            .as_deref()
            .map_or(UnitaMisura::Nessuna, UnitaMisura::da_nome)
    }

    fn data(&self) -> Option<Date> {
        self.valore.as_deref()?.parse().ok()
    }

    /// A number of the public form, which drops the zeros at its end, with those that are printed.
    fn grandezza(&self, numero: &Option<String>, unita: UnitaMisura) -> Option<Grandezza> {
        let mut valore: Decimal = numero.as_deref()?.parse().ok()?;
        let decimali = self
            .decimali
            .unwrap_or(valore.scale())
            .min(Decimal::MAX_SCALE);
        if decimali > valore.scale() {
            valore.rescale(decimali);
        }
        Some(Grandezza {
            valore,
            unita,
            decimali,
            piu: self.segno.is_some(),
        })
    }

    fn intervallo(&self) -> Option<Intervallo> {
        let (da, a) = match self.operatore.as_deref() {
            Some(segni) => segni.split_once(' ')?,
            None => (">=", "<="),
        };
        Some(Intervallo {
            minimo: (
                Operatore::da_ascii(da)?,
                self.grandezza(&self.minimo, self.unita())?,
            ),
            massimo: (
                Operatore::da_ascii(a)?,
                self.grandezza(&self.massimo, self.unita())?,
            ),
        })
    }
}
