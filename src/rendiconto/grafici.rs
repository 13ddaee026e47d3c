//! The series of the Relazione's own charts.

use crate::model::valutazione::Sintesi;
use crate::model::{Colonna, Modello, Serie, TipoGrafico, Valutazione, italiano};

use super::genere::Genere;

const PROSPETTIVE: &str = "risultati-prospettive";
const SERVIZI: &str = "risultati-servizi";
const GENERE: &str = "genere-categorie";

/// Their ids: a chapter may ask for one that has nothing to show yet.
pub const SERIE: [&str; 3] = [PROSPETTIVE, SERVIZI, GENERE];

/// The charts that have something to show.
pub(super) fn serie(modello: &Modello, valutazione: &Valutazione, genere: Option<&Genere>) -> Vec<Serie> {
    let prospettive = valutazione.prospettive.iter().map(|p| (p.nome.as_str(), &p.sintesi));
    let mut servizi: Vec<(&str, &Sintesi)> = modello
        .cruscotti
        .iter()
        .zip(&valutazione.cruscotti)
        .filter(|(cruscotto, _)| cruscotto.tipo.di_servizio())
        .map(|(cruscotto, grado)| (nome_breve(&cruscotto.nome), &grado.sintesi))
        .collect();
    servizi.sort_by(|(_, a), (_, b)| b.grado.partial_cmp(&a.grado).unwrap_or(std::cmp::Ordering::Equal));
    let anno = valutazione.anno;
    let trovate = [
        gradi(
            PROSPETTIVE,
            format!("Grado di raggiungimento per prospettiva, {anno}"),
            "Prospettiva",
            prospettive,
        ),
        gradi(
            SERVIZI,
            format!("Grado di raggiungimento per servizio, {anno}"),
            "Servizio",
            servizi.into_iter(),
        ),
        genere.map(per_categoria),
    ];
    trovate.into_iter().flatten().map(|serie| Serie { fonte: modello.ente.nome.clone(), ..serie }).collect()
}

/// `Servizio Registro imprese` → `Registro imprese`: the chart says already what its bars are.
fn nome_breve(nome: &str) -> &str {
    nome.strip_prefix("Servizio ").unwrap_or(nome)
}

/// Horizontal bars, one for each grade; none where nothing is graded.
fn gradi<'a>(
    id: &str,
    titolo: String,
    voce: &str,
    gradi: impl Iterator<Item = (&'a str, &'a Sintesi)>,
) -> Option<Serie> {
    let valutati: Vec<_> = gradi.filter_map(|(nome, sintesi)| Some((nome, sintesi.grado?))).collect();
    let valori = valutati.iter().map(|(_, grado)| Some(italiano::arrotonda(grado.0, 2))).collect();
    (!valutati.is_empty()).then(|| Serie {
        categorie: valutati.iter().map(|(nome, _)| (*nome).to_owned()).collect(),
        colonne: vec![Colonna { nome: "Grado di raggiungimento".to_owned(), valori }],
        ..vuota(id, titolo, TipoGrafico::BarreOrizzontali, "%", voce)
    })
}

fn per_categoria(genere: &Genere) -> Serie {
    let colonna = |nome: &str, valori| Colonna { nome: nome.to_owned(), valori };
    Serie {
        categorie: genere.righe.iter().map(|riga| riga.voce.clone()).collect(),
        colonne: vec![
            colonna("Donne", genere.righe.iter().map(|riga| Some(riga.donne)).collect()),
            colonna("Uomini", genere.righe.iter().map(|riga| Some(riga.uomini)).collect()),
        ],
        ..vuota(
            GENERE,
            "Donne e uomini per categoria".to_owned(),
            TipoGrafico::BarreImpilate,
            "dipendenti",
            &genere.voce,
        )
    }
}

fn vuota(id: &str, titolo: String, tipo: TipoGrafico, unita: &str, voce: &str) -> Serie {
    Serie {
        id: id.to_owned(),
        titolo,
        tipo,
        unita: unita.to_owned(),
        unita_secondaria: None,
        fonte: String::new(),
        dimostrativa: false,
        voce: voce.to_owned(),
        categorie: Vec::new(),
        colonne: Vec::new(),
    }
}
