//! A project's scheda against the cruscotti that print its result.

use rust_decimal::Decimal;

use crate::model::{Dato, Diagnosi, UnitaMisura, Valore, italiano};
use crate::score;

use super::{Dati, diags};

/// A result in the workbooks that does not follow from the scheda's activities.
pub(super) fn progetto_discordante(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let anno = dati.valutazione.anno;
    for progetto in &dati.modello.progetti {
        let grado = score::progetto(progetto, anno, &dati.impostazioni.valutazione).grado;
        let righe = progetto
            .indicatore
            .as_deref()
            .and_then(|id| dati.indice.di(id));
        let (Some(grado), Some((_, righe))) = (grado, righe) else {
            continue;
        };
        let contrari: Vec<&Valore> = righe
            .iter()
            .filter_map(|(_, riga)| riga.consuntivo(anno))
            .filter(|valore| contraddice(&valore.dato, grado.0))
            .collect();
        diagnosi.extend(diags::progetto_discordante(
            progetto, anno, grado.0, &contrari,
        ));
    }
}

/// Days of an activity that are no days, or in the wrong order: nobody would say when it is late.
pub(super) fn giorni_delle_attivita(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    for progetto in &dati.modello.progetti {
        for attivita in &progetto.attivita {
            let giorni = [("Inizio", &attivita.inizio), ("Fine", &attivita.fine)];
            let strani = giorni.iter().filter(|(_, valore)| !e_giorno(&valore.dato));
            diagnosi.extend(strani.map(|(campo, valore)| diags::giorno_strano(campo, valore)));
            let ordine = attivita
                .inizio
                .dato
                .giorno()
                .zip(attivita.fine.dato.giorno());
            if ordine.is_some_and(|(inizio, fine)| fine < inizio) {
                let (inizio, fine) = (&attivita.inizio, &attivita.fine);
                diagnosi.push(diags::fine_prima_dell_inizio(&attivita.nome, inizio, fine));
            }
        }
    }
}

/// True of a day, and of a cell that states none.
fn e_giorno(dato: &Dato) -> bool {
    dato.assente() || dato.giorno().is_some()
}

/// True if a workbook's result is another than the scheda's, at the precision that the workbook
/// prints. An empty cell takes the scheda's result; a date or words cannot be compared with it.
fn contraddice(consuntivo: &Dato, grado: Decimal) -> bool {
    match consuntivo {
        Dato::Quantita(quantita) if quantita.unita.concorda(&UnitaMisura::Percento) => {
            italiano::arrotonda(grado, quantita.decimali) != quantita.valore
        }
        Dato::Quantita(_) | Dato::NonPrevisto => true,
        Dato::Si => grado != Decimal::ONE_HUNDRED,
        Dato::No => grado != Decimal::ZERO,
        Dato::Data(_)
        | Dato::SiNo
        | Dato::Soglia(..)
        | Dato::Intervallo(_)
        | Dato::Testo(_)
        | Dato::Vuoto => false,
    }
}
