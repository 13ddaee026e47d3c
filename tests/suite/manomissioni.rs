//! Everything that someone can do to a published folder, file by file: `--verifica` finds it and
//! names it.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use crate::comune::pubblicazione::{ostile, pubblica, scrivi, sha256, testo};
use crate::comune::{Albero, albero};

static INTATTA: LazyLock<Albero> = LazyLock::new(|| {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    albero(&ciclo.uscita())
});
const ELENCHI: [&str; 2] = ["2022/SHA256SUMS", "SHA256SUMS"];

/// What is done to a file.
#[derive(Debug, Clone, Copy)]
enum Mossa {
    Giro,
    Taglio,
    Vuoto,
    Scambio,
    Togli,
    Collega,
    /// Changed, and every list of checksums made again.
    Risomma,
}

const MOSSE: [Mossa; 7] = [
    Mossa::Giro,
    Mossa::Taglio,
    Mossa::Vuoto,
    Mossa::Scambio,
    Mossa::Togli,
    Mossa::Collega,
    Mossa::Risomma,
];

fn girato(byte: &[u8]) -> Vec<u8> {
    let mut byte = byte.to_vec();
    let mezzo = byte.len() / 2;
    byte[mezzo] ^= 1;
    byte
}

/// A file with other bytes, its checksum in the list of the year and in that beside the years.
fn risommato(radice: &Path, nome: &str, byte: &[u8]) {
    scrivi(&radice.join(nome), byte);
    let mut cambiato = (nome.to_owned(), byte.to_vec());
    for elenco in ELENCHI {
        let scritto = fs::read_to_string(radice.join(elenco)).expect("a list");
        let vecchia = sha256(&INTATTA[&cambiato.0]);
        let nuovo = scritto.replace(&vecchia, &sha256(&cambiato.1));
        if nuovo != scritto {
            scrivi(&radice.join(elenco), nuovo.as_bytes());
            cambiato = (elenco.to_owned(), nuovo.into_bytes());
        }
    }
}

fn manometti(radice: &Path, nome: &str, mossa: Mossa) {
    let (file, byte) = (radice.join(nome), &INTATTA[nome]);
    match mossa {
        Mossa::Giro => scrivi(&file, &girato(byte)),
        Mossa::Taglio => scrivi(&file, &byte[..byte.len() / 2]),
        Mossa::Vuoto => scrivi(&file, b""),
        Mossa::Scambio => {
            let mut altri = INTATTA
                .iter()
                .cycle()
                .skip_while(|(altro, _)| *altro != nome);
            let (altro, altri_byte) = altri.nth(1).expect("another file");
            scrivi(&file, altri_byte);
            scrivi(&radice.join(altro), byte);
        }
        Mossa::Togli => fs::remove_file(&file).expect("removed"),
        Mossa::Collega => {
            let fuori = radice.with_extension("fuori");
            scrivi(&fuori, byte);
            fs::remove_file(&file).expect("removed");
            #[cfg(unix)]
            std::os::unix::fs::symlink(&fuori, &file).expect("linked");
        }
        Mossa::Risomma => risommato(radice, nome, &girato(byte)),
    }
}

/// Puts back what the last move touched.
fn rimetti(radice: &Path) {
    for (nome, byte) in INTATTA.iter() {
        let file = radice.join(nome);
        let intatto = fs::symlink_metadata(&file).is_ok_and(|dati| dati.is_file())
            && fs::read(&file).is_ok_and(|ora| ora == *byte);
        if !intatto {
            let _ = fs::remove_file(&file);
            scrivi(&file, byte);
        }
    }
}

fn verifica(radice: &Path) -> (Option<i32>, String) {
    let mut comando = Command::new(env!("CARGO_BIN_EXE_ciclo"));
    let uscito = comando
        .args(["pubblica", "--verifica"])
        .arg(radice)
        .output();
    let uscito = uscito.expect("it runs");
    let detto = crate::comune::testo(&uscito.stdout) + &crate::comune::testo(&uscito.stderr);
    (uscito.status.code(), detto)
}

#[cfg(unix)]
#[test]
fn whatever_is_done_to_any_file_is_found_by_its_name() {
    let cartella = tempfile::tempdir().expect("a folder");
    let radice = cartella.path().join("pubblicazione");
    rimetti(&radice);
    let (esito, detto) = verifica(&radice);
    assert_eq!(esito, Some(0), "{detto}");
    let mut sfuggite = Vec::new();
    for nome in INTATTA.keys() {
        for mossa in MOSSE {
            manometti(&radice, nome, mossa);
            let (esito, detto) = verifica(&radice);
            // Of a list, the file whose line it was is named as well.
            let nominato = detto.contains(nome.as_str()) || ELENCHI.contains(&nome.as_str());
            if esito != Some(1) || !nominato {
                sfuggite.push(format!("{nome} {mossa:?}: {detto}"));
            }
            rimetti(&radice);
        }
    }
    assert!(sfuggite.is_empty(), "{sfuggite:#?}");
    let (esito, detto) = verifica(&radice);
    assert_eq!(esito, Some(0), "put back: {detto}");
}

/// Writes a file with other bytes, and their checksum wherever that of the file stands.
fn falsifica(radice: &Path, nome: &str, falso: Vec<u8>) {
    let mut falsi = Albero::from([(nome.to_owned(), falso)]);
    for elenco in [
        "2022/pubblicazione.json",
        "2022/SHA256SUMS",
        "catalogo.ttl",
        "catalogo.jsonld",
        "indice.json",
        "SHA256SUMS",
    ] {
        if elenco == nome {
            continue;
        }
        let scritto = falsi
            .iter()
            .fold(testo(&INTATTA, elenco).to_owned(), |scritto, falso| {
                scritto.replace(&sha256(&INTATTA[falso.0]), &sha256(falso.1))
            });
        falsi.insert(elenco.to_owned(), scritto.into_bytes());
    }
    for (nome, byte) in &falsi {
        scrivi(&radice.join(nome), byte);
    }
}

#[test]
fn a_forger_of_all_checksums_still_contradicts_the_model() {
    let cartella = tempfile::tempdir().expect("a folder");
    let radice = cartella.path().join("pubblicazione");
    for nome in [
        "2022/indicatori.csv",
        "2022/obiettivi.csv",
        "2022/csv-metadata.json",
        "2022/tabelle.ods",
    ] {
        rimetti(&radice);
        falsifica(&radice, nome, girato(&INTATTA[nome]));
        let (esito, detto) = verifica(&radice);
        assert_eq!(esito, Some(1), "{detto}");
        let atteso = format!("{nome}: non è quello che modello.json dà\n");
        assert!(detto.contains(&atteso), "{detto}");
        assert!(
            !detto.contains("cambiato dopo"),
            "the checksums are: {detto}"
        );
    }
}

#[test]
fn a_forger_of_a_page_contradicts_the_open_data() {
    let cartella = tempfile::tempdir().expect("a folder");
    let radice = cartella.path().join("pubblicazione");
    for (nome, vero, falso) in [
        ("2022/cruscotti/affari.html", ">98,83%<", ">99,83%<"),
        (
            "2022/cruscotti/affari.html",
            "indicatori.csv#row=",
            "altra.csv#row=",
        ),
        ("2022/pagina-unica.html", "<svg ", "<svg x=\"1\" "),
    ] {
        rimetti(&radice);
        let pagina = testo(&INTATTA, nome);
        assert!(pagina.contains(vero), "{vero}: {pagina}");
        falsifica(&radice, nome, pagina.replace(vero, falso).into_bytes());
        let (esito, detto) = verifica(&radice);
        assert_eq!(esito, Some(1), "{vero}: {detto}");
        let atteso = format!("{nome}: non è quello che modello.json dà\n1 differenza.");
        assert!(detto.contains(&atteso), "{vero}: {detto}");
    }
}

#[test]
fn a_forger_of_what_stands_beside_the_years_contradicts_them() {
    let cartella = tempfile::tempdir().expect("a folder");
    let radice = cartella.path().join("pubblicazione");
    for nome in [
        "index.html",
        "indicatori-storico.csv",
        "indicatori-storico.csv-metadata.json",
        "catalogo.ttl",
        "catalogo.jsonld",
        "indice.schema.json",
        "indice.json",
    ] {
        rimetti(&radice);
        falsifica(&radice, nome, girato(&INTATTA[nome]));
        let (esito, detto) = verifica(&radice);
        assert_eq!(esito, Some(1), "{nome}: {detto}");
        let detta = detto
            .lines()
            .any(|riga| riga.starts_with(&format!("{nome}: ")));
        assert!(detta, "{nome}: {detto}");
        assert!(
            !detto.contains("cambiato dopo"),
            "the checksums are: {detto}"
        );
    }
}

#[test]
fn a_folder_is_held_against_the_data_that_it_was_made_from() {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    ciclo.cambia("servizi/affari.csv", ";98,83%;", ";97%;");
    let corretto = ciclo.esegui(&["pubblica", "--motivo", "Corretto un atteso"]);
    assert_eq!(corretto.status.code(), Some(0));
    let verifica = |cartella: &str| {
        let uscita = ciclo.uscita().join(cartella);
        let uscita = uscita.to_str().expect("a name").to_owned();
        let uscito =
            ciclo.esegui_senza_dati(&["pubblica", "--verifica", &uscita, "--dati", "ciclo"]);
        let detto = crate::comune::testo(&uscito.stdout) + &crate::comune::testo(&uscito.stderr);
        (uscito.status.code(), detto)
    };
    for cartella in [".", "2022"] {
        let (esito, detto) = verifica(cartella);
        assert_eq!(esito, Some(0), "{detto}");
    }
    ciclo.cambia("servizi/affari.csv", ";97%;", ";96%;");
    let (esito, detto) = verifica(".");
    assert_eq!(esito, Some(1), "{detto}");
    for nome in [
        "2022/indicatori.csv",
        "2022/modello.json",
        "2022/cruscotti/affari.html",
        "2022/modifiche.html",
    ] {
        let atteso = format!("{nome}: non è quello che danno i dati del ciclo");
        assert!(detto.contains(&atteso), "{nome}: {detto}");
    }
    ciclo.cambia("ciclo.toml", "anno = 2022", "anno = 2023");
    assert!(
        verifica(".")
            .1
            .contains("non c'è la pubblicazione del 2023")
    );
}
