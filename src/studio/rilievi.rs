//! What is wrong, as the page lists it. A file is named to the browser, but opened by the position
//! of its finding: no path ever comes back from there.

use anstream::adapter::strip_str;
use serde::Serialize;

use crate::model::{Diagnosi, Origine};
use crate::report::{self, Contorno};

use super::scena::Scena;

/// A finding.
#[derive(Serialize)]
pub(super) struct Rilievo<'a> {
    /// Its position in the scene's list.
    n: usize,
    livello: &'static str,
    codice: &'static str,
    messaggio: &'a str,
    /// The name of what stands in its row, where the message does not say it.
    riga: Option<String>,
    luoghi: Vec<Luogo<'a>>,
    trovato: Option<&'a str>,
    atteso: Option<&'a str>,
    rimedio: &'a str,
    deroga: Option<&'a str>,
}

/// One of its places.
#[derive(Serialize)]
struct Luogo<'a> {
    /// Its position in the finding's list.
    n: usize,
    file: &'a str,
    foglio: Option<&'a str>,
    dove: String,
    /// What stands in the cell.
    contenuto: Option<String>,
}

/// The findings of a scene, the worst first; those of one level as their cells stand.
pub(super) fn rilievi(scena: &Scena) -> Vec<Rilievo<'_>> {
    let mut tutti: Vec<(usize, &Diagnosi)> = scena.diagnosi().iter().enumerate().collect();
    tutti.sort_by_key(|(_, d)| (d.deroga.is_some(), d.livello));
    let tutti = tutti.into_iter();
    tutti
        .map(|(n, d)| rilievo(n, d, scena.contorno()))
        .collect()
}

/// Those of one file.
pub(super) fn rilievi_di<'a>(scena: &'a Scena, file: &str) -> Vec<Rilievo<'a>> {
    let mut tutti = rilievi(scena);
    tutti.retain(|rilievo| rilievo.luoghi.iter().any(|luogo| luogo.file == file));
    tutti
}

fn rilievo<'a>(n: usize, d: &'a Diagnosi, contorno: &Contorno) -> Rilievo<'a> {
    let riga = d.luoghi.first().and_then(|luogo| contorno.nome(luogo));
    let luoghi = d.luoghi.iter().enumerate();
    Rilievo {
        n,
        livello: report::livello(d),
        codice: d.codice.nome(),
        messaggio: &d.messaggio,
        riga: riga
            .filter(|riga| !d.messaggio.contains(*riga))
            .map(str::to_owned),
        luoghi: luoghi.map(|(n, luogo)| vista(n, luogo, contorno)).collect(),
        trovato: d.trovato.as_deref(),
        atteso: d.atteso.as_deref(),
        rimedio: &d.rimedio,
        deroga: d.deroga.as_deref(),
    }
}

fn vista<'a>(n: usize, luogo: &'a Origine, contorno: &Contorno) -> Luogo<'a> {
    Luogo {
        n,
        file: &luogo.file,
        foglio: luogo.nome_foglio(),
        dove: luogo.scritto(),
        contenuto: contorno
            .testo(luogo)
            .filter(|testo| !testo.is_empty())
            .map(str::to_owned),
    }
}

/// What is wrong in words alone, where there is no list to show it in: as on a terminal, without
/// its colours.
pub(super) fn in_parole(diagnosi: &[Diagnosi]) -> String {
    let detto = report::sul_terminale(diagnosi);
    strip_str(detto.trim_end()).to_string()
}

/// A place of a finding.
pub(super) fn luogo(scena: &Scena, n: usize, luogo: usize) -> Option<&Origine> {
    scena.diagnosi().get(n)?.luoghi.get(luogo)
}
