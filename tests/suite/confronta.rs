//! `ciclo confronta` and `genera --rispetto-a` as a person runs them.

use std::fs;
use std::path::Path;

use crate::comune::{Ciclo, ciclo, testo};
use lopdf::{Document, Object};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::Value;
use tempfile::TempDir;

/// Two drafts side by side: `prima/` and `dopo/`, both of the small cycle.
struct Banco {
    prima: Ciclo,
    dopo: Ciclo,
    cartella: TempDir,
}

impl Banco {
    fn nuovo() -> Self {
        let (prima, dopo) = (Ciclo::base("confronto"), Ciclo::base("confronto"));
        Self {
            prima,
            dopo,
            cartella: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// With one target raised, one row renamed, one gone and one new.
    fn cambiato() -> Self {
        let banco = Self::nuovo();
        banco
            .dopo
            .cambia(
                "servizi/promozione.csv",
                "10;8;10;Registro;20",
                "10;8;12;Registro;20",
            )
            .cambia(
                "servizi/promozione.csv",
                "Visite al sito turistico",
                "Visite al sito del turismo",
            )
            .cambia(
                "servizi/affari.csv",
                ";Ricorsi persi;<=2;1;<=2;Contenzioso\n",
                "",
            )
            .cambia(
                "servizi/affari.csv",
                "Verbali approvati;",
                "Verbali firmati in digitale;;;5;Archivio\n;Verbali approvati;",
            )
            .cambia(
                "testi/piano/10-presentazione.md",
                "servizi semplici",
                "servizi <b>digitali</b>".replace(['<', '>'], "*").as_str(),
            );
        banco
    }

    fn scrivi(&self, nome: &str, byte: impl AsRef<[u8]>) -> String {
        let percorso = self.cartella.path().join(nome);
        fs::write(&percorso, byte).expect("writable");
        percorso.to_string_lossy().into_owned()
    }
}

fn cartella(ciclo: &Ciclo) -> String {
    ciclo.dati().to_string_lossy().into_owned()
}

fn pdf(ciclo: &Ciclo) -> String {
    let uscita = ciclo.esegui(&["genera", "piano"]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    ciclo
        .uscita()
        .join("piano-2022-2024.pdf")
        .to_string_lossy()
        .into_owned()
}

/// The comparison as JSON, with the exit code.
fn json(vecchio: &str, nuovo: &str) -> (Option<i32>, Value) {
    let uscita = ciclo(&["confronta", vecchio, nuovo, "--formato", "json"]);
    let json = serde_json::from_slice(&uscita.stdout)
        .unwrap_or_else(|_| panic!("{}", testo(&uscita.stderr)));
    (uscita.status.code(), json)
}

fn differenze(vecchio: &str, nuovo: &str) -> Value {
    let (codice, json) = json(vecchio, nuovo);
    assert_eq!(codice, Some(1));
    json["differenze"].clone()
}

#[test]
fn what_is_for_the_office_is_compared_where_both_sides_have_it_and_nowhere_else() {
    let banco = Banco::nuovo();
    for (ciclo, nota) in [(&banco.prima, "da sentire"), (&banco.dopo, "sentito")] {
        ciclo
            .cambia("servizi/promozione.csv", ";Peso", ";Peso;Note")
            .cambia(
                "servizi/promozione.csv",
                "10;8;10;Registro;20",
                &format!("10;8;10;Registro;20;{nota}"),
            );
    }
    let modello = banco.scrivi("prima.json", banco.prima.esegui(&["modello"]).stdout);
    let (prima, dopo) = (cartella(&banco.prima), cartella(&banco.dopo));
    assert_eq!(json(&modello, &prima).0, Some(0), "a model and its folder");
    for vecchia in [&modello, &prima] {
        let cambiate = differenze(vecchia, &dopo);
        assert_eq!(cambiate[0]["campo"], "note", "{cambiate:#}");
        assert_eq!(cambiate[0]["nuovo"], "sentito");
    }
    let pubblica = pdf(&banco.prima);
    for (una, altra) in [(&pubblica, &dopo), (&modello, &pubblica)] {
        let (_, confronto) = json(una, altra);
        assert_eq!(
            confronto["differenze"],
            Value::Array(Vec::new()),
            "{una} {altra}"
        );
    }
}

#[test]
fn a_folder_a_pdf_and_a_model_give_the_same_differences() {
    let banco = Banco::cambiato();
    let modelli = [("prima.json", &banco.prima), ("dopo.json", &banco.dopo)]
        .map(|(nome, ciclo)| banco.scrivi(nome, ciclo.esegui(&["modello"]).stdout));
    let attese = differenze(&cartella(&banco.prima), &cartella(&banco.dopo));
    assert_eq!(attese.as_array().map(Vec::len), Some(7), "{attese:#}");
    let (pdf_prima, pdf_dopo) = (pdf(&banco.prima), pdf(&banco.dopo));
    for prima in [cartella(&banco.prima), modelli[0].clone()] {
        for dopo in [cartella(&banco.dopo), modelli[1].clone()] {
            assert_eq!(differenze(&prima, &dopo), attese, "{prima} {dopo}");
        }
        let con_pdf = differenze(&prima, &pdf_dopo);
        assert_eq!(del_piano(&con_pdf), del_piano(&attese), "{prima} and a PDF");
    }
    for dopo in [cartella(&banco.dopo), pdf_dopo] {
        let con_pdf = differenze(&pdf_prima, &dopo);
        assert_eq!(del_piano(&con_pdf), del_piano(&attese), "a PDF and {dopo}");
    }
}

/// What a Piano's PDF can tell of these differences: no grades, and no places on the office's disk.
fn del_piano(differenze: &Value) -> Vec<Value> {
    let tutte = differenze.as_array().expect("a list").iter();
    let sue = tutte.filter(|differenza| differenza["ambito"] != "grado");
    sue.cloned()
        .map(|mut differenza| {
            let chiavi = differenza.as_object_mut().expect("a difference");
            chiavi.retain(|chiave, _| !chiave.starts_with("luogo") && chiave != "testo");
            differenza
        })
        .collect()
}

#[test]
fn the_whole_of_bergamo_survives_its_pdf() {
    let bergamo = Ciclo::bergamo();
    let pdf = pdf(&bergamo);
    let uscita = ciclo(&["confronta", &pdf, &cartella(&bergamo)]);
    assert_eq!(uscita.status.code(), Some(0), "{}", testo(&uscita.stdout));
    assert!(
        testo(&uscita.stdout)
            .starts_with("Nessuna differenza: le due bozze dicono le stesse cose.\n")
    );
}

#[test]
fn a_real_workbook_says_the_same_as_text_does() {
    let banco = Banco::nuovo();
    let mut libro = Workbook::new();
    let foglio = libro.add_worksheet();
    let (percento, data) = (
        Format::new().set_num_format("0%"),
        Format::new().set_num_format("dd/mm/yyyy"),
    );
    let righe: [&[&str]; 11] = [
        &["SERVIZIO PROMOZIONE"],
        &["CRESCITA"],
        &[
            "Azione",
            "Indicatore",
            "Risultato Atteso 2021",
            "Risultato Consuntivo 2021",
            "Risultato Atteso 2022",
            "Fonte del dato",
            "Peso",
        ],
        &["1.1 Territorio"],
        &[
            "Promuovere il territorio",
            "Numero di eventi",
            "10",
            "8",
            "10",
            "Registro",
            "20",
        ],
        &[
            "",
            "Gradimento dei visitatori",
            "%0.8",
            "%0.76",
            "%0.85",
            "Questionari",
            "20",
        ],
        &[
            "",
            "Visite al sito turistico",
            "4500",
            "5000",
            "5000",
            "Statistiche",
            "10",
        ],
        &["1.2 Imprese"],
        &[
            "Sostenere le imprese",
            "Tempi medi di risposta",
            "30gg",
            "14 gg",
            "30 gg",
            "Protocollo",
            "10",
        ],
        &[
            "",
            "Bando pubblicato",
            "@2021-06-30",
            "@2021-06-15",
            "@2022-03-31",
            "Albo",
            "10",
        ],
        &[
            "",
            "Sportello aperto",
            "SI/NO",
            "Sì",
            "SI/NO",
            "Registro",
            "10",
        ],
    ];
    for (riga, celle) in righe.iter().enumerate() {
        for (colonna, cella) in celle.iter().enumerate() {
            let (riga, colonna) = (riga as u32 + 3, colonna as u16 + 1); // moved down and aside
            let esito = match (cella.split_at_checked(1), cella.parse::<f64>()) {
                (Some(("%", quota)), _) => foglio.write_with_format(
                    riga,
                    colonna,
                    quota.parse::<f64>().expect("a share"),
                    &percento,
                ),
                (Some(("@", giorno)), _) => foglio.write_with_format(
                    riga,
                    colonna,
                    ExcelDateTime::parse_from_str(giorno).expect("a date"),
                    &data,
                ),
                (_, Ok(numero)) => foglio.write(riga, colonna, numero),
                _ => foglio.write(riga, colonna, *cella),
            };
            esito.expect("a cell");
        }
    }
    banco.dopo.togli("servizi/promozione.csv");
    banco.dopo.scrivi(
        "servizi/promozione.xlsx",
        libro.save_to_buffer().expect("a workbook"),
    );
    banco.prima.cambia(
        "servizi/promozione.csv",
        "Assistere chi esporta;Consulenze a chi esporta;15;24;15;Registro;20\n",
        "",
    );
    banco.prima.cambia(
        "servizi/promozione.csv",
        "Partecipare ai progetti;Progetto: Turismo;100%;50%;100%;Scheda progetto;0\n",
        "",
    );
    let (codice, json) = json(&cartella(&banco.prima), &cartella(&banco.dopo));
    assert_eq!(
        (codice, &json["differenze"]),
        (Some(0), &Value::Array(Vec::new()))
    );
}

#[test]
fn what_is_no_draft_of_ours_is_refused_with_the_reason() {
    let banco = Banco::nuovo();
    let dati = cartella(&banco.prima);
    let buono = fs::read(pdf(&banco.prima)).expect("the Piano");
    let senza_allegati = |creatore: &str| {
        let mut documento = Document::load_mem(&buono).expect("a PDF");
        documento.catalog_mut().expect("a catalog").remove(b"AF");
        documento.catalog_mut().expect("a catalog").remove(b"Names");
        let info = documento
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference)
            .expect("metadata");
        let info = documento
            .get_object_mut(info)
            .and_then(Object::as_dict_mut)
            .expect("metadata");
        info.set("Creator", Object::string_literal(creatore));
        let mut byte = Vec::new();
        documento.save_to(&mut byte).expect("a PDF");
        byte
    };
    let alterato = {
        let mut documento = Document::load_mem(&buono).expect("a PDF");
        let allegato = documento.objects.values_mut().find_map(|oggetto| {
            let flusso = oggetto.as_stream_mut().ok()?;
            let tipo = flusso.dict.get(b"Subtype").and_then(Object::as_name).ok()?;
            (tipo == b"application/json" || tipo == b"application#2Fjson").then_some(flusso)
        });
        allegato.expect("the attachment").content.truncate(200);
        let mut byte = Vec::new();
        documento.save_to(&mut byte).expect("a PDF");
        byte
    };
    let foglio = b"PK\x03\x04".to_vec();
    let casi: [(&str, Vec<u8>, &str); 11] = [
        ("piano.pdf.p7m", b"0\x82".to_vec(), "una busta firmata"),
        ("piano.docx", foglio.clone(), "ciclo nuovo ne fa un ciclo"),
        ("tributi.xlsx", foglio, "è un solo foglio di lavoro"),
        (
            "piano.doc",
            b"\xd0\xcf\x11\xe0".to_vec(),
            "un file di Office 97-2003",
        ),
        (
            "estraneo.pdf",
            senza_allegati("Altro programma"),
            "non è stato composto da ciclo",
        ),
        (
            "senza-allegato.pdf",
            senza_allegati("ciclo 0.1.0"),
            "l'allegato modello.json è stato tolto",
        ),
        (
            "allegato-rotto.pdf",
            alterato,
            "l'allegato modello.json è danneggiato",
        ),
        (
            "tronco.pdf",
            buono[..1000].to_vec(),
            "non è un PDF leggibile",
        ),
        (
            "rumore.pdf",
            b"niente che sia un PDF".to_vec(),
            "non è un PDF leggibile",
        ),
        (
            "altro.json",
            b"{\"schema\":\"altro\"}".to_vec(),
            "non è un modello di ciclo",
        ),
        (
            "futuro.json",
            b"{\"schema\":\"ciclo/2\"}".to_vec(),
            "è scritto nel formato «ciclo/2»",
        ),
    ];
    for (nome, byte, atteso) in casi {
        let file = banco.scrivi(nome, byte);
        for (vecchio, nuovo) in [
            (file.as_str(), dati.as_str()),
            (dati.as_str(), file.as_str()),
        ] {
            let uscita = ciclo(&["confronta", vecchio, nuovo]);
            let detto = testo(&uscita.stderr);
            assert_eq!(uscita.status.code(), Some(2), "{nome}: {detto}");
            assert!(
                detto.contains(nome) && detto.contains(atteso),
                "{nome}: {detto}"
            );
            assert!(uscita.stdout.is_empty(), "{nome}");
        }
    }
    let uscita = ciclo(&["confronta", "/non/esiste", &dati]);
    assert_eq!(
        (uscita.status.code(), testo(&uscita.stderr)),
        (
            Some(2),
            "Non riesco a leggere /non/esiste: non esiste.\n".to_owned()
        )
    );
}

#[test]
fn the_json_is_what_its_schema_says() {
    let banco = Banco::cambiato();
    let schema: Value =
        serde_json::from_slice(&ciclo(&["confronta", "--schema"]).stdout).expect("JSON");
    let validatore = jsonschema::validator_for(&schema).expect("a schema");
    let (_, json) = json(&cartella(&banco.prima), &cartella(&banco.dopo));
    assert!(
        validatore.is_valid(&json),
        "{:?}",
        validatore
            .iter_errors(&json)
            .map(|e| e.to_string())
            .collect::<Vec<_>>()
    );
    assert_eq!(json["schema"], "ciclo/confronto/1");
    let mut altro = json.clone();
    altro["differenze"][0]["tipo"] = "capovolto".into();
    assert!(!validatore.is_valid(&altro));
    let atteso = &json["differenze"][0];
    assert_eq!(atteso["cruscotto"], "promozione");
    assert_eq!(atteso["campo"], "atteso 2022");
    assert_eq!(
        (&atteso["vecchio"], &atteso["nuovo"]),
        (&"10".into(), &"12".into())
    );
    assert_eq!(atteso["luogo_nuovo"]["cella"], "E5");
}

#[test]
fn the_page_shows_everything_and_nothing_gets_in() {
    let banco = Banco::nuovo();
    banco.dopo.cambia(
        "servizi/promozione.csv",
        "Statistiche",
        "<script>alert(1)</script>",
    );
    let file = banco.cartella.path().join("c.html");
    let percorso = file.to_string_lossy().into_owned();
    let uscita = ciclo(&[
        "confronta",
        &cartella(&banco.prima),
        &cartella(&banco.dopo),
        "--formato",
        "html",
        "-o",
        &percorso,
    ]);
    assert_eq!(uscita.status.code(), Some(1), "{}", testo(&uscita.stderr));
    let pagina = fs::read_to_string(file).expect("the page");
    assert!(
        pagina.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"),
        "{pagina}"
    );
    assert_eq!(pagina.matches("<script>").count(), 1, "our own script only");
    for esterno in ["src=", "@import", "<link", "url("] {
        assert!(!pagina.contains(esterno), "{esterno}");
    }
}

#[test]
fn what_is_no_text_is_refused_without_speaking_of_comparing() {
    let banco = Banco::nuovo();
    let casi: [(&str, &[u8], &str); 4] = [
        ("vecchio.xls", b"\xd0\xcf\x11\xe0", "salvalo come .xlsx"),
        ("vecchio.XLSB", b"qualcosa", "salvalo come .xlsx"),
        (
            "appunti.txt",
            b"niente",
            "il formato .txt non è tra quelli ammessi",
        ),
        (
            "rotto.json",
            b"{",
            "Indica un foglio di lavoro (.xlsx, .xlsm, .ods o .csv)",
        ),
    ];
    for (nome, byte, atteso) in casi {
        let uscita = ciclo(&["testo", &banco.scrivi(nome, byte)]);
        let detto = testo(&uscita.stderr)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(uscita.status.code(), Some(2), "{nome}: {detto}");
        assert!(
            detto.contains(atteso) && !detto.contains("Confronta"),
            "{nome}: {detto}"
        );
    }
    // A model through a pipe has no ending.
    let modello = banco.scrivi("modello", banco.prima.esegui(&["modello"]).stdout);
    assert!(ciclo(&["testo", &modello]).status.success());
}

/// All the words on the pages of a PDF.
fn parole(file: &Path) -> String {
    let documento = Document::load(file).expect("a PDF");
    let pagine: Vec<u32> = documento.get_pages().into_keys().collect();
    documento
        .extract_text(&pagine)
        .expect("text")
        .split_whitespace()
        .collect()
}

#[test]
fn the_report_and_the_marked_document_say_the_changes_in_words() {
    let banco = Banco::cambiato();
    banco.prima.cambia(
        "testi/piano/10-presentazione.md",
        "{{ tabella(\"bilancio\") }}",
        "Gli uffici aprono anche di sabato.\n\n- Alle nove.\n- Su appuntamento.\n\n{{ tabella(\"bilancio\") }}",
    );
    // A paragraph with a reference is marked like any other.
    for (ciclo, verbo) in [(&banco.prima, "mostra"), (&banco.dopo, "illustra")] {
        ciclo.cambia(
            "testi/piano/10-presentazione.md",
            "{{ grafico(",
            &format!(
                "Il {{{{ rif(\"grafico\", \"dipendenti\") }}}} {verbo} le persone.\n\n{{{{ grafico("
            ),
        );
    }
    let (vecchio, nuovo) = (pdf(&banco.prima), cartella(&banco.dopo));
    let rapporto = banco.cartella.path().join("rapporto.pdf");
    ciclo(&[
        "confronta",
        &vecchio,
        &nuovo,
        "--formato",
        "pdf",
        "-o",
        &rapporto.to_string_lossy(),
    ]);
    let detto = parole(&rapporto);
    for atteso in [
        "Checosaècambiato",
        "ServizioPromozione",
        "prima:",
        "adesso:",
        "cellaE5",
    ] {
        assert!(detto.contains(atteso), "{atteso}: {detto}");
    }
    let uscita = banco
        .dopo
        .esegui(&["genera", "piano", "--rispetto-a", &vecchio]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    let segnato = parole(&banco.dopo.uscita().join("piano-2022-2024-bozza.pdf"));
    let attesi = [
        "BOZZA·rispettoaquelladel27gennaio2022",
        "Comeleggerequestabozza",
        "prima:10",
        "adesso:12",
        "prima:Visitealsitoturistico",
        "toltoRicorsipersi",
        "nuovoVerbalifirmatiindigitale",
        "IlGrafico1tolto:mostraaggiunto:illustralepersone.",
        // Paragraphs that are gone, after the one that they stood after.
        "tempicerti.tolto:Gliufficiapronoanchedisabato.tolto:–Allenove.tolto:–Suappuntamento.",
    ];
    for atteso in attesi {
        assert!(segnato.contains(atteso), "{atteso}: {segnato}");
    }
    let piano = parole(Path::new(&pdf(&banco.dopo)));
    for assente in ["BOZZA", "prima:", "Ricorsipersi", "disabato"] {
        assert!(
            !piano.contains(assente),
            "an unmarked document says {assente}"
        );
    }
}

/// A figure that a placeholder fills, a word within bold ones, an item of a list.
#[test]
fn every_change_of_the_text_is_marked_where_it_stands() {
    let banco = Banco::nuovo();
    let capitolo = "testi/piano/10-presentazione.md";
    let (elenco, poi) = (
        "- Prima **voce molto forte** qui;\n- voce da togliere;\n- terza voce.\n\n{{ tabella(",
        "- Prima **voce assai forte** qui;\n- terza voce.\n\n{{ tabella(",
    );
    banco.prima.cambia(capitolo, "{{ tabella(", elenco);
    let dopo = banco.dopo.cambia(capitolo, "{{ tabella(", poi);
    dopo.cambia("quadri/bilancio.csv", "12.160.000", "12.170.000");
    let vecchio = pdf(&banco.prima);
    let uscita = dopo.esegui(&["genera", "piano", "--rispetto-a", &vecchio]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    let segnato = parole(&dopo.uscita().join("piano-2022-2024-bozza.pdf"));
    let attesi = [
        "iproventisonotolto:12.160.000aggiunto:12.170.000euro.",
        "–Primavocetolto:moltoaggiunto:assaifortequi;",
        "qui;–tolto:vocedatogliere;–terzavoce.",
    ];
    for atteso in attesi {
        assert!(segnato.contains(atteso), "{atteso}: {segnato}");
    }
    let nuovo = cartella(dopo);
    let rapporto = banco.scrivi("rapporto.html", "");
    ciclo(&["confronta", &vecchio, &nuovo, "-o", &rapporto]);
    let pagina = fs::read_to_string(&rapporto).expect("a page");
    let attesi = [
        "Prima: <strong>Piano della performance 2022-2024 del 27 gennaio 2022</strong>",
        "Testo: Presentazione di",
        "(+10.000, +0,08% su 12.160.000)",
    ];
    for atteso in attesi {
        assert!(pagina.contains(atteso), "{atteso}: {pagina}");
    }
    let titoli = pagina.split("<h2").skip(1);
    let titoli = titoli.filter_map(|resto| resto.split("</h2>").next());
    assert!(titoli.into_iter().all(|titolo| !titolo.contains(".md")));
}

/// A year that was published carries its model; the folder of all years, and any other, says what
/// to name.
#[test]
fn a_published_year_is_a_draft_and_other_folders_say_what_to_name() {
    let banco = Banco::cambiato();
    let pubblicati = banco.cartella.path().join("pubblicazione");
    let anno = pubblicati.join("2022");
    fs::create_dir_all(&anno).expect("folders");
    let modello = banco.prima.esegui(&["modello"]).stdout;
    fs::write(anno.join("modello.json"), modello).expect("a model");
    let dopo = cartella(&banco.dopo);
    let dell_anno = differenze(&anno.to_string_lossy(), &dopo);
    assert_eq!(dell_anno, differenze(&cartella(&banco.prima), &dopo));
    let vuota = tempfile::tempdir().expect("a folder");
    let casi = [
        (pubblicati.as_path(), "indicane uno, per esempio"),
        (vuota.path(), "non è la cartella di un ciclo"),
    ];
    for (cartella, atteso) in casi {
        let fatto = ciclo(&["confronta", &cartella.to_string_lossy(), &dopo]);
        let detto = testo(&fatto.stderr);
        assert_eq!(fatto.status.code(), Some(2), "{detto}");
        assert!(
            detto.contains(atteso) && !detto.contains("--dati"),
            "{detto}"
        );
    }
}

#[test]
fn the_ending_of_the_file_says_the_format() {
    let banco = Banco::cambiato();
    let (prima, dopo) = (cartella(&banco.prima), cartella(&banco.dopo));
    let inizi = [
        ("c.json", "{"),
        ("c.html", "<!DOCTYPE html>"),
        ("c.PDF", "%PDF-"),
        ("c.txt", ""),
    ];
    for (nome, inizio) in inizi {
        let file = banco.cartella.path().join(nome);
        let fatto = ciclo(&["confronta", &prima, &dopo, "-o", &file.to_string_lossy()]);
        assert_eq!(fatto.status.code(), Some(1), "{}", testo(&fatto.stderr));
        let scritto = fs::read(&file).expect("written");
        assert!(scritto.starts_with(inizio.as_bytes()), "{nome}");
        if inizio.is_empty() {
            assert!(testo(&scritto).contains("Visite al sito del turismo"));
        }
    }
    // What is said wins.
    let file = banco.scrivi("c.html", "");
    ciclo(&["confronta", &prima, &dopo, "-o", &file, "--formato", "json"]);
    assert!(fs::read_to_string(&file).expect("written").starts_with('{'));
    // An ending that promises another thing is refused.
    let file = banco.cartella.path().join("c.docx");
    let fatto = ciclo(&["confronta", &prima, &dopo, "-o", &file.to_string_lossy()]);
    assert_eq!(fatto.status.code(), Some(2));
    assert!(
        testo(&fatto.stderr).contains(".docx"),
        "{}",
        testo(&fatto.stderr)
    );
    assert!(!file.exists());
}

/// `git diff` asks for the text of every PDF, ours or not, whole or not.
#[test]
fn a_pdf_that_is_not_ours_gives_its_words() {
    let banco = Banco::nuovo();
    let buono = fs::read(pdf(&banco.prima)).expect("the Piano");
    let mut estraneo = Document::load_mem(&buono).expect("a PDF");
    let catalogo = estraneo.catalog_mut().expect("a catalog");
    catalogo.remove(b"AF");
    catalogo.remove(b"Names");
    let mut byte = Vec::new();
    estraneo.save_to(&mut byte).expect("a PDF");
    let fatto = ciclo(&["testo", &banco.scrivi("estraneo.pdf", &byte)]);
    assert!(fatto.status.success(), "{}", testo(&fatto.stderr));
    let parole = testo(&fatto.stdout);
    let letto = parole.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(letto.contains("Piano della performance"), "{letto}");
    assert!(letto.contains("Indicatore"), "{letto}");
    // A byte that is not what it was, here and there: words, or a reason.
    for passo in 0..40 {
        let mut guasto = byte.clone();
        for posto in (passo * 97..guasto.len()).step_by(guasto.len() / 7) {
            guasto[posto] ^= 0x5a;
        }
        let fatto = ciclo(&["testo", &banco.scrivi("guasto.pdf", &guasto)]);
        let esito = fatto.status.code();
        assert!(matches!(esito, Some(0 | 2)), "{passo}: {esito:?}");
    }
}
