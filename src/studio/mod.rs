//! `ciclo apri`: the whole round in a browser, on this machine alone.
//!
//! [`porta`] listens on the loopback, with limits; [`guardia`] lets in nobody but the page that we
//! opened; [`rotte`] says what each address gives and which actions there are; [`viste`] fills the
//! pages. Behind them [`banco`] holds what was last made of the cycle, [`officina`] makes it anew
//! when [`vedetta`] sees a file change: a reading that fails leaves the last good pages there,
//! marked as old.
//!
//! [`giro`], [`confronto`], [`capitoli`], [`pubblicazione`] and [`benvenuto`] are the other views;
//! what writes is run by [`comandi`], as a person at a terminal would run it.

mod banco;
mod benvenuto;
mod cambiato;
mod capitoli;
mod comandi;
mod confronto;
mod giro;
mod guardia;
mod guida;
mod officina;
mod porta;
mod provenienza;
mod pubblicazione;
mod riferimento;
mod rilievi;
mod risposte;
mod ritrovo;
mod rotte;
mod scena;
mod vedetta;
mod viste;

use std::io;
use std::sync::Arc;
use std::thread;

use crate::cycle::Cartella;
use crate::model::italiano;

use banco::Banco;
use guardia::Guardia;
use porta::Porta;
use risposte::{Posata, Studio};
use viste::Pagine;

/// How the page is opened.
pub(crate) struct Scelte {
    /// The cycle; none where there is none yet.
    pub cartella: Option<Cartella>,
    /// Where to listen; 0 for any free port.
    pub porta: u16,
    /// True if the program ends by itself once no page has been open for a while.
    pub a_tempo: bool,
}

/// Why the page cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Guasto {
    #[error(
        "La porta {porta} non si può usare: {}. Indicane un'altra, oppure 0 per una libera.",
        italiano::errore_di_sistema(causa)
    )]
    Porta { porta: u16, causa: io::Error },
    #[error("Non riesco ad aprire la pagina: {}.", italiano::errore_di_sistema(.0))]
    Sistema(#[from] io::Error),
    #[error("Non riesco ad aprire la pagina: il sistema non dà numeri casuali ({0}).")]
    Caso(#[from] getrandom::Error),
    #[error("Non riesco ad aprire la pagina: {0}.")]
    Modello(#[from] minijinja::Error),
}

/// Serves the page until someone stops it; `pronta` is told its address once it answers.
///
/// # Errors
/// What keeps it from answering.
pub(crate) fn apri(scelte: Scelte, pronta: impl FnOnce(&str)) -> Result<(), Guasto> {
    let porta = Porta::apri(scelte.porta)?;
    let guardia = Guardia::nuova(porta.numero())?;
    let indirizzo = guardia.indirizzo();
    let (banco, ordini) = Banco::nuovo(scelte.cartella);
    let banco = Arc::new(banco);
    let studio = Studio {
        guardia,
        pagine: Pagine::nuove()?,
        banco: Arc::clone(&banco),
        carte: tempfile::tempdir()?,
        confrontate: Posata::default(),
        riferimento: Posata::default(),
    };
    thread::scope(|ambito| {
        officina::apri(ambito, &banco, ordini)?;
        vedetta::sali(ambito, &banco)?;
        let esito = porta.servi(studio, scelte.a_tempo, || pronta(&indirizzo));
        banco.chiudi();
        esito
    })
}
