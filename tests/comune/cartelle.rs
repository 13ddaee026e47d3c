//! Folders, for the tests and the benchmarks.

use std::fs;
use std::path::Path;

/// Copies a folder with all that is in it.
pub fn copia(da: &Path, a: &Path) {
    fs::create_dir_all(a).expect("a folder");
    for voce in fs::read_dir(da).expect("a folder to copy").flatten() {
        let (origine, copia_qui) = (voce.path(), a.join(voce.file_name()));
        if origine.is_dir() {
            copia(&origine, &copia_qui);
        } else {
            fs::copy(origine, copia_qui).expect("copied");
        }
    }
}
