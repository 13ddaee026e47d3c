//! A Comune's cycle through every command: its own words, and none of a chamber's.

use crate::comune::{Albero, Ciclo, albero, ciclo as comando, testo};

/// Words that only a chamber of commerce has.
const DI_UNA_CAMERA: &[&str] = &[
    "camera di commercio",
    "camerale",
    "camere",
    "mise",
    "azienda speciale",
    "azienda-speciale",
    "aziende speciali",
    "unioncamere",
    "segretario",
    "d.p.r. 254",
    "obiettivi di sistema",
];
/// Words for levels that this body calls otherwise: where people read, not as public keys.
const DI_ALTRI_LIVELLI: &[&str] = &["prospettiva", "prospettive", "missioni", "cruscotti"];

fn esegui(ciclo: &Ciclo, argomenti: &[&str]) -> String {
    let uscita = ciclo.esegui(argomenti);
    let detto = testo(&uscita.stdout) + &testo(&uscita.stderr);
    assert_eq!(uscita.status.code(), Some(0), "{argomenti:?}: {detto}");
    senza_parole_altrui(&argomenti.join(" "), &detto);
    detto
}

/// The text of a document that was made, which must hold no word of a chamber either.
fn testo_di(ciclo: &Ciclo, file: &str) -> String {
    let percorso = ciclo.uscita().join(file);
    let uscita = comando(&["testo", &percorso.to_string_lossy()]);
    let detto = testo(&uscita.stdout);
    assert!(uscita.status.success(), "{file}: {}", testo(&uscita.stderr));
    senza_parole_altrui(file, &detto);
    detto
}

fn senza_parole_altrui(dove: &str, detto: &str) {
    let parole = |testo: &str| {
        let piano: String = testo
            .to_lowercase()
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || ".-_".contains(c) {
                    c
                } else {
                    ' '
                }
            })
            .collect();
        format!(
            " {} ",
            piano.split_whitespace().collect::<Vec<_>>().join(" ")
        )
    };
    let piano = parole(detto);
    let altrui =
        |nome: &str| nome.ends_with(".json") || nome.ends_with(".csv") || nome.ends_with(".js");
    let livelli = if altrui(dove) { &[] } else { DI_ALTRI_LIVELLI };
    for parola in DI_UNA_CAMERA.iter().chain(livelli) {
        assert!(
            !piano.contains(&format!(" {parola} ")),
            "{dove} says «{parola}»"
        );
    }
}

#[test]
fn every_command_speaks_the_words_of_the_comune() {
    let ciclo = Ciclo::base("comune-esempio");
    esegui(&ciclo, &["verifica"]);
    esegui(&ciclo, &["genera"]);
    let ente = esegui(&ciclo, &["spiega", "ente"]);
    assert!(ente.contains("Un paese che accoglie"));
    let modello = ciclo.modello();
    assert_eq!(modello["nomi"]["prospettiva"]["molti"], "Linee strategiche");
    assert_eq!(modello["tipi"][1]["ruolo"], "servizio");
    assert_eq!(modello["cruscotti"][1]["tipo"], "settore");
    let valutazione = &modello["valutazione"];
    assert!(valutazione["ente"]["grado"].is_string());
    assert!(valutazione["ambito_organizzativo"]["grado"].is_string());

    let piano = testo_di(&ciclo, "piano-2027-2029.pdf");
    let mappa = piano.split_whitespace().collect::<Vec<_>>().join(" ");
    for parola in [
        "linee strategiche",
        "obiettivi operativi",
        "Sindaco",
        "Intervento",
    ] {
        assert!(mappa.contains(parola), "the Piano does not say «{parola}»");
    }
    let relazione = testo_di(&ciclo, "relazione-2026.pdf");
    let relazione = relazione.split_whitespace().collect::<Vec<_>>().join(" ");
    for parola in [
        "Media delle linee strategiche, sul prospetto del Comune",
        "Media dei settori",
        "Grado per linea strategica e obiettivo operativo",
    ] {
        assert!(
            relazione.contains(parola),
            "the Relazione does not say «{parola}»"
        );
    }
}

#[test]
fn what_the_comune_publishes_holds_no_word_of_a_chamber() {
    let ciclo = Ciclo::base("comune-esempio");
    esegui(&ciclo, &["pubblica"]);
    let pubblicato: Albero = albero(&ciclo.uscita());
    let leggibili = [".html", ".csv", ".txt", ".json", ".js"];
    for (nome, byte) in &pubblicato {
        if leggibili.iter().any(|fine| nome.ends_with(fine)) {
            senza_parole_altrui(nome, &testo(byte));
        }
    }
}

#[test]
fn a_kind_that_nobody_declared_is_an_error_with_its_line() {
    let ciclo = Ciclo::base("comune-esempio");
    ciclo.cambia("ciclo.toml", "tipo = \"ente\"", "tipo = \"dirigente\"");
    let uscita = ciclo.esegui(&["verifica"]);
    let detto = testo(&uscita.stdout) + &testo(&uscita.stderr);
    assert_eq!(uscita.status.code(), Some(1), "{detto}");
    assert!(detto.contains("«dirigente»"), "{detto}");
}
