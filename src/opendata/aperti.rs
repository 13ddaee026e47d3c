//! The open data of a year's folder, made of what its documents hold and of what its record says of
//! them: whoever publishes makes them, whoever verifies makes them again.

use std::collections::BTreeMap;

use crate::model::{Bozza, Modello, italiano};

use super::allegato::MODELLO;
use super::csvw::{Fonte, GRUPPO};
use super::dataset::Dataset;
use super::forma::json_leggibile;
use super::indice::{Record, SCHEMA_DEL_RECORD, schema_del_record, titolo};
use super::ods;
use super::piao::accanto;
use super::pubblico::{Pubblico, schema};
use super::tabella::Tabella;
use super::voce::{Formato, Voce};

/// Files by their path in the folder.
pub(crate) type File = BTreeMap<String, Vec<u8>>;

/// The open data of a year.
pub(crate) struct DatiAperti {
    /// What its documents are called together.
    pub titolo: String,
    pub descrizione: String,
    pub tabelle: Vec<Tabella>,
    pub file: File,
    /// The files that are worth a download of their own.
    pub voci: Vec<Voce>,
    pub dati: Vec<Dataset>,
}

impl DatiAperti {
    /// Of the documents that the record names, of what they hold and of its tables.
    pub(crate) fn di(record: &Record, parte: &Bozza, tabelle: Vec<Tabella>) -> Self {
        let modello = &parte.modello;
        let titoli: Vec<&str> = record.documenti.iter().map(|d| d.titolo.as_str()).collect();
        let mut aperti = Self {
            titolo: titolo(&titoli, modello.anno, &modello.ente.nome),
            descrizione: descrizione(&titoli, modello),
            tabelle,
            file: File::new(),
            voci: Vec::new(),
            dati: Vec::new(),
        };
        aperti.delle_tabelle(record, &modello.ente.nome_ufficiale);
        aperti.di_tutto(&record.ultima_data().to_string(), parte);
        aperti.accanto(record, parte);
        aperti.schemi();
        aperti
    }

    /// Each table as a CSV with its metadata beside it, and the metadata of all together.
    fn delle_tabelle(&mut self, record: &Record, editore: &str) {
        let titolo = self.titolo.clone();
        let fonte = Fonte {
            titolo: &titolo,
            record,
            editore,
        };
        let tabelle = std::mem::take(&mut self.tabelle);
        let di_tutte = json_leggibile(&fonte.di_tutte(&tabelle)).into_bytes();
        self.file.insert(GRUPPO.to_owned(), di_tutte);
        for tabella in &tabelle {
            let metadati = json_leggibile(&fonte.di_una(tabella)).into_bytes();
            let file = tabella.file();
            self.file.insert(format!("{file}-metadata.json"), metadati);
            let voce = self.voce(&file, &tabella.titolo, Formato::Csv, tabella.csv());
            self.dati.push(Dataset {
                id: tabella.nome.clone(),
                titolo: tabella.titolo.clone(),
                descrizione: tabella.descrizione.clone(),
                file: vec![voce],
            });
        }
        self.tabelle = tabelle;
    }

    /// All data in one file, as JSON and as a workbook.
    fn di_tutto(&mut self, modificato: &str, parte: &Bozza) {
        let libro = ods::cartella(&self.tabelle, &self.titolo, modificato);
        let (titolo, del_libro) = (
            "Tutti i dati dei documenti",
            "Tutte le tabelle in una cartella di lavoro",
        );
        let json = Pubblico::from(parte).json();
        let file = vec![
            self.voce(MODELLO, titolo, Formato::Json, json),
            self.voce(ods::FILE, del_libro, Formato::Ods, libro),
        ];
        self.dati.push(Dataset {
            id: "modello".to_owned(),
            titolo: titolo.to_owned(),
            descrizione: self.descrizione.clone(),
            file,
        });
    }

    /// What stands beside a document and says the same in another form.
    fn accanto(&mut self, record: &Record, parte: &Bozza) {
        for documento in &record.documenti {
            let accanto = accanto(&documento.tipo, parte).into_iter();
            let file: Vec<Voce> = accanto
                .map(|uno| self.voce(uno.nome, uno.titolo, uno.formato, uno.byte))
                .collect();
            if !file.is_empty() {
                self.dati.push(Dataset {
                    id: documento.tipo.clone(),
                    titolo: format!("{}: i dati", documento.titolo),
                    descrizione: format!("{}: obiettivi e indicatori.", documento.titolo),
                    file,
                });
            }
        }
    }

    fn schemi(&mut self) {
        let del_modello = json_leggibile(&schema()).into_bytes();
        let (file, titolo) = ("modello.schema.json", "Schema di modello.json");
        self.voce(file, titolo, Formato::Json, del_modello);
        let del_record = json_leggibile(&schema_del_record()).into_bytes();
        self.file.insert(SCHEMA_DEL_RECORD.to_owned(), del_record);
    }

    fn voce(&mut self, file: &str, titolo: &str, formato: Formato, byte: Vec<u8>) -> Voce {
        let voce = Voce::nuova(file, titolo, formato, &byte);
        self.voci.push(voce.clone());
        self.file.insert(file.to_owned(), byte);
        voce
    }
}

fn descrizione(titoli: &[&str], modello: &Modello) -> String {
    let Modello { ente, nomi, .. } = modello;
    format!(
        "Documenti del ciclo della performance ({}) pubblicati {}, con i dati da cui \
         nascono: {} con risultati attesi e a consuntivo, {}, {}, {}, tabelle e serie dei \
         grafici.",
        titoli.join(", "),
        italiano::dal_nome(&ente.nome_ufficiale),
        nomi.indicatore.molti(),
        nomi.obiettivo.molti(),
        nomi.cruscotto.molti(),
        nomi.progetto.molti()
    )
}
