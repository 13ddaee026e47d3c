//! `ciclo nuovo`: from nothing to a first draft, for each kind of body.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::comune::xlsx::{Scritto, compila};
use crate::comune::{Ciclo, albero, ciclo, testo};

const MODELLI: [&str; 4] = ["camera", "comune", "universita", "generico"];

fn esegui(dove: &Path, argomenti: &[&str]) -> Output {
    let mut comando = assert_cmd::Command::cargo_bin("ciclo").expect("the command is built");
    comando
        .current_dir(dove)
        .args(argomenti)
        .output()
        .expect("the command runs")
}

fn nuovo(dove: &Path, cartella: &str, modello: &str) -> Output {
    let ente = "Ente «di prova» \"&\" {{ x }}";
    let argomenti = [
        "nuovo",
        cartella,
        "--ente",
        ente,
        "--anno",
        "2027",
        "--modello",
        modello,
        "--servizi",
        "Servizio Anagrafe",
        "Strategico",
        "../Tributi",
    ];
    esegui(dove, &argomenti)
}

#[test]
fn a_cycle_from_nothing_gives_a_draft_at_once() {
    for modello in MODELLI {
        let dove = tempfile::tempdir().expect("a folder");
        let fatto = nuovo(dove.path(), "data/prova", modello);
        assert!(
            fatto.status.success(),
            "{modello}: {}",
            testo(&fatto.stderr)
        );
        let genera = esegui(dove.path(), &["genera"]);
        assert!(
            genera.status.success(),
            "{modello}: {}",
            testo(&genera.stderr)
        );
        assert!(dove.path().join("output/piano-2027-2029.pdf").is_file());
        let verifica = esegui(dove.path(), &["verifica"]);
        let detto = testo(&verifica.stdout) + &testo(&verifica.stderr);
        assert!(detto.contains("0 errori"), "{modello}: {detto}");
        for file in [
            "ciclo.toml",
            "cruscotti/strategico.xlsx",
            "testi/piano/00-premessa.md",
        ] {
            assert!(
                detto.contains(file),
                "{modello}: nothing to write in {file}\n{detto}"
            );
        }
        let file = albero(&dove.path().join("data/prova"));
        assert!(
            file.contains_key("servizi/servizio-anagrafe.xlsx"),
            "{:?}",
            file.keys()
        );
        // The strategic cruscotto has its id already; a name is never a path.
        assert!(file.contains_key("servizi/strategico-2.xlsx"));
        assert!(file.contains_key("servizi/tributi.xlsx"));
    }
}

/// The settings with the parts that the commented file explains switched on.
fn scommentate(impostazioni: &str, sezioni: &[&str]) -> String {
    let mut dentro = false;
    let righe = impostazioni.lines().map(|riga| {
        let nuda = riga.trim_start_matches("# ");
        dentro = riga.starts_with('#') && (dentro || sezioni.contains(&nuda));
        let dentro_e_chiave = dentro && riga != "#";
        if dentro_e_chiave { nuda } else { riga }
    });
    righe.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn what_the_new_documents_ask_for_is_there_to_be_filled_in() {
    for modello in MODELLI {
        let dove = tempfile::tempdir().expect("a folder");
        assert!(nuovo(dove.path(), "data/prova", modello).status.success());
        let genera = esegui(dove.path(), &["genera"]);
        assert!(genera.status.success(), "{}", testo(&genera.stderr));
        let usciti = albero(&dove.path().join("output"));
        for documento in ["pira-2027-2029.pdf", "rapporto-pira-2027.pdf"] {
            let c_e = usciti.contains_key(documento);
            assert_eq!(c_e, modello == "camera", "{modello}: {documento}");
        }
        let premi = letto(&dove.path().join("output/premi-2027.pdf"));
        for chiesto in [
            "Ammontarecomplessivodeipremi2027",
            "Criteriperlassegnazionedeipremi2027",
            "Distribuzionedeipremi2027informaaggregata",
            "Gradodidifferenziazionedeipremi2027",
            "Dirigenti",
            "Dipendenti",
        ] {
            assert!(premi.contains(chiesto), "{modello}: {chiesto} in {premi}");
        }
        let file = dove.path().join("data/prova/ciclo.toml");
        let scritte = fs::read_to_string(&file).expect("the settings");
        let sezioni = ["[assegnazioni]", "[monitoraggio]", "[oiv]"];
        for sezione in sezioni {
            assert!(scritte.contains(&format!("# {sezione}\n")), "{sezione}");
        }
        let piene = scommentate(&scritte, &sezioni);
        fs::write(&file, &piene).expect("written");
        let verifica = esegui(dove.path(), &["verifica"]);
        let detto = testo(&verifica.stdout) + &testo(&verifica.stderr);
        assert!(detto.contains("0 errori"), "{modello}: {detto}");
        for sezione in sezioni {
            assert!(piene.contains(&format!("\n{sezione}\n")), "{sezione}");
        }
        assert!(
            esegui(dove.path(), &["genera", "validazione"])
                .status
                .success()
        );
        let validazione = letto(&dove.path().join("output/validazione-2027.pdf"));
        assert!(
            validazione.contains("damigliorare"),
            "the OIV's words are read"
        );
    }
}

/// The letters and digits of a PDF's pages: lines may break anywhere.
fn letto(pdf: &Path) -> String {
    let pdf = lopdf::Document::load(pdf).expect("a PDF");
    let pagine: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let testo = pdf.extract_text(&pagine).expect("its text");
    testo.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn a_draft_names_what_is_missing_until_a_workbook_is_filled_in() {
    const DOVE: &str = "servizitributixlsx";
    for modello in MODELLI {
        let dove = tempfile::tempdir().expect("a folder");
        assert!(nuovo(dove.path(), "data/prova", modello).status.success());
        let bozza = || {
            let genera = esegui(dove.path(), &["genera", "piano"]);
            assert!(genera.status.success(), "{}", testo(&genera.stderr));
            letto(&dove.path().join("output/piano-2027-2029.pdf"))
        };
        let prima = bozza();
        assert!(
            prima.contains(DOVE),
            "{modello}: the draft names the workbook"
        );
        let file = dove.path().join("data/prova/servizi/tributi.xlsx");
        let compilato = compila(
            &fs::read(&file).expect("the workbook"),
            1,
            &[
                ("B4", Scritto::Testo("Recuperare i tributi non versati")),
                ("C4", Scritto::Testo("Avvisi emessi")),
                ("D4", Scritto::Numero(120.0)),
            ],
        );
        fs::write(&file, compilato).expect("written");
        let dopo = bozza();
        assert!(!dopo.contains(DOVE), "{modello}: nothing is missing there");
        assert!(
            dopo.contains("Avvisiemessi"),
            "{modello}: the draft shows it"
        );
        assert!(dopo.contains("servizianagrafexlsx") || dopo.contains("servizioanagrafexlsx"));
    }
}

#[test]
fn nobody_is_asked_about_an_indicator_without_a_name() {
    let dove = tempfile::tempdir().expect("a folder");
    assert!(nuovo(dove.path(), "data/prova", "comune").status.success());
    let uscita = esegui(dove.path(), &["moduli", "piano"]);
    assert_eq!(uscita.status.code(), Some(1));
    assert!(uscita.stdout.is_empty(), "no form");
    let detto = testo(&uscita.stderr);
    assert!(
        detto.contains("Senza modulo") && detto.contains("Anagrafe"),
        "{detto}"
    );
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let dove = tempfile::tempdir().expect("a folder");
    for cartella in ["a/ciclo", "b/ciclo"] {
        assert!(nuovo(dove.path(), cartella, "camera").status.success());
    }
    let mut a = albero(&dove.path().join("a/ciclo"));
    let mut b = albero(&dove.path().join("b/ciclo"));
    // It names its own folder.
    a.remove("LEGGIMI.txt");
    b.remove("LEGGIMI.txt");
    assert!(a == b);
}

#[test]
fn in_a_pipe_what_is_missing_is_named() {
    let dove = tempfile::tempdir().expect("a folder");
    let uscita = esegui(dove.path(), &["nuovo", "ciclo", "--anno", "2027"]);
    assert_eq!(uscita.status.code(), Some(2));
    let detto = testo(&uscita.stderr);
    assert!(
        detto.contains("--ente") && detto.contains("--servizi"),
        "{detto}"
    );
    assert!(!detto.contains("manca: --anno"), "{detto}");
    assert!(albero(dove.path()).is_empty());
}

#[test]
fn a_folder_that_holds_anything_is_left_alone() {
    let dove = tempfile::tempdir().expect("a folder");
    fs::create_dir(dove.path().join("ciclo")).expect("a folder");
    fs::write(dove.path().join("ciclo/.appunti"), "miei").expect("a file");
    fs::write(dove.path().join("file"), "mio").expect("a file");
    let prima = albero(dove.path());
    for (cartella, perche) in [("ciclo", "non è vuota"), ("file", "non è una cartella")] {
        let uscita = nuovo(dove.path(), cartella, "camera");
        assert_eq!(uscita.status.code(), Some(2));
        assert!(
            testo(&uscita.stderr).contains(perche),
            "{}",
            testo(&uscita.stderr)
        );
    }
    assert!(albero(dove.path()) == prima);
    fs::create_dir(dove.path().join("vuota")).expect("a folder");
    assert!(nuovo(dove.path(), "vuota", "camera").status.success());
}

#[test]
fn names_and_years_that_cannot_be_are_refused() {
    let dove = tempfile::tempdir().expect("a folder");
    let casi = [
        ["", "2027", "Tributi"],
        ["Ente", "99", "Tributi"],
        ["Ente", "2027", " ... "],
    ];
    for [ente, anno, servizio] in casi {
        let argomenti = [
            "nuovo",
            "x",
            "--ente",
            ente,
            "--anno",
            anno,
            "--servizi",
            servizio,
        ];
        let uscita = esegui(dove.path(), &argomenti);
        assert_eq!(uscita.status.code(), Some(2), "{}", testo(&uscita.stderr));
    }
    assert!(albero(dove.path()).is_empty());
}

#[test]
fn a_year_or_a_port_that_cannot_be_says_which_can() {
    let casi: [(&[&str], &str); 4] = [
        (
            &["nuovo", "x", "--anno", "27"],
            "quattro cifre, tra 1990 e 2097",
        ),
        (
            &["nuovo", "x", "--anno", "duemila"],
            "quattro cifre, tra 1990 e 2097",
        ),
        (&["apri", "--porta", "70000"], "da 1024 a 65535, oppure 0"),
        (&["apri", "--porta", "http"], "da 1024 a 65535, oppure 0"),
    ];
    for (argomenti, atteso) in casi {
        let uscita = ciclo(argomenti);
        assert_eq!(uscita.status.code(), Some(2), "{argomenti:?}");
        let detto = testo(&uscita.stderr);
        assert!(detto.contains(atteso), "{argomenti:?}: {detto}");
    }
}

/// A comma may be part of a name: it is said what came of it.
#[test]
fn services_that_are_one_or_twice_there_are_told() {
    let altrove = tempfile::tempdir().expect("a folder");
    let nuovo = |cartella: &str, servizi: &[&str]| {
        let cartella = altrove.path().join(cartella).to_string_lossy().into_owned();
        let inizio = [
            "nuovo",
            &cartella,
            "--ente",
            "Ente",
            "--anno",
            "2027",
            "--servizi",
        ];
        ciclo(&[&inizio, servizi].concat())
    };
    let doppi = nuovo("doppi", &["Tributi", "Anagrafe", "TRIBUTI"]);
    assert_eq!(doppi.status.code(), Some(2));
    let detto = testo(&doppi.stderr);
    assert!(
        detto.contains("«Tributi» e «TRIBUTI» sono lo stesso servizio"),
        "{detto}"
    );
    assert!(!altrove.path().join("doppi").exists());
    let insieme = nuovo("insieme", &["Tributi, Anagrafe", "Ambiente"]);
    assert_eq!(insieme.status.code(), Some(0));
    let detto = testo(&insieme.stderr);
    assert!(
        detto.contains("resta un servizio solo: «Tributi, Anagrafe»."),
        "{detto}"
    );
}

#[test]
fn killed_at_any_moment_the_folder_is_whole_or_not_there() {
    let dove = tempfile::tempdir().expect("a folder");
    assert!(nuovo(dove.path(), "intero", "camera").status.success());
    let intero = albero(&dove.path().join("intero")).len();
    for momento in 0..100_u64 {
        let cartella = format!("ciclo-{momento}");
        let mut figlio = Command::new(assert_cmd::cargo::cargo_bin("ciclo"))
            .current_dir(dove.path())
            .args(["nuovo", &cartella, "--ente", "Ente", "--anno", "2027"])
            .args(["--modello", "camera", "--servizi", "Uno", "Due", "Tre"])
            .stdout(Stdio::null())
            .spawn()
            .expect("the command runs");
        std::thread::sleep(Duration::from_micros(momento * 400));
        let _ = figlio.kill();
        figlio.wait().expect("its end");
        let file = albero(&dove.path().join(&cartella)).len();
        assert!(
            file == 0 || file == intero,
            "{momento}: {file} files of {intero}"
        );
    }
}

#[test]
fn killed_at_any_moment_the_next_cycle_is_whole_or_not_there() {
    let vecchio = Ciclo::base("comune-esempio");
    let prima = albero(&vecchio.dati());
    let dati = vecchio.dati().to_string_lossy().into_owned();
    let dove = vecchio.uscita();
    fs::create_dir_all(&dove).expect("a folder");
    assert!(
        esegui(&dove, &["nuovo", "intero", "--da", &dati])
            .status
            .success()
    );
    let intero = albero(&dove.join("intero")).len();
    for momento in 0..100_u64 {
        let cartella = format!("ciclo-{momento}");
        let mut figlio = Command::new(assert_cmd::cargo::cargo_bin("ciclo"))
            .current_dir(&dove)
            .args(["nuovo", &cartella, "--da", &dati])
            .stdout(Stdio::null())
            .spawn()
            .expect("the command runs");
        std::thread::sleep(Duration::from_micros(momento * 1000));
        let _ = figlio.kill();
        figlio.wait().expect("its end");
        let file = albero(&dove.join(&cartella)).len();
        assert!(
            file == 0 || file == intero,
            "{momento}: {file} files of {intero}"
        );
    }
    assert!(
        albero(&vecchio.dati()) == prima,
        "the old cycle is as it was"
    );
}

#[test]
fn help_and_completions_know_every_verb() {
    let dove = tempfile::tempdir().expect("a folder");
    for verbo in ["aiuto", "help"] {
        let uscita = esegui(dove.path(), &[verbo]);
        assert!(uscita.status.success());
        assert!(testo(&uscita.stdout).contains("nuovo"));
        let di_uno = esegui(dove.path(), &[verbo, "genera"]);
        assert_eq!(
            di_uno.stdout,
            esegui(dove.path(), &["genera", "--help"]).stdout
        );
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let uscita = esegui(dove.path(), &["completamenti", shell]);
        assert!(testo(&uscita.stdout).contains("confronta"), "{shell}");
    }
    assert_eq!(
        esegui(dove.path(), &["completamenti", "csh"]).status.code(),
        Some(2)
    );
}

/// The pages for `man` are the help: every verb and option, and no heading in English.
#[test]
fn manual_pages_say_what_the_help_says() {
    let dove = tempfile::tempdir().expect("a folder");
    let pagine = dove.path().join("man1");
    let uscita = esegui(dove.path(), &["manuale", "man1"]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    let pagina = |nome: &str| fs::read_to_string(pagine.join(nome)).expect("a page");
    let principale = pagina("ciclo.1");
    let aiuto = testo(&esegui(dove.path(), &["--help"]).stdout);
    let verbi = aiuto.lines().skip_while(|linea| *linea != "Comandi:");
    let verbi = verbi.skip(1).take_while(|linea| !linea.is_empty());
    let verbi = verbi.filter(|linea| linea.starts_with("  ") && !linea.starts_with("   "));
    let mut visti = 0;
    for verbo in verbi.filter_map(|linea| linea.split_whitespace().next()) {
        let sua = pagina(&format!("ciclo-{verbo}.1"));
        assert!(
            principale.contains(&format!("ciclo\\-{verbo}(1)")),
            "{verbo}"
        );
        for titolo in ["NOME", "USO", "DESCRIZIONE", "OPZIONI"] {
            assert!(
                sua.contains(&format!(".SH {titolo}\n")),
                "{verbo}: {titolo}"
            );
        }
        let inglesi = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXTRA"];
        for inglese in inglesi {
            assert!(
                !sua.contains(&format!(".SH {inglese}")),
                "{verbo}: {inglese}"
            );
        }
        visti += 1;
    }
    assert_eq!(visti, fs::read_dir(&pagine).expect("the pages").count() - 1);
    assert!(pagina("ciclo-genera.1").contains("definitiva"));
    // A file where the folder should be.
    fs::write(dove.path().join("file"), "").expect("a file");
    let uscita = esegui(dove.path(), &["manuale", "file"]);
    assert_eq!(uscita.status.code(), Some(2));
    assert!(testo(&uscita.stderr).contains("Non riesco a scrivere"));
}

/// What the program writes for people is no sheet that reading lost.
#[test]
fn its_own_instructions_are_not_told_as_left_aside() {
    let dove = tempfile::tempdir().expect("a folder");
    let nuovo = ["nuovo", "x", "--ente", "Camera di commercio di Esempio"];
    let nuovo = [&nuovo[..], &["--anno", "2027", "--servizi", "Tributi"]].concat();
    assert!(esegui(dove.path(), &nuovo).status.success());
    let successivo = ["nuovo", "y", "--da", "x"];
    assert!(esegui(dove.path(), &successivo).status.success());
    for ciclo in ["x", "y"] {
        let verifica = esegui(dove.path(), &["verifica", "--dati", ciclo]);
        let detto = testo(&verifica.stdout);
        assert!(detto.contains("[da-scrivere]"), "{detto}");
        assert!(!detto.contains("Come si compila"), "{ciclo}: {detto}");
        // Every document, also one that tells the year's results, has a date that can be its own.
        assert!(!detto.contains("atto-non-plausibile"), "{ciclo}: {detto}");
    }
    let toml = std::fs::read_to_string(dove.path().join("y/ciclo.toml")).expect("the settings");
    assert!(toml.contains("# la Relazione si scrive nel 2029"), "{toml}");
}
