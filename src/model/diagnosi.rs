//! A diagnosis: a problem as data. Who shows it is `report`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Origine;

/// How much a diagnosis weighs; policy in `[verifica]` may change it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Livello {
    /// The document is not made until it is mended.
    Errore,
    /// Likely a slip.
    Avviso,
    /// Worth knowing.
    Nota,
}

/// A problem, where it is and what to do about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnosi {
    pub codice: Codice,
    pub livello: Livello,
    /// The fact.
    pub messaggio: String,
    /// Every place that takes part, the one to mend first.
    pub luoghi: Vec<Origine>,
    pub trovato: Option<String>,
    pub atteso: Option<String>,
    /// The way out.
    pub rimedio: String,
    /// The reason of the accepted exception that covers it.
    pub deroga: Option<String>,
}

impl Diagnosi {
    /// A diagnosis at its code's own level.
    pub fn nuova(
        codice: Codice,
        luogo: Origine,
        messaggio: impl Into<String>,
        rimedio: impl Into<String>,
    ) -> Self {
        Self {
            codice,
            livello: codice.livello(),
            messaggio: messaggio.into(),
            luoghi: vec![luogo],
            trovato: None,
            atteso: None,
            rimedio: rimedio.into(),
            deroga: None,
        }
    }

    /// The same at a level of its own.
    pub fn con_livello(mut self, livello: Livello) -> Self {
        self.livello = livello;
        self
    }

    /// Adds another place.
    pub fn anche(mut self, luogo: Origine) -> Self {
        if !self.luoghi.contains(&luogo) {
            self.luoghi.push(luogo);
        }
        self
    }

    /// Says what is there and what was expected.
    pub fn confronto(mut self, trovato: impl Into<String>, atteso: impl Into<String>) -> Self {
        self.trovato = Some(trovato.into());
        self.atteso = Some(atteso.into());
        self
    }

    /// True if it stops a document from being made.
    pub fn blocca(&self) -> bool {
        self.livello == Livello::Errore && self.deroga.is_none()
    }
}

/// Declares the codes with their names and levels in one table.
macro_rules! codici {
    ($($variante:ident $nome:literal $livello:ident,)*) => {
        /// The stable code of each rule, in kebab-case. The list only grows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum Codice { $(#[serde(rename = $nome)] $variante,)* }

        impl Codice {
            /// All codes, in the order of the pipeline.
            pub const TUTTI: &[Self] = &[$(Self::$variante,)*];

            /// The name that users read and write.
            pub fn nome(self) -> &'static str {
                match self { $(Self::$variante => $nome,)* }
            }

            /// The level where no policy says otherwise.
            pub fn livello(self) -> Livello {
                match self { $(Self::$variante => Livello::$livello,)* }
            }
        }
    };
}

codici! {
    // The cycle's folder and its settings.
    ImpostazioneNonValida "impostazione-non-valida" Errore,
    FileMancante "file-mancante" Errore,
    FileNonLetto "file-non-letto" Avviso,
    FileAperto "file-aperto" Nota,
    ModelloNonValido "modello-non-valido" Errore,
    Doppione "doppione" Errore,
    // Workbooks.
    FormatoNonAmmesso "formato-non-ammesso" Errore,
    FileIllegibile "file-illeggibile" Errore,
    IntestazioneMancante "intestazione-mancante" Errore,
    IntestazioneNonRiconosciuta "intestazione-non-riconosciuta" Avviso,
    AnnoDedotto "anno-dedotto" Nota,
    FoglioNonLetto "foglio-non-letto" Avviso,
    CellaNonLetta "cella-non-letta" Avviso,
    SenzaIndicatori "senza-indicatori" Errore,
    IndicatoreSenzaNome "indicatore-senza-nome" Errore,
    RigaNonRiconosciuta "riga-non-riconosciuta" Nota,
    FormulaSenzaValore "formula-senza-valore" Errore,
    CellaInErrore "cella-in-errore" Errore,
    DatiNascosti "dati-nascosti" Avviso,
    TestoBarrato "testo-barrato" Avviso,
    ValoreNonValido "valore-non-valido" Errore,
    CarattereNonStampabile "carattere-non-stampabile" Errore,
    DataImpossibile "data-impossibile" Avviso,
    NumeroTroppoGrande "numero-troppo-grande" Avviso,
    NumeroAmbiguo "numero-ambiguo" Avviso,
    FormatoIngannevole "formato-ingannevole" Avviso,
    // Forms that came back.
    ModuloEstraneo "modulo-estraneo" Errore,
    ModuloSenzaRiga "modulo-senza-riga" Avviso,
    // The model.
    ProspettivaSconosciuta "prospettiva-sconosciuta" Errore,
    ObiettivoSconosciuto "obiettivo-sconosciuto" Errore,
    ObiettivoSenzaIndicatori "obiettivo-senza-indicatori" Avviso,
    IndicatoreSenzaServizio "indicatore-senza-servizio" Avviso,
    IndicatoreRipetuto "indicatore-ripetuto" Avviso,
    IndicatoreSconosciuto "indicatore-sconosciuto" Errore,
    CampoMancante "campo-mancante" Nota,
    ProgrammaSconosciuto "programma-sconosciuto" Avviso,
    TipologiaSconosciuta "tipologia-sconosciuta" Avviso,
    AttesoDiscordante "atteso-discordante" Avviso,
    ConsuntivoDiscordante "consuntivo-discordante" Avviso,
    ObiettivoDiscordante "obiettivo-discordante" Avviso,
    VersoDiscordante "verso-discordante" Errore,
    TipoDiscordante "tipo-discordante" Avviso,
    PercentualeAmbigua "percentuale-ambigua" Errore,
    AttesoNonMisurabile "atteso-non-misurabile" Avviso,
    NomeSimile "nome-simile" Avviso,
    AttesoMancante "atteso-mancante" Avviso,
    AttesoDelPianoAssente "atteso-del-piano-assente" Errore,
    ConsuntivoMancante "consuntivo-mancante" Avviso,
    CausaMancante "causa-mancante" Avviso,
    RimodulazioneSenzaAtto "rimodulazione-senza-atto" Avviso,
    DataFuoriAnno "data-fuori-anno" Avviso,
    AttoNonPlausibile "atto-non-plausibile" Avviso,
    AttesoInferioreAlConsuntivo "atteso-inferiore-al-consuntivo" Nota,
    VersoDedotto "verso-dedotto" Nota,
    DaScrivere "da-scrivere" Avviso,
    // Tables, weights, grades.
    SommaErrata "somma-errata" Avviso,
    PercentualeErrata "percentuale-errata" Avviso,
    PesiNon100 "pesi-non-100" Avviso,
    PesoMancante "peso-mancante" Avviso,
    PesiSuUno "pesi-su-uno" Nota,
    FasceNonValide "fasce-non-valide" Errore,
    GradoSenzaMotivazione "grado-senza-motivazione" Avviso,
    ProgettoDiscordante "progetto-discordante" Avviso,
    AssegnazioneNonValida "assegnazione-non-valida" Errore,
    // Prose.
    SegnapostoSconosciuto "segnaposto-sconosciuto" Errore,
    RiferimentoSconosciuto "riferimento-sconosciuto" Errore,
    TestoNonValido "testo-non-valido" Errore,
    GraficoNonValido "grafico-non-valido" Errore,
    NumeroDigitato "numero-digitato" Nota,
    AnnoEstraneo "anno-estraneo" Nota,
    NormaSospetta "norma-sospetta" Avviso,
    // Policy.
    DerogaInutilizzata "deroga-inutilizzata" Avviso,
}
