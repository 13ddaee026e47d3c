//! The schede of collaborators and groups: what they hold, what came of them, what is wrong.

use crate::comune::stampato::{dice, letto};
use crate::comune::{Ciclo, albero, testo};

const SCHEDE: &str = "\
Collaboratore;Gruppo;Indicatore;Peso;Comportamento;Peso;Punteggio
Istruttore 1;;Posti al nido;60;Precisione;50;4
;;Pratiche chiuse in linea;40;Collaborazione;50;5
;Gruppo nidi;Famiglie ascoltate;100;;;
";
const PARTI: &str = "[assegnazioni]\norganizzativa = 20\nobiettivi = 50\ncomportamenti = 30\n\
                     punteggio-massimo = 5\n";

/// A year with its results, of which three schede are judged.
fn ciclo(schede: &str) -> Ciclo {
    let ciclo = Ciclo::base("comune-esempio");
    let servizio = "\
UN PAESE CHE ACCOGLIE
Azione;Indicatore;Risultato Atteso 2027;Risultato Consuntivo 2027;Fonte del dato
1.1 Servizi educativi per tutti
Ampliare il nido;Posti al nido;60;54;Registro
;Famiglie ascoltate;100;110;Questionari
1.2 Pratiche senza coda
Portare le pratiche in rete;Pratiche chiuse in linea;80%;60%;Protocollo
";
    ciclo.scrivi("servizi/servizi-alla-persona.csv", servizio);
    ciclo.scrivi("assegnazioni/servizi-alla-persona.csv", schede);
    let toml = std::fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("the settings");
    ciclo.scrivi("ciclo.toml", format!("{toml}\n{PARTI}"));
    ciclo
}

fn schede(ciclo: &Ciclo) -> Vec<(String, String)> {
    let genera = ciclo.esegui(&["genera", "schede"]);
    assert!(genera.status.success(), "{}", testo(&genera.stderr));
    let file = albero(&ciclo.uscita().join("schede/individuali"));
    file.iter()
        .map(|(nome, byte)| (nome.clone(), letto(byte)))
        .collect()
}

#[test]
fn a_scheda_has_all_that_the_law_and_the_office_ask_of_it() {
    let ciclo = Ciclo::bergamo();
    let schede = schede(&ciclo);
    assert_eq!(schede.len(), 6);
    let (_, scheda) = schede
        .iter()
        .find(|(nome, _)| nome == "affari-generali-istruttore-1.pdf")
        .expect("the scheda");
    dice(
        scheda,
        &[
            "Scheda obiettivi individuale 2022",
            "Istruttore 1",
            "Servizio Affari generali",
            "Dati dimostrativi",
            "Performance organizzativa",
            "la percentuale sintetica del servizio 20%",
            "Obiettivi e target",
            "Rinnovo Elenco Arbitri 30 31/12/2022",
            "Comportamenti",
            "Orientamento al risultato 30",
            "Assegnazione",
            "Colloquio intermedio",
            "Che cosa si cambia e perché",
            "Valutazione finale",
            "Chi è valutato",
            "Chi valuta",
            "Data",
        ],
    );
    assert!(!scheda.contains("Consuntivo"), "no result is known yet");
}

/// By hand: posti al nido 54/60 = 90, pratiche 60/80 = 75, famiglie 110/100 capped at 100.
/// Service (90 + 100 + 75) / 3 = 88,333…; indicators 90·0,6 + 75·0,4 = 84; behaviours (80 + 100) / 2
/// = 90. Whole: 88,333…·0,2 + 84·0,5 + 90·0,3 = 17,666… + 42 + 27 = 86,666…
#[test]
fn the_evaluation_is_what_a_hand_computes() {
    let schede = schede(&ciclo(SCHEDE));
    dice(
        &schede[1].1,
        &[
            "Performance organizzativa la percentuale sintetica del settore 20% \
             3 su 3 indicatori 88,33% 17,67",
            "50% 2 su 2 obiettivi 84,00% 42,00",
            "30% 2 su 2 comportamenti 90,00% 27,00",
            "Posti al nido 60 60 54 90,00% raggiunto",
            "Punteggio complessivo: 86,67%.",
            "Punteggio (massimo 5)",
            "Precisione 50 80,00%",
        ],
    );
    let gruppo = &schede[0].1;
    dice(
        gruppo,
        &[
            "Gruppo nidi",
            "1 su 1 obiettivo 100,00% 50,00",
            "0 su 0 comportamenti",
        ],
    );
    assert!(
        !gruppo.contains("Punteggiocomplessivo"),
        "a part that counts has no mean"
    );
}

#[test]
fn what_is_wrong_is_said_with_its_cell() {
    let sbagliate = "\
Collaboratore;Indicatore;Peso;Comportamento;Peso;Punteggio
Istruttore 1;Posti al nidi;60;Precisione;50;9
;Posti al nido;30;Cura;50;
;Posti al nido;10;;;
";
    let ciclo = ciclo(sbagliate);
    let uscita = ciclo.esegui(&["verifica", "--formato", "json"]);
    assert_eq!(uscita.status.code(), Some(1));
    let rapporto: serde_json::Value = serde_json::from_slice(&uscita.stdout).expect("JSON");
    let trovate: Vec<(String, String)> = rapporto["diagnosi"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|d| d["luoghi"][0]["file"] == "assegnazioni/servizi-alla-persona.csv")
        .map(|d| (d["codice"].to_string(), d["luoghi"][0]["cella"].to_string()))
        .collect();
    for (codice, cella) in [
        ("assegnazione-non-valida", "B2"),
        ("assegnazione-non-valida", "B4"),
        ("valore-non-valido", "F2"),
    ] {
        let attesa = (format!("\"{codice}\""), format!("\"{cella}\""));
        assert!(
            trovate.contains(&attesa),
            "no {codice} at {cella} in {trovate:?}"
        );
    }
    assert!(testo(&uscita.stdout).contains("forse è «Posti al nido»"));
    assert_eq!(ciclo.esegui(&["genera", "schede"]).status.code(), Some(1));
}

/// Of a service whose workbook cannot be read, that is what is said: its cruscotto is not there for
/// no other reason.
#[test]
fn the_cause_is_said_alone_where_the_workbook_cannot_be_read() {
    let ciclo = ciclo(SCHEDE);
    ciclo.togli("servizi/servizi-alla-persona.csv");
    ciclo.scrivi("servizi/servizi-alla-persona.xlsx", "no workbook");
    let detto = testo(&ciclo.esegui(&["verifica"]).stdout);
    assert!(
        detto.contains("servizi/servizi-alla-persona.xlsx"),
        "{detto}"
    );
    assert!(!detto.contains("non è un cruscotto"), "{detto}");
    ciclo.togli("servizi/servizi-alla-persona.xlsx");
    let detto = testo(&ciclo.esegui(&["verifica"]).stdout);
    assert!(detto.contains("non è un cruscotto"), "{detto}");
}

#[test]
fn a_scheda_never_leaves_the_office() {
    let uscita = ciclo(SCHEDE).esegui(&["pubblica", "schede"]);
    assert_eq!(uscita.status.code(), Some(2));
    assert!(testo(&uscita.stderr).contains("«schede» resta nell'ufficio"));
}

/// Where they changed, never whose.
#[test]
fn a_comparison_says_in_which_services_schede_changed_and_no_name() {
    let (prima, dopo) = (ciclo(SCHEDE), ciclo(SCHEDE));
    let confronto = || {
        let cartelle = [prima.dati(), dopo.dati()].map(|d| d.to_string_lossy().into_owned());
        let uscita = crate::comune::ciclo(&["confronta", &cartelle[0], &cartelle[1]]);
        (
            uscita.status.code(),
            testo(&uscita.stdout) + &testo(&uscita.stderr),
        )
    };
    assert_eq!(confronto().0, Some(0));
    dopo.scrivi(
        "assegnazioni/servizi-alla-persona.csv",
        format!("{SCHEDE}Istruttore 9;Posti al nido;100;;;\n"),
    );
    let scritte = std::fs::read_to_string(dopo.dati().join("ciclo.toml")).expect("settings");
    dopo.scrivi("ciclo.toml", scritte + "\n[monitoraggio]\nin-linea = 95\n");
    let (esito, detto) = confronto();
    assert_eq!(esito, Some(1), "{detto}");
    for parte in [
        "le schede individuali o di gruppo di: Settore Servizi alla persona.",
        "è cambiata la sezione [monitoraggio]",
    ] {
        assert!(detto.contains(parte), "no «{parte}» in {detto}");
    }
    assert!(!detto.contains("Istruttore"), "{detto}");
}
