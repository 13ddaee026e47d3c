//! The door: a port of the loopback, and limits on whoever knocks.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::ctrl_c;
use tokio::sync::Semaphore;
use tokio::time::{Instant, interval, sleep};

use super::Guasto;
use super::risposte::Studio;
use super::rotte;

/// Connections at once; one more is closed at once.
const CONNESSIONI: usize = 256;
/// How long a request may take to say what it wants.
const TESTATA: Duration = Duration::from_secs(5);
/// How large the head of a request may be, in bytes.
const TESTATA_MASSIMA: usize = 32 << 10;
/// Threads for work that takes its time: setting pages, reading files.
const OPERAI: usize = 8;
/// Stack of such a thread, in bytes: chapters nest.
const PILA: usize = 8 << 20;
/// How long the program waits for a page to be opened again, where it ends by itself.
const SENZA_PAGINE: Duration = Duration::from_secs(15 * 60);

/// A port that listens.
pub(super) struct Porta {
    numero: u16,
    ascolto: std::net::TcpListener,
}

impl Porta {
    /// Takes a port of this machine that no other machine reaches; 0 for a free one.
    ///
    /// # Errors
    /// A port that someone else has, or that may not be taken.
    pub(super) fn apri(numero: u16) -> Result<Self, Guasto> {
        let apri = || {
            let ascolto = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, numero))?;
            ascolto.set_nonblocking(true)?;
            Ok((ascolto.local_addr()?.port(), ascolto))
        };
        let (numero, ascolto) = apri().map_err(|causa| Guasto::Porta {
            porta: numero,
            causa,
        })?;
        Ok(Self { numero, ascolto })
    }

    pub(super) fn numero(&self) -> u16 {
        self.numero
    }

    /// Answers until someone stops it; `pronta` is called once it does.
    ///
    /// # Errors
    /// A system that gives no threads.
    pub(super) fn servi(
        self,
        studio: Studio,
        a_tempo: bool,
        pronta: impl FnOnce(),
    ) -> Result<(), Guasto> {
        let esecutore = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(OPERAI)
            .thread_stack_size(PILA)
            .build()?;
        let studio = Arc::new(studio);
        esecutore.block_on(async {
            let ascolto = TcpListener::from_std(self.ascolto)?;
            tokio::spawn(accetta(ascolto, Arc::clone(&studio)));
            pronta();
            fine(&studio, a_tempo).await;
            Ok(())
        })
    }
}

/// Answers whoever knocks.
async fn accetta(ascolto: TcpListener, studio: Arc<Studio>) {
    let posti = Arc::new(Semaphore::new(CONNESSIONI));
    let rotte = rotte::rotte(studio);
    loop {
        let Ok((flusso, _)) = ascolto.accept().await else {
            // No more files to open: someone will close one.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(posto) = Arc::clone(&posti).try_acquire_owned() else {
            continue;
        };
        let rotte = rotte.clone();
        tokio::spawn(async move {
            rispondi(flusso, rotte).await;
            drop(posto);
        });
    }
}

/// One connection, as long as it lasts. One that breaks is nobody else's business.
async fn rispondi(flusso: TcpStream, rotte: axum::Router) {
    let servizio = TowerToHyperService::new(rotte);
    let connessione = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(TESTATA)
        .max_buf_size(TESTATA_MASSIMA)
        .serve_connection(TokioIo::new(flusso), servizio);
    let _ = connessione.await;
}

/// Waits for the button that stops the program, for Ctrl-C, or for no page to be open for long.
async fn fine(studio: &Studio, a_tempo: bool) {
    let mut novita = studio.banco.novita();
    let mut battito = interval(Duration::from_secs(1));
    let mut ultima_pagina = Instant::now();
    let fermata = ctrl_c();
    tokio::pin!(fermata);
    loop {
        tokio::select! {
            _ = battito.tick() => {}
            _ = &mut fermata => return,
            esito = novita.changed() => if esito.is_err() { return },
        }
        if studio.banco.chiuso() {
            // The answer to whoever pressed the button goes out first.
            sleep(Duration::from_millis(200)).await;
            return;
        }
        if studio.banco.spettatori() > 0 {
            ultima_pagina = Instant::now();
        }
        if a_tempo && ultima_pagina.elapsed() > SENZA_PAGINE {
            return;
        }
    }
}
