//! The figures of the documents, which a page tells as nested lists.

use serde::Serialize;

use crate::model::{Modello, Unita};
use crate::rendiconto::Rendiconto;

use super::viste::detto;

/// An item with what stands below it.
#[derive(Debug, Serialize)]
pub struct Ramo {
    testo: String,
    nota: Option<String>,
    rami: Vec<Ramo>,
}

impl Ramo {
    fn nuovo(testo: &str, nota: Option<String>, rami: Vec<Self>) -> Self {
        Self {
            testo: testo.to_owned(),
            nota: nota.filter(|nota| !nota.is_empty()),
            rami,
        }
    }
}

/// Caption and content of a figure by the name that the prose gives it; none for one that is not
/// known.
pub fn figura(
    modello: &Modello,
    rendiconto: &Rendiconto,
    id: &str,
) -> Option<(&'static str, Vec<Ramo>)> {
    let organizzazione = &modello.organizzazione;
    Some(match id {
        "organi" => {
            let organi = organizzazione.organi.iter().map(|organo| {
                let compito = (!organo.compito.is_empty())
                    .then(|| Ramo::nuovo(&organo.compito, None, Vec::new()));
                Ramo::nuovo(
                    &organo.nome,
                    Some(organo.funzione.clone()),
                    compito.into_iter().collect(),
                )
            });
            ("Gli organi e le loro funzioni", organi.collect())
        }
        "organigramma" => (
            "Organigramma",
            organizzazione.organigramma.iter().map(unita).collect(),
        ),
        "attivita" => {
            let attivita = organizzazione.attivita.iter().map(|attivita| {
                let servizi = attivita
                    .servizi
                    .iter()
                    .map(|servizio| Ramo::nuovo(servizio, None, Vec::new()));
                Ramo::nuovo(&attivita.nome, None, servizi.collect())
            });
            ("Attività e servizi", attivita.collect())
        }
        "mappa-strategica" => ("Mappa strategica", mappa(modello)),
        "albero-performance" => ("Albero della performance", albero(modello, rendiconto)),
        _ => return None,
    })
}

fn unita(unita_qui: &Unita) -> Ramo {
    let staff = unita_qui.staff.then(|| "in staff".to_owned());
    let responsabile = unita_qui
        .responsabile
        .as_ref()
        .map(|nome| format!("responsabile: {nome}"));
    let note: Vec<String> = staff.into_iter().chain(responsabile).collect();
    Ramo::nuovo(
        &unita_qui.nome,
        Some(note.join(", ")),
        unita_qui.unita.iter().map(unita).collect(),
    )
}

fn mappa(modello: &Modello) -> Vec<Ramo> {
    let obiettivo = |obiettivo: &crate::model::Obiettivo| {
        let missione = modello
            .missioni
            .iter()
            .find(|missione| missione.codice == obiettivo.missione);
        let nota = missione.map(|missione| {
            let parola = modello.nomi.missione.uno();
            format!("{parola} {} {}", missione.codice, missione.nome)
        });
        Ramo::nuovo(
            &format!("{} {}", obiettivo.codice, obiettivo.nome),
            nota,
            Vec::new(),
        )
    };
    let prospettive = modello.prospettive.iter();
    prospettive
        .map(|p| Ramo::nuovo(&p.nome, None, p.obiettivi.iter().map(obiettivo).collect()))
        .collect()
}

/// The tree of performance: ente, prospettive and obiettivi with their grades.
fn albero(modello: &Modello, rendiconto: &Rendiconto) -> Vec<Ramo> {
    let prospettive = rendiconto.prospettive.iter().map(|prospettiva| {
        let obiettivi = prospettiva.obiettivi.iter().map(|obiettivo| {
            let nome = format!("{} {}", obiettivo.codice, obiettivo.nome);
            Ramo::nuovo(&nome, Some(detto(&obiettivo.voto)), Vec::new())
        });
        Ramo::nuovo(
            &prospettiva.nome,
            Some(detto(&prospettiva.voto)),
            obiettivi.collect(),
        )
    });
    vec![Ramo::nuovo(
        &modello.ente.nome,
        Some(detto(&rendiconto.ente)),
        prospettive.collect(),
    )]
}
