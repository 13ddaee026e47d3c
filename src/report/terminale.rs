//! Diagnoses on a terminal: by workbook, in the order of the cells.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::model::italiano::vocabolario::ALTRA;
use crate::model::{Codice, Diagnosi, Livello, Origine};
use crate::read::diags::abbrevia;

use super::contorno::Contorno;
use super::{a_capo, conteggio, ordine};

use super::colori::{AZZURRO, FINE, GIALLO, GRASSETTO, ROSSO, SPENTO};

/// Columns that the place takes at the left.
const MARGINE: usize = 17;
/// Width where no terminal says otherwise.
const LARGHEZZA: usize = 100;
/// Cells of a sheet that are listed before the rest is only counted.
const LUOGHI: usize = 6;

/// The diagnoses grouped by file. Written with colour codes, which the output stream drops outside
/// a terminal.
pub fn diagnosi(diagnosi: &[Diagnosi]) -> String {
    con_contorno(diagnosi, &Contorno::default())
}

/// The same, each with the text of its row and of the cells that take part.
pub fn con_contorno(diagnosi: &[Diagnosi], contorno: &Contorno) -> String {
    let mut vista = Vista {
        testo: String::new(),
        contorno,
        larghezza: larghezza(),
        dati: BTreeSet::new(),
    };
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
            vista.dati.clear();
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
        *per_codice
            .entry((d.deroga.is_some(), d.livello, d.codice))
            .or_default() += 1;
    }
    let mut testo = String::new();
    for ((accettata, livello, codice), quante) in per_codice {
        let (colore, nome) = segno(livello, accettata);
        let _ = writeln!(
            testo,
            "  {quante:>4}  {colore}{nome:<9}{FINE}  {}",
            codice.nome()
        );
    }
    let _ = writeln!(testo, "{}.", conteggio(diagnosi));
    testo
}

struct Vista<'a> {
    testo: String,
    contorno: &'a Contorno,
    larghezza: usize,
    /// Advice that the file under way has already got.
    dati: BTreeSet<(Codice, String)>,
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
        // A place that is too long for its column has a line to itself.
        let lunga = dove.chars().count() > MARGINE - 3;
        let dove = if lunga {
            format!("{dove}\n{:MARGINE$}", "")
        } else {
            format!("{dove:<14} ")
        };
        let _ = writeln!(self.testo, "  {dove}{colore}{livello}{FINE}{resto}");
        righe.for_each(|riga| self.sotto(&riga));
        self.riga_del_foglio(d);
        if let (Some(trovato), Some(atteso)) = (&d.trovato, &d.atteso) {
            self.paragrafo(&format!("trovato: {trovato} · atteso: {atteso}"));
        }
        self.altri_luoghi(d);
        match &d.deroga {
            Some(motivo) => self.paragrafo(&format!("✓ accettato: {motivo}")),
            // The same advice is given once a file.
            None if self.dati.insert((d.codice, d.rimedio.clone())) => {
                self.paragrafo(&format!("→ {}", d.rimedio))
            }
            None => {}
        }
    }

    /// The row's own text, unless the message holds it, with the cells of that row that take part.
    fn riga_del_foglio(&mut self, d: &Diagnosi) {
        let Some(prima) = d.luoghi.first() else {
            return;
        };
        let Some(nome) = self.contorno.nome(prima) else {
            return;
        };
        let nome = abbrevia(nome);
        let mut pezzi = if d.messaggio.contains(&format!("«{nome}»")) {
            String::new()
        } else {
            format!(" {nome}")
        };
        for luogo in d.luoghi.iter().filter(|luogo| stessa_riga(luogo, prima)) {
            match self.contorno.testo(luogo).map(abbrevia) {
                Some(testo) if testo != nome => {
                    let testo = if testo.is_empty() { "vuota" } else { &testo };
                    let _ = write!(pezzi, " ▸{}: {testo}", luogo.scritto());
                }
                _ => {}
            }
        }
        if !pezzi.is_empty() {
            let righe = a_capo(&format!("│{pezzi}"), self.larghezza - MARGINE);
            righe
                .iter()
                .for_each(|riga| self.sotto(&riga.replace('▸', &format!("{GRASSETTO}▸"))));
        }
    }

    /// The other places, those of a sheet together, each with what stands there.
    fn altri_luoghi(&mut self, d: &Diagnosi) {
        let Some(prima) = d.luoghi.first() else {
            return;
        };
        let con_riga = self.contorno.nome(prima).is_some();
        let altri = d
            .luoghi
            .iter()
            .skip(1)
            .filter(|luogo| !(con_riga && stessa_riga(luogo, prima)));
        let mut per_foglio: Vec<(Origine, Vec<String>)> = Vec::new();
        for luogo in altri {
            let foglio = luogo.senza_cella();
            let testo = self
                .contorno
                .testo(luogo)
                .filter(|testo| !testo.is_empty())
                .map(abbrevia);
            let cella = testo.map_or_else(
                || luogo.scritto(),
                |testo| format!("{}: {testo}", luogo.scritto()),
            );
            match per_foglio.iter_mut().find(|(noto, _)| *noto == foglio) {
                Some((_, celle)) => celle.push(cella),
                None => per_foglio.push((foglio, vec![cella])),
            }
        }
        for (foglio, celle) in per_foglio {
            let stesso = foglio == prima.senza_cella();
            let dove = (!stesso).then(|| foglio.to_string());
            let altre = match celle.len().checked_sub(LUOGHI) {
                Some(altre) if altre > 0 => format!(" e {}", ALTRA.conta(altre)),
                _ => String::new(),
            };
            let celle = celle.into_iter().take(LUOGHI).collect::<Vec<_>>();
            // A whole file has no cell.
            let celle = Some(celle.join(" · ")).filter(|celle| !celle.is_empty());
            let dove: Vec<String> = dove.into_iter().chain(celle).collect();
            self.paragrafo(&format!("vedi anche {}{altre}", dove.join(", ")));
        }
    }

    fn paragrafo(&mut self, testo: &str) {
        a_capo(testo, self.larghezza - MARGINE)
            .iter()
            .for_each(|riga| self.sotto(riga));
    }

    fn sotto(&mut self, riga: &str) {
        let _ = writeln!(self.testo, "  {:<14} {riga}{FINE}", "");
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
    a.senza_cella() == b.senza_cella() && a.numero_riga() == b.numero_riga()
}

/// The terminal's width, kept readable.
pub(super) fn larghezza() -> usize {
    let colonne = terminal_size::terminal_size().map(|(larghezza, _)| usize::from(larghezza.0));
    colonne.unwrap_or(LARGHEZZA).clamp(50, 120)
}
