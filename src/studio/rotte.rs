//! What each address gives, and the named actions: nothing else does anything.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, SET_COOKIE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream::{Stream, unfold};
use serde::{Deserialize, Serialize};

use crate::cycle::Cartella;
use crate::model::Origine;
use crate::opendata::Formato;
use crate::tempi::Tempi;
use crate::templates;
use crate::typeset::{Anteprima, Impronta, Tipografia};

use super::banco::{Spettatore, Veduta};
use super::guardia::{Guardia, Verdetto};
use super::provenienza::{self, Cosa};
use super::rilievi;
use super::risposte::{
    Niente, Rifiuto, Risposta, Studio, a_parte, da_scaricare, detto, disegno, html, in_json, verso,
};
use super::scena::Mostrato;
use super::viste::{Vista, VistaTavola};
use super::{benvenuto, cambiato, capitoli, confronto, giro, guida, pubblicazione};

/// What a page may do: load what is ours, and nothing from anywhere else. No script or style stands
/// in a page itself.
const POLITICA: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                        font-src 'self'; connect-src 'self'; frame-src 'self'; \
                        form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// All addresses. Whoever is not let in learns nothing, not even which there are.
pub(super) fn rotte(studio: Arc<Studio>) -> Router {
    Router::new()
        .route("/", get(casa))
        .route("/documento/{id}", get(documento))
        .route("/tavola/{id}", get(tavola))
        .route("/novita/{id}", get(novita))
        .route("/foglio/{id}/{impronta}", get(foglio))
        .route("/parole/{id}/{impronta}", get(parole))
        .route("/segni/{id}/{impronta}", get(segni))
        .route("/da-dove/{id}/{impronta}/{segno}", get(da_dove))
        .route("/posto/{id}/{scena}/{rilievo}/{luogo}", get(posto))
        .route("/eventi", get(eventi))
        .route("/risorse/{*nome}", get(risorsa))
        .route("/pdf/{id}", get(pdf))
        .merge(giro::rotte())
        .merge(confronto::rotte())
        .merge(cambiato::rotte())
        .merge(capitoli::rotte())
        .merge(pubblicazione::rotte())
        .merge(benvenuto::rotte())
        .merge(guida::rotte())
        .route("/azioni/apri-file", post(apri_file))
        .route("/azioni/apri-origine", post(apri_origine))
        .route("/azioni/apri-foglio", post(apri_foglio))
        .route("/azioni/chiudi", post(chiudi))
        .fallback(|| async { Rifiuto::assente() })
        .layer(from_fn_with_state(Arc::clone(&studio), ingresso))
        .with_state(studio)
}

/// Lets in who may come in, and dresses what goes out.
async fn ingresso(State(studio): State<Arc<Studio>>, richiesta: Request, dentro: Next) -> Response {
    let verdetto = studio
        .guardia
        .giudica(richiesta.method(), richiesta.uri(), richiesta.headers());
    let mut risposta = match verdetto {
        Verdetto::Passa => dentro.run(richiesta).await,
        Verdetto::Accogli => accogli(&studio.guardia),
        Verdetto::Rifiuta(perche) => Rifiuto(
            StatusCode::FORBIDDEN,
            format!("Non posso rispondere: {perche}."),
        )
        .into_response(),
    };
    vesti(risposta.headers_mut());
    risposta
}

/// The key becomes a cookie, and leaves the address.
fn accogli(guardia: &Guardia) -> Response {
    let testate = [(SET_COOKIE, guardia.biscotto()), (LOCATION, "/".to_owned())];
    (StatusCode::SEE_OTHER, testate).into_response()
}

fn vesti(testate: &mut HeaderMap) {
    testate
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLITICA));
    testate
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    for (nome, valore) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        testate.insert(nome, HeaderValue::from_static(valore));
    }
}

// The pages.

/// The first document, once there is one.
async fn casa(State(studio): State<Arc<Studio>>) -> Risposta {
    let veduta = studio.banco.veduta();
    let scena = veduta.scena.as_ref();
    match scena.and_then(|scena| scena.documenti.first()) {
        Some(primo) => Ok(verso(&format!("/documento/{}", primo.id))),
        None => attesa(&studio, &veduta),
    }
}

/// What stands where a page of the cycle will, until it has been read. It comes by itself, at the
/// same address.
fn attesa(studio: &Studio, veduta: &Veduta) -> Risposta {
    let Some(cartella) = &veduta.cartella else {
        return Ok(verso("/benvenuto"));
    };
    let attesa = Attesa {
        cartella: cartella.radice().display().to_string(),
        guasto: veduta.guasto.clone(),
        giro: veduta.giro,
    };
    Ok(html(studio.pagine.html("attesa.html", attesa)?))
}

/// What there is to say before the first reading.
#[derive(Serialize)]
struct Attesa {
    cartella: String,
    guasto: Option<String>,
    giro: u64,
}

/// A document as it is written to be printed.
async fn pdf(State(studio): State<Arc<Studio>>, Path(id): Path<String>) -> Risposta {
    a_parte(move || {
        let (scena, _) = studio.aperto()?;
        let mostrato = scena.mostrato(&id).ok_or_else(Rifiuto::assente)?;
        let pronto = scena.pronto(mostrato);
        let pronto = pronto.map_err(|perche| Rifiuto::superata(&perche))?;
        let pdf = Tipografia::nuova(&scena.edizione)
            .pdf(&pronto, &mut Tempi::default())
            .map_err(|guasto| Rifiuto::superata(&guasto.to_string()))?;
        let quando = match mostrato {
            Mostrato::Documento(documento) => scena.edizione.quando(documento),
            Mostrato::Scheda(_) => scena.edizione.modello().anno.to_string(),
        };
        let nome = format!("{id}-{quando}.pdf");
        Ok(da_scaricare(&nome, Formato::Pdf.media(), pdf.byte))
    })
    .await
}

async fn documento(State(studio): State<Arc<Studio>>, Path(id): Path<String>) -> Risposta {
    a_parte(move || {
        let veduta = studio.banco.veduta();
        let Some(scena) = veduta.scena.clone() else {
            return attesa(&studio, &veduta);
        };
        let scelto = scena.mostrato(&id).ok_or_else(Rifiuto::assente)?;
        let vista = Vista::nuova(&veduta, &scena, scelto);
        Ok(html(studio.pagine.html("documento.html", vista)?))
    })
    .await
}

/// The pages of a document, which come before all that is said of them.
async fn tavola(State(studio): State<Arc<Studio>>, Path(id): Path<String>) -> Risposta {
    a_parte(move || {
        let veduta = studio.banco.veduta();
        let scena = veduta.scena.clone().ok_or_else(Rifiuto::assente)?;
        scena.mostrato(&id).ok_or_else(Rifiuto::assente)?;
        let tavola = studio.banco.tavola(&id);
        Ok(in_json(&VistaTavola::di(&veduta, &tavola)))
    })
    .await
}

/// The lists beside the pages, when there is something new.
#[derive(Serialize)]
struct Novita {
    lato: String,
    rilievi: String,
}

async fn novita(State(studio): State<Arc<Studio>>, Path(id): Path<String>) -> Risposta {
    a_parte(move || {
        let veduta = studio.banco.veduta();
        let scena = veduta.scena.clone().ok_or_else(Rifiuto::assente)?;
        let scelto = scena.mostrato(&id).ok_or_else(Rifiuto::assente)?;
        let vista = Vista::nuova(&veduta, &scena, scelto);
        Ok(in_json(&Novita {
            lato: studio.pagine.html("lato.html", &vista)?,
            rilievi: studio.pagine.html("rilievi.html", &vista)?,
        }))
    })
    .await
}

/// The pages that a document has now.
fn pagine_di(studio: &Studio, id: &str) -> Result<Arc<Anteprima>, Rifiuto> {
    let tavola = studio.banco.tavola_nota(id);
    let anteprima = tavola.and_then(|tavola| tavola.anteprima);
    anteprima.ok_or_else(Rifiuto::assente)
}

async fn foglio(
    State(studio): State<Arc<Studio>>,
    Path((id, impronta)): Path<(String, Impronta)>,
) -> Risposta {
    a_parte(move || {
        let svg = pagine_di(&studio, &id)?.svg(impronta);
        Ok(disegno(svg.ok_or_else(Rifiuto::assente)?).into_response())
    })
    .await
}

async fn parole(
    State(studio): State<Arc<Studio>>,
    Path((id, impronta)): Path<(String, Impronta)>,
) -> Risposta {
    a_parte(move || {
        let parole = pagine_di(&studio, &id)?.testo(impronta);
        let tipo = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
        Ok((tipo, parole.ok_or_else(Rifiuto::assente)?).into_response())
    })
    .await
}

/// The marks of a page: the place of each on it, and what stands there.
async fn segni(
    State(studio): State<Arc<Studio>>,
    Path((id, impronta)): Path<(String, Impronta)>,
) -> Risposta {
    a_parte(move || {
        let pagine = pagine_di(&studio, &id)?;
        let segni = pagine.segni_di(impronta).ok_or_else(Rifiuto::assente)?;
        Ok(in_json(&segni))
    })
    .await
}

/// Where a figure comes from.
async fn da_dove(
    State(studio): State<Arc<Studio>>,
    Path((id, impronta, segno)): Path<(String, Impronta, usize)>,
) -> Risposta {
    a_parte(move || {
        let (scena, _) = studio.aperto()?;
        let pagine = pagine_di(&studio, &id)?;
        let segni = pagine.segni_di(impronta).unwrap_or_default();
        let segno = segni.get(segno).ok_or_else(Rifiuto::assente)?;
        let documenti = scena.documenti.iter();
        let aperti: Vec<_> = documenti
            .filter_map(|d| Some((d, pagine_di(&studio, &d.id).ok()?)))
            .collect();
        let aperti = aperti.iter();
        let aperti = aperti.map(|(d, pagine)| (d.id.as_str(), d.nome.as_str(), &**pagine));
        let qui = (id.as_str(), impronta);
        let altrove = provenienza::altrove(&scena.edizione, segno, qui, aperti);
        let detto = provenienza::racconta(&scena, segno, altrove).ok_or_else(Rifiuto::assente)?;
        Ok(html(studio.pagine.html("provenienza.html", detto)?))
    })
    .await
}

/// Where a document prints the cell of a finding.
#[derive(Serialize)]
struct Posto {
    impronta: Impronta,
    segno: usize,
}

async fn posto(
    State(studio): State<Arc<Studio>>,
    Path((id, numero, rilievo, luogo)): Path<(String, u64, usize, usize)>,
) -> Risposta {
    a_parte(move || {
        let (scena, _) = studio.aperto()?;
        let pagine = pagine_di(&studio, &id)?;
        let luogo = rilievi::luogo(&scena, rilievo, luogo).filter(|_| scena.numero == numero);
        let luogo = luogo.ok_or_else(Rifiuto::assente)?;
        let posto = provenienza::celle(&scena.edizione, &pagine).remove(luogo);
        let (impronta, segno) = posto.ok_or_else(|| {
            let detto = "Questa cella non è stampata in questo documento.".to_owned();
            Rifiuto(StatusCode::NOT_FOUND, detto)
        })?;
        Ok(in_json(&Posto { impronta, segno }))
    })
    .await
}

/// Tells a page that there is something new, as long as it is open.
async fn eventi(State(studio): State<Arc<Studio>>) -> Response {
    let novita = studio.banco.novita();
    let spettatore = Spettatore::nuovo(&studio.banco);
    Sse::new(racconto(novita, spettatore))
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))
        .into_response()
}

fn racconto(
    mut novita: tokio::sync::watch::Receiver<u64>,
    spettatore: Spettatore,
) -> impl Stream<Item = Result<Event, Infallible>> {
    // The first one says where things stand: a page that slept may have missed some.
    novita.mark_changed();
    unfold(
        (novita, spettatore),
        |(mut novita, spettatore)| async move {
            if spettatore.banco().chiuso() {
                return None;
            }
            novita.changed().await.ok()?;
            let evento = match spettatore.banco().chiuso() {
                true => Event::default().event("chiuso").data(""),
                false => Event::default().data(novita.borrow_and_update().to_string()),
            };
            Some((Ok(evento), (novita, spettatore)))
        },
    )
}

async fn risorsa(Path(nome): Path<String>) -> Risposta {
    let nostre =
        templates::sotto("studio/").map(|(n, byte)| (n.trim_start_matches("studio/"), byte));
    let trovata = nostre
        .filter(|(nome, _)| !nome.ends_with(".html"))
        .chain(templates::risorse())
        .find(|(n, _)| *n == nome);
    let (nome, byte) = trovata.ok_or_else(Rifiuto::assente)?;
    let tipo = match nome.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "text/plain; charset=utf-8",
    };
    Ok(([(CONTENT_TYPE, tipo)], byte).into_response())
}

// The actions.

/// A place of a finding, in the list that the page showed.
#[derive(Deserialize)]
struct LuogoScelto {
    scena: u64,
    rilievo: usize,
    luogo: usize,
}

async fn apri_file(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let scelto: LuogoScelto = detto(richiesta).await?;
    a_parte(move || {
        let (scena, cartella) = studio.aperto()?;
        if scena.numero != scelto.scena {
            return Err(Rifiuto::superata(
                "Nel frattempo i dati sono cambiati: scegli di nuovo.",
            ));
        }
        let luogo = rilievi::luogo(&scena, scelto.rilievo, scelto.luogo);
        nel_suo_programma(&cartella, luogo)
    })
    .await
}

/// A mark of a page of a document.
#[derive(Deserialize)]
struct SegnoScelto {
    documento: String,
    impronta: Impronta,
    segno: usize,
}

async fn apri_origine(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let scelto: SegnoScelto = detto(richiesta).await?;
    a_parte(move || {
        let (scena, cartella) = studio.aperto()?;
        let pagine = pagine_di(&studio, &scelto.documento)?;
        let segni = pagine.segni_di(scelto.impronta).unwrap_or_default();
        let segno = segni.get(scelto.segno);
        let cosa = segno.and_then(|segno| Cosa::di(&scena.edizione, segno));
        let luogo = cosa.and_then(|cosa| cosa.luogo(&scena.edizione));
        nel_suo_programma(&cartella, luogo.as_ref())
    })
    .await
}

/// A cruscotto, by its id.
#[derive(Deserialize)]
struct FoglioScelto {
    cruscotto: String,
}

async fn apri_foglio(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let scelto: FoglioScelto = detto(richiesta).await?;
    a_parte(move || {
        let (scena, cartella) = studio.aperto()?;
        let suo = scena.edizione.modello().cruscotto(&scelto.cruscotto);
        let luogo = suo.map(|cruscotto| Origine::file(&cruscotto.file));
        nel_suo_programma(&cartella, luogo.as_ref())
    })
    .await
}

/// Opens the file of a place in the office's own program, if it is one of the cycle's.
fn nel_suo_programma(cartella: &Cartella, luogo: Option<&Origine>) -> Risposta {
    let file = luogo.and_then(|luogo| del_ciclo(cartella, &luogo.file));
    let file = file.ok_or_else(Rifiuto::assente)?;
    opener::open(&file).map_err(|_| {
        let nome = file.file_name().unwrap_or_default().to_string_lossy();
        let detto = format!("Non riesco ad aprire {nome}: aprilo dalla sua cartella.");
        Rifiuto(StatusCode::INTERNAL_SERVER_ERROR, detto)
    })?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A file of the cycle that is there, and nothing outside it.
fn del_ciclo(cartella: &Cartella, file: &str) -> Option<PathBuf> {
    let radice = cartella.radice().canonicalize().ok()?;
    let file = radice.join(file).canonicalize().ok()?;
    (file.is_file() && file.starts_with(&radice)).then_some(file)
}

async fn chiudi(State(studio): State<Arc<Studio>>, richiesta: Request) -> Risposta {
    let Niente {} = detto(richiesta).await?;
    studio.banco.chiudi();
    Ok(StatusCode::NO_CONTENT.into_response())
}
