//! Dates: `31/03/2022`, `27 gennaio 2022`.

use jiff::civil::Date;

use super::Preposizione;

/// The months of the year, January first.
pub const MESI: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// A date as day/month/year: `31/03/2022`.
pub fn data(data: Date) -> String {
    format!("{:02}/{:02}/{:04}", data.day(), data.month(), data.year())
}

/// A date in words, as it stands in running text: `27 gennaio 2022`; the first of a month is `1°
/// marzo 2022`.
pub fn data_estesa(data: Date) -> String {
    let giorno = match data.day() {
        1 => "1°".to_owned(),
        giorno => giorno.to_string(),
    };
    let mese = MESI[usize::from(data.month().unsigned_abs()) - 1];
    format!("{giorno} {mese} {}", data.year())
}

/// Of which day something is: `del 27 gennaio 2022`, `dell'8 marzo 2022`.
pub fn del_giorno(data: Date) -> String {
    Preposizione::Di.numero(&data_estesa(data))
}
