//! The cycle of Bergamo against numbers counted by hand in the published Piano 2022-2024.

use crate::comune::Ciclo;
use serde_json::Value;

/// Rows of each cruscotto, in the order of the published document.
const RIGHE: [(&str, usize); 13] = [
    ("strategico", 32),
    ("affari-generali", 15),
    ("promozione", 19),
    ("comunicazione-studi", 18),
    ("registro-imprese", 19),
    ("sportelli-polifunzionali", 18),
    ("regolazione-mercato", 12),
    ("risorse-finanziarie", 23),
    ("risorse-umane", 17),
    ("risorse-strumentali", 16),
    ("azienda-speciale", 16),
    ("segretario-generale", 8),
    ("dirigente", 10),
];

fn elenco<'a>(valore: &'a Value, chiave: &str) -> &'a Vec<Value> {
    valore[chiave]
        .as_array()
        .unwrap_or_else(|| panic!("no list «{chiave}»"))
}

#[test]
fn every_cruscotto_has_its_rows() {
    let modello = Ciclo::bergamo().modello();
    let contate: Vec<(&str, usize)> = elenco(&modello, "cruscotti")
        .iter()
        .map(|c| {
            (
                c["id"].as_str().unwrap_or_default(),
                elenco(c, "righe").len(),
            )
        })
        .collect();
    assert_eq!(contate, RIGHE);
    assert_eq!(contate.iter().map(|(_, righe)| righe).sum::<usize>(), 223);
    assert_eq!(elenco(&modello, "prospettive").len(), 4);
    assert_eq!(
        elenco(&modello, "prospettive")
            .iter()
            .map(|p| elenco(p, "obiettivi").len())
            .sum::<usize>(),
        12
    );
}

#[test]
fn values_are_those_of_the_published_tables() {
    let modello = Ciclo::bergamo().modello();
    // Cruscotto, start of the name, field, year, kind, printed form: one of each kind that the seed
    // holds.
    let casi = [
        (
            "strategico",
            "Progetto: Turismo",
            "consuntivo",
            "2021",
            "percentuale",
            "50%",
        ),
        (
            "strategico",
            "Oneri correnti/Proventi",
            "consuntivo",
            "2021",
            "numero",
            "115,55",
        ),
        (
            "strategico",
            "Interventi economici/",
            "consuntivo",
            "2021",
            "percentuale",
            "53,05%",
        ),
        (
            "strategico",
            "Giorni medi di pagamento",
            "consuntivo",
            "2021",
            "durata",
            "14 gg",
        ),
        (
            "strategico",
            "Rispetto delle procedure",
            "atteso",
            "2022",
            "soglia",
            "≤ 10%",
        ),
        (
            "strategico",
            "Percentuale di pratiche",
            "atteso",
            "2024",
            "testo",
            "superiore alla media nazionale",
        ),
        (
            "affari-generali",
            "Rinnovo cariche",
            "atteso",
            "2022",
            "data",
            "31/03/2022",
        ),
        (
            "promozione",
            "Aggiornamento del prontuario",
            "consuntivo",
            "2021",
            "data",
            "24/12/2021",
        ),
        (
            "promozione",
            "Attivazione di misure",
            "atteso",
            "2022",
            "si",
            "SI",
        ),
        (
            "promozione",
            "Carnet ATA",
            "consuntivo",
            "2021",
            "vuoto",
            "",
        ),
        (
            "comunicazione-studi",
            "Incremento degli iscritti",
            "consuntivo",
            "2021",
            "si",
            "SI",
        ),
        (
            "registro-imprese",
            "Tempo medio di lavorazione",
            "consuntivo",
            "2021",
            "numero",
            "1,53",
        ),
        (
            "risorse-finanziarie",
            "Esame elenco posizioni",
            "atteso",
            "2022",
            "numero",
            "3.000",
        ),
        (
            "risorse-umane",
            "Definizione del nuovo contratto",
            "atteso",
            "2022",
            "si-no",
            "SI/NO",
        ),
        (
            "azienda-speciale",
            "N. di utenti partecipanti",
            "consuntivo",
            "2021",
            "numero",
            "8.306",
        ),
        (
            "azienda-speciale",
            "Indagine Excelsior: presa",
            "consuntivo",
            "2021",
            "percentuale",
            "100%",
        ),
        (
            "segretario-generale",
            "N. iniziative in materia",
            "atteso",
            "2021",
            "non-previsto",
            "-",
        ),
        (
            "dirigente",
            "Gestione dei verbali",
            "atteso",
            "2021",
            "vuoto",
            "",
        ),
    ];
    for (cruscotto, nome, campo, anno, tipo, stampa) in casi {
        let righe = elenco(&modello, "cruscotti")
            .iter()
            .find(|c| c["id"] == cruscotto)
            .expect("a cruscotto");
        let riga = elenco(righe, "righe")
            .iter()
            .find(|r| r["nome"].as_str().is_some_and(|n| n.starts_with(nome)));
        let valore = &riga.unwrap_or_else(|| panic!("no «{nome}» in {cruscotto}"))[campo][anno];
        assert_eq!(
            (valore["tipo"].as_str(), valore["stampa"].as_str()),
            (Some(tipo), Some(stampa)),
            "{nome}"
        );
    }
}

#[test]
fn an_indicator_on_many_cruscotti_is_one() {
    let modello = Ciclo::bergamo().modello();
    let indicatore = |nome: &str| {
        let trovati: Vec<&Value> = elenco(&modello, "indicatori")
            .iter()
            .filter(|i| i["nome"] == nome)
            .collect();
        assert_eq!(trovati.len(), 1, "«{nome}»");
        trovati[0]
    };
    let bilancio = indicatore("Progetto: Realizzazione del bilancio di sostenibilità 2021");
    assert_eq!(bilancio["proprietario"], "strategico");
    assert_eq!(elenco(bilancio, "cruscotti").len(), 13);
    assert_eq!(bilancio["strategico"], true);
    let iso = indicatore("Progetto: Gestione per la Qualità secondo la norma ISO 9001:2015");
    assert_eq!(
        (iso["proprietario"].as_str(), iso["strategico"].as_bool()),
        (Some("affari-generali"), Some(false))
    );
    let di_sistema = elenco(&modello, "indicatori")
        .iter()
        .filter(|i| i["di_sistema"] == true)
        .count();
    assert_eq!(di_sistema, 4, "PID, SUAP, oneri/proventi, FP Export");
}

#[test]
fn tables_hold_every_figure() {
    let modello = Ciclo::bergamo().modello();
    let dimensioni = |quadro: &str| {
        let quadro = &modello["quadri"][quadro];
        (
            elenco(quadro, "righe").len(),
            elenco(quadro, "colonne").len(),
        )
    };
    assert_eq!(dimensioni("personale"), (7, 8));
    assert_eq!(dimensioni("bilancio"), (32, 4));
    assert_eq!(dimensioni("indici"), (5, 6));
    assert_eq!(dimensioni("partecipazioni"), (13, 3));
    let cella = |quadro: &str, voce: &str, posto: usize| {
        let riga = elenco(&modello["quadri"][quadro], "righe")
            .iter()
            .find(|r| r["voce"] == voce)
            .expect("a row");
        riga["celle"][posto]["stampa"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(cella("personale", "C", 7), "46");
    assert_eq!(
        cella("bilancio", "VARIAZIONE DELLE RIMANENZE", 0),
        "-34.471"
    );
    assert_eq!(
        cella("indici", "Indice di liquidità immediata", 1),
        "300,62%"
    );
    assert_eq!(
        cella("partecipazioni", "Borsa Merci Telematica S.c.p.A.", 1),
        "1.498,10"
    );
    assert_eq!(
        cella("partecipazioni", "TECNOSERVICECAMERE S.c.p.A.", 2),
        "0,50%"
    );
    assert_eq!(elenco(&modello, "serie").len(), 8);
    assert_eq!(elenco(&modello, "progetti").len(), 13);
}

#[test]
fn every_project_feeds_its_indicator() {
    let modello = Ciclo::bergamo().modello();
    for progetto in elenco(&modello, "progetti") {
        assert!(progetto["indicatore"].is_string(), "{}", progetto["nome"]);
    }
}

#[test]
fn the_public_json_follows_its_schema() {
    let ciclo = Ciclo::bergamo();
    let schema: Value =
        serde_json::from_slice(&ciclo.esegui(&["modello", "--schema"]).stdout).expect("JSON");
    let validatore = jsonschema::validator_for(&schema).expect("a schema");
    let mut modello = ciclo.modello();
    let errori: Vec<String> = validatore
        .iter_errors(&modello)
        .map(|e| e.to_string())
        .collect();
    assert_eq!(errori, Vec::<String>::new());
    modello["cruscotti"][0]["righe"][0]["strategico"] = Value::from("forse");
    assert!(!validatore.is_valid(&modello), "a wrong kind must not pass");
}
