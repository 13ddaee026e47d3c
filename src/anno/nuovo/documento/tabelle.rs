//! Which tables of a document are cruscotti, which are quadri, and which are only text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use regex::Regex;
use serde::Serialize;

use crate::cycle::tipi::{SERVIZI, probabile};
use crate::model::nome::{libero, parole, slug};
use crate::model::{Quadro, Ruolo, Tipi};
use crate::read::documento::{Blocco, Documento, Genere};
use crate::read::foglio::Foglio;
use crate::read::intestazione::{Quando, Testata};
use crate::read::{Lettore, quadro};
use crate::words::vocabolario::Campo;

use super::maiuscole::Maiuscole;

/// A table that lists indicators.
#[derive(Debug, Serialize)]
pub(super) struct Cruscotto {
    pub id: String,
    pub nome: String,
    pub tipo: String,
    /// Its folder in the cycle.
    #[serde(skip)]
    pub sotto: &'static str,
    /// Its place among the document's sheets.
    #[serde(skip)]
    pub foglio: usize,
    #[serde(skip)]
    pub testate: Vec<Testata>,
}

/// Another table with figures.
#[derive(Debug, Serialize)]
pub(super) struct Tabella {
    pub id: String,
    pub titolo: String,
    /// Rows that are only a heading.
    pub sezioni: Vec<String>,
    #[serde(skip)]
    pub foglio: usize,
    #[serde(skip)]
    pub quadro: Quadro,
}

/// The tables of a document that become workbooks.
#[derive(Debug, Default)]
pub(super) struct Tabelle {
    pub cruscotti: Vec<Cruscotto>,
    pub quadri: Vec<Tabella>,
}

/// What a cruscotto's header row is known by.
const ANCORE: &[Campo] = &[Campo::Indicatore];

impl Tabelle {
    /// Sorts the tables.
    pub(super) fn trova(documento: &Documento, maiuscole: &Maiuscole) -> Self {
        let mut trovate = Self::default();
        let mut usati = BTreeSet::new();
        let intorno = intorno(documento);
        for (posto, foglio) in documento.fogli.iter().enumerate() {
            let testate = testate(foglio);
            let (intestazione, didascalia) = intorno.get(&posto).copied().unwrap_or_default();
            let sopra = foglio
                .titolo
                .as_deref()
                .or(intestazione)
                .or(foglio.nome.as_deref());
            let nome = maiuscole.in_frase(senza_numero(sopra.unwrap_or_default()));
            if !testate.is_empty() {
                let cruscotto = cruscotto(nome, posto, testate, &mut usati);
                trovate.cruscotti.push(cruscotto);
                continue;
            }
            let letto = quadro::leggi("", std::slice::from_ref(foglio)).dati;
            if let Some(letto) = letto.filter(ha_cifre) {
                let titolo = didascalia.map_or_else(|| nome.clone(), str::to_owned);
                let id = id_del_quadro(intestazione.unwrap_or(&nome));
                let id = libero(&id, &mut usati);
                trovate.quadri.push(tabella(id, titolo, posto, letto));
            }
        }
        trovate
    }

    /// The workbook of a sheet, as a chapter shows it.
    pub(super) fn inserto(&self, foglio: usize) -> Option<String> {
        let quadro = || {
            let posto = self.quadri.binary_search_by_key(&foglio, |q| q.foglio);
            Some(format!(
                "{{{{ tabella(\"{}\") }}}}",
                self.quadri[posto.ok()?].id
            ))
        };
        match self.cruscotto(foglio) {
            Some(cruscotto) => Some(format!("{{{{ cruscotto(\"{}\") }}}}", cruscotto.id)),
            None => quadro(),
        }
    }

    /// The cruscotto that a sheet is. Both lists are in the order of the sheets.
    pub(super) fn cruscotto(&self, foglio: usize) -> Option<&Cruscotto> {
        let posto = self.cruscotti.binary_search_by_key(&foglio, |c| c.foglio);
        self.cruscotti.get(posto.ok()?)
    }
}

/// Every header of a sheet that lists indicators with values.
fn testate(foglio: &Foglio) -> Vec<Testata> {
    let lettore = Lettore::default();
    let mut testate: Vec<Testata> = Vec::new();
    for posto in 0..foglio.righe.len() {
        let da = testate.last().map_or(0, |ultima| ultima.righe.end);
        if posto >= da {
            testate.extend(Testata::a(foglio, da, posto, ANCORE, &lettore));
        }
    }
    let di_valori = |testata: &Testata| testata.colonne.iter().any(|c| c.campo.nel_tempo());
    if testate.iter().any(di_valori) {
        testate
    } else {
        Vec::new()
    }
}

fn cruscotto(
    nome: String,
    foglio: usize,
    testate: Vec<Testata>,
    usati: &mut BTreeSet<String>,
) -> Cruscotto {
    let piano = parole(&nome);
    let di_servizio = ["servizio", "ufficio", "settore", "area", "azienda"]
        .iter()
        .any(|parola| piano.split(' ').any(|p| p == *parola));
    let sotto = if piano.starts_with("cruscotto") && !di_servizio {
        "cruscotti"
    } else {
        SERVIZI
    };
    let id = libero(&id_del_cruscotto(&piano), usati);
    let tipo = probabile(&Tipi::default(), sotto, &id).map(|tipo| tipo.id.clone());
    Cruscotto {
        tipo: tipo.unwrap_or_else(|| "servizio".to_owned()),
        id,
        nome,
        sotto,
        foglio,
        testate,
    }
}

/// The name without what every cruscotto is called, and without its year.
fn id_del_cruscotto(piano: &str) -> String {
    const SUPERFLUE: &[&str] = &[
        "cruscotto",
        "servizio",
        "di",
        "del",
        "della",
        "dello",
        "dell",
        "dei",
        "degli",
        "delle",
    ];
    let mut resto: Vec<&str> = piano.split(' ').collect();
    while resto.len() > 1 && SUPERFLUE.contains(&resto[0]) {
        resto.remove(0);
    }
    let anno = |parola: &str| parola.len() == 4 && parola.parse::<i16>().is_ok();
    while resto.len() > 1 && resto.last().is_some_and(|ultima| anno(ultima)) {
        resto.pop();
    }
    slug(&resto.join(" "))
}

fn tabella(id: String, titolo: String, foglio: usize, quadro: Quadro) -> Tabella {
    let vuota = |riga: &&crate::model::RigaQuadro| {
        riga.ruolo == Ruolo::Voce && riga.celle.iter().all(|cella| cella.testo.is_empty())
    };
    Tabella {
        sezioni: quadro
            .righe
            .iter()
            .filter(vuota)
            .map(|r| r.voce.clone())
            .collect(),
        id,
        titolo,
        foglio,
        quadro,
    }
}

/// A short name, without articles.
fn id_del_quadro(sopra: &str) -> String {
    let piano = parole(senza_numero(sopra));
    let significative = piano
        .split(' ')
        .filter(|parola| !["il", "lo", "la", "i", "gli", "le", "l"].contains(parola));
    slug(&significative.take(3).collect::<Vec<_>>().join(" "))
}

fn ha_cifre(quadro: &Quadro) -> bool {
    let mut celle = quadro.righe.iter().flat_map(|riga| &riga.celle);
    celle.any(|cella| cella.dato.numero().is_some())
}

/// The heading under which each table stands, and what the paragraph below or above calls it:
/// `Tabella 2 - Bilancio di previsione`.
fn intorno(documento: &Documento) -> HashMap<usize, (Option<&str>, Option<&str>)> {
    let didascalia = |posto: Option<usize>| match documento.blocchi.get(posto?)? {
        Blocco::Capoverso(capoverso) => nome_dopo_numero(&capoverso.testo, "tabella"),
        _ => None,
    };
    let mut intestazione = None;
    let mut intorno = HashMap::new();
    for (posto, blocco) in documento.blocchi.iter().enumerate() {
        match blocco {
            Blocco::Capoverso(c) if matches!(c.genere, Genere::Intestazione(_)) => {
                intestazione = Some(c.testo.trim());
            }
            Blocco::Tabella(foglio) => {
                let sotto = didascalia(posto.checked_add(1));
                let nome = sotto.or_else(|| didascalia(posto.checked_sub(1)));
                intorno.insert(*foglio, (intestazione, nome));
            }
            _ => {}
        }
    }
    intorno
}

/// What follows `Tabella 1 -`; none where a text does not begin so.
pub(super) fn nome_dopo_numero<'a>(testo: &'a str, parola: &str) -> Option<&'a str> {
    let testo = testo.trim();
    let inizio = testo.get(..parola.len())?;
    let resto = testo[parola.len()..].trim_start();
    let numerata =
        inizio.eq_ignore_ascii_case(parola) && resto.starts_with(|c: char| c.is_ascii_digit());
    let nome = resto.trim_start_matches(|c: char| !c.is_alphabetic());
    let nome = nome.trim_end_matches(['.', ' ']);
    (numerata && !nome.is_empty()).then_some(nome)
}

/// A heading without its number: `1.2 Organizzazione`.
pub(super) fn senza_numero(testo: &str) -> &str {
    let testo = testo.trim();
    let resto = testo.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    match resto.strip_prefix([' ', '\t', '\u{a0}', ')']) {
        Some(nome) if resto.len() < testo.len() && !nome.trim().is_empty() => nome.trim(),
        _ => testo,
    }
}

/// The years of a document's cycle.
#[derive(Debug, Clone)]
pub(super) struct Anni {
    pub anno: i16,
    pub triennio: Vec<i16>,
    /// That of the results.
    pub relazione: i16,
}

impl Anni {
    /// From what a person said, from `2022-2024` in the title or the first paragraphs, or from the
    /// headings of the targets.
    pub(super) fn trova(
        documento: &Documento,
        tabelle: &Tabelle,
        detto: Option<i16>,
    ) -> Option<Self> {
        let per_campo = per_campo(tabelle);
        let di = |campo| per_campo.get(&campo).cloned().unwrap_or_default();
        let (attesi, consuntivi) = (di(false), di(true));
        let scritti = scritti(documento);
        let anno = detto.or(scritti.map(|(da, _)| da)).or_else(|| {
            let futuri = attesi.iter().filter(|anno| !consuntivi.contains(anno));
            futuri.min().or(attesi.iter().max()).copied()
        })?;
        let fine = scritti
            .filter(|(da, _)| *da == anno)
            .map_or(anno + 2, |(_, a)| a);
        Some(Self {
            anno,
            triennio: (anno..=fine).collect(),
            relazione: consuntivi.iter().max().copied().unwrap_or(anno).min(anno),
        })
    }

    /// What a Piano of these years is called.
    pub(super) fn titolo(&self) -> String {
        let fine = self.triennio.last().copied().unwrap_or(self.anno);
        format!("Piano della performance {}-{fine}", self.anno)
    }
}

/// The years of the headings: of targets, and (true) of results.
fn per_campo(tabelle: &Tabelle) -> BTreeMap<bool, BTreeSet<i16>> {
    let mut anni: BTreeMap<bool, BTreeSet<i16>> = BTreeMap::new();
    let testate = tabelle.cruscotti.iter().flat_map(|c| &c.testate);
    for colonna in testate.flat_map(|testata| &testata.colonne) {
        if let (Campo::Atteso | Campo::Consuntivo, Some(Quando::Anno(anno))) =
            (colonna.campo, colonna.quando)
            // A heading without a year gets the one of nobody.
            && anno > 0
        {
            let suoi = anni.entry(colonna.campo == Campo::Consuntivo).or_default();
            suoi.insert(anno);
        }
    }
    anni
}

/// The first `2022-2024` of the document's beginning.
fn scritti(documento: &Documento) -> Option<(i16, i16)> {
    const INIZIO: usize = 20;
    let forma = Regex::new(r"\b(20\d\d)\s*[-–/]\s*(20\d\d)\b").ok()?;
    documento.blocchi.iter().take(INIZIO).find_map(|blocco| {
        let Blocco::Capoverso(capoverso) = blocco else {
            return None;
        };
        let trovato = forma.captures(&capoverso.testo)?;
        let (da, a): (i16, i16) = (trovato[1].parse().ok()?, trovato[2].parse().ok()?);
        (1..=4).contains(&(a - da)).then_some((da, a))
    })
}
