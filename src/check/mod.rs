//! Every rule, one function and one code each. What is wrong is data; how it is shown is
//! `report`'s.

mod assegnazioni;
mod atti;
mod caratteri;
mod catalogo;
mod conseguenze;
pub(crate) mod da_scrivere;
pub mod diags;
mod indice;
mod nomi;
mod norme;
mod pesi;
mod piao;
mod pira;
mod politica;
mod progetti;
mod prosa;
mod pubblicazione;
mod quadri;
mod rilievi;
mod simili;
mod struttura;
mod valori;
mod verso;

use crate::cycle::Impostazioni;
use crate::model::{Diagnosi, Modello, Obiettivo, Origine, Valutazione};

use indice::Indice;

pub(crate) use assegnazioni::assegnazioni;
pub use atti::atto;
pub(crate) use conseguenze::senza_conseguenze;
pub use politica::{applica as applica_politica, inutilizzate as deroghe_inutilizzate};
pub(crate) use prosa::cifre_dell_anno;
pub use prosa::{CifreDelModello, Prosa};
pub use pubblicazione::senza_codice_ipa;

/// What a rule looks at.
struct Dati<'a> {
    modello: &'a Modello,
    impostazioni: &'a Impostazioni,
    valutazione: &'a Valutazione,
    indice: Indice<'a>,
}

impl<'a> Dati<'a> {
    /// Each obiettivo of `ciclo.toml`, with the place of one of its keys: its own, without keys.
    fn obiettivi(&self) -> impl Iterator<Item = (&'a Obiettivo, impl Fn(&[&str]) -> Origine)> {
        let impostazioni = self.impostazioni;
        let prospettive = self.modello.prospettive.iter().enumerate();
        prospettive.flat_map(move |(p, prospettiva)| {
            let obiettivi = prospettiva.obiettivi.iter().enumerate();
            obiettivi.map(move |(o, obiettivo)| {
                let [p, o] = [p, o].map(|n| n.to_string());
                let luogo = move |chiavi: &[&str]| {
                    let posto = ["prospettive", &p, "obiettivi", &o];
                    impostazioni.luogo(&[&posto, chiavi].concat())
                };
                (obiettivo, luogo)
            })
        })
    }
}

/// A rule: it adds what it finds.
type Regola = fn(&Dati<'_>, &mut Vec<Diagnosi>);

/// The rules over the model, in the order of the codes.
const REGOLE: &[Regola] = &[
    caratteri::carattere_non_stampabile,
    da_scrivere::nel_modello,
    struttura::obiettivo_sconosciuto,
    struttura::obiettivo_senza_indicatori,
    struttura::indicatore_senza_servizio,
    struttura::indicatore_ripetuto,
    struttura::codice_doppio,
    piao::indicatore_sconosciuto,
    piao::campo_mancante,
    pira::programma_sconosciuto,
    pira::tipologia_sconosciuta,
    struttura::obiettivo_discordante,
    struttura::obiettivo_del_progetto,
    valori::atteso_discordante,
    valori::consuntivo_discordante,
    rilievi::rilievi,
    valori::tipo_discordante,
    valori::unita_discordante,
    valori::percentuale_ambigua,
    valori::atteso_non_misurabile,
    valori::atteso_mancante,
    valori::consuntivo_mancante,
    valori::causa_mancante,
    valori::rimodulazione_senza_atto,
    valori::data_fuori_anno,
    valori::atteso_inferiore_al_consuntivo,
    verso::verso_discordante,
    verso::verso_dedotto,
    nomi::nome_simile,
    quadri::cifra_smisurata,
    quadri::nomi_dichiarati,
    quadri::voci_ripetute,
    quadri::somma_errata,
    quadri::percentuale_errata,
    pesi::pesi_non_100,
    pesi::peso_mancante,
    pesi::grado_senza_motivazione,
    pesi::grado_oltre_il_tetto,
    progetti::progetto_discordante,
    progetti::giorni_delle_attivita,
    atti::atto_non_plausibile,
];

/// Runs every rule over the model.
pub fn verifica(
    modello: &Modello,
    impostazioni: &Impostazioni,
    valutazione: &Valutazione,
) -> Vec<Diagnosi> {
    let dati = Dati {
        modello,
        impostazioni,
        valutazione,
        indice: Indice::nuovo(modello),
    };
    let mut diagnosi = Vec::new();
    REGOLE
        .iter()
        .for_each(|regola| regola(&dati, &mut diagnosi));
    diagnosi
}
