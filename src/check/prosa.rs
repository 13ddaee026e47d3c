//! Rules about the chapters as they are written: figures typed by hand, years and acts that do not
//! fit.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex::{Match, Regex};
use rust_decimal::Decimal;

use crate::cycle::Impostazioni;
use crate::model::nome::parole;
use crate::model::origine::riga_di;
use crate::model::{Dato, Diagnosi, Modello, Origine, UnitaMisura, italiano::MESI};
use crate::prose::Contesto;
use crate::words::{pattern, valore::interpreta};

use super::norme::citazioni;
use super::{caratteri, da_scrivere, diags};

/// The rules about chapters, and what they are held against.
pub struct Prosa<'a> {
    pub modello: &'a Modello,
    pub impostazioni: &'a Impostazioni,
    pub cifre: &'a CifreDelModello,
}

impl Prosa<'_> {
    /// What is suspicious in a chapter, as its author wrote it.
    pub fn verifica(&self, file: &str, testo: &str) -> Vec<Diagnosi> {
        let scritto = Scritto::nuovo(file, testo);
        let mut diagnosi = scritto.numeri_digitati(self.cifre);
        diagnosi.extend(scritto.anni_estranei(self.modello));
        diagnosi.extend(scritto.norme_sospette(self.impostazioni));
        diagnosi.extend(caratteri::nel_testo(file, testo));
        diagnosi.extend(da_scrivere::nel_testo(file, testo));
        diagnosi.extend(caratteri::di_controllo(file, testo));
        diagnosi
    }
}

/// The figures of an earlier year that an author typed in a chapter, by line: years from the first
/// to the last of `anni`, and numbers that count or measure something. Headings, placeholders,
/// dates of acts and articles of laws are none.
pub(crate) fn cifre_dell_anno(
    testo: &str,
    anni: &RangeInclusive<i16>,
) -> BTreeMap<usize, Vec<String>> {
    let scritto = Scritto::nuovo("", testo);
    let righe: Vec<&str> = testo.split('\n').collect();
    let mut trovate: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for numero in scritto.numeri() {
        let riga = scritto.riga(numero.start());
        let (prima, dopo) = scritto.intorno(&numero);
        if righe[riga - 1].starts_with('#') || !dell_anno(numero.as_str(), prima, dopo, anni) {
            continue;
        }
        let segno = if percento(dopo) { "%" } else { "" };
        let scritta = format!("{}{segno}", numero.as_str());
        let cifre = trovate.entry(riga).or_default();
        if !cifre.contains(&scritta) {
            cifre.push(scritta);
        }
    }
    trovate
}

fn dell_anno(numero: &str, prima: &str, dopo: &str, anni: &RangeInclusive<i16>) -> bool {
    if let Some(anno) = anno(numero) {
        return anni.contains(&anno) && !di_un_atto(prima) && !periodo_in_corso(dopo, anni);
    }
    let misura = cifra(numero, percento(dopo)).is_some_and(|cifra| !comune(cifra));
    // A hundred without a unit is the base of an index, or a figure of speech.
    let cento = numero == "100" || durata(dopo);
    misura && !(numerato(prima) || data(dopo) || termine(prima) || cento)
}

/// True before a unit of time: an age or a rule, not a result.
fn durata(dopo: &str) -> bool {
    const UNITA: &[&str] = &["anni", "mesi", "giorni", "gg", "ore", "minuti"];
    let dopo = parole(testa(dopo, 16));
    dopo.split(' ')
        .next()
        .is_some_and(|prima| UNITA.contains(&prima))
}

/// True before the last year of a period that goes on after `anni`, but for the plan's own
/// triennium: `2021-2025`.
fn periodo_in_corso(dopo: &str, anni: &RangeInclusive<i16>) -> bool {
    let fine = dopo
        .strip_prefix(['-', '–'])
        .and_then(|resto| anno(resto.get(..4)?));
    fine.is_some_and(|fine| fine > *anni.end() && fine != anni.end() + 2)
}

/// True after the word of a deadline: `entro 30 giorni`.
fn termine(prima: &str) -> bool {
    parole(coda(prima, 12)).rsplit(' ').next() == Some("entro")
}

/// A chapter in which only the author's own words are left; the rest is blank, so that places stay
/// the same.
struct Scritto<'a> {
    file: &'a str,
    parole: String,
    citate: Vec<(usize, usize)>,
}

static DA_TOGLIERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?s)\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|`[^`\n]*`|\]\([^)\n]*\)|https?://\S+")
});

static NUMERO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"));

impl<'a> Scritto<'a> {
    fn nuovo(file: &'a str, testo: &str) -> Self {
        let parole = DA_TOGLIERE.replace_all(testo, |trovato: &regex::Captures<'_>| {
            trovato[0]
                .bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
                .collect::<String>()
        });
        let parole = parole.into_owned();
        let citate = citazioni(&parole)
            .iter()
            .map(|citazione| (citazione.inizio, citazione.fine))
            .collect();
        Self {
            file,
            parole,
            citate,
        }
    }

    fn luogo(&self, posto: usize) -> Origine {
        Origine::nel_testo(self.file, &self.parole, posto)
    }

    /// The line, from 1.
    fn riga(&self, posto: usize) -> usize {
        riga_di(&self.parole, posto)
    }

    /// What stands before and after a number.
    fn intorno(&self, numero: &Match<'_>) -> (&str, &str) {
        (&self.parole[..numero.start()], &self.parole[numero.end()..])
    }

    /// Numbers that stand on their own: not part of a word, a date, a range, an act or an article.
    fn numeri(&self) -> impl Iterator<Item = Match<'_>> {
        NUMERO.find_iter(&self.parole).filter(|numero| {
            let (prima, dopo) = self.intorno(numero);
            let citato = self
                .citate
                .iter()
                .any(|(da, a)| (*da..*a).contains(&numero.start()));
            !citato && !attaccato(prima, dopo)
        })
    }

    fn numeri_digitati(&self, cifre: &CifreDelModello) -> Vec<Diagnosi> {
        let mut diagnosi = Vec::new();
        for numero in self.numeri() {
            let (prima, dopo) = self.intorno(&numero);
            let percento = percento(dopo);
            let Some(cifra) = cifra(numero.as_str(), percento) else {
                continue;
            };
            if numerato(prima) || data(dopo) || anno(numero.as_str()).is_some() || comune(cifra) {
                continue;
            }
            let scritto = format!("{}{}", numero.as_str(), if percento { "%" } else { "" });
            let trovata = cifre
                .nomi
                .get(&cifra)
                .map(|nome| diags::numero_digitato(self.luogo(numero.start()), &scritto, nome));
            diagnosi.extend(trovata.or_else(|| {
                let (quadro, voce, colonna) = cifre.celle.get(&cifra)?;
                Some(diags::numero_di_quadro(
                    self.luogo(numero.start()),
                    &scritto,
                    quadro,
                    voce,
                    colonna,
                ))
            }));
        }
        diagnosi
    }

    /// Years before the Relazione's or after the plan's, each once with all its lines.
    fn anni_estranei(&self, modello: &Modello) -> Vec<Diagnosi> {
        let primo = modello.anno_relazione.min(modello.anno);
        let ultimo = modello.triennio.last().copied().unwrap_or(modello.anno);
        let mut estranei: BTreeMap<i16, Vec<Origine>> = BTreeMap::new();
        for numero in self.numeri() {
            let Some(anno) = anno(numero.as_str()).filter(|anno| !(primo..=ultimo).contains(anno))
            else {
                continue;
            };
            if di_un_atto(&self.parole[..numero.start()]) {
                continue;
            }
            let luoghi = estranei.entry(anno).or_default();
            let luogo = self.luogo(numero.start());
            if !luoghi.contains(&luogo) {
                luoghi.push(luogo);
            }
        }
        estranei
            .into_iter()
            .filter_map(|(anno, luoghi)| diags::anno_estraneo(anno, primo, ultimo, luoghi))
            .collect()
    }

    fn norme_sospette(&self, impostazioni: &Impostazioni) -> Vec<Diagnosi> {
        let date = impostazioni.documenti.iter();
        let ultimo = date
            .map(|(_, documento)| documento.data.year())
            .max()
            .unwrap_or(impostazioni.anno);
        citazioni(&self.parole)
            .iter()
            .filter_map(|citazione| {
                let scritta = &self.parole[citazione.inizio..citazione.fine];
                let vera = citazione.sospetta(ultimo)?;
                Some(diags::norma_sospetta(
                    self.luogo(citazione.inizio),
                    scritta,
                    &vera,
                ))
            })
            .collect()
    }
}

/// True before the sign or the words of a percentage.
fn percento(dopo: &str) -> bool {
    let dopo = dopo.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    dopo.starts_with('%') || dopo.starts_with("per cento")
}

/// A number with whether it is a percentage.
type Cifra = (Decimal, bool);

/// The model's figures by value: gathered once for the chapters of all documents.
pub struct CifreDelModello {
    /// Names of the placeholders that print a figure.
    nomi: BTreeMap<Cifra, String>,
    /// Table, row and column of the figures that have no placeholder but are too long for a
    /// coincidence.
    celle: BTreeMap<Cifra, (String, String, String)>,
}

impl CifreDelModello {
    /// Gathers them.
    pub fn nuove(modello: &Modello, contesto: &Contesto) -> Self {
        let mut nomi = BTreeMap::new();
        for (nome, valore) in contesto.voci() {
            // How many indicators have a grade is a count that any number may equal.
            let conteggio = nome.starts_with("valutazione.") && !nome.ends_with(".grado");
            if let Some(cifra) = valore_scritto(valore).filter(|_| !conteggio) {
                nomi.entry(cifra).or_insert(nome);
            }
        }
        let mut celle = BTreeMap::new();
        for quadro in modello.quadri.values() {
            for riga in &quadro.righe {
                for (colonna, valore) in quadro.colonne.iter().zip(&riga.celle) {
                    let cifra = valore_scritto(&valore.stampa())
                        .filter(|(numero, _)| cifre_significative(*numero) >= 4);
                    if let Some(cifra) = cifra {
                        celle.entry(cifra).or_insert_with(|| {
                            (quadro.id.clone(), riga.voce.clone(), colonna.nome_intero())
                        });
                    }
                }
            }
        }
        Self { nomi, celle }
    }
}

/// The figure of a printed value: a bare number, a percentage or an amount.
fn valore_scritto(stampa: &str) -> Option<Cifra> {
    match interpreta(stampa) {
        Dato::Quantita(quantita) => match quantita.unita {
            UnitaMisura::Nessuna | UnitaMisura::Euro => Some((quantita.valore.normalize(), false)),
            UnitaMisura::Percento => Some((quantita.valore.normalize(), true)),
            _ => None,
        },
        _ => None,
    }
}

fn cifra(numero: &str, percento: bool) -> Option<Cifra> {
    let decimale: Decimal = numero.replace('.', "").replace(',', ".").parse().ok()?;
    Some((decimale.normalize(), percento))
}

fn cifre_significative(numero: Decimal) -> usize {
    numero
        .normalize()
        .to_string()
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .trim_start_matches('0')
        .len()
}

/// Figures that stand in any text by chance: small counts, and shares such as a half and the whole.
fn comune((numero, percento): Cifra) -> bool {
    const PICCOLO: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
    match percento {
        true => [0, 50, 100]
            .iter()
            .any(|intero| numero == Decimal::from(*intero)),
        false => numero.is_integer() && numero < PICCOLO,
    }
}

/// A year that a cycle could be about.
fn anno(numero: &str) -> Option<i16> {
    numero
        .parse()
        .ok()
        .filter(|anno| numero.len() == 4 && (1900..2100).contains(anno))
}

/// True if a number is only a piece of something longer: `2020/21`, `9001:2015`, `COVID-19`, `3°`,
/// `12.5.1`.
fn attaccato(prima: &str, dopo: &str) -> bool {
    let vicino = |c: Option<char>, segni: &[char]| {
        c.is_some_and(|c| c.is_alphanumeric() || segni.contains(&c))
    };
    let mut seguono = dopo.chars();
    let (primo, secondo) = (seguono.next(), seguono.next());
    let punto = matches!(primo, Some('.' | ',')) && secondo.is_some_and(|c| c.is_ascii_digit());
    vicino(
        prima.chars().next_back(),
        &['.', ',', '/', ':', '°', '_', '+'],
    ) || prima.ends_with('-') && prima[..prima.len() - 1].ends_with(|c: char| c.is_alphabetic())
        || vicino(primo, &['/', ':', '°', '_', 'ª', 'º'])
        || punto
}

/// True after a word that numbers things: an article, a table, a resolution.
fn numerato(prima: &str) -> bool {
    const NUMERANO: &[&str] = &[
        "n",
        "nn",
        "num",
        "numero",
        "numeri",
        "art",
        "artt",
        "articolo",
        "articoli",
        "c",
        "comma",
        "commi",
        "lett",
        "par",
        "paragrafo",
        "cap",
        "capitolo",
        "allegato",
        "delibera",
        "deliberazione",
        "determinazione",
        "prot",
        "protocollo",
        "legge",
        "regolamento",
        "direttiva",
        "iso",
        "tabella",
        "figura",
        "grafico",
        "pag",
        "pagina",
    ];
    parole(coda(prima, 24))
        .rsplit(' ')
        .next()
        .is_some_and(|parola| NUMERANO.contains(&parola))
}

/// True before the name of a month.
fn data(dopo: &str) -> bool {
    parole(testa(dopo, 16))
        .split(' ')
        .next()
        .is_some_and(|parola| MESI.contains(&parola))
}

/// True if a year belongs to the date of an act: `D.M. 27 marzo 2013`, `decreto del 16 febbraio
/// 2018`.
fn di_un_atto(prima: &str) -> bool {
    const ATTI: &[&str] = &[
        "legge",
        "decreto",
        "dm",
        "dpcm",
        "dpr",
        "dlgs",
        "dl",
        "delibera",
        "deliberazione",
        "regolamento",
        "direttiva",
    ];
    let vicine = parole(coda(prima, 48)).replace("d lgs", "dlgs");
    let vicine = vicine
        .replace("d p c m", "dpcm")
        .replace("d p r", "dpr")
        .replace("d m", "dm")
        .replace("d l", "dl");
    let ultime: BTreeSet<&str> = vicine.split(' ').rev().take(5).collect();
    ATTI.iter().any(|atto| ultime.contains(atto))
}

/// The last bytes of a text, from a whole character on.
fn coda(testo: &str, byte: usize) -> &str {
    &testo[testo.ceil_char_boundary(testo.len().saturating_sub(byte))..]
}

/// The first bytes of a text, up to a whole character.
fn testa(testo: &str, byte: usize) -> &str {
    &testo[..testo.floor_char_boundary(byte)]
}
