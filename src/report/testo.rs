//! Workbooks and drafts as plain text, the same for the same content: what `git diff` shows of
//! them. One thing a line, and no addresses: an inserted row changes one line, not all that follow.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::{Bozza, Cruscotto, Progetto, Quadro, Riga, Serie, Valore, italiano};
use crate::read::foglio::{Foglio, RigaFoglio};

/// Between the cells of a row.
const TRA: &str = " | ";

/// Every sheet with its filled rows.
pub fn fogli(fogli: &[Foglio]) -> String {
    let mut testo = String::new();
    for foglio in fogli {
        if let Some(nome) = &foglio.nome {
            titolo(&mut testo, nome);
        }
        for riga in &foglio.righe {
            let _ = writeln!(testo, "{}", celle(riga));
        }
    }
    testo
}

/// The cells up to the last filled one, those that hold nothing left blank.
fn celle(riga: &RigaFoglio) -> String {
    let ultima = riga.celle.last().map_or(0, |cella| cella.colonna);
    let stampa = |colonna| {
        riga.cella(colonna)
            .map(|contenuto| contenuto.testo())
            .unwrap_or_default()
    };
    (0..=ultima).map(stampa).collect::<Vec<_>>().join(TRA)
}

/// Everything that a draft says.
pub fn bozza(bozza: &Bozza) -> String {
    let modello = &bozza.modello;
    let mut testo = format!(
        "{}\n{}\n",
        modello.ente.nome,
        modello.documenti.principale().map_or("", |d| &d.titolo)
    );
    for prospettiva in &modello.prospettive {
        titolo(&mut testo, &prospettiva.nome);
        for obiettivo in &prospettiva.obiettivi {
            let _ = writeln!(testo, "{} {}", obiettivo.codice, obiettivo.nome);
        }
    }
    modello
        .cruscotti
        .iter()
        .for_each(|c| cruscotto(&mut testo, c));
    modello
        .progetti
        .iter()
        .for_each(|p| progetto(&mut testo, p));
    modello.quadri.values().for_each(|q| quadro(&mut testo, q));
    modello.serie.iter().for_each(|s| serie(&mut testo, s));
    for capitolo in bozza.testi.values().flatten() {
        titolo(&mut testo, &capitolo.file);
        for capoverso in &capitolo.paragrafi {
            let _ = writeln!(testo, "{}", capoverso.testo);
        }
    }
    gradi(&mut testo, bozza);
    testo
}

fn titolo(testo: &mut String, titolo: &str) {
    let _ = writeln!(
        testo,
        "{}# {titolo}",
        if testo.is_empty() { "" } else { "\n" }
    );
}

fn cruscotto(testo: &mut String, cruscotto: &Cruscotto) {
    titolo(testo, &cruscotto.nome);
    for riga in &cruscotto.righe {
        let _ = writeln!(testo, "{}", indicatore(riga));
    }
    for nota in &cruscotto.note {
        let _ = writeln!(testo, "{nota}");
    }
}

fn indicatore(riga: &Riga) -> String {
    let valori = |campo: &str, valori: &BTreeMap<i16, Valore>| {
        let pieni = valori.iter().map(|(anno, valore)| (anno, valore.stampa()));
        pieni
            .filter(|(_, v)| !v.is_empty())
            .map(|(anno, v)| format!("{campo} {anno}: {v}"))
            .collect::<Vec<_>>()
    };
    let mut parti = vec![
        riga.obiettivo.clone(),
        riga.azione.clone(),
        riga.nome.clone(),
    ];
    parti.extend(valori("atteso", &riga.atteso));
    parti.extend(valori("rimodulato", &riga.rimodulato));
    let atto = riga.atto_rimodulazione.as_ref();
    parti.extend(atto.map(|atto| format!("atto di rimodulazione: {atto}")));
    parti.extend(valori("consuntivo", &riga.consuntivo));
    parti.extend(
        riga.peso
            .map(|peso| format!("peso: {}", italiano::numero(peso.normalize()))),
    );
    parti.push(format!("fonte: {}", riga.fonte));
    parti.join(TRA)
}

fn progetto(testo: &mut String, progetto: &Progetto) {
    titolo(testo, &format!("Progetto: {}", progetto.nome));
    for attivita in &progetto.attivita {
        let valori = [
            &attivita.inizio,
            &attivita.fine,
            &attivita.target,
            &attivita.risultato,
        ]
        .map(Valore::stampa);
        let _ = writeln!(
            testo,
            "{}{TRA}{}{TRA}{}",
            attivita.anno,
            attivita.nome,
            valori.join(TRA)
        );
    }
}

fn quadro(testo: &mut String, quadro: &Quadro) {
    titolo(
        testo,
        if quadro.titolo.is_empty() {
            &quadro.id
        } else {
            &quadro.titolo
        },
    );
    let nomi: Vec<String> = quadro
        .colonne
        .iter()
        .map(|colonna| colonna.nome_intero())
        .collect();
    let _ = writeln!(testo, "{}{TRA}{}", quadro.voce, nomi.join(TRA));
    for riga in &quadro.righe {
        let celle: Vec<String> = riga.celle.iter().map(Valore::stampa).collect();
        let _ = writeln!(testo, "{}{TRA}{}", riga.voce, celle.join(TRA));
    }
}

fn serie(testo: &mut String, serie: &Serie) {
    titolo(testo, &serie.titolo);
    let nomi: Vec<&str> = serie
        .colonne
        .iter()
        .map(|colonna| colonna.nome.as_str())
        .collect();
    let _ = writeln!(testo, "{}{TRA}{}", serie.voce, nomi.join(TRA));
    for (posto, categoria) in serie.categorie.iter().enumerate() {
        let valori = serie
            .colonne
            .iter()
            .map(|colonna| colonna.valori.get(posto).copied().flatten());
        let valori: Vec<String> = valori
            .map(|v| v.map(italiano::numero).unwrap_or_default())
            .collect();
        let _ = writeln!(testo, "{categoria}{TRA}{}", valori.join(TRA));
    }
}

fn gradi(testo: &mut String, bozza: &Bozza) {
    let Some(valutazione) = &bozza.valutazione else {
        return;
    };
    titolo(testo, &format!("Gradi {}", valutazione.anno));
    for (cruscotto, grado) in valutazione.con_cruscotti(&bozza.modello) {
        let grado = grado
            .sintesi
            .grado
            .map_or("-".to_owned(), |grado| grado.stampa());
        let _ = writeln!(testo, "{}{TRA}{grado}", cruscotto.nome);
    }
}
