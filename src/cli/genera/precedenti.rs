//! What stands where the documents are going to be written. Those of one cycle take the place of
//! their own earlier drafts; those of another cycle, of another body or year, are never lost.

use std::path::{Path, PathBuf};

use crate::cycle::{self, Cartella};
use crate::model::Modello;
use crate::model::italiano::vocabolario::FILE;
use crate::model::nome::chiave;
use crate::opendata::{DiChi, di_chi};

use super::super::parti::leggi;
use super::super::{Impedimento, tra_apici};
use super::nome;

/// Files that a refusal names.
const NOMINATI: usize = 3;

/// Refuses to write over a document that says to be of another cycle.
///
/// # Errors
/// The files in the way, with another folder to write into.
pub(super) fn di_altri<'a>(
    documenti: impl Iterator<Item = &'a Path>,
    modello: &Modello,
    cartella: &Cartella,
    uscita: &Path,
) -> Result<(), Impedimento> {
    let altrui: Vec<(&Path, DiChi)> = documenti
        .filter(|file| file.is_file())
        .filter_map(|file| Some((file, di_chi(file, leggi(file).ok()?)?)))
        .filter(|(_, suo)| !e_di(suo, &modello.ente.nome, modello.anno))
        .collect();
    let Some((_, primo)) = altrui.first() else {
        return Ok(());
    };
    let file = altrui.iter().take(NOMINATI);
    let mut file: Vec<String> = file.map(|(file, _)| file.display().to_string()).collect();
    if altrui.len() > NOMINATI {
        file.push(format!("altri {}", FILE.conta(altrui.len() - NOMINATI)));
    }
    Err(Impedimento::Messaggio(format!(
        "Non ho scritto nulla: prenderebbe il posto dei documenti di un altro ciclo, quello del \
         {} di «{}».\nCi sono già: {}.\n\
         Per tenere gli uni e gli altri indica un'altra cartella: --uscita {}. Se quelli non \
         servono più, toglili.",
        primo.anno,
        primo.ente,
        file.join(", "),
        tra_apici(&uscita.join(nome(cartella))),
    )))
}

/// Another cycle beside this one of which nobody could tell whose documents are there: of the same
/// body and year, so that they have the same names. Said where a document is written over, unless
/// the folder is this cycle's own.
pub(super) fn gemello(modello: &Modello, cartella: &Cartella, uscita: &Path) -> Option<String> {
    if uscita.ends_with(nome(cartella)) {
        return None;
    }
    let qui = cartella.radice().canonicalize().ok()?;
    let vicini = std::fs::read_dir(qui.parent()?).ok()?.flatten();
    let mut vicini: Vec<PathBuf> = vicini
        .map(|voce| voce.path())
        .filter(|vicino| *vicino != qui && vicino.join(cycle::FILE).is_file())
        .collect();
    vicini.sort();
    let gemello = vicini.into_iter().find(|vicino| {
        let sue = cycle::impostazioni(&Cartella::nuova(vicino));
        sue.is_ok_and(|(sue, _)| {
            let suo = DiChi {
                ente: sue.ente.nome,
                anno: sue.anno,
            };
            e_di(&suo, &modello.ente.nome, modello.anno)
        })
    })?;
    Some(format!(
        "Anche «{}» è un ciclo {} di «{}», e i suoi documenti hanno gli stessi nomi di questi: per \
         non scambiarli usa --uscita {}.\n",
        gemello.file_name()?.to_string_lossy(),
        modello.anno,
        modello.ente.nome,
        tra_apici(&uscita.join(nome(cartella))),
    ))
}

fn e_di(suo: &DiChi, ente: &str, anno: i16) -> bool {
    chiave(&suo.ente) == chiave(ente) && suo.anno == anno
}
