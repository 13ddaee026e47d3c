//! The plan of indicators and expected results of the budget (D.M. 27/3/2013, D.P.C.M. 18/9/2012)
//! and its account: mission by mission and programme by programme.

use std::collections::BTreeMap;

use crate::model::{Indicatore, Modello, Programma};
use crate::rendiconto::{Rendiconto, RendicontoRiga};

use super::indicatori::Indicatori;
use super::{Cella, Colonna, Pezzo, Prospetto, Riga, SchedaIndicatore, Tabella, in_fila};

/// A programme with the indicators that follow it.
struct ProgrammaMisurato<'a> {
    programma: Programma,
    /// Codes and names of its obiettivi.
    obiettivi: Vec<String>,
    indicatori: Vec<&'a Indicatore>,
}

/// What each programme is expected to come to in the years of the plan.
pub(super) fn piano(modello: &Modello) -> Prospetto {
    let indicatori = Indicatori::nuovi(modello);
    let triennio = &modello.triennio;
    let colonne = colonne(
        modello,
        triennio
            .iter()
            .map(|a| (format!("Valore obiettivo {a}"), 19)),
    );
    per_programma(modello, |misurato| {
        let schede = misurato.indicatori.iter().map(|uno| indicatori.di(uno));
        let righe = schede.map(|scheda| {
            let mut celle = tecniche(&scheda);
            celle.extend(triennio.iter().map(|anno| scheda.target(*anno)));
            riga(&scheda, celle)
        });
        tabella(
            misurato,
            "attesi",
            "risultati attesi",
            &colonne,
            righe.collect(),
            None,
        )
    })
}

/// What came of each programme in the year that is told.
pub(super) fn rapporto(modello: &Modello, rendiconto: &Rendiconto) -> Prospetto {
    let indicatori = Indicatori::nuovi(modello);
    let anno = rendiconto.anno;
    let ultime = [
        (format!("Valore obiettivo {anno}"), 20),
        (format!("Risultato {anno}"), 20),
        ("Scostamento".to_owned(), 21),
        ("Causa".to_owned(), 32),
    ];
    let colonne = colonne(modello, ultime.into_iter());
    per_programma(modello, |misurato| {
        let previsti = misurato.indicatori.iter().filter_map(|uno| {
            let esito = rendiconto.riga(&uno.id)?;
            Some((indicatori.di(uno), esito))
        });
        let righe = previsti.map(|(scheda, esito)| {
            let mut celle = tecniche(&scheda);
            celle.extend(ottenuto(esito).map(Cella::testo));
            riga(&scheda, celle)
        });
        let righe: Vec<Riga> = righe.collect();
        let altri = misurato.indicatori.len() - righe.len();
        let nomi = &modello.nomi.indicatore;
        let nota = format!(
            "Senza valore obiettivo per il {anno}: {}.",
            nomi.conta(altri)
        );
        let nota = (altri > 0).then_some(nota);
        tabella(
            misurato,
            "ottenuti",
            "risultati ottenuti",
            &colonne,
            righe,
            nota,
        )
    })
}

fn ottenuto(esito: &RendicontoRiga) -> [String; 4] {
    let consuntivo = match esito.consuntivo.is_empty() {
        true => esito.giudizio.clone(),
        false => esito.consuntivo.clone(),
    };
    [
        esito.voce.atteso.clone(),
        consuntivo,
        esito.scostamento.clone().unwrap_or_default(),
        esito.causa.clone().unwrap_or_default(),
    ]
}

/// Mission by mission: each programme with its fields, and what `misura` says of its indicators.
fn per_programma(
    modello: &Modello,
    misura: impl Fn(&ProgrammaMisurato<'_>) -> Option<Pezzo>,
) -> Prospetto {
    let mut pezzi = Vec::new();
    let mut missione = String::new();
    for misurato in programmi(modello) {
        let sua = misurato.programma.missione();
        if sua != missione {
            sua.clone_into(&mut missione);
            pezzi.push(Pezzo::titolo(1, titolo_di_missione(modello, sua)));
        }
        pezzi.extend(testa(modello, &misurato));
        pezzi.extend(misura(&misurato));
    }
    Prospetto {
        orizzontale: true,
        pezzi,
    }
}

fn titolo_di_missione(modello: &Modello, codice: &str) -> String {
    let nota = modello.missione(codice);
    let nome = nota.map_or("", |missione| missione.nome.as_str());
    let titolo = format!("{} {codice} {nome}", modello.nomi.missione.titolo());
    titolo.trim_end().to_owned()
}

fn testa(modello: &Modello, misurato: &ProgrammaMisurato<'_>) -> [Pezzo; 2] {
    let programma = &misurato.programma;
    let titolo = format!("Programma {} {}", programma.codice, programma.nome);
    let anni: Vec<String> = modello.triennio.iter().map(i16::to_string).collect();
    [
        Pezzo::titolo(2, titolo.trim_end()),
        Pezzo::voci(
            &programma.codice,
            [
                ("Descrizione", programma.descrizione.clone()),
                ("Attività", in_fila(&programma.attivita)),
                ("Beneficiari", in_fila(&programma.beneficiari)),
                ("Triennio", anni.join(", ")),
                ("Risorse", programma.risorse.scritte()),
                ("Obiettivi", in_fila(&misurato.obiettivi)),
            ],
        ),
    ]
}

/// The programmes that are declared or followed, by code, each with its indicators in the order of
/// the model.
fn programmi(modello: &Modello) -> Vec<ProgrammaMisurato<'_>> {
    let mut programmi = BTreeMap::new();
    for programma in &modello.programmi {
        let misurato = ProgrammaMisurato::nuovo(programma.clone());
        programmi.insert(programma.codice.as_str(), misurato);
    }
    for obiettivo in modello.prospettive.iter().flat_map(|p| &p.obiettivi) {
        if let Some(codice) = &obiettivo.programma {
            let nome = format!("{} {}", obiettivo.codice, obiettivo.nome);
            noto_o_nuovo(&mut programmi, codice).obiettivi.push(nome);
        }
    }
    for indicatore in &modello.indicatori {
        if let Some(codice) = modello.programma(&indicatore.id) {
            let suo = noto_o_nuovo(&mut programmi, codice);
            suo.indicatori.push(indicatore);
        }
    }
    programmi.into_values().collect()
}

/// The programme of a code; one that nobody declares has no name.
fn noto_o_nuovo<'p, 'a>(
    programmi: &'p mut BTreeMap<&'a str, ProgrammaMisurato<'a>>,
    codice: &'a str,
) -> &'p mut ProgrammaMisurato<'a> {
    programmi.entry(codice).or_insert_with(|| {
        ProgrammaMisurato::nuovo(Programma {
            codice: codice.to_owned(),
            ..Programma::default()
        })
    })
}

impl ProgrammaMisurato<'_> {
    fn nuovo(programma: Programma) -> Self {
        Self {
            programma,
            obiettivi: Vec::new(),
            indicatori: Vec::new(),
        }
    }
}

/// The columns that say what an indicator is, then those of its values.
fn colonne(modello: &Modello, ultime: impl Iterator<Item = (String, u16)>) -> Vec<Colonna> {
    let prime = [
        (modello.nomi.indicatore.titolo(), 44),
        ("Tipologia", 23),
        ("Definizione tecnica", 40),
        ("Unità di misura", 19),
        ("Fonte", 26),
        ("Algoritmo di calcolo", 34),
    ];
    let mut colonne = Colonna::in_fila(prime);
    colonne.extend(Colonna::in_fila(ultime));
    colonne
}

fn tecniche(scheda: &SchedaIndicatore) -> Vec<Cella> {
    vec![
        scheda.nome(),
        Cella::forse(scheda.tipologia.as_deref()),
        Cella::forse(scheda.definizione.as_deref()),
        Cella::forse(scheda.unita_misura.as_deref()),
        Cella::forse(scheda.fonte.as_deref()),
        Cella::forse(scheda.formula.as_deref()),
    ]
}

fn riga(scheda: &SchedaIndicatore, celle: Vec<Cella>) -> Riga {
    Riga {
        origine: Some(scheda.origine()),
        celle,
    }
}

fn tabella(
    misurato: &ProgrammaMisurato<'_>,
    id: &str,
    che: &str,
    colonne: &[Colonna],
    righe: Vec<Riga>,
    nota: Option<String>,
) -> Option<Pezzo> {
    let codice = &misurato.programma.codice;
    if righe.is_empty() {
        return nota.map(|testo| Pezzo::Testo { testo });
    }
    Some(Pezzo::Tabella(Tabella {
        id: format!("{id}-{codice}"),
        didascalia: format!("Programma {codice}: {che}"),
        colonne: colonne.to_vec(),
        righe,
        nota,
    }))
}
