//! The differences on a terminal. Written with colour codes, which the output stream drops
//! elsewhere.

use std::fmt::Write;

use crate::diff::{Parola, Segno};
use crate::report::colori::{FINE, GIALLO, GRASSETTO, ROSSO, SPENTO, VERDE};

use super::{Vista, Voce};

/// Letters of a paragraph shown before and after a change.
const CONTORNO: usize = 40;

/// The summary, then every difference in its group.
pub fn intero(vista: &Vista) -> String {
    let mut testo = testa(vista);
    for gruppo in &vista.gruppi {
        let _ = writeln!(testo, "\n{GRASSETTO}{}{FINE}", gruppo.titolo);
        gruppo.voci.iter().for_each(|voce| riga(&mut testo, voce));
    }
    testo
}

/// The summary, then how many differences each group has.
pub fn riassunto(vista: &Vista) -> String {
    let mut testo = testa(vista);
    if !vista.gruppi.is_empty() {
        testo.push('\n');
    }
    for gruppo in &vista.gruppi {
        let _ = writeln!(testo, "  {:>4}  {}", gruppo.voci.len(), gruppo.titolo);
    }
    testo
}

fn testa(vista: &Vista) -> String {
    format!(
        "{GRASSETTO}{}{FINE}\n{SPENTO}{} → {}{FINE}\n",
        vista.riassunto, vista.origini[0], vista.origini[1]
    )
}

fn riga(testo: &mut String, voce: &Voce) {
    let colore = match voce.tipo {
        "aggiunto" => VERDE,
        "tolto" => ROSSO,
        "riordinato" => SPENTO,
        _ => GIALLO,
    };
    let campo = if voce.campo.is_empty() {
        String::new()
    } else {
        format!(", {}", voce.campo)
    };
    let _ = writeln!(
        testo,
        "  {colore}{:<10}{FINE} {}{campo}",
        voce.tipo, voce.soggetto
    );
    let _ = writeln!(testo, "  {:<10} {}", "", valori(voce));
    for causa in &voce.cause {
        let _ = writeln!(testo, "  {:<10} {SPENTO}per {causa}{FINE}", "");
    }
    let luoghi = match (&voce.luogo, &voce.luogo_vecchio) {
        (Some(adesso), Some(prima)) => format!("{adesso} (prima: {prima})"),
        (Some(solo), None) | (None, Some(solo)) => solo.clone(),
        (None, None) => return,
    };
    let _ = writeln!(testo, "  {:<10} {SPENTO}{luoghi}{FINE}", "");
}

fn valori(voce: &Voce) -> String {
    if !voce.parole.is_empty() {
        return brano(&voce.parole);
    }
    let variazione = voce
        .variazione
        .as_ref()
        .map(|v| format!(" ({v})"))
        .unwrap_or_default();
    match (&voce.vecchio, &voce.nuovo) {
        _ if voce.tipo == "riordinato" => {
            format!(
                "il primo che cambia posto: {}",
                voce.nuovo.as_deref().unwrap_or_default()
            )
        }
        (Some(vecchio), Some(nuovo)) => {
            format!("{ROSSO}{vecchio}{FINE} → {VERDE}{nuovo}{FINE}{variazione}")
        }
        (Some(vecchio), None) => format!("{ROSSO}{vecchio}{FINE}"),
        (None, Some(nuovo)) => format!("{VERDE}{nuovo}{FINE}"),
        (None, None) => String::new(),
    }
}

/// The changed words with a little of what stands around them.
fn brano(parole: &[Parola]) -> String {
    let ultima = parole.len() - 1;
    let pezzi = parole
        .iter()
        .enumerate()
        .map(|(posto, parola)| match parola.segno {
            Segno::Tolto => format!("{ROSSO}[-{}-]{FINE}", parola.testo),
            Segno::Aggiunto => format!("{VERDE}{{+{}+}}{FINE}", parola.testo),
            Segno::Uguale => accorcia(&parola.testo, posto > 0, posto < ultima),
        });
    pezzi.collect()
}

/// Keeps the ends of a stretch that stand next to a change.
fn accorcia(testo: &str, inizio: bool, fine: bool) -> String {
    let lettere: Vec<char> = testo.chars().collect();
    let teniamo = CONTORNO * (usize::from(inizio) + usize::from(fine));
    if lettere.len() <= teniamo {
        return testo.to_owned();
    }
    let testa: String = lettere
        .iter()
        .take(if inizio { CONTORNO } else { 0 })
        .collect();
    let coda: String = lettere
        .iter()
        .skip(lettere.len() - if fine { CONTORNO } else { 0 })
        .collect();
    format!("{testa}…{coda}")
}
