//! Sheets as offices write them, and what must come of each: `tests/casi/lettura/*.txt`.
//!
//! A case changes the small cycle `tests/casi/basi/minimo`: its parts are those of
//! [`regole`](crate::regole), and `=== esito` what was read of the files that it names, then what is
//! said of them. `AGGIORNA=1` writes down what is read now.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ciclo::cycle::Cartella;
use ciclo::edizione::Edizione;
use ciclo::model::{Cruscotto, Diagnosi, Modello, Riga, Valore};
use libtest_mimic::{Failed, Trial};

use crate::comune::{Ciclo, attesa, casi, parti};
use crate::regole::prepara;

/// Codes of the rules over the model that say nothing of the reading.
const ALTRUI: &[&str] = &[
    "nome-simile",
    "indicatore-senza-servizio",
    "obiettivo-senza-indicatori",
    "verso-dedotto",
    "consuntivo-mancante",
    "atteso-inferiore-al-consuntivo",
    "causa-mancante",
    "campo-mancante",
];

pub fn prove() -> Vec<Trial> {
    casi("lettura", prova)
}

fn prova(percorso: &Path) -> Result<(), Failed> {
    let caso = fs::read_to_string(percorso)?;
    let ciclo = Ciclo::base("minimo");
    let mut file: Vec<String> = Vec::new();
    for (titolo, corpo) in parti(&caso) {
        if titolo != "esito" {
            prepara(&ciclo, &titolo, &corpo)?;
            file.extend(titolo.split_once(' ').map(|(_, file)| file.to_owned()));
        }
    }
    let mut ora = "=== esito\n".to_owned();
    match Edizione::apri(&Cartella::nuova(ciclo.dati())) {
        Ok(edizione) => {
            ora.push_str(&letto(edizione.modello(), &file));
            ora.push_str(&detto(&edizione.verifica(), &file));
        }
        Err(diagnosi) => ora.push_str(&detto(&diagnosi, &file)),
    }
    if ora.lines().count() < 2 {
        return Err("the case ends in silence".into());
    }
    attesa(percorso, &caso, "=== esito\n", &ora)
}

/// What was read of these files.
fn letto(modello: &Modello, file: &[String]) -> String {
    let mut testo = String::new();
    let cruscotti = modello.cruscotti.iter().filter(|c| file.contains(&c.file));
    for cruscotto in cruscotti {
        testo.push_str(&format!(
            "cruscotto {} «{}»\n",
            cruscotto.id, cruscotto.nome
        ));
        testo.push_str(&righe(cruscotto));
    }
    let nominato = |id: &str| file.iter().any(|file| file.contains(&format!("/{id}.")));
    let suoi = modello.quadri.values().filter(|quadro| {
        let origine = quadro.origine.as_ref();
        origine.is_some_and(|origine| file.contains(&origine.file))
    });
    for quadro in suoi {
        let colonne: Vec<String> = quadro.colonne.iter().map(|c| c.nome_intero()).collect();
        testo.push_str(&format!(
            "quadro {} «{}»: {}\n",
            quadro.id,
            quadro.titolo,
            colonne.join(" | ")
        ));
        for riga in &quadro.righe {
            let celle: Vec<String> = riga.celle.iter().map(Valore::stampa).collect();
            testo.push_str(&format!("  {}: {}\n", riga.voce, celle.join(" | ")));
        }
    }
    for progetto in &modello.progetti {
        testo.push_str(&format!("progetto {}\n", progetto.nome));
        for attivita in &progetto.attivita {
            let (target, risultato) = (attivita.target.stampa(), attivita.risultato.stampa());
            testo.push_str(&format!(
                "  {} {}: {target} → {risultato}\n",
                attivita.anno, attivita.nome
            ));
        }
    }
    for serie in modello.serie.iter().filter(|serie| nominato(&serie.id)) {
        testo.push_str(&format!(
            "serie {}: {}\n",
            serie.id,
            serie.categorie.join(" | ")
        ));
    }
    testo
}

fn righe(cruscotto: &Cruscotto) -> String {
    let mut testo: String = cruscotto.righe.iter().map(riga).collect();
    for nota in &cruscotto.note {
        testo.push_str(&format!("  nota: {nota}\n"));
    }
    testo
}

/// A row with all that it says.
fn riga(riga: &Riga) -> String {
    let mut detti = vec![format!("[{}] {}", riga.obiettivo, riga.nome)];
    let mut di = |nome: &str, valori: &BTreeMap<i16, Valore>| {
        detti.extend(
            valori
                .iter()
                .map(|(anno, v)| format!("{nome} {anno} = {}", v.stampa())),
        );
    };
    di("atteso", &riga.atteso);
    di("rimodulato", &riga.rimodulato);
    di("consuntivo", &riga.consuntivo);
    di("previsione", &riga.previsione);
    detti.extend(
        riga.monitoraggi
            .iter()
            .map(|(giorno, v)| format!("al {giorno} = {}", v.stampa())),
    );
    if let Some(baseline) = &riga.baseline {
        detti.push(format!(
            "baseline {:?} = {}",
            baseline.anno,
            baseline.valore.stampa()
        ));
    }
    let campi = [
        ("azione", Some(&riga.azione).filter(|a| !a.is_empty())),
        ("fonte", Some(&riga.fonte).filter(|f| !f.is_empty())),
        ("unità", riga.unita_misura.as_ref()),
        ("formula", riga.formula.as_ref()),
        ("tipologia", riga.tipologia.as_ref()),
        ("dimensione", riga.dimensione.as_ref()),
        ("stakeholder", riga.stakeholder.as_ref()),
        ("responsabile", riga.responsabile.as_ref()),
        ("contributori", riga.contributori.as_ref()),
        ("programma", riga.programma.as_ref()),
        ("criticità", riga.criticita.as_ref()),
        ("correttivo", riga.azione_correttiva.as_ref()),
        ("causa", riga.causa.as_ref()),
        ("atto", riga.atto_rimodulazione.as_ref()),
        ("motivazione", riga.motivazione.as_ref()),
        ("nota pubblica", riga.nota_pubblica.as_ref()),
        ("note", riga.note.as_ref()),
    ];
    for (nome, valore) in campi {
        detti.extend(valore.map(|valore| format!("{nome} {valore}")));
    }
    detti.extend(riga.peso.map(|peso| format!("peso {peso}")));
    detti.extend(riga.verso.map(|verso| format!("verso {verso:?}")));
    detti.extend(
        riga.scadenza
            .as_ref()
            .map(|v| format!("scadenza {}", v.stampa())),
    );
    format!("  {}\n", detti.join("; "))
}

/// What is said of these files, or of what stands beside them.
fn detto(diagnosi: &[Diagnosi], file: &[String]) -> String {
    let della_lettura = diagnosi
        .iter()
        .filter(|d| !ALTRUI.contains(&d.codice.nome()));
    let suoi = della_lettura.filter(|d| {
        d.luoghi.iter().any(|l| {
            file.iter()
                .any(|f| *f == l.file || f.starts_with(&format!("{}/", l.file)))
        })
    });
    suoi.map(|d| {
        let luoghi: Vec<String> = d.luoghi.iter().map(ToString::to_string).collect();
        format!(
            "{:?} {} [{}] {}\n",
            d.livello,
            d.codice.nome(),
            luoghi.join("; "),
            d.messaggio
        )
    })
    .collect()
}
