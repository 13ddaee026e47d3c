//! `indicatori-storico.csv`: what each published year says of each indicator, year after year.
//!
//! It is made of the `indicatori.csv` of the years, so that it holds what was published and nothing
//! else; the same indicator has the same name in all of them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::tabella::{Colonna, Tabella, TipoColonna, originale};

/// Its file, and that of its metadata.
pub const STORICO: [&str; 2] = [
    "indicatori-storico.csv",
    "indicatori-storico.csv-metadata.json",
];
const NOME: &str = "indicatori-storico";
const EDIZIONE: &str = "edizione";

/// The table of all years, from the bytes of each one's `indicatori.csv`; the columns are those of
/// `forma`, which is the newest.
pub fn storico(forma: &Tabella, anni: &BTreeMap<i16, Vec<u8>>) -> Tabella {
    let edizione = Colonna {
        nome: EDIZIONE.to_owned(),
        descrizione: "Anno della pubblicazione che lo dice".to_owned(),
        tipo: TipoColonna::Intero,
        piena: true,
    };
    // A publication of before may lack a column of today.
    let libere = forma.colonne.iter().cloned().map(|colonna| Colonna {
        piena: forma.chiave.contains(&colonna.nome),
        ..colonna
    });
    let chiave = std::iter::once(EDIZIONE.to_owned()).chain(forma.chiave.iter().cloned());
    let righe = anni
        .iter()
        .flat_map(|(anno, byte)| righe(forma, *anno, byte));
    Tabella {
        nome: NOME.to_owned(),
        di: String::new(),
        titolo: format!("{}, tutti gli anni pubblicati", forma.titolo),
        descrizione: format!(
            "{} Una pubblicazione dopo l'altra: lo stesso anno può stare in più pubblicazioni, \
             come atteso e poi come consuntivo.",
            forma.descrizione
        ),
        righe: righe.collect(),
        chiave: chiave.collect(),
        colonne: std::iter::once(edizione).chain(libere).collect(),
        rimandi: Vec::new(),
    }
}

/// The rows of a year that have its key; a cell that is not of its column's kind is left empty.
fn righe(forma: &Tabella, anno: i16, byte: &[u8]) -> Vec<Vec<String>> {
    let mut lettore = csv::ReaderBuilder::new().flexible(true).from_reader(byte);
    let Ok(testata) = lettore.headers().cloned() else {
        return Vec::new();
    };
    let posti: Vec<Option<usize>> = forma
        .colonne
        .iter()
        .map(|colonna| testata.iter().position(|nome| nome == colonna.nome))
        .collect();
    let riga = |letta: csv::StringRecord| {
        let celle = forma.colonne.iter().zip(&posti).map(|(colonna, posto)| {
            let cella = posto.and_then(|posto| letta.get(posto)).map(originale);
            let cella = cella.filter(|cella| colonna.tipo.ammette(cella));
            cella.unwrap_or_default().to_owned()
        });
        std::iter::once(anno.to_string()).chain(celle).collect()
    };
    let di_chiave: Vec<usize> = (1..)
        .zip(&forma.colonne)
        .filter(|(_, colonna)| forma.chiave.contains(&colonna.nome))
        .map(|(posto, _)| posto)
        .collect();
    let righe = lettore.into_records().map_while(Result::ok).map(riga);
    righe
        .filter(|riga: &Vec<String>| di_chiave.iter().all(|posto| !riga[*posto].is_empty()))
        .collect()
}

impl TipoColonna {
    /// True if the text is a cell of this kind.
    fn ammette(self, cella: &str) -> bool {
        match self {
            Self::Testo => true,
            Self::Intero => cella.parse::<i64>().is_ok(),
            Self::Decimale => cella.parse::<Decimal>().is_ok(),
            Self::Data => cella.parse::<Date>().is_ok(),
            Self::SiNo => matches!(cella, "sì" | "no"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colonna(nome: &str, tipo: TipoColonna) -> Colonna {
        Colonna {
            nome: nome.to_owned(),
            descrizione: String::new(),
            tipo,
            piena: true,
        }
    }

    #[test]
    fn years_stand_one_after_the_other_and_older_headings_leave_cells_empty() {
        let forma = Tabella {
            nome: "indicatori".to_owned(),
            di: String::new(),
            titolo: "Indicatori".to_owned(),
            descrizione: "Una riga.".to_owned(),
            colonne: vec![
                colonna("indicatore", TipoColonna::Testo),
                colonna("atteso_valore", TipoColonna::Decimale),
                colonna("nuova", TipoColonna::Testo),
            ],
            righe: Vec::new(),
            chiave: vec!["indicatore".to_owned()],
            rimandi: Vec::new(),
        };
        let anni = BTreeMap::from([
            (
                2021,
                b"atteso_valore,indicatore\n2021-03-31,'=a\n5,b\n1,\n".to_vec(),
            ),
            (2022, b"indicatore,atteso_valore,nuova\nb,6,x\n".to_vec()),
        ]);
        let righe = [
            ["2021", "=a", "", ""],
            ["2021", "b", "5", ""],
            ["2022", "b", "6", "x"],
        ];
        assert_eq!(storico(&forma, &anni).righe, righe);
    }
}
