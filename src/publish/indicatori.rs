//! `indicatori.csv`: one row for each cruscotto, indicator and year.

use std::collections::BTreeSet;

use crate::model::valutazione::{GradoCruscotto, GradoRiga};
use crate::model::{Modello, Riga, Valore, Valutazione};

use super::tabella::{Colonna, Dichiarata, Tabella, TipoColonna::*};
use super::tabelle::{nome_serde, punti, si_no};

const COLONNE: [Dichiarata; 20] = [
    ("cruscotto", Testo, true, "Identificativo del cruscotto"),
    (
        "tipo_cruscotto",
        Testo,
        true,
        "strategico, servizio, azienda-speciale, segretario-generale o dirigente",
    ),
    (
        "prospettiva",
        Testo,
        false,
        "Prospettiva della mappa strategica",
    ),
    (
        "obiettivo",
        Testo,
        false,
        "Codice dell'obiettivo strategico",
    ),
    ("azione", Testo, false, "Azione"),
    (
        "indicatore",
        Testo,
        true,
        "Identificativo dell'indicatore, uguale in tutti i cruscotti che lo riportano",
    ),
    (
        "nome",
        Testo,
        true,
        "Nome dell'indicatore, come lo scrive il cruscotto",
    ),
    (
        "strategico",
        SiNo,
        true,
        "L'indicatore è nel cruscotto strategico",
    ),
    (
        "di_sistema",
        SiNo,
        true,
        "L'indicatore corrisponde agli obiettivi comuni del sistema",
    ),
    (
        "anno",
        Intero,
        true,
        "Anno a cui si riferiscono atteso e consuntivo",
    ),
    (
        "atteso",
        Testo,
        false,
        "Risultato atteso, come è stampato nei documenti",
    ),
    (
        "consuntivo",
        Testo,
        false,
        "Risultato a consuntivo, come è stampato nei documenti",
    ),
    (
        "grado",
        Decimale,
        false,
        "Grado di raggiungimento in punti, per il solo anno valutato",
    ),
    (
        "esito",
        Testo,
        false,
        "valutato, non-valutabile, non-rilevato o non-previsto, per il solo anno valutato",
    ),
    (
        "peso",
        Decimale,
        false,
        "Peso dell'indicatore nel cruscotto",
    ),
    ("fonte", Testo, false, "Fonte del dato"),
    (
        "origine",
        Testo,
        true,
        "File, foglio e cella da cui viene l'indicatore",
    ),
    ("unita", Testo, false, "Unità di misura: %, €, gg, …"),
    (
        "atteso_valore",
        Testo,
        false,
        "Atteso in forma elaborabile: punto decimale, percentuali in punti, date anno-mese-giorno",
    ),
    (
        "consuntivo_valore",
        Testo,
        false,
        "Consuntivo in forma elaborabile, come atteso_valore",
    ),
];

/// The table as CSV.
pub fn csv(modello: &Modello, valutazione: &Valutazione) -> String {
    tabella(modello, valutazione).csv()
}

/// The table, in the order of the documents.
pub fn tabella(modello: &Modello, valutazione: &Valutazione) -> Tabella {
    let mut righe = Vec::new();
    for (cruscotto, gradi) in modello.cruscotti.iter().zip(&valutazione.cruscotti) {
        let tipo = nome_serde(cruscotto.tipo);
        for (riga, grado) in cruscotto.righe.iter().zip(&gradi.righe) {
            let anni = anni(riga).into_iter();
            righe.extend(
                anni.map(|anno| record(modello, gradi, &tipo, riga, grado, anno, valutazione.anno)),
            );
        }
    }
    Tabella {
        nome: "indicatori".to_owned(),
        titolo: "Indicatori dei cruscotti".to_owned(),
        descrizione: "Una riga per ogni cruscotto, indicatore e anno.".to_owned(),
        colonne: COLONNE.map(Colonna::dichiarata).into(),
        righe,
    }
}

fn anni(riga: &Riga) -> BTreeSet<i16> {
    riga.atteso
        .keys()
        .chain(riga.consuntivo.keys())
        .copied()
        .collect()
}

fn record(
    modello: &Modello,
    cruscotto: &GradoCruscotto,
    tipo: &str,
    riga: &Riga,
    grado: &GradoRiga,
    anno: i16,
    valutato: i16,
) -> Vec<String> {
    let (atteso, consuntivo) = (riga.atteso(anno), riga.consuntivo(anno));
    let stampa = |valore: Option<&Valore>| valore.map(Valore::stampa).unwrap_or_default();
    let nudo = |valore: Option<&Valore>| valore.and_then(|v| v.dato.nudo()).unwrap_or_default();
    let unita = [atteso, consuntivo]
        .into_iter()
        .flatten()
        .find_map(|valore| valore.dato.unita());
    let dell_anno = anno == valutato;
    let nome_prospettiva = modello
        .prospettiva_di(&riga.obiettivo)
        .map_or(&riga.prospettiva, |p| &p.nome);
    vec![
        cruscotto.id.clone(),
        tipo.to_owned(),
        nome_prospettiva.clone(),
        riga.obiettivo.clone(),
        riga.azione.clone(),
        riga.indicatore.clone(),
        riga.nome.clone(),
        si_no(riga.strategico),
        si_no(riga.di_sistema),
        anno.to_string(),
        stampa(atteso),
        stampa(consuntivo),
        punti(grado.grado.filter(|_| dell_anno)),
        if dell_anno {
            nome_serde(grado.esito)
        } else {
            String::new()
        },
        riga.peso
            .map(|peso| peso.normalize().to_string())
            .unwrap_or_default(),
        riga.fonte.clone(),
        riga.origine.to_string(),
        unita.unwrap_or_default().into_owned(),
        nudo(atteso),
        nudo(consuntivo),
    ]
}
