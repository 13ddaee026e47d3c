//! A Comune's cycle through every command: its own words, and none of a chamber's.

use std::path::Path;

use lopdf::Document;
use regex::Regex;

use crate::comune::{Albero, Ciclo, albero, ciclo as comando, testo};

/// Words that only a chamber of commerce has, as they stand between two others.
const DI_UNA_CAMERA: &str = r"(?i)\b(camer[ae] di commercio|camerali?|camer[ae]|unioncamere|infocamere|aziend[ae][ -]special[ei]|segretari[oa][ -]generale|d\.?p\.?r\.? ?254|obiettivi di sistema)\b|\bMiSE\b";
/// Words for levels that this body calls otherwise: where people read, not as public keys.
const DI_ALTRI_LIVELLI: &str =
    r"(?i)\b(prospettiv[ae]|obiettiv[oi] strategic[oi]|mission[ei]|cruscott[oi])\b";

/// The words of one kind that stand in a text.
fn trovate(regola: &str, detto: &str) -> Vec<String> {
    let regola = Regex::new(regola).expect("a rule");
    let trovate = regola.find_iter(detto);
    trovate.map(|parola| parola.as_str().to_owned()).collect()
}

/// Nothing of a chamber stands in a text that people read, nor a level by another's name.
fn solo_sue(dove: &str, detto: &str) {
    for regola in [DI_UNA_CAMERA, DI_ALTRI_LIVELLI] {
        assert_eq!(trovate(regola, detto), Vec::<String>::new(), "{dove}");
    }
}

/// What a command says, with the exit code that is due.
fn esegui(ciclo: &Ciclo, argomenti: &[&str], esito: i32) -> String {
    let uscita = ciclo.esegui(argomenti);
    let detto = testo(&uscita.stdout) + &testo(&uscita.stderr);
    assert_eq!(uscita.status.code(), Some(esito), "{argomenti:?}: {detto}");
    detto
}

/// The pages of a PDF as they are printed, their spaces as one.
fn stampato(percorso: &Path) -> String {
    let pdf = Document::load(percorso).expect("a PDF");
    let pagine: Vec<u32> = pdf.get_pages().into_keys().collect();
    let testo = pdf.extract_text(&pagine).expect("text");
    testo
        .replace('\u{ad}', "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a page says: without its script and style, the attributes that only machines read, and the
/// names of files, which are the same for every body.
fn letto(html: &str) -> String {
    let macchina = [
        r"(?s)<script.*?</script>",
        r"(?s)<style.*?</style>",
        r"[a-z-]+\.csv\b",
        r#"\b(class|id|href|for|aria-labelledby|aria-describedby|data-(indicator|cruscott)[a-z]*)="[^"]*""#,
    ];
    macchina.iter().fold(html.to_owned(), |html, regola| {
        let regola = Regex::new(regola).expect("a rule");
        regola.replace_all(&html, " ").into_owned()
    })
}

#[test]
fn every_command_speaks_the_words_of_the_comune() {
    let ciclo = Ciclo::base("comune-esempio");
    solo_sue("verifica", &esegui(&ciclo, &["verifica"], 0));
    let ente = esegui(&ciclo, &["spiega", "ente"], 0);
    assert!(ente.contains("Un paese che accoglie"));
    let posti = esegui(&ciclo, &["spiega", "Posti al nido"], 0);
    assert!(posti.contains("obiettivo operativo 1.1"), "{posti}");
    solo_sue("spiega", &ente);
    assert_eq!(trovate(DI_UNA_CAMERA, &posti), Vec::<String>::new());

    let modello = ciclo.modello();
    assert_eq!(modello["nomi"]["prospettiva"]["molti"], "Linee strategiche");
    assert_eq!(modello["tipi"][1]["ruolo"], "servizio");
    assert_eq!(modello["cruscotti"][1]["tipo"], "settore");
    let valutazione = &modello["valutazione"];
    assert!(valutazione["ente"]["grado"].is_string());
    assert!(valutazione["ambito_organizzativo"]["grado"].is_string());
}

#[test]
fn its_documents_print_its_words_alone() {
    let ciclo = Ciclo::base("comune-esempio");
    esegui(&ciclo, &["genera"], 0);
    let dette = [
        (
            "piano-2027-2029.pdf",
            [
                "linee strategiche",
                "obiettivi operativi",
                "Sindaco",
                "Intervento",
            ],
        ),
        (
            "relazione-2026.pdf",
            [
                "Media delle linee strategiche, sul prospetto del Comune",
                "Media dei settori",
                "Grado per linea strategica e obiettivo operativo",
                "Grado per settore",
            ],
        ),
        (
            "schede/servizi-alla-persona.pdf",
            [
                "Per il settore",
                "Il responsabile",
                "Intervento e indicatore",
                "3 obiettivi per il 2027",
            ],
        ),
    ];
    for (file, parole) in dette {
        let stampato = stampato(&ciclo.uscita().join(file));
        solo_sue(file, &stampato);
        for parola in parole {
            assert!(
                stampato.contains(parola),
                "{file} does not say «{parola}»: {stampato}"
            );
        }
    }
}

#[test]
fn what_it_publishes_holds_no_word_of_a_chamber() {
    let ciclo = Ciclo::base("comune-esempio");
    esegui(&ciclo, &["pubblica"], 0);
    let uscita = ciclo.uscita();
    let pubblicato: Albero = albero(&uscita);
    for (nome, byte) in &pubblicato {
        let leggibili = ["html", "csv", "txt", "json", "jsonld", "ttl", "css"];
        if nome.ends_with(".html") {
            solo_sue(nome, &letto(&testo(byte)));
        } else if leggibili.iter().any(|fine| nome.ends_with(fine)) {
            assert_eq!(
                trovate(DI_UNA_CAMERA, &testo(byte)),
                Vec::<String>::new(),
                "{nome}"
            );
        } else if nome.ends_with(".pdf") {
            solo_sue(nome, &stampato(&uscita.join(nome)));
        }
    }
    let senza_marche = Regex::new("<[^>]*>").expect("a rule");
    for (pagina, detto) in [
        ("2027/index.html", "3 obiettivi operativi"),
        (
            "2027/pagina-unica.html",
            "Filtra gli indicatori nei prospetti",
        ),
    ] {
        let scritto = testo(&pubblicato[pagina]);
        let piano = senza_marche.replace_all(&scritto, "");
        assert!(piano.contains(detto), "{pagina} does not say «{detto}»");
    }
    let verificata = comando(&["pubblica", "--verifica", &uscita.to_string_lossy()]);
    let detto = testo(&verificata.stdout) + &testo(&verificata.stderr);
    assert_eq!(verificata.status.code(), Some(0), "{detto}");
    solo_sue("pubblica --verifica", &detto);
}

#[test]
fn two_of_its_drafts_are_compared() {
    let (prima, adesso) = (Ciclo::base("comune-esempio"), Ciclo::base("comune-esempio"));
    adesso.cambia(
        "servizi/servizi-alla-persona.csv",
        "Famiglie ascoltate;100;110;120",
        "Famiglie ascoltate;100;90;125",
    );
    let cartelle = [prima.dati(), adesso.dati()].map(|dati| dati.to_string_lossy().into_owned());
    let uscita = comando(&["confronta", &cartelle[0], &cartelle[1]]);
    let detto = testo(&uscita.stdout) + &testo(&uscita.stderr);
    assert_eq!(uscita.status.code(), Some(1), "{detto}");
    assert!(detto.contains("2 modifiche"), "{detto}");
    assert!(detto.contains("Famiglie ascoltate"), "{detto}");
    solo_sue("confronta", &detto);
}

#[test]
fn a_kind_that_nobody_declared_is_an_error_with_its_line() {
    let ciclo = Ciclo::base("comune-esempio");
    ciclo.cambia("ciclo.toml", "tipo = \"ente\"", "tipo = \"dirigente\"");
    let detto = esegui(&ciclo, &["verifica"], 1);
    assert!(detto.contains("«dirigente»"), "{detto}");
}
