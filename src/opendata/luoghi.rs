//! Places as they may be published: by what stands there, never by a file of the office's disk.

use std::collections::BTreeMap;

use crate::model::{
    Aggiunte, Bozza, Cruscotto, Indicatore, Origine, Progetto, Quadro, Riga, Serie, Valore,
};

/// Makes every place that of a cell of its cruscotto, table, project or series; a chapter is known
/// by its number in its document.
pub(super) fn in_pubblico(bozza: &mut Bozza) {
    let modello = &mut bozza.modello;
    let mut posti = BTreeMap::new();
    for cruscotto in &mut modello.cruscotti {
        posti.insert(cruscotto.id.clone(), nel_cruscotto(cruscotto));
    }
    for indicatore in &mut modello.indicatori {
        nell_indicatore(indicatore, &posti);
    }
    modello.progetti.iter_mut().for_each(nel_progetto);
    let quadri = modello.quadri.values_mut();
    quadri.for_each(|quadro| nel_quadro(quadro, "quadri"));
    modello.serie.iter_mut().for_each(nella_serie);
    for (documento, capitoli) in &mut bozza.testi {
        for (posto, capitolo) in capitoli.iter_mut().enumerate() {
            capitolo.file = di_capitolo(documento, posto);
        }
    }
}

/// The same of what accompanies the documents.
pub(super) fn delle_aggiunte(aggiunte: &mut Aggiunte) {
    let allegati = aggiunte.allegati.iter_mut();
    allegati.for_each(|quadro| nel_quadro(quadro, "allegati"));
    aggiunte.serie_calcolate.iter_mut().for_each(nella_serie);
}

/// The place of a chapter, from its index: `testi/piano/3`.
pub(crate) fn di_capitolo(documento: &str, posto: usize) -> String {
    format!("testi/{documento}/{}", posto + 1)
}

/// A file of the office's disk, and what its cells are called in public.
struct Posto {
    file: String,
    nome: String,
}

impl Posto {
    /// The first folder, whose name is ours, and the id of what the file holds.
    fn nuovo(file: &str, id: &str) -> Self {
        let cartella = file.split_once('/').map_or("", |(cartella, _)| cartella);
        Self {
            file: file.to_owned(),
            nome: format!("{cartella}/{id}"),
        }
    }

    /// The same cell, without file and sheet; of a cell of another file, such as a form, that it
    /// is about this. A value that stands nowhere stays so.
    fn rinomina(&self, origine: &mut Origine) {
        if origine.file.is_empty() {
            return;
        }
        *origine = match origine.indirizzo() {
            Some(cella) if origine.file == self.file => Origine::cella(&self.nome, None, cella),
            _ => Origine::file(&self.nome),
        };
    }

    fn valori<'a>(&self, valori: impl IntoIterator<Item = &'a mut Valore>) {
        for valore in valori {
            self.rinomina(&mut valore.origine);
        }
    }
}

fn nel_cruscotto(cruscotto: &mut Cruscotto) -> Posto {
    let posto = Posto::nuovo(&cruscotto.file, &cruscotto.id);
    let righe = cruscotto.righe.iter_mut();
    righe.for_each(|riga| nella_riga(riga, &posto));
    cruscotto.file.clone_from(&posto.nome);
    posto
}

fn nella_riga(riga: &mut Riga, posto: &Posto) {
    posto.rinomina(&mut riga.origine);
    riga.celle.moduli.clear();
    for anni in [
        &mut riga.atteso,
        &mut riga.consuntivo,
        &mut riga.rimodulato,
        &mut riga.previsione,
    ] {
        posto.valori(anni.values_mut());
    }
    posto.valori(riga.monitoraggi.values_mut());
    posto.valori(&mut riga.scadenza);
    let baseline = riga.baseline.as_mut();
    posto.valori(baseline.map(|baseline| &mut baseline.valore));
}

/// An indicator's values stand in the cruscotto that owns it.
fn nell_indicatore(indicatore: &mut Indicatore, posti: &BTreeMap<String, Posto>) {
    if let Some(posto) = posti.get(&indicatore.proprietario) {
        posto.valori(indicatore.atteso.values_mut());
        posto.valori(indicatore.consuntivo.values_mut());
    }
}

fn nel_progetto(progetto: &mut Progetto) {
    let posto = Posto::nuovo(&progetto.origine.file, &progetto.id);
    posto.rinomina(&mut progetto.origine);
    for una in &mut progetto.attivita {
        una.moduli.clear();
        posto.rinomina(&mut una.origine);
        posto.valori([
            &mut una.inizio,
            &mut una.fine,
            &mut una.target,
            &mut una.risultato,
        ]);
        posto.valori(una.monitoraggi.values_mut());
    }
}

/// A table of a folder, whose name is ours.
fn nel_quadro(quadro: &mut Quadro, cartella: &str) {
    let file = quadro.luogo(None).file;
    let posto = Posto {
        nome: format!("{cartella}/{}", quadro.id),
        file,
    };
    if let Some(luogo) = &mut quadro.origine {
        posto.rinomina(luogo);
    }
    posto.valori(quadro.righe.iter_mut().flat_map(|riga| &mut riga.celle));
}

fn nella_serie(serie: &mut Serie) {
    if let Some(luogo) = &mut serie.origine {
        let posto = Posto {
            nome: format!("serie/{}", serie.id),
            file: luogo.file.clone(),
        };
        posto.rinomina(luogo);
    }
}
