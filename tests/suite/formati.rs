//! One cruscotto in every format gives the same values.

use std::fs;

use crate::comune::Ciclo;
use ciclo::read::foglio::{Contenuto, Foglio};
use serde_json::Value;
use spreadsheet_ods as ods;

const STRATEGICO: &str = "cruscotti/strategico.xlsx";

/// The sheets of the strategic workbook.
fn fogli(ciclo: &Ciclo) -> Vec<Foglio> {
    let byte = fs::read(ciclo.dati().join(STRATEGICO)).expect("the workbook");
    ciclo::read::fogli(STRATEGICO, &byte)
        .expect("readable")
        .dati
}

fn come_ods(fogli: &[Foglio]) -> Vec<u8> {
    let mut cartella = ods::WorkBook::new_empty();
    for foglio in fogli {
        let mut copia = ods::Sheet::new(foglio.nome.clone().unwrap_or_default());
        for riga in &foglio.righe {
            for cella in &riga.celle {
                copia.set_value(riga.numero - 1, cella.colonna, valore_ods(&cella.contenuto));
            }
        }
        cartella.push_sheet(copia);
    }
    ods::write_ods_buf(&mut cartella, Vec::new()).expect("written")
}

fn valore_ods(contenuto: &Contenuto) -> ods::Value {
    match contenuto {
        Contenuto::Testo(testo) => ods::Value::Text(testo.clone()),
        Contenuto::Numero(numero, formato) if formato.mostra(*numero).testo.ends_with('%') => {
            ods::Value::Percentage(*numero)
        }
        Contenuto::Numero(numero, _) => ods::Value::Number(*numero),
        altro => panic!("{altro:?} is not in the strategic workbook"),
    }
}

/// As Excel exports it: what each cell shows, `;` between.
fn come_csv(fogli: &[Foglio]) -> String {
    let mut righe: Vec<Vec<String>> = Vec::new();
    for riga in &fogli[0].righe {
        righe.resize(riga.numero as usize, Vec::new());
        let celle = righe.last_mut().expect("just made");
        for cella in &riga.celle {
            celle.resize(cella.colonna as usize + 1, String::new());
            let testo = match &cella.contenuto {
                Contenuto::Testo(testo) => testo.clone(),
                altro => altro.valore(Default::default(), None).stampa(),
            };
            celle[cella.colonna as usize] = format!("\"{}\"", testo.replace('"', "\"\""));
        }
    }
    righe.iter().map(|celle| celle.join(";") + ";;\n").collect()
}

/// Names, places in the plan, and values of the strategic rows, without where they were read.
fn righe(modello: &Value) -> Vec<Value> {
    let cruscotto = modello["cruscotti"]
        .as_array()
        .expect("cruscotti")
        .iter()
        .find(|c| c["id"] == "strategico");
    let righe = cruscotto.expect("the strategic cruscotto")["righe"]
        .as_array()
        .expect("rows")
        .clone();
    righe.into_iter().map(senza_origine).collect()
}

fn senza_origine(valore: Value) -> Value {
    match valore {
        Value::Object(campi) => {
            let tenuti = campi
                .into_iter()
                .filter(|(nome, _)| !matches!(nome.as_str(), "origine" | "celle" | "testo"));
            Value::Object(
                tenuti
                    .map(|(nome, valore)| (nome, senza_origine(valore)))
                    .collect(),
            )
        }
        Value::Array(valori) => Value::Array(valori.into_iter().map(senza_origine).collect()),
        altro => altro,
    }
}

#[test]
fn ods_and_csv_read_like_xlsx() {
    let ciclo = Ciclo::bergamo();
    let fogli = fogli(&ciclo);
    let originali = righe(&ciclo.modello());
    assert_eq!(originali.len(), 32);
    ciclo.togli(STRATEGICO);

    ciclo.scrivi("cruscotti/strategico.ods", come_ods(&fogli));
    assert_eq!(righe(&ciclo.modello()), originali, "ods");
    ciclo.togli("cruscotti/strategico.ods");

    ciclo.scrivi("cruscotti/strategico.csv", come_csv(&fogli));
    assert_eq!(righe(&ciclo.modello()), originali, "csv, UTF-8");

    let (windows, _, fuori) =
        encoding_rs::WINDOWS_1252.encode(Box::leak(come_csv(&fogli).into_boxed_str()));
    assert!(!fuori);
    ciclo.scrivi("cruscotti/strategico.csv", windows);
    assert_eq!(righe(&ciclo.modello()), originali, "csv, Windows-1252");
}

/// The rows of a service that stands alone in a file of `tests/fogli`.
fn righe_di(file: &str) -> Vec<Value> {
    let ciclo = Ciclo::base("minimo");
    let byte = fs::read(crate::comune::radice().join("tests/fogli").join(file)).expect("a sheet");
    let fine = file.rsplit_once('.').expect("an ending").1;
    ciclo.scrivi(&format!("servizi/ascolto.{fine}"), byte);
    let modello = ciclo.modello();
    let cruscotti = modello["cruscotti"].as_array().expect("cruscotti");
    let suo = cruscotti.iter().find(|c| c["id"] == "ascolto");
    let righe = suo.expect("the service")["righe"]
        .as_array()
        .expect("rows")
        .clone();
    righe.into_iter().map(senza_origine).collect()
}

/// `servizio.*` is one sheet: LibreOffice saved it in its formats, copied it and pasted it into
/// text documents.
#[test]
fn a_sheet_of_libreoffice_reads_alike_in_every_format() {
    let originali = righe_di("servizio.ods");
    assert_eq!(originali.len(), 9);
    for fine in ["xlsx", "csv", "odt", "docx"] {
        assert_eq!(righe_di(&format!("servizio.{fine}")), originali, "{fine}");
    }
}

#[test]
fn a_workbook_with_macros_reads_like_one_without() {
    let ciclo = Ciclo::bergamo();
    let originali = righe(&ciclo.modello());
    let byte = fs::read(ciclo.dati().join(STRATEGICO)).expect("the workbook");
    ciclo
        .togli(STRATEGICO)
        .scrivi("cruscotti/strategico.xlsm", byte);
    assert_eq!(righe(&ciclo.modello()), originali);
}
