//! Which cycle a command is about: the folder that was named, this one, or the only one under
//! `data/`. Where that is none, the one that was probably meant is told.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::cycle::{self, Cartella, inventario};
use crate::edizione::Edizione;
use crate::model::italiano;

use super::Impedimento;

/// Where cycles stand.
const DATI: &str = "data";

/// How a command line names a cycle's folder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Come {
    /// `--dati CARTELLA`
    Dati,
    /// `--da CARTELLA`, of the cycle that another is made from.
    Da,
    /// Without an option: `ciclo apri CARTELLA`.
    Nuda,
}

impl Come {
    fn scritta(self, cartella: &str) -> String {
        match self {
            Self::Dati => format!("--dati {cartella}"),
            Self::Da => format!("--da {cartella}"),
            Self::Nuda => cartella.to_owned(),
        }
    }

    /// A line for each cycle, to be pasted.
    fn opzioni(self, cicli: &[PathBuf]) -> String {
        let righe = cicli.iter();
        let righe = righe.map(|ciclo| format!("  {}", self.scritta(&tra_apici(ciclo))));
        righe.collect::<Vec<_>>().join("\n")
    }
}

/// Where the cycle is.
#[derive(clap::Args)]
pub(super) struct Dati {
    /// Cartella del ciclo (predefinita: questa, o l'unica sotto data/)
    #[arg(long = "dati", value_name = "CARTELLA")]
    pub(super) cartella: Option<PathBuf>,
}

impl Dati {
    pub(super) fn cartella(&self) -> Result<Cartella, Impedimento> {
        cartella_del_ciclo(self.cartella.as_deref(), Come::Dati)
    }

    pub(super) fn edizione(&self) -> Result<Edizione, Impedimento> {
        Ok(Edizione::apri(&self.cartella()?)?)
    }
}

/// The cycle's folder: the one that was named, also by its `ciclo.toml`; else this one, or the only
/// one under `data/`.
pub(super) fn cartella_del_ciclo(
    indicata: Option<&Path>,
    come: Come,
) -> Result<Cartella, Impedimento> {
    let radice = match indicata {
        Some(indicata) => del_file(indicata).unwrap_or(indicata).to_owned(),
        None => unica()?,
    };
    if pare_un_ciclo(&radice) {
        return Ok(Cartella::nuova(radice));
    }
    let nome = radice.display();
    let manca = match fs::metadata(&radice) {
        Ok(dati) if dati.is_dir() => {
            format!("Nella cartella {nome} manca il file {}", cycle::FILE)
        }
        Ok(_) => format!("{nome} è un file, e un ciclo è una cartella"),
        Err(causa) if causa.kind() == ErrorKind::NotFound => {
            format!("La cartella {nome} non esiste")
        }
        Err(causa) => format!(
            "Non riesco a leggere {nome}: {}",
            italiano::errore_di_sistema(&causa)
        ),
    };
    Err(Impedimento::Messaggio(format!(
        "{manca}: {}",
        invece(&radice, come)
    )))
}

/// The only cycle: this folder, if it is one, or what stands under `data/`.
pub(super) fn unica() -> Result<PathBuf, Impedimento> {
    let qui = PathBuf::from(".");
    if e_un_ciclo(&qui) {
        return Ok(qui);
    }
    let cicli = cicli_in(Path::new(DATI));
    match cicli.as_slice() {
        [unica] => Ok(unica.clone()),
        [] => Err(Impedimento::Messaggio(format!(
            "Sotto {DATI}/ non c'è nessun ciclo, e questa cartella non lo è: {}",
            invece(&qui, Come::Dati)
        ))),
        molti => Err(Impedimento::Messaggio(format!(
            "Sotto {DATI}/ ci sono più cicli: scegline uno.\n{}",
            Come::Dati.opzioni(molti)
        ))),
    }
}

/// What to name instead of a folder that is no cycle: the one that it is part of, those that it
/// holds, those that stand where it was looked for.
fn invece(cartella: &Path, come: Come) -> String {
    if let Some(sopra) = ciclo_sopra(cartella) {
        let sopra = come.scritta(&tra_apici(&sopra));
        return match come {
            Come::Nuda => format!("è dentro un ciclo, indica quello: {sopra}"),
            _ => format!("è dentro un ciclo, indica quello con {sopra}"),
        };
    }
    let dentro = cicli_in(cartella);
    if !dentro.is_empty() {
        let dentro = come.opzioni(&dentro);
        return format!("contiene dei cicli, scegline uno.\n{dentro}");
    }
    let accanto = cartella.parent().filter(|_| !cartella.exists());
    let accanto = accanto.map(cicli_in).unwrap_or_default();
    if !accanto.is_empty() {
        let accanto = come.opzioni(&accanto);
        return format!("nello stesso posto ci sono questi cicli.\n{accanto}");
    }
    let indica = format!(
        "indica la cartella del ciclo con {}",
        come.scritta("CARTELLA")
    );
    match come {
        Come::Da => format!("{indica}."),
        Come::Dati => format!("{indica}, o creane una con «ciclo nuovo»."),
        Come::Nuda => "indica la cartella di un ciclo, o creane una con «ciclo nuovo».".to_owned(),
    }
}

/// The cycle that a folder is part of, named as the folder was: `data/a/servizi` → `data/a`.
fn ciclo_sopra(cartella: &Path) -> Option<PathBuf> {
    let mut detta = cartella.ancestors().skip(1);
    if let Some(sopra) = detta.find(|sopra| e_un_ciclo(sopra)) {
        return Some(o_questa(sopra).to_owned());
    }
    let intera = cartella.canonicalize().ok()?;
    let mut sopra = intera.ancestors().skip(1);
    let passi = 1 + sopra.position(e_un_ciclo)?;
    let su: PathBuf = std::iter::repeat_n("..", passi).collect();
    Some(match cartella == Path::new(".") {
        true => su,
        false => cartella.join(su),
    })
}

/// The folder of a `ciclo.toml` that was named in its place.
pub(super) fn del_file(indicata: &Path) -> Option<&Path> {
    let suo = indicata.file_name().is_some_and(|nome| nome == cycle::FILE);
    let sopra = indicata.parent().filter(|_| suo && indicata.is_file())?;
    Some(o_questa(sopra))
}

/// Refuses a folder from which a cycle, whichever it is, reads its data: what is written there would
/// be read as if a service had sent it.
pub(super) fn fuori_dai_dati(uscita: &Path) -> Result<(), Impedimento> {
    let vera = per_intero(o_questa(uscita));
    let Some(ciclo) = vera.ancestors().skip(1).find(|sopra| e_un_ciclo(sopra)) else {
        return Ok(());
    };
    let dentro = vera.strip_prefix(ciclo).ok();
    let prima = dentro.and_then(|dentro| dentro.components().next());
    let nome = prima.map(|prima| prima.as_os_str().to_string_lossy());
    if !nome.is_some_and(|nome| inventario::e_del_ciclo(&nome)) {
        return Ok(());
    }
    let del_ciclo = ciclo.file_name().unwrap_or(ciclo.as_os_str());
    Err(Impedimento::Messaggio(format!(
        "{} è fra le cartelle da cui si leggono i dati del ciclo «{}»: non ho scritto nulla. Indica \
         un'altra cartella con --uscita.",
        uscita.display(),
        del_ciclo.to_string_lossy()
    )))
}

/// The path from the root, links followed as far as there is anything.
pub(super) fn per_intero(percorso: &Path) -> PathBuf {
    let assoluto = std::path::absolute(percorso).unwrap_or_else(|_| percorso.to_owned());
    let esiste = assoluto
        .ancestors()
        .find_map(|sopra| Some((sopra, sopra.canonicalize().ok()?)));
    let Some((sopra, mut vero)) = esiste else {
        return assoluto;
    };
    for passo in assoluto.strip_prefix(sopra).into_iter().flatten() {
        match passo == ".." {
            true => drop(vero.pop()),
            false => vero.push(passo),
        }
    }
    vero
}

/// A path that may be empty, which is this folder.
fn o_questa(percorso: &Path) -> &Path {
    match percorso.as_os_str().is_empty() {
        true => Path::new("."),
        false => percorso,
    }
}

fn e_un_ciclo(cartella: &Path) -> bool {
    cartella.join(cycle::FILE).is_file()
}

/// The same, or a folder into which nobody lets us look: whoever opens it is told so.
fn pare_un_ciclo(cartella: &Path) -> bool {
    let vista = fs::metadata(cartella.join(cycle::FILE));
    vista.map_or_else(
        |causa| causa.kind() == ErrorKind::PermissionDenied,
        |dati| dati.is_file(),
    )
}

/// The cycles right under a folder, by name.
fn cicli_in(cartella: &Path) -> Vec<PathBuf> {
    let voci = fs::read_dir(cartella).into_iter().flatten().flatten();
    let mut cicli: Vec<PathBuf> = voci
        .map(|voce| voce.path())
        .filter(|percorso| pare_un_ciclo(percorso))
        .collect();
    cicli.sort();
    cicli
}

/// A path as it can be typed again.
pub(super) fn tra_apici(percorso: &Path) -> String {
    let nome = percorso.display().to_string();
    let semplice = |c: char| c.is_alphanumeric() || "/\\._-:+,@%=".contains(c);
    if nome.chars().all(semplice) && !nome.is_empty() {
        nome
    } else if nome.contains(['"', '$', '`']) {
        format!("'{}'", nome.replace('\'', "'\\''"))
    } else {
        format!("\"{nome}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_can_be_pasted() {
        let casi = [
            ("data/ente-2027", "data/ente-2027"),
            ("data/Città è", "\"data/Città è\""),
            ("data/l'ente", "\"data/l'ente\""),
            ("data/$5 d'oro", "'data/$5 d'\\''oro'"),
            (r"C:\dati\ente", r"C:\dati\ente"),
        ];
        for (percorso, scritto) in casi {
            assert_eq!(tra_apici(Path::new(percorso)), scritto);
        }
    }
}
