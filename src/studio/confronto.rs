//! Two drafts compared: sent to the page, or the cycle that is open. It needs no cycle.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::comandi::{self, parole};
use super::risposte::{
    Niente, Rifiuto, Risposta, Studio, a_parte, da_scaricare, detto, file_mandato, html, in_json,
};
use super::viste::Testata;

/// The two sides, as addresses and folders name them.
const LATI: [&str; 2] = ["prima", "adesso"];
/// What a draft may be.
const AMMESSI: [&str; 2] = ["pdf", "json"];
/// The report is a page that stands alone, with its own style and script: it is shown in a box of
/// its own, from which it reaches nothing of ours.
const POLITICA_DEL_RAPPORTO: &str = "default-src 'none'; style-src 'unsafe-inline'; \
                                     script-src 'unsafe-inline'; sandbox allow-scripts; \
                                     frame-ancestors 'self'";

pub(super) fn rotte() -> Router<Arc<Studio>> {
    Router::new()
        .route("/confronta", get(confronta))
        .route("/carica/bozza/{lato}", post(carica))
        .route("/azioni/usa-ciclo", post(usa_ciclo))
        .route("/azioni/confronta", post(prova))
        .route("/confronta/rapporto", get(rapporto))
        .route("/confronta/rapporto.pdf", get(rapporto_pdf))
}

#[derive(Serialize)]
struct Vista {
    testata: Testata,
    lati: Vec<Lato>,
    /// Whether there is a cycle that may stand on one side.
    ciclo: bool,
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
        nome: scelto(&studio, id).map(|(nome, _)| nome),
    });
    let vista = Vista {
        testata: studio.testata("confronta"),
        lati: lati.collect(),
        ciclo: studio.banco.cartella().is_some(),
    };
    Ok(html(studio.pagine.html("confronta.html", vista)?))
}

/// The name of a side; what is no side has no address.
fn lato(nome: &str) -> Result<&'static str, Rifiuto> {
    let noto = LATI.iter().find(|lato| **lato == nome);
    noto.copied().ok_or_else(Rifiuto::assente)
}

/// What stands on a side: a file that was sent, or else the cycle if it was chosen. With the
/// argument by which the command knows it.
fn scelto(studio: &Studio, lato: &str) -> Option<(String, OsString)> {
    let voci = fs::read_dir(studio.carte.path().join(lato)).ok()?;
    let voce = voci.flatten().next()?;
    let nome = voce.file_name().to_string_lossy().into_owned();
    if nome != CICLO {
        return Some((nome.clone(), PathBuf::from(lato).join(nome).into()));
    }
    let radice = studio.banco.cartella()?.radice().canonicalize().ok()?;
    Some(("il ciclo aperto".to_owned(), radice.into_os_string()))
}

/// Stands in a side's folder for the cycle that is open: no file that is sent has this name.
const CICLO: &str = "ciclo-aperto";

async fn carica(
    State(studio): State<Arc<Studio>>,
    Path(quale): Path<String>,
    richiesta: Request,
) -> Risposta {
    let lato = lato(&quale)?;
    let (nome, byte) = file_mandato(richiesta, &AMMESSI).await?;
    a_parte(move || {
        let cassetto = studio.cassetto(lato)?;
        fs::write(cassetto.join(&nome), &byte)?;
        Ok(in_json(&nome))
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
    a_parte(move || {
        studio.aperto()?;
        let cassetto = studio.cassetto(lato)?;
        fs::write(cassetto.join(CICLO), "")?;
        Ok(in_json(&"il ciclo aperto"))
    })
    .await
}

/// How many differences there are and where, or why the two cannot be compared.
async fn prova(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Niente {} = detto(richiesta).await?;
    a_parte(move || Ok(in_json(&confronto(&studio, &["--riassunto"])?))).await
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

/// Compares the two sides.
fn confronto(studio: &Studio, come: &[&str]) -> Result<comandi::Detto, Rifiuto> {
    let mut argomenti = parole(["confronta"]);
    for lato in LATI {
        let (_, argomento) =
            scelto(studio, lato).ok_or_else(|| Rifiuto::sbagliata("Scegli prima le due bozze."))?;
        argomenti.push(argomento);
    }
    argomenti.extend(parole(come.iter().copied()));
    let fatto = comandi::esegui(studio.carte.path(), &argomenti)?;
    match fatto.esito {
        0 | 1 => Ok(fatto),
        _ => Err(Rifiuto::superata(&fatto.testo)),
    }
}
