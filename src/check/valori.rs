//! Rules about targets and results: what is missing, what contradicts, what cannot be.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::valore::Limite;
use crate::model::{Dato, Diagnosi, Esito, Grandezza, Riga, UnitaMisura, Valore, Verso};
use crate::score::{self, Contesto, ambigui};
use crate::words::valore::{senza_unita, unita};

use super::da_scrivere::da_inventare;
use super::diags::Disaccordo;
use super::indice::Posto;
use super::{Dati, diags};

/// A target that is not the owner's.
pub(super) fn atteso_discordante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (_, righe) in dati.indice.indicatori() {
        for disaccordo in disaccordi(righe, Riga::anni_attesi, Riga::atteso) {
            diagnosi.push(diags::atteso_discordante(&disaccordo));
        }
    }
}

/// A result that is not the owner's.
pub(super) fn consuntivo_discordante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for (_, righe) in dati.indice.indicatori() {
        for disaccordo in disaccordi(
            righe,
            |riga| riga.consuntivo.keys().copied(),
            Riga::consuntivo,
        ) {
            diagnosi.push(diags::consuntivo_discordante(&disaccordo));
        }
    }
}

/// Where rows of one indicator contradict the first that says anything. A blank is no statement;
/// `-` is one.
fn disaccordi<'a, I: Iterator<Item = i16>>(
    righe: &[Posto<'a>],
    anni: impl Fn(&'a Riga) -> I,
    campo: impl Fn(&'a Riga, i16) -> Option<&'a Valore>,
) -> Vec<Disaccordo<'a>> {
    let anni: BTreeSet<i16> = righe.iter().flat_map(|(_, riga)| anni(riga)).collect();
    let mut trovati = Vec::new();
    for anno in anni {
        let mut detti = righe.iter().filter_map(|(cruscotto, riga)| {
            let valore = campo(riga, anno).filter(|valore| valore.dato != Dato::Vuoto)?;
            Some((*cruscotto, *riga, valore))
        });
        let Some((proprietario, _, proprio)) = detti.next() else {
            continue;
        };
        trovati.extend(
            detti
                .filter(|(_, _, valore)| !valore.mostrato().concorda(&proprio.mostrato()))
                .map(|(_, riga, valore)| Disaccordo {
                    anno,
                    riga,
                    valore,
                    proprietario,
                    proprio,
                }),
        );
    }
    trovati
}

/// A target and a result of kinds that cannot be compared, where no judged grade settles it.
pub(super) fn tipo_discordante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let anno = dati.valutazione.anno;
    let contesto = Contesto::nuovo(dati.modello, &dati.impostazioni.valutazione, anno);
    for riga in righe(dati).filter(|riga| contesto.riga(riga).discorde) {
        if let Some(atteso) = riga.atteso(anno) {
            diagnosi.push(diags::tipo_discordante(
                riga,
                anno,
                atteso,
                riga.consuntivo(anno),
            ));
        }
    }
}

/// A value in another unit than the one that its row says.
pub(super) fn unita_discordante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for riga in righe(dati) {
        let Some(scritta) = riga.unita_misura.as_deref() else {
            continue;
        };
        let detta = unita(scritta);
        let contraria = |grandezza: &Grandezza| match &detta {
            Some(detta) => !grandezza.unita.concorda(detta),
            None => grandezza.unita == UnitaMisura::Percento && senza_unita(scritta),
        };
        let contrari = riga.misure().filter(|v| v.dato.grandezze().any(contraria));
        diagnosi.extend(contrari.map(|v| diags::unita_discordante(&riga.nome, v, scritta)));
    }
}

/// A bare number that may be a share of one, beside a percentage of the same row or activity, or
/// beside a number a hundred times as large.
pub(super) fn percentuale_ambigua(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for riga in righe(dati) {
        let trovati = ambigui(riga.misure());
        if trovati.is_empty() {
            diagnosi.extend(scale_diverse(&riga.nome, riga.valori()));
        }
        let unita = riga.unita_misura.as_deref();
        let da_unita = trovati.is_empty() && unita.is_some_and(UnitaMisura::e_percento);
        let detti = trovati.into_iter().map(|(numero, percentuale)| {
            diags::percentuale_ambigua(&riga.nome, numero, percentuale)
        });
        diagnosi.extend(detti);
        if da_unita {
            let dubbi = riga
                .misure()
                .filter(|v| v.dato.grandezze().any(Grandezza::forse_quota));
            diagnosi.extend(dubbi.map(|v| diags::quota_o_percentuale(&riga.nome, v)));
        }
    }
    for progetto in &dati.modello.progetti {
        for attivita in &progetto.attivita {
            let trovati = ambigui(attivita.misure());
            if trovati.is_empty() {
                let valori = [&attivita.target, &attivita.risultato].into_iter();
                diagnosi.extend(scale_diverse(&attivita.nome, valori));
            }
            let detti = trovati.into_iter().map(|(numero, percentuale)| {
                diags::percentuale_ambigua(&attivita.nome, numero, percentuale)
            });
            diagnosi.extend(detti);
        }
    }
}

/// The first value that looks like a part of one, `0,95`, among numbers that look like points, `95`.
fn scale_diverse<'a>(
    nome: &str,
    mut valori: impl Iterator<Item = &'a Valore> + Clone,
) -> Option<Diagnosi> {
    /// How many times as large the points are, at least.
    const VOLTE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
    let nudo = |valore: &Valore| {
        let grandezza = valore.dato.grandezze().next()?.clone();
        (grandezza.unita == UnitaMisura::Nessuna).then_some(grandezza)
    };
    let (piccola, parte) = valori.clone().find_map(|valore| {
        let parte = nudo(valore).filter(|g| g.forse_quota() && !g.valore.is_integer())?;
        Some((valore, parte.valore.abs()))
    })?;
    let punti = Decimal::TEN.max(parte * VOLTE)..=Decimal::ONE_HUNDRED;
    let grande = valori.find(|valore| nudo(valore).is_some_and(|g| punti.contains(&g.valore)))?;
    Some(diags::scale_diverse(nome, piccola, grande))
}

/// A target for the plan's year that stays words: with figures in it, or with no judged grade
/// foreseen for it.
pub(super) fn atteso_non_misurabile(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let anno = dati.modello.anno;
    for riga in righe(dati) {
        let Some(atteso) = riga.atteso(anno) else {
            continue;
        };
        let Dato::Testo(testo) = &atteso.dato else {
            continue;
        };
        let con_cifre = testo.contains(|c: char| c.is_ascii_digit());
        if con_cifre || riga.grado.is_none() && riga.celle.grado.is_none() {
            diagnosi.push(diags::atteso_non_misurabile(
                &riga.nome, anno, atteso, con_cifre,
            ));
        }
    }
}

/// A blank target for the plan's year, or a cruscotto with no column for it.
pub(super) fn atteso_mancante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let anno = dati.modello.anno;
    for cruscotto in &dati.modello.cruscotti {
        let con_colonna = cruscotto
            .righe
            .iter()
            .any(|riga| riga.atteso(anno).is_some());
        if let (false, Some(prima)) = (con_colonna, cruscotto.righe.first()) {
            diagnosi.push(diags::atteso_del_piano_assente(prima.origine.clone(), anno));
            continue;
        }
        for riga in cruscotto
            .righe
            .iter()
            .filter(|riga| !da_inventare(&riga.nome))
        {
            match riga.atteso(anno) {
                Some(valore) if valore.dato != Dato::Vuoto => {}
                valore => {
                    let luogo = valore.map_or(&riga.origine, |valore| &valore.origine);
                    diagnosi.push(diags::atteso_mancante(luogo.clone(), &riga.nome, anno));
                }
            }
        }
    }
}

/// A target for the Relazione's year with no result: what `score` calls `non-rilevato`. Where none
/// of several has come yet the sheet is told, once: nobody forgot this one or that.
pub(super) fn consuntivo_mancante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let anno = dati.valutazione.anno;
    for (cruscotto, gradi) in dati.valutazione.con_cruscotti(dati.modello) {
        let mut previste = gradi.con_righe(cruscotto);
        previste.retain(|(_, grado)| grado.esito != Esito::NonPrevisto);
        let rilevata = |riga: &Riga| {
            let consuntivo = riga.consuntivo(anno);
            consuntivo.is_some_and(|valore| valore.dato != Dato::Vuoto)
        };
        let mut senza = previste.clone();
        senza.retain(|(_, grado)| grado.esito == Esito::NonRilevato);
        let nessuno =
            senza.len() == previste.len() && !senza.iter().any(|(riga, _)| rilevata(riga));
        if let (true, [(prima, _), _, ..]) = (nessuno, senza.as_slice()) {
            let foglio = prima.origine.senza_cella();
            diagnosi.push(diags::consuntivi_mancanti(foglio, senza.len(), anno));
            continue;
        }
        diagnosi.extend(senza.into_iter().map(|(riga, _)| {
            diags::consuntivo_mancante(riga, anno, riga.atteso(anno), riga.consuntivo(anno))
        }));
    }
}

/// A result below its target, of an indicator or of a project's activity, that nobody explains.
pub(super) fn causa_mancante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let (anno, regole) = (dati.valutazione.anno, &dati.impostazioni.valutazione);
    let piena = regole.tetto.min(Decimal::ONE_HUNDRED);
    let contesto = Contesto::nuovo(dati.modello, regole, anno);
    let muta = |riga: &&Riga| {
        riga.motivazione.is_none() && dati.modello.causa_scritta(riga, anno).is_none()
    };
    for riga in righe(dati).filter(muta) {
        let sotto = contesto.riga(riga).grado.is_some_and(|grado| grado < piena);
        if let (true, Some(atteso), Some(consuntivo)) =
            (sotto, riga.atteso(anno), riga.consuntivo(anno))
        {
            diagnosi.push(diags::causa_mancante(atteso, consuntivo, &riga.nome, anno));
        }
    }
    let attivita = dati
        .modello
        .progetti
        .iter()
        .flat_map(|p| p.attivita_di(anno));
    for attivita in attivita.filter(|attivita| attivita.causa.is_none()) {
        let grado = score::attivita(attivita, regole).grado;
        if grado.is_some_and(|grado| grado < piena) {
            diagnosi.push(diags::causa_mancante(
                &attivita.target,
                &attivita.risultato,
                &attivita.nome,
                anno,
            ));
        }
    }
}

/// A target that was changed by nobody knows what.
pub(super) fn rimodulazione_senza_atto(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for riga in righe(dati).filter(|riga| riga.atto_rimodulazione.is_none()) {
        let cambiati = riga.rimodulato.iter();
        diagnosi.extend(cambiati.map(|(anno, valore)| {
            diags::rimodulazione_senza_atto(valore, &riga.nome, *anno, riga.atteso.get(anno))
        }));
    }
}

/// A target date in another year than its column's, or a result before it or long after it.
pub(super) fn data_fuori_anno(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for riga in righe(dati) {
        for (anno, valore) in riga.atteso.iter().chain(&riga.rimodulato) {
            let (Dato::Data(data) | Dato::Soglia(_, Limite::Data(data))) = &valore.dato else {
                continue;
            };
            if data.year() != *anno {
                diagnosi.push(diags::data_fuori_anno(valore, &riga.nome, *anno));
            }
        }
        for (anno, valore) in &riga.consuntivo {
            // What was due in December may come in January.
            let suoi = *anno..=anno.saturating_add(1);
            if matches!(valore.dato, Dato::Data(data) if !suoi.contains(&data.year())) {
                diagnosi.push(diags::consuntivo_fuori_anno(valore, &riga.nome, *anno));
            }
        }
    }
}

/// A target for the plan's year that was already passed in the Relazione's year.
pub(super) fn atteso_inferiore_al_consuntivo(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let (anno, prima) = (dati.modello.anno, dati.modello.anno_relazione);
    // A target of the same year was only passed.
    if prima >= anno {
        return;
    }
    for (indicatore, righe) in dati.indice.indicatori() {
        for (_, riga) in righe {
            let (Some(atteso), Some(consuntivo)) = (riga.atteso(anno), riga.consuntivo(prima))
            else {
                continue;
            };
            if arretra(&atteso.dato, &consuntivo.dato, indicatore.verso) {
                diagnosi.push(diags::atteso_inferiore(
                    &riga.nome, anno, atteso, prima, consuntivo,
                ));
            }
        }
    }
}

/// True if a target asks for less than what was reached; mirrored where less is better.
fn arretra(atteso: &Dato, consuntivo: &Dato, verso: Verso) -> bool {
    let (atteso, verso): (&Grandezza, Verso) = match atteso {
        Dato::Quantita(quantita) => (quantita, verso),
        Dato::Soglia(operatore, Limite::Quantita(quantita)) => (quantita, operatore.verso()),
        _ => return false,
    };
    let Dato::Quantita(consuntivo) = consuntivo else {
        return false;
    };
    let peggio = |a: Decimal, b: Decimal| match verso {
        Verso::Crescente => a < b,
        Verso::Decrescente => a > b,
    };
    atteso.unita.concorda(&consuntivo.unita) && peggio(atteso.valore, consuntivo.valore)
}

fn righe<'a>(dati: &Dati<'a>) -> impl Iterator<Item = &'a Riga> {
    dati.modello
        .cruscotti
        .iter()
        .flat_map(|cruscotto| &cruscotto.righe)
}
