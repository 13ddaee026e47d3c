//! The years that are kept: `pubblicazione.json` in each, and the `indice.json` made of them.
//!
//! What is published stays for five years from the first of January after (D.Lgs. 33/2013 art. 8 c.
//! 3). Older years are listed as such and never taken away: that is for a person to decide.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use crate::cycle::Pubblicazione;
use crate::model::{Ente, Obbligo, italiano};

use super::dataset::Dataset;

/// The record of a year, in its folder.
pub const RECORD: &str = "pubblicazione.json";
/// The index of the years, beside them.
pub const INDICE: &str = "indice.json";
/// Their schemas, beside each.
pub const SCHEMA_DEL_RECORD: &str = "pubblicazione.schema.json";
pub const SCHEMA_DELL_INDICE: &str = "indice.schema.json";
/// The version of this program.
const PROGRAMMA: &str = env!("CARGO_PKG_VERSION");
const SCHEMA_RECORD: &str = "ciclo/pubblicazione/1";
const SCHEMA_INDICE: &str = "ciclo/indice/1";
/// How many years after that of publication the duty lasts.
const DURATA: i16 = 5;

/// What a year's folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    pub schema: String,
    pub anno: i16,
    pub ente: String,
    /// The body's code in the index of public administrations; older records have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codice_ipa: Option<String>,
    pub documenti: Vec<Documento>,
    /// What is published with the documents and was made elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allegati: Vec<Allegato>,
    /// First and last year that the data tell of; older records do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periodo: Option<[i16; 2]>,
    /// The open data in the folder; older records do not list them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dati: Vec<Dataset>,
    /// Where it is published and who answers for it; older records do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pubblicazione: Option<Pubblicazione>,
    /// The checksum of the office's own templates of the pages; none where all are the program's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modelli: Option<String>,
    /// Which publication of the year this is, from 1.
    #[serde(default = "prima")]
    pub versione: u32,
    /// The version of the program that made it; older records do not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub programma: String,
    /// Why it took the place of the one before; none of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motivo: Option<String>,
    /// Those before it, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub precedenti: Vec<Precedente>,
    /// The checksum of every file of the publication but this and the list of checksums, by name;
    /// older records and the index do not have it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub file: BTreeMap<String, String>,
}

/// The records of the versions before, by year, the oldest first.
pub type Precedenti = BTreeMap<i16, Vec<Record>>;

/// A publication of the year that another took the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Precedente {
    pub versione: u32,
    /// The date of its last document.
    #[schemars(with = "String")]
    pub data: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motivo: Option<String>,
    /// The checksum of its list of checksums.
    pub somme: String,
}

fn prima() -> u32 {
    1
}

/// A published document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Documento {
    /// `piano` or `relazione`.
    pub tipo: String,
    pub titolo: String,
    #[schemars(with = "String")]
    pub data: Date,
    pub delibera: Option<String>,
    /// Relative to the year's folder.
    pub file: String,
    /// The envelope that holds it signed, beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firma: Option<String>,
    /// The address of the obligation that it is published for; none of a body's own documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obbligo: Option<String>,
    /// Its date when it was first published; older records do not say.
    #[schemars(with = "Option<String>")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prima_pubblicazione: Option<Date>,
}

impl Documento {
    /// Since when it is public.
    fn dal(&self) -> Date {
        self.prima_pubblicazione.unwrap_or(self.data)
    }
}

/// A document or a table that is published with the documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Allegato {
    pub titolo: String,
    #[schemars(with = "String")]
    pub data: Date,
    /// Relative to the year's folder.
    pub file: String,
    /// The address of the obligation that it is published for.
    pub obbligo: String,
    /// Its date when it was first published.
    #[schemars(with = "String")]
    pub prima_pubblicazione: Date,
}

/// What a record says of a document, or of what accompanies them.
pub(crate) struct Scritto<'a> {
    pub titolo: &'a str,
    pub file: &'a str,
    pub data: Date,
    /// Its date when it was first published.
    pub prima: Date,
    /// The act that approves it.
    pub delibera: Option<&'a str>,
    /// The envelope of its signature, beside it.
    pub firma: Option<&'a str>,
    /// The obligation that it answers to: none too where a record on disk names another.
    pub obbligo: Option<Obbligo>,
}

/// `indice.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Indice {
    pub schema: &'static str,
    /// The body whose years these are.
    pub ente: Option<String>,
    pub codice_ipa: Option<String>,
    /// The year whose publication wrote it.
    pub scritto_con: i16,
    /// The newest first.
    pub anni: Vec<Anno>,
    /// The checksum of what stands beside the years but for this and the list of checksums, by
    /// name; older indices do not have it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub file: BTreeMap<String, String>,
}

/// What an index says of whose it is; older ones say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Intestazione {
    #[serde(default)]
    pub ente: Option<String>,
    #[serde(default)]
    pub codice_ipa: Option<String>,
    #[serde(default)]
    pub scritto_con: Option<i16>,
    #[serde(default)]
    pub file: BTreeMap<String, String>,
}

/// A year in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Anno {
    pub cartella: String,
    /// Last day of the duty to publish.
    #[schemars(with = "String")]
    pub fino_al: Date,
    /// True if that day was over when the newest year was published.
    pub oltre_l_obbligo: bool,
    #[serde(flatten)]
    pub record: Record,
}

impl Record {
    /// The record of a year, without its data.
    pub fn nuovo(anno: i16, ente: &Ente, documenti: Vec<Documento>) -> Self {
        Self {
            schema: SCHEMA_RECORD.to_owned(),
            anno,
            ente: ente.nome.clone(),
            codice_ipa: Some(ente.codice_ipa.clone()),
            documenti,
            allegati: Vec::new(),
            periodo: None,
            dati: Vec::new(),
            pubblicazione: None,
            modelli: None,
            versione: prima(),
            programma: PROGRAMMA.to_owned(),
            motivo: None,
            precedenti: Vec::new(),
            file: BTreeMap::new(),
        }
    }

    /// True for a record of this kind.
    pub fn nostro(&self) -> bool {
        self.schema == SCHEMA_RECORD
    }

    /// True if both are of the same body: by its code, by its name where an older record has none.
    pub fn dello_stesso_ente(&self, altro: &Self) -> bool {
        match (&self.codice_ipa, &altro.codice_ipa) {
            (Some(uno), Some(altro)) => uno == altro,
            _ => self.ente == altro.ente,
        }
    }

    /// The documents here of which `altro` has none of the kind.
    pub fn documenti_oltre(&self, altro: &Self) -> impl Iterator<Item = &Documento> {
        let suoi = self.documenti.iter();
        suoi.filter(|qui| altro.documenti.iter().all(|la| la.tipo != qui.tipo))
    }

    /// The accompanying documents here of which `altro` has none with the file.
    pub fn allegati_oltre(&self, altro: &Self) -> impl Iterator<Item = &Allegato> {
        let suoi = self.allegati.iter();
        suoi.filter(|qui| altro.allegati.iter().all(|la| la.file != qui.file))
    }

    /// The same record as the next version after `prima`, or as the first: each document says since
    /// when it is public.
    pub(crate) fn dopo(mut self, prima: Option<&Self>) -> Self {
        for documento in &mut self.documenti {
            let vecchi = prima.into_iter().flat_map(|prima| &prima.documenti);
            let mut suoi = vecchi.filter(|vecchio| vecchio.tipo == documento.tipo);
            let da = suoi.next().map(Documento::dal);
            documento.prima_pubblicazione = Some(da.unwrap_or(documento.data));
        }
        for allegato in &mut self.allegati {
            let vecchi = prima.into_iter().flat_map(|prima| &prima.allegati);
            let mut suoi = vecchi.filter(|vecchio| vecchio.file == allegato.file);
            let da = suoi.next().map(|vecchio| vecchio.prima_pubblicazione);
            allegato.prima_pubblicazione = da.unwrap_or(allegato.data);
        }
        self
    }

    /// The documents and what accompanies them.
    pub(crate) fn scritti(&self) -> impl Iterator<Item = Scritto<'_>> {
        let documenti = self.documenti.iter().map(|uno| Scritto {
            titolo: &uno.titolo,
            file: &uno.file,
            data: uno.data,
            prima: uno.dal(),
            delibera: uno.delibera.as_deref(),
            firma: uno.firma.as_deref(),
            obbligo: uno.obbligo.as_deref().and_then(Obbligo::da_indirizzo),
        });
        documenti.chain(self.allegati.iter().map(|uno| Scritto {
            titolo: &uno.titolo,
            file: &uno.file,
            data: uno.data,
            prima: uno.prima_pubblicazione,
            delibera: None,
            firma: None,
            obbligo: Obbligo::da_indirizzo(&uno.obbligo),
        }))
    }

    /// True if this very version of the program made it: what it computes can be computed again.
    pub fn di_questo_programma(&self) -> bool {
        self.programma == PROGRAMMA
    }

    /// The date of the last document; the year's first day if there is none.
    pub(crate) fn ultima_data(&self) -> Date {
        let date = self.documenti.iter().map(|documento| documento.data);
        date.max().unwrap_or(primo_gennaio(self.anno))
    }

    /// The date of a file: its own where the record says what it is, that of the last document where
    /// it says nothing.
    pub(super) fn data_di(&self, file: &str) -> Date {
        let mut scritti = self.scritti();
        let suo = scritti.find(|scritto| scritto.file == file);
        suo.map_or(self.ultima_data(), |suo| suo.data)
    }

    /// The date of the first document, or as above.
    pub(super) fn prima_data(&self) -> Date {
        let date = self.documenti.iter().map(|documento| documento.data);
        date.min().unwrap_or(primo_gennaio(self.anno))
    }

    /// First and last year that it tells of: its own, where it does not say.
    pub(super) fn periodo(&self) -> [i16; 2] {
        self.periodo.unwrap_or([self.anno, self.anno])
    }
}

/// The JSON Schema of a year's record.
pub(super) fn schema_del_record() -> Schema {
    super::schema::di::<Record>(SCHEMA_RECORD)
}

/// The JSON Schema of the index.
pub fn schema_dell_indice() -> Schema {
    super::schema::di::<Indice>(SCHEMA_INDICE)
}

/// How what these documents of a year hold is called, together: a title that named more than two
/// would be read by nobody.
pub(super) fn titolo(titoli: &[&str], anno: i16, ente: &str) -> String {
    match titoli {
        [_, _, _, ..] => format!("Documenti del ciclo della performance {anno}, {ente}"),
        titoli => format!("{}, {ente}", italiano::elenco(titoli)),
    }
}

/// The index of these years, written when one of them was published.
pub fn indice(record: &BTreeMap<i16, Record>, scritto_con: i16) -> Indice {
    let oggi = record.values().map(Record::ultima_data).max();
    let anni = record.iter().rev().map(|(anno, record)| {
        let fine = primo_gennaio(record.ultima_data().year().saturating_add(DURATA + 1));
        let fino_al = fine.yesterday().unwrap_or(fine);
        let oltre_l_obbligo = oggi.is_some_and(|oggi| oggi > fino_al);
        Anno {
            cartella: format!("{anno}/"),
            fino_al,
            oltre_l_obbligo,
            record: Record {
                file: BTreeMap::new(),
                ..record.clone()
            },
        }
    });
    let ultimo = record.values().next_back();
    Indice {
        schema: SCHEMA_INDICE,
        ente: ultimo.map(|record| record.ente.clone()),
        codice_ipa: ultimo.and_then(|record| record.codice_ipa.clone()),
        scritto_con,
        anni: anni.collect(),
        file: BTreeMap::new(),
    }
}

fn primo_gennaio(anno: i16) -> Date {
    Date::new(anno, 1, 1).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(anno: i16) -> (i16, Record) {
        let data = Date::new(anno, 6, 28).expect("a date");
        let documento = Documento {
            tipo: "piano".into(),
            titolo: "Piano".into(),
            data,
            delibera: None,
            file: "piano.pdf".into(),
            firma: None,
            obbligo: None,
            prima_pubblicazione: None,
        };
        let ente = Ente {
            nome: "Ente".into(),
            nome_ufficiale: "Ente".into(),
            codice_ipa: "ente".into(),
            sito: String::new(),
        };
        (anno, Record::nuovo(anno, &ente, vec![documento]))
    }

    #[test]
    fn the_duty_ends_with_the_fifth_year_after_and_nothing_is_dropped() {
        let indice = indice(&[2016, 2017, 2022].map(record).into(), 2022);
        let anni: Vec<_> = indice
            .anni
            .iter()
            .map(|a| (a.record.anno, a.fino_al.to_string(), a.oltre_l_obbligo))
            .collect();
        assert_eq!(
            anni,
            [
                (2022, "2027-12-31".to_owned(), false),
                (2017, "2022-12-31".to_owned(), false),
                (2016, "2021-12-31".to_owned(), true)
            ]
        );
    }
}
