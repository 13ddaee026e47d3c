//! Number styles of an OpenDocument file → number format codes as a workbook writes them, so that
//! one renderer shows both.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use crate::read::xml::{Passo, attributo};

/// Sections of a format, at most.
const SEZIONI: usize = 4;
/// Digits that a style may ask for, at most.
const CIFRE: usize = 30;

/// A style while it is read, and as it is kept.
#[derive(Debug, Default)]
struct Scritto {
    codice: String,
    /// Conditions under which other styles show the number.
    mappe: Vec<(String, String)>,
    /// A percent sign among the literals is one that counts.
    percento: bool,
    /// Hours may go beyond twenty-four.
    trascorso: bool,
    /// The order of day, month and year is that of whoever looks.
    automatico: bool,
    /// It holds something that no format code can say.
    oscuro: bool,
}

/// The number styles of a document, by name.
#[derive(Debug, Default)]
pub(super) struct Formati {
    noti: HashMap<String, Scritto>,
    aperto: Option<(String, Scritto)>,
    /// Letters of a literal or of a currency's sign.
    letterale: Option<String>,
}

impl Formati {
    /// Takes note of what a step says of number styles.
    pub(super) fn passo(&mut self, passo: &Passo<'_>) {
        match passo {
            Passo::Apre(nome, elemento) if tipo(nome).is_some() => self.apre(nome, elemento),
            Passo::Chiude(nome) if tipo(nome).is_some() => {
                self.noti.extend(self.aperto.take());
            }
            _ if self.aperto.is_none() => {}
            Passo::Apre("text" | "currency-symbol" | "fill-character", _) => {
                self.letterale = Some(String::new());
            }
            Passo::Testo(testo) => {
                if let Some(letterale) = &mut self.letterale {
                    letterale.push_str(testo);
                }
            }
            Passo::Chiude(nome @ ("text" | "currency-symbol" | "fill-character")) => {
                let letterale = self.letterale.take().unwrap_or_default();
                if let (Some((_, scritto)), true) = (&mut self.aperto, *nome != "fill-character") {
                    scritto.letterale(&letterale);
                }
            }
            Passo::Apre(nome, elemento) => {
                if let Some((_, scritto)) = &mut self.aperto {
                    scritto.pezzo(nome, elemento);
                }
            }
            Passo::Chiude(_) => {}
        }
    }

    fn apre(&mut self, elemento_aperto: &str, elemento: &BytesStart<'_>) {
        let detto = |nome: &str, valore: &str| {
            attributo(elemento, nome).is_some_and(|scritto| scritto == valore)
        };
        let scritto = Scritto {
            percento: elemento_aperto == "percentage-style",
            trascorso: detto("truncate-on-overflow", "false"),
            automatico: detto("automatic-order", "true") && elemento_aperto == "date-style",
            ..Scritto::default()
        };
        self.aperto = attributo(elemento, "name").map(|nome| (nome, scritto));
    }

    /// The format code of a style: a section for each condition, then its own.
    pub(super) fn codice(&self, nome: &str) -> Option<String> {
        let scritto = self.noti.get(nome)?;
        if scritto.oscuro || scritto.mappe.len() >= SEZIONI {
            return None;
        }
        let mut sezioni: Vec<String> = Vec::new();
        for (condizione, altro) in &scritto.mappe {
            let altro = self.noti.get(altro).filter(|altro| !altro.oscuro)?;
            sezioni.push(format!("[{condizione}]{}", altro.codice));
        }
        sezioni.push(scritto.proprio());
        Some(sezioni.join(";"))
    }
}

/// The kind of number style that an element begins.
fn tipo(elemento: &str) -> Option<&str> {
    let tipo = elemento.strip_suffix("-style")?;
    matches!(
        tipo,
        "number" | "currency" | "percentage" | "date" | "time" | "boolean" | "text"
    )
    .then_some(tipo)
}

impl Scritto {
    /// Its own section. An Italian program writes the day first where the order is free.
    fn proprio(&self) -> String {
        match (self.automatico, self.codice.contains("yyyy")) {
            (true, true) if !self.codice.contains("mmm") => "dd/mm/yyyy".to_owned(),
            (true, false) if !self.codice.contains("mmm") => "dd/mm/yy".to_owned(),
            _ if self.codice.is_empty() => "\"\"".to_owned(),
            _ => self.codice.clone(),
        }
    }

    /// Letters as they are, quoted so that none counts as a sign of the code.
    fn letterale(&mut self, testo: &str) {
        for (n, tratto) in testo.split('%').enumerate() {
            match (n, self.percento) {
                (0, _) => {}
                (_, true) => self.codice.push('%'),
                (_, false) => self.codice.push_str("\\%"),
            }
            if !tratto.is_empty() {
                let tratto = tratto.replace('"', "\"\\\"\"");
                self.codice.push_str(&format!("\"{tratto}\""));
            }
        }
    }

    fn pezzo(&mut self, nome: &str, elemento: &BytesStart<'_>) {
        let lungo = attributo(elemento, "style").is_some_and(|stile| stile == "long");
        let a_parole = attributo(elemento, "textual").is_some_and(|detto| detto == "true");
        let scelta = |intero: &str, corto: &str| if lungo { intero } else { corto }.to_owned();
        let pezzo = match nome {
            "number" => numero(elemento),
            "scientific-number" => scientifico(elemento),
            "fraction" => frazione(elemento),
            "day" => scelta("dd", "d"),
            "month" if a_parole => scelta("mmmm", "mmm"),
            "month" => scelta("mm", "m"),
            "year" => scelta("yyyy", "yy"),
            "day-of-week" => scelta("dddd", "ddd"),
            "hours" if self.trascorso => "[h]".to_owned(),
            "hours" => scelta("hh", "h"),
            "minutes" if self.trascorso && self.codice.is_empty() => "[m]".to_owned(),
            "minutes" => scelta("mm", "m"),
            "seconds" => secondi(elemento, lungo),
            "am-pm" => "AM/PM".to_owned(),
            "text-content" => "@".to_owned(),
            "boolean" => "General".to_owned(),
            "map" => return self.mappa(elemento),
            "text-properties" => return,
            _ => {
                self.oscuro = true;
                return;
            }
        };
        self.codice.push_str(&pezzo);
    }

    fn mappa(&mut self, elemento: &BytesStart<'_>) {
        let condizione = attributo(elemento, "condition").unwrap_or_default();
        let condizione = condizione
            .trim()
            .strip_prefix("value()")
            .map(|resto| resto.trim().replace("!=", "<>"));
        match condizione.zip(attributo(elemento, "apply-style-name")) {
            Some(mappa) => self.mappe.push(mappa),
            None => self.oscuro = true,
        }
    }
}

fn intero(elemento: &BytesStart<'_>, nome: &str) -> Option<usize> {
    let numero: usize = attributo(elemento, nome)?.parse().ok()?;
    Some(numero.min(CIFRE))
}

/// `#,##0.00`, with a comma for each thousand by which the number is divided.
fn numero(elemento: &BytesStart<'_>) -> String {
    let posti = intero(elemento, "decimal-places");
    let a_migliaia = attributo(elemento, "grouping").is_some_and(|detto| detto == "true");
    let Some(posti) = posti else {
        return if a_migliaia {
            "#,##0.######"
        } else {
            "General"
        }
        .to_owned();
    };
    let fermi = match attributo(elemento, "decimal-replacement") {
        Some(_) => 0,
        None => intero(elemento, "min-decimal-places").unwrap_or(posti),
    };
    let zeri = intero(elemento, "min-integer-digits").unwrap_or(1);
    let almeno = if a_migliaia { 4 } else { 1 };
    let mut codice = "#".repeat(almeno.max(zeri) - zeri) + &"0".repeat(zeri);
    if a_migliaia {
        codice.insert(1, ',');
    }
    if posti > 0 {
        codice.push('.');
        codice.push_str(&"0".repeat(fermi.min(posti)));
        codice.push_str(&"#".repeat(posti.saturating_sub(fermi)));
    }
    codice.push_str(&",".repeat(migliaia(elemento)));
    codice
}

/// How many times the number is divided by a thousand.
fn migliaia(elemento: &BytesStart<'_>) -> usize {
    let fattore = attributo(elemento, "display-factor").and_then(|f| f.parse::<f64>().ok());
    let volte = fattore.map_or(0.0, |fattore| fattore.log10() / 3.0);
    if volte.is_finite() {
        volte.round().clamp(0.0, 4.0) as usize
    } else {
        0
    }
}

fn scientifico(elemento: &BytesStart<'_>) -> String {
    let decimali = intero(elemento, "decimal-places").unwrap_or(2);
    let esponente = intero(elemento, "min-exponent-digits").unwrap_or(2).max(1);
    let punto = if decimali > 0 { "." } else { "" };
    format!(
        "0{punto}{}E+{}",
        "0".repeat(decimali),
        "0".repeat(esponente)
    )
}

fn frazione(elemento: &BytesStart<'_>) -> String {
    let cifre = |nome| intero(elemento, nome).unwrap_or(1).max(1);
    let sotto = match attributo(elemento, "denominator-value") {
        Some(fisso) => fisso,
        None => "?".repeat(cifre("min-denominator-digits")),
    };
    let sopra = "?".repeat(cifre("min-numerator-digits"));
    match intero(elemento, "min-integer-digits") {
        Some(_) => format!("# {sopra}/{sotto}"),
        None => format!("{sopra}/{sotto}"),
    }
}

fn secondi(elemento: &BytesStart<'_>, lungo: bool) -> String {
    let decimali = intero(elemento, "decimal-places").unwrap_or(0);
    let punto = if decimali > 0 { "." } else { "" };
    let secondi = if lungo { "ss" } else { "s" };
    format!("{secondi}{punto}{}", "0".repeat(decimali))
}
