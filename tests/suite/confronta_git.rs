//! A comparison with a revision, and what `git diff` shows through `ciclo testo`.

use std::fs;
use std::process::Output;

use crate::comune::{ciclo, radice, testo};
use assert_cmd::Command;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

/// A repository with the small cycle in `ente/` as its only commit, and the command that runs git
/// in it.
fn archivio() -> (TempDir, impl Fn(&[&str]) -> Output) {
    let cartella = tempfile::tempdir().expect("a temporary folder");
    crate::comune::copia(
        &radice().join("tests/casi/basi/confronto"),
        &cartella.path().join("ente"),
    );
    let qui = cartella.path().to_owned();
    let git = move |argomenti: &[&str]| {
        let ciclo = assert_cmd::cargo::cargo_bin("ciclo");
        std::process::Command::new("git")
            .current_dir(&qui)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .args([
                "-c",
                "user.name=Prova",
                "-c",
                "user.email=prova@example.org",
            ])
            .args([
                "-c",
                &format!("diff.ciclo.textconv='{}' testo", ciclo.display()),
            ])
            .args(argomenti)
            .output()
            .expect("git runs")
    };
    (cartella, git)
}

fn registra(git: &impl Fn(&[&str]) -> Output) {
    for argomenti in [
        &["init", "-q"][..],
        &["add", "-A"],
        &["commit", "-q", "-m", "Prima"],
    ] {
        let uscita = git(argomenti);
        assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    }
}

#[test]
fn a_revision_is_compared_with_the_folder_of_today() {
    let (qui, git) = archivio();
    registra(&git);
    let ente = qui.path().join("ente");
    let servizio = ente.join("servizi/promozione.csv");
    let prima = fs::read_to_string(&servizio).expect("text");
    fs::write(
        &servizio,
        prima.replace("10;8;10;Registro;20", "10;8;12;Registro;20"),
    )
    .expect("writable");
    let confronta = |argomenti: &[&str]| {
        let mut comando = Command::cargo_bin("ciclo").expect("the command is built");
        comando
            .current_dir(qui.path())
            .arg("confronta")
            .args(argomenti)
            .output()
            .expect("the command runs")
    };
    for vecchio in ["git:HEAD", "git:HEAD:ente"] {
        let uscita = confronta(&[vecchio, "ente", "--riassunto"]);
        assert_eq!(uscita.status.code(), Some(1), "{}", testo(&uscita.stderr));
        assert!(
            testo(&uscita.stdout).starts_with("1 differenza: 1 modifica.\n"),
            "{}",
            testo(&uscita.stdout)
        );
    }
    let uscita = confronta(&["git:nessuna", "ente"]);
    assert_eq!(uscita.status.code(), Some(2));
    assert!(
        testo(&uscita.stderr).contains("Nella revisione «nessuna» di git non c'è la cartella ente"),
        "{}",
        testo(&uscita.stderr)
    );
    for argomenti in [["git:HEAD", "c/P1"], ["c/P1", "git:HEAD"]] {
        let uscita = confronta(&argomenti);
        let detto = testo(&uscita.stderr);
        assert_eq!(uscita.status.code(), Some(2), "{detto}");
        assert!(
            detto.contains("c/P1") && detto.contains("non esiste") && !detto.contains("data/"),
            "{detto}"
        );
    }
}

#[test]
fn git_diff_reads_workbooks_and_pdfs() {
    let (qui, git) = archivio();
    let ente = qui.path().join("ente");
    fs::write(
        qui.path().join(".gitattributes"),
        "*.xlsx diff=ciclo\n*.ods diff=ciclo\n*.pdf diff=ciclo\n",
    )
    .expect("writable");
    let scrivi = |valore: f64| {
        let mut libro = Workbook::new();
        let foglio = libro.add_worksheet();
        foglio
            .write(0, 0, "Indicatore")
            .and_then(|f| f.write(0, 1, "Atteso 2022"))
            .expect("cells");
        foglio
            .write(1, 0, "Eventi")
            .and_then(|f| f.write(1, 1, valore))
            .expect("cells");
        libro
            .save(qui.path().join("foglio.xlsx"))
            .expect("a workbook");
        let mut ods = spreadsheet_ods::WorkBook::new_empty();
        let mut foglio = spreadsheet_ods::Sheet::new("Dati");
        foglio.set_value(0, 0, "Eventi");
        foglio.set_value(0, 1, valore);
        ods.push_sheet(foglio);
        spreadsheet_ods::write_ods(&mut ods, qui.path().join("foglio.ods")).expect("a workbook");
        let uscita = ciclo(&[
            "genera",
            "piano",
            "--dati",
            &ente.to_string_lossy(),
            "--uscita",
            &qui.path().to_string_lossy(),
        ]);
        assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    };
    scrivi(3.0);
    registra(&git);
    let servizio = ente.join("servizi/promozione.csv");
    let prima = fs::read_to_string(&servizio).expect("text");
    fs::write(
        &servizio,
        prima.replace("10;8;10;Registro;20", "10;8;12;Registro;20"),
    )
    .expect("writable");
    scrivi(5.0);
    let diff = |file: &str| testo(&git(&["diff", "--", file]).stdout);
    for file in ["foglio.xlsx", "foglio.ods"] {
        let detto = diff(file);
        assert!(
            detto.contains("\n-Eventi | 3\n+Eventi | 5\n"),
            "{file}: {detto}"
        );
    }
    let detto = diff("piano-2022-2024.pdf");
    let cambiate: Vec<&str> = detto
        .lines()
        .filter(|riga| riga.starts_with(['-', '+']) && riga.contains('|'))
        .collect();
    assert_eq!(cambiate.len(), 2, "{detto}");
    assert!(
        cambiate[0].contains("atteso 2022: 10") && cambiate[1].contains("atteso 2022: 12"),
        "{detto}"
    );
}
