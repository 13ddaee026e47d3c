//! The Relazione and the schede as a reader finds them: every figure is the model's, and a draft
//! says that it is one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::comune::{Ciclo, stretto, testo};
use lopdf::Document;
use serde_json::Value;

const RELAZIONE: &str = "relazione-2021.pdf";

/// The text of a PDF without any white space, as a page holds it.
fn stampato(percorso: &Path, pagine: Option<&[u32]>) -> String {
    let pdf = Document::load(percorso).expect("a PDF");
    let tutte: Vec<u32> = pdf.get_pages().into_keys().collect();
    stretto(&pdf.extract_text(pagine.unwrap_or(&tutte)).expect("text"))
}

fn genera(ciclo: &Ciclo, che: &str) {
    let uscita = ciclo.esegui(&["genera", che]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
}

/// `98.83` → `98,83%`.
fn percento(grado: &Value) -> Option<String> {
    Some(format!("{}%", grado.as_str()?.replace('.', ",")))
}

fn elenco<'a>(valore: &'a Value, campo: &str) -> &'a [Value] {
    valore[campo].as_array().map_or(&[], Vec::as_slice)
}

fn stringa(valore: &Value) -> &str {
    valore.as_str().unwrap_or_default()
}

/// The rows of a model's cruscotti, each with its grade.
fn righe(modello: &Value) -> impl Iterator<Item = (&Value, &Value, &Value)> {
    let gradi = elenco(&modello["valutazione"], "cruscotti");
    elenco(modello, "cruscotti")
        .iter()
        .zip(gradi)
        .flat_map(|(cruscotto, grado)| {
            elenco(cruscotto, "righe")
                .iter()
                .zip(elenco(grado, "righe"))
                .map(move |(riga, di)| (riga, di, grado))
        })
}

#[test]
fn every_row_prints_what_the_model_says_of_it() {
    let ciclo = Ciclo::bergamo();
    genera(&ciclo, "relazione");
    let stampato = stampato(&ciclo.uscita().join(RELAZIONE), None);
    let modello = ciclo.modello();
    let mut viste = 0;
    for (riga, grado, cruscotto) in
        righe(&modello).filter(|(_, grado, _)| grado["esito"] != "non-previsto")
    {
        let stella = if riga["di_sistema"] == true {
            "(*)"
        } else {
            ""
        };
        let valore = |campo: &str| stringa(&riga[campo]["2021"]["stampa"]).to_owned();
        let consuntivo = match valore("consuntivo") {
            vuoto if vuoto.is_empty() => "da inserire".to_owned(),
            pieno => pieno,
        };
        let giudizio =
            percento(&grado["grado"]).unwrap_or(stringa(&grado["esito"]).replace('-', " "));
        let attesa = format!(
            "{}{stella}1/{}{}{consuntivo}{giudizio}",
            stringa(&riga["nome"]),
            cruscotto["previsti"],
            valore("atteso"),
        );
        assert!(
            stampato.contains(&stretto(&attesa)),
            "«{attesa}» is not printed"
        );
        viste += 1;
    }
    assert_eq!(viste, 22 + 94 + 4 + 1);
}

#[test]
fn what_people_wrote_stands_where_it_explains() {
    let ciclo = Ciclo::bergamo();
    genera(&ciclo, "relazione");
    let stampato = stampato(&ciclo.uscita().join(RELAZIONE), None);
    let cause = "Metà delle edizioni spostata al 2022; Manifestazioni annullate o rinviate; Dati \
                 dei flussi disponibili solo in parte";
    // In the strategic cruscotto, in that of the service and in the director's.
    assert_eq!(stampato.matches(&stretto(cause)).count(), 3, "{cause}");
    let perche = "Il grado scritto qui (96,90%) non è quello dell'ente (97,39%)";
    assert!(stampato.contains(&stretto(perche)), "{perche}");
    // What an office notes for itself is no cause.
    assert!(!stampato.contains(&stretto("Numero previsto superato")));
}

#[test]
fn every_mean_is_the_models_and_says_on_how_many_indicators_it_stands() {
    let ciclo = Ciclo::bergamo();
    genera(&ciclo, "relazione");
    let stampato = stampato(&ciclo.uscita().join(RELAZIONE), None);
    let modello = ciclo.modello();
    let nomi = elenco(&modello, "prospettive")
        .iter()
        .flat_map(|p| elenco(p, "obiettivi"));
    let obiettivi = nomi.map(|o| format!("{} {}", stringa(&o["codice"]), stringa(&o["nome"])));
    let prospettive = elenco(&modello, "prospettive")
        .iter()
        .map(|p| stringa(&p["nome"]).to_owned());
    let valutazione = &modello["valutazione"];
    let medie = obiettivi
        .zip(elenco(valutazione, "obiettivi"))
        .chain(prospettive.zip(elenco(valutazione, "prospettive")))
        .chain(servizi(&modello));
    let mut viste = 0;
    for (nome, media) in medie {
        let attesa = match percento(&media["grado"]) {
            Some(grado) => format!(
                "{nome}{grado}{} su {}",
                media["valutati"], media["previsti"]
            ),
            None => format!("{nome}non valutato"),
        };
        assert!(
            stampato.contains(&stretto(&attesa)),
            "«{attesa}» is not printed"
        );
        viste += 1;
    }
    assert_eq!(viste, 12 + 4 + 10);
    for tutto in ["ente", "ambito_organizzativo"] {
        let media = &valutazione[tutto];
        let grado = percento(&media["grado"]).expect("a grade");
        let attesa = format!(
            "{grado}raggiunto{}su{}indicatori",
            media["valutati"], media["previsti"]
        );
        assert!(stampato.contains(&attesa), "«{attesa}» is not printed");
    }
}

fn servizi(modello: &Value) -> impl Iterator<Item = (String, &Value)> {
    let gradi = elenco(&modello["valutazione"], "cruscotti");
    elenco(modello, "cruscotti")
        .iter()
        .zip(gradi)
        .filter(|(cruscotto, _)| {
            ["servizio", "azienda-speciale"].contains(&stringa(&cruscotto["tipo"]))
        })
        .map(|(cruscotto, grado)| (stringa(&cruscotto["nome"]).to_owned(), grado))
}

#[test]
fn no_grade_is_printed_that_the_model_does_not_have() {
    let ciclo = Ciclo::bergamo();
    genera(&ciclo, "relazione");
    let stampato = stampato(&ciclo.uscita().join(RELAZIONE), None);
    let mut noti = BTreeSet::new();
    raccogli(&ciclo.modello(), &mut noti);
    // The only grade that is not in the model: of a project, from its scheda, beside the result of
    // the workbook.
    let progetti = ["98,83%", "50,00%"].map(str::to_owned);
    let mut visti = 0;
    for (posto, _) in stampato.match_indices('%') {
        let prima = &stampato[..posto];
        let cifre = prima
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_digit() || *c == ',')
            .count();
        let figura = &stampato[posto - cifre..=posto];
        // Grades and nothing else have two decimals; figures of cells that touch may precede one.
        if figura.len() < 6 || figura.as_bytes()[figura.len() - 4] != b',' {
            continue;
        }
        assert!(
            noti.iter()
                .chain(&progetti)
                .any(|noto| figura.ends_with(noto.as_str())),
            "{figura}"
        );
        visti += 1;
    }
    assert!(visti > 200, "{visti} grades");
}

/// Every grade and every printed value with two decimals, wherever it stands in the model.
fn raccogli(valore: &Value, noti: &mut BTreeSet<String>) {
    match valore {
        Value::Array(valori) => valori.iter().for_each(|v| raccogli(v, noti)),
        Value::Object(campi) => {
            for (nome, campo) in campi {
                match nome.as_str() {
                    "grado" => noti.extend(percento(campo)),
                    "stampa" => noti.extend(
                        campo
                            .as_str()
                            .filter(|s| s.ends_with('%'))
                            .map(str::to_owned),
                    ),
                    _ => raccogli(campo, noti),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn a_draft_says_so_on_its_first_page_and_on_the_others() {
    let ciclo = Ciclo::bergamo();
    genera(&ciclo, "relazione");
    let percorso = ciclo.uscita().join(RELAZIONE);
    for pagina in [1, 2, 20] {
        assert!(
            stampato(&percorso, Some(&[pagina])).contains("BOZZA–manca1consuntivo"),
            "page {pagina}"
        );
    }
    let tutto = stampato(&percorso, None);
    assert!(
        tutto.contains("servizi/promozione.xlsx,foglio«Cruscotto»,cellaD23"),
        "the cell to fill in"
    );
    let ciclo = Ciclo::base("minimo");
    ciclo.scrivi(
        "testi/relazione/10-r.md",
        "# Risultati\n\n{{ mancanti() }}\n\n{{ rendiconti(\"servizio\") }}\n",
    );
    genera(&ciclo, "relazione");
    let finale = stampato(&ciclo.uscita().join(RELAZIONE), None);
    assert!(
        !finale.contains("BOZZA") && !finale.contains("dainserire") && !finale.contains("bozza")
    );
}

#[test]
fn a_final_relazione_is_refused_whole_and_leaves_what_was_there() {
    let ciclo = Ciclo::bergamo();
    genera(&ciclo, "relazione");
    let prima = fs::read(ciclo.uscita().join(RELAZIONE)).expect("the draft");
    for comando in [
        &["genera", "relazione", "--definitiva"][..],
        &["genera", "--definitiva"],
    ] {
        let uscita = ciclo.esegui(comando);
        assert_eq!(uscita.status.code(), Some(1));
        let detto = testo(&uscita.stderr);
        assert!(
            detto.contains("servizi/promozione.xlsx") && detto.contains("D23"),
            "{detto}"
        );
    }
    let file: Vec<_> = fs::read_dir(ciclo.uscita())
        .expect("outputs")
        .flatten()
        .map(|v| v.file_name())
        .collect();
    assert_eq!(file, [RELAZIONE]);
    assert!(fs::read(ciclo.uscita().join(RELAZIONE)).expect("the draft") == prima);
}

#[test]
fn a_cycle_with_nothing_to_show_can_still_place_everything() {
    let ciclo = Ciclo::base("minimo");
    let righe = [
        "SERVIZIO PROMOZIONE;;;;;",
        "CRESCITA;;;;;",
        "Azione;Indicatore;Atteso 2021;Consuntivo 2021;Atteso 2022;Fonte del dato",
        "1.1 Territorio;;;;;",
        "Promuovere;N. di eventi;3;;-;Registro",
    ];
    ciclo
        .scrivi("servizi/promozione.csv", righe.join("\n"))
        .togli("cruscotti/strategico.csv");
    let inserti = [
        "mancanti()",
        "quadro_sinottico()",
        "figura(\"albero-performance\")",
        "grafico(\"risultati-prospettive\")",
        "grafici(\"risultati-servizi\", \"genere-categorie\")",
        "rendiconto(\"promozione\")",
        "rendiconti(\"strategico\", \"dirigente\")",
        "fasce()",
        "bilancio_di_genere()",
        "esclusi()",
        "non_previsti()",
        "schede()",
    ];
    let capitolo: String = inserti
        .iter()
        .map(|inserto| format!("{{{{ {inserto} }}}}\n\n"))
        .collect();
    ciclo.scrivi(
        "testi/relazione/10-r.md",
        format!(
            "# Risultati\n\nGrado: {{{{ valutazione.ente.grado }}}}.\n\n## Tutto\n\n{capitolo}"
        ),
    );
    genera(&ciclo, "relazione");
    let stampato = stampato(&ciclo.uscita().join(RELAZIONE), None);
    assert!(stampato.contains("Grado:nondisponibile."));
    assert!(stampato.contains("BOZZA–manca1consuntivo"));
    assert!(stampato.contains("N.dieventi1/13dainserirenonrilevato"));
}

#[test]
fn names_from_a_workbook_never_become_paths_or_code() {
    let ciclo = Ciclo::base("minimo");
    let scheda = |nome: &str| {
        format!(
            "Progetto;{nome}\nResponsabile;#panic(\"r\")\nObiettivo;1.1\n\n\
             Anno;Attività;Responsabile;Inizio;Fine;Peso;Target;Risultato\n\
             2022;#import \"x\": *;R;01/01/2022;31/12/2022;100;100%;\n"
        )
    };
    ciclo
        .scrivi("progetti/a.csv", scheda("../../../fuori"))
        .scrivi("progetti/b.csv", scheda("/etc/passwd"));
    ciclo
        .scrivi("progetti/c.csv", scheda(".."))
        .scrivi("progetti/d.csv", scheda("Fuori 2"));
    genera(&ciclo, "schede");
    let file: BTreeSet<String> = fs::read_dir(ciclo.uscita().join("schede"))
        .expect("schede")
        .flatten()
        .map(|voce| voce.file_name().to_string_lossy().into_owned())
        .collect();
    let attesi = [
        "progetto-etc-passwd.pdf",
        "progetto-fuori-2.pdf",
        "progetto-fuori.pdf",
        "progetto-senza-nome.pdf",
        "promozione.pdf",
    ];
    assert_eq!(file, attesi.map(str::to_owned).into());
    let sopra: Vec<_> = fs::read_dir(ciclo.uscita().parent().expect("the folder above"))
        .expect("readable")
        .flatten()
        .collect();
    assert_eq!(sopra.len(), 2, "only the cycle and its outputs");
    let stampata = stampato(&ciclo.uscita().join("schede/progetto-fuori.pdf"), None);
    assert!(stampata.contains("#panic(\"r\")") && stampata.contains("#import\"x\":*"));
}

#[test]
fn schede_give_each_service_and_project_its_targets() {
    let ciclo = Ciclo::bergamo();
    genera(&ciclo, "schede");
    let modello = ciclo.modello();
    let cartella = ciclo.uscita().join("schede");
    let mut assegnati = 0;
    for cruscotto in elenco(&modello, "cruscotti") {
        let percorso = cartella.join(format!("{}.pdf", stringa(&cruscotto["id"])));
        let servizio = ["servizio", "azienda-speciale"].contains(&stringa(&cruscotto["tipo"]));
        assert_eq!(percorso.is_file(), servizio, "{}", percorso.display());
        if !servizio {
            continue;
        }
        let stampata = stampato(&percorso, None);
        let responsabile = stringa(&cruscotto["responsabile"]);
        let vertice = if responsabile == "Segretario generale" {
            ""
        } else {
            "Il Segretario generale"
        };
        let firme = format!("Per il servizioIl responsabile{responsabile}{vertice}Data");
        assert!(
            stampata.contains(&stretto(&firme)),
            "no room for signatures: «{firme}»"
        );
        for riga in elenco(cruscotto, "righe") {
            let atteso = stringa(&riga["atteso"]["2022"]["stampa"]);
            assert!(
                stampata.contains(&stretto(stringa(&riga["nome"])))
                    && stampata.contains(&stretto(atteso))
            );
            assegnati += 1;
        }
    }
    assert_eq!(assegnati, 173);
    let turismo = stampato(&cartella.join("progetto-turismo.pdf"), None);
    assert!(turismo.contains("Schedaprogetto2022Turismo") && turismo.contains("100%"));
    // Those of collaborators and groups have a folder of their own.
    let schede = fs::read_dir(cartella).expect("schede").flatten();
    let schede = schede.filter(|voce| voce.path().is_file());
    assert_eq!(schede.count(), 10 + 13);
}

#[test]
fn the_same_input_makes_the_same_bytes_alone_or_together() {
    let (insieme, uno_per_volta) = (Ciclo::bergamo(), Ciclo::bergamo());
    assert!(insieme.esegui(&["genera"]).status.success());
    let testi = fs::read_dir(insieme.dati().join("testi")).expect("chapters");
    let documenti: Vec<String> = testi
        .flatten()
        .map(|voce| voce.file_name().to_string_lossy().into_owned())
        .chain(["schede".to_owned()])
        .collect();
    for che in &documenti {
        genera(&uno_per_volta, che);
    }
    let mut confrontati = 0;
    for sotto in ["", "schede"] {
        for voce in fs::read_dir(insieme.uscita().join(sotto))
            .expect("outputs")
            .flatten()
        {
            let nome = voce.file_name();
            if voce.path().is_dir() {
                continue;
            }
            let altro =
                fs::read(uno_per_volta.uscita().join(sotto).join(&nome)).expect("the same file");
            assert!(fs::read(voce.path()).expect("a PDF") == altro, "{nome:?}");
            confrontati += 1;
        }
    }
    let attesi = documenti.len() - 1 + 23;
    assert!(confrontati >= attesi, "{confrontati} of {attesi}");
}
