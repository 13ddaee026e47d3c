//! What the benchmarks share: larger and many cycles, made from that of Bergamo, and processes with
//! their time and memory.
#![allow(dead_code, reason = "each benchmark uses a part")]

#[path = "../../tests/comune/cartelle.rs"]
mod cartelle;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use cartelle::copia;
use ciclo::cycle::Cartella;
use ciclo::documents::{self, Descrittore};
use ciclo::edizione::Edizione;
use ciclo::model::{Cruscotto, RuoloCruscotto};
use ciclo::typeset::Documento;

/// The cycle in the repository.
pub const BERGAMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/bergamo-2022");

/// The edition of the cycle in the repository.
pub fn edizione() -> Edizione {
    Edizione::apri(&Cartella::nuova(BERGAMO)).expect("the cycle of Bergamo")
}

/// One of its documents.
pub fn documento<'a>(edizione: &'a Edizione, id: &str) -> Documento<'a> {
    static NOTI: LazyLock<Vec<Descrittore>> = LazyLock::new(|| documents::noti().collect());
    let descrittore = documents::trova(&NOTI, id).expect("a document");
    Documento::con_capitoli(edizione, descrittore).expect("one with chapters")
}

/// Writes a cycle with `volte` times the rows of Bergamo's, every workbook again and again under
/// other names. A `segno` stands in every row: with another one no row of two cycles is the same,
/// so that nothing is remembered from one to the other.
pub fn moltiplica(cartella: &Path, volte: usize, segno: &str) {
    copia(Path::new(BERGAMO), cartella);
    let edizione = edizione();
    let modello = edizione.modello();
    for sotto in ["servizi", "cruscotti"] {
        fs::remove_dir_all(cartella.join(sotto)).expect("a folder of the cycle");
        fs::create_dir(cartella.join(sotto)).expect("a folder");
    }
    for cruscotto in &modello.cruscotti {
        let sotto = match modello.ruolo(cruscotto) {
            RuoloCruscotto::Servizio => "servizi",
            _ => "cruscotti",
        };
        for volta in 1..=volte {
            let (nome, segno) = match volta {
                1 => (cruscotto.id.clone(), segno.to_owned()),
                _ => (
                    format!("{}-{volta}", cruscotto.id),
                    format!("{segno} {volta}"),
                ),
            };
            fs::write(
                cartella.join(sotto).join(format!("{nome}.csv")),
                foglio(cruscotto, &segno),
            )
            .expect("a workbook");
        }
    }
}

/// A cruscotto as an office would write it.
fn foglio(cruscotto: &Cruscotto, segno: &str) -> Vec<u8> {
    let anni: BTreeSet<i16> = cruscotto
        .righe
        .iter()
        .flat_map(|riga| riga.atteso.keys().chain(riga.consuntivo.keys()))
        .copied()
        .collect();
    let mut righe = csv::WriterBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .from_writer(Vec::new());
    let mut scrivi = |celle: &[String]| righe.write_record(celle).expect("in memory");
    let mut testa = vec!["Azione".to_owned(), "Indicatore".to_owned()];
    for anno in &anni {
        testa.extend([
            format!("Risultato Atteso {anno}"),
            format!("Risultato Consuntivo {anno}"),
        ]);
    }
    testa.push("Fonte del dato".to_owned());
    scrivi(&testa);
    let mut dove = (String::new(), String::new());
    for riga in &cruscotto.righe {
        let qui = (riga.prospettiva.clone(), riga.obiettivo.clone());
        if qui != dove {
            let mut titolo = vec![String::new(); testa.len()];
            titolo[0].clone_from(&riga.prospettiva);
            scrivi(&titolo);
            titolo[0].clone_from(&riga.obiettivo);
            scrivi(&titolo);
            dove = qui;
        }
        let mut celle = vec![format!("{} {segno}", riga.azione), riga.nome.clone()];
        for anno in &anni {
            let stampa = |valore: Option<&ciclo::model::Valore>| {
                valore.map(|v| v.stampa()).unwrap_or_default()
            };
            celle.extend([
                stampa(riga.atteso.get(anno)),
                stampa(riga.consuntivo.get(anno)),
            ]);
        }
        celle.push(format!("{} {segno}", riga.fonte));
        scrivi(&celle);
    }
    righe.into_inner().expect("in memory")
}

/// `ciclo` with these arguments, writing under `uscita`.
pub fn ciclo(argomenti: &[&str], cicli: &[PathBuf], uscita: &Path) -> Command {
    let mut comando = Command::new(env!("CARGO_BIN_EXE_ciclo"));
    comando.args(argomenti);
    for cartella in cicli {
        comando.arg("--dati").arg(cartella);
    }
    comando.arg("--uscita").arg(uscita);
    comando
}

/// What a process took.
#[derive(Clone, Copy)]
pub struct Misura {
    pub secondi: f64,
    /// Most memory that it held, in MB.
    pub mega: f64,
}

/// Runs a process to its end, which must be a good one.
pub fn misura(mut comando: Command) -> Misura {
    let inizio = Instant::now();
    let mut figlio = comando
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    let stato = format!("/proc/{}/status", figlio.id());
    let mut picco = 0;
    loop {
        if let Ok(Some(esito)) = figlio.try_wait() {
            assert!(esito.success(), "{comando:?}: {esito}");
            return Misura {
                secondi: inizio.elapsed().as_secs_f64(),
                mega: picco as f64 / 1024.0,
            };
        }
        picco = picco.max(
            fs::read_to_string(&stato)
                .ok()
                .and_then(|s| kilobyte(&s))
                .unwrap_or(0),
        );
        std::thread::sleep(Duration::from_millis(4));
    }
}

/// The high-water mark of a process's memory, where the system tells it.
fn kilobyte(stato: &str) -> Option<u64> {
    stato
        .lines()
        .find_map(|riga| riga.strip_prefix("VmHWM:"))?
        .split_whitespace()
        .next()?
        .parse()
        .ok()
}

/// The middle one.
pub fn mediana(valori: impl IntoIterator<Item = f64>) -> f64 {
    let mut valori: Vec<f64> = valori.into_iter().collect();
    valori.sort_by(f64::total_cmp);
    valori[valori.len() / 2]
}
