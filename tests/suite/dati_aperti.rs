//! What is published, as those who use it see it: tables, catalogue and page against the model, and
//! nothing live in any.

use std::collections::{BTreeMap, BTreeSet};

use crate::comune::pubblicazione::{
    BERGAMO, BERGAMO_INTERA, DUE_ANNI, OSTILE, anno, due_anni, json, ostile, pubblica, sciolto,
    sha256, testo,
};
use crate::comune::{Albero, albero};
use oxrdf::{Graph, NamedNode, NamedOrBlankNode, Term, Triple};
use serde_json::Value;

fn tabelle(albero: &Albero) -> impl Iterator<Item = &String> {
    albero.keys().filter(|nome| nome.ends_with(".csv"))
}

fn righe(csv: &str) -> Vec<Vec<String>> {
    let mut lettore = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    lettore
        .records()
        .map(|riga| riga.expect("RFC 4180").iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn every_table_is_as_its_csvw_metadata_say() {
    for albero in [&*BERGAMO, &*OSTILE] {
        for nome in tabelle(albero) {
            let metadati = json(albero, &format!("{nome}-metadata.json"));
            assert_eq!(metadati["@context"][0], "http://www.w3.org/ns/csvw");
            assert_eq!(metadati["url"], nome.rsplit('/').next().expect("a name"));
            assert!(
                metadati["rdfs:comment"]
                    .as_str()
                    .is_some_and(|nota| nota.contains("apostrofo")),
                "{nome}"
            );
            let righe = righe(testo(albero, nome));
            let schema = &metadati["tableSchema"];
            let colonne = schema["columns"].as_array().expect("columns");
            let nomi: Vec<&str> = colonne
                .iter()
                .map(|c| c["name"].as_str().expect("a name"))
                .collect();
            assert_eq!(righe[0], nomi, "{nome}");
            let distinti: BTreeSet<&str> = nomi.iter().copied().collect();
            assert_eq!(distinti.len(), nomi.len(), "{nome}: names are unique");
            assert!(
                nomi.iter()
                    .all(|nome| nome.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
            );
            for riga in &righe[1..] {
                for (cella, colonna) in riga.iter().zip(colonne) {
                    assert!(vale(cella, colonna), "{nome}: «{cella}» in {colonna}");
                }
            }
            let chiave = schema["primaryKey"].as_array().expect("a key");
            let posti: Vec<usize> = chiave
                .iter()
                .map(|c| nomi.iter().position(|nome| c == nome).expect("a column"))
                .collect();
            let chiavi: BTreeSet<Vec<&String>> = righe[1..]
                .iter()
                .map(|riga| posti.iter().map(|posto| &riga[*posto]).collect())
                .collect();
            assert!(
                !posti.is_empty() && chiavi.len() == righe.len() - 1,
                "{nome}"
            );
        }
    }
}

#[test]
fn all_tables_stand_in_one_group_whose_references_hold() {
    for albero in [&*BERGAMO, &*OSTILE] {
        let gruppo = json(albero, "csv-metadata.json");
        let tabelle_del_gruppo = gruppo["tables"].as_array().expect("tables");
        let nomi: BTreeSet<&str> = tabelle_del_gruppo
            .iter()
            .map(|t| t["url"].as_str().expect("a file"))
            .collect();
        assert_eq!(nomi, tabelle(albero).map(String::as_str).collect());
        let mut rimandi = 0;
        for tabella in tabelle_del_gruppo {
            let url = tabella["url"].as_str().expect("a file");
            let chiavi = tabella["tableSchema"]["foreignKeys"].as_array();
            for rimando in chiavi.into_iter().flatten() {
                let altra = &rimando["reference"];
                let qui = colonna(albero, url, rimando["columnReference"].as_str());
                let file = altra["resource"].as_str().expect("a file");
                let la: BTreeSet<String> = colonna(albero, file, altra["columnReference"].as_str())
                    .into_iter()
                    .collect();
                assert!(
                    qui.iter().all(|c| c.is_empty() || la.contains(c)),
                    "{rimando}"
                );
                rimandi += 1;
            }
        }
        assert!(rimandi > 1, "{rimandi}");
    }
}

/// The cells of a column of a table.
fn colonna(albero: &Albero, file: &str, nome: Option<&str>) -> Vec<String> {
    let righe = righe(testo(albero, file));
    let posto = righe[0]
        .iter()
        .position(|titolo| Some(titolo.as_str()) == nome);
    let posto = posto.unwrap_or_else(|| panic!("{nome:?} is a column of {file}"));
    righe[1..].iter().map(|riga| riga[posto].clone()).collect()
}

/// True if a cell is of its column's datatype.
fn vale(cella: &str, colonna: &Value) -> bool {
    if cella.is_empty() {
        return colonna["required"] != true;
    }
    match (&colonna["datatype"], &colonna["datatype"]["base"]) {
        (Value::String(tipo), _) if tipo == "string" => true,
        (Value::String(tipo), _) if tipo == "integer" => cella.parse::<i64>().is_ok(),
        (Value::String(tipo), _) if tipo == "decimal" => {
            cella.parse::<rust_decimal::Decimal>().is_ok()
        }
        (_, Value::String(base)) if base == "boolean" => ["sì", "no"].contains(&cella),
        (_, Value::String(base)) if base == "date" => cella.parse::<jiff::civil::Date>().is_ok(),
        _ => false,
    }
}

/// The headings of tables and series, the same for all and from year to year.
const LUNGA: [&str; 10] = [
    "anno",
    "voce",
    "colonna",
    "valore",
    "tipo_valore",
    "valore_stampato",
    "unita",
    "valore_data",
    "ruolo",
    "riga",
];

#[test]
fn tables_and_series_have_the_same_headings_every_year() {
    for (albero, anno) in [
        (&*BERGAMO, 2022),
        (&*OSTILE, 2022),
        (&anno(&DUE_ANNI, 2023), 2023),
    ] {
        let lunghe = tabelle(albero).filter(|nome| {
            let fisse = ["indicatori", "obiettivi", "cruscotti", "progetti"];
            !fisse.iter().any(|fissa| **nome == format!("{fissa}.csv"))
        });
        let mut quante = 0;
        for nome in lunghe {
            let righe = righe(testo(albero, nome));
            assert_eq!(righe[0], LUNGA, "{nome}");
            assert!(
                righe[1..].iter().all(|riga| riga[0] == anno.to_string()),
                "{nome}"
            );
            quante += 1;
        }
        assert!(quante > 1);
    }
}

#[test]
fn a_number_of_a_mixed_column_is_a_number() {
    let righe = righe(testo(&BERGAMO, "contesto.csv"));
    let imprese = righe
        .iter()
        .find(|riga| riga[5] == "84.965")
        .expect("the firms");
    assert_eq!(imprese[2..6], ["Valore", "84965", "numero", "84.965"]);
}

#[test]
fn each_json_is_as_its_schema_says() {
    for (albero, nome, versione) in [
        (&*BERGAMO, "modello", "ciclo/1"),
        (&*OSTILE, "modello", "ciclo/1"),
        (&*BERGAMO, "pubblicazione", "ciclo/pubblicazione/1"),
        (&*DUE_ANNI, "indice", "ciclo/indice/1"),
    ] {
        let schema = json(albero, &format!("{nome}.schema.json"));
        assert_eq!(schema["$id"], versione);
        let valida = jsonschema::validator_for(&schema).expect("a schema");
        let detto = json(albero, &format!("{nome}.json"));
        let errori: Vec<String> = valida
            .iter_errors(&detto)
            .map(|errore| errore.to_string())
            .collect();
        assert!(errori.is_empty(), "{errori:?}");
        assert!(
            !valida.is_valid(&serde_json::json!({"schema": versione})),
            "the schema asks for something"
        );
        let mut altra = detto;
        altra["schema"] = "ciclo/0".into();
        assert!(!valida.is_valid(&altra), "another version is not this one");
        let testo = testo(albero, &format!("{nome}.schema.json"));
        assert!(
            !testo.contains("\"format\""),
            "a format of this program's language, which strict validators refuse"
        );
    }
}

#[test]
fn the_history_holds_what_each_year_published() {
    let storico = righe(testo(&DUE_ANNI, "indicatori-storico.csv"));
    let mut attese = Vec::new();
    for edizione in [2022, 2023] {
        let righe = righe(testo(&anno(&DUE_ANNI, edizione), "indicatori.csv"));
        assert_eq!(storico[0][1..], righe[0]);
        let con_anno = |riga: &Vec<String>| [vec![edizione.to_string()], riga.clone()].concat();
        attese.extend(righe[1..].iter().map(con_anno));
    }
    assert_eq!(storico[1..], attese);
    let metadati = json(&DUE_ANNI, "indicatori-storico.csv-metadata.json");
    assert_eq!(metadati["tableSchema"]["columns"][0]["name"], "edizione");
}

const BASE: &str = "https://www.esempio.it/performance/";
const DCT: &str = "http://purl.org/dc/terms/";
const DCAT: &str = "http://www.w3.org/ns/dcat#";
const TIPO: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

fn turtle(albero: &Albero) -> Graph {
    let lettore = oxttl::TurtleParser::new()
        .with_base_iri(BASE)
        .expect("a base");
    let triple = lettore.for_slice(testo(albero, "catalogo.ttl"));
    triple.map(|tripla| tripla.expect("Turtle")).collect()
}

fn json_ld(albero: &Albero) -> Graph {
    let lettore = oxjsonld::JsonLdParser::new()
        .with_base_iri(BASE)
        .expect("a base");
    let quadruple = lettore.for_slice(testo(albero, "catalogo.jsonld"));
    quadruple
        .map(|quadrupla| Triple::from(quadrupla.expect("JSON-LD")))
        .collect()
}

fn oggetti(grafo: &Graph, soggetto: &str, proprieta: &str) -> Vec<Term> {
    let soggetto: NamedOrBlankNode = NamedNode::new(soggetto).expect("an IRI").into();
    let proprieta = NamedNode::new(proprieta).expect("an IRI");
    grafo
        .objects_for_subject_predicate(&soggetto, &proprieta)
        .map(|oggetto| oggetto.into_owned())
        .collect()
}

/// What is of a class, by address.
fn di_classe(grafo: &Graph, classe: &str) -> BTreeSet<String> {
    let classe = NamedNode::new(classe).expect("an IRI");
    let tipo = NamedNode::new(TIPO).expect("an IRI");
    grafo
        .subjects_for_predicate_object(&tipo, &classe)
        .map(|soggetto| soggetto.to_string().trim_matches(['<', '>']).to_owned())
        .collect()
}

fn valore(termine: &Term) -> String {
    match termine {
        Term::NamedNode(nodo) => nodo.as_str().to_owned(),
        Term::Literal(letterale) => letterale.value().to_owned(),
        altro => altro.to_string(),
    }
}

#[test]
fn the_catalogue_has_a_dataset_for_each_table_of_each_year() {
    for (albero, anni, ipa) in [
        (&*BERGAMO_INTERA, vec![2022], "cciaa_bg"),
        (&*DUE_ANNI, vec![2022, 2023], "prova"),
    ] {
        let grafo = turtle(albero);
        assert_eq!(grafo, json_ld(albero), "the two forms say the same");
        let elencati: BTreeSet<String> = oggetti(&grafo, BASE, &format!("{DCAT}dataset"))
            .iter()
            .map(valore)
            .collect();
        assert_eq!(elencati, di_classe(&grafo, &format!("{DCAT}Dataset")));
        let titolari = di_classe(&grafo, "http://xmlns.com/foaf/0.1/Agent");
        assert_eq!(titolari.len(), 1, "one body, however many years");
        let titolare = titolari.first().expect("the body");
        let codici = oggetti(&grafo, titolare, &format!("{DCT}identifier"));
        assert_eq!(codici.iter().map(valore).collect::<Vec<_>>(), [ipa]);
        for anno in anni {
            for nome in tabelle(&self::anno(albero, anno)) {
                let tabella = nome.trim_end_matches(".csv");
                let dataset = format!("{BASE}{anno}/#dati-{tabella}");
                assert!(elencati.contains(&dataset), "{dataset}");
                let serie = oggetti(&grafo, &dataset, &format!("{DCAT}inSeries"));
                assert_eq!(valore(&serie[0]), format!("{BASE}#serie-{tabella}"));
            }
        }
        assert!(
            !albero.keys().any(|nome| nome.contains("/catalogo.")),
            "only one"
        );
    }
}

#[test]
fn what_the_catalogue_says_of_a_file_is_true() {
    for albero in [&*BERGAMO_INTERA, &*DUE_ANNI] {
        let grafo = turtle(albero);
        let distribuzioni = di_classe(&grafo, &format!("{DCAT}Distribution"));
        assert!(distribuzioni.len() > 8, "{}", distribuzioni.len());
        for distribuzione in &distribuzioni {
            let di = |soggetto: &str, proprieta: &str| {
                let trovati = oggetti(&grafo, soggetto, proprieta);
                assert_eq!(trovati.len(), 1, "{soggetto} {proprieta}");
                trovati[0].clone()
            };
            let scarica = valore(&di(distribuzione, &format!("{DCAT}downloadURL")));
            let byte = &albero[scarica.strip_prefix(BASE).expect("a file of the folder")];
            let dimensione = di(distribuzione, &format!("{DCAT}byteSize"));
            let tipo = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger";
            assert_eq!(
                dimensione.to_string(),
                format!("\"{}\"^^<{tipo}>", byte.len())
            );
            let somma = valore(&di(distribuzione, "http://spdx.org/rdf/terms#checksum"));
            let somma = di(&somma, "http://spdx.org/rdf/terms#checksumValue");
            assert_eq!(valore(&somma), sha256(byte), "{scarica}");
        }
    }
}

#[test]
fn without_an_address_there_is_no_catalogue_and_it_is_said() {
    let ciclo = ostile();
    let indirizzo = "indirizzo = \"https://www.esempio.it/performance\"\n";
    ciclo.cambia("ciclo.toml", indirizzo, "");
    let detto = pubblica(&ciclo, 0);
    assert!(detto.contains("[pubblicazione] indirizzo"), "{detto}");
    for (nome, byte) in albero(&ciclo.uscita()) {
        assert!(!nome.contains("catalogo"), "{nome}");
        let nomina = byte.windows(9).any(|finestra| finestra == b"catalogo.");
        assert!(!nomina, "{nome} speaks of a catalogue that is not there");
    }
}

#[test]
fn a_catalogue_is_not_left_behind_when_the_address_goes() {
    let ciclo = ostile();
    pubblica(&ciclo, 0);
    let prima = albero(&ciclo.uscita());
    let indirizzo = "indirizzo = \"https://www.esempio.it/performance\"\n";
    ciclo.cambia("ciclo.toml", indirizzo, "");
    let detto = pubblica(&ciclo, 2);
    assert!(
        detto.contains("catalogo.ttl: senza [pubblicazione] indirizzo"),
        "{detto}"
    );
    assert_eq!(albero(&ciclo.uscita()), prima);
}

#[test]
fn a_record_with_names_that_are_no_addresses_leaves_them_out_of_the_catalogue() {
    let ciclo = due_anni();
    let record = ciclo.uscita().join("2022/pubblicazione.json");
    let detto = std::fs::read_to_string(&record).expect("the record");
    let guasto = detto.replace("\"personale.csv\"", "\"per so <nale>.csv\"");
    assert_ne!(guasto, detto);
    std::fs::write(&record, guasto).expect("written");
    pubblica(&ciclo, 0);
    let albero = albero(&ciclo.uscita());
    let dataset = di_classe(&turtle(&albero), &format!("{DCAT}Dataset"));
    assert!(!dataset.contains(&format!("{BASE}2022/#dati-personale")));
    assert!(dataset.contains(&format!("{BASE}2023/#dati-personale")));
}

#[test]
fn the_contact_is_in_the_catalogue_if_there_is_one() {
    let contatti = |albero| di_classe(&turtle(albero), "http://www.w3.org/2006/vcard/ns#Kind");
    assert!(contatti(&BERGAMO_INTERA).is_empty());
    let trovati = contatti(&DUE_ANNI);
    assert_eq!(trovati.len(), 1, "{trovati:?}");
    let nodo = trovati.first().expect("the contact");
    let posta = oggetti(
        &turtle(&DUE_ANNI),
        nodo,
        "http://www.w3.org/2006/vcard/ns#hasEmail",
    );
    assert_eq!(valore(&posta[0]), "mailto:ufficio@esempio.it");
}

/// For each row of each cruscotto, in order: its years with target and result, as the model prints
/// them.
fn stampe(modello: &Value) -> Vec<(String, i64, String, String)> {
    let mut stampe = Vec::new();
    for cruscotto in modello["cruscotti"].as_array().expect("cruscotti") {
        for riga in cruscotto["righe"].as_array().expect("rows") {
            let valori = |campo: &str| riga[campo].as_object().expect("values").clone();
            let (atteso, consuntivo) = (valori("atteso"), valori("consuntivo"));
            let anni: BTreeSet<&String> = atteso.keys().chain(consuntivo.keys()).collect();
            for anno in anni {
                let stampa = |valori: &serde_json::Map<String, Value>| {
                    valori.get(anno).map_or(String::new(), |v| {
                        v["stampa"].as_str().expect("text").to_owned()
                    })
                };
                let indicatore = riga["indicatore"].as_str().expect("an id").to_owned();
                stampe.push((
                    indicatore,
                    anno.parse().expect("a year"),
                    stampa(&atteso),
                    stampa(&consuntivo),
                ));
            }
        }
    }
    stampe
}

#[test]
fn the_numbers_of_the_csv_are_the_models() {
    let modello = json(&BERGAMO, "modello.json");
    let righe = righe(testo(&BERGAMO, "indicatori.csv"));
    let posto = |nome: &str| {
        righe[0]
            .iter()
            .position(|titolo| titolo == nome)
            .expect("a column")
    };
    let trovate: Vec<_> = righe[1..]
        .iter()
        .map(|riga| {
            let cella = |nome: &str| riga[posto(nome)].clone();
            (
                cella("indicatore"),
                cella("anno").parse().expect("a year"),
                cella("atteso"),
                cella("consuntivo"),
            )
        })
        .collect();
    let attese = stampe(&modello);
    assert!(attese.len() > 500, "{}", attese.len());
    assert_eq!(trovate, attese);
    let valutazione = &modello["valutazione"];
    let attesi: Vec<String> = valutazione["obiettivi"]
        .as_array()
        .expect("obiettivi")
        .iter()
        .map(|obiettivo| obiettivo["grado"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(colonna(&BERGAMO, "obiettivi.csv", Some("grado")), attesi);
}

#[test]
fn the_quadri_are_the_models_in_plain_numbers() {
    let modello = json(&BERGAMO, "modello.json");
    for nome in [
        "personale",
        "bilancio",
        "partecipazioni",
        "contesto",
        "indici",
    ] {
        let celle = modello["quadri"][nome]["righe"]
            .as_array()
            .expect("rows")
            .iter()
            .filter(|riga| riga["ruolo"] != "sezione")
            .flat_map(|riga| riga["celle"].as_array().expect("cells"));
        let attese: Vec<[String; 3]> = celle
            .map(|valore| {
                let testo = |chiave: &str| valore[chiave].as_str().unwrap_or_default().to_owned();
                let bare = match valore["tipo"].as_str() {
                    Some("data") => String::new(),
                    _ => testo("valore"),
                };
                [bare, testo("tipo"), testo("stampa")]
            })
            .collect();
        let file = format!("{nome}.csv");
        let ruoli = colonna(&BERGAMO, &file, Some("ruolo"));
        let trovate = ["valore", "tipo_valore", "valore_stampato"]
            .map(|chiave| colonna(&BERGAMO, &file, Some(chiave)));
        let trovate: Vec<[String; 3]> = (0..ruoli.len())
            .filter(|posto| ruoli[*posto] != "sezione")
            .map(|posto| [0, 1, 2].map(|quale: usize| trovate[quale][posto].clone()))
            .collect();
        assert!(attese.len() > 5, "{nome}");
        assert_eq!(trovate, attese, "{nome}");
    }
}

#[test]
fn the_numbers_of_the_page_are_the_models() {
    let pagina = testo(&BERGAMO, "pagina-unica.html");
    let modello = json(&BERGAMO, "modello.json");
    let mut attese: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, anno, atteso, consuntivo) in stampe(&modello) {
        attese
            .entry(format!("Atteso {anno}"))
            .or_default()
            .push(atteso);
        attese
            .entry(format!("Consuntivo {anno}"))
            .or_default()
            .push(consuntivo);
    }
    for (nome, valori) in attese {
        let inizio = format!("<td data-nome=\"{nome}\" class=\"valore\">");
        let mut trovati: Vec<String> = pagina
            .split(&inizio)
            .skip(1)
            .map(|resto| sciolto(resto, "</td>"))
            .collect();
        // Tables without that column show no cell for it.
        let mut valori: Vec<String> = valori
            .into_iter()
            .filter(|valore| !valore.is_empty())
            .collect();
        trovati.retain(|valore| !valore.is_empty());
        trovati.sort();
        valori.sort();
        assert_eq!(trovati, valori, "{nome}");
    }
    for quadro in ["personale", "bilancio", "partecipazioni", "indici"] {
        let tabella = pagina
            .split(&format!("id=\"piano-tabella-{quadro}\""))
            .nth(1)
            .expect("the table");
        let tabella = tabella.split("</table>").next().expect("its end");
        let celle: Vec<String> = tabella
            .split("<td")
            .skip(1)
            .filter(|cella| {
                ![" class=\"dati\"", " colspan="]
                    .iter()
                    .any(|no| cella.starts_with(no))
            })
            .map(|c| sciolto(c.split_once('>').expect("a tag").1, "</td>"))
            .collect();
        let righe = modello["quadri"][quadro]["righe"]
            .as_array()
            .expect("rows")
            .iter();
        let attese: Vec<&str> = righe
            .filter(|riga| riga["ruolo"] != "sezione")
            .flat_map(|riga| riga["celle"].as_array().expect("cells"))
            .map(|cella| cella["stampa"].as_str().expect("text"))
            .collect();
        assert_eq!(celle, attese, "{quadro}");
    }
}

#[test]
fn the_headings_of_the_page_are_words_for_people() {
    let pagina = testo(&BERGAMO, "pagina-unica.html");
    let teste: Vec<String> = pagina
        .split("<th scope=\"col\"")
        .skip(1)
        .filter_map(|resto| resto.split_once('>'))
        .map(|(_, resto)| sciolto(resto, "</th>"))
        .collect();
    for attesa in ["Genere", "A tempo parziale", "Indicatore"] {
        assert!(teste.iter().any(|testa| testa == attesa), "no «{attesa}»");
    }
    for testa in teste {
        let lettere: Vec<char> = testa.chars().collect();
        let di_codice = |due: &[char]| due[0].is_lowercase() && due[1].is_uppercase();
        assert!(!lettere.windows(2).any(di_codice), "«{testa}»");
    }
}

#[test]
fn the_page_tells_the_relazione_with_the_grades_of_the_model() {
    let pagina = testo(&BERGAMO, "pagina-unica.html");
    let relazione = pagina
        .split("<article class=\"documento\" id=\"relazione\"")
        .nth(1)
        .expect("the Relazione");
    assert!(
        !pagina.contains("Questa parte si legge nel PDF"),
        "every part is on the page"
    );
    let modello = json(&BERGAMO, "modello.json");
    let mut controllati = 0;
    for cruscotto in modello["valutazione"]["cruscotti"]
        .as_array()
        .expect("cruscotti")
    {
        let id = cruscotto["id"].as_str().expect("an id");
        let inizio = format!("<section class=\"cruscotto\" id=\"relazione-rendiconto-{id}\"");
        let sezione = relazione
            .split(&inizio)
            .nth(1)
            .expect("each cruscotto is told");
        let sezione = sezione.split("</section>").next().expect("its end");
        let celle = sezione
            .split("<td data-nome=\"Grado\" class=\"valore\">")
            .skip(1)
            .map(|c| sciolto(c, "</td>"));
        let trovati: Vec<String> = celle
            .filter_map(|c| Some(c.split_once("% ")?.0.to_owned()))
            .collect();
        let righe = cruscotto["righe"].as_array().expect("rows").iter();
        let attesi: Vec<String> = righe
            .filter_map(|r| Some(italiano(r["grado"].as_str()?)))
            .collect();
        assert_eq!(trovati, attesi, "{id}");
        controllati += attesi.len();
        if let Some(grado) = cruscotto["grado"].as_str() {
            assert!(
                sezione.contains(&format!("Percentuale sintetica: {}%", italiano(grado))),
                "{id}"
            );
        }
    }
    assert!(controllati > 100, "{controllati}");
}

/// `97.14` → `97,14`.
fn italiano(punti: &str) -> String {
    punti.replace('.', ",")
}

#[test]
fn the_pdfs_carry_the_charts_as_the_folder_has_them() {
    let mut trovati = BTreeSet::new();
    for (pdf, byte) in BERGAMO.iter().filter(|(nome, _)| nome.ends_with(".pdf")) {
        for nome in BERGAMO.keys().filter(|nome| nome.starts_with("serie-")) {
            let nome: &'static str = nome.clone().leak();
            if let Ok(allegato) = ciclo::opendata::allegato::allegato(byte.clone(), nome) {
                assert_eq!(allegato, BERGAMO[nome], "{nome} in {pdf}");
                trovati.insert(nome);
            }
        }
    }
    let nella_cartella = tabelle(&BERGAMO).filter(|nome| nome.starts_with("serie-"));
    assert_eq!(
        trovati.len(),
        nella_cartella.count(),
        "each chart's: {trovati:?}"
    );
}

#[test]
fn the_workbook_has_the_tables_with_typed_cells_and_no_formula() {
    for albero in [&*BERGAMO, &*OSTILE] {
        let fogli = ciclo::read::fogli("tabelle.ods", &albero["tabelle.ods"])
            .expect("a workbook")
            .dati;
        assert_eq!(fogli.len(), tabelle(albero).count());
        let aperta = spreadsheet_ods::read_ods_buf(&albero["tabelle.ods"])
            .expect("another reader reads it too");
        for numero in 0..aperta.num_sheets() {
            let foglio = aperta.sheet(numero);
            for riga in 0..foglio.used_grid_size().0 {
                for colonna in 0..foglio.used_grid_size().1 {
                    assert!(foglio.formula(riga, colonna).is_none(), "{}", foglio.name());
                }
            }
        }
    }
}

#[test]
fn the_workbook_equals_the_tables() {
    for albero in [&*BERGAMO, &*OSTILE] {
        let aperta = spreadsheet_ods::read_ods_buf(&albero["tabelle.ods"]).expect("a workbook");
        let mut fogli = BTreeMap::new();
        for foglio in (0..aperta.num_sheets()).map(|numero| aperta.sheet(numero)) {
            fogli.insert(foglio.name().clone(), foglio);
        }
        for nome in tabelle(albero) {
            let corto: String = nome.trim_end_matches(".csv").chars().take(28).collect();
            let foglio = fogli
                .get(&corto)
                .unwrap_or_else(|| panic!("{corto} is a sheet"));
            for (riga, celle) in righe(testo(albero, nome)).iter().enumerate() {
                for (dove, cella) in celle.iter().enumerate() {
                    let valore = foglio.value(riga as u32, dove as u32);
                    let uguali = uguali(valore, cella);
                    assert!(
                        uguali,
                        "{nome}, row {riga}, column {dove}: {valore:?}, «{cella}»"
                    );
                }
            }
        }
    }
}

/// True if a cell of the workbook holds what the table's does; text without what makes it harmless.
fn uguali(valore: &spreadsheet_ods::Value, cella: &str) -> bool {
    use spreadsheet_ods::Value;
    match valore {
        Value::Empty => cella.is_empty(),
        Value::Number(numero) => cella.parse() == Ok(*numero),
        Value::DateTime(giorno) => giorno.format("%Y-%m-%d").to_string() == cella,
        Value::Text(testo) => match cella.strip_prefix('\'') {
            Some(resto) if resto.starts_with(['=', '+', '-', '@']) => testo == resto,
            _ => testo == cella,
        },
        _ => false,
    }
}

#[test]
fn hostile_cells_and_names_end_as_harmless_text() {
    for (nome, byte) in OSTILE.iter() {
        assert!(!nome.contains("..") && nome.is_ascii(), "{nome}");
        let Ok(testo) = std::str::from_utf8(byte) else {
            continue;
        };
        if nome.ends_with(".html") {
            let script: Vec<&str> = testo.split("<script>").skip(1).collect();
            let con_dati = testo
                .matches("<script type=\"application/ld+json\">")
                .count();
            assert_eq!(
                testo.matches("<script").count(),
                script.len() + con_dati,
                "{nome}"
            );
            assert!(
                script.iter().all(|s| s.starts_with("// The filter")),
                "{nome}"
            );
            for vivo in ["<b>", "<i>del", "<obiettivo>", "</title><"] {
                assert!(!testo.contains(vivo), "{nome}: {vivo}");
            }
        }
        if nome.ends_with(".csv") {
            for cella in righe(testo).iter().flatten() {
                let formula = cella.starts_with(['=', '@', '\t']);
                let segno = cella.starts_with(['+', '-']) && cella.chars().any(char::is_alphabetic);
                assert!(!formula && !segno, "{nome}: «{cella}»");
            }
        }
    }
    let indicatori = righe(testo(&OSTILE, "indicatori.csv"));
    assert!(
        indicatori
            .iter()
            .flatten()
            .any(|cella| cella == "'=HYPERLINK(\"http://x\",\"y\")")
    );
    let pagina = testo(&OSTILE, "pagina-unica.html");
    assert!(
        pagina.contains("&lt;script&gt;alert(3)&lt;"),
        "the name is there, as text"
    );
    assert!(
        pagina.contains("=HYPERLINK(&quot;http:"),
        "the cell is there, as text"
    );
    let pdf: Vec<&String> = OSTILE
        .keys()
        .filter(|nome| nome.ends_with(".pdf"))
        .collect();
    assert_eq!(pdf, ["piano-ente-b-di-prova-b-2022-2024.pdf"]);
}

#[test]
fn a_quadro_named_as_another_table_keeps_both() {
    assert!(OSTILE.contains_key("indicatori.csv") && OSTILE.contains_key("indicatori-2.csv"));
    assert_eq!(righe(testo(&OSTILE, "indicatori-2.csv"))[1][1], "Prova");
}

/// Where a link leads from a page, relative to the folder; none outside of it.
fn verso(pagina: &str, link: &str) -> Option<(String, Option<String>)> {
    if link.contains(':') {
        return None;
    }
    let (file, ancora) = match link.split_once('#') {
        Some((file, ancora)) => (file, Some(ancora.to_owned())),
        None => (link, None),
    };
    let mut posto: Vec<&str> = pagina.split('/').collect();
    if !file.is_empty() {
        posto.pop();
        for parte in file.split('/') {
            match parte {
                ".." => drop(
                    posto
                        .pop()
                        .unwrap_or_else(|| panic!("{pagina}: {link} leads out")),
                ),
                parte => posto.push(parte),
            }
        }
    }
    Some((posto.join("/"), ancora))
}

#[test]
fn every_link_of_every_page_leads_to_something() {
    for intera in [&*BERGAMO_INTERA, &*DUE_ANNI] {
        let ancore = |file: &str| -> BTreeSet<String> {
            let pezzi = testo(intera, file).split(" id=\"").skip(1);
            pezzi.map(|resto| sciolto(resto, "\"")).collect()
        };
        let pagine: Vec<&String> = intera
            .keys()
            .filter(|nome| nome.ends_with(".html"))
            .collect();
        let mut note: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut controllati = 0;
        for pagina in &pagine {
            let html = testo(intera, pagina);
            for attributo in ["href=\"", "src=\""] {
                for resto in html.split(attributo).skip(1) {
                    let link = sciolto(resto, "\"");
                    assert!(
                        !link.starts_with('/'),
                        "{pagina}: {link} breaks under a sub-path"
                    );
                    let Some((file, ancora)) = verso(pagina, &link) else {
                        continue;
                    };
                    assert!(
                        intera.contains_key(&file),
                        "{pagina}: {link} leads to {file}"
                    );
                    controllati += 1;
                    let Some(ancora) = ancora.filter(|_| file.ends_with(".html")) else {
                        continue;
                    };
                    let sue = note.entry(file.clone()).or_insert_with(|| ancore(&file));
                    assert!(sue.contains(&ancora), "{pagina}: {link}");
                }
            }
        }
        assert!(
            pagine.len() > 8 && controllati > 100,
            "{} {controllati}",
            pagine.len()
        );
    }
}

#[test]
fn every_row_of_a_table_leads_to_its_rows_in_the_open_data() {
    let mut controllati = 0;
    for cruscotto in json(&BERGAMO, "modello.json")["cruscotti"]
        .as_array()
        .expect("cruscotti")
    {
        let id = cruscotto["id"].as_str().expect("an id");
        let pagina = testo(&BERGAMO, &format!("cruscotti/{id}.html"));
        let righe = righe(testo(&BERGAMO, "indicatori.csv"));
        for riga in pagina.split("<tr class=\"indicatore").skip(1) {
            let nome = riga.split("<th scope=\"row\">").nth(1).expect("a name");
            let nome = sciolto(nome, "</th>");
            let dove = riga.split("indicatori.csv#row=").nth(1).expect("a link");
            let dove = sciolto(dove, "\"");
            for numero in dove.split('-') {
                let numero: usize = numero.parse().expect("a row");
                let riga = &righe[numero - 1];
                assert_eq!(riga[0], id);
                assert!(nome.starts_with(&riga[7]), "{nome} is not {}", riga[7]);
                controllati += 1;
            }
        }
    }
    assert!(controllati > 300, "{controllati}");
}

#[test]
fn there_is_a_page_for_each_thing_and_none_is_heavy() {
    let modello = json(&BERGAMO, "modello.json");
    let id = |cosa: &Value, chiave: &str| cosa[chiave].as_str().expect("an id").to_owned();
    let elenco = |chiave: &str| modello[chiave].as_array().expect("a list").clone();
    let mut attese: Vec<String> = ["piano", "relazione"]
        .map(|documento| format!("documenti/{documento}/index.html"))
        .into();
    attese.extend(
        elenco("cruscotti")
            .iter()
            .map(|c| format!("cruscotti/{}.html", id(c, "id"))),
    );
    attese.extend(
        elenco("progetti")
            .iter()
            .map(|p| format!("progetti/{}.html", id(p, "id"))),
    );
    for prospettiva in elenco("prospettive") {
        for obiettivo in prospettiva["obiettivi"].as_array().expect("obiettivi") {
            let codice = id(obiettivo, "codice").replace('.', "-");
            attese.push(format!("obiettivi/{codice}.html"));
        }
    }
    for attesa in attese {
        assert!(BERGAMO.contains_key(&attesa), "{attesa}");
    }
    for (nome, byte) in BERGAMO.iter().filter(|(nome, _)| nome.ends_with(".html")) {
        let unica = nome == "pagina-unica.html";
        assert!(
            unica || byte.len() < 300_000,
            "{nome}: {} bytes",
            byte.len()
        );
        let html = testo(&BERGAMO, nome);
        for che in [
            "name=\"description\"",
            "property=\"og:image\"",
            "<time ",
            "Accessibilità",
        ] {
            assert!(html.contains(che), "{nome} has no {che}");
        }
    }
}

#[test]
fn one_file_holds_the_whole_year() {
    let archivio = zip::ZipArchive::new(std::io::Cursor::new(&BERGAMO["performance-2022.zip"]));
    let mut archivio = archivio.expect("a zip");
    let mut nomi = BTreeSet::new();
    for posto in 0..archivio.len() {
        let mut parte = archivio.by_index(posto).expect("a part");
        let nome = parte.name().expect("a name").to_string();
        let nome = nome
            .strip_prefix("performance-2022/")
            .expect("in one folder")
            .to_owned();
        let mut byte = Vec::new();
        std::io::Read::read_to_end(&mut parte, &mut byte).expect("readable");
        if nome != "SHA256SUMS" {
            assert_eq!(byte, BERGAMO[&nome], "{nome}");
        }
        nomi.insert(nome);
    }
    let fuori = ["performance-2022.zip", "pubblicazione.json"];
    let attesi = BERGAMO
        .keys()
        .filter(|nome| !fuori.contains(&nome.as_str()));
    assert_eq!(nomi, attesi.cloned().collect());
}

#[test]
fn the_page_asks_for_nothing_outside_its_folder() {
    for albero in [&*BERGAMO, &*OSTILE] {
        for (nome, byte) in albero.iter().filter(|(nome, _)| nome.ends_with(".html")) {
            let pagina = std::str::from_utf8(byte).expect("UTF-8");
            assert!(pagina.contains("default-src &#x27;none&#x27;"), "{nome}");
            for resto in pagina.split("<link rel=\"stylesheet\" href=\"").skip(1) {
                let (richiesto, _) = verso(nome, &sciolto(resto, "\"")).expect("of the folder");
                assert!(
                    albero.contains_key(&richiesto),
                    "{nome} asks for {richiesto}"
                );
            }
            let ancore: BTreeSet<&str> = pagina
                .split(" id=\"")
                .skip(1)
                .filter_map(|r| r.split('"').next())
                .collect();
            let quante = pagina.matches(" id=\"").count();
            assert_eq!(ancore.len(), quante, "{nome}: ids are unique");
        }
        let stile = testo(albero, "risorse/style.css");
        let richiesti = stile.split("url(\"").skip(1);
        for richiesto in richiesti.filter_map(|resto| resto.split('"').next()) {
            assert!(
                albero.contains_key(&format!("risorse/{richiesto}")),
                "{richiesto}"
            );
        }
    }
}
