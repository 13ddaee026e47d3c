//! Placeholders → values, by minijinja with strict names and no loops without end; what they print
//! is kept apart from the text.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, Rest, ValueKind};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value};

use crate::model::Diagnosi;
use crate::model::italiano;
use crate::model::nome::su_una_riga;
use crate::model::origine::riga_di;

use super::Contesto;
use super::diags::{self, MANCANTE};
use super::inserto::{Cosa, Inserto, Rimando};
use super::riempito::{Pezzo, Raccolta, Riempito};

/// Steps that a chapter's expressions may take.
const PASSI: u64 = 200_000;
/// Most things that are taken out of a chapter, one after the other; unknown names are taken out
/// all at once.
const TENTATIVI: usize = 100;
/// The function that makes a cross-reference.
const RIF: &str = "rif";

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
    /// A reference that is not a kind of thing and the name of one.
    #[error("not a reference")]
    RimandoErrato,
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
pub(super) fn riempi(
    file: &str,
    testo: &str,
    contesto: &Contesto,
) -> (Option<Riempito>, Vec<Diagnosi>) {
    let Some(raccolta) = Raccolta::per(testo) else {
        return (None, vec![diags::riservati(file)]);
    };
    let mut stesura = Stesura {
        file,
        testo: testo.to_owned(),
        contesto,
        diagnosi: Vec::new(),
    };
    let scritto = stesura.riempi(&ambiente(&raccolta), &raccolta);
    (
        scritto.map(|scritto| raccolta.riempito(scritto)),
        stesura.diagnosi,
    )
}

fn ambiente(raccolta: &Raccolta) -> Environment<'static> {
    let mut ambiente = Environment::empty();
    ambiente.set_undefined_behavior(UndefinedBehavior::Strict);
    // Pieces of the chapter that it keeps in a name are its own words, and safe.
    ambiente.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    let raccolta = raccolta.clone();
    ambiente.set_formatter(move |uscita, _, valore| {
        let stampato = stampa(valore, &raccolta)?;
        uscita.write_str(&stampato).map_err(minijinja::Error::from)
    });
    ambiente.set_fuel(Some(PASSI));
    ambiente.add_filter("segno", segno);
    ambiente.add_filter("conta", italiano::scritto);
    for funzione in Inserto::funzioni() {
        ambiente.add_function(funzione, move |argomenti: Rest<Value>| {
            inserto(funzione, &argomenti)
        });
    }
    ambiente.add_function(RIF, |argomenti: Rest<Value>| rimando(&argomenti));
    ambiente
}

/// What stands in the text for a value: a token, unless it is a piece of the chapter itself or
/// nothing at all.
fn stampa(valore: &Value, raccolta: &Raccolta) -> Result<String, Causa> {
    if valore.is_safe() {
        return Ok(valore.to_string());
    }
    if let Some(Disegnato(pezzo)) = valore.downcast_object_ref() {
        return Ok(raccolta.gettone(pezzo.clone()));
    }
    let testo = su_una_riga(&in_parole(valore)?);
    match testo.is_empty() {
        true => Ok(testo),
        // Pieces of the chapter joined to other text are no value.
        false if raccolta.in_parte_gettoni(&testo) => Err(Causa::Altro),
        false => Ok(raccolta.gettone(Pezzo::Valore(testo))),
    }
}

/// A value as a sentence can hold it.
fn in_parole(valore: &Value) -> Result<String, Causa> {
    match valore.kind() {
        ValueKind::String | ValueKind::Number | ValueKind::Undefined => Ok(valore.to_string()),
        ValueKind::Map | ValueKind::Seq | ValueKind::Iterable => Err(Causa::Gruppo),
        _ => Err(Causa::Altro),
    }
}

/// What a function of a chapter gives back.
#[derive(Debug)]
struct Disegnato(Pezzo);

impl Object for Disegnato {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
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
    fn riempi(&mut self, ambiente: &Environment<'_>, raccolta: &Raccolta) -> Option<String> {
        for _ in 0..TENTATIVI {
            raccolta.svuota();
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
            .filter(|nome| !self.contesto.conosce(nome) && !e_funzione(nome))
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
        let mut noti = self.contesto.nomi();
        noti.extend(Inserto::funzioni().chain([RIF]).map(str::to_owned));
        let noti = noti.iter().map(String::as_str);
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
            Some(Causa::Altro) if e_funzione(scritto) => self.senza_nome(riga, scritto),
            Some(Causa::SenzaNome(funzione)) => self.senza_nome(riga, funzione),
            Some(Causa::SenzaVirgolette(funzione)) => {
                diags::senza_virgolette(self.file, riga, funzione, self.esempio(funzione))
            }
            Some(Causa::RimandoErrato) => diags::rimando_errato(self.file, riga),
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
        match Inserto::argomenti(funzione).is_some() || funzione == RIF {
            true => diags::senza_nome(self.file, riga, funzione, self.esempio(funzione)),
            false => diags::senza_parentesi(self.file, riga, funzione),
        }
    }

    /// A name that a function may be given.
    fn esempio(&self, funzione: &str) -> &str {
        let cosa = Inserto::argomenti(funzione).unwrap_or(Cosa::Tabella);
        let noto = self.contesto.noti(cosa).first();
        noto.map_or("nome", String::as_str)
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

fn e_funzione(nome: &str) -> bool {
    nome == RIF || Inserto::funzioni().any(|funzione| funzione == nome)
}

fn inserto(funzione: &'static str, argomenti: &[Value]) -> Result<Value, minijinja::Error> {
    let nomi = testi(funzione, argomenti)?;
    let inserto = Inserto::nuovo(funzione, nomi).ok_or(Causa::SenzaNome(funzione))?;
    Ok(Value::from_object(Disegnato(Pezzo::Inserto(inserto))))
}

fn rimando(argomenti: &[Value]) -> Result<Value, minijinja::Error> {
    let rimando = Rimando::nuovo(&testi(RIF, argomenti)?).ok_or(Causa::RimandoErrato)?;
    Ok(Value::from_object(Disegnato(Pezzo::Rimando(rimando))))
}

/// The arguments of a function, which are texts.
fn testi(funzione: &'static str, argomenti: &[Value]) -> Result<Vec<String>, Causa> {
    let testo = |argomento: &Value| argomento.as_str().map(str::to_owned);
    let testi: Option<Vec<String>> = argomenti.iter().map(testo).collect();
    testi.ok_or(Causa::SenzaVirgolette(funzione))
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
    fn variations_carry_their_sign() {
        let casi = [("16,6%", "+16,6%"), ("-3,2%", "-3,2%"), ("0,0%", "0,0%")];
        for (valore, atteso) in casi {
            assert_eq!(segno(valore), atteso);
        }
    }
}
