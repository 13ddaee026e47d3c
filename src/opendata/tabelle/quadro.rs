//! A table of `quadri/`: its rows by name and role, then its own columns.

use std::collections::BTreeSet;

use crate::model::{ColonnaQuadro, Dato, Quadro, RigaQuadro, Valore};

use super::super::tabella::{Colonna, Tabella, TipoColonna, TipoColonna::*};
use super::nome_di_colonna;

/// A column with what its cells are: its place in the rows and the form that they take.
struct ColonnaLetta {
    colonna: Colonna,
    posto: usize,
}

pub(super) fn tabella(quadro: &Quadro, nome: String) -> Tabella {
    let mut usati = BTreeSet::from(["voce".to_owned(), "ruolo".to_owned()]);
    let lette: Vec<ColonnaLetta> = quadro
        .colonne
        .iter()
        .enumerate()
        .map(|(posto, colonna)| ColonnaLetta {
            colonna: colonna_di(quadro, posto, colonna, &mut usati),
            posto,
        })
        .collect();
    let righe = quadro.righe.iter().map(|riga| in_celle(riga, &lette));
    Tabella {
        nome,
        titolo: match quadro.titolo.as_str() {
            "" => format!("Quadro {}", quadro.id),
            titolo => titolo.to_owned(),
        },
        descrizione: descrizione(quadro),
        righe: righe.collect(),
        colonne: prime_colonne(quadro)
            .into_iter()
            .chain(lette.into_iter().map(|letta| letta.colonna))
            .collect(),
    }
}

fn prime_colonne(quadro: &Quadro) -> [Colonna; 2] {
    let voce = Colonna::nuova("voce", Testo, false, "Nome della riga");
    let titolo = match quadro.voce.as_str() {
        "" => "Voce",
        voce => voce,
    };
    [
        Colonna {
            titolo: titolo.to_owned(),
            ..voce
        },
        Colonna::nuova(
            "ruolo",
            Testo,
            true,
            "voce, totale (somma di altre), dettaglio (parte del totale) o sezione (solo un titolo)",
        ),
    ]
}

fn colonna_di(
    quadro: &Quadro,
    posto: usize,
    colonna: &ColonnaQuadro,
    usati: &mut BTreeSet<String>,
) -> Colonna {
    let celle: Vec<&Valore> = quadro
        .righe
        .iter()
        .filter_map(|riga| riga.celle.get(posto))
        .collect();
    let (tipo, unita) = tipo_di(&celle);
    Colonna {
        nome: nome_di_colonna(&colonna.nome_intero(), usati),
        titolo: colonna.nome_intero(),
        descrizione: unita
            .map(|unita| format!("Valori in {unita}"))
            .unwrap_or_default(),
        tipo,
        piena: false,
    }
}

fn in_celle(riga: &RigaQuadro, colonne: &[ColonnaLetta]) -> Vec<String> {
    let valori = colonne.iter().map(|letta| {
        let valore = riga.celle.get(letta.posto);
        valore
            .map(|valore| cella(valore, letta.colonna.tipo))
            .unwrap_or_default()
    });
    [riga.voce.clone(), riga.ruolo.nome().to_owned()]
        .into_iter()
        .chain(valori)
        .collect()
}

fn descrizione(quadro: &Quadro) -> String {
    let mut descrizione = "Una riga per ogni voce del quadro.".to_owned();
    if let Some(fonte) = &quadro.fonte {
        descrizione += &format!(" Fonte: {fonte}.");
    }
    if let Some(nota) = &quadro.nota {
        descrizione += &format!(" {nota}");
    }
    descrizione
}

/// The type of a column of values, with its unit: numbers only if all are, in one unit.
fn tipo_di(valori: &[&Valore]) -> (TipoColonna, Option<String>) {
    let mut pieni = valori
        .iter()
        .filter(|valore| !valore.dato.assente())
        .peekable();
    let unita = pieni.peek().and_then(|valore| valore.dato.unita());
    let numeri =
        |valore: &&Valore| matches!(valore.dato, Dato::Quantita(_)) && valore.dato.unita() == unita;
    match () {
        () if pieni.peek().is_none() => (Testo, None),
        () if pieni.clone().all(numeri) => {
            let nome = match unita.as_deref() {
                Some("%") => Some("punti percentuali".to_owned()),
                altra => altra.map(str::to_owned),
            };
            (Decimale, nome)
        }
        () if pieni.all(|valore| matches!(valore.dato, Dato::Data(_))) => (Data, None),
        () => (Testo, None),
    }
}

fn cella(valore: &Valore, tipo: TipoColonna) -> String {
    match (tipo, &valore.dato) {
        (Testo, _) | (_, Dato::Vuoto) => valore.stampa(),
        (_, Dato::NonPrevisto) => "-".to_owned(),
        (_, dato) => dato.nudo().unwrap_or_default(),
    }
}
