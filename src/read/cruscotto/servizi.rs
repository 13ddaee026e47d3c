//! Several services in one sheet: a column says of which one each row is, or each table has its own
//! title. Each service is a cruscotto.

use std::collections::{HashMap, HashSet};

use super::{CruscottoLetto, RigaLetta};
use crate::model::nome::{chiave, parole};
use crate::model::{Diagnosi, Origine};
use crate::read::diags;
use crate::read::foglio::RigaFoglio;
use crate::read::pesi::Punti;

/// Words that begin the title of the table of a service. Those by which a prospettiva may be called
/// as well (`Area`) are none.
const TITOLI: &[&str] = &[
    "servizio",
    "settore",
    "ufficio",
    "unita organizzativa",
    "unita operativa",
    "centro di responsabilita",
    "direzione",
    "dipartimento",
];

/// Services of one sheet, at most: more names than that are no services.
const MASSIMO: usize = 200;

/// What a service's cruscotto is made of, its weights as they are written.
pub(super) type Parte = (CruscottoLetto, Vec<Option<Punti>>);

/// Words after those of a title that make it a label of something else: `Ufficio competente: …`.
const NON_TITOLI: &[&str] = &["competente", "responsabile", "referente", "coinvolto"];

/// The service that a line above a table names: `Servizio Studi`, `Servizio | Studi`.
pub(super) fn nominato(riga: &RigaFoglio) -> Option<String> {
    match riga.celle.as_slice() {
        [titolo] => Some(titolo.contenuto.testo()).filter(|titolo| e_titolo(titolo)),
        [_, nome, ..] if e_etichetta(riga) => Some(nome.contenuto.testo()),
        _ => None,
    }
}

/// True of a line that begins with the word for a service alone, and its name beside it.
pub(super) fn e_etichetta(riga: &RigaFoglio) -> bool {
    let prima = riga.celle.first().map(|cella| cella.contenuto.testo());
    let etichetta = prima.is_some_and(|testo| TITOLI.contains(&parole(&testo).as_str()));
    etichetta && riga.celle.len() > 1
}

fn e_titolo(testo: &str) -> bool {
    let piano = parole(testo);
    let nomi = TITOLI
        .iter()
        .filter_map(|parola| piano.strip_prefix(parola));
    let mut nomi = nomi.filter_map(|resto| resto.strip_prefix(' '));
    nomi.any(|nome| !NON_TITOLI.iter().any(|parola| nome.starts_with(parola)))
}

/// What is said of a column of services, at its heading: which they are, or that the sheet's title is
/// another name than the only one.
pub(super) fn della_colonna(
    letto: &CruscottoLetto,
    luogo: &Origine,
    scritta: &str,
) -> Vec<Diagnosi> {
    let servizi = distinti(letto);
    let nominati: Vec<&str> = servizi
        .iter()
        .map(String::as_str)
        .filter(|n| !n.is_empty())
        .collect();
    let luogo = || luogo.clone();
    if let ([solo], 1) = (nominati.as_slice(), servizi.len()) {
        let altro = letto
            .titolo
            .as_ref()
            .filter(|titolo| !chiave(titolo).contains(&chiave(solo)));
        let detto = altro.map(|titolo| diags::servizio_e_titolo(luogo(), scritta, solo, titolo));
        return detto.into_iter().collect();
    }
    vec![match servizi.len() > MASSIMO {
        true => diags::troppi_servizi(luogo(), scritta, nominati.len()),
        false => diags::piu_servizi(luogo(), scritta, &nominati),
    }]
}

/// The services that the rows name, as the first row of each writes it; an empty one if some name
/// none.
fn distinti(letto: &CruscottoLetto) -> Vec<String> {
    let mut visti: HashSet<String> = HashSet::new();
    let righe = letto.righe.iter();
    let nuovi = righe.filter(|riga| visti.insert(chiave(&riga.servizio)));
    nuovi.map(|riga| riga.servizio.clone()).collect()
}

/// One part for each service that the rows name, in their order. Rows that name none stay under the
/// sheet's title, and so does everything where there is one service only, or more than a body has.
pub(super) fn dividi(letto: CruscottoLetto, pesi: Vec<Option<Punti>>) -> Vec<Parte> {
    let mut servizi = distinti(&letto);
    if servizi.len() < 2 || servizi.len() > MASSIMO {
        let solo = servizi
            .pop()
            .filter(|nome| !nome.is_empty() && servizi.is_empty());
        let titolo = letto.titolo.clone().or(solo);
        return vec![(CruscottoLetto { titolo, ..letto }, pesi)];
    }
    let mut gruppi: HashMap<String, (Vec<RigaLetta>, Vec<Option<Punti>>)> = HashMap::new();
    for (riga, peso) in letto.righe.into_iter().zip(pesi) {
        let (righe, pesi) = gruppi.entry(chiave(&riga.servizio)).or_default();
        righe.push(riga);
        pesi.push(peso);
    }
    let parti = servizi.into_iter().map(|servizio| {
        let (righe, pesi) = gruppi.remove(&chiave(&servizio)).unwrap_or_default();
        let note = letto.note.iter();
        let note = note.filter(|nota| nota.servizio.as_ref().is_none_or(|suo| *suo == servizio));
        let note = note.cloned().collect();
        let nome = Some(servizio).filter(|nome| !nome.is_empty());
        let titolo = nome.or_else(|| letto.titolo.clone());
        let parte = CruscottoLetto {
            foglio: letto.foglio.clone(),
            servizio: titolo.clone(),
            titolo,
            righe,
            note,
        };
        (parte, pesi)
    });
    parti.collect()
}

#[cfg(test)]
mod tests {
    use crate::model::Codice;
    use crate::read::cruscotto::{Come, leggi};
    use crate::read::{Lettore, fogli};

    /// The cruscotti of a table of so many services, and whether it is said that they are too many.
    fn letti(servizi: usize) -> (usize, bool) {
        let righe = (0..servizi).map(|n| format!("Ufficio {n};N. di atti {n};3\n"));
        let testo = format!(
            "Servizio;Indicatore;Target 2022\n{}",
            righe.collect::<String>()
        );
        let fogli = fogli("servizi/tutti.csv", testo.as_bytes()).expect("a table");
        let come = Come {
            dividi: true,
            ..Come::default()
        };
        let letti = leggi(&fogli.dati, &Lettore::default(), come);
        let detto = |codice| letti.diagnosi.iter().any(|d| d.codice == codice);
        (letti.dati.len(), detto(Codice::ValoreNonValido))
    }

    #[test]
    fn more_names_than_a_body_has_services_are_none() {
        assert_eq!(letti(200), (200, false));
        assert_eq!(letti(201), (1, true));
        assert_eq!(letti(30_000), (1, true), "and in no time");
    }
}
