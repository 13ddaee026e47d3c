//! Disks that are full or cannot be written: what is wrong is said, and the last good output is as
//! it was.
//!
//! The disk is a small file system in a mount namespace of its own. Where the system lets nobody
//! make one, a limit on the size of files makes writing fail half-way instead, and a folder of the
//! system's own cannot be written.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use crate::comune::pubblicazione::scrivi;
use crate::comune::{Ciclo, testo};
use crate::proprieta::{CASI, corretto};

/// True if this process may mount a file system of its own.
static MONTA: LazyLock<bool> = LazyLock::new(|| {
    Command::new("unshare")
        .args([
            "--user",
            "--map-root-user",
            "--mount",
            "mount",
            "-t",
            "tmpfs",
            "tmpfs",
            "/mnt",
        ])
        .output()
        .is_ok_and(|uscita| uscita.status.success())
});

/// Lists what is left in `$USCITA`.
const ELENCA: &str = r#"
    echo "== rimasto"
    cd "$USCITA" && find . -type f | sort | while read -r file; do echo "$file $(head -c 40 "$file")"; done
"#;

/// Runs a verb where `prepara`, in a shell, makes of `$USCITA` what the test wants, and then `dopo`.
fn corri(ciclo: &Ciclo, [prepara, dopo]: [&str; 2], verbo: &[&str], uscita: &Path) -> Output {
    let programma = r#"
        eval "$PREPARA" || exit 90
        "$@"
        esito=$?
        eval "$DOPO"
        exit $esito
    "#;
    let mut comando = if *MONTA {
        Command::new("unshare")
    } else {
        Command::new("sh")
    };
    if *MONTA {
        comando.args(["--user", "--map-root-user", "--mount", "sh"]);
    }
    comando
        .args(["-c", programma, "sh", env!("CARGO_BIN_EXE_ciclo")])
        .args(verbo)
        .arg("--dati")
        .arg(ciclo.dati())
        .arg("--uscita")
        .arg(uscita)
        .env("PREPARA", prepara)
        .env("DOPO", dopo)
        .env("USCITA", uscita)
        .output()
        .expect("a shell")
}

/// Room for an old output of a few bytes, and for no new one.
fn pieno(ciclo: &Ciclo, verbo: &[&str], vecchio: &str) -> Output {
    let uscita = ciclo.uscita();
    std::fs::create_dir_all(&uscita).expect("a folder");
    let riempi = format!(
        "mkdir -p \"$USCITA/{}\" && echo vecchio > \"$USCITA/{vecchio}\"",
        padre(vecchio)
    );
    let prepara = if *MONTA {
        format!("mount -t tmpfs -o size=40k,mode=755 tmpfs \"$USCITA\" && {riempi}")
    } else {
        format!("{riempi} && trap '' XFSZ && ulimit -f 8")
    };
    corri(ciclo, [&prepara, ELENCA], verbo, &uscita)
}

fn padre(file: &str) -> &str {
    file.rsplit_once('/').map_or(".", |(padre, _)| padre)
}

fn perche(uscita: &Output) -> String {
    let detto = testo(&uscita.stderr);
    assert_eq!(uscita.status.code(), Some(2), "{detto}");
    assert!(detto.contains("Non riesco a scrivere"), "{detto}");
    detto
}

#[test]
fn a_full_disk_is_named_and_the_old_document_stays() {
    let ciclo = Ciclo::base("minimo");
    let uscita = pieno(&ciclo, &["genera", "piano"], "piano-2022-2024.pdf");
    let detto = perche(&uscita);
    let atteso = if *MONTA {
        "il disco è pieno"
    } else {
        "il file è troppo grande"
    };
    assert!(
        detto.contains(atteso) && detto.contains("Libera spazio"),
        "{detto}"
    );
    assert!(detto.contains("piano-2022-2024.pdf"), "{detto}");
    let rimasto = testo(&uscita.stdout);
    assert_eq!(
        rimasto, "== rimasto\n./piano-2022-2024.pdf vecchio\n",
        "no half of the new one either"
    );
}

#[test]
fn a_full_disk_leaves_the_published_year_as_it_was() {
    let ciclo = crate::comune::pubblicazione::ostile();
    let uscita = pieno(&ciclo, &["pubblica"], "2015/index.html");
    let detto = perche(&uscita);
    assert!(detto.contains("La pubblicazione precedente"), "{detto}");
    assert_eq!(
        testo(&uscita.stdout),
        "== rimasto\n./2015/index.html vecchio\n"
    );
}

#[test]
fn a_disk_that_is_read_only_is_named() {
    for verbo in [&["genera", "piano"], &["pubblica", "piano"]] {
        let ciclo = crate::comune::pubblicazione::ostile();
        let uscita = if *MONTA {
            std::fs::create_dir_all(ciclo.uscita()).expect("a folder");
            let sola_lettura = "mount -t tmpfs tmpfs \"$USCITA\" && echo vecchio > \"$USCITA/nota.txt\" && \
                                mount -o remount,ro \"$USCITA\"";
            let uscita = corri(&ciclo, [sola_lettura, ELENCA], verbo, &ciclo.uscita());
            assert!(
                testo(&uscita.stderr).contains("di sola lettura"),
                "{}",
                testo(&uscita.stderr)
            );
            assert_eq!(testo(&uscita.stdout), "== rimasto\n./nota.txt vecchio\n");
            uscita
        } else {
            corri(
                &ciclo,
                ["true", ELENCA],
                verbo,
                Path::new("/sys/kernel/ciclo"),
            )
        };
        assert!(
            perche(&uscita).contains("in cui si possa scrivere"),
            "{}",
            testo(&uscita.stderr)
        );
    }
}

/// How little can be written.
#[derive(Debug, Clone, Copy)]
enum Disco {
    /// Room for so many KiB besides what is there.
    Resta(u32),
    SolaLettura,
}

impl Disco {
    /// Makes `$USCITA` a disk with what `$COPIA` holds.
    fn prepara(self) -> String {
        let copia = "cp -a \"$COPIA/.\" \"$USCITA/\"";
        let monta = format!("mount -t tmpfs tmpfs \"$USCITA\" && {copia} && sync");
        match self {
            Self::Resta(kib) if *MONTA => format!(
                "{monta} && usati=$(df -k --output=used \"$USCITA\" | tail -1) && \
                 mount -o remount,size=$((usati + {kib}))k \"$USCITA\""
            ),
            Self::SolaLettura if *MONTA => format!("{monta} && mount -o remount,ro \"$USCITA\""),
            _ => format!("{copia} && trap '' XFSZ && ulimit -f 8"),
        }
    }
}

/// Whatever is of the office's where a year is published, wherever the writing stops.
#[test]
fn no_full_or_closed_disk_touches_what_is_of_others() {
    const DOPO: &str = r#"
        cmp "$COPIA/$ESTRANEO" "$USCITA/$ESTRANEO" && echo "== intatto"
        diff -r --no-dereference "$COPIA" "$USCITA" > /dev/null && echo "== come prima"
    "#;
    for caso in &CASI {
        let dischi: &[Disco] = match caso.rifiutato {
            Some(_) => &[Disco::Resta(0), Disco::SolaLettura],
            None => &[
                Disco::Resta(0),
                Disco::Resta(200),
                Disco::Resta(800),
                Disco::Resta(2000),
                Disco::SolaLettura,
            ],
        };
        let ciclo = corretto();
        let uscita = ciclo.uscita();
        let copia = uscita.with_file_name("copia");
        scrivi(&uscita.join(caso.file), b"theirs");
        std::fs::rename(&uscita, &copia).expect("moved");
        ciclo.cambia("ciclo.toml", "2022-02-10", "2022-02-28");
        for disco in dischi {
            let _ = std::fs::remove_dir_all(&uscita);
            std::fs::create_dir_all(&uscita).expect("a folder");
            let prepara = format!(
                "COPIA='{}' ESTRANEO='{}' && {}",
                copia.display(),
                caso.file,
                disco.prepara()
            );
            let verbo = ["pubblica", "--motivo", "Ancora una data"];
            let uscito = corri(&ciclo, [&prepara, DOPO], &verbo, &uscita);
            let (rimasto, detto) = (testo(&uscito.stdout), testo(&uscito.stderr));
            let dove = format!("{} with {disco:?}: {rimasto}\n{detto}", caso.file);
            assert!(rimasto.contains("== intatto"), "{dove}");
            match uscito.status.code() {
                Some(2) => assert!(rimasto.contains("== come prima"), "{dove}"),
                esito => assert!(esito == Some(0) && caso.rifiutato.is_none(), "{dove}"),
            }
            let stretto = matches!(disco, Disco::Resta(0) | Disco::SolaLettura);
            assert!(!stretto || uscito.status.code() == Some(2), "{dove}");
        }
    }
}
