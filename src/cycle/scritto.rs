//! `ciclo.toml` as people write it. [`super::valido`] makes sense of it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::ente::EsitoOiv;
use crate::model::italiano::Genere;
use crate::model::{Codice, Livello, Obbligo, RuoloCruscotto, TipoGrafico, TipologiaObiettivo};

pub use super::integrato::{PaginaScritta, PiaoScritto, ProgrammaScritto, RisorseScritte};

/// The whole file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CicloScritto {
    pub ente: EnteScritto,
    pub ciclo: AnniScritti,
    /// By id: `piano`, `relazione` and the cycle's own.
    #[serde(default)]
    pub documenti: BTreeMap<String, DocumentoScritto>,
    #[serde(default)]
    pub nomi: NomiScritti,
    #[serde(default)]
    pub tipi: Vec<TipoScritto>,
    #[serde(default)]
    pub missioni: Vec<MissioneScritta>,
    #[serde(default)]
    pub prospettive: Vec<ProspettivaScritta>,
    #[serde(default)]
    pub cruscotti: Vec<CruscottoScritto>,
    /// The office's own headings, by the field that they name; `ignora` for columns to leave
    /// alone.
    #[serde(default)]
    pub intestazioni: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub organizzazione: OrganizzazioneScritta,
    #[serde(default)]
    pub quadri: BTreeMap<String, QuadroScritto>,
    #[serde(default)]
    pub grafici: Vec<GraficoScritto>,
    #[serde(default)]
    pub riferimenti: BTreeMap<String, String>,
    #[serde(default)]
    pub segnaposto: BTreeMap<String, SegnapostoScritto>,
    #[serde(default)]
    pub valutazione: ValutazioneScritta,
    #[serde(default)]
    pub assegnazioni: AssegnazioniScritte,
    #[serde(default)]
    pub monitoraggio: MonitoraggioScritto,
    pub oiv: Option<OivScritto>,
    #[serde(default)]
    pub verifica: VerificaScritta,
    #[serde(default)]
    pub pubblicazione: PubblicazioneScritta,
    /// What is published with the documents and is not made here.
    #[serde(default)]
    pub allegati: Vec<AllegatoScritto>,
    pub piao: Option<PiaoScritto>,
    /// The programmes of the budget.
    #[serde(default)]
    pub programmi: Vec<ProgrammaScritto>,
    /// The targets promised on one page.
    #[serde(default)]
    pub pagina: PaginaScritta,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct EnteScritto {
    pub nome: String,
    pub nome_ufficiale: Option<String>,
    #[serde(default)]
    pub codice_ipa: String,
    #[serde(default)]
    pub sito: String,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AnniScritti {
    pub anno: i16,
    /// The plan's year and the next two, where it is not given.
    pub triennio: Option<Vec<i16>>,
    /// The year before the plan's, where it is not given.
    pub anno_relazione: Option<i16>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct DocumentoScritto {
    pub titolo: Option<String>,
    /// A TOML date, or the same as text.
    #[schemars(with = "String", extend("format" = "date"))]
    pub data: DataScritta,
    pub delibera: Option<String>,
    /// Not approved yet: printed as a draft, never published.
    #[serde(default)]
    pub bozza: bool,
}

/// A date that TOML or a person wrote.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum DataScritta {
    Toml(toml::value::Datetime),
    Testo(String),
}

/// The body's own words; today's where none is given.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct NomiScritti {
    pub prospettiva: Option<ParolaScritta>,
    pub obiettivo: Option<ParolaScritta>,
    pub azione: Option<ParolaScritta>,
    pub indicatore: Option<ParolaScritta>,
    pub cruscotto: Option<ParolaScritta>,
    pub servizio: Option<ParolaScritta>,
    pub progetto: Option<ParolaScritta>,
    pub missione: Option<ParolaScritta>,
    pub di_sistema: Option<ParolaScritta>,
}

/// A noun: `"Linea strategica"`, or its forms one by one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ParolaScritta {
    Uno(String),
    Forme(FormeScritte),
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FormeScritte {
    pub uno: String,
    /// Inferred from `uno`, where it is not given.
    pub molti: Option<String>,
    /// Inferred from `uno`, where it is not given.
    pub genere: Option<Genere>,
}

/// A kind of cruscotti.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TipoScritto {
    pub id: String,
    pub nome: String,
    /// Inferred from `nome`, where it is not given.
    pub plurale: Option<String>,
    /// Inferred from `nome`, where it is not given.
    pub genere: Option<Genere>,
    pub ruolo: RuoloCruscotto,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MissioneScritta {
    pub codice: String,
    pub nome: String,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProspettivaScritta {
    pub nome: String,
    #[serde(default)]
    pub obiettivi: Vec<ObiettivoScritto>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ObiettivoScritto {
    pub codice: String,
    pub nome: String,
    #[serde(default)]
    pub missione: String,
    #[serde(default)]
    pub ambiti: Vec<String>,
    #[schemars(with = "Option<f64>")]
    pub peso: Option<Decimal>,
    #[serde(default)]
    pub tipologia: TipologiaObiettivo,
    pub descrizione: Option<String>,
    pub responsabile: Option<String>,
    #[serde(default)]
    pub contributori: Vec<String>,
    #[serde(default)]
    pub stakeholder: Vec<String>,
    #[serde(default)]
    pub risorse: RisorseScritte,
    /// Code of one of the programmes.
    pub programma: Option<String>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CruscottoScritto {
    /// The workbook's name without ending.
    pub id: String,
    pub nome: Option<String>,
    /// Id of one of the kinds.
    pub tipo: Option<String>,
    pub responsabile: Option<String>,
    /// The sheet of the workbook that counts, where it has several.
    pub foglio: Option<String>,
    /// Ids of the cruscotti of earlier cycles that became this one.
    #[serde(default)]
    pub gia: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OrganizzazioneScritta {
    #[serde(default)]
    pub organi: Vec<OrganoScritto>,
    pub organigramma: Option<UnitaScritta>,
    #[serde(default)]
    pub attivita: Vec<AttivitaScritta>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OrganoScritto {
    pub nome: String,
    pub funzione: String,
    #[serde(default)]
    pub compito: String,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct UnitaScritta {
    pub nome: String,
    pub responsabile: Option<String>,
    #[serde(default)]
    pub staff: bool,
    #[serde(default)]
    pub unita: Vec<UnitaScritta>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AttivitaScritta {
    pub nome: String,
    #[serde(default)]
    pub servizi: Vec<String>,
}

/// What `ciclo.toml` says of a table in `quadri/`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct QuadroScritto {
    #[serde(default)]
    pub titolo: String,
    pub fonte: Option<String>,
    pub nota: Option<String>,
    /// Rows that must be the sum of others, in every column.
    #[serde(default)]
    pub somme_righe: Vec<SommaScritta>,
    /// Columns that must be the sum of others, in every row.
    #[serde(default)]
    pub somme_colonne: Vec<SommaScritta>,
    #[serde(default)]
    pub percentuali: Vec<PercentualeScritta>,
    #[serde(default)]
    pub sezioni: Vec<String>,
    #[serde(default)]
    pub dettagli: Vec<String>,
}

/// A declared sum; an addend that begins with `-` is taken away.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SommaScritta {
    pub totale: String,
    pub addendi: Vec<String>,
}

/// A column that must be the share of one column in another.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PercentualeScritta {
    pub colonna: String,
    pub di: String,
    pub su: String,
}

#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct GraficoScritto {
    pub id: String,
    pub titolo: String,
    pub tipo: TipoGrafico,
    #[serde(default)]
    pub unita: String,
    pub unita_secondaria: Option<String>,
    #[serde(default)]
    pub fonte: String,
    #[serde(default)]
    pub dimostrativo: bool,
}

/// A name for a cell of a table.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SegnapostoScritto {
    pub quadro: String,
    pub voce: String,
    pub colonna: String,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ValutazioneScritta {
    #[schemars(with = "Option<f64>")]
    pub tetto: Option<Decimal>,
    pub decrescente: Option<FormulaDecrescente>,
    pub ritardo: Option<RitardoScritto>,
    pub consuntivo_mancante: Option<ConsuntivoMancante>,
    #[serde(default)]
    pub fasce: Option<Vec<FasciaScritta>>,
}

/// What a scheda of a collaborator or of a group is made of: how much each part counts, in points.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AssegnazioniScritte {
    /// What came of the service as a whole.
    #[schemars(with = "Option<f64>")]
    pub organizzativa: Option<Decimal>,
    #[schemars(with = "Option<f64>")]
    pub obiettivi: Option<Decimal>,
    #[schemars(with = "Option<f64>")]
    pub comportamenti: Option<Decimal>,
    /// The highest mark of a behaviour; 100 where it is not given.
    #[schemars(with = "Option<f64>")]
    pub punteggio_massimo: Option<Decimal>,
}

/// What the OIV says of the Relazione.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OivScritto {
    /// As the body calls it; never the name of a person.
    pub organo: Option<String>,
    pub esito: Option<EsitoOiv>,
    /// Its overall evaluation of the body.
    pub valutazione_complessiva: Option<String>,
    pub osservazioni: Option<String>,
    /// By letter, `a` to `k`.
    #[serde(default)]
    pub criteri: BTreeMap<String, CriterioScritto>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CriterioScritto {
    pub giudizio: Option<String>,
    pub osservazioni: Option<String>,
}

/// When an indicator is on its way, at a date within the year.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MonitoraggioScritto {
    /// From here up it is in line, in points of what is due.
    #[schemars(with = "Option<f64>")]
    pub in_linea: Option<Decimal>,
    /// From here up it is at risk.
    #[schemars(with = "Option<f64>")]
    pub a_rischio: Option<Decimal>,
    /// Days within which a deadline is soon.
    pub scadenza_entro: Option<u16>,
    /// Whether of what adds up over the year only the part of it that has passed is due.
    pub proporzionale: Option<bool>,
}

/// How an indicator where less is better is graded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FormulaDecrescente {
    /// (1 − (R − T)/|T|)·100
    #[default]
    Proporzionale,
    /// T/R·100 where both are positive.
    Inverso,
}

/// How a date that was missed is graded: `"zero"`, or the points lost for each day of delay.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RitardoScritto {
    Parola(String),
    Punti(#[schemars(with = "f64")] Decimal),
}

/// Whether a planned indicator with no result enters the means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConsuntivoMancante {
    /// It stays out.
    #[default]
    Escluso,
    /// It counts 0.
    Zero,
}

/// A band of grades: from `da` up to, but not including, `a`; the last includes it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FasciaScritta {
    pub nome: String,
    #[schemars(with = "f64")]
    pub da: Decimal,
    #[schemars(with = "f64")]
    pub a: Decimal,
}

/// Policy: a level for each code, and the accepted exceptions.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct VerificaScritta {
    #[serde(default)]
    pub deroghe: Vec<DerogaScritta>,
    /// By the name of a code.
    #[serde(flatten)]
    pub livelli: BTreeMap<String, Livello>,
}

/// An exception that someone has looked at and accepted. What it is about is told by content, by
/// file and cell, or by both: each key that is given must hold.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct DerogaScritta {
    pub codice: Codice,
    /// Id of the cruscotto.
    pub cruscotto: Option<String>,
    /// Name of the indicator.
    pub indicatore: Option<String>,
    /// Id of the table or of the series.
    pub quadro: Option<String>,
    /// Name of the row of a table, or of the activity of a project.
    pub voce: Option<String>,
    /// `atteso 2022`, `fonte`; the name of a table's column.
    pub campo: Option<String>,
    /// Relative to the cycle's folder.
    pub file: Option<String>,
    /// `E7`; `riga 12` of a chapter.
    pub cella: Option<String>,
    pub motivo: String,
}

impl DerogaScritta {
    /// The keys that say what it is about, with their values.
    pub fn chiavi(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let chiavi = [
            ("cruscotto", &self.cruscotto),
            ("quadro", &self.quadro),
            ("indicatore", &self.indicatore),
            ("voce", &self.voce),
            ("campo", &self.campo),
            ("file", &self.file),
            ("cella", &self.cella),
        ];
        chiavi
            .into_iter()
            .filter_map(|(chiave, valore)| Some((chiave, valore.as_deref()?.trim())))
    }
}

/// Where the documents are published and who answers for them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PubblicazioneScritta {
    /// Address of the folder that holds the published years.
    pub indirizzo: Option<String>,
    /// The office to write to.
    pub ufficio: Option<String>,
    /// Its e-mail address.
    pub posta: Option<String>,
    /// Address of the body's statement of accessibility.
    pub accessibilita: Option<String>,
}

/// A document or a table of `allegati/` that is published with those of the cycle.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AllegatoScritto {
    /// Its name in `allegati/`.
    pub file: String,
    pub titolo: String,
    /// What it is published for: `060101`.
    pub obbligo: Obbligo,
    /// A TOML date, or the same as text.
    #[schemars(with = "String", extend("format" = "date"))]
    pub data: DataScritta,
}
