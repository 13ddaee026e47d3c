//! `.csv` → one sheet without a name: `;`, `,` or tab between the fields; UTF-8 or Windows-1252.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::Guasto;
use super::foglio::{Contenuto, Foglio, RigaFoglio};
use super::xlsx::controlla;

/// Reads the one sheet. Addresses count records, blank lines included, A1 first, as a spreadsheet
/// shows them.
pub fn leggi(file: &str, byte: &[u8]) -> Result<Vec<Foglio>, Guasto> {
    let testo = testo(byte)?;
    let (dichiarato, testo) = dichiarazione(&testo);
    let mut lettore = ::csv::ReaderBuilder::new()
        .delimiter(dichiarato.unwrap_or_else(|| separatore(testo)))
        .has_headers(false)
        .flexible(true)
        .from_reader(testo.as_bytes());
    let mut foglio = Foglio {
        file: file.to_owned(),
        ..Foglio::default()
    };
    let mut celle = 0;
    let mut riga = 0;
    let mut record = ::csv::StringRecord::new();
    loop {
        let prima = lettore.position().line();
        if !lettore
            .read_record(&mut record)
            .map_err(|_| Guasto::Illeggibile)?
        {
            return Ok(vec![foglio]);
        }
        // The reader passes over blank lines, which a spreadsheet shows as rows.
        let linee = 1 + record
            .iter()
            .map(|campo| campo.matches('\n').count() as u64)
            .sum::<u64>();
        let vuote = (lettore.position().line() - prima).saturating_sub(linee);
        riga += u32::try_from(vuote).map_err(|_| Guasto::Illeggibile)?;
        let mut celle_riga = RigaFoglio {
            numero: riga + 1,
            celle: Vec::new(),
        };
        for (colonna, campo) in (0..)
            .zip(&record)
            .filter(|(_, campo)| !campo.trim().is_empty())
        {
            let contenuto = Contenuto::da_testo(campo);
            controlla(riga, colonna, &contenuto, &mut celle)?;
            celle_riga.aggiungi(colonna, contenuto);
        }
        if !celle_riga.celle.is_empty() {
            foglio.righe.push(celle_riga);
        }
        riga += 1;
    }
}

/// UTF-8 and UTF-16 by their mark, UTF-8 if it is valid, else Windows-1252, which Excel writes.
fn testo(byte: &[u8]) -> Result<String, Guasto> {
    if byte.starts_with(b"PK\x03\x04") || byte.contains(&0) && Encoding::for_bom(byte).is_none() {
        return Err(Guasto::Illeggibile);
    }
    let codifica = Encoding::for_bom(byte).map(|(codifica, _)| codifica);
    let codifica = codifica.unwrap_or(if std::str::from_utf8(byte).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    });
    Ok(codifica.decode(byte).0.into_owned())
}

/// The separator that a first line such as `sep=;` states for Excel, which does not show it as a
/// row.
fn dichiarazione(testo: &str) -> (Option<u8>, &str) {
    let (prima, resto) = testo.split_once('\n').unwrap_or((testo, ""));
    match prima.trim_end().strip_prefix("sep=").map(str::as_bytes) {
        Some([separatore @ (b';' | b',' | b'\t' | b'|')]) => (Some(*separatore), resto),
        _ => (None, testo),
    }
}

/// The separator that the first lines use most, outside quotes; `;` where none stands out.
fn separatore(testo: &str) -> u8 {
    let mut conteggi = [(b';', 0), (b'\t', 0), (b',', 0)];
    let mut tra_virgolette = false;
    for byte in testo.bytes().take(4096) {
        match byte {
            b'"' => tra_virgolette = !tra_virgolette,
            _ if tra_virgolette => {}
            _ => conteggi
                .iter_mut()
                .filter(|(segno, _)| *segno == byte)
                .for_each(|(_, volte)| *volte += 1),
        }
    }
    // Decimal commas do not make a comma file: a semicolon or tab wins as soon as lines hold one.
    let [(_, punti), (_, tabulazioni), (_, virgole)] = conteggi;
    match (punti, tabulazioni, virgole) {
        (0, 0, virgole) if virgole > 0 => b',',
        (0, tabulazioni, _) if tabulazioni > 0 => b'\t',
        (punti, _, virgole) if virgole > punti * 3 => b',',
        _ => b';',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn celle(byte: &[u8]) -> Vec<String> {
        let fogli = leggi("prova.csv", byte).expect("readable");
        fogli[0]
            .righe
            .iter()
            .flat_map(|riga| &riga.celle)
            .map(|cella| cella.contenuto.testo())
            .collect()
    }

    #[test]
    fn separators_and_encodings_are_recognised() {
        assert_eq!(celle("a;b,5\nc;d".as_bytes()), ["a", "b,5", "c", "d"]);
        assert_eq!(celle("a,\"b;c\"\n".as_bytes()), ["a", "b;c"]);
        assert_eq!(celle("sep=|\r\na;b|c\n".as_bytes()), ["a;b", "c"]);
        assert_eq!(
            celle("\u{feff}Attivit\u{e0};1\n".as_bytes()),
            ["Attività", "1"]
        );
        assert_eq!(celle(b"Attivit\xe0;1\n"), ["Attività", "1"]);
    }

    #[test]
    fn blank_lines_count_and_line_breaks_in_quotes_do_not() {
        let fogli = leggi("prova.csv", b"a;1\n\n\"b\nc\";2\nd;3\n").expect("readable");
        let numeri: Vec<u32> = fogli[0].righe.iter().map(|riga| riga.numero).collect();
        assert_eq!(numeri, [1, 3, 4]);
    }

    #[test]
    fn binary_data_is_not_a_table() {
        assert_eq!(leggi("x.csv", b"PK\x03\x04rest"), Err(Guasto::Illeggibile));
        assert_eq!(leggi("x.csv", b"a\0b"), Err(Guasto::Illeggibile));
    }
}
