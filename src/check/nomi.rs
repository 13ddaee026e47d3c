//! Names that are nearly the same: typing slips, capitals.

use std::collections::HashMap;

use crate::model::nome::chiave;
use crate::model::{Diagnosi, Origine};

use super::{Dati, diags, simili};

/// A name as it is written, with the places that write it so.
struct Scrittura<'a> {
    nome: &'a str,
    luoghi: Vec<Origine>,
    /// The code that tells an indicator from those with a like name.
    codice: Option<&'a str>,
}

/// Indicators, actions, sources and the services of one file written in two ways that are likely one.
pub(super) fn nome_simile(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let righe = || {
        dati.modello
            .cruscotti
            .iter()
            .flat_map(|cruscotto| &cruscotto.righe)
    };
    let codice = |id: &str| {
        dati.indice
            .di(id)
            .and_then(|(indicatore, _)| indicatore.codice.as_deref())
    };
    let indicatori = righe().map(|r| (r.nome.as_str(), r.origine.clone(), codice(&r.indicatore)));
    let azioni = righe().map(|r| (r.azione.as_str(), r.luogo(r.celle.azione), None));
    let fonti = righe().map(|r| (r.fonte.as_str(), r.luogo(r.celle.fonte), None));
    diagnosi.extend(confronta("l'indicatore", scritture(indicatori)));
    diagnosi.extend(confronta("l'azione", scritture(azioni)));
    diagnosi.extend(confronta("la fonte", scritture(fonti)));
    diagnosi.extend(confronta("il servizio", scritture(servizi(dati))));
}

/// The names of the cruscotti that share a file, each at its first row: a column may tell them apart.
fn servizi<'a>(dati: &Dati<'a>) -> impl Iterator<Item = (&'a str, Origine, Option<&'a str>)> {
    let cruscotti = &dati.modello.cruscotti;
    let mut quanti: HashMap<&str, usize> = HashMap::new();
    for cruscotto in cruscotti {
        *quanti.entry(&cruscotto.file).or_default() += 1;
    }
    let insieme = cruscotti
        .iter()
        .filter(move |c| quanti[c.file.as_str()] > 1);
    insieme.filter_map(|c| Some((c.nome.as_str(), c.righe.first()?.origine.clone(), None)))
}

/// Each way of writing once, in the order in which they first appear.
fn scritture<'a>(
    nomi: impl Iterator<Item = (&'a str, Origine, Option<&'a str>)>,
) -> Vec<Scrittura<'a>> {
    let mut posti: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    let mut scritture: Vec<Scrittura<'a>> = Vec::new();
    for (nome, luogo, codice) in nomi.filter(|(nome, ..)| !nome.is_empty()) {
        let posto = *posti.entry((nome, codice)).or_insert_with(|| {
            scritture.push(Scrittura {
                nome,
                luoghi: Vec::new(),
                codice,
            });
            scritture.len() - 1
        });
        if scritture[posto].luoghi.last() != Some(&luogo) {
            scritture[posto].luoghi.push(luogo);
        }
    }
    scritture
}

/// The rarer writing of each like pair is the one to look at; of two as rare, the later.
fn confronta(che: &str, scritture: Vec<Scrittura<'_>>) -> Vec<Diagnosi> {
    let nomi: Vec<&str> = scritture.iter().map(|scrittura| scrittura.nome).collect();
    let mut diagnosi = Vec::new();
    for (prima, dopo) in simili::coppie(&nomi) {
        let (prima, dopo) = (&scritture[prima], &scritture[dopo]);
        let distinti =
            prima.codice.is_some() && dopo.codice.is_some() && prima.codice != dopo.codice;
        if prima.nome == dopo.nome || distinti {
            continue;
        }
        let (giusta, sospetta) = if dopo.luoghi.len() > prima.luoghi.len() {
            (dopo, prima)
        } else {
            (prima, dopo)
        };
        let stesso = chiave(giusta.nome) == chiave(sospetta.nome);
        let luoghi = sospetta
            .luoghi
            .iter()
            .chain(giusta.luoghi.first())
            .cloned()
            .collect();
        diagnosi.extend(diags::nome_simile(
            che,
            sospetta.nome,
            giusta.nome,
            stesso,
            luoghi,
        ));
    }
    diagnosi
}
