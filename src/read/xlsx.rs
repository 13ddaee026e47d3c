//! `.xlsx` and `.xlsm` → sheets. Macros are never looked at.
//!
//! Cells come one at a time from calamine, so that a sheet with `A1` and `XFD1048576` costs two
//! cells. What calamine does not tell (hidden rows and columns, formulas with no value, runs that
//! are struck through) is read beside it.

mod barrate;
mod contorno;

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use jiff::civil::Date;
use zip::ZipArchive;

use crate::model::italiano;

use super::Guasto;
use super::foglio::{Contenuto, Foglio, RigaFoglio};
use super::formato::{self, Formato};
use super::limiti::{self, Conto, Eccesso};
use crate::words::valore;
use contorno::{Contorno, Dintorni};

/// The archive that a workbook is.
type Archivio<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Reads every sheet that holds cells.
pub(super) fn leggi(file: &str, byte: &[u8]) -> Result<Vec<Foglio>, Guasto> {
    let mut cartella: Xlsx<_> = Xlsx::new(Cursor::new(byte)).map_err(guasto)?;
    let fogli: Vec<(String, SheetVisible)> = cartella
        .sheets_metadata()
        .iter()
        .filter(|foglio| foglio.typ == SheetType::WorkSheet)
        .map(|foglio| (foglio.name.clone(), foglio.visible))
        .collect();
    let mut dintorni = Dintorni::apri(byte)?;
    let mut conto = Conto::default();
    fogli
        .into_iter()
        .map(|(nome, visibile)| {
            let contorno = dintorni.leggi(&nome)?;
            let mut foglio = Foglio {
                file: file.to_owned(),
                nascosto: visibile != SheetVisible::Visible,
                da_parte: (visibile == SheetVisible::VeryHidden)
                    .then_some("è nascosto in modo che Excel non lo mostri"),
                ..Foglio::default()
            };
            riempi(&mut foglio, &mut cartella, &nome, &contorno, &mut conto)?;
            foglio.nascosti = contorno.nascosti(&foglio.righe);
            foglio.unioni = contorno.unioni;
            foglio.nome = Some(nome);
            Ok(foglio)
        })
        .collect()
}

/// Puts the filled cells of a sheet into it, and what is struck through apart.
fn riempi(
    foglio: &mut Foglio,
    cartella: &mut Xlsx<Cursor<&[u8]>>,
    nome: &str,
    contorno: &Contorno,
    conto: &mut Conto,
) -> Result<(), Guasto> {
    let mut lettore = cartella.worksheet_cells_reader(nome).map_err(guasto)?;
    let stili: Vec<Veste> = lettore.styles().iter().map(Veste::nuova).collect();
    let comune = Veste::nuova(&Style::default());
    let mut righe: Vec<RigaFoglio> = Vec::new();
    let mut errori = contorno.errori.iter();
    loop {
        let ((riga, colonna), veste, contenuto) = match lettore.next_cell_with_style_id() {
            Ok(None) => break,
            Ok(Some((cella, stile))) => {
                let (posto, dato) = (cella.get_position(), cella.get_value());
                if matches!(dato, DataRef::Error(_)) {
                    errori.next();
                }
                let veste = stili.get(stile).unwrap_or(&comune);
                let senza_valore = contorno.senza_valore(posto);
                (posto, veste, contenuto(dato, &veste.formato, senza_valore))
            }
            // An error that calamine does not know: the next in the sheet's own order.
            Err(XlsxError::CellError(scritto)) if !contorno.senza_posto => {
                let posto = errori.next().ok_or(Guasto::Illeggibile)?;
                (*posto, &comune, Some(Contenuto::Errore(scritto)))
            }
            Err(errore) => return Err(guasto(errore)),
        };
        let Some(contenuto) = contenuto.filter(|_| !contorno.unioni.coperta(riga + 1, colonna))
        else {
            continue;
        };
        controlla(riga, colonna, &contenuto, conto)?;
        let (contenuto, barrato) = match contorno.barrata((riga, colonna)) {
            Some(barrata) => (
                Contenuto::da_testo(&veste.formato.mostra_testo(&barrata.testo)),
                Cow::Borrowed(barrata.barrato.as_str()),
            ),
            None if veste.barrata => (
                Contenuto::Testo(String::new()),
                Cow::Owned(contenuto.testo()),
            ),
            None => (contenuto, Cow::Borrowed("")),
        };
        if !barrato.is_empty() {
            foglio.barra(riga + 1, colonna, &barrato);
        }
        if righe.last().is_none_or(|ultima| ultima.numero != riga + 1) {
            righe.push(RigaFoglio {
                numero: riga + 1,
                celle: Vec::new(),
            });
        }
        if let Some(ultima) = righe.last_mut() {
            ultima.aggiungi(colonna, contenuto);
        }
    }
    righe.retain(|riga| !riga.celle.is_empty());
    righe.sort_by_key(|riga| riga.numero);
    foglio.righe = righe;
    Ok(())
}

/// A style, as far as it changes what is seen.
struct Veste {
    formato: Arc<Formato>,
    barrata: bool,
}

impl Veste {
    fn nuova(stile: &Style) -> Self {
        Self {
            formato: Arc::new(formato(stile)),
            barrata: stile.font.as_ref().is_some_and(|font| font.strikethrough),
        }
    }
}

/// Counts a cell (row and column from 0), and refuses it beyond the limits that every format
/// shares.
pub(super) fn controlla(
    riga: u32,
    colonna: u32,
    contenuto: &Contenuto,
    conto: &mut Conto,
) -> Result<(), Eccesso> {
    let lettere = lettere(contenuto);
    limiti::posto(riga, colonna, lettere)?;
    conto.aggiungi(1, lettere)
}

/// Letters of a cell's text.
pub(super) fn lettere(contenuto: &Contenuto) -> usize {
    match contenuto {
        Contenuto::Testo(testo) => testo.chars().count(),
        _ => 0,
    }
}

/// A style's number format, as an Italian program understands it.
fn formato(stile: &Style) -> Formato {
    stile
        .number_format
        .as_ref()
        .map_or_else(Formato::generale, |formato| {
            formato
                .format_id
                .and_then(Formato::predefinito)
                .unwrap_or_else(|| Formato::da_codice(&formato.format_code))
        })
}

fn contenuto(dato: &DataRef<'_>, formato: &Arc<Formato>, senza_valore: bool) -> Option<Contenuto> {
    let testo = |testo: &str| Contenuto::da_testo(&formato.mostra_testo(testo));
    let numero = |numero| Contenuto::Numero(numero, Arc::clone(formato));
    Some(match dato {
        DataRef::Empty if senza_valore => Contenuto::FormulaSenzaValore,
        DataRef::Empty => return None,
        DataRef::Int(intero) => numero(*intero as f64),
        DataRef::Float(decimale) => numero(*decimale),
        DataRef::String(scritto) => testo(scritto),
        DataRef::SharedString(scritto) => testo(scritto),
        DataRef::Bool(vero) => Contenuto::Logico(*vero),
        DataRef::DateTime(momento) => numero(seriale(momento)),
        DataRef::DateTimeIso(scritto) => match scritto.get(..10).and_then(valore::data) {
            Some(data) => Contenuto::Testo(italiano::data(data)),
            None => Contenuto::Testo(scritto.clone()),
        },
        DataRef::DurationIso(scritto) => Contenuto::Testo(scritto.clone()),
        DataRef::Error(errore) => Contenuto::Errore(errore.to_string()),
    })
}

/// Days from 1900, also of a workbook that counts them from 1904.
fn seriale(momento: &ExcelDateTime) -> f64 {
    let scritto = momento.as_f64();
    if momento.is_duration() || scritto < 1.0 {
        return scritto;
    }
    let (anno, mese, giorno, ..) = momento.to_ymd_hms_milli();
    let data = i16::try_from(anno)
        .ok()
        .zip(i8::try_from(mese).ok().zip(i8::try_from(giorno).ok()))
        .and_then(|(anno, (mese, giorno))| Date::new(anno, mese, giorno).ok());
    data.map_or(scritto, |data| formato::seriale(data) + scritto.fract())
}

fn guasto(errore: XlsxError) -> Guasto {
    match errore {
        XlsxError::Password => Guasto::Protetto,
        _ => Guasto::Illeggibile,
    }
}
