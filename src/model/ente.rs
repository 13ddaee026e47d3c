//! The public body, its documents and its organisation, as `ciclo.toml` declares them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::nome::chiave;

/// The public body that publishes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ente {
    pub nome: String,
    pub nome_ufficiale: String,
    /// Code in the index of public administrations (IPA).
    pub codice_ipa: String,
    pub sito: String,
}

impl Ente {
    /// True if both are one body: they share a name, however it is written, and no two codes say
    /// otherwise (there are two Comuni of one name). A code alone does not make them one: whoever
    /// starts from another's cycle may leave it there.
    pub(crate) fn stesso(&self, altro: &Self) -> bool {
        let omonimo = self.nomi().any(|nome| altro.nomi().any(|uno| uno == nome));
        let [suo, altrui] = [self, altro].map(|ente| chiave(&ente.codice_ipa));
        omonimo && (suo == altrui || suo.is_empty() || altrui.is_empty())
    }

    /// Its name, with its code where another has the same name.
    pub(crate) fn distinto_da(&self, altro: &Self) -> String {
        match chiave(&self.nome) == chiave(&altro.nome) {
            true => format!("{} ({})", self.nome, self.codice_ipa),
            false => self.nome.clone(),
        }
    }

    fn nomi(&self) -> impl Iterator<Item = String> {
        let nomi = [&self.nome, &self.nome_ufficiale].map(|nome| chiave(nome));
        nomi.into_iter().filter(|nome| !nome.is_empty())
    }
}

/// The documents of the cycle by id: `piano`, `relazione` (D.Lgs. 150/2009 art. 10), and those that
/// it declares by itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Documenti(BTreeMap<String, Documento>);

impl FromIterator<(String, Documento)> for Documenti {
    fn from_iter<T: IntoIterator<Item = (String, Documento)>>(documenti: T) -> Self {
        Self(documenti.into_iter().collect())
    }
}

impl Documenti {
    /// The document of this id.
    pub fn get(&self, id: &str) -> Option<&Documento> {
        self.0.get(id)
    }

    /// The documents with their ids, in the order of these.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Documento)> {
        self.0
            .iter()
            .map(|(id, documento)| (id.as_str(), documento))
    }

    /// Puts in a document that nobody declared; one that is there stays as it is.
    pub fn assicura(&mut self, id: &str, atto: impl FnOnce() -> Documento) {
        self.0.entry(id.to_owned()).or_insert_with(atto);
    }

    /// The one that the others follow from: the Piano, or what there is in its place.
    pub fn principale(&self) -> Option<&Documento> {
        self.get("piano").or_else(|| self.0.values().next())
    }
}

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Documento {
    pub titolo: String,
    /// The date on the cover and in the PDF's metadata: outputs never look at the clock.
    #[schemars(with = "String")]
    pub data: Date,
    /// The act that approves it.
    pub delibera: Option<String>,
    /// Not approved yet: printed as a draft, never published.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bozza: bool,
}

/// What the OIV says of a Relazione: its judgement is its own.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Oiv {
    /// As the body calls it; never the name of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organo: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub esito: Option<EsitoOiv>,
    /// Its overall evaluation of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valutazione_complessiva: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub osservazioni: Option<String>,
    /// By letter, `a` to `k`.
    #[serde(default)]
    pub criteri: BTreeMap<String, GiudizioOiv>,
}

/// What the OIV says by one criterion.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct GiudizioOiv {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub giudizio: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub osservazioni: Option<String>,
}

/// How a validation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EsitoOiv {
    Validata,
    ValidataConOsservazioni,
    NonValidata,
}

impl EsitoOiv {
    /// As it is printed.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Validata => "validata",
            Self::ValidataConOsservazioni => "validata con osservazioni",
            Self::NonValidata => "non validata",
        }
    }
}

/// A national mission that obiettivi belong to (D.P.C.M. 12/12/2012).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Missione {
    pub codice: String,
    pub nome: String,
}

/// What the figures about the organisation draw.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Organizzazione {
    pub organi: Vec<Organo>,
    /// The organisation chart, from its top.
    pub organigramma: Option<Unita>,
    /// The map of activities and services.
    pub attivita: Vec<Attivita>,
}

/// A governing or controlling body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Organo {
    pub nome: String,
    /// `indirizzo`, `esecutivo`, `rappresentanza`, `controllo`, `valutazione` or `gestione`.
    pub funzione: String,
    pub compito: String,
}

/// A unit of the organisation chart with the units below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Unita {
    pub nome: String,
    pub responsabile: Option<String>,
    /// Drawn beside its parent rather than below it.
    pub staff: bool,
    pub unita: Vec<Unita>,
}

/// An area of activity with its services to firms and citizens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attivita {
    pub nome: String,
    pub servizi: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ente(nome: &str, nome_ufficiale: &str, codice_ipa: &str) -> Ente {
        Ente {
            nome: nome.to_owned(),
            nome_ufficiale: nome_ufficiale.to_owned(),
            codice_ipa: codice_ipa.to_owned(),
            sito: String::new(),
        }
    }

    #[test]
    fn bodies_are_told_apart_by_their_names_and_codes() {
        let nostro = ente("Comune di Samone", "Comune di Samone", "c_h753");
        let casi = [
            (ente("COMUNE DI SAMÒNE", "", "C_H753"), true),
            (ente("Samone", "Comune di Samone", ""), true),
            // There are two.
            (
                ente("Comune di Samone", "Comune di Samone", "c_h754"),
                false,
            ),
            // Somebody else's settings, with the code left as it was.
            (ente("Comune di Strigno", "", "c_h753"), false),
            (ente("", "", ""), false),
        ];
        for (altro, atteso) in casi {
            assert_eq!(nostro.stesso(&altro), atteso, "{altro:?}");
            assert_eq!(altro.stesso(&nostro), atteso, "{altro:?}");
        }
        let omonimo = ente("Comune di Samone", "", "c_h754");
        assert_eq!(nostro.distinto_da(&omonimo), "Comune di Samone (c_h753)");
    }
}
