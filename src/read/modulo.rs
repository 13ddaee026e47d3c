//! A form as it comes back: what `anno::moduli` wrote, with the cells that were asked filled in.
//!
//! Each row of the form carries its key in the hidden first column; a hidden sheet says which
//! cycle, cruscotto and date the form is for, and what every locked cell held. Columns are known by
//! their headings, so that a row inserted, moved or sorted is still read as what it is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::model::nome::{chiave, su_una_riga};
use crate::model::{Dato, Origine, Valore};

use super::foglio::{COME_SI_COMPILA, Contenuto, Foglio, RigaFoglio};

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

/// The column of the titles above the table, from 0.
const TITOLI: u32 = 1;

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
    /// A sheet that was sent, by name.
    #[error(
        "il foglio «{0}» non c'è più, oppure sono cambiati i titoli delle sue colonne: fattelo \
         ridare com'era"
    )]
    SenzaFoglio(&'static str),
}

/// Reads a form.
///
/// # Errors
/// A workbook that is none, whose hidden sheet does not make sense, or that lacks a sheet that was
/// sent.
pub(crate) fn leggi(file: &str, fogli: &[Foglio]) -> Result<Modulo, NonModulo> {
    let chiavi = con_nome(fogli, CHIAVI).ok_or(NonModulo::Estraneo)?;
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
        cruscotto: scritto(chiavi, 4),
        che,
        indicatori: Vec::new(),
        attivita: Vec::new(),
        alterate: Vec::new(),
    };
    let domande = Domanda::sugli_indicatori(che, true);
    let indicatori = Testata::trova(fogli, INDICATORI, "Indicatore", &domande)?;
    modulo.indicatori = bloccate.righe(&indicatori, &mut modulo.alterate);
    let mut letti = vec![indicatori.foglio];
    if bloccate.ha(ATTIVITA) {
        let domande = Domanda::sulle_attivita(che);
        let attivita = Testata::trova(fogli, ATTIVITA, "Attività", &domande)?;
        modulo.attivita = bloccate.righe(&attivita, &mut modulo.alterate);
        letti.push(attivita.foglio);
    }
    modulo.alterate.extend(in_piu(fogli, &letti));
    Ok(modulo)
}

/// True of a form, whole or not, by the sheet that only forms have.
pub(super) fn pare_un_modulo(fogli: &[Foglio]) -> bool {
    let prima = con_nome(fogli, CHIAVI).and_then(|chiavi| chiavi.righe.first());
    prima.is_some_and(|riga| riga.testo(1) == SCHEMA)
}

fn con_nome<'a>(fogli: &'a [Foglio], nome: &str) -> Option<&'a Foglio> {
    fogli
        .iter()
        .find(|foglio| foglio.nome.as_deref() == Some(nome))
}

/// The sheets that were not sent and hold something.
fn in_piu(fogli: &[Foglio], letti: &[&Foglio]) -> Vec<Alterata> {
    let nostro = |foglio: &Foglio| {
        let nome = foglio.nome.as_deref().unwrap_or_default();
        [CHIAVI, COME_SI_COMPILA].contains(&nome)
    };
    let altri = fogli.iter().filter(|foglio| {
        let letto = letti.iter().any(|letto| std::ptr::eq(*letto, *foglio));
        !letto && !nostro(foglio) && !foglio.righe.is_empty()
    });
    altri
        .map(|foglio| Alterata {
            luogo: Origine::foglio(&foglio.file, foglio.nome.as_deref()),
            intestazione: "un foglio in più".to_owned(),
            prima: String::new(),
            ora: foglio.nome.clone().unwrap_or_default(),
        })
        .collect()
}

/// A text of the hidden sheet letter by letter: a file's name may hold two spaces in a row.
fn scritto(chiavi: &Foglio, riga: u32) -> String {
    match chiavi.riga(riga).and_then(|riga| riga.cella(1)) {
        Some(Contenuto::Testo(testo)) => testo.clone(),
        Some(altro) => altro.testo(),
        None => String::new(),
    }
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

    /// True if the form was sent with rows on this sheet.
    fn ha(&self, foglio: &str) -> bool {
        self.0.keys().any(|(suo, ..)| suo == foglio)
    }

    /// The rows of a sheet, by their keys; what was changed, taken away or added joins `alterate`.
    fn righe(&self, testata: &Testata<'_>, alterate: &mut Vec<Alterata>) -> Vec<RigaModulo> {
        let foglio = testata.foglio;
        let mut attese = self.chiavi(testata.mandato);
        let mut righe = Vec::new();
        let (sopra, sotto) = testata.intorno();
        alterate.extend(
            sopra
                .iter()
                .flat_map(|riga| testata.in_piu(riga, &[TITOLI])),
        );
        for riga in sotto {
            let chiave = riga.testo(0);
            if chiave.is_empty() {
                self.senza_chiave(testata, riga, alterate);
                continue;
            }
            if !attese.remove(&chiave) {
                alterate.push(testata.ripetuta(riga));
            }
            let bloccate = self.controlla(testata, riga, &chiave, alterate);
            let note: Vec<u32> = bloccate
                .iter()
                .chain(testata.aperte.values())
                .copied()
                .collect();
            alterate.extend(testata.in_piu(riga, &note));
            righe.push(testata.leggi(riga, chiave, &bloccate));
        }
        let tolte = attese.into_iter().map(|chiave| Alterata {
            luogo: foglio.origine(testata.riga.numero, testata.nome),
            intestazione: testata.voce.to_owned(),
            prima: self.testo(testata.mandato, &chiave, testata.voce),
            ora: String::new(),
        });
        alterate.extend(tolte);
        righe
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
        for ((_, _, intestazione), prima) in self.della_riga(testata.mandato, chiave) {
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
    fn senza_chiave(&self, testata: &Testata<'_>, riga: &RigaFoglio, alterate: &mut Vec<Alterata>) {
        for cella in &riga.celle {
            let testo = cella.contenuto.testo();
            let mandata = self
                .della_riga(testata.mandato, "")
                .any(|(_, prima)| su_una_riga(prima) == testo);
            if !mandata && !testo.is_empty() {
                alterate.push(Alterata {
                    luogo: testata.foglio.origine(riga.numero, cella.colonna),
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
    /// The sheet's name as it was sent.
    mandato: &'static str,
    /// What a row is about: `Indicatore`, `Attività`.
    voce: &'static str,
    /// The column of the indicator's or the activity's name.
    nome: u32,
    aperte: BTreeMap<Domanda, u32>,
}

impl<'a> Testata<'a> {
    /// On the sheet of this name; if none has it, on the only one that is laid out like it: a sheet
    /// that somebody gave another name holds the same answers.
    fn trova(
        fogli: &'a [Foglio],
        mandato: &'static str,
        voce: &'static str,
        domande: &[Domanda],
    ) -> Result<Self, NonModulo> {
        let smarrito = NonModulo::SenzaFoglio(mandato);
        let su = |foglio| Self::su(foglio, mandato, voce, domande);
        if let Some(suo) = con_nome(fogli, mandato) {
            return su(suo).ok_or(smarrito);
        }
        let mut simili = fogli.iter().filter_map(su);
        match (simili.next(), simili.next()) {
            (Some(suo), None) => Ok(suo),
            _ => Err(smarrito),
        }
    }

    fn su(
        foglio: &'a Foglio,
        mandato: &'static str,
        voce: &'static str,
        domande: &[Domanda],
    ) -> Option<Self> {
        let riga = foglio.righe.iter().find(|riga| riga.testo(0) == CHIAVE)?;
        let mut testata = Self {
            foglio,
            riga,
            mandato,
            voce,
            nome: 0,
            aperte: BTreeMap::new(),
        };
        testata.nome = testata.colonna(voce)?;
        let aperte = domande
            .iter()
            .filter_map(|domanda| Some((*domanda, testata.colonna(&domanda.intestazione())?)));
        testata.aperte = aperte.collect();
        let mut dovute = domande.iter().filter(|domanda| domanda.necessaria());
        dovute
            .all(|domanda| testata.aperte.contains_key(domanda))
            .then_some(testata)
    }

    /// The rows above the headings and those below.
    fn intorno(&self) -> (&'a [RigaFoglio], &'a [RigaFoglio]) {
        let righe = &self.foglio.righe;
        let sopra = righe.partition_point(|riga| riga.numero < self.riga.numero);
        (&righe[..sopra], &righe[sopra + 1..])
    }

    /// A row that is there once more than it was sent.
    fn ripetuta(&self, riga: &RigaFoglio) -> Alterata {
        Alterata {
            luogo: self.foglio.origine(riga.numero, self.nome),
            intestazione: "una riga in più".to_owned(),
            prima: String::new(),
            ora: riga.testo(self.nome),
        }
    }

    /// What stands in a row outside the columns that it was sent with.
    fn in_piu(&self, riga: &RigaFoglio, colonne: &[u32]) -> Vec<Alterata> {
        let fuori = riga.celle.iter().filter(|cella| {
            let nostra = cella.colonna == 0 || colonne.contains(&cella.colonna);
            !nostra && !cella.contenuto.testo().is_empty()
        });
        fuori
            .map(|cella| Alterata {
                luogo: self.foglio.origine(riga.numero, cella.colonna),
                intestazione: "fuori dalla tabella".to_owned(),
                prima: String::new(),
                ora: cella.contenuto.testo(),
            })
            .collect()
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
    /// True of the cell of an answer.
    pub(crate) fn risponde_in(&self, luogo: &Origine) -> bool {
        self.risposte()
            .any(|(_, _, valore)| valore.origine == *luogo)
    }

    /// The name of the row whose answer stands in a cell; empty where none does.
    pub(crate) fn nome_in(&self, luogo: &Origine) -> &str {
        let mut risposte = self.risposte();
        let sua = risposte.find(|(_, _, valore)| valore.origine == *luogo);
        sua.map_or("", |(riga, ..)| &riga.nome)
    }

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
