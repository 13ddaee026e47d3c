//! The report of a comparison as a document of its own.

use jiff::civil::Date;
use serde::Serialize;
use typst::foundations::Bytes;

use crate::model::{Modello, italiano};
use crate::opendata::json;
use crate::report::confronto::Vista;
use crate::templates::Modelli;

use super::Sorgenti;

/// A report ready to be typeset.
pub struct Rapporto<'a> {
    vista: VistaRapporto<'a>,
    differenze: Vec<u8>,
}

/// `/rapporto.json`
#[derive(Serialize)]
struct VistaRapporto<'a> {
    ente: &'a str,
    titolo: String,
    /// The date of the newer draft's Piano: outputs never look at the clock.
    data: [i16; 3],
    data_estesa: String,
    #[serde(flatten)]
    vista: &'a Vista,
}

fn primo_giorno(anno: i16) -> Date {
    Date::new(anno, 1, 1).unwrap_or(Date::constant(2000, 1, 1))
}

impl<'a> Rapporto<'a> {
    /// The report of a comparison, with its public JSON to attach. `nuovo` says whose it is and of
    /// when.
    pub fn nuovo(vista: &'a Vista, differenze: Vec<u8>, nuovo: &'a Modello) -> Self {
        let atto = nuovo.documenti.principale();
        let data = atto.map_or_else(|| primo_giorno(nuovo.anno), |atto| atto.data);
        let vista = VistaRapporto {
            ente: &nuovo.ente.nome,
            titolo: format!(
                "Confronto tra due bozze: {}",
                atto.map_or(nuovo.ente.nome.as_str(), |atto| &atto.titolo)
            ),
            data: [data.year(), data.month().into(), data.day().into()],
            data_estesa: italiano::data_estesa(data),
            vista,
        };
        Self { vista, differenze }
    }

    /// Its files. The templates are the program's own: a PDF has no folder that could have others.
    pub fn sorgenti(self) -> Sorgenti {
        let vista = json(&self.vista);
        let file = vec![
            ("rapporto.json".to_owned(), Bytes::new(vista)),
            ("differenze.json".to_owned(), Bytes::new(self.differenze)),
        ];
        Sorgenti::nuove(
            "confronto/confronto.typ",
            &self.vista.titolo,
            &Modelli::default(),
            file,
        )
    }
}
