//! The wording about sums, percentages, weights, grades and projects.

use rust_decimal::Decimal;

use crate::model::{Codice, Diagnosi, Grado, Livello, Origine, Progetto, Valore, italiano};
use crate::read;
use crate::read::diags::abbrevia;

use super::con_luoghi;

/// A declared sum that does not hold.
pub fn somma_errata(
    nome: &str,
    dove: &str,
    totale: &Valore,
    vera: Decimal,
    addendi: &[&Valore],
) -> Diagnosi {
    let diagnosi = Diagnosi::nuova(
        Codice::SommaErrata,
        totale.origine.clone(),
        format!("{dove}, «{nome}» non è la somma dei suoi addendi"),
        "correggi il totale o gli addendi; se la somma non va controllata, toglila da ciclo.toml",
    );
    addendi
        .iter()
        .fold(diagnosi, |diagnosi, addendo| {
            diagnosi.anche(addendo.origine.clone())
        })
        .confronto(totale.stampa(), italiano::numero(vera))
}

/// Words in a sum of figures.
pub fn somma_con_parole(nome: &str, dove: &str, parola: &Valore) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ValoreNonValido,
        parola.origine.clone(),
        format!("{dove}, la somma «{nome}» non si può controllare: una cifra non è un numero"),
        "scrivi soltanto il numero, e il resto in una nota",
    )
    .confronto(parola.stampa(), "un numero")
    .con_livello(Livello::Avviso)
}

/// A row that is called by a name that others have.
pub fn voce_ripetuta(quadro: &str, voce: &str, luoghi: Vec<Origine>) -> Option<Diagnosi> {
    let messaggio = format!(
        "nella tabella «{quadro}» ci sono più righe «{}»: non so quale vale",
        abbrevia(voce)
    );
    let rimedio =
        "dai a ogni riga un nome suo: questo è citato nei testi o in una somma di ciclo.toml";
    con_luoghi(Codice::Doppione, luoghi, messaggio, rimedio)
}

/// A figure of a table that no body can count to.
pub fn cifra_smisurata(colonna: &str, cella: &Valore) -> Diagnosi {
    let scritta = cella.stampa();
    let messaggio = format!("nella colonna «{colonna}» la cifra {scritta} è fuori misura");
    smisurata(cella, messaggio)
}

/// Two figures whose ratio is more than a number can hold.
pub fn percentuale_smisurata(voce: &str, quota: &Valore, di: &Valore, su: &Valore) -> Diagnosi {
    let messaggio = format!(
        "la percentuale di «{}» non si può controllare: {} su {} è fuori misura",
        abbrevia(voce),
        di.stampa(),
        su.stampa()
    );
    smisurata(di, messaggio)
        .anche(su.origine.clone())
        .anche(quota.origine.clone())
}

fn smisurata(valore: &Valore, messaggio: String) -> Diagnosi {
    let rimedio = "correggi la cifra: nessun conto con essa si può controllare";
    Diagnosi::nuova(
        Codice::ValoreNonValido,
        valore.origine.clone(),
        messaggio,
        rimedio,
    )
}

/// A declared percentage that does not follow from its figures.
pub fn percentuale_errata(
    voce: &str,
    quota: &Valore,
    vera: Decimal,
    di: &Valore,
    su: &Valore,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::PercentualeErrata,
        quota.origine.clone(),
        format!(
            "la percentuale di «{}» non corrisponde a {} su {}",
            abbrevia(voce),
            di.stampa(),
            su.stampa()
        ),
        "correggi la percentuale o una delle due cifre da cui deriva",
    )
    .anche(di.origine.clone())
    .anche(su.origine.clone())
    .confronto(quota.stampa(), format!("{}%", italiano::numero(vera)))
}

/// A row or column that a sum or percentage names and the table has not.
pub fn nome_dichiarato(
    luogo: Origine,
    quadro: &str,
    che: &str,
    nome: &str,
    vicino: Option<&str>,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ImpostazioneNonValida,
        luogo,
        format!(
            "la tabella «{quadro}» non ha la {che} «{nome}»: la somma o la percentuale non si può controllare"
        ),
        match vicino {
            Some(vicino) => format!("forse è «{vicino}»: scrivi il nome come nel foglio"),
            None => "scrivi il nome lettera per lettera come nel foglio".to_owned(),
        },
    )
}

/// A day of an activity that is none.
pub fn giorno_strano(campo: &str, valore: &Valore) -> Diagnosi {
    let scritto = valore.stampa();
    let diagnosi = read::diags::valore_non_valido(
        valore.origine.clone(),
        campo,
        &scritto,
        "un giorno, per esempio 31/12/2027",
    );
    diagnosi.con_livello(Livello::Avviso)
}

/// An activity that ends before it begins.
pub fn fine_prima_dell_inizio(nome: &str, inizio: &Valore, fine: &Valore) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ValoreNonValido,
        fine.origine.clone(),
        format!(
            "l'attività «{}» finisce prima di cominciare",
            abbrevia(nome)
        ),
        "correggi una delle due date",
    )
    .confronto(fine.stampa(), format!("un giorno dal {}", inizio.stampa()))
    .con_livello(Livello::Avviso)
    .anche(inizio.origine.clone())
}

/// Weights that do not make a whole.
pub fn pesi_non_100(che: &str, somma: Decimal, luoghi: Vec<Origine>) -> Option<Diagnosi> {
    let messaggio = format!("i {che} non sommano a 100");
    let rimedio = "correggi i pesi: una cella vuota vale 0";
    let diagnosi = con_luoghi(Codice::PesiNon100, luoghi, messaggio, rimedio)?;
    Some(diagnosi.confronto(italiano::numero(somma), "100"))
}

/// A weight that is missing where others are given.
pub fn peso_mancante(luogo: Origine, nome: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::PesoMancante,
        luogo,
        format!(
            "manca il peso di «{}»: vale 0 e l'indicatore non conta",
            abbrevia(nome)
        ),
        "scrivi il peso, oppure 0 se è voluto",
    )
}

/// A grade that someone judged and did not explain.
pub fn grado_senza_motivazione(luogo: Origine, nome: &str, grado: Decimal) -> Diagnosi {
    Diagnosi::nuova(
        Codice::GradoSenzaMotivazione,
        luogo,
        format!("il grado attribuito a «{}» non è motivato", abbrevia(nome)),
        "scrivi perché si è deciso quel grado nella colonna «Motivazione»",
    )
    .confronto(Grado(grado).stampa(), "un grado con la sua motivazione")
}

/// A judged grade that is higher than any can be.
pub fn grado_oltre_il_tetto(
    luogo: Origine,
    nome: &str,
    grado: Decimal,
    tetto: Decimal,
) -> Diagnosi {
    let tetto = Grado(tetto).stampa();
    Diagnosi::nuova(
        Codice::ValoreNonValido,
        luogo,
        format!(
            "il grado attribuito a «{}» supera il massimo",
            abbrevia(nome)
        ),
        format!(
            "scrivi un grado non oltre {tetto}, oppure alza «tetto» in [valutazione] di ciclo.toml"
        ),
    )
    .confronto(Grado(grado).stampa(), format!("al massimo {tetto}"))
}

/// Workbooks that give a project another result than its scheda.
pub fn progetto_discordante(
    progetto: &Progetto,
    anno: i16,
    grado: Decimal,
    contrari: &[&Valore],
) -> Option<Diagnosi> {
    let nel_foglio = contrari.first()?;
    let diagnosi = Diagnosi::nuova(
        Codice::ProgettoDiscordante,
        progetto.origine.clone(),
        format!(
            "il risultato {anno} del progetto «{}» non è quello scritto nei cruscotti",
            abbrevia(&progetto.nome)
        ),
        "correggi la scheda o il consuntivo nei cruscotti: il grado si calcola su quest'ultimo",
    );
    let diagnosi = contrari.iter().fold(diagnosi, |diagnosi, valore| {
        diagnosi.anche(valore.origine.clone())
    });
    Some(diagnosi.confronto(Grado(grado).stampa(), nel_foglio.stampa()))
}
