//! The README's own commands and links: a newcomer's machine is the judge.

use std::fs;

use crate::comune::{Ciclo, radice, testo};

fn leggi(file: &str) -> String {
    fs::read_to_string(radice().join(file)).expect(file)
}

fn readme() -> String {
    leggi("README.md")
}

#[test]
fn its_two_commands_are_those_that_work() {
    let readme = readme();
    let comandi: Vec<&str> = readme
        .lines()
        .filter_map(|riga| riga.strip_prefix("cargo "))
        .collect();
    let argomenti = |inizio: &str| {
        let comando = comandi
            .iter()
            .find(|c| c.starts_with(inizio))
            .unwrap_or_else(|| panic!("no «cargo {inizio}…»"));
        comando
            .split('#')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let principale = argomenti("run --release -- ");
    let verbo: Vec<&str> = principale
        .trim_start_matches("run --release -- ")
        .split_whitespace()
        .collect();
    let uscita = Ciclo::bergamo().esegui(&verbo);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    assert!(testo(&uscita.stdout).contains("piano-2022-2024.pdf"));
    let prove = argomenti("test --release");
    let ci = fs::read_to_string(radice().join(".ci/run")).expect(".ci/run");
    assert!(
        ci.contains(&format!("cargo {prove}\n")),
        ".ci/run must call the README's test command"
    );
}

#[test]
fn the_links_lead_somewhere() {
    for (file, almeno) in [("README.md", 5), ("CONTRIBUTING.md", 2), ("LEGGIMI.md", 2)] {
        let testo = leggi(file);
        let collegamenti = testo.split("](").skip(1);
        let mut seguiti = 0;
        for collegamento in collegamenti.filter_map(|resto| resto.split(')').next()) {
            assert!(
                radice().join(collegamento).exists(),
                "{file}: {collegamento}"
            );
            seguiti += 1;
        }
        assert!(seguiti >= almeno, "{file}: {seguiti} links");
    }
}

/// Files and folders that a contributor is sent to; names in capitals stand for one's own.
#[test]
fn the_places_that_contributors_are_sent_to_are_there() {
    let testo = leggi("CONTRIBUTING.md");
    let tra_apici = testo.split('`').skip(1).step_by(2);
    let luoghi = tra_apici.filter(|detto| {
        let inizio = detto.split('/').next().unwrap_or_default();
        let nostro = detto.contains('/') && !detto.contains([' ', '{']);
        nostro && radice().join(inizio).is_dir()
    });
    let mut visti = 0;
    for luogo in luoghi {
        let vero = luogo.split('/').take_while(|parte| {
            let radice = parte.split('.').next().unwrap_or_default();
            radice.is_empty() || radice != radice.to_uppercase()
        });
        let vero = vero.collect::<Vec<_>>().join("/");
        assert!(radice().join(&vero).exists(), "{luogo}");
        visti += 1;
    }
    assert!(visti > 15, "{visti} places");
}

/// The runner's short names stand for benches and checks that are there, each of them.
#[test]
fn the_runner_names_every_bench_and_every_check() {
    let runner = leggi("justfile");
    let nomi = |sotto: &str, fine: &str| {
        let voci = fs::read_dir(radice().join(sotto)).expect("the folder");
        let nomi = voci.map(|voce| voce.expect("an entry"));
        let nomi = nomi.filter(|voce| voce.path().is_file());
        let nomi = nomi.map(|voce| voce.file_name().to_string_lossy().into_owned());
        let nomi = nomi.filter_map(|nome| nome.strip_suffix(fine).map(str::to_owned));
        nomi.filter(|nome| !nome.contains('.')).collect::<Vec<_>>()
    };
    let elenchi = [
        ("benches", ".rs", "# one set of measures: "),
        (".ci", "", "# one of the outer checks: "),
    ];
    for (sotto, fine, inizio) in elenchi {
        let mut veri = nomi(sotto, fine);
        // `just ci` is the whole.
        veri.retain(|nome| nome != "run");
        let riga = runner.lines().find_map(|riga| riga.strip_prefix(inizio));
        let detti = riga.unwrap_or_else(|| panic!("no «{inizio}»")).split(", ");
        let mut detti: Vec<_> = detti.map(str::to_owned).collect();
        veri.sort();
        detti.sort();
        assert_eq!(detti, veri, "{sotto}");
    }
}

#[test]
fn the_commands_it_names_exist() {
    let aiuto = testo(
        &assert_cmd::Command::cargo_bin("ciclo")
            .expect("built")
            .arg("--help")
            .output()
            .expect("runs")
            .stdout,
    );
    for verbo in readme().lines().filter_map(|riga| {
        riga.strip_prefix("ciclo ")?
            .split_whitespace()
            .next()
            .map(str::to_owned)
    }) {
        assert!(aiuto.contains(&verbo), "«ciclo {verbo}» is not in the help");
    }
}

#[test]
fn the_public_description_is_of_this_version() {
    let scheda = fs::read_to_string(radice().join("publiccode.yml")).expect("publiccode.yml");
    let dice = |riga: &str| scheda.lines().any(|scritta| scritta == riga);
    let versione = format!("softwareVersion: {}", env!("CARGO_PKG_VERSION"));
    assert!(dice(&versione), "{versione}");
    let licenza = format!("  license: {}", env!("CARGO_PKG_LICENSE"));
    assert!(dice(&licenza), "{licenza}");
}

/// The office's own page: its three steps are run as they stand there.
#[test]
fn the_steps_of_leggimi_give_a_first_document() {
    let leggimi = fs::read_to_string(radice().join("LEGGIMI.md")).expect("LEGGIMI.md");
    let passi: Vec<&str> = leggimi
        .split("```")
        .skip(1)
        .step_by(2)
        .filter_map(|blocco| blocco.strip_prefix("sh")?.trim().strip_prefix("ciclo "))
        .collect();
    let [nuovo, apri, genera] = passi[..] else {
        panic!("three steps, not {passi:?}")
    };
    assert!(apri.starts_with("apri data/"), "{apri}");
    let lavoro = tempfile::tempdir().expect("a folder");
    for comando in [nuovo, genera] {
        let fatto = assert_cmd::Command::cargo_bin("ciclo")
            .expect("built")
            .current_dir(lavoro.path())
            .args(parole(comando))
            .output()
            .expect("runs");
        assert!(
            fatto.status.success(),
            "{comando}: {}",
            testo(&fatto.stderr)
        );
    }
    let uscita = lavoro.path().join("output");
    let nomi: Vec<String> = fs::read_dir(uscita)
        .expect("the output")
        .map(|voce| {
            voce.expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    assert!(
        nomi.iter().any(|nome| nome.starts_with("piano-2027")),
        "{nomi:?}"
    );
}

/// The words of a command, those in quotes being one.
fn parole(comando: &str) -> Vec<String> {
    let pezzi = comando.split('"').enumerate();
    let parole = pezzi.flat_map(|(n, pezzo)| match n % 2 {
        1 => vec![pezzo],
        _ => pezzo.split_whitespace().collect(),
    });
    parole.map(str::to_owned).collect()
}

#[test]
fn the_commands_and_links_of_leggimi_exist() {
    let leggimi = fs::read_to_string(radice().join("LEGGIMI.md")).expect("LEGGIMI.md");
    for collegamento in leggimi.split("](").skip(1) {
        let file = collegamento.split(')').next().expect("its end");
        assert!(radice().join(file).exists(), "{file}");
    }
    let mut visti = 0;
    for comando in leggimi.split('`').skip(1).step_by(2) {
        let Some(verbo) = comando.strip_prefix("ciclo ") else {
            continue;
        };
        let verbo = verbo.split_whitespace().next().expect("a verb");
        let aiuto = assert_cmd::Command::cargo_bin("ciclo")
            .expect("built")
            .args([verbo, "--help"])
            .output()
            .expect("runs");
        assert!(aiuto.status.success(), "«ciclo {verbo}» does not exist");
        let opzioni = comando.split_whitespace().filter(|p| p.starts_with("--"));
        for opzione in opzioni {
            assert!(testo(&aiuto.stdout).contains(opzione), "{comando}");
        }
        visti += 1;
    }
    assert!(visti > 10, "only {visti} commands");
}
