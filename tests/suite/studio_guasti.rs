//! `ciclo apri` where things go wrong under it: files half saved, a disk without room, a program
//! that is killed, several pages at once.

use std::fs;
use std::io::{BufRead, BufReader, Write};

use serde_json::json;

use crate::comune::Ciclo;
use crate::studio::{CAPITOLO, Studio, impronte};

#[test]
fn a_workbook_half_saved_leaves_the_last_good_pages() {
    let ciclo = Ciclo::bergamo();
    let foglio = "servizi/promozione.xlsx";
    let intero = fs::read(ciclo.dati().join(foglio)).expect("a workbook");
    let studio = Studio::apri(&ciclo.dati());
    let buone = impronte(&studio.composto("piano"));
    for mozzo in [&intero[..intero.len() / 2], &[]] {
        ciclo.scrivi(foglio, mozzo);
        let ferme = studio.quando("piano", |n| n["tavola"]["fermo"].is_string());
        assert_eq!(impronte(&ferme), buone);
        let rilievi = ferme["rilievi"].as_str().expect("html");
        assert!(rilievi.contains("promozione.xlsx"), "it says which file");
        ciclo.scrivi(foglio, &intero);
        let dopo = studio.quando("piano", |n| n["tavola"]["fermo"].is_null());
        assert_eq!(impronte(&dopo), buone);
    }
    fs::remove_file(ciclo.dati().join(foglio)).expect("gone");
    studio.quando("piano", |n| {
        impronte(n) != buone || n["tavola"]["fermo"].is_string()
    });
    ciclo.scrivi(foglio, &intero);
    studio.quando("piano", |n| {
        n["tavola"]["fermo"].is_null() && impronte(n) == buone
    });
}

/// What a page sends to save the chapter of these tests.
fn salvataggio(studio: &Studio, testo: &str) -> String {
    let pagina = studio.pagina("/capitoli/piano/10-presentazione").corpo;
    let (_, impronta) = pagina.split_once("data-impronta=\"").expect("a mark");
    let impronta = impronta.split('"').next().expect("its end");
    json!({"documento": "piano", "nome": "10-presentazione", "impronta": impronta, "testo": testo})
        .to_string()
}

#[test]
fn on_a_disk_without_room_a_chapter_stays_as_it_was() {
    let ciclo = Ciclo::base("confronto");
    let prima = fs::read_to_string(ciclo.dati().join(CAPITOLO)).expect("a chapter");
    let studio = Studio::con_file_fino_a(8, &ciclo.dati());
    studio.composto("piano");
    let lungo = format!("{prima}\n{}\n", "Una frase che non ci sta. ".repeat(400));
    let risposta = studio.agisce("salva-capitolo", &salvataggio(&studio, &lungo));
    assert_eq!(risposta.stato, 500, "{}", risposta.corpo);
    assert!(
        risposta.corpo.contains("troppo grande"),
        "{}",
        risposta.corpo
    );
    let dopo = fs::read_to_string(ciclo.dati().join(CAPITOLO)).expect("a chapter");
    assert_eq!(dopo, prima);
    let cartella = ciclo.dati().join("testi/piano");
    let nomi = fs::read_dir(cartella).expect("a folder").flatten();
    assert_eq!(nomi.count(), 2, "nothing half written is left beside it");
    let breve = format!("{prima}\nCi sta.\n");
    let risposta = studio.agisce("salva-capitolo", &salvataggio(&studio, &breve));
    assert_eq!(risposta.stato, 200, "{}", risposta.corpo);
}

#[test]
fn on_a_disk_without_room_the_demonstration_says_so_and_leaves_nothing() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::con_file_fino_a(8, &ciclo.dati());
    studio.composto("piano");
    let qui = ciclo.dati();
    let sopra = qui.parent().expect("a folder");
    let quanti = || fs::read_dir(sopra).expect("a folder").count();
    let prima = quanti();
    let risposta = studio.agisce("dimostrazione", r#"{"dove":"qui"}"#);
    assert_eq!(risposta.stato, 409, "{}", risposta.corpo);
    assert!(
        risposta.corpo.contains("troppo grande"),
        "{}",
        risposta.corpo
    );
    assert_eq!(quanti(), prima);
    assert!(studio.agisce("apri-ciclo", "{}").stato == 400, "it goes on");
}

#[test]
fn a_program_that_is_killed_is_opened_again_as_it_was() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    let buone = impronte(&studio.composto("piano"));
    let testo = fs::read_to_string(ciclo.dati().join(CAPITOLO)).expect("a chapter");
    // While it reads and sets what has just changed.
    ciclo.scrivi(CAPITOLO, format!("{testo}\n\nUna frase.\n"));
    drop(studio);
    ciclo.scrivi(CAPITOLO, &testo);
    let di_nuovo = Studio::apri(&ciclo.dati());
    assert_eq!(impronte(&di_nuovo.composto("piano")), buone);
}

#[test]
fn every_page_that_is_open_hears_of_a_change() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    let prima = impronte(&studio.composto("piano"));
    studio.composto("relazione");
    let mut pagine: Vec<_> = (0..3).map(|_| ascolta(&studio)).collect();
    let primi: Vec<u64> = pagine.iter_mut().map(evento).collect();
    let testo = fs::read_to_string(ciclo.dati().join(CAPITOLO)).expect("a chapter");
    ciclo.scrivi(CAPITOLO, format!("{testo}\n\nUna frase.\n"));
    let dopo: Vec<u64> = pagine.iter_mut().map(evento).collect();
    assert!(dopo.iter().zip(&primi).all(|(dopo, prima)| dopo > prima));
    studio.quando("piano", |n| impronte(n) != prima);
    // One that is closed takes nothing from the others.
    pagine.pop();
    ciclo.scrivi(CAPITOLO, &testo);
    for pagina in &mut pagine {
        evento(pagina);
    }
    studio.quando("piano", |n| impronte(n) == prima);
}

type Eventi = BufReader<std::net::TcpStream>;

/// A page that waits for what is new.
fn ascolta(studio: &Studio) -> Eventi {
    let mut flusso = studio.flusso();
    let richiesta = studio.chiede("/eventi", &[&studio.biscotto()]);
    flusso.write_all(richiesta.as_bytes()).expect("sent");
    BufReader::new(flusso)
}

/// The turn that the next event tells of.
fn evento(eventi: &mut Eventi) -> u64 {
    loop {
        let mut riga = String::new();
        eventi.read_line(&mut riga).expect("an event");
        if let Some(giro) = riga.strip_prefix("data:") {
            return giro.trim().parse().expect("a turn");
        }
    }
}
