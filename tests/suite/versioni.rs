//! Errata: what was public stays whole beside what takes its place, and what changed is told.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::comune::pubblicazione::{
    anno, anno_di, correggi, json, ostile, pubblica, sciolto, scrivi, sha256, testo,
};
use crate::comune::{Albero, Ciclo, albero};

const MOTIVI: [&str; 2] = ["Corretta la data", "Corretto un risultato atteso"];

/// Three versions of a year, and what each was as it was published.
fn tre_versioni() -> (Ciclo, [Albero; 3]) {
    let ciclo = ostile();
    let prima = anno_di(&ciclo);
    ciclo.cambia("ciclo.toml", "2022-01-27", "2022-02-28");
    correggi(&ciclo, MOTIVI[0]);
    let seconda = senza_versioni(albero(&ciclo.uscita().join("2022")));
    ciclo.cambia("servizi/affari.csv", ";98,83%;", ";97%;");
    correggi(&ciclo, MOTIVI[1]);
    let terza = senza_versioni(albero(&ciclo.uscita().join("2022")));
    (ciclo, [prima, seconda, terza])
}

fn senza_versioni(anno: Albero) -> Albero {
    let file = anno.into_iter();
    file.filter(|(nome, _)| !nome.starts_with("versioni/"))
        .collect()
}

fn verifica(cartella: &std::path::Path, esito: i32) -> String {
    let mut comando = Command::new(env!("CARGO_BIN_EXE_ciclo"));
    let comando = comando.args(["pubblica", "--verifica"]).arg(cartella);
    let uscito = comando.output().expect("it runs");
    let detto = crate::comune::testo(&uscito.stdout) + &crate::comune::testo(&uscito.stderr);
    assert_eq!(uscito.status.code(), Some(esito), "{detto}");
    detto
}

/// The folder is as it was published: nothing in it is to be moved away.
#[test]
fn data_that_moved_on_since_are_told_how_to_be_published() {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    ciclo.cambia("servizi/affari.csv", ";98,83%;", ";97%;");
    let mut comando = Command::new(env!("CARGO_BIN_EXE_ciclo"));
    comando.args(["pubblica", "--verifica"]).arg(ciclo.uscita());
    let uscito = comando.arg("--dati").arg(ciclo.dati()).output();
    let uscito = uscito.expect("it runs");
    let detto = crate::comune::testo(&uscito.stderr);
    assert_eq!(uscito.status.code(), Some(1), "{detto}");
    assert!(detto.contains("ciclo pubblica --motivo"), "{detto}");
    assert!(!detto.contains("spostato altrove"), "{detto}");
    fs::write(ciclo.uscita().join("2022/altro.txt"), "theirs").expect("a file");
    assert!(verifica(&ciclo.uscita(), 1).contains("spostato altrove"));
}

#[test]
fn each_version_stays_byte_by_byte_and_verifies() {
    let (ciclo, versioni) = tre_versioni();
    let radice = ciclo.uscita();
    let adesso = albero(&radice.join("2022"));
    for (numero, com_era) in (1..).zip(&versioni[..2]) {
        let conservata = radice.join(format!("2022/versioni/{numero}"));
        assert_eq!(&albero(&conservata), com_era, "version {numero}");
        assert!(verifica(&conservata, 0).contains("Tutto come alla pubblicazione"));
    }
    assert_eq!(senza_versioni(adesso.clone()), versioni[2]);
    verifica(&radice, 0);
    verifica(&radice.join("2022"), 0);

    pubblica(&ciclo, 0);
    assert_eq!(
        albero(&radice.join("2022")),
        adesso,
        "the same again is no version"
    );
}

#[test]
fn the_record_the_index_and_the_page_tell_of_the_versions() {
    let (ciclo, versioni) = tre_versioni();
    let radice = ciclo.uscita();
    let record = json(&versioni[2], "pubblicazione.json");
    assert_eq!(
        (&record["versione"], &record["motivo"]),
        (&json!(3), &json!(MOTIVI[1]))
    );
    let precedenti: Vec<_> = record["precedenti"]
        .as_array()
        .expect("versions")
        .iter()
        .map(|p| {
            (
                p["versione"].clone(),
                p["motivo"].clone(),
                p["somme"].clone(),
            )
        })
        .collect();
    let somme = |posto: usize| json!(sha256(&versioni[posto]["SHA256SUMS"]));
    assert_eq!(
        precedenti,
        [
            (json!(1), Value::Null, somme(0)),
            (json!(2), json!(MOTIVI[0]), somme(1))
        ]
    );
    let intera = albero(&radice);
    let nell_indice = &json(&intera, "indice.json")["anni"][0];
    assert_eq!(nell_indice["precedenti"], record["precedenti"]);
    let pagina = sciolto(testo(&intera, "index.html"), "</html>");
    for detto in [
        "Versione 3: Corretto un risultato atteso.",
        "href=\"2022/modifiche.html\"",
        "href=\"2022/versioni/1/index.html\"",
        "href=\"2022/versioni/2/index.html\"",
    ] {
        assert!(pagina.contains(detto), "{detto}: {pagina}");
    }
}

#[test]
fn what_changed_is_what_confronta_says() {
    let (ciclo, _) = tre_versioni();
    let uscita = ciclo.uscita();
    let modello = |cartella: &str| {
        let percorso = uscita.join(cartella).join("modello.json");
        percorso.to_str().expect("a name").to_owned()
    };
    for (prima, dopo) in [
        ("2022/versioni/1", "2022/versioni/2"),
        ("2022/versioni/2", "2022"),
    ] {
        let (vecchio, nuovo) = (modello(prima), modello(dopo));
        let confronto =
            ciclo.esegui_senza_dati(&["confronta", &vecchio, &nuovo, "--formato", "json"]);
        let confronto: Value = serde_json::from_slice(&confronto.stdout).expect("JSON");
        let scritto = json(&albero(&uscita.join(dopo)), "modifiche.json");
        assert_eq!(scritto["differenze"], confronto["differenze"]);
        let quante = scritto["differenze"].as_array().map(Vec::len);
        assert!(quante > Some(0), "something changed");
        let pagina = albero(&uscita.join(dopo));
        let pagina = sciolto(testo(&pagina, "modifiche.html"), "</html>");
        for differenza in scritto["differenze"].as_array().expect("differences") {
            for lato in ["vecchio", "nuovo"] {
                let valore = differenza[lato].as_str().expect("a value");
                assert!(pagina.contains(valore), "{valore}: {pagina}");
            }
        }
    }
}

#[test]
fn what_is_public_does_not_change_without_a_reason() {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    let prima = albero(&ciclo.uscita());
    ciclo.cambia("servizi/affari.csv", ";98,83%;", ";97%;");
    let detto = pubblica(&ciclo, 2);
    assert!(
        detto.contains("--motivo") && detto.contains("indicatori.csv"),
        "{detto}"
    );
    for argomenti in [["--motivo", "  . "], ["--motivo", ""]] {
        let uscito = ciclo.esegui(&[["pubblica"].as_slice(), &argomenti].concat());
        assert_eq!(uscito.status.code(), Some(2));
    }
    assert_eq!(albero(&ciclo.uscita()), prima);
    let prova = ciclo.esegui(&["pubblica", "--prova", "--motivo", "Prova"]);
    let detto = crate::comune::testo(&prova.stdout);
    assert!(
        detto.contains("  2022/versioni/1/indicatori.csv"),
        "{detto}"
    );
    assert_eq!(albero(&ciclo.uscita()), prima);
}

#[test]
fn a_version_that_someone_touched_is_found_and_never_replaced() {
    let (ciclo, _) = tre_versioni();
    let radice = ciclo.uscita();
    let intera = albero(&radice);
    let rimetti = || {
        fs::remove_dir_all(&radice).expect("removed");
        for (nome, byte) in &intera {
            scrivi(&radice.join(nome), byte);
        }
    };
    let vecchia = "2022/versioni/1/indicatori.csv";
    scrivi(&radice.join(vecchia), b"a,b\n");
    assert!(verifica(&radice, 1).contains(&format!("{vecchia}: è cambiato")));
    // With its own checksums made again.
    let somme = testo(&intera, "2022/versioni/1/SHA256SUMS")
        .replace(&sha256(&intera[vecchia]), &sha256(b"a,b\n"));
    scrivi(&radice.join("2022/versioni/1/SHA256SUMS"), somme.as_bytes());
    let detto = verifica(&radice, 1);
    assert!(
        detto.contains("2022/versioni/1/SHA256SUMS: è cambiato"),
        "{detto}"
    );
    assert!(
        detto.contains(&format!("{vecchia}: è cambiato")),
        "the record knows: {detto}"
    );
    ciclo.cambia("ciclo.toml", "2022-02-28", "2022-03-01");
    let toccata = albero(&radice);
    let uscito = ciclo.esegui(&["pubblica", "--motivo", "Altra data"]);
    assert_eq!(uscito.status.code(), Some(2));
    assert_eq!(albero(&radice), toccata, "nothing is replaced");

    rimetti();
    scrivi(&radice.join("2022/versioni/1/validazione.pdf"), b"theirs");
    scrivi(&radice.join("2022/versioni/9/carta.txt"), b"theirs");
    let detto = verifica(&radice, 1);
    for nome in ["1/validazione.pdf", "9/carta.txt"] {
        assert!(
            detto.contains(&format!("2022/versioni/{nome}: è in più")),
            "{detto}"
        );
    }
    let toccata = albero(&radice);
    let uscito = ciclo.esegui(&["pubblica", "--motivo", "Altra data"]);
    assert_eq!(uscito.status.code(), Some(2));
    assert_eq!(albero(&radice), toccata, "nothing is replaced");

    rimetti();
    fs::remove_dir_all(radice.join("2022/versioni/2")).expect("removed");
    assert!(verifica(&radice, 1).contains("2022/versioni/2/: manca"));
    let record = json(&anno(&intera, 2022), "pubblicazione.json");
    assert_eq!(record["precedenti"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_list_made_again_over_a_foreign_file_makes_it_nobodys() {
    let ciclo = ostile();
    let mio = anno_di(&ciclo);
    let cartella = ciclo.uscita().join("2022");
    let somme = format!(
        "{}{}  validazione-OIV.pdf\n",
        testo(&mio, "SHA256SUMS"),
        sha256(b"theirs")
    );
    scrivi(&cartella.join("validazione-OIV.pdf"), b"theirs");
    scrivi(&cartella.join("SHA256SUMS"), somme.as_bytes());
    let cima = albero(&ciclo.uscita());
    let in_cima =
        testo(&cima, "SHA256SUMS").replace(&sha256(&mio["SHA256SUMS"]), &sha256(somme.as_bytes()));
    // With the list of the year alone, and with that beside the years too.
    for rifatta in [None, Some(in_cima)] {
        if let Some(rifatta) = &rifatta {
            scrivi(&ciclo.uscita().join("SHA256SUMS"), rifatta.as_bytes());
        }
        let prima = albero(&ciclo.uscita());
        let detto = pubblica(&ciclo, 2);
        assert!(
            detto.contains("2022/validazione-OIV.pdf: non l'ha scritto ciclo"),
            "{detto}"
        );
        assert_eq!(albero(&ciclo.uscita()), prima, "byte by byte");
        let detto = verifica(&ciclo.uscita(), 1);
        assert!(
            detto.contains("2022/validazione-OIV.pdf: è in più"),
            "{detto}"
        );
    }
}
