//! A cycle from what a PDF of ours, or `modello.json`, carries: the same model in new workbooks.
//!
//! The cycle is that of the draft, of its year. What a model does not say (how sums are checked,
//! which cells a chapter quotes, accepted exceptions, bands of grades) is listed.

mod fogli;
mod impostazioni;
mod testi;

use crate::cycle::FILE;
use crate::model::Bozza;

use super::{DA_RIVEDERE, DaRivedere};
use super::{File, Guasto, Trascritto};

/// Makes a cycle of a draft.
///
/// # Errors
/// A workbook or the settings that cannot be made.
pub(crate) fn da_bozza(nome: &str, bozza: &Bozza) -> Result<Trascritto, Guasto> {
    let modello = &bozza.modello;
    let toml = impostazioni::scritte(modello)
        .map_err(|causa| Guasto::Documento(nome.to_owned(), causa))?;
    let mut file: Vec<File> = vec![(FILE.to_owned(), toml.into_bytes())];
    for cruscotto in &modello.cruscotti {
        let sotto = cruscotto.file.split('/').next().unwrap_or("servizi");
        let percorso = format!("{sotto}/{}.xlsx", cruscotto.id);
        file.push((percorso, fogli::cruscotto(modello, cruscotto)?));
    }
    for progetto in &modello.progetti {
        let percorso = format!("progetti/{}.xlsx", progetto.id);
        file.push((percorso, fogli::scheda(modello, progetto)?));
    }
    for quadro in modello.quadri.values() {
        let percorso = format!("quadri/{}.xlsx", quadro.id);
        file.push((percorso, fogli::quadro(modello, quadro)?));
    }
    // A series that stands in no file is computed anew.
    for serie in modello.serie.iter().filter(|serie| serie.origine.is_some()) {
        let percorso = format!("serie/{}.xlsx", serie.id);
        file.push((percorso, fogli::serie(modello, serie)?));
    }
    file.extend(testi::capitoli(&bozza.testi));
    let mut rivedere = DaRivedere::default();
    rivedere.aggiungi("Quello che non c’era", mancanze(bozza));
    let elenco = rivedere.testo(modello.anno).into_bytes();
    file.push((DA_RIVEDERE.to_owned(), elenco));
    Ok(Trascritto {
        file,
        anno: modello.anno,
        rivedere,
    })
}

/// What a draft does not carry.
fn mancanze(bozza: &Bozza) -> Vec<String> {
    let parte = bozza.parte.as_ref().map(|documenti| {
        format!(
            "il file porta solo la parte di {}: il resto del ciclo non c’è",
            documenti.join(", ")
        )
    });
    let sempre = [
        "somme e percentuali da controllare nei quadri, fasce di valutazione, livelli e deroghe \
         di [verifica], dati di [pubblicazione]: si aggiungono in ciclo.toml",
        "i capitoli sono il testo com’era stampato: le cifre non sono segnaposto, neretti e \
         collegamenti non ci sono più",
    ];
    parte.into_iter().chain(sempre.map(str::to_owned)).collect()
}
