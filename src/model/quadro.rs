//! The tables of the document that are not cruscotti: personnel, budget, indices, holdings, context
//! figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Indirizzo, Obbligo, Origine, Valore};

/// True of the tables about bonuses: `quadri/premi.*`, whole or sheet by sheet.
pub fn dei_premi(id: &str) -> bool {
    id == "premi" || id.starts_with("premi-")
}

/// The tables about bonuses in the order in which the law names what they tell (D.Lgs. 33/2013
/// art. 20): how much, by which criteria, to whom, how unlike; then any other, by name.
pub fn premi<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let suoi = ids.map(String::as_str).filter(|id| dei_premi(id));
    let mut suoi: Vec<&str> = suoi.collect();
    suoi.sort_by_key(|id| (posto_nella_legge(id).unwrap_or(ORDINE.len()), *id));
    suoi
}

/// The words by which a table about bonuses says which one it is, in the order of the law.
const ORDINE: [&[&str]; 4] = [
    AMMONTARE,
    &["criteri"],
    &["distribuzione"],
    &["differenziazione"],
];

/// Which of the law's tables about bonuses a name speaks of, from 0; none if it does not say.
pub fn posto_nella_legge(nome: &str) -> Option<usize> {
    let detto = |parole: &&[&str]| parole.iter().any(|parola| nome.contains(parola));
    ORDINE.iter().position(detto)
}

/// The words by which a table says that it is about what was set aside and paid.
const AMMONTARE: &[&str] = &["ammontare", "stanziat"];

/// What a table about bonuses is published for (D.Lgs. 33/2013 art. 20): what was set aside and paid
/// (c. 1), as its sheet is called, or how that was given (c. 2). One that is alone tells both.
pub fn obblighi_dei_premi(id: &str) -> &'static [Obbligo] {
    let ammontare = || AMMONTARE.iter().any(|parola| id.contains(parola));
    match id {
        "premi" => &[Obbligo::AmmontareDeiPremi, Obbligo::DatiDeiPremi],
        _ if !dei_premi(id) => &[],
        _ if ammontare() => &[Obbligo::AmmontareDeiPremi],
        _ => &[Obbligo::DatiDeiPremi],
    }
}

/// A table as its workbook in `quadri/` holds it. Rows and columns are known by their names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quadro {
    pub id: String,
    /// Caption; empty where the table is only a store of figures for the prose.
    pub titolo: String,
    pub fonte: Option<String>,
    pub nota: Option<String>,
    /// Name of the first column, which names the rows.
    pub voce: String,
    pub colonne: Vec<ColonnaQuadro>,
    pub righe: Vec<RigaQuadro>,
    /// Where the heading of the first column stands; none in a draft of before places were kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origine: Option<Origine>,
}

/// A column of a [`Quadro`]; several may share a group header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ColonnaQuadro {
    pub gruppo: Option<String>,
    pub nome: String,
    /// Where the name stands, in the sheet of [`Quadro::origine`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cella: Option<Indirizzo>,
    /// Where the group's name stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cella_gruppo: Option<Indirizzo>,
}

/// A row of a [`Quadro`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RigaQuadro {
    pub voce: String,
    pub ruolo: Ruolo,
    /// One value a column.
    pub celle: Vec<Valore>,
    /// Where `voce` stands, in the sheet of [`Quadro::origine`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cella: Option<Indirizzo>,
}

/// How a row of a [`Quadro`] is read and printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ruolo {
    Voce,
    /// The sum of other rows, declared in `ciclo.toml`.
    Totale,
    /// A part of the total above it.
    Dettaglio,
    /// Only a heading.
    Sezione,
}

impl Ruolo {
    /// As the public JSON and the open data name it.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Voce => "voce",
            Self::Totale => "totale",
            Self::Dettaglio => "dettaglio",
            Self::Sezione => "sezione",
        }
    }
}

impl ColonnaQuadro {
    /// The name that `ciclo.toml` uses for it: `gruppo › nome`, or the name alone.
    pub fn nome_intero(&self) -> String {
        match &self.gruppo {
            Some(gruppo) => format!("{gruppo} › {}", self.nome),
            None => self.nome.clone(),
        }
    }
}

impl Quadro {
    /// The place of a name or heading of this table: its own cell, or else the whole sheet.
    pub fn luogo(&self, cella: Option<Indirizzo>) -> Origine {
        let foglio = self.origine.clone().or_else(|| self.prima_cella());
        let foglio = foglio.unwrap_or_else(|| Origine::file(&format!("quadri/{}", self.id)));
        match cella {
            Some(_) => foglio.con_cella(cella),
            None => foglio.senza_cella(),
        }
    }

    /// The place of a row's name; in a draft that has not kept it, of the row's first value.
    pub fn luogo_di(&self, riga: &RigaQuadro) -> Origine {
        match (riga.cella, riga.celle.first()) {
            (None, Some(prima)) => prima.origine.clone(),
            (cella, _) => self.luogo(cella),
        }
    }

    pub(crate) fn prima_cella(&self) -> Option<Origine> {
        let celle = self.righe.iter().flat_map(|riga| &riga.celle);
        celle.map(|valore| valore.origine.clone()).next()
    }

    /// The place of the column with this [full name](ColonnaQuadro::nome_intero).
    pub fn colonna(&self, nome: &str) -> Option<usize> {
        self.colonne.iter().position(|c| c.nome_intero() == nome)
    }

    /// The row with this name; where two have it, the first.
    pub fn riga(&self, voce: &str) -> Option<&RigaQuadro> {
        self.righe.iter().find(|r| r.voce == voce)
    }

    /// The cell at a row's and a column's names.
    pub fn cella(&self, voce: &str, colonna: &str) -> Option<&Valore> {
        self.riga(voce)?.celle.get(self.colonna(colonna)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bonuses_are_told_in_the_order_of_the_law() {
        let ids = [
            "personale",
            "premi-altro",
            "premi-ammontare",
            "premi-criteri-e-distribuzione",
            "premi-differenziazione",
            "premi-distribuzione",
            "premi-stanziati",
        ];
        let ids = ids.map(str::to_owned);
        let attesi = [
            "premi-ammontare",
            "premi-stanziati",
            "premi-criteri-e-distribuzione",
            "premi-distribuzione",
            "premi-differenziazione",
            "premi-altro",
        ];
        assert_eq!(premi(ids.iter()), attesi);
    }

    #[test]
    fn a_table_of_bonuses_answers_for_what_it_is_called() {
        let (ammontare, dati) = (Obbligo::AmmontareDeiPremi, Obbligo::DatiDeiPremi);
        for (id, obblighi) in [
            ("premi", &[ammontare, dati][..]),
            ("premi-ammontare", &[ammontare]),
            ("premi-stanziati-e-distribuiti", &[ammontare]),
            ("premi-distribuzione", &[dati]),
            ("premiati", &[]),
            ("personale-ammontare", &[]),
        ] {
            assert_eq!(obblighi_dei_premi(id), obblighi, "{id}");
        }
    }
}
