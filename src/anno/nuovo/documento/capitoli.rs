//! The text of a document → chapters in Markdown; figures that stand in a quadro are placeholders.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde::Serialize;

use crate::model::nome::{libero, slug, su_una_riga};
use crate::read::diags::abbrevia;
use crate::read::documento::{Blocco, Capoverso, Documento, Genere};
use crate::read::foglio::Foglio;

use super::super::File;
use super::maiuscole::Maiuscole;
use super::tabelle::{Tabelle, nome_dopo_numero, senza_numero};

/// A cell of a quadro that a chapter quotes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Segnaposto {
    pub nome: String,
    pub quadro: String,
    pub voce: String,
    pub colonna: String,
    #[serde(skip)]
    pub cifra: String,
}

/// The chapters of a document.
#[derive(Debug, Default)]
pub(super) struct Capitoli {
    pub file: Vec<File>,
    /// The cells that they quote, each once.
    pub segnaposto: Vec<Segnaposto>,
    /// What could not be placed.
    pub senza_posto: Vec<String>,
}

impl Capitoli {
    /// Writes the chapters.
    pub(super) fn scrivi(documento: &Documento, tabelle: &Tabelle, maiuscole: &Maiuscole) -> Self {
        let livelli = documento.blocchi.iter().filter_map(|blocco| match blocco {
            Blocco::Capoverso(c) => livello(c),
            _ => None,
        });
        let mut stesura = Stesura {
            documento,
            tabelle,
            maiuscole,
            primo: livelli.min().unwrap_or(1),
            cifre: Cifre::nuove(tabelle),
            capitoli: Self::default(),
            aperto: None,
            nomi: Nomi::default(),
        };
        for posto in 0..documento.blocchi.len() {
            stesura.blocco(posto);
        }
        stesura.chiudi();
        stesura.capitoli.segnaposto = stesura.cifre.usati.into_values().collect();
        stesura.capitoli
    }

    /// Each figure that became a placeholder.
    pub(super) fn cifre(&self) -> Vec<String> {
        let voci = self.segnaposto.iter();
        voci.map(|s| format!("«{}» è {} ({}, {})", s.cifra, s.nome, s.voce, s.colonna))
            .collect()
    }
}

fn livello(capoverso: &Capoverso) -> Option<u8> {
    match capoverso.genere {
        Genere::Intestazione(livello) => Some(livello),
        _ => None,
    }
}

/// The chapters while they are written.
struct Stesura<'a> {
    documento: &'a Documento,
    tabelle: &'a Tabelle,
    maiuscole: &'a Maiuscole,
    /// The level of the headings that begin a chapter.
    primo: u8,
    cifre: Cifre,
    capitoli: Capitoli,
    aperto: Option<(String, String)>,
    nomi: Nomi,
}

/// The names of chapters' files.
#[derive(Debug, Default)]
pub(in super::super) struct Nomi {
    numerati: usize,
    usati: BTreeSet<String>,
}

impl Nomi {
    /// The file of the next chapter of a document, by what stands over it: a number says its place.
    pub(in super::super) fn file(&mut self, documento: &str, titolo: &str) -> String {
        let breve = slug(titolo);
        let comincia = |inizi: &[&str]| inizi.iter().any(|inizio| breve.starts_with(inizio));
        let numero = if comincia(&["premess", "introduzion", "prefazion"]) {
            0
        } else if comincia(&["allegat", "appendic", "schede"]) {
            90
        } else {
            self.numerati += 1;
            (self.numerati * 10).min(89)
        };
        let nome = libero(&format!("{numero:02}-{breve}"), &mut self.usati);
        format!("testi/{documento}/{nome}.md")
    }
}

impl Stesura<'_> {
    fn blocco(&mut self, posto: usize) {
        match &self.documento.blocchi[posto] {
            Blocco::Capoverso(capoverso) => self.capoverso(capoverso, posto),
            Blocco::Tabella(foglio) => self.tabella(*foglio),
            Blocco::Immagine => {
                let sopra = self.sopra(posto);
                self.senza_posto(format!("un’immagine dopo «{sopra}»"));
            }
        }
    }

    /// The words of the last paragraph above a place.
    fn sopra(&self, posto: usize) -> String {
        let sopra = self.documento.blocchi[..posto].iter().rev();
        let testo = sopra.filter_map(|blocco| match blocco {
            Blocco::Capoverso(c) => Some(abbrevia(&su_una_riga(&c.testo))),
            _ => None,
        });
        testo.take(1).collect()
    }

    fn senza_posto(&mut self, che: String) {
        self.capitoli.senza_posto.push(che);
    }

    fn capoverso(&mut self, capoverso: &Capoverso, posto: usize) {
        let testo = su_una_riga(&capoverso.testo);
        if testo.is_empty() || capoverso.genere == Genere::Titolo || self.di_tabella(&testo, posto)
        {
            return;
        }
        if let Some(figura) = didascalia_di_figura(&testo) {
            self.senza_posto(format!("la figura di «{testo}»"));
            let scritta = format!("[DA SCRIVERE: {figura}]");
            return self.scrivi(&scritta);
        }
        match capoverso.genere {
            Genere::Intestazione(livello) => self.intestazione(&testo, livello, posto),
            Genere::Voce(livello) => {
                let rientro = "  ".repeat(usize::from(livello.min(4)));
                let voce = format!("{rientro}- {}", self.in_linea(&testo));
                self.voce(&voce);
            }
            _ => {
                let righe: Vec<&str> = capoverso.testo.trim().lines().collect();
                let righe: Vec<String> = righe
                    .into_iter()
                    .map(|riga| inizio(&self.in_linea(&su_una_riga(riga))))
                    .collect();
                self.scrivi(&righe.join("\\\n"));
            }
        }
    }

    /// True of the name of a table, which the table prints itself.
    fn di_tabella(&self, testo: &str, posto: usize) -> bool {
        let vicini = [posto.checked_sub(1), posto.checked_add(1)];
        let di_un_foglio = |posto: usize| match self.documento.blocchi.get(posto) {
            Some(Blocco::Tabella(foglio)) => self.tabelle.inserto(*foglio).is_some(),
            _ => false,
        };
        nome_dopo_numero(testo, "tabella").is_some()
            && vicini.into_iter().flatten().any(di_un_foglio)
    }

    fn intestazione(&mut self, testo: &str, livello: u8, posto: usize) {
        let nome = self.maiuscole.in_frase(senza_numero(testo));
        if livello <= self.primo {
            return self.capitolo(&nome);
        }
        // A cruscotto has its name with it.
        if let Some(Blocco::Tabella(foglio)) = self.documento.blocchi.get(posto + 1)
            && self.tabelle.cruscotto(*foglio).is_some()
        {
            return;
        }
        let segni = "#".repeat(usize::from((livello - self.primo).min(5)) + 1);
        self.scrivi(&format!("{segni} {}", protetto(&nome)));
    }

    fn capitolo(&mut self, nome: &str) {
        self.chiudi();
        let file = self.nomi.file("piano", nome);
        self.aperto = Some((file, format!("# {}\n", protetto(nome))));
    }

    fn chiudi(&mut self) {
        if let Some((file, testo)) = self.aperto.take() {
            self.capitoli.file.push((file, testo.into_bytes()));
        }
    }

    /// The chapter that is being written; what stands before the first one has its own.
    fn aperto(&mut self) -> &mut String {
        if self.aperto.is_none() {
            self.capitolo("Premessa");
        }
        &mut self.aperto.get_or_insert_with(Default::default).1
    }

    fn scrivi(&mut self, blocco: &str) {
        let capitolo = self.aperto();
        capitolo.push_str(&format!("\n{blocco}\n"));
    }

    /// An item, right below the one before it.
    fn voce(&mut self, voce: &str) {
        let capitolo = self.aperto();
        let segue = capitolo
            .lines()
            .last()
            .is_some_and(|ultima| ultima.trim_start().starts_with("- "));
        let stacco = if segue { "" } else { "\n" };
        capitolo.push_str(&format!("{stacco}{voce}\n"));
    }

    fn tabella(&mut self, foglio: usize) {
        match self.tabelle.inserto(foglio) {
            Some(inserto) => self.scrivi(&inserto),
            None => {
                let foglio = &self.documento.fogli[foglio];
                let nome = foglio.nome.clone().unwrap_or_default();
                self.senza_posto(format!(
                    "la tabella «{nome}» non ha cifre: è rimasta nel testo del capitolo"
                ));
                let tabella = in_markdown(foglio);
                self.scrivi(&tabella);
            }
        }
    }

    /// Letters that mean nothing to Markdown, with placeholders for the figures of the quadri.
    fn in_linea(&mut self, testo: &str) -> String {
        let mut scritto = String::new();
        let mut fatto = 0;
        let trovate: Vec<(usize, usize)> = self.cifre.trova(testo);
        for (da, a) in trovate {
            if let Some(nome) = self.cifre.usa(&testo[da..a]) {
                scritto.push_str(&protetto(&testo[fatto..da]));
                scritto.push_str(&format!("{{{{ {nome} }}}}"));
                fatto = a;
            }
        }
        scritto + &protetto(&testo[fatto..])
    }
}

/// What the caption of a picture or chart says.
fn didascalia_di_figura(testo: &str) -> Option<String> {
    ["figura", "figure", "grafico", "grafici", "immagine"]
        .into_iter()
        .find(|parola| nome_dopo_numero(testo, parola).is_some())
        .map(|_| testo.replace(['[', ']'], ""))
}

/// A table of words.
fn in_markdown(foglio: &Foglio) -> String {
    let colonne = foglio.righe.iter().flat_map(|riga| &riga.celle);
    let ultima = colonne.map(|cella| cella.colonna).max().unwrap_or(0);
    let mut righe: Vec<String> = foglio
        .righe
        .iter()
        .map(|riga| {
            let celle = (0..=ultima).map(|colonna| protetto(&riga.testo(colonna)));
            format!("| {} |", celle.collect::<Vec<_>>().join(" | "))
        })
        .collect();
    righe.insert(1, format!("|{}", " --- |".repeat(ultima as usize + 1)));
    righe.join("\n")
}

/// Letters that would mean something to Markdown or to placeholders, made plain.
pub(in super::super) fn protetto(testo: &str) -> String {
    let mut scritto = String::with_capacity(testo.len());
    for carattere in testo.chars() {
        match carattere {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' => {
                scritto.extend(['\\', carattere]);
            }
            '{' => scritto.push_str("&#123;"),
            '}' => scritto.push_str("&#125;"),
            '&' => scritto.push_str("&amp;"),
            carattere => scritto.push(carattere),
        }
    }
    scritto
}

/// The beginning of a line, which must not make it an item or a heading.
fn inizio(riga: &str) -> String {
    let cifre = riga.chars().take_while(char::is_ascii_digit).count();
    let resto = &riga[cifre..];
    if cifre > 0 && resto.starts_with(['.', ')']) {
        return format!("{}\\{resto}", &riga[..cifre]);
    }
    match riga.starts_with(['-', '+', '=']) {
        true => format!("\\{riga}"),
        false => riga.to_owned(),
    }
}

/// The figures of the quadri by how they print.
struct Cifre {
    forma: Option<Regex>,
    /// None where several cells print alike.
    note: BTreeMap<String, Option<Segnaposto>>,
    usati: BTreeMap<String, Segnaposto>,
}

/// With a sign of thousands, with a percent sign, or with decimals.
const FORMA: &str = r"[-−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|[-−]?\d+(?:,\d+)?%|\d+,\d+";

/// Digits that a figure has at least: `2%` may be anything.
const CIFRE: usize = 3;

impl Cifre {
    fn nuove(tabelle: &Tabelle) -> Self {
        let mut note: BTreeMap<String, Option<Segnaposto>> = BTreeMap::new();
        let mut nomi = BTreeSet::new();
        for tabella in &tabelle.quadri {
            for riga in &tabella.quadro.righe {
                for (colonna, cella) in tabella.quadro.colonne.iter().zip(&riga.celle) {
                    let colonna = colonna.nome_intero();
                    let cella_detta = slug(&format!("{} {colonna}", riga.voce));
                    let nome = libero(&format!("{}.{cella_detta}", tabella.id), &mut nomi);
                    let nome = nome.replace('-', "_");
                    let segnaposto = Segnaposto {
                        nome,
                        quadro: tabella.id.clone(),
                        voce: riga.voce.clone(),
                        colonna,
                        cifra: cella.stampa(),
                    };
                    note.entry(cella.stampa())
                        .and_modify(|noto| *noto = None)
                        .or_insert(Some(segnaposto));
                }
            }
        }
        Self {
            forma: Regex::new(FORMA).ok(),
            note,
            usati: BTreeMap::new(),
        }
    }

    /// Where figures stand in a text that one cell prints.
    fn trova(&self, testo: &str) -> Vec<(usize, usize)> {
        let Some(forma) = &self.forma else {
            return Vec::new();
        };
        let trovate = forma.find_iter(testo);
        trovate
            .map(|trovata| (trovata.start(), trovata.end()))
            .collect()
    }

    /// The placeholder of a figure, if one cell alone prints it.
    fn usa(&mut self, cifra: &str) -> Option<String> {
        if cifra.chars().filter(char::is_ascii_digit).count() < CIFRE {
            return None;
        }
        let segnaposto = self.note.get(cifra)?.clone()?;
        let nome = segnaposto.nome.clone();
        self.usati.insert(nome.clone(), segnaposto);
        Some(nome)
    }
}
