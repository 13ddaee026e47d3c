//! The wording of what keeps a document from being published: its date, its act, its body's code.

use std::ops::RangeInclusive;

use crate::documents::Descrittore;
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
    anni: &RangeInclusive<i16>,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::AttoNonPlausibile,
        luogo,
        format!(
            "la data di «{}» non è di un anno in cui può essere approvato ({} o {})",
            documento.nome,
            anni.start(),
            anni.end()
        ),
        "scrivi la data dell'approvazione",
    )
}

/// An act that is of another year's document.
pub fn atto_di_un_altro_anno(
    luogo: Origine,
    documento: &Descrittore,
    delibera: &str,
    anni: &RangeInclusive<i16>,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::AttoNonPlausibile,
        luogo,
        format!(
            "l'atto «{}» non può approvare «{}»: dovrebbe essere del {} o del {}",
            abbrevia(delibera),
            documento.nome,
            anni.start(),
            anni.end()
        ),
        "scrivi l'atto che approva questo documento, o togli la riga finché non c'è",
    )
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
