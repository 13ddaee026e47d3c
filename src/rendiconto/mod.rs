//! What the Relazione says of a year: the model and its grades, row by row, in words and counted.
//!
//! It decides no grade: those are [`score`](crate::score)'s. [`prepara`] puts each beside what
//! explains it, so that templates and placeholders print the same words and figures.

mod cause;
pub mod diags;
mod estremi;
mod frasi;
mod genere;
mod grafici;
mod individuale;
mod righe;
mod voto;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cycle::scritto::FasciaScritta;
use crate::cycle::{Impostazioni, Regole};
use crate::model::italiano::vocabolario::{CONSUNTIVO, MANCARE};
use crate::model::valutazione::Sintesi;
use crate::model::{
    Cruscotto, Esito, Grado, Modello, Obiettivo, Origine, Riga, RuoloCruscotto, Serie, Valutazione,
    italiano,
};
use crate::score;
use crate::tempi::conti::{self, Lavoro};

pub use estremi::Estremo;
pub use frasi::{Frasi, conteggio};
pub use genere::BilancioDiGenere;
pub use grafici::SERIE;
pub(crate) use individuale::scheda as scheda_individuale;
pub use individuale::{ObiettivoIndividuale, SchedaIndividuale};
pub use righe::RendicontoRiga;
pub use voto::Voto;

/// A year's results, ready to be printed.
#[derive(Debug, Clone, Serialize)]
pub struct Rendiconto {
    pub anno: i16,
    /// The highest grade, in points: the full length of a bar.
    pub tetto: String,
    /// In rising order: name, from, to, in points.
    pub fasce: Vec<Fascia>,
    pub ente: Voto,
    pub ambito_organizzativo: Voto,
    /// Of what that is the mean: `dei servizi e dell'azienda speciale`.
    pub parti: String,
    /// On what the body's own grade stands: `sul cruscotto strategico`.
    pub strategico: String,
    pub prospettive: Vec<RendicontoProspettiva>,
    /// In printing order.
    pub cruscotti: Vec<RendicontoCruscotto>,
    /// Grades of the projects that have activities in the year, by id.
    pub progetti: BTreeMap<String, Voto>,
    /// Each indicator counted once, however many cruscotti show it.
    pub esiti: Esiti,
    /// Furthest above their targets.
    pub migliori: Vec<Estremo>,
    /// Lowest grades.
    pub peggiori: Vec<Estremo>,
    /// Blank cells where a result is due: with any, the Relazione is a draft.
    pub mancanti: Vec<Mancante>,
    /// Planned, but without a grade.
    pub esclusi: Vec<Escluso>,
    pub genere: Option<BilancioDiGenere>,
    /// Drawn by `charts`, not printed as data.
    #[serde(skip)]
    pub serie: Vec<Serie>,
}

/// A band of grades in points.
#[derive(Debug, Clone, Serialize)]
pub struct Fascia {
    pub nome: String,
    pub da: String,
    pub a: String,
    /// Indicators in it.
    pub indicatori: usize,
}

/// A prospettiva with its obiettivi, over the strategic cruscotto.
#[derive(Debug, Clone, Serialize)]
pub struct RendicontoProspettiva {
    pub nome: String,
    pub voto: Voto,
    pub obiettivi: Vec<RendicontoObiettivo>,
}

/// An obiettivo with its grade.
#[derive(Debug, Clone, Serialize)]
pub struct RendicontoObiettivo {
    pub codice: String,
    pub nome: String,
    pub voto: Voto,
}

/// A cruscotto with what came of each row.
#[derive(Debug, Clone, Serialize)]
pub struct RendicontoCruscotto {
    pub id: String,
    pub nome: String,
    /// Id of its kind, and what that counts for.
    pub tipo: String,
    pub ruolo: RuoloCruscotto,
    pub responsabile: Option<String>,
    pub voto: Voto,
    /// Whether any row has a weight of its own.
    pub pesato: bool,
    /// Those with a target for the year.
    pub righe: Vec<RendicontoRiga>,
    /// Names of the others.
    pub non_previsti: Vec<String>,
    pub note: Vec<String>,
}

/// How many indicators came to what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Esiti {
    pub valutati: usize,
    pub non_valutabili: usize,
    pub non_rilevati: usize,
    pub non_previsti: usize,
}

/// A result that someone has still to write.
#[derive(Debug, Clone, Serialize)]
pub struct Mancante {
    pub cruscotto: String,
    pub indicatore: String,
    pub luogo: Origine,
    /// False where the sheet has no column for it.
    pub ha_colonna: bool,
}

/// A planned indicator without a grade, with the reason.
#[derive(Debug, Clone, Serialize)]
pub struct Escluso {
    pub nome: String,
    /// Names of the cruscotti that show it so.
    pub cruscotti: Vec<String>,
    pub atteso: String,
    pub consuntivo: String,
    pub giudizio: String,
    pub causa: String,
}

impl Esiti {
    /// Indicators with a target for the year.
    pub fn previsti(&self) -> usize {
        self.valutati + self.non_valutabili + self.non_rilevati
    }

    fn conta(valutazione: &Valutazione) -> Self {
        let quanti = |esito| {
            valutazione
                .indicatori
                .iter()
                .filter(|i| i.esito == esito)
                .count()
        };
        Self {
            valutati: quanti(Esito::Valutato),
            non_valutabili: quanti(Esito::NonValutabile),
            non_rilevati: quanti(Esito::NonRilevato),
            non_previsti: quanti(Esito::NonPrevisto),
        }
    }
}

impl Rendiconto {
    /// What came of an indicator, on the cruscotto that owns it: the strategic one if it stands
    /// there, else the first service's. None if it was not planned.
    pub fn riga(&self, indicatore: &str) -> Option<&RendicontoRiga> {
        let sua = |cruscotto: &RendicontoCruscotto| {
            let mut righe = cruscotto.righe.iter();
            righe.position(|riga| riga.voce.indicatore == indicatore)
        };
        let tutti = self.cruscotti.iter();
        let dove = tutti.filter_map(|cruscotto| Some((cruscotto, sua(cruscotto)?)));
        let (cruscotto, posto) = dove.min_by_key(|(cruscotto, _)| cruscotto.ruolo)?;
        cruscotto.righe.get(posto)
    }

    /// The cruscotti of the organisation's parts that have a grade.
    pub fn servizi(&self) -> impl Iterator<Item = &RendicontoCruscotto> {
        self.cruscotti
            .iter()
            .filter(|c| c.ruolo == RuoloCruscotto::Servizio && c.voto.punti.is_some())
    }
}

/// Gathers what a year came to.
pub fn prepara(
    modello: &Modello,
    valutazione: &Valutazione,
    impostazioni: &Impostazioni,
) -> Rendiconto {
    conti::segna(Lavoro::AnnoRiassunto, &modello.anno_relazione.to_string());
    let regole = &impostazioni.valutazione;
    let righe = righe::Righe::nuove(modello, regole, valutazione.anno);
    let cruscotti: Vec<RendicontoCruscotto> = valutazione
        .con_cruscotti(modello)
        .map(|(cruscotto, gradi)| righe.cruscotto(cruscotto, gradi))
        .map(|cruscotto| accanto_all_ente(cruscotto, modello, valutazione))
        .collect();
    let genere = genere::genere(modello, impostazioni);
    let prospettive = prospettive(modello, valutazione);
    let serie = grafici::serie(modello, valutazione, genere.as_ref());
    Rendiconto {
        anno: valutazione.anno,
        tetto: regole.tetto.normalize().to_string(),
        fasce: fasce(valutazione, regole),
        ente: Voto::from(&valutazione.ente),
        ambito_organizzativo: Voto::from(&valutazione.ambito_organizzativo),
        parti: italiano::tipografico(&parti(modello)),
        strategico: italiano::tipografico(&strategico(modello)),
        prospettive,
        progetti: progetti(modello, valutazione.anno, regole),
        esiti: Esiti::conta(valutazione),
        migliori: estremi::migliori(modello, &cruscotti, regole),
        peggiori: estremi::peggiori(modello, &cruscotti, valutazione),
        mancanti: mancanti(modello, valutazione),
        esclusi: esclusi(&cruscotti),
        genere,
        serie,
        cruscotti,
    }
}

/// Two grades stand on the strategic rows, that of their cruscotto and that of the body: where they
/// differ, a footnote says why.
fn accanto_all_ente(
    mut cruscotto: RendicontoCruscotto,
    modello: &Modello,
    valutazione: &Valutazione,
) -> RendicontoCruscotto {
    let ente = valutazione.ente.grado.map(Grado::stampa);
    if let (RuoloCruscotto::Strategico, Some(suo), Some(ente)) =
        (cruscotto.ruolo, &cruscotto.voto.grado, ente)
        && *suo != ente
    {
        cruscotto.note.push(italiano::tipografico(&format!(
            "Il grado scritto qui ({suo}) non è quello dell'ente ({ente}): il primo è la media {}, il \
             secondo quella {}, di pari peso.",
            modello.nomi.indicatore.dei(),
            modello.nomi.prospettiva.dei(),
        )));
    }
    cruscotto
}

/// The kind that the body's grade stands on.
fn strategico(modello: &Modello) -> String {
    let tipo = modello.tipi.strategico();
    tipo.map_or_else(String::new, |tipo| tipo.parola().sul())
}

/// The kinds of the organisation's parts, each in the number that there are.
fn parti(modello: &Modello) -> String {
    let servizi = modello
        .tipi
        .iter()
        .filter(|t| t.ruolo == RuoloCruscotto::Servizio);
    let di_tipo = |id: &str| modello.cruscotti.iter().filter(|c| c.tipo == id).count();
    let parti: Vec<String> = servizi
        .filter_map(|tipo| match di_tipo(&tipo.id) {
            0 => None,
            1 => Some(tipo.parola().del()),
            _ => Some(tipo.parola().dei()),
        })
        .collect();
    match parti[..] {
        [] => modello.nomi.servizio.dei(),
        _ => italiano::elenco(&parti),
    }
}

fn fasce(valutazione: &Valutazione, regole: &Regole) -> Vec<Fascia> {
    let gradi: Vec<_> = valutazione
        .indicatori
        .iter()
        .filter(|i| i.esito == Esito::Valutato)
        .filter_map(|i| regole.fascia(i.grado?.0))
        .collect();
    let fascia = |f: &FasciaScritta| Fascia {
        nome: f.nome.clone(),
        da: italiano::numero(f.da.normalize()),
        a: italiano::numero(f.a.normalize()),
        indicatori: gradi.iter().filter(|di| di.nome == f.nome).count(),
    };
    regole.fasce.iter().map(fascia).collect()
}

fn prospettive(modello: &Modello, valutazione: &Valutazione) -> Vec<RendicontoProspettiva> {
    let voto = |codice: &str| {
        let trovato = valutazione.obiettivo(codice);
        trovato.map_or_else(Voto::default, Voto::from)
    };
    let della_prospettiva = |nome: &str| {
        let trovata = valutazione.prospettiva(nome);
        trovata.map_or_else(Voto::default, Voto::from)
    };
    let obiettivo = |o: &Obiettivo| RendicontoObiettivo {
        codice: o.codice.clone(),
        nome: o.nome.clone(),
        voto: voto(&o.codice),
    };
    modello
        .prospettive
        .iter()
        .map(|prospettiva| RendicontoProspettiva {
            nome: prospettiva.nome.clone(),
            voto: della_prospettiva(&prospettiva.nome),
            obiettivi: prospettiva.obiettivi.iter().map(obiettivo).collect(),
        })
        .collect()
}

fn progetti(modello: &Modello, anno: i16, regole: &Regole) -> BTreeMap<String, Voto> {
    let dell_anno = modello
        .progetti
        .iter()
        .filter(|p| p.attivita_di(anno).next().is_some());
    dell_anno
        .map(|p| {
            let sintesi: Sintesi = score::progetto(p, anno, regole);
            (
                p.id.clone(),
                Voto::from(&score::con_fascia(sintesi, regole)),
            )
        })
        .collect()
}

/// The cells that are blank (or still say `SI/NO`) where a result is due; `-` and `n.d.` are an
/// answer.
pub fn mancanti(modello: &Modello, valutazione: &Valutazione) -> Vec<Mancante> {
    let manca = |cruscotto: &Cruscotto, riga: &Riga| Mancante {
        cruscotto: cruscotto.nome.clone(),
        indicatore: riga.nome.clone(),
        luogo: riga
            .consuntivo(valutazione.anno)
            .map_or(&riga.origine, |valore| &valore.origine)
            .clone(),
        ha_colonna: riga.consuntivo(valutazione.anno).is_some(),
    };
    valutazione
        .con_cruscotti(modello)
        .flat_map(|(cruscotto, gradi)| {
            gradi
                .con_righe(cruscotto)
                .into_iter()
                .filter(|(riga, grado)| righe::manca(riga, grado.esito, valutazione.anno))
                .map(move |(riga, _)| manca(cruscotto, riga))
        })
        .collect()
}

/// `manca 1 consuntivo`, `mancano 3 consuntivi`.
pub fn mancano(quanti: usize) -> String {
    format!("{} {}", MANCARE.con(quanti), CONSUNTIVO.conta(quanti))
}

/// Rows without a grade, each indicator once for each reason.
fn esclusi(cruscotti: &[RendicontoCruscotto]) -> Vec<Escluso> {
    let mut esclusi: Vec<(&RendicontoRiga, Escluso)> = Vec::new();
    for cruscotto in cruscotti {
        for riga in cruscotto
            .righe
            .iter()
            .filter(|riga| riga.esito != Esito::Valutato)
        {
            let gia = esclusi.iter_mut().find(|(r, e)| {
                r.voce.indicatore == riga.voce.indicatore
                    && e.atteso == riga.voce.atteso
                    && e.consuntivo == riga.consuntivo
            });
            match gia {
                Some((_, escluso)) => escluso.cruscotti.push(cruscotto.nome.clone()),
                None => esclusi.push((riga, escluso(riga, cruscotto))),
            }
        }
    }
    esclusi.into_iter().map(|(_, escluso)| escluso).collect()
}

fn escluso(riga: &RendicontoRiga, cruscotto: &RendicontoCruscotto) -> Escluso {
    Escluso {
        nome: riga.voce.nome.clone(),
        cruscotti: vec![cruscotto.nome.clone()],
        atteso: riga.voce.atteso.clone(),
        consuntivo: riga.consuntivo.clone(),
        giudizio: riga.giudizio.clone(),
        causa: riga.causa.clone().unwrap_or_default(),
    }
}
