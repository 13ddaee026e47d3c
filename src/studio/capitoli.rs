//! The chapters, written in the page: the placeholders that there are, and a file that is saved only
//! if nobody else changed it meanwhile.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use crate::cycle::Cartella;
use crate::cycle::cartella::radice_del_nome;
use crate::documents::Descrittore;
use crate::opendata::sha256;
use crate::output;

use super::rilievi::{Rilievo, rilievi_di};
use super::risposte::{
    Rifiuto, Risposta, Studio, a_parte, detto, html, in_indirizzo, in_json, verso,
};
use super::scena::Scena;
use super::viste::Testata;

pub(super) fn rotte() -> Router<Arc<Studio>> {
    Router::new()
        .route("/capitoli", get(primo))
        .route("/capitoli/{documento}/{nome}", get(capitolo))
        .route("/capitoli/{documento}/{nome}/rilievi", get(rilievi))
        .route("/azioni/salva-capitolo", post(salva))
}

#[derive(Serialize)]
struct Vista<'a> {
    testata: Testata,
    documenti: Vec<VistaDocumento<'a>>,
    documento: &'a str,
    /// Of the chapter, among those of the document.
    nome: &'a str,
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
    /// Its name as the end of an address.
    indirizzo: String,
    scelto: bool,
}

/// The chapters of a document, in their order.
fn file_di(cartella: &Cartella, documento: &Descrittore) -> Vec<String> {
    cartella.con_estensione(&documento.cartella(), "md")
}

/// A chapter of the cycle that is open, by its document and its name there, which stays the same
/// when others come and go: its file, with what it is a part of.
fn scelto(
    studio: &Studio,
    documento: &str,
    nome: &str,
) -> Result<(Arc<Scena>, Cartella, String), Rifiuto> {
    let (scena, cartella) = studio.aperto()?;
    let documento = scena.documento(documento).ok_or_else(Rifiuto::assente)?;
    let mut suoi = file_di(&cartella, documento).into_iter();
    let file = suoi.find(|file| radice_del_nome(file) == nome);
    let file = file.ok_or_else(|| {
        let detto = "Questo capitolo non c'è più: è stato tolto, o ha un altro nome. Quello che \
                     hai scritto resta qui: copialo prima di lasciare la pagina.";
        Rifiuto(StatusCode::NOT_FOUND, detto.to_owned())
    })?;
    Ok((scena, cartella, file))
}

async fn primo(State(studio): State<Arc<Studio>>) -> Risposta {
    a_parte(move || {
        let (scena, cartella) = studio.aperto()?;
        let mut documenti = scena.documenti.iter();
        let primo = documenti.find_map(|d| Some((d, file_di(&cartella, d).into_iter().next()?)));
        let (documento, file) =
            primo.ok_or_else(|| Rifiuto::superata("Non c'è ancora nessun capitolo."))?;
        let nome = in_indirizzo(radice_del_nome(&file));
        Ok(verso(&format!("/capitoli/{}/{nome}", documento.id)))
    })
    .await
}

async fn capitolo(
    State(studio): State<Arc<Studio>>,
    Path((documento, nome)): Path<(String, String)>,
) -> Risposta {
    a_parte(move || {
        let (scena, cartella, file) = scelto(&studio, &documento, &nome)?;
        let testo = leggi(&cartella, &file)?;
        let documenti = scena.documenti.iter().map(|d| VistaDocumento {
            id: &d.id,
            nome: &d.nome,
            capitoli: file_di(&cartella, d)
                .iter()
                .map(|suo| VistaCapitolo {
                    nome: leggibile(suo),
                    indirizzo: in_indirizzo(radice_del_nome(suo)),
                    scelto: *suo == file,
                })
                .collect(),
        });
        let vista = Vista {
            testata: studio.testata("capitoli"),
            documenti: documenti.filter(|d| !d.capitoli.is_empty()).collect(),
            documento: &documento,
            nome: &nome,
            file: &file,
            impronta: sha256(testo.as_bytes()),
            testo: &testo,
            segnaposti: scena.edizione.segnaposti(),
            scena: scena.numero,
            rilievi: rilievi_di(&scena, &file),
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
    Path((documento, nome)): Path<(String, String)>,
) -> Risposta {
    a_parte(move || {
        let (scena, cartella, file) = scelto(&studio, &documento, &nome)?;
        let vista = SoloRilievi {
            scena: scena.numero,
            rilievi: rilievi_di(&scena, &file),
        };
        // By this the page learns that the file is no longer what it read.
        let adesso = [("x-impronta", sha256(leggi(&cartella, &file)?.as_bytes()))];
        let voci = html(studio.pagine.html("voci.html", vista)?);
        Ok((adesso, voci).into_response())
    })
    .await
}

/// `testi/piano/10-presentazione.md` → `presentazione`.
fn leggibile(file: &str) -> String {
    let nome = radice_del_nome(file);
    let nome = nome.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    nome.replace('-', " ")
}

fn leggi(cartella: &Cartella, file: &str) -> Result<String, Rifiuto> {
    String::from_utf8(cartella.leggi(file)?)
        .map_err(|_| Rifiuto::superata("Il capitolo non è in UTF-8: salvalo di nuovo come testo."))
}

#[derive(Deserialize)]
struct Salvataggio {
    documento: String,
    nome: String,
    /// What the text was when the page read it.
    impronta: String,
    testo: String,
}

async fn salva(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Salvataggio {
        documento,
        nome,
        impronta,
        testo,
    } = detto(richiesta).await?;
    a_parte(move || {
        let (_, cartella, file) = scelto(&studio, &documento, &nome)?;
        let adesso = leggi(&cartella, &file)?;
        if sha256(adesso.as_bytes()) != impronta {
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
        output::scrivi(&cartella.radice().join(file), testo.as_bytes())?;
        Ok(in_json(&sha256(testo.as_bytes())))
    })
    .await
}
