//! Rules about what the PIAO, the PIRA and the promises of one page ask for.

use crate::model::nome::piu_vicino;
use crate::model::{Diagnosi, Modello, Obiettivo, Origine, Riga, RuoloCruscotto};

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
    for (p, prospettiva) in dati.modello.prospettive.iter().enumerate() {
        for (o, obiettivo) in prospettiva.obiettivi.iter().enumerate() {
            let posto = ["prospettive", &p.to_string(), "obiettivi", &o.to_string()];
            let mancanti = dell_obiettivo(obiettivo);
            if !mancanti.is_empty() {
                diagnosi.push(diags::campi_dell_obiettivo(
                    &dati.modello.nomi,
                    dati.impostazioni.luogo(&posto),
                    obiettivo,
                    &mancanti,
                ));
            }
        }
    }
    let cruscotti = dati.modello.cruscotti.iter();
    let cruscotti = cruscotti.filter(|c| dati.modello.ruolo(c) != RuoloCruscotto::Individuale);
    for cruscotto in cruscotti {
        let righe = cruscotto.righe.iter();
        let sue = righe.filter(|riga| {
            let indicatore = dati.modello.indicatore(&riga.indicatore);
            indicatore.is_some_and(|indicatore| indicatore.proprietario == cruscotto.id)
        });
        let incomplete: Vec<&Riga> = sue.filter(|riga| !della_riga(riga).is_empty()).collect();
        let mut mancanti: Vec<&str> = incomplete.iter().flat_map(|r| della_riga(r)).collect();
        mancanti.sort_unstable();
        mancanti.dedup();
        let luoghi: Vec<Origine> = incomplete.iter().map(|riga| riga.origine.clone()).collect();
        diagnosi.extend(diags::campi_delle_righe(
            &dati.modello.nomi,
            cruscotto,
            luoghi,
            &mancanti,
        ));
    }
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
