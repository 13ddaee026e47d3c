//! `ciclo moduli` and `ciclo raccogli`: forms that go out and come back.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::Duration;

use regex::Regex;
use serde_json::Value;

use crate::comune::xlsx::{Scritto, compila, parte};
use crate::comune::{Ciclo, albero, testo};

/// The sheet of indicators, as the workbook numbers it.
const MODULO: usize = 1;
/// The sheet of activities.
const ATTIVITA: usize = 2;

/// The cycle of Bergamo with the form of one service, as it is sent out.
struct Giro {
    ciclo: Rc<Ciclo>,
    modulo: PathBuf,
}

impl Giro {
    fn nuovo(che: &[&str]) -> Self {
        Self::con(Rc::new(Ciclo::bergamo()), che)
    }

    /// Another form of the same cycle.
    fn altro(&self, che: &[&str]) -> Self {
        Self::con(Rc::clone(&self.ciclo), che)
    }

    fn con(ciclo: Rc<Ciclo>, che: &[&str]) -> Self {
        let uscita = ciclo.uscita();
        let uscita = uscita.to_string_lossy();
        let argomenti = [
            &["moduli"],
            che,
            &["--solo", "promozione", "--uscita", &uscita],
        ]
        .concat();
        let detto = ciclo.esegui(&argomenti);
        assert!(detto.status.success(), "{}", testo(&detto.stderr));
        let modulo = PathBuf::from(testo(&detto.stdout).trim());
        Self { ciclo, modulo }
    }

    fn compila(&self, celle: &[(&str, Scritto<'_>)]) -> &Self {
        let byte = fs::read(&self.modulo).expect("the form");
        fs::write(&self.modulo, compila(&byte, MODULO, celle)).expect("written");
        self
    }

    fn raccogli(&self, opzioni: &[&str]) -> (Option<i32>, String) {
        let modulo = self.modulo.to_string_lossy();
        let detto = self
            .ciclo
            .esegui(&[&["raccogli", &modulo], opzioni].concat());
        (
            detto.status.code(),
            testo(&detto.stdout) + &testo(&detto.stderr),
        )
    }

    /// The cell that the form still waits for.
    fn manca(&self) -> String {
        let (_, detto) = self.raccogli(&["--prova"]);
        let cella = Regex::new(r"Manca ancora:\s+cella ([A-Z]+\d+)").expect("a pattern");
        let trovata = cella
            .captures(&detto)
            .unwrap_or_else(|| panic!("nothing missing:\n{detto}"));
        trovata[1].to_owned()
    }

    /// The rows of the service's cruscotto.
    fn righe(&self) -> Vec<Value> {
        let modello = self.ciclo.modello();
        let cruscotti = modello["cruscotti"].as_array().expect("cruscotti");
        let suo = cruscotti
            .iter()
            .find(|c| c["id"] == "promozione")
            .expect("the service");
        suo["righe"].as_array().expect("rows").clone()
    }

    /// The results of 2021 on the service's cruscotto.
    fn consuntivi(&self) -> Vec<Value> {
        let righe = self.righe();
        let consuntivi = righe.iter().map(|riga| riga["consuntivo"]["2021"].clone());
        consuntivi.collect()
    }

    /// What `verifica` has to say of forms that disagree.
    fn discordanti(&self) -> Vec<Value> {
        let verifica = self.ciclo.esegui(&["verifica", "--formato", "json"]);
        let detto: Value = serde_json::from_slice(&verifica.stdout).expect("JSON");
        let mut diagnosi = detto["diagnosi"].as_array().expect("diagnoses").clone();
        diagnosi.retain(|d| {
            let messaggio = d["messaggio"].as_str().expect("a message");
            messaggio.starts_with("il modulo e il foglio")
        });
        diagnosi
    }
}

#[test]
fn a_form_filled_in_comes_back_with_its_cells() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let prima = giro.consuntivi();
    let cella = giro.manca();
    let (esito, detto) = giro.raccogli(&[]);
    assert_eq!(esito, Some(1), "{detto}");
    giro.compila(&[(&cella, Scritto::Numero(0.77))]);
    let (esito, detto) = giro.raccogli(&[]);
    assert_eq!(esito, Some(0), "{detto}");
    assert!(
        detto.contains("Preso: consuntivi/promozione.xlsx"),
        "{detto}"
    );
    let dopo = giro.consuntivi();
    let scritto = dopo
        .iter()
        .find(|v| v["valore"].as_str().and_then(|t| t.parse().ok()) == Some(77.0))
        .expect("the answer");
    assert_eq!(scritto["origine"]["file"], "consuntivi/promozione.xlsx");
    assert_eq!(scritto["origine"]["cella"], cella.as_str());
    // What was known came back as it was, now from the form.
    let noti = prima
        .iter()
        .zip(&dopo)
        .filter(|(prima, _)| prima["tipo"] != "vuoto");
    for (prima, dopo) in noti.filter(|(prima, _)| !prima.is_null()) {
        assert_eq!(prima["tipo"], dopo["tipo"]);
        let numero = |v: &Value| v["valore"].as_str().map(|t| t.parse::<f64>().ok());
        assert_eq!(numero(prima), numero(dopo), "{prima} {dopo}");
    }
    let kept = fs::read(giro.ciclo.dati().join("consuntivi/promozione.xlsx")).expect("the form");
    assert!(
        kept == fs::read(&giro.modulo).expect("the form"),
        "evidence is kept as it came"
    );
    let verifica = giro.ciclo.esegui(&["verifica"]);
    assert!(
        !testo(&verifica.stdout).contains("modulo-"),
        "{}",
        testo(&verifica.stdout)
    );
}

#[test]
fn what_was_changed_elsewhere_is_refused_unless_accepted() {
    let giro = Giro::nuovo(&["consuntivo"]);
    giro.compila(&[("D7", Scritto::Testo("1%"))]);
    let prima = albero(&giro.ciclo.dati());
    let (esito, detto) = giro.raccogli(&[]);
    assert_eq!(esito, Some(1));
    assert!(
        detto.contains("cella D7") && detto.contains("ora «1%»"),
        "{detto}"
    );
    assert!(albero(&giro.ciclo.dati()) == prima);
    let (_, detto) = giro.raccogli(&["--accetta"]);
    assert!(detto.contains("Preso:"), "{detto}");
}

#[test]
fn what_cannot_be_understood_is_said_cell_by_cell() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let cella = giro.manca();
    giro.compila(&[(&cella, Scritto::Testo("circa la metà"))]);
    let (esito, detto) = giro.raccogli(&["--prova"]);
    assert_eq!(esito, Some(1));
    assert!(
        detto.contains(&format!("cella {cella}")) && detto.contains("circa la metà"),
        "{detto}"
    );
    assert!(
        detto.contains("n.d."),
        "it says what to write instead\n{detto}"
    );
}

#[test]
fn a_second_return_keeps_the_first_beside() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let cella = giro.manca();
    giro.compila(&[(&cella, Scritto::Numero(1.0))])
        .raccogli(&[]);
    let primo = fs::read(&giro.modulo).expect("the form");
    let (_, detto) = giro.raccogli(&[]);
    assert!(detto.contains("C'è già, uguale"), "{detto}");
    giro.compila(&[(&cella, Scritto::Numero(0.5))]);
    let (_, detto) = giro.raccogli(&[]);
    assert!(detto.contains("era «100,00%», ora «50,00%»"), "{detto}");
    let file = albero(&giro.ciclo.dati().join("consuntivi"));
    assert!(file["precedenti/promozione-1.xlsx"] == primo);
    assert!(file["promozione.xlsx"] == fs::read(&giro.modulo).expect("the form"));
    assert_eq!(file.len(), 2);
}

#[test]
fn two_answers_that_differ_are_one_diagnosis_with_both_cells() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let cella = giro.manca();
    giro.compila(&[(&cella, Scritto::Numero(5.0))]);
    // The service had 50% in its own workbook.
    let noto = giro.consuntivi()[0]["origine"]["cella"]
        .as_str()
        .expect("a cell")
        .to_owned();
    giro.compila(&[("F7", Scritto::Numero(0.123))]);
    giro.raccogli(&[]);
    let diagnosi = giro.discordanti();
    let [suo] = diagnosi.as_slice() else {
        panic!("not one diagnosis: {diagnosi:#?}")
    };
    assert_eq!(suo["codice"], "consuntivo-discordante");
    assert_eq!(suo["luoghi"][0]["file"], "consuntivi/promozione.xlsx");
    assert_eq!(suo["luoghi"][0]["cella"], "F7");
    assert_eq!(suo["luoghi"][1]["cella"], noto.as_str());
}

#[test]
fn a_form_of_another_cycle_or_no_form_is_refused() {
    let giro = Giro::nuovo(&["consuntivo"]);
    giro.ciclo.cambia(
        "ciclo.toml",
        "nome = \"Camera di commercio di Bergamo\"",
        "nome = \"Altra\"",
    );
    let (esito, detto) = giro.raccogli(&[]);
    assert_eq!(esito, Some(1));
    assert!(
        detto.contains("è del ciclo 2022 di Camera di commercio di Bergamo"),
        "{detto}"
    );
    let foglio = giro.ciclo.dati().join("servizi/promozione.xlsx");
    let detto = giro.ciclo.esegui(&["raccogli", &foglio.to_string_lossy()]);
    assert_eq!(detto.status.code(), Some(1));
    assert!(testo(&detto.stdout).contains("non è un modulo di ciclo"));
    let detto = giro.ciclo.esegui(&["raccogli", "non-c-e.xlsx", "neanche"]);
    assert_eq!(detto.status.code(), Some(2), "nothing could be done");
    assert!(testo(&detto.stderr).contains("non-c-e.xlsx non esiste"));
    assert!(!giro.ciclo.dati().join("consuntivi").exists());
}

#[test]
fn a_form_of_a_workbook_with_two_spaces_in_its_name_comes_back() {
    let ciclo = Ciclo::base("minimo");
    let foglio = "Azione;Indicatore;Atteso 2022;Fonte\n1.1 Territorio\nA;Visite;5;Registro\n";
    ciclo.scrivi("servizi/Studi  e  ricerche.csv", foglio);
    let uscita = ciclo.uscita();
    let dove = uscita.to_string_lossy();
    let detto = ciclo.esegui(&["moduli", "piano", "--uscita", &dove]);
    let moduli = testo(&detto.stdout);
    let modulo = moduli.lines().find(|riga| riga.contains("Studi  e"));
    let modulo = modulo.unwrap_or_else(|| panic!("{moduli}"));
    let detto = testo(&ciclo.esegui(&["raccogli", modulo]).stdout);
    let preso = "Preso: attesi/Studi  e  ricerche.xlsx";
    assert!(detto.contains(preso), "{detto}");
}

#[test]
fn two_forms_for_one_place_are_both_named() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let copia = giro.modulo.with_file_name("Copia di promozione.xlsx");
    fs::copy(&giro.modulo, &copia).expect("a copy");
    let cartella = giro
        .modulo
        .parent()
        .expect("a folder")
        .to_string_lossy()
        .into_owned();
    let raccogli = || {
        testo(
            &giro
                .ciclo
                .esegui(&["raccogli", &cartella, "--prova"])
                .stdout,
        )
    };
    // The same attachment saved twice is one form.
    let detto = raccogli();
    assert_eq!(detto.matches("Non preso").count(), 1, "{detto}");
    assert!(detto.contains("è una copia identica di"), "{detto}");
    giro.compila(&[(&giro.manca(), Scritto::Numero(0.77))]);
    let detto = raccogli();
    assert_eq!(detto.matches("tienine uno solo").count(), 2, "{detto}");
    assert!(detto.contains("Copia di promozione.xlsx"), "{detto}");
}

/// What stands among the forms and is none, or is not ready, is told in words for the office.
#[test]
fn a_folder_of_returned_forms_is_accounted_for() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let cartella = giro.modulo.parent().expect("a folder").to_owned();
    let scrivi = |nome: &str, byte: &[u8]| fs::write(cartella.join(nome), byte).expect("written");
    fs::create_dir(cartella.join("di Promozione")).expect("a folder");
    scrivi(".~lock.promozione.xlsx#", b"");
    scrivi("scansione.pdf", b"%PDF-1.7");
    let detto = giro
        .ciclo
        .esegui(&["raccogli", &cartella.to_string_lossy()]);
    let detto = testo(&detto.stdout);
    for atteso in [
        "di Promozione\n  Non preso: è una cartella dentro quella indicata",
        "promozione.xlsx\n  È aperto in un altro programma",
        "non è tra quelli ammessi: serve il modulo che hai mandato",
        "1 modulo su 3 nel ciclo, di cui 1 da completare o correggere",
    ] {
        assert!(detto.contains(atteso), "{atteso}\n{detto}");
    }
}

#[test]
fn forms_of_a_date_go_under_that_date() {
    let giro = Giro::nuovo(&["monitoraggio", "--al", "2022-06-30"]);
    let (_, detto) = giro.raccogli(&[]);
    assert!(
        detto.contains("Preso: monitoraggi/2022-06-30/promozione.xlsx"),
        "{detto}"
    );
    let senza_data = giro.ciclo.esegui(&["moduli", "monitoraggio"]);
    assert_eq!(senza_data.status.code(), Some(2));
    assert!(testo(&senza_data.stderr).contains("--al"));
    let altro_anno = giro
        .ciclo
        .esegui(&["moduli", "monitoraggio", "--al", "2031-06-30"]);
    assert_eq!(altro_anno.status.code(), Some(2));
}

#[test]
fn a_monitoring_enters_the_model_with_the_cells_of_its_form() {
    let giro = Giro::nuovo(&["monitoraggio", "--al", "2022-06-30"]);
    let celle = [
        ("F7", Scritto::Numero(0.31)),
        ("G7", Scritto::Numero(0.62)),
        ("H7", Scritto::Testo("mancano tre fornitori")),
        ("I7", Scritto::Testo("nuova gara a settembre")),
    ];
    let (_, detto) = giro.compila(&celle).raccogli(&[]);
    assert!(detto.contains("Preso: monitoraggi/2022-06-30"), "{detto}");
    let riga = &giro.righe()[0];
    let in_cella = |cella: &str| {
        let file = "monitoraggi/2022-06-30/promozione.xlsx";
        serde_json::json!({"file": file, "foglio": "Modulo", "cella": cella})
    };
    let alla_data = &riga["monitoraggi"]["2022-06-30"];
    assert_eq!(alla_data["valore"], "31");
    assert_eq!(alla_data["origine"], in_cella("F7"));
    assert_eq!(riga["previsione"]["2022"]["valore"], "62");
    assert_eq!(riga["previsione"]["2022"]["origine"], in_cella("G7"));
    assert_eq!(riga["criticita"], "mancano tre fornitori");
    assert_eq!(riga["azione_correttiva"], "nuova gara a settembre");
    let moduli = &riga["celle"]["moduli"];
    assert_eq!(moduli["criticita"], in_cella("H7"));
    assert_eq!(moduli["azione_correttiva"], in_cella("I7"));
    assert!(
        riga["consuntivo"]
            .get("2022")
            .is_none_or(|v| v["tipo"] == "vuoto"),
        "a value at a date is no result"
    );
}

#[test]
fn the_later_monitoring_has_the_last_word() {
    let giugno = Giro::nuovo(&["monitoraggio", "--al", "2022-06-30"]);
    let celle = [
        ("G7", Scritto::Numero(0.5)),
        ("H7", Scritto::Testo("in ritardo")),
    ];
    giugno.compila(&celle).raccogli(&[]);
    let settembre = giugno.altro(&["monitoraggio", "--al", "2022-09-30"]);
    settembre
        .compila(&[("G7", Scritto::Numero(0.9))])
        .raccogli(&[]);
    let riga = &settembre.righe()[0];
    assert_eq!(riga["previsione"]["2022"]["valore"], "90");
    assert!(riga.get("criticita").is_none(), "the difficulty is over");
    assert_eq!(settembre.discordanti(), Vec::<Value>::new());
}

#[test]
fn causes_and_activities_enter_the_model_too() {
    let giro = Giro::nuovo(&["consuntivo"]);
    giro.compila(&[("G7", Scritto::Testo("fornitore fallito"))]);
    let byte = fs::read(&giro.modulo).expect("the form");
    let celle = [("H6", Scritto::Testo("sala chiusa"))];
    fs::write(&giro.modulo, compila(&byte, ATTIVITA, &celle)).expect("written");
    let (_, detto) = giro.raccogli(&[]);
    assert!(detto.contains("Preso"), "{detto}");
    let riga = &giro.righe()[0];
    assert_eq!(riga["causa"], "fornitore fallito");
    assert_eq!(riga["celle"]["moduli"]["causa"]["cella"], "G7");
    let modello = giro.ciclo.modello();
    let progetti = modello["progetti"].as_array().expect("projects");
    let mut attivita = progetti
        .iter()
        .flat_map(|p| p["attivita"].as_array().expect("activities"));
    let sua = attivita
        .find(|a| a["causa"] == "sala chiusa")
        .expect("the activity's cause");
    assert_eq!(sua["moduli"]["causa"]["foglio"], "Attività dei progetti");
}

#[test]
fn a_judgement_given_in_a_form_has_the_forms_cell() {
    let ciclo = Ciclo::base("comune-esempio");
    let servizio = "servizi/servizi-alla-persona.csv";
    ciclo.cambia(
        servizio,
        "Famiglie ascoltate;100;110;",
        "Famiglie ascoltate;molte di più;;",
    );
    let uscita = ciclo.uscita().to_string_lossy().into_owned();
    let chiedi = [
        "moduli",
        "consuntivo",
        "--solo",
        "servizi-alla-persona",
        "--uscita",
        &uscita,
    ];
    let modulo = testo(&ciclo.esegui(&chiedi).stdout).trim().to_owned();
    let vuoto = fs::read(&modulo).expect("the form");
    let rispondi = |grado: Scritto<'_>| {
        let celle = [
            ("F8", Scritto::Testo("tante")),
            ("H8", grado),
            ("I8", Scritto::Testo("lo dice il questionario")),
        ];
        fs::write(&modulo, compila(&vuoto, MODULO, &celle)).expect("written");
        testo(&ciclo.esegui(&["raccogli", &modulo]).stdout)
    };
    let detto = rispondi(Scritto::Numero(0.85));
    assert!(detto.contains("Preso"), "{detto}");
    let modello = ciclo.modello();
    let cruscotti = modello["cruscotti"].as_array().expect("cruscotti");
    let suo = cruscotti.iter().find(|c| c["id"] == "servizi-alla-persona");
    let righe = suo.expect("the service")["righe"].as_array().expect("rows");
    let riga = righe.iter().find(|r| r["nome"] == "Famiglie ascoltate");
    let riga = riga.expect("the row");
    assert_eq!(riga["grado"], "85.00");
    assert_eq!(riga["motivazione"], "lo dice il questionario");
    assert_eq!(riga["celle"]["moduli"]["grado"]["cella"], "H8");
    assert_eq!(riga["celle"]["moduli"]["motivazione"]["cella"], "I8");
    let detto = rispondi(Scritto::Testo("buono"));
    assert!(
        detto.contains("cella H8") && detto.contains("Non preso"),
        "{detto}"
    );
    // Whoever puts it there all the same is told.
    let kept = "consuntivi/servizi-alla-persona.xlsx";
    ciclo.scrivi(kept, fs::read(&modulo).expect("the form"));
    let verifica = testo(&ciclo.esegui(&["verifica"]).stdout);
    assert!(verifica.contains(kept), "{verifica}");
    assert!(
        verifica.contains("Modulo!H8") && verifica.contains("«buono»"),
        "{verifica}"
    );
}

#[test]
fn a_number_that_may_be_a_share_is_asked_about() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let cella = giro.manca();
    giro.compila(&[(&cella, Scritto::Testo("0,4"))]);
    let (esito, detto) = giro.raccogli(&["--prova"]);
    assert_eq!(esito, Some(1));
    assert!(detto.contains(&format!("cella {cella}")), "{detto}");
    assert!(detto.contains("con il segno di percentuale"), "{detto}");
}

/// Programs that write workbooks without computing them leave our own count without its value:
/// nobody reads it. An answer is another matter.
#[test]
fn a_formula_that_nobody_computed_is_told_before_the_form_is_taken() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let cella = giro.manca();
    giro.compila(&[("B3", Scritto::Formula("COUNTA(F7:F9)"))]);
    giro.compila(&[(&cella, Scritto::Formula("1/2"))]);
    let prima = albero(&giro.ciclo.dati());
    let (esito, detto) = giro.raccogli(&[]);
    assert_eq!(esito, Some(1), "{detto}");
    let vicino = detto.split("Non si capisce:").nth(1).unwrap_or_default();
    assert!(
        vicino.contains(&format!("cella {cella}")) && vicino.contains("formula mai calcolata"),
        "{detto}"
    );
    assert!(!detto.contains("cella B3"), "{detto}");
    assert!(detto.contains("Non preso: così com'è fermerebbe i documenti"));
    assert!(albero(&giro.ciclo.dati()) == prima);
    giro.compila(&[(&cella, Scritto::Numero(0.77))]);
    let (esito, detto) = giro.raccogli(&[]);
    assert_eq!(esito, Some(0), "{detto}");
    let verifica = giro.ciclo.esegui(&["verifica"]);
    assert!(verifica.status.success(), "{}", testo(&verifica.stdout));
}

#[test]
fn nothing_is_taken_that_would_stop_a_document() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let cella = giro.manca();
    giro.compila(&[(&cella, Scritto::Testo("0,4"))]);
    let (_, detto) = giro.raccogli(&[]);
    assert!(detto.contains("Non preso: così com'è"), "{detto}");
    assert!(!giro.ciclo.dati().join("consuntivi").exists());
}

#[test]
fn a_target_that_nothing_will_measure_is_told_when_its_form_comes_back() {
    let giro = Giro::nuovo(&["piano"]);
    giro.compila(&[("F7", Scritto::Testo("circa 30 imprese su 40"))]);
    giro.compila(&[("G7", Scritto::Testo("31/02/2023"))]);
    let (esito, detto) = giro.raccogli(&[]);
    assert_eq!(esito, Some(1), "{detto}");
    let vicino = detto.split("Non si capisce:").nth(1).unwrap_or_default();
    for (cella, che) in [
        ("F7", "resta un testo"),
        ("G7", "non esiste nel calendario"),
    ] {
        let riga = vicino
            .lines()
            .find(|riga| riga.contains(&format!("cella {cella}")));
        let riga = riga.unwrap_or_else(|| panic!("{cella}: {detto}"));
        assert!(riga.contains(che), "{riga}");
    }
    assert!(
        detto.contains("Preso: attesi/promozione.xlsx"),
        "it stops no document\n{detto}"
    );
    let (_, ancora) = giro.raccogli(&["--prova"]);
    assert!(
        ancora.contains("cella F7"),
        "said as often as asked\n{ancora}"
    );
}

#[test]
fn a_sheet_with_another_name_is_known_by_what_it_holds() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let cella = giro.manca();
    giro.compila(&[(&cella, Scritto::Numero(0.77))]);
    let rinomina = |da: &str, a: &str| {
        let byte = fs::read(&giro.modulo).expect("the form");
        let (da, a) = (format!("name=\"{da}\""), format!("name=\"{a}\""));
        let byte = parte(&byte, "xl/workbook.xml", |xml| xml.replace(&da, &a));
        fs::write(&giro.modulo, byte).expect("written");
    };
    rinomina("Modulo", "Foglio1");
    rinomina("Attività dei progetti", "Attività");
    let (esito, detto) = giro.raccogli(&[]);
    assert_eq!(esito, Some(0), "{detto}");
    let valori = giro.consuntivi();
    let suo = valori
        .iter()
        .find(|v| v["origine"]["cella"] == cella.as_str());
    assert_eq!(suo.expect("the answer")["origine"]["foglio"], "Foglio1");
    // What a sheet that was not sent holds, nobody would read.
    rinomina("Come si compila", "Altro");
    let (esito, detto) = giro.raccogli(&["--prova"]);
    assert_eq!(esito, Some(1), "{detto}");
    assert!(detto.contains("un foglio in più: «Altro»"), "{detto}");
}

#[test]
fn a_form_without_one_of_its_sheets_says_which() {
    let giro = Giro::nuovo(&["monitoraggio", "--al", "2022-09-30"]);
    let byte = fs::read(&giro.modulo).expect("the form");
    let byte = compila(&byte, ATTIVITA, &[("C5", Scritto::Testo("Cose da fare"))]);
    fs::write(&giro.modulo, byte).expect("written");
    let (esito, detto) = giro.raccogli(&[]);
    assert_eq!(esito, Some(1));
    assert!(
        detto.contains("il foglio «Attività dei progetti» non c'è più, oppure"),
        "{detto}"
    );
}

#[test]
fn what_is_written_beside_the_table_is_not_lost() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let byte = fs::read(&giro.modulo).expect("the form");
    let accanto = r#"<c r="P7" t="inlineStr"><is><t>dato provvisorio</t></is></c></row>"#;
    let riga = Regex::new(r#"(?s)(<row r="7".*?)</row>"#).expect("a pattern");
    let byte = parte(&byte, "xl/worksheets/sheet1.xml", |xml| {
        riga.replace(&xml, format!("${{1}}{accanto}")).into_owned()
    });
    fs::write(&giro.modulo, byte).expect("written");
    let (esito, detto) = giro.raccogli(&[]);
    assert_eq!(esito, Some(1));
    assert!(
        detto.contains("cella P7, fuori dalla tabella: «dato provvisorio»"),
        "{detto}"
    );
    assert!(detto.contains("Non preso"), "{detto}");
}

#[test]
fn a_cycle_without_indicators_is_told_what_to_write_first() {
    let ciclo = Ciclo::base("minimo");
    for foglio in ["servizi/promozione.csv", "cruscotti/strategico.csv"] {
        ciclo.scrivi(
            foglio,
            "Obiettivo;Azione;Indicatore;Risultato Atteso 2022\n",
        );
    }
    let detto = ciclo.esegui(&["moduli", "piano"]);
    assert_eq!(detto.status.code(), Some(1));
    let detto = testo(&detto.stderr);
    assert!(detto.contains("colonna «Indicatore» di"), "{detto}");
    assert!(detto.contains("servizi/promozione.csv"), "{detto}");
    for foglio in ["servizi/promozione.csv", "cruscotti/strategico.csv"] {
        ciclo.togli(foglio);
    }
    let detto = ciclo.esegui(&["moduli", "piano"]);
    assert_eq!(detto.status.code(), Some(1));
    assert!(testo(&detto.stderr).contains("Metti in servizi/"));
}

/// The scheda of a project that no cruscotto knows is nobody's to answer for.
#[test]
fn a_project_that_no_form_asks_about_is_told() {
    let ciclo = Ciclo::base("minimo");
    let scheda = "Progetto;Fiera\nObiettivo;1.1\nAnno;Attività;Peso;Target;Risultato\n\
                  2021;Bando;100;100%;\n";
    ciclo.scrivi("progetti/fiera.csv", scheda);
    let uscita = ciclo.uscita().to_string_lossy().into_owned();
    let chiedi = ["moduli", "consuntivo", "--uscita", &uscita];
    let detto = ciclo.esegui(&chiedi);
    assert_eq!(detto.status.code(), Some(0));
    let detto = testo(&detto.stderr);
    assert!(detto.contains("delle attività di «Fiera»"), "{detto}");
    assert!(detto.contains("«Progetto: Fiera»"), "{detto}");
}

#[test]
fn services_one_after_the_other_are_told_how_to_be_named() {
    let ciclo = Ciclo::bergamo();
    let detto = ciclo.esegui(&["moduli", "piano", "--solo", "promozione, affari-generali"]);
    assert_eq!(detto.status.code(), Some(2));
    let detto = testo(&detto.stderr);
    assert!(
        detto.contains("--solo \"promozione\" --solo \"affari-generali\""),
        "{detto}"
    );
}

#[test]
fn a_row_renamed_back_is_found_by_its_name() {
    let giro = Giro::nuovo(&["consuntivo"]);
    giro.compila(&[
        ("A7", Scritto::Testo("una chiave rovinata")),
        ("F7", Scritto::Numero(0.123)),
    ]);
    let (_, detto) = giro.raccogli(&["--accetta"]);
    assert!(detto.contains("Preso"), "{detto}");
    assert_eq!(giro.righe()[0]["consuntivo"]["2021"]["valore"], "12.3");
}

#[test]
fn a_form_that_may_be_filled_in_is_never_written_over() {
    let giro = Giro::nuovo(&["consuntivo"]);
    // The same form is no harm.
    let giro = giro.altro(&["consuntivo"]);
    giro.compila(&[("F7", Scritto::Numero(0.4))]);
    let compilato = fs::read(&giro.modulo).expect("the form");
    let uscita = giro.ciclo.uscita().to_string_lossy().into_owned();
    let detto = giro
        .ciclo
        .esegui(&["moduli", "consuntivo", "--uscita", &uscita]);
    assert_eq!(detto.status.code(), Some(2));
    let perche = testo(&detto.stderr);
    assert!(
        perche.contains("promozione.xlsx c'è già ed è diverso"),
        "{perche}"
    );
    assert!(fs::read(&giro.modulo).expect("the form") == compilato);
    let cartella = giro.modulo.parent().expect("a folder");
    assert_eq!(albero(cartella).len(), 1, "nothing else was written either");
}

#[test]
fn a_day_may_be_written_as_people_do() {
    for giorno in ["2022-06-30", "30/06/2022", "30 giugno 2022"] {
        let giro = Giro::nuovo(&["monitoraggio", "--al", giorno]);
        let dove = giro.modulo.to_string_lossy().into_owned();
        assert!(dove.contains("monitoraggio-2022-06-30"), "{dove}");
    }
    let ciclo = Ciclo::base("comune-esempio");
    let detto = ciclo.esegui(&["moduli", "monitoraggio", "--al", "giugno"]);
    assert_eq!(detto.status.code(), Some(2));
    let perche = testo(&detto.stderr);
    assert!(
        perche.contains("scrivi un giorno, per esempio 2027-06-30"),
        "{perche}"
    );
}

#[test]
fn every_sheet_prints_on_a4_one_page_wide_and_is_locked() {
    let giro = Giro::nuovo(&["consuntivo"]);
    let byte = fs::read(&giro.modulo).expect("the form");
    for foglio in [MODULO, ATTIVITA] {
        parte(&byte, &format!("xl/worksheets/sheet{foglio}.xml"), |xml| {
            for segno in [
                "paperSize=\"9\"",
                "orientation=\"landscape\"",
                "fitToHeight=\"0\"",
                "<sheetProtection sheet=\"1\"",
                "<dataValidation ",
            ] {
                assert!(xml.contains(segno), "no {segno} in sheet {foglio}");
            }
            xml
        });
    }
}

#[test]
fn targets_come_back_too() {
    let giro = Giro::nuovo(&["piano"]);
    giro.compila(&[("H7", Scritto::Testo("non oltre 12"))]);
    let (_, detto) = giro.raccogli(&[]);
    assert!(detto.contains("Preso: attesi/promozione.xlsx"), "{detto}");
    let modello = giro.ciclo.modello();
    let cruscotti = modello["cruscotti"].as_array().expect("cruscotti");
    let suo = cruscotti
        .iter()
        .find(|c| c["id"] == "promozione")
        .expect("the service");
    let atteso = &suo["righe"][0]["atteso"]["2024"];
    assert_eq!(
        (&atteso["tipo"], &atteso["valore"]),
        (&"soglia".into(), &"12".into())
    );
    assert_eq!(atteso["origine"]["file"], "attesi/promozione.xlsx");
}

#[test]
fn the_same_form_has_the_same_bytes() {
    let (uno, altro) = (Giro::nuovo(&["consuntivo"]), Giro::nuovo(&["consuntivo"]));
    assert!(fs::read(&uno.modulo).expect("one") == fs::read(&altro.modulo).expect("the other"));
}

#[test]
fn killed_at_any_moment_the_cycle_is_as_before_or_as_after() {
    let giro = Giro::nuovo(&["consuntivo"]);
    giro.raccogli(&[]);
    let primo = fs::read(&giro.modulo).expect("the form");
    let cella = giro.manca();
    giro.compila(&[(&cella, Scritto::Numero(9.0))]);
    let secondo = fs::read(&giro.modulo).expect("the form");
    let tenuto = giro.ciclo.dati().join("consuntivi/promozione.xlsx");
    for momento in 0..100_u64 {
        fs::write(&tenuto, &primo).expect("as before");
        let mut figlio = Command::new(assert_cmd::cargo::cargo_bin("ciclo"))
            .current_dir(giro.ciclo.dati())
            .arg("raccogli")
            .arg(&giro.modulo)
            .args(["--dati", "."])
            .stdout(Stdio::null())
            .spawn()
            .expect("the command runs");
        std::thread::sleep(Duration::from_micros(momento * 1000));
        let _ = figlio.kill();
        figlio.wait().expect("its end");
        let ora = fs::read(&tenuto).expect("a form");
        assert!(ora == primo || ora == secondo, "at {momento} ms");
        let file = albero(&giro.ciclo.dati().join("consuntivi"));
        let interi = |byte: &Vec<u8>| *byte == primo || *byte == secondo;
        let visibili = file
            .iter()
            .filter(|(nome, _)| !nome.contains("/.ciclo-") && !nome.starts_with('.'));
        assert!(visibili.map(|(_, byte)| byte).all(interi));
        assert!(
            ora == primo || file.values().any(|byte| *byte == primo),
            "the first is kept"
        );
    }
}
