//! `ciclo.toml` beside the schema of its settings: keys that mean nothing, keys that are missing,
//! values of another kind than asked or not among those allowed. All of them, each with its place.

use schemars::Schema;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::nome::piu_vicino;
use crate::model::origine::riga_di;

/// Something in the file that is not as the schema says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difetto {
    /// Line in the file, from 1.
    pub riga: usize,
    /// The keys that lead there, and the position, from 0, in each list on the way.
    pub percorso: Vec<String>,
    pub genere: Genere,
}

/// In which way it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Genere {
    /// A key that no setting has, with the one that was probably meant.
    Ignota { vicina: Option<String> },
    /// A key that must be there; true if it is a table.
    Mancante { tabella: bool },
    /// A value of none of these kinds.
    DiAltroTipo { ammessi: Vec<Tipo> },
    /// A word that is not among these.
    NonAmmesso {
        scritto: String,
        ammessi: Vec<String>,
    },
    /// A number beyond those allowed.
    FuoriMisura { scritto: String },
}

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tipo {
    Testo,
    Data,
    Intero,
    Numero,
    VeroFalso,
    Elenco,
    Tabella,
}

impl Difetto {
    /// True if the rest of the file can be read all the same.
    pub(super) fn lieve(&self) -> bool {
        matches!(self.genere, Genere::Ignota { .. })
    }

    /// The key itself, which is the last on its path.
    pub(super) fn chiave(&self) -> &str {
        let chiavi = self.percorso.iter().rev();
        let mut chiavi = chiavi.filter(|passo| passo.parse::<usize>().is_err());
        chiavi.next().map_or("", String::as_str)
    }

    /// The table that it stands in, without positions: `prospettive.obiettivi`; empty at the top.
    pub(super) fn tabella(&self) -> String {
        let sopra = &self.percorso[..self.percorso.len().saturating_sub(1)];
        let chiavi = sopra.iter().filter(|passo| passo.parse::<usize>().is_err());
        chiavi.cloned().collect::<Vec<_>>().join(".")
    }
}

/// Walks the file beside the schema of its settings.
pub(super) fn difetti(
    testo: &str,
    tabella: &Spanned<DeTable<'_>>,
    schema: &Schema,
) -> Vec<Difetto> {
    let mut visita = Visita {
        testo,
        radice: schema.as_value(),
        percorso: Vec::new(),
        difetti: Vec::new(),
    };
    visita.tabella(tabella.get_ref(), 0, schema.as_value());
    visita.difetti.sort_by_key(|difetto| difetto.riga);
    visita.difetti
}

struct Visita<'a> {
    testo: &'a str,
    radice: &'a Value,
    percorso: Vec<String>,
    difetti: Vec<Difetto>,
}

impl<'a> Visita<'a> {
    fn tabella(&mut self, tabella: &DeTable<'_>, inizio: usize, schema: &'a Value) {
        let proprieta = schema.get("properties").and_then(Value::as_object);
        let altre = schema.get("additionalProperties").filter(|s| s.is_object());
        for (chiave, valore) in tabella {
            let nome = chiave.get_ref().as_ref();
            self.percorso.push(nome.to_owned());
            match proprieta.and_then(|p| p.get(nome)).or(altre) {
                Some(sotto) => self.valore(valore, chiave.span().start, sotto),
                None => {
                    let note = proprieta.into_iter().flat_map(|p| p.keys());
                    let vicina = piu_vicino(nome, note.map(String::as_str)).map(str::to_owned);
                    self.segna(chiave.span().start, Genere::Ignota { vicina });
                }
            }
            self.percorso.pop();
        }
        let dovute = schema.get("required").and_then(Value::as_array);
        for chiave in dovute.into_iter().flatten().filter_map(Value::as_str) {
            if tabella.keys().all(|nota| nota.get_ref() != chiave) {
                let sua = proprieta.and_then(|p| p.get(chiave));
                let tabella = sua.is_some_and(|sua| self.tipi(sua) == [Tipo::Tabella]);
                self.percorso.push(chiave.to_owned());
                self.segna(inizio, Genere::Mancante { tabella });
                self.percorso.pop();
            }
        }
    }

    /// A value, whose key begins at `inizio`.
    fn valore(&mut self, valore: &Spanned<DeValue<'_>>, inizio: usize, schema: &'a Value) {
        let scelte = self.scelte(schema);
        let adatta = |s: &&&Value| tipo_di(s).is_some_and(|tipo| tipo.ammette(valore.get_ref()));
        let Some(schema) = scelte.iter().find(adatta).copied() else {
            let ammessi = self.tipi(schema);
            self.segna(inizio, Genere::DiAltroTipo { ammessi });
            return;
        };
        match valore.get_ref() {
            DeValue::Table(tabella) => self.tabella(tabella, inizio, schema),
            DeValue::Array(elenco) => {
                let Some(voce) = schema.get("items") else {
                    return;
                };
                for (posto, elemento) in elenco.iter().enumerate() {
                    self.percorso.push(posto.to_string());
                    self.valore(elemento, elemento.span().start, voce);
                    self.percorso.pop();
                }
            }
            DeValue::String(scritto) => self.parola(scritto, inizio, &scelte),
            DeValue::Integer(intero) => self.intero(intero.as_str(), inizio, schema),
            _ => {}
        }
    }

    fn parola(&mut self, scritto: &str, inizio: usize, scelte: &[&Value]) {
        let (mut ammessi, mut qualunque) = (Vec::new(), false);
        for scelta in scelte.iter().filter(|s| tipo_di(s) == Some(Tipo::Testo)) {
            let parole = scelta.get("enum").and_then(Value::as_array);
            let una = scelta.get("const").and_then(Value::as_str);
            let sue = parole.into_iter().flatten().filter_map(Value::as_str);
            qualunque |= parole.is_none() && una.is_none();
            ammessi.extend(sue.chain(una).map(str::to_owned));
        }
        if !qualunque && ammessi.iter().all(|ammesso| ammesso != scritto) {
            let scritto = scritto.to_owned();
            self.segna(inizio, Genere::NonAmmesso { scritto, ammessi });
        }
    }

    fn intero(&mut self, scritto: &str, inizio: usize, schema: &Value) {
        let limite = |nome| schema.get(nome).and_then(Value::as_i64);
        let numero: Option<i64> = scritto.replace('_', "").parse().ok();
        let dentro = numero.is_none_or(|numero| {
            limite("minimum").is_none_or(|minimo| minimo <= numero)
                && limite("maximum").is_none_or(|massimo| numero <= massimo)
        });
        if !dentro {
            let scritto = scritto.to_owned();
            self.segna(inizio, Genere::FuoriMisura { scritto });
        }
    }

    fn segna(&mut self, inizio: usize, genere: Genere) {
        self.difetti.push(Difetto {
            riga: riga_di(self.testo, inizio),
            percorso: self.percorso.clone(),
            genere,
        });
    }

    /// What a value may be: its references followed, its alternatives one by one.
    fn scelte(&self, schema: &'a Value) -> Vec<&'a Value> {
        if let Some(nome) = schema.get("$ref").and_then(Value::as_str) {
            let definito = self.radice.pointer(nome.trim_start_matches('#'));
            return definito.map_or_else(Vec::new, |definito| self.scelte(definito));
        }
        let alternative = schema.get("anyOf").or_else(|| schema.get("oneOf"));
        match alternative.and_then(Value::as_array) {
            Some(alternative) => alternative.iter().flat_map(|s| self.scelte(s)).collect(),
            None => vec![schema],
        }
    }

    /// The kinds that a value may be of, each once.
    fn tipi(&self, schema: &'a Value) -> Vec<Tipo> {
        let mut tipi: Vec<Tipo> = self
            .scelte(schema)
            .into_iter()
            .filter_map(tipo_di)
            .collect();
        tipi.dedup();
        tipi
    }
}

/// The kind that a schema asks for; none where it asks for nothing to be written.
fn tipo_di(schema: &Value) -> Option<Tipo> {
    let mut nomi = match schema.get("type")? {
        Value::Array(nomi) => nomi.iter().filter_map(Value::as_str).collect(),
        nome => Vec::from_iter(nome.as_str()),
    };
    nomi.retain(|nome| *nome != "null");
    Some(match *nomi.first()? {
        "string" if schema.get("format").is_some_and(|f| f == "date") => Tipo::Data,
        "string" => Tipo::Testo,
        "integer" => Tipo::Intero,
        "number" => Tipo::Numero,
        "boolean" => Tipo::VeroFalso,
        "array" => Tipo::Elenco,
        _ => Tipo::Tabella,
    })
}

impl Tipo {
    /// True if a value of TOML is of this kind; a date may be written as text.
    fn ammette(self, valore: &DeValue<'_>) -> bool {
        match valore {
            DeValue::String(_) => matches!(self, Self::Testo | Self::Data),
            DeValue::Datetime(_) => self == Self::Data,
            DeValue::Integer(_) => matches!(self, Self::Intero | Self::Numero),
            DeValue::Float(_) => self == Self::Numero,
            DeValue::Boolean(_) => self == Self::VeroFalso,
            DeValue::Array(_) => self == Self::Elenco,
            DeValue::Table(_) => self == Self::Tabella,
        }
    }

    /// As a person calls it.
    pub(super) fn nome(self) -> &'static str {
        match self {
            Self::Testo => "un testo tra virgolette",
            Self::Data => "una data, come 2022-01-27",
            Self::Intero => "un numero intero",
            Self::Numero => "un numero",
            Self::VeroFalso => "true oppure false",
            Self::Elenco => "un elenco tra parentesi quadre",
            Self::Tabella => "una tabella",
        }
    }
}
