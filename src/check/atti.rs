//! The date and the act of a document: whether they can be its own.

use std::ops::RangeInclusive;

use crate::cycle::Impostazioni;
use crate::documents::{self, Descrittore, Periodo};
use crate::model::Diagnosi;
use crate::words::ANNI;

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
    let anni = anni_plausibili(documento, impostazioni);
    if !anni.contains(&scritto.data.year()) {
        return Some(diags::data_di_un_altro_anno(
            luogo("data"),
            documento,
            &anni,
        ));
    }
    let delibera = scritto.delibera.as_deref()?;
    let dell_atto = anni_scritti(delibera);
    let estraneo = !dell_atto.is_empty() && !dell_atto.iter().any(|anno| anni.contains(anno));
    estraneo.then(|| diags::atto_di_un_altro_anno(luogo("delibera"), documento, delibera, &anni))
}

/// The years in which a document can be approved: a plan within the January of its year or in the
/// months before, late at the most by the end of it; a Relazione after its year is over.
fn anni_plausibili(documento: &Descrittore, impostazioni: &Impostazioni) -> RangeInclusive<i16> {
    let (anno, rendicontato) = (impostazioni.anno, impostazioni.anno_relazione);
    match documento.periodo {
        Periodo::Triennio => anno.saturating_sub(1)..=anno,
        Periodo::Rendicontato => rendicontato.saturating_add(1)..=rendicontato.saturating_add(2),
        Periodo::Anno | Periodo::AllaData => anno.saturating_sub(1)..=anno.saturating_add(1),
    }
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
    use super::anni_scritti;

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
}
