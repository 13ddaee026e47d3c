//! What a comparison says: each file in `tests/casi/confronti/` is a set of edits to
//! `tests/casi/basi/confronto`, and the differences that they make. Swapping the sides must give
//! the inverse, whatever the case.
//!
//! A case has parts that begin with `=== `:
//!
//! - `=== cambia FILE` lines that begin with `- ` are replaced by those that begin with `+ `;
//! - `=== file PATH` a file that replaces or joins those of the cycle, `=== togli PATH` one that
//!   leaves it;
//! - `=== differenze` what is found, one a line.
//!
//! `AGGIORNA=1 cargo test --release --test casi confronti/` writes down what is found now.

use std::fs;
use std::path::Path;

use crate::comune::inverso::inverse;
use crate::comune::{Ciclo, attesa, casi, parti};
use ciclo::cycle::Cartella;
use ciclo::diff::{self, Scritta, Segno};
use ciclo::edizione::Edizione;
use ciclo::model::{Bozza, Origine};
use libtest_mimic::{Failed, Trial};

/// A test for each case.
pub fn prove() -> Vec<Trial> {
    casi("confronti", prova)
}

fn prova(percorso: &Path) -> Result<(), Failed> {
    let caso = fs::read_to_string(percorso)?;
    let (vecchio, nuovo) = (Ciclo::base("confronto"), Ciclo::base("confronto"));
    for (titolo, corpo) in parti(&caso) {
        match titolo.split_once(' ') {
            Some(("cambia", file)) => cambia(&nuovo, file, &corpo),
            Some(("file", file)) => drop(nuovo.scrivi(file, corpo)),
            Some(("togli", file)) => drop(nuovo.togli(file)),
            _ => {}
        }
    }
    let (vecchia, nuova) = (bozza(&vecchio), bozza(&nuovo));
    let differenze = diff::confronta(&vecchia, &nuova);
    let ora: String = differenze
        .iter()
        .map(|differenza| riga(&Scritta::from(differenza)) + "\n")
        .collect();
    if inverse(&diff::confronta(&nuova, &vecchia)) != crate::comune::inverso::ordinate(&differenze)
    {
        return Err("swapping the sides does not give the inverse".into());
    }
    attesa(
        percorso,
        &caso,
        "=== differenze",
        &format!("=== differenze\n{ora}"),
    )
}

/// Each run of `- ` lines, which must be there, becomes the `+ ` lines that follow it.
fn cambia(ciclo: &Ciclo, file: &str, corpo: &str) {
    let mut scambi: Vec<(String, String)> = Vec::new();
    let mut aggiunge = true;
    for riga in corpo.lines() {
        if let Some(tolta) = riga.strip_prefix("- ") {
            if aggiunge {
                scambi.push(Default::default());
            }
            let (cercato, _) = scambi.last_mut().expect("an exchange");
            cercato.push_str(&format!("\n{tolta}"));
        } else if let (Some(nuova), Some((_, nuovo))) = (riga.strip_prefix("+ "), scambi.last_mut())
        {
            nuovo.push_str(&format!("\n{nuova}"));
        }
        aggiunge = riga.starts_with('+');
    }
    for (cercato, nuovo) in scambi {
        ciclo.cambia(file, &cercato, &nuovo);
    }
}

fn bozza(ciclo: &Ciclo) -> Bozza {
    let edizione = Edizione::apri(&Cartella::nuova(ciclo.dati())).expect("settings");
    let errori: Vec<_> = edizione.diagnosi().iter().filter(|d| d.blocca()).collect();
    assert!(errori.is_empty(), "{errori:?}");
    edizione.bozza().expect("a draft")
}

/// A difference on a line.
fn riga(d: &Scritta) -> String {
    let mut parti = vec![d.ambito.nome().to_owned(), d.tipo.nome().to_owned()];
    let dove = [
        &d.cruscotto,
        &d.nome,
        &d.quadro,
        &d.voce,
        &d.colonna,
        &d.progetto,
        &d.attivita,
        &d.testo,
        &d.campo,
    ];
    parti.extend(dove.into_iter().flatten().map(|nome| format!("«{nome}»")));
    if d.parole.is_empty() {
        let valore = |valore: &Option<String>| valore.clone().unwrap_or_else(|| "∅".to_owned());
        parti.push(format!("{} → {}", valore(&d.vecchio), valore(&d.nuovo)));
    } else {
        parti.extend(
            d.parole
                .iter()
                .filter(|p| p.segno != Segno::Uguale)
                .map(|parola| match parola.segno {
                    Segno::Tolto => format!("[-{}-]", parola.testo),
                    _ => format!("{{+{}+}}", parola.testo),
                }),
        );
    }
    parti.extend(d.variazione.as_ref().map(|v| match &v.percentuale {
        Some(percentuale) => format!("({}; {percentuale})", v.assoluta),
        None => format!("({})", v.assoluta),
    }));
    parti.extend(d.fuori_posto.map(|quanti| format!("({quanti} altrove)")));
    parti.extend(d.mosso_da.iter().map(|causa| {
        let grado = |grado: &Option<String>| grado.clone().unwrap_or_else(|| "∅".to_owned());
        format!(
            "per «{}» {} → {}",
            causa.nome,
            grado(&causa.vecchio),
            grado(&causa.nuovo)
        )
    }));
    let luogo = |luogo: &Option<Origine>| {
        luogo
            .as_ref()
            .map_or("∅".to_owned(), |l| format!("{}!{}", l.file, l.scritto()))
    };
    parti.push(format!(
        "@ {} → {}",
        luogo(&d.luogo_vecchio),
        luogo(&d.luogo_nuovo)
    ));
    parti.join(" ")
}
