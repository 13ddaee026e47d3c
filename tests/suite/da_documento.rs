//! `ciclo nuovo --da piano.docx|.odt`: a cycle out of a Piano written in a text document.

use std::fs;

use tempfile::TempDir;

use crate::comune::{Ciclo, albero, ciclo, documento, testo};

/// A whole Piano, small: chapters, a table of figures, cruscotti with banners in capitals, one that
/// goes on after a page break, a picture's caption, a table of words.
const PIANO: &str = "\
TITLE: Piano della performance 2025-2027
# Premessa
Il Comune di Esempio presenta il suo Piano. Il Comune di Esempio usa *asterischi*, [quadre] e {{ graffe }}.
1. Non è un elenco.
# 1. LE RISORSE
## 1.1 La spesa
La spesa è di 1.234.567 euro, il 12,34% in più. Nel 2025 gli addetti sono 2%. Il SUAP c'è.
| Voce | 2024 | 2025 |
| Spesa corrente | 1.098.900 | 1.234.567 |
| Crescita | 3,21% | 12,34% |
CAPTION: Tabella 1 - Spesa prevista
CAPTION: Figura 1 - Gli organi del Comune
## 1.2 Gli uffici
| Ufficio | Sede |
| Anagrafe | Via Roma |
# 2. GLI OBIETTIVI
Gli obiettivi del comune riguardano crescita, territorio e servizi.
## CRUSCOTTO STRATEGICO 2025
| <5> CRESCITA DEL TERRITORIO |
| Azione | Indicatore | Risultato Atteso 2025 | Risultato Atteso 2026 | Fonte |
| <5> 1.1 Territorio |
| Promuovere | N. di eventi | ~~2~~ 3 | 4 | Registro |
| ^ | Quota di adesioni | 98,50% | 99% | Registro |

| <5> SERVIZI |
| Azione | Indicatore | Risultato Atteso 2025 | Risultato Atteso 2026 | Fonte |
| <5> 2.1 Tempi |
| Rispondere | Giorni medi | 30 gg | 20 gg | SUAP |
| Chiudere | Rendiconto | 30/06/2025 | 31.5.2026 | Atti |
## SERVIZIO SUAP
| <3> CRESCITA DEL TERRITORIO |
| Indicatore | Risultato Atteso 2025 | Fonte |
| <3> 1.1 Territorio |
| N. di eventi | 3 | Registro |
| N. di pratiche | 1.200 | SUAP |
";

/// The folder that a document makes, and what was said.
fn da(nome: &str, byte: &[u8], opzioni: &[&str]) -> (TempDir, Ciclo, String) {
    let cartella = tempfile::tempdir().expect("a folder");
    let documento = cartella.path().join(nome);
    fs::write(&documento, byte).expect("written");
    let nuovo = cartella.path().join("nuovo");
    let [documento, dove] = [&documento, &nuovo].map(|p| p.to_string_lossy().into_owned());
    let detto = ciclo(&[&["nuovo", &dove, "--da", &documento], opzioni].concat());
    assert!(detto.status.success(), "{}", testo(&detto.stderr));
    let fatto = Ciclo::copia(&nuovo);
    (cartella, fatto, testo(&detto.stdout))
}

fn capitolo(ciclo: &Ciclo, file: &str) -> String {
    fs::read_to_string(ciclo.dati().join("testi/piano").join(file)).expect(file)
}

#[test]
fn a_piano_in_word_becomes_a_cycle_that_works_at_once() {
    let (_cartella, nuovo, detto) = da("piano.docx", &documento::docx(PIANO), &[]);
    let modello = nuovo.modello();
    assert_eq!(modello["ente"]["nome"], "Comune di Esempio");
    assert_eq!(modello["triennio"], serde_json::json!([2025, 2026, 2027]));
    let prospettive = modello["prospettive"].as_array().expect("prospettive");
    let nomi: Vec<&str> = prospettive
        .iter()
        .filter_map(|p| p["nome"].as_str())
        .collect();
    assert_eq!(nomi, ["Crescita del territorio", "Servizi"]);
    let mut righe: Vec<String> = Vec::new();
    for cruscotto in modello["cruscotti"].as_array().expect("cruscotti") {
        for riga in cruscotto["righe"].as_array().expect("rows") {
            righe.push(format!(
                "{} {} {}: {}",
                cruscotto["id"].as_str().expect("id"),
                riga["obiettivo"].as_str().expect("code"),
                riga["nome"].as_str().expect("name"),
                riga["atteso"]["2025"]["testo"].as_str().expect("target"),
            ));
        }
    }
    assert_eq!(
        righe,
        [
            "strategico 1.1 N. di eventi: 3",
            "strategico 1.1 Quota di adesioni: 98,50%",
            "strategico 2.1 Giorni medi: 30 gg",
            "strategico 2.1 Rendiconto: 30/06/2025",
            "suap 1.1 N. di eventi: 3",
            "suap 1.1 N. di pratiche: 1.200",
        ]
    );
    assert_eq!(modello["cruscotti"][1]["nome"], "Servizio SUAP");
    assert_eq!(modello["quadri"]["spesa"]["titolo"], "Spesa prevista");
    for senza_posto in ["Figura 1", "Gli uffici", "barrato", "«2»"] {
        assert!(
            detto.contains(senza_posto),
            "{senza_posto} is not in {detto}"
        );
    }
    let genera = nuovo.esegui(&["genera", "piano"]);
    assert!(genera.status.success(), "{}", testo(&genera.stderr));
}

#[test]
fn its_text_becomes_chapters_with_placeholders() {
    let (_cartella, nuovo, _) = da("piano.docx", &documento::docx(PIANO), &[]);
    let premessa = capitolo(&nuovo, "00-premessa.md");
    assert!(
        premessa.contains(r"usa \*asterischi\*, \[quadre\] e &#123;&#123; graffe &#125;&#125;."),
        "{premessa}"
    );
    assert!(premessa.contains(r"1\. Non è un elenco."), "{premessa}");
    let risorse = capitolo(&nuovo, "10-le-risorse.md");
    for atteso in [
        "# Le risorse\n",
        "## La spesa\n",
        "di {{ spesa.spesa_corrente_2025 }} euro, il {{ spesa.crescita_2025 }} in più",
        "gli addetti sono 2%",
        "{{ tabella(\"spesa\") }}",
        "[DA SCRIVERE: Figura 1",
        "| Anagrafe | Via Roma |",
    ] {
        assert!(risorse.contains(atteso), "{atteso} is not in {risorse}");
    }
    assert!(
        !risorse.contains("Tabella 1"),
        "a caption that the table prints"
    );
    let obiettivi = capitolo(&nuovo, "20-gli-obiettivi.md");
    let (strategico, suap) = (
        "{{ cruscotto(\"strategico\") }}",
        "{{ cruscotto(\"suap\") }}",
    );
    let posto = |cosa: &str| obiettivi.find(cosa).unwrap_or_else(|| panic!("no {cosa}"));
    assert!(posto(strategico) < posto(suap), "{obiettivi}");
    assert!(
        !obiettivi.contains("CRUSCOTTO"),
        "a cruscotto prints its own name"
    );
}

#[test]
fn writer_and_word_give_the_same_cycle() {
    let (_a, word, _) = da("piano.docx", &documento::docx(PIANO), &[]);
    let (_b, writer, _) = da("piano.odt", &documento::odt(PIANO), &[]);
    assert!(albero(&word.dati()) == albero(&writer.dati()));
}

#[test]
fn what_the_text_does_not_say_can_be_said() {
    let tabella = "\
# Servizio Tributi
| Indicatore | Target | Fonte |
| N. di avvisi | 3 | Registro |
";
    let documento = documento::docx(tabella);
    let opzioni = ["--ente", "Comune di Prova", "--anno", "2026"];
    let (_cartella, nuovo, _) = da("tributi.docx", &documento, &opzioni);
    let modello = nuovo.modello();
    assert_eq!(modello["ente"]["nome"], "Comune di Prova");
    assert_eq!(modello["anno"], 2026);
    assert_eq!(modello["cruscotti"][0]["righe"][0]["nome"], "N. di avvisi");
}

#[test]
fn what_is_no_piano_is_refused_and_nothing_is_written() {
    let cartella = tempfile::tempdir().expect("a folder");
    let nuovo = cartella.path().join("nuovo").to_string_lossy().into_owned();
    let senza_tabelle = documento::docx("# Premessa\nDel 2025-2027.\n");
    let senza_anni = documento::docx("| Indicatore | Target | Fonte |\n| N. | 3 | R |\n");
    for (byte, perche) in [
        (senza_tabelle, "«Indicatore»"),
        (senza_anni, "--anno"),
        (b"PK\x03\x04 no".to_vec(), "non si legge"),
    ] {
        let documento = cartella.path().join("piano.docx");
        fs::write(&documento, byte).expect("written");
        let documento = documento.to_string_lossy().into_owned();
        let detto = ciclo(&["nuovo", &nuovo, "--da", &documento]);
        assert_eq!(detto.status.code(), Some(2));
        let detto = testo(&detto.stderr);
        assert!(detto.contains(perche), "{perche} is not in {detto}");
        assert!(fs::metadata(&nuovo).is_err(), "nothing is written");
    }
}
