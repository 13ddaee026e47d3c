//! The cruscotti: which came and went, what each is called, its footnotes, then its rows.

use crate::model::nome::chiave;
use crate::model::{Cruscotto, Modello, Origine};

use super::allinea::{Abbinati, Allineamento};
use super::differenza::{Capo, Come, Cosa, Differenza, ParteCruscotto};
use super::righe::{self, RigaNota};
use super::valori::{facoltativo, forma, parole_comuni};

/// Pairs cruscotti by id, by what one of them says that it was, then by name: a workbook may be
/// saved under another file name.
pub(super) fn abbina<'a>(vecchio: &'a Modello, nuovo: &'a Modello) -> Abbinati<'a, Cruscotto> {
    Allineamento::nuovo(&vecchio.cruscotti, &nuovo.cruscotti)
        .per_chiave(|c| c.id.clone())
        .per_somiglianza(|prima, ora| prima.e_diventato(ora).then_some(1.0))
        .per_chiave(|c| chiave(&c.nome))
        .fine()
}

/// Compares all cruscotti.
pub(super) fn confronta(vecchio: &Modello, nuovo: &Modello) -> Vec<Differenza> {
    let abbinati = abbina(vecchio, nuovo);
    let mut differenze = Vec::new();
    for coppia in abbinati.coppie() {
        differenze.extend(di_una_coppia((vecchio, nuovo), coppia, &abbinati));
    }
    let intero = |c: &Cruscotto| Cosa::Cruscotto(c.id.clone(), ParteCruscotto::Intero);
    let (prima, ora) = (&vecchio.cruscotti, &nuovo.cruscotti);
    let finiti = abbinati
        .tolti
        .iter()
        .filter(|c| !ora.iter().any(|o| c.e_diventato(o)));
    differenze.extend(finiti.map(|c| intero(c).tolta(nome(c))));
    let nati = abbinati
        .aggiunti
        .iter()
        .filter(|c| !prima.iter().any(|p| p.e_diventato(c)));
    differenze.extend(nati.map(|c| intero(c).aggiunta(nome(c))));
    differenze.extend(abbinati.riordino(|_, _| true).map(|riordino| {
        let (prima, ora) = (nome(riordino.prima), nome(riordino.ora));
        Cosa::OrdineCruscotti.riordinata(prima, ora, riordino.quanti)
    }));
    differenze
}

/// A cruscotto that both have, with those that became a part of it and those that it was made into.
fn di_una_coppia<'a>(
    (vecchio, nuovo): (&'a Modello, &'a Modello),
    (prima, ora): (&'a Cruscotto, &'a Cruscotto),
    abbinati: &Abbinati<'a, Cruscotto>,
) -> Vec<Differenza> {
    let uniti = abbinati.tolti.iter().copied();
    let uniti: Vec<_> = uniti.filter(|c| c.e_diventato(ora)).collect();
    let divisi = abbinati.aggiunti.iter().copied();
    let divisi: Vec<_> = divisi.filter(|c| prima.e_diventato(c)).collect();
    let diventato = |prima: &Cruscotto, ora: &Cruscotto| {
        Cosa::Cruscotto(ora.id.clone(), ParteCruscotto::Nome).rinominata(nome(prima), nome(ora))
    };
    let mut differenze = intestazione(prima, ora);
    differenze.extend(uniti.iter().map(|c| diventato(c, ora)));
    differenze.extend(divisi.iter().map(|c| diventato(prima, c)));
    differenze.extend(righe::confronta(
        ora,
        &righe_di(vecchio, prima, &uniti),
        &righe_di(nuovo, ora, &divisi),
    ));
    differenze.extend(note(prima, ora));
    differenze
}

fn righe_di<'a>(
    modello: &'a Modello,
    cruscotto: &'a Cruscotto,
    altri: &[&'a Cruscotto],
) -> Vec<RigaNota<'a>> {
    let tutti = std::iter::once(cruscotto).chain(altri.iter().copied());
    tutti.flat_map(|c| righe::note(modello, c)).collect()
}

fn nome(cruscotto: &Cruscotto) -> Capo {
    (cruscotto.nome.clone(), Origine::file(&cruscotto.file)).into()
}

/// Name, kind and person in charge.
fn intestazione(prima: &Cruscotto, ora: &Cruscotto) -> Vec<Differenza> {
    let campi = |c: &Cruscotto| {
        [
            (ParteCruscotto::Nome, c.nome.clone()),
            (ParteCruscotto::Tipo, c.tipo.clone()),
            (ParteCruscotto::Responsabile, facoltativo(&c.responsabile)),
        ]
    };
    let (luogo_prima, luogo_ora) = (Origine::file(&prima.file), Origine::file(&ora.file));
    campi(prima)
        .into_iter()
        .zip(campi(ora))
        .filter(|((_, vecchio), (_, nuovo))| forma(vecchio) != forma(nuovo))
        .map(|((parte, vecchio), (_, nuovo))| {
            let cosa = Cosa::Cruscotto(ora.id.clone(), parte);
            let (vecchio, nuovo) = ((vecchio, luogo_prima.clone()), (nuovo, luogo_ora.clone()));
            match parte {
                ParteCruscotto::Nome => cosa.rinominata(vecchio, nuovo),
                _ => cosa.cambiata(vecchio, nuovo, Come::Altrimenti),
            }
        })
        .collect()
}

/// Footnotes, each once.
fn note(prima: &Cruscotto, ora: &Cruscotto) -> Vec<Differenza> {
    let abbinati = Allineamento::nuovo(&prima.note, &ora.note)
        .per_chiave(|nota| forma(nota))
        .per_somiglianza(|a, b| Some(parole_comuni(a, b)).filter(|comuni| *comuni >= 0.5))
        .fine();
    let cosa = || Cosa::Cruscotto(ora.id.clone(), ParteCruscotto::Nota);
    let capo = |c: &Cruscotto, nota: &String| (nota.clone(), Origine::file(&c.file));
    let cambiate = abbinati
        .coppie()
        .filter(|(a, b)| forma(a) != forma(b))
        .map(|(a, b)| cosa().cambiata(capo(prima, a), capo(ora, b), Come::Altrimenti));
    let tolte = abbinati
        .tolti
        .iter()
        .map(|nota| cosa().tolta(capo(prima, nota)));
    let aggiunte = abbinati
        .aggiunti
        .iter()
        .map(|nota| cosa().aggiunta(capo(ora, nota)));
    cambiate.chain(tolte).chain(aggiunte).collect()
}
