//! From `ciclo.toml` as written to settings that hold; every problem is reported.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::de::DeTable;

use crate::documents::{self, Anni, Descrittore};
use crate::model::ente::Oiv;
use crate::model::nome::piu_vicino;
use crate::model::{
    Attivita, Codice, Diagnosi, Documenti, Documento, Ente, Livello, Missione, Nomi,
    Organizzazione, Organo, Origine, Piao, Programma, Promessa, Prospettiva, Tipi, Unita,
};
use crate::words::vocabolario::Campo;
use crate::words::{ANNI, valore};

use super::allegato::Allegato;
use super::diags;
use super::indirizzi;
use super::luoghi::Luoghi;
use super::misure::{Parti, RegolaMonitoraggio};
use super::scritto::*;

/// The settings of a cycle.
#[derive(Debug, Clone)]
pub struct Impostazioni {
    pub ente: Ente,
    pub anno: i16,
    pub triennio: Vec<i16>,
    pub anno_relazione: i16,
    pub documenti: Documenti,
    pub nomi: Nomi,
    pub tipi: Tipi,
    pub missioni: Vec<Missione>,
    pub prospettive: Vec<Prospettiva>,
    pub cruscotti: Vec<CruscottoScritto>,
    /// The office's own headings, by the field that they name.
    pub intestazioni: BTreeMap<String, Vec<String>>,
    pub organizzazione: Organizzazione,
    pub quadri: BTreeMap<String, QuadroScritto>,
    pub grafici: Vec<GraficoScritto>,
    pub riferimenti: BTreeMap<String, String>,
    pub segnaposto: BTreeMap<String, SegnapostoScritto>,
    pub valutazione: Regole,
    pub assegnazioni: Parti,
    pub monitoraggio: RegolaMonitoraggio,
    pub oiv: Option<Oiv>,
    pub livelli: BTreeMap<Codice, Livello>,
    /// Those that say why and what, with the place of each in `ciclo.toml`.
    pub deroghe: Vec<(Origine, DerogaScritta)>,
    pub pubblicazione: Pubblicazione,
    pub allegati: Vec<Allegato>,
    /// None where the file says nothing of it.
    pub piao: Option<Piao>,
    pub programmi: Vec<Programma>,
    pub promesse: Vec<Promessa>,
    /// The file as it is written.
    pub testo: String,
    luoghi: Luoghi,
}

impl Impostazioni {
    /// The years of the cycle.
    pub fn anni(&self) -> Anni {
        Anni {
            primo: self.anno,
            ultimo: self.triennio.last().copied().unwrap_or(self.anno),
            rendicontato: self.anno_relazione,
        }
    }

    /// The place of the setting at a path of keys and positions.
    pub fn luogo(&self, percorso: &[&str]) -> Origine {
        self.luoghi.luogo(percorso)
    }

    /// Every text of the settings, with the path of keys that leads to it.
    pub fn testi(&self) -> Vec<(Vec<&str>, &str)> {
        self.luoghi.testi()
    }

    /// True if the file has the table or key at a path of keys.
    pub fn dichiara(&self, percorso: &[&str]) -> bool {
        self.luoghi.presente(percorso)
    }
}

/// Where the documents are published and who answers for them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Pubblicazione {
    /// Address of the folder that holds the published years, with `/` at its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indirizzo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ufficio: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posta: Option<String>,
    /// Address of the body's statement of accessibility.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessibilita: Option<String>,
}

/// How grades are computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Regole {
    /// The highest grade, in points.
    pub tetto: Decimal,
    pub decrescente: FormulaDecrescente,
    /// Points lost for each day of delay; none means that a missed date counts 0.
    pub punti_al_giorno: Option<Decimal>,
    pub consuntivo_mancante: ConsuntivoMancante,
    /// In rising order, without gaps.
    pub fasce: Vec<FasciaScritta>,
}

impl Default for Regole {
    fn default() -> Self {
        let fascia = |nome: &str, da: i64, a: i64| FasciaScritta {
            nome: nome.to_owned(),
            da: da.into(),
            a: a.into(),
        };
        Self {
            tetto: Decimal::ONE_HUNDRED,
            decrescente: FormulaDecrescente::default(),
            punti_al_giorno: None,
            consuntivo_mancante: ConsuntivoMancante::default(),
            fasce: vec![
                fascia("non raggiunto", 0, 60),
                fascia("parzialmente raggiunto", 60, 90),
                fascia("raggiunto", 90, 100),
            ],
        }
    }
}

impl Regole {
    /// The band that a grade in points falls in; the last holds its upper end.
    pub fn fascia(&self, grado: Decimal) -> Option<&FasciaScritta> {
        let dentro = self
            .fasce
            .iter()
            .find(|fascia| fascia.da <= grado && grado < fascia.a);
        dentro.or(self.fasce.last())
    }
}

/// Makes sense of the file.
pub(super) fn convalida(
    scritto: CicloScritto,
    testo: &str,
    tabella: &DeTable<'_>,
) -> (Impostazioni, Vec<Diagnosi>) {
    let mut controllo = Controllo {
        luoghi: Luoghi::di(testo, tabella),
        diagnosi: Vec::new(),
    };
    let livelli = controllo.livelli(scritto.verifica.livelli);
    let anno = scritto.ciclo.anno;
    let triennio = controllo.triennio(anno, scritto.ciclo.triennio);
    let anno_relazione = scritto.ciclo.anno_relazione.unwrap_or(anno - 1);
    let anni = Anni {
        primo: anno,
        ultimo: triennio.last().copied().unwrap_or(anno),
        rendicontato: anno_relazione,
    };
    let documenti = controllo.documenti(scritto.documenti, anni);
    let missioni: Vec<Missione> = scritto.missioni.into_iter().map(missione).collect();
    let programmi = controllo.programmi(scritto.programmi, &missioni);
    let prospettive = controllo.prospettive(scritto.prospettive, &missioni);
    let piao = scritto.piao;
    let piao = piao.map(|piao| controllo.piao(piao, &prospettive));
    let promesse = controllo.promesse(scritto.pagina);
    controllo.nomi_doppi(&scritto.cruscotti, &scritto.grafici);
    let ente = controllo.ente(scritto.ente);
    let nomi = controllo.nomi(scritto.nomi);
    let tipi = controllo.tipi(scritto.tipi, &nomi);
    let cruscotti = controllo.cruscotti(scritto.cruscotti, &tipi);
    controllo.intestazioni(&scritto.intestazioni);
    let valutazione = controllo.regole(scritto.valutazione);
    let assegnazioni = controllo.parti(scritto.assegnazioni);
    let monitoraggio = controllo.monitoraggio(scritto.monitoraggio);
    let oiv = scritto.oiv.map(|oiv| controllo.oiv(oiv));
    let pubblicazione = controllo.pubblicazione(scritto.pubblicazione);
    let allegati = controllo.allegati(scritto.allegati);
    let deroghe = controllo.deroghe(scritto.verifica.deroghe);
    let impostazioni = Impostazioni {
        ente,
        anno,
        triennio,
        anno_relazione,
        documenti,
        nomi,
        tipi,
        missioni,
        prospettive,
        cruscotti,
        intestazioni: scritto.intestazioni,
        organizzazione: organizzazione(scritto.organizzazione),
        quadri: scritto.quadri,
        grafici: scritto.grafici,
        riferimenti: scritto.riferimenti,
        segnaposto: scritto.segnaposto,
        valutazione,
        assegnazioni,
        monitoraggio,
        oiv,
        livelli,
        deroghe,
        pubblicazione,
        allegati,
        piao,
        programmi,
        promesse,
        testo: testo.to_owned(),
        luoghi: controllo.luoghi,
    };
    (impostazioni, controllo.diagnosi)
}

pub(super) struct Controllo {
    luoghi: Luoghi,
    diagnosi: Vec<Diagnosi>,
}

impl Controllo {
    /// The place of the setting at a path.
    pub(super) fn luogo(&self, percorso: &[&str]) -> Origine {
        self.luoghi.luogo(percorso)
    }

    /// A day that a setting tells; none, and reported, if no calendar has it.
    pub(super) fn data(&mut self, scritta: &DataScritta, percorso: &[&str]) -> Option<Date> {
        let data = match scritta {
            DataScritta::Toml(data) => valore::data(&data.to_string()),
            DataScritta::Testo(testo) => valore::data(&testo.to_lowercase()),
        };
        if data.is_none() {
            let messaggio = "la data del documento non è una data".to_owned();
            self.problema(percorso, messaggio, "scrivila così: 2022-01-27");
        }
        data
    }

    /// Reports what is wrong with the setting at a path.
    pub(super) fn problema(&mut self, percorso: &[&str], messaggio: String, rimedio: &str) {
        let luogo = self.luogo(percorso);
        self.diagnosi
            .push(diags::impostazione(luogo, messaggio, rimedio));
    }

    /// The levels that policy gives; a code that does not exist gets none.
    fn livelli(&mut self, scritti: BTreeMap<String, Livello>) -> BTreeMap<Codice, Livello> {
        let mut livelli = BTreeMap::new();
        for (nome, livello) in scritti {
            match Codice::TUTTI.iter().find(|codice| codice.nome() == nome) {
                Some(codice) => drop(livelli.insert(*codice, livello)),
                None => {
                    let noti = Codice::TUTTI.iter().map(|codice| codice.nome());
                    let rimedio = match piu_vicino(&nome, noti) {
                        Some(vicino) => format!("forse volevi scrivere «{vicino}»"),
                        None => "«ciclo verifica --spiega» elenca i codici".to_owned(),
                    };
                    let messaggio = format!("non conosco il codice «{nome}» in [verifica]");
                    self.problema(&["verifica", &nome], messaggio, &rimedio);
                }
            }
        }
        livelli
    }

    fn triennio(&mut self, anno: i16, scritto: Option<Vec<i16>>) -> Vec<i16> {
        let triennio = scritto.unwrap_or_else(|| (anno..anno.saturating_add(3)).collect());
        let in_fila = triennio.first() == Some(&anno)
            && triennio.windows(2).all(|w| w[1] == w[0].saturating_add(1));
        if !in_fila || !ANNI.contains(&anno) {
            let messaggio = format!(
                "il triennio {triennio:?} non comincia con l'anno {anno} o salta degli anni"
            );
            self.problema(
                &["ciclo", "triennio"],
                messaggio,
                "scrivi gli anni in fila, per esempio triennio = [2022, 2023, 2024]",
            );
        }
        triennio
    }

    /// The documents that every cycle owes, declared or not, the others that the program knows if
    /// they are, and the cycle's own.
    fn documenti(
        &mut self,
        mut scritti: BTreeMap<String, DocumentoScritto>,
        anni: Anni,
    ) -> Documenti {
        let mut documenti: Vec<(String, Documento)> = Vec::new();
        for noto in documents::noti().filter(Descrittore::ha_capitoli) {
            let predefinito = noto.atto(anni);
            match scritti.remove(&noto.id) {
                Some(scritto) => {
                    let documento = self.documento(&noto.id, scritto, predefinito);
                    documenti.push((noto.id, documento));
                }
                None if noto.dovuto => documenti.push((noto.id, predefinito)),
                None => {}
            }
        }
        for (id, scritto) in scritti {
            if self.proprio(&id, &scritto) {
                let proprio = documents::proprio(&id, id.clone());
                let documento = self.documento(&id, scritto, proprio.atto(anni));
                documenti.push((id, documento));
            }
        }
        documenti.into_iter().collect()
    }

    /// True if a document of the cycle's own may be made.
    fn proprio(&mut self, id: &str, scritto: &DocumentoScritto) -> bool {
        if !documents::id_valido(id) {
            let messaggio = format!("un documento non si può chiamare «{id}»");
            self.problema(
                &["documenti", id],
                messaggio,
                "usa lettere minuscole, cifre e trattini, per esempio nota-integrativa; \
                 non cominciare con «sched»",
            );
            return false;
        }
        if scritto.titolo.is_none() {
            let messaggio = format!("il documento «{id}» non ha un titolo");
            let rimedio = "aggiungi titolo = \"…\"";
            self.problema(&["documenti", id], messaggio, rimedio);
        }
        true
    }

    fn documento(
        &mut self,
        nome: &str,
        scritto: DocumentoScritto,
        predefinito: Documento,
    ) -> Documento {
        let data = self.data(&scritto.data, &["documenti", nome, "data"]);
        Documento {
            titolo: scritto.titolo.unwrap_or(predefinito.titolo),
            data: data.unwrap_or(predefinito.data),
            delibera: scritto.delibera,
            bozza: scritto.bozza,
        }
    }

    /// The body, with its official name where it has another.
    fn ente(&mut self, scritto: EnteScritto) -> Ente {
        if !scritto.sito.is_empty() && !indirizzi::web(&scritto.sito) {
            let messaggio = format!("il sito «{}» non è un indirizzo web", scritto.sito);
            self.problema(
                &["ente", "sito"],
                messaggio,
                "scrivilo per intero, per esempio https://www.ente.it",
            );
        }
        self.codice_ipa(&scritto.codice_ipa);
        Ente {
            nome_ufficiale: scritto
                .nome_ufficiale
                .unwrap_or_else(|| scritto.nome.clone()),
            nome: scritto.nome,
            codice_ipa: scritto.codice_ipa,
            sito: scritto.sito,
        }
    }

    /// It names the body in the catalogue, and tells its publications from those of another.
    fn codice_ipa(&mut self, codice: &str) {
        let segno = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        if !codice.chars().all(segno) {
            let messaggio = format!("«{codice}» non può essere un codice IPA");
            self.problema(
                &["ente", "codice-ipa"],
                messaggio,
                "scrivi quello dell'indice delle pubbliche amministrazioni: lettere, cifre e _",
            );
        }
    }

    /// Addresses end up as links and as names of things in the catalogue.
    fn pubblicazione(&mut self, scritta: PubblicazioneScritta) -> Pubblicazione {
        const PER_INTERO: &str = "scrivilo per intero, a partire da https:// e senza spazi, nomi \
                                  di utenti o password";
        let indirizzo = scritta
            .indirizzo
            .map(|indirizzo| format!("{}/", indirizzo.trim_end_matches('/')));
        let cattivo = indirizzo.as_deref().filter(|i| !indirizzi::cartella(i));
        if let Some(indirizzo) = cattivo {
            let messaggio = format!("l'indirizzo di pubblicazione «{indirizzo}» non può valere");
            self.problema(&["pubblicazione", "indirizzo"], messaggio, PER_INTERO);
        }
        if let Some(posta) = scritta.posta.as_deref().filter(|p| !indirizzi::posta(p)) {
            let messaggio = format!("«{posta}» non è un indirizzo di posta");
            self.problema(
                &["pubblicazione", "posta"],
                messaggio,
                "scrivilo così: ufficio@ente.it",
            );
        }
        let accessibilita = scritta.accessibilita;
        let cattivo = accessibilita.as_deref().filter(|i| !indirizzi::sicuro(i));
        if let Some(indirizzo) = cattivo {
            let messaggio = format!(
                "l'indirizzo «{indirizzo}» della dichiarazione di accessibilità non può valere"
            );
            self.problema(&["pubblicazione", "accessibilita"], messaggio, PER_INTERO);
        }
        Pubblicazione {
            indirizzo,
            ufficio: scritta.ufficio,
            posta: scritta.posta,
            accessibilita,
        }
    }

    /// Ids of cruscotti and of charts that are used again.
    fn nomi_doppi(&mut self, cruscotti: &[CruscottoScritto], grafici: &[GraficoScritto]) {
        let posti = |tabella: &'static str| {
            (0..).map(move |n: usize| vec![tabella.to_owned(), n.to_string()])
        };
        let id = cruscotti.iter().map(|c| c.id.as_str());
        self.doppi("cruscotto", id.zip(posti("cruscotti")));
        let id = grafici.iter().map(|g| g.id.as_str());
        self.doppi("grafico", id.zip(posti("grafici")));
    }

    /// Names that are used again, with the places of all.
    pub(super) fn doppi<'b>(
        &mut self,
        che: &str,
        nomi: impl Iterator<Item = (&'b str, Vec<String>)>,
    ) {
        let mut visti = BTreeSet::new();
        for (nome, posto) in nomi.filter(|(nome, _)| !visti.insert((*nome).to_owned())) {
            let messaggio = format!("il nome di {che} «{nome}» è usato due volte");
            let posto: Vec<&str> = posto.iter().map(String::as_str).collect();
            self.problema(&posto, messaggio, "dai a ciascuno un nome diverso");
        }
    }

    /// Keys of `[intestazioni]` that name no field.
    fn intestazioni(&mut self, scritte: &BTreeMap<String, Vec<String>>) {
        for nome in scritte.keys().filter(|nome| Campo::da_nome(nome).is_none()) {
            let noti: Vec<String> = Campo::chiavi().collect();
            let rimedio = match piu_vicino(nome, noti.iter().map(String::as_str)) {
                Some(vicino) => format!("forse volevi scrivere «{vicino}»"),
                None => format!("i nomi possibili sono: {}", noti.join(", ")),
            };
            let messaggio = format!("[intestazioni] non conosce la colonna «{nome}»");
            self.problema(&["intestazioni", nome], messaggio, &rimedio);
        }
    }

    fn regole(&mut self, scritte: ValutazioneScritta) -> Regole {
        let base = Regole::default();
        let mut tetto = scritte.tetto.unwrap_or(base.tetto);
        if tetto <= Decimal::ZERO || tetto > Decimal::from(1000) {
            self.problema(
                &["valutazione", "tetto"],
                format!("il tetto {tetto} non può valere"),
                "scrivi un numero tra 1 e 1000, di norma 100",
            );
            tetto = base.tetto;
        }
        let punti_al_giorno = match scritte.ritardo {
            None => None,
            Some(RitardoScritto::Punti(punti)) if punti > Decimal::ZERO => Some(punti),
            Some(RitardoScritto::Parola(parola)) if parola == "zero" => None,
            Some(_) => {
                let messaggio = "non capisco il valore di «ritardo»".to_owned();
                self.problema(
                    &["valutazione", "ritardo"],
                    messaggio,
                    "scrivi \"zero\" oppure i punti persi per ogni giorno di ritardo",
                );
                None
            }
        };
        let mut fasce = scritte.fasce.unwrap_or_else(|| {
            let mut fasce = base.fasce;
            if let Some(ultima) = fasce.last_mut() {
                ultima.a = ultima.a.max(tetto);
            }
            fasce
        });
        // Some list them best first.
        fasce.sort_by(|una, altra| una.da.cmp(&altra.da).then(una.a.cmp(&altra.a)));
        self.fasce(&fasce, tetto);
        Regole {
            tetto,
            decrescente: scritte.decrescente.unwrap_or_default(),
            punti_al_giorno,
            consuntivo_mancante: scritte.consuntivo_mancante.unwrap_or_default(),
            fasce,
        }
    }

    fn fasce(&mut self, fasce: &[FasciaScritta], tetto: Decimal) {
        let luogo = self.luogo(&["valutazione", "fasce"]);
        let mut problema = |messaggio| self.diagnosi.push(diags::fasce(luogo.clone(), messaggio));
        for fascia in fasce.iter().filter(|fascia| fascia.da >= fascia.a) {
            problema(format!(
                "la fascia «{}» va da {} a {}: è vuota",
                fascia.nome, fascia.da, fascia.a
            ));
        }
        for coppia in fasce.windows(2) {
            let (prima, dopo) = (&coppia[0], &coppia[1]);
            if dopo.da < prima.a {
                problema(format!(
                    "le fasce «{}» e «{}» si sovrappongono tra {} e {}",
                    prima.nome, dopo.nome, dopo.da, prima.a
                ));
            } else if dopo.da > prima.a {
                problema(format!(
                    "tra le fasce «{}» e «{}» c'è un vuoto da {} a {}",
                    prima.nome, dopo.nome, prima.a, dopo.da
                ));
            }
        }
        match (fasce.first(), fasce.last()) {
            (Some(prima), _) if prima.da != Decimal::ZERO => {
                problema(format!(
                    "la prima fascia comincia da {} e non da 0",
                    prima.da
                ));
            }
            (_, Some(ultima)) if ultima.a != tetto => {
                problema(format!(
                    "l'ultima fascia finisce a {} e non al tetto {tetto}",
                    ultima.a
                ));
            }
            (None, _) => problema("non c'è nessuna fascia".to_owned()),
            _ => {}
        }
    }

    /// The exceptions that hold, each with its place.
    fn deroghe(&mut self, scritte: Vec<DerogaScritta>) -> Vec<(Origine, DerogaScritta)> {
        let scritte = scritte.into_iter().enumerate();
        scritte
            .filter_map(|(n, deroga)| self.deroga(n, deroga))
            .collect()
    }

    /// An exception with its place; none if it says nothing of why or of what.
    fn deroga(&mut self, posto: usize, deroga: DerogaScritta) -> Option<(Origine, DerogaScritta)> {
        let posto = posto.to_string();
        let percorso = ["verifica", "deroghe", &posto, "motivo"];
        let luogo = self.luogo(&percorso);
        if deroga.motivo.trim().is_empty() {
            self.problema(
                &percorso,
                "una deroga non dice il motivo".to_owned(),
                "scrivi perché lo scarto è accettato",
            );
            return None;
        }
        if let Some((messaggio, rimedio)) = che_deroga(&deroga) {
            self.problema(&percorso[..3], messaggio.to_owned(), rimedio);
            return None;
        }
        Some((luogo, deroga))
    }
}

/// What is wrong with the keys by which an exception says what it is about, and what to do.
fn che_deroga(deroga: &DerogaScritta) -> Option<(&'static str, &'static str)> {
    if deroga.chiavi().next().is_none() {
        return Some((
            "una deroga non dice che cosa accetta",
            "aggiungi cruscotto e indicatore, quadro e voce, oppure file; per tutto il ciclo \
             cambia il livello del codice in [verifica]",
        ));
    }
    let (cruscotto, quadro) = (deroga.cruscotto.is_some(), deroga.quadro.is_some());
    if cruscotto && (quadro || deroga.voce.is_some()) || quadro && deroga.indicatore.is_some() {
        return Some((
            "una deroga mescola un cruscotto e un quadro",
            "«indicatore» va con «cruscotto», «voce» con «quadro»",
        ));
    }
    if deroga.cella.is_some() && !(deroga.file.is_some() || cruscotto || quadro) {
        return Some((
            "una deroga dice la cella e non di che foglio",
            "aggiungi file, cruscotto o quadro",
        ));
    }
    None
}

fn missione(scritta: MissioneScritta) -> Missione {
    Missione {
        codice: scritta.codice,
        nome: scritta.nome,
    }
}

fn organizzazione(scritta: OrganizzazioneScritta) -> Organizzazione {
    let organo = |o: OrganoScritto| Organo {
        nome: o.nome,
        funzione: o.funzione,
        compito: o.compito,
    };
    Organizzazione {
        organi: scritta.organi.into_iter().map(organo).collect(),
        organigramma: scritta.organigramma.map(unita),
        attivita: scritta
            .attivita
            .into_iter()
            .map(|a| Attivita {
                nome: a.nome,
                servizi: a.servizi,
            })
            .collect(),
    }
}

fn unita(scritta: UnitaScritta) -> Unita {
    Unita {
        nome: scritta.nome,
        responsabile: scritta.responsabile,
        staff: scritta.staff,
        unita: scritta.unita.into_iter().map(unita).collect(),
    }
}
