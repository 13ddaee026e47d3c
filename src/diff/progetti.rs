//! Projects by name, their activities by year and name.

use crate::model::nome::chiave;
use crate::model::{AttivitaProgetto, Origine, Progetto, italiano};

use super::allinea::Allineamento;
use super::differenza::{Capo, Come, Cosa, Differenza, ParteProgetto};
use super::valori::{
    VUOTO, capo, facoltativo, forma, somiglianza, stesso_testo, stesso_valore, variazione,
};

/// Names as like as this are one project, or one activity of a year.
const NOME_SIMILE: f64 = 0.6;

/// Compares all projects.
pub(super) fn confronta(vecchi: &[Progetto], nuovi: &[Progetto]) -> Vec<Differenza> {
    let abbinati = Allineamento::nuovo(vecchi, nuovi)
        .per_chiave(|progetto| chiave(&progetto.nome))
        .per_somiglianza(|a, b| simili(&a.nome, &b.nome))
        .fine();
    let intero = |p: &Progetto| Cosa::Progetto(p.nome.clone(), ParteProgetto::Intero);
    let mut differenze: Vec<Differenza> = abbinati
        .coppie()
        .flat_map(|(prima, ora)| progetto(prima, ora))
        .collect();
    differenze.extend(abbinati.tolti.iter().map(|p| intero(p).tolta(nome(p))));
    differenze.extend(
        abbinati
            .aggiunti
            .iter()
            .map(|p| intero(p).aggiunta(nome(p))),
    );
    differenze
}

fn simili(a: &str, b: &str) -> Option<f64> {
    Some(somiglianza(a, b)).filter(|quanto| *quanto >= NOME_SIMILE)
}

fn nome(progetto: &Progetto) -> Capo {
    (progetto.nome.clone(), progetto.origine.clone()).into()
}

fn progetto(prima: &Progetto, ora: &Progetto) -> Vec<Differenza> {
    let di = |parte| Cosa::Progetto(ora.nome.clone(), parte);
    let mut differenze = Vec::new();
    if forma(&prima.nome) != forma(&ora.nome) {
        differenze.push(di(ParteProgetto::Campo("nome")).rinominata(nome(prima), nome(ora)));
    }
    let testi = |p: &Progetto| {
        [
            ("responsabile", &p.responsabile),
            ("obiettivo", &p.obiettivo),
            ("descrizione", &p.descrizione),
        ]
        .map(|(campo, testo)| (campo, testo_di(testo, p.luogo(campo))))
    };
    let campo = |campo| di(ParteProgetto::Campo(campo));
    differenze.extend(campi(campo, testi(prima), testi(ora)));
    differenze.extend(attivita(di, &prima.attivita, &ora.attivita));
    differenze
}

fn testo_di(testo: &Option<String>, luogo: Origine) -> Capo {
    (facoltativo(testo), luogo).into()
}

/// Fields that are text, in the same order on both sides.
fn campi<const N: usize>(
    cosa: impl Fn(&'static str) -> Cosa,
    prima: [(&'static str, Capo); N],
    ora: [(&'static str, Capo); N],
) -> Vec<Differenza> {
    prima
        .into_iter()
        .zip(ora)
        .filter(|((_, vecchio), (_, nuovo))| !stesso_testo(&vecchio.testo, &nuovo.testo))
        .map(|((campo, vecchio), (_, nuovo))| {
            cosa(campo).cambiata(vecchio, nuovo, Come::Altrimenti)
        })
        .collect()
}

fn attivita(
    di: impl Fn(ParteProgetto) -> Cosa,
    vecchie: &[AttivitaProgetto],
    nuove: &[AttivitaProgetto],
) -> Vec<Differenza> {
    let abbinate = Allineamento::nuovo(vecchie, nuove)
        .per_chiave(|a| (a.anno, chiave(&a.nome)))
        .per_somiglianza(|a, b| simili(&a.nome, &b.nome).filter(|_| a.anno == b.anno))
        .fine();
    let capo = |a: &AttivitaProgetto| (format!("{} ({})", a.nome, a.anno), a.origine.clone());
    let intera = |a: &AttivitaProgetto| di(ParteProgetto::Attivita(a.nome.clone()));
    let mut differenze: Vec<Differenza> = abbinate
        .coppie()
        .flat_map(|(prima, ora)| una_attivita(&di, prima, ora))
        .collect();
    differenze.extend(abbinate.tolti.iter().map(|a| intera(a).tolta(capo(a))));
    differenze.extend(
        abbinate
            .aggiunti
            .iter()
            .map(|a| intera(a).aggiunta(capo(a))),
    );
    differenze.extend(abbinate.riordino(|_, _| true).map(|riordino| {
        let (prima, ora) = (capo(riordino.prima), capo(riordino.ora));
        di(ParteProgetto::OrdineAttivita).riordinata(prima, ora, riordino.quanti)
    }));
    differenze
}

fn una_attivita(
    di: impl Fn(ParteProgetto) -> Cosa,
    prima: &AttivitaProgetto,
    ora: &AttivitaProgetto,
) -> Vec<Differenza> {
    let mut differenze = Vec::new();
    if forma(&prima.nome) != forma(&ora.nome) {
        let nome = |a: &AttivitaProgetto| (a.nome.clone(), a.origine.clone());
        let intera = di(ParteProgetto::Attivita(ora.nome.clone()));
        differenze.push(intera.rinominata(nome(prima), nome(ora)));
    }
    let campo = |campo| di(ParteProgetto::CampoAttivita(ora.nome.clone(), campo));
    let valori = |a: &AttivitaProgetto| {
        [
            ("inizio", a.inizio.clone()),
            ("fine", a.fine.clone()),
            ("target", a.target.clone()),
            ("risultato", a.risultato.clone()),
        ]
    };
    for ((nome, vecchio), (_, nuovo)) in valori(prima).into_iter().zip(valori(ora)) {
        let (vecchio, nuovo) = (Some(&vecchio), Some(&nuovo));
        if !stesso_valore(vecchio, nuovo) {
            differenze.push(campo(nome).cambiata(
                capo(vecchio, &prima.origine),
                capo(nuovo, &ora.origine),
                Come::di_tanto(variazione(vecchio, nuovo)),
            ));
        }
    }
    let testi = |a: &AttivitaProgetto| {
        let peso = a
            .peso
            .map_or(VUOTO.to_owned(), |peso| italiano::numero(peso.normalize()));
        [
            (
                "responsabile",
                testo_di(&a.responsabile, a.luogo("responsabile")),
            ),
            ("peso", (peso, a.luogo("peso")).into()),
            ("note", testo_di(&a.note, a.luogo("note"))),
        ]
    };
    differenze.extend(campi(campo, testi(prima), testi(ora)));
    differenze
}
