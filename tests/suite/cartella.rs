//! Which cycle a command is about, and whose documents it may write over.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

use crate::comune::{albero, copia, radice, testo};

/// A folder with cycles under `data/`.
struct Ufficio(TempDir);

/// What a command said.
struct Detto {
    esito: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ufficio {
    fn con(cicli: &[&str]) -> Self {
        let ufficio = Self(tempfile::tempdir().expect("a folder"));
        for nome in cicli {
            copia(
                &radice().join("tests/casi/basi/minimo"),
                &ufficio.ciclo(nome),
            );
        }
        ufficio
    }

    fn ciclo(&self, nome: &str) -> PathBuf {
        self.0.path().join("data").join(nome)
    }

    /// Gives the body of a cycle another name.
    fn dell_ente(&self, ciclo: &str, ente: &str) {
        let file = self.ciclo(ciclo).join("ciclo.toml");
        let toml = fs::read_to_string(&file).expect("the settings");
        fs::write(&file, toml.replace("Ente di prova", ente)).expect("written");
    }

    /// Runs a command in a folder below.
    fn da(&self, dove: &str, argomenti: &[&str]) -> Detto {
        let mut comando = Command::cargo_bin("ciclo").expect("built");
        let uscita = comando
            .current_dir(self.0.path().join(dove))
            .args(argomenti)
            .output()
            .expect("runs");
        Detto {
            esito: uscita.status.code(),
            stdout: testo(&uscita.stdout),
            stderr: testo(&uscita.stderr),
        }
    }

    fn qui(&self, argomenti: &[&str]) -> Detto {
        self.da(".", argomenti)
    }
}

#[test]
fn a_cycle_is_known_from_its_own_folder_and_by_its_settings() {
    let ufficio = Ufficio::con(&["uno", "due"]);
    let atteso = ufficio.qui(&["modello", "--dati", "data/uno"]);
    assert_eq!(atteso.esito, Some(0), "{}", atteso.stderr);
    let da_dentro = ufficio.da("data/uno", &["modello"]);
    let dal_file = ufficio.qui(&["modello", "--dati", "data/uno/ciclo.toml"]);
    let dal_nome = ufficio.da("data/uno", &["modello", "--dati", "ciclo.toml"]);
    for detto in [da_dentro, dal_file, dal_nome] {
        assert_eq!(detto.stdout, atteso.stdout, "{}", detto.stderr);
    }
    let confronto = ufficio.qui(&["confronta", "data/uno/ciclo.toml", "data/due"]);
    assert_eq!(confronto.esito, Some(0), "{}", confronto.stderr);
}

#[test]
fn documents_made_inside_the_cycle_are_no_data_of_it() {
    let ufficio = Ufficio::con(&["uno"]);
    let fatto = ufficio.da("data/uno", &["genera", "piano"]);
    assert_eq!(fatto.esito, Some(0), "{}", fatto.stderr);
    assert!(
        ufficio
            .ciclo("uno")
            .join("output/piano-2022-2024.pdf")
            .is_file()
    );
    let verifica = ufficio.qui(&["verifica"]);
    assert!(!verifica.stdout.contains("output"), "{}", verifica.stdout);
}

#[test]
fn the_right_folder_is_told() {
    let ufficio = Ufficio::con(&["uno", "due parole", "l'ente $5"]);
    let sotto = ufficio.qui(&["stato", "--dati", "data/uno/servizi"]);
    assert!(
        sotto.stderr.contains("indica quello con --dati data/uno"),
        "{}",
        sotto.stderr
    );
    let dentro = ufficio.da("data/uno/servizi", &["stato"]);
    assert!(
        dentro.stderr.contains("indica quello con --dati ..\n"),
        "{}",
        dentro.stderr
    );
    let da_li = ufficio.da("data/uno", &["stato", "--dati", "servizi"]);
    assert!(
        da_li.stderr.contains("indica quello con --dati .\n"),
        "{}",
        da_li.stderr
    );
    for detto in [
        ufficio.qui(&["stato"]),
        ufficio.qui(&["stato", "--dati", "data"]),
    ] {
        assert_eq!(detto.esito, Some(2));
        for opzione in [
            "  --dati \"data/due parole\"\n",
            "  --dati 'data/l'\\''ente $5'\n",
            "  --dati data/uno\n",
        ] {
            assert!(detto.stderr.contains(opzione), "{}", detto.stderr);
        }
    }
    let file = ufficio.qui(&["stato", "--dati", "data/uno/servizi/promozione.csv"]);
    assert!(file.stderr.contains("è un file"), "{}", file.stderr);
    assert!(file.stderr.contains("--dati data/uno\n"), "{}", file.stderr);
    let niente = ufficio.qui(&["stato", "--dati", "data/tre"]);
    assert!(niente.stderr.contains("non esiste"), "{}", niente.stderr);
}

fn pdf(ufficio: &Ufficio, file: &str) -> Vec<u8> {
    fs::read(ufficio.0.path().join(file)).expect("the document")
}

#[test]
fn a_document_of_another_body_is_never_written_over() {
    let ufficio = Ufficio::con(&["uno", "due"]);
    ufficio.dell_ente("due", "Altro ente");
    ufficio.qui(&["genera", "piano", "--dati", "data/uno"]);
    let prima = pdf(&ufficio, "output/piano-2022-2024.pdf");
    for _ in 0..2 {
        let altrove = ufficio.qui(&["genera", "piano", "--dati", "data/due"]);
        assert_eq!(altrove.esito, Some(0), "{}", altrove.stderr);
        assert!(altrove.stdout.starts_with("output/due/piano-2022-2024.pdf"));
        let detto =
            "In output ci sono già documenti di «Ente di prova»: questi vanno in output/due.";
        assert!(altrove.stderr.contains(detto), "{}", altrove.stderr);
    }
    assert!(pdf(&ufficio, "output/piano-2022-2024.pdf") == prima);
    // A folder that was asked for is that one, or none.
    let chiesta = [
        "genera", "piano", "--dati", "data/due", "--uscita", "output",
    ];
    let fermo = ufficio.qui(&chiesta);
    assert_eq!(fermo.esito, Some(2));
    assert!(fermo.stderr.contains("«Ente di prova»"), "{}", fermo.stderr);
    assert!(
        fermo.stderr.contains("--uscita output/due"),
        "{}",
        fermo.stderr
    );
    assert!(pdf(&ufficio, "output/piano-2022-2024.pdf") == prima);
    // Its own earlier draft is what a document is for.
    let ancora = ufficio.qui(&["genera", "piano", "--dati", "data/uno"]);
    assert_eq!(
        ancora.stderr.matches("output").count(),
        0,
        "{}",
        ancora.stderr
    );
    let insieme = [
        "genera", "piano", "--dati", "data/uno", "--dati", "data/due",
    ];
    assert_eq!(ufficio.qui(&insieme).esito, Some(0));
}

/// The data beside the PIAO have no year in their name.
#[test]
fn the_data_of_another_body_s_piao_are_never_written_over() {
    let ufficio = Ufficio::con(&["uno", "due"]);
    ufficio.dell_ente("due", "Altro ente");
    for ciclo in ["uno", "due"] {
        let testi = ufficio.ciclo(ciclo).join("testi/piao");
        fs::create_dir_all(&testi).expect("a folder");
        fs::write(
            testi.join("22-performance.md"),
            "# Performance\n\nSono qui.\n",
        )
        .expect("written");
    }
    let fatto = ufficio.qui(&["genera", "piao", "--dati", "data/uno"]);
    assert!(
        fatto.stdout.contains("output/piao.json"),
        "{}",
        fatto.stderr
    );
    fs::remove_file(ufficio.0.path().join("output/piao-2022-2024.pdf")).expect("removed");
    let prima = pdf(&ufficio, "output/piao.json");
    let altrove = ufficio.qui(&["genera", "piao", "--dati", "data/due"]);
    assert!(
        altrove.stdout.contains("output/due/piao.json"),
        "{}",
        altrove.stderr
    );
    assert!(pdf(&ufficio, "output/piao.json") == prima);
}

/// Two cycles of one body make the Relazione of one year: the second is said to replace the first.
#[test]
fn a_document_of_another_year_s_cycle_is_not_replaced_in_silence() {
    let ufficio = Ufficio::con(&["uno", "due"]);
    for ciclo in ["uno", "due"] {
        let testi = ufficio.ciclo(ciclo).join("testi/relazione");
        fs::create_dir_all(&testi).expect("a folder");
        fs::write(testi.join("10-risultati.md"), "# Risultati\n\nSono qui.\n").expect("written");
    }
    let toml = ufficio.ciclo("due").join("ciclo.toml");
    let scritto = fs::read_to_string(&toml).expect("the settings");
    let nuovo = scritto.replace("anno = 2022", "anno = 2021\nanno-relazione = 2021");
    fs::write(&toml, nuovo).expect("written");
    let fatto = ufficio.qui(&["genera", "relazione", "--dati", "data/uno"]);
    assert_eq!(
        fatto.stdout, "output/relazione-2021.pdf (3 pagine)\n",
        "{}",
        fatto.stderr
    );
    let detto = ufficio.qui(&["genera", "relazione", "--dati", "data/due"]);
    assert_eq!(detto.esito, Some(0), "{}{}", detto.stdout, detto.stderr);
    let nota = "prendono il posto di quelli del ciclo 2022 (output/relazione-2021.pdf)";
    assert!(detto.stderr.contains(nota), "{}", detto.stderr);
}

#[test]
fn two_cycles_of_one_body_and_year_are_told_apart() {
    let ufficio = Ufficio::con(&["uno"]);
    ufficio.qui(&["genera", "piano", "--dati", "data/uno"]);
    copia(&ufficio.ciclo("uno"), &ufficio.ciclo("copia"));
    let detto = ufficio.qui(&["genera", "piano", "--dati", "data/copia"]);
    assert_eq!(detto.esito, Some(0), "{}", detto.stderr);
    assert!(
        detto.stderr.contains("Anche «uno» è un ciclo 2022"),
        "{}",
        detto.stderr
    );
    assert!(
        detto.stderr.contains("--uscita output/copia"),
        "{}",
        detto.stderr
    );
    let da_parte = [
        "genera",
        "piano",
        "--dati",
        "data/copia",
        "--uscita",
        "output/copia",
    ];
    ufficio.qui(&da_parte);
    assert!(!ufficio.qui(&da_parte).stderr.contains("Anche"));
}

#[test]
fn two_bodies_are_told_before_their_differences() {
    let ufficio = Ufficio::con(&["uno", "due"]);
    ufficio.dell_ente("due", "Altro ente");
    let detto = ufficio.qui(&["confronta", "data/uno", "data/due"]);
    assert!(
        detto
            .stderr
            .starts_with("Attenzione, le due bozze sono di due enti diversi"),
        "{}",
        detto.stderr
    );
    ufficio.qui(&["genera", "piano", "--dati", "data/uno"]);
    let vecchio = "output/piano-2022-2024.pdf";
    let fatto = [
        "genera",
        "piano",
        "--dati",
        "data/due",
        "--rispetto-a",
        vecchio,
    ];
    let detto = ufficio.qui(&[&fatto[..], &["--uscita", "altrove"]].concat());
    assert!(
        detto.stderr.contains("due enti diversi"),
        "{}",
        detto.stderr
    );
}

/// Blank forms among a service's workbooks would be read as what it sent, in this cycle or in
/// another.
#[test]
fn nothing_is_written_where_a_cycle_reads() {
    let ufficio = Ufficio::con(&["uno", "due"]);
    let casi: [&[&str]; 5] = [
        &["moduli", "piano", "--uscita", "data/uno/servizi"],
        &["moduli", "piano", "--uscita", "data/due/monitoraggi/nuovi"],
        &["moduli", "piano", "--uscita", "data/uno/servizi/../quadri"],
        &["genera", "piano", "--uscita", "data/due/testi"],
        &[
            "confronta",
            "data/uno",
            "data/due",
            "-o",
            "data/uno/allegati/x.html",
        ],
    ];
    let prima = albero(ufficio.0.path());
    for caso in casi {
        let dati: &[&str] = if caso[0] == "confronta" {
            &[]
        } else {
            &["--dati", "data/uno"]
        };
        let detto = ufficio.qui(&[caso, dati].concat());
        assert_eq!(detto.esito, Some(2), "{caso:?}: {}", detto.stderr);
        let perche = "da cui si leggono i dati del ciclo";
        assert!(detto.stderr.contains(perche), "{caso:?}: {}", detto.stderr);
    }
    // From inside such a folder too, where the forms would go beside the workbooks.
    let detto = ufficio.da("data/uno/servizi", &["moduli", "piano", "--dati", ".."]);
    assert_eq!(detto.esito, Some(2), "{}", detto.stderr);
    assert!(prima == albero(ufficio.0.path()), "something was written");
    let detto = ufficio.da("data/uno", &["moduli", "piano"]);
    assert_eq!(detto.esito, Some(0), "{}", detto.stderr);
    let detto = ufficio.da("data/uno", &["verifica"]);
    assert!(!detto.stdout.contains("moduli/"), "{}", detto.stdout);
}

/// The schede have no year in their names: one of a service that is gone looks like one of today's.
#[test]
fn the_scheda_of_a_service_that_is_gone_is_told() {
    let ufficio = Ufficio::con(&["uno"]);
    let servizi = ufficio.ciclo("uno").join("servizi");
    let altro = servizi.join("studi.csv");
    let foglio = fs::read_to_string(servizi.join("promozione.csv")).expect("a workbook");
    fs::write(
        &altro,
        foglio.replace("PROMOZIONE", "STUDI").replace(";3;", ";7;"),
    )
    .expect("written");
    let genera = || ufficio.qui(&["genera", "schede", "--dati", "data/uno"]);
    let detto = genera();
    assert!(
        detto.stdout.contains("schede/studi.pdf"),
        "{}",
        detto.stderr
    );
    assert!(!detto.stderr.contains("ne restano"), "{}", detto.stderr);
    fs::remove_file(altro).expect("removed");
    fs::write(ufficio.0.path().join("output/schede/nostra.pdf"), "x").expect("written");
    let detto = genera();
    let rimasti = "ne restano che il ciclo non ha: output/schede/studi.pdf. Se non";
    assert!(detto.stderr.contains(rimasti), "{}", detto.stderr);
    assert!(ufficio.0.path().join("output/schede/studi.pdf").exists());
}

#[test]
fn each_command_says_its_own_way_to_name_a_cycle() {
    let ufficio = Ufficio::con(&["uno", "due"]);
    let casi: [(&[&str], &str); 4] = [
        (
            &["nuovo", "data/tre", "--da", "data/un"],
            "\n  --da data/due\n  --da data/uno\n",
        ),
        (
            &["nuovo", "data/tre", "--da", "altro/un"],
            "indica la cartella del ciclo con --da CARTELLA.",
        ),
        (
            &["apri", "data/un", "--senza-browser"],
            "\n  data/due\n  data/uno\n",
        ),
        (
            &["verifica", "--dati", "data/un"],
            "\n  --dati data/due\n  --dati data/uno\n",
        ),
    ];
    for (comando, atteso) in casi {
        let detto = ufficio.qui(comando);
        assert_eq!(detto.esito, Some(2), "{}", detto.stderr);
        assert!(
            detto.stderr.contains(atteso),
            "{comando:?}: {}",
            detto.stderr
        );
    }
}
