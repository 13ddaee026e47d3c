//! The tests that are data: a file a case, each with a name of its own, in one program.
//!
//! `AGGIORNA=1 cargo test --release --test casi comandi/` writes down what the commands say now.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test says what it expects by failing"
)]

#[path = "../comune/mod.rs"]
mod comune;

mod comandi;
mod confronti;
mod lettura;
mod regole;

use libtest_mimic::Arguments;

fn main() {
    let prove = [
        comandi::prove(),
        confronti::prove(),
        lettura::prove(),
        regole::prove(),
    ];
    let prove = prove.into_iter().flatten().collect();
    libtest_mimic::run(&Arguments::from_args(), prove).exit();
}
