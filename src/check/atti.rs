//! The date and the act of a document: whether they can be its own.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::cycle::Impostazioni;
use crate::documents::{self, Descrittore, Periodo};
use crate::model::Diagnosi;
use crate::words::{ANNI, valore};

use super::{Dati, diags};

/// The documents that `ciclo.toml` speaks of: a draft may still have last year's act.
pub(super) fn atto_non_plausibile(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let documenti = documents::con_capitoli(&dati.modello.documenti);
    let dichiarati = documenti
        .iter()
        .filter(|documento| dati.impostazioni.dichiara(&["documenti", &documento.id]));
    diagnosi.extend(dichiarati.filter_map(|documento| atto(documento, dati.impostazioni)));
}

/// What keeps a document's date or act from being its own; for a document without a section, that
/// nobody wrote its date.
pub fn atto(documento: &Descrittore, impostazioni: &Impostazioni) -> Option<Diagnosi> {
    let sezione = ["documenti", documento.id.as_str()];
    let scritto = impostazioni.documenti.get(&documento.id)?;
    if !impostazioni.dichiara(&sezione) {
        let luogo = impostazioni.luogo(&["documenti"]);
        return Some(diags::data_non_scritta(luogo, documento));
    }
    let luogo = |chiave| impostazioni.luogo(&[sezione[0], sezione[1], chiave]);
    let giorni = giorni_plausibili(documento, impostazioni);
    if !giorni.contains(&scritto.data) {
        return Some(diags::data_di_un_altro_anno(
            luogo("data"),
            documento,
            &giorni,
        ));
    }
    let delibera = scritto.delibera.as_deref()?;
    estraneo(delibera, &giorni)
        .then(|| diags::atto_di_un_altro_anno(luogo("delibera"), documento, delibera, &giorni))
}

/// The days on which a document can be approved: a plan within the January of its year or in the
/// months before, when the year before has had its own, late at the most by the end of it; a
/// Relazione after its year is over.
fn giorni_plausibili(documento: &Descrittore, impostazioni: &Impostazioni) -> RangeInclusive<Date> {
    let (anno, rendicontato) = (impostazioni.anno, impostazioni.anno_relazione);
    let da_gennaio = |anno| giorno(anno, 1, 1);
    let a_dicembre = |anno| giorno(anno, 12, 31);
    let (prima, dopo) = (anno.saturating_sub(1), anno.saturating_add(1));
    match documento.periodo {
        Periodo::Triennio => giorno(prima, 7, 1)..=a_dicembre(anno),
        Periodo::Rendicontato => {
            da_gennaio(rendicontato.saturating_add(1))..=a_dicembre(rendicontato.saturating_add(2))
        }
        Periodo::Anno | Periodo::AllaData => da_gennaio(prima)..=a_dicembre(dopo),
    }
}

/// A day of a year that may be any number at all.
fn giorno(anno: i16, mese: i8, giorno: i8) -> Date {
    let estremo = if anno < 0 { Date::MIN } else { Date::MAX };
    Date::new(anno, mese, giorno).unwrap_or(estremo)
}

/// True of an act that tells its day, or else its year, and none on which the document can be
/// approved.
fn estraneo(atto: &str, giorni: &RangeInclusive<Date>) -> bool {
    let suoi = giorni_scritti(atto);
    if !suoi.is_empty() {
        return !suoi.iter().any(|giorno| giorni.contains(giorno));
    }
    let anni = giorni.start().year()..=giorni.end().year();
    let suoi = anni_scritti(atto);
    !suoi.is_empty() && !suoi.iter().any(|anno| anni.contains(anno))
}

/// The days that an act's name tells: `del 20 dicembre 2021`, `del 14-12-2021`.
fn giorni_scritti(atto: &str) -> Vec<Date> {
    let parole: Vec<&str> = atto
        .split_whitespace()
        .map(|parola| parola.trim_matches([',', ';', '.', '(', ')']))
        .collect();
    let brevi = parole.iter().filter_map(|parola| valore::data(parola));
    let estesi = parole
        .windows(3)
        .filter_map(|tre| valore::data(&tre.join(" ")));
    brevi.chain(estesi).collect()
}

/// The years that an act's name tells, `delibera n. 12/2022`; its number is none.
fn anni_scritti(atto: &str) -> Vec<i16> {
    let mut prima = "";
    let mut anni = Vec::new();
    for parola in atto.split(|c: char| c.is_whitespace() || "/-.,;()".contains(c)) {
        let numero = matches!(
            prima.to_lowercase().as_str(),
            "n" | "n°" | "nr" | "numero" | "num"
        );
        let anno = parola.parse().ok().filter(|_| parola.len() == 4 && !numero);
        anni.extend(anno.filter(|anno: &i16| ANNI.contains(anno)));
        if !parola.is_empty() {
            prima = parola;
        }
    }
    anni
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_told_from_numbers() {
        let casi: [(&str, &[i16]); 5] = [
            ("delibera n. 12/2022", &[2022]),
            ("deliberazione n. 13C/2021 del 14-12-2021", &[2021, 2021]),
            ("determinazione n. 2019", &[]),
            ("delibera n. 2019 del 27 gennaio 2022", &[2022]),
            ("delibera n. 1", &[]),
        ];
        for (atto, attesi) in casi {
            assert_eq!(anni_scritti(atto), attesi, "{atto}");
        }
    }

    #[test]
    fn an_act_is_known_by_its_day_or_else_by_its_year() {
        let del_2022 = giorno(2021, 7, 1)..=giorno(2022, 12, 31);
        let casi = [
            ("delibera n. 12/2021", false),
            ("delibera n. 12 del 27 gennaio 2021", true),
            ("delibera n. 97/2021 del 20/12/2021", false),
            ("deliberazione n. 4 del 28.01.2022, pubblicata", false),
            ("delibera n. 12/2019", true),
            ("delibera n. 2019", false),
            ("delibera n. 1", false),
        ];
        for (atto, atteso) in casi {
            assert_eq!(estraneo(atto, &del_2022), atteso, "{atto}");
        }
    }
}
