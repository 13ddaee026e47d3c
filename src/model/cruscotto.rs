//! Prospettive, obiettivi, indicators and the cruscotti that show them.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::integrato::{Risorse, TipologiaObiettivo};
use super::{DaDove, Indirizzo, Origine, Valore, Verso};

/// A dimension of the strategic map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Prospettiva {
    pub nome: String,
    pub obiettivi: Vec<Obiettivo>,
}

/// A strategic objective.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Obiettivo {
    /// `1.1`, unique.
    pub codice: String,
    pub nome: String,
    /// Code of its [mission](super::Missione).
    pub missione: String,
    /// Letters `a` to `g` of D.Lgs. 150/2009 art. 8.
    pub ambiti: Vec<String>,
    /// Weight within its prospettiva; equal weights where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub peso: Option<Decimal>,
    /// What it is for, as the PIAO sorts it.
    #[serde(default, skip_serializing_if = "TipologiaObiettivo::di_serie")]
    pub tipologia: TipologiaObiettivo,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub descrizione: Option<String>,
    /// The office or role that answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsabile: Option<String>,
    /// Offices that work for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributori: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stakeholder: Vec<String>,
    #[serde(default, skip_serializing_if = "Risorse::vuote")]
    pub risorse: Risorse,
    /// Code of its programme in the budget, `011-005`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programma: Option<String>,
}

/// One indicator with what its owner says of it: the strategic cruscotto if it stands there, else
/// the first service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Indicatore {
    /// Readable slug, unique and stable.
    pub id: String,
    /// The `Codice` column's own code.
    pub codice: Option<String>,
    /// Without the `(*)` mark.
    pub nome: String,
    pub azione: String,
    /// Code of its obiettivo; empty where the workbook gives none.
    pub obiettivo: String,
    /// True if it stands on the strategic cruscotto.
    pub strategico: bool,
    /// The `(*)` mark, of which [`Nomi`](super::Nomi) tells the meaning.
    pub di_sistema: bool,
    pub verso: Verso,
    pub verso_da: DaDove,
    /// By year.
    pub atteso: BTreeMap<i16, Valore>,
    /// By year.
    pub consuntivo: BTreeMap<i16, Valore>,
    /// Targets changed during the year, by year; the first ones stay in `atteso`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rimodulato: BTreeMap<i16, Valore>,
    /// The act that changed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub atto_rimodulazione: Option<String>,
    pub fonte: String,
    #[schemars(with = "Option<String>")]
    pub peso: Option<Decimal>,
    /// Id of the cruscotto whose values these are.
    pub proprietario: String,
    /// Ids of the cruscotti that show it.
    pub cruscotti: Vec<String>,
}

/// A sheet of indicators as one office sends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cruscotto {
    /// The file's name without ending.
    pub id: String,
    pub nome: String,
    /// Id of its [kind](super::TipoCruscotto).
    pub tipo: String,
    pub responsabile: Option<String>,
    /// The workbook, relative to the cycle's folder, with `/`.
    pub file: String,
    /// Ids of the cruscotti of earlier cycles that became this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gia: Vec<String>,
    /// Footnotes below the table.
    pub note: Vec<String>,
    pub righe: Vec<Riga>,
}

/// A row of a [`Cruscotto`]: what that workbook itself says of an indicator.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Riga {
    /// Id of the indicator.
    pub indicatore: String,
    /// As this workbook writes it, without the `(*)` mark.
    pub nome: String,
    /// As `ciclo.toml` writes it; empty where the workbook gives none.
    pub prospettiva: String,
    /// Code; empty where the workbook gives none.
    pub obiettivo: String,
    pub azione: String,
    pub strategico: bool,
    pub di_sistema: bool,
    /// By year.
    pub atteso: BTreeMap<i16, Valore>,
    /// By year.
    pub consuntivo: BTreeMap<i16, Valore>,
    pub fonte: String,
    #[schemars(with = "Option<String>")]
    pub peso: Option<Decimal>,
    /// A grade that a person judged, in points.
    #[schemars(with = "Option<String>")]
    pub grado: Option<Decimal>,
    /// True if a person wrote a grade that nobody can read: the row has no grade until it is mended.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub grado_da_chiarire: bool,
    /// The reason for the judged grade.
    pub motivazione: Option<String>,
    /// For the office: no document, page, table or attachment holds it.
    pub note: Option<String>,
    /// A footnote for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nota_pubblica: Option<String>,
    /// The workbook's own `Verso` column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verso: Option<Verso>,
    /// Targets changed during the year, by year; the first ones stay in `atteso`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rimodulato: BTreeMap<i16, Valore>,
    /// The act that changed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub atto_rimodulazione: Option<String>,
    /// Values at a day within the year (`2024-06-30`): never its result.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub monitoraggi: BTreeMap<String, Valore>,
    /// What is expected at the end of the year, by year.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub previsione: BTreeMap<i16, Valore>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Baseline>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unita_misura: Option<String>,
    /// What exactly is measured: the technical definition of the PIRA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definizione: Option<String>,
    /// How the indicator is computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tipologia: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dimensione: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stakeholder: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsabile: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contributori: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programma: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scadenza: Option<Valore>,
    /// What each monitoring's form said besides the value, by its day. For the office: no JSON has
    /// it.
    #[serde(skip)]
    pub rilevazioni: BTreeMap<String, Rilevazione>,
    /// For the office: never published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criticita: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub azione_correttiva: Option<String>,
    /// Why the result is not the target: what the Relazione prints as the cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub causa: Option<String>,
    /// File, sheet and cell of the indicator's name.
    pub origine: Origine,
    /// Where the other fields stand, in the same sheet.
    pub celle: Celle,
}

/// The cells of a [`Riga`]'s text fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Celle {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prospettiva: Option<Indirizzo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obiettivo: Option<Indirizzo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub azione: Option<Indirizzo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fonte: Option<Indirizzo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peso: Option<Indirizzo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verso: Option<Indirizzo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codice: Option<Indirizzo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grado: Option<Indirizzo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motivazione: Option<Indirizzo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Indirizzo>,
    /// Those of the other fields, by the field's key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub altre: BTreeMap<String, Indirizzo>,
    /// Fields that a form answers, by the field's key: the cell of the form, whole.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub moduli: BTreeMap<String, Origine>,
}

/// What a monitoring's form says of an indicator or of an activity, besides where it stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rilevazione {
    /// What is expected at the end of the year.
    pub previsione: Option<Valore>,
    pub criticita: Option<String>,
    pub azione_correttiva: Option<String>,
}

/// Where an indicator starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Baseline {
    pub anno: Option<i16>,
    pub valore: Valore,
}

/// What every table that reports on a year prints of a row, before what came of it.
#[derive(Debug, Clone, Serialize)]
pub struct RigaStampata {
    /// Id of the indicator.
    pub indicatore: String,
    pub nome: String,
    pub strategico: bool,
    pub di_sistema: bool,
    pub prospettiva: String,
    pub obiettivo: String,
    pub azione: String,
    /// The one that counts.
    pub atteso: String,
    /// What it was before it was changed.
    pub rimodulazione: Option<Rimodulazione>,
}

/// How a target was changed during its year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rimodulazione {
    /// The first one, as it is printed.
    pub prima: String,
    pub atto: Option<String>,
}

impl Rimodulazione {
    /// `rimodulato: delibera n. 12 del 15/7/2027`.
    pub fn detta(&self) -> String {
        match &self.atto {
            Some(atto) => format!("rimodulato: {atto}"),
            None => "rimodulato".to_owned(),
        }
    }
}

impl Indicatore {
    /// The target that counts for a year: the one it was changed to, or else the first.
    pub fn atteso(&self, anno: i16) -> Option<&Valore> {
        self.rimodulato.get(&anno).or(self.atteso.get(&anno))
    }

    /// Every target and result, in all its lives.
    pub fn valori(&self) -> impl Iterator<Item = &Valore> + Clone {
        let attesi = self.atteso.values().chain(self.rimodulato.values());
        attesi.chain(self.consuntivo.values())
    }
}

/// Which of a cruscotto's rows: an indicator may stand there twice, under two obiettivi or azioni,
/// and then each of its rows has a grade of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChiaveRiga<'a> {
    indicatore: &'a str,
    /// Rows of the same indicator before it.
    prima: usize,
}

impl<'a> ChiaveRiga<'a> {
    /// The keys of rows, given the id of the indicator of each in the cruscotto's order.
    pub fn di(indicatori: impl Iterator<Item = &'a str>) -> impl Iterator<Item = Self> {
        let mut visti: HashMap<&str, usize> = HashMap::new();
        indicatori.map(move |indicatore| {
            let visti = visti.entry(indicatore).or_default();
            let prima = *visti;
            *visti += 1;
            Self { indicatore, prima }
        })
    }
}

impl Cruscotto {
    /// True if one of the two became the other.
    pub fn e_diventato(&self, altro: &Self) -> bool {
        altro.gia.contains(&self.id) || self.gia.contains(&altro.id)
    }

    /// The rows, each with what its grade is known by.
    pub fn con_chiavi(&self) -> impl Iterator<Item = (ChiaveRiga<'_>, &Riga)> {
        ChiaveRiga::di(self.righe.iter().map(|riga| riga.indicatore.as_str())).zip(&self.righe)
    }
}

impl Riga {
    /// The place of a field that a form may answer, by the field's key: the form's cell if one
    /// does, else the workbook's.
    pub fn dove(&self, campo: &str) -> Origine {
        if let Some(modulo) = self.celle.moduli.get(campo) {
            return modulo.clone();
        }
        self.luogo(match campo {
            "grado" => self.celle.grado,
            "motivazione" => self.celle.motivazione,
            _ => self.celle.altre.get(campo).copied(),
        })
    }

    /// The place of one of the [`Celle`], or of the row's name where it has none.
    pub fn luogo(&self, cella: Option<Indirizzo>) -> Origine {
        self.origine.con_cella(cella)
    }

    /// The target that counts for a year: the one it was changed to, or else the first.
    pub fn atteso(&self, anno: i16) -> Option<&Valore> {
        self.rimodulato.get(&anno).or(self.atteso.get(&anno))
    }

    /// What the target of a year was before it was changed; none if it never was.
    pub fn rimodulazione(&self, anno: i16) -> Option<Rimodulazione> {
        self.rimodulato.get(&anno)?;
        Some(Rimodulazione {
            prima: Valore::stampato(self.atteso.get(&anno)),
            atto: self.atto_rimodulazione.clone(),
        })
    }

    /// As it is printed with its target for a year.
    pub fn stampata(&self, anno: i16) -> RigaStampata {
        RigaStampata {
            indicatore: self.indicatore.clone(),
            nome: self.nome.clone(),
            strategico: self.strategico,
            di_sistema: self.di_sistema,
            prospettiva: self.prospettiva.clone(),
            obiettivo: self.obiettivo.clone(),
            azione: self.azione.clone(),
            atteso: Valore::stampato(self.atteso(anno)),
            rimodulazione: self.rimodulazione(anno),
        }
    }

    /// The years that have a target.
    pub fn anni_attesi(&self) -> impl Iterator<Item = i16> {
        self.atteso.keys().chain(self.rimodulato.keys()).copied()
    }

    /// Every target and result, in all its lives.
    pub fn valori(&self) -> impl Iterator<Item = &Valore> + Clone {
        let attesi = self.atteso.values().chain(self.rimodulato.values());
        attesi.chain(self.consuntivo.values())
    }

    /// The same, with what was measured and foreseen along the year: each value that an office
    /// wrote.
    pub(crate) fn misure(&self) -> impl Iterator<Item = &Valore> + Clone {
        let dei_moduli = self.rilevazioni.values();
        let previsti = dei_moduli.filter_map(|rilevazione| rilevazione.previsione.as_ref());
        let ultima = |valore: &&Valore| {
            let mut dette = self.previsione.values();
            dette.any(|detta| detta.origine == valore.origine)
        };
        self.valori()
            .chain(self.monitoraggi.values())
            .chain(self.previsione.values())
            .chain(previsti.filter(move |valore| !ultima(valore)))
    }

    /// The result of a year, if the cruscotto has that column.
    pub fn consuntivo(&self, anno: i16) -> Option<&Valore> {
        self.consuntivo.get(&anno)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indicator_that_stands_twice_has_two_keys() {
        let chiavi: Vec<_> = ChiaveRiga::di(["a", "b", "a"].into_iter()).collect();
        assert_eq!(chiavi[0].prima, 0);
        assert_eq!(chiavi[1].prima, 0);
        assert_eq!(chiavi[2].prima, 1);
        assert_ne!(chiavi[0], chiavi[2]);
    }
}
