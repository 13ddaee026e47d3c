//! What all addresses share: the state that they answer from, the shapes of an answer, the limits on
//! what is sent to them.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::cycle::Cartella;
use crate::model::italiano;
use crate::model::nome::slug;
use crate::opendata::json;

use super::banco::Banco;
use super::confronto::affiancate::Confrontate;
use super::guardia::Guardia;
use super::riferimento::Riferimento;
use super::scena::Scena;
use super::viste::{Pagine, Testata};

/// What an action may say, in bytes.
const AZIONE: usize = 64 << 10;
/// How long it may take to say it.
const ATTESA: Duration = Duration::from_secs(20);

/// The largest file that may be sent, in bytes.
pub(super) const FILE: usize = 64 << 20;
/// How long it may take to arrive.
const ATTESA_DEL_FILE: Duration = Duration::from_secs(120);

/// What answers.
pub(super) struct Studio {
    pub guardia: Guardia,
    pub pagine: Pagine,
    pub banco: Arc<Banco>,
    /// Where what is sent to the page is kept until it is used; gone when the program ends.
    pub carte: TempDir,
    /// The last two drafts that were compared.
    pub confrontate: Posata<Confrontate>,
    /// What the open documents are compared with.
    pub riferimento: Posata<Riferimento>,
}

/// Something that is put down for whoever asks next.
pub(super) struct Posata<T>(Mutex<Option<Arc<T>>>);

impl<T> Default for Posata<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Posata<T> {
    /// Puts something in the place of what was there.
    pub(super) fn metti(&self, cosa: T) {
        *self.posto() = Some(Arc::new(cosa));
    }

    pub(super) fn togli(&self) {
        *self.posto() = None;
    }

    /// What is there, if anything is.
    pub(super) fn prendi(&self) -> Option<Arc<T>> {
        self.posto().clone()
    }

    /// It is only ever replaced: a thread that failed while holding it left it whole.
    fn posto(&self) -> MutexGuard<'_, Option<Arc<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Studio {
    /// The cycle that is open, with what it came to.
    pub(super) fn aperto(&self) -> Result<(Arc<Scena>, Cartella), Rifiuto> {
        let veduta = self.banco.veduta();
        let aperto = veduta.scena.zip(veduta.cartella);
        aperto.ok_or_else(|| Rifiuto::superata("Qui non c'è ancora nessun ciclo aperto."))
    }

    /// Opens another cycle. What the one before was compared with says nothing of it.
    pub(super) fn apri(&self, cartella: Cartella) {
        self.riferimento.togli();
        self.banco.apri(cartella);
    }

    /// The head of a page.
    pub(super) fn testata(&self, sezione: &'static str) -> Testata {
        Testata::di(&self.banco.veduta(), sezione)
    }

    /// A folder of its own for what is sent, empty.
    pub(super) fn cassetto(&self, nome: &str) -> io::Result<PathBuf> {
        let cassetto = self.carte.path().join(nome);
        if cassetto.exists() {
            std::fs::remove_dir_all(&cassetto)?;
        }
        std::fs::create_dir_all(&cassetto)?;
        Ok(cassetto)
    }
}

/// An action that says nothing but its name.
#[derive(Deserialize)]
pub(super) struct Niente {}

/// Why there is no answer, in words for a person.
pub(super) struct Rifiuto(pub StatusCode, pub String);

pub(super) type Risposta = Result<Response, Rifiuto>;

impl Rifiuto {
    pub(super) fn assente() -> Self {
        Self(
            StatusCode::NOT_FOUND,
            "Questo indirizzo non c'è.".to_owned(),
        )
    }

    pub(super) fn sbagliata(perche: &str) -> Self {
        Self(StatusCode::BAD_REQUEST, perche.to_owned())
    }

    /// Something changed since the page was read.
    pub(super) fn superata(perche: &str) -> Self {
        Self(StatusCode::CONFLICT, perche.to_owned())
    }
}

/// A file that cannot be read or written, a program that does not start.
impl From<io::Error> for Rifiuto {
    fn from(causa: io::Error) -> Self {
        let detto = italiano::errore_di_sistema(&causa);
        Self(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("Non ci riesco: {detto}."),
        )
    }
}

impl IntoResponse for Rifiuto {
    fn into_response(self) -> Response {
        let tipo = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
        (self.0, tipo, self.1).into_response()
    }
}

impl From<minijinja::Error> for Rifiuto {
    fn from(guasto: minijinja::Error) -> Self {
        let detto = format!("Questa pagina ha un difetto del programma: {guasto}");
        Self(StatusCode::INTERNAL_SERVER_ERROR, detto)
    }
}

pub(super) fn html(testo: String) -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], testo).into_response()
}

pub(super) fn in_json(cosa: &impl Serialize) -> Response {
    ([(CONTENT_TYPE, "application/json")], json(cosa)).into_response()
}

/// The drawing of a page. It runs nothing, wherever it is opened; its address is of no other.
pub(super) fn disegno(svg: String) -> impl IntoResponse {
    const POLITICA: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                            sandbox; frame-ancestors 'none'";
    let testate = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CONTENT_SECURITY_POLICY, POLITICA),
        (CACHE_CONTROL, "private, max-age=86400, immutable"),
    ];
    (testate, svg)
}

pub(super) fn verso(indirizzo: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, indirizzo)]).into_response()
}

/// Work that takes its time goes to a thread of its own: the others are answered meanwhile.
pub(super) async fn a_parte<T: Send + 'static>(
    lavoro: impl FnOnce() -> Result<T, Rifiuto> + Send + 'static,
) -> Result<T, Rifiuto> {
    spawn_blocking(lavoro).await.unwrap_or_else(|_| {
        let detto = "Qualcosa è andato storto nel programma: riprova.".to_owned();
        Err(Rifiuto(StatusCode::INTERNAL_SERVER_ERROR, detto))
    })
}

/// What an action says, within the limits of size and time.
pub(super) async fn detto<T: DeserializeOwned>(richiesta: Request) -> Result<T, Rifiuto> {
    let in_json = richiesta
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|tipo| tipo.as_bytes().starts_with(b"application/json"));
    if !in_json {
        let detto = "Questa azione vuole dati JSON.".to_owned();
        return Err(Rifiuto(StatusCode::UNSUPPORTED_MEDIA_TYPE, detto));
    }
    let byte = corpo(richiesta.into_body(), AZIONE, ATTESA).await?;
    serde_json::from_slice(&byte).map_err(|_| Rifiuto::sbagliata("Questa azione non si capisce."))
}

async fn corpo(corpo: Body, massimo: usize, attesa: Duration) -> Result<Bytes, Rifiuto> {
    let letto = timeout(attesa, to_bytes(corpo, massimo)).await;
    let troppo = |codice, detto: &str| Rifiuto(codice, detto.to_owned());
    letto
        .map_err(|_| troppo(StatusCode::REQUEST_TIMEOUT, "Ci mette troppo ad arrivare."))?
        .map_err(|_| troppo(StatusCode::PAYLOAD_TOO_LARGE, "È troppo grande."))
}

/// A file that is sent whole, with the name that it has on the office's disk: a plain name with an
/// ending among these, which can be no path.
pub(super) async fn file_mandato(
    richiesta: Request,
    ammessi: &[&str],
) -> Result<(String, Bytes), Rifiuto> {
    let nome = mandato_in(richiesta.headers(), "x-nome").unwrap_or_default();
    let (radice, fine) = nome.rsplit_once('.').unwrap_or((&nome, ""));
    let fine = fine.to_lowercase();
    if !ammessi.contains(&fine.as_str()) {
        let elenco = ammessi.join(", ");
        let detto = format!("Questo file non va bene: ci vuole un file {elenco}.");
        return Err(Rifiuto(StatusCode::UNSUPPORTED_MEDIA_TYPE, detto));
    }
    let radice = Some(slug(radice)).filter(|radice| !radice.is_empty());
    let nome = format!("{}.{fine}", radice.unwrap_or_else(|| "file".to_owned()));
    let binario = richiesta.headers().get(CONTENT_TYPE);
    if binario.is_none_or(|tipo| tipo != "application/octet-stream") {
        let detto = "Questo file non è mandato dalla pagina.".to_owned();
        return Err(Rifiuto(StatusCode::UNSUPPORTED_MEDIA_TYPE, detto));
    }
    let byte = corpo(richiesta.into_body(), FILE, ATTESA_DEL_FILE).await?;
    Ok((nome, byte))
}

/// A name, as the script writes it in the head of the request: percent-encoded.
pub(super) fn mandato_in(testate: &HeaderMap, testata: &str) -> Option<String> {
    let scritto = testate.get(testata)?.as_bytes();
    let mut byte = Vec::new();
    let mut resto = scritto;
    while let [primo, dopo @ ..] = resto {
        let (letto, dopo) = match (primo, dopo) {
            (b'%', [a, b, dopo @ ..]) => {
                let cifre = [*a, *b];
                let cifre = std::str::from_utf8(&cifre).ok()?;
                (u8::from_str_radix(cifre, 16).ok()?, dopo)
            }
            _ => (*primo, dopo),
        };
        byte.push(letto);
        resto = dopo;
    }
    String::from_utf8(byte).ok()
}

/// A name as a part of an address: percent-encoded.
pub(super) fn in_indirizzo(nome: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        altro => format!("%{altro:02X}"),
    };
    nome.bytes().map(byte).collect()
}

/// A file to keep.
pub(super) fn da_scaricare(nome: &str, tipo: &'static str, byte: Vec<u8>) -> Response {
    let come = format!("attachment; filename=\"{nome}\"");
    let testate = [(CONTENT_TYPE, tipo.to_owned()), (CONTENT_DISPOSITION, come)];
    (testate, byte).into_response()
}
