//! A cycle from a Piano written in Word or Writer: its tables become workbooks, its text chapters.
//!
//! The cycle is the document's own, of its years: nothing moves on. What could not be placed, and
//! what was only guessed, is one list.

mod capitoli;
mod fogli;
mod maiuscole;
mod struttura;
mod tabelle;

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Value, context};
use regex::Regex;

use crate::cycle::FILE;
use crate::model::nome::su_una_riga;
use crate::read;
use crate::read::documento::{Blocco, Documento, Genere};

use super::{DA_RIVEDERE, DaRivedere};
use super::{Guasto, Trascritto, scheletro};
use capitoli::Capitoli;
pub(super) use capitoli::{Nomi, protetto};
use maiuscole::Maiuscole;
use struttura::Struttura;
use tabelle::{Anni, Tabelle};

/// What a person says of a document, where it is not to be guessed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Detto {
    pub ente: Option<String>,
    pub anno: Option<i16>,
}

/// Makes a cycle of a `.docx` or `.odt`.
///
/// # Errors
/// A document that cannot be read, that has no table of indicators or does not say its years; a
/// workbook that cannot be made.
pub(crate) fn da_documento(nome: &str, byte: &[u8], detto: &Detto) -> Result<Trascritto, Guasto> {
    let no = |perche: &str| Guasto::Documento(nome.to_owned(), perche.to_owned());
    let documento =
        read::documento_di_testo(nome, byte).map_err(|diagnosi| no(&diagnosi.messaggio))?;
    let maiuscole = Maiuscole::nuove(&documento);
    let tabelle = Tabelle::trova(&documento, &maiuscole);
    if tabelle.cruscotti.is_empty() {
        return Err(no("non ha una tabella con un'intestazione «Indicatore»"));
    }
    let anni = Anni::trova(&documento, &tabelle, detto.anno)
        .ok_or_else(|| no("non dice di quali anni è: aggiungi --anno AAAA"))?;
    let ente = detto.ente.clone().or_else(|| nominato(&documento));
    let struttura = Struttura::trova(&tabelle, &documento, &maiuscole);
    let capitoli = Capitoli::scrivi(&documento, &tabelle, &maiuscole);
    let mut rivedere = DaRivedere::default();
    rivedere.aggiungi("Ricavato dal documento", ricavato(ente.as_deref(), &anni));
    rivedere.aggiungi("Obiettivi", struttura.dubbi.clone());
    rivedere.aggiungi("Senza posto nel ciclo", capitoli.senza_posto.clone());
    rivedere.aggiungi("Testo barrato, che non è stato preso", barrato(&documento));
    rivedere.aggiungi("Cifre dei capitoli prese dai quadri", capitoli.cifre());
    let ente = ente.unwrap_or_else(|| "[DA SCRIVERE: nome dell’ente]".to_owned());
    let contesto = context! {
        ente => ente.as_str(),
        titolo => titolo(&documento).unwrap_or_else(|| anni.titolo()),
        anno => anni.anno,
        triennio => anni.triennio.clone(),
        anno_relazione => anni.relazione,
        prospettive => Serde(&struttura.prospettive),
        cruscotti => Serde(&tabelle.cruscotti),
        quadri => Serde(&tabelle.quadri),
        segnaposto => Serde(&capitoli.segnaposto),
    };
    let mut file = vec![(FILE.to_owned(), impostazioni(&contesto)?)];
    file.extend(fogli::tutti(&documento, &tabelle, &ente, anni.anno)?);
    file.extend(capitoli.file);
    let elenco = rivedere.testo(anni.anno).into_bytes();
    file.push((DA_RIVEDERE.to_owned(), elenco));
    Ok(Trascritto {
        file,
        anno: anni.anno,
        rivedere,
    })
}

fn impostazioni(contesto: &Value) -> Result<Vec<u8>, Guasto> {
    let testo = scheletro::impostazioni("documento/ciclo.toml", contesto)?;
    Ok(testo.into_bytes())
}

fn ricavato(ente: Option<&str>, anni: &Anni) -> Vec<String> {
    let ente = match ente {
        Some(ente) => format!("l’ente è «{ente}»"),
        None => "il nome dell’ente non si trova: scrivilo in ciclo.toml".to_owned(),
    };
    vec![
        ente,
        format!(
            "il Piano è del {}-{}, i risultati sono del {}",
            anni.anno,
            anni.triennio[anni.triennio.len() - 1],
            anni.relazione
        ),
        "le somme da controllare nei quadri e gli ambiti degli obiettivi non sono nel documento: \
         si aggiungono in ciclo.toml"
            .to_owned(),
    ]
}

fn barrato(documento: &Documento) -> Vec<String> {
    let nelle_tabelle = documento.fogli.iter().flat_map(|foglio| {
        let nome = foglio.nome.as_deref().unwrap_or_default();
        let barrate = foglio.barrate.iter();
        barrate.map(move |(riga, _, testo)| format!("«{testo}» (tabella «{nome}», riga {riga})"))
    });
    let nel_testo = documento.blocchi.iter().filter_map(|blocco| match blocco {
        Blocco::Capoverso(capoverso) if !capoverso.barrato.trim().is_empty() => {
            Some(format!("«{}»", su_una_riga(&capoverso.barrato)))
        }
        _ => None,
    });
    nelle_tabelle.chain(nel_testo).collect()
}

/// The document's title, if a paragraph has that style.
fn titolo(documento: &Documento) -> Option<String> {
    documento.blocchi.iter().find_map(|blocco| match blocco {
        Blocco::Capoverso(c) if c.genere == Genere::Titolo => Some(su_una_riga(&c.testo)),
        _ => None,
    })
}

/// The body's name as the text writes it most often: `Camera di commercio di Bergamo`.
fn nominato(documento: &Documento) -> Option<String> {
    const CHE: &str = "Camera di [Cc]ommercio|Comune|Provincia|Regione|Unione dei [Cc]omuni|\
        Città [Mm]etropolitana|Università degli [Ss]tudi|Azienda [Oo]spedaliera";
    const DI: &str = "di |del |della |dello |dell['’]|delle |dei ";
    const NOME: &str = r"\p{Lu}[\p{L}'’]+(?: (?:\p{Lu}[\p{L}'’]+|d['’]\p{Lu}\p{L}+))*";
    let forma = format!(r"\b(?:{CHE}) (?:{DI})?{NOME}");
    let forma = Regex::new(&forma).ok()?;
    let mut volte: BTreeMap<&str, usize> = BTreeMap::new();
    for blocco in &documento.blocchi {
        if let Blocco::Capoverso(capoverso) = blocco {
            for trovato in forma.find_iter(&capoverso.testo) {
                *volte.entry(trovato.as_str()).or_default() += 1;
            }
        }
    }
    let spesso = volte.into_iter().max_by_key(|(_, volte)| *volte)?;
    Some(su_una_riga(spesso.0))
}
