//! How a publication takes the place of the one before.
//!
//! Everything is made ready in a folder of work beside it, then a note there says that it is
//! ready, and only then does it move: the year by one swap where the system can swap two folders
//! (Linux), then the index, last the checksums. A run that is killed before the note leaves nothing
//! but that folder, which the next run takes away; one that is killed after it is finished by the
//! next run, step by step from where it stopped.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::opendata::json_leggibile;
use crate::output::{self, Banco};

use super::proprieta::{self, Estraneo};
use super::somme::Albero;
use super::{disco, somme};

/// The new year, until it is in its place.
const ANNO: &str = "anno";
/// The year before, when it has left it.
const PRIMA: &str = "anno-di-prima";
/// What goes beside the years.
const CIMA: &str = "cima";
/// The note that all is ready.
const PRONTO: &str = "pronto.json";
/// The same while it is being written.
const NOTA: &str = "nota";
const SCHEMA: &str = "ciclo/lavoro/1";

#[derive(Debug, Serialize, Deserialize)]
struct Pronto {
    schema: String,
    anno: i16,
    /// The checksum of the new year's list of checksums: it tells the new year from the old one.
    somme: String,
}

/// A publication made ready beside the one that it replaces.
pub(super) struct Lavoro<'a> {
    radice: &'a Path,
    banco: PathBuf,
    pronto: Pronto,
}

impl<'a> Lavoro<'a> {
    /// Makes a publication ready: the files of a year, and those beside the years.
    pub(super) fn prepara(
        radice: &'a Path,
        anno: i16,
        file: &Albero,
        cima: &Albero,
    ) -> io::Result<Self> {
        let banco = Banco::nuovo(radice)?;
        riempi(&banco.percorso().join(ANNO), file)?;
        riempi(&banco.percorso().join(CIMA), cima)?;
        let nuove = banco.percorso().join(ANNO).join(somme::FILE);
        let pronto = Pronto {
            schema: SCHEMA.to_owned(),
            anno,
            somme: disco::somma(&nuove)?,
        };
        annota(banco.percorso(), &json_leggibile(&pronto))?;
        output::fissa(radice)?;
        Ok(Self {
            radice,
            banco: banco.lascia(),
            pronto,
        })
    }

    /// What a killed run had made ready in a folder of work.
    pub(super) fn ritrova(radice: &'a Path, banco: &Path) -> Option<Self> {
        let nota = disco::entro(&banco.join(PRONTO), 1 << 16).ok()?;
        let pronto: Pronto = serde_json::from_slice(&nota).ok()?;
        (pronto.schema == SCHEMA).then(|| Self {
            radice,
            banco: banco.to_owned(),
            pronto,
        })
    }

    /// Does all that is still to do.
    pub(super) fn compi(&self) -> io::Result<()> {
        Self::PASSI.iter().try_for_each(|passo| passo(self))
    }

    /// The steps, each of which may be done again.
    const PASSI: [fn(&Self) -> io::Result<()>; 3] =
        [Self::metti_l_anno, Self::metti_la_cima, Self::sgombra];

    /// What is in the way of the steps that are still to do.
    pub(super) fn estranei(&self) -> io::Result<Vec<Estraneo>> {
        let cima = self.della_cima()?;
        let nomi: Vec<&str> = cima.iter().map(String::as_str).collect();
        let mut estranei = proprieta::in_cima(self.radice, &nomi, None)?;
        if self.anno_da_mettere() {
            estranei.extend(proprieta::nel_posto(self.radice, self.pronto.anno)?);
        }
        Ok(estranei)
    }

    /// Where a file of the publication is now, if it is still here and not in its place.
    pub(super) fn ancora_qui(&self, file: &str) -> Option<PathBuf> {
        let cima = self.banco.join(CIMA).join(file);
        let dell_anno = file.strip_prefix(&format!("{}/", self.pronto.anno));
        match dell_anno {
            Some(resto) if self.anno_da_mettere() => Some(self.banco.join(ANNO).join(resto)),
            Some(_) => None,
            None => disco::e_file(&cima).then_some(cima),
        }
    }

    /// Files that go beside the years and are still here, the checksums last.
    fn della_cima(&self) -> io::Result<Vec<String>> {
        let cima = self.banco.join(CIMA);
        if !disco::occupato(&cima) {
            return Ok(Vec::new());
        }
        let file = disco::elenca(&cima)?.into_iter().map(|(nome, _)| nome);
        let (ultime, mut prime): (Vec<String>, Vec<String>) =
            file.partition(|nome| nome == somme::FILE);
        prime.extend(ultime);
        Ok(prime)
    }

    fn posto(&self) -> PathBuf {
        self.radice.join(self.pronto.anno.to_string())
    }

    /// True as long as the new year is here: what is here after the swap is the old one.
    fn anno_da_mettere(&self) -> bool {
        let nuove = self.banco.join(ANNO).join(somme::FILE);
        disco::somma(&nuove).is_ok_and(|somma| somma == self.pronto.somme)
    }

    fn metti_l_anno(&self) -> io::Result<()> {
        let (qui, posto, prima) = (self.banco.join(ANNO), self.posto(), self.banco.join(PRIMA));
        if self.anno_da_mettere() {
            match disco::occupato(&posto) {
                false => fs::rename(&qui, &posto)?,
                true => scambia(&qui, &posto, &prima)?,
            }
        }
        if disco::occupato(&qui) {
            fs::rename(&qui, &prima)?;
        }
        output::fissa(&self.banco)?;
        output::fissa(self.radice)
    }

    fn metti_la_cima(&self) -> io::Result<()> {
        for nome in self.della_cima()? {
            fs::rename(self.banco.join(CIMA).join(&nome), self.radice.join(&nome))?;
        }
        output::fissa(self.radice)
    }

    /// Takes away the year before and the folder of work.
    fn sgombra(&self) -> io::Result<()> {
        let prima = self.banco.join(PRIMA);
        if disco::occupato(&prima) {
            proprieta::togli(&prima)?;
        }
        output::smonta(&self.banco, &[CIMA, PRONTO])?;
        output::fissa(self.radice)
    }
}

/// Takes away what a run that was killed before all was ready had written.
pub(super) fn butta(banco: &Path) -> io::Result<()> {
    output::smonta(banco, &[ANNO, CIMA, NOTA])
}

/// Says in a folder of work that all is ready, whole or not at all. Written here and not by
/// [`output::scrivi`], whose own folder of work a kill would leave in this one.
fn annota(banco: &Path, nota: &str) -> io::Result<()> {
    output::scrivi_nuovo(&banco.join(NOTA), nota.as_bytes())?;
    fs::rename(banco.join(NOTA), banco.join(PRONTO))?;
    output::fissa(banco)
}

fn riempi(cartella: &Path, file: &Albero) -> io::Result<()> {
    output::crea_cartelle(cartella)?;
    for (nome, byte) in file {
        let percorso = cartella.join(nome);
        output::crea_cartelle(percorso.parent().unwrap_or(cartella))?;
        output::scrivi_nuovo(&percorso, byte)?;
    }
    for sotto in cartelle_di(file) {
        output::fissa(&cartella.join(sotto))?;
    }
    output::fissa(cartella)
}

/// The folders that files stand in, below their own, each once.
fn cartelle_di(file: &Albero) -> BTreeSet<&Path> {
    let antenate = file
        .keys()
        .flat_map(|nome| Path::new(nome).ancestors().skip(1));
    antenate
        .filter(|cartella| !cartella.as_os_str().is_empty())
        .collect()
}

/// Swaps two folders in one step; where the system cannot, the old one steps aside first.
fn scambia(nuova: &Path, vecchia: &Path, da_parte: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, nuova, CWD, vecchia, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    in_due_passi(nuova, vecchia, da_parte)
}

/// If this run is killed between the two, the year is not there until the next run.
fn in_due_passi(nuova: &Path, vecchia: &Path, da_parte: &Path) -> io::Result<()> {
    fs::rename(vecchia, da_parte)?;
    fs::rename(nuova, vecchia)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    type Fotografia = BTreeMap<String, Vec<u8>>;

    /// All that a person who looks at the folder finds, but for folders of work.
    fn fotografia(radice: &Path) -> Fotografia {
        let elenco = disco::elenca(radice).expect("the folder");
        let file = elenco
            .into_iter()
            .filter(|(nome, _)| !nome.starts_with(".ciclo-"));
        file.map(|(nome, _)| {
            let byte = fs::read(radice.join(&nome)).unwrap_or_default();
            (nome, byte)
        })
        .collect()
    }

    fn con_somme(mut file: Albero) -> Albero {
        file.insert(
            somme::FILE.to_owned(),
            somme::testo(&somme::di(&file)).into_bytes(),
        );
        file
    }

    fn edizione(parola: &str) -> (Albero, Albero) {
        let file = |nomi: &[&str]| {
            let file = nomi.iter();
            file.map(|nome| ((*nome).to_owned(), format!("{parola} {nome}").into_bytes()))
                .collect::<Albero>()
        };
        (
            con_somme(file(&["index.html", "serie/a.csv", "pubblicazione.json"])),
            con_somme(file(&["index.html", "indice.json"])),
        )
    }

    fn pubblica(radice: &Path, parola: &str) {
        let (anno, cima) = edizione(parola);
        let lavoro = Lavoro::prepara(radice, 2022, &anno, &cima).expect("ready");
        lavoro.compi().expect("done");
    }

    #[test]
    fn a_run_that_is_killed_at_any_step_is_finished_by_the_next() {
        let altrove = tempfile::tempdir().expect("a folder");
        pubblica(altrove.path(), "new");
        let finita = fotografia(altrove.path());
        for passi in 0..=Lavoro::PASSI.len() {
            for dopo_lo_scambio in [false, true] {
                let cartella = tempfile::tempdir().expect("a folder");
                let radice = cartella.path();
                pubblica(radice, "old");
                let (anno, cima) = edizione("new");
                let lavoro = Lavoro::prepara(radice, 2022, &anno, &cima).expect("ready");
                if dopo_lo_scambio {
                    // Killed between the two halves of the first step.
                    let (qui, prima) = (lavoro.banco.join(ANNO), lavoro.banco.join(PRIMA));
                    scambia(&qui, &lavoro.posto(), &prima).expect("swapped");
                }
                for passo in &Lavoro::PASSI[..passi] {
                    passo(&lavoro).expect("a step");
                }
                let banco = lavoro.banco.clone();
                drop(lavoro);
                if let Some(ripreso) = Lavoro::ritrova(radice, &banco) {
                    ripreso.compi().expect("finished");
                }
                assert_eq!(fotografia(radice), finita, "after {passi} steps");
                assert!(!banco.exists(), "the folder of work is gone");
            }
        }
    }

    #[test]
    fn a_run_that_is_killed_while_it_gets_ready_leaves_nothing_in_the_way() {
        let cartella = tempfile::tempdir().expect("a folder");
        let radice = cartella.path();
        pubblica(radice, "old");
        let prima = fotografia(radice);
        let (anno, cima) = edizione("new");
        // As far as it came: the year, what goes beside it, the note half written.
        for scritti in 0..=3 {
            let banco = Banco::nuovo(radice).expect("a folder of work").lascia();
            for (nome, file) in [(ANNO, &anno), (CIMA, &cima)].iter().take(scritti) {
                riempi(&banco.join(nome), file).expect("filled");
            }
            if scritti == 3 {
                output::scrivi_nuovo(&banco.join(NOTA), b"{").expect("a note");
            }
            assert!(Lavoro::ritrova(radice, &banco).is_none(), "it is not ready");
            butta(&banco).expect("taken away");
            assert!(!banco.exists() && fotografia(radice) == prima);
        }
    }

    #[test]
    fn where_folders_cannot_be_swapped_the_old_year_steps_aside_and_goes_last() {
        let cartella = tempfile::tempdir().expect("a folder");
        let radice = cartella.path();
        pubblica(radice, "old");
        let (anno, cima) = edizione("new");
        for meta in [true, false] {
            let lavoro = Lavoro::prepara(radice, 2022, &anno, &cima).expect("ready");
            let (qui, prima) = (lavoro.banco.join(ANNO), lavoro.banco.join(PRIMA));
            match meta {
                true => fs::rename(lavoro.posto(), &prima).expect("aside"),
                false => in_due_passi(&qui, &lavoro.posto(), &prima).expect("swapped"),
            }
            let ripreso = Lavoro::ritrova(radice, &lavoro.banco).expect("it is ready");
            ripreso.compi().expect("finished");
            assert_eq!(fotografia(radice)["2022/index.html"], b"new index.html");
            assert!(output::lavori(radice).expect("the folder").is_empty());
        }
    }

    #[test]
    fn what_came_into_the_old_year_meanwhile_is_not_taken_away() {
        let cartella = tempfile::tempdir().expect("a folder");
        let radice = cartella.path();
        pubblica(radice, "old");
        let (anno, cima) = edizione("new");
        let lavoro = Lavoro::prepara(radice, 2022, &anno, &cima).expect("ready");
        fs::write(radice.join("2022/serie/validazione.pdf"), b"theirs").expect("a file");
        assert!(lavoro.compi().is_err(), "it is said");
        let salvo = lavoro.banco.join(PRIMA).join("serie/validazione.pdf");
        assert_eq!(fs::read(salvo).expect("still there"), b"theirs");
    }
}
