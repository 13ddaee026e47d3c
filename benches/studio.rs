//! `ciclo apri` against a cold `ciclo genera piano`: from a saved file to the new page, and memory
//! over many edits. Asserts nothing.
//!
//! `cargo bench --bench studio`

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a benchmark prints what it measures, and stops where it cannot"
)]

mod comune;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use comune::{BERGAMO, mediana};

/// Turns of a cold run and of each kind of edit.
const GIRI: usize = 7;
/// Chapters edited between one workbook and the next.
const CAPITOLI: usize = 5;
/// Edits over which memory is looked at.
const MODIFICHE: usize = 200;
const CICLO: &str = env!("CARGO_BIN_EXE_ciclo");

fn main() {
    let lavoro = tempfile::tempdir().expect("a temporary folder");
    let dati = lavoro.path().join("ciclo");
    let copia = Command::new("cp")
        .arg("-r")
        .arg(BERGAMO)
        .arg(&dati)
        .status();
    assert!(copia.expect("cp").success());
    let pagina = Pagina::apri(&dati);
    let capitolo = secondo(&dati.join("testi/piano"));
    let foglio = dati.join("servizi/promozione.xlsx");
    // Cold runs and edits in turn: a ratio holds when the machine's speed drifts.
    let (mut freddi, mut testi, mut fogli) =
        (Misure::default(), Misure::default(), Misure::default());
    let (mut lontani, mut temi) = (Misure::default(), Misure::default());
    let originale = fs::read(&foglio).expect("a workbook");
    for giro in 0..GIRI {
        freddi.aggiungi(a_freddo(&dati, &lavoro.path().join("uscita")));
        testi.aggiungi(pagina.modifica(|| cambia_testo(&capitolo, giro)));
        fogli.aggiungi(pagina.modifica(|| cambia_foglio(&foglio, &originale, giro)));
        for altro in 0..CAPITOLI {
            testi.aggiungi(pagina.modifica(|| cambia_testo(&capitolo, giro + altro + 1)));
        }
        lontani.aggiungi(pagina.modifica(|| cambia_foglio(&foglio, &originale, GIRI + giro)));
    }
    // What every page wears, after all else: it leaves nothing of what was remembered.
    for giro in 0..GIRI {
        temi.aggiungi(pagina.modifica(|| cambia_tema(&dati, giro)));
        freddi.aggiungi(a_freddo(&dati, &lavoro.path().join("uscita")));
    }
    println!(
        "cold run {:.2} s, {:.2} s of processor",
        freddi.tempo(),
        freddi.lavoro()
    );
    for (che, misure, massimo) in [
        ("a chapter", testi, 0.25),
        ("a workbook", fogli, 0.25),
        ("a workbook, chapters before", lontani, 0.25),
        ("the theme", temi, 1.0),
    ] {
        println!(
            "{che:<28} saved → new page {:.2} s, ratio {:.2} (≤ {massimo}), of processor {:.2}",
            misure.tempo(),
            misure.tempo() / freddi.tempo(),
            misure.lavoro() / freddi.lavoro()
        );
    }
    let mut prima = 0;
    for giro in 0..MODIFICHE {
        pagina.modifica(|| cambia_testo(&capitolo, giro));
        if giro == MODIFICHE / 10 {
            prima = pagina.memoria();
        }
    }
    let dopo = pagina.memoria();
    println!(
        "memory after {} edits {prima} MB, after {MODIFICHE} {dopo} MB (≤ 400, +10 %)",
        MODIFICHE / 10
    );
}

/// Seconds, by the clock and of the processor.
#[derive(Default)]
struct Misure {
    tempi: Vec<f64>,
    lavori: Vec<f64>,
}

impl Misure {
    fn aggiungi(&mut self, (tempo, lavoro): (f64, f64)) {
        self.tempi.push(tempo);
        self.lavori.push(lavoro);
    }

    fn tempo(&self) -> f64 {
        mediana(self.tempi.clone())
    }

    fn lavoro(&self) -> f64 {
        mediana(self.lavori.clone())
    }
}

/// Seconds of the processor that a program has taken: by itself, and those that it waited for.
fn lavoro(programma: &str) -> (f64, f64) {
    /// As the kernel counts them.
    const AL_SECONDO: f64 = 100.0;
    let stato = fs::read_to_string(format!("/proc/{programma}/stat")).expect("the process");
    let dopo = stato.rsplit(") ").next().unwrap_or_default();
    let campi: Vec<f64> = dopo
        .split(' ')
        .map(|n| n.parse().unwrap_or_default())
        .collect();
    let secondi = |posto: usize| (campi[posto] + campi[posto + 1]) / AL_SECONDO;
    (secondi(11), secondi(13))
}

/// The chapter after the Premessa.
fn secondo(cartella: &Path) -> std::path::PathBuf {
    let voci = fs::read_dir(cartella).expect("chapters");
    let mut voci: Vec<_> = voci.flatten().map(|voce| voce.path()).collect();
    voci.sort();
    voci.remove(1)
}

fn a_freddo(dati: &Path, uscita: &Path) -> (f64, f64) {
    let (inizio, prima) = (Instant::now(), lavoro("self").1);
    let fatto = Command::new(CICLO)
        .args(["genera", "piano", "--dati"])
        .arg(dati)
        .arg("--uscita")
        .arg(uscita)
        .output();
    assert!(fatto.expect("it runs").status.success());
    (inizio.elapsed().as_secs_f64(), lavoro("self").1 - prima)
}

fn cambia_testo(capitolo: &Path, giro: usize) {
    let testo = fs::read_to_string(capitolo).expect("a chapter");
    let fine = "\n\nUna frase che cambia";
    let testo = testo.split(fine).next().unwrap_or_default();
    let nuovo = format!("{testo}{fine}{}.\n", "!".repeat(giro % 9));
    fs::write(capitolo, nuovo).expect("written");
}

/// The tokens of the cycle's own, with another colour.
fn cambia_tema(dati: &Path, giro: usize) {
    const NOSTRO: &str = include_str!("../templates/stile/token.typ");
    let stile = dati.join("modelli/stile");
    fs::create_dir_all(&stile).expect("a folder");
    let nuovo = NOSTRO.replace("#17324D", &format!("#1732{:02X}", 0x50 + giro));
    assert_ne!(nuovo, NOSTRO, "there is such a colour");
    fs::write(stile.join("token.typ"), nuovo).expect("written");
}

/// The workbook with one of its words changed, in place: the rest of the archive is the same.
fn cambia_foglio(foglio: &Path, originale: &[u8], giro: usize) {
    let mut archivio = zip::ZipArchive::new(std::io::Cursor::new(originale)).expect("a workbook");
    let mut nuovo = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for posto in 0..archivio.len() {
        let mut parte = archivio.by_index(posto).expect("a part");
        let nome = parte.name().expect("a name").into_owned();
        let mut testo = Vec::new();
        parte.read_to_end(&mut testo).expect("its text");
        if nome.ends_with("sharedStrings.xml") || nome.contains("worksheets/") {
            let cambiato = String::from_utf8_lossy(&testo)
                .replace("Scheda progetto", &format!("Scheda n. {giro}"));
            testo = cambiato.into_bytes();
        }
        let come = zip::write::SimpleFileOptions::default();
        nuovo.start_file(nome, come).expect("a part");
        nuovo.write_all(&testo).expect("its text");
    }
    let byte = nuovo.finish().expect("a workbook").into_inner();
    fs::write(foglio, byte).expect("written");
}

/// The page, as a browser asks for it.
struct Pagina {
    figlio: Child,
    ospite: String,
    biscotto: String,
    eventi: std::cell::RefCell<BufReader<TcpStream>>,
}

impl Pagina {
    fn apri(dati: &Path) -> Self {
        let mut figlio = Command::new(CICLO)
            .arg("apri")
            .arg(dati)
            .arg("--senza-browser")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut indirizzo = String::new();
        let detto = figlio.stdout.take().expect("its output");
        BufReader::new(detto)
            .read_line(&mut indirizzo)
            .expect("an address");
        let resto = indirizzo.trim().trim_start_matches("http://");
        let (ospite, ingresso) = resto.split_at(resto.find('/').expect("a path"));
        let entrata = chiedi(ospite, "", ingresso);
        let biscotto = entrata
            .lines()
            .find_map(|riga| riga.strip_prefix("set-cookie: "));
        let biscotto = biscotto
            .and_then(|b| b.split(';').next())
            .expect("a cookie")
            .to_owned();
        while chiedi(ospite, &biscotto, "/tavola/piano").contains("\"attesa\":true")
            || !chiedi(ospite, &biscotto, "/tavola/piano").contains("impronta")
        {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let mut flusso = TcpStream::connect(ospite).expect("it listens");
        write!(
            flusso,
            "GET /eventi HTTP/1.1\r\nHost: {ospite}\r\nCookie: {biscotto}\r\n\r\n"
        )
        .expect("sent");
        let pagina = Self {
            figlio,
            ospite: ospite.to_owned(),
            biscotto,
            eventi: std::cell::RefCell::new(BufReader::new(flusso)),
        };
        pagina.evento();
        pagina
    }

    fn evento(&self) {
        let mut riga = String::new();
        while !riga.starts_with("data:") {
            riga.clear();
            self.eventi
                .borrow_mut()
                .read_line(&mut riga)
                .expect("an event");
        }
    }

    /// From a saved file to the drawing of the first page that changed.
    fn modifica(&self, cambia: impl FnOnce()) -> (f64, f64) {
        let programma = self.figlio.id().to_string();
        let prima = self.impronte();
        let (inizio, lavorato) = (Instant::now(), lavoro(&programma).0);
        cambia();
        loop {
            self.evento();
            let nuove = self.impronte();
            if let Some(nuova) = nuove.iter().find(|nuova| !prima.contains(nuova)) {
                chiedi(
                    &self.ospite,
                    &self.biscotto,
                    &format!("/foglio/piano/{nuova}"),
                );
                let passati = inizio.elapsed().as_secs_f64();
                return (passati, lavoro(&programma).0 - lavorato);
            }
        }
    }

    fn impronte(&self) -> Vec<String> {
        let tavola = chiedi(&self.ospite, &self.biscotto, "/tavola/piano");
        let dopo = tavola.split("\"impronta\":\"").skip(1);
        dopo.map(|resto| resto[..32].to_owned()).collect()
    }

    /// Resident memory, MB.
    fn memoria(&self) -> u64 {
        let stato = fs::read_to_string(format!("/proc/{}/status", self.figlio.id()));
        let stato = stato.expect("the process");
        let riga = stato.lines().find(|riga| riga.starts_with("VmRSS"));
        let kb = riga.and_then(|riga| riga.split_whitespace().nth(1));
        kb.and_then(|kb| kb.parse::<u64>().ok()).expect("a size") >> 10
    }
}

impl Drop for Pagina {
    fn drop(&mut self) {
        let _ = self.figlio.kill();
        let _ = self.figlio.wait();
    }
}

fn chiedi(ospite: &str, biscotto: &str, percorso: &str) -> String {
    let mut flusso = TcpStream::connect(ospite).expect("it listens");
    write!(
        flusso,
        "GET {percorso} HTTP/1.1\r\nHost: {ospite}\r\nCookie: {biscotto}\r\nConnection: close\r\n\r\n"
    )
    .expect("sent");
    let mut byte = Vec::new();
    flusso.read_to_end(&mut byte).expect("an answer");
    String::from_utf8_lossy(&byte).into_owned()
}
