//! The workbook of a service's schede: blank in a new cycle, without marks in next year's.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::model::Assegnazione;

use super::super::libro::{Libro, Pagina, Stili};

/// Heading, width in letters, what to write there.
const COLONNE: [(&str, f64, &str); 7] = [
    (
        "Collaboratore",
        22.0,
        "Chi risponde della scheda: basta scriverlo nella prima riga. Il nome resta nell'ufficio: \
         non entra in nessun documento pubblicato.",
    ),
    (
        "Gruppo",
        22.0,
        "Al posto del collaboratore, quando la scheda è di un gruppo.",
    ),
    (
        "Indicatore",
        52.0,
        "Un indicatore del cruscotto del servizio, scritto nello stesso modo: target e fonte \
         vengono da lì.",
    ),
    (
        "Peso",
        8.0,
        "Quanto conta l'indicatore: quelli di una scheda fanno 100.",
    ),
    ("Comportamento", 36.0, "Un comportamento da valutare."),
    (
        "Peso",
        8.0,
        "Quanto conta il comportamento: quelli di una scheda fanno 100.",
    ),
    (
        "Punteggio",
        11.0,
        "Si scrive a fine anno: da 0 a 100, oppure fino al punteggio massimo di ciclo.toml.",
    ),
];
/// Where the heading stands, and rows to fill in below it, at least.
const TESTATA: u32 = 2;
const RIGHE: u32 = 40;

/// The schede of a service, marks left out.
pub(super) fn libro(
    (ente, anno): (&str, i16),
    servizio: &str,
    schede: &[&Assegnazione],
) -> Result<Vec<u8>, XlsxError> {
    let titolo = format!("Schede individuali e di gruppo: {servizio}");
    let mut libro = Libro::nuovo(&titolo, ente, anno)?;
    let stili = Stili::default();
    let foglio = libro.foglio("Assegnazioni", Pagina::Orizzontale)?;
    foglio.write_string_with_format(0, 0, &titolo, &stili.titolo)?;
    for (colonna, (nome, larga, _)) in (0..).zip(COLONNE) {
        foglio.set_column_width(colonna, larga)?;
        foglio.write_string_with_format(TESTATA, colonna, nome, &stili.intestazione)?;
    }
    foglio
        .set_freeze_panes(TESTATA + 1, 2)?
        .set_repeat_rows(TESTATA, TESTATA)?;
    let mut riga = TESTATA + 1;
    for scheda in schede {
        riga += scrivi(foglio, riga, scheda, &stili.aperta)?;
    }
    for vuota in riga..riga.max(TESTATA + 1 + RIGHE) {
        for colonna in 0..COLONNE.len() {
            foglio.set_cell_format(vuota, colonna as u16, &stili.aperta)?;
        }
    }
    let voci: Vec<(String, String)> = COLONNE
        .iter()
        .map(|(nome, _, come)| ((*nome).to_owned(), (*come).to_owned()))
        .collect();
    libro.istruzioni(&titolo, &voci)?;
    libro.byte()
}

/// Writes a scheda and gives the rows that it takes.
fn scrivi(
    foglio: &mut Worksheet,
    prima: u32,
    scheda: &Assegnazione,
    stile: &Format,
) -> Result<u32, XlsxError> {
    let chi = if scheda.di_gruppo { 1 } else { 0 };
    foglio.write_string_with_format(prima, chi, &scheda.chi, stile)?;
    let mut pesata = |riga, colonna, nome: &str, peso: Option<rust_decimal::Decimal>| {
        foglio.write_string_with_format(riga, colonna, nome, stile)?;
        if let Some(peso) = peso.and_then(|peso| f64::try_from(peso).ok()) {
            foglio.write_number_with_format(riga, colonna + 1, peso, stile)?;
        }
        Ok::<(), XlsxError>(())
    };
    let (mut sotto, mut accanto) = (0, 0);
    for obiettivo in &scheda.obiettivi {
        pesata(prima + sotto, 2, &obiettivo.nome, obiettivo.peso)?;
        sotto += 1;
    }
    for comportamento in &scheda.comportamenti {
        pesata(prima + accanto, 4, &comportamento.nome, comportamento.peso)?;
        accanto += 1;
    }
    Ok(sotto.max(accanto))
}
