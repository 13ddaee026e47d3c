//! What changed in a document since the draft chosen: each change with its place on the pages.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use crate::diff::{self, Confronto, Cosa, Differenza};
use crate::documents::Descrittore;
use crate::model::{Bozza, Origine};
use crate::opendata;
use crate::opendata::allegato::MODELLO;
use crate::report::confronto::{Gruppo, Nomi, Vista};
use crate::typeset::{Anteprima, Impronta};

use super::confronto::anno;
use super::confronto::bozze::{BOZZE, bozza};
use super::provenienza;
use super::riferimento::{Riferimento, alla_mano};
use super::risposte::{
    Niente, Rifiuto, Risposta, Studio, a_parte, detto, file_mandato, html, in_json,
};
use super::ritrovo::{Pagine, Riquadro, Ritrovo};
use super::scena::Scena;

/// Where a draft that is sent waits to be read.
const CASSETTO: &str = "riferimento";

pub(super) fn rotte() -> Router<Arc<Studio>> {
    Router::new()
        .route("/cambiato/{id}", get(cambiato))
        .route("/carica/riferimento", post(carica))
        .route("/azioni/scegli-riferimento", post(scegli))
        .route("/azioni/togli-riferimento", post(togli))
}

/// The list, as its template prints it.
#[derive(Serialize)]
struct Elenco<'a> {
    documento: &'a str,
    /// What the document is compared with; none where nothing was chosen.
    rispetto_a: Option<&'a str>,
    /// What is at hand: id and name.
    alla_mano: Vec<(&'static str, String)>,
    /// One sentence, or why there is nothing to say.
    riassunto: String,
    /// True once the two were compared.
    confrontati: bool,
    gruppi: Vec<Gruppo>,
    posti: Vec<Option<Posto>>,
}

/// Where a change stands.
#[derive(Clone, Serialize)]
struct Posto {
    documento: String,
    impronta: Impronta,
    /// The mark on that page.
    segno: Option<usize>,
    /// The words on it, where they have no mark.
    riquadro: Option<Riquadro>,
}

async fn cambiato(State(studio): State<Arc<Studio>>, Path(id): Path<String>) -> Risposta {
    a_parte(move || {
        let (scena, _) = studio.aperto()?;
        let documento = scena.documento(&id).ok_or_else(|| {
            let detto = "Una scheda si confronta con il Piano da cui viene: apri quello.";
            Rifiuto(StatusCode::NOT_FOUND, detto.to_owned())
        })?;
        let riferimento = studio.riferimento.prendi();
        let a_mano = alla_mano(&scena.edizione, documento).into_iter();
        let mut elenco = Elenco {
            documento: &documento.nome,
            rispetto_a: riferimento.as_deref().map(|r| r.nome.as_str()),
            alla_mano: a_mano.map(|una| (una.id, una.nome)).collect(),
            riassunto: String::new(),
            confrontati: false,
            gruppi: Vec::new(),
            posti: Vec::new(),
        };
        if let Some(riferimento) = &riferimento {
            let pagine = studio.banco.tavola_nota(&id).and_then(|t| t.anteprima);
            elenco.riempi(&scena, documento, riferimento, pagine.as_deref())?;
        }
        Ok(html(studio.pagine.html("cambiato.html", elenco)?))
    })
    .await
}

impl Elenco<'_> {
    /// Compares the document with the draft; what is in that draft and not of it is left aside.
    fn riempi(
        &mut self,
        scena: &Scena,
        documento: &Descrittore,
        riferimento: &Riferimento,
        pagine: Option<&Anteprima>,
    ) -> Result<(), Rifiuto> {
        let nuova = scena.edizione.bozza();
        let nuova = nuova.map_err(|guasto| Rifiuto::superata(&guasto.to_string()))?;
        let parte = riferimento.bozza.parte.as_deref();
        if parte.is_some_and(|parte| !parte.contains(&documento.id)) {
            self.riassunto = "Questa bozza non contiene il documento aperto.".to_owned();
            return Ok(());
        }
        let solo = |bozza: Bozza| Bozza {
            parte: Some(vec![documento.id.clone()]),
            ..bozza
        };
        let (vecchia, nuova) = opendata::in_comune(riferimento.bozza.clone(), solo(nuova));
        let differenze = diff::confronta(&vecchia, &nuova);
        let luoghi = pagine.map(|pagine| Luoghi::di(scena, documento, pagine));
        let posti = differenze.iter();
        self.posti = posti
            .map(|differenza| luoghi.as_ref()?.posto(differenza))
            .collect();
        let confronto = Confronto::nuovo(&riferimento.nome, &documento.nome, differenze);
        let vista = Vista::nuova(&confronto, &Nomi::di(&vecchia, &nuova));
        self.confrontati = true;
        self.riassunto = vista.riassunto;
        self.gruppi = vista.gruppi;
        Ok(())
    }
}

/// Where the cells, the indicators and the words of a document are printed.
struct Luoghi<'a> {
    documento: &'a str,
    celle: HashMap<Origine, (Impronta, usize)>,
    indicatori: HashMap<String, (Impronta, usize)>,
    pagine: Pagine,
}

impl<'a> Luoghi<'a> {
    fn di(scena: &Scena, documento: &'a Descrittore, pagine: &Anteprima) -> Self {
        Self {
            documento: &documento.id,
            celle: provenienza::celle(&scena.edizione, pagine),
            indicatori: provenienza::indicatori(&scena.edizione, pagine),
            pagine: Pagine::di(pagine),
        }
    }

    /// The cell that changed; else its indicator; else the words.
    fn posto(&self, Differenza { cosa, mutamento }: &Differenza) -> Option<Posto> {
        let cella = mutamento
            .luogo_nuovo()
            .and_then(|luogo| self.celle.get(luogo));
        let indicatore = || self.indicatori.get(&cosa.riga()?.indicatore);
        if let Some((impronta, segno)) = cella.or_else(indicatore) {
            return Some(self.qui(*impronta, Some(*segno), None));
        }
        let nuovo = mutamento
            .nuovo()
            .filter(|_| matches!(cosa, Cosa::Testo(..)))?;
        let Ritrovo { impronta, riquadro } = self.pagine.trova(&nuovo.testo)?;
        Some(self.qui(impronta, None, Some(riquadro)))
    }

    fn qui(&self, impronta: Impronta, segno: Option<usize>, riquadro: Option<Riquadro>) -> Posto {
        Posto {
            documento: self.documento.to_owned(),
            impronta,
            segno,
            riquadro,
        }
    }
}

async fn carica(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let (nome, byte) = file_mandato(richiesta, &BOZZE).await?;
    a_parte(move || {
        let file = match nome.ends_with(anno::ARCHIVIO) {
            true => anno::spacchetta(&studio, CASSETTO, &nome, &byte)?.join(MODELLO),
            false => {
                let file = studio.cassetto(CASSETTO)?.join(&nome);
                std::fs::write(&file, &byte)?;
                file
            }
        };
        studio.riferimento.metti(Riferimento {
            bozza: bozza(&nome, &file)?,
            nome: nome.clone(),
        });
        Ok(in_json(&nome))
    })
    .await
}

/// One of those that are at hand for a document.
#[derive(Deserialize)]
struct Scelta {
    documento: String,
    quale: String,
}

async fn scegli(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let scelta: Scelta = detto(richiesta).await?;
    a_parte(move || {
        let (scena, _) = studio.aperto()?;
        let documento = scena.documento(&scelta.documento);
        let a_mano = alla_mano(&scena.edizione, documento.ok_or_else(Rifiuto::assente)?);
        let scelta = a_mano.into_iter().find(|una| una.id == scelta.quale);
        let scelta = scelta.ok_or_else(Rifiuto::assente)?;
        studio.riferimento.metti(Riferimento {
            bozza: bozza(&scelta.nome, &scelta.file)?,
            nome: scelta.nome,
        });
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

async fn togli(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Niente {} = detto(richiesta).await?;
    studio.riferimento.togli();
    Ok(StatusCode::NO_CONTENT.into_response())
}
