//! How documents are set: what stands where on their pages.

use lopdf::Document;
use regex::Regex;

use crate::comune::pagine::{Linea, Pagina, pagine};
use crate::comune::{Ciclo, testo};

/// The left edge of running text, in points.
const MARGINE: f64 = 130.4;
/// The size of its letters, and those of the headings of sections.
const CORPO: f64 = 10.2;
const CORPI_DEI_TITOLI: [f64; 2] = [12.5, 17.0];

fn documento(ciclo: &Ciclo, nome: &str, file: &str) -> Vec<Pagina> {
    let uscita = ciclo.esegui(&["genera", nome]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    let pdf = Document::load(ciclo.uscita().join(file)).expect("a PDF");
    pagine(&pdf)
}

/// The Piano and the Relazione of two bodies.
fn documenti() -> Vec<(String, Vec<Pagina>)> {
    let tutti = [
        (Ciclo::bergamo(), "2022-2024", "2021"),
        (Ciclo::base("comune-esempio"), "2027-2029", "2026"),
    ];
    let di = |(ciclo, triennio, anno): (Ciclo, &str, &str)| {
        let nomi = [("piano", triennio), ("relazione", anno)];
        nomi.map(|(nome, anni)| {
            let file = format!("{nome}-{anni}.pdf");
            let pagine = documento(&ciclo, nome, &file);
            (file, pagine)
        })
    };
    tutti.into_iter().flat_map(di).collect()
}

/// The lines of all pages after cover and contents, with the page of each from 1.
fn linee(pagine: &[Pagina]) -> Vec<(usize, Linea)> {
    let prima = |pagina: &Pagina| {
        let linee = pagina.linee();
        linee
            .iter()
            .any(|linea| linea.testo.trim() == "Indice" || linea.corpo > 40.0)
    };
    let da = pagine
        .iter()
        .position(|pagina| !prima(pagina))
        .expect("pages");
    let numerate = pagine.iter().enumerate().skip(da);
    numerate
        .flat_map(|(n, pagina)| pagina.linee().into_iter().map(move |linea| (n + 1, linea)))
        .collect()
}

fn corrente(linea: &Linea) -> bool {
    (linea.corpo - CORPO).abs() < 0.1 && (linea.x - MARGINE).abs() < 1.0
}

fn titolo(linea: &Linea) -> bool {
    let suo = |corpo: &f64| (linea.corpo - corpo).abs() < 0.1;
    CORPI_DEI_TITOLI.iter().any(suo) && (linea.x - MARGINE).abs() < 1.0
}

#[test]
fn no_line_ends_with_a_word_of_one_or_two_letters() {
    let mut viste = 0;
    for (file, pagine) in documenti() {
        for (pagina, linea) in linee(&pagine).iter().filter(|(_, linea)| corrente(linea)) {
            let ultima = linea
                .testo
                .split_whitespace()
                .next_back()
                .unwrap_or_default();
            let corta = ultima.chars().count() <= 2 && ultima.chars().all(char::is_alphabetic);
            assert!(!corta, "{file}, page {pagina}: «{}»", linea.testo);
            viste += 1;
        }
    }
    assert!(viste > 400, "{viste} lines");
}

#[test]
fn a_figure_follows_its_introduction_in_its_own_section() {
    let didascalia = Regex::new(r"^(Tabella|Grafico|Figura) (\d+) – ").expect("a rule");
    let mut viste = 0;
    for (file, pagine) in documenti() {
        let linee = linee(&pagine);
        for (n, (pagina, linea)) in linee.iter().enumerate() {
            let Some(trovata) = didascalia.captures(&linea.testo) else {
                continue;
            };
            let sezione = linee[..n]
                .iter()
                .rposition(|(_, linea)| titolo(linea))
                .unwrap_or(0);
            let dopo = linee[n..].iter().position(|(_, linea)| titolo(linea));
            let fine = dopo.map_or(linee.len(), |dopo| n + dopo);
            let nome = format!("{} {}", &trovata[1], &trovata[2]);
            let detta = Regex::new(&format!(r"\b{nome}\b")).expect("a rule");
            let detta =
                |(_, linea): &(usize, Linea)| corrente(linea) && detta.is_match(&linea.testo);
            // What is named only further on, in another section, is looked back at.
            if linee[..fine].iter().any(detta) {
                assert!(
                    linee[sezione..n].iter().any(detta),
                    "{file}, page {pagina}: {nome} stands away from what introduces it"
                );
                viste += 1;
            }
        }
    }
    assert!(viste > 12, "{viste} figures");
}

#[test]
fn a_figure_cuts_no_list_and_no_paragraph() {
    let didascalia = Regex::new(r"^(Tabella|Grafico|Figura) \d+ – ").expect("a rule");
    let mut viste = 0;
    for (file, pagine) in documenti() {
        let linee = linee(&pagine);
        for (n, (pagina, linea)) in linee.iter().enumerate() {
            if didascalia.is_match(&linea.testo)
                && let Some((_, prima)) = linee[..n].iter().rev().find(|(_, l)| corrente(l))
            {
                let fine = prima.testo.trim_end().chars().next_back();
                assert!(
                    fine.is_some_and(|c| ".:»)!?".contains(c)),
                    "{file}, page {pagina}: «{}» is cut at «{}»",
                    linea.testo,
                    prima.testo
                );
                viste += 1;
            }
        }
    }
    assert!(viste > 20, "{viste} figures");
}

/// A chapter's name with its lead is no page, where what follows is turned.
#[test]
fn no_page_holds_headings_alone() {
    let ciclo = Ciclo::bergamo();
    let altri = [
        ("validazione", "validazione-2021.pdf"),
        ("monitoraggio", "monitoraggio-2022-06-30.pdf"),
    ];
    let altri = altri.map(|(nome, file)| (file.to_owned(), documento(&ciclo, nome, file)));
    let mut viste = 0;
    for (file, pagine) in documenti().into_iter().chain(altri) {
        for (n, pagina) in pagine.iter().enumerate().skip(1) {
            let linee = pagina.linee();
            assert!(
                linee.len() > 5,
                "{file}, page {}: {} lines",
                n + 1,
                linee.len()
            );
            viste += 1;
        }
    }
    assert!(viste > 100, "{viste} pages");
}

#[test]
fn a_service_has_its_page_and_no_sheet_is_wasted() {
    const PIENA: f64 = 0.59;
    for (file, pagine) in documenti() {
        let apre_un_capitolo = |pagina: &Pagina| pagina.linee().iter().any(|l| l.corpo > 29.0);
        let ultime = pagine.iter().skip(1).map(apre_un_capitolo).chain([true]);
        let dentro = pagine.iter().zip(ultime).filter(|(_, ultima)| !ultima);
        let vuote = dentro.filter(|(pagina, _)| pagina.piena() < PIENA).count();
        assert_eq!(vuote, 0, "pages of {file} are nearly empty");
    }
    let piano = documento(&Ciclo::bergamo(), "piano", "piano-2022-2024.pdf");
    assert!(piano.len() <= 43, "{} pages", piano.len());
    let seguiti = linee(&piano);
    let seguiti = seguiti
        .iter()
        .filter(|(_, l)| l.testo.contains(", segue ("));
    assert!(
        (1..=6).contains(&seguiti.count()),
        "long services go on, and say so"
    );
}

/// Words that only a screen reader meets are a point high; all others are read by people.
#[test]
fn nothing_is_set_smaller_than_a_note() {
    const NOTA: f64 = 8.0;
    const A_VOCE: f64 = 1.5;
    let ciclo = Ciclo::bergamo();
    let altri = ["validazione-2021.pdf", "monitoraggio-2022-06-30.pdf"];
    let altri = altri.map(|file| {
        let nome = file.split('-').next().expect("a name");
        (file.to_owned(), documento(&ciclo, nome, file))
    });
    let mut viste = 0;
    for (file, pagine) in documenti().into_iter().chain(altri) {
        for (n, pagina) in pagine.iter().enumerate() {
            for linea in pagina.linee() {
                assert!(
                    linea.corpo < A_VOCE || linea.corpo > NOTA - 0.05,
                    "{file}, page {}: «{}» in {}",
                    n + 1,
                    linea.testo,
                    linea.corpo
                );
                viste += 1;
            }
        }
    }
    assert!(viste > 4000, "{viste} lines");
}

/// The colours of `nome` in a source, in their order: one a line, as `"#0066CC"` or `--tinta: #0066cc`.
fn colori(sorgente: &str, dentro: &str) -> Vec<String> {
    let colore = Regex::new("#[0-9a-fA-F]{6}").expect("a pattern");
    let righe = sorgente.lines().filter(|riga| riga.contains(dentro));
    righe
        .flat_map(|riga| colore.find_iter(riga))
        .map(|trovato| trovato.as_str().to_lowercase())
        .collect()
}

#[test]
fn the_web_has_the_colours_of_the_pages_and_no_band_has_a_prospettiva_s() {
    let token = include_str!("../../templates/stile/token.typ");
    let elenco = token.split("#let tinte = (").nth(1).expect("tints");
    let elenco = elenco.split("\n)").next().expect("their end");
    let tinte = colori(elenco, "rgb");
    let stile = include_str!("../../templates/web/style.css");
    assert_eq!(tinte.len(), 8);
    assert_eq!(tinte, colori(stile, "--tinta: #"));
    let fasce = token
        .lines()
        .find(|riga| riga.starts_with("#let tinte-fascia"));
    let fasce = colori(fasce.expect("bands"), "rgb");
    assert!(
        fasce.iter().all(|fascia| !tinte.contains(fascia)),
        "{fasce:?}"
    );
    // Those that bands take by name.
    for nome in ["allerta:", "profondo:"] {
        let suo = colori(token, nome);
        assert!(suo.iter().all(|colore| !tinte.contains(colore)), "{suo:?}");
    }
}

#[test]
fn schede_of_a_kind_are_signed_in_one_place() {
    let ciclo = Ciclo::bergamo();
    let uscita = ciclo.esegui(&["genera", "schede"]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    let cartella = std::fs::read_dir(ciclo.uscita().join("schede")).expect("schede");
    let mut posti = [Vec::new(), Vec::new()];
    for voce in cartella {
        let file = voce.expect("an entry").path();
        if file.extension().is_none_or(|fine| fine != "pdf") {
            continue;
        }
        let pdf = Document::load(&file).expect("a PDF");
        let prima = pagine(&pdf).swap_remove(0);
        let linee = prima.linee();
        let firma = linee
            .iter()
            .find(|linea| linea.testo.trim().ends_with("Data"));
        let firma = firma.unwrap_or_else(|| panic!("no signature in {}", file.display()));
        let nome = file.file_name().expect("a name").to_string_lossy();
        posti[usize::from(nome.starts_with("progetto-"))].push(firma.y);
    }
    for posti in posti {
        assert!(posti.len() > 5);
        let scarto = posti
            .iter()
            .map(|y| (y - posti[0]).abs())
            .fold(0.0, f64::max);
        assert!(scarto < 0.5, "{posti:?}");
    }
}
