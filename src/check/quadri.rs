//! Sums and percentages that `ciclo.toml` declares for the tables in `quadri/`.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::cycle::scritto::{QuadroScritto, SommaScritta};
use crate::model::nome::piu_vicino;
use crate::model::{Diagnosi, Origine, Quadro, Valore, italiano};

use super::{Dati, diags};

/// No body counts as much: beyond, a figure was mistyped. Below, sums of them all fit a number.
const MASSIMA: i64 = 1_000_000_000_000_000;

/// Heading of the first column of a table whose rows the chapters cite by a code.
const PER_CODICE: &str = "Codice";

/// Figures that are out of all measure: no sum that they are part of can be checked or drawn.
pub(super) fn cifra_smisurata(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for quadro in dati.modello.quadri.values() {
        for riga in &quadro.righe {
            for (colonna, cella) in quadro.colonne.iter().zip(&riga.celle) {
                let numero = cella.dato.numero().unwrap_or_default();
                if numero.abs() > Decimal::from(MASSIMA) {
                    diagnosi.push(diags::cifra_smisurata(&colonna.nome_intero(), cella));
                }
            }
        }
    }
}

/// The tables that `ciclo.toml` speaks of, with what it says.
fn dichiarati<'a>(dati: &Dati<'a>) -> impl Iterator<Item = (&'a Quadro, &'a QuadroScritto)> {
    let (modello, impostazioni) = (dati.modello, dati.impostazioni);
    modello
        .quadri
        .values()
        .filter_map(move |q| Some((q, impostazioni.quadri.get(&q.id)?)))
}

/// A sum or percentage that names a row or column which the table has not: it would be checked in
/// silence by no one.
pub(super) fn nomi_dichiarati(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (quadro, scritto) in dichiarati(dati) {
        let voci: Vec<&str> = quadro.righe.iter().map(|riga| riga.voce.as_str()).collect();
        let colonne: Vec<String> = quadro
            .colonne
            .iter()
            .map(|colonna| colonna.nome_intero())
            .collect();
        let colonne: Vec<&str> = colonne.iter().map(String::as_str).collect();
        let mut detti = BTreeSet::new();
        let mut nomina = |nome: &str, che, noti: &[&str], posto: [&str; 2]| {
            if noti.contains(&nome) || !detti.insert((nome.to_owned(), posto.map(str::to_owned))) {
                return;
            }
            let luogo = dati
                .impostazioni
                .luogo(&["quadri", &quadro.id, posto[0], posto[1]]);
            let vicino = piu_vicino(nome, noti.iter().copied());
            diagnosi.push(diags::nome_dichiarato(luogo, &quadro.id, che, nome, vicino));
        };
        for (n, somma) in scritto.somme_righe.iter().enumerate() {
            for nome in nominati(somma, &voci) {
                nomina(nome, "riga", &voci, ["somme-righe", &n.to_string()]);
            }
        }
        for (n, somma) in scritto.somme_colonne.iter().enumerate() {
            for nome in nominati(somma, &colonne) {
                nomina(nome, "colonna", &colonne, ["somme-colonne", &n.to_string()]);
            }
        }
        for (n, percentuale) in scritto.percentuali.iter().enumerate() {
            for nome in [&percentuale.colonna, &percentuale.di, &percentuale.su] {
                nomina(nome, "colonna", &colonne, ["percentuali", &n.to_string()]);
            }
        }
    }
}

/// Rows that `ciclo.toml` or a chapter calls by a name that stands twice in their table: nobody
/// could say which one is meant.
pub(super) fn voci_ripetute(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for quadro in dati.modello.quadri.values() {
        let mut chiamate: BTreeSet<&str> = BTreeSet::new();
        if quadro.voce == PER_CODICE {
            chiamate.extend(quadro.righe.iter().map(|riga| riga.voce.as_str()));
        }
        if let Some(scritto) = dati.impostazioni.quadri.get(&quadro.id) {
            let voci: Vec<&str> = quadro.righe.iter().map(|riga| riga.voce.as_str()).collect();
            let somme = scritto.somme_righe.iter();
            chiamate.extend(somme.flat_map(|somma| nominati(somma, &voci)));
        }
        let segnaposto = dati.impostazioni.segnaposto.values();
        let suoi = segnaposto.filter(|segnaposto| segnaposto.quadro == quadro.id);
        chiamate.extend(suoi.map(|segnaposto| segnaposto.voce.as_str()));
        for voce in chiamate {
            let sue = quadro.righe.iter().filter(|riga| riga.voce == voce);
            let luoghi: Vec<Origine> = sue.map(|riga| quadro.luogo_di(riga)).collect();
            if luoghi.len() > 1 {
                diagnosi.extend(diags::voce_ripetuta(&quadro.id, voce, luoghi));
            }
        }
    }
}

fn nominati<'a>(somma: &'a SommaScritta, noti: &[&str]) -> Vec<&'a str> {
    let addendi = somma
        .addendi
        .iter()
        .map(|addendo| con_segno(addendo, noti).1);
    std::iter::once(somma.totale.as_str())
        .chain(addendi)
        .collect()
}

/// An addend's sign and name: a leading `-` takes away, unless a name begins so.
fn con_segno<'a>(addendo: &'a str, noti: &[&str]) -> (Decimal, &'a str) {
    match addendo.strip_prefix('-') {
        Some(nome) if !noti.contains(&addendo) => (Decimal::NEGATIVE_ONE, nome.trim_start()),
        _ => (Decimal::ONE, addendo),
    }
}

/// Declared sums that do not hold, down the columns and along the rows.
pub(super) fn somma_errata(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (quadro, scritto) in dichiarati(dati) {
        let voci: Vec<&str> = quadro.righe.iter().map(|riga| riga.voce.as_str()).collect();
        for somma in &scritto.somme_righe {
            // Shares do not add up to the share of the sum: those that are declared have a rule of
            // their own.
            let quote: Vec<&str> = scritto
                .percentuali
                .iter()
                .map(|p| p.colonna.as_str())
                .collect();
            let colonne = quadro.colonne.iter().enumerate();
            for (n, colonna) in
                colonne.filter(|(_, colonna)| !quote.contains(&colonna.nome_intero().as_str()))
            {
                let cella = |voce: &str| quadro.riga(voce).and_then(|riga| riga.celle.get(n));
                let dove = format!("nella colonna «{}»", colonna.nome_intero());
                diagnosi.extend(somma_di(somma, &voci, cella, &dove));
            }
        }
        let colonne: Vec<String> = quadro
            .colonne
            .iter()
            .map(|colonna| colonna.nome_intero())
            .collect();
        let colonne: Vec<&str> = colonne.iter().map(String::as_str).collect();
        for somma in &scritto.somme_colonne {
            for riga in &quadro.righe {
                let cella = |nome: &str| riga.celle.get(quadro.colonna(nome)?);
                let dove = format!("nella riga «{}»", riga.voce);
                diagnosi.extend(somma_di(somma, &colonne, cella, &dove));
            }
        }
    }
}

/// One sum in one column or row. It says nothing where the total or every addend is blank; words
/// where the others are figures keep it from being checked, and are told.
fn somma_di<'a>(
    somma: &SommaScritta,
    noti: &[&str],
    cella: impl Fn(&str) -> Option<&'a Valore>,
    dove: &str,
) -> Option<Diagnosi> {
    let totale = cella(&somma.totale).filter(|totale| !totale.dato.assente())?;
    let addendi = somma.addendi.iter().map(|addendo| {
        let (segno, nome) = con_segno(addendo, noti);
        Some((segno, cella(nome)?))
    });
    let mut addendi: Vec<(Decimal, &Valore)> = addendi.collect::<Option<_>>()?;
    addendi.retain(|(_, valore)| !valore.dato.assente());
    let cifre = |valore: &&Valore| valore.dato.numero().is_some();
    let tutti = || std::iter::once(totale).chain(addendi.iter().map(|(_, valore)| *valore));
    if !tutti().any(|valore| cifre(&valore)) || addendi.is_empty() {
        return None;
    }
    if let Some(parola) = tutti().find(|valore| !cifre(valore)) {
        // Of a figure that was not understood it is said what is wrong with it.
        let capita = parola.rilievo.is_none();
        return capita.then(|| diags::somma_con_parole(&somma.totale, dove, parola));
    }
    let mut vera = Decimal::ZERO;
    for (segno, valore) in &addendi {
        // Only figures that are out of all measure, and told as such, add up to too much.
        vera = vera.checked_add(segno * valore.dato.numero()?)?;
    }
    let addendi: Vec<&Valore> = addendi.into_iter().map(|(_, valore)| valore).collect();
    (Some(vera) != totale.dato.numero())
        .then(|| diags::somma_errata(&somma.totale, dove, totale, vera, &addendi))
}

/// Declared percentages that do not follow from their two figures, at the decimals that the table
/// shows.
pub(super) fn percentuale_errata(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (quadro, scritto) in dichiarati(dati) {
        for percentuale in &scritto.percentuali {
            for riga in &quadro.righe {
                let cella = |nome: &str| riga.celle.get(quadro.colonna(nome)?);
                let (Some(quota), Some(di), Some(su)) = (
                    cella(&percentuale.colonna),
                    cella(&percentuale.di),
                    cella(&percentuale.su),
                ) else {
                    continue;
                };
                diagnosi.extend(percentuale_di(&riga.voce, quota, di, su));
            }
        }
    }
}

/// One percentage. It says nothing of one that has no figures, or whose whole is 0.
fn percentuale_di(voce: &str, quota: &Valore, di: &Valore, su: &Valore) -> Option<Diagnosi> {
    let (scritta, parte, intero) = (quota.dato.numero()?, di.dato.numero()?, su.dato.numero()?);
    if intero.is_zero() {
        return None;
    }
    let vera = parte
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|cento| cento.checked_div(intero));
    let Some(vera) = vera else {
        return Some(diags::percentuale_smisurata(voce, quota, di, su));
    };
    let decimali = quota.dato.grandezze().next()?.decimali;
    let tonda = italiano::arrotonda(vera, decimali);
    let errata = tonda != italiano::arrotonda(scritta, decimali);
    errata.then(|| diags::percentuale_errata(voce, quota, tonda, di, su))
}
