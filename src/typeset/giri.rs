//! How many times Typst lays a document out until page numbers and references settle, and how long
//! each time takes.

use std::time::Duration;

use serde::Deserialize;

use crate::opendata::riuscita;

/// Watches a piece of work that compiles one document. Typst's clock is one for the whole process:
/// nothing else may be compiled meanwhile.
pub fn osserva<T>(lavoro: impl FnOnce() -> T) -> (T, Vec<Duration>) {
    typst_timing::clear();
    typst_timing::enable();
    let fatto = lavoro();
    typst_timing::disable();
    let mut eventi = Vec::new();
    let scritti = typst_timing::export_json(&mut eventi, |_| (String::new(), 0));
    riuscita("Typst's events", scritti);
    (fatto, giri(&eventi))
}

/// One of the events that Typst records, in microseconds.
#[derive(Deserialize)]
struct Evento<'a> {
    name: &'a str,
    /// `B` where something begins, `E` where it ends.
    ph: &'a str,
    ts: f64,
}

/// The passes among the events: they follow one another and are never one in the other.
fn giri(eventi: &[u8]) -> Vec<Duration> {
    let eventi: Vec<Evento<'_>> = riuscita("Typst's events", serde_json::from_slice(eventi));
    let mut giri = Vec::new();
    let mut inizio = 0.0;
    for evento in eventi
        .iter()
        .filter(|evento| evento.name.starts_with("iter ("))
    {
        match evento.ph {
            "B" => inizio = evento.ts,
            _ => giri.push(Duration::from_secs_f64((evento.ts - inizio).max(0.0) / 1e6)),
        }
    }
    giri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_are_told_from_what_happens_in_them() {
        let eventi = r#"[
            {"name":"compile","ph":"B","ts":0.0},
            {"name":"iter (1)","ph":"B","ts":10.0}, {"name":"layout","ph":"B","ts":11.0},
            {"name":"layout","ph":"E","ts":900.0}, {"name":"iter (1)","ph":"E","ts":1010.0},
            {"name":"iter (2)","ph":"B","ts":1020.0}, {"name":"iter (2)","ph":"E","ts":1520.0}
        ]"#;
        assert_eq!(
            giri(eventi.as_bytes()),
            [Duration::from_micros(1000), Duration::from_micros(500)]
        );
    }
}
