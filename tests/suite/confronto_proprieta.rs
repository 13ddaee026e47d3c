//! What must hold of every comparison: a draft does not differ from itself, and swapping the sides
//! gives the inverse.

use std::collections::BTreeMap;

use crate::comune::inverso::{inverse, ordinate};
use crate::comune::prove;
use ciclo::diff::{Tipo, confronta};
use ciclo::model::bozza::{Capoverso, TestoCapitolo};
use ciclo::model::{Bozza, Dato, Grandezza, Indirizzo, Riga, UnitaMisura, Valore};
use ciclo::{cycle::Cartella, edizione::Edizione};
use proptest::prelude::*;

/// The small cycle, whose rows and paragraphs the cases replace.
fn base() -> Bozza {
    let cartella = Cartella::nuova(crate::comune::radice().join("tests/casi/basi/confronto"));
    Edizione::apri(&cartella)
        .expect("settings")
        .bozza()
        .expect("a draft")
}

/// A row that is likely to resemble another: few words, few values.
#[derive(Debug, Clone)]
struct Generata {
    nome: String,
    obiettivo: &'static str,
    azione: String,
    atteso: i64,
    fonte: String,
}

fn parole(quante: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let parola = prop_oneof![
        Just("eventi"),
        Just("numero"),
        Just("di"),
        Just("imprese"),
        Just("tempi"),
        Just("Bandi")
    ];
    prop::collection::vec(parola, quante).prop_map(|parole| parole.join(" "))
}

fn generata() -> impl Strategy<Value = Generata> {
    (
        parole(1..4),
        prop_oneof![Just("1.1"), Just("1.2")],
        parole(1..3),
        0..4_i64,
        parole(0..2),
    )
        .prop_map(|(nome, obiettivo, azione, atteso, fonte)| Generata {
            nome,
            obiettivo,
            azione,
            atteso,
            fonte,
        })
}

fn bozza() -> impl Strategy<Value = Bozza> {
    let righe = prop::collection::vec(generata(), 0..8);
    let paragrafi = prop::collection::vec(parole(1..9), 0..6);
    let quadro = prop::collection::vec(0..3_i64, 3);
    (righe, paragrafi, quadro).prop_map(|(righe, paragrafi, quadro)| {
        let mut bozza = base();
        let cruscotto = &mut bozza.modello.cruscotti[1];
        let modello_riga = cruscotto.righe[0].clone();
        cruscotto.righe = righe
            .iter()
            .enumerate()
            .map(|(posto, g)| riga(&modello_riga, posto, g))
            .collect();
        bozza.valutazione.as_mut().expect("grades").cruscotti[1]
            .righe
            .clear();
        bozza.testi = BTreeMap::from([("piano".to_owned(), vec![capitolo(&paragrafi)])]);
        let bilancio = bozza.modello.quadri.get_mut("bilancio").expect("the table");
        for (riga, valore) in bilancio.righe.iter_mut().zip(quadro) {
            riga.celle[0].dato = intero(valore);
        }
        bozza
    })
}

fn intero(valore: i64) -> Dato {
    Dato::Quantita(Grandezza::nuova(valore.into(), UnitaMisura::Nessuna))
}

fn riga(modello: &Riga, posto: usize, g: &Generata) -> Riga {
    let riga = u32::try_from(posto + 5).expect("few rows");
    let cella = |colonna| modello.origine.con_cella(Some(Indirizzo { riga, colonna }));
    let valore = Valore::nuovo(intero(g.atteso), g.atteso.to_string(), cella(4));
    Riga {
        indicatore: ciclo::model::nome::slug(&g.nome),
        nome: g.nome.clone(),
        obiettivo: g.obiettivo.to_owned(),
        azione: g.azione.clone(),
        atteso: BTreeMap::from([(2022, valore)]),
        consuntivo: BTreeMap::new(),
        fonte: g.fonte.clone(),
        origine: cella(1),
        celle: Default::default(),
        ..modello.clone()
    }
}

fn capitolo(paragrafi: &[String]) -> TestoCapitolo {
    let capoverso = |(posto, testo): (usize, &String)| Capoverso {
        riga: posto * 2 + 1,
        testo: testo.clone(),
        riempiti: Vec::new(),
    };
    TestoCapitolo {
        file: "testi/piano/10.md".to_owned(),
        paragrafi: paragrafi.iter().enumerate().map(capoverso).collect(),
    }
}

proptest! {
    #![proptest_config(prove(400))]

    #[test]
    fn a_draft_does_not_differ_from_itself(bozza in bozza()) {
        prop_assert_eq!(confronta(&bozza, &bozza.clone()), []);
    }

    #[test]
    fn swapping_the_sides_gives_the_inverse(a in bozza(), b in bozza()) {
        prop_assert_eq!(inverse(&confronta(&b, &a)), ordinate(&confronta(&a, &b)));
    }

    #[test]
    fn every_row_is_accounted_for(a in bozza(), b in bozza()) {
        let (prima, dopo) = (a.modello.cruscotti[1].righe.len(), b.modello.cruscotti[1].righe.len());
        let differenze = confronta(&a, &b);
        let quante = |tipo| differenze.iter().filter(|d| d.mutamento.tipo() == tipo && d.cosa.riga().is_some()).count();
        prop_assert_eq!(prima + quante(Tipo::Aggiunto), dopo + quante(Tipo::Tolto));
    }
}
