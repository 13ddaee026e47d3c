//! `ciclo raccogli`: the forms that come back.

use std::path::PathBuf;

use crate::anno::raccogli::{self, Consegna, Esame, Modo, Rilievo};
use crate::load;
use crate::model::italiano::vocabolario::{CELLA, COMPILATO, MODULO};
use crate::read::modulo::Alterata;
use crate::tempi::Tempi;

use super::{Dati, Esito, Impedimento, stampa};

/// Prende i moduli restituiti dai servizi, dopo averli controllati
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo raccogli ricevuti/                 tutti i moduli di una cartella
  ciclo raccogli promozione.xlsx --prova   dice che cosa c'è e che cosa manca, senza prenderlo

I moduli entrano nel ciclo come sono (consuntivi/, monitoraggi/DATA/, attesi/) e i loro valori
valgono più di quelli del foglio del servizio. Un modulo preso prima non va perso: resta in
precedenti/. Esito 1 se qualcosa manca, non si capisce o è stato rifiutato.")]
pub(super) struct Argomenti {
    /// Moduli, o cartelle che li contengono
    #[arg(value_name = "FILE", required = true)]
    file: Vec<PathBuf>,
    /// Dice soltanto che cosa farebbe
    #[arg(long)]
    prova: bool,
    /// Prende anche i moduli in cui è stato cambiato qualcosa fuori dalle celle da compilare
    #[arg(long)]
    accetta: bool,
    #[command(flatten)]
    dati: Dati,
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    let cartella = argomenti.dati.cartella()?;
    nessuno_presente(&argomenti.file)?;
    let letture = load::leggi(&cartella, None, &mut Tempi::default())?;
    let file = raccogli::file_indicati(&argomenti.file)?;
    if file.is_empty() {
        return Err(Impedimento::Messaggio(
            "Qui non c'è nessun modulo da prendere.".to_owned(),
        ));
    }
    let consegne = raccogli::esamina(&letture, &cartella, &file, argomenti.accetta);
    if !argomenti.prova {
        raccogli::prendi(&cartella, &consegne)?;
    }
    let detto: Vec<String> = consegne
        .iter()
        .map(|c| racconto(c, argomenti.prova))
        .collect();
    stampa(&format!(
        "{}\n\n{}",
        detto.join("\n\n"),
        riassunto(&consegne, argomenti.prova)
    ))?;
    Ok(if consegne.iter().all(a_posto) {
        Esito::Bene
    } else {
        Esito::Trovato
    })
}

/// Where none of what was named is there, nothing can be done; beside others, each is told.
fn nessuno_presente(indicati: &[PathBuf]) -> Result<(), Impedimento> {
    match indicati.first() {
        Some(primo) if indicati.iter().all(|uno| !uno.exists()) => {
            Err(Impedimento::Messaggio(format!(
                "{} non esiste: indica i moduli restituiti, o la cartella che li contiene.",
                primo.display()
            )))
        }
        _ => Ok(()),
    }
}

fn a_posto(consegna: &Consegna) -> bool {
    let completo = |esame: &Esame| esame.mancanti.is_empty() && esame.illeggibili.is_empty();
    consegna.preso.is_some() && consegna.esame.as_ref().is_some_and(completo)
}

fn racconto(consegna: &Consegna, prova: bool) -> String {
    let mut righe = vec![consegna.file.display().to_string()];
    if consegna.in_uso {
        righe.push(IN_USO.to_owned());
    }
    if let Some(esame) = &consegna.esame {
        let compilate = esame.chieste - esame.mancanti.len();
        let celle = CELLA.conta_con(compilate, &COMPILATO);
        righe.push(format!("  {}: {celle} su {}", esame.titolo, esame.chieste));
        righe.extend(rilievi("Manca ancora", &esame.mancanti));
        righe.extend(rilievi("Non si capisce", &esame.illeggibili));
        if !esame.alterate.is_empty() {
            righe.push("  Cambiato dove non si chiedeva nulla:".to_owned());
        }
        righe.extend(esame.alterate.iter().map(alterata));
        righe.extend(rilievi("Diverso dal modulo preso prima", &esame.differenze));
    }
    righe.extend(
        consegna
            .rifiuti
            .iter()
            .map(|perche| format!("  Non preso: {perche}.")),
    );
    if let Some(preso) = &consegna.preso {
        let percorso = preso.percorso();
        righe.push(match (&preso.modo, prova) {
            (Modo::Gia, _) => format!("  C'è già, uguale: {percorso}"),
            (_, true) => format!("  Andrebbe in {percorso}"),
            (Modo::Nuovo, false) => format!("  Preso: {percorso}"),
            (Modo::Sostituisce(_), false) => {
                format!("  Preso: {percorso} (quello di prima è in precedenti/)")
            }
        });
    }
    righe.join("\n")
}

const IN_USO: &str =
    "  È aperto in un altro programma: è letto com'è stato salvato l'ultima volta.";

/// `cella D7, Fonte del dato: era «Albo», ora «Registro»`; what was not there at all only says what
/// it is.
fn alterata(alterata: &Alterata) -> String {
    let Alterata {
        luogo,
        intestazione,
        prima,
        ora,
    } = alterata;
    let luogo = match luogo.indirizzo() {
        Some(_) => format!("{}, ", dove(luogo)),
        None => String::new(),
    };
    match prima.as_str() {
        "" => format!("    {luogo}{intestazione}: «{ora}»"),
        prima => format!("    {luogo}{intestazione}: era «{prima}», ora «{ora}»"),
    }
}

fn rilievi(titolo: &str, rilievi: &[Rilievo]) -> Vec<String> {
    if rilievi.is_empty() {
        return Vec::new();
    }
    let voce = |rilievo: &Rilievo| {
        let Rilievo { luogo, nome, detto } = rilievo;
        let di_che = match nome.as_str() {
            "" => String::new(),
            nome => format!(", «{nome}»"),
        };
        format!("    {}{di_che}: {detto}", dove(luogo))
    };
    std::iter::once(format!("  {titolo}:"))
        .chain(rilievi.iter().map(voce))
        .collect()
}

/// The place without its file, which stands above.
fn dove(luogo: &crate::model::Origine) -> String {
    let intero = luogo.to_string();
    match intero.rsplit_once("cella ") {
        Some((prima, cella)) if prima.contains("Attività") => format!("attività, cella {cella}"),
        Some((_, cella)) => format!("cella {cella}"),
        None => intero,
    }
}

fn riassunto(consegne: &[Consegna], prova: bool) -> String {
    let presi = consegne.iter().filter(|c| c.preso.is_some());
    let aperti = presi.clone().filter(|c| !a_posto(c)).count();
    let presi = MODULO.conta(presi.count());
    let che = if prova { "da prendere" } else { "nel ciclo" };
    let da_rivedere = match aperti {
        0 => String::new(),
        quanti => format!(", di cui {quanti} da completare o correggere"),
    };
    format!("{presi} su {} {che}{da_rivedere}.", consegne.len())
}
