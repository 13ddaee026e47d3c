//! Placeholders → values, by minijinja with strict names, no loops without end, and every value escaped.

use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value};

use crate::model::Diagnosi;

use super::{Contesto, diags};

/// Steps that a chapter's expressions may take.
const PASSI: u64 = 200_000;
/// Marks around the place of a table, chart or reference, in the Markdown that is made. Private-use characters,
/// which [`escape`] takes out of every value.
pub const APRE: char = '\u{E000}';
pub const CHIUDE: char = '\u{E001}';
/// Between the parts of a mark.
pub const TRA: char = '\u{E002}';
/// Around each filled value, where it has to be told from the author's own words.
pub const DA: char = '\u{E003}';
pub const FINO: char = '\u{E004}';

/// How filled values stand in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Valori {
    /// As the reader sees them.
    Semplici,
    /// Between [`DA`] and [`FINO`].
    Segnati,
}

/// Fills a chapter's placeholders; all that nothing fills are reported.
pub fn riempi(file: &str, testo: &str, contesto: &Contesto, valori: Valori) -> Result<String, Vec<Diagnosi>> {
    let mut ambiente = Environment::empty();
    ambiente.set_undefined_behavior(UndefinedBehavior::Strict);
    ambiente.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    ambiente.set_formatter(move |uscita, _, valore| {
        let testo = match valori {
            _ if valore.is_safe() => valore.to_string(),
            Valori::Semplici => escape(&valore.to_string()),
            Valori::Segnati => format!("{DA}{}{FINO}", escape(&valore.to_string())),
        };
        uscita.write_str(&testo).map_err(minijinja::Error::from)
    });
    ambiente.set_fuel(Some(PASSI));
    ambiente.add_filter("segno", segno);
    ambiente.add_filter("conta", conta);
    for funzione in FUNZIONI {
        ambiente.add_function(*funzione, move |argomenti: minijinja::value::Rest<String>| {
            marca(funzione, &argomenti)
        });
    }
    let modello =
        ambiente.template_from_named_str(file, testo).map_err(|errore| vec![sintassi(file, &errore)])?;
    let ignoti: Vec<Diagnosi> = modello
        .undeclared_variables(true)
        .into_iter()
        .filter(|nome| !contesto.conosce(nome) && !FUNZIONI.contains(&nome.as_str()))
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .map(|nome| {
            let noti = contesto.nomi();
            let noti = noti.iter().map(String::as_str).chain(FUNZIONI.iter().copied());
            diags::segnaposto_sconosciuto(file, riga_di(testo, &nome), &nome, noti)
        })
        .collect();
    if !ignoti.is_empty() {
        return Err(ignoti);
    }
    modello.render(contesto.valori()).map_err(|errore| vec![sintassi(file, &errore)])
}

/// Functions that mark the place of something the templates draw.
const FUNZIONI: &[&str] = &[
    "tabella",
    "grafico",
    "grafici",
    "figura",
    "cruscotto",
    "cruscotti",
    "schede",
    "obiettivi_di_sistema",
    "ambiti",
    "rif",
    "quadro_sinottico",
    "rendiconto",
    "rendiconti",
    "fasce",
    "bilancio_di_genere",
    "esclusi",
    "non_previsti",
    "mancanti",
];

fn marca(funzione: &str, argomenti: &[String]) -> Value {
    let mut marca = format!("{APRE}{funzione}");
    for argomento in argomenti {
        marca.push(TRA);
        marca.extend(argomento.chars().filter(|c| !matches!(*c, APRE | CHIUDE | TRA)));
    }
    marca.push(CHIUDE);
    Value::from_safe_string(marca)
}

/// `16,6%` → `+16,6%`: the sign of a variation.
fn segno(valore: &str) -> String {
    let con_segno =
        valore.starts_with(['-', '+', '−']) || valore.trim_start_matches(['0', ',', '.', '%']).is_empty();
    if con_segno { valore.to_owned() } else { format!("+{valore}") }
}

/// `1`, `consuntivo`, `consuntivi` → `1 consuntivo`: a count with the right form of its noun.
fn conta(quanti: &str, uno: &str, molti: &str) -> String {
    format!("{quanti} {}", if quanti == "1" { uno } else { molti })
}

/// A value as plain text in Markdown: one line, every mark of punctuation taken literally.
fn escape(valore: &str) -> String {
    let mut testo = String::with_capacity(valore.len() + 8);
    for carattere in crate::model::nome::su_una_riga(valore).chars() {
        match carattere {
            APRE..=FINO => continue,
            c if c.is_ascii_punctuation() => testo.push('\\'),
            _ => {}
        }
        testo.push(carattere);
    }
    testo
}

fn sintassi(file: &str, errore: &minijinja::Error) -> Diagnosi {
    let causa = match errore.kind() {
        ErrorKind::SyntaxError => "è scritto male o non è chiuso",
        ErrorKind::UndefinedError => "usa un nome che non esiste",
        ErrorKind::OutOfFuel => "fa troppi passi",
        ErrorKind::UnknownFilter => "usa un filtro che non esiste",
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => "usa una funzione che non esiste",
        _ => "l'espressione non è valida",
    };
    diags::sintassi(file, errore.line().unwrap_or(1), causa)
}

/// The first line where a name stands inside a placeholder.
fn riga_di(testo: &str, nome: &str) -> usize {
    testo
        .lines()
        .position(|riga| riga.contains("{{") && riga.contains(nome))
        .or_else(|| testo.lines().position(|riga| riga.contains(nome)))
        .map_or(1, |indice| indice + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_become_markdown_or_marks() {
        assert_eq!(escape("**a** [b](c)\n# d"), "\\*\\*a\\*\\* \\[b\\]\\(c\\) \\# d");
        assert_eq!(escape("\u{E000}tabella\u{E001}"), "tabella");
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(conta("1", "consuntivo", "consuntivi"), "1 consuntivo");
        assert_eq!(conta("0", "consuntivo", "consuntivi"), "0 consuntivi");
    }

    #[test]
    fn variations_carry_their_sign() {
        let casi = [("16,6%", "+16,6%"), ("-3,2%", "-3,2%"), ("0,0%", "0,0%")];
        for (valore, atteso) in casi {
            assert_eq!(segno(valore), atteso);
        }
    }
}
