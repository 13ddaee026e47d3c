//! The folder for *Amministrazione trasparente*: what it holds, how it takes the place of the one
//! before, and whether one is still as it was published.

mod allegati;
mod cartella;
mod cima;
mod disco;
mod fascicolo;
mod figure;
mod firme;
mod guasto;
mod lavoro;
mod proprieta;
pub(crate) mod prova;
mod ricalcolo;
mod somme;
pub(crate) mod verifica;
mod versioni;
mod zip;

pub(crate) use allegati::AllegatoPronto;
pub(crate) use cartella::{Pubblicata, anteprima, confronta, documenti, pubblica};
pub(crate) use fascicolo::{DocumentoPronto, Fascicolo, Materiali, fascicolo};
pub(crate) use firme::{Copie, Firmati};
pub(crate) use guasto::Guasto;
pub(crate) use proprieta::{VERSIONI, anni};
pub(crate) use somme::Albero;

/// Where the folder is written where nobody says otherwise.
pub(crate) const USCITA: &str = "output/pubblicazione";
