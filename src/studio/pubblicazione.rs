//! Publishing: what would come out, the reason of a new version, the button, the result.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use crate::documents;
use crate::typeset::Documento;

use super::comandi::{self, parole};
use super::risposte::{Rifiuto, Risposta, Studio, a_parte, detto, html, in_json};
use super::viste::Testata;

/// Where the command writes where nobody says otherwise.
const USCITA: &str = "output/pubblicazione";

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
        let (scena, ..) = studio.aperto()?;
        let modello = scena.edizione.modello();
        let tutti = documents::tutti(&modello.documenti).into_iter();
        let documenti = tutti.filter(|d| d.ha_capitoli()).map(|d| {
            let atto = modello.documenti.get(&d.id);
            let perche = || {
                if !d.pubblico {
                    return Some("resta nell'ufficio".to_owned());
                }
                if !scena.edizione.ha_capitoli(&d.id) {
                    return Some(format!("mancano i capitoli in {}", d.cartella()));
                }
                if let Err(perche) = scena.senza_errori(&d) {
                    return Some(perche);
                }
                let documento = Documento::con_capitoli(&scena.edizione, &d)?;
                documento
                    .bozza()
                    .map(|bozza| format!("è una bozza {bozza}"))
            };
            Voce {
                perche: perche(),
                titolo: atto.map_or_else(|| d.nome.clone(), |atto| atto.titolo.clone()),
                senza_atto: atto.is_some_and(|atto| atto.delibera.is_none()),
                id: d.id.clone(),
            }
        });
        let vista = Vista {
            testata: studio.testata("pubblica"),
            documenti: documenti.collect(),
            uscita: uscita().display().to_string(),
            errori: scena.diagnosi.iter().filter(|d| d.blocca()).count(),
        };
        Ok(html(studio.pagine.html("pubblica.html", vista)?))
    })
    .await
}

/// The folder, whole: the person must find it again.
fn uscita() -> PathBuf {
    let qui = std::env::current_dir().unwrap_or_default();
    qui.join(USCITA)
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
    let (scena, cartella, _) = studio.aperto()?;
    let radice = cartella.radice().canonicalize();
    let radice = radice.map_err(|causa| Rifiuto::scrittura(&causa))?;
    let mut argomenti = parole(["pubblica"]);
    if let Some(id) = &richiesta.documento {
        let scelto = scena.documento(id).ok_or_else(Rifiuto::assente)?;
        argomenti.push((&scelto.id).into());
    }
    argomenti.extend(parole(come.iter().copied()));
    argomenti.push("--dati".into());
    argomenti.push(radice.into_os_string());
    argomenti.push("--uscita".into());
    argomenti.push(USCITA.into());
    let motivo = richiesta.motivo.as_deref().map(str::trim);
    if let Some(motivo) = motivo.filter(|motivo| !motivo.is_empty()) {
        argomenti.push(format!("--motivo={motivo}").into());
    }
    let fatto = comandi::esegui(Path::new("."), &argomenti);
    Ok(in_json(&fatto.map_err(|causa| Rifiuto::scrittura(&causa))?))
}
