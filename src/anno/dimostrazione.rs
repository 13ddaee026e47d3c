//! The demonstration: a whole cycle that the program carries, to be looked at and tried out.

use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};

use super::{File, Guasto, cartella};

static CICLO: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/bergamo-2022");

/// The name of its folder.
pub(crate) const NOME: &str = "bergamo-2022";

/// Writes it as a folder that is not there yet, or is empty.
///
/// # Errors
/// A folder that holds anything, the system's own.
pub(crate) fn scrivi(percorso: &Path) -> Result<(), Guasto> {
    let mut file = Vec::new();
    raccogli(&CICLO, &mut file);
    cartella::crea(percorso, &file)
}

fn raccogli(da: &Dir<'_>, file: &mut Vec<File>) {
    for voce in da.entries() {
        match voce {
            DirEntry::Dir(sotto) => raccogli(sotto, file),
            DirEntry::File(uno) => {
                let nome = uno.path().to_string_lossy().replace('\\', "/");
                file.push((nome, uno.contents().to_vec()));
            }
        }
    }
}
