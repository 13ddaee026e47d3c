//! `ciclo nuovo --da`: next year's cycle out of this year's.

use std::fs;

use ciclo::cycle::interpreta;
use ciclo::model::ente::Oiv;
use serde_json::Value;

use crate::comune::{Ciclo, albero, testo};

/// The cycle of Bergamo and the one made from it, beside it.
fn successivo() -> (Ciclo, Ciclo, String) {
    di(Ciclo::bergamo(), &[])
}

/// A cycle and the one made from it, beside it, and what was said.
fn di(vecchio: Ciclo, opzioni: &[&str]) -> (Ciclo, Ciclo, String) {
    let prima = albero(&vecchio.dati());
    let nuovo = vecchio.uscita().join("prossimo");
    let nuovo = nuovo.to_string_lossy().into_owned();
    let dati = vecchio.dati().to_string_lossy().into_owned();
    let detto = crate::comune::ciclo(&[&["nuovo", &nuovo, "--da", &dati], opzioni].concat());
    assert!(detto.status.success(), "{}", testo(&detto.stderr));
    assert!(
        albero(&vecchio.dati()) == prima,
        "nothing of the old cycle changes"
    );
    let fatto = Ciclo::copia(nuovo.as_ref());
    (vecchio, fatto, testo(&detto.stdout))
}

#[test]
fn next_year_keeps_what_was_planned_and_is_a_draft_at_once() {
    let (vecchio, nuovo, _) = successivo();
    let genera = nuovo.esegui(&["genera", "piano"]);
    assert!(genera.status.success(), "{}", testo(&genera.stderr));
    assert!(testo(&genera.stdout).contains("piano-2023-2025.pdf"));
    let (prima, dopo) = (vecchio.modello(), nuovo.modello());
    assert_eq!(dopo["anno"], 2023);
    assert_eq!(
        dopo["documenti"]["piano"]["titolo"],
        "Piano della performance 2023-2025"
    );
    assert_eq!(
        dopo["documenti"]["relazione"]["titolo"],
        "Relazione sulla performance 2023"
    );
    let righe = |modello: &Value| -> Vec<Value> {
        let cruscotti = modello["cruscotti"].as_array().expect("cruscotti");
        cruscotti
            .iter()
            .flat_map(|c| c["righe"].as_array().expect("rows").clone())
            .collect()
    };
    let (prima, dopo) = (righe(&prima), righe(&dopo));
    assert_eq!(prima.len(), dopo.len());
    for (prima, dopo) in prima.iter().zip(&dopo) {
        for campo in [
            "nome",
            "obiettivo",
            "azione",
            "fonte",
            "di_sistema",
            "verso",
            "peso",
        ] {
            assert_eq!(prima[campo], dopo[campo], "{}", prima["nome"]);
        }
        for anno in ["2022", "2023", "2024"] {
            let dato = |riga: &Value| {
                let valore = &riga["atteso"][anno];
                // A year without a column and a blank cell say the same: nothing yet.
                if valore.is_null() || valore["tipo"] == "vuoto" {
                    return None;
                }
                Some((
                    valore["tipo"].clone(),
                    valore["valore"].clone(),
                    valore["operatore"].clone(),
                ))
            };
            assert_eq!(dato(prima), dato(dopo), "{} {anno}", prima["nome"]);
        }
        assert!(dopo["atteso"].get("2021").is_none() && dopo["consuntivo"].get("2021").is_none());
    }
}

#[test]
fn what_a_person_must_look_at_is_one_list() {
    let (_, nuovo, detto) = successivo();
    let elenco = fs::read_to_string(nuovo.dati().join("DA-RIVEDERE.md")).expect("the list");
    assert!(detto.contains(elenco.trim_end()), "it is printed too");
    for cosa in [
        "quadri/personale.xlsx",
        "[riferimenti] fabbisogno",
        "[documenti.piano]",
    ] {
        assert!(elenco.contains(cosa), "{cosa} is not in\n{elenco}");
    }
    let toml = fs::read_to_string(nuovo.dati().join("ciclo.toml")).expect("the settings");
    assert!(
        toml.starts_with("# Ciclo della performance 2023-2025"),
        "comments stay, years move"
    );
    assert!(
        !toml.contains("cella = \"D23\""),
        "exceptions of cells that moved are gone"
    );
    let tolte = voci(&elenco, "Deroghe che non trovano più niente");
    assert!(
        tolte
            .iter()
            .any(|una| una.contains("campo «consuntivo 2021»")),
        "and told: {tolte:?}"
    );
    assert!(
        toml.contains("voce = \"B1\""),
        "those that still accept something stay"
    );
    let verifica = nuovo.esegui(&["verifica"]);
    let verifica = testo(&verifica.stdout);
    assert!(!verifica.contains("deroga-inutilizzata"), "{verifica}");
}

/// The entries of the list under a heading.
fn voci(elenco: &str, titolo: &str) -> Vec<String> {
    let sezione = elenco.split("\n## ").find(|s| s.starts_with(titolo));
    let righe = sezione.into_iter().flat_map(str::lines);
    righe
        .filter_map(|riga| riga.strip_prefix("- "))
        .map(str::to_owned)
        .collect()
}

/// A cycle with what makes twelve things to look at once a service is split, and as many that only
/// look like it.
fn con_dodici_cose() -> Ciclo {
    const TESTATA: &str = "Azione;Indicatore;Risultato Atteso 2027;Risultato Consuntivo 2027;\
                           Risultato Atteso 2028;Fonte del dato;Verso\n";
    let ciclo = Ciclo::base("comune-esempio");
    let strategico = "1.1 Servizi educativi per tutti\n\
                      Ampliare il nido;Posti al nido;66;70;68;Registro;\n\
                      Ampliare il nido;Orari lunghi;SI;SI;SI;Registro;\n\
                      1.2 Pratiche senza coda\n\
                      Rete;Pratiche in linea;75%;74%;;Protocollo;\n\
                      2.1 Strade e scuole sicure\n\
                      Strade;Chilometri rifatti;5;5;5;Contabilità;\n";
    ciclo.scrivi("cruscotti/comune.csv", format!("{TESTATA}{strategico}"));
    let persona = "1.2 Pratiche senza coda\n\
                   Rete;Pratiche in linea;75%;74%;;Protocollo;\n\
                   Rete;Giorni medi di attesa;12;9;≤ 10;Protocollo;decrescente\n\
                   Rete;Reclami;10;12;8;Protocollo;decrescente\n\
                   Rete;Sportelli aperti;3;3;;Protocollo;\n\
                   Rete;Carte dei servizi;2;2;-;Protocollo;\n";
    ciclo.scrivi(
        "servizi/servizi-alla-persona.csv",
        format!("{TESTATA}{persona}"),
    );
    let lavori = "2.1 Strade e scuole sicure\n\
                  Strade;Chilometri rifatti;5;5;5;Contabilità;\n\
                  Scuole;Edifici controllati;80%;90%;85%;Contabilità;\n\
                  Scuole;Collaudi;4;4;;Contabilità;\n";
    ciclo.scrivi("servizi/lavori-pubblici.csv", format!("{TESTATA}{lavori}"));
    ciclo.scrivi(
        "testi/piano/10-contesto.md",
        "# Il 2027 in breve\n\n\
         Nel 2026 il paese è cresciuto.\n\n\
         Le entrate sono salite del 12,5% in un anno.\n\n\
         Al nido sono iscritti 340 bambini.\n\n\
         Il Piano copre il triennio 2027-2029.\n\n\
         Il Piano attua il D.Lgs. 150/2009 e la legge 6 novembre 2012, n. 190; l’art. 24 e la \
         delibera n. 41/2026 restano.\n\n\
         L’Agenda 2030 ha 17 obiettivi; il programma 2024-2030 è a metà.\n\n\
         Si risponde entro 30 giorni; sono {{ conteggi.indicatori }} gli indicatori.\n",
    );
    ciclo
}

#[test]
fn the_list_holds_the_twelve_things_and_nothing_else() {
    let vecchio = con_dodici_cose();
    vecchio.togli("progetti/scuole-sicure.csv");
    let divisi = [
        "--gia",
        "Strade=lavori-pubblici",
        "--gia",
        "Scuole=lavori-pubblici",
    ];
    let (_, nuovo, _) = di(vecchio, &divisi);
    let elenco = fs::read_to_string(nuovo.dati().join("DA-RIVEDERE.md")).expect("the list");
    let attesi: [(&str, &[&str]); 4] = [
        ("Servizi rinominati", &["«Strade»", "«Scuole»"]),
        (
            "Indicatori senza risultato atteso",
            &["«Pratiche in linea»", "«Collaudi»", "«Sportelli aperti»"],
        ),
        (
            "Risultati attesi inferiori",
            &[
                "«Posti al nido»",
                "«Giorni medi di attesa»",
                "«Edifici controllati»",
            ],
        ),
        ("Testi con cifre", &["2026", "12,5%", "340", "2027"]),
    ];
    for (titolo, cose) in attesi {
        let voci = voci(&elenco, titolo);
        assert_eq!(voci.len(), cose.len(), "{titolo} in\n{elenco}");
        for cosa in cose {
            assert!(voci.iter().any(|v| v.contains(cosa)), "{cosa} in {voci:?}");
        }
    }
    // What is left is what the roll-over itself emptied or did not touch.
    let altre: Vec<&str> = elenco
        .lines()
        .filter(|r| r.starts_with("- "))
        .skip(12)
        .collect();
    assert_eq!(
        altre,
        [
            "- quadri/personale.csv",
            "- serie/abitanti.csv",
            "- [documenti.piano] data, e delibera quando è approvato",
            "- [documenti.relazione] data, e delibera quando è approvato",
        ]
    );
}

#[test]
fn services_that_became_others_are_known_for_what_they_were() {
    let eredi = [
        "--gia",
        "Servizi al paese=servizi-alla-persona,lavori-pubblici",
    ];
    let (vecchio, nuovo, _) = di(con_dodici_cose(), &eredi);
    let genera = nuovo.esegui(&["genera", "piano"]);
    assert!(genera.status.success(), "{}", testo(&genera.stderr));
    let modello = nuovo.modello();
    let cruscotti = modello["cruscotti"].as_array().expect("cruscotti");
    let ids: Vec<&str> = cruscotti.iter().filter_map(|c| c["id"].as_str()).collect();
    assert_eq!(ids, ["comune", "servizi-al-paese"]);
    let gia = serde_json::json!(["servizi-alla-persona", "lavori-pubblici"]);
    assert_eq!(cruscotti[1]["gia"], gia);
    let righe = cruscotti[1]["righe"].as_array().expect("rows");
    assert_eq!(righe.len(), 8, "the rows of both");
    let cartelle = [vecchio.dati(), nuovo.dati()].map(|d| d.to_string_lossy().into_owned());
    let opzioni = ["confronta", &cartelle[0], &cartelle[1], "--formato", "json"];
    let detto = crate::comune::ciclo(&opzioni);
    let detto: Value = serde_json::from_slice(&detto.stdout).expect("JSON");
    let differenze = detto["differenze"].as_array().expect("differences");
    let di_tipo = |tipo: &str, campo: &str| {
        let sue = differenze
            .iter()
            .filter(|d| d["tipo"] == tipo && d["campo"] == campo);
        sue.filter(|d| d["cruscotto"] == "servizi-al-paese").count()
    };
    assert_eq!(di_tipo("rinominato", "nome"), 2, "{differenze:#?}");
    let persi = differenze.iter().filter(|d| {
        let riga = d["indicatore"].is_string() && d["campo"].is_null();
        riga && ["tolto", "aggiunto"].iter().any(|tipo| d["tipo"] == *tipo)
    });
    assert_eq!(
        persi.count(),
        0,
        "no row is lost, none is new: {differenze:#?}"
    );
}

#[test]
fn an_heir_of_nobody_is_refused() {
    let vecchio = Ciclo::base("comune-esempio");
    let dati = vecchio.dati().to_string_lossy().into_owned();
    let nuovo = vecchio.uscita().join("prossimo");
    let nuovo = nuovo.to_string_lossy().into_owned();
    for (gia, detto) in [
        (
            "Strade=lavori-publici",
            "forse volevi scrivere «lavori-pubblici»",
        ),
        ("Comune=lavori-pubblici", "due cruscotti «comune»"),
        ("Strade", "Nome nuovo=vecchio-id"),
    ] {
        let uscita = crate::comune::ciclo(&["nuovo", &nuovo, "--da", &dati, "--gia", gia]);
        let stderr = testo(&uscita.stderr);
        assert_eq!(uscita.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(detto), "{stderr}");
        assert!(!std::path::Path::new(&nuovo).exists());
    }
}

/// What the OIV said of one Relazione is never printed under the next.
#[test]
fn the_judgements_of_the_year_that_is_over_stay_there() {
    let vecchio = Ciclo::bergamo();
    let oiv = |ciclo: &Ciclo| {
        let toml = fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("the settings");
        let (impostazioni, _) = interpreta(&toml).expect("settings");
        impostazioni.oiv.expect("what the OIV says")
    };
    let prima = oiv(&vecchio);
    assert!(prima.esito.is_some() && !prima.criteri.is_empty());
    let (_, nuovo, _) = di(vecchio, &[]);
    let solo_l_organo = Oiv {
        organo: prima.organo,
        ..Oiv::default()
    };
    assert_eq!(oiv(&nuovo), solo_l_organo);
    let elenco = fs::read_to_string(nuovo.dati().join("DA-RIVEDERE.md")).expect("the list");
    for voce in ["- [oiv] esito e giudizi", "- [pagina] le promesse"] {
        assert!(elenco.contains(voce), "{elenco}");
    }
}

#[test]
fn no_heading_title_or_date_of_the_old_year_is_left() {
    let vecchio = Ciclo::bergamo();
    let capitolo = "# Gli obiettivi del 2022\n\nCome si legge sotto.\n\n## Dal 2021 al 2024\n";
    vecchio.scrivi("testi/piano/95-obiettivi-2022.md", capitolo);
    let (_, nuovo, _) = di(vecchio, &[]);
    let file = albero(&nuovo.dati());
    let capitolo = testo(&file["testi/piano/95-obiettivi-2023.md"]);
    assert!(
        capitolo.starts_with("# Gli obiettivi del 2023\n"),
        "{capitolo}"
    );
    assert!(capitolo.contains("## Dal 2022 al 2025"), "{capitolo}");
    let modello = nuovo.modello();
    for documento in ["piano", "relazione"] {
        let documento = &modello["documenti"][documento];
        let titolo = documento["titolo"].as_str().expect("a title");
        assert!(
            !titolo.contains("2021") && !titolo.contains("2022"),
            "{titolo}"
        );
        let data = documento["data"].as_str().expect("a date");
        assert!(data > "2022-12-31", "{data}");
        assert!(documento["delibera"].is_null() && documento["bozza"] == true);
    }
    for cruscotto in modello["cruscotti"].as_array().expect("cruscotti") {
        for riga in cruscotto["righe"].as_array().expect("rows") {
            let anni = |campo: &str| -> Vec<&String> {
                riga[campo].as_object().expect("years").keys().collect()
            };
            assert_eq!(anni("atteso"), ["2022", "2023", "2024", "2025"]);
            assert_eq!(anni("consuntivo"), ["2022"]);
        }
    }
}

#[test]
fn all_that_is_not_of_one_year_goes_over() {
    let vecchio = Ciclo::base("comune-esempio");
    let servizio = "Azione;Indicatore;Risultato Atteso 2027;Risultato Atteso 2028;Fonte del dato;\
                    Unità di misura;Formula;Baseline;Anno baseline;Tipologia;Dimensione;\
                    Stakeholder;Programma;Scadenza;Nota pubblica;Note;Criticità;\
                    Causa dello scostamento\n\
                    1.1 Servizi educativi per tutti\n\
                    Nido;Posti a mensa;50;60;Registro;posti;A / B;40;2024;efficacia;quantità;\
                    famiglie;0401;31/12/2028;dato di ottobre;chiedere a scuola;muri;gara\n\
                    Nido;Ore di apertura;9;10;Registro;;;;;;;;;31/12/2027;;;;\n\
                    * I posti comprendono quelli convenzionati.\n";
    vecchio.scrivi("servizi/servizi-alla-persona.csv", servizio);
    let (vecchio, nuovo, _) = di(vecchio, &[]);
    let righe = |ciclo: &Ciclo| -> (Value, Vec<Value>) {
        let modello = ciclo.modello();
        let cruscotti = modello["cruscotti"].as_array().expect("cruscotti");
        let suo = cruscotti.iter().find(|c| c["id"] == "servizi-alla-persona");
        let suo = suo.expect("the service").clone();
        (
            suo["note"].clone(),
            suo["righe"].as_array().expect("rows").clone(),
        )
    };
    let ((note_prima, prima), (note, dopo)) = (righe(&vecchio), righe(&nuovo));
    for campo in [
        "unita_misura",
        "formula",
        "tipologia",
        "dimensione",
        "stakeholder",
        "programma",
        "nota_pubblica",
        "note",
    ] {
        assert!(prima[0][campo].is_string(), "{campo}");
        assert_eq!(prima[0][campo], dopo[0][campo], "{campo}");
    }
    assert_eq!(dopo[0]["baseline"]["anno"], 2024);
    assert_eq!(dopo[0]["baseline"]["valore"]["valore"], "40");
    assert_eq!(dopo[0]["scadenza"]["valore"], "2028-12-31");
    assert!(
        dopo[1].get("scadenza").is_none(),
        "a deadline that is past is emptied"
    );
    for campo in ["criticita", "causa"] {
        assert!(dopo[0].get(campo).is_none(), "{campo} is of one year");
    }
    assert_eq!(note_prima, note, "footnotes stay");
}

#[test]
fn schede_of_people_go_over_without_their_marks() {
    let vecchio = Ciclo::base("minimo");
    vecchio.scrivi(
        "assegnazioni/promozione.csv",
        "Collaboratore;Indicatore;Peso;Comportamento;Peso;Punteggio\n\
         Istruttore 1;N. di eventi;60;Precisione;100;77,7\n;Gradimento;40;;;\n",
    );
    let (_, nuovo, detto) = di(vecchio, &[]);
    let scheda = nuovo.dati().join("assegnazioni/promozione.xlsx");
    let scheda = crate::comune::ciclo(&["testo", &scheda.to_string_lossy()]);
    let scheda = testo(&scheda.stdout);
    for parte in ["Istruttore 1", "N. di eventi", "Gradimento", "Precisione"] {
        assert!(scheda.contains(parte), "no «{parte}» in {scheda}");
    }
    assert!(!scheda.contains("77"), "{scheda}");
    assert!(detto.contains("assegnazioni/promozione.xlsx") && !detto.contains("Istruttore"));
    let verifica = nuovo.esegui(&["verifica"]);
    assert!(!testo(&verifica.stdout).contains("[assegnazione"));
}
