//! What accompanies the documents: published with them, named by the obligation that it answers to.

use std::fs;
use std::process::Command;

use crate::comune::pubblicazione::{json, lascia, ostile, pubblica, sciolto, scrivi, testo};
use crate::comune::{Albero, Ciclo, albero};

const SISTEMA: &[u8] = b"%PDF-1.7 sistema %%EOF";
const BUSTA: &[u8] = b"\x30\x82%PDF-1.7 validazione %%EOF firma";
const PREMI: &str = "Voce;Stanziati;Distribuiti\nDirigenti;10.000,50;9.000\nComparto;84.965;=1+1\n";
const LISTA: &str = "https://w3id.org/italia/controlled-vocabulary/\
                     classifications-for-trasparency/transparency-obligation/";

fn dichiara(ciclo: &Ciclo, file: &str, titolo: &str, obbligo: &str) {
    let impostazioni = fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("settings");
    let voce = format!(
        "\n[[allegati]]\nfile = \"{file}\"\ntitolo = \"{titolo}\"\nobbligo = \"{obbligo}\"\n\
         data = 2021-12-20\n"
    );
    ciclo.scrivi("ciclo.toml", impostazioni + &voce);
}

/// The small hostile cycle with a document, a table and the validation of what it does not publish.
fn con_allegati() -> Ciclo {
    let ciclo = ostile();
    ciclo.scrivi("allegati/SMVP 2022.pdf", SISTEMA);
    ciclo.scrivi("allegati/validazione.pdf.p7m", BUSTA);
    ciclo.scrivi("allegati/premi.csv", PREMI);
    dichiara(
        &ciclo,
        "SMVP 2022.pdf",
        "Sistema <b>di misurazione</b>",
        "060101",
    );
    dichiara(&ciclo, "allegati/premi.csv", "Premi", "060401");
    dichiara(&ciclo, "validazione.pdf.p7m", "Validazione", "140101");
    ciclo
}

fn verifica(ciclo: &Ciclo) -> (Option<i32>, String) {
    let mut comando = Command::new(env!("CARGO_BIN_EXE_ciclo"));
    let comando = comando.args(["pubblica", "--verifica"]).arg(ciclo.uscita());
    let uscito = comando.output().expect("it runs");
    let detto = crate::comune::testo(&uscito.stdout) + &crate::comune::testo(&uscito.stderr);
    (uscito.status.code(), detto)
}

fn intatta(ciclo: &Ciclo) {
    let (esito, detto) = verifica(ciclo);
    assert_eq!(esito, Some(0), "{detto}");
}

#[test]
fn what_is_declared_is_published_under_its_obligation() {
    let ciclo = con_allegati();
    pubblica(&ciclo, 0);
    let intera = albero(&ciclo.uscita());
    assert_eq!(intera["2022/allegati/smvp-2022.pdf"], SISTEMA);
    let premi = testo(&intera, "2022/premi.csv");
    for atteso in ["Dirigenti", "Distribuiti", "9000", "84965", "'=1+1"] {
        assert!(premi.contains(atteso), "{atteso}: {premi}");
    }
    let record = json(&intera, "2022/pubblicazione.json");
    let scritti: Vec<_> = record["allegati"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|voce| {
            let campo = |nome: &str| voce[nome].as_str().expect("a text").to_owned();
            (campo("file"), campo("obbligo"), campo("data"))
        })
        .collect();
    let atteso = |file: &str, codice| {
        (
            file.to_owned(),
            format!("{LISTA}{codice}"),
            "2021-12-20".to_owned(),
        )
    };
    assert_eq!(
        scritti,
        [
            atteso("allegati/smvp-2022.pdf", "060101"),
            atteso("premi.csv", "060401")
        ],
        "what validates a Relazione comes out with it"
    );
    assert_eq!(
        record["documenti"][0]["obbligo"],
        format!("{LISTA}060201").as_str()
    );
    for pagina in ["index.html", "2022/index.html"] {
        let pagina = sciolto(testo(&intera, pagina), "</html>");
        for atteso in [
            "060101",
            "060201",
            "060401",
            "Sistema <b>di misurazione</b>",
        ] {
            assert!(pagina.contains(atteso), "{atteso}: {pagina}");
        }
        assert!(!pagina.contains("Validazione"));
    }
    let nota = testo(&intera, "2022/nota-di-pubblicazione.txt");
    assert!(
        nota.contains("del 20 dicembre 2021: allegati/smvp-2022.pdf"),
        "{nota}"
    );
    let modificata = |file: &str| json(&intera, file)["dc:modified"]["@value"].clone();
    assert_eq!(modificata("2022/premi.csv-metadata.json"), "2021-12-20");
    assert_eq!(
        modificata("2022/indicatori.csv-metadata.json"),
        "2022-01-27"
    );
    let catalogo = testo(&intera, "catalogo.ttl");
    for codice in ["060101", "060201", "060401"] {
        let nome = format!("{}{codice}>", LISTA.trim_start_matches("https:"));
        assert!(catalogo.contains(&nome), "{nome}");
    }
    intatta(&ciclo);
}

#[test]
fn what_comes_beside_a_document_leaves_it_as_it_is() {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    let prima = albero(&ciclo.uscita());
    ciclo.scrivi("allegati/premi.csv", PREMI);
    dichiara(&ciclo, "premi.csv", "Premi", "060501");
    ciclo.scrivi("allegati/SMVP 2022.pdf", SISTEMA);
    dichiara(&ciclo, "SMVP 2022.pdf", "Sistema", "060101");
    pubblica(&ciclo, 0);
    lascia(&ciclo, "allegati");
    let dopo = albero(&ciclo.uscita());
    let pdf = |intera: &Albero| {
        let mut pdf = intera
            .iter()
            .filter(|(nome, _)| nome.starts_with("2022/piano"));
        pdf.next().expect("a PDF").1.clone()
    };
    assert!(pdf(&prima) == pdf(&dopo), "a signed copy is still of today");
    let record = json(&dopo, "2022/pubblicazione.json");
    assert_eq!(record["motivo"], "Si aggiunge «Premi» e «Sistema»");
    assert_eq!(record["allegati"][0]["prima_pubblicazione"], "2021-12-20");
    let catalogo = testo(&dopo, "catalogo.ttl");
    for atteso in [
        "2022/versioni/1/#dati-indicatori",
        "2022/versioni/1/indicatori.csv",
    ] {
        assert!(catalogo.contains(atteso), "{atteso}");
    }
    intatta(&ciclo);
}

#[test]
fn what_is_changed_afterwards_is_found_by_its_name() {
    let ciclo = con_allegati();
    pubblica(&ciclo, 0);
    let intera = albero(&ciclo.uscita());
    for nome in ["2022/allegati/smvp-2022.pdf", "2022/premi.csv"] {
        let file = ciclo.uscita().join(nome);
        scrivi(&file, b"altro");
        let (esito, detto) = verifica(&ciclo);
        assert_eq!(esito, Some(1), "{detto}");
        assert!(detto.contains(&format!("{nome}: è cambiato")), "{detto}");
        scrivi(&file, &intera[nome]);
    }
    intatta(&ciclo);
}

#[test]
fn what_cannot_be_published_is_refused_and_named() {
    let casi: [(&str, &[u8], &str, &str); 5] = [
        ("nota.pdf", b"<html>", "060101", "non è un PDF"),
        (
            "nota.p7m",
            b"\x30\x82",
            "060101",
            "non contiene un PDF firmato",
        ),
        (
            "nota.exe",
            b"MZ",
            "060101",
            "non si può pubblicare come allegato",
        ),
        (
            "../ciclo.toml",
            b"x",
            "060101",
            "non è il nome di un file di",
        ),
        (
            "nota.pdf",
            SISTEMA,
            "060102",
            "il valore «060102» non è ammesso per «obbligo»",
        ),
    ];
    for (file, byte, obbligo, atteso) in casi {
        let ciclo = ostile();
        if !file.contains('/') {
            ciclo.scrivi(&format!("allegati/{file}"), byte);
        }
        dichiara(&ciclo, file, "Nota", obbligo);
        let uscito = ciclo.esegui(&["pubblica"]);
        let detto = crate::comune::testo(&uscito.stderr);
        assert!(detto.contains(atteso), "{file}: {detto}");
        assert_ne!(uscito.status.code(), Some(0));
        assert!(!ciclo.uscita().join("2022").exists(), "nothing is written");
    }
}

#[test]
fn what_is_declared_and_missing_or_there_and_undeclared_is_said() {
    let ciclo = ostile();
    dichiara(&ciclo, "manca.pdf", "Nota", "060101");
    ciclo.scrivi("allegati/altro.pdf", SISTEMA);
    let uscito = ciclo.esegui(&["verifica"]);
    let detto = crate::comune::testo(&uscito.stdout) + &crate::comune::testo(&uscito.stderr);
    assert!(
        detto.contains("l'allegato «Nota» non ha il suo file"),
        "{detto}"
    );
    assert!(detto.contains("allegati/altro.pdf"), "{detto}");
    assert!(detto.contains("non è dichiarato in ciclo.toml"), "{detto}");
    let uscito = ciclo.esegui(&["pubblica"]);
    assert_eq!(uscito.status.code(), Some(1));
}
