//! What never leaves the office: a distinctive word in every private place, looked for in every
//! byte that is published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};

use lopdf::{Document, Object};
use rust_xlsxwriter::{DocProperties, Workbook};
use zip::ZipArchive;

use ciclo::opendata::allegato::allegato;

use crate::comune::stampato::stretto;
use crate::comune::{Albero, Ciclo, albero, testo};

/// What is for the office alone, whatever is published.
const RISERVATI: [(&str, &str); 11] = [
    ("the sheet's name", "canarinofoglio"),
    ("the workbook's author", "canarinoautore"),
    ("the file of a chapter", "canarinofile"),
    ("a row's note", "canarinonota"),
    ("the person of a row", "canarinopersona"),
    ("who contributes to a row", "canarinocontributo"),
    ("a difficulty", "canarinodifficile"),
    ("a corrective action", "canarinorimedio"),
    ("a forecast", "canarinoprevisto"),
    ("an activity's note", "canarinoattivita"),
    ("a column that nobody knows", "canarinoignoto"),
];
/// Who answers for what: in no model, not even the office's own, and in no file but the schede of
/// those people.
const PERSONE: [(&str, &str); 4] = [
    ("a collaborator", "canarinocollaboratore"),
    ("a group", "canarinogruppo"),
    ("a behaviour", "canarinocomportamento"),
    ("a mark", "87,31"),
];
/// What only the Relazione tells, which here is a draft.
const DELLA_RELAZIONE: [(&str, &str); 9] = [
    ("the reason of a grade", "canarinomotivo"),
    ("the cause of a deviation", "canarinocausa"),
    ("a result of the year under way", "canarinoesito"),
    ("an activity's result", "canarinorisultato"),
    ("the cause of an activity's result", "canarinoritardo"),
    ("a chapter of the draft", "canarinobozza"),
    ("the title of the draft", "canarinotitolo"),
    ("a table that only the draft places", "canarinotabella"),
    (
        "bonuses, which are a document by themselves",
        "canarinopremi",
    ),
];
/// What readers are told.
const PUBBLICI: [(&str, &str); 4] = [
    ("an indicator's name", "fascicoli"),
    ("a note for readers", "canarinopubblico"),
    ("its row", "pratiche archiviate: canarinopubblico"),
    // The text of a PDF is looked into without its blanks.
    ("its row in print", "pratichearchiviate:canarinopubblico"),
];
const CAPITOLO: &str = "testi/piano/70-canarinofile.md";
/// A row for each column: its heading, and what stands below for the first indicator.
const COLONNE: [(&str, &str); 16] = [
    ("Azione", "Curare gli archivi"),
    ("Indicatore", "Pratiche archiviate"),
    ("Risultato Atteso 2022", "90%"),
    ("Risultato Consuntivo 2022", "canarinoesito"),
    ("Fonte del dato", "Registro"),
    ("Grado", "80%"),
    ("Motivazione", "canarinomotivo"),
    ("Note", "canarinonota"),
    ("Responsabile", "canarinopersona"),
    ("Contributori", "canarinocontributo"),
    ("Criticità", "canarinodifficile"),
    ("Azione correttiva", "canarinorimedio"),
    ("Previsione 2022", "canarinoprevisto"),
    ("Causa dello scostamento", "canarinocausa"),
    ("Nota pubblica", "canarinopubblico"),
    ("Appunti", "canarinoignoto"),
];

/// The documents that a cycle may publish besides, and what they ask of its settings.
const ALTRI: [(&str, &str); 5] = [
    (
        "testi/piao/22-performance.md",
        "# Performance\n\n{{ valore_pubblico() }}\n\n{{ fasi_del_ciclo() }}\n\n\
         {{ performance_individuale() }}\n\n{{ obiettivi_di_performance() }}\n\n\
         {{ anticorruzione() }}\n",
    ),
    ("testi/pira/10-pira.md", "# Programmi\n\n{{ pira() }}\n"),
    (
        "testi/rapporto-pira/10-rapporto.md",
        "# Risultati\n\n{{ rapporto_pira() }}\n",
    ),
    (
        "testi/validazione/10-tabella.md",
        "# Tabella\n\n{{ validazione_esito() }}\n\n{{ validazione_criteri() }}\n\n\
         {{ validazione_evidenze() }}\n",
    ),
    ("testi/premi/10-premi.md", "# Premi\n\n{{ premi() }}\n"),
];
const PREMI: &str = "Personale;Stanziati;Distribuiti\nDirigenti;92.000;88.500\ncanarinopremi;1;1\n";
const IMPOSTAZIONI: &str = "
[documenti.piao]
data = 2022-01-27
[documenti.pira]
data = 2022-01-27
[documenti.rapporto-pira]
data = 2023-06-28
[documenti.validazione]
data = 2023-07-05
[documenti.premi]
data = 2023-07-20

[quadri.premi]
titolo = \"Premi\"

[[missioni]]
codice = \"011\"
nome = \"Competitività\"

[[programmi]]
codice = \"011-005\"
nome = \"Sviluppo\"

[oiv]
esito = \"validata\"
";

const RENDICONTATO: &str = "\
Azione;Indicatore;Risultato Atteso 2022;Risultato Consuntivo 2022;Fonte del dato
1.1 Territorio;;;;
Promuovere il territorio;Numero di eventi;10;8;Registro
";

fn ciclo() -> Ciclo {
    let ciclo = Ciclo::base("confronto");
    ciclo.togli("servizi/affari.csv");
    ciclo.scrivi("servizi/affari.xlsx", foglio());
    ciclo.cambia(
        "progetti/turismo.csv",
        "Risultato;Note",
        "Risultato;Note;Causa dello scostamento",
    );
    ciclo.cambia(
        "progetti/turismo.csv",
        "60;100%;;",
        "60;100%;canarinorisultato;canarinoattivita;canarinoritardo",
    );
    ciclo.scrivi(
        "assegnazioni/affari.csv",
        "Collaboratore;Gruppo;Indicatore;Peso;Comportamento;Peso;Punteggio\n\
         Canarinocollaboratore;;Pratiche archiviate;100;Canarinocomportamento;100;87,31\n\
         ;Canarinogruppo;Fascicoli aperti;100;;;\n",
    );
    ciclo.scrivi(CAPITOLO, "# Metodo\n\nCome si misura.\n");
    ciclo.scrivi(
        "testi/relazione/10-esiti.md",
        "# Esiti\n\nParola canarinobozza.\n\n{{ tabella(\"esiti\") }}\n\n{{ rendiconti(\"servizio\") }}\n\n{{ schede() }}\n",
    );
    ciclo.scrivi("quadri/esiti.csv", "Voce;Quanti\ncanarinotabella;3\n");
    ciclo.scrivi("quadri/premi.csv", PREMI);
    let ente = "codice-ipa = \"c_x000\"\n\n[ciclo]";
    ciclo.cambia("ciclo.toml", "\n[ciclo]", ente);
    let relazione = "[documenti.relazione]\ntitolo = \"canarinotitolo\"\ndata = 2023-06-28\n\
                     bozza = true\n\n[quadri.esiti]\ntitolo = \"Esiti\"\n\n[[prospettive]]";
    ciclo.cambia("ciclo.toml", "[[prospettive]]", relazione);
    ciclo
}

/// The same cycle with its results and every document that may be published.
fn ciclo_intero() -> Ciclo {
    let ciclo = ciclo();
    ciclo.cambia("ciclo.toml", "bozza = true\n", "");
    ciclo.cambia(
        "ciclo.toml",
        "anno = 2022",
        "anno = 2022\nanno-relazione = 2022",
    );
    for nome in ["cruscotti/strategico.csv", "servizi/promozione.csv"] {
        ciclo.scrivi(nome, RENDICONTATO);
    }
    ciclo.cambia(
        "progetti/turismo.csv",
        "40;15/12/2022;;",
        "40;15/12/2022;15/12/2022;",
    );
    for (file, contenuto) in ALTRI {
        ciclo.scrivi(file, contenuto);
    }
    let criteri: String = ('a'..='k')
        .map(|lettera| format!("criteri.{lettera} = {{ giudizio = \"positivo\" }}\n"))
        .collect();
    let scritte = fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("settings");
    ciclo.scrivi("ciclo.toml", scritte + IMPOSTAZIONI + &criteri);
    let nel_programma = "nome = \"Territorio\", programma = \"011-005\"";
    ciclo.cambia("ciclo.toml", "nome = \"Territorio\"", nel_programma);
    ciclo
}

fn foglio() -> Vec<u8> {
    let mut cartella = Workbook::new();
    cartella.set_properties(&DocProperties::new().set_author("canarinoautore"));
    let foglio = cartella.add_worksheet();
    foglio.set_name("canarinofoglio").expect("a name");
    foglio.write(1, 0, "1.1 Territorio").expect("a cell");
    for (colonna, (testa, cella)) in (0..).zip(COLONNE) {
        foglio.write(0, colonna, testa).expect("a cell");
        foglio.write(2, colonna, cella).expect("a cell");
    }
    for (colonna, cella) in [(1, "Fascicoli aperti"), (2, "12"), (3, "11")] {
        foglio.write(3, colonna, cella).expect("a cell");
    }
    cartella.save_to_buffer().expect("a workbook")
}

/// All that a file says, whatever it is packed in, and what is packed in that.
fn aperto(nome: &str, byte: &[u8]) -> Vec<Vec<u8>> {
    let mut aperti = vec![byte.to_vec()];
    match nome.rsplit('.').next() {
        Some("pdf") => aperti.extend(pdf(byte)),
        Some("ods" | "xlsx" | "zip") => {
            let mut zip = ZipArchive::new(Cursor::new(byte)).expect("a zip");
            for posto in 0..zip.len() {
                let mut dentro = Vec::new();
                let mut parte = zip.by_index(posto).expect("a part");
                parte.read_to_end(&mut dentro).expect("unpacked");
                let nome = parte.name().expect("a name").into_owned();
                aperti.extend(aperto(&nome, &dentro));
            }
        }
        _ => {}
    }
    aperti
}

fn pdf(byte: &[u8]) -> Vec<Vec<u8>> {
    let pdf = Document::load_mem(byte).expect("a PDF");
    let mut aperti: Vec<Vec<u8>> = pdf
        .objects
        .values()
        .filter_map(|oggetto| match oggetto {
            Object::Stream(flusso) => flusso.decompressed_content().ok(),
            altro => Some(format!("{altro:?}").into_bytes()),
        })
        .collect();
    let stretto = stretto(&pdf);
    assert!(
        stretto.contains("Entediprova"),
        "the text is read: {stretto}"
    );
    aperti.push(stretto.into_bytes());
    aperti
}

fn trovati(
    pubblicati: &Albero,
    parole: &[(&'static str, &str)],
) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut trovati: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (nome, byte) in pubblicati {
        for detto in aperto(nome, byte) {
            let detto = String::from_utf8_lossy(&detto).to_lowercase();
            for (dove, parola) in parole {
                if detto.contains(parola) {
                    trovati.entry(dove).or_default().insert(nome.clone());
                }
            }
        }
    }
    trovati
}

#[test]
fn no_private_word_is_in_any_published_byte() {
    let ciclo = ciclo();
    let letto = ciclo.modello().to_string();
    for (dove, parola) in RISERVATI.into_iter().chain(DELLA_RELAZIONE) {
        let letta = letto.contains(parola) || dove.contains("author") || dove.contains("nobody");
        assert!(letta, "the office's own model has {dove}");
    }
    assert_eq!(
        trovati(
            &Albero::from([("modello.json".to_owned(), letto.into_bytes())]),
            &PERSONE
        ),
        BTreeMap::new()
    );
    let uscito = ciclo.esegui(&["pubblica", "piano"]);
    assert_eq!(uscito.status.code(), Some(0), "{}", testo(&uscito.stderr));
    let pubblicati = albero(&ciclo.uscita());
    dicono_ai_lettori(&pubblicati);
    assert_eq!(trovati(&pubblicati, &RISERVATI), BTreeMap::new());
    assert_eq!(trovati(&pubblicati, &PERSONE), BTreeMap::new());
    assert_eq!(trovati(&pubblicati, &DELLA_RELAZIONE), BTreeMap::new());
}

#[test]
fn every_approved_document_tells_its_own_and_nothing_private() {
    let ciclo = ciclo_intero();
    for comando in ["genera", "pubblica"] {
        let uscito = ciclo.esegui(&[comando]);
        assert_eq!(uscito.status.code(), Some(0), "{}", testo(&uscito.stderr));
    }
    let usciti = albero(&ciclo.uscita());
    for documento in [
        "piano",
        "relazione",
        "piao",
        "pira",
        "rapporto-pira",
        "validazione",
        "premi",
    ] {
        let pubblico = format!("2022/{documento}-ente-di-prova-");
        assert!(
            usciti.keys().any(|nome| nome.starts_with(&pubblico)),
            "{documento}"
        );
    }
    assert!(usciti.contains_key("2022/piao.xlsx") && usciti.contains_key("2022/piao.json"));
    dicono_ai_lettori(&usciti);
    assert_eq!(trovati(&usciti, &RISERVATI), BTreeMap::new());
    solo_nelle_loro_schede(usciti.clone());
    let detti = trovati(&usciti, &DELLA_RELAZIONE);
    for (dove, _) in DELLA_RELAZIONE {
        assert!(detti.contains_key(dove), "the Relazione tells {dove}");
    }
}

/// The schede of people name them; their attachments do not, and nothing else does.
fn solo_nelle_loro_schede(mut usciti: Albero) {
    let persone = "schede/individuali/";
    let schede: Vec<String> = usciti
        .keys()
        .filter(|n| n.starts_with(persone))
        .cloned()
        .collect();
    assert_eq!(schede.len(), 2, "{schede:?}");
    let mut loro = Albero::new();
    let mut allegati = Albero::new();
    for nome in schede {
        let pdf = usciti.remove(&nome).expect("a scheda");
        for file in ["modello.json", "indicatori.csv"] {
            let byte = allegato(pdf.clone(), file).expect("an attachment");
            allegati.insert(format!("{nome}/{file}"), byte);
        }
        loro.insert(nome, pdf);
    }
    let dove: Vec<&str> = trovati(&loro, &PERSONE).into_keys().collect();
    assert_eq!(dove.len(), PERSONE.len(), "the schede name {dove:?}");
    assert_eq!(trovati(&allegati, &PERSONE), BTreeMap::new());
    assert_eq!(trovati(&usciti, &PERSONE), BTreeMap::new());
}

/// Every form is looked into: what readers are told is found in each.
fn dicono_ai_lettori(usciti: &Albero) {
    let pubblici = trovati(usciti, &PUBBLICI);
    let in_forma = |dove: &str, fine: &str| pubblici[dove].iter().any(|nome| nome.ends_with(fine));
    for fine in [".pdf", ".ods", ".csv", ".json", ".html"] {
        assert!(
            in_forma("an indicator's name", fine),
            "{fine} is looked into"
        );
    }
    for fine in [".pdf", ".json", ".html"] {
        assert!(
            in_forma("a note for readers", fine),
            "the note is in a {fine}"
        );
    }
    assert!(in_forma("its row", ".html"), "the page says whose note");
    assert!(
        in_forma("its row in print", ".pdf"),
        "print says whose note"
    );
}

#[test]
fn a_piano_holds_no_grade_and_says_the_same_as_its_folder() {
    let ciclo = ciclo();
    assert!(ciclo.esegui(&["pubblica", "piano"]).status.success());
    let anno = albero(&ciclo.uscita().join("2022"));
    let modello: serde_json::Value =
        serde_json::from_slice(&anno["modello.json"]).expect("the model");
    assert_eq!(modello["parte"], serde_json::json!(["piano"]));
    assert!(modello.get("valutazione").is_none() && modello["testi"].get("relazione").is_none());
    let righe = testo(&anno["indicatori.csv"]);
    assert!(
        !righe.contains("valutato") && righe.contains("servizi/affari, cella"),
        "{righe}"
    );
    let pdf = anno
        .keys()
        .find(|nome| nome.ends_with(".pdf"))
        .expect("the PDF");
    let pdf = ciclo.uscita().join("2022").join(pdf);
    let pdf = pdf.to_str().expect("a name");
    let confronto = ciclo.esegui_senza_dati(&["confronta", pdf, "ciclo"]);
    let detto = testo(&confronto.stdout) + &testo(&confronto.stderr);
    assert_eq!(confronto.status.code(), Some(0), "{detto}");
    assert!(
        detto.contains("non contiene: i gradi e i risultati dell'anno, «canarinotitolo»"),
        "{detto}"
    );
}

#[test]
fn a_trial_names_all_that_would_be_public_and_writes_nothing() {
    let ciclo = ciclo();
    let prova = ciclo.esegui(&["pubblica", "piano", "--prova"]);
    let detto = testo(&prova.stdout);
    assert!(
        prova.status.success() && !ciclo.uscita().exists(),
        "{detto}"
    );
    assert!(ciclo.esegui(&["pubblica", "piano"]).status.success());
    for nome in albero(&ciclo.uscita()).keys() {
        assert!(detto.contains(&format!("  {nome}")), "{nome}: {detto}");
    }
    assert!(
        detto.contains("cruscotti.righe.fonte") && !detto.contains("righe.note"),
        "{detto}"
    );
}

#[test]
fn an_act_that_cannot_be_the_documents_own_stops_the_publication() {
    for (cercato, nuovo, atteso) in [
        (
            "data = 2022-01-27",
            "data = 2019-01-30",
            "la data di «Piano»",
        ),
        (
            "data = 2022-01-27",
            "data = 2022-01-27\ndelibera = \"n. 4/2019\"",
            "l'atto «n. 4/2019»",
        ),
        (
            "[documenti.piano]\ndata = 2022-01-27\n",
            "",
            "nessuno ha scritto la data",
        ),
    ] {
        let ciclo = ciclo();
        ciclo.cambia("ciclo.toml", cercato, nuovo);
        let uscito = ciclo.esegui(&["pubblica", "piano"]);
        let detto = testo(&uscito.stderr);
        assert_eq!(uscito.status.code(), Some(1), "{detto}");
        assert!(
            detto.contains(atteso) && detto.contains("atto-non-plausibile"),
            "{detto}"
        );
        assert!(!ciclo.uscita().exists());
    }
}
