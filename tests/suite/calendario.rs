//! Two years of an office, from nothing, as its calendar goes.

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::comune::testo;
use crate::comune::xlsx::{Scritto, compila};

/// The office's folder, with a cycle a year under `data/`.
struct Ufficio(TempDir);

impl Ufficio {
    fn esegui(&self, argomenti: &[&str]) -> Output {
        let mut comando = assert_cmd::Command::cargo_bin("ciclo").expect("the command is built");
        comando.current_dir(self.0.path()).args(argomenti);
        comando.output().expect("the command runs")
    }

    /// What a command says when all is well.
    fn fa(&self, argomenti: &[&str]) -> String {
        let uscita = self.esegui(argomenti);
        let detto = testo(&uscita.stdout) + &testo(&uscita.stderr);
        assert!(uscita.status.success(), "{argomenti:?}: {detto}");
        detto
    }

    fn file(&self, nome: &str) -> PathBuf {
        self.0.path().join(nome)
    }

    /// A service fills in a workbook or a form: its first sheet.
    fn compila(&self, file: &str, celle: &[(&str, Scritto<'_>)]) {
        let file = self.file(file);
        let byte = fs::read(&file).expect("the workbook");
        fs::write(&file, compila(&byte, 1, celle)).expect("written");
    }

    /// The row of a cruscotto with this name.
    fn riga(&self, ciclo: &str, cruscotto: &str, nome: &str) -> Value {
        let uscita = self.esegui(&["modello", "--dati", ciclo]);
        let modello: Value = serde_json::from_slice(&uscita.stdout).expect("JSON");
        let cruscotti = modello["cruscotti"].as_array().expect("cruscotti");
        let suo = cruscotti
            .iter()
            .find(|c| c["id"] == cruscotto)
            .unwrap_or_else(|| panic!("no {cruscotto} in {ciclo}"));
        let righe = suo["righe"].as_array().expect("rows");
        let sua = righe.iter().find(|r| r["nome"] == nome);
        sua.unwrap_or_else(|| panic!("no {nome} in {cruscotto}"))
            .clone()
    }
}

const A27: &str = "data/2027";
const A28: &str = "data/2028";
const A29: &str = "data/2029";

#[test]
fn two_years_from_nothing() {
    let ufficio = Ufficio(tempfile::tempdir().expect("a folder"));
    il_piano_del_2027(&ufficio);
    giugno_2027(&ufficio);
    luglio_2027_la_rimodulazione(&ufficio);
    gennaio_2028_i_risultati(&ufficio);
    gennaio_2028_due_servizi_si_uniscono(&ufficio);
    il_2028_e_il_ciclo_dopo(&ufficio);
}

/// November 2026: a cycle from nothing, workbooks that services fill in, a first Piano.
fn il_piano_del_2027(ufficio: &Ufficio) {
    let nuovo = ["nuovo", A27, "--ente", "Comune di Prova", "--anno", "2027"];
    ufficio.fa(&[&nuovo[..], &["--servizi", "Anagrafe", "Tributi"]].concat());
    ufficio.compila(
        "data/2027/servizi/anagrafe.xlsx",
        &[
            ("B4", Scritto::Testo("Accorciare le attese")),
            ("C4", Scritto::Testo("Carte rilasciate in giornata")),
            ("D4", Scritto::Testo("80%")),
            ("E4", Scritto::Testo("85%")),
            ("F4", Scritto::Testo("90%")),
            ("G4", Scritto::Testo("Registro")),
        ],
    );
    ufficio.compila(
        "data/2027/servizi/tributi.xlsx",
        &[
            ("B4", Scritto::Testo("Recuperare il non versato")),
            ("C4", Scritto::Testo("Avvisi emessi")),
            ("D4", Scritto::Numero(120.0)),
            ("E4", Scritto::Numero(130.0)),
            ("G4", Scritto::Testo("Gestionale")),
        ],
    );
    let detto = ufficio.fa(&["genera", "piano", "--dati", A27]);
    assert!(detto.contains("piano-2027-2029.pdf"), "{detto}");
}

/// 30 June: forms go out, one comes back; the round says who is late.
fn giugno_2027(ufficio: &Ufficio) {
    let chiedi = [
        "moduli",
        "monitoraggio",
        "--al",
        "2027-06-30",
        "--dati",
        A27,
    ];
    ufficio.fa(&[&chiedi[..], &["--uscita", "moduli"]].concat());
    let modulo = "moduli/monitoraggio-2027-06-30/anagrafe.xlsx";
    ufficio.compila(
        modulo,
        &[
            ("F7", Scritto::Numero(0.4)),
            ("G7", Scritto::Numero(0.6)),
            ("H7", Scritto::Testo("mancano due persone")),
        ],
    );
    ufficio.fa(&["raccogli", modulo, "--dati", A27]);
    let riga = ufficio.riga(A27, "anagrafe", "Carte rilasciate in giornata");
    assert_eq!(riga["monitoraggi"]["2027-06-30"]["valore"], "40");
    assert_eq!(riga["previsione"]["2027"]["valore"], "60");
    let stato = ufficio.fa(&["stato", "--dati", A27, "--al", "2027-07-05"]);
    let tributi = stato.lines().find(|riga| riga.starts_with("Tributi"));
    let tributi = tributi.expect("the service");
    assert!(tributi.contains("monitoraggio 2027-06-30"), "{stato}");
}

/// July: the target is changed by an act; from then on the workbook says both.
fn luglio_2027_la_rimodulazione(ufficio: &Ufficio) {
    fs::remove_file(ufficio.file("data/2027/servizi/anagrafe.xlsx")).expect("the workbook");
    let foglio = "Obiettivo;Azione;Indicatore;Risultato Atteso 2027;Atteso 2027 rimodulato;\
                  Atto di rimodulazione;Risultato Atteso 2028;Risultato Atteso 2029;\
                  Fonte del dato\n\
                  1.1;Accorciare le attese;Carte rilasciate in giornata;80%;60%;\
                  delibera n. 41 del 15/7/2027;85%;90%;Registro\n";
    fs::write(ufficio.file("data/2027/servizi/anagrafe.csv"), foglio).expect("written");
    ufficio.fa(&["genera", "piano", "--dati", A27]);
}

/// January 2028: results by form; the grade stands on the changed target.
fn gennaio_2028_i_risultati(ufficio: &Ufficio) {
    ufficio.fa(&["moduli", "consuntivo", "--dati", A27, "--uscita", "moduli"]);
    for (servizio, risultato) in [("anagrafe", 0.63), ("tributi", 126.0)] {
        let modulo = format!("moduli/consuntivo-2027/{servizio}.xlsx");
        ufficio.compila(&modulo, &[("F7", Scritto::Numero(risultato))]);
    }
    let detto = ufficio.esegui(&["raccogli", "moduli/consuntivo-2027", "--dati", A27]);
    let detto = testo(&detto.stdout);
    for servizio in ["anagrafe", "tributi"] {
        let preso = format!("Preso: consuntivi/{servizio}.xlsx");
        assert!(detto.contains(&preso), "{detto}");
    }
    let nome = "carte-rilasciate-in-giornata";
    let spiega = ufficio.fa(&["spiega", nome, "--dati", A27]);
    for parte in ["60%", "80%", "delibera n. 41 del 15/7/2027", "100,00%"] {
        assert!(spiega.contains(parte), "no «{parte}» in\n{spiega}");
    }
    let relazione = ufficio.fa(&["genera", "relazione", "--dati", A27]);
    assert!(relazione.contains("relazione-2027.pdf"), "{relazione}");
}

/// The next cycle: what the triennium held is there, the two services are one.
fn gennaio_2028_due_servizi_si_uniscono(ufficio: &Ufficio) {
    let gia = "Servizi al cittadino=anagrafe,tributi";
    let detto = ufficio.fa(&["nuovo", A28, "--da", A27, "--gia", gia]);
    assert!(detto.contains("«Servizi al cittadino»"), "{detto}");
    let carte = ufficio.riga(A28, "servizi-al-cittadino", "Carte rilasciate in giornata");
    assert_eq!(carte["atteso"]["2028"]["valore"], "85");
    assert_eq!(carte["consuntivo"]["2027"]["valore"], "63");
    let avvisi = ufficio.riga(A28, "servizi-al-cittadino", "Avvisi emessi");
    assert_eq!(avvisi["consuntivo"]["2027"]["valore"], "126");
    assert!(
        ufficio
            .fa(&["genera", "piano", "--dati", A28])
            .contains("piano-2028-2030.pdf")
    );
    let confronto = ufficio.esegui(&["confronta", A27, A28, "--formato", "json"]);
    let confronto: Value = serde_json::from_slice(&confronto.stdout).expect("JSON");
    let differenze = confronto["differenze"].as_array().expect("differences");
    let perse = differenze.iter().filter(|d| {
        let di_servizio = d["cruscotto"] == "servizi-al-cittadino";
        di_servizio && d["campo"].is_null() && d["tipo"] != "rinominato"
    });
    assert_eq!(perse.count(), 0, "{differenze:#?}");
}

/// 2028 goes the same way; the cycle after it holds its results, and no word of 2027's act.
fn il_2028_e_il_ciclo_dopo(ufficio: &Ufficio) {
    let chiedi = [
        "moduli",
        "monitoraggio",
        "--al",
        "2028-06-30",
        "--dati",
        A28,
    ];
    ufficio.fa(&[&chiedi[..], &["--uscita", "moduli"]].concat());
    let modulo = "moduli/monitoraggio-2028-06-30/servizi-al-cittadino.xlsx";
    ufficio.compila(modulo, &[("F7", Scritto::Numero(0.5))]);
    ufficio.esegui(&["raccogli", modulo, "--dati", A28]);
    ufficio.fa(&["moduli", "consuntivo", "--dati", A28, "--uscita", "moduli"]);
    let modulo = "moduli/consuntivo-2028/servizi-al-cittadino.xlsx";
    let risultati = [
        ("F7", Scritto::Numero(0.88)),
        ("F8", Scritto::Numero(131.0)),
    ];
    ufficio.compila(modulo, &risultati);
    ufficio.esegui(&["raccogli", modulo, "--dati", A28]);
    ufficio.fa(&["nuovo", A29, "--da", A28]);
    let carte = ufficio.riga(A29, "servizi-al-cittadino", "Carte rilasciate in giornata");
    assert_eq!(carte["atteso"]["2029"]["valore"], "90");
    assert_eq!(carte["consuntivo"]["2028"]["valore"], "88");
    assert!(
        carte["consuntivo"].get("2027").is_none(),
        "a year falls off"
    );
    assert!(carte.get("monitoraggi").is_none() && carte.get("atto_rimodulazione").is_none());
    let detto = ufficio.fa(&["genera", "--dati", A29]);
    assert!(detto.contains("piano-2029-2031.pdf"), "{detto}");
}
