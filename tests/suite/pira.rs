//! The plan of indicators of the budget and its account: all that is asked for, from the model.

use crate::comune::stampato::{a_celle, ha, nudo};
use crate::comune::{Ciclo, testo};

const PIRA: &str = "pira-2022-2024.pdf";
const RAPPORTO: &str = "rapporto-pira-2021.pdf";

/// What both say of a programme and of an indicator.
const CHIESTI: [&str; 15] = [
    "Missione 011 Competitività e sviluppo delle imprese",
    "Missione 032 Servizi istituzionali e generali delle amministrazioni pubbliche",
    "Programma 011-005",
    "Programma 032-003",
    "Descrizione",
    "Attività",
    "Beneficiari",
    "Triennio 2022, 2023, 2024",
    "Risorse",
    "Indicatore",
    "Tipologia",
    "Definizione tecnica",
    "Unità di misura",
    "Fonte",
    "Algoritmo di calcolo",
];

/// All that a document prints.
fn stampato(ciclo: &Ciclo, documento: &str, file: &str) -> String {
    let uscita = ciclo.esegui(&["genera", documento]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    a_celle(ciclo, file)
}

#[test]
fn all_that_the_pira_asks_for_is_printed() {
    let ciclo = Ciclo::bergamo();
    let pira = stampato(&ciclo, "pira", PIRA);
    ha(&pira, &CHIESTI);
    ha(
        &pira,
        &[
            "Valore obiettivo 2022",
            "Valore obiettivo 2024",
            "realizzazione fisica",
            "impatto",
            "realizzazione finanziaria",
            // A row, from its definition to its last target.
            "Tempo medio tra arrivo e pagamento delle fatture giorni CON 2.0 \
             Somma dei giorni / fatture pagate 30 gg 30 gg 30 gg",
        ],
    );
    let modello = ciclo.modello();
    for indicatore in modello["indicatori"].as_array().expect("indicators") {
        let nome = indicatore["nome"].as_str().expect("a name");
        assert!(pira.contains(&nudo(nome)), "«{nome}» is not printed");
    }
}

#[test]
fn its_account_says_result_deviation_and_cause() {
    let ciclo = Ciclo::bergamo();
    let rapporto = stampato(&ciclo, "rapporto-pira", RAPPORTO);
    ha(&rapporto, &CHIESTI);
    ha(
        &rapporto,
        &[
            "Valore obiettivo 2021",
            "Risultato 2021",
            "Scostamento",
            "Causa",
            "Senza valore obiettivo per il 2021",
            "Somma dei giorni / fatture pagate 30 gg 14 gg",
        ],
    );
}

#[test]
fn a_row_may_be_of_another_programme_that_nobody_describes() {
    let ciclo = Ciclo::base("minimo");
    ciclo.cambia(
        "ciclo.toml",
        "nome = \"Territorio\"",
        "nome = \"Territorio\", programma = \"011-005\"",
    );
    let foglio = "SERVIZIO PROMOZIONE\nCRESCITA\nAzione;Indicatore;Risultato Atteso 2021;\
        Risultato Consuntivo 2021;Risultato Atteso 2022;Fonte del dato;Programma\n\
        1.1 Territorio\nPromuovere;N. di eventi;3;4;3;Registro\n\
        1.2 Imprese\nSostenere;Tempi medi di risposta;30 gg;14gg;30 gg;Protocollo;012-004\n";
    ciclo.scrivi("servizi/promozione.csv", foglio);
    ciclo.scrivi("testi/pira/10-pira.md", "# Programmi\n\n{{ pira() }}\n");
    let pira = stampato(&ciclo, "pira", PIRA);
    let primo = pira
        .find(&nudo("Programma 011-005"))
        .expect("of the obiettivo");
    let altro = pira
        .find(&nudo("Programma 012-004 Descrizione"))
        .expect("of the row");
    let eventi = pira
        .find(&nudo("N. di eventi"))
        .expect("under its obiettivo's");
    let tempi = pira
        .find(&nudo("Tempi medi di risposta"))
        .expect("under its own");
    assert!(primo < eventi && eventi < altro && altro < tempi);
    let detto = testo(&ciclo.esegui(&["verifica"]).stdout);
    assert!(
        detto.contains("[programma-sconosciuto]") && detto.contains("012-004"),
        "{detto}"
    );
    let detto = testo(&ciclo.esegui(&["spiega", "tempi-medi-di-risposta"]).stdout);
    assert!(detto.contains("PIRA: programma 012-004"), "{detto}");
}

#[test]
fn what_changed_of_a_programme_is_marked_beside_an_older_draft() {
    let ciclo = Ciclo::bergamo();
    stampato(&ciclo, "pira", PIRA);
    let prima = ciclo.uscita().join("prima.pdf");
    std::fs::rename(ciclo.uscita().join(PIRA), &prima).expect("moved");
    for (vecchio, nuovo) in [
        ("\"corsi\", \"incontri d'affari\"", "\"incontri d'affari\""),
        ("programma = \"016-005\"", "programma = \"011-005\""),
    ] {
        ciclo.cambia("ciclo.toml", vecchio, nuovo);
    }
    let prima = prima.to_str().expect("a name");
    let uscita = ciclo.esegui(&["genera", "pira", "--rispetto-a", prima]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    let segnato = a_celle(&ciclo, "pira-2022-2024-bozza.pdf");
    ha(
        &segnato,
        &[
            "prima: corsi; incontri d'affari; certificazioni per l'estero adesso: incontri d'affari; \
             certificazioni per l'estero",
            "Obiettivi prima: 1.1 Attrattività del territorio",
        ],
    );
}
