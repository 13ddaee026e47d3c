//! The series of the Relazione's own charts.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::charts::most_categories;
use crate::model::italiano::vocabolario::GRADO;
use crate::model::valutazione::Sintesi;
use crate::model::{
    Colonna, Modello, Nomi, RuoloCruscotto, Serie, TipoGrafico, Valutazione, italiano,
};

use super::genere::{BilancioDiGenere, Presenze, somma};

const PROSPETTIVE: &str = "risultati-prospettive";
const SERVIZI: &str = "risultati-servizi";
const GENERE: &str = "genere-categorie";

/// Their ids: a chapter may ask for one that has nothing to show yet.
pub const SERIE: [&str; 3] = [PROSPETTIVE, SERVIZI, GENERE];

/// The charts that have something to show.
pub(super) fn serie(
    modello: &Modello,
    valutazione: &Valutazione,
    genere: Option<&BilancioDiGenere>,
) -> Vec<Serie> {
    let nomi = &modello.nomi;
    let prospettive = valutazione
        .prospettive
        .iter()
        .map(|p| (p.nome.as_str(), &p.sintesi));
    let mut servizi: Vec<(&str, &Sintesi)> = valutazione
        .con_cruscotti(modello)
        .filter(|(cruscotto, _)| modello.ruolo(cruscotto) == RuoloCruscotto::Servizio)
        .map(|(cruscotto, grado)| (nome_breve(nomi, &cruscotto.nome), &grado.sintesi))
        .collect();
    servizi.sort_by(|(_, a), (_, b)| {
        b.grado
            .partial_cmp(&a.grado)
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let anno = valutazione.anno;
    let trovate = [
        gradi(
            PROSPETTIVE,
            format!(
                "Grado di raggiungimento per {}, {anno}",
                nomi.prospettiva.uno()
            ),
            nomi.prospettiva.titolo(),
            prospettive,
        ),
        gradi(
            SERVIZI,
            format!(
                "Grado di raggiungimento per {}, {anno}",
                nomi.servizio.uno()
            ),
            nomi.servizio.titolo(),
            servizi.into_iter(),
        ),
        genere.and_then(per_categoria),
    ];
    trovate
        .into_iter()
        .flatten()
        .map(|serie| Serie {
            fonte: modello.ente.nome.clone(),
            ..serie
        })
        .collect()
}

/// `Servizio Registro imprese` → `Registro imprese`: the chart says already what its bars are.
fn nome_breve<'a>(nomi: &Nomi, nome: &'a str) -> &'a str {
    nome.strip_prefix(nomi.servizio.titolo())
        .and_then(|resto| resto.strip_prefix(' '))
        .unwrap_or(nome)
}

/// Horizontal bars, one for each grade; none where nothing is graded. Of more than fit a page at
/// ease, the highest and the lowest: the table beside it has them all.
fn gradi<'a>(
    id: &str,
    titolo: String,
    voce: &str,
    gradi: impl Iterator<Item = (&'a str, &'a Sintesi)>,
) -> Option<Serie> {
    const TIPO: TipoGrafico = TipoGrafico::BarreOrizzontali;
    const BARRE: usize = 20;
    let valutati: Vec<_> = gradi
        .filter_map(|(nome, sintesi)| Some((nome, sintesi.grado?.0)))
        .collect();
    let tutti = valutati.len();
    let mostrati = estremi(valutati, BARRE);
    let meta = mostrati.len() / 2;
    let titolo = if mostrati.len() < tutti {
        let alti = GRADO.conta(meta);
        format!("{titolo}: i {alti} più alti e i {meta} più bassi su {tutti}")
    } else {
        titolo
    };
    let valori = mostrati
        .iter()
        .map(|(_, grado)| Some(italiano::arrotonda(*grado, 2)))
        .collect();
    (!mostrati.is_empty()).then(|| Serie {
        categorie: mostrati
            .iter()
            .map(|(nome, _)| (*nome).to_owned())
            .collect(),
        colonne: vec![Colonna::calcolata("Grado di raggiungimento", valori)],
        ..vuota(id, titolo, TIPO, "%", voce)
    })
}

/// As many from the top as from the bottom, no more than `posti`, in the order they came in.
fn estremi<T>(voci: Vec<(T, Decimal)>, posti: usize) -> Vec<(T, Decimal)> {
    if voci.len() <= posti {
        return voci;
    }
    let mut per_grado: Vec<usize> = (0..voci.len()).collect();
    per_grado.sort_by_key(|&posto| Reverse(voci[posto].1));
    let meta = posti / 2;
    let esclusi = &per_grado[meta..per_grado.len() - meta];
    voci.into_iter()
        .enumerate()
        .filter(|(posto, _)| !esclusi.contains(posto))
        .map(|(_, voce)| voce)
        .collect()
}

/// Women and men of each category; of more than a chart can show, the smallest are added up in the
/// last bar.
fn per_categoria(genere: &BilancioDiGenere) -> Option<Serie> {
    const TIPO: TipoGrafico = TipoGrafico::BarreImpilate;
    let posti = most_categories(TIPO);
    let mut per_numero: Vec<usize> = (0..genere.righe.len()).collect();
    per_numero.sort_by_key(|&posto| Reverse(genere.righe[posto].insieme));
    let minori = if per_numero.len() > posti {
        &per_numero[posti - 1..]
    } else {
        &[]
    };
    let da_sole = genere
        .righe
        .iter()
        .enumerate()
        .filter(|(posto, _)| !minori.contains(posto));
    let mut barre: Vec<(&str, Decimal, Decimal)> = da_sole
        .map(|(_, riga)| (riga.voce.as_str(), riga.donne, riga.uomini))
        .collect();
    if !minori.is_empty() {
        let altre = |di: fn(&Presenze) -> Decimal| {
            somma(minori.iter().map(|&posto| di(&genere.righe[posto])))
        };
        barre.push((
            "Altre",
            altre(|riga| riga.donne)?,
            altre(|riga| riga.uomini)?,
        ));
    }
    Some(Serie {
        categorie: barre.iter().map(|(voce, ..)| (*voce).to_owned()).collect(),
        colonne: vec![
            Colonna::calcolata(
                "Donne",
                barre.iter().map(|(_, donne, _)| Some(*donne)).collect(),
            ),
            Colonna::calcolata(
                "Uomini",
                barre.iter().map(|(.., uomini)| Some(*uomini)).collect(),
            ),
        ],
        ..vuota(
            GENERE,
            "Donne e uomini per categoria".to_owned(),
            TIPO,
            "dipendenti",
            &genere.voce,
        )
    })
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
        origine: None,
        celle: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_grades_leave_the_middle_out() {
        let gradi: Vec<(char, Decimal)> = ('a'..='g')
            .zip([50, 90, 10, 70, 20, 80, 60].map(Decimal::from))
            .collect();
        let nomi = |posti| {
            estremi(gradi.clone(), posti)
                .into_iter()
                .map(|(nome, _)| nome)
                .collect::<String>()
        };
        assert_eq!(nomi(7), "abcdefg");
        assert_eq!(
            nomi(4),
            "bcef",
            "the two highest, the two lowest, in their order"
        );
        assert_eq!(nomi(5), "bcef");
    }

    #[test]
    fn too_many_categories_end_in_one_of_the_others() {
        let presenze = |voce: &str, donne: u32, uomini: u32| {
            Presenze::nuove(voce, Decimal::from(donne), Decimal::from(uomini)).expect("few people")
        };
        let righe: Vec<Presenze> = (1..=30)
            .map(|n| presenze(&format!("Categoria {n}"), n, 1))
            .collect();
        let genere = BilancioDiGenere {
            voce: "Categoria".to_owned(),
            totale: presenze("Totale", 465, 30),
            righe,
            tempo_parziale: None,
            nota: None,
        };
        let serie = per_categoria(&genere).expect("sums that a number holds");
        assert_eq!(serie.categorie.len(), most_categories(serie.tipo));
        assert_eq!(
            serie.categorie.first().map(String::as_str),
            Some("Categoria 8")
        );
        assert_eq!(serie.categorie.last().map(String::as_str), Some("Altre"));
        let donne: Decimal = serie.colonne[0].valori.iter().flatten().sum();
        assert_eq!(donne, genere.totale.donne, "nobody is left out");
    }
}
