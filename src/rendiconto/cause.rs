//! Why a result is what it is: what the office wrote, else a neutral word. Nothing is made up.

use rust_decimal::Decimal;

use crate::cycle::Regole;
use crate::model::valutazione::GradoRiga;
use crate::model::{Dato, Esito, Riga, Valore};

/// The cause of a deviation: the reason of the grade and the one that is written for the row, else
/// the ones that the activities of its project give, or that none was given. A row that reached its
/// target needs none. `del_progetto`: what its project says, if it has one.
pub(super) fn causa(
    riga: &Riga,
    grado: &GradoRiga,
    consuntivo: Option<&Valore>,
    del_progetto: Option<Option<String>>,
    regole: &Regole,
) -> Option<String> {
    let scritte = [motivo(grado, consuntivo), riga.causa.clone()];
    let scritte: Vec<String> = scritte.into_iter().flatten().collect();
    if !scritte.is_empty() {
        return Some(scritte.join("; "));
    }
    let piena = regole.tetto.min(Decimal::ONE_HUNDRED);
    let sotto = grado.grado.is_some_and(|g| g.0 < piena);
    sotto.then(|| match del_progetto {
        Some(Some(cause)) => cause,
        Some(None) => "causa non indicata; le attività sono nella scheda progetto".to_owned(),
        None => "causa non indicata".to_owned(),
    })
}

fn motivo(grado: &GradoRiga, consuntivo: Option<&Valore>) -> Option<String> {
    let dichiarato = consuntivo.is_some_and(|valore| valore.dato == Dato::NonPrevisto);
    match grado.esito {
        Esito::NonRilevato if dichiarato => {
            Some("dichiarato senza risultato nel foglio".to_owned())
        }
        _ => grado.motivo.clone(),
    }
}
