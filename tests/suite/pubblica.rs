//! `ciclo pubblica` as the publisher runs it: whole or not at all, the same again, refused where it
//! must be, verified.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::comune::pubblicazione::{
    OSTILE, anno_di, completo, correggi, json, ostile, pubblica, sciolto, scrivi, sha256, testo,
};
use crate::comune::{Albero, Ciclo, albero};

#[test]
fn the_note_says_what_when_and_by_which_act() {
    let nota = testo(&OSTILE, "nota-di-pubblicazione.txt");
    for detto in [
        "27 gennaio 2022",
        "delibera n. 1",
        "D.Lgs. 33/2013",
        "Accessibilità",
        "ufficio@esempio.it",
    ] {
        assert!(nota.contains(detto), "{detto}");
    }
}

/// Documents that are approved come out together, in any order of names, while others are drafts; one
/// that would push another out names both.
#[test]
fn several_documents_come_out_while_another_is_a_draft() {
    let ciclo = Ciclo::bergamo();
    let titoli = |anno: &Albero| -> Vec<String> {
        let record = json(anno, "pubblicazione.json");
        let documenti = record["documenti"].as_array().expect("documents");
        documenti
            .iter()
            .map(|uno| uno["tipo"].as_str().expect("a type").to_owned())
            .collect()
    };
    pubblica_questi(&ciclo, &["piano"], 0);
    let detto = pubblica_questi(&ciclo, &["premi", "--motivo", "I premi"], 2);
    assert!(detto.contains("«ciclo pubblica piano premi»"), "{detto}");
    let tutto = pubblica_questi(&ciclo, &[], 1);
    assert!(
        tutto.contains("«ciclo pubblica piano piao pira premi»"),
        "{tutto}"
    );
    let insieme = ["premi", "piano", "pira", "premi", "--motivo", "Con i premi"];
    pubblica_questi(&ciclo, &insieme, 0);
    let anno = albero(&ciclo.uscita().join("2022"));
    assert_eq!(titoli(&anno), ["piano", "pira", "premi"]);
    let detto = pubblica_questi(&ciclo, &["piano", "nessuno"], 2);
    assert!(detto.contains("nessuno"), "{detto}");
    let detto = pubblica_questi(&ciclo, &["piano", "schede"], 2);
    assert!(detto.contains("«schede» resta nell'ufficio"), "{detto}");
}

fn pubblica_questi(ciclo: &Ciclo, argomenti: &[&str], esito: i32) -> String {
    let uscito = ciclo.esegui(&[&["pubblica"], argomenti].concat());
    let detto = String::from_utf8_lossy(&uscito.stderr).into_owned();
    assert_eq!(uscito.status.code(), Some(esito), "{detto}");
    detto
}

/// What goes onto the site never has the workbooks in it, and never stands among what the cycle
/// reads.
#[test]
#[cfg(unix)]
fn a_folder_that_holds_the_data_or_is_read_as_data_is_refused() {
    let ciclo = ostile();
    let dati = ciclo.dati();
    let prima = albero(&dati);
    let sopra = dati.parent().expect("a folder");
    let collegata = sopra.join("collegata");
    std::os::unix::fs::symlink(&dati, &collegata).expect("a link");
    for (uscita, causa) in [
        (dati.clone(), "contiene la cartella del ciclo"),
        (sopra.to_owned(), "contiene la cartella del ciclo"),
        (collegata.clone(), "contiene la cartella del ciclo"),
        (collegata.join("testi/sito"), "da cui si leggono i dati"),
        (dati.join("servizi"), "da cui si leggono i dati"),
        (dati.join("sito/../quadri"), "da cui si leggono i dati"),
    ] {
        let uscita = uscita.to_string_lossy().into_owned();
        let esito = ciclo.esegui_senza_dati(&["pubblica", "--dati", "ciclo", "--uscita", &uscita]);
        assert_eq!(esito.status.code(), Some(2), "{uscita}");
        let detto = String::from_utf8_lossy(&esito.stderr).into_owned();
        assert!(detto.contains(causa), "{uscita}: {detto}");
    }
    assert_eq!(prima, albero(&dati));
}

#[test]
fn publishing_again_gives_the_same_bytes_and_keeps_other_years() {
    let (uno, altro) = (ostile(), ostile());
    scrivi(&uno.uscita().join("2015/carta.txt"), b"old");
    pubblica(&uno, 0);
    let prima = albero(&uno.uscita());
    pubblica(&uno, 0);
    assert_eq!(prima, albero(&uno.uscita()), "on top of the old one");
    assert_eq!(
        anno_di(&altro),
        albero(&uno.uscita().join("2022")),
        "in another folder"
    );
    assert_eq!(prima["2015/carta.txt"], b"old");
    let indice = json(&prima, "indice.json");
    let anni: Vec<_> = indice["anni"]
        .as_array()
        .expect("years")
        .iter()
        .map(|a| (&a["anno"], &a["oltre_l_obbligo"]))
        .collect();
    assert_eq!(
        anni,
        [(&2022.into(), &false.into())],
        "a name makes no year ours"
    );
    assert!(sciolto(testo(&prima, "index.html"), "</html>").contains("href=\"2022/piano-ente"));
}

#[test]
fn a_run_that_fails_leaves_what_was_there() {
    let ciclo = ostile();
    let uscita = ciclo.uscita();
    scrivi(&uscita.join("2022"), b"a file where the folder should go");
    let prima = albero(&uscita);
    let detto = pubblica(&ciclo, 2);
    assert!(detto.contains("- 2022/: non è un file normale"), "{detto}");
    assert_eq!(albero(&uscita), prima, "no half folder");

    // The index could not take its place: the year does not either.
    fs::remove_file(uscita.join("2022")).expect("removed");
    pubblica(&ciclo, 0);
    fs::remove_file(uscita.join("indice.json")).expect("removed");
    scrivi(
        &uscita.join("indice.json/intruso"),
        b"a folder where the file should go",
    );
    let prima = albero(&uscita);
    ciclo.cambia("ciclo.toml", "2022-01-27", "2022-02-28");
    pubblica(&ciclo, 2);
    assert_eq!(albero(&uscita), prima, "nothing is half done");
}

#[test]
fn two_runs_at_once_do_not_mix() {
    let ciclo = ostile();
    fs::create_dir_all(ciclo.uscita()).expect("a folder");
    let altra = fs::File::open(ciclo.uscita()).expect("the folder");
    altra.lock().expect("another run holds it");
    assert!(pubblica(&ciclo, 2).contains("Un'altra pubblicazione è in corso"));
    assert!(albero(&ciclo.uscita()).is_empty());
    altra.unlock().expect("it is over");
    pubblica(&ciclo, 0);
}

#[test]
fn a_killed_run_leaves_the_old_year_or_the_new_one() {
    let (ciclo, altrove) = (ostile(), ostile());
    let vecchio = anno_di(&ciclo);
    pubblica(&altrove, 0);
    for cambiato in [&ciclo, &altrove] {
        cambiato.cambia("ciclo.toml", "2022-01-27", "2022-02-28");
    }
    correggi(&altrove, "Nuova data");
    let nuovo = albero(&altrove.uscita().join("2022"));
    scrivi(&ciclo.uscita().join("2015/carta.txt"), b"theirs");
    scrivi(&ciclo.uscita().join(".ciclo-config/chiave"), b"theirs");
    let loro = |albero: Albero| {
        let file = albero.into_iter();
        file.filter(|(nome, _)| nome.starts_with("2015/") || nome.starts_with(".ciclo-config/"))
            .collect::<Albero>()
    };
    let di_altri = loro(albero(&ciclo.uscita()));
    for millisecondi in (20..400).step_by(40) {
        let mut corsa = Command::new(env!("CARGO_BIN_EXE_ciclo"));
        corsa
            .args(["pubblica", "--motivo", "Nuova data", "--dati"])
            .arg(ciclo.dati())
            .arg("--uscita")
            .arg(ciclo.uscita());
        let mut corsa = corsa
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_millis(millisecondi));
        let _ = corsa.kill();
        let _ = corsa.wait();
        let adesso = albero(&ciclo.uscita().join("2022"));
        assert!(
            adesso == vecchio || adesso == nuovo,
            "after {millisecondi} ms"
        );
        assert_eq!(loro(albero(&ciclo.uscita())), di_altri);
    }
    fs::remove_dir_all(ciclo.uscita().join("2015")).expect("removed");
    fs::remove_dir_all(ciclo.uscita().join(".ciclo-config")).expect("removed");
    correggi(&ciclo, "Nuova data");
    let dopo = albero(&ciclo.uscita());
    assert!(
        dopo.keys().all(|nome| !nome.starts_with(".ciclo")),
        "what killed runs left is gone"
    );
    verifica(&ciclo.uscita(), 0);
}

#[test]
fn drafts_errors_and_missing_codes_are_refused_and_nothing_is_written() {
    let casi = [
        (
            "delibera =",
            "bozza = true\ndelibera =",
            "è una bozza del 27 gennaio 2022",
        ),
        ("codice = \"1.1\"", "codice = \"9.9\"", "1 errore"),
        ("codice-ipa = \"prova\"", "codice-ipa = \"\"", "codice IPA"),
        (
            "https://www.esempio.it/performance",
            "ftp://esempio",
            "indirizzo di pubblicazione",
        ),
        ("ufficio@esempio.it", "ufficio", "indirizzo di posta"),
    ];
    for (da, a, motivo) in casi {
        let ciclo = ostile();
        ciclo.cambia("ciclo.toml", da, a);
        let detto = pubblica(&ciclo, 1);
        assert!(detto.contains(motivo), "{detto}");
        assert!(
            detto.to_lowercase().contains("non ho pubblicato nulla"),
            "{detto}"
        );
        assert!(!ciclo.uscita().exists(), "{motivo}");
    }
}

#[test]
fn the_piano_is_published_before_the_relazione_and_never_lost() {
    let ciclo = completo();
    let relazione =
        |testo: &str| testo.contains("relazione-camera-di-commercio-di-bergamo-2021.pdf");
    ciclo.cambia(
        "ciclo.toml",
        "data = 2022-06-28",
        "data = 2022-06-28\nbozza = true",
    );
    assert!(pubblica(&ciclo, 1).contains("«Relazione sulla performance 2021» è una bozza"));
    let detto = pubblica(&Ciclo::bergamo(), 1);
    assert!(
        detto.contains("manca 1 consuntivo") && detto.contains("«ciclo pubblica piano piao"),
        "{detto}"
    );
    assert!(!ciclo.uscita().exists());
    assert!(ciclo.esegui(&["pubblica", "piano"]).status.success());
    assert!(!relazione(testo(&albero(&ciclo.uscita()), "indice.json")));

    ciclo.cambia("ciclo.toml", "bozza = true", "bozza = false");
    pubblica(&ciclo, 0);
    let intera = albero(&ciclo.uscita());
    assert!(relazione(testo(&intera, "indice.json")));
    let rifiutata = ciclo.esegui(&["pubblica", "piano"]);
    assert_eq!(rifiutata.status.code(), Some(2));
    let detto = crate::comune::testo(&rifiutata.stderr);
    for titolo in [
        "Dati relativi ai premi 2021",
        "Relazione sulla performance 2021",
        "Validazione della Relazione sulla performance 2021",
    ] {
        assert!(detto.contains(&format!("«{titolo}»")), "{detto}");
    }
    assert_eq!(albero(&ciclo.uscita()), intera);
}

/// Verifies a folder, expecting this exit code; what was said.
fn verifica(cartella: &Path, esito: i32) -> String {
    let mut comando = Command::new(env!("CARGO_BIN_EXE_ciclo"));
    let uscito = comando
        .args(["pubblica", "--verifica"])
        .arg(cartella)
        .output()
        .expect("it runs");
    let detto = crate::comune::testo(&uscito.stdout) + &crate::comune::testo(&uscito.stderr);
    assert_eq!(uscito.status.code(), Some(esito), "{detto}");
    detto
}

#[test]
fn a_published_folder_is_verified_file_by_file() {
    let ciclo = ostile();
    let intatto = anno_di(&ciclo);
    let anno = ciclo.uscita().join("2022");
    assert!(verifica(&ciclo.uscita(), 0).contains("1 PDF con i dati allegati"));
    assert!(verifica(&anno, 0).contains("Tutto come alla pubblicazione"));

    let pdf = intatto
        .keys()
        .find(|nome| nome.ends_with(".pdf"))
        .expect("a PDF")
        .clone();
    for nome in ["indicatori.csv", "index.html", &pdf, "risorse/style.css"] {
        let mut byte = intatto[nome].clone();
        let mezzo = byte.len() / 2;
        byte[mezzo] ^= 1;
        scrivi(&anno.join(nome), &byte);
        let detto = verifica(&anno, 1);
        assert!(detto.contains(&format!("{nome}: è cambiato")), "{detto}");
        scrivi(&anno.join(nome), &intatto[nome]);
    }
    fs::rename(anno.join("obiettivi.csv"), anno.join("altro.csv")).expect("renamed");
    let detto = verifica(&ciclo.uscita(), 1);
    assert!(
        detto.contains("2022/obiettivi.csv: manca") && detto.contains("2022/altro.csv: è in più"),
        "{detto}"
    );
    assert!(detto.contains("2 differenze"), "{detto}");
}

#[test]
fn what_stands_beside_the_years_is_verified_too() {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    let (radice, intatta) = (ciclo.uscita(), albero(&ciclo.uscita()));
    let rimetti = || {
        fs::remove_dir_all(&radice).expect("removed");
        intatta
            .iter()
            .for_each(|(nome, byte)| scrivi(&radice.join(nome), byte));
    };
    verifica(&radice, 0);
    for nome in ["index.html", "indice.json", "SHA256SUMS"] {
        let byte = [&intatta[nome], b"x".as_slice()].concat();
        scrivi(&radice.join(nome), &byte);
        let detto = verifica(&radice, 1);
        assert!(detto.contains(&format!("{nome}: ")), "{detto}");
        fs::remove_file(radice.join(nome)).expect("removed");
        let detto = verifica(&radice, 1);
        assert!(
            detto.contains(&format!("{nome}: manca")) && detto.contains("1 differenza"),
            "{detto}"
        );
        rimetti();
    }
    scrivi(&radice.join("evil.html"), b"");
    scrivi(&radice.join("altro/evil.html"), b"");
    scrivi(&radice.join(".ciclo-finto.tmp"), b"hidden");
    scrivi(&radice.join("SHA256SUMS.asc"), b"a signature of the list");
    let detto = verifica(&radice, 1);
    assert!(
        detto.contains("evil.html: è in più") && detto.contains("altro/: è in più"),
        "{detto}"
    );
    assert!(
        detto.contains(".ciclo-finto.tmp: è in più") && detto.contains("3 differenze"),
        "a name hides nothing, a signature is no difference: {detto}"
    );
    rimetti();
    fs::rename(radice.join("2022"), radice.join("2023")).expect("renamed");
    let detto = verifica(&radice, 1);
    assert!(
        detto.contains("2022/: manca") && detto.contains("2023/: è in più"),
        "{detto}"
    );
    rimetti();
    // A year that was published again elsewhere: whole, but not this one.
    let altra = ostile();
    altra.cambia("ciclo.toml", "2022-01-27", "2022-02-28");
    pubblica(&altra, 0);
    fs::remove_dir_all(radice.join("2022")).expect("removed");
    crate::comune::copia(&altra.uscita().join("2022"), &radice.join("2022"));
    assert!(verifica(&radice, 1).contains("2022/SHA256SUMS: è cambiato"));
}

#[test]
fn data_that_differ_from_what_the_pdf_carries_are_found() {
    let ciclo = ostile();
    let file = anno_di(&ciclo);
    let anno = ciclo.uscita().join("2022");
    let cambiato = testo(&file, "modello.json").replace("98.83", "99.83");
    let somme = testo(&file, "SHA256SUMS")
        .replace(&sha256(&file["modello.json"]), &sha256(cambiato.as_bytes()));
    scrivi(&anno.join("modello.json"), cambiato.as_bytes());
    scrivi(&anno.join("SHA256SUMS"), somme.as_bytes());
    let detto = verifica(&anno, 1);
    for nome in ["modello.json", "indicatori.csv"] {
        let diverso = format!("l'allegato {nome} è diverso");
        assert!(detto.contains(&diverso), "a part of other data: {detto}");
    }
    assert!(
        detto.contains("modello.json: è cambiato dopo la pubblicazione"),
        "the record knows: {detto}"
    );
    for nome in ["indicatori.csv", "tabelle.ods", "cruscotti/affari.html"] {
        let diverso = format!("{nome}: non è quello che modello.json dà");
        assert!(detto.contains(&diverso), "no more what it gives: {detto}");
    }
    scrivi(&anno.join("SHA256SUMS"), b"0  ../../fuori\n");
    assert!(
        verifica(&anno, 1).contains("la riga 1 non è una somma"),
        "a hostile path is not followed"
    );
}

#[test]
fn what_is_no_publication_cannot_be_verified() {
    let vuota = tempfile::tempdir().expect("a folder");
    assert!(verifica(vuota.path(), 2).contains("non è una pubblicazione"));
    assert!(verifica(&vuota.path().join("niente"), 2).contains("non esiste"));
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_file_is_found() {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    let file = ciclo.uscita().join("2022/obiettivi.csv");
    let fuori = ciclo.uscita().join("fuori.csv");
    fs::rename(&file, &fuori).expect("moved");
    std::os::unix::fs::symlink(&fuori, &file).expect("linked");
    assert!(verifica(&ciclo.uscita(), 1).contains("obiettivi.csv: non è un file normale"));
}

/// The figures of such pages may be marked in another way, or not at all.
#[test]
fn pages_of_an_offices_own_templates_are_said_not_to_be_recomputed() {
    let ciclo = ostile();
    let nostra = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/web/foglio.html");
    let nostra = fs::read_to_string(nostra).expect("our own");
    ciclo.scrivi("modelli/web/foglio.html", nostra + "<!-- dell'ente -->\n");
    pubblica(&ciclo, 0);
    let radice = ciclo.uscita();
    let radice = radice.to_str().expect("a name");
    for (dati, ricomposta) in [(None, false), (Some(ciclo.dati()), true)] {
        let dati = dati.map(|dati| dati.to_string_lossy().into_owned());
        let mut argomenti = vec!["pubblica", "--verifica", radice];
        argomenti.extend(dati.iter().flat_map(|dati| ["--dati", dati]));
        let uscito = crate::comune::ciclo(&argomenti);
        let detto = crate::comune::testo(&uscito.stderr);
        assert_eq!(uscito.status.code(), Some(0), "{detto}");
        assert_eq!(
            detto.contains("2022/ ha pagine fatte con modelli dell'ente"),
            !ricomposta,
            "{detto}"
        );
    }
}
