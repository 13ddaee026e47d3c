//! Next year's cycle out of this year's: years move on, what was decided for one year is emptied,
//! and a list says what a person must look at.

mod fogli;
mod impostazioni;
mod testi;

use std::fs;

use crate::cycle::{Cartella, FILE};
use crate::edizione::Edizione;
use crate::model::valore::Limite;
use crate::model::{Dato, Modello, Riga, Valore, Verso};

use super::super::{File, Guasto};

/// What a person must look at, by heading.
#[derive(Debug, Default)]
pub(crate) struct DaRivedere(Vec<(&'static str, Vec<String>)>);

/// The list's file in the new cycle.
pub(crate) const DA_RIVEDERE: &str = "DA-RIVEDERE.md";

impl DaRivedere {
    fn aggiungi(&mut self, titolo: &'static str, voci: Vec<String>) {
        if !voci.is_empty() {
            self.0.push((titolo, voci));
        }
    }

    /// The list as Markdown.
    pub(crate) fn testo(&self, anno: i16) -> String {
        let mut testo = format!("# Da rivedere nel ciclo {anno}\n");
        for (titolo, voci) in &self.0 {
            testo.push_str(&format!("\n## {titolo}\n\n"));
            testo.extend(voci.iter().map(|voce| format!("- {voce}\n")));
        }
        testo
    }

    /// How many things there are to look at.
    pub(crate) fn quante(&self) -> usize {
        self.0.iter().map(|(_, voci)| voci.len()).sum()
    }
}

/// The files of the next cycle, with the list among them.
///
/// # Errors
/// A file of the old cycle that cannot be read, a workbook that cannot be made.
pub(crate) fn da_ciclo(
    edizione: &Edizione,
    cartella: &Cartella,
) -> Result<(Vec<File>, DaRivedere), Guasto> {
    let modello = edizione.modello();
    let mut rivedere = DaRivedere::default();
    let scritto = leggi(cartella, FILE)?;
    let scritto = String::from_utf8_lossy(&scritto).into_owned();
    let (toml, atti) = impostazioni::successive(&scritto, modello);
    let mut file = vec![(FILE.to_owned(), toml.into_bytes())];
    for cruscotto in &modello.cruscotti {
        let sotto = cruscotto.file.split('/').next().unwrap_or("servizi");
        let percorso = format!("{sotto}/{}.xlsx", cruscotto.id);
        file.push((percorso, fogli::cruscotto(modello, cruscotto)?));
    }
    let (mut schede, progetti_finiti) = fogli::schede(modello)?;
    file.append(&mut schede);
    let tabelle = come_sono(cartella, &["quadri", "serie"], &mut file)?;
    let mut capitoli = testi::successivi(edizione, cartella)?;
    file.append(&mut capitoli.file);
    modelli(cartella, "modelli", &mut file)?;
    rivedere.aggiungi("Risultati attesi che mancano", senza_atteso(modello));
    rivedere.aggiungi(
        "Risultati attesi inferiori a quanto già raggiunto",
        arretrati(modello),
    );
    rivedere.aggiungi("Tabelle e grafici con i dati dell'anno prima", tabelle);
    rivedere.aggiungi(
        "Capitoli con cifre o anni scritti a mano",
        capitoli.da_rivedere,
    );
    rivedere.aggiungi("Atti e date da scrivere in ciclo.toml", atti);
    rivedere.aggiungi("Progetti finiti, tolti dal ciclo nuovo", progetti_finiti);
    let elenco = rivedere.testo(modello.anno + 1);
    file.push((DA_RIVEDERE.to_owned(), elenco.into_bytes()));
    Ok((file, rivedere))
}

fn leggi(cartella: &Cartella, file: &str) -> Result<Vec<u8>, Guasto> {
    let guasto = |causa| Guasto::Lettura(cartella.radice().join(file), causa);
    cartella.leggi(file).map_err(guasto)
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

/// The rows without a target for the new plan's year.
fn senza_atteso(modello: &Modello) -> Vec<String> {
    let anno = modello.anno + 1;
    righe(modello)
        .filter(|(_, riga)| riga.atteso(anno).is_none_or(|v| v.dato == Dato::Vuoto))
        .map(|(cruscotto, riga)| format!("{cruscotto}: «{}», {anno}", riga.nome))
        .collect()
}

/// The rows whose target asks for less than what the last year reached.
fn arretrati(modello: &Modello) -> Vec<String> {
    let anno = modello.anno + 1;
    righe(modello)
        .filter_map(|(cruscotto, riga)| {
            let (atteso, raggiunto) = (riga.atteso(anno)?, riga.consuntivo(anno - 1)?);
            let verso = modello.indicatore(&riga.indicatore)?.verso;
            arretra(atteso, raggiunto, verso).then(|| {
                let nome = &riga.nome;
                let (atteso, raggiunto) = (atteso.stampa(), raggiunto.stampa());
                format!("{cruscotto}: «{nome}», {anno}: atteso {atteso}, già raggiunto {raggiunto}")
            })
        })
        .collect()
}

fn righe(modello: &Modello) -> impl Iterator<Item = (&str, &Riga)> {
    let cruscotti = modello.cruscotti.iter();
    cruscotti.flat_map(|c| c.righe.iter().map(|riga| (c.nome.as_str(), riga)))
}

fn arretra(atteso: &Valore, raggiunto: &Valore, verso: Verso) -> bool {
    let (atteso, verso) = match &atteso.dato {
        Dato::Quantita(atteso) => (atteso, verso),
        Dato::Soglia(operatore, Limite::Quantita(atteso)) => (atteso, operatore.verso()),
        _ => return false,
    };
    let Dato::Quantita(raggiunto) = &raggiunto.dato else {
        return false;
    };
    let peggio = match verso {
        Verso::Crescente => atteso.valore < raggiunto.valore,
        Verso::Decrescente => atteso.valore > raggiunto.valore,
    };
    atteso.unita.concorda(&raggiunto.unita) && peggio
}

/// A text whose years within the cycle are moved on by one.
fn con_anni_dopo(testo: &str, primo: i16, ultimo: i16) -> String {
    static ANNO: std::sync::LazyLock<regex::Regex> =
        std::sync::LazyLock::new(|| regex::Regex::new(r"\b\d{4}\b").expect("a pattern of ours"));
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
