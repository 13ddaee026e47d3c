//! The grades of a year: what the Relazione stands on.

use std::collections::HashMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ChiaveRiga, Cruscotto, Modello, Riga, italiano};

/// The grades of one year, from indicator to ente.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Valutazione {
    pub anno: i16,
    /// Each indicator by what its owner says.
    pub indicatori: Vec<GradoIndicatore>,
    /// Over the strategic cruscotto.
    pub obiettivi: Vec<GradoObiettivo>,
    /// Over the strategic cruscotto.
    pub prospettive: Vec<GradoProspettiva>,
    /// The *percentuale sintetica* of each cruscotto.
    pub cruscotti: Vec<GradoCruscotto>,
    /// Mean of the prospettive.
    pub ente: Sintesi,
    /// Performance di ambito organizzativo: mean of the parts of the organisation, all alike.
    pub ambito_organizzativo: Sintesi,
}

impl Valutazione {
    /// The grade of the obiettivo with this code.
    pub fn obiettivo(&self, codice: &str) -> Option<&Sintesi> {
        let mut obiettivi = self.obiettivi.iter();
        let trovato = obiettivi.find(|grado| grado.codice == codice)?;
        Some(&trovato.sintesi)
    }

    /// The grade of the cruscotto with this id.
    pub fn cruscotto(&self, id: &str) -> Option<&GradoCruscotto> {
        self.cruscotti.iter().find(|grado| grado.id == id)
    }

    /// The grade of the prospettiva with this name.
    pub fn prospettiva(&self, nome: &str) -> Option<&Sintesi> {
        let trovata = self.prospettive.iter().find(|grado| grado.nome == nome)?;
        Some(&trovata.sintesi)
    }

    /// Each cruscotto with its grade, in printing order.
    pub fn con_cruscotti<'a>(
        &'a self,
        modello: &'a Modello,
    ) -> impl Iterator<Item = (&'a Cruscotto, &'a GradoCruscotto)> {
        modello
            .cruscotti
            .iter()
            .filter_map(|cruscotto| Some((cruscotto, self.cruscotto(&cruscotto.id)?)))
    }

    /// The rows of a cruscotto, each with its grade.
    pub fn graduate<'a>(
        &'a self,
        cruscotto: &'a Cruscotto,
    ) -> Vec<(&'a Riga, Option<&'a GradoRiga>)> {
        let propri = self.cruscotto(&cruscotto.id);
        let gradi = propri.map(GradoCruscotto::per_chiave).unwrap_or_default();
        cruscotto
            .con_chiavi()
            .map(|(chiave, riga)| (riga, gradi.get(&chiave).copied()))
            .collect()
    }
}

/// A grade in points, exact inside, with two decimals (rounded half up) in JSON.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Grado(pub Decimal);

impl Grado {
    /// `97,14%`.
    pub fn stampa(self) -> String {
        italiano::percento(self.0, 2)
    }

    /// As the public JSON and the open data have it: `97.14`.
    pub fn punti(self) -> String {
        let mut tondo = italiano::arrotonda(self.0, 2);
        tondo.rescale(2);
        tondo.to_string()
    }
}

impl Serialize for Grado {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.punti())
    }
}

impl<'de> Deserialize<'de> for Grado {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let testo = String::deserialize(deserializer)?;
        testo.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Grado {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Grado".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string", "pattern": "^[0-9]+\\.[0-9]{2}$",
            "description": "In points, two decimals, rounded half up.",
        })
    }
}

/// What became of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Esito {
    /// It has a grade, computed or judged.
    Valutato,
    /// It has a result, but no grade follows from it.
    NonValutabile,
    /// It was planned, but has no result.
    NonRilevato,
    /// It had no target for the year.
    NonPrevisto,
}

impl Esito {
    /// As the public JSON and the open data name it.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Valutato => "valutato",
            Self::NonValutabile => "non-valutabile",
            Self::NonRilevato => "non-rilevato",
            Self::NonPrevisto => "non-previsto",
        }
    }
}

/// The grade of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GradoIndicatore {
    pub id: String,
    pub grado: Option<Grado>,
    pub esito: Esito,
    /// Why, in words; null for a plain computed grade.
    pub motivo: Option<String>,
}

/// The grade of a cruscotto's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GradoRiga {
    pub indicatore: String,
    pub grado: Option<Grado>,
    pub esito: Esito,
    pub motivo: Option<String>,
    /// Result less target, where both are numbers of one kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scostamento: Option<String>,
}

/// A mean with how many indicators it stands on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Sintesi {
    pub grado: Option<Grado>,
    /// Indicators with a grade.
    pub valutati: usize,
    /// Indicators with a target for the year.
    pub previsti: usize,
    /// All indicators.
    pub totale: usize,
    /// Name of the band that the grade falls in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fascia: Option<String>,
}

/// The grade of an obiettivo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GradoObiettivo {
    pub codice: String,
    #[serde(flatten)]
    pub sintesi: Sintesi,
}

/// The grade of a prospettiva.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GradoProspettiva {
    pub nome: String,
    #[serde(flatten)]
    pub sintesi: Sintesi,
}

/// The grade of a cruscotto with those of its rows, in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GradoCruscotto {
    pub id: String,
    #[serde(flatten)]
    pub sintesi: Sintesi,
    pub righe: Vec<GradoRiga>,
}

impl GradoCruscotto {
    /// The grades of the rows by their keys.
    pub fn per_chiave(&self) -> HashMap<ChiaveRiga<'_>, &GradoRiga> {
        let indicatori = self.righe.iter().map(|grado| grado.indicatore.as_str());
        ChiaveRiga::di(indicatori).zip(&self.righe).collect()
    }

    /// Each row of the cruscotto with its grade; a row that has none is left out.
    pub fn con_righe<'a>(&'a self, cruscotto: &'a Cruscotto) -> Vec<(&'a Riga, &'a GradoRiga)> {
        let gradi = self.per_chiave();
        cruscotto
            .con_chiavi()
            .filter_map(|(chiave, riga)| Some((riga, *gradi.get(&chiave)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Public JSON and open data name a thing alike.
    fn nome_json(cosa: impl Serialize) -> String {
        let valore = serde_json::to_value(cosa).expect("JSON");
        valore.as_str().expect("a string").to_owned()
    }

    #[test]
    fn names_are_those_of_the_public_json() {
        use crate::model::Ruolo;
        for esito in [
            Esito::Valutato,
            Esito::NonValutabile,
            Esito::NonRilevato,
            Esito::NonPrevisto,
        ] {
            assert_eq!(esito.nome(), nome_json(esito));
        }
        for ruolo in [Ruolo::Voce, Ruolo::Totale, Ruolo::Dettaglio, Ruolo::Sezione] {
            assert_eq!(ruolo.nome(), nome_json(ruolo));
        }
    }

    #[test]
    fn a_grade_finds_its_row_by_id_whatever_the_order_of_others() {
        let grado = |indicatore: &str, punti: i64| GradoRiga {
            indicatore: indicatore.to_owned(),
            grado: Some(Grado(punti.into())),
            esito: Esito::Valutato,
            motivo: None,
            scostamento: None,
        };
        let cruscotto = GradoCruscotto {
            id: "x".to_owned(),
            sintesi: Sintesi::default(),
            righe: vec![grado("b", 2), grado("a", 1), grado("a", 3)],
        };
        let per_chiave = cruscotto.per_chiave();
        let punti: Vec<_> = ChiaveRiga::di(["a", "b", "a", "c"].into_iter())
            .map(|chiave| per_chiave.get(&chiave).and_then(|grado| grado.grado))
            .collect();
        let attesi = [Some(1), Some(2), Some(3), None].map(|n| n.map(|n: i64| Grado(n.into())));
        assert_eq!(punti, attesi);
    }
}
