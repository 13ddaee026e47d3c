//! A table of the open data: the same columns and cells become CSV, CSVW metadata and a sheet of
//! the workbook.

use super::forma::riuscita;

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Tabella {
    /// Its file's path without ending: `personale`, `serie/genere-eta`.
    pub nome: String,
    pub titolo: String,
    /// What a row is.
    pub descrizione: String,
    pub colonne: Vec<Colonna>,
    /// One cell a column, in the canonical form of the column's type.
    pub righe: Vec<Vec<String>>,
}

/// A column of a [`Tabella`].
#[derive(Debug, Clone, PartialEq)]
pub struct Colonna {
    /// Letters, digits and `_`, unique in its table.
    pub nome: String,
    /// The header of the CSV.
    pub titolo: String,
    pub descrizione: String,
    pub tipo: TipoColonna,
    /// True if no cell may be empty.
    pub piena: bool,
}

/// What the cells of a column hold. Any but those of [`Testo`](Self::Testo) may also be a
/// [`NULLI`].
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

/// How a table says that there is no value: forgotten, or said on purpose.
pub const NULLI: [&str; 2] = ["", "-"];

/// A column of a table whose columns are fixed, declared once: what it is called and holds, and how
/// it is read off a row.
pub(super) struct Campo<R> {
    nome: &'static str,
    tipo: TipoColonna,
    piena: bool,
    descrizione: &'static str,
    leggi: fn(&R) -> String,
}

impl<R> Campo<R> {
    /// A column that may have empty cells.
    pub(super) fn nuovo(
        nome: &'static str,
        tipo: TipoColonna,
        descrizione: &'static str,
        leggi: fn(&R) -> String,
    ) -> Self {
        Self {
            nome,
            tipo,
            piena: false,
            descrizione,
            leggi,
        }
    }

    /// The same, in which every cell is filled.
    pub(super) fn pieno(self) -> Self {
        Self {
            piena: true,
            ..self
        }
    }

    fn colonna(&self) -> Colonna {
        Colonna::nuova(self.nome, self.tipo, self.piena, self.descrizione)
    }
}

impl Colonna {
    /// A column whose header is its name.
    pub(super) fn nuova(nome: &str, tipo: TipoColonna, piena: bool, descrizione: &str) -> Self {
        Self {
            nome: nome.to_owned(),
            titolo: nome.to_owned(),
            descrizione: descrizione.to_owned(),
            tipo,
            piena,
        }
    }
}

impl Tabella {
    /// A table of fixed columns, filled from its rows.
    pub(super) fn di_campi<R>(
        nome: &str,
        titolo: &str,
        descrizione: &str,
        campi: &[Campo<R>],
        righe: impl IntoIterator<Item = R>,
    ) -> Self {
        let in_celle = |riga: R| campi.iter().map(|campo| (campo.leggi)(&riga)).collect();
        Self {
            nome: nome.to_owned(),
            titolo: titolo.to_owned(),
            descrizione: descrizione.to_owned(),
            colonne: campi.iter().map(Campo::colonna).collect(),
            righe: righe.into_iter().map(in_celle).collect(),
        }
    }

    /// The table as CSV, a line of headers first.
    pub fn csv(&self) -> Vec<u8> {
        let intestazione: Vec<&str> = self
            .colonne
            .iter()
            .map(|colonna| colonna.titolo.as_str())
            .collect();
        let righe = self
            .righe
            .iter()
            .map(|riga| riga.iter().map(String::as_str).collect());
        csv(std::iter::once(intestazione).chain(righe))
    }
}

/// Rows as CSV (RFC 4180, UTF-8, `,`, CRLF), every cell [harmless](innocuo).
pub fn csv<'a>(righe: impl IntoIterator<Item = Vec<&'a str>>) -> Vec<u8> {
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

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers and
/// dashes stay.
pub(super) fn innocuo(campo: &str) -> String {
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
    use super::innocuo;

    #[test]
    fn formulas_are_defused_and_values_are_not() {
        assert_eq!(innocuo("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(innocuo("-cmd|x"), "'-cmd|x");
        assert_eq!(innocuo("@SUM(1)"), "'@SUM(1)");
        assert_eq!(innocuo("＝1+1"), "'＝1+1");
        for valore in ["-", "-5,2%", "+16", "Progetto: PID", "2022-03-31", ""] {
            assert_eq!(innocuo(valore), valore);
        }
    }
}
