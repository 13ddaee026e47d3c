//! The round: what each service has handed in, forms to download, returned ones to take.

use std::fs;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::anno::moduli;
use crate::anno::stato::{Stato, oggi, stato};
use crate::opendata::Formato;
use crate::read::ciclo;
use crate::read::modulo::{Che, italiana};

use super::comandi::{self, parole};
use super::risposte::{
    Niente, Rifiuto, Risposta, Studio, a_parte, da_scaricare, detto, file_mandato, html, in_json,
};
use super::viste::Testata;

/// Where returned forms wait.
const RESTITUITI: &str = "restituiti";
/// What a form may be.
const AMMESSI: [&str; 3] = ["xlsx", "xlsm", "ods"];

pub(super) fn rotte() -> Router<Arc<Studio>> {
    Router::new()
        .route("/giro", get(giro))
        .route("/giro/tabella", get(tabella))
        .route("/moduli/{che}/{cruscotto}", get(modulo))
        .route("/carica/modulo", post(carica))
        .route("/azioni/togli-moduli", post(togli))
        .route("/azioni/prova-moduli", post(prova))
        .route("/azioni/prendi-moduli", post(prendi))
}

#[derive(Serialize)]
struct Vista {
    testata: Testata,
    stato: Stato,
    al: String,
}

impl Vista {
    fn di(studio: &Studio) -> Result<Self, Rifiuto> {
        let (scena, cartella) = studio.aperto()?;
        let oggi = oggi();
        let moduli = ciclo::moduli(&cartella).dati;
        Ok(Self {
            testata: studio.testata("giro"),
            stato: stato(&scena.edizione, scena.diagnosi(), &moduli, oggi),
            al: italiana(oggi),
        })
    }
}

async fn giro(State(studio): State<Arc<Studio>>) -> Risposta {
    vista(studio, "giro.html").await
}

async fn tabella(State(studio): State<Arc<Studio>>) -> Risposta {
    vista(studio, "tabella.html").await
}

async fn vista(studio: Arc<Studio>, pagina: &'static str) -> Risposta {
    a_parte(move || Ok(html(studio.pagine.html(pagina, Vista::di(&studio)?)?))).await
}

/// A form, for the cruscotto of an id: `piano`, `consuntivo`, or the day of a monitoring.
async fn modulo(
    State(studio): State<Arc<Studio>>,
    Path((che, id)): Path<(String, String)>,
) -> Risposta {
    a_parte(move || {
        let (scena, _) = studio.aperto()?;
        let modello = scena.edizione.modello();
        let che = match che.as_str() {
            "piano" => Che::Piano(modello.anno),
            "consuntivo" => Che::Consuntivo(modello.anno_relazione),
            giorno => {
                let giorno: Date = giorno.parse().map_err(|_| Rifiuto::assente())?;
                Some(giorno)
                    .filter(|giorno| giorno.year() == modello.anno)
                    .map(Che::Monitoraggio)
                    .ok_or_else(|| Rifiuto::sbagliata("Il giorno non è nell'anno del ciclo."))?
            }
        };
        let suoi = moduli::moduli(&scena.edizione, che, |cruscotto| cruscotto.id == id)
            .map_err(|guasto| Rifiuto::superata(&guasto.to_string()))?;
        let (nome, byte) = suoi.into_iter().next().ok_or_else(|| {
            Rifiuto::superata("Nel foglio di questo servizio non c'è ancora nessun indicatore.")
        })?;
        let nome = format!("{}-{nome}", che.scritto().replace(' ', "-"));
        Ok(da_scaricare(&nome, Formato::Xlsx.media(), byte))
    })
    .await
}

async fn carica(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let (nome, byte) = file_mandato(richiesta, &AMMESSI).await?;
    a_parte(move || {
        let cassetto = studio.carte.path().join(RESTITUITI);
        fs::create_dir_all(&cassetto)?;
        fs::write(cassetto.join(&nome), &byte)?;
        Ok(in_json(&nome))
    })
    .await
}

async fn togli(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Niente {} = detto(richiesta).await?;
    studio.cassetto(RESTITUITI)?;
    Ok(axum::http::StatusCode::NO_CONTENT.into_response())
}

/// What would be taken, cell by cell: nothing is.
async fn prova(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Niente {} = detto(richiesta).await?;
    a_parte(move || raccogli(&studio, &["--prova"])).await
}

/// Whether forms that were changed outside their cells are taken too.
#[derive(Deserialize)]
struct Presa {
    accetta: bool,
}

async fn prendi(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Presa { accetta } = detto(richiesta).await?;
    a_parte(move || {
        let come: &[&str] = if accetta { &["--accetta"] } else { &[] };
        let risposta = raccogli(&studio, come)?;
        studio.cassetto(RESTITUITI)?;
        Ok(risposta)
    })
    .await
}

fn raccogli(studio: &Studio, come: &[&str]) -> Risposta {
    let (_, cartella) = studio.aperto()?;
    let mut argomenti = parole(["raccogli", RESTITUITI]);
    argomenti.extend(parole(come.iter().copied()));
    let fatto = comandi::sul_ciclo(&cartella, studio.carte.path(), argomenti)?;
    Ok(in_json(&fatto))
}
