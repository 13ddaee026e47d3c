//! A form as it comes back: what `anno::moduli` wrote, with the cells that were asked filled in.
//!
//! Each row of the form carries its key in the hidden first column; a hidden sheet says which
//! cycle, cruscotto and date the form is for, and what every locked cell held. Columns are known by
//! their headings, so that a row inserted, moved or sorted is still read as what it is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::model::nome::{chiave, su_una_riga};
use crate::model::{Dato, Origine, Valore};

use super::foglio::{Foglio, RigaFoglio};

/// The sheets of a form.
pub(crate) const INDICATORI: &str = "Modulo";
pub(crate) const ATTIVITA: &str = "Attività dei progetti";
/// The hidden one.
pub(crate) const CHIAVI: &str = "ciclo";
/// What its first cell says.
pub(crate) const SCHEMA: &str = "ciclo/modulo/1";
/// The heading of the hidden column of keys.
pub(crate) const CHIAVE: &str = "Chiave";
/// The first row of the hidden sheet that describes a locked cell, from 0.
pub(crate) const PRIMA_BLOCCATA: u32 = 8;

/// What a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Che {
    /// The targets of the triennium that begins in this year.
    Piano(i16),
    /// The values reached at a date.
    Monitoraggio(Date),
    /// The results of a year.
    Consuntivo(i16),
}

impl Che {
    /// As the hidden sheet writes it: `consuntivo 2027`, `monitoraggio 2027-06-30`.
    pub(crate) fn scritto(self) -> String {
        match self {
            Self::Piano(anno) => format!("piano {anno}"),
            Self::Monitoraggio(data) => format!("monitoraggio {data}"),
            Self::Consuntivo(anno) => format!("consuntivo {anno}"),
        }
    }

    /// The year that it asks about.
    pub(crate) fn anno(self) -> i16 {
        match self {
            Self::Piano(anno) | Self::Consuntivo(anno) => anno,
            Self::Monitoraggio(data) => data.year(),
        }
    }

    fn da_scritto(testo: &str) -> Option<Self> {
        let (che, quando) = testo.split_once(' ')?;
        match che {
            "piano" => quando.parse().ok().map(Self::Piano),
            "monitoraggio" => quando.parse().ok().map(Self::Monitoraggio),
            "consuntivo" => quando.parse().ok().map(Self::Consuntivo),
            _ => None,
        }
    }

    /// The folder of the cycle that keeps the forms of this kind.
    pub(crate) fn cartella(self) -> String {
        match self {
            Self::Piano(_) => "attesi".to_owned(),
            Self::Monitoraggio(data) => format!("monitoraggi/{data}"),
            Self::Consuntivo(_) => "consuntivi".to_owned(),
        }
    }

    /// As a person calls it: `consuntivo 2027`, `monitoraggio al 30/06/2027`.
    pub(crate) fn nome(self) -> String {
        match self {
            Self::Piano(anno) => format!("risultati attesi {anno}-{}", anno.saturating_add(2)),
            Self::Monitoraggio(data) => format!("monitoraggio al {}", italiana(data)),
            Self::Consuntivo(anno) => format!("consuntivo {anno}"),
        }
    }
}

/// `30/06/2027`.
pub(crate) fn italiana(data: Date) -> String {
    format!("{:02}/{:02}/{:04}", data.day(), data.month(), data.year())
}

/// What a column of a form asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Domanda {
    Atteso(i16),
    Valore(Date),
    Previsione,
    Criticita,
    AzioneCorrettiva,
    Consuntivo(i16),
    Causa,
    Grado,
    Motivazione,
    /// The result of an activity.
    Risultato,
    /// Where an activity stands at a date.
    Stato(Date),
}

impl Domanda {
    /// The questions of a form about indicators, in the order of their columns.
    pub(crate) fn sugli_indicatori(che: Che, con_giudizio: bool) -> Vec<Self> {
        match che {
            Che::Piano(anno) => (anno..anno.saturating_add(3)).map(Self::Atteso).collect(),
            Che::Monitoraggio(data) => vec![
                Self::Valore(data),
                Self::Previsione,
                Self::Criticita,
                Self::AzioneCorrettiva,
            ],
            Che::Consuntivo(anno) if con_giudizio => vec![
                Self::Consuntivo(anno),
                Self::Causa,
                Self::Grado,
                Self::Motivazione,
            ],
            Che::Consuntivo(anno) => vec![Self::Consuntivo(anno), Self::Causa],
        }
    }

    /// The questions about the activities of projects.
    pub(crate) fn sulle_attivita(che: Che) -> Vec<Self> {
        match che {
            Che::Piano(_) => Vec::new(),
            Che::Monitoraggio(data) => vec![Self::Stato(data), Self::Criticita],
            Che::Consuntivo(_) => vec![Self::Risultato, Self::Causa],
        }
    }

    /// The column's heading.
    pub(crate) fn intestazione(self) -> String {
        match self {
            Self::Atteso(anno) => format!("Risultato Atteso {anno}"),
            Self::Valore(data) => format!("Valore al {}", italiana(data)),
            Self::Previsione => "Previsione al 31 dicembre".to_owned(),
            Self::Criticita => "Criticità".to_owned(),
            Self::AzioneCorrettiva => "Azione correttiva".to_owned(),
            Self::Consuntivo(anno) => format!("Risultato Consuntivo {anno}"),
            Self::Causa => "Causa dello scostamento".to_owned(),
            Self::Grado => "Grado".to_owned(),
            Self::Motivazione => "Motivazione".to_owned(),
            Self::Risultato => "Risultato".to_owned(),
            Self::Stato(data) => format!("Stato al {}", italiana(data)),
        }
    }

    /// The key that the model has for what it asks.
    pub(crate) fn campo(self) -> &'static str {
        match self {
            Self::Atteso(_) => "atteso",
            Self::Valore(_) | Self::Stato(_) => "monitoraggi",
            Self::Previsione => "previsione",
            Self::Criticita => "criticita",
            Self::AzioneCorrettiva => "azione_correttiva",
            Self::Consuntivo(_) => "consuntivo",
            Self::Causa => "causa",
            Self::Grado => "grado",
            Self::Motivazione => "motivazione",
            Self::Risultato => "risultato",
        }
    }

    /// The year whose value it asks for.
    fn anno(self) -> Option<i16> {
        match self {
            Self::Atteso(anno) | Self::Consuntivo(anno) => Some(anno),
            Self::Valore(data) | Self::Stato(data) => Some(data.year()),
            _ => None,
        }
    }

    /// True if a form is complete only with an answer to it in every row that asks it.
    pub(crate) fn necessaria(self) -> bool {
        matches!(
            self,
            Self::Atteso(_)
                | Self::Valore(_)
                | Self::Consuntivo(_)
                | Self::Risultato
                | Self::Stato(_)
        )
    }

    /// True if the answer is a value that is measured, false if it is words.
    pub(crate) fn misurata(self) -> bool {
        self.necessaria() || matches!(self, Self::Previsione | Self::Grado)
    }
}

/// A form that came back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Modulo {
    pub file: String,
    pub ente: String,
    pub anno: i16,
    /// Id of the cruscotto.
    pub cruscotto: String,
    pub che: Che,
    pub indicatori: Vec<RigaModulo>,
    pub attivita: Vec<RigaModulo>,
    /// Locked cells that are not as they were sent.
    pub alterate: Vec<Alterata>,
}

/// A row with its answers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RigaModulo {
    pub chiave: String,
    /// The indicator's or the activity's.
    pub nome: String,
    /// The target that the form shows, as text.
    pub atteso: String,
    /// Where the name stands.
    pub origine: Origine,
    /// Each question asked of this row; an answer that is not there is an empty value in its cell.
    pub risposte: BTreeMap<Domanda, Valore>,
}

/// What was changed where nothing was asked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alterata {
    pub luogo: Origine,
    pub intestazione: String,
    pub prima: String,
    pub ora: String,
}

/// Why a workbook is no form that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NonModulo {
    #[error("non è un modulo di ciclo, o ha perso il foglio nascosto «{CHIAVI}»")]
    Estraneo,
    #[error("il foglio nascosto «{CHIAVI}» è stato alterato")]
    Alterato,
}

/// Reads a form.
///
/// # Errors
/// A workbook that is none, or whose hidden sheet does not make sense.
pub(crate) fn leggi(file: &str, fogli: &[Foglio]) -> Result<Modulo, NonModulo> {
    let di_nome = |nome: &str| {
        fogli
            .iter()
            .find(|foglio| foglio.nome.as_deref() == Some(nome))
    };
    let chiavi = di_nome(CHIAVI).ok_or(NonModulo::Estraneo)?;
    let dato = |riga: u32| {
        let trovata = chiavi.righe.iter().find(|r| r.numero == riga);
        trovata.map(|r| r.testo(1)).unwrap_or_default()
    };
    if dato(1) != SCHEMA {
        return Err(NonModulo::Estraneo);
    }
    let che = Che::da_scritto(&dato(5)).ok_or(NonModulo::Alterato)?;
    let bloccate = Bloccate::leggi(chiavi);
    let mut modulo = Modulo {
        file: file.to_owned(),
        ente: dato(2),
        anno: dato(3).parse().map_err(|_| NonModulo::Alterato)?,
        cruscotto: dato(4),
        che,
        indicatori: Vec::new(),
        attivita: Vec::new(),
        alterate: Vec::new(),
    };
    let foglio = di_nome(INDICATORI).ok_or(NonModulo::Alterato)?;
    let domande = Domanda::sugli_indicatori(che, true);
    modulo.indicatori = bloccate.righe(foglio, "Indicatore", &domande, &mut modulo.alterate)?;
    if let Some(foglio) = di_nome(ATTIVITA) {
        let domande = Domanda::sulle_attivita(che);
        modulo.attivita = bloccate.righe(foglio, "Attività", &domande, &mut modulo.alterate)?;
    }
    Ok(modulo)
}

/// What the locked cells held when the form was sent: by sheet, row and heading.
struct Bloccate(BTreeMap<(String, String, String), String>);

impl Bloccate {
    fn leggi(foglio: &Foglio) -> Self {
        let righe = foglio
            .righe
            .iter()
            .filter(|riga| riga.numero > PRIMA_BLOCCATA);
        let voce = |riga: &RigaFoglio| {
            let posto = (riga.testo(0), riga.testo(1), riga.testo(2));
            (posto, riga.testo(3))
        };
        Self(righe.map(voce).collect())
    }

    /// The rows of a sheet, by their keys; what was changed, taken away or added joins `alterate`.
    fn righe(
        &self,
        foglio: &Foglio,
        nome: &str,
        domande: &[Domanda],
        alterate: &mut Vec<Alterata>,
    ) -> Result<Vec<RigaModulo>, NonModulo> {
        let testata = Testata::trova(foglio, nome, domande).ok_or(NonModulo::Alterato)?;
        let sue = foglio.nome.clone().unwrap_or_default();
        let mut attese = self.chiavi(&sue);
        let mut righe = Vec::new();
        let sotto = |riga: &&RigaFoglio| riga.numero > testata.riga.numero;
        for riga in foglio.righe.iter().filter(sotto) {
            let chiave = riga.testo(0);
            if chiave.is_empty() {
                self.senza_chiave(foglio, riga, alterate);
                continue;
            }
            attese.remove(&chiave);
            let bloccate = self.controlla(&testata, riga, &chiave, alterate);
            righe.push(testata.leggi(riga, chiave, &bloccate));
        }
        let tolte = attese.into_iter().map(|chiave| Alterata {
            luogo: foglio.origine(testata.riga.numero, testata.nome),
            intestazione: nome.to_owned(),
            prima: self.testo(&sue, &chiave, nome),
            ora: String::new(),
        });
        alterate.extend(tolte);
        Ok(righe)
    }

    /// The locked columns of a row; those that do not hold what was sent join `alterate`.
    fn controlla(
        &self,
        testata: &Testata<'_>,
        riga: &RigaFoglio,
        chiave: &str,
        alterate: &mut Vec<Alterata>,
    ) -> BTreeSet<u32> {
        let mut bloccate = BTreeSet::new();
        let foglio = testata.foglio.nome.as_deref().unwrap_or_default();
        for ((_, _, intestazione), prima) in self.della_riga(foglio, chiave) {
            let Some(colonna) = testata.colonna(intestazione) else {
                continue;
            };
            bloccate.insert(colonna);
            let ora = riga.testo(colonna);
            if ora != su_una_riga(prima) {
                alterate.push(Alterata {
                    luogo: testata.foglio.origine(riga.numero, colonna),
                    intestazione: intestazione.clone(),
                    prima: prima.clone(),
                    ora,
                });
            }
        }
        bloccate
    }

    /// A row without a key is a banner, as it was sent, or one that somebody added.
    fn senza_chiave(&self, foglio: &Foglio, riga: &RigaFoglio, alterate: &mut Vec<Alterata>) {
        let sue = foglio.nome.clone().unwrap_or_default();
        for cella in &riga.celle {
            let testo = cella.contenuto.testo();
            let mandata = self
                .della_riga(&sue, "")
                .any(|(_, prima)| su_una_riga(prima) == testo);
            if !mandata && !testo.is_empty() {
                alterate.push(Alterata {
                    luogo: foglio.origine(riga.numero, cella.colonna),
                    intestazione: "una riga in più".to_owned(),
                    prima: String::new(),
                    ora: testo,
                });
            }
        }
    }

    fn chiavi(&self, foglio: &str) -> BTreeSet<String> {
        let sue = self
            .0
            .keys()
            .filter(|(f, chiave, _)| f == foglio && !chiave.is_empty());
        sue.map(|(_, chiave, _)| chiave.clone()).collect()
    }

    fn della_riga<'a>(
        &'a self,
        foglio: &'a str,
        chiave: &'a str,
    ) -> impl Iterator<Item = (&'a (String, String, String), &'a String)> {
        self.0
            .iter()
            .filter(move |((f, c, _), _)| f == foglio && c == chiave)
    }

    fn testo(&self, foglio: &str, chiave: &str, intestazione: &str) -> String {
        let posto = (
            foglio.to_owned(),
            chiave.to_owned(),
            intestazione.to_owned(),
        );
        self.0.get(&posto).cloned().unwrap_or_default()
    }
}

/// The headings of a sheet: its columns are known by them.
struct Testata<'a> {
    foglio: &'a Foglio,
    riga: &'a RigaFoglio,
    /// The column of the indicator's or the activity's name.
    nome: u32,
    aperte: BTreeMap<Domanda, u32>,
}

impl<'a> Testata<'a> {
    fn trova(foglio: &'a Foglio, nome: &str, domande: &[Domanda]) -> Option<Self> {
        let riga = foglio.righe.iter().find(|riga| riga.testo(0) == CHIAVE)?;
        let mut testata = Self {
            foglio,
            riga,
            nome: 0,
            aperte: BTreeMap::new(),
        };
        testata.nome = testata.colonna(nome)?;
        let aperte = domande
            .iter()
            .filter_map(|domanda| Some((*domanda, testata.colonna(&domanda.intestazione())?)));
        testata.aperte = aperte.collect();
        Some(testata)
    }

    fn colonna(&self, intestazione: &str) -> Option<u32> {
        let mut celle = self.riga.celle.iter();
        let sua = celle.find(|cella| cella.contenuto.testo() == intestazione);
        sua.map(|cella| cella.colonna)
    }

    /// A row; where a column is locked nothing was asked.
    fn leggi(&self, riga: &RigaFoglio, chiave: String, bloccate: &BTreeSet<u32>) -> RigaModulo {
        let atteso = self.riga.celle.iter().find(|cella| {
            let testo = cella.contenuto.testo();
            testo.starts_with("Risultato Atteso") || testo == "Target"
        });
        let chieste = self.aperte.iter().filter(|(_, c)| !bloccate.contains(c));
        RigaModulo {
            chiave,
            nome: riga.testo(self.nome),
            atteso: atteso.map(|c| riga.testo(c.colonna)).unwrap_or_default(),
            origine: self.foglio.origine(riga.numero, self.nome),
            risposte: chieste
                .map(|(domanda, colonna)| {
                    let valore = self.foglio.valore(riga, *colonna, domanda.anno());
                    (*domanda, valore)
                })
                .collect(),
        }
    }
}

impl RigaModulo {
    /// The answers that were given.
    pub(crate) fn date(&self) -> impl Iterator<Item = (Domanda, &Valore)> {
        let date = self
            .risposte
            .iter()
            .filter(|(_, valore)| valore.dato != Dato::Vuoto);
        date.map(|(domanda, valore)| (*domanda, valore))
    }
}

impl Modulo {
    /// The questions that wait for an answer.
    pub(crate) fn mancanti(&self) -> impl Iterator<Item = (&RigaModulo, Domanda, &Valore)> {
        self.risposte()
            .filter(|(_, domanda, valore)| domanda.necessaria() && valore.dato == Dato::Vuoto)
    }

    /// Every question of the form with its answer.
    pub(crate) fn risposte(&self) -> impl Iterator<Item = (&RigaModulo, Domanda, &Valore)> {
        self.indicatori
            .iter()
            .chain(&self.attivita)
            .flat_map(|riga| {
                let risposte = riga.risposte.iter();
                risposte.map(move |(domanda, valore)| (riga, *domanda, valore))
            })
    }
}

/// The keys of rows with these names, in order: equal names are told apart by their number.
pub(crate) fn chiavi<'a>(nomi: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut quante: BTreeMap<String, usize> = BTreeMap::new();
    nomi.map(|nome| {
        let base = chiave(nome);
        let volte = quante.entry(base.clone()).or_default();
        *volte += 1;
        match *volte {
            1 => base,
            n => format!("{base}#{n}"),
        }
    })
    .collect()
}
