//! The wording of what is wrong with the charts.

use crate::charts::ErroreGrafico;
use crate::model::{Codice, Diagnosi, Origine};

/// A chart that a chapter asks for and that its figures do not allow. `file` is where the figures
/// are; the chart of the results has none, and stands where it is asked for.
pub(super) fn grafico_non_valido(
    id: &str,
    errore: &ErroreGrafico,
    file: Option<&str>,
    capitolo: &str,
) -> Diagnosi {
    let capitolo = Origine::file(capitolo);
    Diagnosi::nuova(
        Codice::GraficoNonValido,
        file.map_or(capitolo.clone(), Origine::file),
        format!("il grafico «{id}» non si può disegnare: {errore}"),
        "correggi i dati o il tipo del grafico, oppure toglilo dal capitolo",
    )
    .anche(capitolo)
}
