//! Publications to look at: that of the demonstration cycle and that of a small hostile one.
#![allow(dead_code, reason = "each test binary uses a part")]

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Albero, Ciclo, albero};

/// The demonstration cycle, published once for all tests that only look, with what stands beside
/// the years. A copy stays for the checks outside of Rust.
pub static BERGAMO_INTERA: LazyLock<Albero> = LazyLock::new(|| {
    let ciclo = completo();
    pubblica(&ciclo, 0);
    lascia(&ciclo, "pubblicazione");
    albero(&ciclo.uscita())
});
/// Its year alone.
pub static BERGAMO: LazyLock<Albero> = LazyLock::new(|| anno(&BERGAMO_INTERA, 2022));
/// A small cycle whose cells and names want to become code and paths.
pub static OSTILE: LazyLock<Albero> = LazyLock::new(|| anno_di(&ostile()));
/// Two years of the small hostile cycle, with what stands beside them; a copy stays.
pub static DUE_ANNI: LazyLock<Albero> = LazyLock::new(|| {
    let ciclo = due_anni();
    lascia(&ciclo, "due-anni");
    albero(&ciclo.uscita())
});

/// The small hostile cycle, published for a year and then for the next.
pub fn due_anni() -> Ciclo {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    ciclo.cambia("ciclo.toml", "anno = 2022", "anno = 2023");
    ciclo.cambia("ciclo.toml", "2022-01-27", "2023-01-26");
    ciclo.cambia("ciclo.toml", "<i>del</i> 2022", "<i>del</i> 2023");
    ciclo.cambia(
        "servizi/affari.csv",
        "Risultato Atteso 2022",
        "Risultato Atteso 2023",
    );
    pubblica(&ciclo, 0);
    ciclo
}

/// Leaves what was published where the checks outside of Rust look for it.
pub fn lascia(ciclo: &Ciclo, nome: &str) {
    let copia = Path::new(env!("CARGO_TARGET_TMPDIR")).join(nome);
    let _ = fs::remove_dir_all(&copia);
    super::copia(&ciclo.uscita(), &copia);
}

/// The files of a year, by their path in its folder.
pub fn anno(intera: &Albero, anno: i16) -> Albero {
    let cartella = format!("{anno}/");
    let file = intera
        .iter()
        .filter_map(|(nome, byte)| Some((nome.strip_prefix(&cartella)?.to_owned(), byte.clone())));
    file.collect()
}

pub fn ostile() -> Ciclo {
    Ciclo::base("ostile")
}

/// The demonstration cycle with the one result that it lacks, so that its Relazione is no draft,
/// and with an address to be published at.
pub fn completo() -> Ciclo {
    const FOGLIO: &str = "xl/worksheets/sheet1.xml";
    let ciclo = Ciclo::bergamo();
    let file = ciclo.dati().join("servizi/promozione.xlsx");
    let byte = fs::read(&file).expect("the workbook");
    let mut vecchio = ZipArchive::new(Cursor::new(byte)).expect("a zip");
    let foglio =
        std::io::read_to_string(vecchio.by_name(FOGLIO).expect("the sheet")).expect("text");
    let (prima, dopo) = foglio
        .split_once("<c r=\"D23\"")
        .expect("the cell of the missing result");
    let dopo = dopo.split_once("</c>").expect("its end").1;
    let pieno = format!("{prima}<c r=\"D23\" s=\"6\" t=\"n\"><v>0.97</v></c>{dopo}");
    let mut nuovo = ZipWriter::new(Cursor::new(Vec::new()));
    for posto in 0..vecchio.len() {
        let parte = vecchio.by_index(posto).expect("a part");
        if parte.name().is_ok_and(|nome| nome == FOGLIO) {
            nuovo
                .start_file(FOGLIO, SimpleFileOptions::default())
                .expect("a part");
            nuovo.write_all(pieno.as_bytes()).expect("written");
        } else {
            nuovo.raw_copy_file(parte).expect("copied");
        }
    }
    fs::write(file, nuovo.finish().expect("a zip").into_inner()).expect("the workbook");
    let impostazioni = fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("settings");
    let indirizzo = "[pubblicazione]\nindirizzo = \"https://www.esempio.it/performance\"\n";
    ciclo.scrivi("ciclo.toml", format!("{impostazioni}\n{indirizzo}"));
    ciclo
}

/// What publishing puts in the year's folder.
pub fn anno_di(ciclo: &Ciclo) -> Albero {
    pubblica(ciclo, 0);
    albero(&ciclo.uscita().join("2022"))
}

/// Publishes, expecting this exit code; what was said on stderr.
pub fn pubblica(ciclo: &Ciclo, esito: i32) -> String {
    pubblica_con(ciclo, &["pubblica"], esito)
}

/// Publishes what differs, for this reason.
pub fn correggi(ciclo: &Ciclo, motivo: &str) -> String {
    pubblica_con(ciclo, &["pubblica", "--motivo", motivo], 0)
}

fn pubblica_con(ciclo: &Ciclo, argomenti: &[&str], esito: i32) -> String {
    let uscito = ciclo.esegui(argomenti);
    let detto = super::testo(&uscito.stderr);
    assert_eq!(uscito.status.code(), Some(esito), "{detto}");
    detto
}

/// Writes a file with the folders that lead to it.
pub fn scrivi(percorso: &Path, byte: &[u8]) {
    fs::create_dir_all(percorso.parent().expect("a folder")).expect("folders are made");
    fs::write(percorso, byte).expect("the file is written");
}

pub fn testo<'a>(albero: &'a Albero, nome: &str) -> &'a str {
    let byte = albero
        .get(nome)
        .unwrap_or_else(|| panic!("{nome} is there: {:?}", albero.keys()));
    std::str::from_utf8(byte).expect("UTF-8")
}

pub fn json(albero: &Albero, nome: &str) -> Value {
    serde_json::from_str(testo(albero, nome)).unwrap_or_else(|errore| panic!("{nome}: {errore}"))
}

pub fn sha256(byte: &[u8]) -> String {
    Sha256::digest(byte)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The text of HTML up to an end, its entities resolved.
pub fn sciolto(html: &str, fine: &str) -> String {
    let testo = html.split(fine).next().unwrap_or_default();
    let entita = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ];
    entita
        .iter()
        .fold(testo.to_owned(), |testo, (da, a)| testo.replace(da, a))
}
