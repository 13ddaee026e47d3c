//! The words that offices head their columns with, as a table, and those that `[intestazioni]` of
//! `ciclo.toml` adds.
//!
//! A heading is matched whole, after its year and the qualifying words of a closed list are gone:
//! `Scostamento dal target 2024` holds a target's name and is none.

use std::collections::{BTreeMap, HashMap};

use crate::model::Nomi;
use crate::model::nome::parole;

/// What a column holds, or a label in front of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Campo {
    /// Of which service a row is, in a table of several.
    Servizio,
    Prospettiva,
    Obiettivo,
    /// The code alone, where a column beside it holds the name.
    CodiceObiettivo,
    Azione,
    Indicatore,
    Atteso,
    Rimodulato,
    AttoRimodulazione,
    Consuntivo,
    Previsione,
    Fonte,
    Peso,
    Verso,
    Codice,
    Grado,
    Motivazione,
    Causa,
    /// For the office: never printed.
    Note,
    NotaPubblica,
    Unita,
    Definizione,
    Formula,
    Baseline,
    AnnoBaseline,
    Tipologia,
    Dimensione,
    Stakeholder,
    Responsabile,
    Contributori,
    Programma,
    Scadenza,
    Criticita,
    AzioneCorrettiva,
    // Schede progetto.
    Progetto,
    Descrizione,
    Dati,
    Anno,
    Attivita,
    Inizio,
    Fine,
    // Assegnazioni.
    Collaboratore,
    Gruppo,
    Comportamento,
    Punteggio,
    /// A column that the office said to leave alone.
    Ignorata,
}

/// The built-in vocabulary. Articles and prepositions do not count: `Fonte del dato` is `Fonte
/// dato`.
const PAROLE: &[(Campo, &[&str])] = &[
    (
        Campo::Servizio,
        &[
            "servizio",
            "servizi",
            "nome servizio",
            "denominazione servizio",
            "unità organizzativa",
            "centro di responsabilità",
            "cdr",
        ],
    ),
    (
        Campo::Prospettiva,
        &[
            "prospettiva",
            "area strategica",
            "ambito strategico",
            "linea strategica",
            "asse strategico",
            "indirizzo strategico",
        ],
    ),
    (
        Campo::Obiettivo,
        &[
            "obiettivo",
            "obiettivi",
            "obiettivo strategico",
            "obiettivo operativo",
            "denominazione obiettivo",
            "nome obiettivo",
            "titolo obiettivo",
            "descrizione obiettivo",
        ],
    ),
    (
        Campo::CodiceObiettivo,
        &[
            "codice obiettivo",
            "cod obiettivo",
            "id obiettivo",
            "n obiettivo",
            "num obiettivo",
            "numero obiettivo",
        ],
    ),
    (
        Campo::Azione,
        &[
            "azione",
            "azioni",
            "intervento",
            "interventi",
            "linea di azione",
            "linea di attività",
            "denominazione azione",
            "descrizione azione",
        ],
    ),
    (
        Campo::Indicatore,
        &[
            "indicatore",
            "indicatori",
            "nome indicatore",
            "denominazione indicatore",
            "descrizione indicatore",
            "titolo indicatore",
            "indicatore di performance",
            "indicatori di performance",
            "indicatore di risultato",
            "indicatore di misurazione",
            "kpi",
        ],
    ),
    (
        Campo::Atteso,
        &[
            "atteso",
            "attesi",
            "target",
            "valore atteso",
            "valori attesi",
            "valore obiettivo",
            "valore programmato",
            "valore previsto",
            "valore target",
            "risultato atteso",
            "risultati attesi",
            "risultato previsto",
            "risultato programmato",
            "target atteso",
            "target previsto",
            "target programmato",
            "target indicatore",
            "traguardo",
            "traguardo atteso",
        ],
    ),
    (
        Campo::Rimodulato,
        &[
            "atteso rimodulato",
            "target rimodulato",
            "valore atteso rimodulato",
            "risultato atteso rimodulato",
            "target rideterminato",
            "target aggiornato",
            "atteso aggiornato",
            "nuovo target",
            "nuovo atteso",
        ],
    ),
    (
        Campo::AttoRimodulazione,
        &[
            "atto rimodulazione",
            "atto di rimodulazione",
            "delibera di rimodulazione",
            "provvedimento di rimodulazione",
        ],
    ),
    (
        Campo::Consuntivo,
        &[
            "consuntivo",
            "consuntivi",
            "risultato",
            "risultati",
            "esito",
            "conseguito",
            "raggiunto",
            "valore consuntivo",
            "valore a consuntivo",
            "risultato consuntivo",
            "risultato a consuntivo",
            "risultati consuntivi",
            "risultato conseguito",
            "risultato raggiunto",
            "risultato ottenuto",
            "risultato rilevato",
            "risultato effettivo",
            "valore rilevato",
            "valore raggiunto",
            "valore conseguito",
            "valore effettivo",
            "dato consuntivo",
            "dato a consuntivo",
        ],
    ),
    (
        Campo::Previsione,
        &[
            "previsione",
            "previsione a fine anno",
            "previsione finale",
            "stima a fine anno",
            "proiezione",
            "proiezione a fine anno",
        ],
    ),
    (
        Campo::Fonte,
        &[
            "fonte",
            "fonti",
            "fonte del dato",
            "fonte dei dati",
            "fonte dati",
            "fonte di rilevazione",
            "fonte di verifica",
            "fonte informativa",
            "fonte indicatore",
        ],
    ),
    (
        Campo::Peso,
        &[
            "peso",
            "peso indicatore",
            "peso comportamento",
            "peso percentuale",
            "peso relativo",
            "ponderazione",
        ],
    ),
    (
        Campo::Verso,
        &["verso", "polarità", "andamento", "andamento atteso"],
    ),
    (
        Campo::Codice,
        &[
            "codice",
            "codice indicatore",
            "cod",
            "cod indicatore",
            "id",
            "id indicatore",
            "n",
            "nr",
            "num",
            "numero",
            "numero indicatore",
        ],
    ),
    (
        Campo::Grado,
        &[
            "grado",
            "grado di raggiungimento",
            "grado di conseguimento",
            "percentuale di raggiungimento",
        ],
    ),
    (
        Campo::Motivazione,
        &["motivazione", "motivazione del grado", "motivo del grado"],
    ),
    (
        Campo::Causa,
        &[
            "causa",
            "cause",
            "causa dello scostamento",
            "cause dello scostamento",
            "motivazione scostamento",
            "motivazioni scostamento",
            "motivazione dello scostamento",
            "motivo dello scostamento",
            "motivi dello scostamento",
        ],
    ),
    (
        Campo::Note,
        &["note", "nota", "annotazioni", "osservazioni", "commenti"],
    ),
    (Campo::NotaPubblica, &["nota pubblica", "note pubbliche"]),
    (
        Campo::Unita,
        &["unità di misura", "unità", "um", "u m", "udm"],
    ),
    (
        Campo::Definizione,
        &[
            "definizione",
            "definizione tecnica",
            "definizione dell'indicatore",
            "definizione indicatore",
        ],
    ),
    (
        Campo::Formula,
        &[
            "formula",
            "formula di calcolo",
            "algoritmo",
            "algoritmo di calcolo",
            "metodo di calcolo",
            "modalità di calcolo",
        ],
    ),
    (
        Campo::Baseline,
        &[
            "baseline",
            "valore baseline",
            "valore di partenza",
            "valore iniziale",
            "valore storico",
            "dato storico",
            "base line",
        ],
    ),
    (
        Campo::AnnoBaseline,
        &["anno baseline", "anno della baseline", "anno di partenza"],
    ),
    (
        Campo::Tipologia,
        &[
            "tipologia",
            "tipo",
            "tipo indicatore",
            "tipologia indicatore",
            "tipo di indicatore",
        ],
    ),
    (
        Campo::Dimensione,
        &["dimensione", "dimensioni", "dimensione di performance"],
    ),
    (
        Campo::Stakeholder,
        &[
            "stakeholder",
            "stakeholders",
            "portatori di interesse",
            "destinatari",
        ],
    ),
    (
        Campo::Responsabile,
        &[
            "responsabile",
            "responsabili",
            "responsabile del progetto",
            "responsabile indicatore",
            "responsabile obiettivo",
            "referente",
            "struttura responsabile",
        ],
    ),
    (
        Campo::Contributori,
        &[
            "contributori",
            "contributore",
            "strutture coinvolte",
            "uffici coinvolti",
            "soggetti coinvolti",
        ],
    ),
    (Campo::Programma, &["programma", "missione programma"]),
    (
        Campo::Scadenza,
        &["scadenza", "termine", "data di scadenza", "entro il"],
    ),
    (
        Campo::Criticita,
        &["criticità", "criticità rilevate", "difficoltà", "problemi"],
    ),
    (
        Campo::AzioneCorrettiva,
        &["azione correttiva", "azioni correttive", "correttivi"],
    ),
    (
        Campo::Progetto,
        &[
            "progetto",
            "nome progetto",
            "titolo progetto",
            "denominazione progetto",
        ],
    ),
    (
        Campo::Descrizione,
        &["descrizione", "descrizione progetto", "finalità"],
    ),
    (Campo::Dati, &["dati"]),
    (Campo::Anno, &["anno", "annualità"]),
    (
        Campo::Attivita,
        &[
            "attività",
            "attivita progettuale",
            "fase",
            "fasi",
            "descrizione attività",
        ],
    ),
    (
        Campo::Inizio,
        &["inizio", "data inizio", "data di inizio", "dal"],
    ),
    (
        Campo::Fine,
        &["fine", "data fine", "data di fine", "conclusione"],
    ),
    (
        Campo::Collaboratore,
        &[
            "collaboratore",
            "collaboratori",
            "collaboratrice",
            "nome collaboratore",
            "dipendente",
            "dipendenti",
            "nominativo",
        ],
    ),
    (
        Campo::Gruppo,
        &["gruppo", "gruppi", "gruppo di lavoro", "nome gruppo"],
    ),
    (
        Campo::Comportamento,
        &[
            "comportamento",
            "comportamenti",
            "comportamento organizzativo",
            "comportamenti organizzativi",
            "competenza",
            "competenze",
        ],
    ),
    (
        Campo::Punteggio,
        &[
            "punteggio",
            "punteggio attribuito",
            "punteggio assegnato",
            "valutazione comportamento",
            "voto",
        ],
    ),
];

/// Words that mean a target where a year stands beside them, and something else alone: `Obiettivo
/// 2024`.
const CON_ANNO: &[(Campo, &[&str])] = &[(Campo::Atteso, &["obiettivo", "obiettivi"])];

/// Words that qualify a heading without changing what it is.
const QUALIFICHE: &[&str] = &[
    "a",
    "ad",
    "al",
    "alla",
    "ai",
    "agli",
    "alle",
    "dal",
    "da",
    "d",
    "dell",
    "del",
    "dello",
    "della",
    "dei",
    "degli",
    "delle",
    "di",
    "e",
    "ed",
    "gli",
    "i",
    "il",
    "in",
    "l",
    "la",
    "le",
    "lo",
    "nel",
    "nell",
    "nella",
    "per",
    "un",
    "anno",
    "annuale",
    "esercizio",
    "punti",
    "obbligatorio",
    "facoltativo",
    "eventuale",
    "eventuali",
    "data",
    "fine",
];

/// The levels of a plan, whose words a body may give to one another: what is the obiettivo
/// strategico of one is the prospettiva of another.
const LIVELLI: &[Campo] = &[Campo::Prospettiva, Campo::Obiettivo];

/// The words of `[nomi]` that may head a column.
fn livelli(nomi: &Nomi) -> impl Iterator<Item = (Campo, &str)> {
    let parole = [
        (Campo::Prospettiva, &nomi.prospettiva),
        (Campo::Obiettivo, &nomi.obiettivo),
        (Campo::Azione, &nomi.azione),
        (Campo::Indicatore, &nomi.indicatore),
    ];
    let forme = parole.into_iter();
    forme.flat_map(|(campo, parola)| [(campo, parola.titolo()), (campo, parola.titoli())])
}

/// Words around the day of a monitoring: what is left without them says what is monitored.
const DEL_MONITORAGGIO: &[&str] = &[
    "monitoraggio",
    "rilevazione",
    "valore",
    "dato",
    "avanzamento",
    "stato",
    "stato avanzamento",
    "stato attuazione",
    "parziale",
    "risultato parziale",
    "valore monitoraggio",
    "risultato monitoraggio",
];

/// The words that a cycle knows.
#[derive(Debug, Clone)]
pub struct Vocabolario {
    campi: HashMap<String, Campo>,
    con_anno: HashMap<String, Campo>,
}

impl Default for Vocabolario {
    fn default() -> Self {
        Self::nuovo(&Nomi::default(), &BTreeMap::new())
    }
}

impl Vocabolario {
    /// The built-in words, those by which the body calls its levels, and an office's own by the
    /// [name](Campo::da_nome) of their field: these win.
    pub fn nuovo(nomi: &Nomi, proprie: &BTreeMap<String, Vec<String>>) -> Self {
        let tabella = |voci: &[(Campo, &[&str])]| {
            let voci = voci.iter().flat_map(|(campo, parole)| {
                parole
                    .iter()
                    .map(|parole| (senza_qualifiche(parole), *campo))
            });
            // A word made only of qualifying ones is known by itself.
            voci.filter(|(parole, _)| !parole.is_empty()).collect()
        };
        let mut campi: HashMap<String, Campo> = tabella(PAROLE);
        for (campo, parole) in PAROLE {
            campi.extend(
                parole
                    .iter()
                    .map(|p| (crate::model::nome::parole(p), *campo)),
            );
        }
        for (campo, parola) in livelli(nomi) {
            // A word of another column keeps its meaning.
            let sua = |nota: Option<&Campo>| nota.is_none_or(|nota| LIVELLI.contains(nota));
            for scritta in [senza_qualifiche(parola), self::parole(parola)] {
                if !scritta.is_empty() && sua(campi.get(&scritta)) {
                    campi.insert(scritta, campo);
                }
            }
        }
        for (nome, intestazioni) in proprie {
            if let Some(campo) = Campo::da_nome(nome) {
                campi.extend(intestazioni.iter().map(|i| (senza_qualifiche(i), campo)));
                campi.extend(intestazioni.iter().map(|i| (parole(i), campo)));
            }
        }
        Self {
            campi,
            con_anno: tabella(CON_ANNO),
        }
    }

    /// The field of a heading, whole, without its year; `con_anno` where it had one.
    pub fn campo(&self, intestazione: &str, con_anno: bool) -> Option<Campo> {
        let intera = parole(intestazione);
        let nuda = nude(&intera);
        let di_anno = con_anno.then(|| self.con_anno.get(&nuda)).flatten();
        di_anno
            .or_else(|| self.campi.get(&intera))
            .or_else(|| self.campi.get(&nuda))
            .copied()
    }

    /// True if what stands around a day names no more than a monitoring.
    pub fn di_monitoraggio(&self, resto: &str) -> bool {
        let nudo = senza_qualifiche(resto);
        nudo.is_empty() || DEL_MONITORAGGIO.contains(&nudo.as_str())
    }

    /// Every heading that is known, for "did you mean".
    pub fn noti(&self) -> impl Iterator<Item = &str> {
        self.campi.keys().map(String::as_str)
    }
}

/// False of what is no heading by its first letter or its length: most cells are seen to be none
/// before their words are taken apart.
pub fn forse_intestazione(testo: &str) -> bool {
    /// Bytes of a heading that names what a table lists, at most.
    const LUNGHEZZA: usize = 60;
    testo.len() <= LUNGHEZZA && testo.starts_with(char::is_alphabetic)
}

/// A heading's words without those that only qualify it.
pub fn senza_qualifiche(testo: &str) -> String {
    nude(&parole(testo))
}

/// The same of words that are plain already.
fn nude(parole: &str) -> String {
    let parole = parole.split(' ');
    let piene: Vec<&str> = parole.filter(|p| !QUALIFICHE.contains(p)).collect();
    piene.join(" ")
}

/// The fields with the names that messages and `ciclo.toml` use.
const NOMI: &[(Campo, &str)] = &[
    (Campo::Servizio, "Servizio"),
    (Campo::Prospettiva, "Prospettiva"),
    (Campo::Obiettivo, "Obiettivo"),
    (Campo::CodiceObiettivo, "Codice obiettivo"),
    (Campo::Azione, "Azione"),
    (Campo::Indicatore, "Indicatore"),
    (Campo::Atteso, "Atteso"),
    (Campo::Rimodulato, "Atteso rimodulato"),
    (Campo::AttoRimodulazione, "Atto di rimodulazione"),
    (Campo::Consuntivo, "Consuntivo"),
    (Campo::Previsione, "Previsione"),
    (Campo::Fonte, "Fonte"),
    (Campo::Peso, "Peso"),
    (Campo::Verso, "Verso"),
    (Campo::Codice, "Codice"),
    (Campo::Grado, "Grado"),
    (Campo::Motivazione, "Motivazione"),
    (Campo::Causa, "Causa dello scostamento"),
    (Campo::Note, "Note"),
    (Campo::NotaPubblica, "Nota pubblica"),
    (Campo::Unita, "Unità di misura"),
    (Campo::Definizione, "Definizione"),
    (Campo::Formula, "Formula"),
    (Campo::Baseline, "Baseline"),
    (Campo::AnnoBaseline, "Anno baseline"),
    (Campo::Tipologia, "Tipologia"),
    (Campo::Dimensione, "Dimensione"),
    (Campo::Stakeholder, "Stakeholder"),
    (Campo::Responsabile, "Responsabile"),
    (Campo::Contributori, "Contributori"),
    (Campo::Programma, "Programma"),
    (Campo::Scadenza, "Scadenza"),
    (Campo::Criticita, "Criticità"),
    (Campo::AzioneCorrettiva, "Azione correttiva"),
    (Campo::Progetto, "Progetto"),
    (Campo::Descrizione, "Descrizione"),
    (Campo::Dati, "Dati"),
    (Campo::Anno, "Anno"),
    (Campo::Attivita, "Attività"),
    (Campo::Inizio, "Inizio"),
    (Campo::Fine, "Fine"),
    (Campo::Collaboratore, "Collaboratore"),
    (Campo::Gruppo, "Gruppo"),
    (Campo::Comportamento, "Comportamento"),
    (Campo::Punteggio, "Punteggio"),
    (Campo::Ignorata, "Ignora"),
];

impl Campo {
    /// The field that `[intestazioni]` names: `atteso`, `unita-di-misura`, `ignora`.
    pub fn da_nome(nome: &str) -> Option<Self> {
        let cercato = parole(nome);
        NOMI.iter()
            .find(|(_, noto)| parole(noto) == cercato)
            .map(|(campo, _)| *campo)
    }

    /// As messages name it.
    pub fn nome(self) -> &'static str {
        NOMI.iter()
            .find(|(campo, _)| *campo == self)
            .map_or("", |(_, nome)| nome)
    }

    /// The keys that `[intestazioni]` may have.
    pub fn chiavi() -> impl Iterator<Item = String> {
        NOMI.iter().map(|(_, nome)| parole(nome).replace(' ', "-"))
    }

    /// True if a year or day in the heading belongs to the values below it.
    pub fn nel_tempo(self) -> bool {
        matches!(
            self,
            Self::Atteso | Self::Rimodulato | Self::Consuntivo | Self::Previsione | Self::Baseline
        )
    }
}
