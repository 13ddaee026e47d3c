//! What the system says of a file, in Italian.

use std::io;

/// What the system said, in Italian.
pub fn errore_di_sistema(errore: &io::Error) -> String {
    let su_windows = cfg!(windows).then(|| da_windows(errore.raw_os_error()));
    if let Some(detto) = su_windows.flatten() {
        return detto.to_owned();
    }
    match errore.kind() {
        io::ErrorKind::NotFound => "non esiste".to_owned(),
        io::ErrorKind::PermissionDenied => "manca il permesso".to_owned(),
        io::ErrorKind::StorageFull => "il disco è pieno".to_owned(),
        io::ErrorKind::QuotaExceeded => "lo spazio concesso è finito".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "il disco è di sola lettura".to_owned(),
        io::ErrorKind::IsADirectory => "non è un file".to_owned(),
        io::ErrorKind::NotADirectory => "non è una cartella".to_owned(),
        io::ErrorKind::FileTooLarge => "il file è troppo grande".to_owned(),
        io::ErrorKind::AlreadyExists => "al posto della cartella c'è già un file".to_owned(),
        io::ErrorKind::DirectoryNotEmpty => "la cartella non è vuota".to_owned(),
        io::ErrorKind::InvalidFilename => {
            "il nome è troppo lungo o contiene caratteri non ammessi".to_owned()
        }
        io::ErrorKind::ResourceBusy => "è in uso da un altro programma".to_owned(),
        io::ErrorKind::OutOfMemory => "la memoria non basta".to_owned(),
        io::ErrorKind::UnexpectedEof => "è incompleto".to_owned(),
        _ => errore.to_string(),
    }
}

/// What Windows says by a number alone: there a document that is open in its program can be neither
/// written nor moved (`ERROR_ACCESS_DENIED`, `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`,
/// `ERROR_FILENAME_EXCED_RANGE`).
fn da_windows(codice: Option<i32>) -> Option<&'static str> {
    match codice? {
        5 => Some("manca il permesso, o un altro programma lo tiene aperto: chiudilo e riprova"),
        32 | 33 => Some("un altro programma lo tiene aperto: chiudilo e riprova"),
        206 => Some("il nome, con le cartelle in cui sta, è troppo lungo"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_is_open_elsewhere_is_said_so() {
        for codice in [5, 32, 33] {
            let detto = da_windows(Some(codice)).expect("words");
            assert!(
                detto.contains("un altro programma lo tiene aperto"),
                "{detto}"
            );
        }
        assert_eq!(da_windows(Some(2)), None);
        assert_eq!(da_windows(None), None);
    }

    #[test]
    fn the_same_number_says_other_things_on_other_systems() {
        let pipe = io::Error::from_raw_os_error(32);
        assert_eq!(
            errore_di_sistema(&pipe).contains("lo tiene aperto"),
            cfg!(windows)
        );
    }
}
