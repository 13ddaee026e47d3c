//! Diagnoses on a terminal: by workbook, in the order of the cells.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::{Codice, Diagnosi, Livello, Origine};
use crate::read::diags::abbrevia;

use super::contorno::Contorno;
use super::{a_capo, conteggio, ordine, plurale};

const GRASSETTO: &str = "\x1b[1m";
const ROSSO: &str = "\x1b[31m";
const GIALLO: &str = "\x1b[33m";
const AZZURRO: &str = "\x1b[36m";
const SPENTO: &str = "\x1b[2m";
const SOTTOLINEATO: &str = "\x1b[4m";
const FINE: &str = "\x1b[0m";

/// Columns that the place takes at the left.
const MARGINE: usize = 17;
/// Width where no terminal says otherwise.
const LARGHEZZA: usize = 100;
/// Other places that are listed before the rest is only counted.
const LUOGHI: usize = 4;

/// The diagnoses grouped by file. Written with colour codes, which the output stream drops outside a terminal.
pub fn diagnosi(diagnosi: &[Diagnosi]) -> String {
    con_contorno(diagnosi, &Contorno::default())
}

/// The same, each with the text of its row and of the cells that take part.
pub fn con_contorno(diagnosi: &[Diagnosi], contorno: &Contorno) -> String {
    let mut vista = Vista { testo: String::new(), contorno, larghezza: larghezza() };
    let mut file_prima = None;
    for d in ordine::ordinate(diagnosi) {
        let file = d.luoghi.first().map_or("", |luogo| luogo.file.as_str());
        if file_prima != Some(file) {
            let _ = writeln!(
                vista.testo,
                "{}{GRASSETTO}{file}{FINE}",
                if file_prima.is_some() { "\n" } else { "" }
            );
            file_prima = Some(file);
        }
        vista.diagnosi(d);
    }
    if !diagnosi.is_empty() {
        vista.testo.push('\n');
    }
    vista.testo
}

/// How many of each code, the heavier first, and the total.
pub fn riepilogo(diagnosi: &[Diagnosi]) -> String {
    let mut per_codice: BTreeMap<(bool, Livello, Codice), usize> = BTreeMap::new();
    for d in diagnosi {
        *per_codice.entry((d.deroga.is_some(), d.livello, d.codice)).or_default() += 1;
    }
    let mut testo = String::new();
    for ((accettata, livello, codice), quante) in per_codice {
        let (colore, nome) = segno(livello, accettata);
        let _ = writeln!(testo, "  {quante:>4}  {colore}{nome:<9}{FINE}  {}", codice.nome());
    }
    let _ = writeln!(testo, "{}.", conteggio(diagnosi));
    testo
}

struct Vista<'a> {
    testo: String,
    contorno: &'a Contorno,
    larghezza: usize,
}

impl Vista<'_> {
    fn diagnosi(&mut self, d: &Diagnosi) {
        let (colore, livello) = segno(d.livello, d.deroga.is_some());
        let dove = d.luoghi.first().map(ordine::posto).unwrap_or_default();
        let testa = format!("{livello} [{}] {}", d.codice.nome(), d.messaggio);
        let mut righe = a_capo(&testa, self.larghezza - MARGINE).into_iter();
        let prima = righe.next().unwrap_or_default();
        let resto = prima.strip_prefix(livello).unwrap_or(&prima);
        let codice = format!("[{}]", d.codice.nome());
        let resto = resto.replacen(&codice, &format!("{SPENTO}{codice}{FINE}"), 1);
        let _ = writeln!(self.testo, "  {dove:<14} {colore}{livello}{FINE}{resto}");
        righe.for_each(|riga| self.sotto(&riga, ""));
        self.riga_del_foglio(d);
        if let (Some(trovato), Some(atteso)) = (&d.trovato, &d.atteso) {
            self.paragrafo(&format!("trovato: {trovato} · atteso: {atteso}"));
        }
        self.altri_luoghi(d);
        match &d.deroga {
            Some(motivo) => self.paragrafo(&format!("✓ accettato: {motivo}")),
            None => self.paragrafo(&format!("→ {}", d.rimedio)),
        }
    }

    /// The row's own text, with the cells of that row that take part.
    fn riga_del_foglio(&mut self, d: &Diagnosi) {
        let Some(prima) = d.luoghi.first() else { return };
        let Some(nome) = self.contorno.nome(prima) else { return };
        let mut pezzi = format!("│ {}", abbrevia(nome));
        for luogo in d.luoghi.iter().filter(|luogo| stessa_riga(luogo, prima)) {
            match self.contorno.testo(luogo) {
                Some(testo) if testo != nome => {
                    let testo = if testo.is_empty() { "vuota".to_owned() } else { abbrevia(testo) };
                    let _ = write!(pezzi, " │ {} ▸{testo}◂", luogo.cella);
                }
                _ => {}
            }
        }
        for riga in a_capo(&pezzi, self.larghezza - MARGINE) {
            let marcata =
                riga.replace('▸', &format!("{FINE}{SOTTOLINEATO}")).replace('◂', &format!("{FINE}{SPENTO}"));
            self.sotto(&marcata, SPENTO);
        }
    }

    fn altri_luoghi(&mut self, d: &Diagnosi) {
        let Some(prima) = d.luoghi.first() else { return };
        let con_riga = self.contorno.nome(prima).is_some();
        let altri: Vec<&Origine> =
            d.luoghi.iter().skip(1).filter(|luogo| !(con_riga && stessa_riga(luogo, prima))).collect();
        for luogo in altri.iter().take(LUOGHI) {
            let testo = self.contorno.testo(luogo).filter(|testo| !testo.is_empty());
            let testo = testo.map(|testo| format!(": {}", abbrevia(testo))).unwrap_or_default();
            self.paragrafo(&format!("vedi anche {luogo}{testo}"));
        }
        if altri.len() > LUOGHI {
            let quanti = plurale(altri.len() - LUOGHI, "altro posto", "altri posti");
            self.paragrafo(&format!("e {quanti}"));
        }
    }

    fn paragrafo(&mut self, testo: &str) {
        a_capo(testo, self.larghezza - MARGINE).iter().for_each(|riga| self.sotto(riga, ""));
    }

    fn sotto(&mut self, riga: &str, stile: &str) {
        let fine = if stile.is_empty() { "" } else { FINE };
        let _ = writeln!(self.testo, "  {:<14} {stile}{riga}{fine}", "");
    }
}

fn segno(livello: Livello, accettata: bool) -> (&'static str, &'static str) {
    match livello {
        _ if accettata => (SPENTO, "accettato"),
        Livello::Errore => (ROSSO, "errore"),
        Livello::Avviso => (GIALLO, "avviso"),
        Livello::Nota => (AZZURRO, "nota"),
    }
}

fn stessa_riga(a: &Origine, b: &Origine) -> bool {
    (&a.file, &a.foglio) == (&b.file, &b.foglio) && ordine::riga(a) == ordine::riga(b)
}

/// The terminal's width, kept readable.
pub fn larghezza() -> usize {
    let colonne = terminal_size::terminal_size().map(|(larghezza, _)| usize::from(larghezza.0));
    colonne.unwrap_or(LARGHEZZA).clamp(50, 120)
}
