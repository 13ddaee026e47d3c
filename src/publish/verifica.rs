//! Whether a published folder is as it was published: its files against `SHA256SUMS`, the
//! attachments of its PDFs against the open data beside them.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use crate::cycle::ALLEGATI;
use crate::model::{Bozza, italiano};
use crate::opendata::allegato::{self, ErroreAllegato};
use crate::opendata::{
    self, DatiAperti, INDICE, Intestazione, Precedente, Pubblico, RECORD, Record,
};
use crate::output;
use crate::site::Sito;
use crate::templates::Modelli;

use super::cima::{Anni, Cima, PAGINA};
use super::disco::{self, Cosa, e_cartella, e_di_un_anno, entro};
use super::figure::Figure;
use super::lavoro::Lavoro;
use super::proprieta::{self, VERSIONI};
use super::ricalcolo;
use super::somme::{self, Albero};

/// Checksums by name.
type Somme = BTreeMap<String, String>;

/// Largest PDF whose attachments are looked at, in bytes.
const BYTE_PDF: u64 = 256 << 20;
/// What each PDF carries, under the same name as in the folder.
const DATI: [&str; 2] = [allegato::MODELLO, allegato::INDICATORI];

/// What was looked at and what is not as it should be.
#[derive(Debug, Default)]
pub(crate) struct Verifica {
    /// Files with a checksum.
    pub file: usize,
    /// PDFs whose attachments were compared.
    pub pdf: usize,
    pub problemi: Vec<Problema>,
    /// Files that were computed again from the model.
    pub ricalcolati: usize,
    /// Years and versions that another version of the program made: what it computed is not
    /// computed again.
    pub di_altri_programmi: Vec<String>,
    /// Years and versions whose pages come from an office's own templates: these may leave out what
    /// tells a figure from words, and nobody but the cycle has them.
    pub con_pagine_proprie: Vec<String>,
    /// True where a killed run left a publication half done: what was looked at is the whole of it,
    /// as it will stand when the next run has finished it.
    pub a_meta: bool,
}

/// Something that is not as it was published. Paths are relative to the folder that was named.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Problema {
    Mancante(String),
    Cambiato(String),
    InPiu(String),
    /// A link, a device: no plain file.
    NonSemplice(String),
    Illeggibile(String, String),
    /// A line of the checksums, from 1, that is none.
    Riga(String, usize),
    Allegato(String, &'static str, Difetto),
    /// Not what the model beside it gives.
    NonDalModello(String),
    /// Not what the records of the years give: those that it contradicts.
    NonDaiRecord(String, Vec<String>),
    /// Not what the data of the cycle give.
    NonDaiDati(String),
}

/// What is wrong with an attachment.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Difetto {
    Senza(ErroreAllegato),
    Diverso,
}

/// Why a folder cannot be verified.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Impossibile {
    #[error("La cartella {} non esiste.", .0.display())]
    Inesistente(PathBuf),
    #[error(
        "Nella cartella {} non c'è nessun {}: non è una pubblicazione fatta da ciclo.",
        .0.display(),
        somme::FILE
    )]
    SenzaSomme(PathBuf),
    #[error("La cartella {} ha troppi file per essere una pubblicazione.", .0.display())]
    Troppi(PathBuf),
    #[error("Non riesco a leggere {}: {}.", .0.display(), italiano::errore_di_sistema(.1))]
    Disco(PathBuf, io::Error),
}

impl fmt::Display for Problema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mancante(file) => write!(f, "{file}: manca"),
            Self::Cambiato(file) => write!(f, "{file}: è cambiato dopo la pubblicazione"),
            Self::InPiu(file) => write!(f, "{file}: è in più, non c'era alla pubblicazione"),
            Self::NonSemplice(file) => {
                write!(f, "{file}: non è un file normale (collegamento o altro)")
            }
            Self::Illeggibile(file, causa) => write!(f, "{file}: non si legge ({causa})"),
            Self::Riga(file, riga) => {
                write!(f, "{file}: la riga {riga} non è una somma di controllo")
            }
            Self::NonDalModello(file) => {
                write!(f, "{file}: non è quello che {} dà", allegato::MODELLO)
            }
            Self::NonDaiRecord(file, smentiti) if smentiti.is_empty() => {
                write!(f, "{file}: non è quello che dicono i {RECORD} degli anni")
            }
            Self::NonDaiRecord(file, smentiti) => {
                write!(f, "{file}: contraddice {}", smentiti.join(", "))
            }
            Self::NonDaiDati(file) => {
                write!(f, "{file}: non è quello che danno i dati del ciclo")
            }
            Self::Allegato(file, nome, Difetto::Diverso) => {
                write!(f, "{file}: l'allegato {nome} è diverso dal file pubblicato")
            }
            Self::Allegato(file, _, Difetto::Senza(causa)) => write!(f, "{file}: {causa}"),
        }
    }
}

/// Verifies a year's folder, or all years of the folder that holds them.
///
/// # Errors
/// A folder that is no publication or cannot be read at all.
pub(crate) fn verifica(cartella: &Path) -> Result<Verifica, Impossibile> {
    if !cartella.is_dir() {
        return Err(Impossibile::Inesistente(cartella.to_owned()));
    }
    let mut verifica = Verifica::default();
    let mut controllo = Controllo {
        radice: cartella,
        anno: String::new(),
        sospesi: Vec::new(),
        letto: Letto::default(),
        verifica: &mut verifica,
    };
    if e_anno(cartella) {
        controllo.anno_o_versione(!conservata(cartella))?;
        return Ok(verifica);
    }
    controllo.sospesi = sospesi(cartella)?;
    let anni = anni(cartella)?;
    if anni.is_empty() && !controllo.percorso(somme::FILE).is_file() {
        return Err(Impossibile::SenzaSomme(cartella.to_owned()));
    }
    controllo.verifica.a_meta = !controllo.sospesi.is_empty();
    controllo.cima()?;
    for anno in anni {
        controllo.anno = anno;
        controllo.anno_o_versione(true)?;
    }
    controllo.anno = String::new();
    controllo.indice();
    Ok(verifica)
}

/// True for a version that a year keeps in its folder: those before it stand beside it.
fn conservata(cartella: &Path) -> bool {
    let Ok(cartella) = cartella.canonicalize() else {
        return false;
    };
    let sopra = cartella.parent();
    let fra_le_versioni = sopra.is_some_and(|sopra| sopra.ends_with(VERSIONI));
    fra_le_versioni && sopra.and_then(Path::parent).is_some_and(e_anno)
}

/// What killed runs had made ready and not finished.
fn sospesi(radice: &Path) -> Result<Vec<Lavoro<'_>>, Impossibile> {
    let lavori = output::lavori(radice);
    let lavori = lavori.map_err(|causa| Impossibile::Disco(radice.to_owned(), causa))?;
    let ritrovati = lavori
        .iter()
        .filter_map(|banco| Lavoro::ritrova(radice, banco));
    Ok(ritrovati.collect())
}

/// True for the folder of one year: it has the year's record, or checksums that speak of it.
fn e_anno(cartella: &Path) -> bool {
    let somme = entro(&cartella.join(somme::FILE), somme::BYTE).unwrap_or_default();
    cartella.join(RECORD).is_file()
        || somme::leggi(&String::from_utf8_lossy(&somme))
            .is_ok_and(|somme| somme.contains_key(RECORD))
}

/// The folders of the years in this one, by name.
fn anni(cartella: &Path) -> Result<Vec<String>, Impossibile> {
    let voci =
        fs::read_dir(cartella).map_err(|causa| Impossibile::Disco(cartella.to_owned(), causa))?;
    let nomi = voci
        .flatten()
        .filter_map(|voce| voce.file_name().into_string().ok());
    let mut anni: Vec<String> = nomi.filter(|nome| e_di_un_anno(nome)).collect();
    anni.retain(|anno| e_cartella(&cartella.join(anno)));
    anni.sort();
    Ok(anni)
}

/// What stands in a folder, by path.
type Trovati = BTreeMap<String, Cosa>;

/// True if a list has the files of the record, and the record itself, and no more.
fn elenca(elencate: &Somme, registrate: &Somme) -> bool {
    let altre = elencate.keys().filter(|nome| *nome != RECORD);
    elencate.contains_key(RECORD) && altre.eq(registrate.keys())
}

/// The checksums that each file should have: in the list and, but for itself, in the record.
struct Attese(BTreeMap<String, Vec<String>>);

impl Attese {
    /// A file is expected if the record names it, where it names any: a list of checksums is easily
    /// made again over what someone else put there.
    fn nuove(elencate: Somme, registrate: Somme) -> Self {
        let dice = !registrate.is_empty();
        let mut attese: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (file, somma) in elencate {
            if !dice || file == RECORD || registrate.contains_key(&file) {
                attese.entry(file).or_default().push(somma);
            }
        }
        for (file, somma) in registrate {
            attese.entry(file).or_default().push(somma);
        }
        Self(attese)
    }
}

struct Controllo<'a> {
    radice: &'a Path,
    /// The year that is looked at; empty beside the years, or where the folder is a year's own.
    anno: String,
    sospesi: Vec<Lavoro<'a>>,
    /// What the year that is looked at says of itself.
    letto: Letto,
    verifica: &'a mut Verifica,
}

/// What a year or a version says of itself, where it can be read.
#[derive(Default)]
struct Letto {
    record: Option<Record>,
    bozza: Option<Bozza>,
}

impl Controllo<'_> {
    /// A year with the versions that it keeps, or one of these alone.
    fn anno_o_versione(&mut self, intero: bool) -> Result<(), Impossibile> {
        let Some(elencate) = self.somme()? else {
            return Ok(());
        };
        let record = self.record();
        self.letto = Letto {
            bozza: self.bozza(),
            record: record.clone(),
        };
        let precedenti = record.as_ref().filter(|_| intero);
        let precedenti = precedenti.map(|record| record.precedenti.clone());
        let registrate = record.as_ref().map(|record| record.file.clone());
        let registrate = registrate.unwrap_or_default();
        let di_prima = format!("{}/", VERSIONI);
        let (conservati, suoi): (Trovati, Trovati) = self
            .trovati()?
            .into_iter()
            .partition(|(file, _)| file.starts_with(&di_prima));
        if !registrate.is_empty() && !elenca(&elencate, &registrate) {
            self.problema(Problema::Cambiato(self.nome(somme::FILE)));
        }
        self.suoi(&suoi, &Attese::nuove(elencate, registrate));
        match &record {
            Some(record) => self.ricalcola(record, intero),
            None if suoi.contains_key(RECORD) => {
                let causa = "non è quello di una pubblicazione".to_owned();
                self.problema(Problema::Illeggibile(self.nome(RECORD), causa));
            }
            None => {}
        }
        self.conservati(&conservati, &precedenti.unwrap_or_default())
    }

    /// The files of one version.
    fn suoi(&mut self, trovati: &Trovati, attese: &Attese) {
        for (file, cosa) in trovati.iter().filter(|(file, _)| *file != somme::FILE) {
            match attese.0.contains_key(file) {
                false => self.problema(Problema::InPiu(self.nome(file))),
                true if *cosa != Cosa::File => {
                    self.problema(Problema::NonSemplice(self.nome(file)));
                }
                true => {}
            }
        }
        for (file, attese) in &attese.0 {
            match trovati.get(file) {
                None => self.problema(Problema::Mancante(self.nome(file))),
                Some(Cosa::File) => self.file(file, attese),
                Some(_) => {}
            }
        }
    }

    /// Compares what the model gives with what is there, and what the record says with the model
    /// and, beside it, with the record of the version before.
    fn ricalcola(&mut self, record: &Record, intero: bool) {
        if !record.di_questo_programma() {
            let quale = self.nome("");
            return self.verifica.di_altri_programmi.push(quale);
        }
        // A model that cannot be read is not what it was: that is said already.
        let Some(bozza) = self.letto.bozza.take() else {
            return;
        };
        let aperti = DatiAperti::di(record, &bozza, opendata::tabelle(&bozza));
        let calcolati = aperti.file.iter();
        for (file, atteso) in calcolati.filter(|(file, _)| *file != allegato::MODELLO) {
            self.verifica.ricalcolati += 1;
            let letto = entro(&self.percorso(file), BYTE_PDF);
            if letto.is_ok_and(|letto| letto != *atteso) {
                self.problema(Problema::NonDalModello(self.nome(file)));
            }
        }
        if !ricalcolo::concorda(record, &bozza, &aperti) {
            self.problema(Problema::NonDalModello(self.nome(RECORD)));
        }
        match record.modelli {
            None => self.pagine(record, &Figure::di(&bozza, &aperti)),
            Some(_) => {
                let quale = self.nome("");
                self.verifica.con_pagine_proprie.push(quale);
            }
        }
        if intero {
            self.dopo_la_precedente(record);
        }
    }

    /// The pages of the year: their words are the authors', their figures those of the open data.
    fn pagine(&mut self, record: &Record, figure: &Figure<'_>) {
        for file in record.file.keys().filter(|file| file.ends_with(".html")) {
            let pagina = entro(&self.percorso(file), BYTE_PDF).unwrap_or_default();
            self.verifica.ricalcolati += 1;
            if figure.smentiscono(&String::from_utf8_lossy(&pagina)) {
                self.problema(Problema::NonDalModello(self.nome(file)));
            }
        }
    }

    /// A record says since when each document is public: as the one before it does.
    fn dopo_la_precedente(&mut self, record: &Record) {
        let prima = record.precedenti.last();
        let cartella = prima.map(|prima| proprieta::cartella(prima.versione));
        let file = cartella.map(|cartella| format!("{cartella}{RECORD}"));
        let prima = file.as_ref().and_then(|file| self.record_in(file));
        if record.clone().dopo(prima.as_ref()) != *record {
            let smentito = file.map(|file| self.nome(&file));
            let smentiti = smentito.into_iter().collect();
            self.problema(Problema::NonDaiRecord(self.nome(RECORD), smentiti));
        }
    }

    /// Compares what stands beside the years with what the years give.
    fn indice(&mut self) {
        let Ok(letto) = entro(&self.percorso(INDICE), BYTE_PDF) else {
            return;
        };
        let intestazione: Option<Intestazione> = serde_json::from_slice(&letto).ok();
        let file = intestazione.as_ref().map(|indice| indice.file.clone());
        for (nome, somma) in file.unwrap_or_default() {
            let adesso = disco::somma(&self.percorso(&nome));
            if adesso.is_ok_and(|adesso| adesso != somma) {
                self.problema(Problema::Cambiato(nome));
            }
        }
        let anni = self.anni_pubblicati();
        if !anni.record.values().all(Record::di_questo_programma) {
            return;
        }
        let scritto_con = intestazione.and_then(|indice| indice.scritto_con);
        let Some(attesi) = scritto_con.and_then(|anno| self.cima_di(anno, &anni)) else {
            return self.problema(Problema::NonDaiRecord(INDICE.to_owned(), Vec::new()));
        };
        for (nome, atteso) in attesi {
            self.verifica.ricalcolati += 1;
            let adesso = entro(&self.percorso(&nome), BYTE_PDF);
            if adesso.is_ok_and(|adesso| adesso != atteso) {
                let smentiti = match nome == INDICE {
                    true => ricalcolo::smentiti(&atteso, &letto),
                    false => Vec::new(),
                };
                self.problema(Problema::NonDaiRecord(nome, smentiti));
            }
        }
    }

    /// What should stand beside the years, in the words of one of them; none if that year cannot be
    /// read. A page made with an office's own templates cannot be made here.
    fn cima_di(&mut self, anno: i16, anni: &Anni) -> Option<Albero> {
        self.anno = anno.to_string();
        let bozza = self.bozza();
        self.anno = String::new();
        let (record, parte) = (anni.record.get(&anno)?, bozza?);
        let sito = Sito::nuovo(&Modelli::default()).ok()?;
        let cima = Cima {
            record,
            parte: &parte,
            sito: &sito,
        };
        let mut file = cima.file(anni).ok()?;
        if record.modelli.is_some() {
            file.remove(PAGINA);
        }
        Some(file)
    }

    fn anni_pubblicati(&mut self) -> Anni {
        let mut pubblicati = Anni::default();
        for nome in anni(self.radice).unwrap_or_default() {
            let numero = nome.parse::<i16>().ok();
            self.anno = nome;
            let Some((numero, record)) = numero.zip(self.record()) else {
                continue;
            };
            let precedenti = record.precedenti.iter().filter_map(|prima| {
                self.record_in(&format!("{}{RECORD}", proprieta::cartella(prima.versione)))
            });
            pubblicati.precedenti.insert(numero, precedenti.collect());
            let indicatori = entro(&self.percorso(allegato::INDICATORI), BYTE_PDF).ok();
            let indicatori = indicatori.map(|byte| (numero, byte));
            pubblicati.indicatori.extend(indicatori);
            pubblicati.record.insert(numero, record);
        }
        self.anno = String::new();
        pubblicati
    }

    /// The versions before, each as it was published.
    fn conservati(
        &mut self,
        trovati: &Trovati,
        precedenti: &[Precedente],
    ) -> Result<(), Impossibile> {
        let cartelle: Vec<String> = precedenti
            .iter()
            .map(|prima| proprieta::cartella(prima.versione))
            .collect();
        for file in trovati.keys() {
            if !cartelle.iter().any(|cartella| file.starts_with(cartella)) {
                self.problema(Problema::InPiu(self.nome(file)));
            }
        }
        for (prima, cartella) in precedenti.iter().zip(&cartelle) {
            if !trovati.keys().any(|file| file.starts_with(cartella)) {
                self.problema(Problema::Mancante(self.nome(cartella)));
                continue;
            }
            let elenco = format!("{cartella}{}", somme::FILE);
            if disco::somma(&self.percorso(&elenco)).is_ok_and(|somma| somma != prima.somme) {
                self.problema(Problema::Cambiato(self.nome(&elenco)));
            }
            let qui = self.nome(cartella.trim_end_matches('/'));
            let anno = std::mem::replace(&mut self.anno, qui);
            self.anno_o_versione(false)?;
            self.anno = anno;
        }
        Ok(())
    }

    /// The record of what is looked at.
    fn record(&self) -> Option<Record> {
        self.record_in(RECORD)
    }

    fn record_in(&self, file: &str) -> Option<Record> {
        let record = entro(&self.percorso(file), BYTE_PDF).ok()?;
        serde_json::from_slice(&record).ok()
    }

    /// The model of what is looked at.
    fn bozza(&self) -> Option<Bozza> {
        let modello = entro(&self.percorso(allegato::MODELLO), BYTE_PDF).ok()?;
        Bozza::da_json(&modello).ok()
    }

    /// Everything in the folder of the year, by path.
    fn trovati(&self) -> Result<Trovati, Impossibile> {
        let somme = self.percorso(somme::FILE);
        let cartella = somme.parent().unwrap_or(self.radice);
        match disco::elenca(cartella) {
            Ok(trovati) => Ok(trovati.into_iter().collect()),
            Err(causa) if causa.kind() == io::ErrorKind::FileTooLarge => {
                Err(Impossibile::Troppi(cartella.to_owned()))
            }
            Err(causa) => Err(Impossibile::Disco(cartella.to_owned(), causa)),
        }
    }

    /// What stands beside the years: the index with its checksums, and no year or file more.
    fn cima(&mut self) -> Result<(), Impossibile> {
        let Some(attese) = self.somme()? else {
            return Ok(());
        };
        let mut voci = voci(self.radice)?;
        voci.retain(|(nome, _)| {
            let nostro = nome == somme::FILE || output::di_lavoro(&self.radice.join(nome));
            !nostro && !somme::firma(nome)
        });
        for (nome, tipo) in voci {
            let anno = format!("{nome}/{}", somme::FILE);
            match attese.contains_key(&nome) {
                true if !tipo.is_file() => self.problema(Problema::NonSemplice(nome)),
                true => {}
                // A year without checksums is said when its turn comes.
                false if tipo.is_dir() && attese.contains_key(&anno) => {}
                false
                    if e_di_un_anno(&nome) && tipo.is_dir() && !self.percorso(&anno).is_file() => {}
                false if tipo.is_dir() => self.problema(Problema::InPiu(format!("{nome}/"))),
                false => self.problema(Problema::InPiu(nome)),
            }
        }
        for (file, attesa) in &attese {
            self.nella_cima(file, attesa);
        }
        Ok(())
    }

    /// A file of the index, or the checksums of a year.
    fn nella_cima(&mut self, file: &str, attesa: &str) {
        let percorso = self.percorso(file);
        let cartella = file.split_once('/').map(|(anno, _)| anno);
        match cartella {
            Some(anno) if !percorso.parent().is_some_and(e_cartella) => {
                self.problema(Problema::Mancante(format!("{anno}/")));
            }
            // Said when the turn of the year comes.
            Some(_) if !percorso.is_file() => {}
            _ if fs::symlink_metadata(&percorso).is_err() => {
                self.problema(Problema::Mancante(file.to_owned()))
            }
            None if !percorso.is_file() => {}
            _ => self.file(file, &[attesa.to_owned()]),
        }
    }

    /// The checksums; a folder of a year without them, or with a broken line, is a problem and goes
    /// no further.
    fn somme(&mut self) -> Result<Option<Somme>, Impossibile> {
        let percorso = self.percorso(somme::FILE);
        match fs::symlink_metadata(&percorso) {
            Ok(dati) if dati.is_file() && dati.len() <= somme::BYTE => {}
            Ok(dati) if !dati.is_file() => {
                self.problema(Problema::NonSemplice(self.nome(somme::FILE)));
                return Ok(None);
            }
            _ => {
                self.problema(Problema::Mancante(self.nome(somme::FILE)));
                return Ok(None);
            }
        }
        let byte = fs::read(&percorso).map_err(|causa| Impossibile::Disco(percorso, causa))?;
        match somme::leggi(&String::from_utf8_lossy(&byte)) {
            Ok(somme) => Ok(Some(somme)),
            Err(riga) => {
                self.problema(Problema::Riga(self.nome(somme::FILE), riga));
                Ok(None)
            }
        }
    }

    fn file(&mut self, file: &str, attese: &[String]) {
        self.verifica.file += 1;
        match disco::somma(&self.percorso(file)) {
            Ok(somma) if attese.iter().all(|attesa| *attesa == somma) => {}
            Ok(_) => self.problema(Problema::Cambiato(self.nome(file))),
            Err(causa) => {
                let causa = italiano::errore_di_sistema(&causa);
                self.problema(Problema::Illeggibile(self.nome(file), causa));
            }
        }
        if file.ends_with(".pdf") && !file.starts_with(&format!("{ALLEGATI}/")) {
            self.dati_allegati(file);
        }
    }

    /// The data that a document of ours carries.
    fn dati_allegati(&mut self, file: &str) {
        self.verifica.pdf += 1;
        let Ok(byte) = entro(&self.percorso(file), BYTE_PDF) else {
            let causa = "è troppo grande per controllarne gli allegati".to_owned();
            return self.problema(Problema::Illeggibile(self.nome(file), causa));
        };
        let pdf = allegato::apri(byte);
        let porta = |nome| match &pdf {
            Ok(pdf) => allegato::nel_pdf(pdf, nome),
            Err(causa) => Err(*causa),
        };
        for (nome, atteso) in DATI.into_iter().zip(self.attesi(file)) {
            let difetto = match porta(nome) {
                Err(causa) => Some(Difetto::Senza(causa)),
                Ok(allegato) => atteso
                    .is_some_and(|atteso| atteso != allegato)
                    .then_some(Difetto::Diverso),
            };
            if let Some(difetto) = difetto {
                self.problema(Problema::Allegato(self.nome(file), nome, difetto));
            }
        }
    }

    /// What a PDF should carry, in the order of [`DATI`]: its document's part of what is published
    /// beside it. A publication of before there were parts carries the same files.
    fn attesi(&self, pdf: &str) -> [Option<Vec<u8>>; 2] {
        let bozza = self.letto.bozza.as_ref();
        let bozza = bozza.filter(|bozza| bozza.parte.is_some());
        let Some((bozza, documento)) = bozza.zip(self.documento(pdf)) else {
            return DATI.map(|nome| entro(&self.percorso(nome), BYTE_PDF).ok());
        };
        let parte = opendata::parte(bozza.clone(), &[documento]);
        [
            Some(Pubblico::from(&parte).json()),
            Some(opendata::indicatori(&parte).csv()),
        ]
    }

    /// The document that a PDF is, as the year's record says.
    fn documento(&self, pdf: &str) -> Option<&str> {
        let mut documenti = self.letto.record.as_ref()?.documenti.iter();
        Some(&documenti.find(|documento| documento.file == pdf)?.tipo)
    }

    /// Where a file is: what a killed run had made ready is still in its folder of work.
    fn percorso(&self, file: &str) -> PathBuf {
        let nome = self.nome(file);
        let mut sospesi = self.sospesi.iter();
        let sospeso = sospesi.find_map(|lavoro| lavoro.ancora_qui(&nome));
        sospeso.unwrap_or_else(|| self.radice.join(nome))
    }

    fn nome(&self, file: &str) -> String {
        if self.anno.is_empty() {
            file.to_owned()
        } else {
            format!("{}/{file}", self.anno)
        }
    }

    fn problema(&mut self, problema: Problema) {
        self.verifica.problemi.push(problema);
    }
}

/// What stands in a folder, sorted, each with its kind.
fn voci(cartella: &Path) -> Result<Vec<(String, FileType)>, Impossibile> {
    let leggi = || -> io::Result<Vec<(String, FileType)>> {
        fs::read_dir(cartella)?
            .map(|voce| {
                let voce = voce?;
                let nome = voce.file_name().to_string_lossy().into_owned();
                Ok((nome, voce.file_type()?))
            })
            .collect()
    };
    let mut voci = leggi().map_err(|causa| Impossibile::Disco(cartella.to_owned(), causa))?;
    voci.sort_by(|(una, _), (altra, _)| una.cmp(altra));
    Ok(voci)
}
