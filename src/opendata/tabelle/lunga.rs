//! The long form of a table: a row for each cell, under headings that are the same for every table
//! and every year.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::nome::libero;
use crate::model::{Valore, italiano};

use super::super::tabella::{Campo, Tabella, TipoColonna::*};
use super::{decimale, giorno, numero};

/// A cell with where it stands.
pub(super) struct Cella {
    pub anno: i16,
    /// The row of the table that it is of, from 1.
    pub riga: usize,
    pub voce: String,
    pub ruolo: &'static str,
    pub colonna: String,
    pub contenuto: Contenuto,
}

/// What a cell holds.
pub(super) struct Contenuto {
    pub valore: Option<Decimal>,
    pub data: String,
    pub unita: String,
    pub tipo: &'static str,
    pub stampa: String,
}

impl From<&Valore> for Contenuto {
    fn from(valore: &Valore) -> Self {
        let dato = &valore.dato;
        Self {
            valore: numero(dato),
            data: giorno(dato),
            unita: dato.unita().unwrap_or_default().into_owned(),
            tipo: dato.tipo(),
            stampa: valore.stampa(),
        }
    }
}

impl Contenuto {
    pub(super) fn vuoto() -> Self {
        Self::di_serie(None, "")
    }

    /// A number of a series, in its unit; none where there is no figure.
    pub(super) fn di_serie(valore: Option<Decimal>, unita: &str) -> Self {
        let stampa = valore.map(|valore| italiano::numero(valore.normalize()));
        let tipo = match (valore, unita) {
            (None, _) => "vuoto",
            (_, "%") => "percentuale",
            (_, "€" | "euro") => "euro",
            _ => "numero",
        };
        Self {
            valore,
            data: String::new(),
            unita: unita.to_owned(),
            tipo,
            stampa: stampa.unwrap_or_default(),
        }
    }
}

fn campi() -> Vec<Campo<'static, Cella>> {
    type C = Campo<'static, Cella>;
    vec![
        C::nuovo(
            "anno",
            Intero,
            "Primo anno del ciclo che pubblica la tabella",
            |r| r.anno.to_string(),
        )
        .pieno(),
        C::nuovo("voce", Testo, "Nome della riga", |r| r.voce.clone()),
        C::nuovo("colonna", Testo, "Nome della colonna", |r| {
            r.colonna.clone()
        })
        .pieno(),
        C::nuovo(
            "valore",
            Decimale,
            "Il numero, se la cella ne contiene uno: punto decimale, percentuali in punti; di una \
             soglia, il limite",
            |r| decimale(r.contenuto.valore),
        ),
        C::nuovo(
            "tipo_valore",
            Testo,
            "Che cosa contiene la cella: numero, percentuale, euro, durata, data, si, no, si-no, \
             soglia, intervallo, testo, non-previsto (un trattino o simili) o vuoto",
            |r| r.contenuto.tipo.to_owned(),
        )
        .pieno(),
        C::nuovo(
            "valore_stampato",
            Testo,
            "La cella come è stampata nei documenti",
            |r| r.contenuto.stampa.clone(),
        ),
        C::nuovo("unita", Testo, "Unità di misura: %, €, gg, …", |r| {
            r.contenuto.unita.clone()
        }),
        C::nuovo(
            "valore_data",
            Data,
            "Il giorno, se la cella contiene una data",
            |r| r.contenuto.data.clone(),
        ),
        C::nuovo(
            "ruolo",
            Testo,
            "Della riga: voce, totale (somma di altre), dettaglio (parte del totale) o sezione \
             (solo un titolo)",
            |r| r.ruolo.to_owned(),
        )
        .pieno(),
        C::nuovo(
            "riga",
            Intero,
            "Posto della riga nella tabella, da 1",
            |r| r.riga.to_string(),
        )
        .pieno(),
    ]
}

pub(super) fn tabella(
    nome: &str,
    titolo: &str,
    descrizione: &str,
    celle: impl IntoIterator<Item = Cella>,
) -> Tabella {
    Tabella::di_campi(nome, titolo, descrizione, campi(), celle).con_chiave(["riga", "colonna"])
}

/// The names of columns, each told from the others.
pub(super) fn distinti<'a>(nomi: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut usati = BTreeSet::new();
    let pieno = |nome: &'a str| match nome {
        "" => "valore",
        nome => nome,
    };
    nomi.into_iter()
        .map(|nome| libero(pieno(nome), &mut usati))
        .collect()
}
