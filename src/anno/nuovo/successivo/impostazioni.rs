//! `ciclo.toml` of the next cycle: edited in place, so that the office's own comments stay.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, Value, value};

use crate::check::da_scrivere::SEGNO;
use crate::documents::{self, Periodo, RAPPORTO_PIRA};
use crate::model::Modello;

use super::con_anni_dopo;
use super::eredi::Prossimo;

/// The settings of the next cycle, and what is to be written in them.
pub(super) fn successive(
    testo: &str,
    modello: &Modello,
    prossimi: &[Prossimo<'_>],
) -> (String, Vec<String>) {
    let Ok(mut toml) = testo.parse::<DocumentMut>() else {
        // It was read a moment ago: this does not happen.
        return (testo.to_owned(), Vec::new());
    };
    let primo = modello.anno_relazione.min(modello.anno);
    let ultimo = modello.triennio.last().copied().unwrap_or(modello.anno);
    let anno = i64::from(modello.anno) + 1;
    let mut atti = Vec::new();
    cambia(&mut toml["ciclo"]["anno"], anno.into());
    let triennio: Array = modello
        .triennio
        .iter()
        .map(|anno| i64::from(*anno) + 1)
        .collect();
    cambia(&mut toml["ciclo"]["triennio"], triennio.into());
    cambia(&mut toml["ciclo"]["anno-relazione"], anno.into());
    documenti(&mut toml, modello, &mut atti);
    if let Some(riferimenti) = toml
        .get_mut("riferimenti")
        .and_then(Item::as_table_like_mut)
    {
        for (nome, atto) in riferimenti.iter_mut() {
            *atto = value(format!("{SEGNO}: atto «{}»]", nome.get()));
            atti.push(format!("[riferimenti] {}", nome.get()));
        }
    }
    if let Some(quadri) = toml.get_mut("quadri").and_then(Item::as_table_like_mut) {
        for (_, quadro) in quadri.iter_mut() {
            sposta(quadro.get_mut("titolo"), primo, ultimo);
            if let Some(quadro) = quadro.as_table_like_mut() {
                segna(quadro, "nota");
            }
        }
    }
    if let Some(grafici) = toml
        .get_mut("grafici")
        .and_then(Item::as_array_of_tables_mut)
    {
        for grafico in grafici.iter_mut() {
            sposta(grafico.get_mut("titolo"), primo, ultimo);
            segna(grafico, "fonte");
        }
    }
    cruscotti(&mut toml, prossimi);
    giudizi(&mut toml, &mut atti);
    if toml.get("pagina").is_some() {
        atti.push("[pagina] le promesse, gli euro e le persone, ancora dell'anno prima".to_owned());
    }
    // They are of the year that is over, and their files do not come along.
    if toml.remove("allegati").is_some() {
        atti.push("[[allegati]] quello che si pubblica con i documenti dell'anno".to_owned());
    }
    (con_commenti(&toml.to_string(), primo, ultimo), atti)
}

/// Changes a value; the comment beside it stays.
fn cambia(voce: &mut Item, nuovo: Value) {
    let decoro = voce.as_value().map(|vecchio| vecchio.decor().clone());
    *voce = value(nuovo);
    if let (Some(decoro), Some(valore)) = (decoro, voce.as_value_mut()) {
        *valore.decor_mut() = decoro;
    }
}

/// Every document is a draft again, with no act; its date is the one that the law gives.
fn documenti(toml: &mut DocumentMut, modello: &Modello, atti: &mut Vec<String>) {
    let anno = modello.anno + 1;
    let ultimo = modello.triennio.last().copied().unwrap_or(modello.anno);
    let Some(documenti) = toml.get_mut("documenti").and_then(Item::as_table_like_mut) else {
        return;
    };
    for (nome, documento) in documenti.iter_mut() {
        let nome = nome.get().to_owned();
        let rende_conto =
            documents::noti().any(|noto| noto.id == nome && noto.periodo == Periodo::Rendicontato);
        let (salto, data) = match nome.as_str() {
            // What is reported is the new cycle's own year.
            RAPPORTO_PIRA => (anno - modello.anno_relazione, format!("{}-04-30", anno + 1)),
            _ if rende_conto => (anno - modello.anno_relazione, format!("{}-06-30", anno + 1)),
            _ => (1, format!("{anno}-01-31")),
        };
        for _ in 0..salto {
            let primo = modello.anno_relazione.min(modello.anno);
            sposta(documento.get_mut("titolo"), primo, ultimo.max(anno));
        }
        let Some(tabella) = documento.as_table_like_mut() else {
            continue;
        };
        tabella.remove("delibera");
        if let Some(voce) = tabella.get_mut("data")
            && let Ok(data) = data.parse::<toml_edit::Datetime>()
        {
            cambia(voce, data.into());
        }
        tabella.insert("bozza", value(true));
        atti.push(format!(
            "[documenti.{nome}] data, e delibera quando è approvato"
        ));
    }
}

/// What the OIV said is of the Relazione of the year that is over.
fn giudizi(toml: &mut DocumentMut, atti: &mut Vec<String>) {
    const DELL_ANNO: [&str; 4] = [
        "esito",
        "valutazione-complessiva",
        "osservazioni",
        "criteri",
    ];
    let Some(oiv) = toml.get_mut("oiv").and_then(Item::as_table_like_mut) else {
        return;
    };
    let tolti = DELL_ANNO.map(|chiave| oiv.remove(chiave).is_some());
    if tolti.contains(&true) {
        atti.push("[oiv] esito e giudizi, quando l'OIV valida la Relazione".to_owned());
    }
}

fn sposta(titolo: Option<&mut Item>, primo: i16, ultimo: i16) {
    let Some(titolo) = titolo else { return };
    if let Some(testo) = titolo.as_str() {
        let nuovo = con_anni_dopo(testo, primo, ultimo);
        cambia(titolo, nuovo.into());
    }
}

/// Says in a printed field that the figures are still those of the year before.
fn segna(quadro: &mut dyn TableLike, campo: &str) {
    let titolo = quadro
        .get("titolo")
        .and_then(Item::as_str)
        .unwrap_or_default();
    if titolo.is_empty() {
        return;
    }
    let prima = quadro.get(campo).and_then(Item::as_str).unwrap_or_default();
    let segno = format!("{SEGNO}: aggiornare i dati, sono ancora quelli dell'anno prima]");
    let nota = format!("{prima} {segno}").trim().to_owned();
    quadro.insert(campo, value(nota));
}

/// The services that became others: each in the place of the first that it was.
fn cruscotti(toml: &mut DocumentMut, prossimi: &[Prossimo<'_>]) {
    if prossimi.iter().all(|prossimo| prossimo.da.is_empty()) {
        return;
    }
    let scritti = match toml.remove("cruscotti") {
        Some(Item::ArrayOfTables(scritti)) => scritti,
        _ => ArrayOfTables::new(),
    };
    let di_id = |id: &str| {
        let suo = |tabella: &&Table| tabella.get("id").and_then(Item::as_str) == Some(id);
        scritti.iter().find(suo).cloned()
    };
    let mut nuovi = ArrayOfTables::new();
    for Prossimo { cruscotto, da } in prossimi {
        let Some(primo) = da.first() else {
            nuovi.extend(di_id(&cruscotto.id));
            continue;
        };
        let mut tabella = di_id(&primo.id).unwrap_or_default();
        tabella.insert("id", value(&cruscotto.id));
        tabella.insert("nome", value(&cruscotto.nome));
        tabella.insert("tipo", value(&cruscotto.tipo));
        if !cruscotto.gia.is_empty() {
            tabella.insert("gia", value(cruscotto.gia.iter().collect::<Array>()));
        }
        nuovi.push(tabella);
    }
    toml.insert("cruscotti", Item::ArrayOfTables(nuovi));
}

/// The years that comments speak of move on too: whole lines, and what stands behind a value.
fn con_commenti(testo: &str, primo: i16, ultimo: i16) -> String {
    testo
        .split('\n')
        .map(|riga| {
            let (valore, commento) = riga.split_at(commento(riga));
            format!("{valore}{}", con_anni_dopo(commento, primo, ultimo))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Where the comment of a line begins: the whole line, or what stands behind a value. A `#` within
/// a text is none.
fn commento(riga: &str) -> usize {
    if riga.trim_start().starts_with('#') {
        return 0;
    }
    let mut testo = None;
    let dopo = riga.char_indices().find(|(posto, c)| {
        let preceduto = riga[..*posto].ends_with('\\');
        match (testo, c) {
            (None, '#') => return true,
            (None, '"' | '\'') => testo = Some(*c),
            (Some('"'), '"') if preceduto => {}
            (Some(aperto), c) if aperto == *c => testo = None,
            _ => {}
        }
        false
    });
    let dopo = dopo.map(|(posto, _)| posto);
    dopo.filter(|dopo| riga[..*dopo].contains('='))
        .unwrap_or(riga.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_of_comments_move_on_and_those_of_values_stay() {
        let scritto = r##"
# Il ciclo 2026
data = 2026-01-31      # dell'anno 2026
titolo = "Linea #2026" # del 2026, "l'attuale"
nome = 'Via 2026 #1'
motto = "detto \"2026 # qui\"" # dal 2026
"##;
        let atteso = r##"
# Il ciclo 2027
data = 2026-01-31      # dell'anno 2027
titolo = "Linea #2026" # del 2027, "l'attuale"
nome = 'Via 2026 #1'
motto = "detto \"2026 # qui\"" # dal 2027
"##;
        assert_eq!(con_commenti(scritto, 2026, 2026), atteso);
    }
}
