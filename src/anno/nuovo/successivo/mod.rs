//! Next year's cycle out of this year's: years move on, what was decided for one year is emptied,
//! and a list says what a person must look at.

mod deroghe;
mod eredi;
mod fogli;
mod impostazioni;
mod rivedere;
mod testi;

use std::fs;

use crate::cycle::{Cartella, FILE};
use crate::edizione::Edizione;

pub(crate) use eredi::Erede;
use eredi::Prossimo;
pub(crate) use rivedere::{DA_RIVEDERE, DaRivedere};

use super::super::{File, Guasto};

/// The files of the next cycle, with the list among them.
///
/// # Errors
/// A file of the old cycle that cannot be read, a workbook that cannot be made.
pub(crate) fn da_ciclo(
    edizione: &Edizione,
    cartella: &Cartella,
    eredi: &[Erede],
) -> Result<(Vec<File>, DaRivedere), Guasto> {
    let modello = edizione.modello();
    let prossimi = eredi::prossimi(modello, eredi)?;
    let mut rivedere = DaRivedere::default();
    let scritto = leggi(cartella, FILE)?;
    let scritto = String::from_utf8_lossy(&scritto).into_owned();
    let (toml, atti) = impostazioni::successive(&scritto, modello, &prossimi);
    let mut file = vec![(FILE.to_owned(), toml.into_bytes())];
    for cruscotto in prossimi.iter().map(|prossimo| &*prossimo.cruscotto) {
        let sotto = cruscotto.file.split('/').next().unwrap_or("servizi");
        let percorso = format!("{sotto}/{}.xlsx", cruscotto.id);
        file.push((percorso, fogli::cruscotto(modello, cruscotto)?));
    }
    file.append(&mut fogli::schede(modello)?);
    let schede = assegnazioni(edizione, &prossimi, &mut file)?;
    let tabelle = come_sono(cartella, &["quadri", "serie"], &mut file)?;
    let mut capitoli = testi::successivi(modello, cartella)?;
    file.append(&mut capitoli.file);
    modelli(cartella, "modelli", &mut file)?;
    rivedere.aggiungi(
        "Servizi rinominati, uniti o divisi",
        rivedere::diventati(&prossimi),
    );
    rivedere.aggiungi(
        "Indicatori senza risultato atteso",
        rivedere::senza_atteso(modello, &prossimi),
    );
    rivedere.aggiungi(
        "Risultati attesi inferiori a quanto già raggiunto",
        rivedere::arretrati(modello, &prossimi),
    );
    rivedere.aggiungi("Testi con cifre dell'anno prima", capitoli.da_rivedere);
    rivedere.aggiungi(
        "Progetti finiti: la scheda non c'è più",
        rivedere::progetti_tolti(modello),
    );
    rivedere.aggiungi(
        "Schede individuali e di gruppo dell'anno prima, senza punteggi",
        schede,
    );
    rivedere.aggiungi("Tabelle e grafici con i dati dell'anno prima", tabelle);
    rivedere.aggiungi("Atti e date da scrivere in ciclo.toml", atti);
    rivedere.aggiungi(
        "Deroghe che non trovano più niente: tolte da ciclo.toml",
        deroghe::solo_quelle_vive(&mut file)?,
    );
    let elenco = rivedere.testo(modello.anno + 1);
    file.push((DA_RIVEDERE.to_owned(), elenco.into_bytes()));
    Ok((file, rivedere))
}

fn leggi(cartella: &Cartella, file: &str) -> Result<Vec<u8>, Guasto> {
    let guasto = |causa| Guasto::Lettura(cartella.radice().join(file), causa);
    cartella.leggi(file).map_err(guasto)
}

/// The schede of people go over without their marks; the list names files, never people.
fn assegnazioni(
    edizione: &Edizione,
    prossimi: &[Prossimo<'_>],
    file: &mut Vec<File>,
) -> Result<Vec<String>, Guasto> {
    let modello = edizione.modello();
    let di_chi = (modello.ente.nome.as_str(), modello.anno + 1);
    let mut nomi = Vec::new();
    for cruscotto in prossimi.iter().map(|prossimo| &*prossimo.cruscotto) {
        let vecchi = |id: &String| *id == cruscotto.id || cruscotto.gia.contains(id);
        let sue: Vec<_> = edizione
            .assegnazioni()
            .iter()
            .filter(|scheda| vecchi(&scheda.servizio))
            .collect();
        if !sue.is_empty() {
            let percorso = format!("assegnazioni/{}.xlsx", cruscotto.id);
            let libro = super::assegnazioni::libro(di_chi, &cruscotto.nome, &sue)?;
            file.push((percorso.clone(), libro));
            nomi.push(percorso);
        }
    }
    Ok(nomi)
}

/// Tables keep their history: they go over byte by byte.
fn come_sono(
    cartella: &Cartella,
    sotto: &[&str],
    file: &mut Vec<File>,
) -> Result<Vec<String>, Guasto> {
    let mut nomi = Vec::new();
    for nome in sotto
        .iter()
        .flat_map(|sotto| cartella.cartelle_di_lavoro(sotto))
    {
        file.push((nome.clone(), leggi(cartella, &nome)?));
        nomi.push(nome);
    }
    Ok(nomi)
}

/// The cycle's own templates, however deep they lie.
fn modelli(cartella: &Cartella, sotto: &str, file: &mut Vec<File>) -> Result<(), Guasto> {
    let dove = cartella.radice().join(sotto);
    let Ok(voci) = fs::read_dir(&dove) else {
        return Ok(());
    };
    let mut nomi: Vec<(String, bool)> = voci
        .flatten()
        .map(|voce| {
            (
                voce.file_name().to_string_lossy().into_owned(),
                voce.path().is_dir(),
            )
        })
        .filter(|(nome, _)| !nome.starts_with(['.', '~']))
        .collect();
    nomi.sort();
    for (nome, e_cartella) in nomi {
        let nome = format!("{sotto}/{nome}");
        if e_cartella {
            modelli(cartella, &nome, file)?;
        } else {
            file.push((nome.clone(), leggi(cartella, &nome)?));
        }
    }
    Ok(())
}

/// A text whose years within the cycle are moved on by one.
fn con_anni_dopo(testo: &str, primo: i16, ultimo: i16) -> String {
    static ANNO: std::sync::LazyLock<regex::Regex> =
        std::sync::LazyLock::new(|| crate::words::pattern(r"\b\d{4}\b"));
    let sposta = |trovato: &regex::Captures<'_>| match trovato[0].parse::<i16>() {
        Ok(anno) if (primo..=ultimo).contains(&anno) => (anno + 1).to_string(),
        _ => trovato[0].to_owned(),
    };
    ANNO.replace_all(testo, sposta).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_cycles_own_years_move() {
        let dopo = con_anni_dopo(
            "Piano 2022-2024, dati al 31.12.2021, D.Lgs. 150/2009",
            2021,
            2024,
        );
        assert_eq!(dopo, "Piano 2023-2025, dati al 31.12.2022, D.Lgs. 150/2009");
        assert_eq!(
            con_anni_dopo("n. 20225 e 2022bis", 2021, 2024),
            "n. 20225 e 2022bis"
        );
    }
}
