//! Two drafts compared: sent to the page, published, or the cycle that is open. It needs no cycle.
//! Their pages stand side by side with what changed outlined; each difference leads to its place on
//! both.

pub(super) mod affiancate;
pub(super) mod anno;
pub(super) mod bozze;
mod carta;
pub(super) mod lati;

use std::fs;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::benvenuto::{self, VistaCiclo};
use super::comandi::{self, parole};
use super::risposte::{
    Niente, Rifiuto, Risposta, Studio, a_parte, da_scaricare, detto, disegno, file_mandato, html,
    in_json, mandato_in,
};
use super::viste::Testata;

use affiancate::{Confrontate, LATI};
use bozze::BOZZE;
use lati::{lato, manca, scelto, usa_il_ciclo};

/// The report is a page that stands alone, with its own style and script: it is shown in a box of
/// its own, from which it reaches nothing of ours.
const POLITICA_DEL_RAPPORTO: &str = "default-src 'none'; style-src 'unsafe-inline'; \
                                     script-src 'unsafe-inline'; sandbox allow-scripts; \
                                     frame-ancestors 'self'";

pub(super) fn rotte() -> Router<Arc<Studio>> {
    Router::new()
        .route("/confronta", get(confronta))
        .route("/carica/bozza/{lato}", post(carica))
        .route("/carica/anno/{lato}", post(carica_anno))
        .route("/azioni/usa-ciclo", post(usa_ciclo))
        .route("/azioni/usa-cartella", post(usa_cartella))
        .route("/azioni/usa-anno", post(usa_anno))
        .route("/azioni/confronta", post(prova))
        .route("/confronta/foglio/{numero}/{lato}/{n}", get(foglio))
        .route("/confronta/rapporto", get(rapporto))
        .route("/confronta/rapporto.pdf", get(rapporto_pdf))
}

#[derive(Serialize)]
struct Vista {
    testata: Testata,
    lati: Vec<Lato>,
    /// Whether there is a cycle that may stand on one side.
    ciclo: bool,
    /// Those at hand, which may as well.
    cicli: Vec<VistaCiclo>,
    /// The years that are published, which may too.
    anni: Vec<i16>,
}

#[derive(Serialize)]
struct Lato {
    id: &'static str,
    titolo: &'static str,
    /// What was chosen.
    nome: Option<String>,
}

async fn confronta(State(studio): State<Arc<Studio>>) -> Risposta {
    let titoli = ["La bozza di prima", "La bozza di adesso"];
    let lati = LATI.iter().zip(titoli).map(|(id, titolo)| Lato {
        id,
        titolo,
        nome: scelto(&studio, id).map(|scelto| scelto.nome),
    });
    let aperto = studio.banco.cartella();
    let vista = Vista {
        testata: studio.testata("confronta"),
        lati: lati.collect(),
        ciclo: aperto.is_some(),
        cicli: benvenuto::viste(aperto.as_ref()),
        anni: anno::pubblicati()
            .into_iter()
            .map(|(anno, _)| anno)
            .collect(),
    };
    Ok(html(studio.pagine.html("confronta.html", vista)?))
}

async fn carica(
    State(studio): State<Arc<Studio>>,
    Path(quale): Path<String>,
    richiesta: Request,
) -> Risposta {
    let lato = lato(&quale)?;
    let (nome, byte) = file_mandato(richiesta, &BOZZE).await?;
    a_parte(move || {
        if nome.ends_with(anno::ARCHIVIO) {
            let cartella = anno::spacchetta(&studio, lato, &nome, &byte)?;
            return Ok(in_json(&lati::usa_la_cartella(&studio, lato, &cartella)?));
        }
        let cassetto = studio.cassetto(lato)?;
        fs::write(cassetto.join(&nome), &byte)?;
        Ok(in_json(&nome))
    })
    .await
}

/// A file of the folder of a published year.
async fn carica_anno(
    State(studio): State<Arc<Studio>>,
    Path(quale): Path<String>,
    richiesta: Request,
) -> Risposta {
    let lato = lato(&quale)?;
    let cartella = mandato_in(richiesta.headers(), "x-cartella").unwrap_or_default();
    let (nome, byte) = file_mandato(richiesta, &anno::AMMESSI).await?;
    a_parte(move || {
        let cartella = anno::metti(&studio, lato, &cartella, (&nome, &byte))?;
        Ok(in_json(&lati::usa_la_cartella(&studio, lato, &cartella)?))
    })
    .await
}

#[derive(Deserialize)]
struct Scelta {
    lato: String,
}

async fn usa_ciclo(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let scelta: Scelta = detto(richiesta).await?;
    let lato = lato(&scelta.lato)?;
    a_parte(move || Ok(in_json(&usa_il_ciclo(&studio, lato)?))).await
}

/// A cycle at hand.
#[derive(Deserialize)]
struct CartellaScelta {
    lato: String,
    ciclo: benvenuto::Scelta,
}

async fn usa_cartella(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let scelta: CartellaScelta = detto(richiesta).await?;
    let lato = lato(&scelta.lato)?;
    a_parte(move || {
        let cartella = scelta.ciclo.cartella()?;
        Ok(in_json(&lati::usa_la_cartella(&studio, lato, &cartella)?))
    })
    .await
}

/// A year that is published.
#[derive(Deserialize)]
struct AnnoScelto {
    lato: String,
    anno: i16,
}

async fn usa_anno(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let scelto: AnnoScelto = detto(richiesta).await?;
    let lato = lato(&scelto.lato)?;
    a_parte(move || {
        let mut anni = anno::pubblicati().into_iter();
        let suo = anni.find(|(anno, _)| *anno == scelto.anno);
        let (_, cartella) = suo.ok_or_else(Rifiuto::assente)?;
        Ok(in_json(&lati::usa_la_cartella(&studio, lato, &cartella)?))
    })
    .await
}

/// What changed, in words and on the pages, or why the two cannot be compared.
async fn prova(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Niente {} = detto(richiesta).await?;
    a_parte(move || {
        let confrontate = Confrontate::nuove(lati::apri(&studio)?);
        let elenco = studio
            .pagine
            .html("differenze.html", confrontate.elenco())?;
        let vista = in_json(&confrontate.vista(elenco));
        studio.confrontate.metti(confrontate);
        Ok(vista)
    })
    .await
}

/// A page of a side, as it is on paper.
async fn foglio(
    State(studio): State<Arc<Studio>>,
    Path((numero, quale, n)): Path<(u64, String, usize)>,
) -> Risposta {
    let lato = lato(&quale)?;
    a_parte(move || {
        let confrontate = studio.confrontate.prendi();
        let queste = confrontate.filter(|una| una.numero == numero);
        let svg = queste.and_then(|una| una.foglio(lato, n));
        Ok(disegno(svg.ok_or_else(Rifiuto::assente)?).into_response())
    })
    .await
}

async fn rapporto(State(studio): State<Arc<Studio>>) -> Risposta {
    a_parte(move || {
        let fatto = confronto(&studio, &["--formato", "html"])?.fatto;
        let mut risposta = html(String::from_utf8_lossy(&fatto).into_owned());
        let politica = HeaderValue::from_static(POLITICA_DEL_RAPPORTO);
        risposta
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, politica);
        Ok(risposta)
    })
    .await
}

async fn rapporto_pdf(State(studio): State<Arc<Studio>>) -> Risposta {
    a_parte(move || {
        confronto(&studio, &["--formato", "pdf", "-o", "confronto.pdf"])?;
        let byte = fs::read(studio.carte.path().join("confronto.pdf"))?;
        Ok(da_scaricare("confronto.pdf", "application/pdf", byte))
    })
    .await
}

/// Compares the two sides as the command does.
fn confronto(studio: &Studio, come: &[&str]) -> Result<comandi::Detto, Rifiuto> {
    let mut argomenti = parole(["confronta"]);
    for lato in LATI {
        argomenti.push(scelto(studio, lato).ok_or_else(manca)?.argomento);
    }
    argomenti.extend(parole(come.iter().copied()));
    let fatto = comandi::esegui(studio.carte.path(), &argomenti)?;
    match fatto.esito {
        0 | 1 => Ok(fatto),
        _ => Err(Rifiuto::superata(&fatto.testo)),
    }
}
