//! What stands beside the years: the index with its schema and its page, the indicators of all
//! years and, where there is an address to name things by, the entry for catalogues of data.
//!
//! It is made of what the years say of themselves and of nothing else, so that whoever verifies
//! makes it again.

use std::collections::BTreeMap;

use crate::cycle::Pubblicazione;
use crate::model::Bozza;
use crate::opendata::{
    self, CATALOGO, Catalogo, Dataset, Fonte, Formato, INDICE, Indice, Precedenti, Record,
    SCHEMA_DELL_INDICE, STORICO, Tabella, Voce, json_leggibile,
};
use crate::site::Sito;

use super::guasto::Guasto;
use super::somme::{self, Albero};

/// The page of the years.
pub(super) const PAGINA: &str = "index.html";

/// The years that are published.
#[derive(Default)]
pub(super) struct Anni {
    pub record: BTreeMap<i16, Record>,
    /// The records of the versions before, the oldest first.
    pub precedenti: Precedenti,
    /// The table of the indicators of each.
    pub indicatori: BTreeMap<i16, Vec<u8>>,
}

/// The year in whose words the others are told: the one that was published last.
pub(super) struct Cima<'a> {
    pub record: &'a Record,
    pub parte: &'a Bozza,
    pub sito: &'a Sito,
}

impl Cima<'_> {
    /// The files beside the years, but for the checksums.
    ///
    /// # Errors
    /// A template that does not work.
    pub(super) fn file(&self, anni: &Anni) -> Result<Albero, Guasto> {
        let ente = &self.parte.modello.ente;
        let pubblicazione = self.record.pubblicazione.clone().unwrap_or_default();
        let mut indice: Indice = opendata::indice(&anni.record, self.record.anno);
        let pagina = self.sito.indice(&indice, cataloghi(&pubblicazione), ente)?;
        let schema = json_leggibile(&opendata::schema_dell_indice());
        let mut file = Albero::from([
            (SCHEMA_DELL_INDICE.to_owned(), schema.into_bytes()),
            (PAGINA.to_owned(), pagina.into_bytes()),
        ]);
        let storico = self.storico(anni, &mut file);
        if let Some(indirizzo) = &pubblicazione.indirizzo {
            let catalogo = Catalogo {
                indirizzo,
                ente,
                pubblicazione: &pubblicazione,
                anni: &anni.record,
                precedenti: &anni.precedenti,
                sempre: &[storico],
            };
            let nomi = CATALOGO.map(str::to_owned);
            file.extend(nomi.into_iter().zip(catalogo.forme()));
        }
        indice.file = somme::di(&file);
        file.insert(INDICE.to_owned(), json_leggibile(&indice).into_bytes());
        Ok(file)
    }

    /// The indicators of all years, with what describes them.
    fn storico(&self, anni: &Anni, file: &mut Albero) -> Dataset {
        let forma: Tabella = opendata::indicatori(self.parte);
        let tabella = opendata::storico(&forma, &anni.indicatori);
        let fonte = Fonte {
            titolo: &tabella.titolo,
            record: self.record,
            editore: &self.parte.modello.ente.nome_ufficiale,
        };
        let metadati = json_leggibile(&fonte.di_una(&tabella)).into_bytes();
        file.insert(STORICO[1].to_owned(), metadati);
        let byte = tabella.csv();
        let voce = Voce::nuova(STORICO[0], &tabella.titolo, Formato::Csv, &byte);
        file.insert(STORICO[0].to_owned(), byte);
        Dataset {
            id: tabella.nome,
            titolo: tabella.titolo,
            descrizione: tabella.descrizione,
            file: vec![voce],
        }
    }
}

/// The entries for catalogues of data: none without an address.
pub(super) fn cataloghi(pubblicazione: &Pubblicazione) -> &'static [&'static str] {
    match pubblicazione.indirizzo {
        Some(_) => &CATALOGO,
        None => &[],
    }
}
