//! The grammar of whatever the program says in Italian, on the terminal, in print and on the web:
//! figures, dates, articles, numbers and genders that agree, lists.
//!
//! A count is never written next to its noun by hand: [`Parola::conta`] prints both, a
//! [`Verbo`] and an [`Aggettivo`] follow the count, and [`vocabolario`] holds the program's own
//! words. Templates are given the forms ready ([`Forme`]).

mod accordo;
mod articolo;
mod date;
mod elenco;
mod forme;
mod lettere;
mod numeri;
mod parola;
mod plurale;
mod sistema;
#[cfg(test)]
mod tests;
pub mod vocabolario;

pub use accordo::{Aggettivo, Genere, Verbo, scritto};
pub use articolo::{Preposizione, dal_nome, del_nome, il_nome, il_numero};
pub use date::{MESI, data, data_estesa, del_giorno};
pub use elenco::{elenco, elenco_o};
pub use forme::Forme;
pub use lettere::{maiuscola, minuscola, tipografico};
pub use numeri::{arrotonda, con_decimali, numero, percento};
pub use parola::Parola;
pub use plurale::{deduci, genere};
pub use sistema::errore_di_sistema;
