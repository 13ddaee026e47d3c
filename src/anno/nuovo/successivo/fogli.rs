//! The workbooks of the next cycle: the rows of this one, with next year's columns.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::model::{AttivitaProgetto, Cruscotto, Dato, Modello, Progetto, Riga, Valore, Verso};

use super::super::super::File;
use super::super::super::libro::{Libro, Pagina, Stili, altezza, colore};
use super::{Guasto, con_anni_dopo};

/// The row of the headings, from 0.
const TESTATA: u32 = 2;

/// A cruscotto with last year's target and result, and the new triennium: what was planned for it
/// already is filled in.
pub(super) fn cruscotto(modello: &Modello, cruscotto: &Cruscotto) -> Result<Vec<u8>, XlsxError> {
    let anno = modello.anno;
    let stili = Stili::default();
    let mut libro = Libro::nuovo(&cruscotto.nome, &modello.ente.nome, anno + 1)?;
    let foglio = libro.foglio("Cruscotto", Pagina::Orizzontale)?;
    let primo = modello.anno_relazione.min(anno);
    let ultimo = modello.triennio.last().copied().unwrap_or(anno);
    let titolo = con_anni_dopo(&cruscotto.nome, primo, ultimo);
    foglio
        .set_tab_color(colore::PROFONDO)
        .set_row_height(0, 26)?
        .set_row_height(TESTATA, 32)?;
    foglio.write_string_with_format(0, 0, &titolo, &stili.titolo)?;
    let colonne = [
        ("Codice".to_owned(), 10.0),
        ("Obiettivo".to_owned(), 11.0),
        ("Azione".to_owned(), 28.0),
        ("Indicatore".to_owned(), 42.0),
        (format!("Risultato Atteso\n{anno}"), 14.0),
        (format!("Risultato Consuntivo\n{anno}"), 14.0),
        (format!("Risultato Atteso\n{}", anno + 1), 14.0),
        (format!("Risultato Atteso\n{}", anno + 2), 14.0),
        (format!("Risultato Atteso\n{}", anno + 3), 14.0),
        ("Fonte del dato".to_owned(), 24.0),
        ("Peso".to_owned(), 8.0),
        ("Verso".to_owned(), 13.0),
        ("Note".to_owned(), 26.0),
    ];
    for (colonna, (nome, larghezza)) in (0..).zip(&colonne) {
        foglio.set_column_width(colonna, *larghezza)?;
        foglio.write_string_with_format(TESTATA, colonna, nome, &stili.intestazione)?;
    }
    foglio
        .set_freeze_panes(TESTATA + 1, 4)?
        .set_repeat_rows(TESTATA, TESTATA)?;
    for (posto, riga) in (TESTATA + 1..).zip(&cruscotto.righe) {
        let celle = celle(modello, riga, anno);
        let larghezze = colonne.iter().map(|(_, larghezza)| *larghezza);
        let alta = altezza(celle.iter().map(String::as_str).zip(larghezze));
        foglio.set_row_height(posto, alta)?;
        for (colonna, testo) in (0..).zip(&celle) {
            let aperta = (6..9).contains(&colonna);
            let formato = if aperta { &stili.aperta } else { &stili.cella };
            scrivi(foglio, posto, colonna, testo, formato)?;
        }
    }
    let voci = [
        (
            "Celle gialle",
            format!(
                "I risultati attesi dal {} in poi: quelli che il triennio aveva già sono da confermare, gli altri da scrivere.",
                anno + 1
            ),
        ),
        (
            "Le altre celle",
            "Vengono dal ciclo dell'anno prima. Le righe si possono togliere e aggiungere."
                .to_owned(),
        ),
    ];
    let voci: Vec<_> = voci
        .into_iter()
        .map(|(che, come)| (che.to_owned(), come))
        .collect();
    libro.istruzioni(&format!("Come si compila: {titolo}"), &voci)?;
    libro.byte()
}

fn celle(modello: &Modello, riga: &Riga, anno: i16) -> [String; 13] {
    let indicatore = modello.indicatore(&riga.indicatore);
    // The code identifies the indicator across cruscotti: only a row that has it itself says it.
    let codice = indicatore
        .and_then(|i| i.codice.clone())
        .filter(|_| riga.celle.codice.is_some());
    let nome = match riga.di_sistema {
        true => format!("{} (*)", riga.nome),
        false => riga.nome.clone(),
    };
    let verso = riga.verso.map(|verso| match verso {
        Verso::Crescente => "crescente",
        Verso::Decrescente => "decrescente",
    });
    let atteso = |anno: i16| testo(riga.atteso(anno));
    [
        codice.unwrap_or_default(),
        riga.obiettivo.clone(),
        riga.azione.clone(),
        nome,
        atteso(anno),
        testo(riga.consuntivo(anno)),
        atteso(anno + 1),
        atteso(anno + 2),
        atteso(anno + 3),
        riga.fonte.clone(),
        riga.peso
            .map(|peso| peso.normalize().to_string().replace('.', ","))
            .unwrap_or_default(),
        verso.unwrap_or_default().to_owned(),
        riga.note.clone().unwrap_or_default(),
    ]
}

/// As the office sees it; a blank is blank.
fn testo(valore: Option<&Valore>) -> String {
    valore
        .filter(|v| v.dato != Dato::Vuoto)
        .map(|v| v.testo.clone())
        .unwrap_or_default()
}

fn scrivi(
    foglio: &mut Worksheet,
    riga: u32,
    colonna: u16,
    testo: &str,
    formato: &Format,
) -> Result<(), XlsxError> {
    if testo.is_empty() {
        foglio.write_blank(riga, colonna, formato)?;
    } else {
        foglio.write_string_with_format(riga, colonna, testo, formato)?;
    }
    Ok(())
}

/// The schede of the projects that go on, with the activities that do; and the names of those that
/// are over.
pub(super) fn schede(modello: &Modello) -> Result<(Vec<File>, Vec<String>), Guasto> {
    let (mut file, mut finiti) = (Vec::new(), Vec::new());
    for progetto in &modello.progetti {
        let prosegue = |a: &&AttivitaProgetto| {
            let fine = match &a.fine.dato {
                Dato::Data(fine) => fine.year(),
                _ => a.anno,
            };
            a.anno.max(fine) > modello.anno
        };
        let restano: Vec<&AttivitaProgetto> = progetto.attivita.iter().filter(prosegue).collect();
        if restano.is_empty() {
            finiti.push(progetto.nome.clone());
            continue;
        }
        let percorso = format!("progetti/{}.xlsx", progetto.id);
        file.push((percorso, scheda(modello, progetto, &restano)?));
    }
    Ok((file, finiti))
}

fn scheda(
    modello: &Modello,
    progetto: &Progetto,
    attivita: &[&AttivitaProgetto],
) -> Result<Vec<u8>, XlsxError> {
    let stili = Stili::default();
    let mut libro = Libro::nuovo(&progetto.nome, &modello.ente.nome, modello.anno + 1)?;
    let foglio = libro.foglio("Scheda", Pagina::Orizzontale)?;
    let dati = if progetto.dimostrativo {
        "dimostrativi"
    } else {
        ""
    };
    let etichette = [
        ("Progetto", progetto.nome.as_str()),
        (
            "Responsabile",
            progetto.responsabile.as_deref().unwrap_or_default(),
        ),
        (
            "Obiettivo",
            progetto.obiettivo.as_deref().unwrap_or_default(),
        ),
        (
            "Descrizione",
            progetto.descrizione.as_deref().unwrap_or_default(),
        ),
        ("Dati", dati),
    ];
    for (riga, (etichetta, valore)) in (0..).zip(etichette) {
        foglio.write_string_with_format(riga, 0, etichetta, &stili.intestazione)?;
        scrivi(foglio, riga, 1, valore, &stili.cella)?;
    }
    let colonne = [
        ("Anno", 10),
        ("Attività", 48),
        ("Responsabile", 26),
        ("Inizio", 13),
        ("Fine", 13),
        ("Peso", 9),
        ("Target", 14),
        ("Risultato", 14),
        ("Note", 26),
    ];
    for (colonna, (nome, larghezza)) in (0..).zip(colonne) {
        foglio.set_column_width(colonna, if colonna == 0 { 14 } else { larghezza })?;
        foglio.write_string_with_format(6, colonna, nome, &stili.intestazione)?;
    }
    for (riga, attivita) in (7..).zip(attivita) {
        let celle = [
            attivita.anno.max(modello.anno + 1).to_string(),
            attivita.nome.clone(),
            attivita.responsabile.clone().unwrap_or_default(),
            testo(Some(&attivita.inizio)),
            testo(Some(&attivita.fine)),
            attivita
                .peso
                .map(|peso| peso.normalize().to_string())
                .unwrap_or_default(),
            testo(Some(&attivita.target)),
            String::new(),
            attivita.note.clone().unwrap_or_default(),
        ];
        for (colonna, testo) in (0..).zip(&celle) {
            scrivi(foglio, riga, colonna, testo, &stili.cella)?;
        }
    }
    foglio.set_freeze_panes(7, 0)?.set_repeat_rows(6, 6)?;
    libro.byte()
}
