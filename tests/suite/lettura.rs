//! Workbooks as offices really lay them out: hidden rows, odd places, units in the number format,
//! formulas.

use std::io::{Read, Write};

use crate::comune::{Ciclo, testo};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};
use serde_json::Value;

/// Replaces the services' sheet of the small cycle with one that `riempi` fills in.
fn con_foglio(riempi: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Ciclo {
    let ciclo = Ciclo::base("minimo");
    ciclo
        .togli("servizi/promozione.csv")
        .scrivi("servizi/promozione.xlsx", cartella(riempi));
    ciclo
}

fn cartella(riempi: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut cartella = Workbook::new();
    riempi(cartella.add_worksheet().set_name("Dati").expect("a name")).expect("a sheet");
    cartella.save_to_buffer().expect("a workbook")
}

fn intestazione(foglio: &mut Worksheet, riga: u32) -> Result<(), XlsxError> {
    for (colonna, nome) in (0..).zip([
        "Azione",
        "Indicatore",
        "Risultato\nAtteso 2021",
        "Risultato\nConsuntivo 2021",
        "Fonte del dato",
    ]) {
        foglio.write(riga, colonna, nome)?;
    }
    Ok(())
}

fn righe(ciclo: &Ciclo) -> Vec<Value> {
    let modello = ciclo.modello();
    let cruscotto = modello["cruscotti"]
        .as_array()
        .expect("cruscotti")
        .iter()
        .find(|c| c["id"] == "promozione")
        .cloned();
    cruscotto.expect("the service")["righe"]
        .as_array()
        .expect("rows")
        .clone()
}

fn stampe(riga: &Value) -> (String, String) {
    let stampa = |campo: &str| {
        riga[campo]["2021"]["stampa"]
            .as_str()
            .unwrap_or("?")
            .to_owned()
    };
    (stampa("atteso"), stampa("consuntivo"))
}

/// Codes and places of what `ciclo modello` notices.
fn segnalazioni(ciclo: &Ciclo) -> String {
    testo(&ciclo.esegui(&["modello"]).stderr)
}

#[test]
fn units_that_live_only_in_the_number_format_are_read() {
    let casi: [(&str, f64, &str); 9] = [
        ("0%", 1.0, "100%"),
        ("0.00%", 0.9883, "98,83%"),
        ("0%", 0.9883, "98,83%"),
        ("0\" gg\"", 30.0, "30 gg"),
        ("#,##0.00 [$€-410]", 1234.5, "1.234,50 €"),
        ("0.0\" su 5\"", 4.2, "4,2 su 5"),
        ("0 \"min\"", 15.0, "15 min"),
        ("#,##0", 4500.0, "4.500"),
        ("General", 0.1 + 0.2, "0,3"),
    ];
    let ciclo = con_foglio(|foglio| {
        intestazione(foglio, 0)?;
        foglio.write(1, 0, "1.1 Territorio")?;
        for (n, (formato, valore, _)) in (2_u32..).zip(casi) {
            foglio.write(n, 1, format!("Indicatore {n}"))?;
            foglio.write_with_format(n, 2, valore, &Format::new().set_num_format(formato))?;
            foglio.write(n, 3, 1)?;
        }
        Ok(())
    });
    let letti: Vec<String> = righe(&ciclo).iter().map(|riga| stampe(riga).0).collect();
    assert_eq!(letti, casi.map(|(_, _, stampa)| stampa));
}

#[test]
fn dates_booleans_and_computed_formulas_are_values() {
    let ciclo = con_foglio(|foglio| {
        intestazione(foglio, 0)?;
        foglio.write(1, 0, "1.1 Territorio")?;
        let data = Format::new().set_num_format("dd/mm/yyyy");
        foglio.write(2, 1, "Data")?;
        foglio.write_with_format(2, 2, 44561.0, &data)?;
        foglio.write_with_format(2, 3, 44554.0, &data)?;
        foglio.write(3, 1, "Logico")?;
        foglio.write(3, 2, true)?;
        foglio.write(3, 3, false)?;
        foglio.write(4, 1, "Formula")?;
        foglio.write_formula_with_format(
            4,
            2,
            Formula::new("=4/5").set_result("0.8"),
            &Format::new().set_num_format("0%"),
        )?;
        foglio.write(4, 3, Formula::new("=\"S\"&\"I\"").set_result("SI"))?;
        Ok(())
    });
    let letti: Vec<(String, String)> = righe(&ciclo).iter().map(stampe).collect();
    let attesi = [("31/12/2021", "24/12/2021"), ("SI", "NO"), ("80%", "SI")];
    assert_eq!(letti, attesi.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn hidden_rows_and_columns_are_read_and_said() {
    let ciclo = con_foglio(|foglio| {
        intestazione(foglio, 0)?;
        foglio.write(1, 0, "1.1 Territorio")?;
        foglio
            .write(2, 1, "Nascosto")?
            .write(2, 2, 5)?
            .write(2, 3, 6)?;
        foglio.set_row_hidden(2)?;
        foglio.set_column_hidden(3)?;
        Ok(())
    });
    assert_eq!(stampe(&righe(&ciclo)[0]), ("5".to_owned(), "6".to_owned()));
    let detto = segnalazioni(&ciclo);
    assert!(
        detto.contains("dati-nascosti") && detto.contains("colonna D, riga 3"),
        "{detto}"
    );
}

#[test]
fn a_sheet_may_begin_anywhere_and_in_any_order() {
    let ciclo = con_foglio(|foglio| {
        foglio.write(4, 2, "SERVIZIO PROMOZIONE")?;
        foglio.merge_range(6, 2, 6, 6, "Crescità", &Format::new())?;
        for (colonna, nome) in (2..).zip([
            "FONTE DEL  DATO",
            "risultato consuntivo\u{a0}2021 ",
            "Indicatore",
            "RISULTATO ATTESO\n2021",
            "azione",
        ]) {
            foglio.write(8, colonna, nome)?;
        }
        foglio.write(9, 2, "1.1 Territorio")?;
        foglio
            .write(11, 2, "Registro")?
            .write(11, 3, " 7 ")?
            .write(11, 4, " N. di\u{a0}eventi (*) ")?
            .write(11, 5, "5")?
            .write(11, 6, "Promuovere")?;
        foglio.write(14, 4, "Solo il nome")?;
        foglio.write(16, 2, "* nota a piè di tabella")?;
        Ok(())
    });
    let righe = righe(&ciclo);
    assert_eq!(righe.len(), 2);
    assert_eq!(righe[0]["nome"], "N. di eventi");
    assert_eq!(righe[0]["di_sistema"], true);
    assert_eq!(stampe(&righe[0]), ("5".to_owned(), "7".to_owned()));
    assert_eq!(righe[0]["origine"]["cella"], "E12");
    assert_eq!(righe[0]["prospettiva"], "Crescita");
    assert_eq!(
        (
            righe[1]["azione"].as_str(),
            righe[1]["atteso"]["2021"]["tipo"].as_str()
        ),
        (Some("Promuovere"), Some("vuoto"))
    );
    let modello = ciclo.modello();
    let servizio = modello["cruscotti"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["id"] == "promozione")
        .unwrap();
    assert_eq!(
        (servizio["nome"].as_str(), &servizio["note"][0]),
        (
            Some("SERVIZIO PROMOZIONE"),
            &Value::from("* nota a piè di tabella")
        )
    );
}

#[test]
fn one_flat_table_is_read_as_well() {
    let ciclo = con_foglio(|foglio| {
        for (colonna, nome) in (0..).zip([
            "Prospettiva",
            "Obiettivo",
            "Azione",
            "Indicatore",
            "Risultato atteso 2021",
            "Risultato consuntivo 2021",
            "Fonte",
        ]) {
            foglio.write(0, colonna, nome)?;
        }
        foglio
            .write(1, 0, "CRESCITA")?
            .write(1, 1, "1.1 Territorio")?
            .write(1, 2, "Promuovere")?
            .write(1, 3, "Eventi")?
            .write(1, 4, 3)?
            .write(1, 5, 4)?;
        foglio
            .write(2, 3, "Visite")?
            .write(2, 4, 5)?
            .write(2, 5, 5)?;
        foglio
            .write(3, 1, 1.2)?
            .write(3, 2, "Sostenere")?
            .write(3, 3, "Bandi")?
            .write(3, 4, 1)?
            .write(3, 5, 1)?;
        foglio
            .write(4, 1, "Imprese")?
            .write(4, 3, "Sportelli")?
            .write(4, 4, 1)?
            .write(4, 5, 1)?;
        Ok(())
    });
    let dove: Vec<(String, String)> = righe(&ciclo)
        .iter()
        .map(|r| {
            (
                r["obiettivo"].as_str().unwrap().to_owned(),
                r["azione"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let attesi = [
        ("1.1", "Promuovere"),
        ("1.1", "Promuovere"),
        ("1.2", "Sostenere"),
        ("1.2", "Sostenere"),
    ];
    assert_eq!(dove, attesi.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn weights_directions_codes_and_judged_grades_have_columns() {
    let ciclo = con_foglio(|foglio| {
        intestazione(foglio, 0)?;
        for (colonna, nome) in
            (5..).zip(["Peso", "VERSO", "Codice", "Grado", "Motivazione", "Note"])
        {
            foglio.write(0, colonna, nome)?;
        }
        foglio.write(1, 0, "1.1 Territorio")?;
        foglio
            .write(2, 1, "Costi")?
            .write(2, 2, 10)?
            .write(2, 3, 12)?;
        foglio.write_with_format(2, 5, 0.4, &Format::new().set_num_format("0%"))?;
        foglio
            .write(2, 6, "Decrescente")?
            .write(2, 7, "AB-1")?
            .write(2, 8, "75%")?
            .write(2, 9, "Caso straordinario")?
            .write(2, 10, "vedi verbale")?;
        Ok(())
    });
    let modello = ciclo.modello();
    let riga = &righe(&ciclo)[0];
    assert_eq!(
        (
            riga["peso"].as_str(),
            riga["grado"].as_str(),
            riga["note"].as_str()
        ),
        (Some("40"), Some("75"), Some("vedi verbale"))
    );
    let indicatore = modello["indicatori"]
        .as_array()
        .unwrap()
        .iter()
        .find(|i| i["nome"] == "Costi")
        .unwrap();
    assert_eq!(
        (
            indicatore["codice"].as_str(),
            indicatore["verso"].as_str(),
            indicatore["verso_da"].as_str()
        ),
        (Some("AB-1"), Some("decrescente"), Some("colonna"))
    );
}

#[test]
fn a_code_makes_two_names_one_indicator() {
    let ciclo = Ciclo::base("minimo");
    let foglio = |nome: &str| {
        format!(
            "CRESCITA\nCodice;Indicatore;Risultato Atteso 2021;Fonte\n1.1 Territorio\nX1;{nome};5;x\n"
        )
    };
    ciclo
        .scrivi(
            "servizi/promozione.csv",
            foglio("N. di eventi sul territorio"),
        )
        .scrivi("servizi/studi.csv", foglio("Eventi"));
    let modello = ciclo.modello();
    let con_codice: Vec<&Value> = modello["indicatori"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|i| i["codice"] == "X1")
        .collect();
    assert_eq!(con_codice.len(), 1);
    assert_eq!(
        con_codice[0]["cruscotti"],
        serde_json::json!(["promozione", "studi"])
    );
}

/// Rewrites a part of a zipped workbook.
fn riscrivi(byte: &[u8], parte: &str, cambia: impl Fn(String) -> String) -> Vec<u8> {
    let mut archivio = zip::ZipArchive::new(std::io::Cursor::new(byte)).expect("a zip");
    let mut nuovo = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for indice in 0..archivio.len() {
        let mut file = archivio.by_index(indice).expect("a part");
        let (nome, mut contenuto) = (file.name().expect("a name").into_owned(), Vec::new());
        file.read_to_end(&mut contenuto).expect("readable");
        if nome == parte {
            contenuto = cambia(String::from_utf8(contenuto).expect("text")).into_bytes();
        }
        nuovo
            .start_file(nome, zip::write::SimpleFileOptions::default())
            .expect("a part");
        nuovo.write_all(&contenuto).expect("written");
    }
    nuovo.finish().expect("a zip").into_inner()
}

#[test]
fn a_formula_without_a_value_and_an_error_cell_are_errors_with_their_cells() {
    let byte = cartella(|foglio| {
        intestazione(foglio, 0)?;
        foglio.write(1, 0, "1.1 Territorio")?;
        foglio
            .write(2, 1, "Indicatore")?
            .write(2, 2, Formula::new("=A9+1").set_result("77"))?;
        foglio.write(2, 3, Formula::new("=1/0").set_result("#DIV/0!"))?;
        Ok(())
    });
    let byte = riscrivi(&byte, "xl/worksheets/sheet1.xml", |xml| {
        assert!(xml.contains("<v>77</v>"));
        xml.replace("<v>77</v>", "")
    });
    let ciclo = Ciclo::base("minimo");
    ciclo
        .togli("servizi/promozione.csv")
        .scrivi("servizi/promozione.xlsx", byte);
    let detto = segnalazioni(&ciclo);
    assert!(
        detto.contains("Dati!C3") && detto.contains("formula-senza-valore"),
        "{detto}"
    );
    assert!(
        detto.contains("Dati!D3") && detto.contains("cella-in-errore") && detto.contains("#DIV/0!"),
        "{detto}"
    );
    let riga = &righe(&ciclo)[0];
    assert_eq!(
        (
            &riga["atteso"]["2021"]["tipo"],
            &riga["consuntivo"]["2021"]["tipo"]
        ),
        (&"vuoto".into(), &"vuoto".into())
    );
    assert_eq!(ciclo.esegui(&["genera", "piano"]).status.code(), Some(1));
}

#[test]
fn dates_counted_from_1904_are_the_same_days() {
    let byte = cartella(|foglio| {
        intestazione(foglio, 0)?;
        foglio.write(1, 0, "1.1 Territorio")?;
        foglio.write(2, 1, "Data")?;
        foglio.write_with_format(
            2,
            2,
            44561.0 - 1462.0,
            &Format::new().set_num_format("dd/mm/yyyy"),
        )?;
        Ok(())
    });
    let byte = riscrivi(&byte, "xl/workbook.xml", |xml| {
        assert!(xml.contains("<workbookPr"));
        xml.replacen("<workbookPr", "<workbookPr date1904=\"1\"", 1)
    });
    let ciclo = Ciclo::base("minimo");
    ciclo
        .togli("servizi/promozione.csv")
        .scrivi("servizi/promozione.xlsx", byte);
    assert_eq!(stampe(&righe(&ciclo)[0]).0, "31/12/2021");
}

/// The sheet of a workbook whose cells C2 and D2 hold a formula, as programs that do not compute
/// write it.
#[test]
fn a_formula_with_an_empty_value_was_never_computed_but_an_empty_text_was() {
    let foglio = |celle: &str| {
        let byte = cartella(|foglio| {
            intestazione(foglio, 0)?;
            foglio
                .write(1, 0, "Azione")?
                .write(1, 1, "Eventi")?
                .write_formula(1, 2, "=2*5")?;
            Ok(())
        });
        riscrivi(&byte, "xl/worksheets/sheet1.xml", |xml| {
            let da = xml.find("<c r=\"C2\"").expect("the formula's cell");
            let a = da + xml[da..].find("</c>").expect("its end") + "</c>".len();
            format!("{}{celle}{}", &xml[..da], &xml[a..])
        })
    };
    for (celle, mai) in [
        ("<c r=\"C2\"><f>2*5</f><v/></c>", true),
        ("<c r=\"C2\"><f>2*5</f><v></v></c>", true),
        ("<c r=\"C2\"><f>2*5</f></c>", true),
        ("<c><f>2*5</f></c>", true),
        ("<c r=\"C2\" t=\"str\"><f>IF(1,\"\")</f><v></v></c>", false),
        ("<c r=\"C2\"><f>2*5</f><v>10</v></c>", false),
    ] {
        let ciclo = Ciclo::base("minimo");
        ciclo
            .togli("servizi/promozione.csv")
            .scrivi("servizi/promozione.xlsx", foglio(celle));
        let detto = segnalazioni(&ciclo);
        assert_eq!(
            detto.contains("formula-senza-valore") && detto.contains("C2"),
            mai,
            "{celle}: {detto}"
        );
    }
}

#[test]
fn cells_read_as_the_office_sees_them() {
    let casi = [
        // Decimals that nobody sees are not printed; the value stays exact.
        ("0.00%", 0.761_234_5, "76,12%"),
        ("0%", 2.0 / 3.0, "66,67%"),
        ("0%", 0.9883, "98,83%"),
        ("#,##0.00", 1_234.567_89, "1.234,57"),
        ("General", 2.0 / 3.0, "0,666667"),
        ("0.0000", 1.23456, "1,2346"),
        ("General\" gg\"", 30.0, "30 gg"),
        // A month is over on its last day; a time of day is no date.
        ("mmm\\-yy", 44_348.0, "30/06/2021"),
        ("dd/mm/yyyy", 44_348.0, "01/06/2021"),
        ("hh:mm", 2.5 / 24.0, "02:30"),
        ("dd/mm/yyyy", -5.0, "########"),
    ];
    for (formato, numero, atteso) in casi {
        let ciclo = con_foglio(|foglio| {
            intestazione(foglio, 0)?;
            let vestito = Format::new().set_num_format(formato);
            foglio
                .write(1, 1, "Eventi")?
                .write_with_format(1, 3, numero, &vestito)?;
            Ok(())
        });
        assert_eq!(stampe(&righe(&ciclo)[0]).1, atteso, "{formato}");
    }
}

#[test]
fn banners_are_known_in_the_forms_that_offices_give_them() {
    let obiettivo_dopo = |banda: &str| {
        let ciclo = Ciclo::base("minimo");
        ciclo.scrivi(
            "servizi/promozione.csv",
            format!(
                "SERVIZIO\nCRESCITA\nAzione;Indicatore;Risultato Atteso 2021;Risultato Consuntivo 2021;Fonte del dato\n\
                 1.1 Territorio\nA;Uno;1;1;F\n{banda}\nA;Due;1;1;F\n"
            ),
        );
        righe(&ciclo)[1]["obiettivo"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    for banda in [
        "1.2 Imprese",
        "1.2Imprese",
        "1.2.Imprese",
        "1,2 Imprese",
        "Obiettivo: 1.2 Imprese",
        "Obiettivo strategico: 1.2 Imprese",
        "OBIETTIVO N. 1.2",
        "OB 1.2",
        "Obiettivo: Imprese",
    ] {
        assert_eq!(obiettivo_dopo(banda), "1.2", "{banda}");
    }
    // What only looks like one is a footnote.
    for nota in [
        "1,5 milioni di euro nel 2021",
        "Obiettivo in corso di revisione",
        "2,3",
    ] {
        assert_eq!(
            obiettivo_dopo(nota),
            if nota == "2,3" { "2.3" } else { "1.1" },
            "{nota}"
        );
    }
    for prospettiva in [
        "PROSPETTIVA | CRESCITA",
        "prospettiva: Crescita",
        "PROSPETTIVA CRESCITA",
    ] {
        assert_eq!(
            obiettivo_dopo(prospettiva),
            "",
            "{prospettiva} ends the obiettivo above it"
        );
    }
}
