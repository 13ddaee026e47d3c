//! Where the year stands at a date: the state of each indicator of the services, activities that
//! are late or due, targets to be changed, and what changed since the monitoring before.
//!
//! It is for the office: it names difficulties and who answers for them.

mod progetti;
mod stato;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::cycle::{RegolaMonitoraggio, Regole};
use crate::model::italiano::vocabolario::GIORNO;
use crate::model::{
    Cruscotto, Modello, Riga, RigaStampata, Rilevazione, RuoloCruscotto, Valore, Verso, italiano,
};

pub use progetti::AttivitaAperta;
pub use stato::Stato;
use stato::{Giudice, Misura};

/// A year at a date.
#[derive(Debug, Clone, Serialize)]
pub struct Monitoraggio {
    pub giorno: Date,
    /// `30/06/2022`
    pub data: String,
    pub anno: i16,
    /// The date of the monitoring before, in the same year.
    pub prima: Option<String>,
    /// The rule in words, for the foot of the page.
    pub regola: String,
    /// How near a deadline is soon: `30 giorni`.
    pub scadenza_entro: String,
    /// Each indicator once: on several cruscotti, the worst of its states.
    pub conteggi: Conteggi,
    pub prospettive: Vec<Gruppo>,
    pub servizi: Vec<Servizio>,
    pub scadute: Vec<AttivitaAperta>,
    pub in_scadenza: Vec<AttivitaAperta>,
    /// Targets that an act has changed.
    pub rimodulati: Vec<Proposta>,
    /// Targets that will not be reached as things stand.
    pub proposte: Vec<Proposta>,
    pub variazioni: Vec<Variazione>,
}

/// How many indicators are where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Conteggi {
    pub in_linea: usize,
    pub a_rischio: usize,
    pub fuori_linea: usize,
    pub non_misurati: usize,
    pub totale: usize,
    /// Share of those in line among those measured: `62,50%`.
    pub quota: Option<String>,
}

/// The indicators of a prospettiva.
#[derive(Debug, Clone, Serialize)]
pub struct Gruppo {
    pub nome: String,
    pub conteggi: Conteggi,
}

/// The indicators of a service, or of another cruscotto that was measured.
#[derive(Debug, Clone, Serialize)]
pub struct Servizio {
    pub id: String,
    pub nome: String,
    pub responsabile: Option<String>,
    pub conteggi: Conteggi,
    pub righe: Vec<RigaMonitorata>,
}

/// An indicator with a target for the year.
#[derive(Debug, Clone, Serialize)]
pub struct RigaMonitorata {
    #[serde(flatten)]
    pub voce: RigaStampata,
    /// Its place among the rows of the cruscotto.
    pub posto: usize,
    pub valore: String,
    /// How much of the target is reached: `54,00%`.
    pub quota: Option<String>,
    pub previsione: String,
    pub stato: Stato,
    /// As it is printed.
    pub detto: &'static str,
    pub perche: String,
    pub criticita: String,
    pub azione_correttiva: String,
    pub responsabile: String,
}

/// A target that was changed, or that may have to be.
#[derive(Debug, Clone, Serialize)]
pub struct Proposta {
    pub servizio: String,
    pub nome: String,
    pub atteso: String,
    pub prima: Option<String>,
    pub atto: Option<String>,
    pub valore: String,
    /// The forecast: what the target would be changed to; empty where there is none.
    pub proposto: String,
    pub detto: &'static str,
    pub perche: String,
}

/// An indicator whose value or state is another than at the monitoring before.
#[derive(Debug, Clone, Serialize)]
pub struct Variazione {
    pub servizio: String,
    pub nome: String,
    pub valore_prima: String,
    pub valore: String,
    pub stato_prima: Stato,
    pub stato: Stato,
    pub detto_prima: &'static str,
    pub detto: &'static str,
    /// `migliora`, `peggiora`, `misurato ora`, `stesso stato`.
    pub verso: &'static str,
}

/// The days of a year at which something has a value, in order.
pub fn date(modello: &Modello) -> BTreeSet<Date> {
    let righe = modello.cruscotti.iter().flat_map(|c| &c.righe);
    let attivita = modello.progetti.iter().flat_map(|p| &p.attivita);
    righe
        .map(|riga| &riga.monitoraggi)
        .chain(attivita.map(|attivita| &attivita.monitoraggi))
        .flat_map(con_valore)
        .collect()
}

/// Why there is no monitoring, of a day or of any: nothing was measured.
pub(crate) fn senza_valori(modello: &Modello, giorno: Option<Date>) -> String {
    let date = date(modello).into_iter();
    let date: Vec<String> = date.map(italiano::data).collect();
    match (giorno, date.is_empty()) {
        (Some(giorno), false) => format!(
            "Al {} non c'è nessun valore, e il monitoraggio non si compone. Le date con valori \
             sono: {}.",
            italiano::data(giorno),
            date.join(", ")
        ),
        _ => "Nessun foglio e nessun modulo ha valori a una data: il monitoraggio non si compone. \
              I moduli da mandare ai servizi si fanno con «ciclo moduli monitoraggio --al DATA»."
            .to_owned(),
    }
}

fn con_valore(valori: &BTreeMap<String, Valore>) -> impl Iterator<Item = Date> + '_ {
    let pieni = valori.iter().filter(|(_, valore)| !valore.dato.assente());
    pieni.filter_map(|(giorno, _)| giorno.parse().ok())
}

/// The monitoring at a date, or at the last one; none where nothing was ever measured.
pub fn prepara(
    modello: &Modello,
    regola: &RegolaMonitoraggio,
    regole: &Regole,
    chiesta: Option<Date>,
) -> Option<Monitoraggio> {
    let date = date(modello);
    let giorno = match chiesta {
        Some(giorno) => date.get(&giorno).copied()?,
        None => date.last().copied()?,
    };
    let dell_anno = |data: &&Date| data.year() == giorno.year() && **data < giorno;
    let prima = date.iter().rfind(dell_anno).copied();
    let ultimo = date.last() == Some(&giorno);
    let servizi_al = |giorno, ultimo| {
        let giudice = Giudice::nuovo(regola, regole, giorno);
        Rilievo::nuovo(modello, giudice, ultimo).servizi()
    };
    let servizi = servizi_al(giorno, ultimo);
    let prospettive = prospettive(modello, &servizi);
    let allora = prima.map(|prima| servizi_al(prima, false));
    let (scadute, in_scadenza) = progetti::aperte(modello, giorno, regola.scadenza_entro);
    Some(Monitoraggio {
        giorno,
        data: italiano::data(giorno),
        anno: giorno.year(),
        prima: prima.map(italiano::data),
        regola: in_parole(regola),
        scadenza_entro: giorni(regola),
        conteggi: una_volta(servizi.iter().flat_map(|servizio| &servizio.righe)),
        prospettive,
        scadute,
        in_scadenza,
        rimodulati: proposte(&servizi, |riga| riga.voce.rimodulazione.is_some()),
        proposte: proposte(&servizi, |riga| riga.stato > Stato::InLinea),
        variazioni: allora.map_or_else(Vec::new, |allora| variazioni(&allora, &servizi)),
        servizi,
    })
}

/// The model as it stood at a date.
struct Rilievo<'a> {
    modello: &'a Modello,
    giudice: Giudice<'a>,
    versi: BTreeMap<&'a str, Verso>,
    /// Ids of the indicators that a project feeds.
    progetti: BTreeSet<&'a str>,
    /// As the values are kept by.
    chiave: String,
    /// True at the last date: what the workbooks say without a date is of then.
    ultimo: bool,
}

impl<'a> Rilievo<'a> {
    /// At the day of its judge.
    fn nuovo(modello: &'a Modello, giudice: Giudice<'a>, ultimo: bool) -> Self {
        let versi = modello.indicatori.iter().map(|i| (i.id.as_str(), i.verso));
        let progetti = modello.progetti.iter();
        Self {
            modello,
            versi: versi.collect(),
            progetti: progetti.filter_map(|p| p.indicatore.as_deref()).collect(),
            chiave: giudice.giorno.to_string(),
            giudice,
            ultimo,
        }
    }

    /// Every service, and the other cruscotti that were measured.
    fn servizi(&self) -> Vec<Servizio> {
        let misurato = |cruscotto: &Cruscotto| {
            let mut valori = cruscotto
                .righe
                .iter()
                .filter_map(|riga| riga.monitoraggi.get(&self.chiave));
            valori.any(|valore| !valore.dato.assente())
        };
        let scelti = self.modello.cruscotti.iter().filter(|cruscotto| {
            self.modello.ruolo(cruscotto) == RuoloCruscotto::Servizio || misurato(cruscotto)
        });
        scelti.map(|cruscotto| self.servizio(cruscotto)).collect()
    }

    fn servizio(&self, cruscotto: &Cruscotto) -> Servizio {
        let anno = self.giudice.giorno.year();
        let righe: Vec<RigaMonitorata> = cruscotto
            .righe
            .iter()
            .enumerate()
            .filter_map(|(posto, riga)| {
                let atteso = riga.atteso(anno).filter(|valore| !valore.dato.assente())?;
                Some(self.riga(cruscotto, posto, riga, atteso))
            })
            .collect();
        Servizio {
            id: cruscotto.id.clone(),
            nome: cruscotto.nome.clone(),
            responsabile: cruscotto.responsabile.clone(),
            conteggi: Conteggi::di(righe.iter().map(|riga| riga.stato)),
            righe,
        }
    }

    fn riga(
        &self,
        cruscotto: &Cruscotto,
        posto: usize,
        riga: &Riga,
        atteso: &Valore,
    ) -> RigaMonitorata {
        let rilevazione = self.rilevazione(riga);
        let pieno = |valore: &&Valore| !valore.dato.assente();
        let valore = riga.monitoraggi.get(&self.chiave).filter(pieno);
        let previsione = rilevazione.previsione.as_ref().filter(pieno);
        let verso = self.versi.get(riga.indicatore.as_str()).copied();
        let giudizio = self.giudice.giudica(&Misura {
            atteso,
            verso: verso.unwrap_or(Verso::Crescente),
            progetto: self.progetti.contains(riga.indicatore.as_str()),
            valore,
            previsione,
        });
        let responsabile = riga
            .responsabile
            .as_ref()
            .or(cruscotto.responsabile.as_ref());
        RigaMonitorata {
            voce: riga.stampata(self.giudice.giorno.year()),
            posto,
            valore: Valore::stampato(valore),
            quota: giudizio.quota.map(|quota| italiano::percento(quota, 2)),
            previsione: Valore::stampato(previsione),
            stato: giudizio.stato,
            detto: giudizio.stato.nome(),
            perche: giudizio.perche,
            criticita: rilevazione.criticita.unwrap_or_default(),
            azione_correttiva: rilevazione.azione_correttiva.unwrap_or_default(),
            responsabile: responsabile.cloned().unwrap_or_default(),
        }
    }

    /// What the form of the day says, else the workbook's own columns, which are of the last day.
    fn rilevazione(&self, riga: &Riga) -> Rilevazione {
        if let Some(del_modulo) = riga.rilevazioni.get(&self.chiave) {
            return del_modulo.clone();
        }
        if !self.ultimo {
            return Rilevazione::default();
        }
        let del_foglio = |campo: &str, testo: &Option<String>| {
            let dal_modulo = riga.celle.moduli.contains_key(campo);
            testo.clone().filter(|_| !dal_modulo)
        };
        let previsione = riga.previsione.get(&self.giudice.giorno.year());
        let sua = |valore: &&Valore| valore.origine.file == riga.origine.file;
        Rilevazione {
            previsione: previsione.filter(sua).cloned(),
            criticita: del_foglio("criticita", &riga.criticita),
            azione_correttiva: del_foglio("azione_correttiva", &riga.azione_correttiva),
        }
    }
}

impl Servizio {
    /// Its row of an indicator under an obiettivo.
    pub fn riga(&self, indicatore: &str, obiettivo: &str) -> Option<&RigaMonitorata> {
        let sua = |riga: &&RigaMonitorata| {
            riga.voce.indicatore == indicatore && riga.voce.obiettivo == obiettivo
        };
        self.righe.iter().find(sua)
    }
}

impl Conteggi {
    fn di(stati: impl Iterator<Item = Stato>) -> Self {
        let mut conteggi = Self::default();
        for stato in stati {
            conteggi.totale += 1;
            *match stato {
                Stato::InLinea => &mut conteggi.in_linea,
                Stato::ARischio => &mut conteggi.a_rischio,
                Stato::FuoriLinea => &mut conteggi.fuori_linea,
                Stato::NonMisurato => &mut conteggi.non_misurati,
            } += 1;
        }
        let misurati = Decimal::from(conteggi.totale - conteggi.non_misurati);
        let in_linea = Decimal::from(conteggi.in_linea) * Decimal::ONE_HUNDRED;
        let quota = in_linea.checked_div(misurati);
        conteggi.quota = quota.map(|quota| italiano::percento(quota, 2));
        conteggi
    }
}

/// Each indicator once, with the worst of its states.
fn una_volta<'a>(righe: impl Iterator<Item = &'a RigaMonitorata>) -> Conteggi {
    let mut stati: BTreeMap<&str, Stato> = BTreeMap::new();
    for riga in righe {
        let stato = stati.entry(&riga.voce.indicatore).or_insert(riga.stato);
        *stato = (*stato).max(riga.stato);
    }
    Conteggi::di(stati.into_values())
}

fn prospettive(modello: &Modello, servizi: &[Servizio]) -> Vec<Gruppo> {
    let righe = || servizi.iter().flat_map(|servizio| &servizio.righe);
    let gruppo = |nome: &String| Gruppo {
        nome: nome.clone(),
        conteggi: una_volta(righe().filter(|riga| riga.voce.prospettiva == *nome)),
    };
    let gruppi = modello.prospettive.iter().map(|p| gruppo(&p.nome));
    gruppi.filter(|gruppo| gruppo.conteggi.totale > 0).collect()
}

fn proposte(servizi: &[Servizio], scelta: impl Fn(&RigaMonitorata) -> bool) -> Vec<Proposta> {
    let mut proposte = Vec::new();
    for servizio in servizi {
        for riga in servizio.righe.iter().filter(|riga| scelta(riga)) {
            let cambio = riga.voce.rimodulazione.as_ref();
            proposte.push(Proposta {
                servizio: servizio.nome.clone(),
                nome: riga.voce.nome.clone(),
                atteso: riga.voce.atteso.clone(),
                prima: cambio.map(|cambio| cambio.prima.clone()),
                atto: cambio.and_then(|cambio| cambio.atto.clone()),
                valore: riga.valore.clone(),
                proposto: riga.previsione.clone(),
                detto: riga.detto,
                perche: match riga.criticita.is_empty() {
                    true => riga.perche.clone(),
                    false => riga.criticita.clone(),
                },
            });
        }
    }
    proposte
}

fn variazioni(allora: &[Servizio], ora: &[Servizio]) -> Vec<Variazione> {
    let mut variazioni = Vec::new();
    for servizio in ora {
        let prima = allora.iter().find(|altro| altro.id == servizio.id);
        for riga in &servizio.righe {
            let voce = &riga.voce;
            let vecchia = prima.and_then(|prima| prima.riga(&voce.indicatore, &voce.obiettivo));
            let cambiata = vecchia
                .filter(|vecchia| (&vecchia.valore, vecchia.stato) != (&riga.valore, riga.stato));
            variazioni.extend(cambiata.map(|vecchia| variazione(&servizio.nome, vecchia, riga)));
        }
    }
    variazioni.sort_by_key(|variazione| VERSI.iter().position(|verso| *verso == variazione.verso));
    variazioni
}

/// What became of an indicator, in the order in which it is read: what got worse first.
const VERSI: [&str; 5] = [
    PEGGIORA,
    NON_PIU_MISURATO,
    MIGLIORA,
    MISURATO_ORA,
    STESSO_STATO,
];
const PEGGIORA: &str = "peggiora";
const NON_PIU_MISURATO: &str = "non più misurato";
const MIGLIORA: &str = "migliora";
const MISURATO_ORA: &str = "misurato ora";
const STESSO_STATO: &str = "stesso stato";

fn variazione(servizio: &str, vecchia: &RigaMonitorata, riga: &RigaMonitorata) -> Variazione {
    Variazione {
        servizio: servizio.to_owned(),
        nome: riga.voce.nome.clone(),
        valore_prima: vecchia.valore.clone(),
        valore: riga.valore.clone(),
        stato_prima: vecchia.stato,
        stato: riga.stato,
        detto_prima: vecchia.detto,
        detto: riga.detto,
        verso: match (vecchia.stato, riga.stato) {
            (prima, ora) if prima == ora => STESSO_STATO,
            (Stato::NonMisurato, _) => MISURATO_ORA,
            (_, Stato::NonMisurato) => NON_PIU_MISURATO,
            (prima, ora) if ora < prima => MIGLIORA,
            _ => PEGGIORA,
        },
    }
}

fn in_parole(regola: &RegolaMonitoraggio) -> String {
    let soglia = |punti: Decimal| italiano::numero(punti.normalize());
    let quanto = match regola.proporzionale {
        true => {
            "Senza previsione si guarda il valore alla data: di ciò che si conta o si spende, e \
             dell'avanzamento di un progetto, si chiede la parte di anno trascorsa, di altre \
             percentuali e di tempi il target intero."
        }
        false => "Senza previsione si guarda il valore alla data, contro il target intero.",
    };
    format!(
        "In linea da {} punti in su, a rischio da {}, fuori linea sotto: i punti sono il grado \
         della previsione al 31/12. {quanto} Un termine entro {} è a rischio, uno passato \
         è fuori linea.",
        soglia(regola.in_linea),
        soglia(regola.a_rischio),
        giorni(regola)
    )
}

fn giorni(regola: &RegolaMonitoraggio) -> String {
    GIORNO.conta(usize::try_from(regola.scadenza_entro).unwrap_or_default())
}
