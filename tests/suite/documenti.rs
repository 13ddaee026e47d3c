//! Documents are data: one that a cycle declares by itself goes through every command.

use std::fs;

use crate::comune::{Ciclo, testo};
use ciclo::opendata::allegato::allegato;

const NOTA: &str = "nota-integrativa";
const PDF: &str = "nota-integrativa-2022.pdf";

/// The cycle of Bergamo with a document of its own, which shows a table, a chart and a cruscotto.
fn con_nota(capitolo: &str) -> Ciclo {
    let ciclo = Ciclo::bergamo();
    ciclo.cambia(
        "ciclo.toml",
        "[documenti.relazione]",
        "[documenti.nota-integrativa]\ntitolo = \"Nota integrativa\"\ndata = 2022-03-01\n\n\
         [documenti.relazione]",
    );
    ciclo.scrivi(&format!("testi/{NOTA}/10-nota.md"), capitolo);
    ciclo
}

const CAPITOLO: &str = "# Nota al {{ documenti.piano.titolo }}\n\n\
    La {{ rif(\"tabella\", \"personale\") }} conta {{ personale.totale }} persone.\n\n\
    {{ tabella(\"personale\") }}\n\n{{ grafico(\"genere-eta\") }}\n\n\
    {{ cruscotto(\"promozione\") }}\n";

fn riuscito(ciclo: &Ciclo, argomenti: &[&str]) -> String {
    let uscita = ciclo.esegui(argomenti);
    assert!(
        uscita.status.success(),
        "{argomenti:?}: {}",
        testo(&uscita.stderr)
    );
    testo(&uscita.stdout)
}

#[test]
fn a_document_of_the_cycles_own_is_made_checked_compared_and_published() {
    let ciclo = con_nota(CAPITOLO);
    assert!(riuscito(&ciclo, &["genera", NOTA]).contains(PDF));
    let pdf = fs::read(ciclo.uscita().join(PDF)).expect("the PDF");
    let modello = allegato(pdf.clone(), "modello.json").expect("the model");
    let modello: serde_json::Value = serde_json::from_slice(&modello).expect("JSON");
    assert_eq!(modello["documenti"][NOTA]["titolo"], "Nota integrativa");
    allegato(pdf, "serie-genere-eta.csv").expect("the figures of its chart");

    assert!(riuscito(&ciclo, &["genera"]).contains(PDF), "made with all");

    let prima = ciclo.uscita().join(PDF);
    let prima = prima.to_str().expect("a name");
    ciclo.cambia(
        &format!("testi/{NOTA}/10-nota.md"),
        "persone.",
        "dipendenti.",
    );
    let confronto = ciclo.esegui_senza_dati(&["confronta", prima, "ciclo"]);
    assert_eq!(confronto.status.code(), Some(1));
    let confronto = testo(&confronto.stdout);
    assert!(confronto.contains("10-nota"), "{confronto}");

    riuscito(&ciclo, &["pubblica", NOTA]);
    let anno = ciclo.uscita().join("2022");
    let pagina = fs::read_to_string(anno.join("pagina-unica.html")).expect("the page");
    assert!(pagina.contains("Nota integrativa") && pagina.contains("nota-integrativa-tabella-"));
    let record = fs::read_to_string(anno.join("pubblicazione.json")).expect("the record");
    assert!(
        record.contains("\"tipo\": \"nota-integrativa\""),
        "{record}"
    );
}

#[test]
fn what_is_wrong_with_it_is_found_like_any_other() {
    let ciclo = con_nota("# Nota\n\n{{ ignoto }}\n");
    let uscita = ciclo.esegui(&["verifica"]);
    assert_eq!(uscita.status.code(), Some(1));
    let detto = testo(&uscita.stdout);
    assert!(
        detto.contains("testi/nota-integrativa/10-nota.md") && detto.contains("«ignoto»"),
        "{detto}"
    );
    assert_eq!(ciclo.esegui(&["genera", NOTA]).status.code(), Some(1));
    riuscito(&ciclo, &["genera", "piano"]);
    let ignoto = ciclo.esegui(&["genera", "nota-integrativ"]);
    assert_eq!(ignoto.status.code(), Some(2));
    assert!(testo(&ignoto.stderr).contains("Forse volevi scrivere «nota-integrativa»"));
}

#[test]
fn a_draft_and_a_name_that_cannot_be_are_refused() {
    let ciclo = con_nota("# Nota\n\nTesto.\n");
    ciclo.cambia(
        "ciclo.toml",
        "titolo = \"Nota integrativa\"",
        "titolo = \"Nota integrativa\"\nbozza = true",
    );
    let uscita = ciclo.esegui(&["pubblica", NOTA]);
    assert_eq!(uscita.status.code(), Some(1), "{}", testo(&uscita.stderr));
    assert!(testo(&uscita.stderr).contains("«Nota integrativa» è una bozza"));

    ciclo.cambia(
        "ciclo.toml",
        "[documenti.nota-integrativa]",
        "[documenti.relazoine]",
    );
    let detto = testo(&ciclo.esegui(&["verifica"]).stdout);
    assert!(
        detto.contains("forse volevi scrivere [documenti.relazione]"),
        "{detto}"
    );
    ciclo.cambia(
        "ciclo.toml",
        "[documenti.relazoine]",
        "[documenti.\"../fuori\"]",
    );
    let uscita = ciclo.esegui(&["verifica"]);
    assert_eq!(uscita.status.code(), Some(1));
    assert!(testo(&uscita.stdout).contains("un documento non si può chiamare «../fuori»"));
}
