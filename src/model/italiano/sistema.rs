//! What the system says of a file, in Italian.

use std::io;

/// What the system said, in Italian.
pub fn errore_di_sistema(errore: &io::Error) -> String {
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
