//! What the integration tests share: cycles in a folder of their own, and the command run on them.
#![allow(dead_code, reason = "each test binary uses a part")]

mod cartelle;
pub mod documento;
pub mod inverso;
pub mod pagine;
pub mod pubblicazione;
pub mod smisurato;
pub mod stampato;
pub mod xlsx;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use libtest_mimic::{Failed, Trial};
use proptest::test_runner::{Config, RngSeed};
use tempfile::TempDir;

pub use cartelle::copia;

/// The repository.
pub fn radice() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of its own with a copy of a cycle in `ciclo/`.
pub struct Ciclo {
    cartella: TempDir,
}

impl Ciclo {
    /// A copy of the cycle of Bergamo.
    pub fn bergamo() -> Self {
        Self::copia(&radice().join("data/bergamo-2022"))
    }

    /// A copy of a small cycle under `tests/casi/basi/`.
    pub fn base(nome: &str) -> Self {
        Self::copia(&radice().join("tests/casi/basi").join(nome))
    }

    /// A cycle of its own making, as large as asked, with the chapters of a new one.
    pub fn smisurato(misure: &smisurato::Misure) -> Self {
        let ciclo = Self {
            cartella: tempfile::tempdir().expect("a temporary folder"),
        };
        let nuovo = [
            "nuovo",
            "ciclo",
            "--ente",
            "Comune di Prova",
            "--anno",
            "2027",
        ];
        let altro = ["--modello", "generico", "--servizi", "Servizio"];
        let uscita = ciclo.esegui_senza_dati(&[&nuovo[..], &altro].concat());
        assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
        smisurato::scrivi(&ciclo.dati(), misure);
        ciclo
    }

    /// A copy of the cycle in a folder.
    pub fn copia(origine: &Path) -> Self {
        let cartella = tempfile::tempdir().expect("a temporary folder");
        copia(origine, &cartella.path().join("ciclo"));
        Self { cartella }
    }

    /// The cycle's folder.
    pub fn dati(&self) -> PathBuf {
        self.cartella.path().join("ciclo")
    }

    /// The folder that outputs go to.
    pub fn uscita(&self) -> PathBuf {
        self.cartella.path().join("uscita")
    }

    /// Writes a file of the cycle.
    pub fn scrivi(&self, file: &str, contenuto: impl AsRef<[u8]>) -> &Self {
        let percorso = self.dati().join(file);
        fs::create_dir_all(percorso.parent().expect("a parent")).expect("a folder");
        fs::write(percorso, contenuto).expect("writable");
        self
    }

    /// Takes a file out of the cycle.
    pub fn togli(&self, file: &str) -> &Self {
        fs::remove_file(self.dati().join(file)).expect("removable");
        self
    }

    /// Changes the text of a file; what is looked for must be there.
    pub fn cambia(&self, file: &str, cercato: &str, nuovo: &str) -> &Self {
        let percorso = self.dati().join(file);
        let testo = fs::read_to_string(&percorso).expect("text");
        assert!(
            testo.contains(cercato),
            "{file} does not contain {cercato:?}"
        );
        self.scrivi(file, testo.replace(cercato, nuovo))
    }

    /// Runs `ciclo` beside the cycle, with `--dati ciclo` and, for verbs that write, `--uscita
    /// uscita`.
    pub fn esegui(&self, argomenti: &[&str]) -> Output {
        let mut comando = Command::cargo_bin("ciclo").expect("the command is built");
        comando
            .current_dir(self.cartella.path())
            .args(argomenti)
            .args(["--dati", "ciclo"]);
        if ["genera", "pubblica"].contains(&argomenti[0]) {
            comando.args(["--uscita", "uscita"]);
        }
        comando.output().expect("the command runs")
    }

    /// Runs `ciclo` beside the cycle with these arguments alone.
    pub fn esegui_senza_dati(&self, argomenti: &[&str]) -> Output {
        let mut comando = Command::cargo_bin("ciclo").expect("the command is built");
        comando.current_dir(self.cartella.path()).args(argomenti);
        comando.output().expect("the command runs")
    }

    /// The public JSON of the cycle.
    pub fn modello(&self) -> serde_json::Value {
        let uscita = self.esegui(&["modello"]);
        assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
        serde_json::from_slice(&uscita.stdout).expect("JSON")
    }
}

/// Runs `ciclo` where the tests run.
pub fn ciclo(argomenti: &[&str]) -> Output {
    Command::cargo_bin("ciclo")
        .expect("the command is built")
        .args(argomenti)
        .output()
        .expect("the command runs")
}

/// Output as text.
pub fn testo(byte: &[u8]) -> String {
    String::from_utf8_lossy(byte).into_owned()
}

/// One test for each file of a folder under `tests/casi/`, in order.
pub fn casi(cartella: &str, prova: fn(&Path) -> Result<(), Failed>) -> Vec<Trial> {
    let mut file: Vec<PathBuf> = fs::read_dir(radice().join("tests/casi").join(cartella))
        .expect("the folder of cases")
        .flatten()
        .map(|voce| voce.path())
        .collect();
    file.sort();
    let nome = |file: &Path| {
        let nome = file
            .file_stem()
            .map(|nome| nome.to_string_lossy())
            .unwrap_or_default();
        format!("{cartella}/{nome}")
    };
    file.into_iter()
        .map(|file| Trial::test(nome(&file), move || prova(&file)))
        .collect()
}

/// The parts of a case: what stands after `=== `, and the text below it.
pub fn parti(caso: &str) -> Vec<(String, String)> {
    let mut parti: Vec<(String, String)> = Vec::new();
    for riga in caso.lines() {
        match (riga.strip_prefix("=== "), parti.last_mut()) {
            (Some(titolo), _) => parti.push((titolo.to_owned(), String::new())),
            (None, Some((_, corpo))) => {
                corpo.push_str(riga);
                corpo.push('\n');
            }
            (None, None) => {}
        }
    }
    parti
}

/// Holds what is said now against the end of a case, from its part `inizio` on; with `AGGIORNA`
/// set, writes it there.
pub fn attesa(percorso: &Path, caso: &str, inizio: &str, ora: &str) -> Result<(), Failed> {
    let (premesse, attesa) = caso.split_at(caso.find(inizio).unwrap_or(caso.len()));
    if std::env::var_os("AGGIORNA").is_some() {
        fs::write(percorso, format!("{premesse}{ora}"))?;
        return Ok(());
    }
    if attesa != ora {
        return Err(format!("--- expected\n{attesa}\n--- now\n{ora}").into());
    }
    Ok(())
}

/// The files below a folder with their content, by relative path.
pub type Albero = BTreeMap<String, Vec<u8>>;

/// Every file below a folder, hidden ones too; none where there is no folder.
pub fn albero(cartella: &Path) -> Albero {
    let mut file = Albero::new();
    raccogli(cartella, "", &mut file);
    file
}

fn raccogli(cartella: &Path, sotto: &str, file: &mut Albero) {
    for voce in fs::read_dir(cartella).into_iter().flatten() {
        let voce = voce.expect("an entry");
        let nome = format!("{sotto}{}", voce.file_name().to_string_lossy());
        if voce.path().is_dir() {
            raccogli(&voce.path(), &format!("{nome}/"), file);
        } else {
            file.insert(nome, fs::read(voce.path()).expect("a file"));
        }
    }
}

/// The same trials each time, this many; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` try others.
pub fn prove(quante: u32) -> Config {
    let di_serie = Config {
        failure_persistence: None,
        ..Config::default()
    };
    let cambiate = std::env::var_os("PROPTEST_CASES").is_some();
    match di_serie.rng_seed {
        RngSeed::Random if !cambiate => Config {
            cases: quante,
            rng_seed: RngSeed::Fixed(2022),
            ..di_serie
        },
        _ => di_serie,
    }
}

/// Text without any white space and with straight quotes, as a page holds it and as a cell does.
pub fn stretto(testo: &str) -> String {
    testo
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}'))
        .map(|c| match c {
            '’' => '\'',
            '“' | '”' => '"',
            altro => altro,
        })
        .collect()
}
