//! `/tavole.json`: the tables of a document, those that its chapters place or that of a scheda.

use serde::Serialize;

use crate::documents::PREMI;
use crate::model::quadro::dei_premi;
use crate::model::{Cruscotto, Modello, Progetto};
use crate::monitoraggio::Monitoraggio;
use crate::prose::{Capitolo, Inserto};
use crate::rendiconto::{Rendiconto, SchedaIndividuale};

use super::super::revisione::Revisione;
use super::individuale::individuale;
use super::monitoraggio::monitorati;
use super::pagine::Bozza;
use super::piano::piano;
use super::progetti::{Progetti, Quando, progetti};
use super::quadri::{Quadri, quadri};
use super::rendiconto::rendiconti;
use super::scheda::scheda;
use super::serie::{Posti, Serie};
use super::tavola::{Foglio, Tavola};

/// The tables of a document.
#[derive(Debug, Default, Serialize)]
pub(in super::super) struct Insieme<'a> {
    cruscotti: Serie<'a>,
    rendiconti: Serie<'a>,
    monitorati: Serie<'a>,
    quadri: Quadri<'a>,
    progetti: Progetti<'a>,
    /// Labels of what names lead to, where chapters place it once: the figure with all obiettivi,
    /// and the table of the bands that grades fall in.
    mappa: Option<String>,
    metodo: Option<&'static str>,
    /// Of a scheda.
    assegnati: Option<Assegnati>,
}

/// The targets that a scheda gives.
#[derive(Debug, Serialize)]
struct Assegnati {
    quanti: usize,
    tavola: Tavola,
    fogli: Vec<Foglio>,
}

impl Assegnati {
    fn nuovi(quanti: usize, bozza: Bozza) -> Self {
        Self {
            quanti,
            fogli: bozza.fogli(),
            tavola: bozza.tavola(),
        }
    }
}

impl<'a> Insieme<'a> {
    /// Those that chapters place, with the marks of a revision.
    pub(in super::super) fn dei_capitoli(
        modello: &'a Modello,
        rendiconto: &'a Rendiconto,
        monitoraggio: Option<&'a Monitoraggio>,
        capitoli: &[Capitolo],
        revisione: &Revisione,
        quando: Quando,
    ) -> Self {
        let cruscotti = posti(
            capitoli,
            modello.cruscotti.iter().map(|c| (&c.id, &c.tipo)),
            |inserto, id, tipo| match inserto {
                Inserto::Cruscotto(ids) => ids.contains(id),
                Inserto::Cruscotti(tipi) => tipi.contains(tipo),
                _ => false,
            },
        );
        let resi = posti(
            capitoli,
            rendiconto.cruscotti.iter().map(|c| (&c.id, &c.tipo)),
            |inserto, id, tipo| match inserto {
                Inserto::Rendiconto(ids) => ids.contains(id),
                Inserto::Rendiconti(tipi) => tipi.contains(tipo),
                _ => false,
            },
        );
        let monitorati = monitoraggio.map(|monitoraggio| {
            let servizi = monitoraggio.servizi.iter().map(|s| (&s.id, &s.nome));
            let posti = posti(capitoli, servizi, |inserto, _, _| monitora(inserto));
            monitorati(modello, monitoraggio, revisione, &posti)
        });
        Self {
            cruscotti: piano(modello, revisione, &cruscotti),
            rendiconti: rendiconti(modello, rendiconto, revisione, &resi),
            monitorati: monitorati.unwrap_or_default(),
            quadri: quadri(modello, revisione, |id| messo(capitoli, id)),
            progetti: progetti(&modello.progetti, quando),
            mappa: mappa(capitoli).filter(|_| !modello.prospettive.is_empty()),
            metodo: una_volta(capitoli, |inserto| matches!(inserto, Inserto::Fasce))
                .then_some("tabella-fasce"),
            assegnati: None,
        }
    }

    /// That of a service's scheda.
    pub(in super::super) fn della_scheda(modello: &Modello, cruscotto: &Cruscotto) -> Self {
        let (quanti, bozza) = scheda(modello, cruscotto);
        Self {
            assegnati: Some(Assegnati::nuovi(quanti, bozza)),
            ..Self::default()
        }
    }

    /// That of a project's scheda.
    pub(in super::super) fn della_scheda_progetto(progetto: &'a Progetto, quando: Quando) -> Self {
        Self {
            progetti: progetti([progetto], quando),
            ..Self::default()
        }
    }

    /// That of a collaborator's or a group's scheda.
    pub(in super::super) fn della_scheda_individuale(
        modello: &Modello,
        scheda: &SchedaIndividuale,
    ) -> Self {
        Self {
            assegnati: Some(Assegnati::nuovi(
                scheda.obiettivi.len(),
                individuale(modello, scheda),
            )),
            ..Self::default()
        }
    }
}

/// Where chapters place cruscotti, given by id and type: those that each insert asks for.
fn posti<'a>(
    capitoli: &[Capitolo],
    cruscotti: impl Iterator<Item = (&'a String, &'a String)> + Clone,
    chiesto: impl Fn(&Inserto, &String, &String) -> bool,
) -> Posti<'a> {
    let suoi = |inserto: &Inserto| {
        let suoi = cruscotti
            .clone()
            .filter(|(id, tipo)| chiesto(inserto, id, tipo));
        suoi.map(|(id, _)| id.as_str()).collect::<Vec<&str>>()
    };
    let inserti = capitoli.iter().flat_map(Capitolo::inserti);
    inserti.map(suoi).filter(|ids| !ids.is_empty()).collect()
}

/// True for a table of figures that chapters place, by its name or with those about bonuses.
fn messo(capitoli: &[Capitolo], id: &str) -> bool {
    let mut inserti = capitoli.iter().flat_map(Capitolo::inserti);
    inserti.any(|inserto| match inserto {
        Inserto::Tabella(ids) => ids.iter().any(|suo| suo == id),
        Inserto::Proprio(proprio) => proprio.documento == PREMI && dei_premi(id),
        _ => false,
    })
}

/// True for the insert of the services of a monitoring.
fn monitora(inserto: &Inserto) -> bool {
    matches!(inserto, Inserto::Proprio(proprio) if proprio.funzione == "monitoraggio_servizi")
}

/// True if the chapters hold one such insert: a label of two is no place to lead to.
fn una_volta(capitoli: &[Capitolo], quale: impl Fn(&Inserto) -> bool) -> bool {
    let inserti = capitoli.iter().flat_map(Capitolo::inserti);
    inserti.filter(|inserto| quale(inserto)).count() == 1
}

/// The label of the figure that shows all obiettivi.
fn mappa(capitoli: &[Capitolo]) -> Option<String> {
    const FIGURE: [&str; 2] = ["albero-performance", "mappa-strategica"];
    let inserti = || capitoli.iter().flat_map(Capitolo::inserti);
    let poste = inserti().flat_map(|inserto| match inserto {
        Inserto::Figura(ids) => ids.as_slice(),
        _ => &[],
    });
    let mut poste = poste.filter(|id| FIGURE.contains(&id.as_str()));
    let prima = poste.next()?;
    poste
        .all(|altra| altra != prima)
        .then(|| format!("figura-{prima}"))
}
