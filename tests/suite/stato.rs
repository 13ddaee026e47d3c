//! `ciclo stato`: what each service has handed in, for a terminal, for a program, as a page.

use serde_json::Value;

use crate::comune::{Ciclo, testo};

/// One service has a blank target and a blank result, and a name that is no markup.
fn ciclo() -> Ciclo {
    let ciclo = Ciclo::base("comune-esempio");
    let servizio = "servizi/servizi-alla-persona.csv";
    ciclo.cambia(
        servizio,
        "Famiglie ascoltate;100;110;120",
        "Famiglie ascoltate;100;;",
    );
    let nome = "Settore Servizi alla persona";
    ciclo.cambia(
        "ciclo.toml",
        &format!("nome = \"{nome}\"\n"),
        "nome = \"<b>Persona</b>\"\n",
    );
    ciclo
}

fn json(ciclo: &Ciclo, al: &str) -> Value {
    let detto = ciclo.esegui(&["stato", "--al", al, "--formato", "json"]);
    assert!(detto.status.success(), "{}", testo(&detto.stderr));
    serde_json::from_slice(&detto.stdout).expect("JSON")
}

fn di<'a>(stato: &'a Value, id: &str) -> &'a Value {
    let cruscotti = stato["cruscotti"].as_array().expect("cruscotti");
    cruscotti
        .iter()
        .find(|c| c["id"] == id)
        .expect("the service")
}

#[test]
fn each_service_has_its_counts() {
    let stato = json(&ciclo(), "2027-01-15");
    assert_eq!(stato["schema"], "ciclo/stato/1");
    assert_eq!(
        (&stato["anno"], &stato["anno_relazione"]),
        (&2027.into(), &2026.into())
    );
    let persona = di(&stato, "servizi-alla-persona");
    let fatto = |compilati: u64, chiesti: u64| serde_json::json!({"compilati": compilati, "chiesti": chiesti});
    assert_eq!(persona["attesi"], fatto(2, 3));
    assert_eq!(persona["consuntivi"], fatto(2, 3));
    assert_eq!(persona["in_ritardo"], serde_json::json!([]));
    let lavori = di(&stato, "lavori-pubblici");
    assert_eq!(lavori["attesi"], fatto(2, 2));
    assert_eq!(lavori["problemi"]["errori"], 0);
}

#[test]
fn the_json_is_what_its_schema_says() {
    let ciclo = ciclo();
    let schema = ciclo.esegui(&["stato", "--schema"]);
    let schema: Value = serde_json::from_slice(&schema.stdout).expect("JSON");
    let valido = jsonschema::validator_for(&schema).expect("a schema");
    let mut stato = json(&ciclo, "2027-01-15");
    let errori: Vec<String> = valido
        .iter_errors(&stato)
        .map(|errore| errore.to_string())
        .collect();
    assert_eq!(errori, [""; 0]);
    stato["cruscotti"][0]["attesi"] = "2 su 3".into();
    assert!(!valido.is_valid(&stato), "a schema that lets anything pass");
}

#[test]
fn what_is_past_its_day_is_late() {
    let ciclo = ciclo();
    let tardi = |al: &str| {
        let stato = json(&ciclo, al);
        assert_eq!(
            di(&stato, "lavori-pubblici")["in_ritardo"],
            serde_json::json!([])
        );
        di(&stato, "servizi-alla-persona")["in_ritardo"].clone()
    };
    assert_eq!(tardi("2027-01-31"), serde_json::json!([]));
    assert_eq!(tardi("2027-02-01"), serde_json::json!(["attesi"]));
    assert_eq!(
        tardi("2027-07-01"),
        serde_json::json!(["attesi", "consuntivi"])
    );
}

#[test]
fn a_form_that_came_back_is_counted_and_the_others_are_asked_for() {
    let ciclo = ciclo();
    let uscita = ciclo.uscita().to_string_lossy().into_owned();
    let moduli = ["moduli", "monitoraggio", "--al", "2027-06-30", "--solo"];
    let moduli = ciclo.esegui(&[&moduli[..], &["lavori-pubblici", "--uscita", &uscita]].concat());
    let modulo = testo(&moduli.stdout).trim().to_owned();
    ciclo.esegui(&["raccogli", &modulo]);
    let stato = json(&ciclo, "2027-07-01");
    let lavori = di(&stato, "lavori-pubblici");
    // Two indicators and an activity.
    let atteso = serde_json::json!({"compilati": 0, "chiesti": 3});
    assert_eq!(lavori["monitoraggi"]["2027-06-30"], atteso);
    assert_eq!(
        lavori["in_ritardo"],
        serde_json::json!(["monitoraggio 2027-06-30"])
    );
    let persona = di(&stato, "servizi-alla-persona");
    assert_eq!(persona["monitoraggi"]["2027-06-30"], Value::Null);
    let detto = ciclo.esegui(&["stato", "--al", "2027-07-01"]);
    let detto = testo(&detto.stdout);
    assert!(detto.contains("al 30/06/2027 non consegnato"), "{detto}");
    let pagina = ciclo.esegui(&["stato", "--al", "2027-07-01", "--formato", "html"]);
    let pagina = testo(&pagina.stdout);
    assert!(pagina.contains("30/06/2027: non consegnato"), "{pagina}");
    assert!(pagina.contains("30/06/2027: 0 su 3"), "{pagina}");
}

#[test]
fn on_a_terminal_it_is_a_line_a_service() {
    let detto = ciclo().esegui(&["stato", "--al", "2027-02-15"]);
    let detto = testo(&detto.stdout);
    let riga = |nome: &str| {
        let mut righe = detto.lines().filter(|riga| riga.starts_with(nome));
        righe
            .next()
            .unwrap_or_else(|| panic!("no {nome} in\n{detto}"))
    };
    let persona = riga("<b>Persona</b>");
    for parte in [
        "attesi 2027 2/3",
        "consuntivi 2026 2/3",
        "IN RITARDO: attesi",
    ] {
        assert!(persona.contains(parte), "no «{parte}» in {persona}");
    }
    assert!(!riga("Settore Lavori pubblici").contains("RITARDO"));
    assert!(detto.trim_end().ends_with("in ritardo."), "{detto}");
    assert!(!detto.contains("Nessuno"), "{detto}");
}

#[test]
fn as_a_page_it_stands_on_its_own() {
    let detto = ciclo().esegui(&["stato", "--al", "2027-02-15", "--formato", "html"]);
    let pagina = testo(&detto.stdout);
    assert!(pagina.starts_with("<!doctype html>") && pagina.contains("lang=\"it\""));
    assert!(pagina.contains("&lt;b&gt;Persona"), "a name is no markup");
    assert!(!pagina.contains("<b>Persona"));
    assert!(pagina.contains("2 su 3") && pagina.contains("class=\"ritardo\">attesi"));
    for altrove in ["<link", "<script", "src="] {
        assert!(!pagina.contains(altrove), "{altrove}");
    }
}
