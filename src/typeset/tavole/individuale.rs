//! The table of a collaborator's or a group's scheda: what it answers for, with what came of it once
//! the year has any result.

use crate::model::Modello;
use crate::rendiconto::{ObiettivoIndividuale, SchedaIndividuale};

use super::colonne::{Colonna, ORIZZONTALE, Veste};
use super::fasce::Fasce;
use super::pagine::{Bozza, Pagina};
use super::piano::{cambiato, con_segno, di_nomi, in_banda};
use super::tavola::{Riga, Segni, Tavola, Voce};

/// The indicators of a scheda, under their azioni.
pub(super) fn individuale(modello: &Modello, scheda: &SchedaIndividuale) -> Bozza {
    let colonne = colonne(modello, scheda);
    let mut fasce = Fasce::nuove(&modello.prospettive);
    let mut voci = Vec::new();
    for obiettivo in &scheda.obiettivi {
        let azione = in_banda(&obiettivo.voce.azione, ORIZZONTALE);
        let nomi = [
            &*obiettivo.voce.prospettiva,
            &obiettivo.voce.obiettivo,
            &obiettivo.voce.azione,
        ];
        voci.extend(fasce.apri(nomi, azione, None));
        voci.push(Voce::Riga(riga(obiettivo, &colonne)));
    }
    let segni = Segni {
        di_sistema: scheda
            .obiettivi
            .iter()
            .any(|obiettivo| obiettivo.voce.di_sistema),
        ..Segni::di(&voci)
    };
    // Name and parts of the evaluation stand over it on the first page.
    let pagina = Pagina {
        testa: 90.0,
        ..Pagina::di(true)
    };
    let tavola = Tavola {
        girata: true,
        segni,
        colonne,
        ..Tavola::default()
    };
    Bozza::nuova(tavola, voci, &pagina)
}

fn colonne(modello: &Modello, scheda: &SchedaIndividuale) -> Vec<Colonna> {
    let target = format!("Target {}", scheda.anno);
    let mut altre = vec![
        Colonna::nuova(&["Peso"], 14.0, Veste::Valore),
        Colonna::nuova(&[&target], 34.0, Veste::Atteso),
    ];
    if scheda.valutata {
        altre.push(Colonna::nuova(&["Consuntivo"], 30.0, Veste::Valore));
        altre.push(Colonna::nuova(&["Grado"], 40.0, Veste::Nota));
    }
    altre.push(Colonna::nuova(&["Fonte del dato"], 45.0, Veste::Nota));
    let nome = ORIZZONTALE - altre.iter().map(|colonna| colonna.larga).sum::<f64>();
    [di_nomi(nome, modello)].into_iter().chain(altre).collect()
}

fn riga(obiettivo: &ObiettivoIndividuale, colonne: &[Colonna]) -> Riga {
    let grado = match &obiettivo.grado {
        Some(grado) => format!("{grado} {}", obiettivo.giudizio),
        None => obiettivo.giudizio.clone(),
    };
    let nome = con_segno(&obiettivo.voce.nome, obiettivo.voce.di_sistema);
    let mut testi = vec![&*nome, &obiettivo.peso, &obiettivo.voce.atteso];
    let con_esito = colonne.len() > testi.len() + 1;
    testi.extend(
        [&*obiettivo.consuntivo, &grado]
            .into_iter()
            .filter(|_| con_esito),
    );
    testi.push(&obiettivo.fonte);
    // The results are there only where their columns are.
    let celle = testi.iter().zip(colonne).map(|(testo, colonna)| {
        let cella = colonna.cella(testo);
        match (&obiettivo.voce.rimodulazione, colonna.veste) {
            (Some(cambio), Veste::Atteso) => {
                cambiato(cella, &cambio.prima, &cambio.detta(), colonna)
            }
            _ => cella,
        }
    });
    Riga {
        celle: celle.collect(),
        ..Riga::default()
    }
}
