//! «Il Piano in una pagina»: the promises in plain words with their targets; and, where results are
//! told, what came of each.

use crate::model::{Modello, Promessa};
use crate::rendiconto::{Rendiconto, RendicontoRiga};

use super::indicatori::{BaselineScritta, Indicatori};
use super::{Cella, Colonna, Pezzo, Prospetto, Riga, SchedaIndicatore};

/// The promises of the plan: where they start from, target, means, who answers.
pub(super) fn promesse(modello: &Modello) -> Prospetto {
    let indicatori = Indicatori::nuovi(modello);
    let anni = anni(modello);
    let mut colonne = Colonna::in_fila([("Che cosa promettiamo", 56), ("Da dove partiamo", 24)]);
    let degli_anni = anni.iter().map(|anno| (format!("Nel {anno}"), 20));
    colonne.extend(Colonna::in_fila(degli_anni));
    let ultime = [("Euro", 18), ("Persone", 16), ("Chi risponde", 32)];
    colonne.extend(Colonna::in_fila(ultime));
    let righe = modello.promesse.iter().map(|promessa| {
        let scheda = indicatori.scheda(&promessa.indicatore);
        let mut celle = vec![promessa_e_indicatore(promessa, scheda.as_ref())];
        celle.push(Cella::testo(partenza(scheda.as_ref())));
        celle.extend(anni.iter().map(|anno| match &scheda {
            Some(scheda) => scheda.target(*anno),
            None => Cella::testo(String::new()),
        }));
        let ultime = [
            promessa.risorse.in_euro(),
            promessa.risorse.in_persone(),
            chi(modello, promessa),
        ];
        celle.extend(ultime.map(Cella::testo));
        Riga {
            origine: scheda.map(|scheda| scheda.origine()),
            celle,
        }
    });
    let didascalia = format!("Le promesse per il {}", modello.anno);
    let tabella = Pezzo::tabella("promesse", &didascalia, colonne, righe.collect());
    Prospetto::di_tabella(tabella)
}

/// What came of each promise in the year that is told.
pub(super) fn risposte(modello: &Modello, rendiconto: &Rendiconto) -> Prospetto {
    let indicatori = Indicatori::nuovi(modello);
    let anno = rendiconto.anno;
    let colonne = Colonna::in_fila([
        ("Che cosa avevamo promesso", 52),
        ("Da dove partivamo", 24),
        ("Atteso", 22),
        ("Risultato", 22),
        ("Com’è andata", 32),
        ("Perché", 34),
        ("Chi risponde", 30),
    ]);
    let righe = modello.promesse.iter().map(|promessa| {
        let scheda = indicatori.scheda(&promessa.indicatore);
        let esito = rendiconto.riga(&promessa.indicatore);
        let detto = |di: fn(&RendicontoRiga) -> String| esito.map(di).unwrap_or_default();
        let mut celle = vec![promessa_e_indicatore(promessa, scheda.as_ref())];
        celle.extend(
            [
                indicatori.prima_del(&promessa.indicatore, anno),
                detto(|riga| riga.voce.atteso.clone()),
                detto(|riga| riga.consuntivo.clone()),
                esito.map_or_else(|| format!("non previsto nel {anno}"), com_e_andata),
                detto(|riga| riga.causa.clone().unwrap_or_default()),
                chi(modello, promessa),
            ]
            .map(Cella::testo),
        );
        Riga {
            origine: scheda.map(|scheda| scheda.origine()),
            celle,
        }
    });
    let didascalia = format!("Le promesse, e che cosa ne è stato nel {anno}");
    let tabella = Pezzo::tabella("risposte", &didascalia, colonne, righe.collect());
    Prospetto::di_tabella(tabella)
}

/// The first and the last year of the plan.
fn anni(modello: &Modello) -> Vec<i16> {
    let mut anni: Vec<i16> = modello.triennio.first().copied().into_iter().collect();
    anni.extend(
        modello
            .triennio
            .last()
            .filter(|ultimo| !anni.contains(ultimo)),
    );
    anni
}

/// The promise, and below it the indicator that keeps it.
fn promessa_e_indicatore(promessa: &Promessa, scheda: Option<&SchedaIndicatore>) -> Cella {
    let indicatore = scheda.map(|scheda| scheda.denominazione.clone());
    Cella {
        sotto: indicatore.unwrap_or_default(),
        ..Cella::testo(promessa.promessa.clone())
    }
}

fn partenza(scheda: Option<&SchedaIndicatore>) -> String {
    let baseline = scheda.and_then(|scheda| scheda.baseline.as_ref());
    baseline.map(BaselineScritta::scritta).unwrap_or_default()
}

/// `97,14%: raggiunto`, or why there is no grade.
fn com_e_andata(riga: &RendicontoRiga) -> String {
    match &riga.grado {
        Some(grado) => format!("{grado}: {}", riga.giudizio),
        None => riga.giudizio.clone(),
    }
}

/// Whom the promise names, or else who answers for the obiettivo of its indicator, or for the
/// cruscotto that owns it.
fn chi(modello: &Modello, promessa: &Promessa) -> String {
    if !promessa.responsabile.trim().is_empty() {
        return promessa.responsabile.clone();
    }
    let indicatore = modello.indicatore(&promessa.indicatore);
    let dell_obiettivo = indicatore
        .and_then(|uno| modello.obiettivo(&uno.obiettivo))
        .and_then(|obiettivo| obiettivo.responsabile.clone());
    let del_cruscotto = || {
        let cruscotto = modello.cruscotto(&indicatore?.proprietario)?;
        cruscotto.responsabile.clone()
    };
    dell_obiettivo.or_else(del_cruscotto).unwrap_or_default()
}
