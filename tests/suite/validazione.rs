//! The OIV's validation, the tables of bonuses, and a Relazione on changed targets.

use crate::comune::stampato::{dice, stampato};
use crate::comune::{Ciclo, albero, testo};

#[test]
fn every_criterion_has_its_evidence_and_the_judgement_of_the_oiv() {
    let detto = stampato(&Ciclo::bergamo(), &["validazione"], "validazione-2021.pdf");
    dice(
        &detto,
        &[
            "Lettera di validazione",
            "Esito: validata con osservazioni",
            "Criterio Evidenze Giudizio Osservazioni",
            "a) Coerenza tra Relazione e Piano",
            "b) Coerenza con la valutazione complessiva dell’OIV",
            "c) Risultati per tutti gli obiettivi, organizzativi e individuali",
            "d) Obiettivi su anticorruzione e trasparenza",
            "e) Corretto uso del metodo di calcolo",
            "f) Affidabilità dei dati",
            "g) Scostamenti riportati con le loro motivazioni",
            "h) Adeguatezza del processo",
            "i) Conformità alle norme e alle linee guida",
            "j) Sinteticità",
            "k) Chiarezza e comprensibilità",
            "Medie ricalcolate dalle righe e uguali a quelle stampate: 13 su 13.",
            "Indice Gulpease della Relazione:",
            "entro il termine del 30 giugno",
            "Righe del Piano senza un risultato",
            "Medie ricalcolate (criterio e)",
            "Scostamenti senza una causa scritta",
            "Leggibilità dei capitoli",
        ],
    );
}

/// By hand, of one service: posti 54/60 = 90, famiglie 110/100 = 100, pratiche without a result: mean
/// 95 on 2 of 3; one deviation, no cause, one source blank.
#[test]
fn what_it_counts_of_a_service_is_what_a_hand_computes() {
    let ciclo = Ciclo::base("comune-esempio");
    let servizio = "\
UN PAESE CHE ACCOGLIE
Azione;Indicatore;Risultato Atteso 2026;Risultato Consuntivo 2026;Risultato Atteso 2027;Fonte del dato
1.1 Servizi educativi per tutti
Ampliare il nido;Posti al nido;60;54;60;Registro
;Famiglie ascoltate;100;110;100;
1.2 Pratiche senza coda
Portare le pratiche in rete;Pratiche chiuse in linea;80%;;80%;Protocollo
";
    ciclo.scrivi("servizi/servizi-alla-persona.csv", servizio);
    let detto = stampato(&ciclo, &["validazione"], "validazione-2026.pdf");
    dice(
        &detto,
        &[
            "in attesa del giudizio",
            "Settore Servizi alla persona 2 su 3 95,00% 95,00% coincide",
            "Settore Servizi alla persona Pratiche chiuse in linea 80%",
            "Settore Servizi alla persona Famiglie ascoltate 100 110 100,00%",
            "Settore Servizi alla persona Posti al nido 60 54 90,00%",
        ],
    );
}

#[test]
fn a_criterion_that_the_guideline_has_not_is_an_error() {
    let ciclo = Ciclo::bergamo();
    ciclo.cambia("ciclo.toml", "k = { giudizio", "z = { giudizio");
    let verifica = ciclo.esegui(&["verifica"]);
    assert_eq!(verifica.status.code(), Some(1));
    assert!(testo(&verifica.stdout).contains("[oiv] non ha un criterio «z»"));
}

#[test]
fn what_the_oiv_says_otherwise_is_marked_beside_an_older_draft() {
    let ciclo = Ciclo::bergamo();
    let genera = ciclo.esegui(&["genera", "validazione"]);
    assert!(genera.status.success(), "{}", testo(&genera.stderr));
    let prima = ciclo.uscita().join("prima.pdf");
    std::fs::rename(ciclo.uscita().join("validazione-2021.pdf"), &prima).expect("moved");
    for (vecchio, nuovo) in [
        (
            "esito = \"validata-con-osservazioni\"",
            "esito = \"validata\"",
        ),
        (
            "g = { giudizio = \"da migliorare\"",
            "g = { giudizio = \"sufficiente\"",
        ),
    ] {
        ciclo.cambia("ciclo.toml", vecchio, nuovo);
    }
    let prima = prima.to_str().expect("a name");
    let segnata = stampato(
        &ciclo,
        &["validazione", "--rispetto-a", prima],
        "validazione-2021-bozza.pdf",
    );
    dice(
        &segnata,
        &[
            "prima: validata con osservazioni adesso: validata",
            "prima: da migliorare adesso: sufficiente",
        ],
    );
    assert!(
        !segnata.contains("prima:positivo"),
        "what is as it was has no mark"
    );
}

#[test]
fn the_tables_of_bonuses_are_printed_and_published() {
    let ciclo = Ciclo::bergamo();
    let detto = stampato(&ciclo, &["premi"], "premi-2021.pdf");
    dice(
        &detto,
        &[
            "Ammontare complessivo dei premi 2021",
            "Stanziati Distribuiti",
            "Dirigenti 92.000 88.500",
            "Criteri per l’assegnazione dei premi",
            "Distribuzione dei premi 2021 in forma aggregata",
            "Da 95 a 100 1 38",
            "Grado di differenziazione dei premi",
            "Premio medio",
        ],
    );
    let pubblica = ciclo.esegui(&["pubblica", "premi"]);
    assert!(pubblica.status.success(), "{}", testo(&pubblica.stderr));
    let file = albero(&ciclo.uscita());
    let pagine = file.iter().filter(|(nome, _)| nome.ends_with(".html"));
    let con_premi = pagine.filter(|(_, byte)| testo(byte).contains("Stanziati"));
    assert!(con_premi.count() > 0, "no page has the table");
    let record: serde_json::Value =
        serde_json::from_slice(&file["2022/pubblicazione.json"]).expect("the record");
    let allegati = record["allegati"].as_array().expect("a list");
    let obblighi: Vec<(&str, &str)> = allegati
        .iter()
        .map(|voce| {
            let obbligo = voce["obbligo"].as_str().expect("an address");
            assert_eq!(voce["data"], "2022-07-20");
            assert_eq!(voce["prima_pubblicazione"], "2022-07-20");
            let codice = obbligo.rsplit('/').next().expect("a code");
            (voce["file"].as_str().expect("a file"), codice)
        })
        .collect();
    assert_eq!(
        obblighi,
        [
            ("premi-ammontare.csv", "060401"),
            ("premi-criteri.csv", "060501"),
            ("premi-differenziazione.csv", "060501"),
            ("premi-distribuzione.csv", "060501"),
        ]
    );
    let indice = testo(&file["2022/index.html"]);
    for (tabella, codice) in obblighi {
        assert!(file.contains_key(&format!("2022/{tabella}")));
        assert!(indice.contains(tabella) && indice.contains(codice));
    }
    let radice = ciclo.uscita().join("2022");
    let radice = radice.to_str().expect("a name");
    let verifica = ciclo.esegui_senza_dati(&["pubblica", "--verifica", radice]);
    assert!(verifica.status.success(), "{}", testo(&verifica.stderr));
}

#[test]
fn a_blank_table_of_bonuses_is_never_published() {
    let ciclo = Ciclo::bergamo();
    ciclo.togli("quadri/premi.xlsx");
    for (quale, tabella) in [
        (
            "ammontare",
            "Personale;Stanziati\nDirigenti;92.000\nDipendenti;8.000\nTotale;100.000\n",
        ),
        (
            "criteri",
            "Personale;Obiettivi;Comportamenti\nDirigenti;;\nDipendenti;;\n",
        ),
        (
            "distribuzione",
            "Punteggio;Persone\nDa 95 a 100;3\nDa 85 a 95;2\nSotto 85;\nTotale;5\n",
        ),
    ] {
        ciclo.scrivi(&format!("quadri/premi-{quale}.csv"), tabella);
    }
    let pubblica = ciclo.esegui(&["pubblica", "premi", "--prova"]);
    let detto = testo(&pubblica.stderr);
    assert!(
        detto.contains("«Dati relativi ai premi 2021» è una bozza – manca 1 parte da scrivere"),
        "{detto}"
    );
}

#[test]
fn a_relazione_on_a_changed_target_says_so() {
    let ciclo = Ciclo::base("comune-esempio");
    let servizio = "\
UN PAESE CHE ACCOGLIE
Azione;Indicatore;Risultato Atteso 2026;Atteso 2026 rimodulato;Atto di rimodulazione;Risultato Consuntivo 2026;Risultato Atteso 2027;Fonte del dato
1.1 Servizi educativi per tutti
Ampliare il nido;Posti a mensa;60;50;delibera 21 del 15/7/2026;50;66;Registro
";
    ciclo.scrivi("servizi/servizi-alla-persona.csv", servizio);
    let detto = stampato(&ciclo, &["relazione"], "relazione-2026.pdf");
    dice(
        &detto,
        &[
            "valutato sul risultato atteso rimodulato nell’anno, non sul primo: «Posti a mensa» \
           (rimodulato: delibera 21 del 15/7/2026).",
        ],
    );
}
