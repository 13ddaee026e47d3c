//! Publishing: what would come out, the reason of a new version, the button, the result.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use crate::documents::Descrittore;
use crate::model::Diagnosi;
use crate::publish;

use super::comandi::{self, parole};
use super::risposte::{Rifiuto, Risposta, Studio, a_parte, detto, html, in_json};
use super::scena::{Mostrato, Scena};
use super::viste::Testata;

pub(super) fn rotte() -> Router<Arc<Studio>> {
    Router::new()
        .route("/pubblica", get(pubblica))
        .route("/azioni/prova-pubblicazione", post(prova))
        .route("/azioni/pubblica", post(esegui))
}

#[derive(Serialize)]
struct Vista {
    testata: Testata,
    documenti: Vec<Voce>,
    uscita: String,
    /// What stops everything, if anything does.
    errori: usize,
}

/// A document, and whether it may be published.
#[derive(Serialize)]
struct Voce {
    id: String,
    titolo: String,
    /// Why it may not; none where it may.
    perche: Option<String>,
    /// What is still to be said, and stops nobody.
    senza_atto: bool,
}

async fn pubblica(State(studio): State<Arc<Studio>>) -> Risposta {
    a_parte(move || {
        let (scena, _) = studio.aperto()?;
        let vista = Vista {
            testata: studio.testata("pubblica"),
            documenti: scena.documenti.iter().map(|d| voce(&scena, d)).collect(),
            uscita: uscita().display().to_string(),
            errori: scena.diagnosi().iter().filter(|d| d.blocca()).count(),
        };
        Ok(html(studio.pagine.html("pubblica.html", vista)?))
    })
    .await
}

fn voce(scena: &Scena, documento: &Descrittore) -> Voce {
    let detto = scena.edizione.modello().documenti.get(&documento.id);
    Voce {
        id: documento.id.clone(),
        titolo: scena.edizione.atto(documento).titolo,
        perche: perche_no(scena, documento),
        senza_atto: detto.is_some_and(|atto| atto.delibera.is_none()),
    }
}

/// Why a document may not be published, as the command would refuse it; none where it may.
fn perche_no(scena: &Scena, documento: &Descrittore) -> Option<String> {
    if !documento.pubblico {
        return Some("resta nell'ufficio".to_owned());
    }
    if !scena.edizione.ha_capitoli(&documento.id) {
        return Some(format!("mancano i capitoli in {}", documento.cartella()));
    }
    let pronto = match scena.pronto(Mostrato::Documento(documento)) {
        Ok(pronto) => pronto,
        Err(perche) => return Some(perche),
    };
    let bozza = pronto.bozza().map(|bozza| format!("è una bozza {bozza}"));
    bozza.or_else(|| {
        let sue = scena
            .edizione
            .diagnosi_per_pubblicare(std::slice::from_ref(documento));
        let ferma = sue.into_iter().find(Diagnosi::blocca)?;
        Some(ferma.messaggio)
    })
}

/// The folder, whole: the person must find it again.
fn uscita() -> PathBuf {
    let qui = std::env::current_dir().unwrap_or_default();
    qui.join(publish::USCITA)
}

/// One document, or all.
#[derive(Deserialize)]
struct Richiesta {
    documento: Option<String>,
    motivo: Option<String>,
}

async fn prova(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let richiesta: Richiesta = detto(richiesta).await?;
    a_parte(move || esegui_con(&studio, &richiesta, &["--prova"])).await
}

async fn esegui(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let richiesta: Richiesta = detto(richiesta).await?;
    a_parte(move || esegui_con(&studio, &richiesta, &[])).await
}

fn esegui_con(studio: &Studio, richiesta: &Richiesta, come: &[&str]) -> Risposta {
    let (scena, cartella) = studio.aperto()?;
    let mut argomenti = parole(["pubblica"]);
    if let Some(id) = &richiesta.documento {
        let scelto = scena.documento(id).ok_or_else(Rifiuto::assente)?;
        argomenti.push((&scelto.id).into());
    }
    argomenti.extend(parole(come.iter().copied()));
    let motivo = richiesta.motivo.as_deref().map(str::trim);
    if let Some(motivo) = motivo.filter(|motivo| !motivo.is_empty()) {
        argomenti.push(format!("--motivo={motivo}").into());
    }
    let fatto = comandi::sul_ciclo(&cartella, Path::new("."), argomenti)?;
    Ok(in_json(&fatto))
}
