//! Diagnoses on a terminal: by workbook, in the order of the cells.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::{Diagnosi, Livello, Origine};

use super::colori::{AZZURRO, FINE, GIALLO, GRASSETTO, ROSSO, SPENTO};

/// The diagnoses grouped by file. Written with colour codes, which the output stream drops outside a terminal.
pub fn diagnosi(diagnosi: &[Diagnosi]) -> String {
    let mut per_file: BTreeMap<&str, Vec<&Diagnosi>> = BTreeMap::new();
    for d in diagnosi {
        per_file.entry(d.luoghi.first().map_or("", |luogo| luogo.file.as_str())).or_default().push(d);
    }
    let mut testo = String::new();
    for (file, mut gruppo) in per_file {
        gruppo.sort_by_key(|d| d.luoghi.first().map(ordine));
        let _ = writeln!(testo, "{GRASSETTO}{file}{FINE}");
        for d in gruppo {
            riga(&mut testo, d);
        }
        testo.push('\n');
    }
    testo
}

fn riga(testo: &mut String, d: &Diagnosi) {
    let (colore, livello) = match d.livello {
        _ if d.deroga.is_some() => (SPENTO, "accettato"),
        Livello::Errore => (ROSSO, "errore"),
        Livello::Avviso => (GIALLO, "avviso"),
        Livello::Nota => (AZZURRO, "nota"),
    };
    let dove = d.luoghi.first().map(posto).unwrap_or_default();
    let _ = writeln!(
        testo,
        "  {dove:<14} {colore}{livello}{FINE} {SPENTO}[{}]{FINE} {}",
        d.codice.nome(),
        d.messaggio
    );
    if let (Some(trovato), Some(atteso)) = (&d.trovato, &d.atteso) {
        let _ = writeln!(testo, "  {:<14} trovato: {trovato} · atteso: {atteso}", "");
    }
    for altro in d.luoghi.iter().skip(1) {
        let _ = writeln!(testo, "  {:<14} vedi anche {altro}", "");
    }
    let _ = writeln!(testo, "  {:<14} → {}", "", d.deroga.as_deref().unwrap_or(&d.rimedio));
}

/// Sheet and cell, short.
fn posto(luogo: &Origine) -> String {
    match (&luogo.foglio, luogo.cella.as_str()) {
        (Some(foglio), "") => foglio.clone(),
        (Some(foglio), cella) => format!("{foglio}!{cella}"),
        (None, cella) => cella.to_owned(),
    }
}

/// By sheet, then row, then column.
pub fn ordine(luogo: &Origine) -> (Option<String>, u32, usize, String) {
    let cifre: String = luogo.cella.chars().filter(char::is_ascii_digit).collect();
    let lettere: String = luogo.cella.chars().filter(char::is_ascii_uppercase).collect();
    (luogo.foglio.clone(), cifre.parse().unwrap_or(0), lettere.len(), lettere)
}
