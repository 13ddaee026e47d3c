//! `.csv` → one sheet without a name: `;`, `,` or tab between the fields; UTF-8 or Windows-1252.

use std::sync::LazyLock;

use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Guasto;
use super::foglio::{Contenuto, Foglio, RigaFoglio};
use super::limiti::Conto;
use super::xlsx::controlla;
use crate::words::vocabolario::{Vocabolario, forse_intestazione};

/// Reads the one sheet. Addresses count records, blank lines included, A1 first, as a spreadsheet
/// shows them.
pub(super) fn leggi(file: &str, byte: &[u8]) -> Result<Vec<Foglio>, Guasto> {
    let testo = testo(byte)?;
    let (dichiarato, testo) = dichiarazione(&testo);
    let separatore = dichiarato.unwrap_or_else(|| separatore(testo));
    let mut larghezza = Larghezza::default();
    let mut lettore = ::csv::ReaderBuilder::new()
        .delimiter(separatore)
        .has_headers(false)
        .flexible(true)
        .from_reader(testo.as_bytes());
    let mut foglio = Foglio {
        file: file.to_owned(),
        ..Foglio::default()
    };
    let mut conto = Conto::default();
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
        let oltre = larghezza.oltre(&record).filter(|_| separatore == b',');
        foglio
            .lunghe
            .extend(oltre.map(|colonna| (riga + 1, colonna)));
        let mut celle_riga = RigaFoglio {
            numero: riga + 1,
            celle: Vec::new(),
        };
        for (colonna, campo) in (0..)
            .zip(&record)
            .filter(|(_, campo)| !campo.trim().is_empty())
        {
            if inghiotte_righe(campo, separatore) {
                foglio.inghiotte.push((riga + 1, colonna));
            }
            let contenuto = Contenuto::da_testo(campo);
            controlla(riga, colonna, &contenuto, &mut conto)?;
            celle_riga.aggiungi(colonna, contenuto);
        }
        if !celle_riga.celle.is_empty() {
            foglio.righe.push(celle_riga);
        }
        riga += 1;
    }
}

/// True of a field that holds other lines of the file: quotes that begin it and end nowhere, or far
/// below, take in whatever follows.
fn inghiotte_righe(campo: &str, separatore: u8) -> bool {
    /// Separators of a line that is a record.
    const SEGNI: usize = 2;
    let mut altre = campo.lines().skip(1);
    altre.any(|riga| riga.matches(char::from(separatore)).count() >= SEGNI)
}

/// Fields of a file's header: of the first record that has headings, or else several fields.
#[derive(Default)]
struct Larghezza {
    campi: Option<usize>,
    di_intestazioni: bool,
}

impl Larghezza {
    /// The first filled field of a record beyond the header's last.
    fn oltre(&mut self, record: &::csv::StringRecord) -> Option<u32> {
        let note = record.iter().filter(|campo| e_intestazione(campo)).count();
        let pieni = record
            .iter()
            .filter(|campo| !campo.trim().is_empty())
            .count();
        if !self.di_intestazioni && (note > 1 || self.campi.is_none() && pieni > 1) {
            self.campi = Some(record.len());
            self.di_intestazioni = note > 1;
        }
        let campi = self.campi?;
        let mut oltre = record.iter().enumerate().skip(campi);
        let (posto, _) = oltre.find(|(_, campo)| !campo.trim().is_empty())?;
        u32::try_from(posto).ok()
    }
}

/// True of a field that offices head a column with.
fn e_intestazione(campo: &str) -> bool {
    static NOTE: LazyLock<Vocabolario> = LazyLock::new(Vocabolario::default);
    let campo = campo.trim_matches(['"', ' ']);
    let senza_anno = campo.trim_end_matches(|c: char| c.is_ascii_digit());
    forse_intestazione(senza_anno) && NOTE.campo(senza_anno, false).is_some()
}

/// UTF-8 and UTF-16 by their mark, UTF-16 also by the zeros that it leaves between plain letters,
/// UTF-8 if it is valid; else what the accents speak for: Windows-1252, which Excel writes, the
/// CP850 of its «CSV (MS-DOS)», or what it writes on a Macintosh.
fn testo(byte: &[u8]) -> Result<String, Guasto> {
    if byte.starts_with(b"PK\x03\x04") {
        return Err(Guasto::Illeggibile);
    }
    if let Some(codifica) = Encoding::for_bom(byte)
        .map(|(codifica, _)| codifica)
        .or(utf16(byte))
    {
        return Ok(codifica.decode(byte).0.into_owned());
    }
    if byte.contains(&0) {
        return Err(Guasto::Illeggibile);
    }
    if let Ok(testo) = std::str::from_utf8(byte) {
        return Ok(testo.to_owned());
    }
    Ok(match codifica(byte) {
        Codifica::Windows => WINDOWS_1252.decode(byte).0.into_owned(),
        Codifica::Macintosh => MACINTOSH.decode(byte).0.into_owned(),
        Codifica::Dos => byte.iter().map(|byte| CP850.decodifica(*byte)).collect(),
    })
}

/// UTF-16 without a mark: every second byte of plain letters is zero.
fn utf16(byte: &[u8]) -> Option<&'static Encoding> {
    let inizio = &byte[..byte.len().min(1024)];
    let zeri = |resto: usize| {
        let suoi = inizio.iter().skip(resto).step_by(2);
        suoi.filter(|byte| **byte == 0).count() * 10 > inizio.len() * 4
    };
    match (zeri(0), zeri(1)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// How a program writes accented letters in one byte each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Codifica {
    Windows,
    Dos,
    Macintosh,
}

/// The way in which most accented letters of Italian are written.
fn codifica(byte: &[u8]) -> Codifica {
    const ACCENTATE: [(Codifica, &[u8]); 3] = [
        (Codifica::Macintosh, b"\x88\x8e\x8f\x93\x98\x9d"),
        (Codifica::Dos, b"\x82\x85\x8a\x8d\x95\x97"),
        (Codifica::Windows, b"\xe0\xe8\xe9\xec\xf2\xf9\xc0\xc8\xc9"),
    ];
    let quante = |note: &[u8]| {
        let dopo_lettera = byte.windows(2).filter(|w| w[0].is_ascii_alphabetic());
        dopo_lettera.filter(|w| note.contains(&w[1])).count()
    };
    // Of two that have as many the last one counts.
    let migliore = ACCENTATE.iter().max_by_key(|(_, note)| quante(note));
    migliore.map_or(Codifica::Windows, |(codifica, _)| *codifica)
}

/// The upper half of a code page.
struct Pagina(&'static str);

const CP850: Pagina = Pagina(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
     ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
);

impl Pagina {
    fn decodifica(&self, byte: u8) -> char {
        match byte.checked_sub(0x80) {
            Some(posto) => self.0.chars().nth(usize::from(posto)).unwrap_or('\u{fffd}'),
            None => char::from(byte),
        }
    }
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

/// Lines in which a header is looked for.
const RIGHE_DI_TESTA: usize = 40;

/// The separator that makes a header: the one by which a line has most of the headings that offices
/// write; where none does, the one that the first lines use most.
fn separatore(testo: &str) -> u8 {
    let intestazioni = |separatore: u8| {
        let righe = testo.lines().take(RIGHE_DI_TESTA);
        let note = righe.map(|riga| {
            let campi = riga.split(char::from(separatore));
            campi.filter(|campo| e_intestazione(campo)).count()
        });
        note.max().unwrap_or(0)
    };
    let migliore = [b';', b'\t', b',', b'|']
        .into_iter()
        .map(|separatore| (intestazioni(separatore), separatore))
        .rev()
        .max_by_key(|(quante, _)| *quante);
    match migliore {
        Some((quante, separatore)) if quante > 1 => separatore,
        _ => separatore_frequente(testo),
    }
}

/// The separator that the first lines use most, outside quotes; `;` where none stands out.
fn separatore_frequente(testo: &str) -> u8 {
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
        assert_eq!(celle(b"Attivit\x85;1\n"), ["Attività", "1"]);
        assert_eq!(celle(b"Attivit\x88;1\n"), ["Attività", "1"]);
        assert_eq!(celle(b"a\0;\0b\0"), ["a", "b"]);
        let virgole = "Indicatore,Target 2022,Fonte\n\"a;b;c;d\",3,x\n";
        assert_eq!(celle(virgole.as_bytes())[3], "a;b;c;d");
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
        assert_eq!(leggi("x.csv", b"abcdef\0b"), Err(Guasto::Illeggibile));
    }
}
