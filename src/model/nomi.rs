//! What the body calls the levels of its plan, and the kinds that its cruscotti are of: as
//! `[nomi]` and `[[tipi]]` of `ciclo.toml` declare them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::italiano::vocabolario::STRATEGICO;
use super::italiano::{Forme, Genere, Parola, elenco_o};

/// The body's words, each by what it stands for in the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Nomi {
    pub prospettiva: Parola,
    pub obiettivo: Parola,
    pub azione: Parola,
    pub indicatore: Parola,
    pub cruscotto: Parola,
    /// What answers for a cruscotto of the organisation.
    pub servizio: Parola,
    pub progetto: Parola,
    pub missione: Parola,
    /// What the `(*)` mark tells of an indicator.
    pub di_sistema: Parola,
}

impl Default for Nomi {
    fn default() -> Self {
        use Genere::{Femminile, Maschile};
        Self {
            prospettiva: Parola::nuova("Prospettiva", "Prospettive", Femminile),
            obiettivo: Parola::nuova("Obiettivo", "Obiettivi", Maschile),
            azione: Parola::nuova("Azione", "Azioni", Femminile),
            indicatore: Parola::nuova("Indicatore", "Indicatori", Maschile),
            cruscotto: Parola::nuova("Cruscotto", "Cruscotti", Maschile),
            servizio: Parola::nuova("Servizio", "Servizi", Maschile),
            progetto: Parola::nuova("Progetto", "Progetti", Maschile),
            missione: Parola::nuova("Missione", "Missioni", Femminile),
            di_sistema: Parola::nuova("Indicatore di sistema", "Indicatori di sistema", Maschile),
        }
    }
}

impl Nomi {
    /// Each word by its key, in all its forms, for the templates.
    pub fn forme(&self) -> BTreeMap<&'static str, Forme> {
        let nomi = [
            ("prospettiva", &self.prospettiva),
            ("obiettivo", &self.obiettivo),
            ("azione", &self.azione),
            ("indicatore", &self.indicatore),
            ("cruscotto", &self.cruscotto),
            ("servizio", &self.servizio),
            ("progetto", &self.progetto),
            ("missione", &self.missione),
            ("di-sistema", &self.di_sistema),
        ];
        nomi.map(|(chiave, parola)| (chiave, parola.forme())).into()
    }

    /// True if the body has no words of its own.
    pub(super) fn predefiniti(&self) -> bool {
        *self == Self::default()
    }
}

/// A kind of cruscotti.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TipoCruscotto {
    /// In kebab-case: what a cruscotto's `tipo` and the chapters name.
    pub id: String,
    pub nome: String,
    pub plurale: String,
    pub genere: Genere,
    pub ruolo: RuoloCruscotto,
}

/// What the cruscotti of a kind count for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum RuoloCruscotto {
    /// The whole body's: its values come first, and its means are the body's grade.
    Strategico,
    /// A part of the organisation's: its mean counts for the performance of the organisation.
    Servizio,
    /// A person's in charge: it shows what others measure.
    Individuale,
}

/// The kinds of a cycle, in the order in which cruscotti are printed that nobody put in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Tipi(Vec<TipoCruscotto>);

impl TipoCruscotto {
    /// A kind under its name.
    pub fn nuovo(id: impl Into<String>, nome: Parola, ruolo: RuoloCruscotto) -> Self {
        Self {
            id: id.into(),
            nome: nome.titolo().to_owned(),
            plurale: nome.titoli().to_owned(),
            genere: nome.genere(),
            ruolo,
        }
    }

    /// Its name, in the forms that a sentence asks for.
    pub fn parola(&self) -> Parola {
        Parola::nuova(self.nome.clone(), self.plurale.clone(), self.genere)
    }
}

impl Tipi {
    /// The kinds that `ciclo.toml` declares.
    pub fn nuovi(tipi: Vec<TipoCruscotto>) -> Self {
        Self(tipi)
    }

    /// Those of a cycle that declares none, in the body's words.
    pub fn predefiniti(nomi: &Nomi) -> Self {
        use Genere::{Femminile, Maschile};
        use RuoloCruscotto::{Individuale, Servizio, Strategico};
        let tipo = TipoCruscotto::nuovo;
        let azienda = Parola::nuova("Azienda speciale", "Aziende speciali", Femminile);
        let segretario = Parola::nuova("Segretario generale", "Segretari generali", Maschile);
        let dirigente = Parola::nuova("Dirigente", "Dirigenti", Maschile);
        Self(vec![
            tipo("strategico", strategico(&nomi.cruscotto), Strategico),
            tipo("servizio", nomi.servizio.clone(), Servizio),
            tipo("azienda-speciale", azienda, Servizio),
            tipo("segretario-generale", segretario, Individuale),
            tipo("dirigente", dirigente, Individuale),
        ])
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &TipoCruscotto> {
        self.0.iter()
    }

    /// The kind with this id.
    pub fn trova(&self, id: &str) -> Option<&TipoCruscotto> {
        self.0.iter().find(|tipo| tipo.id == id)
    }

    /// The kind that counts for the whole body; where several do, the first.
    pub fn strategico(&self) -> Option<&TipoCruscotto> {
        self.0
            .iter()
            .find(|tipo| tipo.ruolo == RuoloCruscotto::Strategico)
    }

    /// The ids, as a sentence lists them: `strategico, servizio o dirigente`.
    pub fn elenco(&self) -> String {
        let ids: Vec<&str> = self.0.iter().map(|tipo| tipo.id.as_str()).collect();
        elenco_o(&ids)
    }

    /// What cruscotti of the kind with this id count for: one that nobody declared counts for no
    /// mean but its own.
    pub fn ruolo(&self, id: &str) -> RuoloCruscotto {
        self.trova(id)
            .map_or(RuoloCruscotto::Individuale, |tipo| tipo.ruolo)
    }

    /// Where a kind stands in the order.
    pub fn posto(&self, id: &str) -> usize {
        let posto = self.0.iter().position(|tipo| tipo.id == id);
        posto.unwrap_or(self.0.len())
    }

    /// True if they are those of a cycle that declares none.
    pub(super) fn sono_predefiniti(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for Tipi {
    fn default() -> Self {
        Self::predefiniti(&Nomi::default())
    }
}

/// `Cruscotto strategico`, `Scheda strategica degli obiettivi`.
fn strategico(cruscotto: &Parola) -> Parola {
    let con = |nome: &str, aggettivo: &str| match nome.split_once(' ') {
        Some((testa, coda)) => format!("{testa} {aggettivo} {coda}"),
        None => format!("{nome} {aggettivo}"),
    };
    Parola::nuova(
        con(cruscotto.titolo(), cruscotto.accorda(&STRATEGICO, 1)),
        con(cruscotto.titoli(), cruscotto.accorda(&STRATEGICO, 2)),
        cruscotto.genere(),
    )
}
