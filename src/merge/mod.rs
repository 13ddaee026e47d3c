//! Rows of all workbooks → one [`Modello`]: an indicator that stands on several cruscotti is one
//! indicator, and each cruscotto keeps what its own workbook says.

pub(crate) mod assegnazioni;
mod identita;
pub(crate) mod moduli;
mod riferiti;
mod verso;

use std::collections::{BTreeMap, BTreeSet};

use crate::cycle::Impostazioni;
use crate::model::nome::{chiave, libero, slug};
use crate::model::{
    Cruscotto, Indicatore, Modello, Progetto, Quadro, Riga, Ruolo, RuoloCruscotto, SCHEMA, Serie,
    Tipi, Valore,
};
use crate::read::ciclo::{CruscottoDaUnire, Materiali};
use crate::read::serie::SerieLetta;

use identita::Identita;
use riferiti::Riferiti;

/// Makes the model.
pub fn unisci(impostazioni: &Impostazioni, materiali: Materiali) -> Modello {
    let identita = Identita::riconosci(&materiali.cruscotti);
    let cruscotti = cruscotti(impostazioni, materiali.cruscotti, &identita);
    let indicatori = indicatori(&impostazioni.tipi, &cruscotti, &identita);
    let riferiti = Riferiti::nuovi(&indicatori);
    let progetti = materiali
        .progetti
        .into_iter()
        .map(|p| con_indicatore(p, &indicatori))
        .collect();
    let quadri = materiali
        .quadri
        .into_iter()
        .map(|q| (q.id.clone(), con_ruoli(q, impostazioni)))
        .collect();
    Modello {
        schema: SCHEMA.to_owned(),
        ente: impostazioni.ente.clone(),
        anno: impostazioni.anno,
        triennio: impostazioni.triennio.clone(),
        anno_relazione: impostazioni.anno_relazione,
        documenti: impostazioni.documenti.clone(),
        nomi: impostazioni.nomi.clone(),
        tipi: impostazioni.tipi.clone(),
        missioni: impostazioni.missioni.clone(),
        prospettive: impostazioni.prospettive.clone(),
        indicatori,
        cruscotti,
        progetti: senza_doppioni(progetti),
        quadri,
        organizzazione: impostazioni.organizzazione.clone(),
        serie: serie(impostazioni, materiali.serie),
        oiv: impostazioni.oiv.clone(),
        riferimenti: impostazioni.riferimenti.clone(),
        piao: impostazioni.piao.clone().map(|piao| riferiti.piao(piao)),
        programmi: impostazioni.programmi.clone(),
        promesse: riferiti.promesse(impostazioni.promesse.clone()),
    }
}

/// Each row gets its indicator's id, its prospettiva and the marks that follow from the whole.
fn cruscotti(
    impostazioni: &Impostazioni,
    letti: Vec<CruscottoDaUnire>,
    identita: &Identita,
) -> Vec<Cruscotto> {
    let strategici: BTreeSet<usize> = letti
        .iter()
        .enumerate()
        .filter(|(_, c)| impostazioni.tipi.ruolo(&c.tipo) == RuoloCruscotto::Strategico)
        .flat_map(|(posto, c)| (0..c.letto.righe.len()).map(move |riga| (posto, riga)))
        .map(|posto| identita.indicatore(posto))
        .collect();
    letti
        .into_iter()
        .enumerate()
        .map(|(posto, cruscotto)| Cruscotto {
            id: cruscotto.id,
            nome: cruscotto.nome,
            tipo: cruscotto.tipo,
            responsabile: cruscotto.responsabile,
            file: cruscotto.file,
            gia: cruscotto.gia,
            note: cruscotto
                .letto
                .note
                .into_iter()
                .map(|nota| nota.testo)
                .collect(),
            righe: cruscotto
                .letto
                .righe
                .into_iter()
                .enumerate()
                .map(|(indice, letta)| {
                    let indicatore = identita.indicatore((posto, indice));
                    Riga {
                        indicatore: identita.id(indicatore).to_owned(),
                        strategico: strategici.contains(&indicatore),
                        prospettiva: prospettiva(impostazioni, &letta.riga),
                        ..letta.riga
                    }
                })
                .collect(),
        })
        .collect()
}

/// The prospettiva that `ciclo.toml` gives the row's obiettivo, or the banner's where the code is
/// unknown.
fn prospettiva(impostazioni: &Impostazioni, riga: &Riga) -> String {
    let di_codice = impostazioni.prospettive.iter().find(|prospettiva| {
        prospettiva
            .obiettivi
            .iter()
            .any(|obiettivo| obiettivo.codice == riga.obiettivo)
    });
    di_codice.map_or_else(
        || riga.prospettiva.clone(),
        |prospettiva| prospettiva.nome.clone(),
    )
}

/// Each indicator as its owner has it: the strategic cruscotto if it stands there, else the first
/// service.
fn indicatori(tipi: &Tipi, cruscotti: &[Cruscotto], identita: &Identita) -> Vec<Indicatore> {
    let mut righe: BTreeMap<&str, Vec<(&Cruscotto, &Riga)>> = BTreeMap::new();
    for cruscotto in cruscotti {
        for riga in &cruscotto.righe {
            righe
                .entry(&riga.indicatore)
                .or_default()
                .push((cruscotto, riga));
        }
    }
    let ordine = identita
        .ids()
        .filter_map(|(id, codice)| Some((id, codice, righe.get(id)?)));
    ordine
        .map(|(id, codice, righe)| indicatore(tipi, id, codice, righe))
        .collect()
}

fn indicatore(
    tipi: &Tipi,
    id: &str,
    codice: Option<&str>,
    righe: &[(&Cruscotto, &Riga)],
) -> Indicatore {
    let mut ordinate = righe.to_vec();
    ordinate.sort_by_key(|(cruscotto, _)| tipi.ruolo(&cruscotto.tipo));
    let (proprietario, propria) = ordinate[0];
    let (verso, verso_da) = verso::verso(&propria.nome, ordinate.iter().map(|(_, riga)| *riga));
    let rimodulate = rimodulate(&ordinate);
    let mut dove: Vec<String> = Vec::new();
    for (cruscotto, _) in righe {
        if !dove.contains(&cruscotto.id) {
            dove.push(cruscotto.id.clone());
        }
    }
    Indicatore {
        id: id.to_owned(),
        codice: codice.map(str::to_owned),
        nome: propria.nome.clone(),
        azione: propria.azione.clone(),
        obiettivo: propria.obiettivo.clone(),
        strategico: propria.strategico,
        di_sistema: righe.iter().any(|(_, riga)| riga.di_sistema),
        verso,
        verso_da,
        atteso: per_anno(&ordinate, |riga| &riga.atteso),
        rimodulato: rimodulate
            .iter()
            .map(|(anno, riga)| (*anno, riga.rimodulato[anno].clone()))
            .collect(),
        atto_rimodulazione: rimodulate
            .iter()
            .find_map(|(_, riga)| riga.atto_rimodulazione.clone()),
        consuntivo: per_anno(&ordinate, |riga| &riga.consuntivo),
        fonte: propria.fonte.clone(),
        peso: propria.peso,
        proprietario: proprietario.id.clone(),
        cruscotti: dove,
    }
}

/// The owner's values; a year for which it has no column comes from the next cruscotto that has
/// one.
fn per_anno(
    righe: &[(&Cruscotto, &Riga)],
    campo: impl Fn(&Riga) -> &BTreeMap<i16, Valore>,
) -> BTreeMap<i16, Valore> {
    let mut valori = BTreeMap::new();
    for (_, riga) in righe {
        for (anno, valore) in campo(riga) {
            valori.entry(*anno).or_insert_with(|| valore.clone());
        }
    }
    valori
}

/// The years whose target was changed, each with the row whose target for the year counts: what it
/// became, and by which act, is said there and nowhere else.
fn rimodulate<'a>(righe: &[(&Cruscotto, &'a Riga)]) -> Vec<(i16, &'a Riga)> {
    let anni: BTreeSet<i16> = righe.iter().flat_map(|(_, r)| r.anni_attesi()).collect();
    let sua = |anno: i16| {
        let (_, riga) = righe.iter().find(|(_, r)| r.atteso(anno).is_some())?;
        riga.rimodulato.contains_key(&anno).then_some((anno, *riga))
    };
    anni.into_iter().filter_map(sua).collect()
}

/// Ties a project to the indicator `Progetto: …` that it feeds.
fn con_indicatore(progetto: Progetto, indicatori: &[Indicatore]) -> Progetto {
    let nome = chiave(&progetto.nome);
    let indicatore = indicatori.iter().find(|indicatore| {
        let intero = chiave(&indicatore.nome);
        intero == nome
            || intero
                .strip_prefix("progetto")
                .is_some_and(|resto| resto.trim_start() == nome)
    });
    Progetto {
        indicatore: indicatore.map(|i| i.id.clone()),
        ..progetto
    }
}

/// Ids of projects are slugs of their names: two that clash get a number.
fn senza_doppioni(mut progetti: Vec<Progetto>) -> Vec<Progetto> {
    let mut usati = BTreeSet::new();
    for progetto in &mut progetti {
        progetto.id = libero(&slug(&progetto.nome), &mut usati);
    }
    progetti
}

/// Captions and the part that each row plays, as `ciclo.toml` declares them.
fn con_ruoli(mut quadro: Quadro, impostazioni: &Impostazioni) -> Quadro {
    let Some(dichiarato) = impostazioni.quadri.get(&quadro.id) else {
        return quadro;
    };
    if !dichiarato.titolo.is_empty() {
        quadro.titolo.clone_from(&dichiarato.titolo);
    }
    quadro.fonte.clone_from(&dichiarato.fonte);
    quadro.nota = dichiarato.nota.clone().or(quadro.nota);
    for riga in &mut quadro.righe {
        let dettaglio = dichiarato.dettagli.contains(&riga.voce);
        riga.ruolo = match () {
            () if dichiarato.sezioni.contains(&riga.voce) => Ruolo::Sezione,
            () if dettaglio => Ruolo::Dettaglio,
            () if dichiarato
                .somme_righe
                .iter()
                .any(|somma| somma.totale == riga.voce) =>
            {
                Ruolo::Totale
            }
            () => Ruolo::Voce,
        };
    }
    quadro
}

/// The charts in the order of `ciclo.toml`, each with its figures.
fn serie(impostazioni: &Impostazioni, mut lette: BTreeMap<String, SerieLetta>) -> Vec<Serie> {
    impostazioni
        .grafici
        .iter()
        .filter_map(|grafico| {
            let letta = lette.remove(&grafico.id)?;
            Some(Serie {
                id: grafico.id.clone(),
                titolo: grafico.titolo.clone(),
                tipo: grafico.tipo,
                unita: grafico.unita.clone(),
                unita_secondaria: grafico.unita_secondaria.clone(),
                fonte: grafico.fonte.clone(),
                dimostrativa: grafico.dimostrativo,
                voce: letta.voce,
                categorie: letta.categorie,
                colonne: letta.colonne,
                origine: Some(letta.origine),
                celle: letta.celle,
            })
        })
        .collect()
}
