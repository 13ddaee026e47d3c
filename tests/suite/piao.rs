//! The part of the PIAO that holds the Piano: its PDF, `piao.json` and `piao.xlsx` say the same.

use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::comune::stampato::{a_celle, ha, nudo};
use crate::comune::{Ciclo, testo};

const PDF: &str = "piao-2022-2024.pdf";

/// Headings, table heads and names of fields that the PIAO asks for.
const CHIESTI: &[&str] = &[
    "2 Valore pubblico, performance e anticorruzione",
    "2.1 Valore pubblico",
    "Codice",
    "Denominazione",
    "Descrizione",
    "Contesto",
    "Responsabile politico",
    "Responsabile amministrativo",
    "Stakeholder",
    "Risorse",
    "Strategia",
    "Indicatore di impatto",
    "2.2 Performance",
    "2.2.1 Introduzione",
    "2.2.2 Le fasi del ciclo",
    "Attori",
    "Attività",
    "2.2.3 Il collegamento tra performance organizzativa e individuale",
    "2.2.4 Gli obiettivi",
    "Obiettivi di performance",
    "Obiettivi di semplificazione",
    "Obiettivi di accessibilità digitale",
    "Obiettivi di accessibilità fisica",
    "Obiettivi di pari opportunità",
    "Obiettivi di performance organizzativa",
    "Obiettivi di performance individuale",
    "Tipologia",
    "Responsabile",
    "Contributori",
    "Dimensione",
    "Unità di misura",
    "Formula",
    "Peso",
    "Polarità",
    "Baseline",
    "Target 2022",
    "Target 2023",
    "Target 2024",
    "Fonte",
    "2.3 Rischi corruttivi e trasparenza",
    "Misura",
    "Area di rischio",
    "4 Monitoraggio",
    "4.1 Gli strumenti",
    "Strumento",
    "4.2 Le sottofasi",
    "Periodo",
];

fn genera(ciclo: &Ciclo) -> String {
    let uscita = ciclo.esegui(&["genera", "piao"]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    testo(&uscita.stdout)
}

fn json(ciclo: &Ciclo, nome: &str) -> Value {
    let byte = fs::read(ciclo.uscita().join(nome)).expect(nome);
    serde_json::from_slice(&byte).expect("JSON")
}

/// The rows of the workbook, the head first.
fn righe(ciclo: &Ciclo) -> Vec<Vec<String>> {
    let percorso = ciclo.uscita().join("piao.xlsx");
    let mut libro: Xlsx<_> = open_workbook(percorso).expect("a workbook");
    let foglio = libro.worksheet_range("PIAO").expect("its sheet");
    let testo = |cella: &Data| match cella {
        Data::String(testo) => testo.clone(),
        Data::Empty => String::new(),
        altro => panic!("{altro:?} is no text"),
    };
    foglio
        .rows()
        .map(|riga| riga.iter().map(testo).collect())
        .collect()
}

#[test]
fn all_that_the_piao_asks_for_is_printed() {
    let ciclo = Ciclo::bergamo();
    let detto = genera(&ciclo);
    for file in [PDF, "piao.json", "piao.xlsx", "piao.schema.json"] {
        assert!(detto.contains(file), "{detto}");
    }
    let stampato = a_celle(&ciclo, PDF);
    ha(&stampato, CHIESTI);
    assert!(
        stampato.contains(&nudo("Sezione 2.2 – Performance")),
        "the running header says the section"
    );
}

#[test]
fn json_and_workbook_hold_what_the_pdf_prints() {
    let ciclo = Ciclo::bergamo();
    genera(&ciclo);
    let (stampato, piao) = (a_celle(&ciclo, PDF), json(&ciclo, "piao.json"));
    let schema = json(&ciclo, "piao.schema.json");
    assert_eq!(schema["$id"], "ciclo/piao/1");
    let valida = jsonschema::validator_for(&schema).expect("a schema");
    let errori: Vec<String> = valida.iter_errors(&piao).map(|e| e.to_string()).collect();
    assert!(errori.is_empty(), "{errori:?}");
    assert!(!valida.is_valid(&serde_json::json!({"schema": "ciclo/piao/1"})));

    let integrate = piao["righe"].as_array().expect("rows");
    assert!(integrate.len() > 150, "{} rows", integrate.len());
    let scritte = righe(&ciclo);
    assert_eq!(scritte.len(), integrate.len() + 1);
    let campi = [
        ("sezione", "Sezione"),
        ("tipologia", "Tipologia"),
        ("codice_obiettivo", "Codice obiettivo"),
        ("obiettivo", "Denominazione obiettivo"),
        ("responsabile", "Responsabile"),
        ("contributori", "Contributori"),
        ("stakeholder", "Stakeholder"),
        ("risorse", "Risorse"),
        ("indicatore", "Indicatore"),
        ("dimensione", "Dimensione"),
        ("unita_misura", "Unità di misura"),
        ("formula", "Formula"),
        ("polarita", "Polarità"),
        ("baseline", "Baseline"),
        ("fonte", "Fonte"),
    ];
    let colonna = |nome: &str| {
        let posto = scritte[0].iter().position(|testa| testa == nome);
        posto.unwrap_or_else(|| panic!("no column «{nome}» in {:?}", scritte[0]))
    };
    for (riga, integrata) in scritte[1..].iter().zip(integrate) {
        for (chiave, nome) in campi {
            let detto = integrata[chiave].as_str().expect(chiave);
            assert_eq!(riga[colonna(nome)], detto, "{chiave} of {integrata}");
            assert!(stampato.contains(&nudo(detto)), "«{detto}» is not printed");
        }
        for anno in ["2022", "2023", "2024"] {
            let target = integrata["target"][anno].as_str().unwrap_or_default();
            assert_eq!(riga[colonna(&format!("Target {anno}"))], target);
            assert!(
                stampato.contains(&nudo(target)),
                "«{target}» is not printed"
            );
        }
    }
}

#[test]
fn every_indicator_of_an_obiettivo_is_there_once_with_the_models_values() {
    let ciclo = Ciclo::bergamo();
    genera(&ciclo);
    let (piao, modello) = (json(&ciclo, "piao.json"), ciclo.modello());
    let mut visti = 0;
    for obiettivo in piao["obiettivi"].as_array().expect("obiettivi") {
        for scheda in obiettivo["indicatori"].as_array().expect("indicators") {
            let indicatori = modello["indicatori"].as_array().expect("indicators");
            let suo = indicatori.iter().find(|i| i["id"] == scheda["id"]);
            let suo = suo.expect("one of the model's");
            assert_eq!(suo["obiettivo"], obiettivo["codice"]);
            assert_eq!(suo["nome"], scheda["denominazione"]);
            assert_eq!(suo["verso"], scheda["polarita"]);
            visti += 1;
        }
    }
    assert_eq!(visti, modello["indicatori"].as_array().expect("all").len());
    let primo = &piao["valore_pubblico"][0];
    assert_eq!(
        primo["strategie"][0]["obiettivi"],
        serde_json::json!(["1.1", "1.2"])
    );
    let baseline = &primo["indicatori"][1]["baseline"];
    assert_eq!(*baseline, serde_json::json!({"anno": 2021, "valore": "14"}));
}

#[test]
fn a_small_body_leaves_out_public_value_and_monitoring() {
    let ciclo = Ciclo::bergamo();
    ciclo.cambia("ciclo.toml", "ridotto = false", "ridotto = true");
    genera(&ciclo);
    let stampato = a_celle(&ciclo, PDF);
    for fuori in [
        "2.1 Valore pubblico",
        "Indicatore di impatto",
        "4.2 Le sottofasi",
    ] {
        assert!(!stampato.contains(&nudo(fuori)), "«{fuori}» is printed");
    }
    for dentro in [
        "2.2 Performance",
        "2.2.4 Gli obiettivi",
        "2.3 Rischi corruttivi",
    ] {
        assert!(
            stampato.contains(&nudo(dentro)),
            "«{dentro}» is not printed"
        );
    }
    let piao = json(&ciclo, "piao.json");
    assert_eq!(piao["ridotto"], true);
    assert_eq!(piao["valore_pubblico"], serde_json::json!([]));
    assert_eq!(piao["sottofasi"], serde_json::json!([]));
    assert!(piao["obiettivi"].as_array().is_some_and(|o| o.len() == 12));
}

#[test]
fn it_is_compared_marked_and_explained() {
    let ciclo = Ciclo::bergamo();
    genera(&ciclo);
    let prima = ciclo.uscita().join("prima.pdf");
    fs::rename(ciclo.uscita().join(PDF), &prima).expect("moved");
    ciclo.cambia(
        "ciclo.toml",
        "Meno tempo speso in adempimenti",
        "Molto meno tempo speso in adempimenti",
    );
    for (vecchio, nuovo) in [
        (
            "[\"imprese\", \"professionisti\", \"comuni\"]\nrisorse = { euro = 540000, persone = 29 }",
            "[\"imprese\", \"comuni\"]\nrisorse = { euro = 541000, persone = 29 }",
        ),
        (
            "periodo = \"entro il 15 luglio\"",
            "periodo = \"entro il 20 luglio\"",
        ),
        ("Tempi di pagamento certi", "Tempi di pagamento brevi"),
    ] {
        ciclo.cambia("ciclo.toml", vecchio, nuovo);
    }
    let prima = prima.to_str().expect("a name");
    let confronto = testo(
        &ciclo
            .esegui_senza_dati(&["confronta", prima, "ciclo"])
            .stdout,
    );
    assert!(
        confronto.contains("VP2") && confronto.contains("Molto meno"),
        "{confronto}"
    );
    let uscita = ciclo.esegui(&["genera", "piao", "--rispetto-a", prima]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    let segnato = a_celle(&ciclo, "piao-2022-2024-bozza.pdf");
    for prima_e_dopo in [
        "prima: Meno tempo speso in adempimenti da chi fa impresa, risposte in tempi certi. \
         adesso: Molto meno tempo",
        "Stakeholder prima: imprese; professionisti; comuni adesso: imprese; comuni",
        "prima: euro 540.000; persone 29 adesso: euro 541.000; persone 29",
        "prima: entro il 15 luglio adesso: entro il 20 luglio",
        "prima: Tempi di pagamento certi adesso: Tempi di pagamento brevi",
    ] {
        let c_e = segnato.contains(&nudo(prima_e_dopo));
        assert!(c_e, "«{prima_e_dopo}» is not marked");
    }
    assert!(
        !segnato.contains(&nudo("prima: Giunta")),
        "what is as it was has no mark"
    );

    let giorni = "giorni-medi-di-pagamento-delle-fatture-e-dei-documenti";
    let detto = testo(&ciclo.esegui(&["spiega", giorni]).stdout);
    assert!(detto.contains("PIAO 2.1: VP2"), "{detto}");
}

#[test]
fn it_is_published_with_its_data_and_verified() {
    let ciclo = Ciclo::bergamo();
    let uscita = ciclo.esegui(&["pubblica", "piao"]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    let anno = ciclo.uscita().join("2022");
    for file in [
        "piao.json",
        "piao.xlsx",
        "piao.schema.json",
        "documenti/piao/index.html",
    ] {
        assert!(anno.join(file).is_file(), "{file}");
    }
    let pagina = fs::read_to_string(anno.join("pagina-unica.html")).expect("the page");
    assert!(pagina.contains("<span class=\"numero-titolo\">2.2.4</span>"));
    let radice = ciclo.uscita();
    let radice = radice.to_str().expect("a name");
    let verifica = ciclo.esegui_senza_dati(&["pubblica", "--verifica", radice]);
    let detto = testo(&verifica.stdout);
    assert!(
        verifica.status.success() && detto.contains("Tutto come alla pubblicazione"),
        "{detto}"
    );
}

#[test]
fn one_page_promises_and_the_relazione_answers() {
    let ciclo = Ciclo::bergamo();
    for (documento, file) in [
        ("piano", "piano-2022-2024.pdf"),
        ("piao", PDF),
        ("relazione", "relazione-2021.pdf"),
    ] {
        let uscita = ciclo.esegui(&["genera", documento]);
        assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
        let stampato = a_celle(&ciclo, file);
        let modello = ciclo.modello();
        let promesse = modello["promesse"].as_array().expect("promises");
        assert_eq!(promesse.len(), 10);
        for promessa in promesse {
            let detta = promessa["promessa"].as_str().expect("words");
            assert!(stampato.contains(&nudo(detta)), "{file}: «{detta}»");
        }
    }
    let piano = a_celle(&ciclo, "piano-2022-2024.pdf");
    for chiesto in [
        "Il Piano in una pagina",
        "Da dove partiamo",
        "Nel 2022",
        "Nel 2024",
        "Euro",
        "Persone",
        "Chi risponde",
    ] {
        assert!(piano.contains(&nudo(chiesto)), "«{chiesto}»");
    }
    // Target, start, money, people and office of one promise, as they stand in a row.
    let riga = "14 (2021) 3 3 180.000 2 Servizio Promozione e sviluppo economia locale";
    assert!(piano.contains(&nudo(riga)));
    let relazione = a_celle(&ciclo, "relazione-2021.pdf");
    assert!(relazione.contains(&nudo("La Relazione in una pagina")));
    assert!(relazione.contains(&nudo("30 gg 14 gg 100,00%: raggiunto")));
    assert!(relazione.contains(&nudo("non previsto nel 2021")));
}

#[test]
fn a_page_holds_ten_promises() {
    let ciclo = Ciclo::bergamo();
    let una = "\n[[pagina.promesse]]\npromessa = \"Un'altra\"\nindicatore = \"progetto-turismo\"\n";
    let scritto = fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("settings");
    ciclo.scrivi("ciclo.toml", scritto + una);
    let detto = testo(&ciclo.esegui(&["verifica"]).stdout);
    assert!(
        detto.contains("in una pagina stanno 10 promesse, qui sono 11"),
        "{detto}"
    );
}
