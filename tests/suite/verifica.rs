//! `ciclo verifica` as a person and a program see it, and what it finds in the published Piano of
//! Bergamo.

use std::process::Output;

use crate::comune::{Ciclo, testo};
use serde_json::Value;

fn json(ciclo: &Ciclo) -> Value {
    let uscita = ciclo.esegui(&["verifica", "--formato", "json"]);
    serde_json::from_slice(&uscita.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", testo(&uscita.stderr)))
}

fn diagnosi(rapporto: &Value) -> &Vec<Value> {
    rapporto["diagnosi"].as_array().expect("a list")
}

fn esito(uscita: &Output) -> i32 {
    uscita.status.code().expect("an exit code")
}

/// `file!cell` of every place.
fn luoghi(d: &Value) -> Vec<String> {
    let parola = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let luoghi = d["luoghi"].as_array().into_iter().flatten();
    luoghi
        .map(|l| format!("{}!{}", parola(&l["file"]), parola(&l["cella"])))
        .collect()
}

#[test]
fn the_slips_of_the_published_piano_are_found_in_their_cells() {
    let rapporto = json(&Ciclo::bergamo());
    let personale = "quadri/personale.xlsx";
    // Code, cell to mend, what is there, what was expected: counted by hand.
    let somme = [
        ("G5", "35", "34"),
        ("H5", "11", "12"),
        ("G6", "12", "13"),
        ("H6", "4", "3"),
        ("G7", "5", "6"),
        ("H7", "3", "2"),
        ("G8", "1", "2"),
        ("H8", "2", "1"),
        ("G9", "70", "66"),
        ("G9", "70", "68"),
        ("H9", "21", "25"),
        ("H9", "21", "23"),
    ];
    let mut attesi: Vec<(&str, String, &str, &str)> = somme
        .iter()
        .map(|(cella, trovato, atteso)| {
            (
                "somma-errata",
                format!("{personale}!{cella}"),
                *trovato,
                *atteso,
            )
        })
        .collect();
    let altri = [
        (
            "percentuale-errata",
            "quadri/partecipazioni.xlsx!D4",
            "48,83%",
            "59,05%",
        ),
        (
            "percentuale-errata",
            "quadri/partecipazioni.xlsx!D14",
            "45,35%",
            "45,15%",
        ),
        (
            "obiettivo-discordante",
            "servizi/affari-generali.xlsx!A5",
            "1.2",
            "1.1",
        ),
        (
            "atteso-discordante",
            "servizi/regolazione-mercato.xlsx!E23",
            "31/10/2022",
            "100%",
        ),
        (
            "atteso-discordante",
            "servizi/risorse-umane.xlsx!C23",
            "100%",
            "-",
        ),
        (
            "tipo-discordante",
            "servizi/comunicazione-studi.xlsx!D19",
            "SI",
            "5%",
        ),
    ];
    attesi.extend(
        altri.map(|(codice, luogo, trovato, atteso)| (codice, luogo.to_owned(), trovato, atteso)),
    );
    for (codice, luogo, trovato, atteso) in attesi {
        let c_e = diagnosi(&rapporto).iter().any(|d| {
            d["codice"] == codice
                && luoghi(d)[0] == luogo
                && d["trovato"] == trovato
                && d["atteso"] == atteso
        });
        assert!(c_e, "{codice} in {luogo}: {trovato} for {atteso}");
    }
    let con = |codice: &str| {
        diagnosi(&rapporto)
            .iter()
            .filter(|d| d["codice"] == codice)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        con("somma-errata").len(),
        12,
        "the four columns of the bilancio hold"
    );
    assert_eq!(con("percentuale-errata").len(), 2);
    let simili = con("nome-simile");
    assert!(simili.len() <= 10, "{} like names", simili.len());
    for scritto in ["Cruscoati Tempi di lavorazione", "Infocamera."] {
        let trovato = |d: &&&Value| d["trovato"].as_str().is_some_and(|t| t.ends_with(scritto));
        assert!(simili.iter().any(|d| trovato(&d)), "{scritto}");
    }
    let soli = con("indicatore-senza-servizio");
    assert!(
        soli.iter()
            .any(|d| luoghi(d) == ["cruscotti/segretario-generale.xlsx!B10"])
    );
}

#[test]
fn the_published_slips_are_accepted_and_said() {
    let ciclo = Ciclo::bergamo();
    let rapporto = json(&ciclo);
    assert_eq!(
        (
            &rapporto["conteggi"]["errore"],
            &rapporto["conteggi"]["avviso"]
        ),
        (&0.into(), &0.into())
    );
    let accettate = diagnosi(&rapporto)
        .iter()
        .filter(|d| !d["deroga"].is_null())
        .count();
    assert!(accettate > 30, "{accettate}");
    let uscita = ciclo.esegui(&["genera", "piano"]);
    assert_eq!(esito(&uscita), 0);
    let detto = testo(&uscita.stderr);
    assert!(detto.contains("0 errori, 0 avvisi"), "{detto}");
    assert!(
        detto.contains(&format!("{accettate} scarti accettati")),
        "{detto}"
    );
    assert!(detto.contains("12 somma-errata"), "{detto}");
}

#[test]
fn an_exception_lets_an_error_pass_and_policy_makes_one() {
    let ciclo = Ciclo::base("minimo");
    ciclo.cambia(
        "servizi/promozione.csv",
        "N. di eventi;3;4;3",
        "N. di eventi;3;4;5",
    );
    assert_eq!(
        esito(&ciclo.esegui(&["verifica"])),
        0,
        "an avviso does not block"
    );
    let toml = std::fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("settings");
    ciclo.scrivi(
        "ciclo.toml",
        format!("{toml}\n[verifica]\natteso-discordante = \"errore\"\n"),
    );
    assert_eq!(esito(&ciclo.esegui(&["verifica"])), 1);
    assert_eq!(esito(&ciclo.esegui(&["genera", "piano"])), 1);
    let deroga = "deroghe = [{ codice = \"atteso-discordante\", file = \"servizi/promozione.csv\", motivo = \"deciso in Giunta\" }]";
    ciclo.scrivi(
        "ciclo.toml",
        format!("{toml}\n[verifica]\natteso-discordante = \"errore\"\n{deroga}\n"),
    );
    let rapporto = json(&ciclo);
    assert_eq!(rapporto["conteggi"]["errore"], 0);
    assert!(
        diagnosi(&rapporto)
            .iter()
            .any(|d| d["deroga"] == "deciso in Giunta" && d["livello"] == "errore")
    );
    assert_eq!(esito(&ciclo.esegui(&["verifica"])), 0);
    assert_eq!(esito(&ciclo.esegui(&["genera", "piano"])), 0);
}

#[test]
fn bad_exceptions_are_refused_or_reported() {
    let ciclo = Ciclo::base("minimo");
    let toml = std::fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("settings");
    let con = |deroga: &str| {
        ciclo.scrivi(
            "ciclo.toml",
            format!("{toml}\n[[verifica.deroghe]]\n{deroga}\n"),
        );
        let uscita = ciclo.esegui(&["verifica"]);
        (
            esito(&uscita),
            testo(&uscita.stdout) + &testo(&uscita.stderr),
        )
    };
    let (codice, detto) = con("codice = \"somma-sbagliata\"\nfile = \"x\"\nmotivo = \"y\"");
    assert_eq!(codice, 2);
    assert!(
        detto.contains("il valore «somma-sbagliata» non è ammesso"),
        "{detto}"
    );
    let (codice, detto) =
        con("codice = \"somma-errata\"\nfile = \"servizi/promozione.csv\"\nmotivo = \" \"");
    assert_eq!(codice, 1);
    assert!(detto.contains("una deroga non dice il motivo"), "{detto}");
    let (codice, detto) =
        con("codice = \"somma-errata\"\nfile = \"servizi/promozione.csv\"\nmotivo = \"y\"");
    assert_eq!(codice, 0);
    assert!(
        detto.contains("[deroga-inutilizzata]") && detto.contains("riga 20"),
        "{detto}"
    );
    let (codice, detto) = con("codice = \"somma-errata\"\nfile = \"x\"");
    assert_eq!(codice, 2);
    assert!(detto.contains("manca la chiave «motivo»"), "{detto}");
}

#[test]
fn the_json_is_what_its_schema_says() {
    let ciclo = Ciclo::bergamo();
    let schema = ciclo.esegui(&["verifica", "--schema"]);
    let schema: Value = serde_json::from_slice(&schema.stdout).expect("JSON");
    let valido = jsonschema::validator_for(&schema).expect("a schema");
    let rapporto = json(&ciclo);
    let errori: Vec<String> = valido
        .iter_errors(&rapporto)
        .map(|errore| errore.to_string())
        .collect();
    assert!(errori.is_empty(), "{errori:?}");
    assert_eq!(rapporto["schema"], "ciclo/verifica/1");
    let mut rotto = rapporto.clone();
    rotto["diagnosi"][0]["codice"] = "somma-sbagliata".into();
    assert!(
        !valido.is_valid(&rotto),
        "a schema that lets anything pass says nothing"
    );
}

#[test]
fn one_service_at_a_time() {
    let ciclo = Ciclo::bergamo();
    let di = |nome: &str| {
        let uscita = ciclo.esegui(&["verifica", "--formato", "json", "--solo", nome]);
        serde_json::from_slice::<Value>(&uscita.stdout).expect("JSON")
    };
    let per_id = di("affari-generali");
    assert_eq!(per_id, di("servizio AFFARI generali"), "by id or by name");
    assert!(!diagnosi(&per_id).is_empty());
    for d in diagnosi(&per_id) {
        assert!(
            luoghi(d)
                .iter()
                .any(|l| l.starts_with("servizi/affari-generali.xlsx!")),
            "{d}"
        );
    }
    let uscita = ciclo.esegui(&["verifica", "--solo", "affari-general"]);
    assert_eq!(esito(&uscita), 2);
    assert!(
        testo(&uscita.stderr).contains("Forse volevi scrivere «affari-generali»"),
        "{}",
        testo(&uscita.stderr)
    );
}

#[test]
fn a_code_is_explained_or_the_nearest_one_offered() {
    let ciclo = Ciclo::base("minimo");
    let uscita = ciclo.esegui(&["verifica", "--spiega", "somma-errata"]);
    assert_eq!(esito(&uscita), 0);
    let detto = testo(&uscita.stdout);
    for parte in [
        "somma-errata",
        "Perché conta",
        "Come si corregge",
        "Esempio",
    ] {
        assert!(detto.contains(parte), "{parte}");
    }
    let uscita = ciclo.esegui(&["verifica", "--spiega", "soma-errata"]);
    assert_eq!(esito(&uscita), 2);
    assert!(testo(&uscita.stderr).contains("«somma-errata»"));
}

#[test]
fn the_terminal_shows_the_row_and_its_cells_in_lines_that_fit() {
    let detto = testo(&Ciclo::bergamo().esegui(&["verifica"]).stdout);
    assert!(!detto.contains('\u{1b}'), "no colours in a pipe");
    assert!(detto.contains("│ ▸G5: 35 ▸C5: 26 ▸E5: 8"), "{detto}");
    let inizio = |parola: &str| detto.find(parola).unwrap_or_else(|| panic!("no {parola}"));
    assert!(inizio("Personale!G5") < inizio("Personale!G6"));
    assert!(inizio("cruscotti/strategico.xlsx\n") < inizio("servizi/affari-generali.xlsx\n"));
    let ultima = detto.lines().last().unwrap_or_default();
    assert!(ultima.contains("scarti accettati"), "{ultima}");
    // Only a word that cannot be broken may stick out.
    let lunga = detto
        .lines()
        .find(|r| r.chars().count() > 100 && r[17..].trim().contains(' '));
    assert_eq!(lunga, None);
}

#[test]
fn the_page_has_a_section_for_each_service_and_takes_nothing_as_code() {
    let ciclo = Ciclo::base("minimo");
    ciclo.cambia(
        "servizi/promozione.csv",
        "N. di eventi;3;4;3",
        "<script>alert(1)</script>;3;4;",
    );
    ciclo.scrivi(
        "servizi/studi.csv",
        "Indicatore;Risultato Atteso 2022\n1.1 Territorio\nN. di studi;2\n",
    );
    let uscita = ciclo.esegui(&["verifica", "--formato", "html"]);
    assert_eq!(esito(&uscita), 0);
    let pagina = testo(&uscita.stdout);
    assert!(pagina.starts_with("<!DOCTYPE html>") && pagina.contains("<html lang=\"it\">"));
    for parte in [
        "<section id=\"promozione\"",
        "<section id=\"studi\"",
        "Nessuna segnalazione",
        "atteso-mancante",
    ] {
        assert!(pagina.contains(parte), "{parte}");
    }
    assert!(
        pagina.contains("&lt;script&gt;alert(1)"),
        "the row's own text, as text"
    );
    assert!(!pagina.contains("<script"), "no script at all");
    let posto = |che: &str| {
        pagina
            .find(che)
            .unwrap_or_else(|| panic!("{che}: {pagina}"))
    };
    assert!(posto("id=\"da-correggere\"") < posto("id=\"da-guardare\""));
    let sola = testo(
        &ciclo
            .esegui(&["verifica", "--formato", "html", "--solo", "promozione"])
            .stdout,
    );
    assert!(sola.contains("id=\"promozione\"") && !sola.contains("id=\"studi\""));
}

#[test]
fn a_template_of_its_own_wins_and_a_broken_one_is_an_error() {
    let ciclo = Ciclo::base("minimo");
    ciclo.scrivi(
        "modelli/verifica/verifica.html",
        "<p>{{ ente }}: {{ sezioni | length }}</p>",
    );
    assert_eq!(
        testo(&ciclo.esegui(&["verifica", "--formato", "html"]).stdout).trim(),
        "<p>Ente di prova: 3</p>"
    );
    ciclo.scrivi("modelli/verifica/verifica.html", "<p>{{ enti }}</p>");
    let uscita = ciclo.esegui(&["verifica", "--formato", "html"]);
    assert_eq!(esito(&uscita), 2);
    assert!(testo(&uscita.stderr).contains("verifica/verifica.html"));
}
