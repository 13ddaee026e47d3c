//! Placeholders → values, by minijinja with strict names, no loops without end, and every value
//! escaped.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use minijinja::value::{Rest, ValueKind};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value};

use crate::model::Diagnosi;
use crate::model::italiano;
use crate::model::origine::riga_di;

use super::{Contesto, diags};

/// Steps that a chapter's expressions may take.
const PASSI: u64 = 200_000;
/// Most things that are taken out of a chapter, one after the other; unknown names are taken out
/// all at once.
const TENTATIVI: usize = 100;
/// What stands for a placeholder that has been reported: text, so that a heading made of it alone
/// is not empty.
const MANCANTE: &str = "…";
/// Marks around the place of a table, chart or reference, in the Markdown that is made. Private-use
/// characters, which [`escape`] takes out of every value.
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

/// Why a placeholder that reads well cannot be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum Causa {
    /// A branch of the tree of names.
    #[error("a group of values")]
    Gruppo,
    /// A function that is not called, or is called without saying what it should show.
    #[error("{0} without a name")]
    SenzaNome(&'static str),
    /// A function that is given something else than a text.
    #[error("{0} given no text")]
    SenzaVirgolette(&'static str),
    #[error("neither text nor number")]
    Altro,
}

impl From<Causa> for minijinja::Error {
    fn from(causa: Causa) -> Self {
        Self::new(ErrorKind::InvalidOperation, "not printable").with_source(causa)
    }
}

/// Fills a chapter's placeholders. All that nothing fills are reported, and stand as [`MANCANTE`]
/// in the text, so that what follows can be looked at too; no text is made where they cannot be
/// told from the rest.
pub fn riempi(
    file: &str,
    testo: &str,
    contesto: &Contesto,
    valori: Valori,
) -> (Option<String>, Vec<Diagnosi>) {
    let mut stesura = Stesura {
        file,
        testo: testo.to_owned(),
        contesto,
        diagnosi: Vec::new(),
    };
    let riempito = stesura.riempi(&ambiente(valori));
    (riempito, stesura.diagnosi)
}

fn ambiente(valori: Valori) -> Environment<'static> {
    let mut ambiente = Environment::empty();
    ambiente.set_undefined_behavior(UndefinedBehavior::Strict);
    ambiente.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    ambiente.set_formatter(move |uscita, _, valore| {
        let testo = match valori {
            _ if valore.is_safe() => valore.to_string(),
            Valori::Semplici => escape(&stampa(valore)?),
            Valori::Segnati => format!("{DA}{}{FINO}", escape(&stampa(valore)?)),
        };
        uscita.write_str(&testo).map_err(minijinja::Error::from)
    });
    ambiente.set_fuel(Some(PASSI));
    ambiente.add_filter("segno", segno);
    ambiente.add_filter("conta", italiano::scritto);
    for funzione in FUNZIONI {
        ambiente.add_function(*funzione, move |argomenti: Rest<Value>| {
            marca(funzione, &argomenti)
        });
    }
    ambiente
}

/// A value as a sentence can hold it.
fn stampa(valore: &Value) -> Result<String, Causa> {
    match valore.kind() {
        ValueKind::String | ValueKind::Number | ValueKind::Undefined => Ok(valore.to_string()),
        ValueKind::Map | ValueKind::Seq | ValueKind::Iterable => Err(Causa::Gruppo),
        _ => Err(Causa::Altro),
    }
}

/// A chapter whose placeholders are being filled.
struct Stesura<'a> {
    file: &'a str,
    /// As its author wrote it, less what has been reported.
    testo: String,
    contesto: &'a Contesto,
    diagnosi: Vec<Diagnosi>,
}

impl Stesura<'_> {
    /// Takes out one thing that is wrong after the other, until the rest can be filled.
    fn riempi(&mut self, ambiente: &Environment<'_>) -> Option<String> {
        for _ in 0..TENTATIVI {
            match self.prova(ambiente) {
                Ok(riempito) => return riempito,
                Err(errore) => self.togli(&errore)?,
            }
        }
        None
    }

    fn prova(&mut self, ambiente: &Environment<'_>) -> Result<Option<String>, minijinja::Error> {
        let ignoti = self.ignoti(ambiente)?;
        if ignoti.iter().any(|ignoto| ignoto.tratti.is_empty()) {
            // In a `{% … %}`: without it, nobody knows what the rest should be.
            ignoti.iter().for_each(|ignoto| self.ignoto(ignoto));
            return Ok(None);
        }
        ignoti.iter().for_each(|ignoto| self.ignoto(ignoto));
        let mut tratti: Vec<Range<usize>> = ignoti
            .into_iter()
            .flat_map(|ignoto| ignoto.tratti)
            .collect();
        tratti.sort_by_key(|tratto| tratto.start);
        tratti.dedup();
        tratti
            .into_iter()
            .rev()
            .for_each(|tratto| self.cancella(tratto));
        let modello = ambiente.template_from_named_str(self.file, &self.testo)?;
        modello.render(self.contesto.valori()).map(Some)
    }

    /// The names that nothing fills.
    fn ignoti(&self, ambiente: &Environment<'_>) -> Result<Vec<Ignoto>, minijinja::Error> {
        let modello = ambiente.template_from_named_str(self.file, &self.testo)?;
        let ignoti: BTreeSet<String> = modello
            .undeclared_variables(true)
            .into_iter()
            .filter(|nome| !self.contesto.conosce(nome) && !FUNZIONI.contains(&nome.as_str()))
            .collect();
        if ignoti.is_empty() {
            return Ok(Vec::new());
        }
        let tratti: Vec<(Range<usize>, HashSet<String>)> = tratti(&self.testo)
            .into_iter()
            .map(|tratto| {
                let solo = ambiente.template_from_str(&self.testo[tratto.clone()]);
                let nomi = solo
                    .map(|modello| modello.undeclared_variables(true))
                    .unwrap_or_default();
                (tratto, nomi)
            })
            .collect();
        let suoi = |nome: &String| {
            tratti
                .iter()
                .filter(|(_, nomi)| nomi.contains(nome))
                .map(|(tratto, _)| tratto.clone())
                .collect()
        };
        Ok(ignoti
            .into_iter()
            .map(|nome| Ignoto {
                tratti: suoi(&nome),
                nome,
            })
            .collect())
    }

    /// Reports a name that nothing fills, with all its lines.
    fn ignoto(&mut self, ignoto: &Ignoto) {
        let mut righe: Vec<usize> = ignoto
            .tratti
            .iter()
            .map(|tratto| riga_di(&self.testo, tratto.start))
            .collect();
        if righe.is_empty() {
            righe.push(riga_con(&self.testo, &ignoto.nome));
        }
        let nome = ignoto.nome.as_str();
        for riga in righe {
            let diagnosi = match self.contesto.vuota(nome) {
                Some(cella) => diags::segnaposto_vuoto(self.file, riga, nome, cella),
                None => self.sconosciuto(riga, nome),
            };
            self.segnala(diagnosi);
        }
    }

    fn sconosciuto(&self, riga: usize, nome: &str) -> Diagnosi {
        let noti = self.contesto.nomi();
        let noti = noti
            .iter()
            .map(String::as_str)
            .chain(FUNZIONI.iter().copied());
        diags::segnaposto_sconosciuto(self.file, riga, nome, noti)
    }

    /// Reports what stops the chapter and takes its placeholder out; nothing, if it is in none.
    fn togli(&mut self, errore: &minijinja::Error) -> Option<()> {
        let riga_sua = errore.line().unwrap_or(1);
        let posto = errore.range().map(|tratto| tratto.start);
        let tratto = tratti(&self.testo).into_iter().find(|tratto| match posto {
            Some(posto) => tratto.contains(&posto),
            None => (riga_di(&self.testo, tratto.start)..=riga_di(&self.testo, tratto.end))
                .contains(&riga_sua),
        });
        let scritto = tratto.clone().map_or("", |tratto| &self.testo[tratto]);
        let scritto = scritto.trim_matches(['{', '}', '-']).trim().to_owned();
        self.segnala(self.spiega(riga_sua, &scritto, errore));
        self.cancella(tratto?);
        Some(())
    }

    fn spiega(&self, riga: usize, scritto: &str, errore: &minijinja::Error) -> Diagnosi {
        let causa =
            std::error::Error::source(errore).and_then(|causa| causa.downcast_ref::<Causa>());
        match causa {
            Some(Causa::Altro) if FUNZIONI.contains(&scritto) => self.senza_nome(riga, scritto),
            Some(Causa::SenzaNome(funzione)) => self.senza_nome(riga, funzione),
            Some(Causa::SenzaVirgolette(funzione)) => {
                diags::senza_virgolette(self.file, riga, funzione, self.esempio(funzione))
            }
            Some(Causa::Gruppo) => {
                let nomi = self.contesto.nomi();
                let dentro = nomi
                    .iter()
                    .find(|nome| nome.starts_with(&format!("{scritto}.")));
                diags::segnaposto_gruppo(self.file, riga, scritto, dentro.map(String::as_str))
            }
            Some(Causa::Altro) => diags::segnaposto_gruppo(self.file, riga, scritto, None),
            None if errore.kind() == ErrorKind::UndefinedError && !scritto.is_empty() => {
                self.sconosciuto(riga, scritto)
            }
            None => sintassi(self.file, errore),
        }
    }

    fn senza_nome(&self, riga: usize, funzione: &str) -> Diagnosi {
        match CON_NOME.contains(&funzione) || funzione == "rif" {
            true => diags::senza_nome(self.file, riga, funzione, self.esempio(funzione)),
            false => diags::senza_parentesi(self.file, riga, funzione),
        }
    }

    /// A name that a function may be given.
    fn esempio(&self, funzione: &str) -> &str {
        let che = if funzione == "grafici" {
            "grafico"
        } else {
            funzione
        };
        let noti = self.contesto.riferimenti.get(che);
        noti.and_then(BTreeSet::first)
            .map_or("nome", String::as_str)
    }

    /// Adds a diagnosis, or its place to one that says the same.
    fn segnala(&mut self, nuova: Diagnosi) {
        match self
            .diagnosi
            .iter_mut()
            .find(|altra| altra.messaggio == nuova.messaggio)
        {
            Some(altra) => {
                for luogo in nuova.luoghi {
                    if !altra.luoghi.contains(&luogo) {
                        altra.luoghi.push(luogo);
                    }
                }
            }
            None => self.diagnosi.push(nuova),
        }
    }

    /// Puts [`MANCANTE`] in the place of a placeholder; the lines stay as many.
    fn cancella(&mut self, tratto: Range<usize>) {
        let a_capo = self.testo[tratto.clone()].matches('\n').count();
        self.testo
            .replace_range(tratto, &format!("{MANCANTE}{}", "\n".repeat(a_capo)));
    }
}

/// A name that nothing fills, and the placeholders that use it.
struct Ignoto {
    nome: String,
    tratti: Vec<Range<usize>>,
}

/// Where placeholders stand. One that is not closed before the next, or within its paragraph, ends
/// with its line.
fn tratti(testo: &str) -> Vec<Range<usize>> {
    let mut tratti = Vec::new();
    let mut da = 0;
    while let Some(posto) = testo[da..].find("{{") {
        let inizio = da + posto;
        let dentro = inizio + 2;
        let confine = ["{{", "\n\n"]
            .iter()
            .filter_map(|segno| testo[dentro..].find(segno))
            .min();
        let confine = confine.map_or(testo.len(), |posto| dentro + posto);
        let fine = match testo[dentro..confine].find("}}") {
            Some(posto) => dentro + posto + 2,
            None => testo[dentro..]
                .find('\n')
                .map_or(testo.len(), |posto| dentro + posto),
        };
        tratti.push(inizio..fine);
        da = fine;
    }
    tratti
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

/// Those that show nothing unless they are told what.
const CON_NOME: &[&str] = &[
    "tabella",
    "grafico",
    "grafici",
    "figura",
    "cruscotto",
    "cruscotti",
    "rendiconto",
    "rendiconti",
];

fn marca(funzione: &'static str, argomenti: &[Value]) -> Result<Value, minijinja::Error> {
    if argomenti.is_empty() && CON_NOME.contains(&funzione) {
        return Err(Causa::SenzaNome(funzione).into());
    }
    let mut marca = format!("{APRE}{funzione}");
    for argomento in argomenti {
        let argomento = argomento.as_str().ok_or(Causa::SenzaVirgolette(funzione))?;
        marca.push(TRA);
        marca.extend(
            argomento
                .chars()
                .filter(|c| !matches!(*c, APRE | CHIUDE | TRA)),
        );
    }
    marca.push(CHIUDE);
    Ok(Value::from_safe_string(marca))
}

/// `16,6%` → `+16,6%`: the sign of a variation.
fn segno(valore: &str) -> String {
    let con_segno = valore.starts_with(['-', '+', '−'])
        || valore.trim_start_matches(['0', ',', '.', '%']).is_empty();
    if con_segno {
        valore.to_owned()
    } else {
        format!("+{valore}")
    }
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
fn riga_con(testo: &str, nome: &str) -> usize {
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
        assert_eq!(
            escape("**a** [b](c)\n# d"),
            "\\*\\*a\\*\\* \\[b\\]\\(c\\) \\# d"
        );
        assert_eq!(escape("\u{E000}tabella\u{E001}"), "tabella");
    }

    #[test]
    fn variations_carry_their_sign() {
        let casi = [("16,6%", "+16,6%"), ("-3,2%", "-3,2%"), ("0,0%", "0,0%")];
        for (valore, atteso) in casi {
            assert_eq!(segno(valore), atteso);
        }
    }
}
