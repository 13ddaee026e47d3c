//! `SHA256SUMS`: the checksum of every file of the folder, in the form of `sha256sum`. There is one
//! in each year, and one beside the years for the index and for those.

use std::collections::BTreeMap;

use crate::opendata::sha256;

/// Files by path relative to their folder, with `/`.
pub(crate) type Albero = BTreeMap<String, Vec<u8>>;

/// Name of the file.
pub(super) const FILE: &str = "SHA256SUMS";
/// Largest list that is read, in bytes.
pub(super) const BYTE: u64 = 4 << 20;
/// Endings of what a person may put beside the list: signatures and time stamps of it.
const FIRME: [&str; 7] = ["asc", "sig", "p7s", "p7m", "tsr", "ots", "sigstore"];

/// True for the name of a signature or a time stamp of the list.
pub(super) fn firma(nome: &str) -> bool {
    let fine = nome
        .strip_prefix(FILE)
        .and_then(|resto| resto.strip_prefix('.'));
    fine.is_some_and(|fine| FIRME.contains(&fine))
}

/// The checksums of these files, by path.
pub(super) fn di(file: &Albero) -> BTreeMap<String, String> {
    file.iter()
        .map(|(percorso, byte)| (percorso.clone(), sha256(byte)))
        .collect()
}

/// The text for these checksums.
pub(super) fn testo(somme: &BTreeMap<String, String>) -> String {
    somme
        .iter()
        .map(|(percorso, somma)| format!("{somma}  {percorso}\n"))
        .collect()
}

/// The checksums by path, or the first line that is none: its number, from 1.
///
/// A path that is absolute or leads out of the folder is no path of ours.
pub(super) fn leggi(testo: &str) -> Result<BTreeMap<String, String>, usize> {
    testo
        .lines()
        .enumerate()
        .map(|(indice, riga)| somma(riga).ok_or(indice + 1))
        .collect()
}

fn somma(riga: &str) -> Option<(String, String)> {
    let (somma, percorso) = riga.split_once("  ")?;
    let esadecimale =
        somma.len() == 64 && somma.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
    let dentro = percorso
        .split('/')
        .all(|parte| !matches!(parte, "" | "." | ".."))
        && !percorso.contains('\\');
    (esadecimale && dentro).then(|| (percorso.to_owned(), somma.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_paths_stay_inside() {
        let file = BTreeMap::from([("serie/a b.csv".to_owned(), b"x".to_vec())]);
        let somme = leggi(&testo(&di(&file))).expect("our own text");
        assert_eq!(somme.get("serie/a b.csv"), Some(&sha256(b"x")));
        let buona = sha256(b"");
        for percorso in ["../fuori", "/etc/passwd", "a/../../b", "a//b", "a\\b", "."] {
            assert_eq!(
                leggi(&format!("{buona}  qui\n{buona}  {percorso}\n")),
                Err(2),
                "{percorso}"
            );
        }
    }
}
