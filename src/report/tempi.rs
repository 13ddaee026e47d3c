//! `genera --tempi`: where the time went.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use crate::tempi::Tempi;
use crate::tempi::conti::{self, Conto, Lavoro};
use crate::tempi::{COMPOSIZIONE, ESPORTAZIONE};

/// A document that was written, with what it took.
pub struct Composto {
    pub pagine: usize,
    pub tempi: Tempi,
    /// Each pass of the layout.
    pub giri: Vec<Duration>,
}

/// The stages that all documents share; a line for each document, with seconds to compile it, to
/// export it and to write it, and the passes until its layout settled; how often work was done.
pub fn tabella(comuni: &Tempi, cartella: &Path, documenti: &[(&Path, Composto)]) -> String {
    let nomi: Vec<String> = documenti
        .iter()
        .map(|(percorso, _)| {
            percorso
                .strip_prefix(cartella)
                .unwrap_or(percorso)
                .display()
                .to_string()
        })
        .collect();
    let largo = nomi
        .iter()
        .map(|nome| nome.chars().count())
        .max()
        .unwrap_or(0)
        .max(24);
    let mut testo = format!("\n{:<largo$}{:>10}\n", "Fase", "secondi");
    let mut somma = Duration::ZERO;
    for (stadio, durata) in comuni.stadi() {
        testo.push_str(&format!("{stadio:<largo$}{:>10}\n", secondi(durata)));
        somma += durata;
    }
    testo.push_str(&format!(
        "\n{:<largo$}{:>10}{:>10}{:>10}   impaginazioni\n",
        "Documento", "compone", "esporta", "scrive"
    ));
    for (nome, (_, composto)) in nomi.iter().zip(documenti) {
        let tempi = &composto.tempi;
        let [compone, esporta, scrive] =
            [COMPOSIZIONE, ESPORTAZIONE, "scrittura"].map(|stadio| tempi.di(stadio));
        let giri: Vec<String> = composto.giri.iter().copied().map(secondi).collect();
        testo.push_str(&format!(
            "{nome:<largo$}{:>10}{:>10}{:>10}   {} ({})\n",
            secondi(compone),
            secondi(esporta),
            secondi(scrive),
            giri.len(),
            giri.join(" + ")
        ));
        somma += compone + esporta + scrive;
    }
    testo.push_str(&format!("\n{:<largo$}{:>10}\n", "In tutto", secondi(somma)));
    testo.push_str(&conteggi(largo, &conti::conti()));
    testo
}

/// A line for each kind of work: how often it was done, and to how many things.
fn conteggi(largo: usize, conti: &BTreeMap<Lavoro, Conto>) -> String {
    let mut testo = format!("\n{:<largo$}{:>10}{:>10}\n", "Lavoro", "volte", "cose");
    for (lavoro, Conto { cose, volte }) in conti {
        testo.push_str(&format!("{:<largo$}{volte:>10}{cose:>10}\n", lavoro.nome()));
    }
    testo
}

/// Seconds to the millisecond, with the Italian comma.
fn secondi(durata: Duration) -> String {
    format!("{:.3}", durata.as_secs_f64()).replace('.', ",")
}
