//! The table of a service's scheda: the targets that it is given for the year, with their weights.

use crate::model::italiano::vocabolario::{OPERATIVO, STRATEGICO};
use crate::model::{Cruscotto, Modello, Riga as RigaModello, Valore, italiano};

use super::super::curato::{MM_PER_PUNTO, righe};
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
    let pagina = Pagina {
        testa: testa(modello, cruscotto),
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

/// Head and signatures, which stand on the first page: names of a line, and what longer ones add.
fn testa(modello: &Modello, cruscotto: &Cruscotto) -> f64 {
    const CORTA: f64 = 76.0;
    /// Of the service's name in its smallest size: lines that go where one of the usual size does.
    const NOME: f64 = 11.0;
    const RIGA_DEL_NOME: f64 = 4.3;
    /// Of who signs: a third of the width, and two lines under the role.
    const FIRMA: f64 = 9.0;
    const LARGA: f64 = 66.0;
    const RIGA_DI_FIRMA: f64 = 3.6;
    let oltre =
        |righe: usize, comprese: usize, alta: f64| righe.saturating_sub(comprese) as f64 * alta;
    let in_punti = |larga: f64| larga / MM_PER_PUNTO;
    let nome = righe(&cruscotto.nome, in_punti(ORIZZONTALE), NOME, true);
    let vertice = modello.organizzazione.organigramma.as_ref();
    let firme = [
        vertice.map(|unita| &unita.nome),
        cruscotto.responsabile.as_ref(),
    ];
    let firme = firme.into_iter().flatten();
    let firme = firme
        .map(|chi| righe(chi, in_punti(LARGA), FIRMA, true))
        .max();
    CORTA + oltre(nome, 1, RIGA_DEL_NOME) + oltre(firme.unwrap_or(0), 1, RIGA_DI_FIRMA)
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
