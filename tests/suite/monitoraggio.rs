//! The monitoring at a date: what it prints, what it counts, who may see it.

use crate::comune::stampato::{dice, stampato};
use crate::comune::{Ciclo, albero, stretto, testo};

const SERVIZIO: &str = "\
UN PAESE CHE ACCOGLIE
Azione;Indicatore;Risultato Atteso 2027;Valore al 31/03/2027;Valore al 30/06/2027;Previsione 2027;Criticità;Azione correttiva;Responsabile;Fonte del dato
1.1 Servizi educativi per tutti
Ampliare il nido;Posti al nido;60;20;33;;;;;Registro
;Famiglie ascoltate;100;;40;80;Poche adesioni;Nuovo invito;Ufficio nidi;Questionari
1.2 Pratiche senza coda
Portare le pratiche in rete;Pratiche chiuse in linea;80%;70%;40%;;;;;Protocollo
;Sportello unico aperto;31/05/2027;;NO;;;;;Protocollo
;Orario esteso;SI;;;;;;;Protocollo
";
const PROGETTO: &str = "\
Progetto;Scuole sicure
Responsabile;Settore Lavori pubblici
Obiettivo;2.1
Anno;Attività;Responsabile;Inizio;Fine;Peso;Target;Risultato
2027;Rilievi;;01/02/2027;31/05/2027;30;100%;
2027;Gara;;01/02/2027;15/07/2027;30;100%;
2027;Bando;;01/02/2027;31/03/2027;20;SI;SI
2027;Lavori;;01/02/2027;30/11/2027;20;100%;
";

fn ciclo() -> Ciclo {
    let ciclo = Ciclo::base("comune-esempio");
    ciclo.scrivi("servizi/servizi-alla-persona.csv", SERVIZIO);
    let progetti = albero(&ciclo.dati().join("progetti"));
    for nome in progetti.keys() {
        ciclo.togli(&format!("progetti/{nome}"));
    }
    ciclo.scrivi("progetti/scuole-sicure.csv", PROGETTO);
    ciclo
}

fn monitoraggio(ciclo: &Ciclo, opzioni: &[&str], nome: &str) -> String {
    stampato(ciclo, &[&["monitoraggio"], opzioni].concat(), nome)
}

/// Beside an older draft the tables say what stood in each cell: a value that changed, one that is
/// gone, a target changed by an act, a row that came or went.
#[test]
fn what_changed_since_an_older_draft_is_marked() {
    let (prima, dopo) = (ciclo(), ciclo());
    for (vecchio, nuovo) in [
        ("Posti al nido;60;20;33", "Posti al nido;66;20;41"),
        (
            "Famiglie ascoltate;100;;40;80",
            "Famiglie ascoltate;100;;;80",
        ),
        (
            ";Orario esteso;SI;;;;;;;Protocollo\n",
            ";Sportello mobile;2;;1;;;;;Protocollo\n",
        ),
    ] {
        dopo.cambia("servizi/servizi-alla-persona.csv", vecchio, nuovo);
    }
    let vecchia = prima.dati().to_string_lossy().into_owned();
    let segnato = monitoraggio(
        &dopo,
        &["--rispetto-a", &vecchia],
        "monitoraggio-2027-06-30-bozza.pdf",
    );
    dice(
        &segnato,
        &[
            "Posti al nido prima: 60 adesso: 66 prima: 33 adesso: 41",
            "Famiglie ascoltate 100 prima: 40 adesso:",
            "nuovo Sportello mobile 2 1",
            "tolto Orario esteso SI",
        ],
    );
    assert!(
        !segnato.contains(&stretto("Pratiche chiuse in linea prima:")),
        "what is as it was has no mark"
    );
    let pulito = monitoraggio(&dopo, &[], "monitoraggio-2027-06-30.pdf");
    assert!(!pulito.contains("prima:"), "{pulito}");
}

/// Day 181 of 365: 49,589 % of what adds up is due. Posti 33/60 = 55 % of the target, 110,9 % of what
/// is due; famiglie by its forecast, 80 %; pratiche 40/80 = 50 %, and a percentage is due whole; the
/// counter should have opened a month ago; the hours were not measured. In line 1 of 4 measured.
#[test]
fn states_shares_and_counts_of_a_service_are_what_a_hand_computes() {
    let detto = monitoraggio(
        &ciclo(),
        &["--al", "2027-06-30"],
        "monitoraggio-2027-06-30.pdf",
    );
    dice(
        &detto,
        &[
            "Monitoraggio al 30/06/2027",
            "Settore Servizi alla persona 1 1 2 1 5 25,00%",
            "Posti al nido 60 33 55,00% in linea 55,0% del target, dovuto 49,6%",
            "Famiglie ascoltate 100 40 40,00% 80 a rischio previsione: 80,0% del target \
             Poche adesioni Nuovo invito Ufficio nidi",
            "Pratiche chiuse in linea 80% 40% 50,00% fuori linea 50,0% del target",
            "Sportello unico aperto 31/05/2027 NO 0,00% fuori linea il termine è passato il \
             31/05/2027",
            "Orario esteso SI non misurato nessun valore alla data",
            // Projects.
            "Attività scadute al 30/06/2027",
            "Rilievi Settore Lavori pubblici 31/05/2027 scaduta da 30 giorni",
            "Attività in scadenza entro 30 giorni",
            "Gara Settore Lavori pubblici 15/07/2027 scade tra 15 giorni",
            // Proposals.
            "Proposte di rimodulazione",
            "Famiglie ascoltate 100 40 80 Poche adesioni",
            // Since the one before.
            "Che cosa è cambiato dal 31/03/2027 al 30/06/2027",
            "peggiora Settore Servizi alla persona Pratiche chiuse in linea 70% 40% a rischio fuori linea",
        ],
    );
    let attivita = detto.split("Proposte").next().expect("a part");
    assert!(!attivita.contains("Bando"), "what is done is not late");
}

#[test]
fn every_part_of_the_monitoring_is_in_the_demonstration() {
    let ciclo = Ciclo::bergamo();
    let giugno = monitoraggio(&ciclo, &[], "monitoraggio-2022-06-30.pdf");
    dice(
        &giugno,
        &[
            "Sintesi",
            "Stato al 30/06/2022 per prospettiva",
            "Stato al 30/06/2022 per servizio",
            "in linea a rischio fuori linea non misurato totale",
            "Target 2022",
            "Valore al 30/06/2022",
            "Quota del target",
            "Previsione al 31/12",
            "Stato Criticità Azione correttiva Responsabile",
            "Servizio Risorse strumentali 0 0 0 16 16 –",
            "Progetti",
            "Proposte di rimodulazione",
            "Che cosa è cambiato dal 31/03/2022 al 30/06/2022",
        ],
    );
    let marzo = monitoraggio(
        &ciclo,
        &["--al", "31/03/2022"],
        "monitoraggio-2022-03-31.pdf",
    );
    dice(
        &marzo,
        &["È il primo monitoraggio dell’anno", "Valore al 31/03/2022"],
    );
}

/// The synthesis is one page, with ten services or with forty.
#[test]
fn forty_services_are_summed_up_on_one_page() {
    let ciclo = ciclo();
    for n in 1..=40 {
        let settore = format!(
            "UN PAESE CHE ACCOGLIE\n\
             Azione;Indicatore;Risultato Atteso 2027;Valore al 30/06/2027;Fonte del dato\n\
             1.1 Servizi educativi per tutti\n\
             Azione {n};Persone accolte dal settore {n};{};{n};Registro\n",
            2 * n
        );
        ciclo.scrivi(&format!("servizi/settore-con-un-nome-{n:02}.csv"), settore);
    }
    monitoraggio(&ciclo, &[], "monitoraggio-2027-06-30.pdf");
    let file = ciclo.uscita().join("monitoraggio-2027-06-30.pdf");
    let pdf = lopdf::Document::load(file).expect("a PDF");
    let mut pagine = pdf.get_pages().into_keys().map(|pagina| {
        let testo = pdf.extract_text(&[pagina]).expect("its text");
        stretto(&testo)
    });
    let testa = stretto("in linea su misurati");
    let sintesi = pagine.by_ref().find(|testo| testo.contains(&testa));
    dice(
        &sintesi.expect("the table of services"),
        &[
            "settore con un nome 01",
            "settore con un nome 40",
            "In linea da 90 punti in su",
        ],
    );
    let dopo = pagine.next().expect("another page");
    assert!(!dopo.contains("settoreconunnome40"), "{dopo}");
}

#[test]
fn a_date_without_values_is_refused_with_those_that_there_are() {
    let ciclo = ciclo();
    let genera = ciclo.esegui(&["genera", "monitoraggio", "--al", "2027-09-30"]);
    assert_eq!(genera.status.code(), Some(2));
    let detto = testo(&genera.stderr);
    assert!(
        detto.contains("Le date con valori sono: 31/03/2027, 30/06/2027"),
        "{detto}"
    );
    let altro = ciclo.esegui(&["genera", "piano", "--al", "2027-06-30"]);
    assert!(testo(&altro.stderr).contains("--al riguarda il monitoraggio"));
}

#[test]
fn it_stays_in_the_office_and_no_other_document_shows_it() {
    let ciclo = ciclo();
    let pubblica = ciclo.esegui(&["pubblica", "monitoraggio"]);
    assert_eq!(pubblica.status.code(), Some(2));
    assert!(testo(&pubblica.stderr).contains("resta nell'ufficio"));
    ciclo.scrivi(
        "testi/piano/70-stato.md",
        "# Stato\n\n{{ monitoraggio_servizi() }}\n",
    );
    let verifica = testo(&ciclo.esegui(&["verifica"]).stdout);
    assert!(
        verifica.contains("«monitoraggio_servizi()» è del documento"),
        "{verifica}"
    );
}

#[test]
fn it_is_explained_compared_and_its_rule_is_a_setting() {
    let (prima, dopo) = (ciclo(), ciclo());
    let spiega = testo(&prima.esegui(&["spiega", "posti-al-nido"]).stdout);
    for riga in [
        "al 30/06/2027    33",
        "stato            in linea (55,0% del target",
    ] {
        assert!(spiega.contains(riga), "no «{riga}» in\n{spiega}");
    }
    dopo.cambia("servizi/servizi-alla-persona.csv", "60;20;33", "60;20;34");
    let cartelle = [prima.dati(), dopo.dati()].map(|d| d.to_string_lossy().into_owned());
    let confronto = crate::comune::ciclo(&["confronta", &cartelle[0], &cartelle[1]]);
    let confronto = testo(&confronto.stdout);
    assert!(confronto.contains("valore al 30/06/2027"), "{confronto}");

    let toml = std::fs::read_to_string(prima.dati().join("ciclo.toml")).expect("the settings");
    let regola = "[monitoraggio]\nproporzionale = false\na-rischio = 50\nin-linea = 95\n";
    prima.scrivi("ciclo.toml", format!("{toml}\n{regola}"));
    let detto = monitoraggio(&prima, &[], "monitoraggio-2027-06-30.pdf");
    dice(
        &detto,
        &["Posti al nido 60 33 55,00% a rischio 55,0% del target"],
    );
    prima.cambia("ciclo.toml", "a-rischio = 50", "a-rischio = 99");
    let verifica = testo(&prima.esegui(&["verifica"]).stdout);
    assert!(
        verifica.contains("le soglie del monitoraggio non valgono"),
        "{verifica}"
    );
}
