//! The workbooks of a model.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use crate::model::{
    Cruscotto, Modello, Origine, Progetto, Quadro, Riga, Serie, Valore, Verso, italiano,
};
use crate::read::foglio::Contenuto;

use super::super::super::libro::{Libro, Pagina, Stili};

/// Letters in a column of words, and in one of values.
const LARGHEZZE: (f64, f64) = (34.0, 16.0);

/// A sheet to be written: lines of headings, then rows.
#[derive(Default)]
struct Foglio {
    sopra: Vec<Vec<String>>,
    intestazioni: Vec<Vec<String>>,
    righe: Vec<Vec<String>>,
}

impl Foglio {
    fn scrivi(&self, modello: &Modello, titolo: &str, nome: &str) -> Result<Vec<u8>, XlsxError> {
        let mut libro = Libro::nuovo(titolo, &modello.ente.nome, modello.anno)?;
        let stili = Stili::default();
        let pagina = libro.foglio(nome, Pagina::Orizzontale)?;
        let parti = [
            (&self.sopra, &stili.forte),
            (&self.intestazioni, &stili.intestazione),
            (&self.righe, &stili.cella),
        ];
        let mut riga = 0;
        for (righe, stile) in parti {
            for celle in righe {
                for (colonna, testo) in (0..).zip(celle) {
                    if !testo.is_empty() {
                        pagina.write_string_with_format(riga, colonna, testo, stile)?;
                    }
                }
                riga += 1;
            }
        }
        let larga = self.intestazioni.iter().map(Vec::len).max().unwrap_or(0);
        for colonna in 0..larga {
            let (parole, valori) = LARGHEZZE;
            let larghezza = if colonna < 4 { parole } else { valori };
            pagina.set_column_width(u16::try_from(colonna).unwrap_or(u16::MAX), larghezza)?;
        }
        libro.byte()
    }
}

/// A value as it was written, if it still reads as it did; else as it is printed.
fn scritto(valore: &Valore) -> String {
    let riletto = Contenuto::Testo(valore.testo.clone()).valore(Origine::default(), None);
    match riletto.dato == valore.dato {
        true => valore.testo.clone(),
        false => valore.stampa(),
    }
}

fn numero(numero: Decimal) -> String {
    italiano::con_decimali(numero, numero.normalize().scale())
}

/// A column of a cruscotto: its heading and what it says of a row.
type Colonna<'a> = (String, Box<dyn Fn(&Riga) -> String + 'a>);

/// A flat table: a row an indicator.
pub(super) fn cruscotto(modello: &Modello, cruscotto: &Cruscotto) -> Result<Vec<u8>, XlsxError> {
    let piene = colonne(cruscotto);
    let mut foglio = Foglio {
        sopra: vec![vec![cruscotto.nome.clone()], Vec::new()],
        intestazioni: vec![piene.iter().map(|(nome, _)| nome.clone()).collect()],
        ..Foglio::default()
    };
    for riga in &cruscotto.righe {
        let celle = piene.iter().map(|(_, dice)| dice(riga));
        foglio.righe.push(celle.collect());
    }
    let note = cruscotto.note.iter().map(|nota| vec![nota.clone()]);
    foglio.righe.extend(note);
    foglio.scrivi(modello, &cruscotto.nome, "Cruscotto")
}

/// The columns of which a row says something, besides those that every cruscotto has.
fn colonne(cruscotto: &Cruscotto) -> Vec<Colonna<'_>> {
    let sempre = 4;
    let colonne = di_testo()
        .into_iter()
        .take(sempre)
        .chain(di_anni(cruscotto))
        .chain(di_testo().into_iter().skip(sempre));
    let piena = |(n, (_, dice)): &(usize, Colonna<'_>)| {
        *n < sempre || cruscotto.righe.iter().any(|riga| !dice(riga).is_empty())
    };
    let piene = colonne.enumerate().filter(piena);
    piene.map(|(_, colonna)| colonna).collect()
}

fn di_testo<'a>() -> Vec<Colonna<'a>> {
    let facoltativo = |testo: &Option<String>| testo.clone().unwrap_or_default();
    let punti = |punti: Option<Decimal>| punti.map(numero).unwrap_or_default();
    let verso = |verso: Option<Verso>| match verso {
        Some(Verso::Crescente) => "crescente".to_owned(),
        Some(Verso::Decrescente) => "decrescente".to_owned(),
        None => String::new(),
    };
    let nome = |riga: &Riga| match riga.di_sistema {
        true => format!("{} (*)", riga.nome),
        false => riga.nome.clone(),
    };
    vec![
        (
            "Prospettiva".to_owned(),
            Box::new(|r| r.prospettiva.clone()),
        ),
        ("Obiettivo".to_owned(), Box::new(|r| r.obiettivo.clone())),
        ("Azione".to_owned(), Box::new(|r| r.azione.clone())),
        ("Indicatore".to_owned(), Box::new(nome)),
        ("Fonte del dato".to_owned(), Box::new(|r| r.fonte.clone())),
        ("Peso".to_owned(), Box::new(move |r| punti(r.peso))),
        ("Verso".to_owned(), Box::new(move |r| verso(r.verso))),
        ("Grado".to_owned(), Box::new(move |r| punti(r.grado))),
        (
            "Motivazione".to_owned(),
            Box::new(move |r| facoltativo(&r.motivazione)),
        ),
        (
            "Nota pubblica".to_owned(),
            Box::new(move |r| facoltativo(&r.nota_pubblica)),
        ),
        (
            "Atto di rimodulazione".to_owned(),
            Box::new(move |r| facoltativo(&r.atto_rimodulazione)),
        ),
        (
            "Unità di misura".to_owned(),
            Box::new(move |r| facoltativo(&r.unita_misura)),
        ),
        (
            "Definizione tecnica".to_owned(),
            Box::new(move |r| facoltativo(&r.definizione)),
        ),
        (
            "Formula".to_owned(),
            Box::new(move |r| facoltativo(&r.formula)),
        ),
        (
            "Tipologia".to_owned(),
            Box::new(move |r| facoltativo(&r.tipologia)),
        ),
        (
            "Dimensione".to_owned(),
            Box::new(move |r| facoltativo(&r.dimensione)),
        ),
        (
            "Stakeholder".to_owned(),
            Box::new(move |r| facoltativo(&r.stakeholder)),
        ),
        (
            "Programma".to_owned(),
            Box::new(move |r| facoltativo(&r.programma)),
        ),
        (
            "Scadenza".to_owned(),
            Box::new(|r| r.scadenza.as_ref().map(scritto).unwrap_or_default()),
        ),
        (
            "Responsabile".to_owned(),
            Box::new(move |r| facoltativo(&r.responsabile)),
        ),
        (
            "Contributori".to_owned(),
            Box::new(move |r| facoltativo(&r.contributori)),
        ),
        (
            "Causa dello scostamento".to_owned(),
            Box::new(move |r| facoltativo(&r.causa)),
        ),
        (
            "Criticità".to_owned(),
            Box::new(move |r| facoltativo(&r.criticita)),
        ),
        (
            "Azione correttiva".to_owned(),
            Box::new(move |r| facoltativo(&r.azione_correttiva)),
        ),
        ("Note".to_owned(), Box::new(move |r| facoltativo(&r.note))),
    ]
}

/// Targets, results and what else has a time.
fn di_anni(cruscotto: &Cruscotto) -> Vec<Colonna<'_>> {
    let righe = || cruscotto.righe.iter();
    let mut colonne: Vec<Colonna<'_>> = Vec::new();
    let attesi = righe().flat_map(|r| r.atteso.keys().chain(r.rimodulato.keys()));
    let risultati = righe().flat_map(|r| r.consuntivo.keys().chain(r.previsione.keys()));
    let anni: BTreeSet<i16> = attesi.chain(risultati).copied().collect();
    for anno in anni {
        let di = |valori: Option<&Valore>| valori.map(scritto).unwrap_or_default();
        let del_anno: [Colonna<'_>; 4] = [
            (
                format!("Risultato Atteso {anno}"),
                Box::new(move |r| di(r.atteso.get(&anno))),
            ),
            (
                format!("Atteso {anno} rimodulato"),
                Box::new(move |r| di(r.rimodulato.get(&anno))),
            ),
            (
                format!("Risultato Consuntivo {anno}"),
                Box::new(move |r| di(r.consuntivo.get(&anno))),
            ),
            (
                format!("Previsione {anno}"),
                Box::new(move |r| di(r.previsione.get(&anno))),
            ),
        ];
        colonne.extend(del_anno);
    }
    let giorni: BTreeSet<&String> = righe().flat_map(|r| r.monitoraggi.keys()).collect();
    for giorno in giorni {
        let Ok(data) = giorno.parse::<jiff::civil::Date>() else {
            continue;
        };
        colonne.push((
            format!("Risultato al {}", italiano::data(data)),
            Box::new(move |r| r.monitoraggi.get(giorno).map(scritto).unwrap_or_default()),
        ));
    }
    let basi = righe().filter_map(|r| r.baseline.as_ref()?.anno);
    for anno in basi.collect::<BTreeSet<i16>>() {
        let suo = move |r: &Riga| {
            let baseline = r.baseline.as_ref().filter(|b| b.anno == Some(anno));
            baseline.map(|b| scritto(&b.valore)).unwrap_or_default()
        };
        colonne.push((format!("Baseline {anno}"), Box::new(suo)));
    }
    colonne
}

/// A scheda progetto.
pub(super) fn scheda(modello: &Modello, progetto: &Progetto) -> Result<Vec<u8>, XlsxError> {
    let facoltativo = |testo: &Option<String>| testo.clone().unwrap_or_default();
    let dati = if progetto.dimostrativo {
        "dimostrativi"
    } else {
        ""
    };
    let etichette = [
        ("Progetto", progetto.nome.clone()),
        ("Responsabile", facoltativo(&progetto.responsabile)),
        ("Obiettivo", facoltativo(&progetto.obiettivo)),
        ("Descrizione", facoltativo(&progetto.descrizione)),
        ("Dati", dati.to_owned()),
    ];
    let etichette = etichette
        .into_iter()
        .filter(|(_, valore)| !valore.is_empty());
    let mut foglio = Foglio {
        sopra: etichette
            .map(|(nome, valore)| vec![nome.to_owned(), valore])
            .chain([Vec::new()])
            .collect(),
        intestazioni: vec![
            [
                "Anno",
                "Attività",
                "Responsabile",
                "Inizio",
                "Fine",
                "Peso",
                "Target",
                "Risultato",
                "Nota pubblica",
                "Causa dello scostamento",
                "Note",
            ]
            .map(str::to_owned)
            .to_vec(),
        ],
        ..Foglio::default()
    };
    for attivita in &progetto.attivita {
        foglio.righe.push(vec![
            attivita.anno.to_string(),
            attivita.nome.clone(),
            facoltativo(&attivita.responsabile),
            scritto(&attivita.inizio),
            scritto(&attivita.fine),
            attivita.peso.map(numero).unwrap_or_default(),
            scritto(&attivita.target),
            scritto(&attivita.risultato),
            facoltativo(&attivita.nota_pubblica),
            facoltativo(&attivita.causa),
            facoltativo(&attivita.note),
        ]);
    }
    foglio.scrivi(modello, &progetto.nome, "Scheda")
}

/// A table of `quadri/`; a group stands over the first of its columns.
pub(super) fn quadro(modello: &Modello, quadro: &Quadro) -> Result<Vec<u8>, XlsxError> {
    let ha_gruppi = quadro.colonne.iter().any(|c| c.gruppo.is_some());
    let mut sopra = vec![quadro.voce.clone()];
    let mut sotto = vec![String::new()];
    let mut ultimo: Option<&String> = None;
    for colonna in &quadro.colonne {
        let gruppo = colonna.gruppo.as_ref();
        let (gruppo_scritto, nome) = match gruppo {
            Some(gruppo) if ultimo == Some(gruppo) => (String::new(), colonna.nome.clone()),
            Some(gruppo) => (gruppo.clone(), colonna.nome.clone()),
            None => (colonna.nome.clone(), String::new()),
        };
        sopra.push(gruppo_scritto);
        sotto.push(nome);
        ultimo = gruppo;
    }
    let mut foglio = Foglio {
        intestazioni: vec![sopra],
        ..Foglio::default()
    };
    if ha_gruppi {
        foglio.intestazioni.push(sotto);
    }
    for riga in &quadro.righe {
        let celle = riga.celle.iter().map(scritto);
        foglio
            .righe
            .push(std::iter::once(riga.voce.clone()).chain(celle).collect());
    }
    foglio.scrivi(modello, &quadro.titolo, "Tabella")
}

/// The figures of a chart.
pub(super) fn serie(modello: &Modello, serie: &Serie) -> Result<Vec<u8>, XlsxError> {
    let nomi = serie.colonne.iter().map(|colonna| colonna.nome.clone());
    let mut foglio = Foglio {
        intestazioni: vec![std::iter::once(serie.voce.clone()).chain(nomi).collect()],
        ..Foglio::default()
    };
    for (n, categoria) in serie.categorie.iter().enumerate() {
        let valori = serie.colonne.iter().map(|colonna| {
            let valore = colonna.valori.get(n).copied().flatten();
            valore.map(numero).unwrap_or_default()
        });
        foglio
            .righe
            .push(std::iter::once(categoria.clone()).chain(valori).collect());
    }
    foglio.scrivi(modello, &serie.titolo, "Serie")
}
