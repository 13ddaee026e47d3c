//! What the readers of zipped XML share.

use std::io::{BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Guasto;

/// What happens in a part, element by element; one that is empty opens and closes.
pub(super) enum Passo<'a> {
    /// The local name of an element that begins.
    Apre(&'a str, &'a BytesStart<'a>),
    /// Letters, their entities resolved.
    Testo(&'a str),
    Chiude(&'a str),
}

/// Hands over a part step by step. A part that ends within an element is broken: whatever stood
/// behind it would be lost in silence.
pub(super) fn scorri(
    parte: impl Read,
    mut visita: impl FnMut(Passo<'_>) -> Result<(), Guasto>,
) -> Result<(), Guasto> {
    let mut lettore = Reader::from_reader(BufReader::new(parte));
    lettore.config_mut().expand_empty_elements = true;
    let mut riserva = Vec::new();
    let mut aperti = 0_usize;
    loop {
        riserva.clear();
        let evento = lettore.read_event_into(&mut riserva);
        match evento.map_err(|_| Guasto::Illeggibile)? {
            Event::Start(elemento) => {
                aperti += 1;
                visita(Passo::Apre(elemento.local_name().as_ref(), &elemento))?;
            }
            Event::End(elemento) => {
                aperti = aperti.saturating_sub(1);
                visita(Passo::Chiude(elemento.local_name().as_ref()))?;
            }
            Event::Text(testo) => visita(Passo::Testo(&testo.xml10_content()))?,
            Event::CData(testo) => visita(Passo::Testo(&testo.xml10_content()))?,
            Event::GeneralRef(rif) => visita(Passo::Testo(&entita(&rif)?))?,
            Event::Eof if aperti > 0 => return Err(Guasto::Illeggibile),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Only the five entities of XML and numbered characters: a document may not define its own.
fn entita(rif: &BytesRef<'_>) -> Result<String, Guasto> {
    let carattere = rif.resolve_char_ref().map_err(|_| Guasto::Illeggibile)?;
    let nota = || quick_xml::escape::resolve_predefined_entity(rif).map(str::to_owned);
    carattere
        .map(String::from)
        .or_else(nota)
        .ok_or(Guasto::Illeggibile)
}

/// An attribute by its local name, its entities resolved; none where it is missing or broken.
pub(super) fn attributo(elemento: &BytesStart<'_>, nome: &str) -> Option<String> {
    let attributo = elemento
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == nome)?;
    let valore = attributo.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(valore.into_owned())
}

/// How often something repeats or how far it spans: at least once.
pub(super) fn volte(elemento: &BytesStart<'_>, nome: &str) -> u32 {
    attributo(elemento, nome)
        .and_then(|volte| volte.parse().ok())
        .unwrap_or(1)
        .max(1)
}

/// Text as an element holds it: its line ends are only white space.
pub(super) fn senza_a_capo(testo: &str) -> String {
    testo.replace(['\n', '\r', '\t'], " ")
}
