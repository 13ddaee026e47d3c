//! What an office has put where a publication goes is its own: it is refused and named, or stays
//! beside it, byte by byte as it was.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::comune::pubblicazione::{correggi, ostile, pubblica, scrivi};
use crate::comune::{Ciclo, albero};

/// Something of the office's, put where a year is published already.
pub(crate) struct Caso {
    /// What is put there.
    pub file: &'static str,
    /// How the refusal names it; none where it is in nobody's way.
    pub rifiutato: Option<&'static str>,
}

const fn in_mezzo(file: &'static str, rifiutato: &'static str) -> Caso {
    Caso {
        file,
        rifiutato: Some(rifiutato),
    }
}

const fn accanto(file: &'static str) -> Caso {
    Caso {
        file,
        rifiutato: None,
    }
}

pub(crate) const CASI: [Caso; 18] = [
    in_mezzo(
        "2022/validazione-OIV.pdf",
        "2022/validazione-OIV.pdf: non l'ha scritto",
    ),
    in_mezzo(
        "2022/serie/nota.txt",
        "2022/serie/nota.txt: non l'ha scritto",
    ),
    in_mezzo("2022/.htaccess", "2022/.htaccess: non l'ha scritto"),
    in_mezzo(
        "2022/altro/dentro/a.txt",
        "2022/altro/dentro/a.txt: non l'ha scritto",
    ),
    in_mezzo("2022/index.html", "2022/index.html: è cambiato dopo"),
    in_mezzo("index.html", "index.html: è cambiato dopo"),
    in_mezzo("indice.json", "indice.json: è cambiato dopo"),
    in_mezzo("2022/SHA256SUMS", "2022/SHA256SUMS: è cambiato dopo"),
    in_mezzo(
        "2022/versioni/carta.txt",
        "2022/versioni/carta.txt: non l'ha scritto",
    ),
    in_mezzo(
        "2022/versioni/1/validazione.pdf",
        "2022/versioni/1/validazione.pdf: non l'ha scritto",
    ),
    in_mezzo(
        "2022/versioni/1/index.html",
        "2022/versioni/1/index.html: è cambiato dopo",
    ),
    in_mezzo(
        "2022/modifiche.html",
        "2022/modifiche.html: è cambiato dopo",
    ),
    accanto("2015/carta.txt"),
    accanto("2022.precedente/carta.txt"),
    accanto("bozze.precedente/carta.txt"),
    accanto(".ciclo-config/chiave"),
    accanto(".ciclo-appunti"),
    accanto(".htaccess"),
];

#[test]
fn foreign_things_are_refused_and_named_or_stay() {
    for caso in &CASI {
        let ciclo = corretto();
        scrivi(&ciclo.uscita().join(caso.file), b"theirs");
        let prima = albero(&ciclo.uscita());
        ciclo.cambia("ciclo.toml", "2022-02-10", "2022-02-28");
        match caso.rifiutato {
            Some(nome) => {
                let detto = pubblica(&ciclo, 2);
                assert!(
                    detto.contains(&format!("- {nome}")),
                    "{}: {detto}",
                    caso.file
                );
                assert_eq!(albero(&ciclo.uscita()), prima, "{}", caso.file);
            }
            None => {
                let detto = correggi(&ciclo, "Nuova data");
                let nome = caso.file.split('/').next().expect("a name");
                assert!(detto.contains(nome), "{}: {detto}", caso.file);
                let dopo = albero(&ciclo.uscita());
                assert_eq!(dopo[caso.file], b"theirs", "{}", caso.file);
                assert_ne!(dopo["2022/SHA256SUMS"], prima["2022/SHA256SUMS"]);
            }
        }
    }
}

/// A year in its second version.
pub(crate) fn corretto() -> Ciclo {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    ciclo.cambia("ciclo.toml", "2022-01-27", "2022-02-10");
    correggi(&ciclo, "Nuova data");
    ciclo
}

/// Publishes under a umask, killed after so many milliseconds if it is not over by then.
#[cfg(unix)]
fn interrotta(ciclo: &Ciclo, umask: &str, millisecondi: u64) {
    let comando = format!("umask {umask}; exec \"$0\" \"$@\"");
    let mut corsa = Command::new("sh");
    corsa
        .args(["-c", &comando, env!("CARGO_BIN_EXE_ciclo")])
        .args(["pubblica", "--motivo", "Ancora una data", "--dati"])
        .arg(ciclo.dati())
        .arg("--uscita")
        .arg(ciclo.uscita())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut corsa = corsa.spawn().expect("it starts");
    std::thread::sleep(Duration::from_millis(millisecondi));
    let _ = corsa.kill();
    let _ = corsa.wait();
}

/// Whatever is of the office's, wherever it stands and whenever a run is killed.
#[cfg(unix)]
#[test]
fn no_killed_run_touches_what_is_of_others() {
    for caso in &CASI {
        let ciclo = corretto();
        scrivi(&ciclo.uscita().join(caso.file), b"theirs");
        let prima = albero(&ciclo.uscita());
        ciclo.cambia("ciclo.toml", "2022-02-10", "2022-02-28");
        for (posto, umask) in ["077", "022", "000"].into_iter().enumerate() {
            interrotta(&ciclo, umask, 60 + 90 * posto as u64);
            let adesso = albero(&ciclo.uscita());
            assert_eq!(adesso[caso.file], b"theirs", "{}", caso.file);
            if caso.rifiutato.is_some() {
                assert_eq!(adesso, prima, "{}: refused, so nothing moves", caso.file);
            }
        }
        if caso.rifiutato.is_none() {
            correggi(&ciclo, "Ancora una data");
            let dopo = albero(&ciclo.uscita());
            assert_eq!(dopo[caso.file], b"theirs", "{}", caso.file);
            assert!(dopo.contains_key("2022/versioni/2/SHA256SUMS"));
        }
    }
}

#[test]
fn where_nothing_is_published_yet_nothing_is_ours() {
    for file in [
        "index.html",
        "indice.json",
        "SHA256SUMS",
        "2022/index.html",
        "2022/SHA256SUMS",
    ] {
        let ciclo = ostile();
        scrivi(&ciclo.uscita().join(file), b"theirs");
        let prima = albero(&ciclo.uscita());
        let detto = pubblica(&ciclo, 2);
        let nome = if file.starts_with("2022/") {
            "2022/"
        } else {
            file
        };
        assert!(detto.contains(&format!("- {nome}: ")), "{file}: {detto}");
        assert_eq!(albero(&ciclo.uscita()), prima, "{file}");
    }
}

#[test]
fn another_bodys_publication_is_refused_whichever_its_year() {
    for anno in ["2022", "2021"] {
        let (altro, ciclo) = (ostile(), ostile());
        altro.cambia(
            "ciclo.toml",
            "codice-ipa = \"prova\"",
            "codice-ipa = \"altro\"",
        );
        pubblica(&altro, 0);
        pubblica(&ciclo, 0);
        fs::remove_dir_all(ciclo.uscita().join("2022")).expect("removed");
        let posto = ciclo.uscita().join(anno);
        crate::comune::copia(&altro.uscita().join("2022"), &posto);
        let record = posto.join("pubblicazione.json");
        let testo = fs::read_to_string(&record).expect("the record");
        scrivi(
            &record,
            testo
                .replace("\"anno\": 2022", &format!("\"anno\": {anno}"))
                .as_bytes(),
        );
        let prima = albero(&ciclo.uscita());
        let detto = pubblica(&ciclo, 2);
        assert!(
            detto.contains(&format!("- {anno}/: è la pubblicazione di un altro")),
            "{detto}"
        );
        assert_eq!(albero(&ciclo.uscita()), prima);
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    for nome in ["2022", "2022/index.html", "index.html"] {
        let ciclo = ostile();
        pubblica(&ciclo, 0);
        let (qui, altrove) = (ciclo.uscita().join(nome), ciclo.dati().join("altrove"));
        fs::rename(&qui, &altrove).expect("moved");
        symlink(&altrove, &qui).expect("linked");
        let prima = albero(&ciclo.uscita());
        let detto = pubblica(&ciclo, 2);
        assert!(
            detto.contains(nome) && detto.contains("non è un file normale"),
            "{detto}"
        );
        assert!(qui.is_symlink(), "{nome}");
        assert_eq!(albero(&ciclo.uscita()), prima, "{nome}");
    }
}

/// A link where any of them stands: neither it nor what it leads to is touched.
#[cfg(unix)]
#[test]
fn a_link_is_as_foreign_as_a_file() {
    use std::os::unix::fs::symlink;
    for caso in &CASI {
        let ciclo = corretto();
        let (qui, altrove) = (ciclo.uscita().join(caso.file), ciclo.dati().join("altrove"));
        fs::write(&altrove, b"theirs").expect("written");
        let _ = fs::remove_file(&qui);
        fs::create_dir_all(qui.parent().expect("a folder")).expect("folders are made");
        symlink(&altrove, &qui).expect("linked");
        ciclo.cambia("ciclo.toml", "2022-02-10", "2022-02-28");
        match caso.rifiutato {
            Some(_) => {
                let prima = albero(&ciclo.uscita());
                let detto = pubblica(&ciclo, 2);
                // Without its list of checksums the year is nobody's.
                let nome = caso.file.strip_suffix("SHA256SUMS").unwrap_or(caso.file);
                assert!(detto.contains(&format!("- {nome}")), "{detto}");
                assert_eq!(albero(&ciclo.uscita()), prima, "{}", caso.file);
            }
            None => {
                correggi(&ciclo, "Nuova data");
            }
        }
        assert_eq!(
            fs::read_link(&qui).expect("a link"),
            altrove,
            "{}",
            caso.file
        );
        assert_eq!(fs::read(&altrove).expect("what it leads to"), b"theirs");
    }
}

#[test]
fn what_is_missing_of_ours_comes_back() {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    let intera = albero(&ciclo.uscita());
    for nome in ["2022/indicatori.csv", "index.html", "indice.json"] {
        fs::remove_file(ciclo.uscita().join(nome)).expect("removed");
    }
    pubblica(&ciclo, 0);
    assert_eq!(albero(&ciclo.uscita()), intera);
}

/// The mode of everything below a folder, and of the folder.
#[cfg(unix)]
fn modi(cartella: &Path, modi: &mut Vec<(bool, u32)>) {
    use std::os::unix::fs::PermissionsExt;
    let dati = fs::symlink_metadata(cartella).expect("it is there");
    modi.push((dati.is_dir(), dati.permissions().mode() & 0o777));
    for voce in fs::read_dir(cartella).into_iter().flatten().flatten() {
        self::modi(&voce.path(), modi);
    }
}

#[cfg(unix)]
#[test]
fn a_web_server_can_read_what_was_written_whatever_the_umask() {
    let ciclo: Ciclo = ostile();
    let uscita = ciclo.uscita().join("sotto/sito");
    let comando = "umask 077; exec \"$0\" pubblica --dati \"$1\" --uscita \"$2\"";
    let esito = Command::new("sh")
        .args(["-c", comando, env!("CARGO_BIN_EXE_ciclo")])
        .args([ciclo.dati(), uscita.clone()])
        .output()
        .expect("it runs");
    assert!(esito.status.success(), "{esito:?}");
    let mut trovati = Vec::new();
    modi(&ciclo.uscita(), &mut trovati);
    assert!(trovati.len() > 20);
    for (cartella, modo) in trovati {
        assert_eq!(modo, if cartella { 0o755 } else { 0o644 });
    }
}
