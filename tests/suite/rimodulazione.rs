//! A target that was changed during its year: both values stay, the new one counts.

use crate::comune::stampato::{dice, letto};
use crate::comune::{Ciclo, albero, testo};

const ATTO: &str = "delibera 21 del 15/7/2026";

/// Sixty places were promised, then fifty: there are fifty.
fn ciclo() -> Ciclo {
    let ciclo = Ciclo::base("comune-esempio");
    let servizio = format!(
        "UN PAESE CHE ACCOGLIE\n\
         Azione;Indicatore;Risultato Atteso 2026;Atteso 2026 rimodulato;Atto di rimodulazione;\
         Risultato Consuntivo 2026;Risultato Atteso 2027;Atteso 2027 rimodulato;Fonte del dato\n\
         1.1 Servizi educativi per tutti\n\
         Ampliare il nido;Posti a mensa;60;50;{ATTO};50;66;61;Registro\n\
         Ampliare il nido;Giorni di apertura;200;-;;200;200;;Registro\n"
    );
    ciclo.scrivi("servizi/servizi-alla-persona.csv", servizio);
    ciclo
}

#[test]
fn the_grade_is_on_the_new_target_and_both_are_told() {
    let ciclo = ciclo();
    let spiega = ciclo.esegui(&["spiega", "posti-a-mensa"]);
    let detto = testo(&spiega.stdout);
    for riga in ["atteso 2026      50", "era              60", ATTO] {
        assert!(detto.contains(riga), "no «{riga}» in\n{detto}");
    }
    assert!(detto.contains("grado            100,00%"), "{detto}");
    let modello = ciclo.modello();
    let indicatori = modello["indicatori"].as_array().expect("indicators");
    let posti = indicatori
        .iter()
        .find(|i| i["id"] == "posti-a-mensa")
        .expect("the indicator");
    assert_eq!(posti["atteso"]["2026"]["valore"], "60");
    assert_eq!(posti["rimodulato"]["2026"]["valore"], "50");
    assert_eq!(posti["atto_rimodulazione"], ATTO);
    let giorni = indicatori
        .iter()
        .find(|i| i["id"] == "giorni-di-apertura")
        .expect("the indicator");
    assert!(giorni.get("rimodulato").is_none(), "a dash changes nothing");
}

#[test]
fn the_act_is_that_of_the_row_whose_target_counts() {
    let ciclo = Ciclo::base("comune-esempio");
    // The service changed its target, the body that owns the indicator did not.
    let testa = "UN PAESE CHE ACCOGLIE\n\
         Indicatore;Risultato Atteso 2026;Atteso 2026 rimodulato;Atto di rimodulazione;\
         Risultato Consuntivo 2026;Risultato Atteso 2027;Fonte del dato\n\
         1.1 Servizi educativi per tutti\n";
    let del_comune = format!("{testa}Posti a mensa;60;;;50;66;Registro\n");
    let del_servizio = format!("{testa}Posti a mensa;60;50;{ATTO};50;66;Registro\n");
    ciclo.scrivi("cruscotti/comune.csv", del_comune);
    ciclo.scrivi("servizi/servizi-alla-persona.csv", del_servizio);
    let modello = ciclo.modello();
    let indicatori = modello["indicatori"].as_array().expect("indicators");
    let posti = indicatori.iter().find(|i| i["id"] == "posti-a-mensa");
    let posti = posti.expect("the indicator");
    assert!(posti.get("rimodulato").is_none(), "{posti}");
    assert!(posti.get("atto_rimodulazione").is_none(), "{posti}");
    let riga = &modello["cruscotti"][1]["righe"][0];
    assert_eq!(riga["atto_rimodulazione"], ATTO, "the row keeps its own");
}

#[test]
fn documents_strike_the_first_and_name_the_act() {
    let ciclo = ciclo();
    let genera = ciclo.esegui(&["genera"]);
    assert!(genera.status.success(), "{}", testo(&genera.stderr));
    let file = albero(&ciclo.uscita());
    let pdf = file
        .iter()
        .filter(|(nome, _)| nome.starts_with("piano-") || nome.starts_with("relazione-"));
    let mut letti = 0;
    for (nome, byte) in pdf {
        let atto: String = ATTO.split_whitespace().collect();
        assert!(letto(byte).contains(&atto), "{nome} does not name the act");
        letti += 1;
    }
    assert_eq!(letti, 2);
}

#[test]
fn open_data_and_pages_have_both() {
    let ciclo = ciclo();
    let pubblica = ciclo.esegui(&["pubblica"]);
    assert!(pubblica.status.success(), "{}", testo(&pubblica.stderr));
    let file = albero(&ciclo.uscita());
    let csv = file
        .iter()
        .find(|(nome, _)| nome.ends_with("indicatori.csv"))
        .map(|(_, byte)| testo(byte))
        .expect("the table");
    let testata: Vec<&str> = csv
        .lines()
        .next()
        .expect("a head")
        .trim()
        .split([',', ';'])
        .collect();
    let riga = csv
        .lines()
        .find(|riga| riga.contains("posti-a-mensa") && riga.contains("2026"))
        .expect("the row");
    for nome in ["rimodulato", "rimodulato_valore", "atto_rimodulazione"] {
        assert!(
            testata.iter().any(|t| t.trim_matches('"') == nome),
            "{testata:?}"
        );
    }
    assert!(
        riga.contains("60") && riga.contains("50") && riga.contains(ATTO),
        "{riga}"
    );
    let pagine = file.iter().filter(|(nome, _)| nome.ends_with(".html"));
    let barrate = pagine.filter(|(_, byte)| testo(byte).contains("<del>60</del> <ins>50</ins>"));
    assert!(barrate.count() > 0, "no page strikes the first target");
    let nota = format!(
        "sul risultato atteso rimodulato nell’anno, non sul primo: «Posti a mensa» (rimodulato: \
         {ATTO})."
    );
    let pagine = file.iter().filter(|(nome, _)| nome.ends_with(".html"));
    let con_nota = pagine.filter(|(_, byte)| testo(byte).replace("&#x2f;", "/").contains(&nota));
    assert!(con_nota.count() > 0, "no page says what the grade is on");
}

#[test]
fn a_change_is_a_difference_of_its_own() {
    let (prima, dopo) = (ciclo(), ciclo());
    let servizio = "servizi/servizi-alla-persona.csv";
    dopo.cambia(servizio, &format!(";60;50;{ATTO}"), ";60;45;delibera 30");
    let cartelle = [prima.dati(), dopo.dati()].map(|d| d.to_string_lossy().into_owned());
    let detto = crate::comune::ciclo(&["confronta", &cartelle[0], &cartelle[1]]);
    let detto = testo(&detto.stdout);
    for campo in ["rimodulato 2026", "atto di rimodulazione"] {
        assert!(detto.contains(campo), "no «{campo}» in\n{detto}");
    }
}

/// What the Relazione prints of a row is marked as what the Piano does: the target that counts, the
/// result; a row that is gone says what was asked of it.
#[test]
fn a_draft_of_the_relazione_marks_targets_and_results() {
    let (prima, dopo) = (ciclo(), ciclo());
    for (vecchio, nuovo) in [
        (";60;50;", ";60;55;"),
        (
            "Giorni di apertura;200;-;;200;",
            "Giorni di apertura;200;-;;190;",
        ),
    ] {
        dopo.cambia("servizi/servizi-alla-persona.csv", vecchio, nuovo);
    }
    let vecchia = prima.dati().to_string_lossy().into_owned();
    let uscita = dopo.esegui(&["genera", "relazione", "--rispetto-a", &vecchia]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    let segnata = letto(&albero(&dopo.uscita())["relazione-2026-bozza.pdf"]);
    dice(
        &segnata,
        &[
            "60 prima: 50 adesso: 55 rimodulato",
            "Giorni di apertura 1/2 200 prima: 200 adesso: 190",
        ],
    );
}
