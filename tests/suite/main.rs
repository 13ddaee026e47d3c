//! The integration tests, in one program: what they share is compiled and linked once.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test says what it expects by failing"
)]

#[path = "../comune/mod.rs"]
mod comune;

mod allegati;
mod architettura;
mod assegnazioni;
mod bergamo;
mod calendario;
mod cartella;
mod comune_esempio;
mod confronta;
mod confronta_git;
mod confronto_proprieta;
mod da_bozza;
mod da_documento;
mod dati_aperti;
mod dati_readme;
mod dischi;
mod documenti;
mod firme;
mod formati;
mod genera;
mod gradi;
mod grammatica;
mod impaginazione;
mod lettura;
mod manomissioni;
mod moduli;
mod monitoraggio;
mod nuovo;
mod ostili;
mod pdf;
mod piao;
mod pira;
mod proprieta;
mod pubblica;
mod readme;
mod registro;
mod relazione;
mod rimodulazione;
mod riservati;
mod semi;
mod smisurati;
mod solidita;
mod stato;
mod studio;
mod studio_confronto;
mod studio_guasti;
mod successivo;
mod terminale;
mod validazione;
mod verifica;
mod verifica_genera;
mod versioni;
mod windows;
