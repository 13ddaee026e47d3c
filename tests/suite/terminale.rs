//! What happens only on a terminal: `script` gives the command one of its own.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::comune::albero;

/// A command on a terminal, and what it has said so far.
struct Terminale {
    figlio: Child,
    tasti: ChildStdin,
    arriva: Receiver<Vec<u8>>,
    detto: String,
}

/// How long an answer may take.
const PAZIENZA: Duration = Duration::from_secs(60);

impl Terminale {
    fn nuovo(dove: &Path, argomenti: &str) -> Self {
        let ciclo = assert_cmd::cargo::cargo_bin("ciclo");
        let mut figlio = Command::new("script")
            .args(["--quiet", "--flush", "--return", "--command"])
            .arg(format!("'{}' {argomenti}", ciclo.display()))
            .arg("/dev/null")
            .current_dir(dove)
            .env("TERM", "xterm")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("`script` of util-linux");
        let mut esce = figlio.stdout.take().expect("its output");
        let (manda, arriva) = mpsc::channel();
        thread::spawn(move || {
            let mut pezzo = [0; 4096];
            while let Ok(quanti @ 1..) = esce.read(&mut pezzo) {
                if manda.send(pezzo[..quanti].to_vec()).is_err() {
                    break;
                }
            }
        });
        let tasti = figlio.stdin.take().expect("its keys");
        Self {
            figlio,
            tasti,
            arriva,
            detto: String::new(),
        }
    }

    /// Waits for a question, then types; from then on only what is said after it counts.
    fn risponde(&mut self, domanda: &str, tasti: &str) {
        let fine = Instant::now() + PAZIENZA;
        while !self.detto.contains(domanda) {
            let resta = fine.saturating_duration_since(Instant::now());
            match self.arriva.recv_timeout(resta) {
                Ok(pezzo) => self.detto.push_str(&String::from_utf8_lossy(&pezzo)),
                Err(_) => panic!("no «{domanda}» in\n{}", self.detto),
            }
        }
        self.detto.clear();
        self.tasti.write_all(tasti.as_bytes()).expect("typed");
        self.tasti.flush().expect("typed");
    }

    /// How it ends.
    fn fine(mut self) -> Option<i32> {
        drop(self.tasti);
        self.figlio.wait().expect("its end").code()
    }
}

#[test]
fn a_new_cycle_asks_for_what_is_missing() {
    let dove = tempfile::tempdir().expect("a folder");
    let mut terminale = Terminale::nuovo(dove.path(), "nuovo data/prova");
    terminale.risponde("Nome dell'ente", "Comune di Prova\r");
    terminale.risponde("Primo anno del Piano", "quest'anno\r");
    terminale.risponde("quattro cifre", "\u{15}2027\r");
    terminale.risponde("Primo servizio", "Anagrafe\r");
    terminale.risponde("Servizio 2", "Tributi\r");
    terminale.risponde("Servizio 3", "\r");
    // The name suggests the kind: it is only to be confirmed.
    terminale.risponde("Che tipo di ente", "\r");
    terminale.risponde("Una prima bozza: ciclo genera --dati data/prova", "");
    assert_eq!(terminale.fine(), Some(0));
    let file = albero(&dove.path().join("data/prova"));
    for nome in ["servizi/anagrafe.xlsx", "servizi/tributi.xlsx"] {
        assert!(file.contains_key(nome), "{:?}", file.keys());
    }
    let toml = String::from_utf8_lossy(&file["ciclo.toml"]);
    assert!(toml.contains("nome = \"Comune di Prova\""), "{toml}");
    assert!(
        toml.contains("anno = 2027") && toml.contains("Giunta comunale"),
        "{toml}"
    );
}

#[test]
fn each_kind_of_body_has_its_first_draft_by_answers_and_one_command_more() {
    let generi = [
        ("Camera di commercio di Prova", "Competitività e sviluppo"),
        ("Comune di Prova", "prospettiva = \"Linea strategica\""),
        ("Università di Prova", "prospettiva = \"Area strategica\""),
        ("Ente parco di Prova", "organo di indirizzo"),
    ];
    for (ente, suo) in generi {
        let dove = tempfile::tempdir().expect("a folder");
        let mut terminale = Terminale::nuovo(dove.path(), "nuovo data/prova");
        terminale.risponde("Nome dell'ente", &format!("{ente}\r"));
        terminale.risponde("Primo anno del Piano", "\u{15}2027\r");
        terminale.risponde("Primo servizio", "Segreteria\r");
        terminale.risponde("Servizio 2", "\r");
        terminale.risponde("Che tipo di ente", "\r");
        terminale.risponde("Una prima bozza: ciclo genera --dati data/prova", "");
        assert_eq!(terminale.fine(), Some(0), "{ente}");
        let toml = fs::read_to_string(dove.path().join("data/prova/ciclo.toml"));
        let toml = toml.expect("the settings");
        assert!(toml.contains(ente) && toml.contains(suo), "{toml}");
        let genera = Terminale::nuovo(dove.path(), "genera piano --dati data/prova --uscita bozze");
        assert_eq!(genera.fine(), Some(0), "{ente}");
        let bozza = fs::read(dove.path().join("bozze/piano-2027-2029.pdf"));
        assert!(bozza.expect("the draft").starts_with(b"%PDF"), "{ente}");
    }
}

#[test]
fn what_the_options_say_is_not_asked() {
    let dove = tempfile::tempdir().expect("a folder");
    let argomenti = "nuovo prova --ente Ateneo --anno 2027 --servizi Ricerca";
    let mut terminale = Terminale::nuovo(dove.path(), argomenti);
    terminale.risponde("Che tipo di ente", "\r");
    terminale.risponde("Una prima bozza", "");
    assert_eq!(terminale.fine(), Some(0));
}

#[test]
fn a_question_that_is_interrupted_leaves_nothing() {
    let dove = tempfile::tempdir().expect("a folder");
    let mut terminale = Terminale::nuovo(dove.path(), "nuovo prova");
    terminale.risponde("Nome dell'ente", "Comune\r");
    terminale.risponde("Primo anno", "\u{3}");
    assert_ne!(terminale.fine(), Some(0));
    assert!(albero(dove.path()).is_empty());
}
