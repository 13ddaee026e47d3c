//! The first run: a cycle to open among those at hand, a new one, or next year's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use crate::cycle::{self, Cartella};
use crate::model::nome::slug;

use super::comandi::{self, parole};
use super::risposte::{Niente, Rifiuto, Risposta, Studio, a_parte, detto, html, in_json};
use super::viste::Testata;

/// Where cycles are looked for, beside the folder that the program was started in.
const DATI: &str = "data";

pub(super) fn rotte() -> Router<Arc<Studio>> {
    Router::new()
        .route("/benvenuto", get(benvenuto))
        .route("/azioni/apri-ciclo", post(apri))
        .route("/azioni/nuovo-ciclo", post(nuovo))
        .route("/azioni/anno-nuovo", post(anno_nuovo))
}

#[derive(Serialize)]
struct Vista {
    testata: Testata,
    cicli: Vec<String>,
    /// The folder in which a new one would be made.
    dove: String,
    aperto: Option<String>,
}

async fn benvenuto(State(studio): State<Arc<Studio>>) -> Risposta {
    a_parte(move || {
        let aperto = studio.banco.cartella();
        let vista = Vista {
            testata: studio.testata("benvenuto"),
            cicli: cicli().iter().map(|c| c.display().to_string()).collect(),
            dove: dove_per_intero().display().to_string(),
            aperto: aperto.map(|c| c.radice().display().to_string()),
        };
        Ok(html(studio.pagine.html("benvenuto.html", vista)?))
    })
    .await
}

/// The cycles at hand: this folder, those in it and those under `data/`.
fn cicli() -> Vec<PathBuf> {
    let dentro = |cartella: &Path| -> Vec<PathBuf> {
        let voci = std::fs::read_dir(cartella).into_iter().flatten().flatten();
        voci.map(|voce| voce.path()).collect()
    };
    let mut trovati = dentro(Path::new("."));
    trovati.extend(dentro(Path::new(DATI)));
    trovati.push(PathBuf::from("."));
    trovati.retain(|cartella| cartella.join(cycle::FILE).is_file());
    trovati.sort();
    trovati
}

/// The folder that new cycles are made in.
fn dove() -> PathBuf {
    let dati = PathBuf::from(DATI);
    match dati.is_dir() {
        true => dati,
        false => PathBuf::from("."),
    }
}

/// The same, as a person finds it again.
fn dove_per_intero() -> PathBuf {
    let qui = std::env::current_dir().unwrap_or_default();
    match dove() {
        dati if dati.ends_with(DATI) => qui.join(dati),
        _ => qui,
    }
}

/// A cycle of the list, by its position and by the name that the page showed.
#[derive(Deserialize)]
struct Scelta {
    n: usize,
    nome: String,
}

async fn apri(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let scelta: Scelta = detto(richiesta).await?;
    a_parte(move || {
        let scelto = cicli().into_iter().nth(scelta.n);
        let scelto = scelto.filter(|ciclo| ciclo.display().to_string() == scelta.nome);
        let scelto = scelto.ok_or_else(|| {
            Rifiuto::superata("Nel frattempo le cartelle sono cambiate: ricarica la pagina.")
        })?;
        studio.banco.apri(Cartella::nuova(scelto));
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

#[derive(Deserialize)]
struct Richiesta {
    ente: String,
    anno: i16,
    servizi: Vec<String>,
}

async fn nuovo(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Richiesta {
        ente,
        anno,
        servizi,
    } = detto(richiesta).await?;
    let servizi: Vec<String> = servizi
        .iter()
        .map(|nome| nome.trim().to_owned())
        .filter(|nome| !nome.is_empty())
        .collect();
    if ente.trim().is_empty() || servizi.is_empty() {
        return Err(Rifiuto::sbagliata(
            "Scrivi il nome dell'ente e almeno un servizio.",
        ));
    }
    // What begins with a dash would be read as an option.
    if servizi.iter().any(|nome| nome.starts_with('-')) {
        return Err(Rifiuto::sbagliata(
            "Il nome di un servizio non comincia con un trattino.",
        ));
    }
    a_parte(move || {
        let cartella = dove().join(format!("{}-{anno}", slug(&ente)));
        let mut argomenti = parole(["nuovo"]);
        argomenti.push(cartella.clone().into_os_string());
        argomenti.push(format!("--ente={ente}").into());
        argomenti.push(format!("--anno={anno}").into());
        argomenti.push("--servizi".into());
        argomenti.extend(parole(servizi));
        crea(&studio, cartella, &argomenti)
    })
    .await
}

/// Next year's cycle, from the one that is open.
async fn anno_nuovo(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Niente {} = detto(richiesta).await?;
    a_parte(move || {
        let (scena, vecchia) = studio.aperto()?;
        let modello = scena.edizione.modello();
        let anno = modello.anno.saturating_add(1);
        let cartella = dove().join(format!("{}-{anno}", slug(&modello.ente.nome)));
        let mut argomenti = parole(["nuovo"]);
        argomenti.push(cartella.clone().into_os_string());
        argomenti.push("--da".into());
        argomenti.push(vecchia.radice().as_os_str().to_owned());
        crea(&studio, cartella, &argomenti)
    })
    .await
}

/// Makes a cycle, and opens it if it was made.
fn crea(studio: &Studio, cartella: PathBuf, argomenti: &[std::ffi::OsString]) -> Risposta {
    let fatto = comandi::esegui(Path::new("."), argomenti)?;
    if fatto.esito == 0 {
        studio.banco.apri(Cartella::nuova(cartella));
    }
    Ok(in_json(&fatto))
}
