//! The canonical model: what the documents, the open data and the comparisons are made from.
//!
//! Loaders make it, everyone else only reads it. Its JSON form is public (`ciclo/1`), printed by
//! `ciclo modello` and described by `ciclo modello --schema`; keys are only ever added within a
//! version.

mod ambito;
pub mod assegnazione;
pub mod bozza;
pub mod cruscotto;
pub mod diagnosi;
pub mod ente;
mod integrato;
pub mod italiano;
pub mod nome;
pub mod nomi;
mod obbligo;
pub mod origine;
pub mod progetto;
pub mod quadro;
pub mod serie;
pub mod valore;
pub mod valutazione;
mod verso;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use nome::chiave;

pub use ambito::{AMBITI, Ambito};
pub use assegnazione::{Assegnato, Assegnazione, Comportamento};
pub use bozza::{Aggiunte, Bozza, Testi};
pub use cruscotto::{
    Baseline, Celle, ChiaveRiga, Cruscotto, Indicatore, Obiettivo, Prospettiva, Riga, RigaStampata,
    Rilevazione, Rimodulazione,
};
pub use diagnosi::{Codice, Diagnosi, Livello};
pub use ente::{Attivita, Documenti, Documento, Ente, Missione, Organizzazione, Organo, Unita};
pub use integrato::{
    Fase, Misura, Piao, Programma, Promessa, Risorse, Strategia, Strumento, TipologiaObiettivo,
    ValorePubblico,
};
pub use italiano::Parola;
pub use nomi::{Nomi, RuoloCruscotto, Tipi, TipoCruscotto};
pub use obbligo::Obbligo;
pub use origine::{Indirizzo, Origine, Punto};
pub use progetto::{AttivitaProgetto, Progetto};
pub use quadro::{ColonnaQuadro, Quadro, RigaQuadro, Ruolo};
pub use serie::{Colonna, Serie, TipoGrafico};
pub use valore::{Dato, Grandezza, Limite, Operatore, Rilievo, UnitaMisura, Valore};
pub use valutazione::{Esito, Grado, Valutazione};
pub use verso::{DaDove, Verso};

/// The version of the public JSON form.
pub const SCHEMA: &str = "ciclo/1";

/// One cycle of one public body: everything that its documents print.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Modello {
    /// Always [`SCHEMA`].
    pub schema: String,
    pub ente: Ente,
    /// First year of the plan.
    pub anno: i16,
    /// Years of the plan.
    pub triennio: Vec<i16>,
    /// Year that the Relazione reports on.
    pub anno_relazione: i16,
    pub documenti: Documenti,
    /// The body's own words for what follows; without this key, those of [`Nomi::default`].
    #[serde(default, skip_serializing_if = "Nomi::predefiniti")]
    pub nomi: Nomi,
    /// The kinds of cruscotti; without this key, those of [`Tipi::default`].
    #[serde(default, skip_serializing_if = "Tipi::sono_predefiniti")]
    pub tipi: Tipi,
    pub missioni: Vec<Missione>,
    pub prospettive: Vec<Prospettiva>,
    /// Each indicator once, however many cruscotti show it; in the order in which they first
    /// appear.
    pub indicatori: Vec<Indicatore>,
    /// In printing order.
    pub cruscotti: Vec<Cruscotto>,
    pub progetti: Vec<Progetto>,
    /// The tables of the document by their file's name: `personale`, `bilancio`, …
    pub quadri: BTreeMap<String, Quadro>,
    pub organizzazione: Organizzazione,
    pub serie: Vec<Serie>,
    /// What the OIV says of the Relazione.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oiv: Option<ente::Oiv>,
    /// Acts and figures that the prose quotes, by name.
    pub riferimenti: BTreeMap<String, String>,
    /// What the PIAO says besides; none where `ciclo.toml` says nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piao: Option<Piao>,
    /// The programmes of the budget.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmi: Vec<Programma>,
    /// The targets promised on one page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promesse: Vec<Promessa>,
}

impl Modello {
    /// The obiettivo with this code.
    pub fn obiettivo(&self, codice: &str) -> Option<&Obiettivo> {
        self.prospettive
            .iter()
            .flat_map(|p| &p.obiettivi)
            .find(|o| o.codice == codice)
    }

    /// The prospettiva that holds the obiettivo with this code.
    pub fn prospettiva_di(&self, codice: &str) -> Option<&Prospettiva> {
        self.prospettive
            .iter()
            .find(|p| p.obiettivi.iter().any(|o| o.codice == codice))
    }

    /// The mission with this code.
    pub fn missione(&self, codice: &str) -> Option<&Missione> {
        self.missioni.iter().find(|m| m.codice == codice)
    }

    /// The indicator with this id.
    pub fn indicatore(&self, id: &str) -> Option<&Indicatore> {
        self.indicatori.iter().find(|i| i.id == id)
    }

    /// Why a row's result is what it is, as somebody wrote it: for the row, or for activities of its
    /// project in the year.
    pub fn causa_scritta(&self, riga: &Riga, anno: i16) -> Option<String> {
        let del_progetto = || self.progetto_di(&riga.indicatore)?.cause(anno);
        riga.causa.clone().or_else(del_progetto)
    }

    /// The project that feeds an indicator.
    pub fn progetto_di(&self, indicatore: &str) -> Option<&Progetto> {
        self.progetti
            .iter()
            .find(|progetto| progetto.indicatore.as_deref() == Some(indicatore))
    }

    /// Code of the programme of the budget that an indicator follows: that of one of its rows, or
    /// else its obiettivo's.
    pub fn programma(&self, indicatore: &str) -> Option<&str> {
        let righe = self.cruscotti.iter().flat_map(|cruscotto| &cruscotto.righe);
        let mut sue = righe.filter(|riga| riga.indicatore == indicatore);
        let della_riga = sue.find_map(|riga| riga.programma.as_deref());
        della_riga.or_else(|| {
            let obiettivo = self.obiettivo(&self.indicatore(indicatore)?.obiettivo)?;
            obiettivo.programma.as_deref()
        })
    }

    /// The cruscotto with this id.
    pub fn cruscotto(&self, id: &str) -> Option<&Cruscotto> {
        self.cruscotti.iter().find(|c| c.id == id)
    }

    /// The rows of a cruscotto; none of one that is not there.
    pub fn righe_di(&self, id: &str) -> &[Riga] {
        self.cruscotto(id).map_or(&[], |cruscotto| &cruscotto.righe)
    }

    /// The cruscotto that is called so, in any case and accents: by its id, or else by its name.
    pub fn cruscotto_detto(&self, nome: &str) -> Option<&Cruscotto> {
        let cercato = chiave(nome);
        let mut tutti = self.cruscotti.iter();
        let di_id = tutti.find(|cruscotto| chiave(&cruscotto.id) == cercato);
        let mut tutti = self.cruscotti.iter();
        di_id.or_else(|| tutti.find(|cruscotto| chiave(&cruscotto.nome) == cercato))
    }

    /// What a cruscotto counts for.
    pub fn ruolo(&self, cruscotto: &Cruscotto) -> RuoloCruscotto {
        self.tipi.ruolo(&cruscotto.tipo)
    }

    /// The cruscotti that count for the same, in printing order.
    pub fn di_ruolo(&self, ruolo: RuoloCruscotto) -> impl Iterator<Item = &Cruscotto> {
        self.cruscotti
            .iter()
            .filter(move |cruscotto| self.ruolo(cruscotto) == ruolo)
    }
}
