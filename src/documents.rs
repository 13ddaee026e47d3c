//! A cycle's documents → PDFs: what `genera` writes and `pubblica` publishes.

use crate::charts::ErroreGrafico;
use crate::cycle::Cartella;
use crate::load::Caricato;
use crate::model::{Diagnosi, Modello};
use crate::tempi::Tempi;
use crate::typeset::documento::{Documento, Tipo};
use crate::typeset::{self, Comune, ErroreDiComposizione};

/// A document typeset, with the number of its pages.
pub struct Pdf {
    pub byte: Vec<u8>,
    pub pagine: usize,
}

/// Why a document cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Guasto {
    #[error("Il grafico «{serie}» non si può disegnare: {errore}.")]
    Grafico {
        serie: String,
        errore: ErroreGrafico,
    },
    /// The cycle's own templates cannot be read.
    #[error("I modelli di stampa del ciclo non si leggono.")]
    Modelli(Vec<Diagnosi>),
    #[error("Il documento non si compone per un errore nei modelli di stampa:\n{0}")]
    Composizione(#[from] ErroreDiComposizione),
}

/// True if a document has chapters in the cycle's folder.
pub fn presente(tipo: Tipo, cartella: &Cartella) -> bool {
    !cartella
        .con_estensione(&format!("testi/{}", tipo.nome()), "md")
        .is_empty()
}

/// What all documents of the cycle share.
///
/// # Errors
/// A chart that cannot be drawn.
pub fn comune(caricato: &Caricato) -> Result<Comune, Guasto> {
    Comune::nuovo(caricato).map_err(|(serie, errore)| Guasto::Grafico { serie, errore })
}

/// Stages of the way to a PDF, as [`Tempi`] names them.
pub const COMPOSIZIONE: &str = "composizione";
pub const ESPORTAZIONE: &str = "esportazione";

/// Typesets a document, with the time of each stage.
///
/// # Errors
/// Templates that cannot be read or do not compile.
pub fn pdf(
    documento: &Documento<'_>,
    cartella: &Cartella,
    tempi: &mut Tempi,
) -> Result<Pdf, Guasto> {
    let sorgenti = tempi.misura(COMPOSIZIONE, || typeset::sorgenti(documento, cartella));
    let sorgenti = sorgenti.map_err(Guasto::Modelli)?;
    let composto = tempi.misura(COMPOSIZIONE, || typeset::componi(&sorgenti))?;
    let byte = tempi.misura(ESPORTAZIONE, || typeset::esporta(&sorgenti, &composto))?;
    Ok(Pdf {
        byte,
        pagine: composto.pages().len(),
    })
}

/// The document's years, as its file is named by them: `2022-2024`, `2021`.
pub fn anni(tipo: Tipo, modello: &Modello) -> String {
    match tipo {
        Tipo::Piano | Tipo::SchedaServizio | Tipo::SchedaProgetto => {
            let ultimo = modello.triennio.last().copied().unwrap_or(modello.anno);
            format!("{}-{ultimo}", modello.anno)
        }
        Tipo::Relazione => modello.anno_relazione.to_string(),
    }
}
