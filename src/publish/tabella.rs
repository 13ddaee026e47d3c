//! A table of the open data: the same columns and cells become CSV, CSVW metadata and a sheet of
//! the workbook.

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

/// A column as tables with fixed columns declare it.
pub type Dichiarata = (&'static str, TipoColonna, bool, &'static str);

impl Colonna {
    /// A column whose header is its name.
    pub fn dichiarata((nome, tipo, piena, descrizione): Dichiarata) -> Self {
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
    /// The table as CSV (RFC 4180, UTF-8, `,`, CRLF), every cell [harmless](innocuo).
    pub fn csv(&self) -> String {
        let mut scrittore = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let intestazione: Vec<&String> =
            self.colonne.iter().map(|colonna| &colonna.titolo).collect();
        for riga in
            std::iter::once(intestazione).chain(self.righe.iter().map(|riga| riga.iter().collect()))
        {
            // Writing to memory cannot fail.
            let _ = scrittore.write_record(riga.into_iter().map(|campo| innocuo(campo)));
        }
        scrittore
            .into_inner()
            .ok()
            .and_then(|byte| String::from_utf8(byte).ok())
            .unwrap_or_default()
    }
}

/// How [`innocuo`] changes a cell, for those who read the data.
pub const NEUTRALIZZAZIONE: &str = "Le celle che un foglio di calcolo prenderebbe per una formula (cominciano con =, @, \
tabulazione, o con + o - seguiti da qualcosa che non è un numero) sono precedute da un apostrofo ('): per avere il testo \
originale si toglie quel primo carattere. I numeri negativi e il trattino da solo restano come sono.";

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers and
/// dashes stay.
pub fn innocuo(campo: &str) -> String {
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
