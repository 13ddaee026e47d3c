//! The schede of collaborators and groups, tied to the cruscotti that their indicators come from.

use crate::model::nome::{chiave, piu_vicino};
use crate::model::{
    Assegnato, Assegnazione, Codice, Cruscotto, Diagnosi, Livello, Modello, Origine,
};

/// Finds the row of each indicator. One that is not on its service's cruscotto is an error, and so
/// is a file that is no cruscotto's; of one whose workbook could not be read, as `gia_detto` says,
/// that is the cause, and nothing is said here.
pub(crate) fn abbina(
    modello: &Modello,
    schede: Vec<Assegnazione>,
    gia_detto: &[Diagnosi],
) -> (Vec<Assegnazione>, Vec<Diagnosi>) {
    let (mut abbinate, mut diagnosi) = (Vec::new(), Vec::new());
    for mut scheda in schede {
        let Some(cruscotto) = modello.cruscotto_detto(&scheda.servizio) else {
            let trovata = senza_cruscotto(modello, &scheda);
            if !diagnosi.contains(&trovata) && !illeggibile(&scheda.servizio, gia_detto) {
                diagnosi.push(trovata);
            }
            continue;
        };
        scheda.servizio.clone_from(&cruscotto.id);
        for obiettivo in &mut scheda.obiettivi {
            obiettivo.riga = riga(modello, cruscotto, &obiettivo.nome);
            if obiettivo.riga.is_none() {
                diagnosi.push(estraneo(cruscotto, obiettivo));
            }
        }
        diagnosi.extend(ripetuti(&scheda));
        abbinate.push(scheda);
    }
    (abbinate, diagnosi)
}

/// True if a workbook of this name has an error of its own.
fn illeggibile(servizio: &str, gia_detto: &[Diagnosi]) -> bool {
    let errori = gia_detto
        .iter()
        .filter(|una| una.livello == Livello::Errore);
    let mut file = errori.flat_map(|una| &una.luoghi).map(|luogo| &luogo.file);
    file.any(|file| {
        let nome = file.strip_prefix("servizi/");
        let nome = nome.or_else(|| file.strip_prefix("cruscotti/"));
        let nome = nome.and_then(|nome| nome.rsplit_once('.'));
        nome.is_some_and(|(nome, _)| chiave(nome) == chiave(servizio))
    })
}

/// The row of an indicator, by its name there, its code or its name elsewhere.
fn riga(modello: &Modello, cruscotto: &Cruscotto, nome: &str) -> Option<usize> {
    let senza_segno = nome.trim_end().trim_end_matches("(*)");
    let cercato = chiave(senza_segno);
    let mut righe = cruscotto.righe.iter();
    righe
        .position(|riga| chiave(&riga.nome) == cercato)
        .or_else(|| {
            let mut indicatori = modello.indicatori.iter();
            let suo = indicatori.find(|indicatore| {
                let codice = indicatore.codice.as_deref();
                codice.is_some_and(|codice| chiave(codice) == cercato)
                    || chiave(&indicatore.nome) == cercato
            })?;
            let mut righe = cruscotto.righe.iter();
            righe.position(|riga| riga.indicatore == suo.id)
        })
}

/// Two lines of a scheda that answer for the same row.
fn ripetuti(scheda: &Assegnazione) -> impl Iterator<Item = Diagnosi> + '_ {
    let obiettivi = scheda.obiettivi.iter().enumerate();
    obiettivi.filter_map(|(n, obiettivo)| {
        let mut prima = scheda.obiettivi[..n].iter();
        let gia = prima.find(|altro| altro.riga.is_some() && altro.riga == obiettivo.riga)?;
        let diagnosi = non_valida(
            obiettivo.origine.clone(),
            format!("la scheda assegna due volte «{}»", obiettivo.nome),
            "tieni una sola delle due righe, con il suo peso",
        );
        Some(diagnosi.anche(gia.origine.clone()))
    })
}

fn estraneo(cruscotto: &Cruscotto, obiettivo: &Assegnato) -> Diagnosi {
    let nomi = cruscotto.righe.iter().map(|riga| riga.nome.as_str());
    let rimedio = match piu_vicino(&obiettivo.nome, nomi) {
        Some(vicino) => format!("forse è «{vicino}»: scrivilo come nel cruscotto"),
        None => "scegli un indicatore del cruscotto, e scrivilo nello stesso modo".to_owned(),
    };
    let messaggio = format!(
        "l'indicatore assegnato «{}» non è nel cruscotto «{}»",
        obiettivo.nome, cruscotto.nome
    );
    non_valida(obiettivo.origine.clone(), messaggio, &rimedio)
}

fn senza_cruscotto(modello: &Modello, scheda: &Assegnazione) -> Diagnosi {
    let ids = modello
        .cruscotti
        .iter()
        .map(|cruscotto| cruscotto.id.as_str());
    let rimedio = match piu_vicino(&scheda.servizio, ids) {
        Some(vicino) => format!("forse è del cruscotto «{vicino}»: dagli lo stesso nome"),
        None => "dai al file il nome del foglio del servizio in servizi/".to_owned(),
    };
    let messaggio = format!(
        "le assegnazioni sono di «{}», che non è un cruscotto di questo ciclo",
        scheda.servizio
    );
    non_valida(Origine::file(&scheda.origine.file), messaggio, &rimedio)
}

fn non_valida(luogo: Origine, messaggio: String, rimedio: &str) -> Diagnosi {
    Diagnosi::nuova(Codice::AssegnazioneNonValida, luogo, messaggio, rimedio)
}
