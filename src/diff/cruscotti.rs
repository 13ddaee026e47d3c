//! The cruscotti: which came and went, what each is called, its footnotes, then its rows.

use crate::model::nome::chiave;
use crate::model::{Cruscotto, Modello, Origine};

use super::allinea::{Abbinati, Allineamento};
use super::differenza::{Ambito, Capo, Differenza, Tipo};
use super::righe;
use super::valori::{forma, non_vuoto, parole_comuni};

/// Pairs cruscotti by id, then by name: a workbook may be saved under another file name.
pub fn abbina<'a>(vecchio: &'a Modello, nuovo: &'a Modello) -> Abbinati<'a, Cruscotto> {
    Allineamento::nuovo(&vecchio.cruscotti, &nuovo.cruscotti)
        .per_chiave(|c| c.id.clone())
        .per_chiave(|c| chiave(&c.nome))
        .fine()
}

/// Compares all cruscotti.
pub fn confronta(vecchio: &Modello, nuovo: &Modello) -> Vec<Differenza> {
    let abbinati = abbina(vecchio, nuovo);
    let mut differenze = Vec::new();
    for (prima, ora) in abbinati.coppie() {
        differenze.extend(intestazione(prima, ora));
        differenze.extend(righe::confronta(
            &ora.id,
            &righe::note(vecchio, prima),
            &righe::note(nuovo, ora),
        ));
        differenze.extend(note(prima, ora));
    }
    let intero = |c: &Cruscotto, tipo| di(c, Differenza::nuova(Ambito::Cruscotto, tipo));
    differenze.extend(
        abbinati
            .tolti
            .iter()
            .map(|c| intero(c, Tipo::Tolto).solo_vecchio(nome(c))),
    );
    differenze.extend(
        abbinati
            .aggiunti
            .iter()
            .map(|c| intero(c, Tipo::Aggiunto).solo_nuovo(nome(c))),
    );
    differenze.extend(abbinati.riordino(|_, _| true).map(|riordino| {
        let mut differenza = Differenza::nuova(Ambito::Cruscotto, Tipo::Riordinato)
            .campo("ordine")
            .tra(nome(riordino.prima), nome(riordino.ora));
        differenza.fuori_posto = Some(riordino.quanti);
        differenza
    }));
    differenze
}

fn nome(cruscotto: &Cruscotto) -> Capo {
    (cruscotto.nome.clone(), Origine::file(&cruscotto.file))
}

fn di(cruscotto: &Cruscotto, differenza: Differenza) -> Differenza {
    Differenza {
        cruscotto: Some(cruscotto.id.clone()),
        ..differenza
    }
}

/// Name, kind and person in charge.
fn intestazione(prima: &Cruscotto, ora: &Cruscotto) -> Vec<Differenza> {
    let campi = |c: &Cruscotto| {
        [
            ("nome", Tipo::Rinominato, c.nome.clone()),
            ("tipo", Tipo::Cambiato, c.tipo.clone()),
            (
                "responsabile",
                Tipo::Cambiato,
                non_vuoto(c.responsabile.clone().unwrap_or_default()),
            ),
        ]
    };
    campi(prima)
        .into_iter()
        .zip(campi(ora))
        .filter(|((_, _, vecchio), (_, _, nuovo))| forma(vecchio) != forma(nuovo))
        .map(|((campo, tipo, vecchio), (_, _, nuovo))| {
            let differenza = Differenza::nuova(Ambito::Cruscotto, tipo).campo(campo).tra(
                (vecchio, Origine::file(&prima.file)),
                (nuovo, Origine::file(&ora.file)),
            );
            di(ora, differenza)
        })
        .collect()
}

/// Footnotes, each once.
fn note(prima: &Cruscotto, ora: &Cruscotto) -> Vec<Differenza> {
    let abbinati = Allineamento::nuovo(&prima.note, &ora.note)
        .per_chiave(|nota| forma(nota))
        .per_somiglianza(|a, b| Some(parole_comuni(a, b)).filter(|comuni| *comuni >= 0.5))
        .fine();
    let nuova = |tipo| {
        di(
            ora,
            Differenza::nuova(Ambito::Cruscotto, tipo).campo("note"),
        )
    };
    let capo = |c: &Cruscotto, nota: &String| (nota.clone(), Origine::file(&c.file));
    let cambiate = abbinati
        .coppie()
        .filter(|(a, b)| forma(a) != forma(b))
        .map(|(a, b)| nuova(Tipo::Cambiato).tra(capo(prima, a), capo(ora, b)));
    let tolte = abbinati
        .tolti
        .iter()
        .map(|nota| nuova(Tipo::Tolto).solo_vecchio(capo(prima, nota)));
    let aggiunte = abbinati
        .aggiunti
        .iter()
        .map(|nota| nuova(Tipo::Aggiunto).solo_nuovo(capo(ora, nota)));
    cambiate.chain(tolte).chain(aggiunte).collect()
}
