//! The wording of what keeps a document from being published: its date, its act, its body's code.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::documents::Descrittore;
use crate::model::italiano::data_estesa;
use crate::model::{Codice, Diagnosi, Origine};
use crate::read::diags::abbrevia;

/// A document without a section in `ciclo.toml`: the date on its cover is a guess.
pub fn data_non_scritta(luogo: Origine, documento: &Descrittore) -> Diagnosi {
    Diagnosi::nuova(
        Codice::AttoNonPlausibile,
        luogo,
        format!("nessuno ha scritto la data di «{}»", documento.nome),
        format!(
            "aggiungi in ciclo.toml la sezione [documenti.{}] con data = AAAA-MM-GG, quella \
             dell'approvazione",
            documento.id
        ),
    )
}

/// A date that is of another year's document.
pub fn data_di_un_altro_anno(
    luogo: Origine,
    documento: &Descrittore,
    giorni: &RangeInclusive<Date>,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::AttoNonPlausibile,
        luogo,
        format!(
            "la data di «{}» non è fra quelle in cui può essere approvato ({})",
            documento.nome,
            dal_al(giorni)
        ),
        "scrivi la data dell'approvazione",
    )
}

/// An act that is of another year's document.
pub fn atto_di_un_altro_anno(
    luogo: Origine,
    documento: &Descrittore,
    delibera: &str,
    giorni: &RangeInclusive<Date>,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::AttoNonPlausibile,
        luogo,
        format!(
            "l'atto «{}» non può approvare «{}»: dovrebbe essere di un giorno {}",
            abbrevia(delibera),
            documento.nome,
            dal_al(giorni)
        ),
        "scrivi l'atto che approva questo documento, o togli la riga finché non c'è",
    )
}

/// `dal 1° luglio 2021 al 31 dicembre 2022`: the first of a month and its last have one article.
fn dal_al(giorni: &RangeInclusive<Date>) -> String {
    let [dal, al] = [giorni.start(), giorni.end()].map(|giorno| data_estesa(*giorno));
    format!("dal {dal} al {al}")
}

/// A body without the code that its publications are known by.
pub fn senza_codice_ipa(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CampoMancante,
        luogo,
        "manca il codice IPA dell'ente: senza, «ciclo pubblica» si ferma",
        "scrivi il codice che l'ente ha nell'indice delle pubbliche amministrazioni \
         (indicepa.gov.it): codice-ipa = \"…\"",
    )
}
