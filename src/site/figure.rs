//! The figures of the documents, which a page tells as nested lists.

use serde::Serialize;

use crate::model::nome::chiave;
use crate::model::{Modello, Unita};
use crate::rendiconto::Rendiconto;

use super::indirizzi;
use super::viste::detto;

/// An item with what stands below it.
#[derive(Debug, Serialize)]
pub(super) struct Ramo {
    testo: String,
    nota: Option<String>,
    /// The page that tells more of it.
    url: Option<String>,
    rami: Vec<Ramo>,
}

impl Ramo {
    fn nuovo(testo: &str, nota: Option<String>, rami: Vec<Self>) -> Self {
        Self {
            testo: testo.to_owned(),
            nota: nota.filter(|nota| !nota.is_empty()),
            url: None,
            rami,
        }
    }

    /// The same, leading to a page.
    fn verso(self, url: Option<String>) -> Self {
        Self { url, ..self }
    }

    /// How many items there are, this one among them.
    pub(super) fn quanti(&self) -> usize {
        1 + self.rami.iter().map(Self::quanti).sum::<usize>()
    }
}

/// Caption and content of a figure by the name that the prose gives it; none for one that is not
/// known.
pub(super) fn figura(
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
            organizzazione
                .organigramma
                .iter()
                .map(|una| unita(modello, una))
                .collect(),
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

fn unita(modello: &Modello, unita_qui: &Unita) -> Ramo {
    let staff = unita_qui.staff.then(|| "in staff".to_owned());
    let responsabile = unita_qui
        .responsabile
        .as_ref()
        .map(|nome| format!("responsabile: {nome}"));
    let note: Vec<String> = staff.into_iter().chain(responsabile).collect();
    Ramo::nuovo(
        &unita_qui.nome,
        Some(note.join(", ")),
        unita_qui
            .unita
            .iter()
            .map(|una| unita(modello, una))
            .collect(),
    )
    .verso(del_servizio(modello, &unita_qui.nome))
}

/// The page of the service that has this name, with or without the word for a service.
fn del_servizio(modello: &Modello, nome: &str) -> Option<String> {
    let parola = chiave(modello.nomi.servizio.titolo());
    let breve = |nome: &str| {
        let nome = chiave(nome);
        let breve = nome
            .strip_prefix(parola.as_str())
            .map(|b| b.trim().to_owned());
        breve.unwrap_or(nome)
    };
    let mut cruscotti = modello.cruscotti.iter();
    let suo = cruscotti.find(|cruscotto| breve(&cruscotto.nome) == breve(nome))?;
    Some(indirizzi::cruscotto(&suo.id))
}

fn mappa(modello: &Modello) -> Vec<Ramo> {
    let obiettivo = |obiettivo: &crate::model::Obiettivo| {
        let missione = modello.missione(&obiettivo.missione);
        let nota = missione.map(|missione| {
            let parola = modello.nomi.missione.uno();
            format!("{parola} {} {}", missione.codice, missione.nome)
        });
        Ramo::nuovo(
            &format!("{} {}", obiettivo.codice, obiettivo.nome),
            nota,
            Vec::new(),
        )
        .verso(Some(indirizzi::obiettivo(&obiettivo.codice)))
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
                .verso(Some(indirizzi::obiettivo(&obiettivo.codice)))
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
