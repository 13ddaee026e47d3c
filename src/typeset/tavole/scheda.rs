//! The table of a service's scheda: the targets that it is given for the year, with their weights.

use crate::model::italiano::vocabolario::{OPERATIVO, STRATEGICO};
use crate::model::{Cruscotto, Modello, Riga as RigaModello, Valore, italiano};

use super::colonne::{Colonna, ORIZZONTALE, Veste};
use super::fasce::Fasce;
use super::pagine::{Bozza, Pagina};
use super::piano::{atteso, con_segno, di_nomi, in_banda};
use super::tavola::{Riga, Segni, Tavola, Voce, luogo};

/// The rows with a target for the plan's year, and how many they are: a blank or `-` is no
/// objective of the scheda.
pub(super) fn scheda(modello: &Modello, cruscotto: &Cruscotto) -> (usize, Bozza) {
    let colonne = colonne(modello);
    let assegnata = |riga: &&RigaModello| {
        let atteso = riga.atteso(modello.anno);
        atteso.is_some_and(|valore| !valore.dato.assente())
    };
    let assegnate: Vec<&RigaModello> = cruscotto.righe.iter().filter(assegnata).collect();
    let pesato = cruscotto.righe.iter().any(|riga| riga.peso.is_some());
    let peso = |riga: &RigaModello| match (riga.peso, pesato) {
        (Some(peso), _) => italiano::numero(peso.normalize()),
        (None, true) => "0".to_owned(),
        (None, false) => format!("1/{}", assegnate.len()),
    };
    let mut fasce = Fasce::nuove(&modello.prospettive);
    let mut voci = Vec::new();
    for riga in &assegnate {
        let azione = in_banda(&riga.azione, ORIZZONTALE);
        let nomi = [&*riga.prospettiva, &riga.obiettivo, &riga.azione];
        voci.extend(fasce.apri(nomi, azione, Some(&luogo(&riga.origine))));
        voci.push(Voce::Riga(celle(modello, riga, &peso(riga), &colonne)));
    }
    let segni = Segni {
        di_sistema: assegnate.iter().any(|riga| riga.di_sistema),
        ..Segni::di(&voci)
    };
    // Head and signatures stand on the first page.
    let pagina = Pagina {
        testa: 76.0,
        ..Pagina::di(true)
    };
    let tavola = Tavola {
        girata: true,
        segni,
        colonne,
        ..Tavola::default()
    };
    (assegnate.len(), Bozza::nuova(tavola, voci, &pagina))
}

fn colonne(modello: &Modello) -> Vec<Colonna> {
    let consuntivo = format!("consuntivo {}", modello.anno_relazione);
    let atteso = format!("atteso {}", modello.anno);
    let di = |campo: &str, larga, veste| {
        Colonna::nuova(&[&italiano::maiuscola(campo)], larga, veste).con_campo(campo)
    };
    let altre = [
        Colonna::nuova(&["Tipo"], 22.0, Veste::Nota),
        di("peso", 14.0, Veste::Valore),
        di(&consuntivo, 30.0, Veste::Valore),
        di(&atteso, 34.0, Veste::Atteso),
        Colonna::nuova(&["Fonte del dato"], 45.0, Veste::Nota).con_campo("fonte"),
    ];
    let nome = ORIZZONTALE - altre.iter().map(|colonna| colonna.larga).sum::<f64>();
    let nome = di_nomi(nome, modello);
    [nome].into_iter().chain(altre).collect()
}

fn celle(modello: &Modello, riga: &RigaModello, peso: &str, colonne: &[Colonna]) -> Riga {
    let tipo = if riga.strategico {
        &STRATEGICO
    } else {
        &OPERATIVO
    };
    let testi = [
        &con_segno(&riga.nome, riga.di_sistema),
        modello.nomi.indicatore.accorda(tipo, 1),
        peso,
        &Valore::stampato(riga.consuntivo(modello.anno_relazione)),
        "",
        &riga.fonte,
    ];
    let celle = testi
        .iter()
        .zip(colonne)
        .map(|(testo, colonna)| match colonna.veste {
            Veste::Atteso => atteso(riga, modello.anno, colonna),
            _ => colonna.cella(testo),
        });
    Riga {
        celle: celle.collect(),
        dove: Some(luogo(&riga.origine)),
        ..Riga::default()
    }
}
