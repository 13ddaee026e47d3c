//! The public form of a comparison, `ciclo/confronto/1`: what the differences are written as.

use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize, Serializer};

use crate::model::Origine;

use super::differenza::{Cosa, Differenza, Mutamento};
use super::termini::{Ambito, Causa, Parola, Tipo, Variazione};

/// The version of the public shape.
pub(super) const SCHEMA: &str = "ciclo/confronto/1";

/// A comparison of two drafts.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Confronto {
    /// Always [`SCHEMA`].
    pub schema: String,
    pub vecchio: Parte,
    pub nuovo: Parte,
    #[schemars(with = "Vec<Scritta>")]
    pub differenze: Vec<Differenza>,
}

/// A side of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Parte {
    /// As it was named: a folder, a file, `git:REV`.
    pub origine: String,
}

/// One difference in its public form. `vecchio` and `nuovo` are as the documents print them; null where there is
/// nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Differenza")]
pub struct Scritta {
    pub ambito: Ambito,
    pub tipo: Tipo,
    /// Id of the cruscotto.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cruscotto: Option<String>,
    /// Id of the indicator, in the new draft where it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicatore: Option<String>,
    /// Id of the indicator in the old draft, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicatore_vecchio: Option<String>,
    /// Name of the indicator, as `indicatore`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nome: Option<String>,
    /// Id of the table or of the chart's series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quadro: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voce: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colonna: Option<String>,
    /// Name of the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progetto: Option<String>,
    /// Name of the project's activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attivita: Option<String>,
    /// File of the chapter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub testo: Option<String>,
    /// `atteso 2022`, `consuntivo 2021`, `fonte`, `peso`, `verso`, `obiettivo`, `azione`, `nome`,
    /// …; of a setting, the path of its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campo: Option<String>,
    pub vecchio: Option<String>,
    pub nuovo: Option<String>,
    pub luogo_vecchio: Option<Origine>,
    pub luogo_nuovo: Option<Origine>,
    /// By how much, where both are numbers of one kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variazione: Option<Variazione>,
    /// The paragraph word by word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parole: Vec<Parola>,
    /// What moved a grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mosso_da: Vec<Causa>,
    /// How many things stand elsewhere than before, in what was reordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fuori_posto: Option<usize>,
}

impl Serialize for Differenza {
    fn serialize<S: Serializer>(&self, serializzatore: S) -> Result<S::Ok, S::Error> {
        Scritta::from(self).serialize(serializzatore)
    }
}

impl From<&Differenza> for Scritta {
    fn from(Differenza { cosa, mutamento }: &Differenza) -> Self {
        let riga = cosa.riga();
        let (progetto, quadro) = match cosa {
            Cosa::Progetto(nome, parte) => (Some((nome, parte)), None),
            Cosa::Quadro(id, parte) => (None, Some((id, parte))),
            _ => (None, None),
        };
        let testo = |testo: &str| testo.to_owned();
        Self {
            ambito: cosa.ambito(),
            tipo: mutamento.tipo(),
            cruscotto: cosa.cruscotto().map(testo),
            indicatore: riga.map(|riga| riga.indicatore.clone()),
            indicatore_vecchio: riga.and_then(|riga| riga.indicatore_vecchio.clone()),
            nome: riga.map(|riga| riga.nome.clone()),
            quadro: quadro.map(|(id, _)| id.clone()),
            voce: quadro.and_then(|(_, parte)| parte.voce()).map(testo),
            colonna: quadro.and_then(|(_, parte)| parte.colonna()).map(testo),
            progetto: progetto.map(|(nome, _)| nome.clone()),
            attivita: progetto.and_then(|(_, parte)| parte.attivita()).map(testo),
            testo: match cosa {
                Cosa::Testo(file, _) => Some(file.clone()),
                _ => None,
            },
            campo: cosa.campo(),
            vecchio: mutamento.vecchio().map(|capo| capo.testo.clone()),
            nuovo: mutamento.nuovo().map(|capo| capo.testo.clone()),
            luogo_vecchio: mutamento.luogo_vecchio().cloned(),
            luogo_nuovo: mutamento.luogo_nuovo().cloned(),
            variazione: mutamento.variazione().cloned(),
            parole: mutamento.parole().to_vec(),
            mosso_da: mutamento.cause().to_vec(),
            fuori_posto: match mutamento {
                Mutamento::Riordinato(_, _, quanti) => Some(*quanti),
                _ => None,
            },
        }
    }
}

impl Confronto {
    /// A comparison of two named drafts.
    pub fn nuovo(vecchio: &str, nuovo: &str, differenze: Vec<Differenza>) -> Self {
        let parte = |origine: &str| Parte {
            origine: origine.to_owned(),
        };
        Self {
            schema: SCHEMA.to_owned(),
            vecchio: parte(vecchio),
            nuovo: parte(nuovo),
            differenze,
        }
    }
}

/// The JSON Schema of the public shape.
pub fn schema() -> Schema {
    schema_for!(Confronto)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_the_one_of_the_json() {
        let scritto = |cosa: &dyn Fn() -> serde_json::Result<String>| cosa().expect("JSON");
        for tipo in [
            Tipo::Aggiunto,
            Tipo::Tolto,
            Tipo::Cambiato,
            Tipo::Rinominato,
            Tipo::Spostato,
            Tipo::Riordinato,
        ] {
            let json = scritto(&|| serde_json::to_string(&tipo));
            assert_eq!(json, format!("\"{}\"", tipo.nome()));
        }
        for ambito in [
            Ambito::Indicatore,
            Ambito::Cruscotto,
            Ambito::Quadro,
            Ambito::Progetto,
            Ambito::Testo,
            Ambito::Impostazione,
            Ambito::Grado,
        ] {
            let json = scritto(&|| serde_json::to_string(&ambito));
            assert_eq!(json, format!("\"{}\"", ambito.nome()));
        }
    }
}
