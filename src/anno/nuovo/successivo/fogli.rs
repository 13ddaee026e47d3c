//! The workbooks of the next cycle: the rows of this one, with next year's columns.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::model::{AttivitaProgetto, Cruscotto, Dato, Modello, Progetto, Riga, Valore, Verso};

use super::super::super::File;
use super::super::super::libro::{Libro, Pagina, Stili, altezza, colore};
use super::{Guasto, con_anni_dopo};

/// The row of the headings, from 0.
const TESTATA: u32 = 2;

/// A column of a cruscotto.
struct Colonna<'a> {
    nome: String,
    larghezza: f64,
    testo: Box<dyn Fn(&Riga) -> String + 'a>,
    /// A target still to be confirmed or written.
    aperta: bool,
    /// Left out where no row has anything in it.
    facoltativa: bool,
}

impl<'a> Colonna<'a> {
    fn nuova(
        nome: impl Into<String>,
        larghezza: f64,
        testo: impl Fn(&Riga) -> String + 'a,
    ) -> Self {
        Self {
            nome: nome.into(),
            larghezza,
            testo: Box::new(testo),
            aperta: false,
            facoltativa: false,
        }
    }

    fn facoltativa(
        nome: &str,
        larghezza: f64,
        testo: impl Fn(&Riga) -> Option<String> + 'a,
    ) -> Self {
        Self {
            facoltativa: true,
            ..Self::nuova(nome, larghezza, move |riga| testo(riga).unwrap_or_default())
        }
    }

    fn atteso(anno: i16, aperta: bool) -> Self {
        let nome = format!("Risultato Atteso\n{anno}");
        Self {
            aperta,
            ..Self::nuova(nome, 14.0, move |riga| testo(riga.atteso(anno)))
        }
    }
}

/// The columns: what identifies a row, last year, the new triennium, then all that the old workbook
/// said besides and that is not of one year alone.
fn colonne<'a>(modello: &'a Modello, cruscotto: &Cruscotto) -> Vec<Colonna<'a>> {
    let anno = modello.anno;
    let mut colonne = vec![
        Colonna::nuova("Codice", 10.0, |riga| codice(modello, riga)),
        Colonna::nuova("Obiettivo", 11.0, |riga| riga.obiettivo.clone()),
        Colonna::nuova("Azione", 28.0, |riga| riga.azione.clone()),
        Colonna::nuova("Indicatore", 42.0, nome),
        Colonna::atteso(anno, false),
        Colonna::nuova(format!("Risultato Consuntivo\n{anno}"), 14.0, move |riga| {
            testo(riga.consuntivo(anno))
        }),
    ];
    colonne.extend((1..=3).map(|dopo| Colonna::atteso(anno + dopo, true)));
    colonne.extend([
        Colonna::nuova("Fonte del dato", 24.0, |riga| riga.fonte.clone()),
        Colonna::nuova("Peso", 8.0, |riga| {
            riga.peso.map(numero).unwrap_or_default()
        }),
        Colonna::nuova("Verso", 13.0, |riga| verso(riga).to_owned()),
        Colonna::facoltativa("Unità di misura", 14.0, |riga| riga.unita_misura.clone()),
        Colonna::facoltativa("Definizione tecnica", 30.0, |riga| riga.definizione.clone()),
        Colonna::facoltativa("Formula", 30.0, |riga| riga.formula.clone()),
        Colonna::facoltativa("Baseline", 12.0, |riga| {
            Some(testo(Some(&riga.baseline.as_ref()?.valore)))
        }),
        Colonna::facoltativa("Anno baseline", 10.0, |riga| {
            Some(riga.baseline.as_ref()?.anno?.to_string())
        }),
        Colonna::facoltativa("Tipologia", 16.0, |riga| riga.tipologia.clone()),
        Colonna::facoltativa("Dimensione", 16.0, |riga| riga.dimensione.clone()),
        Colonna::facoltativa("Stakeholder", 20.0, |riga| riga.stakeholder.clone()),
        Colonna::facoltativa("Responsabile", 20.0, |riga| riga.responsabile.clone()),
        Colonna::facoltativa("Contributori", 20.0, |riga| riga.contributori.clone()),
        Colonna::facoltativa("Programma", 14.0, |riga| riga.programma.clone()),
        Colonna::facoltativa("Scadenza", 12.0, move |riga| scadenza(riga, anno)),
        Colonna::facoltativa("Nota pubblica", 26.0, |riga| riga.nota_pubblica.clone()),
    ]);
    colonne.retain(|c| !c.facoltativa || cruscotto.righe.iter().any(|r| !(c.testo)(r).is_empty()));
    // The columns alone say that a judgement is foreseen: it is of one year, its words are not.
    if cruscotto
        .righe
        .iter()
        .any(|riga| riga.celle.grado.is_some())
    {
        colonne.push(Colonna::nuova("Grado", 10.0, |_| String::new()));
        colonne.push(Colonna::nuova("Motivazione", 26.0, |_| String::new()));
    }
    let note = |riga: &Riga| riga.note.clone().unwrap_or_default();
    colonne.push(Colonna::nuova("Note", 26.0, note));
    colonne
}

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
    let colonne = colonne(modello, cruscotto);
    foglio
        .set_tab_color(colore::PROFONDO)
        .set_row_height(0, 26)?
        .set_row_height(TESTATA, 44)?;
    foglio.write_string_with_format(0, 0, &titolo, &stili.titolo)?;
    for (posto, colonna) in (0..).zip(&colonne) {
        foglio.set_column_width(posto, colonna.larghezza)?;
        foglio.write_string_with_format(TESTATA, posto, &colonna.nome, &stili.intestazione)?;
    }
    foglio
        .set_freeze_panes(TESTATA + 1, 4)?
        .set_repeat_rows(TESTATA, TESTATA)?;
    righe(foglio, cruscotto, &colonne, &stili)?;
    libro.istruzioni(&titolo, &istruzioni(anno))?;
    libro.byte()
}

/// The rows, and the footnotes below them.
fn righe(
    foglio: &mut Worksheet,
    cruscotto: &Cruscotto,
    colonne: &[Colonna<'_>],
    stili: &Stili,
) -> Result<(), XlsxError> {
    for (posto, riga) in (TESTATA + 1..).zip(&cruscotto.righe) {
        let celle: Vec<String> = colonne
            .iter()
            .map(|colonna| (colonna.testo)(riga))
            .collect();
        let larghezze = colonne.iter().map(|colonna| colonna.larghezza);
        let alta = altezza(celle.iter().map(String::as_str).zip(larghezze));
        foglio.set_row_height(posto, alta)?;
        for (numero, (colonna, testo)) in (0..).zip(colonne.iter().zip(&celle)) {
            let formato = match colonna.aperta {
                true => &stili.aperta,
                false => &stili.cella,
            };
            scrivi(foglio, posto, numero, testo, formato)?;
        }
    }
    let sotto = TESTATA + 2 + cruscotto.righe.len() as u32;
    for (posto, nota) in (sotto..).zip(&cruscotto.note) {
        foglio.write_string(posto, 0, nota)?;
    }
    Ok(())
}

fn istruzioni(anno: i16) -> Vec<(String, String)> {
    let attesi = format!(
        "I risultati attesi dal {} in poi: quelli che il triennio aveva già sono da confermare, \
         gli altri da scrivere.",
        anno + 1
    );
    let altre = "Vengono dal ciclo dell'anno prima. Le righe si possono togliere e aggiungere.";
    [("Celle gialle", attesi.as_str()), ("Le altre celle", altre)]
        .map(|(che, come)| (che.to_owned(), come.to_owned()))
        .to_vec()
}

/// The code identifies the indicator across cruscotti: only a row that has it itself says it.
fn codice(modello: &Modello, riga: &Riga) -> String {
    let indicatore = modello.indicatore(&riga.indicatore);
    indicatore
        .and_then(|i| i.codice.clone())
        .filter(|_| riga.celle.codice.is_some())
        .unwrap_or_default()
}

fn nome(riga: &Riga) -> String {
    match riga.di_sistema {
        true => format!("{} (*)", riga.nome),
        false => riga.nome.clone(),
    }
}

fn verso(riga: &Riga) -> &'static str {
    match riga.verso {
        Some(Verso::Crescente) => "crescente",
        Some(Verso::Decrescente) => "decrescente",
        None => "",
    }
}

fn numero(numero: Decimal) -> String {
    numero.normalize().to_string().replace('.', ",")
}

/// A deadline that is still to come; one that is past is emptied.
fn scadenza(riga: &Riga, anno: i16) -> Option<String> {
    let scadenza = riga.scadenza.as_ref()?;
    let passata = matches!(&scadenza.dato, Dato::Data(data) if data.year() <= anno);
    Some(if passata {
        String::new()
    } else {
        testo(Some(scadenza))
    })
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

/// The projects that have nothing left to do.
pub(super) fn progetti_finiti(modello: &Modello) -> impl Iterator<Item = &Progetto> {
    let finito = |progetto: &&Progetto| restano(modello, progetto).is_empty();
    modello.progetti.iter().filter(finito)
}

/// The activities of a project that go on.
fn restano<'a>(modello: &Modello, progetto: &'a Progetto) -> Vec<&'a AttivitaProgetto> {
    let prosegue = |a: &&AttivitaProgetto| {
        let fine = match &a.fine.dato {
            Dato::Data(fine) => fine.year(),
            _ => a.anno,
        };
        a.anno.max(fine) > modello.anno
    };
    progetto.attivita.iter().filter(prosegue).collect()
}

/// The schede of the projects that go on, with the activities that do.
pub(super) fn schede(modello: &Modello) -> Result<Vec<File>, Guasto> {
    let mut file = Vec::new();
    for progetto in &modello.progetti {
        let restano = restano(modello, progetto);
        if !restano.is_empty() {
            let percorso = format!("progetti/{}.xlsx", progetto.id);
            file.push((percorso, scheda(modello, progetto, &restano)?));
        }
    }
    Ok(file)
}

fn scheda(
    modello: &Modello,
    progetto: &Progetto,
    attivita: &[&AttivitaProgetto],
) -> Result<Vec<u8>, XlsxError> {
    let stili = Stili::default();
    let mut libro = Libro::nuovo(&progetto.nome, &modello.ente.nome, modello.anno + 1)?;
    let foglio = libro.foglio("Scheda", Pagina::Orizzontale)?;
    for (riga, (etichetta, valore)) in (0..).zip(etichette(progetto)) {
        foglio.write_string_with_format(riga, 0, etichetta, &stili.intestazione)?;
        scrivi(foglio, riga, 1, valore, &stili.cella)?;
    }
    let colonne = [
        ("Anno", 14),
        ("Attività", 48),
        ("Responsabile", 26),
        ("Inizio", 13),
        ("Fine", 13),
        ("Peso", 9),
        ("Target", 14),
        ("Risultato", 14),
        ("Nota pubblica", 26),
        ("Note", 26),
    ];
    for (colonna, (nome, larghezza)) in (0..).zip(colonne) {
        foglio.set_column_width(colonna, larghezza)?;
        foglio.write_string_with_format(6, colonna, nome, &stili.intestazione)?;
    }
    for (riga, attivita) in (7..).zip(attivita) {
        for (colonna, testo) in (0..).zip(&attivita_successiva(attivita, modello.anno + 1)) {
            scrivi(foglio, riga, colonna, testo, &stili.cella)?;
        }
    }
    foglio.set_freeze_panes(7, 0)?.set_repeat_rows(6, 6)?;
    libro.byte()
}

/// What stands above the activities.
fn etichette(progetto: &Progetto) -> [(&'static str, &str); 5] {
    let dati = match progetto.dimostrativo {
        true => "dimostrativi",
        false => "",
    };
    let Progetto {
        nome,
        responsabile,
        obiettivo,
        descrizione,
        ..
    } = progetto;
    [
        ("Progetto", nome),
        ("Responsabile", responsabile.as_deref().unwrap_or_default()),
        ("Obiettivo", obiettivo.as_deref().unwrap_or_default()),
        ("Descrizione", descrizione.as_deref().unwrap_or_default()),
        ("Dati", dati),
    ]
}

/// An activity that goes on, in the columns' order; its result is still to come.
fn attivita_successiva(attivita: &AttivitaProgetto, anno: i16) -> [String; 10] {
    [
        attivita.anno.max(anno).to_string(),
        attivita.nome.clone(),
        attivita.responsabile.clone().unwrap_or_default(),
        testo(Some(&attivita.inizio)),
        testo(Some(&attivita.fine)),
        attivita.peso.map(numero).unwrap_or_default(),
        testo(Some(&attivita.target)),
        String::new(),
        attivita.nota_pubblica.clone().unwrap_or_default(),
        attivita.note.clone().unwrap_or_default(),
    ]
}
