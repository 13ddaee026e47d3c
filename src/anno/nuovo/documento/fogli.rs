//! The workbooks of a document's tables: the same rows in the same places, figures as figures.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::model::{Dato, Grandezza, Origine, UnitaMisura};
use crate::read::documento::Documento;
use crate::read::foglio::{Contenuto, Foglio};
use crate::read::formato::{self, Formato};
use crate::read::intestazione::Testata;

use super::super::super::libro::{Libro, Pagina, Stili};
use super::super::{File, Guasto};
use super::tabelle::{Cruscotto, Tabella, Tabelle};

/// Letters in a column of words, and in one of values.
const LARGHEZZE: (f64, f64) = (44.0, 16.0);

/// A workbook for each table.
pub(super) fn tutti(
    documento: &Documento,
    tabelle: &Tabelle,
    ente: &str,
    anno: i16,
) -> Result<Vec<File>, Guasto> {
    let mut file = Vec::new();
    for cruscotto in &tabelle.cruscotti {
        let libro = Libro::nuovo(&cruscotto.nome, ente, anno)?;
        let foglio = &documento.fogli[cruscotto.foglio];
        let percorso = format!("{}/{}.xlsx", cruscotto.sotto, cruscotto.id);
        file.push((percorso, del_cruscotto(libro, cruscotto, foglio)?));
    }
    for tabella in &tabelle.quadri {
        let libro = Libro::nuovo(&tabella.titolo, ente, anno)?;
        let foglio = &documento.fogli[tabella.foglio];
        file.push((
            format!("quadri/{}.xlsx", tabella.id),
            del_quadro(libro, tabella, foglio)?,
        ));
    }
    Ok(file)
}

fn del_cruscotto(
    mut libro: Libro,
    cruscotto: &Cruscotto,
    foglio: &Foglio,
) -> Result<Vec<u8>, XlsxError> {
    let stili = Stili::default();
    let pagina = libro.foglio("Cruscotto", Pagina::Orizzontale)?;
    pagina.write_string_with_format(0, 0, &cruscotto.nome, &stili.titolo)?;
    let di_valori = |colonna: u32| cruscotto.testate.iter().any(|t| di_valori(t, colonna));
    let intestazione = |n: usize| cruscotto.testate.iter().any(|t| t.righe.contains(&n));
    let copia = Copia {
        foglio,
        // Below the title.
        scarto: 2,
        stili: &stili,
        di_valori: &di_valori,
        intestazione: &intestazione,
    };
    copia.scrivi(pagina)?;
    libro.byte()
}

fn di_valori(testata: &Testata, colonna: u32) -> bool {
    let mut colonne = testata.colonne.iter();
    colonne.any(|c| c.posto == colonna && c.campo.nel_tempo())
}

fn del_quadro(mut libro: Libro, tabella: &Tabella, foglio: &Foglio) -> Result<Vec<u8>, XlsxError> {
    let stili = Stili::default();
    let pagina = libro.foglio("Tabella", Pagina::Verticale)?;
    let prima = foglio
        .righe
        .iter()
        .flat_map(|riga| riga.celle.first())
        .map(|cella| cella.colonna)
        .min()
        .unwrap_or(0);
    let corpo = tabella.quadro.righe.first().and_then(|riga| riga.cella);
    let inizio = corpo.map_or(0, |cella| cella.riga);
    let copia = Copia {
        foglio,
        scarto: 0,
        stili: &stili,
        di_valori: &|colonna| colonna > prima,
        intestazione: &|n| foglio.righe[n].numero < inizio,
    };
    copia.scrivi(pagina)?;
    libro.byte()
}

/// The copy of a table into a sheet.
struct Copia<'a> {
    foglio: &'a Foglio,
    /// Rows above it.
    scarto: u32,
    stili: &'a Stili,
    di_valori: &'a dyn Fn(u32) -> bool,
    /// True of the places of header rows.
    intestazione: &'a dyn Fn(usize) -> bool,
}

impl Copia<'_> {
    fn scrivi(&self, pagina: &mut Worksheet) -> Result<(), XlsxError> {
        let colonne = self.foglio.righe.iter().flat_map(|riga| &riga.celle);
        let ultima = colonne.map(|cella| cella.colonna).max().unwrap_or(0);
        for colonna in 0..=ultima {
            let (parole, valori) = LARGHEZZE;
            let larga = if (self.di_valori)(colonna) {
                valori
            } else {
                parole
            };
            pagina.set_column_width(stretta(colonna), larga)?;
        }
        for (n, riga) in self.foglio.righe.iter().enumerate() {
            for cella in &riga.celle {
                let stile = match (self.intestazione)(n) {
                    true => &self.stili.intestazione,
                    false if riga.celle.len() == 1 => &self.stili.banda,
                    false => &self.stili.cella,
                };
                let posto = (riga.numero - 1 + self.scarto, stretta(cella.colonna));
                self.unisci(pagina, riga.numero, cella.colonna, stile);
                let valore = (self.di_valori)(cella.colonna) && !(self.intestazione)(n);
                scrivi(pagina, posto, &cella.contenuto, valore, stile)?;
            }
        }
        Ok(())
    }

    fn unisci(&self, pagina: &mut Worksheet, riga: u32, colonna: u32, stile: &Format) {
        let Some(unione) = self.foglio.unioni.di(riga, colonna) else {
            return;
        };
        let ((su, giu), (da, a)) = (unione.righe, unione.colonne);
        let riga = |numero: u32| (numero - 1).saturating_add(self.scarto);
        // Merges that overlap, or that go beyond a sheet, are left out: the cells stay.
        let _unite = pagina.merge_range(riga(su), stretta(da), riga(giu), stretta(a), "", stile);
    }
}

fn stretta(colonna: u32) -> u16 {
    u16::try_from(colonna).unwrap_or(u16::MAX)
}

/// Writes a cell: a figure as such where a number format shows exactly what the document does.
fn scrivi(
    pagina: &mut Worksheet,
    (riga, colonna): (u32, u16),
    contenuto: &Contenuto,
    di_valore: bool,
    stile: &Format,
) -> Result<(), XlsxError> {
    let testo = contenuto.testo();
    match numero(contenuto, &testo).filter(|_| di_valore) {
        Some((numero, codice)) => {
            let stile = stile.clone().set_num_format(codice);
            pagina.write_number_with_format(riga, colonna, numero, &stile)?;
        }
        None => {
            pagina.write_string_with_format(riga, colonna, testo, stile)?;
        }
    }
    Ok(())
}

/// The number and the format that show this text.
fn numero(contenuto: &Contenuto, testo: &str) -> Option<(f64, String)> {
    let valore = contenuto.valore(Origine::default(), None);
    let (numero, codici) = match &valore.dato {
        Dato::Quantita(quantita) => di_quantita(quantita)?,
        Dato::Data(data) => (formato::seriale(*data), vec!["dd/mm/yyyy".to_owned()]),
        _ => return None,
    };
    let codice = codici
        .into_iter()
        .find(|codice| Formato::da_codice(codice).mostra(numero).testo == testo)?;
    Some((numero, codice))
}

fn di_quantita(quantita: &Grandezza) -> Option<(f64, Vec<String>)> {
    let numero = quantita.valore.to_f64()?;
    let decimali = match quantita.decimali {
        0 => String::new(),
        quanti => format!(".{}", "0".repeat(quanti as usize)),
    };
    match quantita.unita {
        UnitaMisura::Percento => Some((numero / 100.0, vec![format!("0{decimali}%")])),
        UnitaMisura::Nessuna => Some((
            numero,
            vec![format!("#,##0{decimali}"), format!("0{decimali}")],
        )),
        _ => None,
    }
}
