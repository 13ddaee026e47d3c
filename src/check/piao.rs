//! Rules about what the PIAO, the PIRA and the promises of one page ask for.

use std::collections::BTreeSet;

use crate::model::nome::piu_vicino;
use crate::model::{Cruscotto, Diagnosi, Modello, Obiettivo, Riga, RuoloCruscotto};

use super::{Dati, diags};

/// An indicator that `ciclo.toml` names and no cruscotto has.
pub(super) fn indicatore_sconosciuto(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (posto, nome) in citati(dati.modello) {
        if dati.indice.di(nome).is_some() {
            continue;
        }
        let posto: Vec<&str> = posto.iter().map(String::as_str).collect();
        let noti = dati.modello.indicatori.iter();
        let noti = noti.flat_map(|indicatore| [indicatore.id.as_str(), &indicatore.nome]);
        diagnosi.push(diags::indicatore_sconosciuto(
            &dati.modello.nomi,
            dati.impostazioni.luogo(&posto),
            nome,
            piu_vicino(nome, noti),
        ));
    }
}

/// The indicators that the settings name, each with its place.
fn citati(modello: &Modello) -> Vec<(Vec<String>, &str)> {
    let posto = |parti: &[&str]| parti.iter().map(|parte| (*parte).to_owned()).collect();
    let mut citati: Vec<(Vec<String>, &str)> = Vec::new();
    if let Some(piao) = &modello.piao {
        let valori = piao.valore_pubblico.iter().map(|valore| &valore.indicatori);
        let misure = piao.anticorruzione.iter().map(|misura| &misura.indicatori);
        let elenchi = [
            ("valore-pubblico", valori.collect::<Vec<_>>()),
            ("anticorruzione", misure.collect()),
        ];
        for (sezione, elenco) in elenchi {
            for (n, indicatori) in elenco.into_iter().enumerate() {
                let dove: Vec<String> = posto(&["piao", sezione, &n.to_string(), "indicatori"]);
                citati.extend(indicatori.iter().map(|uno| (dove.clone(), uno.as_str())));
            }
        }
    }
    citati.extend(modello.promesse.iter().enumerate().map(|(n, promessa)| {
        let dove = posto(&["pagina", "promesse", &n.to_string(), "indicatore"]);
        (dove, promessa.indicatore.as_str())
    }));
    citati
}

/// What the PIAO asks for and nobody wrote: of each obiettivo, and of the rows of each cruscotto.
pub(super) fn campo_mancante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    if dati.modello.piao.is_none() {
        return;
    }
    for (obiettivo, luogo) in dati.obiettivi() {
        let mancanti = dell_obiettivo(obiettivo);
        if !mancanti.is_empty() {
            let nomi = &dati.modello.nomi;
            let campi = diags::campi_dell_obiettivo(nomi, luogo(&[]), obiettivo, &mancanti);
            diagnosi.push(campi);
        }
    }
    let cruscotti = dati.modello.cruscotti.iter();
    let cruscotti = cruscotti.filter(|c| dati.modello.ruolo(c) != RuoloCruscotto::Individuale);
    diagnosi.extend(cruscotti.filter_map(|cruscotto| del_cruscotto(dati, cruscotto)));
}

/// What the rows of the indicators that a cruscotto owns lack, together.
fn del_cruscotto(dati: &Dati<'_>, cruscotto: &Cruscotto) -> Option<Diagnosi> {
    let (mut luoghi, mut mancanti) = (Vec::new(), BTreeSet::new());
    let sue = cruscotto.righe.iter().filter(|riga| {
        let indicatore = dati.indice.di(&riga.indicatore);
        indicatore.is_some_and(|(indicatore, _)| indicatore.proprietario == cruscotto.id)
    });
    for riga in sue {
        let vuoti = della_riga(riga);
        if !vuoti.is_empty() {
            luoghi.push(riga.origine.clone());
            mancanti.extend(vuoti);
        }
    }
    let mancanti: Vec<&str> = mancanti.into_iter().collect();
    diags::campi_delle_righe(&dati.modello.nomi, cruscotto, luoghi, &mancanti)
}

fn dell_obiettivo(obiettivo: &Obiettivo) -> Vec<&'static str> {
    let campi = [
        ("descrizione", obiettivo.descrizione.is_none()),
        ("stakeholder", obiettivo.stakeholder.is_empty()),
        ("risorse", obiettivo.risorse.vuote()),
    ];
    vuoti(&campi)
}

fn della_riga(riga: &Riga) -> Vec<&'static str> {
    let vuoto = |testo: &Option<String>| testo.as_deref().is_none_or(|t| t.trim().is_empty());
    let campi = [
        ("Dimensione", vuoto(&riga.dimensione)),
        ("Formula", vuoto(&riga.formula)),
        ("Fonte", riga.fonte.trim().is_empty()),
    ];
    vuoti(&campi)
}

fn vuoti(campi: &[(&'static str, bool)]) -> Vec<&'static str> {
    campi
        .iter()
        .filter(|(_, vuoto)| *vuoto)
        .map(|(nome, _)| *nome)
        .collect()
}
