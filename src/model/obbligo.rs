//! What the law asks a body to publish about performance, as the national list of the obligations
//! of transparency names it.
//!
//! <https://w3id.org/italia/controlled-vocabulary/classifications-for-trasparency/transparency-obligation>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the names of the list begin, spelled as the list spells them.
const LISTA: &str = "https://w3id.org/italia/controlled-vocabulary/\
                     classifications-for-trasparency/transparency-obligation/";

/// An obligation of the sub-section *Performance*, or of the acts of who evaluates it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Obbligo {
    #[serde(rename = "060101")]
    Sistema,
    #[serde(rename = "060201")]
    Piano,
    #[serde(rename = "060301")]
    Relazione,
    #[serde(rename = "060401")]
    AmmontareDeiPremi,
    #[serde(rename = "060501")]
    DatiDeiPremi,
    #[serde(rename = "140101")]
    AttiDiValutazione,
}

impl Obbligo {
    const TUTTI: [Self; 6] = [
        Self::Sistema,
        Self::Piano,
        Self::Relazione,
        Self::AmmontareDeiPremi,
        Self::DatiDeiPremi,
        Self::AttiDiValutazione,
    ];

    /// Its number in the list.
    pub fn codice(self) -> &'static str {
        match self {
            Self::Sistema => "060101",
            Self::Piano => "060201",
            Self::Relazione => "060301",
            Self::AmmontareDeiPremi => "060401",
            Self::DatiDeiPremi => "060501",
            Self::AttiDiValutazione => "140101",
        }
    }

    /// What is to be published, and the rule that says so.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Sistema => {
                "Sistema di misurazione e valutazione della performance (art. 7 del D.Lgs. 150/2009)"
            }
            Self::Piano => {
                "Piano della performance (art. 10, comma 8, lettera b, del D.Lgs. 33/2013)"
            }
            Self::Relazione => {
                "Relazione sulla performance (art. 10, comma 8, lettera b, del D.Lgs. 33/2013)"
            }
            Self::AmmontareDeiPremi => {
                "Ammontare complessivo dei premi (art. 20, comma 1, del D.Lgs. 33/2013)"
            }
            Self::DatiDeiPremi => "Dati relativi ai premi (art. 20, comma 2, del D.Lgs. 33/2013)",
            Self::AttiDiValutazione => {
                "Atti degli organismi di valutazione (art. 31 del D.Lgs. 33/2013)"
            }
        }
    }

    /// Its address.
    pub fn indirizzo(self) -> String {
        format!("{LISTA}{}", self.codice())
    }

    /// The obligation with this address.
    pub fn da_indirizzo(indirizzo: &str) -> Option<Self> {
        let codice = indirizzo.strip_prefix(LISTA)?;
        let mut tutti = Self::TUTTI.into_iter();
        tutti.find(|obbligo| obbligo.codice() == codice)
    }

    /// True for what speaks of a year's results, which are public only with a document that tells
    /// them.
    pub fn dei_risultati(self) -> bool {
        matches!(self, Self::Relazione | Self::AttiDiValutazione)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_obligation_is_known_by_the_address_that_it_has_and_by_its_number() {
        for obbligo in Obbligo::TUTTI {
            assert_eq!(Obbligo::da_indirizzo(&obbligo.indirizzo()), Some(obbligo));
            let scritto = serde_json::to_value(obbligo).expect("JSON");
            assert_eq!(scritto, obbligo.codice());
        }
        assert_eq!(Obbligo::da_indirizzo("060201"), None);
    }
}
