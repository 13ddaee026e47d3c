//! A table of the open data: the same columns and cells become CSV, CSVW metadata and a sheet of
//! the workbook.

use super::forma::riuscita;

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Tabella {
    /// Its file's name without ending: `personale`, `serie-genere-eta`.
    pub nome: String,
    /// What it is the long form of: `quadro/personale`, `serie/genere-eta`; empty for the others.
    pub di: String,
    pub titolo: String,
    /// What a row is.
    pub descrizione: String,
    pub colonne: Vec<Colonna>,
    /// One cell a column, in the canonical form of the column's type.
    pub righe: Vec<Vec<String>>,
    /// Names of the columns that tell a row from all others.
    pub chiave: Vec<String>,
    pub rimandi: Vec<Rimando>,
}

/// A column of a [`Tabella`].
#[derive(Debug, Clone, PartialEq)]
pub struct Colonna {
    /// Letters, digits and `_`, unique in its table: the header of the CSV.
    pub nome: String,
    pub descrizione: String,
    pub tipo: TipoColonna,
    /// True if no cell may be empty.
    pub piena: bool,
}

/// A column whose filled cells are rows of another table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rimando {
    pub colonna: String,
    pub tabella: String,
    /// The column there, which is its key.
    pub altra: String,
}

/// What the cells of a column hold; an empty cell is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TipoColonna {
    Testo,
    Intero,
    /// A plain decimal with a point; percentages in points.
    Decimale,
    /// Year-month-day.
    Data,
    /// `sì` or `no`.
    SiNo,
}

/// A column declared once: what it is called and holds, and how it is read off a row.
pub(super) struct Campo<'a, R> {
    colonna: Colonna,
    leggi: Box<dyn Fn(&R) -> String + 'a>,
}

impl<'a, R> Campo<'a, R> {
    /// A column that may have empty cells.
    pub(super) fn nuovo(
        nome: &str,
        tipo: TipoColonna,
        descrizione: &str,
        leggi: impl Fn(&R) -> String + 'a,
    ) -> Self {
        Self {
            colonna: Colonna {
                nome: nome.to_owned(),
                descrizione: descrizione.to_owned(),
                tipo,
                piena: false,
            },
            leggi: Box::new(leggi),
        }
    }

    /// The same, in which every cell is filled.
    pub(super) fn pieno(mut self) -> Self {
        self.colonna.piena = true;
        self
    }
}

impl Tabella {
    /// A table without keys, filled from its rows.
    pub(super) fn di_campi<R>(
        nome: &str,
        titolo: &str,
        descrizione: &str,
        campi: Vec<Campo<'_, R>>,
        righe: impl IntoIterator<Item = R>,
    ) -> Self {
        let in_celle = |riga: R| campi.iter().map(|campo| (campo.leggi)(&riga)).collect();
        let righe = righe.into_iter().map(in_celle).collect();
        Self {
            nome: nome.to_owned(),
            di: String::new(),
            titolo: titolo.to_owned(),
            descrizione: descrizione.to_owned(),
            righe,
            colonne: campi.into_iter().map(|campo| campo.colonna).collect(),
            chiave: Vec::new(),
            rimandi: Vec::new(),
        }
    }

    /// The same with its key.
    pub(super) fn con_chiave<const N: usize>(self, colonne: [&str; N]) -> Self {
        let chiave = colonne.map(str::to_owned).into();
        Self { chiave, ..self }
    }

    /// The same with a column that leads to the key of another table.
    pub(super) fn rimanda(mut self, colonna: &str, tabella: &str, altra: &str) -> Self {
        self.rimandi.push(Rimando {
            colonna: colonna.to_owned(),
            tabella: tabella.to_owned(),
            altra: altra.to_owned(),
        });
        self
    }

    /// The name of its file.
    pub(crate) fn file(&self) -> String {
        format!("{}.csv", self.nome)
    }

    /// The cells of a column, from the first row to the last.
    pub(crate) fn celle(&self, nome: &str) -> impl Iterator<Item = &str> {
        let posto = self.colonne.iter().position(|colonna| colonna.nome == nome);
        let righe = self.righe.iter();
        righe.filter_map(move |riga| Some(riga.get(posto?)?.as_str()))
    }

    /// The table as CSV, a line of headers first.
    pub fn csv(&self) -> Vec<u8> {
        let intestazione: Vec<&str> = self
            .colonne
            .iter()
            .map(|colonna| colonna.nome.as_str())
            .collect();
        let righe = self
            .righe
            .iter()
            .map(|riga| riga.iter().map(String::as_str).collect());
        csv(std::iter::once(intestazione).chain(righe))
    }
}

/// Rows as CSV (RFC 4180, UTF-8, `,`, CRLF), every cell [harmless](innocuo).
fn csv<'a>(righe: impl IntoIterator<Item = Vec<&'a str>>) -> Vec<u8> {
    let mut scrittore = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for riga in righe {
        let scritta = scrittore.write_record(riga.into_iter().map(innocuo));
        riuscita("CSV", scritta);
    }
    riuscita("CSV", scrittore.into_inner())
}

/// How [`innocuo`] changes a cell, for those who read the data.
pub const NEUTRALIZZAZIONE: &str = "Le celle che un foglio di calcolo prenderebbe per una \
formula (cominciano con =, @, tabulazione, o con + o - seguiti da qualcosa che non è un numero) \
sono precedute da un apostrofo ('): per avere il testo originale si toglie quel primo carattere. \
I numeri negativi e il trattino da solo restano come sono.";

/// The cell as it was before [`innocuo`].
pub(super) fn originale(campo: &str) -> &str {
    match campo.strip_prefix('\'') {
        Some(senza) if innocuo(senza) == campo => senza,
        _ => campo,
    }
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers and
/// dashes stay.
fn innocuo(campo: &str) -> String {
    let formula = match campo.chars().next() {
        Some('=' | '@' | '\t' | '\r' | '\n' | '＝' | '＠' | '＋' | '－') => true,
        Some('+' | '-') => campo
            .chars()
            .skip(1)
            .any(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '%' | ' ')),
        _ => false,
    };
    if formula {
        format!("'{campo}")
    } else {
        campo.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{innocuo, originale};

    #[test]
    fn formulas_are_defused_and_values_are_not() {
        assert_eq!(innocuo("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(innocuo("-cmd|x"), "'-cmd|x");
        assert_eq!(innocuo("@SUM(1)"), "'@SUM(1)");
        assert_eq!(innocuo("＝1+1"), "'＝1+1");
        for valore in ["-", "-5,2%", "+16", "Progetto: PID", "2022-03-31", ""] {
            assert_eq!(innocuo(valore), valore);
        }
        for cella in ["=1", "-cmd|x", "-5", "'tra apici'", ""] {
            assert_eq!(originale(&innocuo(cella)), cella);
        }
    }
}
