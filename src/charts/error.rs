//! Why a series cannot be drawn, in the words that the planning office reads.

use thiserror::Error;

use crate::model::italiano::vocabolario::{COLONNA, VALORE, VOCE};

/// A mistake in the data of a chart. The caller names the chart; the message says the fact, then
/// the way out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ErroreGrafico {
    #[error("nessun dato da disegnare: compilare almeno un valore")]
    NessunDato,
    #[error(
        "la colonna «{colonna}» ha {} per {}: completare o lasciare vuote le celle mancanti",
        VALORE.conta(*trovati),
        VOCE.conta(*attesi)
    )]
    LunghezzeDiverse {
        colonna: String,
        attesi: usize,
        trovati: usize,
    },
    #[error("questo tipo di grafico vuole almeno {}, trovate {trovate}",
        COLONNA.conta(*minimo))]
    PocheColonne { minimo: usize, trovate: usize },
    #[error(
        "troppe colonne: {trovate}, al massimo {massimo} per questo tipo di grafico; dividere la serie in più grafici"
    )]
    TroppeColonne { massimo: usize, trovate: usize },
    #[error(
        "troppe voci: {trovate}, al massimo {massimo} per questo tipo di grafico; raggruppare le minori o scegliere \
         un altro tipo"
    )]
    TroppeVoci { massimo: usize, trovate: usize },
    #[error(
        "la voce «{voce}» vale {valore}: una ciambella mostra quote e non ammette valori negativi"
    )]
    QuotaNegativa { voce: String, valore: String },
    #[error("i valori sommano a zero: una ciambella mostra quote di un totale positivo")]
    SommaZero,
    #[error(
        "il valore {valore} della voce «{voce}» è troppo grande per un grafico: cambiare unità di misura"
    )]
    FuoriScala { voce: String, valore: String },
    #[error("errore interno nel disegno del grafico: {0}")]
    Disegno(String),
}
