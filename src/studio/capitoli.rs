//! The chapters, written in the page: the placeholders that there are, and a file that is saved only
//! if nobody else changed it meanwhile.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::cycle::Cartella;
use crate::output;

use super::rilievi::{Rilievo, rilievi_di};
use super::risposte::{Rifiuto, Risposta, Studio, a_parte, detto, html, in_json, verso};
use super::scena::Scena;
use super::viste::Testata;

pub(super) fn rotte() -> Router<Arc<Studio>> {
    Router::new()
        .route("/capitoli", get(primo))
        .route("/capitoli/{documento}/{n}", get(capitolo))
        .route("/capitoli/{documento}/{n}/rilievi", get(rilievi))
        .route("/azioni/salva-capitolo", post(salva))
}

#[derive(Serialize)]
struct Vista<'a> {
    testata: Testata,
    documenti: Vec<VistaDocumento<'a>>,
    documento: &'a str,
    n: usize,
    file: &'a str,
    testo: &'a str,
    impronta: String,
    segnaposti: Vec<String>,
    scena: u64,
    rilievi: Vec<Rilievo<'a>>,
}

#[derive(Serialize)]
struct VistaDocumento<'a> {
    id: &'a str,
    nome: &'a str,
    capitoli: Vec<VistaCapitolo>,
}

#[derive(Serialize)]
struct VistaCapitolo {
    nome: String,
    scelto: bool,
}

/// The chapters of a document, in their order.
fn file_di(cartella: &Cartella, scena: &Scena, documento: &str) -> Vec<String> {
    let trovato = scena.documento(documento);
    trovato.map_or_else(Vec::new, |d| cartella.con_estensione(&d.cartella(), "md"))
}

async fn primo(State(studio): State<Arc<Studio>>) -> Risposta {
    a_parte(move || {
        let (scena, cartella, _) = studio.aperto()?;
        let mut scritti = scena.documenti.iter().map(|d| d.id.as_str());
        let primo = scritti.find(|id| !file_di(&cartella, &scena, id).is_empty());
        let primo = primo.ok_or_else(|| Rifiuto::superata("Non c'è ancora nessun capitolo."))?;
        Ok(verso(&format!("/capitoli/{primo}/0")))
    })
    .await
}

async fn capitolo(
    State(studio): State<Arc<Studio>>,
    Path((documento, n)): Path<(String, usize)>,
) -> Risposta {
    a_parte(move || {
        let (scena, cartella, _) = studio.aperto()?;
        let tutti = file_di(&cartella, &scena, &documento);
        let file = tutti.get(n).ok_or_else(Rifiuto::assente)?;
        let testo = leggi(&cartella, file)?;
        let voce = |(posto, file): (usize, &String), id: &str| VistaCapitolo {
            nome: leggibile(file),
            scelto: id == documento && posto == n,
        };
        let documenti = scena.documenti.iter().map(|d| VistaDocumento {
            id: &d.id,
            nome: &d.nome,
            capitoli: file_di(&cartella, &scena, &d.id)
                .iter()
                .enumerate()
                .map(|capitolo| voce(capitolo, &d.id))
                .collect(),
        });
        let vista = Vista {
            testata: studio.testata("capitoli"),
            documenti: documenti.filter(|d| !d.capitoli.is_empty()).collect(),
            documento: &documento,
            n,
            file,
            impronta: impronta(&testo),
            testo: &testo,
            segnaposti: scena.edizione.segnaposti(),
            scena: scena.numero,
            rilievi: rilievi_di(&scena, file),
        };
        Ok(html(studio.pagine.html("capitoli.html", vista)?))
    })
    .await
}

#[derive(Serialize)]
struct SoloRilievi<'a> {
    scena: u64,
    rilievi: Vec<Rilievo<'a>>,
}

async fn rilievi(
    State(studio): State<Arc<Studio>>,
    Path((documento, n)): Path<(String, usize)>,
) -> Risposta {
    a_parte(move || {
        let (scena, cartella, _) = studio.aperto()?;
        let tutti = file_di(&cartella, &scena, &documento);
        let file = tutti.get(n).ok_or_else(Rifiuto::assente)?;
        let vista = SoloRilievi {
            scena: scena.numero,
            rilievi: rilievi_di(&scena, file),
        };
        Ok(html(studio.pagine.html("voci.html", vista)?))
    })
    .await
}

/// `testi/piano/10-presentazione.md` → `presentazione`.
fn leggibile(file: &str) -> String {
    let nome = file.rsplit('/').next().unwrap_or(file);
    let nome = nome.trim_end_matches(".md");
    let nome = nome.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    nome.replace('-', " ")
}

fn leggi(cartella: &Cartella, file: &str) -> Result<String, Rifiuto> {
    let byte = cartella
        .leggi(file)
        .map_err(|causa| Rifiuto::scrittura(&causa))?;
    String::from_utf8(byte)
        .map_err(|_| Rifiuto::superata("Il capitolo non è in UTF-8: salvalo di nuovo come testo."))
}

fn impronta(testo: &str) -> String {
    let somma = Sha256::digest(testo);
    somma.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Deserialize)]
struct Salvataggio {
    documento: String,
    n: usize,
    /// What the text was when the page read it.
    impronta: String,
    testo: String,
}

async fn salva(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Salvataggio {
        documento,
        n,
        impronta: prima,
        testo,
    } = detto(richiesta).await?;
    a_parte(move || {
        let (scena, cartella, _) = studio.aperto()?;
        let tutti = file_di(&cartella, &scena, &documento);
        let file = tutti.get(n).ok_or_else(Rifiuto::assente)?;
        let adesso = leggi(&cartella, file)?;
        if impronta(&adesso) != prima {
            return Err(Rifiuto::superata(
                "Qualcun altro ha cambiato questo capitolo: il tuo testo resta qui, il file non \
                 è stato toccato. Copia quello che hai scritto e ricarica la pagina.",
            ));
        }
        // Some editors end lines as Windows does: the file keeps the habit that it has.
        let testo = testo.replace("\r\n", "\n");
        let testo = match adesso.contains("\r\n") {
            true => testo.replace('\n', "\r\n"),
            false => testo,
        };
        let percorso: PathBuf = cartella.radice().join(file);
        let scritto = output::scrivi(&percorso, testo.as_bytes());
        scritto.map_err(|causa| Rifiuto::scrittura(&causa))?;
        Ok(in_json(&impronta(&testo)))
    })
    .await
}
