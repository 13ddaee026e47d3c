//! A sheet as the readers of every format hand it over: only its filled cells, in order, each with
//! its address.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::nome::su_una_riga;
use crate::model::{Dato, Grandezza, Indirizzo, Origine, UnitaMisura, Valore};

use super::formato::Formato;
use super::unioni::Unioni;
use super::valore;

/// A sheet. Empty rows and cells are not in it, however far apart the filled ones stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Foglio {
    /// The workbook, relative to the cycle's folder.
    pub file: String,
    /// None in a `.csv`.
    pub nome: Option<String>,
    /// In order, none of them empty.
    pub righe: Vec<RigaFoglio>,
    /// Places of hidden columns and rows that hold something, as a person names them.
    pub nascosti: Vec<String>,
    /// True if the whole sheet is hidden.
    pub nascosto: bool,
    /// Merged cells; what lies beneath them is not among the cells.
    pub unioni: Unioni,
}

/// A row with its filled cells, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RigaFoglio {
    /// From 1, as a spreadsheet counts.
    pub numero: u32,
    pub celle: Vec<Cella>,
}

/// A filled cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cella {
    /// From 0.
    pub colonna: u32,
    pub contenuto: Contenuto,
}

/// What a spreadsheet stores in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Contenuto {
    Testo(String),
    Numero(f64, Formato),
    Data(Date),
    /// A length of time, in days.
    Tempo(f64),
    Logico(bool),
    /// An error such as `#RIF!`, as the program shows it.
    Errore(String),
    /// A formula that was never computed.
    FormulaSenzaValore,
}

impl Foglio {
    /// The place of a cell, given its row (from 1) and column (from 0).
    pub fn origine(&self, riga: u32, colonna: u32) -> Origine {
        Origine::cella(
            &self.file,
            self.nome.as_deref(),
            Indirizzo { riga, colonna },
        )
    }

    /// The filled row with this number.
    pub fn riga(&self, numero: u32) -> Option<&RigaFoglio> {
        let posto = self.righe.binary_search_by_key(&numero, |riga| riga.numero);
        self.righe.get(posto.ok()?)
    }

    /// The value of a cell that is there or not.
    pub fn valore(&self, riga: &RigaFoglio, colonna: u32) -> Valore {
        let origine = self.origine(riga.numero, colonna);
        match riga.cella(colonna) {
            Some(contenuto) => contenuto.valore(origine),
            None => Valore::vuoto(origine),
        }
    }
}

impl RigaFoglio {
    /// The address of the row's cell in a column.
    pub fn indirizzo(&self, colonna: u32) -> Indirizzo {
        Indirizzo {
            riga: self.numero,
            colonna,
        }
    }

    /// What stands in a column.
    pub fn cella(&self, colonna: u32) -> Option<&Contenuto> {
        self.celle
            .iter()
            .find(|c| c.colonna == colonna)
            .map(|c| &c.contenuto)
    }

    /// The text in a column, on one line; empty where there is none.
    pub fn testo(&self, colonna: u32) -> String {
        self.cella(colonna)
            .map(Contenuto::testo)
            .unwrap_or_default()
    }

    /// Puts a cell in, unless it is blank.
    pub fn aggiungi(&mut self, colonna: u32, contenuto: Contenuto) {
        if !matches!(&contenuto, Contenuto::Testo(testo) if su_una_riga(testo).is_empty()) {
            self.celle.push(Cella { colonna, contenuto });
        }
    }
}

/// What spreadsheets show in a cell whose formula failed, in Italian and in English.
const ERRORI: &[&str] = &[
    "#RIF!", "#REF!", "#N/D", "#N/A", "#NOME?", "#NAME?", "#VALORE!", "#VALUE!", "#DIV/0!",
    "#NUM!", "#NULL!", "#NULLO!",
];

impl Contenuto {
    /// Text, unless it is what a failed formula shows.
    pub fn da_testo(testo: &str) -> Self {
        let errore = ERRORI.contains(&testo.trim()) || testo.trim_start().starts_with("Err:");
        if errore {
            Self::Errore(testo.trim().to_owned())
        } else {
            Self::Testo(testo.to_owned())
        }
    }

    /// The cell as text on one line, as a header or a name is read.
    pub fn testo(&self) -> String {
        match self {
            Self::Testo(testo) => su_una_riga(testo),
            Self::Numero(numero, _) if numero.fract() == 0.0 && numero.abs() < 1e15 => {
                format!("{numero:.0}")
            }
            Self::Errore(_) | Self::FormulaSenzaValore => String::new(),
            altro => altro.valore(Origine::default()).stampa(),
        }
    }

    /// The typed value; a cell in error or with no computed value reads as empty.
    pub fn valore(&self, origine: Origine) -> Valore {
        let dato = self.dato();
        let decimali = match (self, &dato) {
            (Self::Numero(_, formato), Dato::Quantita(esatta)) => Some(formato.decimali_al_massimo)
                .filter(|mostrati| *mostrati < esatta.valore.scale()),
            _ => None,
        };
        let mut valore = Valore {
            dato,
            decimali,
            testo: String::new(),
            origine,
        };
        valore.testo = match self {
            Self::Testo(testo) => su_una_riga(testo),
            _ => valore.stampa(),
        };
        valore
    }

    fn dato(&self) -> Dato {
        match self {
            Self::Testo(testo) => valore::interpreta(testo),
            Self::Numero(numero, formato) => quantita(*numero, *formato),
            Self::Data(data) => Dato::Data(*data),
            Self::Tempo(giorni) => quantita(
                giorni * 24.0 * 60.0,
                Formato {
                    unita: UnitaMisura::Minuti,
                    ..Formato::GENERALE
                },
            ),
            Self::Logico(true) => Dato::Si,
            Self::Logico(false) => Dato::No,
            Self::Errore(_) | Self::FormulaSenzaValore => Dato::Vuoto,
        }
    }
}

/// A stored number with its unit, and with at least the decimals that its format shows.
fn quantita(numero: f64, formato: Formato) -> Dato {
    let centesimi = if formato.frazione {
        Decimal::ONE_HUNDRED
    } else {
        Decimal::ONE
    };
    let Some(mut esatto) = valore::da_f64(numero).and_then(|n| n.checked_mul(centesimi)) else {
        return Dato::Testo(numero.to_string());
    };
    esatto = esatto.normalize();
    if esatto.scale() < formato.decimali {
        esatto.rescale(formato.decimali);
    }
    Dato::Quantita(Grandezza {
        valore: esatto,
        unita: formato.unita,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stampa(contenuto: Contenuto) -> String {
        contenuto.valore(Origine::default()).stampa()
    }

    #[test]
    fn a_number_keeps_its_unit_and_decimals() {
        let formato = Formato::da_codice;
        assert_eq!(stampa(Contenuto::Numero(1.0, formato("0%"))), "100%");
        assert_eq!(stampa(Contenuto::Numero(0.9883, formato("0%"))), "98,83%");
        assert_eq!(stampa(Contenuto::Numero(0.005, formato("0.00%"))), "0,50%");
        assert_eq!(
            stampa(Contenuto::Numero(1498.1, formato("#,##0.00"))),
            "1.498,10"
        );
        assert_eq!(
            stampa(Contenuto::Numero(0.1 + 0.2, Formato::GENERALE)),
            "0,3"
        );
        assert_eq!(
            stampa(Contenuto::Numero(30.0, formato("0\" gg\""))),
            "30 gg"
        );
        assert_eq!(
            stampa(Contenuto::Numero(1e300, Formato::GENERALE)).len(),
            301
        );
    }
}
