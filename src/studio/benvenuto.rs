//! The first run: a cycle to open among those at hand, a new one, or next year's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use crate::anno::dimostrazione;
use crate::cycle::{self, Cartella};
use crate::model::nome::slug;

use super::comandi::{self, parole};
use super::risposte::{Niente, Rifiuto, Risposta, Studio, a_parte, detto, html, in_json};
use super::viste::Testata;

/// Where cycles are looked for, beside the folder that the program was started in.
const DATI: &str = "data";
/// How systems call the folder in which people keep what they write.
const DOCUMENTI: [&str; 2] = ["Documenti", "Documents"];

pub(super) fn rotte() -> Router<Arc<Studio>> {
    Router::new()
        .route("/benvenuto", get(benvenuto))
        .route("/azioni/apri-ciclo", post(apri))
        .route("/azioni/nuovo-ciclo", post(nuovo))
        .route("/azioni/dimostrazione", post(apri_dimostrazione))
        .route("/azioni/anno-nuovo", post(anno_nuovo))
}

#[derive(Serialize)]
struct Vista {
    testata: Testata,
    cicli: Vec<VistaCiclo>,
    /// The folders in which a new one may be made; the first unless another is chosen.
    luoghi: Vec<VistaLuogo>,
}

/// A cycle at hand.
#[derive(Serialize)]
pub(super) struct VistaCiclo {
    /// Its position in the list.
    n: usize,
    /// As the list knows it.
    id: String,
    nome: String,
    /// The folder that it stands in.
    dentro: String,
    aperto: bool,
}

#[derive(Serialize)]
struct VistaLuogo {
    id: Luogo,
    percorso: String,
}

async fn benvenuto(State(studio): State<Arc<Studio>>) -> Risposta {
    a_parte(move || {
        let aperto = studio.banco.cartella();
        let luoghi = luoghi().into_iter();
        let vista = Vista {
            testata: studio.testata("benvenuto"),
            cicli: viste(aperto.as_ref()),
            luoghi: luoghi
                .map(|(id, cartella)| VistaLuogo {
                    id,
                    percorso: intera(&cartella).display().to_string(),
                })
                .collect(),
        };
        Ok(html(studio.pagine.html("benvenuto.html", vista)?))
    })
    .await
}

/// The cycles at hand, as the page shows them.
pub(super) fn viste(aperto: Option<&Cartella>) -> Vec<VistaCiclo> {
    let cicli = cicli();
    let cicli = cicli.iter().enumerate();
    cicli.map(|(n, ciclo)| vista(n, ciclo, aperto)).collect()
}

fn vista(n: usize, ciclo: &Path, aperto: Option<&Cartella>) -> VistaCiclo {
    let intero = intera(ciclo);
    let parte =
        |parte: Option<&std::ffi::OsStr>| parte.map(|parte| parte.to_string_lossy().into_owned());
    VistaCiclo {
        n,
        id: ciclo.display().to_string(),
        nome: parte(intero.file_name()).unwrap_or_default(),
        dentro: parte(intero.parent().map(Path::as_os_str)).unwrap_or_default(),
        aperto: aperto.is_some_and(|aperto| intera(aperto.radice()) == intero),
    }
}

/// The cycles at hand: this folder, those in it, those under `data/` and among the documents.
fn cicli() -> Vec<PathBuf> {
    let dentro = |cartella: &Path| -> Vec<PathBuf> {
        let voci = std::fs::read_dir(cartella).into_iter().flatten().flatten();
        voci.map(|voce| voce.path()).collect()
    };
    let mut trovati = dentro(Path::new("."));
    trovati.extend(dentro(Path::new(DATI)));
    trovati.extend(documenti().iter().flat_map(|cartella| dentro(cartella)));
    trovati.push(PathBuf::from("."));
    trovati.retain(|cartella| cartella.join(cycle::FILE).is_file());
    trovati.sort();
    trovati
}

/// A folder in which cycles are made, as the page names it: never by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Luogo {
    /// The folder that the program was started in, or its `data/`.
    Qui,
    /// The person's own.
    Documenti,
}

/// The folders in which cycles may be made, the likeliest first. Who starts the program by a double
/// click stands in no folder that means anything: there the documents come before.
fn luoghi() -> Vec<(Luogo, PathBuf)> {
    let dati = PathBuf::from(DATI);
    let qui = match dati.is_dir() {
        true => dati,
        false => PathBuf::from("."),
    };
    let mut luoghi = vec![(Luogo::Qui, qui)];
    if let Some(documenti) = documenti() {
        let adesso = std::env::current_dir().unwrap_or_default();
        let di_nessuno = adesso.parent().is_none() || Some(adesso) == std::env::home_dir();
        let posto = usize::from(!di_nessuno);
        luoghi.insert(posto, (Luogo::Documenti, documenti));
    }
    luoghi
}

/// The folder of the person's documents.
fn documenti() -> Option<PathBuf> {
    let casa = std::env::home_dir()?;
    let mut note = DOCUMENTI.into_iter().map(|nome| casa.join(nome));
    note.find(|cartella| cartella.is_dir())
}

/// The folder of a place.
fn dove(luogo: Luogo) -> Result<PathBuf, Rifiuto> {
    let mut luoghi = luoghi().into_iter();
    let trovato = luoghi.find(|(id, _)| *id == luogo);
    trovato
        .map(|(_, cartella)| cartella)
        .ok_or_else(Rifiuto::assente)
}

/// A folder as a person finds it again, by its one name.
fn intera(cartella: &Path) -> PathBuf {
    let vera = cartella.canonicalize();
    vera.or_else(|_| std::path::absolute(cartella))
        .unwrap_or_else(|_| cartella.to_owned())
}

/// A cycle of the list, by its position and by the name that the page showed.
#[derive(Deserialize)]
pub(super) struct Scelta {
    n: usize,
    nome: String,
}

impl Scelta {
    /// Its folder, if the list is still as the page showed it.
    pub(super) fn cartella(&self) -> Result<PathBuf, Rifiuto> {
        let scelto = cicli().into_iter().nth(self.n);
        let scelto = scelto.filter(|ciclo| ciclo.display().to_string() == self.nome);
        scelto.ok_or_else(|| {
            Rifiuto::superata("Nel frattempo le cartelle sono cambiate: ricarica la pagina.")
        })
    }
}

async fn apri(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let scelta: Scelta = detto(richiesta).await?;
    a_parte(move || {
        studio.apri(Cartella::nuova(scelta.cartella()?));
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

#[derive(Deserialize)]
struct Richiesta {
    dove: Luogo,
    ente: String,
    anno: i16,
    servizi: Vec<String>,
}

async fn nuovo(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Richiesta {
        dove: luogo,
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
        let cartella = dove(luogo)?.join(format!("{}-{anno}", slug(&ente)));
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
        let nome = format!("{}-{anno}", slug(&modello.ente.nome));
        let cartella = accanto(&vecchia).join(nome);
        let mut argomenti = parole(["nuovo"]);
        argomenti.push(cartella.clone().into_os_string());
        argomenti.push("--da".into());
        argomenti.push(vecchia.radice().as_os_str().to_owned());
        crea(&studio, cartella, &argomenti)
    })
    .await
}

/// The folder that a cycle stands in.
fn accanto(ciclo: &Cartella) -> PathBuf {
    let intera = intera(ciclo.radice());
    intera.parent().map_or(intera.clone(), Path::to_owned)
}

#[derive(Deserialize)]
struct Dove {
    dove: Luogo,
}

/// Opens the demonstration: a copy of its own, which is left as it is if it is there already.
async fn apri_dimostrazione(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Dove { dove: luogo } = detto(richiesta).await?;
    a_parte(move || {
        let cartella = dove(luogo)?.join(dimostrazione::NOME);
        if !cartella.join(cycle::FILE).is_file() {
            dimostrazione::scrivi(&cartella)
                .map_err(|guasto| Rifiuto::superata(&guasto.to_string()))?;
        }
        studio.apri(Cartella::nuova(cartella));
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

/// Makes a cycle, and opens it if it was made.
fn crea(studio: &Studio, cartella: PathBuf, argomenti: &[std::ffi::OsString]) -> Risposta {
    let fatto = comandi::esegui(Path::new("."), argomenti)?;
    if fatto.esito == 0 {
        studio.apri(Cartella::nuova(cartella));
    }
    Ok(in_json(&fatto))
}
