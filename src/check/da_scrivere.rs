//! What a new cycle leaves to be written: texts that begin with `[DA SCRIVERE`, in workbooks,
//! settings and chapters alike, and tables without a figure.

use crate::cycle::FILE;
use crate::model::{Dato, Diagnosi, Origine};

use super::{Dati, diags};

/// How such a text begins. The files of `ciclo nuovo` are full of it.
pub(crate) const SEGNO: &str = "[DA SCRIVERE";

/// True of an indicator that is still to be invented: nothing else can be asked of it.
pub(crate) fn da_inventare(nome: &str) -> bool {
    nome.starts_with(SEGNO)
}

/// The rows, projects, settings and tables that wait for someone.
pub(super) fn nel_modello(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let modello = dati.modello;
    let mut segnala = |testo: &str, luogo: &dyn Fn() -> Origine| {
        if let Some(domanda) = domanda(testo) {
            diagnosi.push(diags::da_scrivere(luogo(), domanda));
        }
    };
    nelle_impostazioni(&dati.impostazioni.testo, &mut segnala);
    for riga in modello.cruscotti.iter().flat_map(|c| &c.righe) {
        segnala(&riga.nome, &|| riga.origine.clone());
        segnala(&riga.azione, &|| riga.luogo(riga.celle.azione));
    }
    for progetto in &modello.progetti {
        segnala(&progetto.nome, &|| progetto.origine.clone());
        for attivita in &progetto.attivita {
            segnala(&attivita.nome, &|| attivita.origine.clone());
        }
    }
    for quadro in modello.quadri.values() {
        let mut celle = quadro.righe.iter().flat_map(|riga| &riga.celle);
        let vuoto = celle.clone().all(|valore| valore.dato == Dato::Vuoto);
        if let (true, Some(prima)) = (vuoto, celle.next()) {
            diagnosi.push(diags::quadro_da_compilare(prima.origine.clone(), quadro));
        }
    }
}

fn nelle_impostazioni(testo: &str, segnala: &mut impl FnMut(&str, &dyn Fn() -> Origine)) {
    for (riga, scritto) in (1..).zip(testo.lines()) {
        let commento = scritto.trim_start().starts_with('#');
        if let (false, Some(inizio)) = (commento, scritto.find(SEGNO)) {
            segnala(&scritto[inizio..], &|| Origine::riga(FILE, riga));
        }
    }
}

/// Those in a chapter, each with its line.
pub(crate) fn nel_testo(file: &str, testo: &str) -> Vec<Diagnosi> {
    testo
        .match_indices(SEGNO)
        .filter_map(|(inizio, _)| {
            let luogo = Origine::nel_testo(file, testo, inizio);
            Some(diags::da_scrivere(luogo, domanda(&testo[inizio..])?))
        })
        .collect()
}

/// What is asked: the words between the mark and the bracket that closes it.
fn domanda(testo: &str) -> Option<&str> {
    let resto = testo.split_once(SEGNO)?.1;
    let domanda = resto.split(']').next().unwrap_or(resto);
    Some(domanda.trim_start_matches(':').trim())
}
