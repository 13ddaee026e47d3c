//! The PDF as a reader, an archive and a screen reader find it.

use std::collections::BTreeSet;
use std::fs;

use crate::comune::{Ciclo, stretto, testo};
use lopdf::{Dictionary, Document, Object};
use serde_json::Value;

fn piano(ciclo: &Ciclo) -> Vec<u8> {
    let uscita = ciclo.esegui(&["genera", "piano"]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    fs::read(ciclo.uscita().join("piano-2022-2024.pdf")).expect("the Piano")
}

fn dizionari(pdf: &Document) -> impl Iterator<Item = &Dictionary> {
    pdf.objects.values().filter_map(|oggetto| match oggetto {
        Object::Dictionary(dizionario) => Some(dizionario),
        Object::Stream(flusso) => Some(&flusso.dict),
        _ => None,
    })
}

fn nome(dizionario: &Dictionary, chiave: &[u8]) -> Option<String> {
    dizionario
        .get(chiave)
        .ok()?
        .as_name()
        .ok()
        .map(|nome| String::from_utf8_lossy(nome).into_owned())
}

#[test]
fn the_same_input_makes_the_same_bytes() {
    let (qui, altrove) = (Ciclo::bergamo(), Ciclo::bergamo());
    let primo = piano(&qui);
    std::thread::sleep(std::time::Duration::from_millis(1100)); // another second on the clock
    assert!(
        primo == piano(&altrove),
        "two folders, two times, different bytes"
    );
    altrove.cambia("ciclo.toml", "data = 2022-01-27", "data = 2022-01-28");
    assert!(primo != piano(&altrove), "another date must show");
}

#[test]
fn it_is_tagged_italian_and_set_in_our_fonts() {
    let pdf = Document::load_mem(&piano(&Ciclo::bergamo())).expect("a PDF");
    let catalogo = pdf.catalog().expect("a catalog");
    assert_eq!(
        catalogo
            .get(b"Lang")
            .and_then(Object::as_str)
            .expect("a language"),
        b"it-IT"
    );
    let font: BTreeSet<String> = dizionari(&pdf)
        .filter(|d| nome(d, b"Type").as_deref() == Some("FontDescriptor"))
        .map(|d| {
            assert!(
                d.has(b"FontFile2") || d.has(b"FontFile3"),
                "a font that is not embedded"
            );
            let nome = nome(d, b"FontName").unwrap_or_default();
            nome.split_once('+')
                .map_or(nome.clone(), |(_, nome)| nome.to_owned())
        })
        .collect();
    assert!(!font.is_empty());
    for nome in &font {
        assert!(
            nome.starts_with("TitilliumWeb") || nome.starts_with("SourceSans3"),
            "{nome}"
        );
    }
    let metadati = pdf
        .objects
        .values()
        .filter_map(|o| o.as_stream().ok())
        .find(|s| nome(&s.dict, b"Type").as_deref() == Some("Metadata"));
    let xmp = String::from_utf8_lossy(&metadati.expect("metadata").content).into_owned();
    for atteso in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(xmp.contains(atteso), "{atteso}");
    }
}

#[test]
fn tables_have_header_cells_and_figures_have_words() {
    let pdf = Document::load_mem(&piano(&Ciclo::bergamo())).expect("a PDF");
    let elementi = |tipo: &str| {
        dizionari(&pdf)
            .filter(|d| nome(d, b"S").as_deref() == Some(tipo))
            .collect::<Vec<_>>()
    };
    assert!(
        elementi("Table").len() >= 13 + 4,
        "{} tables",
        elementi("Table").len()
    );
    // 13 cruscotti with six headers or more, each with banners besides.
    assert!(
        elementi("TH").len() > 13 * 6,
        "{} header cells",
        elementi("TH").len()
    );
    let figure = elementi("Figure");
    assert!(figure.len() >= 8 + 4, "{} figures", figure.len());
    for figura in figure {
        assert!(
            figura
                .get(b"Alt")
                .and_then(Object::as_str)
                .is_ok_and(|alt| alt.len() > 20),
            "a figure without words"
        );
    }
}

/// The attributes of a structure element that tables own.
fn attributi<'a>(pdf: &'a Document, elemento: &'a Dictionary) -> Vec<&'a Dictionary> {
    let risolto = |oggetto: &'a Object| pdf.dereference(oggetto).ok().map(|(_, o)| o);
    let trovati = elemento.get(b"A").ok().and_then(risolto);
    let uno_per_uno: Vec<&Object> = match trovati {
        Some(Object::Array(tutti)) => tutti.iter().filter_map(risolto).collect(),
        altro => altro.into_iter().collect(),
    };
    let dizionari = uno_per_uno.into_iter().filter_map(|o| o.as_dict().ok());
    dizionari
        .filter(|d| nome(d, b"O").as_deref() == Some("Table"))
        .collect()
}

#[test]
fn a_value_has_its_column_and_its_indicator_for_headers() {
    let pdf = Document::load_mem(&piano(&Ciclo::bergamo())).expect("a PDF");
    let elementi = |tipo: &'static str| {
        dizionari(&pdf).filter(move |d| nome(d, b"S").as_deref() == Some(tipo))
    };
    let ambito = |d: &Dictionary| attributi(&pdf, d).iter().find_map(|a| nome(a, b"Scope"));
    let di_riga = elementi("TH").filter(|d| ambito(d).as_deref() == Some("Row"));
    // An indicator heads its row, and so does each band.
    let quante = di_riga.count();
    assert!(quante > 223 + 13, "{quante} headers of rows");
    let intestazioni = |d: &Dictionary| {
        attributi(&pdf, d)
            .iter()
            .find_map(|a| a.get(b"Headers").and_then(Object::as_array).ok())
            .map_or(0, Vec::len)
    };
    let con_due = elementi("TD").filter(|d| intestazioni(d) == 2).count();
    assert!(con_due >= 223 * 4, "{con_due} values with two headers");
}

#[test]
fn every_row_and_value_is_printed() {
    let ciclo = Ciclo::bergamo();
    let pdf = Document::load_mem(&piano(&ciclo)).expect("a PDF");
    let pagine: Vec<u32> = pdf.get_pages().into_keys().collect();
    let stampato = stretto(&pdf.extract_text(&pagine).expect("text"));
    let modello = ciclo.modello();
    let mut controllati = 0;
    for riga in modello["cruscotti"]
        .as_array()
        .expect("cruscotti")
        .iter()
        .flat_map(|c| c["righe"].as_array())
        .flatten()
    {
        let nome = stretto(riga["nome"].as_str().expect("a name"));
        assert!(stampato.contains(&nome), "«{nome}» is not printed");
        for valore in ["atteso", "consuntivo"]
            .iter()
            .filter_map(|campo| riga[campo].as_object())
            .flat_map(|v| v.values())
        {
            assert!(
                stampato.contains(&stretto(valore["stampa"].as_str().expect("printed"))),
                "{valore}"
            );
            controllati += 1;
        }
    }
    assert_eq!(controllati, 32 * 5 + 191 * 3);
    let quadri = modello["quadri"]
        .as_object()
        .expect("tables")
        .values()
        .filter(|quadro| quadro["titolo"] != "")
        // These are of a document of their own.
        .filter(|quadro| {
            !quadro["id"]
                .as_str()
                .is_some_and(|id| id.starts_with("premi"))
        });
    let celle = quadri
        .flat_map(|q| q["righe"].as_array())
        .flatten()
        .flat_map(|r| r["celle"].as_array())
        .flatten();
    for cella in celle {
        assert!(
            stampato.contains(&stretto(cella["stampa"].as_str().expect("printed"))),
            "{cella}"
        );
    }
}

#[test]
fn headings_of_the_published_contents_are_there_in_order() {
    let pdf = Document::load_mem(&piano(&Ciclo::bergamo())).expect("a PDF");
    let indice = pdf.get_toc().expect("bookmarks");
    let titoli: Vec<String> = indice.toc.into_iter().map(|voce| voce.title).collect();
    let attesi = [
        "Premessa",
        "Presentazione della Camera di commercio di Bergamo",
        "Mission",
        "Organizzazione e personale",
        "Gli organi",
        "L’Azienda speciale",
        "La struttura organizzativa",
        "Le risorse umane",
        "Risorse economiche",
        "Indicatori di sostenibilità economica, solidità patrimoniale e salute finanziaria",
        "Le partecipazioni",
        "Analisi del contesto esterno",
        "Lo scenario economico",
        "Il quadro normativo",
        "Pianificazione",
        "Mappa strategica",
        "Gli obiettivi strategici",
        "Gli obiettivi operativi",
        "Gli obiettivi di sistema",
        "Dalla performance organizzativa alla performance individuale",
        "Obiettivi assegnati al personale dirigenziale",
    ];
    let mut restano = titoli.iter();
    for atteso in attesi {
        assert!(
            restano.any(|titolo| titolo.ends_with(atteso)),
            "«{atteso}» is missing or out of order: {titoli:#?}"
        );
    }
}

#[test]
fn the_model_travels_inside() {
    let ciclo = Ciclo::bergamo();
    let pdf = Document::load_mem(&piano(&ciclo)).expect("a PDF");
    let allegato = |cercato: &str| {
        let specifica = dizionari(&pdf).find(|d| {
            nome(d, b"Type").as_deref() == Some("Filespec")
                && d.get(b"F")
                    .and_then(Object::as_str)
                    .is_ok_and(|f| f == cercato.as_bytes())
        });
        let incorporato = specifica
            .expect("an attachment")
            .get(b"EF")
            .and_then(Object::as_dict)
            .expect("a file");
        let flusso = incorporato
            .get(b"F")
            .and_then(|o| pdf.dereference(o))
            .expect("a stream")
            .1
            .as_stream()
            .expect("a stream");
        flusso
            .decompressed_content()
            .unwrap_or_else(|_| flusso.content.clone())
    };
    let modello: Value = serde_json::from_slice(&allegato("modello.json")).expect("JSON");
    assert_eq!(modello["parte"], serde_json::json!(["piano"]));
    let suo = ciclo.modello();
    for chiave in [
        "schema",
        "ente",
        "prospettive",
        "organizzazione",
        "riferimenti",
    ] {
        assert_eq!(modello[chiave], suo[chiave], "{chiave}");
    }
    let piano = modello["testi"]["piano"].as_array().expect("chapters");
    assert_eq!(
        piano.len(),
        suo["testi"]["piano"].as_array().expect("chapters").len()
    );
    let righe = testo(&allegato("indicatori.csv")).lines().count();
    assert!(righe > 223, "{righe} lines of open data");
    for serie in ciclo.modello()["serie"].as_array().expect("series") {
        let id = serie["id"].as_str().expect("an id");
        let tabella = testo(&allegato(&format!("serie-{id}.csv")));
        let categorie = serie["categorie"].as_array().expect("categories").len();
        let colonne = serie["colonne"].as_array().expect("columns").len();
        assert_eq!(
            tabella.lines().count(),
            categorie * colonne + 1,
            "the data of «{id}»"
        );
    }
}

#[test]
fn the_last_good_output_survives_an_error() {
    let ciclo = Ciclo::bergamo();
    let buono = piano(&ciclo);
    ciclo.scrivi("servizi/promozione.xlsx", "rotto");
    let uscita = ciclo.esegui(&["genera", "piano"]);
    assert_eq!(uscita.status.code(), Some(1));
    assert!(testo(&uscita.stderr).contains("servizi/promozione.xlsx"));
    let cartella: Vec<_> = fs::read_dir(ciclo.uscita())
        .expect("the folder")
        .flatten()
        .map(|v| v.file_name())
        .collect();
    assert_eq!(
        cartella,
        ["piano-2022-2024.pdf"],
        "nothing else is left behind"
    );
    assert!(fs::read(ciclo.uscita().join("piano-2022-2024.pdf")).expect("the Piano") == buono);
}

#[test]
fn a_template_of_the_cycle_wins_and_a_broken_one_is_an_error() {
    let ciclo = Ciclo::bergamo();
    let originale = piano(&ciclo);
    let proprio = fs::read_to_string(crate::comune::radice().join("templates/stile/token.typ"))
        .expect("the tokens");
    ciclo.scrivi(
        "modelli/stile/token.typ",
        proprio.replace("#0066CC", "#006644"),
    );
    assert!(piano(&ciclo) != originale, "another colour must show");
    ciclo.scrivi("modelli/stile/token.typ", "#let colore = (");
    let uscita = ciclo.esegui(&["genera", "piano"]);
    assert_eq!(uscita.status.code(), Some(2));
    assert!(
        testo(&uscita.stderr).contains("stile/token.typ"),
        "{}",
        testo(&uscita.stderr)
    );
}

/// Places that links of a page lead to within the document.
fn collegamenti(pdf: &Document) -> usize {
    let interni = |d: &&Dictionary| {
        nome(d, b"Subtype").as_deref() == Some("Link") && (d.has(b"Dest") || va_dentro(pdf, d))
    };
    dizionari(pdf).filter(interni).count()
}

fn va_dentro(pdf: &Document, collegamento: &Dictionary) -> bool {
    let azione = collegamento.get(b"A").ok();
    let azione = azione.and_then(|a| pdf.dereference(a).ok());
    let azione = azione.and_then(|(_, a)| a.as_dict().ok());
    azione.is_some_and(|a| nome(a, b"S").as_deref() == Some("GoTo"))
}

#[test]
fn a_project_leads_to_its_scheda_and_back() {
    let ciclo = Ciclo::bergamo();
    let con_schede = Document::load_mem(&piano(&ciclo)).expect("a PDF");
    let capitolo = ciclo.dati().join("testi/piano/90-schede.md");
    fs::write(&capitolo, "# Schede progetto\n\nNessuna.\n").expect("a chapter");
    let senza = Document::load_mem(&piano(&ciclo)).expect("a PDF");
    let [con_schede, senza] = [con_schede, senza].map(|pdf| collegamenti(&pdf));
    // Thirteen projects: from a cruscotto at least, back, and from the contents.
    assert!(con_schede >= senza + 3 * 13, "{con_schede} {senza}");
}

/// The three figures of a colour such as `rgb("#0066CC")`.
fn tinta(scritta: &str) -> Option<[i32; 3]> {
    let cifre = scritta.split_once("rgb(\"#")?.1.get(..6)?;
    let parte = |da: usize| i32::from_str_radix(&cifre[da..da + 2], 16).ok();
    Some([parte(0)?, parte(2)?, parte(4)?])
}

#[test]
fn a_band_of_grades_has_no_colour_of_a_prospettiva() {
    let token = include_str!("../../templates/stile/token.typ");
    let colore = |nome: &str| {
        token
            .lines()
            .find_map(|riga| tinta(riga.trim().strip_prefix(nome)?))
    };
    let tinte: Vec<[i32; 3]> = token
        .lines()
        .skip_while(|riga| !riga.starts_with("#let tinte = ("))
        .take_while(|riga| !riga.starts_with(')'))
        .filter_map(tinta)
        .collect();
    assert_eq!(tinte.len(), 8);
    let fasce = token
        .lines()
        .find(|riga| riga.starts_with("#let tinte-fascia"))
        .expect("the bands");
    assert!(fasce.contains("colore.allerta") && fasce.contains("colore.profondo"));
    let fasce = [colore("allerta:"), colore("profondo:"), tinta(fasce)];
    for fascia in fasce {
        let fascia = fascia.expect("a colour");
        for altra in &tinte {
            let distanza: i32 = fascia.iter().zip(altra).map(|(a, b)| (a - b).abs()).sum();
            assert!(distanza >= 60, "{fascia:?} {altra:?}");
        }
    }
}
