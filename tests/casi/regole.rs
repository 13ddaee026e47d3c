//! Every code with a case that it must find and one that it must let pass:
//! `tests/casi/verifica/CODE/`.
//!
//! A case changes the small cycle `tests/casi/basi/minimo`; its parts begin with `=== `:
//!
//! - `=== file PATH` a file that replaces or joins those of the cycle, `=== togli PATH` one that
//!   leaves it;
//! - `=== xlsx PATH` the same as a workbook: a line a row, `;` between cells, `=A1` a formula that
//!   no program has computed, `{0%}0.5` a number with its format, `~` before a row that is hidden,
//!   `~~110~~ 120` a text of which a part is struck through;
//! - `=== modulo CHE CRUSCOTTO` the form that `ciclo moduli` makes of the cycle so far, as if it had
//!   come back: under `consuntivi/`, `attesi/`;
//! - `=== docx PATH`, `=== odt PATH` a text document, see [`documento`](crate::comune::documento);
//! - `=== copia PATH` one of the files of `tests/fogli`, which its body names; `=== cp850 PATH`,
//!   `windows-1252`, `utf-16le`, `utf-16be` a text in that encoding;
//! - `=== fogli PATH` a workbook of several sheets: `# NAME` begins each, `# ~NAME` one that is
//!   hidden, `# ~~NAME` one that Excel does not even list;
//! - `=== parti PATH` a zipped file of raw parts: `--- NAME` begins each;
//! - `=== aggiungi PATH` lines at the end of a file;
//! - `=== trova` what must be found of the folder's code, a line of JSON each: any keys of a
//!   diagnosis, with its places as `file!cell`. Without this part nothing of that code may be
//!   found.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use crate::comune::{Ciclo, documento, parti, radice, testo};
use ciclo::cli::modelli;
use ciclo::cycle::Cartella;
use ciclo::edizione::Edizione;
use ciclo::model::{Codice, Diagnosi};
use ciclo::report::guida;
use libtest_mimic::{Failed, Trial};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A test for each case, and two for the whole of them.
pub fn prove() -> Vec<Trial> {
    let casi = casi();
    let mut prove: Vec<Trial> = casi
        .iter()
        .map(|(codice, percorso)| {
            let caso = percorso
                .file_stem()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            let (codice, percorso) = (codice.clone(), percorso.clone());
            Trial::test(format!("verifica/{codice}/{caso}"), move || {
                prova(&codice, &percorso)
            })
        })
        .collect();
    prove.push(Trial::test("every code has its page", || {
        uguali(&guida::senza_pagina(), &[])
    }));
    prove.push(Trial::test(
        "every code has a failing and a passing case",
        move || {
            let manca = |trova: bool| -> Vec<&str> {
                let ha = |nome: &str| {
                    casi.iter()
                        .any(|(codice, caso)| codice == nome && trova == e_da_trovare(caso))
                };
                Codice::TUTTI
                    .iter()
                    .map(|codice| codice.nome())
                    .filter(|nome| !ha(nome))
                    .collect()
            };
            uguali(&manca(true), &[])?;
            uguali(&manca(false), &[])
        },
    ));
    prove
}

/// Each case with the code that its folder is named after.
fn casi() -> Vec<(String, PathBuf)> {
    let elenco = |cartella: &Path| -> Vec<PathBuf> {
        fs::read_dir(cartella)
            .expect("a folder of cases")
            .flatten()
            .map(|voce| voce.path())
            .collect()
    };
    let mut casi: Vec<(String, PathBuf)> = elenco(&radice().join("tests/casi/verifica"))
        .into_iter()
        .flat_map(|cartella| {
            let codice = cartella
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            elenco(&cartella)
                .into_iter()
                .map(move |caso| (codice.clone(), caso))
        })
        .collect();
    casi.sort();
    casi
}

fn e_da_trovare(caso: &Path) -> bool {
    fs::read_to_string(caso).is_ok_and(|testo| testo.contains("\n=== trova\n"))
}

fn prova(codice: &str, percorso: &Path) -> Result<(), Failed> {
    if Codice::TUTTI.iter().all(|noto| noto.nome() != codice) {
        return Err(format!("«{codice}» is no code").into());
    }
    let ciclo = Ciclo::base("minimo");
    let mut attese: Vec<Value> = Vec::new();
    for (titolo, corpo) in parti(&fs::read_to_string(percorso)?) {
        if titolo == "trova" {
            attese = corpo
                .lines()
                .map(serde_json::from_str)
                .collect::<Result<_, _>>()?;
        } else {
            prepara(&ciclo, &titolo, &corpo)?;
        }
    }
    let trovate = trovate(&ciclo);
    let sue: Vec<Value> = trovate
        .iter()
        .filter(|d| d.codice.nome() == codice)
        .map(in_breve)
        .collect();
    let giuste = sue.len() == attese.len()
        && attese
            .iter()
            .zip(&sue)
            .all(|(attesa, trovata)| combacia(attesa, trovata));
    if giuste {
        return Ok(());
    }
    let righe = |valori: &[Value]| {
        valori
            .iter()
            .map(|v| format!("  {v}\n"))
            .collect::<String>()
    };
    let altre: Vec<&str> = trovate
        .iter()
        .map(|d| d.codice.nome())
        .filter(|nome| *nome != codice)
        .collect();
    Err(format!(
        "expected\n{}found\n{}beside {altre:?}",
        righe(&attese),
        righe(&sue)
    )
    .into())
}

/// Sends out a form and takes it back as it is.
fn modulo(ciclo: &Ciclo, quale: &str) -> Result<(), Failed> {
    let (che, cruscotto) = quale.split_once(' ').ok_or("«modulo CHE CRUSCOTTO»")?;
    let uscita = ciclo.uscita();
    let argomenti = [
        "moduli",
        che,
        "--solo",
        cruscotto,
        "--uscita",
        &uscita.to_string_lossy(),
    ];
    let detto = ciclo.esegui(&argomenti);
    let file = testo(&detto.stdout);
    let modulo = fs::read(file.trim()).map_err(|_| testo(&detto.stderr))?;
    let sotto = if che == "piano" {
        "attesi"
    } else {
        "consuntivi"
    };
    ciclo.scrivi(&format!("{sotto}/{cruscotto}.xlsx"), modulo);
    Ok(())
}

/// Changes a cycle as a part of a case says.
pub fn prepara(ciclo: &Ciclo, titolo: &str, corpo: &str) -> Result<(), Failed> {
    match titolo.split_once(' ') {
        Some(("file", file)) => drop(ciclo.scrivi(file, corpo)),
        Some(("aggiungi", file)) => {
            let prima = fs::read_to_string(ciclo.dati().join(file)).unwrap_or_default();
            ciclo.scrivi(file, prima + corpo);
        }
        Some(("xlsx", file)) => drop(ciclo.scrivi(file, foglio(corpo))),
        Some(("docx", file)) => drop(ciclo.scrivi(file, documento::docx(corpo))),
        Some(("odt", file)) => drop(ciclo.scrivi(file, documento::odt(corpo))),
        Some(("parti", file)) => {
            let parti = corpo
                .split("--- ")
                .filter_map(|parte| parte.split_once('\n'));
            let parti: Vec<(&str, String)> = parti
                .map(|(nome, testo)| (nome, testo.to_owned()))
                .collect();
            ciclo.scrivi(file, documento::archivio(&parti));
        }
        Some(("copia", file)) => {
            let copia = fs::read(radice().join("tests/fogli").join(corpo.trim()))?;
            ciclo.scrivi(file, copia);
        }
        Some((codifica @ ("cp850" | "windows-1252" | "utf-16le" | "utf-16be"), file)) => {
            ciclo.scrivi(file, codificato(codifica, corpo)?);
        }
        Some(("fogli", file)) => drop(ciclo.scrivi(file, fogli(corpo))),
        Some(("modulo", quale)) => modulo(ciclo, quale)?,
        Some(("togli", file)) => drop(ciclo.togli(file)),
        _ => return Err(format!("«=== {titolo}» is no part of a case").into()),
    }
    Ok(())
}

/// A text in another encoding, as other programs write it.
fn codificato(codifica: &str, testo: &str) -> Result<Vec<u8>, Failed> {
    let unita = testo.encode_utf16();
    Ok(match codifica {
        "utf-16le" => unita.flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => [0xfe, 0xff]
            .into_iter()
            .chain(unita.flat_map(u16::to_be_bytes))
            .collect(),
        "windows-1252" => encoding_rs::WINDOWS_1252.encode(testo).0.into_owned(),
        "cp850" => testo
            .chars()
            .map(in_cp850)
            .collect::<Option<_>>()
            .ok_or("not in CP850")?,
        _ => return Err(format!("«{codifica}» is no encoding").into()),
    })
}

/// A letter in CP850, of those that Italian needs.
fn in_cp850(lettera: char) -> Option<u8> {
    let accentate = [
        ('à', 0x85),
        ('è', 0x8a),
        ('é', 0x82),
        ('ì', 0x8d),
        ('ò', 0x95),
        ('ù', 0x97),
        ('°', 0xf8),
    ];
    match u8::try_from(lettera).ok().filter(u8::is_ascii) {
        Some(byte) => Some(byte),
        None => accentate
            .iter()
            .find(|(a, _)| *a == lettera)
            .map(|(_, byte)| *byte),
    }
}

/// Everything that `ciclo verifica` would list.
fn trovate(ciclo: &Ciclo) -> Vec<Diagnosi> {
    match Edizione::apri(&Cartella::nuova(ciclo.dati())) {
        Ok(edizione) => modelli::verifica(&edizione),
        Err(diagnosi) => diagnosi,
    }
}

/// A diagnosis with its places in one word each.
fn in_breve(diagnosi: &Diagnosi) -> Value {
    let mut valore = serde_json::to_value(diagnosi).expect("JSON");
    valore["luoghi"] = diagnosi
        .luoghi
        .iter()
        .map(|l| format!("{}!{}", l.file, l.scritto()))
        .collect();
    valore
}

fn combacia(attesa: &Value, trovata: &Value) -> bool {
    attesa.as_object().is_some_and(|chiavi| {
        chiavi
            .iter()
            .all(|(chiave, valore)| trovata[chiave] == *valore)
    })
}

fn uguali(trovati: &[&str], attesi: &[&str]) -> Result<(), Failed> {
    if trovati == attesi {
        Ok(())
    } else {
        Err(format!("{trovati:?}").into())
    }
}

/// A workbook of several sheets.
fn fogli(corpo: &str) -> Vec<u8> {
    let mut libro = Workbook::new();
    // A workbook opens on a sheet that is seen: the first is not hidden otherwise.
    let mut visto = false;
    for parte in corpo.split("# ").filter(|parte| !parte.is_empty()) {
        let (nome, righe) = parte.split_once('\n').expect("rows below the name");
        let foglio = libro.add_worksheet();
        match nome.strip_prefix("~~") {
            Some(_) => drop(foglio.set_very_hidden(true)),
            None if nome.starts_with('~') => drop(foglio.set_hidden(true)),
            None if visto => {}
            None => {
                foglio.set_active(true);
                visto = true;
            }
        }
        foglio
            .set_name(nome.trim_start_matches('~'))
            .expect("a name");
        scrivi(foglio, righe);
    }
    libro.save_to_buffer().expect("a workbook")
}

/// A workbook of one sheet from the lines of a case.
fn foglio(righe: &str) -> Vec<u8> {
    let mut libro = Workbook::new();
    scrivi(libro.add_worksheet(), righe);
    senza_risultati(&libro.save_to_buffer().expect("a workbook")).expect("an archive")
}

fn scrivi(foglio: &mut Worksheet, righe: &str) {
    for (n, riga) in (0..).zip(righe.lines()) {
        let (nascosta, riga) = riga
            .strip_prefix('~')
            .filter(|riga| !riga.starts_with('~'))
            .map_or((false, riga), |riga| (true, riga));
        if nascosta {
            foglio.set_row_hidden(n).expect("a row");
        }
        for (c, cella) in (0..)
            .zip(riga.split(';'))
            .filter(|(_, cella)| !cella.is_empty())
        {
            let numero = cella
                .strip_prefix('{')
                .and_then(|resto| resto.split_once('}'));
            match (cella.strip_prefix('='), numero) {
                (Some(formula), _) => foglio.write_formula(n, c, Formula::new(formula)),
                (None, Some((formato, numero))) => {
                    let formato = Format::new().set_num_format(formato);
                    let numero: f64 = numero.parse().expect("a number");
                    foglio.write_number_with_format(n, c, numero, &formato)
                }
                (None, None) => barrato(foglio, (n, c), cella),
            }
            .expect("a cell");
        }
    }
}

/// A text; what stands between `~~` is struck through.
fn barrato<'a>(
    foglio: &'a mut Worksheet,
    (n, c): (u32, u16),
    cella: &str,
) -> Result<&'a mut Worksheet, XlsxError> {
    let (piano, barra) = (Format::new(), Format::new().set_font_strikethrough());
    let tratti: Vec<(&Format, &str)> = [&piano, &barra]
        .into_iter()
        .cycle()
        .zip(cella.split("~~"))
        .filter(|(_, tratto)| !tratto.is_empty())
        .collect();
    match tratti.as_slice() {
        [(formato, tratto)] => foglio.write_string_with_format(n, c, *tratto, formato),
        _ => foglio.write_rich_string(n, c, &tratti),
    }
}

/// The same workbook without the results of its formulas, as a program that does not compute leaves
/// it.
fn senza_risultati(libro: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let mut letto = ZipArchive::new(Cursor::new(libro))?;
    let mut scritto = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..letto.len() {
        let mut parte = letto.by_index(n)?;
        let mut testo = String::new();
        parte.read_to_string(&mut testo)?;
        let nome = parte.name()?.into_owned();
        scritto.start_file(nome, SimpleFileOptions::default())?;
        scritto.write_all(testo.replace("</f><v>0</v>", "</f>").as_bytes())?;
    }
    Ok(scritto.finish()?.into_inner())
}
