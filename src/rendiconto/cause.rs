//! Why a result is what it is: what the office wrote, else a neutral word. Nothing is made up.

use rust_decimal::Decimal;

use crate::cycle::Regole;
use crate::model::valutazione::GradoRiga;
use crate::model::{Dato, Esito, Progetto, Riga, Valore};

/// The cause of a deviation: the one that the row gives, the reason of the grade, or that none was given. A
/// row that reached its target needs none.
pub(super) fn causa(
    riga: &Riga,
    grado: &GradoRiga,
    consuntivo: Option<&Valore>,
    progetto: Option<&Progetto>,
    regole: &Regole,
) -> Option<String> {
    let scritte = [motivo(grado, consuntivo), riga.causa.clone()];
    let scritte: Vec<String> = scritte.into_iter().flatten().collect();
    if !scritte.is_empty() {
        return Some(scritte.join("; "));
    }
    let piena = regole.tetto.min(Decimal::ONE_HUNDRED);
    let sotto = grado.grado.is_some_and(|g| g.0 < piena);
    sotto.then(|| match progetto {
        Some(_) => "causa non indicata; le attività sono nella scheda progetto".to_owned(),
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
