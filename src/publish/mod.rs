//! The folder for *Amministrazione trasparente*: what it holds, how it takes the place of the one
//! before, and whether one is still as it was published.

mod cartella;
mod disco;
mod fascicolo;
mod firme;
mod guasto;
mod lavoro;
mod proprieta;
pub mod prova;
mod ricalcolo;
mod somme;
pub mod verifica;
mod versioni;
mod zip;

pub use cartella::{Pubblicata, anteprima, confronta, documenti, pubblica};
pub use fascicolo::{DocumentoPronto, Fascicolo, Materiali, fascicolo};
pub use firme::{Copie, Firmati};
pub use guasto::Guasto;
pub use proprieta::{Estraneo, Perche, VERSIONI};
pub use somme::Albero;
