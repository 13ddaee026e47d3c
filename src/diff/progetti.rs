//! Projects by name, their activities by year and name.

use crate::model::nome::chiave;
use crate::model::{AttivitaProgetto, Origine, Progetto, italiano};

use super::allinea::Allineamento;
use super::differenza::{Ambito, Capo, Differenza, Tipo};
use super::valori::{
    VUOTO, capo, forma, non_vuoto, somiglianza, stesso_testo, stesso_valore, variazione,
};

/// Names as like as this are one project, or one activity of a year.
const NOME_SIMILE: f64 = 0.6;

/// Compares all projects.
pub fn confronta(vecchi: &[Progetto], nuovi: &[Progetto]) -> Vec<Differenza> {
    let abbinati = Allineamento::nuovo(vecchi, nuovi)
        .per_chiave(|progetto| chiave(&progetto.nome))
        .per_somiglianza(|a, b| simili(&a.nome, &b.nome))
        .fine();
    let nuova = |tipo| Differenza::nuova(Ambito::Progetto, tipo);
    let mut differenze: Vec<Differenza> = abbinati
        .coppie()
        .flat_map(|(prima, ora)| progetto(prima, ora))
        .collect();
    differenze.extend(
        abbinati
            .tolti
            .iter()
            .map(|p| di(p, nuova(Tipo::Tolto).solo_vecchio(nome(p)))),
    );
    differenze.extend(
        abbinati
            .aggiunti
            .iter()
            .map(|p| di(p, nuova(Tipo::Aggiunto).solo_nuovo(nome(p)))),
    );
    differenze
}

fn simili(a: &str, b: &str) -> Option<f64> {
    Some(somiglianza(a, b)).filter(|quanto| *quanto >= NOME_SIMILE)
}

fn di(progetto: &Progetto, differenza: Differenza) -> Differenza {
    Differenza {
        progetto: Some(progetto.nome.clone()),
        ..differenza
    }
}

fn nome(progetto: &Progetto) -> Capo {
    (progetto.nome.clone(), progetto.origine.clone())
}

fn progetto(prima: &Progetto, ora: &Progetto) -> Vec<Differenza> {
    let mut differenze = Vec::new();
    if forma(&prima.nome) != forma(&ora.nome) {
        let rinominato = Differenza::nuova(Ambito::Progetto, Tipo::Rinominato).campo("nome");
        differenze.push(rinominato.tra(nome(prima), nome(ora)));
    }
    let testi = |p: &Progetto| {
        [
            ("responsabile", &p.responsabile),
            ("obiettivo", &p.obiettivo),
            ("descrizione", &p.descrizione),
        ]
        .map(|(campo, testo)| (campo, testo_di(testo, p.luogo(campo))))
    };
    differenze.extend(campi(&testi(prima), &testi(ora)));
    differenze.extend(attivita(&prima.attivita, &ora.attivita));
    differenze
        .into_iter()
        .map(|differenza| di(ora, differenza))
        .collect()
}

fn testo_di(testo: &Option<String>, luogo: Origine) -> Capo {
    (non_vuoto(testo.clone().unwrap_or_default()), luogo)
}

/// Fields that are text, in the same order on both sides.
fn campi(prima: &[(&'static str, Capo)], ora: &[(&'static str, Capo)]) -> Vec<Differenza> {
    prima
        .iter()
        .zip(ora)
        .filter(|((_, vecchio), (_, nuovo))| !stesso_testo(&vecchio.0, &nuovo.0))
        .map(|((campo, vecchio), (_, nuovo))| {
            Differenza::nuova(Ambito::Progetto, Tipo::Cambiato)
                .campo(*campo)
                .tra(vecchio.clone(), nuovo.clone())
        })
        .collect()
}

fn attivita(vecchie: &[AttivitaProgetto], nuove: &[AttivitaProgetto]) -> Vec<Differenza> {
    let abbinate = Allineamento::nuovo(vecchie, nuove)
        .per_chiave(|a| (a.anno, chiave(&a.nome)))
        .per_somiglianza(|a, b| simili(&a.nome, &b.nome).filter(|_| a.anno == b.anno))
        .fine();
    let capo = |a: &AttivitaProgetto| (format!("{} ({})", a.nome, a.anno), a.origine.clone());
    let nuova = |a: &AttivitaProgetto, tipo| Differenza {
        attivita: Some(a.nome.clone()),
        ..Differenza::nuova(Ambito::Progetto, tipo).campo("attività")
    };
    let mut differenze: Vec<Differenza> = abbinate
        .coppie()
        .flat_map(|(prima, ora)| una_attivita(prima, ora))
        .collect();
    differenze.extend(
        abbinate
            .tolti
            .iter()
            .map(|a| nuova(a, Tipo::Tolto).solo_vecchio(capo(a))),
    );
    differenze.extend(
        abbinate
            .aggiunti
            .iter()
            .map(|a| nuova(a, Tipo::Aggiunto).solo_nuovo(capo(a))),
    );
    differenze.extend(abbinate.riordino(|_, _| true).map(|riordino| {
        Differenza {
            fuori_posto: Some(riordino.quanti),
            ..Differenza::nuova(Ambito::Progetto, Tipo::Riordinato)
                .campo("attività")
                .tra(capo(riordino.prima), capo(riordino.ora))
        }
    }));
    differenze
}

fn una_attivita(prima: &AttivitaProgetto, ora: &AttivitaProgetto) -> Vec<Differenza> {
    let mut differenze = Vec::new();
    if forma(&prima.nome) != forma(&ora.nome) {
        differenze.push(
            Differenza::nuova(Ambito::Progetto, Tipo::Rinominato)
                .campo("attività")
                .tra(
                    (prima.nome.clone(), prima.origine.clone()),
                    (ora.nome.clone(), ora.origine.clone()),
                ),
        );
    }
    let valori = |a: &AttivitaProgetto| {
        [
            ("inizio", a.inizio.clone()),
            ("fine", a.fine.clone()),
            ("target", a.target.clone()),
            ("risultato", a.risultato.clone()),
        ]
    };
    for ((campo, vecchio), (_, nuovo)) in valori(prima).into_iter().zip(valori(ora)) {
        if !stesso_valore(Some(&vecchio), Some(&nuovo)) {
            differenze.push(Differenza {
                variazione: variazione(Some(&vecchio), Some(&nuovo)),
                ..Differenza::nuova(Ambito::Progetto, Tipo::Cambiato)
                    .campo(campo)
                    .tra(
                        capo(Some(&vecchio), &prima.origine),
                        capo(Some(&nuovo), &ora.origine),
                    )
            });
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
            ("peso", (peso, a.luogo("peso"))),
            ("note", testo_di(&a.note, a.luogo("note"))),
        ]
    };
    differenze.extend(campi(&testi(prima), &testi(ora)));
    differenze
        .into_iter()
        .map(|d| Differenza {
            attivita: Some(ora.nome.clone()),
            ..d
        })
        .collect()
}
